// Classes of characters in HTTP/1 (RFC 9110 §5.6.2, §5.5; RFC 3986).
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace kiln::http1 {

enum CharacterClass : uint8_t {
  kToken = 1,   // tchar
  kValue = 2,   // of field values: HTAB, visible, obs-text
  kUrl = 4,     // of paths, queries, fragments
  kServer = 8,  // of authorities
};

namespace detail {
constexpr std::array<uint8_t, 256> makeClasses() {
  std::array<uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (alphanumeric) classes[c] |= kToken | kServer;
    if (c == '\t' || (c >= 0x20 && c != 0x7f)) classes[c] |= kValue;
    if (c > 0x20 && c < 0x7f) classes[c] |= kUrl;
  }
  for (char c : std::string_view("!#$%&'*+-.^_`|~")) classes[static_cast<uint8_t>(c)] |= kToken;
  for (char c : std::string_view("-_.!~*'()%;:&=+$,[]")) classes[static_cast<uint8_t>(c)] |= kServer;
  return classes;
}
inline constexpr std::array<uint8_t, 256> kClasses = makeClasses();
}  // namespace detail

inline bool isToken(char c) {
  return detail::kClasses[static_cast<uint8_t>(c)] & kToken;
}
inline bool isValueCharacter(char c) {
  return detail::kClasses[static_cast<uint8_t>(c)] & kValue;
}
inline bool isUrlCharacter(char c) {
  return detail::kClasses[static_cast<uint8_t>(c)] & kUrl;
}
inline bool isServerCharacter(char c) {
  return detail::kClasses[static_cast<uint8_t>(c)] & kServer;
}
inline bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
inline char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}
inline bool isAlpha(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
inline int hexValue(char c) {
  if (isDigit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
// `word` is in lower case.
inline bool equalsIgnoringCase(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (lower(text[i]) != word[i]) return false;
  }
  return true;
}

}  // namespace kiln::http1
