// ECMA-402 §11.5, table 6: the components of date-time formats, and how patterns of UTS #35 write them.
#pragma once
#include <span>
#include <string>

namespace kiln::rt::intl {

enum class DateTimeField : uint8_t {
  Weekday,
  Era,
  Year,
  Month,
  Day,
  DayPeriod,
  Hour,
  Minute,
  Second,
  TimeZoneName,
};
inline constexpr size_t kDateTimeFields = 10;

struct Notation {
  const char *symbols, *value;  // "MMM", "short"
};
struct FieldNotations {
  const char* property;
  // Where symbols contain others, the longer ones come first. Of several for one value the first is the one
  // to ask ICU for.
  std::span<const Notation> notations;
};
// In the order in which resolvedOptions() lists them.
const FieldNotations& notationsOf(DateTimeField field);

// What the pattern has of a field, as V8 finds it: by looking for the symbols in its whole text, "" if there
// are none.
std::string valueInPattern(DateTimeField field, const std::string& pattern);
// Symbols of a skeleton for the value of a field; "" when no such value is allowed. `hour` is the symbol of
// hours.
std::string skeletonSymbols(DateTimeField field, const std::string& value, char hour);

// Hour cycles go by the symbol of their hours: K for h11, h for h12, H for h23, k for h24, 0 for none.
const char* hourCycleName(char symbol);
char hourCycleSymbol(const std::string& name);

}  // namespace kiln::rt::intl
