// Parts of String that its files, and RegExp, share.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// §22.1.3: RequireObjectCoercible(this) and ToString; `method` as in "String.prototype.at".
String* thisString(Args& args, const char* method);
// §22.1.3.19.1 GetSubstitution. `captures` are strings or undefined, the first is capture 1.
void getSubstitution(StringBuilder& out, String* matched, String* text, uint32_t position,
                     const Value* captures, size_t capture_count, Value named_captures, String* replacement);
String* caseConverted(String* s, bool upper);
String* trimmed(String* s, bool start, bool end);
// Code point at `i`; *units is 1 or 2.
uint32_t codePointAt(const Chars& c, uint32_t i, uint32_t* units);
void appendCodePoint(StringBuilder& out, uint32_t code);

void defineStringSearch(Object* prototype);
void defineStringCase(Object* prototype);
void defineStringHtml(Object* prototype);

}  // namespace kiln::rt
