// ECMA-262 §25.4: Atomics. One agent: plain reads and writes are atomic enough, nobody is ever woken.
#include <ctime>

#include "stdlib/ecma/buffers.h"

namespace kiln::rt {
namespace {

// §25.4.3.1 ValidateIntegerTypedArray
TypedArray* integerArray(Value v, bool waitable = false) {
  if (!isTypedArray(v))
    throwTypeError("[object %s] is not an integer typed array.", isArray(v) ? "Array" : "Object");
  TypedArray* a = asTypedArray(v);
  ElementsKind kind = elementType(a);
  bool fits = waitable ? kind == ElementsKind::Int32 || kind == ElementsKind::BigInt64
                       : kind != ElementsKind::Float32 && kind != ElementsKind::Float64 &&
                             kind != ElementsKind::Uint8Clamped;
  if (!fits) throwTypeError("[object Array] is not an integer typed array.");
  if (isOutOfBounds(a)) throwTypeError("Cannot perform Atomics operation on a detached ArrayBuffer");
  return a;
}

size_t indexIn(TypedArray* a, Value v) {
  double index = toIntegerOrInfinity(v);
  if (index < 0 || index >= static_cast<double>(typedArrayLength(a)))
    throwRangeError("Invalid atomic access index");
  return static_cast<size_t>(index);
}

uint8_t* addressOf(TypedArray* a, size_t index) {
  return typedArrayData(a) + index * elementSize(elementType(a));
}

Value integral(ElementsKind kind, Value v) {
  return isBigElement(kind) ? toBigint(v) : Value::number(toIntegerOrInfinity(v));
}

enum class Op { Add, Sub, And, Or, Xor, Exchange };

template <Op op>
Value modify(Args& args) {
  TypedArray* a = integerArray(args[0]);
  size_t index = indexIn(a, args[1]);
  ElementsKind kind = elementType(a);
  Value operand = integral(kind, args[2]);
  uint8_t* at = addressOf(a, index);
  Value old = loadElement(kind, at);
  Value result = operand;
  switch (op) {
    case Op::Add:
      result = kiln_add(old, operand);
      break;
    case Op::Sub:
      result = kiln_sub(old, operand);
      break;
    case Op::And:
      result = kiln_bit_and(old, operand);
      break;
    case Op::Or:
      result = kiln_bit_or(old, operand);
      break;
    case Op::Xor:
      result = kiln_bit_xor(old, operand);
      break;
    case Op::Exchange:
      break;
  }
  storeElement(kind, at, result);
  return old;
}

Value atomicsLoad(Args& args) {
  TypedArray* a = integerArray(args[0]);
  size_t index = indexIn(a, args[1]);
  return loadElement(elementType(a), addressOf(a, index));
}

Value atomicsStore(Args& args) {
  TypedArray* a = integerArray(args[0]);
  size_t index = indexIn(a, args[1]);
  Value v = integral(elementType(a), args[2]);
  storeElement(elementType(a), addressOf(a, index), v);
  return v;
}

Value atomicsCompareExchange(Args& args) {
  TypedArray* a = integerArray(args[0]);
  size_t index = indexIn(a, args[1]);
  ElementsKind kind = elementType(a);
  Value expected = integral(kind, args[2]);
  Value replacement = integral(kind, args[3]);
  // Compared as stored.
  uint8_t bytes[8];
  storeElement(kind, bytes, expected);
  Value old = loadElement(kind, addressOf(a, index));
  if (strictEquals(old, loadElement(kind, bytes))) storeElement(kind, addressOf(a, index), replacement);
  return old;
}

Value atomicsIsLockFree(Args& args) {
  double size = toIntegerOrInfinity(args[0]);
  return Value::boolean(size == 1 || size == 2 || size == 4 || size == 8);
}

Value atomicsNotify(Args& args) {
  TypedArray* a = integerArray(args[0], true);
  indexIn(a, args[1]);
  return Value::int32(0);
}

Value atomicsWait(Args& args) {
  TypedArray* a = integerArray(args[0], true);
  size_t index = indexIn(a, args[1]);
  Value expected = integral(elementType(a), args[2]);
  double timeout = args[3].isUndefined() ? INFINITY : toNumber(args[3]);
  if (!strictEquals(loadElement(elementType(a), addressOf(a, index)), expected))
    return box(internAscii("not-equal"));
  if (!(timeout < INFINITY)) throwTypeError("Atomics.wait cannot be called in this context");
  timespec duration{static_cast<time_t>(std::max(timeout, 0.0) / 1000),
                    static_cast<long>(std::fmod(std::max(timeout, 0.0), 1000) * 1e6)};
  nanosleep(&duration, nullptr);
  return box(internAscii("timed-out"));
}

const NativeMethod kMethods[] = {
    {"load", KILN_NATIVE(atomicsLoad), 2},
    {"store", KILN_NATIVE(atomicsStore), 3},
    {"add", KILN_NATIVE(modify<Op::Add>), 3},
    {"sub", KILN_NATIVE(modify<Op::Sub>), 3},
    {"and", KILN_NATIVE(modify<Op::And>), 3},
    {"or", KILN_NATIVE(modify<Op::Or>), 3},
    {"xor", KILN_NATIVE(modify<Op::Xor>), 3},
    {"exchange", KILN_NATIVE(modify<Op::Exchange>), 3},
    {"compareExchange", KILN_NATIVE(atomicsCompareExchange), 4},
    {"isLockFree", KILN_NATIVE(atomicsIsLockFree), 1},
    {"wait", KILN_NATIVE(atomicsWait), 4},
    {"notify", KILN_NATIVE(atomicsNotify), 3},
};

}  // namespace

void initAtomics() {
  Object* atomics = newObject();
  defineMethods(atomics, kMethods);
  defineTag(atomics, "Atomics");
  defineValue(realm().global, "Atomics", box(atomics));
}

}  // namespace kiln::rt
