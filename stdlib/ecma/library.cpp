// Start of the library, and what several built-in objects share.
#include "stdlib/ecma/library.h"

#include "runtime/entry/library.h"
#include "runtime/object/property_cache.h"
#include "runtime/ops/error.h"
#include "runtime/ops/iterators.h"

namespace kiln::rt {

#define KILN_LIBRARY(name) void init##name();
#define KILN_HOST_LIBRARY(name) void init##name();
#include "stdlib/ecma/library.def"

namespace {
ProgramArguments program_arguments;
}

const ProgramArguments& programArguments() {
  return program_arguments;
}

void initialiseLibrary(int argc, char** argv) {
  program_arguments = {argc, argv};
#define KILN_LIBRARY(name) init##name();
#define KILN_HOST_LIBRARY(name) init##name();
#include "stdlib/ecma/library.def"
  if (kiln_install_intl != nullptr) kiln_install_intl();
}

RealmId newRealm(Object* sandbox) {
  return makeRealm(sandbox, [] {
#define KILN_LIBRARY(name) init##name();
#define KILN_HOST_LIBRARY(name)
#include "stdlib/ecma/library.def"
    if (kiln_install_intl != nullptr) kiln_install_intl();
  });
}

std::string nameForMessage(Value v) {
  if (isString(v)) return toWtf8(asString(v));
  if (isCallable(v) && asObject(v)->shape->kind == CellKind::Function)
    return toWtf8(functionText(asObject(v)));
  return describe(v);
}

void throwNotIterable(Value v) {
  std::string what = v.isNullish() ? describe(v) : toUtf8(kiln_typeof_value(v));
  if (v.isNumber() || v.isBoolean() || isBigInt(v)) what += " " + describe(v);
  throwTypeError("%s is not iterable (cannot read property Symbol(Symbol.iterator))", what);
}

void openIterator(Value iterable, Value method, Value* iterator, Value* next) {
  if (method.isEmpty()) {
    *iterator = kiln_get_iterator_of(iterable, next, emptyString());
    return;
  }
  *iterator = call(method, iterable, 0, nullptr);
  if (!isObject(*iterator)) throwTypeError("Result of the Symbol.iterator method is not an object");
  *next = get(asObject(*iterator), atoms.next);
}

std::string typeWithArticle(Value v) {
  if (v.isNull()) return "null";
  std::string type = toUtf8(kiln_typeof_value(v));
  return (type == "object" ? "an " : "a ") + type;
}

void throwIncompatible(const char* method, Value receiver) {
  throwTypeError("Method %s called on incompatible receiver %s", method, nameForMessage(receiver));
}

void throwNotFunction(Value v) {
  throwTypeError("%s is not a function", nameForMessage(v));
}

PropertyKey atomKey(const char* text) {
  return PropertyKey::atom(internAscii(text));
}

void noteIntrinsic(Intrinsic intrinsic, Object* holder, const char* name) {
  kiln_intrinsics[static_cast<size_t>(intrinsic)] = get(holder, atomKey(name));
}

// §7.3.22
Value speciesConstructor(Object* o, Value default_constructor) {
  Value constructor = getCached(o, PropertyKey::atom(atoms.constructor), box(o));
  if (constructor.isUndefined()) return default_constructor;
  if (!isObject(constructor)) throwTypeError("The .constructor property is not an object");
  Value species = getCached(asObject(constructor), PropertyKey::symbol(symbols.species), constructor);
  if (species.isNullish()) return default_constructor;
  if (isConstructor(species)) return species;
  throwTypeError("object.constructor[Symbol.species] is not a constructor");
}

Value returnThis(Args& args) {
  return args.this_value;
}

void defineSpecies(Object* constructor) {
  defineGetter(constructor, "@@species", KILN_NATIVE(returnThis));
}

void defineTag(Object* target, const char* tag) {
  defineValue(target, "@@toStringTag", box(internAscii(tag)), kConfigurable);
}

// §7.3.18 CreateListFromArrayLike
ValueList listFromArrayLike(Value v) {
  if (!isObject(v)) throwTypeError("CreateListFromArrayLike called on non-object");
  Object* o = asObject(v);
  double length = lengthOf(o);
  if (length > 10'000'000) throwRangeError("Invalid array length");
  ValueList list;
  for (double i = 0; i < length; ++i) list.push(elementAt(o, i));
  return list;
}

double relativeIndex(Value v, double length, double absent) {
  if (v.isInt32()) return v.asInt32() < 0 ? std::max(length + v.asInt32(), 0.0) : std::min<double>(v.asInt32(), length);
  if (v.isUndefined()) return absent;
  double relative = toIntegerOrInfinity(v);
  return relative < 0 ? std::max(length + relative, 0.0) : std::min(relative, length);
}

void putOrThrow(Object* o, PropertyKey key, Value value) {
  if (set(o, key, value, box(o))) return;
  throwFailedSet(box(o), key);
}

void deleteOrThrow(Object* o, PropertyKey key) {
  if (!deleteProperty(o, key)) throwFailedDelete(box(o), key);
}

// §6.2.6.4
Value fromPropertyDescriptor(const PropertyDescriptor& d) {
  Object* o = newObject();
  auto put = [&](String* key, Value value) { putDirect(o, PropertyKey::atom(key), value, kDefault); };
  if (!d.value.isEmpty()) put(atoms.value, d.value);
  if (d.present & kWritable) {
    if (!d.isAccessor()) put(atoms.writable, Value::boolean(d.attributes & kWritable));
  }
  if (!d.getter.isEmpty()) put(atoms.get, d.getter);
  if (!d.setter.isEmpty()) put(atoms.set, d.setter);
  if (d.present & kEnumerable) put(atoms.enumerable, Value::boolean(d.attributes & kEnumerable));
  if (d.present & kConfigurable) put(atoms.configurable, Value::boolean(d.attributes & kConfigurable));
  return box(o);
}

Value describeOwnProperty(Object* o, PropertyKey key) {
  PropertyDescriptor d;
  if (!getOwnProperty(o, key, &d)) return Value::undefined();
  if (!d.getter.isEmpty() && isStackGetter(d.getter)) d = PropertyDescriptor::data(get(o, key), kHidden);
  return fromPropertyDescriptor(d);
}

// §6.2.6.5
PropertyDescriptor toPropertyDescriptor(Value v) {
  if (!isObject(v)) throwTypeError("Property description must be an object: %s", nameForMessage(v));
  Object* o = asObject(v);
  PropertyDescriptor d;
  auto flag = [&](String* key, uint8_t bit) {
    if (!hasProperty(o, PropertyKey::atom(key))) return;
    d.present |= bit;
    if (toBoolean(get(o, key))) d.attributes |= bit;
  };
  flag(atoms.enumerable, kEnumerable);
  flag(atoms.configurable, kConfigurable);
  if (hasProperty(o, PropertyKey::atom(atoms.value))) d.value = get(o, atoms.value);
  flag(atoms.writable, kWritable);
  auto accessor = [&](String* key, const char* kind) {
    if (!hasProperty(o, PropertyKey::atom(key))) return Value::empty();
    Value function = get(o, key);
    if (!function.isUndefined() && !isCallable(function))
      throwTypeError("%s must be a function: %s", kind, nameForMessage(function));
    return function;
  };
  d.getter = accessor(atoms.get, "Getter");
  d.setter = accessor(atoms.set, "Setter");
  if (d.isAccessor() && d.isData()) {
    throwTypeError(
        "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, %s",
        describe(v));
  }
  return d;
}

Object* newNativeObject(size_t bytes, Shape* shape) {
  auto* o = static_cast<Object*>(allocate(bytes));
  o->shape = shape;
  o->store = &kiln_empty_store;
  return o;
}

Object* newArrayFrom(ValueList& list) {
  return newArrayOf(list.data(), static_cast<uint32_t>(list.size()));
}

Value newPair(Value a, Value b) {
  Value pair[] = {a, b};
  return box(newArrayOf(pair, 2));
}

}  // namespace kiln::rt
