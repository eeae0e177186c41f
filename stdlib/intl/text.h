// Strings of the runtime and of ICU.
#pragma once
#include <unicode/formattedvalue.h>
#include <unicode/unistr.h>

#include "runtime/value/strings.h"

namespace kiln::rt::intl {

icu::UnicodeString toUnicode(String* s);
String* fromUnicode(const icu::UnicodeString& text);
// What ICU has formatted, without its fields.
icu::UnicodeString textOf(const icu::FormattedValue& formatted);
// Throws a RangeError where ICU has failed.
void check(UErrorCode status);

}  // namespace kiln::rt::intl
