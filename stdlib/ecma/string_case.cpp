// ECMA-262 §22.1.3: case conversion, comparison and normalisation; §B.2.2 HTML methods.
#include <clocale>
#include <cwctype>

#include "stdlib/ecma/string.h"
#include "stdlib/ecma/unicode_normalize.h"

namespace kiln::rt {
namespace {

// libc's simple case mappings of all of Unicode.
locale_t unicodeLocale() {
  static locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

uint32_t simpleCase(uint32_t code, bool upper) {
  if (code < 128) {
    if (upper) return code >= 'a' && code <= 'z' ? code - 32 : code;
    return code >= 'A' && code <= 'Z' ? code + 32 : code;
  }
  auto wide = static_cast<wint_t>(code);
  return static_cast<uint32_t>(upper ? towupper_l(wide, unicodeLocale()) : towlower_l(wide, unicodeLocale()));
}

// SpecialCasing.txt, unconditional rows: upper case of one character that is several.
struct Special {
  char16_t code;
  const char16_t* upper;
};
constexpr Special kSpecial[] = {
    {0x00df, u"SS"},
    {0x0149, u"\u02bcN"},
    {0x01f0, u"J\u030c"},
    {0x0390, u"\u0399\u0308\u0301"},
    {0x03b0, u"\u03a5\u0308\u0301"},
    {0x0587, u"\u0535\u0552"},
    {0x1e96, u"H\u0331"},
    {0x1e97, u"T\u0308"},
    {0x1e98, u"W\u030a"},
    {0x1e99, u"Y\u030a"},
    {0x1e9a, u"A\u02be"},
    {0x1f50, u"\u03a5\u0313"},
    {0x1fb3, u"\u0391\u0399"},
    {0x1fb6, u"\u0391\u0342"},
    {0x1fbc, u"\u0391\u0399"},
    {0x1fc3, u"\u0397\u0399"},
    {0x1fc6, u"\u0397\u0342"},
    {0x1fcc, u"\u0397\u0399"},
    {0x1fd6, u"\u0399\u0342"},
    {0x1fe4, u"\u03a1\u0313"},
    {0x1fe6, u"\u03a5\u0342"},
    {0x1ff3, u"\u03a9\u0399"},
    {0x1ff6, u"\u03a9\u0342"},
    {0x1ffc, u"\u03a9\u0399"},
    {0xfb00, u"FF"},
    {0xfb01, u"FI"},
    {0xfb02, u"FL"},
    {0xfb03, u"FFI"},
    {0xfb04, u"FFL"},
    {0xfb05, u"ST"},
    {0xfb06, u"ST"},
    {0xfb13, u"\u0544\u0546"},
    {0xfb14, u"\u0544\u0535"},
    {0xfb15, u"\u0544\u053b"},
    {0xfb16, u"\u054e\u0546"},
    {0xfb17, u"\u0544\u053d"},
};

const char16_t* specialUpper(uint32_t code) {
  for (const Special& row : kSpecial) {
    if (row.code == code) return row.upper;
  }
  return nullptr;
}

bool isCased(uint32_t code) {
  return iswalpha_l(static_cast<wint_t>(code), unicodeLocale()) &&
         (simpleCase(code, true) != code || simpleCase(code, false) != code);
}
bool isCaseIgnorable(uint32_t code) {
  return code == '\'' || code == '.' || code == ':' || code == 0xad || code == 0xb7 || code == 0x2019 ||
         (code >= 0x300 && code < 0x370);
}

// Final_Sigma: a cased letter before, none behind.
bool isFinalSigma(const Chars& c, uint32_t at) {
  uint32_t i = at;
  while (i > 0 && isCaseIgnorable(c[i - 1])) --i;
  if (i == 0 || !isCased(c[i - 1])) return false;
  i = at + 1;
  while (i < c.length && isCaseIgnorable(c[i])) ++i;
  return i >= c.length || !isCased(c[i]);
}

template <bool upper>
Value stringCase(Args& args) {
  return box(caseConverted(
      thisString(args, upper ? "String.prototype.toUpperCase" : "String.prototype.toLowerCase"), upper));
}

// --- §22.1.3.12 localeCompare: base letters, then accents, then case, as the root collation orders them.

struct CollationKey {
  uint32_t primary;    // 0: ignored
  uint32_t secondary;  // accents
  uint32_t tertiary;   // upper case after lower
};

// Root collation order of ASCII punctuation: before digits, these before letters.
constexpr const char* kPunctuation = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

uint32_t primaryWeight(uint32_t code) {
  if (code == 0) return 0;
  if (code < 128) {
    if (isWhiteSpace(static_cast<char16_t>(code))) return 1 + (code & 31);
    for (uint32_t i = 0; kPunctuation[i] != 0; ++i) {
      if (static_cast<uint32_t>(kPunctuation[i]) == code) return 64 + i;
    }
    if (code < 32 || code == 127) return 0;
    if (code >= '0' && code <= '9') return 128 + code;
  }
  return 256 + simpleCase(code, false);
}

struct Weights {
  std::u32string primary, secondary, tertiary;
};

Weights weigh(String* s) {
  Weights w;
  String* decomposed = normalized(s, Normalization::Nfd);
  Chars c = chars(decomposed);
  for (uint32_t i = 0; i < c.length; ++i) {
    uint32_t units;
    uint32_t code = codePointAt(c, i, &units);
    i += units - 1;
    if (combiningClass(code) != 0) {
      w.secondary.push_back(code);
      continue;
    }
    uint32_t primary = primaryWeight(code);
    if (primary == 0) continue;
    w.primary.push_back(primary);
    w.secondary.push_back(1);
    w.tertiary.push_back(simpleCase(code, false) != code ? 2 : 1);
  }
  return w;
}

Value stringLocaleCompare(Args& args) {
  String* a = thisString(args, "String.prototype.localeCompare");
  String* b = toString(args[0]);
  if (equals(a, b)) return Value::int32(0);
  bool numeric = false;
  std::string sensitivity;
  if (isObject(args[2])) {
    numeric = toBoolean(get(asObject(args[2]), atomKey("numeric")));
    Value v = get(asObject(args[2]), atomKey("sensitivity"));
    if (!v.isUndefined()) sensitivity = toUtf8(v);
  }
  Weights x = weigh(a), y = weigh(b);
  auto sign = [](auto order) { return Value::int32(order < 0 ? -1 : order > 0 ? 1 : 0); };
  if (numeric) {
    // Runs of digits compare by value: leading zeros off, longer is larger.
    auto isDigit = [](char32_t w) { return w >= 128 + '0' && w <= 128 + '9'; };
    auto spread = [&](const std::u32string& in) {
      std::u32string out;
      for (size_t i = 0; i < in.size();) {
        if (!isDigit(in[i])) {
          out.push_back(in[i++]);
          continue;
        }
        while (i + 1 < in.size() && in[i] == 128 + '0' && isDigit(in[i + 1])) ++i;
        size_t end = i;
        while (end < in.size() && isDigit(in[end])) ++end;
        out.push_back(static_cast<char32_t>(128 + '0'));
        out.push_back(static_cast<char32_t>(end - i));
        out.append(in, i, end - i);
        i = end;
      }
      return out;
    };
    x.primary = spread(x.primary);
    y.primary = spread(y.primary);
  }
  if (int order = x.primary.compare(y.primary); order != 0) return sign(order);
  if (sensitivity == "base") return Value::int32(0);
  if (sensitivity != "case") {
    if (int order = x.secondary.compare(y.secondary); order != 0) return sign(order);
  }
  if (sensitivity == "accent") return Value::int32(0);
  return sign(x.tertiary.compare(y.tertiary));
}

// §22.1.3.15
Value stringNormalize(Args& args) {
  String* s = thisString(args, "String.prototype.normalize");
  std::string form = args[0].isUndefined() ? "NFC" : toUtf8(args[0]);
  Normalization kind = Normalization::Nfc;
  if (form == "NFC") {
    kind = Normalization::Nfc;
  } else if (form == "NFD") {
    kind = Normalization::Nfd;
  } else if (form == "NFKC") {
    kind = Normalization::Nfkc;
  } else if (form == "NFKD") {
    kind = Normalization::Nfkd;
  } else {
    throwRangeError("The normalization form should be one of NFC, NFD, NFKC, NFKD.");
  }
  return box(normalized(s, kind));
}

const NativeMethod kMethods[] = {
    {"localeCompare", KILN_NATIVE(stringLocaleCompare), 1},
    {"normalize", KILN_NATIVE(stringNormalize), 0},
    {"toLocaleLowerCase", KILN_NATIVE(stringCase<false>), 0},
    {"toLocaleUpperCase", KILN_NATIVE(stringCase<true>), 0},
    {"toLowerCase", KILN_NATIVE(stringCase<false>), 0},
    {"toUpperCase", KILN_NATIVE(stringCase<true>), 0},
};

// --- §B.2.2.2.1 CreateHTML

struct HtmlMethod {
  const char *name, *tag, *attribute;
};
constexpr HtmlMethod kHtml[] = {
    {"anchor", "a", "name"},      {"big", "big", ""},
    {"blink", "blink", ""},       {"bold", "b", ""},
    {"fixed", "tt", ""},          {"fontcolor", "font", "color"},
    {"fontsize", "font", "size"}, {"italics", "i", ""},
    {"link", "a", "href"},        {"small", "small", ""},
    {"strike", "strike", ""},     {"sub", "sub", ""},
    {"sup", "sup", ""},
};

template <size_t index>
Value stringHtml(Args& args) {
  const HtmlMethod& method = kHtml[index];
  String* s = thisString(args, (std::string("String.prototype.") + method.name).c_str());
  std::string open = std::string("<") + method.tag;
  if (method.attribute[0] != 0) {
    std::string value;
    for (char c : toUtf8(toString(args[0]))) value += c == '"' ? std::string("&quot;") : std::string(1, c);
    open += std::string(" ") + method.attribute + "=\"" + value + "\"";
  }
  return box(concat(concat(newUtf8(open + ">"), s), newLatin1(std::string("</") + method.tag + ">")));
}

template <size_t... indices>
void defineHtml(Object* prototype, std::index_sequence<indices...>) {
  const NativeMethod methods[] = {{kHtml[indices].name, KILN_NATIVE(stringHtml<indices>),
                                   static_cast<uint16_t>(kHtml[indices].attribute[0] != 0)}...};
  defineMethods(prototype, methods);
}

}  // namespace

// §22.1.3.28
String* caseConverted(String* s, bool upper) {
  Chars c = chars(s);
  // FAST: nothing to change, or ASCII only (tests/exec/strings).
  uint32_t at = 0;
  while (at < c.length && c[at] < 128 && simpleCase(c[at], upper) == c[at]) ++at;
  if (at == c.length) return s;
  bool ascii = c.is_latin1;
  for (uint32_t i = at; ascii && i < c.length; ++i) ascii = c[i] < 128;
  if (ascii) {
    FlatString* result = allocateLatin1(c.length);
    auto* out = const_cast<uint8_t*>(result->latin1());
    for (uint32_t i = 0; i < c.length; ++i) out[i] = static_cast<uint8_t>(simpleCase(c[i], upper));
    return result;
  }
  StringBuilder out;
  out.append(c, 0, at);
  for (uint32_t i = at; i < c.length; ++i) {
    uint32_t units;
    uint32_t code = codePointAt(c, i, &units);
    if (upper) {
      if (const char16_t* special = code >= 0xdf && code < 0xfb18 ? specialUpper(code) : nullptr) {
        for (; *special != 0; ++special) out.append(*special);
        continue;
      }
      // Greek with iota subscript or adscript: the capital, then capital iota.
      if ((code >= 0x1f80 && code <= 0x1faf)) {
        uint32_t base = code < 0x1f90 ? 0x1f08 : code < 0x1fa0 ? 0x1f28 : 0x1f68;
        appendCodePoint(out, base + (code & 7));
        out.append(static_cast<char16_t>(0x399));
        continue;
      }
    } else if (code == 0x3a3) {
      out.append(static_cast<char16_t>(isFinalSigma(c, i) ? 0x3c2 : 0x3c3));
      continue;
    } else if (code == 0x130) {
      out.append(u'i');
      out.append(static_cast<char16_t>(0x307));
      continue;
    }
    appendCodePoint(out, simpleCase(code, upper));
    i += units - 1;
  }
  return out.finish();
}

void defineStringCase(Object* prototype) {
  defineMethods(prototype, kMethods);
}
void defineStringHtml(Object* prototype) {
  defineHtml(prototype, std::make_index_sequence<std::size(kHtml)>());
}

}  // namespace kiln::rt
