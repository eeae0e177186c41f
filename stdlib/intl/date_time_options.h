// ECMA-402 §11.1.2 CreateDateTimeFormat, the half that reads options.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "stdlib/intl/date_time_fields.h"
#include "stdlib/intl/options.h"

namespace kiln::rt::intl {

// Which components a caller requires one of, and which it gets where there is none. The constructor has Any
// and Date, toLocaleString Any and Any ("all").
enum class DateTimeParts : uint8_t { Date, Time, Any };

// What was asked for; no object of ICU and no cell in it.
struct DateTimeOptions {
  std::vector<std::string> locales;
  std::string calendar, numbering_system, hour_cycle;  // "": not given
  std::optional<bool> hour12;
  std::string time_zone;                // as ICU knows it
  std::string fields[kDateTimeFields];  // "numeric"; "": absent
  int fractional_second_digits = 0;     // 0: absent
  std::string date_style, time_style;

  std::string& operator[](DateTimeField field) { return fields[static_cast<size_t>(field)]; }
  const std::string& operator[](DateTimeField field) const { return fields[static_cast<size_t>(field)]; }
  // Equal for equal options only.
  std::string key() const;
};

// Runs user code. `service` is who reads, for messages.
DateTimeOptions readDateTimeOptions(Value locales, Value options, DateTimeParts required,
                                    DateTimeParts defaults, const char* service);

}  // namespace kiln::rt::intl
