// ECMA-262 §23.2 typed array constructors; §10.4.5 their integer-indexed internal methods.
#include <cstring>

#include "runtime/object/shown_native.h"
#include "stdlib/ecma/buffers.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Object* constructors[kElementTypeCount];
KILN_PER_REALM Object* prototypes[kElementTypeCount];
KILN_PER_REALM Shape* shapes[kElementTypeCount];
KILN_PER_REALM Object* abstract_constructor;
KILN_PER_REALM Object* abstract_prototype;

const char* const kNames[] = {
#define KILN_TYPE_NAME(name, type) #name,
    KILN_ELEMENT_TYPES(KILN_TYPE_NAME)
#undef KILN_TYPE_NAME
};

std::string fullName(ElementsKind kind) {
  return std::string(elementTypeName(kind)) + "Array";
}

// §7.1.21 CanonicalNumericIndexString of a key that is no array index: such keys are never ordinary
// properties.
bool isNumericKey(PropertyKey key) {
  if (key.isIndex()) return true;
  if (key.isSymbol()) return false;
  String* s = asString(key.word);
  if (s->length == 0) return false;
  char16_t first = unitAt(s, 0);
  if (!(first >= '0' && first <= '9') && first != '-' && first != 'I' && first != 'N') return false;
  if (s->length == 2 && first == '-' && unitAt(s, 1) == '0') return true;
  return equals(numberToString(stringToNumber(s)), s);
}

uint8_t* elementOf(Object* o, PropertyKey key) {
  if (!key.isIndex()) return nullptr;
  auto* array = static_cast<TypedArray*>(o);
  if (key.asIndex() >= typedArrayLength(array)) return nullptr;
  return typedArrayData(array) + key.asIndex() * elementSize(elementType(o));
}

bool typedGetOwn(Object* o, PropertyKey key, PropertyDescriptor* out) {
  if (!isNumericKey(key)) return ordinaryGetOwnProperty(o, key, out);
  uint8_t* at = elementOf(o, key);
  if (at == nullptr) return false;
  bool fixed = isImmutable(static_cast<TypedArray*>(o)->buffer);
  *out = PropertyDescriptor::data(loadElement(elementType(o), at), fixed ? kEnumerable : kDefault);
  return true;
}

bool typedHas(Object* o, PropertyKey key) {
  if (isNumericKey(key)) return elementOf(o, key) != nullptr;
  PropertyDescriptor d;
  if (ordinaryGetOwnProperty(o, key, &d)) return true;
  Object* prototype = o->shape->prototype;
  return prototype != nullptr && hasProperty(prototype, key);
}

bool typedDefineOwn(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  if (!isNumericKey(key)) return ordinaryDefineOwnProperty(o, key, d, should_throw);
  // The attributes must be those that elements have; the value of an immutable one must be what it is.
  bool fixed = isImmutable(static_cast<TypedArray*>(o)->buffer);
  uint8_t attributes = fixed ? kEnumerable : kDefault;
  bool valid =
      elementOf(o, key) != nullptr && !d.isAccessor() &&
      (d.attributes & d.present) == (d.present & attributes) &&
      (!fixed || d.value.isEmpty() || sameValue(d.value, loadElement(elementType(o), elementOf(o, key))));
  if (!valid) {
    if (should_throw) {
      if (elementOf(o, key) == nullptr) throwTypeError("Invalid typed array index");
      throwTypeError("Cannot redefine property: %s", describeKey(key));
    }
    return false;
  }
  if (!d.value.isEmpty() && !fixed) {
    Value v = toElement(elementType(o), d.value);
    if (uint8_t* at = elementOf(o, key)) storeElement(elementType(o), at, v);
  }
  return true;
}

Value typedGet(Object* o, PropertyKey key, Value receiver) {
  if (key.isIndex()) {
    uint8_t* at = elementOf(o, key);
    return at == nullptr ? Value::undefined() : loadElement(elementType(o), at);
  }
  if (PropertyEntry* entry = lookup(o->shape, key)) {
    Value value = *slotOf(o, entry->slot);
    if (!(entry->attributes & kAccessor)) return value;
    Value getter = reinterpret_cast<AccessorPair*>(value.bits)->getter;
    return getter.isUndefined() ? getter : call(getter, receiver, 0, nullptr);
  }
  if (isNumericKey(key) || o->shape->prototype == nullptr) return Value::undefined();
  return get(o->shape->prototype, key, receiver);
}

// §10.4.5.5
bool typedSet(Object* o, PropertyKey key, Value value, Value receiver) {
  if (isNumericKey(key)) {
    if (receiver == box(o)) {
      if (isImmutable(static_cast<TypedArray*>(o)->buffer)) return false;
      Value v = toElement(elementType(o), value);
      if (uint8_t* at = elementOf(o, key)) storeElement(elementType(o), at, v);
      return true;
    }
    if (elementOf(o, key) == nullptr) return true;
  }
  // §10.1.9.2 with this object in the chain.
  PropertyDescriptor own;
  if (!typedGetOwn(o, key, &own)) {
    if (o->shape->prototype != nullptr) return set(o->shape->prototype, key, value, receiver);
    own = PropertyDescriptor::data(Value::undefined(), kDefault);
  }
  if (own.isAccessor()) {
    if (own.setter.isUndefined()) return false;
    call(own.setter, receiver, 1, &value);
    return true;
  }
  if (!(own.attributes & kWritable) || !isObject(receiver)) return false;
  PropertyDescriptor existing;
  if (getOwnProperty(asObject(receiver), key, &existing)) {
    if (existing.isAccessor() || !(existing.attributes & kWritable)) return false;
    PropertyDescriptor d;
    d.value = value;
    return defineOwnProperty(asObject(receiver), key, d, false);
  }
  return defineOwnProperty(asObject(receiver), key, PropertyDescriptor::data(value, kDefault), false);
}

bool typedRemove(Object* o, PropertyKey key) {
  return isNumericKey(key) ? elementOf(o, key) == nullptr : ordinaryDelete(o, key);
}

void typedOwnKeys(Object* o, ValueList& keys) {
  size_t length = typedArrayLength(static_cast<TypedArray*>(o));
  for (size_t i = 0; i < length; ++i) keys.push(PropertyKey::index(static_cast<uint32_t>(i)).word);
  ordinaryOwnKeys(o, keys);
}

// §10.4.5.1: not while its elements may come and go.
bool typedPreventExtensions(Object* o) {
  auto* array = static_cast<TypedArray*>(o);
  bool shared = array->buffer->shape->kind == CellKind::SharedArrayBuffer;
  if (array->fixed_length == kTracksLength || (isResizable(array->buffer) && !shared)) return false;
  o->shape = shapeWithFlags(o->shape, o->shape->flags | kNonExtensible);
  return true;
}

const ClassInfo typed_array_class = {.name = "TypedArray",
                                     .get_own = typedGetOwn,
                                     .define_own = typedDefineOwn,
                                     .has = typedHas,
                                     .get = typedGet,
                                     .set = typedSet,
                                     .remove = typedRemove,
                                     .own_keys = typedOwnKeys,
                                     .prevent_extensions = typedPreventExtensions};

TypedArray* makeTypedArray(Shape* shape, ArrayBuffer* buffer, size_t byte_offset, size_t length) {
  auto* array = static_cast<TypedArray*>(newNativeObject(sizeof(TypedArray), shape));
  array->buffer = buffer;
  array->byte_offset = byte_offset;
  array->fixed_length = length;
  // Views whose extent can change, or that cannot be written to, have no fast length (see
  // runtime/abi/layout.h).
  bool fixed = length != kTracksLength && !(buffer->flags & (kResizableBuffer | kImmutableBuffer));
  array->length = fixed ? length : 0;
  return array;
}

TypedArray* makeOwning(Shape* shape, double length) {
  auto size = static_cast<double>(elementSize(shape->elements_kind));
  if (!(length >= 0) || length * size > 9007199254740991.0)
    throwRangeError("Invalid typed array length: %s", toUtf8(numberToString(length)));
  return makeTypedArray(shape, newArrayBuffer(static_cast<size_t>(length * size)), 0,
                        static_cast<size_t>(length));
}

void fillFrom(TypedArray* array, Value source, double length) {
  ElementsKind kind = elementType(array);
  size_t size = elementSize(kind);
  for (double i = 0; i < length; ++i) {
    Value v = toElement(kind, elementAt(asObject(source), i));
    auto index = static_cast<size_t>(i);
    if (index < typedArrayLength(array)) storeElement(kind, typedArrayData(array) + index * size, v);
  }
}

// §23.2.5.1
template <size_t index>
Value typedArrayConstructor(Args& args) {
  ElementsKind kind = static_cast<ElementsKind>(index + static_cast<size_t>(ElementsKind::Int8));
  if (!args.isConstruct()) throwTypeError("Constructor %s requires 'new'", fullName(kind));
  // A length is converted before the prototype is looked up.
  double first_length = isObject(args[0]) ? 0 : toIntegerOrInfinity(args[0]);
  if (first_length < 0) throwRangeError("Invalid typed array length: %s", toUtf8(args[0]));
  Shape* shape = args.new_target == box(constructors[index])
                     ? shapes[index]
                     : shapeFromConstructor(args.new_target, prototypes[index], shapes[index]);
  size_t size = elementSize(kind);
  if (!isObject(args[0])) return box(makeOwning(shape, first_length));
  if (isAnyArrayBuffer(args[0])) {
    ArrayBuffer* buffer = asArrayBuffer(args[0]);
    double offset = toIndex(args[1], "offset");
    if (std::fmod(offset, static_cast<double>(size)) != 0)
      throwRangeError("start offset of %s should be a multiple of %s", fullName(kind), std::to_string(size));
    double length = args[2].isUndefined() ? 0 : toIndex(args[2], "typed array length");
    if (isDetached(buffer)) throwTypeError("Cannot perform Construct on a detached ArrayBuffer");
    auto bytes = static_cast<double>(buffer->byte_length);
    if (args[2].isUndefined()) {
      if (isResizable(buffer)) {
        if (offset > bytes)
          throwRangeError("Start offset %s is outside the bounds of the buffer",
                          toUtf8(numberToString(offset)));
        return box(makeTypedArray(shape, buffer, static_cast<size_t>(offset), kTracksLength));
      }
      if (std::fmod(bytes, static_cast<double>(size)) != 0)
        throwRangeError("byte length of %s should be a multiple of %s", fullName(kind), std::to_string(size));
      if (offset > bytes)
        throwRangeError("Start offset %s is outside the bounds of the buffer",
                        toUtf8(numberToString(offset)));
      length = (bytes - offset) / static_cast<double>(size);
    } else if (offset + length * static_cast<double>(size) > bytes) {
      throwRangeError("Invalid typed array length: %s", toUtf8(numberToString(length)));
    }
    return box(makeTypedArray(shape, buffer, static_cast<size_t>(offset), static_cast<size_t>(length)));
  }
  if (isTypedArray(args[0])) {
    TypedArray* source = asTypedArray(args[0]);
    if (isOutOfBounds(source)) throwTypeError("Cannot perform Construct on a detached ArrayBuffer");
    if (isBigElement(elementType(source)) != isBigElement(kind))
      throwTypeError("Cannot mix BigInt and other types, use explicit conversions");
    size_t length = typedArrayLength(source);
    TypedArray* array = makeOwning(shape, static_cast<double>(length));
    if (elementType(source) == kind) {
      if (length != 0) std::memcpy(typedArrayData(array), typedArrayData(source), length * size);
    } else {
      fillFrom(array, args[0], static_cast<double>(length));
    }
    return box(array);
  }
  Value method = getMethod(args[0], PropertyKey::symbol(symbols.iterator));
  // FAST: as long as no element is an object, no conversion can change the array (tests/exec/typed-arrays).
  bool direct = isPristineArray(args[0]);
  if (direct) {
    const Value* elements = denseElements(asObject(args[0]));
    uint32_t count = asObject(args[0])->elements->length;
    direct =
        elements != nullptr && std::none_of(elements, elements + count, [](Value v) { return isObject(v); });
  }
  if (!method.isUndefined() && !direct) {
    ValueList values;
    iterateWith(args[0], method, [&](Value v) {
      values.push(v);
      return true;
    });
    Value list = box(newArrayFrom(values));
    TypedArray* array = makeOwning(shape, static_cast<double>(values.size()));
    fillFrom(array, list, static_cast<double>(values.size()));
    return box(array);
  }
  double length = lengthOf(asObject(args[0]));
  TypedArray* array = makeOwning(shape, length);
  fillFrom(array, args[0], length);
  return box(array);
}

Value abstractConstructor(Args&) {
  throwTypeError("Abstract class TypedArray not directly constructable");
}

// §23.2.2.1
Value typedArrayFrom(Args& args) {
  if (!isConstructor(args.this_value))
    throwTypeError("%s is not a constructor", nameForMessage(args.this_value));
  bool mapping = !args[1].isUndefined();
  if (mapping) requireCallable(args[1]);
  // An iterable is read to its end first, an array-like element by element.
  ValueList values;
  Object* source = nullptr;
  double count;
  Value method = getMethod(args[0], PropertyKey::symbol(symbols.iterator));
  if (!method.isUndefined()) {
    iterateWith(args[0], method, [&](Value v) {
      values.push(v);
      return true;
    });
    count = static_cast<double>(values.size());
  } else {
    source = toObject(args[0]);
    count = lengthOf(source);
  }
  Value length = Value::number(count);
  TypedArray* array = typedArrayCreate(args.this_value, 1, &length);
  for (double i = 0; i < count; ++i) {
    Value v = source != nullptr ? elementAt(source, i) : values[static_cast<size_t>(i)];
    if (mapping) v = callWith(args[1], args[2], v, Value::number(i));
    putOrThrow(array, keyOfIndex(i), v);
  }
  return box(array);
}

// §23.2.2.2
Value typedArrayOf(Args& args) {
  if (!isConstructor(args.this_value))
    throwTypeError("%s is not a constructor", nameForMessage(args.this_value));
  Value length = Value::number(args.count);
  TypedArray* array = typedArrayCreate(args.this_value, 1, &length);
  for (uint32_t i = 0; i < args.count; ++i) putOrThrow(array, PropertyKey::index(i), args[i]);
  return box(array);
}

const NativeMethod kStatics[] = {
    {"of", KILN_NATIVE(typedArrayOf), 0},
    {"from", KILN_SHOWN_NATIVE(typedArrayFrom), 1},
};

template <size_t index>
void initOne() {
  ElementsKind kind = static_cast<ElementsKind>(index + static_cast<size_t>(ElementsKind::Int8));
  Object* prototype = newObjectWithPrototype(abstract_prototype);
  std::string name = fullName(kind);
  Function* constructor =
      defineConstructor(name.c_str(), KILN_SHOWN_NATIVE(typedArrayConstructor<index>), 3, prototype);
  setPrototypeOf(constructor, abstract_constructor);
  Value size = Value::number(static_cast<double>(elementSize(kind)));
  defineValue(constructor, "BYTES_PER_ELEMENT", size, 0);
  defineValue(prototype, "BYTES_PER_ELEMENT", size, 0);
  constructors[index] = constructor;
  prototypes[index] = prototype;
  shapes[index] = newRootShape(CellKind::TypedArray, kind, kExotic, 0, prototype, &typed_array_class);
}

template <size_t... indices>
void initAll(std::index_sequence<indices...>) {
  (initOne<indices>(), ...);
}

}  // namespace

const char* elementTypeName(ElementsKind kind) {
  return kNames[elementTypeIndex(kind)];
}

Value toElement(ElementsKind kind, Value v) {
  if (isBigElement(kind)) return toBigint(v);
  return v.isNumber() ? v : Value::number(toNumber(v));
}

bool isOutOfBounds(const TypedArray* a) {
  if (isDetached(a->buffer)) return true;
  size_t bytes = a->buffer->byte_length;
  if (a->fixed_length == kTracksLength) return a->byte_offset > bytes;
  return a->byte_offset + a->fixed_length * elementSize(elementType(a)) > bytes;
}

size_t typedArrayLength(const TypedArray* a) {
  if (isOutOfBounds(a)) return 0;
  if (a->fixed_length != kTracksLength) return a->fixed_length;
  return (a->buffer->byte_length - a->byte_offset) / elementSize(elementType(a));
}

Value typedArrayConstructorOf(ElementsKind kind) {
  return box(constructors[elementTypeIndex(kind)]);
}

TypedArray* newTypedArray(ElementsKind kind, ArrayBuffer* buffer, size_t byte_offset, size_t length) {
  return makeTypedArray(shapes[elementTypeIndex(kind)], buffer, byte_offset, length);
}

Shape* typedArrayShape(ElementsKind kind, Object* prototype) {
  return newRootShape(CellKind::TypedArray, kind, kExotic, 0, prototype, &typed_array_class);
}
TypedArray* newTypedArrayWith(Shape* shape, ArrayBuffer* buffer, size_t byte_offset, size_t length) {
  return makeTypedArray(shape, buffer, byte_offset, length);
}

TypedArray* newUint8Array(const void* bytes, size_t length) {
  ArrayBuffer* buffer = newArrayBuffer(length);
  if (length != 0) std::memcpy(buffer->data, bytes, length);
  return newTypedArray(ElementsKind::Uint8, buffer, 0, length);
}

// §23.2.4.4 ValidateTypedArray. V8 names the method, one of them by an older name.
TypedArray* validateTypedArray(Value v, const Function* method, Access access) {
  if (!isTypedArray(v)) throwTypeError("this is not a typed array.");
  if (isOutOfBounds(asTypedArray(v))) {
    std::string name = method == nullptr ? "" : toUtf8(method->info->name);
    if (name == "findLastIndex") name = "findIndexLast";
    throwTypeError("Cannot perform %s on a detached ArrayBuffer",
                   name.empty() ? "the operation" : "%TypedArray%.prototype." + name);
  }
  if (access == Access::Write && isImmutable(asTypedArray(v)->buffer)) throwImmutable();
  return asTypedArray(v);
}

void throwImmutable() {
  throwTypeError("Cannot write to an immutable ArrayBuffer");
}

// §23.2.4.2 TypedArrayCreateFromCtor
TypedArray* typedArrayCreate(Value constructor, uint32_t argc, const Value* argv, Access access) {
  TypedArray* array = validateTypedArray(construct(constructor, constructor, argc, argv), nullptr, access);
  if (argc == 1 && argv[0].isNumber() && static_cast<double>(typedArrayLength(array)) < argv[0].asNumber())
    throwTypeError("Derived TypedArray constructor created an array which was too small");
  return array;
}

// §23.2.4.1
TypedArray* typedArraySpeciesCreate(TypedArray* exemplar, uint32_t argc, const Value* argv, Access access) {
  ElementsKind kind = elementType(exemplar);
  Value constructor = speciesConstructor(exemplar, typedArrayConstructorOf(kind));
  TypedArray* array = typedArrayCreate(constructor, argc, argv, access);
  if (isBigElement(elementType(array)) != isBigElement(kind))
    throwTypeError("Content type of source and derived typed arrays differ");
  return array;
}

void initTypedArray() {
  Realm& r = realm();
  abstract_prototype = newObjectWithPrototype(r.object_prototype);
  abstract_constructor =
      defineConstructor("TypedArray", KILN_NATIVE(abstractConstructor), 0, abstract_prototype, false);
  defineMethods(abstract_constructor, kStatics);
  defineSpecies(abstract_constructor);
  defineTypedArrayMethods(abstract_prototype);
  defineTypedArrayCallbacks(abstract_prototype);
  initAll(std::make_index_sequence<kElementTypeCount>());
  size_t bytes = elementTypeIndex(ElementsKind::Uint8);
  defineUint8ArrayMethods(constructors[bytes], prototypes[bytes]);
}

}  // namespace kiln::rt
