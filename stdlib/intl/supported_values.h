// ECMA-402 §6: what Intl.supportedValuesOf lists, also for the constructors that take such values.
#pragma once
#include <unicode/strenum.h>

#include <string>
#include <vector>

namespace kiln::rt::intl {

// Sorted. `key` is "calendar", "collation", "currency", "numberingSystem", "timeZone" or "unit"; RangeError
// for any other.
const std::vector<std::string>& supportedValues(const std::string& key);

// The units of §6.6, table 2: "kilometer", not compounds. Sorted.
bool isSanctionedUnit(const std::string& name);

// The values of a Unicode keyword as language tags have them ("phonebk"), of what ICU calls otherwise
// ("phonebook"); `key` is ICU's, "collation".
std::string unicodeValue(const char* key, const std::string& icu_value);
// Whether `icu_values`, which is ended, lists `name` as language tags have it. Null: ICU has failed.
bool hasUnicodeValue(const char* key, const std::string& name, icu::StringEnumeration* icu_values);

}  // namespace kiln::rt::intl
