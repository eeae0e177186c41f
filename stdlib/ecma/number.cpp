// ECMA-262 §21.1: Number.
#include <charconv>
#include <cstdio>

#include "runtime/object/shown_native.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

double thisNumber(Args& args, const char* method) {
  if (args.this_value.isNumber()) return args.this_value.asNumber();
  if (isKind(args.this_value, CellKind::NumberObject))
    return primitiveOf(asObject(args.this_value)).asNumber();
  throwTypeError("Number.prototype.%s requires that 'this' be a Number", method);
}

// §21.1.1.1
Value numberConstructor(Args& args) {
  Value number = Value::int32(0);
  if (args.count != 0) {
    number = toNumeric(args[0]);
    if (isBigInt(number)) number = Value::number(bigintToDouble(number));
  }
  if (!args.isConstruct()) return number;
  return box(
      newPrimitiveWrapperWith(number, prototypeFromConstructor(args.new_target, realm().number_prototype)));
}

// Decimal digits of x >= 0 in printf form with `precision` digits behind the point ('f') or behind the first
// digit ('e'). Ties go up, as ECMA-262 asks; printf's own go to even.
std::string roundedDigits(double x, char form, int precision) {
  char format[] = {'%', '.', '*', form, 0};
  char buffer[512];
  constexpr int kExtra = 25;
  std::snprintf(buffer, sizeof buffer, format, precision + kExtra, x);
  std::string longer = buffer;
  std::string exponent;
  if (form == 'e') {
    size_t at = longer.find('e');
    exponent = longer.substr(at);
    longer.resize(at);
  }
  // A tie shows as 5 followed by zeros; a double has no such digits by accident.
  std::string tail = longer.substr(longer.size() - kExtra);
  std::snprintf(buffer, sizeof buffer, format, precision, x);
  if (tail != "5" + std::string(kExtra - 1, '0')) return buffer;
  std::string digits = longer.substr(0, longer.size() - kExtra);
  if (digits.back() == '.') digits.pop_back();
  size_t i = digits.size();
  while (i-- > 0) {
    if (digits[i] == '.') continue;
    if (digits[i] != '9') {
      ++digits[i];
      return digits + exponent;
    }
    digits[i] = '0';
  }
  if (form == 'f') return "1" + digits;
  // 9.99…e+X became 10.00…: one digit to the left.
  int power = std::atoi(exponent.c_str() + 1) + 1;
  digits = "1" + digits;
  if (precision > 0) {
    digits.erase(digits.find('.'), 1);
    digits.insert(1, ".");
    digits.pop_back();
  } else {
    digits.pop_back();
  }
  return digits + (power < 0 ? "e-" : "e+") + std::to_string(std::abs(power));
}

// "1.5e+07" -> "1.5e+7"
std::string plainExponent(const std::string& text) {
  size_t at = text.find('e');
  int power = std::atoi(text.c_str() + at + 1);
  return text.substr(0, at) + (power < 0 ? "e-" : "e+") + std::to_string(std::abs(power));
}

Value newText(bool negative, const std::string& text) {
  return box(newLatin1(negative ? "-" + text : text));
}

// §21.1.3.3
Value numberToFixed(Args& args) {
  double x = thisNumber(args, "toFixed");
  double digits = toIntegerOrInfinity(args[0]);
  if (digits < 0 || digits > 100) throwRangeError("toFixed() digits argument must be between 0 and 100");
  if (!std::isfinite(x) || std::fabs(x) >= 1e21) return box(numberToString(x));
  // A decimal tie needs a fraction of at most digits + 1 bits; without one, correct rounding is what is asked
  // for.
  double magnitude = std::fabs(x), whole;
  double scaled = std::ldexp(std::modf(magnitude, &whole), static_cast<int>(digits) + 1);
  bool tie = scaled != 0 && scaled == std::trunc(scaled);
  constexpr double kPowers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
  if (tie && digits < 8) {  // the fraction has few bits: this product is exact
    double shifted = (magnitude - whole) * kPowers[static_cast<int>(digits)];
    tie = shifted - std::floor(shifted) == 0.5;
  }
  if (!tie) {
    char buffer[160];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::fixed,
                             static_cast<int>(digits))
                   .ptr;
    return newText(x < 0, std::string(buffer, end));
  }
  std::string text = roundedDigits(magnitude, 'f', static_cast<int>(digits));
  return newText(x < 0, text);
}

// §21.1.3.2
Value numberToExponential(Args& args) {
  double x = thisNumber(args, "toExponential");
  double digits = toIntegerOrInfinity(args[0]);
  if (!std::isfinite(x)) return box(numberToString(x));
  if (digits < 0 || digits > 100) throwRangeError("toExponential() argument must be between 0 and 100");
  if (args[0].isUndefined()) {
    // As many digits as necessary: the shortest that read back.
    char buffer[64];
    for (int precision = 0;; ++precision) {
      std::snprintf(buffer, sizeof buffer, "%.*e", precision, std::fabs(x));
      if (std::strtod(buffer, nullptr) == std::fabs(x)) break;
    }
    return newText(x < 0, plainExponent(buffer));
  }
  return newText(x < 0, plainExponent(roundedDigits(std::fabs(x), 'e', static_cast<int>(digits))));
}

// §21.1.3.5
Value numberToPrecision(Args& args) {
  double x = thisNumber(args, "toPrecision");
  if (args[0].isUndefined()) return box(numberToString(x));
  double precision = toIntegerOrInfinity(args[0]);
  if (!std::isfinite(x)) return box(numberToString(x));
  if (precision < 1 || precision > 100) throwRangeError("toPrecision() argument must be between 1 and 100");
  int p = static_cast<int>(precision);
  std::string text = plainExponent(roundedDigits(std::fabs(x), 'e', p - 1));
  size_t at = text.find('e');
  int power = std::atoi(text.c_str() + at + 1);
  if (power < -6 || power >= p) return newText(x < 0, text);
  std::string digits = text.substr(0, at);
  if (p > 1) digits.erase(1, 1);
  if (power < 0) return newText(x < 0, "0." + std::string(static_cast<size_t>(-power - 1), '0') + digits);
  if (power + 1 < p) digits.insert(static_cast<size_t>(power) + 1, ".");
  return newText(x < 0, digits);
}

// §21.1.3.6
Value numberToStringMethod(Args& args) {
  double x = thisNumber(args, "toString");
  double radix = args[0].isUndefined() ? 10 : toIntegerOrInfinity(args[0]);
  if (radix < 2 || radix > 36) throwRangeError("toString() radix argument must be between 2 and 36");
  if (std::isinf(x)) radix = 10;
  return box(numberToString(x, static_cast<int>(radix)));
}

// ECMA-402 for the locale en-US: groups of three, at most three fraction digits unless told otherwise.
Value numberToLocaleString(Args& args) {
  double x = thisNumber(args, "toLocaleString");
  int least = 0, most = 3;
  if (isObject(args[1])) {
    Object* options = asObject(args[1]);
    auto digits = [&](const char* name, int* out) {
      Value v = get(options, atomKey(name));
      if (v.isUndefined()) return false;
      double d = toNumber(v);
      if (!(d >= 0 && d <= 100)) throwRangeError("%s value is out of range.", name);
      *out = static_cast<int>(d);
      return true;
    };
    if (digits("minimumFractionDigits", &least)) most = std::max(most, least);
    if (digits("maximumFractionDigits", &most)) least = std::min(least, most);
  }
  if (x != x) return box(atoms.NaN);
  if (std::isinf(x)) return box(newUtf8(x < 0 ? "-∞" : "∞"));
  std::string text = roundedDigits(std::fabs(x), 'f', most);
  size_t point = text.find('.');
  if (point != std::string::npos) {
    size_t keep = point + 1 + static_cast<size_t>(least);
    while (text.size() > keep && text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  } else {
    point = text.size();
  }
  for (size_t i = std::min(point, text.size()); i > 3; i -= 3) text.insert(i - 3, ",");
  return newText(std::signbit(x), text);
}

Value numberValueOf(Args& args) {
  return Value::number(thisNumber(args, "valueOf"));
}

bool isIntegral(Value v) {
  if (v.isInt32()) return true;
  return v.isNumber() && std::isfinite(v.asDouble()) && std::trunc(v.asDouble()) == v.asDouble();
}

Value numberIsFinite(Args& args) {
  return Value::boolean(args[0].isNumber() && std::isfinite(args[0].asNumber()));
}
Value numberIsInteger(Args& args) {
  return Value::boolean(isIntegral(args[0]));
}
Value numberIsNaN(Args& args) {
  return Value::boolean(args[0].isNumber() && args[0].asNumber() != args[0].asNumber());
}
Value numberIsSafeInteger(Args& args) {
  return Value::boolean(isIntegral(args[0]) && std::fabs(args[0].asNumber()) <= 9007199254740991.0);
}

const NativeMethod kMethods[] = {
    {"toExponential", KILN_SHOWN_NATIVE(numberToExponential), 1},
    {"toFixed", KILN_SHOWN_NATIVE(numberToFixed), 1},
    {"toPrecision", KILN_SHOWN_NATIVE(numberToPrecision), 1},
    {"toString", KILN_SHOWN_NATIVE(numberToStringMethod), 1},
    {"valueOf", KILN_NATIVE(numberValueOf), 0},
    {"toLocaleString", KILN_NATIVE(numberToLocaleString), 0},
};
const NativeMethod kStatics[] = {
    {"isFinite", KILN_NATIVE(numberIsFinite), 1},
    {"isInteger", KILN_NATIVE(numberIsInteger), 1},
    {"isNaN", KILN_NATIVE(numberIsNaN), 1},
    {"isSafeInteger", KILN_NATIVE(numberIsSafeInteger), 1},
};

}  // namespace

void initNumber() {
  Realm& r = realm();
  Function* constructor = defineConstructor("Number", KILN_NATIVE(numberConstructor), 1, r.number_prototype);
  defineMethods(r.number_prototype, kMethods);
  defineMethods(constructor, kStatics);
  // §21.1.2.12, 21.1.2.13: the same functions as the globals.
  for (const char* name : {"parseFloat", "parseInt"})
    defineValue(constructor, name, get(r.global, atomKey(name)));
  auto constant = [&](const char* name, double value) {
    defineValue(constructor, name, Value::number(value), 0);
  };
  constant("MAX_VALUE", 1.7976931348623157e308);
  constant("MIN_VALUE", 5e-324);
  constant("NaN", std::numeric_limits<double>::quiet_NaN());
  constant("NEGATIVE_INFINITY", -INFINITY);
  constant("POSITIVE_INFINITY", INFINITY);
  constant("MAX_SAFE_INTEGER", 9007199254740991.0);
  constant("MIN_SAFE_INTEGER", -9007199254740991.0);
  constant("EPSILON", 0x1.0p-52);
}

}  // namespace kiln::rt
