// What Intl.DateTimeFormat objects of the same options share: their resolved options and the formats of ICU.
#pragma once
#include <unicode/dtitvfmt.h>
#include <unicode/smpdtfmt.h>

#include <memory>
#include <string>

#include "stdlib/intl/date_time_options.h"

namespace kiln::rt::intl {

struct DateTimeFormatter {
  std::string locale;  // as resolvedOptions() says it
  icu::Locale icu_locale;
  std::string calendar, date_style, time_style;
  char hour = 0;  // the symbol of hours (date_time_fields.h)
  std::unique_ptr<icu::SimpleDateFormat> format;
  std::unique_ptr<icu::DateIntervalFormat> range;  // made when it is first asked for
};

// §11.1.2 CreateDateTimeFormat, the half without user code; one that was made lately for equal options.
std::shared_ptr<DateTimeFormatter> dateTimeFormatter(const DateTimeOptions& options);

// §11.3.4 resolvedOptions
Object* resolvedDateTimeOptions(const DateTimeFormatter& formatter);

// §11.5.6 FormatDateTime of a time value; RangeError for NaN.
Value formatDateTime(const DateTimeFormatter& formatter, double time);
// §11.5.7 FormatDateTimeToParts. With `source`, that is every part's.
Value formatDateTimeToParts(const DateTimeFormatter& formatter, double time, const char* source);
// What a part of one of ICU's fields is called; -1 is "literal".
const char* dateTimePartType(int32_t field);

// §11.5.9 FormatDateTimeRange, §11.5.10 FormatDateTimeRangeToParts
Value formatDateTimeRange(DateTimeFormatter& formatter, double start, double end);
Value formatDateTimeRangeToParts(DateTimeFormatter& formatter, double start, double end);

// §11.5.5, §11.5.6: TimeClip; RangeError for NaN.
double clipDateTime(double time);

}  // namespace kiln::rt::intl
