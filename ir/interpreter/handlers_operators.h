// Operators: int32 first, then doubles, then the runtime.
#pragma once
#include <cmath>

#include "ir/interpreter/handlers.h"

namespace kiln::interpreter {
namespace {

// --- arithmetic

template <auto Function, typename Second>
KILN_SLOW_HANDLER slowBinary(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  auto result = Function(KILN_REG(2), Second::get(pc, r, 3));
  if constexpr (std::is_same_v<decltype(result), bool>)
    KILN_REG(1) = Value::boolean(result);
  else
    KILN_REG(1) = result;
  KILN_NEXT(4);
}
template <auto Function>
KILN_SLOW_HANDLER slowUnary(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  auto result = Function(KILN_REG(2));
  if constexpr (std::is_same_v<decltype(result), Value>)
    KILN_REG(1) = result;
  else if constexpr (std::is_same_v<decltype(result), int32_t>)
    KILN_REG(1) = Value::int32(result);
  else
    KILN_REG(1) = Value::cell(result);
  KILN_NEXT(3);
}

struct AddOf {
  static constexpr auto kSlow = abi::kiln_add;
  static bool int32(int32_t a, int32_t b, int32_t* out) { return !__builtin_add_overflow(a, b, out); }
  static Value number(double a, double b) { return Value::dbl(a + b); }
};
struct SubOf {
  static constexpr auto kSlow = abi::kiln_sub;
  static bool int32(int32_t a, int32_t b, int32_t* out) { return !__builtin_sub_overflow(a, b, out); }
  static Value number(double a, double b) { return Value::dbl(a - b); }
};
struct MulOf {
  static constexpr auto kSlow = abi::kiln_mul;
  // 0 * -1 is -0.
  static bool int32(int32_t a, int32_t b, int32_t* out) {
    return !__builtin_mul_overflow(a, b, out) && (*out != 0 || (a | b) >= 0);
  }
  static Value number(double a, double b) { return Value::dbl(a * b); }
};
// Quotients of integers often are integers, and go on as indices.
struct DivOf {
  static constexpr auto kSlow = abi::kiln_div;
  static bool int32(int32_t, int32_t, int32_t*) { return false; }
  static Value number(double a, double b) { return Value::number(a / b); }
};
struct ModOf {
  static constexpr auto kSlow = abi::kiln_mod;
  static bool int32(int32_t a, int32_t b, int32_t* out) {
    if (a < 0 || b <= 0) return false;
    *out = a % b;
    return true;
  }
};

template <typename Of, typename Second>
KILN_HANDLER arithmetic(KILN_HANDLER_PARAMETERS) {
  Value a = KILN_REG(2), b = Second::get(pc, r, 3);
  bool ints = Second::is_int32 ? a.bits >= tag : (a.bits & b.bits) >= tag;
  int32_t result;
  if (ints && Of::int32(a.asInt32(), b.asInt32(), &result)) [[likely]] {
    KILN_REG(1) = Value::raw(tag | static_cast<uint32_t>(result));
    KILN_NEXT(4);
  }
  if constexpr (requires { Of::number(0.0, 0.0); }) {
    if (a.bits >= abi::kDoubleOffset && (Second::is_int32 || b.bits >= abi::kDoubleOffset)) {
      double x = a.bits >= tag ? a.asInt32() : a.asDouble();
      double y = Second::is_int32 || b.bits >= tag ? b.asInt32() : b.asDouble();
      KILN_REG(1) = Of::number(x, y);
      KILN_NEXT(4);
    }
  }
  KILN_CONTINUE((slowBinary<Of::kSlow, Second>));
}

template <int Delta, bool Convert>
KILN_SLOW_HANDLER slowStep(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  Value v = KILN_REG(2);
  if (Convert) v = abi::kiln_to_numeric(v);
  KILN_REG(1) = Delta > 0 ? abi::kiln_inc(v) : abi::kiln_dec(v);
  KILN_NEXT(3);
}
template <int Delta, bool Convert>
KILN_HANDLER step(KILN_HANDLER_PARAMETERS) {
  Value v = KILN_REG(2);
  int32_t result;
  if (v.bits >= tag && !__builtin_add_overflow(v.asInt32(), Delta, &result)) [[likely]] {
    KILN_REG(1) = Value::raw(tag | static_cast<uint32_t>(result));
    KILN_NEXT(3);
  }
  KILN_CONTINUE((slowStep<Delta, Convert>));
}

KILN_HANDLER negate(KILN_HANDLER_PARAMETERS) {
  Value v = KILN_REG(2);
  if (v.bits >= tag) {
    int32_t i = v.asInt32();
    KILN_REG(1) = i == 0 || i == INT32_MIN ? Value::dbl(-static_cast<double>(i)) : Value::int32(-i);
    KILN_NEXT(3);
  }
  if (v.bits >= abi::kDoubleOffset) {
    KILN_REG(1) = Value::dbl(-v.asDouble());
    KILN_NEXT(3);
  }
  KILN_CONTINUE(slowUnary<abi::kiln_neg>);
}

// --- bits

struct AndOf {
  static constexpr auto kSlow = abi::kiln_bit_and;
  static Value of(int32_t a, int32_t b) { return Value::int32(a & b); }
};
struct OrOf {
  static constexpr auto kSlow = abi::kiln_bit_or;
  static Value of(int32_t a, int32_t b) { return Value::int32(a | b); }
};
struct XorOf {
  static constexpr auto kSlow = abi::kiln_bit_xor;
  static Value of(int32_t a, int32_t b) { return Value::int32(a ^ b); }
};
struct ShlOf {
  static constexpr auto kSlow = abi::kiln_shl;
  static Value of(int32_t a, int32_t b) {
    return Value::int32(static_cast<int32_t>(static_cast<uint32_t>(a) << (b & 31)));
  }
};
struct SarOf {
  static constexpr auto kSlow = abi::kiln_sar;
  static Value of(int32_t a, int32_t b) { return Value::int32(a >> (b & 31)); }
};
struct ShrOf {
  static constexpr auto kSlow = abi::kiln_shr;
  static Value of(int32_t a, int32_t b) { return Value::number(static_cast<uint32_t>(a) >> (b & 31)); }
};

// ToInt32 of numbers whose truncation fits 63 bits.
inline bool smallToInt32(Value v, int32_t* out) {
  if (v.isInt32()) {
    *out = v.asInt32();
    return true;
  }
  if (!v.isNumber()) return false;
  double d = v.asDouble();
  if (!(std::fabs(d) < 9.0e18)) return false;
  *out = static_cast<int32_t>(static_cast<int64_t>(d));
  return true;
}

template <typename Of, typename Second>
KILN_HANDLER bitwise(KILN_HANDLER_PARAMETERS) {
  Value a = KILN_REG(2), b = Second::get(pc, r, 3);
  if (Second::is_int32 ? a.bits >= tag : (a.bits & b.bits) >= tag) [[likely]] {
    KILN_REG(1) = Of::of(a.asInt32(), b.asInt32());
    KILN_NEXT(4);
  }
  int32_t x, y;
  if (smallToInt32(a, &x) && smallToInt32(b, &y)) {
    KILN_REG(1) = Of::of(x, y);
    KILN_NEXT(4);
  }
  KILN_CONTINUE((slowBinary<Of::kSlow, Second>));
}

KILN_HANDLER bitNot(KILN_HANDLER_PARAMETERS) {
  Value v = KILN_REG(2);
  if (v.bits >= tag) [[likely]] {
    KILN_REG(1) = Value::int32(~v.asInt32());
    KILN_NEXT(3);
  }
  KILN_CONTINUE(slowUnary<abi::kiln_bit_not>);
}

// --- conversions

template <auto Slow>
KILN_HANDLER toNumber(KILN_HANDLER_PARAMETERS) {
  Value v = KILN_REG(2);
  if (v.bits >= abi::kDoubleOffset) [[likely]] {
    KILN_REG(1) = v;
    KILN_NEXT(3);
  }
  KILN_CONTINUE(slowUnary<Slow>);
}
KILN_HANDLER toInt32(KILN_HANDLER_PARAMETERS) {
  int32_t result;
  if (smallToInt32(KILN_REG(2), &result)) [[likely]] {
    KILN_REG(1) = Value::int32(result);
    KILN_NEXT(3);
  }
  KILN_CONTINUE(slowUnary<abi::kiln_to_int32>);
}
KILN_HANDLER toUint32Number(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::number(static_cast<uint32_t>(KILN_REG(2).asInt32()));
  KILN_NEXT(3);
}
KILN_HANDLER toString(KILN_HANDLER_PARAMETERS) {
  Value v = KILN_REG(2);
  if (v.isCell() && v.asCell()->shape->kind <= abi::kLastStringKind) {
    KILN_REG(1) = v;
    KILN_NEXT(3);
  }
  KILN_CONTINUE(slowUnary<abi::kiln_to_string>);
}
KILN_HANDLER toPropertyKey(KILN_HANDLER_PARAMETERS) {
  KILN_CONTINUE(slowUnary<abi::kiln_to_property_key>);
}
KILN_HANDLER typeOf(KILN_HANDLER_PARAMETERS) {
  KILN_CONTINUE(slowUnary<abi::kiln_typeof_value>);
}

// --- typed operations

struct WrapAdd {
  static uint32_t of(uint32_t a, uint32_t b) { return a + b; }
};
struct WrapSub {
  static uint32_t of(uint32_t a, uint32_t b) { return a - b; }
};
struct WrapMul {
  static uint32_t of(uint32_t a, uint32_t b) { return a * b; }
};
struct WrapMod {  // dividend >= 0, divisor != 0
  static uint32_t of(uint32_t a, uint32_t b) {
    return b == UINT32_MAX ? 0 : static_cast<uint32_t>(static_cast<int32_t>(a) % static_cast<int32_t>(b));
  }
};
struct WrapShr {
  static uint32_t of(uint32_t a, uint32_t b) { return a >> (b & 31); }
};
template <typename Of>
KILN_HANDLER int32Binary(KILN_HANDLER_PARAMETERS) {
  auto a = static_cast<uint32_t>(KILN_REG(2).asInt32()), b = static_cast<uint32_t>(KILN_REG(3).asInt32());
  KILN_REG(1) = Value::int32(static_cast<int32_t>(Of::of(a, b)));
  KILN_NEXT(4);
}
KILN_HANDLER int32Clz(KILN_HANDLER_PARAMETERS) {
  auto v = static_cast<uint32_t>(KILN_REG(2).asInt32());
  KILN_REG(1) = Value::int32(v == 0 ? 32 : __builtin_clz(v));
  KILN_NEXT(3);
}
struct AddOverflows {
  static bool of(int32_t a, int32_t b) { return !AddOf::int32(a, b, &a); }
};
struct SubOverflows {
  static bool of(int32_t a, int32_t b) { return !SubOf::int32(a, b, &a); }
};
struct MulOverflows {
  static bool of(int32_t a, int32_t b) {
    int32_t product;
    return !MulOf::int32(a, b, &product);
  }
};
template <typename Of>
KILN_HANDLER int32Test(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::boolean(Of::of(KILN_REG(2).asInt32(), KILN_REG(3).asInt32()));
  KILN_NEXT(4);
}

double applyMath(ir::MathOp op, double v) {
  switch (op) {
    case ir::MathOp::Floor:
      return std::floor(v);
    case ir::MathOp::Ceil:
      return std::ceil(v);
    case ir::MathOp::Trunc:
      return std::trunc(v);
    case ir::MathOp::Sqrt:
      return std::sqrt(v);
    case ir::MathOp::Abs:
      return std::fabs(v);
    case ir::MathOp::Fround:
      return static_cast<float>(v);
    case ir::MathOp::Round: {
      // §21.3.2.28: halves go up; -0 for [-0.5, -0].
      double down = std::floor(v);
      return v - down >= 0.5 ? std::ceil(v) : down;
    }
    case ir::MathOp::Imul:
    case ir::MathOp::Clz32:
    case ir::MathOp::Min:
    case ir::MathOp::Max:
      break;  // other instructions
  }
  return v;
}
KILN_HANDLER mathUnary(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::number(applyMath(static_cast<ir::MathOp>(pc[3]), KILN_REG(2).asNumber()));
  KILN_NEXT(4);
}
// §21.3.2.24 and .25: a NaN wins, and -0 is below +0.
KILN_HANDLER mathBinary(KILN_HANDLER_PARAMETERS) {
  double a = KILN_REG(2).asNumber(), b = KILN_REG(3).asNumber();
  bool min = static_cast<ir::MathOp>(pc[4]) == ir::MathOp::Min;
  double chosen;
  if (a != a || b != b)
    chosen = a + b;
  else if (a == b)
    chosen = std::signbit(a) == min ? a : b;
  else
    chosen = (a < b) == min ? a : b;
  KILN_REG(1) = Value::number(chosen);
  KILN_NEXT(5);
}

// --- comparisons

struct LessOf {
  static bool slow(Value a, Value b) { return abi::kiln_less_than(a, b); }
  template <typename T>
  static bool of(T a, T b) {
    return a < b;
  }
};
struct LessEqualOf {
  static bool slow(Value a, Value b) { return abi::kiln_less_equal(a, b); }
  template <typename T>
  static bool of(T a, T b) {
    return a <= b;
  }
};
struct GreaterOf {
  static bool slow(Value a, Value b) { return abi::kiln_greater_than(a, b); }
  template <typename T>
  static bool of(T a, T b) {
    return a > b;
  }
};
struct GreaterEqualOf {
  static bool slow(Value a, Value b) { return abi::kiln_greater_equal(a, b); }
  template <typename T>
  static bool of(T a, T b) {
    return a >= b;
  }
};
struct EqualOf {
  static bool slow(Value a, Value b) { return abi::kiln_strict_equals(a, b); }
  template <typename T>
  static bool of(T a, T b) {
    return a == b;
  }
};
struct LooseEqualOf {
  static bool slow(Value a, Value b) { return abi::kiln_loose_equals(a, b); }
  template <typename T>
  static bool of(T a, T b) {
    return a == b;
  }
};

enum class Answer : uint8_t { No, Yes, Unknown };
template <typename Of, typename Second>
inline Answer quickly(Value a, Value b, uint64_t tag) {
  if (Second::is_int32 ? a.bits >= tag : (a.bits & b.bits) >= tag) [[likely]]
    return Of::of(a.asInt32(), b.asInt32()) ? Answer::Yes : Answer::No;
  if (a.bits >= abi::kDoubleOffset && (Second::is_int32 || b.bits >= abi::kDoubleOffset)) {
    double x = a.bits >= tag ? a.asInt32() : a.asDouble();
    double y = Second::is_int32 || b.bits >= tag ? b.asInt32() : b.asDouble();
    return Of::of(x, y) ? Answer::Yes : Answer::No;
  }
  if constexpr (std::is_same_v<Of, EqualOf>) {
    // Equal words are equal values, but for a NaN, which is a number. Immediates and objects equal nothing
    // else; only strings and BigInts have to be looked into.
    if (a.bits == b.bits) return Answer::Yes;
    if (!a.isCell() || !b.isCell()) return Answer::No;
    if (a.asCell()->shape->kind >= abi::kFirstObjectKind) return Answer::No;
  }
  return Answer::Unknown;
}

template <typename Of, typename Second>
KILN_SLOW_HANDLER slowCompare(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  KILN_REG(1) = Value::boolean(Of::slow(KILN_REG(2), Second::get(pc, r, 3)));
  KILN_NEXT(4);
}
template <typename Of, typename Second>
KILN_HANDLER compare(KILN_HANDLER_PARAMETERS) {
  Answer answer = quickly<Of, Second>(KILN_REG(2), Second::get(pc, r, 3), tag);
  if (answer == Answer::Unknown) KILN_CONTINUE((slowCompare<Of, Second>));
  KILN_REG(1) = Value::boolean(answer == Answer::Yes);
  KILN_NEXT(4);
}

template <typename Of, typename Second, bool Wanted>
KILN_SLOW_HANDLER slowJumpCompare(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  if (Of::slow(KILN_REG(1), Second::get(pc, r, 2)) == Wanted) {
    KILN_NEXT(static_cast<int32_t>(pc[3]));
  }
  KILN_NEXT(4);
}
template <typename Of, typename Second, bool Wanted>
KILN_HANDLER jumpCompare(KILN_HANDLER_PARAMETERS) {
  Value a = KILN_REG(1), b = Second::get(pc, r, 2);
  Answer answer = quickly<Of, Second>(a, b, tag);
  if (answer == Answer::Unknown) KILN_CONTINUE((slowJumpCompare<Of, Second, Wanted>));
  if ((answer == Answer::Yes) == Wanted) {
    KILN_NEXT(static_cast<int32_t>(pc[3]));
  }
  KILN_NEXT(4);
}

KILN_HANDLER sameWord(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::boolean(KILN_REG(2) == KILN_REG(3));
  KILN_NEXT(4);
}

// --- tests of one value

struct IsTrue {
  static Answer of(Value v) { return v.isTrue() ? Answer::Yes : Answer::No; }
};
struct IsInt32 {
  static Answer of(Value v) { return v.isInt32() ? Answer::Yes : Answer::No; }
};
struct IsNumber {
  static Answer of(Value v) { return v.isNumber() ? Answer::Yes : Answer::No; }
};
struct IsString {
  static Answer of(Value v) { return rt::isString(v) ? Answer::Yes : Answer::No; }
};
struct IsObject {
  static Answer of(Value v) { return rt::isObject(v) ? Answer::Yes : Answer::No; }
};
struct IsUndefined {
  static Answer of(Value v) { return v.isUndefined() ? Answer::Yes : Answer::No; }
};
struct IsNullish {
  static Answer of(Value v) { return v.isNullish() ? Answer::Yes : Answer::No; }
};
struct IsEmpty {
  static Answer of(Value v) { return v.isEmpty() ? Answer::Yes : Answer::No; }
};
struct IsTruthy {  // §7.1.2
  static Answer of(Value v) {
    if (v.bits <= abi::kUndefined) return v.isTrue() ? Answer::Yes : Answer::No;
    if (v.isInt32()) return v.asInt32() != 0 ? Answer::Yes : Answer::No;
    if (!isCell(v)) return Answer::Unknown;
    const abi::Shape* shape = v.asCell()->shape;
    if (shape->kind >= abi::kFirstObjectKind) return shape->flags & abi::kHtmlDda ? Answer::No : Answer::Yes;
    if (shape->kind <= abi::kLastStringKind) return rt::asString(v)->length != 0 ? Answer::Yes : Answer::No;
    return Answer::Unknown;
  }
};

KILN_SLOW_HANDLER slowTruth(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::boolean(abi::kiln_to_boolean(KILN_REG(2)));
  KILN_NEXT(3);
}
template <typename Of>
KILN_HANDLER test(KILN_HANDLER_PARAMETERS) {
  Answer answer = Of::of(KILN_REG(2));
  if (answer == Answer::Unknown) KILN_CONTINUE(slowTruth);
  KILN_REG(1) = Value::boolean(answer == Answer::Yes);
  KILN_NEXT(3);
}
KILN_HANDLER notOf(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::raw(KILN_REG(2).bits ^ 1);
  KILN_NEXT(3);
}

template <bool Wanted>
KILN_SLOW_HANDLER slowJumpTruth(KILN_HANDLER_PARAMETERS) {
  if (abi::kiln_to_boolean(KILN_REG(1)) == Wanted) {
    KILN_NEXT(static_cast<int32_t>(pc[2]));
  }
  KILN_NEXT(3);
}
template <typename Of, bool Wanted>
KILN_HANDLER jumpIf(KILN_HANDLER_PARAMETERS) {
  Answer answer = Of::of(KILN_REG(1));
  if (answer == Answer::Unknown) KILN_CONTINUE(slowJumpTruth<Wanted>);
  if ((answer == Answer::Yes) == Wanted) {
    KILN_NEXT(static_cast<int32_t>(pc[2]));
  }
  KILN_NEXT(3);
}
KILN_HANDLER jump(KILN_HANDLER_PARAMETERS) {
  KILN_NEXT(static_cast<int32_t>(pc[1]));
}
KILN_HANDLER switchTable(KILN_HANDLER_PARAMETERS) {
  uint32_t at = static_cast<uint32_t>(KILN_REG(1).asInt32()) - pc[2];
  KILN_NEXT(static_cast<int32_t>(at < pc[4] ? pc[5 + at] : pc[3]));
}
KILN_HANDLER switchSearch(KILN_HANDLER_PARAMETERS) {
  auto value = static_cast<uint32_t>(KILN_REG(1).asInt32());
  for (uint32_t i = 0; i < pc[3]; ++i) {
    if (pc[4 + 2 * i] == value) {
      KILN_NEXT(static_cast<int32_t>(pc[5 + 2 * i]));
    }
  }
  KILN_NEXT(static_cast<int32_t>(pc[2]));
}

}  // namespace
}  // namespace kiln::interpreter
