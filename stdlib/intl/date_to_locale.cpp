#include "stdlib/intl/date_to_locale.h"

#include <map>

#include "stdlib/intl/date_time_formatter.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/time_zones.h"

namespace kiln::rt::intl {
namespace {

constexpr size_t kKept = 32;

// FAST: no user code can tell what is read of no options, so the formatter of the call before serves
// (tests/exec/intl/date-to-locale).
DateTimeFormatter& formatterWithoutOptions(Value locales, DateTimeParts required, DateTimeParts defaults,
                                           const char* method) {
  static std::map<std::string, std::shared_ptr<DateTimeFormatter>> kept;
  std::string key = std::string(method) + "\n" + systemTimeZone();
  if (isString(locales)) key += "\n" + toUtf8(asString(locales));
  auto found = kept.find(key);
  if (found != kept.end()) return *found->second;
  std::shared_ptr<DateTimeFormatter> made =
      dateTimeFormatter(readDateTimeOptions(locales, Value::undefined(), required, defaults, method));
  if (kept.size() >= kKept) kept.clear();
  return *(kept[key] = made);
}

Value toLocale(Args& args, DateTimeParts required, DateTimeParts defaults, const char* method) {
  if (!isKind(args.this_value, CellKind::Date)) throwIncompatible(method, args.this_value);
  double time = dateTime(asObject(args.this_value));
  if (time != time) return box(internAscii("Invalid Date"));
  if (args[1].isUndefined() && (args[0].isUndefined() || isString(args[0])))
    return formatDateTime(formatterWithoutOptions(args[0], required, defaults, method), time);
  return formatDateTime(*dateTimeFormatter(readDateTimeOptions(args[0], args[1], required, defaults, method)),
                        time);
}

// §19.4.1
Value toLocaleString(Args& args) {
  return toLocale(args, DateTimeParts::Any, DateTimeParts::Any, "Date.prototype.toLocaleString");
}
// §19.4.2
Value toLocaleDateString(Args& args) {
  return toLocale(args, DateTimeParts::Date, DateTimeParts::Date, "Date.prototype.toLocaleDateString");
}
// §19.4.3
Value toLocaleTimeString(Args& args) {
  return toLocale(args, DateTimeParts::Time, DateTimeParts::Time, "Date.prototype.toLocaleTimeString");
}

const NativeMethod kMethods[] = {{"toLocaleString", KILN_NATIVE(toLocaleString), 0},
                                 {"toLocaleDateString", KILN_NATIVE(toLocaleDateString), 0},
                                 {"toLocaleTimeString", KILN_NATIVE(toLocaleTimeString), 0}};

}  // namespace

void defineDateToLocale() {
  replaceMethods(realm().date_prototype, kMethods);
}

}  // namespace kiln::rt::intl
