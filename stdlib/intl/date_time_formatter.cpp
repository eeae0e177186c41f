#include "stdlib/intl/date_time_formatter.h"

#include <unicode/calendar.h>
#include <unicode/gregocal.h>
#include <unicode/numsys.h>

#include <cstring>
#include <map>

#include "stdlib/ecma/date_math.h"
#include "stdlib/intl/date_time_pattern.h"
#include "stdlib/intl/locales.h"
#include "stdlib/intl/supported_values.h"
#include "stdlib/intl/text.h"
#include "stdlib/intl/time_zones.h"

namespace kiln::rt::intl {
namespace {

constexpr size_t kKeptFormatters = 32;

bool hasCalendar(const icu::Locale& locale, const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  return hasUnicodeValue("calendar", name,
                         icu::Calendar::getKeywordValuesForLocale("calendar", locale, false, status));
}

bool isHourCycle(const icu::Locale&, const std::string& name) {
  return hourCycleSymbol(name) != 0;
}

// §21.4.1: time values are of the proleptic Gregorian calendar.
std::unique_ptr<icu::Calendar> newCalendar(const std::string& time_zone, const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone)), locale, status));
  check(status);
  if (calendar->getDynamicClassID() == icu::GregorianCalendar::getStaticClassID() ||
      std::strcmp(calendar->getType(), "iso8601") == 0) {
    constexpr double kBeforeAllTime = -9007199254740992;
    static_cast<icu::GregorianCalendar&>(*calendar).setGregorianChange(kBeforeAllTime, status);
    check(status);
  }
  return calendar;
}

// A tag without the value of -u-hc-.
std::string withoutHourCycle(std::string tag, const std::string& value) {
  std::string keyword = "-hc-" + value;
  size_t at = tag.find(keyword);
  if (at == std::string::npos) return tag;
  tag.erase(at, keyword.size());
  return tag.ends_with("-u") ? tag.substr(0, tag.size() - 2) : tag;
}

// Of a calendar that it knows under another name ICU tells that one.
std::string calendarName(const std::string& asked, const icu::SimpleDateFormat& format) {
  return asked.empty() ? unicodeValue("calendar", format.getCalendar()->getType()) : asked;
}

std::shared_ptr<DateTimeFormatter> newFormatter(const DateTimeOptions& options) {
  std::string calendar = options.calendar.empty() ? "" : unicodeValue("calendar", options.calendar);
  const ExtensionKey keys[] = {{"ca", calendar, hasCalendar},
                               {"hc", "", isHourCycle},
                               {"nu", options.numbering_system, isNumberingSystem}};
  ResolvedLocale resolved = resolveLocale(options.locales, keys);
  const std::string& cycle_of_tag = resolved.values[1];
  auto formatter = std::make_shared<DateTimeFormatter>();
  formatter->icu_locale = resolved.locale;
  formatter->date_style = options.date_style;
  formatter->time_style = options.time_style;
  bool has_hours = !options.time_style.empty() || !options[DateTimeField::Hour].empty();
  if (has_hours) formatter->hour = resolveHourCycle(options, cycle_of_tag, resolved.locale);
  bool by_styles = !options.date_style.empty() || !options.time_style.empty();
  formatter->format =
      (by_styles ? formatOfStyles : formatOfComponents)(options, resolved.locale, formatter->hour);
  formatter->format->adoptCalendar(newCalendar(options.time_zone, resolved.locale).release());
  formatter->calendar = calendarName(resolved.values[0], *formatter->format);
  // §9.2.7 step 9.i: the tag keeps a cycle that the options have not overruled.
  bool overruled =
      (options.hour12 || !options.hour_cycle.empty()) && cycle_of_tag != hourCycleName(formatter->hour);
  formatter->locale = overruled ? withoutHourCycle(resolved.tag, cycle_of_tag) : resolved.tag;
  return formatter;
}

std::string numberingSystemName(const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::NumberingSystem> system(icu::NumberingSystem::createInstance(locale, status));
  return U_SUCCESS(status) && !system->isAlgorithmic() ? system->getName() : "latn";
}

void putComponents(Object* result, const icu::SimpleDateFormat& format) {
  icu::UnicodeString wide;
  std::string pattern;
  format.toPattern(wide).toUTF8String(pattern);
  for (size_t i = 0; i < kDateTimeFields; ++i) {
    auto field = static_cast<DateTimeField>(i);
    auto digits = std::count(pattern.begin(), pattern.end(), 'S');
    if (field == DateTimeField::TimeZoneName && digits > 0)
      putOption(result, "fractionalSecondDigits", static_cast<int>(std::min<ptrdiff_t>(digits, 3)));
    std::string value = valueInPattern(field, pattern);
    if (!value.empty()) putOption(result, notationsOf(field).property, value);
  }
}

}  // namespace

std::shared_ptr<DateTimeFormatter> dateTimeFormatter(const DateTimeOptions& options) {
  static std::map<std::string, std::shared_ptr<DateTimeFormatter>> kept;
  std::string key = options.key();
  auto found = kept.find(key);
  if (found != kept.end()) return found->second;
  std::shared_ptr<DateTimeFormatter> made = newFormatter(options);
  if (kept.size() >= kKeptFormatters) kept.clear();
  return kept[key] = made;
}

Object* resolvedDateTimeOptions(const DateTimeFormatter& formatter) {
  Object* result = newObject();
  putOption(result, "locale", formatter.locale);
  putOption(result, "calendar", formatter.calendar);
  putOption(result, "numberingSystem", numberingSystemName(formatter.icu_locale));
  icu::UnicodeString id;
  std::string zone_id;
  formatter.format->getTimeZone().getID(id).toUTF8String(zone_id);
  std::string zone = canonicalTimeZone(zone_id);
  putDirect(result, atomKey("timeZone"), zone.empty() ? Value::undefined() : box(newUtf8(zone)), kDefault);
  if (formatter.hour != 0) {
    putOption(result, "hourCycle", std::string(hourCycleName(formatter.hour)));
    putOption(result, "hour12", formatter.hour == 'h' || formatter.hour == 'K');
  }
  if (formatter.date_style.empty() && formatter.time_style.empty()) putComponents(result, *formatter.format);
  if (!formatter.date_style.empty()) putOption(result, "dateStyle", formatter.date_style);
  if (!formatter.time_style.empty()) putOption(result, "timeStyle", formatter.time_style);
  return result;
}

double clipDateTime(double time) {
  double clipped = date::timeClip(time);
  if (clipped != clipped) throwRangeError("Invalid time value");
  return clipped;
}

Value formatDateTime(const DateTimeFormatter& formatter, double time) {
  icu::UnicodeString text;
  formatter.format->format(clipDateTime(time), text);
  // As V8 does, and nowhere else: since CLDR 42 this space is narrow and does not break.
  text.findAndReplace(icu::UnicodeString(u'\u202f'), icu::UnicodeString(u' '));
  return box(fromUnicode(text));
}

}  // namespace kiln::rt::intl
