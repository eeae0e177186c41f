// Interned UTF-16 strings: identifiers, property names and string literal values.
// UTF-16 because JavaScript strings may hold lone surrogates, which UTF-8 cannot.
// Equal text <=> equal pointer, within one NameTable (one a compilation).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "frontend/support/arena.h"

namespace kiln {

struct NameData {
  std::u16string_view text;
  uint32_t id;  // dense, in order of first appearance
};
using Name = const NameData*;

class NameTable {
 public:
  Name intern(std::u16string_view text);
  Name internUtf8(std::string_view text);  // WTF-8: surrogates encoded as three bytes are kept
  bool contains(std::u16string_view text) const { return names_.contains(text); }
  uint32_t size() const { return next_; }

 private:
  Arena arena_;
  std::unordered_map<std::u16string_view, Name> names_;
  uint32_t next_ = 0;
};

std::u16string utf8ToUtf16(std::string_view text);  // ill-formed bytes become U+FFFD; WTF-8 accepted
std::string utf16ToUtf8(std::u16string_view text);  // lone surrogates: WTF-8
inline std::string toUtf8(Name name) {
  return name ? utf16ToUtf8(name->text) : std::string();
}
void appendCodePoint(std::u16string& out, uint32_t code_point);

}  // namespace kiln
