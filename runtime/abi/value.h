// Encoding of a JavaScript value in one 64-bit word.
//
//   cell (object, string, symbol, bigint)  0000:PPPP:PPPP:PPPP   the raw address
//   double                                 bits + 2^49           (top 15 bits neither all 0 nor all 1)
//   int32                                  FFFE:0000:IIII:IIII
//   undefined, null, false, true           0x0a, 0x02, 0x06, 0x07
//   empty                                  0                     array hole, TDZ, absent property; never seen
//   by programs
//
// Why: the conservative collector recognises only raw addresses, and no number looks like one, so tagged
// slots scan almost precisely. Doubles are canonicalised (one NaN) wherever raw bits enter.
//
// A double that is an int32 (and not -0) is always encoded as int32 by Value::number(); code that
// produces Value::dbl() of an integral value is still correct, only slower: consumers accept both forms.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace kiln::abi {

inline constexpr uint64_t kNumberTag =
    0xFFFE'0000'0000'0000;  // int32: v >= kNumberTag; number: v & kNumberTag
inline constexpr uint64_t kDoubleOffset = 0x0002'0000'0000'0000;
inline constexpr uint64_t kOtherTag = 0x2;
inline constexpr uint64_t kNotCellMask = kNumberTag | kOtherTag;
inline constexpr uint64_t kEmpty = 0x0;
inline constexpr uint64_t kNull = 0x2;
inline constexpr uint64_t kUndefined = 0xa;
inline constexpr uint64_t kFalse = 0x6;
inline constexpr uint64_t kTrue = 0x7;
inline constexpr uint64_t kCanonicalNaN = 0x7ff8'0000'0000'0000;  // raw bits, before the offset

struct Cell;

struct Value {
  uint64_t bits = kUndefined;

  static constexpr Value raw(uint64_t b) { return Value{b}; }
  static constexpr Value undefined() { return {kUndefined}; }
  static constexpr Value null() { return {kNull}; }
  static constexpr Value empty() { return {kEmpty}; }
  static constexpr Value boolean(bool b) { return {b ? kTrue : kFalse}; }
  static constexpr Value int32(int32_t i) { return {kNumberTag | static_cast<uint32_t>(i)}; }
  // `d` must be canonical if it is a NaN.
  static constexpr Value dbl(double d) { return {std::bit_cast<uint64_t>(d) + kDoubleOffset}; }
  // Number of any origin: canonicalises NaN, prefers the int32 form.
  static Value number(double d) {
    if (d >= -2147483648.0 && d <= 2147483647.0) {
      auto i = static_cast<int32_t>(d);
      if (static_cast<double>(i) == d && (i != 0 || !std::signbit(d))) return int32(i);
    }
    if (d != d) return {kCanonicalNaN + kDoubleOffset};
    return dbl(d);
  }
  static Value number(uint32_t u) {
    return u <= 0x7fffffffu ? int32(static_cast<int32_t>(u)) : dbl(static_cast<double>(u));
  }
  static Value number(int32_t i) { return int32(i); }
  static Value number(int64_t i) { return number(static_cast<double>(i)); }
  static Value number(uint64_t i) { return number(static_cast<double>(i)); }
  static Value cell(const void* p) { return {reinterpret_cast<uint64_t>(p)}; }

  constexpr bool isEmpty() const { return bits == kEmpty; }
  constexpr bool isUndefined() const { return bits == kUndefined; }
  constexpr bool isNull() const { return bits == kNull; }
  constexpr bool isNullish() const { return (bits & ~0x8ull) == kNull; }
  constexpr bool isBoolean() const { return (bits & ~1ull) == kFalse; }
  constexpr bool isTrue() const { return bits == kTrue; }
  constexpr bool isFalse() const { return bits == kFalse; }
  constexpr bool isInt32() const { return bits >= kNumberTag; }
  constexpr bool isNumber() const { return (bits & kNumberTag) != 0; }
  constexpr bool isDouble() const { return isNumber() && !isInt32(); }
  constexpr bool isCell() const { return (bits & kNotCellMask) == 0 && bits != kEmpty; }

  constexpr int32_t asInt32() const { return static_cast<int32_t>(static_cast<uint32_t>(bits)); }
  constexpr double asDouble() const { return std::bit_cast<double>(bits - kDoubleOffset); }
  constexpr double asNumber() const { return isInt32() ? asInt32() : asDouble(); }
  constexpr bool asBoolean() const { return bits == kTrue; }
  Cell* asCell() const { return reinterpret_cast<Cell*>(bits); }

  // Identity of the words; not a JavaScript equality.
  friend constexpr bool operator==(Value a, Value b) { return a.bits == b.bits; }
};
static_assert(sizeof(Value) == 8);

}  // namespace kiln::abi
