// ECMA-262 §22.2.5.1 RegExp.escape ( S ).
#include "stdlib/ecma/regexp.h"

namespace kiln::rt {
namespace {

void appendHex(StringBuilder& out, uint32_t value, int digits) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    out.append(static_cast<char16_t>("0123456789abcdef"[(value >> shift) & 15]));
}

void appendUnicodeEscape(StringBuilder& out, char16_t unit) {
  out.append("\\u");
  appendHex(out, unit, 4);
}

// §22.2.5.1.1 EncodeForRegExpEscape ( cp )
void encode(StringBuilder& out, uint32_t code) {
  constexpr std::string_view kSyntax = "^$\\.*+?()[]{}|/", kOtherPunctuators = ",-=<>#&!%:;@~'`\"";
  constexpr std::string_view kControls = "\t\n\v\f\r", kControlLetters = "tnvfr";
  if (code < 128) {
    auto c = static_cast<char>(code);
    if (kSyntax.find(c) != std::string_view::npos) {
      out.append(u'\\');
      out.append(static_cast<char16_t>(code));
      return;
    }
    if (size_t at = kControls.find(c); at != std::string_view::npos) {
      out.append(u'\\');
      out.append(static_cast<char16_t>(kControlLetters[at]));
      return;
    }
    if (c != ' ' && kOtherPunctuators.find(c) == std::string_view::npos) {
      out.append(static_cast<char16_t>(code));
      return;
    }
  } else if (!(code <= 0xffff && isWhiteSpace(static_cast<char16_t>(code))) && (code & ~0x7ffu) != 0xd800) {
    appendCodePoint(out, code);
    return;
  }
  if (code <= 0xff) {
    out.append("\\x");
    appendHex(out, code, 2);
  } else {
    appendUnicodeEscape(out, static_cast<char16_t>(code));
  }
}

Value regExpEscape(Args& args) {
  if (!args[0].isCell() || !isString(args[0])) throwTypeError("Input must be a string");
  Chars c = chars(asString(args[0]));
  StringBuilder out;
  for (uint32_t i = 0; i < c.length;) {
    uint32_t units;
    uint32_t code = codePointAt(c, i, &units);
    // A digit or letter at the start could be read as part of an escape before it.
    bool alphanumeric = (code >= '0' && code <= '9') || ((code | 32) >= 'a' && (code | 32) <= 'z');
    if (i == 0 && alphanumeric) {
      out.append("\\x");
      appendHex(out, code, 2);
    } else {
      encode(out, code);
    }
    i += units;
  }
  return box(out.finish());
}

const NativeMethod kStatics[] = {{"escape", KILN_NATIVE(regExpEscape), 1}};

}  // namespace

void defineRegExpEscape(Object* constructor) {
  defineMethods(constructor, kStatics);
}

}  // namespace kiln::rt
