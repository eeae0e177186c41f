// HTML §8.3: btoa and atob.
#include "stdlib/ecma/dom_exception.h"

namespace kiln::rt {
namespace {

constexpr const char* kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

[[noreturn]] void throwInvalid(const char* message) {
  throwDomException(newLatin1(message), "InvalidCharacterError");
}

Value btoa(Args& args) {
  if (args.count == 0) throwTypeError("The \"data\" argument must be specified");
  Chars c = chars(toString(args[0]));
  std::string out;
  for (uint32_t i = 0; i < c.length; i += 3) {
    uint32_t group = 0, bytes = std::min(c.length - i, 3u);
    for (uint32_t k = 0; k < 3; ++k) {
      uint32_t unit = k < bytes ? c[i + k] : 0;
      if (unit > 255) throwInvalid("Invalid character");
      group = group << 8 | unit;
    }
    for (uint32_t k = 0; k < 4; ++k) out += k <= bytes ? kAlphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return box(newLatin1(out));
}

int sextet(char16_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// Infra §5 forgiving-base64 decode, with Node's words for what is wrong.
Value atob(Args& args) {
  if (args.count == 0) throwTypeError("The \"data\" argument must be specified");
  Chars c = chars(toString(args[0]));
  std::string text;
  uint32_t padding = 0;
  for (uint32_t i = 0; i < c.length; ++i) {
    if (c[i] == ' ' || c[i] == '\t' || c[i] == '\n' || c[i] == '\f' || c[i] == '\r') continue;
    if (c[i] == '=') {
      if (++padding > 2) throwInvalid("Invalid character");
      continue;
    }
    if (padding != 0 || sextet(c[i]) < 0) throwInvalid("Invalid character");
    text += static_cast<char>(c[i]);
  }
  if (padding != 0 && (text.size() + padding) % 4 != 0) throwInvalid("Invalid character");
  if (text.size() % 4 == 1) throwInvalid("The string to be decoded is not correctly encoded.");
  StringBuilder out;
  uint32_t group = 0, bits = 0;
  for (char unit : text) {
    group = group << 6 | static_cast<uint32_t>(sextet(static_cast<char16_t>(unit)));
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.append(static_cast<char16_t>(group >> bits & 255));
    }
  }
  return box(out.finish());
}

const NativeMethod kFunctions[] = {
    {"atob", KILN_NATIVE(atob), 1},
    {"btoa", KILN_NATIVE(btoa), 1},
};

}  // namespace

void initBase64() {
  defineMethods(realm().global, kFunctions);
}

}  // namespace kiln::rt
