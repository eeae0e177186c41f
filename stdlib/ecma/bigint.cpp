// ECMA-262 §21.2: BigInt.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

Value bigintConstructor(Args& args) {
  if (args.isConstruct()) throwTypeError("BigInt is not a constructor");
  return kiln_bigint_of(args[0]);
}

Value thisBigint(Args& args, const char* method) {
  Value v = args.this_value;
  if (isKind(v, CellKind::BigIntObject)) v = primitiveOf(asObject(v));
  if (isBigInt(v)) return v;
  throwTypeError("BigInt.prototype.%s requires that 'this' be a BigInt", method);
}

Value bigintToStringMethod(Args& args) {
  Value v = thisBigint(args, "toString");
  double radix = args[0].isUndefined() ? 10 : toIntegerOrInfinity(args[0]);
  if (radix < 2 || radix > 36) throwRangeError("toString() radix must be between 2 and 36");
  return box(bigintToString(v, static_cast<int>(radix)));
}

Value bigintToLocaleString(Args& args) {
  std::string text = toUtf8(bigintToString(thisBigint(args, "toLocaleString"), 10));
  size_t first = text[0] == '-' ? 1 : 0;
  for (size_t i = text.size(); i > first + 3; i -= 3) text.insert(i - 3, ",");
  return box(newLatin1(text));
}

Value bigintValueOf(Args& args) {
  return thisBigint(args, "valueOf");
}

double toIndex(Value v) {
  double index = toIntegerOrInfinity(v);
  if (index < 0 || index > 9007199254740991.0)
    throwRangeError("Invalid value: not (convertible to) a safe integer");
  return index;
}

Value powerOfTwo(double bits) {
  return bigintBinary(BigintOp::Shl, bigintFromInt64(1), bigintFromDouble(bits));
}

bool isNegative(Value v) {
  return reinterpret_cast<BigInt*>(v.bits)->negative;
}

// §21.2.2.2. Widths beyond the value's own change nothing unless it is negative.
Value asUintN(double bits, Value v) {
  if (bits == 0) return bigintFromInt64(0);
  auto* b = reinterpret_cast<BigInt*>(v.bits);
  if (!b->negative && bits >= 64.0 * b->limb_count) return v;
  if (bits <= 64) {
    uint64_t low = bigintToUint64(v);
    return bigintFromUint64(bits == 64 ? low : low & ((uint64_t{1} << static_cast<int>(bits)) - 1));
  }
  Value mask = bigintBinary(BigintOp::Sub, powerOfTwo(bits), bigintFromInt64(1));
  return bigintBinary(BigintOp::And, v, mask);
}

Value bigintAsUintN(Args& args) {
  return kiln_as_uint_n(args[0], args[1]);
}
Value bigintAsIntN(Args& args) {
  return kiln_as_int_n(args[0], args[1]);
}

// §21.2.2.1
Value asIntN(double bits, Value v) {
  if (bits == 0) return bigintFromInt64(0);
  if (bits > 64.0 * reinterpret_cast<BigInt*>(v.bits)->limb_count + 1) return v;
  if (bits <= 64) {
    auto unused = 64 - static_cast<int>(bits);
    return bigintFromInt64(static_cast<int64_t>(bigintToUint64(v) << unused) >> unused);
  }
  Value low = asUintN(bits, v);
  if (bigintCompare(low, powerOfTwo(bits - 1)) < 0 || isNegative(low)) return low;
  return bigintBinary(BigintOp::Sub, low, powerOfTwo(bits));
}

const NativeMethod kMethods[] = {
    {"toLocaleString", KILN_NATIVE(bigintToLocaleString), 0},
    {"toString", KILN_NATIVE(bigintToStringMethod), 0},
    {"valueOf", KILN_NATIVE(bigintValueOf), 0},
};
const NativeMethod kStatics[] = {
    {"asUintN", KILN_NATIVE(bigintAsUintN), 2},
    {"asIntN", KILN_NATIVE(bigintAsIntN), 2},
};

}  // namespace

void initBigInt() {
  Object* prototype = realm().bigint_prototype;
  Function* constructor = defineConstructor("BigInt", KILN_SHOWN_NATIVE(bigintConstructor), 1, prototype);
  defineMethods(prototype, kMethods);
  defineMethods(constructor, kStatics);
  noteIntrinsic(Intrinsic::BigInt, realm().global, "BigInt");
  noteIntrinsic(Intrinsic::BigIntAsUintN, constructor, "asUintN");
  noteIntrinsic(Intrinsic::BigIntAsIntN, constructor, "asIntN");
  defineTag(prototype, "BigInt");
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_bigint_of(Value value) {
  if (value.isInt32()) return bigintFromInt64(value.asInt32());
  Value primitive = toPrimitive(value, ToPrimitiveHint::Number);
  if (!primitive.isNumber()) return toBigint(primitive);
  double d = primitive.asNumber();
  if (!std::isfinite(d) || std::trunc(d) != d) {
    throwRangeError("The number %s cannot be converted to a BigInt because it is not an integer",
                    toUtf8(numberToString(d)));
  }
  return bigintFromDouble(d);
}

Value kiln_as_uint_n(Value bits, Value bigint) {
  double width = toIndex(bits);
  return asUintN(width, isBigInt(bigint) ? bigint : toBigint(bigint));
}
Value kiln_as_int_n(Value bits, Value bigint) {
  double width = toIndex(bits);
  return asIntN(width, isBigInt(bigint) ? bigint : toBigint(bigint));
}

}  // extern "C"
