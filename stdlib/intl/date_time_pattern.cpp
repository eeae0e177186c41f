#include "stdlib/intl/date_time_pattern.h"

#include <unicode/dtptngen.h>

#include <map>

#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

constexpr size_t kKeptGenerators = 8;

// It takes milliseconds to make one.
icu::DateTimePatternGenerator& generatorOf(const icu::Locale& locale) {
  static std::map<std::string, std::unique_ptr<icu::DateTimePatternGenerator>> kept;
  std::string name = locale.getName();
  auto found = kept.find(name);
  if (found != kept.end()) return *found->second;
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::DateTimePatternGenerator> made(
      icu::DateTimePatternGenerator::createInstance(locale, status));
  check(status);
  if (kept.size() >= kKeptGenerators) kept.clear();
  return *(kept[name] = std::move(made));
}

bool isHour(char16_t symbol) {
  return symbol == u'K' || symbol == u'h' || symbol == u'H' || symbol == u'k';
}

// The symbol of hours in a pattern, or 0.
char hourOfPattern(const icu::UnicodeString& pattern) {
  bool quoted = false;
  for (int32_t i = 0; i < pattern.length(); ++i) {
    if (pattern[i] == u'\'') quoted = !quoted;
    if (!quoted && isHour(pattern[i])) return static_cast<char>(pattern[i]);
  }
  return 0;
}

icu::UnicodeString withHour(const icu::UnicodeString& pattern, char hour) {
  if (hour == 0) return pattern;
  icu::UnicodeString result;
  bool quoted = false;
  for (int32_t i = 0; i < pattern.length(); ++i) {
    char16_t c = pattern[i];
    if (c == u'\'') quoted = !quoted;
    if (quoted || !isHour(c)) {
      result.append(c);
      continue;
    }
    // Some patterns that are meant for AM and PM have nothing between the day and them.
    if (i > 0 && pattern[i - 1] == u'd') result.append(u' ');
    result.append(static_cast<char16_t>(hour));
  }
  return result;
}

// The skeleton of a style's pattern for another cycle; it says nothing of day periods, which go with the
// cycle.
icu::UnicodeString skeletonWithHour(const icu::UnicodeString& skeleton, char hour) {
  icu::UnicodeString result;
  for (int32_t i = 0; i < skeleton.length(); ++i) {
    char16_t c = skeleton[i];
    if (c == u'a' || c == u'b' || c == u'B') continue;
    result.append(isHour(c) ? static_cast<char16_t>(hour) : c);
  }
  return result;
}

std::unique_ptr<icu::SimpleDateFormat> formatOfSkeleton(const icu::UnicodeString& skeleton,
                                                        const icu::Locale& locale, char hour) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString pattern =
      generatorOf(locale).getBestPattern(skeleton, UDATPG_MATCH_HOUR_FIELD_LENGTH, status);
  check(status);
  auto format = std::make_unique<icu::SimpleDateFormat>(withHour(pattern, hour), locale, status);
  check(status);
  return format;
}

icu::DateFormat::EStyle styleOf(const std::string& name) {
  return name == "full"     ? icu::DateFormat::kFull
         : name == "long"   ? icu::DateFormat::kLong
         : name == "medium" ? icu::DateFormat::kMedium
         : name == "short"  ? icu::DateFormat::kShort
                            : icu::DateFormat::kNone;
}

}  // namespace

char resolveHourCycle(const DateTimeOptions& options, const std::string& of_tag, const icu::Locale& locale) {
  if (!options.hour12) {
    if (char asked = hourCycleSymbol(options.hour_cycle)) return asked;
    if (char asked = hourCycleSymbol(of_tag)) return asked;
  }
  UErrorCode status = U_ZERO_ERROR;
  UDateFormatHourCycle of_locale = generatorOf(locale).getDefaultHourCycle(status);
  check(status);
  // By this edition of ECMA-402 hour12 keeps to cycles that start as the locale's own does.
  bool from_zero = of_locale == UDAT_HOUR_CYCLE_11 || of_locale == UDAT_HOUR_CYCLE_23;
  bool twelve = options.hour12.value_or(of_locale == UDAT_HOUR_CYCLE_11 || of_locale == UDAT_HOUR_CYCLE_12);
  if (twelve) return from_zero ? 'K' : 'h';
  return from_zero ? 'H' : 'k';
}

// §11.5.2 DateTimeStyleFormat
std::unique_ptr<icu::SimpleDateFormat> formatOfStyles(const DateTimeOptions& options,
                                                      const icu::Locale& locale, char hour) {
  icu::DateFormat::EStyle date = styleOf(options.date_style), time = styleOf(options.time_style);
  std::unique_ptr<icu::SimpleDateFormat> format(static_cast<icu::SimpleDateFormat*>(
      time == icu::DateFormat::kNone   ? icu::DateFormat::createDateInstance(date, locale)
      : date == icu::DateFormat::kNone ? icu::DateFormat::createTimeInstance(time, locale)
                                       : icu::DateFormat::createDateTimeInstance(date, time, locale)));
  if (format == nullptr) check(U_MEMORY_ALLOCATION_ERROR);
  if (time == icu::DateFormat::kNone) return format;
  icu::UnicodeString pattern;
  format->toPattern(pattern);
  if (hourOfPattern(pattern) == hour) return format;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString skeleton = icu::DateTimePatternGenerator::staticGetSkeleton(pattern, status);
  check(status);
  return formatOfSkeleton(skeletonWithHour(skeleton, hour), locale, hour);
}

// §11.5.3, §11.5.4: both matchers are ICU's.
std::unique_ptr<icu::SimpleDateFormat> formatOfComponents(const DateTimeOptions& options,
                                                          const icu::Locale& locale, char hour) {
  std::string skeleton;
  for (size_t i = 0; i < kDateTimeFields; ++i) {
    auto field = static_cast<DateTimeField>(i);
    if (field == DateTimeField::TimeZoneName)
      skeleton.append(static_cast<size_t>(options.fractional_second_digits), 'S');
    skeleton += skeletonSymbols(field, options[field], hour);
  }
  return formatOfSkeleton(icu::UnicodeString::fromUTF8(skeleton), locale, hour);
}

}  // namespace kiln::rt::intl
