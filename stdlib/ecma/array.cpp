// ECMA-262 §23.1: the Array constructor.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/array.h"

namespace kiln::rt {
namespace {
KILN_PER_REALM Value species_getter;
}  // namespace

bool arraySpeciesIsPristine(Object* original) {
  Realm& r = realm();
  if (original->shape->kind != CellKind::Array || original->shape->prototype != r.array_prototype ||
      original->shape->slot_count != 0)
    return false;
  PropertyEntry* constructor = lookup(r.array_prototype->shape, PropertyKey::atom(atoms.constructor));
  if (constructor == nullptr || *slotOf(r.array_prototype, constructor->slot) != box(r.array_constructor))
    return false;
  PropertyEntry* species = lookup(r.array_constructor->shape, PropertyKey::symbol(symbols.species));
  if (species == nullptr || !(species->attributes & kAccessor)) return false;
  Value pair = *slotOf(r.array_constructor, species->slot);
  return reinterpret_cast<AccessorPair*>(pair.bits)->getter == species_getter;
}

namespace {

// §23.1.1.1
Value arrayConstructor(Args& args) {
  Realm& r = realm();
  Value new_target = args.isConstruct() ? args.new_target : box(args.callee);
  Object* prototype = new_target == box(args.callee)
                          ? r.array_prototype
                          : prototypeFromConstructor(new_target, r.array_prototype);
  if (args.count == 1 && args[0].isNumber()) {
    double length = args[0].asNumber();
    if (length != static_cast<double>(static_cast<uint32_t>(toInt32(length)))) throwInvalidArrayLength();
    return box(arrayCreate(length, prototype));
  }
  Object* array = newArrayOf(args.values, args.count);
  if (prototype != r.array_prototype) array->shape = shapeWithPrototype(array->shape, prototype);
  return box(array);
}

Value arrayIsArray(Args& args) {
  return Value::boolean(isArray(args[0]));
}

// §23.1.2.3
Value arrayOf(Args& args) {
  Object* result = constructResult(args.this_value, true, args.count);
  for (uint32_t i = 0; i < args.count; ++i) createDataProperty(result, PropertyKey::index(i), args[i]);
  setLength(result, args.count);
  return box(result);
}

// §23.1.2.1
Value arrayFrom(Args& args) {
  Value items = args[0], mapper = args[1], this_arg = args[2];
  bool mapping = !mapper.isUndefined();
  if (mapping) requireCallable(mapper);
  if (items.isNullish()) {
    throwTypeError("%s is not iterable", describe(items));
  }
  Value method = getMethod(items, PropertyKey::symbol(symbols.iterator));
  if (!method.isUndefined()) {
    Object* result = constructResult(args.this_value, false, 0);
    // FAST: a copy of a packed array (tests/exec/arrays).
    if (!mapping && isFastArray(result) && result->elements->length == 0 && isPristineArray(items)) {
      Object* source = asObject(items);
      if (const Value* data = denseElements(source)) {
        appendElements(result, data, source->elements->length);
        return box(result);
      }
    }
    double index = 0;
    iterateWith(items, method, [&](Value value) {
      if (mapping) value = callWith(mapper, this_arg, value, Value::number(index));
      createDataProperty(result, keyOfIndex(index), value);
      ++index;
      return true;
    });
    setLength(result, index);
    return box(result);
  }
  Object* source = toObject(items);
  double length = lengthOf(source);
  // A plain array grows with its elements, so that it is packed: nobody sees it before it is full.
  bool plain = !isConstructor(args.this_value) || args.this_value == box(realm().array_constructor);
  Object* result = constructResult(args.this_value, true, plain && length < 4294967296.0 ? 0 : length);
  for (double i = 0; i < length; ++i) {
    Value value = elementAt(source, i);
    if (mapping) value = callWith(mapper, this_arg, value, Value::number(i));
    createDataProperty(result, keyOfIndex(i), value);
  }
  setLength(result, length);
  return box(result);
}

const NativeMethod kStatics[] = {
    {"isArray", KILN_NATIVE(arrayIsArray), 1},
    {"from", KILN_SHOWN_NATIVE(arrayFrom), 1},
    {"fromAsync", KILN_NATIVE(arrayFromAsync), 1},
    {"of", KILN_NATIVE(arrayOf), 0},
};

}  // namespace

Object* constructResult(Value constructor, bool with_length, double length) {
  if (!isConstructor(constructor) || constructor == box(realm().array_constructor))
    return arrayCreate(with_length ? length : 0, realm().array_prototype);
  Value argument = Value::number(length);
  return asObject(construct(constructor, constructor, with_length ? 1 : 0, &argument));
}

void throwInvalidArrayLength() {
  throwRangeError("Invalid array length");
}

Object* arrayCreate(double length, Object* prototype) {
  if (length > 4294967295.0) throwInvalidArrayLength();
  Object* array = newArray(static_cast<uint32_t>(length));
  if (prototype != realm().array_prototype) array->shape = shapeWithPrototype(array->shape, prototype);
  return array;
}

Object* arraySpeciesCreate(Object* original, double length, bool plain_is_empty) {
  auto plain = [&] {
    if (length > 4294967295.0) throwInvalidArrayLength();
    return arrayCreate(plain_is_empty ? 0 : length, realm().array_prototype);
  };
  // FAST: nobody subclassed or patched (tests/exec/builtin-subclassing).
  if (arraySpeciesIsPristine(original) || !isArray(box(original))) return plain();
  Value constructor = get(original, atoms.constructor);
  // Step 4: the array constructor of another realm is not asked for its species.
  if (several_realms && isConstructor(constructor) && isArrayConstructorElsewhere(constructor))
    return plain();
  if (isObject(constructor)) {
    constructor = get(asObject(constructor), PropertyKey::symbol(symbols.species));
    if (constructor.isNull()) constructor = Value::undefined();
  }
  if (constructor.isUndefined()) return plain();
  if (!isConstructor(constructor)) throwTypeError("object.constructor[Symbol.species] is not a constructor");
  Value argument = Value::number(length);
  return asObject(construct(constructor, constructor, 1, &argument));
}

void setLength(Object* o, double length) {
  if (isFastArray(o) && length <= 4294967295.0) return setArrayLength(o, static_cast<uint32_t>(length));
  putOrThrow(o, PropertyKey::atom(atoms.length), Value::number(length));
}

void initArray() {
  Realm& r = realm();
  Function* constructor = defineConstructor("Array", KILN_NATIVE(arrayConstructor), 1, r.array_prototype);
  r.array_constructor = constructor;
  defineMethods(constructor, kStatics);
  defineSpecies(constructor);
  PropertyDescriptor d;
  getOwnProperty(constructor, PropertyKey::symbol(symbols.species), &d);
  species_getter = d.getter;
  defineArrayAccess(r.array_prototype);
  defineArrayMutators(r.array_prototype);
  defineArrayCallbacks(r.array_prototype);
  r.array_values = get(r.array_prototype, atoms.values);
  putDirect(r.array_prototype, PropertyKey::symbol(symbols.iterator), r.array_values, kHidden);
  // §23.1.3.41
  Object* unscopables = newObjectWithPrototype(nullptr);
  for (const char* name :
       {"at", "copyWithin", "entries", "fill", "find", "findIndex", "findLast", "findLastIndex", "flat",
        "flatMap", "includes", "keys", "toReversed", "toSorted", "toSpliced", "values"})
    defineValue(unscopables, name, Value::boolean(true), kDefault);
  putDirect(r.array_prototype, PropertyKey::symbol(symbols.unscopables), box(unscopables), kConfigurable);
}

}  // namespace kiln::rt
