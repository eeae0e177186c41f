#include "stdlib/intl/number_format_options.h"

#include <unicode/currunit.h>
#include <unicode/measunit.h>
#include <unicode/nounit.h>
#include <unicode/ucurr.h>

#include "stdlib/intl/supported_values.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

using icu::number::Precision;
using icu::number::UnlocalizedNumberFormatter;

constexpr int kMaximumDigits = 21;
constexpr int kMaximumFraction = 100;  // V8 of Node 20 still has the 20 of before ECMA-402 2024

struct RoundingMode {
  const char* name;
  UNumberFormatRoundingMode icu;
};
constexpr RoundingMode kRoundingModes[] = {
    {"ceil", UNUM_ROUND_CEILING},
    {"floor", UNUM_ROUND_FLOOR},
    {"expand", UNUM_ROUND_UP},
    {"trunc", UNUM_ROUND_DOWN},
    {"halfCeil", UNUM_ROUND_HALF_CEILING},
    {"halfFloor", UNUM_ROUND_HALF_FLOOR},
    {"halfExpand", UNUM_ROUND_HALFUP},
    {"halfTrunc", UNUM_ROUND_HALFDOWN},
    {"halfEven", UNUM_ROUND_HALFEVEN},
};

constexpr int kIncrements[] = {1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000};

UNumberFormatRoundingMode icuRoundingMode(const std::string& name) {
  for (const RoundingMode& mode : kRoundingModes) {
    if (name == mode.name) return mode.icu;
  }
  return UNUM_ROUND_HALFUP;
}

// §15.1.3, step 7
int readIncrement(const OptionsReader& options) {
  int increment = options.number("roundingIncrement", 1, 5000).value_or(1);
  if (std::find(std::begin(kIncrements), std::end(kIncrements), increment) == std::end(kIncrements))
    throwRangeError("roundingIncrement value is out of range.");
  return increment;
}

// §15.1.3, the steps about fraction digits
void setFractionDigits(DigitOptions& digits, Value minimum, Value maximum, int minimum_default,
                       int maximum_default) {
  std::optional<int> least = defaultNumberOption(minimum, 0, kMaximumFraction, "minimumFractionDigits");
  std::optional<int> most = defaultNumberOption(maximum, 0, kMaximumFraction, "maximumFractionDigits");
  if (!least) least = most ? std::min(minimum_default, *most) : minimum_default;
  if (!most) most = std::max(maximum_default, *least);
  if (*least > *most) throwRangeError("maximumFractionDigits value is out of range.");
  digits.minimum_fraction = *least;
  digits.maximum_fraction = *most;
}

Precision precisionOf(const DigitOptions& digits) {
  switch (digits.rounding) {
    case DigitOptions::Rounding::SignificantDigits:
      return Precision::minMaxSignificantDigits(digits.minimum_significant, digits.maximum_significant);
    case DigitOptions::Rounding::MorePrecision:
    case DigitOptions::Rounding::LessPrecision:
      return Precision::minMaxFraction(digits.minimum_fraction, digits.maximum_fraction)
          .withSignificantDigits(digits.minimum_significant, digits.maximum_significant,
                                 digits.rounding == DigitOptions::Rounding::MorePrecision
                                     ? UNUM_ROUNDING_PRIORITY_RELAXED
                                     : UNUM_ROUNDING_PRIORITY_STRICT);
    case DigitOptions::Rounding::FractionDigits:
      break;
  }
  if (digits.increment == 1)
    return Precision::minMaxFraction(digits.minimum_fraction, digits.maximum_fraction);
  return Precision::incrementExact(static_cast<uint64_t>(digits.increment),
                                   static_cast<int16_t>(-digits.maximum_fraction))
      .withMinFraction(digits.minimum_fraction);
}

// §6.3.1 IsWellFormedCurrencyCode
bool isCurrencyCode(const std::string& code) {
  auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return code.size() == 3 && std::all_of(code.begin(), code.end(), is_letter);
}

// The two sides of `x-per-y`; the second is "" where there is none.
std::pair<std::string, std::string> splitUnit(const std::string& unit) {
  size_t at = unit.find("-per-");
  if (at == std::string::npos) return {unit, ""};
  return {unit.substr(0, at), unit.substr(at + 5)};
}

// §6.6.1 IsWellFormedUnitIdentifier
bool isUnitIdentifier(const std::string& unit) {
  if (isSanctionedUnit(unit)) return true;
  auto [numerator, denominator] = splitUnit(unit);
  return isSanctionedUnit(numerator) && isSanctionedUnit(denominator);
}

icu::MeasureUnit measureUnit(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  icu::MeasureUnit unit = icu::MeasureUnit::forIdentifier(name, status);
  check(status);
  return unit;
}

UNumberUnitWidth widthOf(const std::string& display) {
  if (display == "code") return UNUM_UNIT_WIDTH_ISO_CODE;
  if (display == "name" || display == "long") return UNUM_UNIT_WIDTH_FULL_NAME;
  if (display == "narrowSymbol" || display == "narrow") return UNUM_UNIT_WIDTH_NARROW;
  return UNUM_UNIT_WIDTH_SHORT;
}

}  // namespace

const char* DigitOptions::priority() const {
  if (rounding == Rounding::MorePrecision) return "morePrecision";
  return rounding == Rounding::LessPrecision ? "lessPrecision" : "auto";
}

DigitOptions readDigitOptions(const OptionsReader& options, int minimum_fraction_default,
                              int maximum_fraction_default, bool compact) {
  DigitOptions digits;
  digits.minimum_integer = options.number("minimumIntegerDigits", 1, kMaximumDigits).value_or(1);
  Value minimum_fraction = get(options.object, atomKey("minimumFractionDigits"));
  Value maximum_fraction = get(options.object, atomKey("maximumFractionDigits"));
  Value minimum_significant = get(options.object, atomKey("minimumSignificantDigits"));
  Value maximum_significant = get(options.object, atomKey("maximumSignificantDigits"));
  digits.increment = readIncrement(options);
  digits.mode = options.stringOr(
      "roundingMode",
      {"ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"},
      "halfExpand");
  // V8 names the operation there.
  std::string priority = OptionsReader{options.object, "SetNumberFormatDigitOptions"}.stringOr(
      "roundingPriority", {"auto", "morePrecision", "lessPrecision"}, "auto");
  digits.trailing_zero = options.stringOr("trailingZeroDisplay", {"auto", "stripIfInteger"}, "auto");
  if (digits.increment != 1) maximum_fraction_default = minimum_fraction_default;
  bool has_significant = !minimum_significant.isUndefined() || !maximum_significant.isUndefined();
  bool has_fraction = !minimum_fraction.isUndefined() || !maximum_fraction.isUndefined();
  bool is_auto = priority == "auto";
  bool need_significant = !is_auto || has_significant;
  bool need_fraction = !is_auto || !(has_significant || (!has_fraction && compact));
  if (need_significant) {
    digits.minimum_significant =
        defaultNumberOption(minimum_significant, 1, kMaximumDigits, "minimumSignificantDigits").value_or(1);
    digits.maximum_significant = defaultNumberOption(maximum_significant, digits.minimum_significant,
                                                     kMaximumDigits, "maximumSignificantDigits")
                                     .value_or(kMaximumDigits);
  }
  if (need_fraction) {
    setFractionDigits(digits, minimum_fraction, maximum_fraction, minimum_fraction_default,
                      maximum_fraction_default);
  }
  if (need_significant && need_fraction) {
    digits.rounding = priority == "morePrecision" ? DigitOptions::Rounding::MorePrecision
                                                  : DigitOptions::Rounding::LessPrecision;
  } else if (!need_significant && !need_fraction) {
    // Compact notation: integers, but two digits of what is below ten.
    digits.rounding = DigitOptions::Rounding::MorePrecision;
  } else {
    digits.rounding =
        need_significant ? DigitOptions::Rounding::SignificantDigits : DigitOptions::Rounding::FractionDigits;
  }
  if (digits.increment != 1) {
    if (digits.rounding != DigitOptions::Rounding::FractionDigits)
      throwTypeError("RoundingType is not fractionDigits");
    if (digits.minimum_fraction != digits.maximum_fraction)
      throwRangeError("maximumFractionDigits not equal to minimumFractionDigits");
  }
  return digits;
}

UnlocalizedNumberFormatter withDigits(UnlocalizedNumberFormatter settings, const DigitOptions& digits) {
  Precision precision = precisionOf(digits);
  if (digits.trailing_zero == "stripIfInteger")
    precision = precision.trailingZeroDisplay(UNUM_TRAILING_ZERO_HIDE_IF_WHOLE);
  settings = std::move(settings).precision(precision).roundingMode(icuRoundingMode(digits.mode));
  if (digits.minimum_integer == 1) return settings;
  return std::move(settings).integerWidth(icu::number::IntegerWidth::zeroFillTo(digits.minimum_integer));
}

UnitOptions readUnitOptions(const OptionsReader& options) {
  UnitOptions result;
  result.style = options.stringOr("style", {"decimal", "percent", "currency", "unit"}, "decimal");
  std::optional<std::string> currency = options.string("currency");
  if (currency && !isCurrencyCode(*currency))
    throwRangeError("Invalid currency code : %s", currency->c_str());
  if (!currency && result.style == "currency")
    throwTypeError("Currency code is required with currency style.");
  result.currency_display =
      options.stringOr("currencyDisplay", {"code", "symbol", "narrowSymbol", "name"}, "symbol");
  result.currency_sign = options.stringOr("currencySign", {"standard", "accounting"}, "standard");
  std::optional<std::string> unit = options.string("unit");
  if (unit && !isUnitIdentifier(*unit))
    throwRangeError("Invalid unit argument for %s() '%s'", options.service, unit->c_str());
  if (!unit && result.style == "unit") throwTypeError("Invalid unit argument for %s() ''", options.service);
  result.unit_display = options.stringOr("unitDisplay", {"short", "narrow", "long"}, "short");
  if (result.style == "currency") {
    for (char c : *currency) result.currency += static_cast<char>(c & ~0x20);
  }
  if (result.style == "unit") result.unit = *unit;
  return result;
}

UnlocalizedNumberFormatter withUnit(UnlocalizedNumberFormatter settings, const UnitOptions& unit) {
  if (unit.style == "percent")
    return std::move(settings).unit(icu::NoUnit::percent()).scale(icu::number::Scale::powerOfTen(2));
  if (unit.style == "currency") {
    UErrorCode status = U_ZERO_ERROR;
    icu::CurrencyUnit currency(icu::StringPiece(unit.currency), status);
    check(status);
    return std::move(settings).unit(currency).unitWidth(widthOf(unit.currency_display));
  }
  if (unit.style != "unit") return settings;
  auto [numerator, denominator] =
      isSanctionedUnit(unit.unit) ? std::pair<std::string, std::string>(unit.unit, "") : splitUnit(unit.unit);
  settings = std::move(settings).unit(measureUnit(numerator)).unitWidth(widthOf(unit.unit_display));
  if (denominator.empty()) return settings;
  return std::move(settings).perUnit(measureUnit(denominator));
}

int currencyDigits(const std::string& currency) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString code(currency.c_str(), -1, US_INV);
  int32_t digits = ucurr_getDefaultFractionDigits(code.getTerminatedBuffer(), &status);
  return U_FAILURE(status) ? 2 : digits;
}

UnlocalizedNumberFormatter withNotation(UnlocalizedNumberFormatter settings, const std::string& notation,
                                        const std::string& compact_display) {
  using icu::number::Notation;
  if (notation == "scientific") return std::move(settings).notation(Notation::scientific());
  if (notation == "engineering") return std::move(settings).notation(Notation::engineering());
  if (notation != "compact") return settings;
  if (compact_display == "long") return std::move(settings).notation(Notation::compactLong());
  return std::move(settings).notation(Notation::compactShort());
}

}  // namespace kiln::rt::intl
