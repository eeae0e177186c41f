// ECMA-402 §16 Intl.PluralRules.
#include <unicode/numberrangeformatter.h>
#include <unicode/plurrule.h>

#include "stdlib/intl/locales.h"
#include "stdlib/intl/number_format_options.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

constexpr const char* kName = "Intl.PluralRules";

struct PluralRulesState : State {
  std::string locale, type;
  DigitOptions digits;
  icu::Locale icu_locale;
  icu::number::UnlocalizedNumberFormatter settings;
  icu::number::LocalizedNumberFormatter formatter;
  std::unique_ptr<icu::number::LocalizedNumberRangeFormatter> range;  // made when it is first needed
  std::unique_ptr<icu::PluralRules> rules;
};

PluralRulesState& rulesOf(Args& args, const char* method) {
  return stateOf<PluralRulesState>(thisIntl(args, Service::PluralRules, method));
}

// §16.1.1; §16.1.2 InitializePluralRules. The notation, of ECMA-402 2025, has its part in the operand `c`.
Value pluralRulesConstructor(Args& args) {
  requireNew(args, "PluralRules");
  Shape* shape = shapeOfNew(Service::PluralRules, args.new_target);
  auto state = std::make_unique<PluralRulesState>();
  std::vector<std::string> requested = canonicalizeLocaleList(args[0]);
  OptionsReader options = coerceOptions(args[1], kName);
  readLocaleMatcher(options);
  state->type = options.stringOr("type", {"cardinal", "ordinal"}, "cardinal");
  std::string notation =
      options.stringOr("notation", {"standard", "compact", "scientific", "engineering"}, "standard");
  std::string compact_display = options.stringOr("compactDisplay", {"short", "long"}, "short");
  state->digits = readDigitOptions(options, 0, 3, notation == "compact");
  ResolvedLocale resolved = resolveLocale(requested, {});
  state->locale = resolved.tag;
  state->icu_locale = resolved.locale;
  state->settings = withNotation(withDigits({}, state->digits), notation, compact_display);
  state->formatter = state->settings.locale(state->icu_locale);
  UErrorCode status = U_ZERO_ERROR;
  UPluralType type = state->type == "ordinal" ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL;
  state->rules.reset(icu::PluralRules::forLocale(state->icu_locale, type, status));
  check(status);
  return box(newIntlObject(Service::PluralRules, shape, std::move(state)));
}

// §16.3.3; §16.5.3 ResolvePlural
Value pluralRulesSelect(Args& args) {
  const PluralRulesState& state = rulesOf(args, "Intl.PluralRules.prototype.select");
  double n = toNumber(args[0]);
  UErrorCode status = U_ZERO_ERROR;
  icu::number::FormattedNumber number = state.formatter.formatDouble(n, status);
  icu::UnicodeString category = state.rules->select(number, status);
  check(status);
  return box(fromUnicode(category));
}

// §16.3.4; §16.5.5 ResolvePluralRange
Value pluralRulesSelectRange(Args& args) {
  PluralRulesState& state = rulesOf(args, "Intl.PluralRules.prototype.selectRange");
  if (args[0].isUndefined()) throwTypeError("Invalid startRange : undefined");
  if (args[1].isUndefined()) throwTypeError("Invalid endRange : undefined");
  double start = toNumber(args[0]), end = toNumber(args[1]);
  if (start != start) throwRangeError("Invalid startRange : NaN");
  if (end != end) throwRangeError("Invalid endRange : NaN");
  if (state.range == nullptr) {
    auto unlocalized = icu::number::UnlocalizedNumberRangeFormatter().numberFormatterBoth(state.settings);
    state.range = std::make_unique<icu::number::LocalizedNumberRangeFormatter>(
        std::move(unlocalized).locale(state.icu_locale));
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::number::FormattedNumberRange range = state.range->formatFormattableRange({start}, {end}, status);
  icu::UnicodeString category = state.rules->select(range, status);
  check(status);
  return box(fromUnicode(category));
}

// §16.3.5, as V8 of Node 20 has it: the categories in the order of CLDR's rules, nothing of NumberFormat v3.
Value pluralRulesResolvedOptions(Args& args) {
  const PluralRulesState& state = rulesOf(args, "Intl.PluralRules.prototype.resolvedOptions");
  Object* result = newObject();
  putOption(result, "locale", state.locale);
  putOption(result, "type", state.type);
  putOption(result, "minimumIntegerDigits", state.digits.minimum_integer);
  if (state.digits.hasSignificant()) {
    putOption(result, "minimumSignificantDigits", state.digits.minimum_significant);
    putOption(result, "maximumSignificantDigits", state.digits.maximum_significant);
  } else {
    putOption(result, "minimumFractionDigits", state.digits.minimum_fraction);
    putOption(result, "maximumFractionDigits", state.digits.maximum_fraction);
  }
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::StringEnumeration> keywords(state.rules->getKeywords(status));
  check(status);
  ValueList categories;
  while (const char* keyword = keywords->next(nullptr, status)) {
    categories.push(box(internAscii(keyword)));
  }
  check(status);
  putDirect(result, atomKey("pluralCategories"), box(newArrayFrom(categories)), kDefault);
  return box(result);
}

const NativeMethod kMethods[] = {{"resolvedOptions", KILN_NATIVE(pluralRulesResolvedOptions), 0},
                                 {"select", KILN_NATIVE(pluralRulesSelect), 1},
                                 {"selectRange", KILN_NATIVE(pluralRulesSelectRange), 2}};

}  // namespace

Function* initPluralRules() {
  return defineService(Service::PluralRules, KILN_NATIVE(pluralRulesConstructor), kMethods);
}

}  // namespace kiln::rt::intl
