// ECMA-262 §23.2.3: methods of %TypedArray%.prototype that call nobody back.
#include <cstring>

#include "runtime/entry/library.h"
#include "runtime/object/shown_native.h"
#include "runtime/value/float16.h"
#include "stdlib/ecma/array.h"
#include "stdlib/ecma/buffers.h"

namespace kiln::rt {
namespace {

TypedArray* thisArray(Args& args, Access access = Access::Read) {
  return validateTypedArray(args.this_value, args.callee, access);
}

[[noreturn]] void throwDetached(const char* method) {
  throwTypeError("Cannot perform %s on a detached ArrayBuffer", method);
}

Value at(TypedArray* a, double index) {
  if (index < 0 || index >= static_cast<double>(typedArrayLength(a))) return Value::undefined();
  ElementsKind kind = elementType(a);
  return loadElement(kind, typedArrayData(a) + static_cast<size_t>(index) * elementSize(kind));
}

double lengthNow(TypedArray* a) {
  return static_cast<double>(typedArrayLength(a));
}

Value getBuffer(Args& args) {
  if (!isTypedArray(args.this_value)) throwIncompatible("get TypedArray.prototype.buffer", args.this_value);
  return box(asTypedArray(args.this_value)->buffer);
}
Value getByteLength(Args& args) {
  if (!isTypedArray(args.this_value))
    throwIncompatible("get TypedArray.prototype.byteLength", args.this_value);
  TypedArray* a = asTypedArray(args.this_value);
  return Value::number(static_cast<double>(typedArrayLength(a) * elementSize(elementType(a))));
}
Value getByteOffset(Args& args) {
  if (!isTypedArray(args.this_value))
    throwIncompatible("get TypedArray.prototype.byteOffset", args.this_value);
  TypedArray* a = asTypedArray(args.this_value);
  return Value::number(isOutOfBounds(a) ? 0.0 : static_cast<double>(a->byte_offset));
}
Value getLength(Args& args) {
  if (!isTypedArray(args.this_value)) throwIncompatible("get TypedArray.prototype.length", args.this_value);
  return Value::number(lengthNow(asTypedArray(args.this_value)));
}
Value getTag(Args& args) {
  if (!isTypedArray(args.this_value)) return Value::undefined();
  return box(internAscii(std::string(elementTypeName(elementType(asObject(args.this_value)))) + "Array"));
}

Value typedAt(Args& args) {
  TypedArray* a = thisArray(args);
  double length = lengthNow(a), index = toIntegerOrInfinity(args[0]);
  return at(a, index < 0 ? index + length : index);
}

// §23.2.3.26
Value typedSetMethod(Args& args) {
  if (!isTypedArray(args.this_value)) throwTypeError("this is not a typed array.");
  TypedArray* target = asTypedArray(args.this_value);
  if (isImmutable(target->buffer)) throwImmutable();
  double offset = toIntegerOrInfinity(args[1]);
  if (offset < 0) throwRangeError("offset is out of bounds");
  if (isOutOfBounds(target)) throwDetached("%TypedArray%.prototype.set");
  // The target's length counts as it is before the source is looked at.
  double room = lengthNow(target) - offset;
  ElementsKind kind = elementType(target);
  size_t size = elementSize(kind);
  if (isTypedArray(args[0])) {
    TypedArray* source = asTypedArray(args[0]);
    if (isOutOfBounds(source)) throwDetached("%TypedArray%.prototype.set");
    if (isBigElement(elementType(source)) != isBigElement(kind))
      throwTypeError("Cannot mix BigInt and other types, use explicit conversions");
    double count = lengthNow(source);
    if (!(count <= room)) throwRangeError("offset is out of bounds");
    uint8_t* to = typedArrayData(target) + static_cast<size_t>(offset) * size;
    if (elementType(source) == kind) {
      std::memmove(to, typedArrayData(source), static_cast<size_t>(count) * size);
      return Value::undefined();
    }
    // The two may share memory: read everything first.
    ValueList values;
    for (double i = 0; i < count; ++i) values.push(at(source, i));
    for (size_t i = 0; i < values.size(); ++i) storeElement(kind, to + i * size, values[i]);
    return Value::undefined();
  }
  Object* source = toObject(args[0]);
  double count = lengthOf(source);
  if (!(count <= room)) throwRangeError("offset is out of bounds");
  for (double i = 0; i < count; ++i) {
    Value v = toElement(kind, elementAt(source, i));
    if (offset + i < lengthNow(target))
      storeElement(kind, typedArrayData(target) + static_cast<size_t>(offset + i) * size, v);
  }
  return Value::undefined();
}

// §23.2.3.30
Value typedSubarray(Args& args) {
  if (!isTypedArray(args.this_value)) throwIncompatible("%TypedArray%.prototype.subarray", args.this_value);
  TypedArray* a = asTypedArray(args.this_value);
  double length = lengthNow(a);
  double from = relativeIndex(args[0], length, 0);
  double to = relativeIndex(args[1], length, length);
  double offset =
      static_cast<double>(a->byte_offset) + from * static_cast<double>(elementSize(elementType(a)));
  Value argv[] = {box(a->buffer), Value::number(offset), Value::number(std::max(to - from, 0.0))};
  bool tracks = a->fixed_length == kTracksLength && args[1].isUndefined();
  return box(typedArraySpeciesCreate(a, tracks ? 2 : 3, argv, Access::Read));
}

// §23.2.3.27
Value typedSlice(Args& args) {
  TypedArray* a = thisArray(args);
  double length = lengthNow(a);
  double from = relativeIndex(args[0], length, 0);
  double to = relativeIndex(args[1], length, length);
  Value count = Value::number(std::max(to - from, 0.0));
  TypedArray* result = typedArraySpeciesCreate(a, 1, &count);
  if (to <= from) return box(result);
  if (isOutOfBounds(a)) throwDetached("%TypedArray%.prototype.slice");
  to = std::min(to, lengthNow(a));
  if (to <= from) return box(result);
  size_t size = elementSize(elementType(a));
  if (elementType(result) == elementType(a)) {
    // Byte by byte upwards, which shows when the two overlap.
    const uint8_t* source = typedArrayData(a) + static_cast<size_t>(from) * size;
    uint8_t* target = typedArrayData(result);
    size_t bytes = static_cast<size_t>(to - from) * size;
    if (target > source && target < source + bytes) {
      for (size_t i = 0; i < bytes; ++i) target[i] = source[i];
    } else {
      std::memmove(target, source, bytes);
    }
  } else {
    for (double i = from; i < to; ++i) putOrThrow(result, keyOfIndex(i - from), at(a, i));
  }
  return box(result);
}

// §23.2.3.9
Value typedFill(Args& args) {
  TypedArray* a = thisArray(args, Access::Write);
  ElementsKind kind = elementType(a);
  double length = lengthNow(a);
  Value v = toElement(kind, args[0]);
  double from = relativeIndex(args[1], length, 0);
  double to = relativeIndex(args[2], length, length);
  to = std::min(to, lengthNow(validateTypedArray(args.this_value, args.callee)));
  size_t size = elementSize(kind);
  uint8_t* data = typedArrayData(a);
  if (from < to) {
    auto first = static_cast<size_t>(from), last = static_cast<size_t>(to);
    storeElement(kind, data + first * size, v);
    if (size == 1) {
      std::memset(data + first, data[first], last - first);
    } else {
      for (size_t i = first + 1; i < last; ++i) std::memcpy(data + i * size, data + first * size, size);
    }
  }
  return args.this_value;
}

Value typedCopyWithin(Args& args) {
  TypedArray* a = thisArray(args, Access::Write);
  double length = lengthNow(a);
  double to = relativeIndex(args[0], length, 0);
  double from = relativeIndex(args[1], length, 0);
  double final = relativeIndex(args[2], length, length);
  double count = std::min(final - from, length - to);
  if (count <= 0) return args.this_value;
  // The conversions may have changed the length: what is gone is not copied.
  length = lengthNow(validateTypedArray(args.this_value, args.callee));
  count = std::min({count, length - to, length - from});
  size_t size = elementSize(elementType(a));
  if (count > 0) {
    std::memmove(typedArrayData(a) + static_cast<size_t>(to) * size,
                 typedArrayData(a) + static_cast<size_t>(from) * size, static_cast<size_t>(count) * size);
  }
  return args.this_value;
}

void reverseElements(TypedArray* a) {
  size_t size = elementSize(elementType(a)), length = typedArrayLength(a);
  uint8_t* data = typedArrayData(a);
  for (size_t i = 0; i < length / 2; ++i)
    std::swap_ranges(data + i * size, data + (i + 1) * size, data + (length - 1 - i) * size);
}

Value typedReverse(Args& args) {
  reverseElements(thisArray(args, Access::Write));
  return args.this_value;
}

template <bool last>
Value typedIndexOf(Args& args) {
  TypedArray* a = thisArray(args);
  double length = lengthNow(a);
  if (length == 0) return Value::int32(-1);
  if (!last) {
    double from = toIntegerOrInfinity(args[1]);
    for (double i = from < 0 ? std::max(length + from, 0.0) : from; i < std::min(length, lengthNow(a)); ++i) {
      if (strictEquals(at(a, i), args[0])) return Value::number(i);
    }
    return Value::int32(-1);
  }
  double from = args.count > 1 ? toIntegerOrInfinity(args[1]) : length - 1;
  for (double i = from < 0 ? length + from : std::min(from, length - 1); i >= 0; --i) {
    if (i < lengthNow(a) && strictEquals(at(a, i), args[0])) return Value::number(i);
  }
  return Value::int32(-1);
}

Value typedIncludes(Args& args) {
  TypedArray* a = thisArray(args);
  double length = lengthNow(a);
  if (length == 0) return Value::boolean(false);
  double from = toIntegerOrInfinity(args[1]);
  for (double i = from < 0 ? std::max(length + from, 0.0) : from; i < length; ++i) {
    if (sameValueZero(at(a, i), args[0])) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Value typedJoin(Args& args) {
  TypedArray* a = thisArray(args);
  double length = lengthNow(a);
  String* separator = args[0].isUndefined() ? singleChar(',') : toString(args[0]);
  StringBuilder builder;
  for (double i = 0; i < length; ++i) {
    if (i > 0) builder.append(separator);
    Value v = at(a, i);
    if (!v.isUndefined()) builder.append(toString(v));
  }
  return box(builder.finish());
}

// §23.2.3.31. The elements get the arguments where ECMA-402 is (its §19.5.1), else none.
Value typedToLocaleString(Args& args) {
  TypedArray* a = thisArray(args);
  const Value passed[] = {args[0], args[1]};
  uint32_t count = kiln_install_intl != nullptr ? 2 : 0;
  StringBuilder builder;
  double length = lengthNow(a);
  for (double i = 0; i < length; ++i) {
    if (i > 0) builder.append(u',');
    Value v = at(a, i);  // undefined when the array has shrunk
    if (!v.isUndefined()) builder.append(toString(invoke(v, atomKey("toLocaleString"), count, passed)));
  }
  return box(builder.finish());
}

template <IterationKind kind>
Value typedIterate(Args& args) {
  return newArrayIterator(thisArray(args), kind);
}

KILN_PER_REALM Value typed_array_values;

// §23.2.3.29 numeric order: -0 before +0, NaN last.
template <typename T>
void sortNumbers(uint8_t* data, size_t length) {
  auto* values = reinterpret_cast<T*>(data);
  auto precedes = [](auto a, auto b) {
    if constexpr (std::is_floating_point_v<decltype(a)>) {
      if (a != a || b != b) return a == a && b != b;
      if (a == 0 && b == 0) return std::signbit(a) && !std::signbit(b);
    }
    return a < b;
  };
  std::sort(values, values + length, [&](T a, T b) {
    if constexpr (std::is_same_v<T, Float16>)
      return precedes(float16ToDouble(a.bits), float16ToDouble(b.bits));
    else
      return precedes(a, b);
  });
}

void sortTyped(TypedArray* a, Value comparator) {
  size_t length = typedArrayLength(a);
  if (!comparator.isUndefined()) {
    ValueList values;
    for (size_t i = 0; i < length; ++i) values.push(at(a, static_cast<double>(i)));
    sortElements(values, comparator);
    ElementsKind kind = elementType(a);
    for (size_t i = 0; i < std::min(length, typedArrayLength(a)); ++i)
      storeElement(kind, typedArrayData(a) + i * elementSize(kind), values[i]);
    return;
  }
  switch (elementType(a)) {
#define KILN_SORT(name, type) \
  case ElementsKind::name:    \
    return sortNumbers<type>(typedArrayData(a), length);
    KILN_ELEMENT_TYPES(KILN_SORT)
#undef KILN_SORT
    default:  // not a typed array's
      return;
  }
}

Value typedSort(Args& args) {
  requireComparator(args[0]);
  sortTyped(thisArray(args, Access::Write), args[0]);
  return args.this_value;
}

TypedArray* copyOf(TypedArray* a) {
  size_t length = typedArrayLength(a), size = elementSize(elementType(a));
  ArrayBuffer* buffer = newArrayBuffer(length * size);
  if (length != 0) std::memcpy(buffer->data, typedArrayData(a), length * size);
  return newTypedArray(elementType(a), buffer, 0, length);
}

Value typedToSorted(Args& args) {
  requireComparator(args[0]);
  TypedArray* copy = copyOf(thisArray(args));
  sortTyped(copy, args[0]);
  return box(copy);
}

Value typedToReversed(Args& args) {
  TypedArray* copy = copyOf(thisArray(args));
  reverseElements(copy);
  return box(copy);
}

Value typedWith(Args& args) {
  TypedArray* a = thisArray(args);
  ElementsKind kind = elementType(a);
  size_t length = typedArrayLength(a), size = elementSize(kind);
  double index = toIntegerOrInfinity(args[0]);
  if (index < 0) index += static_cast<double>(length);
  Value v = toElement(kind, args[1]);
  if (index < 0 || index >= lengthNow(a)) throwRangeError("Invalid typed array index");
  // The copy has the length of the start; what the conversions took away reads as undefined.
  ArrayBuffer* buffer = newArrayBuffer(length * size);
  size_t kept = std::min(length, typedArrayLength(a));
  if (kept != 0) std::memcpy(buffer->data, typedArrayData(a), kept * size);
  for (size_t i = kept; i < length; ++i)
    storeElement(kind, buffer->data + i * size, toElement(kind, Value::undefined()));
  if (index < static_cast<double>(length))
    storeElement(kind, buffer->data + static_cast<size_t>(index) * size, v);
  return box(newTypedArray(kind, buffer, 0, length));
}

const NativeMethod kMethods[] = {
    {"at", KILN_NATIVE(typedAt), 1},
    {"set", KILN_SHOWN_NATIVE(typedSetMethod), 1},
    {"subarray", KILN_NATIVE(typedSubarray), 2},
    {"slice", KILN_NATIVE(typedSlice), 2},
    {"fill", KILN_NATIVE(typedFill), 1},
    {"copyWithin", KILN_NATIVE(typedCopyWithin), 2},
    {"reverse", KILN_NATIVE(typedReverse), 0},
    {"indexOf", KILN_NATIVE(typedIndexOf<false>), 1},
    {"lastIndexOf", KILN_NATIVE(typedIndexOf<true>), 1},
    {"includes", KILN_NATIVE(typedIncludes), 1},
    {"join", KILN_NATIVE(typedJoin), 1},
    {"toLocaleString", KILN_NATIVE(typedToLocaleString), 0},
    {"keys", KILN_NATIVE(typedIterate<IterationKind::Keys>), 0},
    {"entries", KILN_NATIVE(typedIterate<IterationKind::Entries>), 0},
    {"values", KILN_NATIVE(typedIterate<IterationKind::Values>), 0},
    {"sort", KILN_SHOWN_NATIVE(typedSort), 1},
    {"toSorted", KILN_NATIVE(typedToSorted), 1},
    {"toReversed", KILN_NATIVE(typedToReversed), 0},
    {"with", KILN_NATIVE(typedWith), 2},
};

}  // namespace

bool makesTypedArrayIterators(Value method, const Object* array) {
  // Loops count int32: views that track their buffer may grow beyond.
  size_t length = static_cast<const TypedArray*>(array)->length;
  return method == typed_array_values && length <= INT32_MAX && length != 0 &&
         !isOutOfBounds(static_cast<const TypedArray*>(array));
}

void defineTypedArrayMethods(Object* prototype) {
  defineGetter(prototype, "buffer", KILN_NATIVE(getBuffer));
  defineGetter(prototype, "byteLength", KILN_NATIVE(getByteLength));
  defineGetter(prototype, "byteOffset", KILN_NATIVE(getByteOffset));
  defineGetter(prototype, "length", KILN_NATIVE(getLength));
  PropertyDescriptor length;
  getOwnProperty(prototype, PropertyKey::atom(atoms.length), &length);
  realm().typed_array_length = length.getter;
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "@@toStringTag", KILN_NATIVE(getTag));
  typed_array_values = get(prototype, atoms.values);
  defineValue(prototype, "@@iterator", typed_array_values);
  // §23.2.3.32: the same function as Array.prototype.toString.
  defineValue(prototype, "toString", get(realm().array_prototype, atoms.toString));
}

}  // namespace kiln::rt
