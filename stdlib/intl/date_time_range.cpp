// ECMA-402 §11.5.8 PartitionDateTimeRangePattern: ranges of dates.
#include <unicode/dtptngen.h>
#include <unicode/formattedvalue.h>

#include "stdlib/intl/date_time_formatter.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

icu::DateIntervalFormat& rangeFormat(DateTimeFormatter& formatter) {
  if (formatter.range != nullptr) return *formatter.range;
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = formatter.icu_locale;
  if (formatter.hour != 0) locale.setUnicodeKeywordValue("hc", hourCycleName(formatter.hour), status);
  icu::UnicodeString pattern;
  icu::UnicodeString skeleton =
      icu::DateTimePatternGenerator::staticGetSkeleton(formatter.format->toPattern(pattern), status);
  check(status);
  std::unique_ptr<icu::DateIntervalFormat> range(
      icu::DateIntervalFormat::createInstance(skeleton, locale, status));
  check(status);
  range->setTimeZone(formatter.format->getTimeZone());
  formatter.range = std::move(range);
  return *formatter.range;
}

icu::FormattedDateInterval formattedRange(DateTimeFormatter& formatter, double start, double end) {
  UErrorCode status = U_ZERO_ERROR;
  // Calendars, not times: these are proleptic.
  std::unique_ptr<icu::Calendar> from(formatter.format->getCalendar()->clone());
  std::unique_ptr<icu::Calendar> to(formatter.format->getCalendar()->clone());
  from->setTime(start, status);
  to->setTime(end, status);
  icu::FormattedDateInterval result = rangeFormat(formatter).formatToValue(*from, *to, status);
  check(status);
  return result;
}

struct Span {
  int32_t start = 0, end = 0;
  bool holds(int32_t from, int32_t to) const { return start <= from && to <= end && start < end; }
};

}  // namespace

// A range without spans is one date, as far as the format shows it: §11.5.8 step 12.
Value formatDateTimeRange(DateTimeFormatter& formatter, double start, double end) {
  icu::FormattedDateInterval formatted = formattedRange(formatter, start, end);
  UErrorCode status = U_ZERO_ERROR;
  icu::ConstrainedFieldPosition position;
  position.constrainCategory(UFIELD_CATEGORY_DATE_INTERVAL_SPAN);
  bool differs = formatted.nextPosition(position, status);
  check(status);
  if (!differs) return formatDateTime(formatter, start);
  return box(fromUnicode(textOf(formatted)));
}

Value formatDateTimeRangeToParts(DateTimeFormatter& formatter, double start, double end) {
  icu::FormattedDateInterval formatted = formattedRange(formatter, start, end);
  icu::UnicodeString text = textOf(formatted);
  Span spans[2];  // of the start and of the end
  bool differs = false;
  int32_t at = 0;
  ValueList parts;
  auto add = [&](int32_t field, int32_t from, int32_t to) {
    if (from >= to) return;
    Object* part = newPart(dateTimePartType(field), fromUnicode(text.tempSubStringBetween(from, to)));
    const char* source = spans[0].holds(from, to)   ? "startRange"
                         : spans[1].holds(from, to) ? "endRange"
                                                    : "shared";
    putOption(part, "source", std::string(source));
    parts.push(box(part));
    at = to;
  };
  UErrorCode status = U_ZERO_ERROR;
  // ICU tells of a span before what is in it.
  for (icu::ConstrainedFieldPosition position; formatted.nextPosition(position, status);) {
    if (position.getCategory() == UFIELD_CATEGORY_DATE_INTERVAL_SPAN) {
      differs = true;
      spans[position.getField() == 0 ? 0 : 1] = {position.getStart(), position.getLimit()};
      continue;
    }
    add(-1, at, position.getStart());
    add(position.getField(), position.getStart(), position.getLimit());
  }
  check(status);
  if (!differs) return formatDateTimeToParts(formatter, start, "shared");
  add(-1, at, text.length());
  return box(newArrayFrom(parts));
}

}  // namespace kiln::rt::intl
