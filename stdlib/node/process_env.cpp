// process.env: an object whose values are strings and that the environment follows.
#include <cstdlib>
#include <ctime>

#include "runtime/ops/error.h"
#include "stdlib/node/process.h"

extern char** environ;

namespace kiln::rt {
namespace {

[[noreturn]] void refuse(const char* what) {
  throwWithCode(ErrorType::TypeError, "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
                std::string("'process.env' ") + what);
}

bool put(Object* o, PropertyKey key, Value value, bool should_throw) {
  if (key.isSymbol()) throwTypeError("Cannot convert a Symbol value to a string");
  String* text = toString(value);
  std::string name = describeKey(key);
  setenv(name.c_str(), toUtf8(text).c_str(), 1);
  if (name == "TZ") tzset();
  return ordinaryDefineOwnProperty(o, key, PropertyDescriptor::data(box(text), kDefault), should_throw);
}

bool defineVariable(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  if (d.isAccessor()) refuse("does not accept an accessor(getter/setter) descriptor");
  if (d.value.isEmpty() || (d.attributes & kDefault) != kDefault)
    refuse("only accepts a configurable, writable, and enumerable data descriptor");
  return put(o, key, d.value, should_throw);
}

bool setVariable(Object* o, PropertyKey key, Value value, Value receiver) {
  if (!(receiver == box(o))) {
    return isObject(receiver) &&
           defineOwnProperty(asObject(receiver), key, PropertyDescriptor::data(value, kDefault), false);
  }
  return put(o, key, value, false);
}

bool removeVariable(Object* o, PropertyKey key) {
  if (!key.isSymbol()) {
    std::string name = describeKey(key);
    unsetenv(name.c_str());
    if (name == "TZ") tzset();
  }
  return ordinaryDelete(o, key);
}

const ClassInfo environment_class = {
    .name = "Object", .define_own = defineVariable, .set = setVariable, .remove = removeVariable};

}  // namespace

Value newEnvironment() {
  Shape* shape = newRootShape(CellKind::Host, ElementsKind::None, kExotic, 0, realm().object_prototype,
                              &environment_class);
  Object* env = newNativeObject(sizeof(Object), shape);
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string_view text = *entry;
    size_t equal = text.find('=');
    if (equal == std::string_view::npos) continue;
    PropertyKey key = keyOfString(newUtf8(text.substr(0, equal)));
    ordinaryDefineOwnProperty(
        env, key, PropertyDescriptor::data(box(newUtf8(text.substr(equal + 1))), kDefault), false);
  }
  return box(env);
}

}  // namespace kiln::rt
