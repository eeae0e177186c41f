#include "stdlib/intl/text.h"

#include "runtime/ops/throw.h"

namespace kiln::rt::intl {

icu::UnicodeString toUnicode(String* s) {
  Chars c = chars(s);
  if (!c.is_latin1) return {c.utf16(), static_cast<int32_t>(c.length)};
  icu::UnicodeString text(static_cast<int32_t>(c.length), 0, 0);
  for (uint32_t i = 0; i < c.length; ++i) text.append(static_cast<char16_t>(c.latin1()[i]));
  return text;
}

String* fromUnicode(const icu::UnicodeString& text) {
  return newUtf16(text.getBuffer(), static_cast<size_t>(text.length()));
}

icu::UnicodeString textOf(const icu::FormattedValue& formatted) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text = formatted.toString(status);
  check(status);
  return text;
}

void check(UErrorCode status) {
  if (U_FAILURE(status)) throwRangeError("Internal error. Icu error.");
}

}  // namespace kiln::rt::intl
