// ECMA-402 §15: what an Intl.NumberFormat object has.
#pragma once
#include <unicode/numberrangeformatter.h>

#include "stdlib/intl/mathematical_value.h"
#include "stdlib/intl/number_format_options.h"
#include "stdlib/intl/service.h"

namespace kiln::rt::intl {

struct NumberFormatState : State {
  std::string locale, numbering_system, notation, compact_display, sign_display;
  std::string use_grouping;  // "" for false
  UnitOptions unit;
  DigitOptions digits;
  icu::Locale icu_locale;
  icu::number::UnlocalizedNumberFormatter settings;
  icu::number::LocalizedNumberFormatter formatter;
  std::unique_ptr<icu::number::LocalizedNumberRangeFormatter> range;  // made when it is first needed
};

// §15.1.2 InitializeNumberFormat. Messages name `service`, "Intl.NumberFormat". Runs user code.
std::unique_ptr<NumberFormatState> makeNumberFormat(Value locales, Value options, const char* service);
// §15.5.6 FormatNumeric
String* formatNumeric(const NumberFormatState& state, const MathematicalValue& value);

// §19.2.1, §19.3.1: Number.prototype.toLocaleString and BigInt.prototype.toLocaleString.
void defineNumberToLocaleString();

}  // namespace kiln::rt::intl
