// Strings of the runtime and of ICU.
#pragma once
#include <unicode/unistr.h>

#include "runtime/value/strings.h"

namespace kiln::rt::intl {

icu::UnicodeString toUnicode(String* s);
String* fromUnicode(const icu::UnicodeString& text);
// Throws a RangeError where ICU has failed.
void check(UErrorCode status);

}  // namespace kiln::rt::intl
