// Types of IR values: a machine representation plus what is known of the JavaScript value.
#pragma once
#include <cstdint>
#include <string>

namespace kiln::ir {

enum class Rep : uint8_t {
  Void,
  Int32,    // i32
  Double,   // double; NaN canonical only when boxed
  Bool,     // i1
  String,   // String*, any string kind, never null
  Object,   // Object*, never null
  Value,    // boxed word
  Pointer,  // raw: Box*, Function*, Value*, static data; never a JavaScript value
};

// Set of JavaScript types that a value may have.
enum TypeBits : uint16_t {
  kTInt32 = 1 << 0,   // int32 form or a double that equals one; never -0
  kTDouble = 1 << 1,  // any other number
  kTBool = 1 << 2,
  kTString = 1 << 3,
  kTUndefined = 1 << 4,
  kTNull = 1 << 5,
  kTSymbol = 1 << 6,
  kTBigInt = 1 << 7,
  kTObject = 1 << 8,    // not callable, or unknown
  kTFunction = 1 << 9,  // callable object
  kTEmpty = 1 << 10,    // hole / TDZ
};
using TypeSet = uint16_t;
inline constexpr TypeSet kTNone = 0;
inline constexpr TypeSet kTNumber = kTInt32 | kTDouble;
inline constexpr TypeSet kTNumeric = kTNumber | kTBigInt;
inline constexpr TypeSet kTAnyObject = kTObject | kTFunction;
inline constexpr TypeSet kTNullish = kTUndefined | kTNull;
inline constexpr TypeSet kTPrimitive = kTNumeric | kTBool | kTString | kTNullish | kTSymbol;
inline constexpr TypeSet kTAny = kTPrimitive | kTAnyObject;
inline constexpr TypeSet kTAnyOrEmpty = kTAny | kTEmpty;

struct Type {
  Rep rep = Rep::Void;
  TypeSet set = kTNone;  // for Value (and refined for the others)

  static constexpr Type of(Rep rep) {
    switch (rep) {
      case Rep::Void:
        return {rep, kTNone};
      case Rep::Int32:
        return {rep, kTInt32};
      case Rep::Double:
        return {rep, kTNumber};
      case Rep::Bool:
        return {rep, kTBool};
      case Rep::String:
        return {rep, kTString};
      case Rep::Object:
        return {rep, kTAnyObject};
      case Rep::Value:
        return {rep, kTAnyOrEmpty};
      case Rep::Pointer:
        return {rep, kTNone};
    }
    return {};
  }
  static constexpr Type value(TypeSet set) { return {Rep::Value, set}; }
  bool only(TypeSet s) const { return (set & ~s) == 0; }
  bool maybe(TypeSet s) const { return (set & s) != 0; }
  friend constexpr bool operator==(Type, Type) = default;
};

// `i32`, `f64`, `value`, `value<any>` (which is not empty), `value<int32|string>`
std::string toString(Type type);
bool parseType(const std::string& text, Type* out);

}  // namespace kiln::ir
