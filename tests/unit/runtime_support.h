// What the runtime's unit tests share: values from C++ literals and back.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "runtime/object/object.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt::test {

inline Value s(std::string_view text) {
  return box(newUtf8(text));
}
inline Value n(double d) {
  return Value::number(d);
}
inline PropertyKey key(std::string_view text) {
  return keyOfString(newUtf8(text));
}
inline std::string text(Value v) {
  return toUtf8(v);
}
// Comma-separated own keys.
inline std::string keysOf(Object* o) {
  std::string result;
  ValueList keys = ownPropertyKeys(o);
  for (Value k : keys) result += (result.empty() ? "" : ",") + (isSymbol(k) ? std::string("@") : toUtf8(PropertyKey{k}.toValue()));
  return result;
}
// The message of what `action` throws, or "no throw".
inline std::string thrown(const std::function<void()>& action) {
  try {
    action();
  } catch (Thrown&) {
    Value v = pendingException();
    pendingException() = Value::undefined();
    return isObject(v)
               ? toUtf8(get(asObject(v), key("name"))) + ": " + toUtf8(get(asObject(v), key("message")))
               : toUtf8(v);
  }
  return "no throw";
}

}  // namespace kiln::rt::test
