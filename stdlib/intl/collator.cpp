// ECMA-402 §10 Intl.Collator, §19.1.1 String.prototype.localeCompare.
#include <unicode/coll.h>

#include "stdlib/ecma/string.h"
#include "stdlib/intl/locales.h"
#include "stdlib/intl/options.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/supported_values.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

constexpr const char* kName = "Intl.Collator";

struct CollatorState : State {
  std::string locale, usage, sensitivity, collation, case_first;
  bool ignore_punctuation = false, numeric = false;
  std::unique_ptr<icu::Collator> collator;
};

const LocaleSet& collationLocales() {
  static const LocaleSet tags = [] {
    int32_t count;
    const icu::Locale* locales = icu::Collator::getAvailableLocales(count);
    return localeSet(locales, count);
  }();
  return tags;
}

Value collatorSupportedLocalesOf(Args& args) {
  return filterLocales(args, collationLocales());
}

bool hasCollation(const icu::Locale& locale, const std::string& name) {
  if (name == "standard" || name == "search") return false;
  UErrorCode status = U_ZERO_ERROR;
  return hasUnicodeValue("collation", name,
                         icu::Collator::getKeywordValuesForLocale("collation", locale, true, status));
}

void applySensitivity(CollatorState& state) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Collator& collator = *state.collator;
  if (state.sensitivity == "base") {
    collator.setStrength(icu::Collator::PRIMARY);
  } else if (state.sensitivity == "accent") {
    collator.setStrength(icu::Collator::SECONDARY);
  } else if (state.sensitivity == "case") {
    collator.setStrength(icu::Collator::PRIMARY);
    collator.setAttribute(UCOL_CASE_LEVEL, UCOL_ON, status);
  } else {
    collator.setStrength(icu::Collator::TERTIARY);
  }
  check(status);
}

// §10.1.1, from step 5: InitializeCollator
std::unique_ptr<CollatorState> makeCollator(Value locales, Value options_argument) {
  auto state = std::make_unique<CollatorState>();
  std::vector<std::string> requested = canonicalizeLocaleList(locales);
  OptionsReader options = coerceOptions(options_argument, kName);
  state->usage = options.stringOr("usage", {"sort", "search"}, "sort");
  readLocaleMatcher(options);
  std::optional<std::string> collation = options.string("collation");
  std::optional<bool> numeric = options.boolean("numeric");
  std::optional<std::string> case_first = options.string("caseFirst", {"upper", "lower", "false"});
  auto is_boolean = [](const icu::Locale&, const std::string& v) { return v == "true" || v == "false"; };
  const ExtensionKey keys[] = {{"co", state->usage == "search" ? "" : collation.value_or(""), hasCollation},
                               {"kn", numeric ? (*numeric ? "true" : "false") : "", is_boolean},
                               {"kf", case_first.value_or(""), [](const icu::Locale&, const std::string& v) {
                                  return v == "upper" || v == "lower" || v == "false";
                                }}};
  ResolvedLocale resolved = resolveLocale(requested, keys, collationLocales());
  state->locale = resolved.tag;
  state->collation = resolved.values[0].empty() ? "default" : resolved.values[0];
  state->numeric = resolved.values[1] == "true";
  UErrorCode status = U_ZERO_ERROR;
  if (state->usage == "search") resolved.locale.setUnicodeKeywordValue("co", "search", status);
  check(status);
  state->collator.reset(icu::Collator::createInstance(resolved.locale, status));
  check(status);
  icu::Collator& collator = *state->collator;
  collator.setAttribute(UCOL_NUMERIC_COLLATION, state->numeric ? UCOL_ON : UCOL_OFF, status);
  if (!resolved.values[2].empty()) {
    collator.setAttribute(UCOL_CASE_FIRST,
                          resolved.values[2] == "upper"   ? UCOL_UPPER_FIRST
                          : resolved.values[2] == "lower" ? UCOL_LOWER_FIRST
                                                          : UCOL_OFF,
                          status);
  }
  UColAttributeValue first = collator.getAttribute(UCOL_CASE_FIRST, status);
  state->case_first = first == UCOL_UPPER_FIRST ? "upper" : first == UCOL_LOWER_FIRST ? "lower" : "false";
  collator.setAttribute(UCOL_NORMALIZATION_MODE, UCOL_ON, status);
  state->sensitivity = options.stringOr("sensitivity", {"base", "accent", "case", "variant"},
                                        state->usage == "search" ? "" : "variant");
  if (state->sensitivity.empty()) {
    // §10.1.1 step 27.b: the locale's own.
    switch (collator.getStrength()) {
      case icu::Collator::PRIMARY:
        state->sensitivity = collator.getAttribute(UCOL_CASE_LEVEL, status) == UCOL_ON ? "case" : "base";
        break;
      case icu::Collator::SECONDARY:
        state->sensitivity = "accent";
        break;
      default:
        state->sensitivity = "variant";
    }
  } else {
    applySensitivity(*state);
  }
  if (std::optional<bool> ignore = options.boolean("ignorePunctuation")) {
    collator.setAttribute(UCOL_ALTERNATE_HANDLING, *ignore ? UCOL_SHIFTED : UCOL_NON_IGNORABLE, status);
  }
  state->ignore_punctuation = collator.getAttribute(UCOL_ALTERNATE_HANDLING, status) == UCOL_SHIFTED;
  check(status);
  return state;
}

// §10.1.1
Value collatorConstructor(Args& args) {
  Shape* shape = shapeOfNew(Service::Collator, args.new_target);
  return box(newIntlObject(Service::Collator, shape, makeCollator(args[0], args[1])));
}

// §10.3.3.2 CompareStrings
Value compareStrings(CollatorState& state, String* a, String* b) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString x = toUnicode(a), y = toUnicode(b);
  UCollationResult order = state.collator->compare(x, y, status);
  check(status);
  return Value::int32(order);
}

// §10.3.3.1
Value boundCompare(Args& args) {
  IntlObject* collator = boundObject(args);
  String* a = toString(args[0]);
  String* b = toString(args[1]);
  return compareStrings(stateOf<CollatorState>(collator), a, b);
}

// §10.3.3
Value collatorCompare(Args& args) {
  IntlObject* collator = thisIntl(args, Service::Collator, "get Intl.Collator.prototype.compare");
  return boundFunction(collator, KILN_NATIVE(boundCompare), 2);
}

// §10.3.4
Value collatorResolvedOptions(Args& args) {
  IntlObject* collator = thisIntl(args, Service::Collator, "Intl.Collator.prototype.resolvedOptions");
  auto& state = stateOf<CollatorState>(collator);
  Object* result = newObject();
  putOption(result, "locale", state.locale);
  putOption(result, "usage", state.usage);
  putOption(result, "sensitivity", state.sensitivity);
  putOption(result, "ignorePunctuation", state.ignore_punctuation);
  putOption(result, "collation", state.collation);
  putOption(result, "numeric", state.numeric);
  putOption(result, "caseFirst", state.case_first);
  return box(result);
}

// §19.1.1. Without locale and options the collator of the realm serves.
Value localeCompare(Args& args) {
  String* a = thisString(args, "String.prototype.localeCompare");
  String* b = toString(args[0]);
  if (args[1].isUndefined() && args[2].isUndefined()) {
    static const std::unique_ptr<CollatorState> of_default =
        makeCollator(Value::undefined(), Value::undefined());
    return compareStrings(*of_default, a, b);
  }
  std::unique_ptr<CollatorState> state = makeCollator(args[1], args[2]);
  return compareStrings(*state, a, b);
}

const NativeMethod kMethods[] = {{"resolvedOptions", KILN_NATIVE(collatorResolvedOptions), 0}};
const NativeMethod kStringMethods[] = {{"localeCompare", KILN_NATIVE(localeCompare), 1}};

}  // namespace

Function* initCollator() {
  Object* prototype;
  Function* constructor = defineService(Service::Collator, KILN_NATIVE(collatorConstructor), &prototype,
                                        KILN_NATIVE(collatorSupportedLocalesOf));
  defineGetter(prototype, "compare", KILN_NATIVE(collatorCompare));
  defineMethods(prototype, kMethods);
  replaceMethods(realm().string_prototype, kStringMethods);
  return constructor;
}

}  // namespace kiln::rt::intl
