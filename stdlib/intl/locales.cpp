#include "stdlib/intl/locales.h"

#include <unicode/localebuilder.h>
#include <unicode/numsys.h>

#include <algorithm>
#include <set>

#include "stdlib/intl/options.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

using Subtags = std::vector<std::string>;

[[noreturn]] void throwIncorrect() {
  throwRangeError("Incorrect locale information provided");
}

bool isLetter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool allLetters(const std::string& s) {
  return std::all_of(s.begin(), s.end(), isLetter);
}
bool allDigits(const std::string& s) {
  return std::all_of(s.begin(), s.end(), isDigit);
}
bool sized(const std::string& s, size_t least, size_t most) {
  return s.size() >= least && s.size() <= most;
}
bool isVariant(const std::string& s) {
  return sized(s, 5, 8) || (s.size() == 4 && isDigit(s[0]));
}

std::string lower(std::string s) {
  for (char& c : s) c = isLetter(c) ? static_cast<char>(c | 0x20) : c;
  return s;
}

// Subtags of letters and digits, some of them perhaps empty; none when there is anything else.
Subtags split(const std::string& tag) {
  Subtags out(1);
  for (char c : tag) {
    if (c == '-') {
      out.emplace_back();
    } else if (isLetter(c) || isDigit(c)) {
      out.back() += static_cast<char>(isLetter(c) ? c | 0x20 : c);
    } else {
      return {};
    }
  }
  return out;
}

// UTS #35, unicode_language_id from `at` on; false when there is none.
bool skipLanguageId(const Subtags& tags, size_t* at) {
  if (*at == tags.size()) return false;
  const std::string& language = tags[*at];
  if (!allLetters(language) || !sized(language, 2, 8) || language.size() == 4) return false;
  ++*at;
  auto more = [&] { return *at < tags.size(); };
  if (more() && tags[*at].size() == 4 && allLetters(tags[*at])) ++*at;
  if (more() &&
      ((tags[*at].size() == 2 && allLetters(tags[*at])) || (tags[*at].size() == 3 && allDigits(tags[*at]))))
    ++*at;
  while (more() && isVariant(tags[*at])) ++*at;
  return true;
}

bool hasDuplicateVariant(const Subtags& tags, size_t from, size_t to) {
  std::set<std::string> variants;
  for (size_t i = from; i < to; ++i) {
    if (isVariant(tags[i]) && !variants.insert(tags[i]).second) return true;
  }
  return false;
}

// Subtags of `least` to 8 characters from `at` on: how many.
size_t skipSized(const Subtags& tags, size_t* at, size_t least) {
  size_t from = *at;
  while (*at < tags.size() && sized(tags[*at], least, 8)) ++*at;
  return *at - from;
}

bool isTransformKey(const std::string& s) {
  return s.size() == 2 && isLetter(s[0]) && isDigit(s[1]);
}

bool skipTransform(const Subtags& tags, size_t* at) {
  size_t from = *at;
  bool language = skipLanguageId(tags, at);
  if (language && hasDuplicateVariant(tags, from + 1, *at)) return false;
  bool fields = false;
  while (*at < tags.size() && isTransformKey(tags[*at])) {
    ++*at;
    if (skipSized(tags, at, 3) == 0) return false;
    fields = true;
  }
  return language || fields;
}

bool skipUnicode(const Subtags& tags, size_t* at) {
  bool any = skipSized(tags, at, 3) > 0;
  while (*at < tags.size() && tags[*at].size() == 2 && isLetter(tags[*at][1])) {
    any = true;
    ++*at;
    skipSized(tags, at, 3);
  }
  return any;
}

// §6.2.2 IsWellFormedLanguageTag
bool isWellFormed(const Subtags& tags) {
  size_t at = 0;
  if (!skipLanguageId(tags, &at) || hasDuplicateVariant(tags, 1, at)) return false;
  std::set<char> singletons;
  while (at < tags.size()) {
    if (tags[at].size() != 1) return false;
    char singleton = tags[at++][0];
    if (singleton == 'x') return skipSized(tags, &at, 1) > 0 && at == tags.size();
    if (!singletons.insert(singleton).second) return false;
    bool whole = singleton == 't'   ? skipTransform(tags, &at)
                 : singleton == 'u' ? skipUnicode(tags, &at)
                                    : skipSized(tags, &at, 2) > 0;
    if (!whole) return false;
  }
  return true;
}

// The tag without its -u- extension, and the keywords of that.
struct Parts {
  std::string plain;
  std::vector<std::pair<std::string, std::string>> keywords;
};
Parts withoutUnicode(const std::string& tag) {
  Parts parts;
  bool in_unicode = false, is_private = false;
  for (size_t at = 0; at <= tag.size();) {
    std::string subtag = tag.substr(at, tag.find('-', at) - at);
    bool singleton = subtag.size() == 1 && !is_private;
    if (singleton) {
      is_private = subtag == "x";
      in_unicode = subtag == "u" && at > 0;
    }
    if (!in_unicode) {
      parts.plain += (at == 0 ? "" : "-") + subtag;
    } else if (subtag.size() == 2) {
      parts.keywords.emplace_back(subtag, "");
    } else if (!singleton && !parts.keywords.empty()) {
      parts.keywords.back().second += (parts.keywords.back().second.empty() ? "" : "-") + subtag;
    }
    at += subtag.size() + 1;
  }
  return parts;
}

// §9.2.2 BestAvailableLocale
std::string bestAvailable(const LocaleSet& available, std::string candidate) {
  while (!available.contains(candidate)) {
    size_t dash = candidate.rfind('-');
    if (dash == std::string::npos) return "";
    if (dash >= 2 && candidate[dash - 2] == '-') dash -= 2;
    candidate.resize(dash);
  }
  return candidate;
}

}  // namespace

LocaleSet localeSet(const icu::Locale* locales, int32_t count) {
  LocaleSet tags;
  for (int32_t i = 0; i < count; ++i) {
    UErrorCode status = U_ZERO_ERROR;
    tags.insert(locales[i].toLanguageTag<std::string>(status));
    // §9.1: with "zh-Hant-TW" there is "zh-TW".
    if (locales[i].getScript()[0] != 0 && locales[i].getCountry()[0] != 0)
      tags.insert(std::string(locales[i].getLanguage()) + "-" + locales[i].getCountry());
  }
  return tags;
}

const LocaleSet& allLocales() {
  static const LocaleSet tags = [] {
    int32_t count;
    const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
    LocaleSet all = localeSet(locales, count);
    // The language of Norway goes by its old name as well.
    all.insert("no");
    return all;
  }();
  return tags;
}

std::string canonicalTag(const std::string& tag) {
  Subtags tags = split(tag);
  size_t at = 0;
  // V8 words it differently where the tag starts well.
  if (!skipLanguageId(tags, &at) || (at < tags.size() && tags[at].size() > 1)) throwIncorrect();
  auto invalid = [&] { throwRangeError("Invalid language tag: %s", tag.c_str()); };
  if (!isWellFormed(tags)) invalid();
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::LocaleBuilder().setLanguageTag(lower(tag)).build(status);
  locale.canonicalize(status);
  if (U_FAILURE(status) || locale.isBogus()) invalid();
  std::string canonical = locale.toLanguageTag<std::string>(status);
  if (U_FAILURE(status)) invalid();
  return canonical;
}

std::vector<std::string> canonicalizeLocaleList(Value locales) {
  std::vector<std::string> seen;
  if (locales.isUndefined()) return seen;
  auto add = [&](Value v) {
    if (!isString(v) && !isObject(v)) throwTypeError("Language ID should be string or object.");
    std::string tag = canonicalTag(toUtf8(v));
    if (std::find(seen.begin(), seen.end(), tag) == seen.end()) seen.push_back(tag);
  };
  if (isString(locales)) {
    add(locales);
    return seen;
  }
  Object* list = toObject(locales);
  double length = lengthOf(list);
  for (double i = 0; i < length; ++i) {
    Value v = elementIfPresent(list, i);
    if (!v.isEmpty()) add(v);
  }
  return seen;
}

std::string defaultLocale() {
  static const std::string tag = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::string name =
        icu::Locale(icu::Locale::getDefault().getBaseName()).toLanguageTag<std::string>(status);
    if (U_FAILURE(status) || name == "und" || name.starts_with("en-US-")) return std::string("en-US");
    std::string best = bestAvailable(allLocales(), name);
    return best.empty() ? "en-US" : best;
  }();
  return tag;
}

ResolvedLocale resolveLocale(const std::vector<std::string>& requested, std::span<const ExtensionKey> keys,
                             const LocaleSet& available) {
  ResolvedLocale result;
  Parts parts;
  std::string found;
  for (const std::string& tag : requested) {
    parts = withoutUnicode(tag);
    found = bestAvailable(available, parts.plain);
    if (!found.empty()) break;
  }
  if (found.empty()) {
    found = defaultLocale();
    parts.keywords.clear();
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale base = icu::Locale::forLanguageTag(found, status);
  std::string kept, all;
  for (const ExtensionKey& key : keys) {
    std::string value;
    bool from_tag = false;
    for (const auto& [name, given] : parts.keywords) {
      std::string meant = given.empty() ? "true" : given;
      if (name != key.key || !key.supports(base, meant)) continue;
      value = meant;
      from_tag = true;
      break;
    }
    if (!key.option.empty() && key.option != value && key.supports(base, key.option)) {
      value = key.option;
      from_tag = false;
    }
    result.values.push_back(value);
    if (value.empty()) continue;
    std::string keyword = std::string("-") + key.key + (value == "true" ? "" : "-" + value);
    if (from_tag) kept += keyword;
    all += keyword;
  }
  result.tag = found + (kept.empty() ? "" : "-u" + kept);
  result.locale = all.empty() ? base : icu::Locale::forLanguageTag(found + "-u" + all, status);
  check(status);
  return result;
}

Value filterLocales(Args& args, const LocaleSet& available) {
  std::vector<std::string> requested = canonicalizeLocaleList(args[0]);
  if (!args[1].isUndefined()) readLocaleMatcher(coerceOptions(args[1], "Intl"));
  ValueList list;
  for (const std::string& tag : requested) {
    if (!bestAvailable(available, withoutUnicode(tag).plain).empty()) list.push(box(newUtf8(tag)));
  }
  return box(newArrayFrom(list));
}

bool isNumberingSystem(const icu::Locale&, const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::NumberingSystem> system(
      icu::NumberingSystem::createInstanceByName(name.c_str(), status));
  return U_SUCCESS(status) && system != nullptr && !system->isAlgorithmic();
}

std::string numberingSystemOf(const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::NumberingSystem> system(icu::NumberingSystem::createInstance(locale, status));
  check(status);
  return system->getName();
}

}  // namespace kiln::rt::intl
