// ECMA-402 §17 Intl.RelativeTimeFormat.
#include <unicode/numfmt.h>
#include <unicode/reldatefmt.h>

#include "stdlib/intl/locales.h"
#include "stdlib/intl/number_format_parts.h"
#include "stdlib/intl/options.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

constexpr const char* kName = "Intl.RelativeTimeFormat";

struct RelativeTimeFormatState : State {
  std::string locale, style, numbering_system;
  bool always = true;
  std::unique_ptr<icu::RelativeDateTimeFormatter> formatter;
};

const RelativeTimeFormatState& formatOf(Args& args, const char* method) {
  return stateOf<RelativeTimeFormatState>(thisIntl(args, Service::RelativeTimeFormat, method));
}

UDateRelativeDateTimeFormatterStyle styleOf(const std::string& style) {
  if (style == "narrow") return UDAT_STYLE_NARROW;
  return style == "short" ? UDAT_STYLE_SHORT : UDAT_STYLE_LONG;
}

// §17.1.1
Value relativeTimeFormatConstructor(Args& args) {
  requireNew(args, "RelativeTimeFormat");
  Shape* shape = shapeOfNew(Service::RelativeTimeFormat, args.new_target);
  std::vector<std::string> requested = canonicalizeLocaleList(args[0]);
  OptionsReader options = coerceOptions(args[1], kName);
  readLocaleMatcher(options);
  std::string system = options.unicodeType("numberingSystem");
  const ExtensionKey keys[] = {{"nu", system, isNumberingSystem}};
  ResolvedLocale resolved = resolveLocale(requested, keys);
  auto state = std::make_unique<RelativeTimeFormatState>();
  state->locale = resolved.tag;
  state->numbering_system =
      resolved.values[0].empty() ? numberingSystemOf(resolved.locale) : resolved.values[0];
  state->style = options.stringOr("style", {"long", "short", "narrow"}, "long");
  state->always = options.stringOr("numeric", {"always", "auto"}, "always") == "always";
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::NumberFormat> numbers(
      icu::NumberFormat::createInstance(resolved.locale, UNUM_DECIMAL, status));
  check(status);
  state->formatter = std::make_unique<icu::RelativeDateTimeFormatter>(
      resolved.locale, numbers.release(), styleOf(state->style), UDISPCTX_CAPITALIZATION_NONE, status);
  check(status);
  return box(newIntlObject(Service::RelativeTimeFormat, shape, std::move(state)));
}

struct Unit {
  const char* singular;
  URelativeDateTimeUnit unit;
};
constexpr Unit kUnits[] = {
    {"second", UDAT_REL_UNIT_SECOND},   {"minute", UDAT_REL_UNIT_MINUTE}, {"hour", UDAT_REL_UNIT_HOUR},
    {"day", UDAT_REL_UNIT_DAY},         {"week", UDAT_REL_UNIT_WEEK},     {"month", UDAT_REL_UNIT_MONTH},
    {"quarter", UDAT_REL_UNIT_QUARTER}, {"year", UDAT_REL_UNIT_YEAR},
};

struct Relative {
  double value;
  const Unit* unit;
  icu::FormattedRelativeDateTime text;
};

// §17.5.1 SingularRelativeTimeUnit, §17.5.2 PartitionRelativeTimePattern. Runs user code.
Relative relativeOf(Args& args, const RelativeTimeFormatState& state, const char* method) {
  double value = toNumber(args[0]);
  std::string name = toUtf8(args[1]);
  if (!std::isfinite(value))
    throwRangeError("Value need to be finite number for %s.prototype.%s()", kName, method);
  const Unit* unit = std::find_if(std::begin(kUnits), std::end(kUnits), [&](const Unit& one) {
    return name == one.singular || name == std::string(one.singular) + "s";
  });
  if (unit == std::end(kUnits))
    throwRangeError("Invalid unit argument for %s.prototype.%s() '%s'", kName, method, name.c_str());
  UErrorCode status = U_ZERO_ERROR;
  icu::FormattedRelativeDateTime text = state.always
                                            ? state.formatter->formatNumericToValue(value, unit->unit, status)
                                            : state.formatter->formatToValue(value, unit->unit, status);
  check(status);
  return {value, unit, std::move(text)};
}

// §17.3.3
Value relativeTimeFormatFormat(Args& args) {
  const RelativeTimeFormatState& state = formatOf(args, "Intl.RelativeTimeFormat.prototype.format");
  return box(fromUnicode(textOf(relativeOf(args, state, "format").text)));
}

// §17.3.4: the parts of the number have the unit.
Value relativeTimeFormatToParts(Args& args) {
  const RelativeTimeFormatState& state = formatOf(args, "Intl.RelativeTimeFormat.prototype.formatToParts");
  Relative relative = relativeOf(args, state, "formatToParts");
  return numberParts(relative.text, toMathematicalValue(Value::number(relative.value)), false,
                     relative.unit->singular);
}

// §17.3.5
Value relativeTimeFormatResolvedOptions(Args& args) {
  const RelativeTimeFormatState& state = formatOf(args, "Intl.RelativeTimeFormat.prototype.resolvedOptions");
  Object* result = newObject();
  putOption(result, "locale", state.locale);
  putOption(result, "style", state.style);
  putOption(result, "numeric", std::string(state.always ? "always" : "auto"));
  putOption(result, "numberingSystem", state.numbering_system);
  return box(result);
}

const NativeMethod kMethods[] = {{"resolvedOptions", KILN_NATIVE(relativeTimeFormatResolvedOptions), 0},
                                 {"format", KILN_NATIVE(relativeTimeFormatFormat), 2},
                                 {"formatToParts", KILN_NATIVE(relativeTimeFormatToParts), 2}};

}  // namespace

Function* initRelativeTimeFormat() {
  return defineService(Service::RelativeTimeFormat, KILN_NATIVE(relativeTimeFormatConstructor), kMethods);
}

}  // namespace kiln::rt::intl
