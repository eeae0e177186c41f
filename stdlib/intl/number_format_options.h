// ECMA-402 §15.1.3, §15.1.4: the options that say how a number is rounded and what it counts, as they are
// read and as ICU takes them.
#pragma once
#include <unicode/numberformatter.h>

#include "stdlib/intl/options.h"

namespace kiln::rt::intl {

// Rows for settings, [[RoundingType]] among them.
struct DigitOptions {
  enum class Rounding { FractionDigits, SignificantDigits, MorePrecision, LessPrecision };
  Rounding rounding = Rounding::FractionDigits;
  int minimum_integer = 1;
  int minimum_fraction = 0, maximum_fraction = 0;        // unless Rounding::SignificantDigits
  int minimum_significant = 1, maximum_significant = 2;  // unless Rounding::FractionDigits
  int increment = 1;
  std::string mode;              // "halfExpand"
  std::string trailing_zero;     // "auto", "stripIfInteger"
  const char* priority() const;  // resolvedOptions().roundingPriority
  bool hasFraction() const { return rounding != Rounding::SignificantDigits; }
  bool hasSignificant() const { return rounding != Rounding::FractionDigits; }
};

// §15.1.3 SetNumberFormatDigitOptions. Runs user code.
DigitOptions readDigitOptions(const OptionsReader& options, int minimum_fraction_default,
                              int maximum_fraction_default, bool compact);
icu::number::UnlocalizedNumberFormatter withDigits(icu::number::UnlocalizedNumberFormatter settings,
                                                   const DigitOptions& digits);

struct UnitOptions {
  std::string style;
  std::string currency, currency_display, currency_sign;
  std::string unit, unit_display;
};

// §15.1.4 SetNumberFormatUnitOptions. Runs user code.
UnitOptions readUnitOptions(const OptionsReader& options);
icu::number::UnlocalizedNumberFormatter withUnit(icu::number::UnlocalizedNumberFormatter settings,
                                                 const UnitOptions& unit);
// §15.5.1 CurrencyDigits
int currencyDigits(const std::string& currency);

// Option `notation` and, where it is "compact", `compactDisplay`.
icu::number::UnlocalizedNumberFormatter withNotation(icu::number::UnlocalizedNumberFormatter settings,
                                                     const std::string& notation,
                                                     const std::string& compact_display);

}  // namespace kiln::rt::intl
