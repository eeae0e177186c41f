// BigInt arithmetic over GMP's mpn layer: magnitudes of 64-bit limbs, sign apart.
#include <gmp.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kMaxLimbs = 1u << 24;  // 2^30 bits, as V8's limit

BigInt* big(Value v) {
  return reinterpret_cast<BigInt*>(v.bits);
}

BigInt* newBig(size_t limbs) {
  if (limbs > kMaxLimbs) throwRangeError("Maximum BigInt size exceeded");
  // There is a first limb, and zero has 0 there: compiled code reads it without a test.
  auto* b = static_cast<BigInt*>(allocatePointerFree(sizeof(BigInt) + 8 * std::max<size_t>(limbs, 1)));
  b->limbs[0] = 0;
  b->shape = &kiln_primitive_shapes[static_cast<size_t>(CellKind::BigInt)];
  b->limb_count = static_cast<uint32_t>(limbs);
  b->negative = 0;
  return b;
}

Value normalised(BigInt* b) {
  while (b->limb_count != 0 && b->limbs[b->limb_count - 1] == 0) --b->limb_count;
  if (b->limb_count == 0) b->negative = 0;
  return box(b);
}

mp_limb_t* limbs(BigInt* b) {
  return reinterpret_cast<mp_limb_t*>(b->limbs);
}

int compareMagnitude(BigInt* a, BigInt* b) {
  if (a->limb_count != b->limb_count) return a->limb_count < b->limb_count ? -1 : 1;
  return a->limb_count == 0 ? 0 : mpn_cmp(limbs(a), limbs(b), a->limb_count);
}

Value addSigned(BigInt* a, BigInt* b, bool negate_b) {
  bool b_negative = (b->negative != 0) != negate_b;
  if (a->limb_count < b->limb_count || (a->negative == b_negative ? false : compareMagnitude(a, b) < 0)) {
    BigInt* result;
    if ((a->negative != 0) == b_negative) {
      result = newBig(b->limb_count + 1ul);
      limbs(result)[b->limb_count] =
          a->limb_count == 0 ? (mpn_copyi(limbs(result), limbs(b), b->limb_count), 0)
                             : mpn_add(limbs(result), limbs(b), b->limb_count, limbs(a), a->limb_count);
    } else {
      result = newBig(b->limb_count);
      if (a->limb_count == 0)
        mpn_copyi(limbs(result), limbs(b), b->limb_count);
      else
        mpn_sub(limbs(result), limbs(b), b->limb_count, limbs(a), a->limb_count);
    }
    result->negative = b_negative;
    return normalised(result);
  }
  BigInt* result = newBig(a->limb_count + 1ul);
  result->negative = a->negative;
  if (b->limb_count == 0) {
    mpn_copyi(limbs(result), limbs(a), a->limb_count);
    result->limbs[a->limb_count] = 0;
  } else if ((a->negative != 0) == b_negative) {
    result->limbs[a->limb_count] = mpn_add(limbs(result), limbs(a), a->limb_count, limbs(b), b->limb_count);
  } else {
    mpn_sub(limbs(result), limbs(a), a->limb_count, limbs(b), b->limb_count);
    result->limbs[a->limb_count] = 0;
  }
  return normalised(result);
}

Value multiply(BigInt* a, BigInt* b) {
  if (a->limb_count == 0 || b->limb_count == 0) return box(newBig(0));
  if (a->limb_count < b->limb_count) std::swap(a, b);
  BigInt* result = newBig(static_cast<size_t>(a->limb_count) + b->limb_count);
  mpn_mul(limbs(result), limbs(a), a->limb_count, limbs(b), b->limb_count);
  result->negative = a->negative != b->negative;
  return normalised(result);
}

Value divide(BigInt* a, BigInt* b, bool remainder) {
  if (b->limb_count == 0) throwRangeError("Division by zero");
  if (a->limb_count < b->limb_count) return remainder ? box(a) : box(newBig(0));
  BigInt* q = newBig(a->limb_count - b->limb_count + 1ul);
  BigInt* r = newBig(b->limb_count);
  mpn_tdiv_qr(limbs(q), limbs(r), 0, limbs(a), a->limb_count, limbs(b), b->limb_count);
  q->negative = a->negative != b->negative;
  r->negative = a->negative;
  return normalised(remainder ? r : q);
}

// Two's complement of `count` limbs.
void toTwos(BigInt* a, mp_limb_t* out, size_t count) {
  std::fill(out, out + count, 0);
  std::copy(limbs(a), limbs(a) + a->limb_count, out);
  if (a->negative) mpn_neg(out, out, static_cast<mp_size_t>(count));
}

Value bitwise(BigintOp op, BigInt* a, BigInt* b) {
  size_t count = std::max(a->limb_count, b->limb_count) + 1ul;
  BigInt* x = newBig(count);
  BigInt* y = newBig(count);
  toTwos(a, limbs(x), count);
  toTwos(b, limbs(y), count);
  for (size_t i = 0; i < count; ++i) {
    if (op == BigintOp::And) x->limbs[i] &= y->limbs[i];
    if (op == BigintOp::Or) x->limbs[i] |= y->limbs[i];
    if (op == BigintOp::Xor) x->limbs[i] ^= y->limbs[i];
  }
  if (x->limbs[count - 1] >> 63) {
    mpn_neg(limbs(x), limbs(x), static_cast<mp_size_t>(count));
    x->negative = 1;
  }
  return normalised(x);
}

Value shift(BigInt* a, BigInt* by, bool left) {
  if (by->negative) left = !left;
  if (by->limb_count == 0 || a->limb_count == 0) return box(a);
  bool huge = by->limb_count > 1 || by->limbs[0] > 64ull * kMaxLimbs;
  if (left) {
    if (huge) throwRangeError("Maximum BigInt size exceeded");
    uint64_t bits = by->limbs[0];
    size_t words = bits / 64;
    BigInt* result = newBig(a->limb_count + words + 1);
    std::fill(result->limbs, result->limbs + words, 0);
    if (bits % 64 != 0) {
      result->limbs[a->limb_count + words] =
          mpn_lshift(limbs(result) + words, limbs(a), a->limb_count, bits % 64);
    } else {
      mpn_copyi(limbs(result) + words, limbs(a), a->limb_count);
      result->limbs[a->limb_count + words] = 0;
    }
    result->negative = a->negative;
    return normalised(result);
  }
  uint64_t bits = huge ? UINT64_MAX : by->limbs[0];
  size_t words = bits / 64;
  if (words >= a->limb_count) return a->negative ? bigintFromInt64(-1) : box(newBig(0));
  BigInt* result = newBig(a->limb_count - words + 1);
  result->limbs[a->limb_count - words] = 0;
  bool lost = std::any_of(a->limbs, a->limbs + words, [](uint64_t limb) { return limb != 0; });
  if (bits % 64 != 0) {
    lost |= mpn_rshift(limbs(result), limbs(a) + words, static_cast<mp_size_t>(a->limb_count - words),
                       bits % 64) != 0;
  } else {
    mpn_copyi(limbs(result), limbs(a) + words, static_cast<mp_size_t>(a->limb_count - words));
  }
  result->negative = a->negative;
  // Rounds towards minus infinity.
  if (a->negative && lost) mpn_add_1(limbs(result), limbs(result), result->limb_count, 1);
  return normalised(result);
}

Value power(BigInt* base, BigInt* exponent) {
  if (exponent->negative) throwRangeError("undefined must be positive");
  if (exponent->limb_count > 1) {
    bool trivial = base->limb_count == 0 || (base->limb_count == 1 && base->limbs[0] == 1);
    if (!trivial) throwRangeError("Maximum BigInt size exceeded");
  }
  uint64_t n = exponent->limb_count == 0 ? 0 : exponent->limbs[0];
  Value result = bigintFromInt64(1);
  Value square = box(base);
  while (n != 0) {
    if (n & 1) result = multiply(big(result), big(square));
    n >>= 1;
    if (n != 0) square = multiply(big(square), big(square));
  }
  return result;
}

// --- operands and results of one limb: no loops, no temporary numbers

bool isSmall(const BigInt* b) {
  return b->limb_count <= 1;
}
__int128 smallValue(const BigInt* b) {
  __int128 magnitude = b->limb_count == 0 ? 0 : b->limbs[0];
  return b->negative ? -magnitude : magnitude;
}

// Empty when it takes two limbs.
Value fromWide(__int128 value) {
  bool negative = value < 0;
  auto magnitude = static_cast<unsigned __int128>(negative ? -value : value);
  if (magnitude >> 64 != 0) return Value::empty();
  BigInt* result = newBig(1);
  result->limbs[0] = static_cast<uint64_t>(magnitude);
  result->limb_count = magnitude != 0;
  result->negative = negative;
  return box(result);
}

Value multiplySmall(const BigInt* a, const BigInt* b) {
  if (a->limb_count == 0 || b->limb_count == 0) return box(newBig(0));
  unsigned __int128 product = static_cast<unsigned __int128>(a->limbs[0]) * b->limbs[0];
  auto high = static_cast<uint64_t>(product >> 64);
  BigInt* result = newBig(high == 0 ? 1 : 2);
  result->limbs[0] = static_cast<uint64_t>(product);
  if (high != 0) result->limbs[1] = high;
  result->negative = a->negative != b->negative;
  return box(result);
}

Value divideSmall(BigInt* a, const BigInt* b, bool remainder) {
  if (b->limb_count == 0) throwRangeError("Division by zero");
  if (a->limb_count == 0) return box(a);
  uint64_t magnitude = remainder ? a->limbs[0] % b->limbs[0] : a->limbs[0] / b->limbs[0];
  bool negative = remainder ? a->negative : a->negative != b->negative;
  return fromWide(negative ? -static_cast<__int128>(magnitude) : static_cast<__int128>(magnitude));
}

// Empty where the general algorithm has to do it.
Value binarySmall(BigintOp op, BigInt* a, BigInt* b) {
  switch (op) {
    case BigintOp::Add:
      return fromWide(smallValue(a) + smallValue(b));
    case BigintOp::Sub:
      return fromWide(smallValue(a) - smallValue(b));
    case BigintOp::Mul:
      return multiplySmall(a, b);
    case BigintOp::Div:
      return divideSmall(a, b, false);
    case BigintOp::Mod:
      return divideSmall(a, b, true);
    case BigintOp::And:
      return fromWide(smallValue(a) & smallValue(b));
    case BigintOp::Or:
      return fromWide(smallValue(a) | smallValue(b));
    case BigintOp::Xor:
      return fromWide(smallValue(a) ^ smallValue(b));
    case BigintOp::Shl:
    case BigintOp::Sar: {
      if (b->limb_count == 0) return box(a);
      if (b->limbs[0] >= 63) return Value::empty();
      auto by = static_cast<int>(b->limbs[0]);
      bool left = (op == BigintOp::Shl) != (b->negative != 0);
      return fromWide(left ? smallValue(a) * (static_cast<__int128>(1) << by) : smallValue(a) >> by);
    }
    case BigintOp::Exp:
      return Value::empty();
  }
  return Value::empty();
}

}  // namespace

Value bigintBinary(BigintOp op, Value a, Value b) {
  if (isSmall(big(a)) && isSmall(big(b))) {
    Value result = binarySmall(op, big(a), big(b));
    if (!result.isEmpty()) return result;
  }
  switch (op) {
    case BigintOp::Add:
      return addSigned(big(a), big(b), false);
    case BigintOp::Sub:
      return addSigned(big(a), big(b), true);
    case BigintOp::Mul:
      return multiply(big(a), big(b));
    case BigintOp::Div:
      return divide(big(a), big(b), false);
    case BigintOp::Mod:
      return divide(big(a), big(b), true);
    case BigintOp::Exp:
      return power(big(a), big(b));
    case BigintOp::And:
    case BigintOp::Or:
    case BigintOp::Xor:
      return bitwise(op, big(a), big(b));
    case BigintOp::Shl:
      return shift(big(a), big(b), true);
    case BigintOp::Sar:
      return shift(big(a), big(b), false);
  }
  return a;
}

Value bigintNegate(Value a) {
  BigInt* result = newBig(big(a)->limb_count);
  std::copy(big(a)->limbs, big(a)->limbs + big(a)->limb_count, result->limbs);
  result->negative = !big(a)->negative;
  return normalised(result);
}

Value bigintFromUint64(uint64_t value) {
  BigInt* b = newBig(1);
  b->limbs[0] = value;
  return normalised(b);
}

Value bigintFromInt64(int64_t value) {
  BigInt* b = newBig(1);
  b->limbs[0] = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  b->negative = value < 0;
  return normalised(b);
}

Value bigintFromDouble(double d) {
  int exponent;
  double fraction = std::frexp(std::fabs(d), &exponent);
  if (exponent <= 63) return bigintFromInt64(static_cast<int64_t>(d));
  auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 53));
  Value result = shift(big(bigintFromUint64(mantissa)), big(bigintFromInt64(exponent - 53)), true);
  return d < 0 ? bigintNegate(result) : result;
}

double bigintToDouble(Value a) {
  BigInt* b = big(a);
  if (b->limb_count == 0) return 0;
  // The top 64 bits, with everything below folded into the lowest one, round correctly to 53.
  size_t bits = 64ul * b->limb_count - static_cast<size_t>(__builtin_clzll(b->limbs[b->limb_count - 1]));
  if (bits > 1024) return b->negative ? -INFINITY : INFINITY;
  uint64_t top = 0;
  for (size_t i = 0; i < 64 && i < bits; ++i) {
    size_t at = bits - 1 - i;
    top = top << 1 | (b->limbs[at / 64] >> at % 64 & 1);
  }
  size_t taken = std::min<size_t>(64, bits);
  size_t rest = bits - taken;
  bool sticky = false;
  for (size_t i = 0; i < rest && !sticky; ++i) sticky = b->limbs[i / 64] >> i % 64 & 1;
  if (sticky) top |= 1;
  double result = std::ldexp(static_cast<double>(top), static_cast<int>(rest));
  return b->negative ? -result : result;
}

int bigintCompare(Value a, Value b) {
  BigInt *x = big(a), *y = big(b);
  if (x->negative != y->negative) return x->negative ? -1 : 1;
  if (x->limb_count == 1 && y->limb_count == 1) {
    int order = (x->limbs[0] > y->limbs[0]) - (x->limbs[0] < y->limbs[0]);
    return x->negative ? -order : order;
  }
  int order = compareMagnitude(x, y);
  order = (order > 0) - (order < 0);
  return x->negative ? -order : order;
}

int bigintCompareNumber(Value a, double b) {
  if (b != b) return 2;
  if (std::isinf(b)) return b > 0 ? -1 : 1;
  int order = bigintCompare(a, bigintFromDouble(std::trunc(b)));
  if (order != 0) return order;
  double fraction = b - std::trunc(b);
  return fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
}

String* bigintToString(Value a, int radix) {
  BigInt* b = big(a);
  if (b->limb_count == 0) return singleChar('0');
  std::vector<uint8_t> digits(static_cast<size_t>(b->limb_count) * 64 /
                                  static_cast<size_t>(31 - __builtin_clz(static_cast<unsigned>(radix))) +
                              2);
  std::vector<mp_limb_t> scratch(limbs(b), limbs(b) + b->limb_count);
  size_t count = mpn_get_str(digits.data(), radix, scratch.data(), b->limb_count);
  std::string out = b->negative ? "-" : "";
  size_t start = 0;
  while (start + 1 < count && digits[start] == 0) ++start;
  for (size_t i = start; i < count; ++i) out += "0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]];
  return newLatin1(out);
}

// §7.1.14 StringToBigInt
Value stringToBigint(String* s) {
  std::string text = toUtf8(s);
  size_t from = text.find_first_not_of(" \t\n\v\f\r"), to = text.find_last_not_of(" \t\n\v\f\r");
  text = from == std::string::npos ? "" : text.substr(from, to - from + 1);
  if (text.empty()) return box(newBig(0));
  int radix = 10;
  bool negative = false;
  if (text.size() > 2 && text[0] == '0' && (text[1] | 32) != '0') {
    radix = (text[1] | 32) == 'x' ? 16 : (text[1] | 32) == 'o' ? 8 : (text[1] | 32) == 'b' ? 2 : 10;
    if (radix != 10) text = text.substr(2);
  } else if (text[0] == '-' || text[0] == '+') {
    negative = text[0] == '-';
    text = text.substr(1);
    if (text.empty()) return Value::undefined();
  }
  std::vector<uint8_t> digits;
  for (char c : text) {
    int digit = c >= '0' && c <= '9'                 ? c - '0'
                : (c | 32) >= 'a' && (c | 32) <= 'z' ? (c | 32) - 'a' + 10
                                                     : 99;
    if (digit >= radix) return Value::undefined();
    if (!digits.empty() || digit != 0) digits.push_back(static_cast<uint8_t>(digit));
  }
  if (digits.empty()) return box(newBig(0));
  BigInt* b = newBig(digits.size() * 6 / 64 + 2);
  b->limb_count = static_cast<uint32_t>(mpn_set_str(limbs(b), digits.data(), digits.size(), radix));
  b->negative = negative;
  return normalised(b);
}

// §7.1.13 ToBigInt
Value toBigint(Value v) {
  v = toPrimitive(v, ToPrimitiveHint::Number);
  if (isBigInt(v)) return v;
  if (v.isBoolean()) return bigintFromInt64(v.isTrue());
  if (isString(v)) {
    Value parsed = stringToBigint(asString(v));
    if (parsed.isUndefined())
      throwError(ErrorType::SyntaxError, "Cannot convert %s to a BigInt", toWtf8(asString(v)));
    return parsed;
  }
  throwTypeError("Cannot convert %s to a BigInt", describe(v));
}

uint64_t bigintToUint64(Value a) {
  BigInt* b = big(a);
  uint64_t low = b->limb_count == 0 ? 0 : b->limbs[0];
  return b->negative ? 0 - low : low;
}

}  // namespace kiln::rt
