// ECMA-262 §22.1.3: case conversion, comparison and normalisation; §B.2.2 HTML methods.
#include <cstring>

#include "runtime/object/shown_native.h"
#include "runtime/regex/case_mapping.h"
#include "runtime/regex/program.h"
#include "stdlib/ecma/collation.h"
#include "stdlib/ecma/string.h"
#include "stdlib/ecma/unicode_normalize.h"

namespace kiln::rt {
namespace {

// Eight Latin-1 characters at a time. The top bit of each byte that is an ASCII letter of the case that changes; `other` has the
// top bits of what is no ASCII.
uint64_t lettersToChange(uint64_t word, bool upper, uint64_t* other) {
  constexpr uint64_t kOnes = 0x0101010101010101ull, kTop = 0x8080808080808080ull;
  uint64_t first = upper ? 'a' : 'A', last = upper ? 'z' : 'Z';
  *other = word & kTop;
  uint64_t low = word & ~kTop;
  return (low + kOnes * (0x80 - first)) & ~(low + kOnes * (0x7f - last)) & ~word & kTop;
}
// Converts while the characters are ASCII. How many were; `*changed` when one is another now.
size_t convertAscii(const uint8_t* from, size_t length, bool upper, uint8_t* to, bool* changed) {
  for (size_t i = 0; i < length; i += 8) {
    uint64_t word = 0, other;
    size_t count = std::min<size_t>(8, length - i);
    std::memcpy(&word, from + i, count);
    uint64_t letters = lettersToChange(word, upper, &other);
    if (other != 0) return i;
    *changed |= letters != 0;
    word ^= letters >> 2;  // 0x20 is between the cases
    if (to != nullptr) std::memcpy(to + i, &word, count);
  }
  return length;
}

uint32_t simpleCase(uint32_t code, bool upper) {
  return upper ? regex::toUpper(code) : regex::toLower(code);
}

regex::CharacterSet property(const char* name) {
  regex::CharacterSet set;
  regex::propertySet(name, "", &set);
  return set;
}
const regex::CharacterSet& casedLetters() {
  static const regex::CharacterSet set = property("Cased");
  return set;
}
const regex::CharacterSet& caseIgnorable() {
  static const regex::CharacterSet set = property("Case_Ignorable");
  return set;
}

// The code point before `at`.
uint32_t codePointBefore(const Chars& c, uint32_t at, uint32_t* units) {
  if (at > 1) {
    uint32_t code = codePointAt(c, at - 2, units);
    if (*units == 2) return code;
  }
  *units = 1;
  return c[at - 1];
}

// SpecialCasing.txt, Final_Sigma: a cased letter before, none behind; what is ignorable does not count.
bool isFinalSigma(const Chars& c, uint32_t at) {
  const regex::CharacterSet &cased = casedLetters(), &ignorable = caseIgnorable();
  uint32_t units;
  for (uint32_t i = at;; i -= units) {
    if (i == 0) return false;
    uint32_t code = codePointBefore(c, i, &units);
    if (ignorable.has(code)) continue;
    if (!cased.has(code)) return false;
    break;
  }
  for (uint32_t i = at + 1; i < c.length; i += units) {
    uint32_t code = codePointAt(c, i, &units);
    if (!ignorable.has(code)) return !cased.has(code);
  }
  return true;
}

template <bool upper>
Value stringCase(Args& args) {
  return box(caseConverted(
      thisString(args, upper ? "String.prototype.toUpperCase" : "String.prototype.toLowerCase"), upper));
}

// §22.1.3.12 of the default locale, with the options of ECMA-402 that change the order.
Value stringLocaleCompare(Args& args) {
  String* a = thisString(args, "String.prototype.localeCompare");
  String* b = toString(args[0]);
  bool numeric = false;
  Sensitivity sensitivity = Sensitivity::Variant;
  if (isObject(args[2])) {
    numeric = toBoolean(get(asObject(args[2]), atomKey("numeric")));
    Value v = get(asObject(args[2]), atomKey("sensitivity"));
    std::string name = v.isUndefined() ? "variant" : toWtf8(toString(v));
    if (name == "base") {
      sensitivity = Sensitivity::Base;
    } else if (name == "accent") {
      sensitivity = Sensitivity::Accent;
    } else if (name == "case") {
      sensitivity = Sensitivity::Case;
    } else if (name != "variant") {
      throwRangeError("Value %s out of range for String.prototype.localeCompare options property sensitivity",
                      name);
    }
  }
  if (equals(a, b)) return Value::int32(0);
  return Value::int32(collate(a, b, sensitivity, numeric));
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
    {"normalize", KILN_SHOWN_NATIVE(stringNormalize), 0},
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
  // FAST: ASCII only (tests/exec/strings).
  bool changes = false;
  if (c.is_latin1 && convertAscii(c.latin1(), c.length, upper, nullptr, &changes) == c.length) {
    if (!changes) return s;
    FlatString* result = allocateLatin1(c.length);
    convertAscii(c.latin1(), c.length, upper, const_cast<uint8_t*>(result->latin1()), &changes);
    return result;
  }
  uint32_t at = 0;
  while (at < c.length && c[at] < 128 && simpleCase(c[at], upper) == c[at]) ++at;
  if (at == c.length) return s;
  StringBuilder out;
  out.append(c, 0, at);
  for (uint32_t i = at; i < c.length; ++i) {
    uint32_t units;
    uint32_t code = codePointAt(c, i, &units);
    if (upper) {
      if (const char16_t* special = regex::specialUpper(code)) {
        for (; *special != 0; ++special) out.append(*special);
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
