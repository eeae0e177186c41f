// ECMA-262 §21.3: Math.
#include <bit>
#include <cfenv>
#include <random>

#include "runtime/value/float16.h"
#include "stdlib/ecma/exact_sum.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

template <double (*function)(double)>
Value unary(Args& args) {
  return Value::number(function(toNumber(args[0])));
}

double mathRound(double x) {
  if (!(std::fabs(x) < 4503599627370496.0)) return x;  // integral, infinite or NaN
  double floor = std::floor(x);
  return std::copysign(x - floor >= 0.5 ? floor + 1 : floor, x);
}
double mathSign(double x) {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}
double mathFround(double x) {
  return static_cast<double>(static_cast<float>(x));
}
double mathF16round(double x) {
  return float16ToDouble(float16FromDouble(x));
}
double mathAbs(double x) {
  return std::fabs(x);
}
double mathFloor(double x) {
  return std::floor(x);
}
double mathCeil(double x) {
  return std::ceil(x);
}
double mathTrunc(double x) {
  return std::trunc(x);
}
double mathCbrt(double x) {
  return static_cast<double>(std::cbrt(static_cast<long double>(x)));  // correctly rounded
}
double mathSqrt(double x) {
  return std::sqrt(x);
}

// Math.sumPrecise ( items )
Value mathSumPrecise(Args& args) {
  bool any = false;    // something that is not -0
  double special = 0;  // sum of the infinities and NaNs
  ExactSum sum;
  iterate(args[0], [&](Value v) {
    if (!v.isNumber()) throwTypeError("%s is not a number", nameForMessage(v));
    double d = v.asNumber();
    if (!std::isfinite(d)) {
      special += d;
    } else if (d != 0 || !std::signbit(d)) {
      any = true;
      sum.add(d);
    }
    return true;
  });
  if (special != 0) return Value::number(special);
  return Value::number(any ? sum.round() : -0.0);
}

Value mathAtan2(Args& args) {
  double y = toNumber(args[0]);
  return Value::number(std::atan2(y, toNumber(args[1])));
}
Value mathPow(Args& args) {
  double base = toNumber(args[0]);
  return Value::number(kiln_math_pow(base, toNumber(args[1])));
}
Value mathImul(Args& args) {
  uint32_t a = toUint32(args[0]);
  return Value::int32(static_cast<int32_t>(a * toUint32(args[1])));
}
Value mathClz32(Args& args) {
  return Value::int32(std::countl_zero(toUint32(args[0])));
}

// §21.3.2.24, 21.3.2.25: every argument is converted, also after a NaN.
template <bool maximum>
Value mathExtreme(Args& args) {
  double best = maximum ? -INFINITY : INFINITY;
  for (uint32_t i = 0; i < args.count; ++i) {
    double x = toNumber(args.values[i]);
    if (x != x || best != best) {
      best = std::numeric_limits<double>::quiet_NaN();
    } else if (maximum ? x > best || (x == 0 && best == 0 && !std::signbit(x))
                       : x < best || (x == 0 && best == 0 && std::signbit(x))) {
      best = x;
    }
  }
  return Value::number(best);
}

// §21.3.2.18, scaled by the largest and summed with Kahan's compensation.
Value mathHypot(Args& args) {
  ArgumentBuffer numbers(args.count);
  double largest = 0;
  bool nan = false, infinite = false;
  for (uint32_t i = 0; i < args.count; ++i) {
    double x = std::fabs(toNumber(args.values[i]));
    nan |= x != x;
    infinite |= std::isinf(x);
    largest = std::max(largest, x);
    numbers[i] = Value::number(x);
  }
  if (infinite) return Value::number(INFINITY);
  if (nan) return Value::number(std::numeric_limits<double>::quiet_NaN());
  if (largest == 0) return Value::int32(0);
  double sum = 0, compensation = 0;
  for (uint32_t i = 0; i < args.count; ++i) {
    double x = numbers[i].asNumber() / largest;
    double summand = x * x - compensation;
    double next = sum + summand;
    compensation = next - sum - summand;
    sum = next;
  }
  return Value::number(std::sqrt(sum) * largest);
}

// xorshift128+
struct Random {
  uint64_t a, b;
  Random() {
    std::random_device device;
    a = static_cast<uint64_t>(device()) << 32 | device();
    b = static_cast<uint64_t>(device()) << 32 | device() | 1;
  }
  double next() {
    uint64_t x = a, y = b;
    a = y;
    x ^= x << 23;
    x ^= x >> 17;
    x ^= y ^ (y >> 26);
    b = x;
    return static_cast<double>((a + b) >> 11) * 0x1.0p-53;
  }
};

Value mathRandom(Args&) {
  static Random random;
  return Value::dbl(random.next());
}

const NativeMethod kMethods[] = {
    {"abs", KILN_NATIVE(unary<mathAbs>), 1},
    {"acos", KILN_NATIVE(unary<std::acos>), 1},
    {"acosh", KILN_NATIVE(unary<std::acosh>), 1},
    {"asin", KILN_NATIVE(unary<std::asin>), 1},
    {"asinh", KILN_NATIVE(unary<std::asinh>), 1},
    {"atan", KILN_NATIVE(unary<std::atan>), 1},
    {"atanh", KILN_NATIVE(unary<std::atanh>), 1},
    {"atan2", KILN_NATIVE(mathAtan2), 2},
    {"ceil", KILN_NATIVE(unary<mathCeil>), 1},
    {"cbrt", KILN_NATIVE(unary<mathCbrt>), 1},
    {"expm1", KILN_NATIVE(unary<std::expm1>), 1},
    {"clz32", KILN_NATIVE(mathClz32), 1},
    {"cos", KILN_NATIVE(unary<std::cos>), 1},
    {"cosh", KILN_NATIVE(unary<std::cosh>), 1},
    {"exp", KILN_NATIVE(unary<std::exp>), 1},
    {"floor", KILN_NATIVE(unary<mathFloor>), 1},
    {"fround", KILN_NATIVE(unary<mathFround>), 1},
    {"hypot", KILN_NATIVE(mathHypot), 2},
    {"imul", KILN_NATIVE(mathImul), 2},
    {"log", KILN_NATIVE(unary<std::log>), 1},
    {"log1p", KILN_NATIVE(unary<std::log1p>), 1},
    {"log2", KILN_NATIVE(unary<std::log2>), 1},
    {"log10", KILN_NATIVE(unary<std::log10>), 1},
    {"max", KILN_NATIVE(mathExtreme<true>), 2},
    {"min", KILN_NATIVE(mathExtreme<false>), 2},
    {"pow", KILN_NATIVE(mathPow), 2},
    {"random", KILN_NATIVE(mathRandom), 0},
    {"round", KILN_NATIVE(unary<mathRound>), 1},
    {"sign", KILN_NATIVE(unary<mathSign>), 1},
    {"sin", KILN_NATIVE(unary<std::sin>), 1},
    {"sinh", KILN_NATIVE(unary<std::sinh>), 1},
    {"sqrt", KILN_NATIVE(unary<mathSqrt>), 1},
    {"tan", KILN_NATIVE(unary<std::tan>), 1},
    {"tanh", KILN_NATIVE(unary<std::tanh>), 1},
    {"trunc", KILN_NATIVE(unary<mathTrunc>), 1},
    {"f16round", KILN_NATIVE(unary<mathF16round>), 1},
    {"sumPrecise", KILN_NATIVE(mathSumPrecise), 1},
};

struct Constant {
  const char* name;
  double value;
};
const Constant kConstants[] = {
    {"E", 2.718281828459045},        {"LN10", 2.302585092994046},   {"LN2", 0.6931471805599453},
    {"LOG10E", 0.4342944819032518},  {"LOG2E", 1.4426950408889634}, {"PI", 3.141592653589793},
    {"SQRT1_2", 0.7071067811865476}, {"SQRT2", 1.4142135623730951},
};

}  // namespace

void initMath() {
  // Inline slots for every property: compiled code reads its functions as fields.
  constexpr uint32_t kPropertyCount = 46;
  Object* math = newObjectWithPrototype(realm().object_prototype, kPropertyCount);
  defineMethods(math, kMethods);
  for (const Constant& c : kConstants) defineValue(math, c.name, Value::number(c.value), 0);
  defineTag(math, "Math");
  defineValue(realm().global, "Math", box(math));
  size_t op = 0;
#define KILN_MATH_OP(name, text) kiln_math_functions[op++] = get(math, nameKey(text));
#include "runtime/abi/math_ops.def"
#undef KILN_MATH_OP
}

}  // namespace kiln::rt

extern "C" {
#define KILN_MATH_OP(name, text) +1
KILN_PER_REALM kiln::abi::Value kiln_math_functions[0
#include "runtime/abi/math_ops.def"
];
#undef KILN_MATH_OP
}
