// ECMA-262 §19: function properties of the global object; §B.2.1 escape and unescape.
#include <fast_float/fast_float.h>

#include "runtime/object/shown_native.h"
#include "runtime/ops/evaluation.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {

bool isWhiteSpace(char16_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0xfeff || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

int digitOf(char16_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

// §19.2.5
Value globalParseInt(Args& args) {
  // FAST: an integer already (tests/exec/numbers).
  if (args[0].isInt32() && args[1].isUndefined()) return args[0];
  Chars c = chars(toString(args[0]));
  int radix = toInt32(args[1]);
  uint32_t at = 0;
  while (at < c.length && isWhiteSpace(c[at])) ++at;
  bool negative = at < c.length && c[at] == '-';
  if (at < c.length && (c[at] == '+' || c[at] == '-')) ++at;
  bool may_strip = radix == 0 || radix == 16;
  if (radix == 0) radix = 10;
  if (radix < 2 || radix > 36) return Value::number(kNaN);
  if (may_strip && at + 1 < c.length && c[at] == '0' && (c[at + 1] | 32) == 'x') {
    at += 2;
    radix = 16;
  }
  uint32_t start = at;
  double value = 0;
  while (at < c.length && digitOf(c[at]) < radix) value = value * radix + digitOf(c[at++]);
  if (at == start) return Value::number(kNaN);
  // Beyond 2^53 decimal digits are read exactly.
  if (radix == 10 && value >= 9007199254740992.0) {
    std::string digits;
    for (uint32_t i = start; i < at; ++i) digits += static_cast<char>(c[i]);
    fast_float::from_chars(digits.data(), digits.data() + digits.size(), value);
  }
  return Value::number(negative ? -value : value);
}

// §19.2.4
Value globalParseFloat(Args& args) {
  if (args[0].isInt32()) return args[0];
  Chars c = chars(toString(args[0]));
  uint32_t at = 0;
  while (at < c.length && isWhiteSpace(c[at])) ++at;
  std::string text;
  for (; at < c.length && c[at] < 128 && text.size() < 2000; ++at) text += static_cast<char>(c[at]);
  const char* p = text.c_str();
  bool negative = *p == '-';
  if (*p == '+' || *p == '-') ++p;
  if (std::string_view(p).starts_with("Infinity")) return Value::number(negative ? -INFINITY : INFINITY);
  const char* end = p;
  auto digits = [&] {
    const char* from = end;
    while (*end >= '0' && *end <= '9') ++end;
    return end != from;
  };
  bool any = digits();
  if (*end == '.') {
    ++end;
    if (!digits() && !any) return Value::number(kNaN);
    any = true;
  }
  if (!any) return Value::number(kNaN);
  if ((*end | 32) == 'e') {
    const char* exponent = end++;
    if (*end == '+' || *end == '-') ++end;
    if (!digits()) end = exponent;
  }
  double value = 0;
  fast_float::from_chars(p, end, value);
  return Value::number(negative ? -value : value);
}

Value globalIsNaN(Args& args) {
  double d = toNumber(args[0]);
  return Value::boolean(d != d);
}
Value globalIsFinite(Args& args) {
  return Value::boolean(std::isfinite(toNumber(args[0])));
}

// --- §19.2.6 URI handling

constexpr const char* kAlphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr const char* kMark = "-_.!~*'()";
constexpr const char* kReserved = ";/?:@&=+$,#";

[[noreturn]] void throwMalformed() {
  throwError(ErrorType::URIError, "URI malformed");
}

// Set of ASCII characters.
struct CharSet {
  uint64_t bits[2] = {0, 0};
  constexpr CharSet(std::initializer_list<const char*> lists) {
    for (const char* list : lists) {
      for (; *list != 0; ++list) bits[*list >> 6] |= 1ull << (*list & 63);
    }
  }
  constexpr bool has(uint32_t c) const { return c < 128 && (bits[c >> 6] >> (c & 63) & 1); }
};
constexpr CharSet kUriKept({kAlphanumeric, kMark, kReserved});
constexpr CharSet kComponentKept({kAlphanumeric, kMark});
constexpr CharSet kEscapeKept({kAlphanumeric, "@*_+-./"});

void appendHex(std::string& out, uint32_t byte) {
  const char* kDigits = "0123456789ABCDEF";
  out += '%';
  out += kDigits[byte >> 4 & 15];
  out += kDigits[byte & 15];
}

// §19.2.6.5 Encode
template <const CharSet& kept>
Value encodeUri(Args& args) {
  String* s = toString(args[0]);
  Chars c = chars(s);
  std::string out;
  out.reserve(c.length);
  for (uint32_t i = 0; i < c.length; ++i) {
    uint32_t code = c[i];
    if (kept.has(code)) {
      out += static_cast<char>(code);
      continue;
    }
    if (code >= 0xdc00 && code < 0xe000) throwMalformed();
    if (code >= 0xd800 && code < 0xdc00) {
      if (i + 1 >= c.length || (c[i + 1] & 0xfc00) != 0xdc00) throwMalformed();
      code = 0x10000 + ((code - 0xd800) << 10) + (c[++i] - 0xdc00u);
    }
    if (code < 0x80) {
      appendHex(out, code);
    } else if (code < 0x800) {
      appendHex(out, 0xc0 | code >> 6);
      appendHex(out, 0x80 | (code & 63));
    } else if (code < 0x10000) {
      appendHex(out, 0xe0 | code >> 12);
      appendHex(out, 0x80 | (code >> 6 & 63));
      appendHex(out, 0x80 | (code & 63));
    } else {
      appendHex(out, 0xf0 | code >> 18);
      appendHex(out, 0x80 | (code >> 12 & 63));
      appendHex(out, 0x80 | (code >> 6 & 63));
      appendHex(out, 0x80 | (code & 63));
    }
  }
  return out.size() == c.length ? box(s) : box(newLatin1(out));
}

// Value of the escape at `at` ("%XX"), or -1.
int escapedByte(const Chars& c, uint32_t at) {
  if (at + 2 >= c.length || c[at] != '%') return -1;
  int high = digitOf(c[at + 1]), low = digitOf(c[at + 2]);
  return high > 15 || low > 15 ? -1 : high * 16 + low;
}

constexpr CharSet kNothing({});
constexpr CharSet kUriReserved({kReserved});

// §19.2.6.6 Decode: escapes of `preserved` characters stay.
template <const CharSet& preserved>
Value decodeUri(Args& args) {
  String* s = toString(args[0]);
  Chars c = chars(s);
  StringBuilder out;
  bool changed = false;
  for (uint32_t i = 0; i < c.length; ++i) {
    if (c[i] != '%') {
      out.append(c[i]);
      continue;
    }
    changed = true;
    uint32_t start = i;
    int first = escapedByte(c, i);
    if (first < 0) throwMalformed();
    i += 2;
    if (first < 0x80) {
      if (preserved.has(static_cast<uint32_t>(first))) {
        out.append(c, start, i + 1);
      } else {
        out.append(static_cast<char16_t>(first));
      }
      continue;
    }
    int extra = first >= 0xc2 && first < 0xe0   ? 1
                : (first & 0xf0) == 0xe0        ? 2
                : first >= 0xf0 && first < 0xf5 ? 3
                                                : 0;
    if (extra == 0) throwMalformed();
    uint32_t code = static_cast<uint32_t>(first) & (0x3fu >> extra);
    for (int k = 0; k < extra; ++k) {
      int next = escapedByte(c, i + 1);
      if ((next & 0xc0) != 0x80 || next < 0) throwMalformed();
      code = code << 6 | (static_cast<uint32_t>(next) & 0x3f);
      i += 3;
    }
    const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (code < least[extra] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throwMalformed();
    if (code >= 0x10000) {
      out.append(static_cast<char16_t>(0xd7c0 + (code >> 10)));
      code = 0xdc00 + (code & 0x3ff);
    }
    out.append(static_cast<char16_t>(code));
  }
  return changed ? box(out.finish()) : box(s);
}

// §B.2.1.1
Value globalEscape(Args& args) {
  Chars c = chars(toString(args[0]));
  std::string out;
  for (uint32_t i = 0; i < c.length; ++i) {
    uint32_t unit = c[i];
    if (kEscapeKept.has(unit)) {
      out += static_cast<char>(unit);
    } else if (unit < 256) {
      appendHex(out, unit);
    } else {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "%%u%04X", unit);
      out += buffer;
    }
  }
  return box(newLatin1(out));
}

// §B.2.1.2
Value globalUnescape(Args& args) {
  Chars c = chars(toString(args[0]));
  StringBuilder out;
  for (uint32_t i = 0; i < c.length; ++i) {
    if (c[i] == '%' && i + 5 < c.length && c[i + 1] == 'u') {
      uint32_t unit = 0;
      bool valid = true;
      for (uint32_t k = 2; k < 6; ++k) {
        int digit = digitOf(c[i + k]);
        valid &= digit < 16;
        unit = unit * 16 + static_cast<uint32_t>(digit);
      }
      if (valid) {
        out.append(static_cast<char16_t>(unit));
        i += 5;
        continue;
      }
    }
    int byte = escapedByte(c, i);
    if (byte < 0) {
      out.append(c[i]);
    } else {
      out.append(static_cast<char16_t>(byte));
      i += 2;
    }
  }
  return box(out.finish());
}

// §19.2.1: what is called by its own name never gets here (runtime/ops/evaluation.cpp).
Value globalEval(Args& args) {
  return indirectEval(args[0]);
}

const NativeMethod kFunctions[] = {
    {"parseInt", KILN_NATIVE(globalParseInt), 2},
    {"parseFloat", KILN_NATIVE(globalParseFloat), 1},
    {"isNaN", KILN_NATIVE(globalIsNaN), 1},
    {"isFinite", KILN_NATIVE(globalIsFinite), 1},
    {"encodeURI", KILN_SHOWN_NATIVE(encodeUri<kUriKept>), 1},
    {"encodeURIComponent", KILN_SHOWN_NATIVE(encodeUri<kComponentKept>), 1},
    {"decodeURI", KILN_SHOWN_NATIVE(decodeUri<kUriReserved>), 1},
    {"decodeURIComponent", KILN_SHOWN_NATIVE(decodeUri<kNothing>), 1},
    {"escape", KILN_NATIVE(globalEscape), 1},
    {"unescape", KILN_NATIVE(globalUnescape), 1},
    {"eval", KILN_NATIVE(globalEval), 1},
};

}  // namespace

void initGlobal() {
  defineMethods(realm().global, kFunctions);
  realm().eval = get(realm().global, atomKey("eval"));
}

}  // namespace kiln::rt
