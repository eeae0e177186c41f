// ECMA-402 §12 Intl.DisplayNames.
#include <unicode/dtptngen.h>
#include <unicode/localebuilder.h>
#include <unicode/locdspnm.h>
#include <unicode/ucurr.h>

#include <algorithm>

#include "stdlib/intl/locales.h"
#include "stdlib/intl/options.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

constexpr const char* kName = "Intl.DisplayNames";

struct DisplayNamesState : State {
  std::string locale, style, type, fallback, language_display;
  icu::Locale icu_locale;
  std::unique_ptr<icu::LocaleDisplayNames> names;
};

[[noreturn]] void throwInvalid() {
  throwRangeError("invalid_argument");
}

bool isLetter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool allLetters(const std::string& text) {
  return std::all_of(text.begin(), text.end(), isLetter);
}
std::string mapped(std::string text, bool upper) {
  for (char& c : text) {
    if (isLetter(c)) c = static_cast<char>(upper ? c & ~0x20 : c | 0x20);
  }
  return text;
}

// §12.1.1
Value displayNamesConstructor(Args& args) {
  requireNew(args, "DisplayNames");
  Shape* shape = shapeOfNew(Service::DisplayNames, args.new_target);
  std::vector<std::string> requested = canonicalizeLocaleList(args[0]);
  if (args[1].isUndefined()) throwTypeError("invalid_argument");
  OptionsReader options = optionsObject(args[1], kName);
  readLocaleMatcher(options);
  ResolvedLocale resolved = resolveLocale(requested, {});
  auto state = std::make_unique<DisplayNamesState>();
  state->locale = resolved.tag;
  state->icu_locale = resolved.locale;
  state->style = options.stringOr("style", {"narrow", "short", "long"}, "long");
  state->type =
      options.stringOr("type", {"language", "region", "script", "currency", "calendar", "dateTimeField"}, "");
  if (state->type.empty()) throwTypeError("invalid_argument");
  state->fallback = options.stringOr("fallback", {"code", "none"}, "code");
  state->language_display = options.stringOr("languageDisplay", {"dialect", "standard"}, "dialect");
  UDisplayContext contexts[] = {
      state->type == "language" && state->language_display == "dialect" ? UDISPCTX_DIALECT_NAMES
                                                                        : UDISPCTX_STANDARD_NAMES,
      UDISPCTX_CAPITALIZATION_NONE, state->style == "long" ? UDISPCTX_LENGTH_FULL : UDISPCTX_LENGTH_SHORT,
      UDISPCTX_NO_SUBSTITUTE};
  state->names.reset(
      icu::LocaleDisplayNames::createInstance(state->icu_locale, contexts, std::size(contexts)));
  return box(newIntlObject(Service::DisplayNames, shape, std::move(state)));
}

// Names that a kind of code has. `code` becomes what §12.5.1 CanonicalCodeForDisplayNames makes of it
// (RangeError where it is none); bogus when there is no name.
using Name = icu::UnicodeString;
Name noName() {
  Name name;
  name.setToBogus();
  return name;
}

Name languageName(const DisplayNamesState& state, std::string& code) {
  // As in V8 "root" is a language, and extensions are passed over.
  if (code == "root") return noName();
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::LocaleBuilder().setLanguageTag(code).build(status);
  if (code.empty() || U_FAILURE(status)) throwInvalid();
  code = canonicalTag(code);
  Name name;
  locale = icu::Locale::forLanguageTag(code, status);
  state.names->localeDisplayName(icu::Locale(locale.getBaseName()), name);
  check(status);
  // ICU gives back what it does not know.
  return name == Name::fromUTF8(locale.getName()) ? noName() : name;
}

// As in V8 regions and scripts have names in their canonical case only.
Name regionName(const DisplayNamesState& state, const std::string& code) {
  bool digits =
      code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits && !(code.size() == 2 && allLetters(code))) throwInvalid();
  Name name;
  return state.names->regionDisplayName(code.c_str(), name);
}

Name scriptName(const DisplayNamesState& state, const std::string& code) {
  if (code.size() != 4 || !allLetters(code)) throwInvalid();
  Name name;
  return state.names->scriptDisplayName(code.c_str(), name);
}

Name currencyName(const DisplayNamesState& state, std::string& code) {
  if (code.size() != 3 || !allLetters(code)) throwInvalid();
  code = mapped(code, true);
  Name iso = Name::fromUTF8(code);
  int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  // The long name whatever the style, as in V8.
  const UChar* name = ucurr_getName(iso.getTerminatedBuffer(), state.icu_locale.getName(), UCURR_LONG_NAME,
                                    nullptr, &length, &status);
  check(status);
  return Name(name, length);
}

Name calendarName(const DisplayNamesState& state, std::string& code) {
  size_t length = 0;
  for (char c : code + '-') {
    if (c == '-' && length >= 3 && length <= 8) {
      length = 0;
    } else if (c == '-' || !(isLetter(c) || (c >= '0' && c <= '9')) || ++length > 8) {
      throwInvalid();
    }
  }
  code = mapped(code, false);
  const char* legacy = uloc_toLegacyType("calendar", code.c_str());
  Name name;
  state.names->keyValueDisplayName("calendar", legacy == nullptr ? code.c_str() : legacy, name);
  return name == Name::fromUTF8(legacy == nullptr ? code.c_str() : legacy) ? noName() : name;
}

Name dateTimeFieldName(const DisplayNamesState& state, std::string& code) {
  static constexpr std::pair<const char*, UDateTimePatternField> kFields[] = {
      {"era", UDATPG_ERA_FIELD},
      {"year", UDATPG_YEAR_FIELD},
      {"quarter", UDATPG_QUARTER_FIELD},
      {"month", UDATPG_MONTH_FIELD},
      {"weekOfYear", UDATPG_WEEK_OF_YEAR_FIELD},
      {"weekday", UDATPG_WEEKDAY_FIELD},
      {"day", UDATPG_DAY_FIELD},
      {"dayPeriod", UDATPG_DAYPERIOD_FIELD},
      {"hour", UDATPG_HOUR_FIELD},
      {"minute", UDATPG_MINUTE_FIELD},
      {"second", UDATPG_SECOND_FIELD},
      {"timeZoneName", UDATPG_ZONE_FIELD},
  };
  auto field = std::find_if(std::begin(kFields), std::end(kFields),
                            [&](const auto& row) { return code == row.first; });
  if (field == std::end(kFields)) throwInvalid();
  UDateTimePGDisplayWidth width = state.style == "narrow"  ? UDATPG_NARROW
                                  : state.style == "short" ? UDATPG_ABBREVIATED
                                                           : UDATPG_WIDE;
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::DateTimePatternGenerator> generator(
      icu::DateTimePatternGenerator::createInstance(state.icu_locale, status));
  check(status);
  return generator->getFieldDisplayName(field->second, width);
}

// §12.3.3
Value displayNamesOf(Args& args) {
  const DisplayNamesState& state =
      stateOf<DisplayNamesState>(thisIntl(args, Service::DisplayNames, "Intl.DisplayNames.prototype.of"));
  std::string code = toUtf8(args[0]);
  Name name = state.type == "language"   ? languageName(state, code)
              : state.type == "region"   ? regionName(state, code)
              : state.type == "script"   ? scriptName(state, code)
              : state.type == "currency" ? currencyName(state, code)
              : state.type == "calendar" ? calendarName(state, code)
                                         : dateTimeFieldName(state, code);
  if (!name.isBogus() && name != Name::fromUTF8(code)) return box(fromUnicode(name));
  if (state.fallback == "none") return Value::undefined();
  // V8 gives back tags as they are canonical, other codes as they came.
  return state.type == "language" ? box(newUtf8(code)) : box(toString(args[0]));
}

// §12.3.4
Value displayNamesResolvedOptions(Args& args) {
  const DisplayNamesState& state = stateOf<DisplayNamesState>(
      thisIntl(args, Service::DisplayNames, "Intl.DisplayNames.prototype.resolvedOptions"));
  Object* result = newObject();
  putOption(result, "locale", state.locale);
  putOption(result, "style", state.style);
  putOption(result, "type", state.type);
  putOption(result, "fallback", state.fallback);
  if (state.type == "language") putOption(result, "languageDisplay", state.language_display);
  return box(result);
}

const NativeMethod kMethods[] = {{"resolvedOptions", KILN_NATIVE(displayNamesResolvedOptions), 0},
                                 {"of", KILN_NATIVE(displayNamesOf), 1}};

}  // namespace

Function* initDisplayNames() {
  return defineService(Service::DisplayNames, KILN_NATIVE(displayNamesConstructor), kMethods, 2);
}

}  // namespace kiln::rt::intl
