// Calling and constructing.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

inline bool isCallable(Value v) {
  return v.isCell() && (v.asCell()->shape->flags & kCallable);
}
inline bool isConstructor(Value v) {
  return v.isCell() && (v.asCell()->shape->flags & kConstructor);
}
Value call(Value callee, Value this_value, uint32_t argc, const Value* argv);  // TypeError when not callable
template <typename... V>
Value callWith(Value callee, Value this_value, V... values) {
  Value argv[] = {values...};
  return call(callee, this_value, sizeof...(values), argv);
}
Value construct(Value constructor, Value new_target, uint32_t argc, const Value* argv);
Value invoke(Value base, PropertyKey key, uint32_t argc, const Value* argv);
bool ordinaryHasInstance(Value constructor, Value v);  // §7.3.21
Value boundTarget(Object* bound_function);
// A proxy is laid out as a function, so that callable ones are called as functions are; target and handler
// are null once it is revoked.
inline Value proxyTarget(Object* proxy) {
  return static_cast<Function*>(proxy)->captures[0];
}
inline Value proxyHandler(Object* proxy) {
  return static_cast<Function*>(proxy)->captures[1];
}
// How error messages name a value: `"abc"`, `#<Foo>`, `[object Array]`, `undefined`.
std::string describe(Value v);
std::string describeUnquoted(Value v);  // strings as they are
std::string describeByType(Value v);  // `object null`, `number 5`, `undefined`: where there is no source text
std::string describeKey(PropertyKey key);
// A property of null or undefined is read or set; `key` is not converted yet.
[[noreturn]] void throwNullishAccess(Value object, Value key, bool stores);
[[noreturn]] void throwFailedSet(Value object, PropertyKey key);     // why [[Set]] returned false
[[noreturn]] void throwFailedDelete(Value object, PropertyKey key);  // why [[Delete]] did
Function* throwTypeErrorFunction();                                  // §10.2.4.1 %ThrowTypeError%

}  // namespace kiln::rt
