// What the files of RegExp share.
#pragma once
#include "runtime/regex/regex.h"
#include "stdlib/ecma/string.h"

namespace kiln::rt {

// lastIndex is an ordinary own property: always the first, so in slot 0.
struct RegExpObject : Object {
  String* source;
  const regex::Program* program;
  bool has(regex::Flags flag) const { return program->flags & flag; }
  bool isUnicode() const { return program->flags & (regex::kUnicode | regex::kUnicodeSets); }
};

RegExpObject* thisRegExp(Args& args, const char* method);
// FAST: nothing on the object or RegExp.prototype.exec was replaced (tests/exec/regexp): matching needs no
// result objects.
bool isPlainRegExp(Value v);
// Offsets of the groups, -1 for those without a match. May throw.
bool matchRegExp(RegExpObject* r, String* text, uint32_t from, bool sticky, std::vector<int32_t>& captures);
Value captureAt(String* text, const std::vector<int32_t>& captures, size_t group);  // string or undefined
Value namedGroups(RegExpObject* r, String* text, const std::vector<int32_t>& captures);
Value regExpBuiltinExec(RegExpObject* r, String* text);  // §22.2.7.2
Value regExpExec(Object* r, String* text);               // §22.2.7.1
double advanceStringIndex(String* text, double index, bool unicode);

void defineRegExpSymbols(Object* prototype);
void noteMatch(String* text, const std::vector<int32_t>& captures);  // for RegExp.$1 and its like
void defineRegExpLegacy(Object* constructor);

}  // namespace kiln::rt
