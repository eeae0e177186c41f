#include "stdlib/intl/date_time_fields.h"

#include <cstring>

namespace kiln::rt::intl {
namespace {

constexpr Notation kWeekday[] = {{"EEEEE", "narrow"}, {"EEEE", "long"}, {"EEE", "short"},
                                 {"ccccc", "narrow"}, {"cccc", "long"}, {"ccc", "short"}};
constexpr Notation kEra[] = {{"GGGGG", "narrow"}, {"GGGG", "long"}, {"GGG", "short"}};
constexpr Notation kYear[] = {{"yy", "2-digit"}, {"y", "numeric"}};
constexpr Notation kMonth[] = {{"MMMMM", "narrow"}, {"MMMM", "long"},    {"MMM", "short"}, {"MM", "2-digit"},
                               {"M", "numeric"},    {"LLLLL", "narrow"}, {"LLLL", "long"}, {"LLL", "short"},
                               {"LL", "2-digit"},   {"L", "numeric"}};
constexpr Notation kDay[] = {{"dd", "2-digit"}, {"d", "numeric"}};
constexpr Notation kDayPeriod[] = {{"BBBBB", "narrow"}, {"bbbbb", "narrow"}, {"BBBB", "long"},
                                   {"bbbb", "long"},    {"B", "short"},      {"b", "short"}};
constexpr Notation kHour[] = {{"HH", "2-digit"}, {"H", "numeric"}, {"hh", "2-digit"}, {"h", "numeric"},
                              {"kk", "2-digit"}, {"k", "numeric"}, {"KK", "2-digit"}, {"K", "numeric"}};
constexpr Notation kMinute[] = {{"mm", "2-digit"}, {"m", "numeric"}};
constexpr Notation kSecond[] = {{"ss", "2-digit"}, {"s", "numeric"}};
constexpr Notation kTimeZoneName[] = {{"zzzz", "long"},     {"z", "short"},          {"OOOO", "longOffset"},
                                      {"O", "shortOffset"}, {"vvvv", "longGeneric"}, {"v", "shortGeneric"}};

constexpr FieldNotations kFields[] = {
    {"weekday", kWeekday}, {"era", kEra},
    {"year", kYear},       {"month", kMonth},
    {"day", kDay},         {"dayPeriod", kDayPeriod},
    {"hour", kHour},       {"minute", kMinute},
    {"second", kSecond},   {"timeZoneName", kTimeZoneName},
};
static_assert(std::size(kFields) == kDateTimeFields);

struct HourCycle {
  char symbol;
  const char* name;
};
constexpr HourCycle kHourCycles[] = {{'K', "h11"}, {'h', "h12"}, {'H', "h23"}, {'k', "h24"}};

}  // namespace

const FieldNotations& notationsOf(DateTimeField field) {
  return kFields[static_cast<size_t>(field)];
}

std::string valueInPattern(DateTimeField field, const std::string& pattern) {
  for (const Notation& notation : notationsOf(field).notations) {
    if (pattern.find(notation.symbols) != std::string::npos) return notation.value;
  }
  return "";
}

std::string skeletonSymbols(DateTimeField field, const std::string& value, char hour) {
  for (const Notation& notation : notationsOf(field).notations) {
    if (value != notation.value) continue;
    if (field == DateTimeField::Hour) return std::string(std::strlen(notation.symbols), hour);
    return notation.symbols;
  }
  return "";
}

const char* hourCycleName(char symbol) {
  for (const HourCycle& cycle : kHourCycles) {
    if (cycle.symbol == symbol) return cycle.name;
  }
  return "";
}

char hourCycleSymbol(const std::string& name) {
  for (const HourCycle& cycle : kHourCycles) {
    if (name == cycle.name) return cycle.symbol;
  }
  return 0;
}

}  // namespace kiln::rt::intl
