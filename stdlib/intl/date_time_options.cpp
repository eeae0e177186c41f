#include "stdlib/intl/date_time_options.h"

#include "stdlib/intl/locales.h"
#include "stdlib/intl/supported_values.h"
#include "stdlib/intl/time_zones.h"

namespace kiln::rt::intl {
namespace {

using Field = DateTimeField;

std::string readTimeZone(const OptionsReader& options) {
  std::optional<std::string> name = options.string("timeZone");
  if (!name) return systemTimeZone();
  std::string zone = findTimeZone(*name);
  if (zone.empty()) throwRangeError("Invalid time zone specified: %s", name->c_str());
  return zone;
}

std::string readField(const OptionsReader& options, Field field) {
  const char* name = notationsOf(field).property;
  std::optional<std::string> value = options.string(name);
  if (!value) return "";
  if (skeletonSymbols(field, *value, 'h').empty())
    throwRangeError("Value %s out of range for %s options property %s", value->c_str(), options.service,
                    name);
  return *value;
}

bool any(const DateTimeOptions& options, std::initializer_list<Field> fields) {
  for (Field field : fields) {
    if (!options[field].empty()) return true;
  }
  return false;
}

// §11.1.2 step 43: styles and components exclude one another.
void checkStyles(const DateTimeOptions& options, DateTimeParts required) {
  if (required == DateTimeParts::Date && !options.time_style.empty())
    throwTypeError("Invalid option : timeStyle");
  if (required == DateTimeParts::Time && !options.date_style.empty())
    throwTypeError("Invalid option : dateStyle");
  const char* set = options.fractional_second_digits > 0 ? "fractionalSecondDigits" : nullptr;
  for (size_t i = kDateTimeFields; i-- > 0;) {
    if (!options.fields[i].empty()) set = notationsOf(static_cast<Field>(i)).property;
  }
  if (set != nullptr)
    throwTypeError("Can't set option %s when %s is used", set,
                   options.date_style.empty() ? "timeStyle" : "dateStyle");
}

// §11.1.2 step 44
void addDefaults(DateTimeOptions& options, DateTimeParts required, DateTimeParts defaults) {
  bool has_date = any(options, {Field::Weekday, Field::Year, Field::Month, Field::Day});
  bool has_time = any(options, {Field::DayPeriod, Field::Hour, Field::Minute, Field::Second}) ||
                  options.fractional_second_digits > 0;
  if ((required != DateTimeParts::Time && has_date) || (required != DateTimeParts::Date && has_time)) return;
  if (defaults != DateTimeParts::Time) {
    for (Field field : {Field::Year, Field::Month, Field::Day}) options[field] = "numeric";
  }
  if (defaults != DateTimeParts::Date) {
    for (Field field : {Field::Hour, Field::Minute, Field::Second}) options[field] = "numeric";
  }
}

}  // namespace

std::string DateTimeOptions::key() const {
  std::string out;
  auto add = [&out](const std::string& text) {
    out += text;
    out += '\n';
  };
  for (const std::string& locale : locales) add(locale);
  add("");
  for (const std::string* text :
       {&calendar, &numbering_system, &hour_cycle, &time_zone, &date_style, &time_style})
    add(*text);
  for (const std::string& value : fields) add(value);
  add(hour12 ? (*hour12 ? "12" : "24") : "");
  add(std::to_string(fractional_second_digits));
  return out;
}

DateTimeOptions readDateTimeOptions(Value locales, Value options_argument, DateTimeParts required,
                                    DateTimeParts defaults, const char* service) {
  DateTimeOptions result;
  result.locales = canonicalizeLocaleList(locales);
  OptionsReader options{
      options_argument.isUndefined() ? newObjectWithPrototype(nullptr) : toObject(options_argument), service};
  readLocaleMatcher(options);
  result.calendar = options.unicodeType("calendar");
  result.numbering_system = options.unicodeType("numberingSystem");
  result.hour12 = options.boolean("hour12");
  result.hour_cycle = options.stringOr("hourCycle", {"h11", "h12", "h23", "h24"}, "");
  result.time_zone = readTimeZone(options);
  for (size_t i = 0; i < kDateTimeFields; ++i) {
    auto field = static_cast<Field>(i);
    if (field == Field::TimeZoneName)
      result.fractional_second_digits = options.number("fractionalSecondDigits", 1, 3).value_or(0);
    result[field] = readField(options, field);
  }
  options.string("formatMatcher", {"basic", "best fit"});
  result.date_style = options.stringOr("dateStyle", {"full", "long", "medium", "short"}, "");
  result.time_style = options.stringOr("timeStyle", {"full", "long", "medium", "short"}, "");
  if (result.date_style.empty() && result.time_style.empty())
    addDefaults(result, required, defaults);
  else
    checkStyles(result, required);
  return result;
}

}  // namespace kiln::rt::intl
