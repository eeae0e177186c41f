// ECMA-262 §23.1.3: methods of Array.prototype that change the array.
#include <cstring>

#include "runtime/object/shown_native.h"
#include "stdlib/ecma/array.h"

namespace kiln::rt {
namespace {

// Dense with every index below the length allocated, holes being absent properties: elements can be moved as
// memory.
bool isMovable(Object* o) {
  return isFastArray(o) && o->elements->length <= o->elements->capacity &&
         (o->shape->elements_kind == ElementsKind::Packed || inheritsNoElements(o));
}

void putAt(Object* o, double index, Value value) {
  if (isMovable(o) && index < o->elements->length) {
    o->elements->data[static_cast<uint32_t>(index)] = value;
    return;
  }
  putOrThrow(o, keyOfIndex(index), value);
}

void deleteAt(Object* o, double index) {
  deleteOrThrow(o, keyOfIndex(index));
}

void checkLimit(double length) {
  if (length > 9007199254740991.0)
    throwTypeError("Pushing elements past the maximum length of an array-like object");
}

// From now on compiled code pushes by itself (codegen/emit/array_calls.cpp).
void notePushed(const Object* array) {
  if (*kiln_plain_arrays.validity != 1 && inFirstRealm() && array->shape == kiln_plain_arrays.packed)
    kiln_plain_arrays.validity = validityOf(realm().array_prototype);
}

// §23.1.3.23
Value arrayPushMethod(Args& args) {
  Object* o = toObject(args.this_value);
  // FAST: (tests/exec/arrays).
  if (isFastArray(o) && o->elements->length < 0xffff'ff00u - args.count && inheritsNoElements(o)) {
    notePushed(o);
    for (uint32_t i = 0; i < args.count; ++i) rt::arrayPush(o, args.values[i]);
    return Value::number(o->elements->length);
  }
  // The error is one either way; V8 names the length where only that forbids it.
  if (o->shape->kind == CellKind::Array &&
      (o->shape->flags & (kReadOnlyLength | kNonExtensible)) == kReadOnlyLength)
    throwFailedSet(box(o), PropertyKey::atom(atoms.length));
  double length = lengthOf(o);
  checkLimit(length + args.count);
  for (uint32_t i = 0; i < args.count; ++i) putOrThrow(o, keyOfIndex(length++), args[i]);
  setLength(o, length);
  return Value::number(length);
}

// §23.1.3.22
Value arrayPop(Args& args) {
  Object* o = toObject(args.this_value);
  if (isMovable(o) && o->elements->length != 0) {
    Value& last = o->elements->data[o->elements->length - 1];
    if (!last.isEmpty()) {
      Value value = last;
      last = Value::empty();
      --o->elements->length;
      return value;
    }
  }
  double length = lengthOf(o);
  if (length == 0) {
    setLength(o, 0);
    return Value::undefined();
  }
  Value value = elementAt(o, length - 1);
  deleteAt(o, length - 1);
  setLength(o, length - 1);
  return value;
}

// §23.1.3.27
Value arrayShift(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  if (length == 0) {
    setLength(o, 0);
    return Value::undefined();
  }
  Value first = elementAt(o, 0);
  if (isMovable(o)) {
    Elements* elements = o->elements;
    std::memmove(elements->data, elements->data + 1, 8ul * (elements->length - 1));
    elements->data[--elements->length] = Value::empty();
    return first;
  }
  for (double i = 1; i < length; ++i) {
    Value value = elementIfPresent(o, i);
    if (value.isEmpty()) {
      deleteAt(o, i - 1);
    } else {
      putAt(o, i - 1, value);
    }
  }
  deleteAt(o, length - 1);
  setLength(o, length - 1);
  return first;
}

// Moves the elements from `from` on to `to` (holes included) and leaves the length at length + to - from.
void moveTail(Object* o, double length, double from, double to) {
  if (isMovable(o) && length == o->elements->length && (to < from || inheritsNoElements(o))) {
    auto old_length = static_cast<uint32_t>(length);
    auto source = static_cast<uint32_t>(from), target = static_cast<uint32_t>(to);
    uint32_t tail = old_length - source;
    if (target > source) {
      uint64_t new_length = static_cast<uint64_t>(old_length) + (target - source);
      if (new_length > 0xffff'fff0u) throwInvalidArrayLength();
      // Grows the storage geometrically; the new last element is overwritten by the move.
      putElement(o, static_cast<uint32_t>(new_length - 1), Value::undefined());
      if (isSlow(o)) return moveTail(o, static_cast<double>(new_length), from, to);
      std::memmove(o->elements->data + target, o->elements->data + source, 8ul * tail);
    } else {
      Elements* elements = o->elements;
      std::memmove(elements->data + target, elements->data + source, 8ul * tail);
      for (uint32_t i = target + tail; i < old_length; ++i) elements->data[i] = Value::empty();
      elements->length = target + tail;
    }
    return;
  }
  auto move = [&](double i) {
    Value value = elementIfPresent(o, i);
    if (value.isEmpty()) {
      deleteAt(o, i + (to - from));
    } else {
      putAt(o, i + (to - from), value);
    }
  };
  if (to < from) {
    for (double i = from; i < length; ++i) move(i);
    for (double i = length - 1; i >= length + (to - from); --i) deleteAt(o, i);
  } else if (to > from) {
    for (double i = length - 1; i >= from; --i) move(i);
  }
}

// §23.1.3.37
Value arrayUnshift(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  if (args.count != 0) {
    checkLimit(length + args.count);
    moveTail(o, length, 0, args.count);
    for (uint32_t i = 0; i < args.count; ++i) putAt(o, i, args[i]);
  }
  setLength(o, length + args.count);
  return Value::number(length + args.count);
}

// §23.1.3.31
Value arraySplice(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  double start = relativeIndex(args[0], length, 0);
  double removed = args.count == 0   ? 0
                   : args.count == 1 ? length - start
                                     : std::clamp(toIntegerOrInfinity(args[1]), 0.0, length - start);
  uint32_t inserted = args.count > 2 ? args.count - 2 : 0;
  checkLimit(length + (inserted - removed));
  Object* result = arraySpeciesCreate(o, removed, true);
  for (double i = 0; i < removed; ++i) {
    Value value = elementIfPresent(o, start + i);
    if (!value.isEmpty()) createDataProperty(result, keyOfIndex(i), value);
  }
  setLength(result, removed);
  if (inserted != removed) moveTail(o, length, start + removed, start + inserted);
  for (uint32_t i = 0; i < inserted; ++i) putAt(o, start + i, args[i + 2]);
  setLength(o, length + (inserted - removed));
  return box(result);
}

// §23.1.3.26
Value arrayReverse(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  if (isMovable(o)) {
    std::reverse(o->elements->data, o->elements->data + o->elements->length);
    return box(o);
  }
  for (double lower = 0, upper = length - 1; lower < upper; ++lower, --upper) {
    Value low = elementIfPresent(o, lower), high = elementIfPresent(o, upper);
    if (!high.isEmpty()) {
      putAt(o, lower, high);
    } else if (!low.isEmpty()) {
      deleteAt(o, lower);
    }
    if (!low.isEmpty()) {
      putAt(o, upper, low);
    } else if (!high.isEmpty()) {
      deleteAt(o, upper);
    }
  }
  return box(o);
}

// §23.1.3.7
Value arrayFill(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  double from = relativeIndex(args[1], length, 0);
  double to = relativeIndex(args[2], length, length);
  // FAST: what is going to be filled to the end need not grow on the way (tests/exec/arrays).
  if (isFastArray(o) && to == o->elements->length && from <= o->elements->capacity)
    reserveElements(o, o->elements->length);
  for (double i = from; i < to; ++i) putAt(o, i, args[0]);
  // FAST: filled from end to end there is no hole left (tests/exec/arrays).
  if (from == 0 && to == length && isMovable(o) && o->shape->elements_kind == ElementsKind::Holey &&
      length == o->elements->length) {
    o->shape = shapeWithElements(o->shape, ElementsKind::Packed);
  }
  return box(o);
}

// §23.1.3.4
Value arrayCopyWithin(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  double to = relativeIndex(args[0], length, 0);
  double from = relativeIndex(args[1], length, 0);
  double final = relativeIndex(args[2], length, length);
  double count = std::min(final - from, length - to);
  double step = 1;
  if (from < to && to < from + count) {
    step = -1;
    from += count - 1;
    to += count - 1;
  }
  for (; count > 0; --count, from += step, to += step) {
    Value value = elementIfPresent(o, from);
    if (value.isEmpty()) {
      deleteAt(o, to);
    } else {
      putAt(o, to, value);
    }
  }
  return box(o);
}

// §23.1.3.30
Value arraySort(Args& args) {
  requireComparator(args[0]);
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  ValueList values;
  double holes = 0;
  for (double i = 0; i < length; ++i) {
    Value value = elementIfPresent(o, i);
    if (value.isEmpty()) {
      ++holes;
    } else {
      values.push(value);
    }
  }
  sortElements(values, args[0]);
  auto count = static_cast<double>(values.size());
  for (double i = 0; i < count; ++i) putAt(o, i, values[static_cast<size_t>(i)]);
  for (double i = count; i < length && holes > 0; ++i) {
    if (hasProperty(o, keyOfIndex(i))) deleteAt(o, i);
  }
  return box(o);
}

const NativeMethod kMethods[] = {
    {"push", KILN_NATIVE(arrayPushMethod), 1}, {"pop", KILN_NATIVE(arrayPop), 0},
    {"shift", KILN_NATIVE(arrayShift), 0},     {"unshift", KILN_NATIVE(arrayUnshift), 1},
    {"splice", KILN_NATIVE(arraySplice), 2},   {"reverse", KILN_NATIVE(arrayReverse), 0},
    {"fill", KILN_NATIVE(arrayFill), 1},       {"copyWithin", KILN_NATIVE(arrayCopyWithin), 2},
    {"sort", KILN_SHOWN_NATIVE(arraySort), 1},
};

}  // namespace

void defineArrayMutators(Object* prototype) {
  defineMethods(prototype, kMethods);
  kiln_plain_arrays.packed = realm().array_shape;
  kiln_plain_arrays.holey = shapeWithElements(realm().array_shape, ElementsKind::Holey);
  kiln_plain_arrays.push = get(prototype, atomKey("push"));
  kiln_plain_arrays.pop = get(prototype, atomKey("pop"));
}

}  // namespace kiln::rt

extern "C" {
namespace {
constexpr uint32_t kNotYetValid = 0;
}
KILN_PER_REALM kiln::abi::PlainArrays kiln_plain_arrays = {nullptr, nullptr, &kNotYetValid, {}, {}};
}
