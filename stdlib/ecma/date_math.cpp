#include "stdlib/ecma/date_math.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <limits>

namespace kiln::rt::date {
namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Days since 1970-01-01 of a proleptic Gregorian date; month 0-11.
int64_t daysFromCivil(int64_t year, int month, int day) {
  year -= month < 2;
  int64_t era = (year >= 0 ? year : year - 399) / 400;
  auto year_of_era = static_cast<int64_t>(year - era * 400);
  int64_t shifted = (month + 10) % 12;
  int64_t day_of_year = (153 * shifted + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void civilFromDays(int64_t days, int64_t* year, int* month, int* day) {
  days += 719468;
  int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  int64_t day_of_era = days - era * 146097;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t shifted = (5 * day_of_year + 2) / 153;
  *day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  *month = static_cast<int>((shifted + 2) % 12);
  *year = year_of_era + era * 400 + (*month < 2);
}

tm localFields(double utc_time) {
  auto seconds = static_cast<time_t>(std::floor(utc_time / 1000));
  tm fields{};
  localtime_r(&seconds, &fields);
  return fields;
}

// Names of zones as ICU spells them out in English; others are shown by their abbreviation.
struct ZoneName {
  const char *abbreviation, *name;
};
constexpr ZoneName kZoneNames[] = {
    {"UTC", "Coordinated Universal Time"},
    {"GMT", "Greenwich Mean Time"},
    {"BST", "British Summer Time"},
    {"CET", "Central European Standard Time"},
    {"CEST", "Central European Summer Time"},
    {"EET", "Eastern European Standard Time"},
    {"EEST", "Eastern European Summer Time"},
    {"WET", "Western European Standard Time"},
    {"WEST", "Western European Summer Time"},
    {"MSK", "Moscow Standard Time"},
    {"EST", "Eastern Standard Time"},
    {"EDT", "Eastern Daylight Time"},
    {"CST", "Central Standard Time"},
    {"CDT", "Central Daylight Time"},
    {"MST", "Mountain Standard Time"},
    {"MDT", "Mountain Daylight Time"},
    {"PST", "Pacific Standard Time"},
    {"PDT", "Pacific Daylight Time"},
    {"JST", "Japan Standard Time"},
    {"IST", "India Standard Time"},
    {"AEST", "Australian Eastern Standard Time"},
    {"AEDT", "Australian Eastern Daylight Time"},
};

}  // namespace

Fields fieldsOf(double time) {
  Fields f{};
  double day = std::floor(time / kMsPerDay);
  auto within = static_cast<int64_t>(time - day * kMsPerDay);
  auto days = static_cast<int64_t>(day);
  civilFromDays(days, &f.year, &f.month, &f.day);
  f.hour = static_cast<int>(within / 3'600'000);
  f.minute = static_cast<int>(within / 60'000 % 60);
  f.second = static_cast<int>(within / 1000 % 60);
  f.millisecond = static_cast<int>(within % 1000);
  f.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
  return f;
}

// §21.4.1.28
double makeDay(double year, double month, double day) {
  if (!std::isfinite(year) || !std::isfinite(month) || !std::isfinite(day)) return kNaN;
  double y = std::trunc(year), m = std::trunc(month);
  double full_year = y + std::floor(m / 12);
  if (std::fabs(full_year) > 400'000) return kNaN;
  int month_index = static_cast<int>(m - std::floor(m / 12) * 12);
  return static_cast<double>(daysFromCivil(static_cast<int64_t>(full_year), month_index, 1)) +
         std::trunc(day) - 1;
}

double makeTime(double hour, double minute, double second, double millisecond) {
  if (!std::isfinite(hour) || !std::isfinite(minute) || !std::isfinite(second) || !std::isfinite(millisecond))
    return kNaN;
  return std::trunc(hour) * 3'600'000 + std::trunc(minute) * 60'000 + std::trunc(second) * 1000 +
         std::trunc(millisecond);
}

double makeDate(double day, double time) {
  double result = day * kMsPerDay + time;
  return std::isfinite(result) ? result : kNaN;
}

double timeClip(double time) {
  if (!(std::fabs(time) <= 8.64e15)) return kNaN;
  return std::trunc(time) + 0.0;
}

double offsetMinutes(double utc_time) {
  return static_cast<double>(localFields(utc_time).tm_gmtoff) / 60;
}

double localTime(double utc_time) {
  return utc_time + static_cast<double>(localFields(utc_time).tm_gmtoff) * 1000;
}

// §21.4.1.26: of two possible times the earlier offset counts, in a gap the offset before it.
double utc(double local) {
  if (!std::isfinite(local)) return kNaN;
  auto offsetAt = [](double t) { return static_cast<double>(localFields(t).tm_gmtoff) * 1000; };
  double before = offsetAt(local - kMsPerDay);
  double candidate = local - before;
  if (offsetAt(candidate) == before) return candidate;
  double after = offsetAt(local + kMsPerDay);
  if (offsetAt(local - after) == after) return local - after;
  return candidate;
}

std::string zoneName(double utc_time) {
  tm fields = localFields(utc_time);
  for (const ZoneName& zone : kZoneNames) {
    if (fields.tm_zone != nullptr && std::strcmp(fields.tm_zone, zone.abbreviation) == 0) return zone.name;
  }
  // Local mean time of old dates goes by the zone's standard name.
  for (const ZoneName& zone : kZoneNames) {
    if (std::strcmp(tzname[0], zone.abbreviation) == 0 && std::strcmp(fields.tm_zone, "LMT") == 0)
      return zone.name;
  }
  return fields.tm_zone == nullptr ? "" : fields.tm_zone;
}

double now() {
  timespec t{};
  clock_gettime(CLOCK_REALTIME, &t);
  return static_cast<double>(t.tv_sec) * 1000 + static_cast<double>(t.tv_nsec / 1'000'000);
}

// --- texts

namespace {

std::string yearText(int64_t year) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, year < 0 ? "-%04lld" : "%04lld",
                static_cast<long long>(std::abs(year)));
  return buffer;
}

template <typename... V>
std::string format(const char* pattern, V... values) {
  char buffer[128];
  std::snprintf(buffer, sizeof buffer, pattern, values...);
  return buffer;
}

}  // namespace

std::string dateText(double time) {
  Fields f = fieldsOf(localTime(time));
  return format("%s %s %02d ", kDays[f.weekday], kMonths[f.month], f.day) + yearText(f.year);
}

std::string timeText(double time) {
  Fields f = fieldsOf(localTime(time));
  int offset = static_cast<int>(offsetMinutes(time));
  int absolute = std::abs(offset);
  return format("%02d:%02d:%02d GMT%c%02d%02d (", f.hour, f.minute, f.second, offset < 0 ? '-' : '+',
                absolute / 60, absolute % 60) +
         zoneName(time) + ")";
}

std::string isoText(double time) {
  Fields f = fieldsOf(time);
  std::string year = f.year >= 0 && f.year <= 9999
                         ? format("%04d", static_cast<int>(f.year))
                         : format("%c%06d", f.year < 0 ? '-' : '+', static_cast<int>(std::abs(f.year)));
  return year + format("-%02d-%02dT%02d:%02d:%02d.%03dZ", f.month + 1, f.day, f.hour, f.minute, f.second,
                       f.millisecond);
}

std::string utcText(double time) {
  Fields f = fieldsOf(time);
  return format("%s, %02d %s ", kDays[f.weekday], f.day, kMonths[f.month]) + yearText(f.year) +
         format(" %02d:%02d:%02d GMT", f.hour, f.minute, f.second);
}

}  // namespace kiln::rt::date
