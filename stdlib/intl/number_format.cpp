#include "stdlib/intl/number_format.h"

#include <unicode/numsys.h>

#include "stdlib/intl/legacy.h"
#include "stdlib/intl/locales.h"
#include "stdlib/intl/number_format_parts.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

using icu::number::FormattedNumberRange;
using icu::number::UnlocalizedNumberFormatter;

// §15.1.2, steps 23 to 26: GetBooleanOrStringNumberFormatOption
std::string readUseGrouping(const OptionsReader& options, bool compact) {
  const char* fallback = compact ? "min2" : "auto";
  Value v = get(options.object, atomKey("useGrouping"));
  if (v.isUndefined()) return fallback;
  if (v == Value::boolean(true)) return "always";
  if (!toBoolean(v)) return "";
  std::string text = toUtf8(v);
  if (text == "true" || text == "false") return fallback;
  if (text == "min2" || text == "auto" || text == "always") return text;
  throwRangeError("Value %s out of range for %s options property useGrouping", text.c_str(), options.service);
}

UNumberGroupingStrategy groupingOf(const std::string& use_grouping) {
  if (use_grouping.empty()) return UNUM_GROUPING_OFF;
  if (use_grouping == "min2") return UNUM_GROUPING_MIN2;
  return use_grouping == "always" ? UNUM_GROUPING_ON_ALIGNED : UNUM_GROUPING_AUTO;
}

UNumberSignDisplay signOf(const std::string& sign_display, bool accounting) {
  if (sign_display == "never") return UNUM_SIGN_NEVER;
  if (sign_display == "always") return accounting ? UNUM_SIGN_ACCOUNTING_ALWAYS : UNUM_SIGN_ALWAYS;
  if (sign_display == "exceptZero")
    return accounting ? UNUM_SIGN_ACCOUNTING_EXCEPT_ZERO : UNUM_SIGN_EXCEPT_ZERO;
  if (sign_display == "negative") return accounting ? UNUM_SIGN_ACCOUNTING_NEGATIVE : UNUM_SIGN_NEGATIVE;
  return accounting ? UNUM_SIGN_ACCOUNTING : UNUM_SIGN_AUTO;
}

NumberFormatState& formatOf(Args& args, const char* method) {
  return stateOf<NumberFormatState>(thisIntl(args, Service::NumberFormat, method));
}

// §15.5.10 UnwrapNumberFormat, with the receiver that V8 names.
IntlObject* unwrapNumberFormat(Args& args, const char* method) {
  if (!isObject(args.this_value)) throwIncompatible(method, args.this_value);
  IntlObject* object = unwrapLegacy(args.this_value, Service::NumberFormat);
  if (object == nullptr) throwIncompatible("UnwrapNumberFormat", Value::undefined());
  return object;
}

// §15.1.1
Value numberFormatConstructor(Args& args) {
  Shape* shape = shapeOfNew(Service::NumberFormat, args.new_target);
  IntlObject* object =
      newIntlObject(Service::NumberFormat, shape, makeNumberFormat(args[0], args[1], "Intl.NumberFormat"));
  return chainLegacy(args, Service::NumberFormat, object);
}

// §15.5.2 Number Format Functions
Value boundFormat(Args& args) {
  IntlObject* object = boundObject(args);
  MathematicalValue value = toMathematicalValue(args[0]);
  return box(formatNumeric(stateOf<NumberFormatState>(object), value));
}

// §15.3.3
Value numberFormatFormat(Args& args) {
  IntlObject* object = unwrapNumberFormat(args, "get Intl.NumberFormat.prototype.format");
  return boundFunction(object, KILN_NATIVE(boundFormat), 1);
}

// §15.3.4
Value numberFormatToParts(Args& args) {
  const NumberFormatState& state = formatOf(args, "Intl.NumberFormat.prototype.formatToParts");
  MathematicalValue value = toMathematicalValue(args[0]);
  return numberParts(formatted(state.formatter, value), value, state.unit.style == "unit");
}

struct Range {
  MathematicalValue start, end;
};

// §15.3.5, §15.3.6, up to their last step
Range readRange(Args& args) {
  if (args[0].isUndefined()) throwTypeError("Invalid start : undefined");
  if (args[1].isUndefined()) throwTypeError("Invalid end : undefined");
  MathematicalValue start = toMathematicalValue(args[0]);
  MathematicalValue end = toMathematicalValue(args[1]);
  if (start.isNaN()) throwRangeError("Invalid start : %s", nameForMessage(args[0]).c_str());
  if (end.isNaN()) throwRangeError("Invalid end : %s", nameForMessage(args[1]).c_str());
  return {std::move(start), std::move(end)};
}

// §15.5.19 PartitionNumberRangePattern. ICU 72 scales twice where both ends round to the same: percent is
// scaled here.
FormattedNumberRange formattedRange(NumberFormatState& state, const Range& range) {
  bool percent = state.unit.style == "percent";
  if (state.range == nullptr) {
    auto unlocalized = icu::number::UnlocalizedNumberRangeFormatter().numberFormatterBoth(
        percent ? state.settings.scale(icu::number::Scale::none()) : state.settings);
    state.range = std::make_unique<icu::number::LocalizedNumberRangeFormatter>(
        std::move(unlocalized).locale(state.icu_locale));
  }
  icu::Formattable start = toFormattable(percent ? hundredfold(range.start) : range.start);
  icu::Formattable end = toFormattable(percent ? hundredfold(range.end) : range.end);
  UErrorCode status = U_ZERO_ERROR;
  FormattedNumberRange result = state.range->formatFormattableRange(start, end, status);
  check(status);
  return result;
}

// §15.3.5
Value numberFormatRange(Args& args) {
  NumberFormatState& state = formatOf(args, "Intl.NumberFormat.prototype.formatRange");
  return box(fromUnicode(textOf(formattedRange(state, readRange(args)))));
}

// §15.3.6
Value numberFormatRangeToParts(Args& args) {
  NumberFormatState& state = formatOf(args, "Intl.NumberFormat.prototype.formatRangeToParts");
  Range range = readRange(args);
  return numberRangeParts(formattedRange(state, range), range.start, range.end, state.unit.style == "unit");
}

// §15.3.7, in the order of V8
Value numberFormatResolvedOptions(Args& args) {
  IntlObject* object = unwrapNumberFormat(args, "Intl.NumberFormat.prototype.resolvedOptions");
  auto& state = stateOf<NumberFormatState>(object);
  const DigitOptions& digits = state.digits;
  Object* result = newObject();
  putOption(result, "locale", state.locale);
  putOption(result, "numberingSystem", state.numbering_system);
  putOption(result, "style", state.unit.style);
  if (state.unit.style == "currency") {
    putOption(result, "currency", state.unit.currency);
    putOption(result, "currencyDisplay", state.unit.currency_display);
    putOption(result, "currencySign", state.unit.currency_sign);
  }
  if (state.unit.style == "unit") {
    putOption(result, "unit", state.unit.unit);
    putOption(result, "unitDisplay", state.unit.unit_display);
  }
  putOption(result, "minimumIntegerDigits", digits.minimum_integer);
  if (digits.hasSignificant()) {
    putOption(result, "minimumSignificantDigits", digits.minimum_significant);
    putOption(result, "maximumSignificantDigits", digits.maximum_significant);
  }
  if (digits.hasFraction()) {
    putOption(result, "minimumFractionDigits", digits.minimum_fraction);
    putOption(result, "maximumFractionDigits", digits.maximum_fraction);
  }
  if (state.use_grouping.empty()) {
    putOption(result, "useGrouping", false);
  } else {
    putOption(result, "useGrouping", state.use_grouping);
  }
  putOption(result, "notation", state.notation);
  if (state.notation == "compact") putOption(result, "compactDisplay", state.compact_display);
  putOption(result, "signDisplay", state.sign_display);
  putOption(result, "roundingMode", digits.mode);
  putOption(result, "roundingIncrement", digits.increment);
  putOption(result, "trailingZeroDisplay", digits.trailing_zero);
  putOption(result, "roundingPriority", std::string(digits.priority()));
  return box(result);
}

const NativeMethod kMethods[] = {{"resolvedOptions", KILN_NATIVE(numberFormatResolvedOptions), 0},
                                 {"formatToParts", KILN_NATIVE(numberFormatToParts), 1}};
const NativeMethod kRangeMethods[] = {{"formatRange", KILN_NATIVE(numberFormatRange), 2},
                                      {"formatRangeToParts", KILN_NATIVE(numberFormatRangeToParts), 2}};

}  // namespace

std::unique_ptr<NumberFormatState> makeNumberFormat(Value locales, Value options_argument,
                                                    const char* service) {
  auto state = std::make_unique<NumberFormatState>();
  std::vector<std::string> requested = canonicalizeLocaleList(locales);
  OptionsReader options = coerceOptions(options_argument, service);
  readLocaleMatcher(options);
  const ExtensionKey keys[] = {{"nu", options.unicodeType("numberingSystem"), isNumberingSystem}};
  ResolvedLocale resolved = resolveLocale(requested, keys);
  state->locale = resolved.tag;
  state->icu_locale = resolved.locale;
  state->numbering_system = numberingSystemOf(resolved.locale);
  state->unit = readUnitOptions(options);
  // Steps 15 to 19. The digits of a currency count in every notation, as in V8.
  const UnitOptions& unit = state->unit;
  bool is_currency = unit.style == "currency";
  int minimum_fraction = is_currency ? currencyDigits(unit.currency) : 0;
  int maximum_fraction = is_currency ? minimum_fraction : unit.style == "percent" ? 0 : 3;
  state->notation =
      options.stringOr("notation", {"standard", "scientific", "engineering", "compact"}, "standard");
  bool compact = state->notation == "compact";
  state->digits = readDigitOptions(options, minimum_fraction, maximum_fraction, compact);
  state->compact_display = options.stringOr("compactDisplay", {"short", "long"}, "short");
  state->use_grouping = readUseGrouping(options, compact);
  state->sign_display =
      options.stringOr("signDisplay", {"auto", "never", "always", "exceptZero", "negative"}, "auto");
  state->settings =
      withNotation(withDigits(withUnit({}, unit), state->digits), state->notation, state->compact_display)
          .grouping(groupingOf(state->use_grouping))
          .sign(signOf(state->sign_display, is_currency && unit.currency_sign == "accounting"));
  state->formatter = state->settings.locale(state->icu_locale);
  return state;
}

String* formatNumeric(const NumberFormatState& state, const MathematicalValue& value) {
  return fromUnicode(textOf(formatted(state.formatter, value)));
}

Function* initNumberFormat() {
  Object* prototype;
  Function* constructor =
      defineService(Service::NumberFormat, KILN_NATIVE(numberFormatConstructor), &prototype);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "format", KILN_NATIVE(numberFormatFormat));
  defineMethods(prototype, kRangeMethods);
  defineNumberToLocaleString();
  return constructor;
}

}  // namespace kiln::rt::intl
