// ECMA-402 §15.5.7 FormatNumericToParts, §15.5.23 FormatNumericRangeToParts.
#pragma once
#include <unicode/formattedvalue.h>

#include "stdlib/intl/mathematical_value.h"

namespace kiln::rt::intl {

// An Array of { type, value }. `is_unit`: of style "unit", where a percent sign is the unit. `unit`: what the
// parts of the number have as a third property, if any (§17.5.3).
Value numberParts(const icu::FormattedValue& text, const MathematicalValue& number, bool is_unit,
                  const char* unit = nullptr);
// With `source` in each part.
Value numberRangeParts(const icu::FormattedValue& text, const MathematicalValue& start,
                       const MathematicalValue& end, bool is_unit);

}  // namespace kiln::rt::intl
