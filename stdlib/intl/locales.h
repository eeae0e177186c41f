// ECMA-402 §9.2: language tags and which locale a constructor works for.
#pragma once
#include <unicode/locid.h>

#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "stdlib/ecma/library.h"

namespace kiln::rt::intl {

// §6.2.3 CanonicalizeUnicodeLocaleId; RangeError where the tag is not well-formed (§6.2.2).
std::string canonicalTag(const std::string& tag);
// §9.2.1. Runs user code.
std::vector<std::string> canonicalizeLocaleList(Value locales);
// §6.2.4 DefaultLocale: what the environment says (LC_ALL, LC_MESSAGES, LANG), as ICU reads it.
std::string defaultLocale();

// Tags without extensions for which a service has data.
using LocaleSet = std::set<std::string>;
const LocaleSet& allLocales();
// Those that ICU lists for one of its classes, as tags.
LocaleSet localeSet(const icu::Locale* locales, int32_t count);

// A key of the -u- extension that means something to the constructor.
struct ExtensionKey {
  const char* key;     // "nu"
  std::string option;  // what the options say, which goes before the tag; "": nothing
  // Whether the locale has that value.
  std::function<bool(const icu::Locale& locale, const std::string& value)> supports;
};
struct ResolvedLocale {
  std::string tag;                  // with the keys that the tag has given: resolvedOptions().locale
  icu::Locale locale;               // with all keys, for ICU
  std::vector<std::string> values;  // of each of the keys; "": the locale's own default
};
// §9.2.7 ResolveLocale, by lookup.
ResolvedLocale resolveLocale(const std::vector<std::string>& requested, std::span<const ExtensionKey> keys,
                             const LocaleSet& available = allLocales());

// §9.2.8 FilterLocales: supportedLocalesOf(locales, options) of a constructor.
Value filterLocales(Args& args, const LocaleSet& available);

// Key "nu": whether ICU has digits of that name (not algorithmic), for every locale.
bool isNumberingSystem(const icu::Locale& locale, const std::string& name);
// What the locale, an extension of it included, says.
std::string numberingSystemOf(const icu::Locale& locale);

}  // namespace kiln::rt::intl
