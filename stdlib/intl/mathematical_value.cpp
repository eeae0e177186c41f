#include "stdlib/intl/mathematical_value.h"

#include "stdlib/ecma/string.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

MathematicalValue ofBigInt(Value v) {
  // Those of less than 2^53 are Numbers.
  double number = bigintToDouble(v);
  if (std::fabs(number) < 0x1p53) return {number, ""};
  return {number, toUtf8(box(bigintToString(v, 10)))};
}

// §15.5.15 StringIntlMV. What rounds to zero or to an infinity as a Number is that.
MathematicalValue ofString(String* s) {
  double number = stringToNumber(s);
  if (!std::isfinite(number) || number == 0) return {number, ""};
  std::string text = toUtf8(box(trimmed(s, true, true)));
  bool prefixed = text.size() > 2 && text[0] == '0' && text[1] > '9' && text[1] != 'e' && text[1] != 'E';
  if (prefixed) return ofBigInt(stringToBigint(s));
  // Numbers have 15 decimal digits in any case.
  if (text.size() <= 15) return {number, ""};
  return {number, text[0] == '+' ? text.substr(1) : text};
}

}  // namespace

MathematicalValue toMathematicalValue(Value v) {
  if (v.isNumber()) return {v.asNumber(), ""};
  Value primitive = toPrimitive(v, ToPrimitiveHint::Number);
  if (isBigInt(primitive)) return ofBigInt(primitive);
  if (isString(primitive)) return ofString(asString(primitive));
  return {toNumber(primitive), ""};
}

MathematicalValue hundredfold(const MathematicalValue& value) {
  if (!value.isFinite() || value.number == 0) return value;
  std::string text = value.digits.empty() ? toUtf8(box(numberToString(value.number))) : value.digits;
  size_t at = text.find_first_of("eE");
  int power = at == std::string::npos ? 0 : std::atoi(text.c_str() + at + 1);
  return {value.number, text.substr(0, at) + "e" + std::to_string(power + 2)};
}

icu::number::FormattedNumber formatted(const icu::number::LocalizedNumberFormatter& formatter,
                                       const MathematicalValue& value) {
  UErrorCode status = U_ZERO_ERROR;
  icu::number::FormattedNumber result = value.digits.empty() ? formatter.formatDouble(value.number, status)
                                                             : formatter.formatDecimal(value.digits, status);
  check(status);
  return result;
}

icu::Formattable toFormattable(const MathematicalValue& value) {
  if (value.digits.empty()) return {value.number};
  UErrorCode status = U_ZERO_ERROR;
  icu::Formattable result(icu::StringPiece(value.digits), status);
  check(status);
  return result;
}

}  // namespace kiln::rt::intl
