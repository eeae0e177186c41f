// ECMA-402 §15.5.16: the numbers that formatters take, exact beyond the range of Number.
#pragma once
#include <unicode/fmtable.h>
#include <unicode/numberformatter.h>

#include "stdlib/ecma/library.h"

namespace kiln::rt::intl {

// An Intl mathematical value.
struct MathematicalValue {
  double number;       // nearest to it
  std::string digits;  // decimal, exponent allowed, where `number` is not exact; else ""

  bool isNaN() const { return number != number; }
  bool isFinite() const { return !digits.empty() || std::isfinite(number); }
  bool isNegative() const { return std::signbit(number); }
};

// §15.5.16 ToIntlMathematicalValue. Runs user code.
MathematicalValue toMathematicalValue(Value v);
MathematicalValue hundredfold(const MathematicalValue& value);

icu::number::FormattedNumber formatted(const icu::number::LocalizedNumberFormatter& formatter,
                                       const MathematicalValue& value);
icu::Formattable toFormattable(const MathematicalValue& value);

}  // namespace kiln::rt::intl
