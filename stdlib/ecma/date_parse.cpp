// §21.4.3.2 Date.parse: the ISO form of §21.4.1.32, else the forgiving reading that V8 gives other texts.
#include <cmath>
#include <limits>

#include "stdlib/ecma/date_math.h"

namespace kiln::rt::date {
namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Reader {
  std::string_view text;
  size_t at = 0;
  bool end() const { return at >= text.size(); }
  char peek() const { return end() ? '\0' : text[at]; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at;
    return true;
  }
  // Exactly `count` digits.
  bool digits(int count, double* out) {
    if (at + static_cast<size_t>(count) > text.size()) return false;
    double value = 0;
    for (int i = 0; i < count; ++i) {
      char c = text[at + static_cast<size_t>(i)];
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    at += static_cast<size_t>(count);
    *out = value;
    return true;
  }
};

// Empty result (NaN) also when the text is no ISO date at all; `*matched` tells.
double parseIso(std::string_view text, bool* matched) {
  Reader r{text};
  double year, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0;
  *matched = false;
  if (r.peek() == '+' || r.peek() == '-') {
    bool negative = r.peek() == '-';
    ++r.at;
    if (!r.digits(6, &year)) return kNaN;
    if (negative && year == 0) return kNaN;
    if (negative) year = -year;
  } else if (!r.digits(4, &year)) {
    return kNaN;
  }
  if (r.take('-')) {
    if (!r.digits(2, &month)) return kNaN;
    if (r.take('-') && !r.digits(2, &day)) return kNaN;
  }
  bool has_time = false, zoned = false;
  double offset = 0;
  if (r.peek() == 'T' || r.peek() == 't' || r.peek() == ' ') {
    ++r.at;
    has_time = true;
    if (!r.digits(2, &hour) || !r.take(':') || !r.digits(2, &minute)) return kNaN;
    if (r.take(':')) {
      if (!r.digits(2, &second)) return kNaN;
      if (r.take('.') || r.take(',')) {
        double scale = 100;
        bool any = false;
        while (r.peek() >= '0' && r.peek() <= '9') {
          millisecond += std::floor(scale) * (r.peek() - '0');
          scale /= 10;
          if (scale < 1) scale = 0;
          ++r.at;
          any = true;
        }
        if (!any) return kNaN;
      }
    }
    if (r.take('Z') || r.take('z')) {
      zoned = true;
    } else if (r.peek() == '+' || r.peek() == '-') {
      double sign = r.peek() == '-' ? -1 : 1;
      ++r.at;
      double hours, minutes;
      if (!r.digits(2, &hours)) return kNaN;
      r.take(':');
      if (!r.digits(2, &minutes)) return kNaN;
      offset = sign * (hours * 60 + minutes);
      zoned = true;
    }
  }
  if (!r.end()) return kNaN;
  *matched = true;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 59) return kNaN;
  if (hour == 24 && (minute != 0 || second != 0 || millisecond != 0)) return kNaN;
  double time = makeDate(makeDay(year, month - 1, day), makeTime(hour, minute, second, millisecond));
  if (zoned) return timeClip(time - offset * 60'000);
  return timeClip(has_time ? utc(time) : time);
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int monthIndex(std::string_view word) {
  static constexpr const char* kNames[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                           "jul", "aug", "sep", "oct", "nov", "dec"};
  for (int i = 0; i < 12; ++i) {
    if (word.substr(0, 3) == kNames[i]) return i;
  }
  return -1;
}

bool zoneOffset(std::string_view word, double* minutes) {
  struct Row {
    const char* name;
    int hours;
  };
  static constexpr Row kZones[] = {{"utc", 0},  {"ut", 0},   {"gmt", 0},  {"z", 0},
                                   {"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5},
                                   {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};
  for (const Row& row : kZones) {
    if (word == row.name) {
      *minutes = row.hours * 60;
      return true;
    }
  }
  return false;
}

// Words: month names, day names (ignored), AM/PM, zones. Numbers: with ':' they are the time, otherwise day
// and year in the order found. Text in parentheses is a comment. Unknown words are allowed before the first
// number.
double parseLegacy(std::string_view text) {
  Reader r{text};
  double numbers[3];
  int number_count = 0;
  int month = -1;
  bool month_first = false;
  double hour = 0, minute = 0, second = 0, millisecond = 0;
  bool has_time = false, zoned = false, pm = false, am = false;
  double offset = 0;
  auto readNumber = [&](int* length) {
    double value = 0;
    *length = 0;
    while (isDigit(r.peek())) {
      value = value * 10 + (r.peek() - '0');
      ++r.at;
      ++*length;
    }
    return value;
  };
  while (!r.end()) {
    char c = r.peek();
    if (c == '(') {
      int depth = 0;
      while (!r.end()) {
        depth += r.peek() == '(' ? 1 : r.peek() == ')' ? -1 : 0;
        ++r.at;
        if (depth == 0) break;
      }
      continue;
    }
    if (isLetter(c)) {
      std::string word;
      while (isLetter(r.peek())) word += static_cast<char>(r.text[r.at++] | 32);
      r.take('.');
      double minutes;
      if (word == "am" || word == "pm") {
        if (!has_time && number_count == 0) return kNaN;
        (word == "pm" ? pm : am) = true;
      } else if (word == "t" && number_count > 0 && !has_time) {
        // separator of date and time
      } else if (monthIndex(word) >= 0) {
        if (month < 0) month_first = number_count == 0;
        month = monthIndex(word);
      } else if (zoneOffset(word, &minutes)) {
        zoned = true;
        offset = minutes;
      } else if (number_count > 0 || has_time) {
        return kNaN;
      }
      continue;
    }
    if ((c == '+' || c == '-') && has_time) {
      double sign = c == '-' ? -1 : 1;
      ++r.at;
      if (!isDigit(r.peek())) return kNaN;
      int length;
      double value = readNumber(&length);
      if (r.take(':')) {
        double minutes = readNumber(&length);
        offset = sign * (value * 60 + minutes);
      } else {
        offset = sign * (length <= 2 ? value * 60 : std::floor(value / 100) * 60 + std::fmod(value, 100));
      }
      zoned = true;
      continue;
    }
    if (isDigit(c)) {
      int length;
      double value = readNumber(&length);
      if (r.peek() == ':' && !has_time) {
        has_time = true;
        hour = value;
        ++r.at;
        if (!isDigit(r.peek())) return kNaN;
        minute = readNumber(&length);
        if (r.take(':')) {
          if (!isDigit(r.peek())) return kNaN;
          second = readNumber(&length);
          if (r.take('.') && isDigit(r.peek())) {
            double scale = 100;
            while (isDigit(r.peek())) {
              millisecond += std::floor(scale) * (r.peek() - '0');
              scale = scale >= 10 ? scale / 10 : 0;
              ++r.at;
            }
          }
        }
        continue;
      }
      if (number_count == 3) return kNaN;
      numbers[number_count++] = value;
      if (r.peek() == '/' || r.peek() == '-') ++r.at;
      continue;
    }
    ++r.at;  // spaces, commas and other punctuation
  }
  double year, day;
  if (month >= 0) {
    if (number_count == 0) return kNaN;
    if (number_count == 1) {
      // "Jan 2020" reads as day 1 when the number cannot be a day.
      day = numbers[0] > 31 ? 1 : numbers[0];
      year = numbers[0] > 31 ? numbers[0] : 2001;
    } else if (numbers[0] > 31) {
      year = numbers[0];
      day = numbers[1];
    } else {
      day = numbers[0];
      year = numbers[1];
    }
    (void)month_first;
  } else {
    if (number_count < 2) {
      if (number_count != 1) return kNaN;
      // A lone number: a month when small, else a year.
      month = numbers[0] >= 1 && numbers[0] <= 12 ? static_cast<int>(numbers[0]) - 1 : 0;
      year = numbers[0] >= 1 && numbers[0] <= 12 ? 2001 : numbers[0];
      if (numbers[0] > 12 && numbers[0] < 32) return kNaN;
      day = 1;
    } else if (numbers[0] > 31) {  // year first
      year = numbers[0];
      month = static_cast<int>(numbers[1]) - 1;
      day = number_count == 3 ? numbers[2] : 1;
    } else {
      month = static_cast<int>(numbers[0]) - 1;
      day = numbers[1];
      year = number_count == 3 ? numbers[2] : 2001;
    }
  }
  if (month < 0 || month > 11 || day < 1 || day > 31) return kNaN;
  if (year >= 0 && year < 50) {
    year += 2000;
  } else if (year >= 50 && year < 100) {
    year += 1900;
  }
  if (am || pm) {
    if (hour < 1 || hour > 12) return kNaN;
    hour = std::fmod(hour, 12) + (pm ? 12 : 0);
  }
  if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute != 0 || second != 0))) return kNaN;
  double time = makeDate(makeDay(year, month, day), makeTime(hour, minute, second, millisecond));
  return timeClip(zoned ? time - offset * 60'000 : utc(time));
}

}  // namespace

double parse(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n'))
    text.remove_suffix(1);
  bool matched;
  double time = parseIso(text, &matched);
  return matched ? time : parseLegacy(text);
}

}  // namespace kiln::rt::date
