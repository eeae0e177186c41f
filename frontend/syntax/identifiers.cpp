#include "frontend/syntax/identifiers.h"

#include "runtime/regex/program.h"

namespace kiln::syntax {
namespace {

regex::CharacterSet unicodeProperty(const char* name) {
  regex::CharacterSet set;
  regex::propertySet(name, "", &set);
  return set;
}

int hexDigit(char16_t c) {
  return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

}  // namespace

bool isIdentifierStart(uint32_t code) {
  static const regex::CharacterSet set = unicodeProperty("ID_Start");
  return code == '$' || code == '_' || set.has(code);
}

bool isIdentifierPart(uint32_t code) {
  static const regex::CharacterSet set = unicodeProperty("ID_Continue");
  return code == '$' || code == 0x200c || code == 0x200d || set.has(code);
}

bool unicodeEscape(std::u16string_view text, size_t& at, uint32_t* code) {
  *code = 0;
  bool braces = at < text.size() && text[at] == '{';
  if (braces) ++at;
  size_t digits = 0;
  for (; at < text.size() && hexDigit(text[at]) >= 0 && *code <= 0x10ffff && (braces || digits < 4); ++digits)
    *code = *code * 16 + static_cast<uint32_t>(hexDigit(text[at++]));
  if (!braces) return digits == 4;
  bool closed = at < text.size() && text[at] == '}';
  ++at;
  return closed && digits > 0 && *code <= 0x10ffff;
}

}  // namespace kiln::syntax
