// From date-time options to the pattern of a format, by ICU's DateTimePatternGenerator.
#pragma once
#include <unicode/smpdtfmt.h>

#include <memory>

#include "stdlib/intl/date_time_options.h"

namespace kiln::rt::intl {

// The symbol of hours (date_time_fields.h) that the options and the locale's keywords ask for (§11.1.2 steps
// 21-27).
char resolveHourCycle(const DateTimeOptions& options, const std::string& of_tag, const icu::Locale& locale);

// §11.1.2 steps 43-44: the format of the styles, or of the components. `hour` is 0 where it has no hours.
std::unique_ptr<icu::SimpleDateFormat> formatOfStyles(const DateTimeOptions& options,
                                                      const icu::Locale& locale, char hour);
std::unique_ptr<icu::SimpleDateFormat> formatOfComponents(const DateTimeOptions& options,
                                                          const icu::Locale& locale, char hour);

}  // namespace kiln::rt::intl
