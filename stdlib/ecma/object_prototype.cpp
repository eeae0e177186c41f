// ECMA-262 §20.1.3: Object.prototype.
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

const char* builtinTag(Object* o) {
  if (isArray(box(o))) return "Array";
  if (o->shape->flags & kCallable) return "Function";
  switch (o->shape->kind) {
    case CellKind::Arguments:
      return "Arguments";
    case CellKind::Error:
      return "Error";
    case CellKind::BooleanObject:
      return "Boolean";
    case CellKind::NumberObject:
      return "Number";
    case CellKind::StringObject:
      return "String";
    case CellKind::Date:
      return "Date";
    case CellKind::RegExp:
      return "RegExp";
    default:  // every other class goes by Symbol.toStringTag
      return "Object";
  }
}

Value hasOwnPropertyMethod(Args& args) {
  return Value::boolean(kiln_has_own_property(args.this_value, args[0]));
}

Value isPrototypeOf(Args& args) {
  if (!isObject(args[0])) return Value::boolean(false);
  Object* self = toObject(args.this_value);
  for (Object* o = getPrototypeOf(asObject(args[0])); o != nullptr; o = getPrototypeOf(o)) {
    if (o == self) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Value propertyIsEnumerable(Args& args) {
  PropertyKey key = toPropertyKey(args[0]);
  PropertyDescriptor d;
  bool found = getOwnProperty(toObject(args.this_value), key, &d);
  return Value::boolean(found && (d.attributes & kEnumerable));
}

Value toLocaleStringMethod(Args& args) {
  return invoke(args.this_value, PropertyKey::atom(atoms.toString), 0, nullptr);
}

Value toStringMethod(Args& args) {
  return box(objectToString(args.this_value));
}

Value valueOfMethod(Args& args) {
  return box(toObject(args.this_value));
}

// §B.2.2 accessors
Value protoGetter(Args& args) {
  Object* prototype = getPrototypeOf(toObject(args.this_value));
  return prototype == nullptr ? Value::null() : box(prototype);
}

Value protoSetter(Args& args) {
  if (args.this_value.isNullish()) throwTypeError("Object.prototype.__proto__ called on null or undefined");
  if (isObject(args.this_value) && (isObject(args[0]) || args[0].isNull()))
    setPrototypeOrThrow(asObject(args.this_value), args[0]);
  return Value::undefined();
}

template <bool setter>
Value defineAccessor(Args& args) {
  Object* o = toObject(args.this_value);
  if (!isCallable(args[1]))
    throwTypeError("Object.prototype.__define%s__: Expecting function", setter ? "Setter" : "Getter");
  PropertyDescriptor d;
  (setter ? d.setter : d.getter) = args[1];
  d.attributes = d.present = kEnumerable | kConfigurable;
  defineOwnProperty(o, toPropertyKey(args[0]), d, true);
  return Value::undefined();
}

template <bool setter>
Value lookupAccessor(Args& args) {
  Object* o = toObject(args.this_value);
  PropertyKey key = toPropertyKey(args[0]);
  for (; o != nullptr; o = getPrototypeOf(o)) {
    PropertyDescriptor d;
    if (!getOwnProperty(o, key, &d)) continue;
    return d.isAccessor() ? (setter ? d.setter : d.getter) : Value::undefined();
  }
  return Value::undefined();
}

const NativeMethod kMethods[] = {
    {"__defineGetter__", KILN_NATIVE(defineAccessor<false>), 2},
    {"__defineSetter__", KILN_NATIVE(defineAccessor<true>), 2},
    {"hasOwnProperty", KILN_NATIVE(hasOwnPropertyMethod), 1},
    {"__lookupGetter__", KILN_NATIVE(lookupAccessor<false>), 1},
    {"__lookupSetter__", KILN_NATIVE(lookupAccessor<true>), 1},
    {"isPrototypeOf", KILN_NATIVE(isPrototypeOf), 1},
    {"propertyIsEnumerable", KILN_NATIVE(propertyIsEnumerable), 1},
    {"toString", KILN_NATIVE(toStringMethod), 0},
    {"valueOf", KILN_NATIVE(valueOfMethod), 0},
};

}  // namespace

// §20.1.3.6
String* objectToString(Value v) {
  if (v.isUndefined()) return internAscii("[object Undefined]");
  if (v.isNull()) return internAscii("[object Null]");
  Object* o = toObject(v);
  const char* builtin = builtinTag(o);
  Value tag = get(o, PropertyKey::symbol(symbols.toStringTag), v);
  if (!isString(tag)) return internAscii(std::string("[object ") + builtin + "]");
  return concat(concat(newLatin1("[object "), asString(tag)), newLatin1("]"));
}

void initObjectPrototype() {
  Object* prototype = realm().object_prototype;
  defineMethods(prototype, kMethods);
  noteIntrinsic(Intrinsic::HasOwnProperty, prototype, "hasOwnProperty");
  defineGetter(prototype, "__proto__", KILN_NATIVE(protoGetter), KILN_NATIVE(protoSetter));
  const NativeMethod locale[] = {{"toLocaleString", KILN_NATIVE(toLocaleStringMethod), 0}};
  defineMethods(prototype, locale);
}

}  // namespace kiln::rt
