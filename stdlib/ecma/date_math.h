// §21.4.1: time values, calendar arithmetic, local time, parsing and formatting; no objects.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace kiln::rt::date {

inline constexpr double kMsPerDay = 86'400'000;

struct Fields {
  int64_t year;
  int month;  // 0-11
  int day;    // 1-31
  int hour, minute, second, millisecond;
  int weekday;  // 0 = Sunday
};

Fields fieldsOf(double time);  // of a finite local (or UTC) time value
double makeDay(double year, double month, double day);
double makeTime(double hour, double minute, double second, double millisecond);
double makeDate(double day, double time);
double timeClip(double time);
double localTime(double utc);  // finite
double utc(double local);
double offsetMinutes(double utc);  // local minus UTC
std::string zoneName(double utc);  // "Coordinated Universal Time", as V8 words it
double now();                      // milliseconds, integral

// ISO form first, then V8's legacy forms; NaN when neither.
double parse(std::string_view text);

std::string dateText(double time);  // "Tue Feb 01 2022"
std::string timeText(double time);  // "00:00:00 GMT+0100 (…)"
std::string isoText(double time);
std::string utcText(double time);

}  // namespace kiln::rt::date
