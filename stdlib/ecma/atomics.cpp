// ECMA-262 §25.4: Atomics. One agent: plain reads and writes are atomic enough.
#include "stdlib/ecma/atomics.h"

namespace kiln::rt {
namespace {

// V8 takes the names of two operations for others.
[[noreturn]] void throwDetached(const Args& args) {
  std::string name = toUtf8(args.callee->info->name);
  if (name == "compareExchange") name = "store";
  if (name == "waitAsync") name = "wait";
  throwTypeError("Cannot perform Atomics.%s on a detached ArrayBuffer", name);
}

// §25.4.3.4 RevalidateAtomicAccess: conversions of the arguments may have changed the buffer.
uint8_t* revalidated(const Args& args, TypedArray* array, size_t index) {
  if (isOutOfBounds(array)) throwDetached(args);
  if (index >= typedArrayLength(array)) throwRangeError("Invalid atomic access index");
  return atomicAddress(array, index);
}

Value integral(ElementsKind kind, Value v) {
  return isBigElement(kind) ? toBigint(v) : Value::number(toIntegerOrInfinity(v));
}

enum class Op { Add, Sub, And, Or, Xor, Exchange };

template <Op op>
Value modify(Args& args) {
  TypedArray* a = validateAtomicArray(args, false, Access::Write);
  size_t index = validateAtomicIndex(a, args[1]);
  ElementsKind kind = elementType(a);
  Value operand = integral(kind, args[2]);
  uint8_t* at = revalidated(args, a, index);
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
  TypedArray* a = validateAtomicArray(args, false, Access::Read);
  size_t index = validateAtomicIndex(a, args[1]);
  return loadElement(elementType(a), revalidated(args, a, index));
}

Value atomicsStore(Args& args) {
  TypedArray* a = validateAtomicArray(args, false, Access::Write);
  size_t index = validateAtomicIndex(a, args[1]);
  Value v = integral(elementType(a), args[2]);
  storeElement(elementType(a), revalidated(args, a, index), v);
  return v;
}

Value atomicsCompareExchange(Args& args) {
  TypedArray* a = validateAtomicArray(args, false, Access::Write);
  size_t index = validateAtomicIndex(a, args[1]);
  ElementsKind kind = elementType(a);
  Value expected = integral(kind, args[2]);
  Value replacement = integral(kind, args[3]);
  // Compared as stored.
  uint8_t bytes[8];
  storeElement(kind, bytes, expected);
  Value old = loadElement(kind, revalidated(args, a, index));
  if (strictEquals(old, loadElement(kind, bytes)))
    storeElement(kind, revalidated(args, a, index), replacement);
  return old;
}

Value atomicsIsLockFree(Args& args) {
  double size = toIntegerOrInfinity(args[0]);
  return Value::boolean(size == 1 || size == 2 || size == 4 || size == 8);
}

// Atomics.pause ( [ iterationNumber ] )
Value atomicsPause(Args& args) {
  if (!args[0].isUndefined() && !(args[0].isNumber() && std::isfinite(args[0].asNumber()) &&
                                  args[0].asNumber() == std::trunc(args[0].asNumber())))
    throwTypeError("%s is not an integral number", nameForMessage(args[0]));
  return Value::undefined();
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
    {"waitAsync", KILN_NATIVE(atomicsWaitAsync), 4},
    {"pause", KILN_NATIVE(atomicsPause), 0},
};

}  // namespace

TypedArray* validateAtomicArray(const Args& args, bool waitable, Access access) {
  Value v = args[0];
  if (!isTypedArray(v))
    throwTypeError("[object %s] is not an integer typed array.", isArray(v) ? "Array" : "Object");
  TypedArray* a = asTypedArray(v);
  ElementsKind kind = elementType(a);
  bool fits = waitable ? kind == ElementsKind::Int32 || kind == ElementsKind::BigInt64
                       : !isFloatElement(kind) && kind != ElementsKind::Uint8Clamped;
  if (!fits) throwTypeError("[object Array] is not an integer typed array.");
  if (isOutOfBounds(a)) throwDetached(args);
  if (access == Access::Write && isImmutable(a->buffer)) throwImmutable();
  return a;
}

size_t validateAtomicIndex(TypedArray* array, Value v) {
  auto length = static_cast<double>(typedArrayLength(array));
  double index = toIntegerOrInfinity(v);
  if (index < 0 || index >= length) throwRangeError("Invalid atomic access index");
  return static_cast<size_t>(index);
}

void initAtomics() {
  Object* atomics = newObject();
  defineMethods(atomics, kMethods);
  defineTag(atomics, "Atomics");
  defineValue(realm().global, "Atomics", box(atomics));
}

}  // namespace kiln::rt
