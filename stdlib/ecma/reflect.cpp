// ECMA-262 §28.1: Reflect.
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

Object* target(Args& args, const char* method) {
  if (!isObject(args[0])) throwTypeError("Reflect.%s called on non-object", method);
  return asObject(args[0]);
}

Value reflectApply(Args& args) {
  if (!isCallable(args[0])) {
    throwTypeError("Function.prototype.apply was called on %s, which is %s and not a function",
                   nameForMessage(args[0]), typeWithArticle(args[0]));
  }
  // FAST: dense arrays; copied, for the callee may change the array (tests/exec/reflect).
  if (isObject(args[2]) && asObject(args[2])->shape->kind == CellKind::Array && !isSlow(asObject(args[2]))) {
    Object* array = asObject(args[2]);
    uint32_t count = array->elements->length;
    if (count <= array->elements->capacity) {
      ArgumentBuffer values(count);
      for (uint32_t i = 0; i < count; ++i) values[i] = elementAt(array, i);
      return call(args[0], args[1], count, values.data());
    }
  }
  ValueList list = listFromArrayLike(args[2]);
  return call(args[0], args[1], static_cast<uint32_t>(list.size()), list.data());
}

Value reflectConstruct(Args& args) {
  if (!isConstructor(args[0])) throwTypeError("%s is not a constructor", nameForMessage(args[0]));
  Value new_target = args.count > 2 ? args[2] : args[0];
  if (!isConstructor(new_target)) throwTypeError("%s is not a constructor", nameForMessage(new_target));
  ValueList list = listFromArrayLike(args[1]);
  return construct(args[0], new_target, static_cast<uint32_t>(list.size()), list.data());
}

Value reflectDefineProperty(Args& args) {
  Object* o = target(args, "defineProperty");
  PropertyKey key = toPropertyKey(args[1]);
  PropertyDescriptor d = toPropertyDescriptor(args[2]);
  return Value::boolean(defineOwnProperty(o, key, d, false));
}

Value reflectDeleteProperty(Args& args) {
  Object* o = target(args, "deleteProperty");
  return Value::boolean(deleteProperty(o, toPropertyKey(args[1])));
}

Value reflectGet(Args& args) {
  Object* o = target(args, "get");
  return get(o, toPropertyKey(args[1]), args.count > 2 ? args[2] : args[0]);
}

Value reflectSet(Args& args) {
  Object* o = target(args, "set");
  return Value::boolean(set(o, toPropertyKey(args[1]), args[2], args.count > 3 ? args[3] : args[0]));
}

Value reflectGetOwnPropertyDescriptor(Args& args) {
  Object* o = target(args, "getOwnPropertyDescriptor");
  return describeOwnProperty(o, toPropertyKey(args[1]));
}

Value reflectGetPrototypeOf(Args& args) {
  Object* prototype = getPrototypeOf(target(args, "getPrototypeOf"));
  return prototype == nullptr ? Value::null() : box(prototype);
}

Value reflectSetPrototypeOf(Args& args) {
  Object* o = target(args, "setPrototypeOf");
  if (!isObject(args[1]) && !args[1].isNull())
    throwTypeError("Object prototype may only be an Object or null: %s", nameForMessage(args[1]));
  return Value::boolean(setPrototypeOf(o, args[1].isNull() ? nullptr : asObject(args[1])));
}

Value reflectHas(Args& args) {
  Object* o = target(args, "has");
  return Value::boolean(hasProperty(o, toPropertyKey(args[1])));
}

Value reflectIsExtensible(Args& args) {
  return Value::boolean(isExtensible(target(args, "isExtensible")));
}

Value reflectPreventExtensions(Args& args) {
  return Value::boolean(preventExtensions(target(args, "preventExtensions")));
}

Value reflectOwnKeys(Args& args) {
  ValueList result;
  ValueList keys = ownPropertyKeys(target(args, "ownKeys"));
  for (Value word : keys) result.push(PropertyKey{word}.toValue());
  return box(newArrayFrom(result));
}

const NativeMethod kMethods[] = {
    {"defineProperty", KILN_NATIVE(reflectDefineProperty), 3},
    {"deleteProperty", KILN_NATIVE(reflectDeleteProperty), 2},
    {"apply", KILN_NATIVE(reflectApply), 3},
    {"construct", KILN_NATIVE(reflectConstruct), 2},
    {"get", KILN_NATIVE(reflectGet), 2},
    {"getOwnPropertyDescriptor", KILN_NATIVE(reflectGetOwnPropertyDescriptor), 2},
    {"getPrototypeOf", KILN_NATIVE(reflectGetPrototypeOf), 1},
    {"has", KILN_NATIVE(reflectHas), 2},
    {"isExtensible", KILN_NATIVE(reflectIsExtensible), 1},
    {"ownKeys", KILN_NATIVE(reflectOwnKeys), 1},
    {"preventExtensions", KILN_NATIVE(reflectPreventExtensions), 1},
    {"set", KILN_NATIVE(reflectSet), 3},
    {"setPrototypeOf", KILN_NATIVE(reflectSetPrototypeOf), 2},
};

}  // namespace

void initReflect() {
  Object* reflect = newObject();
  defineMethods(reflect, kMethods);
  defineTag(reflect, "Reflect");
  defineValue(realm().global, "Reflect", box(reflect));
}

}  // namespace kiln::rt
