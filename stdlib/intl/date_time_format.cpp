// ECMA-402 §11 Intl.DateTimeFormat.
#include "stdlib/ecma/date_math.h"
#include "stdlib/intl/date_time_formatter.h"
#include "stdlib/intl/date_to_locale.h"
#include "stdlib/intl/legacy.h"
#include "stdlib/intl/service.h"

namespace kiln::rt::intl {
namespace {

struct DateTimeFormatState : State {
  std::shared_ptr<DateTimeFormatter> formatter;
};

DateTimeFormatter& formatterOf(IntlObject* format) {
  return *stateOf<DateTimeFormatState>(format).formatter;
}

// §11.1.1
Value dateTimeFormatConstructor(Args& args) {
  Shape* shape = shapeOfNew(Service::DateTimeFormat, args.new_target);
  auto state = std::make_unique<DateTimeFormatState>();
  state->formatter = dateTimeFormatter(
      readDateTimeOptions(args[0], args[1], DateTimeParts::Any, DateTimeParts::Date, "Intl.DateTimeFormat"));
  return chainLegacy(args, Service::DateTimeFormat,
                     newIntlObject(Service::DateTimeFormat, shape, std::move(state)));
}

// §11.5.12; `method` is who refuses primitive values.
IntlObject* unwrapDateTimeFormat(Args& args, const char* method) {
  if (!isObject(args.this_value)) throwIncompatible(method, args.this_value);
  IntlObject* format = unwrapLegacy(args.this_value, Service::DateTimeFormat);
  if (format == nullptr) throwIncompatible("UnwrapDateTimeFormat", args.this_value);
  return format;
}

// What is formatted: now, where nothing is given.
double timeOf(Value v) {
  return v.isUndefined() ? date::now() : toNumber(v);
}

// §11.5.4 DateTime Format Functions
Value boundFormat(Args& args) {
  return formatDateTime(formatterOf(boundObject(args)), timeOf(args[0]));
}

// §11.3.3
Value formatGetter(Args& args) {
  IntlObject* format = unwrapDateTimeFormat(args, "get Intl.DateTimeFormat.prototype.format");
  return boundFunction(format, KILN_NATIVE(boundFormat), 1);
}

// §11.3.4
Value formatToParts(Args& args) {
  IntlObject* format = thisIntl(args, Service::DateTimeFormat, "Intl.DateTimeFormat.prototype.formatToParts");
  return formatDateTimeToParts(formatterOf(format), timeOf(args[0]), nullptr);
}

// §11.3.5, §11.3.6
template <Value (*formatted)(DateTimeFormatter&, double, double)>
Value rangeMethod(Args& args, const char* name) {
  IntlObject* format = thisIntl(args, Service::DateTimeFormat, name);
  if (args[0].isUndefined() || args[1].isUndefined()) throwTypeError("Invalid time value");
  double start = toNumber(args[0]), end = toNumber(args[1]);
  start = clipDateTime(start);
  return formatted(formatterOf(format), start, clipDateTime(end));
}
Value formatRange(Args& args) {
  return rangeMethod<formatDateTimeRange>(args, "Intl.DateTimeFormat.prototype.formatRange");
}
Value formatRangeToParts(Args& args) {
  return rangeMethod<formatDateTimeRangeToParts>(args, "Intl.DateTimeFormat.prototype.formatRangeToParts");
}

// §11.3.7
Value resolvedOptions(Args& args) {
  IntlObject* format = unwrapDateTimeFormat(args, "Intl.DateTimeFormat.prototype.resolvedOptions");
  return box(resolvedDateTimeOptions(formatterOf(format)));
}

const NativeMethod kMethods[] = {{"resolvedOptions", KILN_NATIVE(resolvedOptions), 0},
                                 {"formatToParts", KILN_NATIVE(formatToParts), 1}};
const NativeMethod kRangeMethods[] = {{"formatRange", KILN_NATIVE(formatRange), 2},
                                      {"formatRangeToParts", KILN_NATIVE(formatRangeToParts), 2}};

}  // namespace

Function* initDateTimeFormat() {
  Object* prototype;
  Function* constructor =
      defineService(Service::DateTimeFormat, KILN_NATIVE(dateTimeFormatConstructor), &prototype);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "format", KILN_NATIVE(formatGetter));
  defineMethods(prototype, kRangeMethods);
  defineDateToLocale();
  return constructor;
}

}  // namespace kiln::rt::intl
