// ECMA-402 §11.5.7: the parts of a formatted date.
#include <unicode/fpositer.h>
#include <unicode/udat.h>

#include "stdlib/intl/date_time_formatter.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {

const char* dateTimePartType(int32_t field) {
  switch (field) {
    case UDAT_YEAR_FIELD:
    case UDAT_EXTENDED_YEAR_FIELD:
      return "year";
    case UDAT_YEAR_NAME_FIELD:
      return "yearName";
    case UDAT_RELATED_YEAR_FIELD:
      return "relatedYear";
    case UDAT_MONTH_FIELD:
    case UDAT_STANDALONE_MONTH_FIELD:
      return "month";
    case UDAT_DATE_FIELD:
      return "day";
    case UDAT_HOUR_OF_DAY1_FIELD:
    case UDAT_HOUR_OF_DAY0_FIELD:
    case UDAT_HOUR1_FIELD:
    case UDAT_HOUR0_FIELD:
      return "hour";
    case UDAT_MINUTE_FIELD:
      return "minute";
    case UDAT_SECOND_FIELD:
      return "second";
    case UDAT_FRACTIONAL_SECOND_FIELD:
      return "fractionalSecond";
    case UDAT_DAY_OF_WEEK_FIELD:
    case UDAT_DOW_LOCAL_FIELD:
    case UDAT_STANDALONE_DAY_FIELD:
      return "weekday";
    case UDAT_AM_PM_FIELD:
    case UDAT_AM_PM_MIDNIGHT_NOON_FIELD:
    case UDAT_FLEXIBLE_DAY_PERIOD_FIELD:
      return "dayPeriod";
    case UDAT_TIMEZONE_FIELD:
    case UDAT_TIMEZONE_RFC_FIELD:
    case UDAT_TIMEZONE_GENERIC_FIELD:
    case UDAT_TIMEZONE_SPECIAL_FIELD:
    case UDAT_TIMEZONE_LOCALIZED_GMT_OFFSET_FIELD:
    case UDAT_TIMEZONE_ISO_FIELD:
    case UDAT_TIMEZONE_ISO_LOCAL_FIELD:
      return "timeZoneName";
    case UDAT_ERA_FIELD:
      return "era";
    default:
      return "literal";
  }
}

Value formatDateTimeToParts(const DateTimeFormatter& formatter, double time, const char* source) {
  icu::UnicodeString text;
  icu::FieldPositionIterator fields;
  UErrorCode status = U_ZERO_ERROR;
  formatter.format->format(clipDateTime(time), text, &fields, status);
  check(status);
  ValueList parts;
  auto add = [&](int32_t field, int32_t start, int32_t end) {
    if (start == end) return;
    Object* part = newPart(dateTimePartType(field), fromUnicode(text.tempSubStringBetween(start, end)));
    if (source != nullptr) putOption(part, "source", std::string(source));
    parts.push(box(part));
  };
  int32_t at = 0;
  for (icu::FieldPosition field; fields.next(field); at = field.getEndIndex()) {
    add(-1, at, field.getBeginIndex());
    add(field.getField(), field.getBeginIndex(), field.getEndIndex());
  }
  add(-1, at, text.length());
  return box(newArrayFrom(parts));
}

}  // namespace kiln::rt::intl
