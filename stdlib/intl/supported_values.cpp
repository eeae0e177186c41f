#include "stdlib/intl/supported_values.h"

#include <unicode/calendar.h>
#include <unicode/coll.h>
#include <unicode/numsys.h>
#include <unicode/timezone.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>

#include "runtime/ops/throw.h"
#include "stdlib/intl/locales.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

using Values = std::vector<std::string>;

constexpr const char* kUnits[] = {
    "acre",       "bit",         "byte",        "celsius", "centimeter",  "day",        "degree",
    "fahrenheit", "fluid-ounce", "foot",        "gallon",  "gigabit",     "gigabyte",   "gram",
    "hectare",    "hour",        "inch",        "kilobit", "kilobyte",    "kilogram",   "kilometer",
    "liter",      "megabit",     "megabyte",    "meter",   "microsecond", "mile",       "mile-scandinavian",
    "milliliter", "millimeter",  "millisecond", "minute",  "month",       "nanosecond", "ounce",
    "percent",    "petabyte",    "pound",       "second",  "stone",       "terabit",    "terabyte",
    "week",       "yard",        "year"};

template <typename Accept>
Values collect(icu::StringEnumeration* enumeration, Accept&& accept) {
  std::unique_ptr<icu::StringEnumeration> owned(enumeration);
  std::set<std::string> found;
  UErrorCode status = U_ZERO_ERROR;
  while (const char* value = owned->next(nullptr, status)) {
    std::string text = accept(std::string(value));
    if (!text.empty()) found.insert(text);
  }
  check(status);
  return {found.begin(), found.end()};
}

Values calendars() {
  UErrorCode status = U_ZERO_ERROR;
  return collect(icu::Calendar::getKeywordValuesForLocale("calendar", icu::Locale::getRoot(), false, status),
                 [](const std::string& name) { return unicodeValue("calendar", name); });
}

Values collations() {
  UErrorCode status = U_ZERO_ERROR;
  return collect(icu::Collator::getKeywordValues("collation", status), [](const std::string& name) {
    bool usage = name == "standard" || name == "search" || name.starts_with("private-");
    return usage ? std::string() : unicodeValue("collation", name);
  });
}

// Those in common use that have a name.
Values currencies() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UEnumeration, void (*)(UEnumeration*)> codes(
      ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status), uenum_close);
  check(status);
  Values found;
  while (const char* code = uenum_next(codes.get(), nullptr, &status)) {
    icu::UnicodeString wide(code, -1, US_INV);
    UErrorCode name_status = U_ZERO_ERROR;
    int32_t length;
    const char16_t* name =
        ucurr_getName(wide.getTerminatedBuffer(), "en", UCURR_LONG_NAME, nullptr, &length, &name_status);
    if (U_SUCCESS(name_status) && wide != icu::UnicodeString(name, length)) found.emplace_back(code);
  }
  check(status);
  std::sort(found.begin(), found.end());
  return found;
}

Values numberingSystems() {
  UErrorCode status = U_ZERO_ERROR;
  return collect(icu::NumberingSystem::getAvailableNames(status), [](const std::string& name) {
    return isNumberingSystem(icu::Locale::getRoot(), name) ? name : std::string();
  });
}

Values timeZones() {
  UErrorCode status = U_ZERO_ERROR;
  Values zones = collect(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status),
      [](const std::string& name) { return name; });
  return zones;
}

Values units() {
  return {std::begin(kUnits), std::end(kUnits)};
}

struct Key {
  const char* name;
  Values (*list)();
};
constexpr Key kKeys[] = {{"calendar", calendars},  {"collation", collations},
                         {"currency", currencies}, {"numberingSystem", numberingSystems},
                         {"timeZone", timeZones},  {"unit", units}};

}  // namespace

std::string unicodeValue(const char* key, const std::string& icu_value) {
  const char* value = uloc_toUnicodeLocaleType(key, icu_value.c_str());
  return value == nullptr ? icu_value : value;
}

bool hasUnicodeValue(const char* key, const std::string& name, icu::StringEnumeration* icu_values) {
  std::unique_ptr<icu::StringEnumeration> values(icu_values);
  UErrorCode status = U_ZERO_ERROR;
  while (const char* value = values == nullptr ? nullptr : values->next(nullptr, status)) {
    if (unicodeValue(key, value) == name) return true;
  }
  return false;
}

const std::vector<std::string>& supportedValues(const std::string& key) {
  static std::map<std::string, Values> listed;
  if (auto known = listed.find(key); known != listed.end()) return known->second;
  for (const Key& row : kKeys) {
    if (key == row.name) return listed[key] = row.list();
  }
  throwRangeError("Invalid key : %s", key.c_str());
}

bool isSanctionedUnit(const std::string& name) {
  const Values& units = supportedValues("unit");
  return std::binary_search(units.begin(), units.end(), name);
}

}  // namespace kiln::rt::intl
