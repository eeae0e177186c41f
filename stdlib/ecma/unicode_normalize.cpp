#include "stdlib/ecma/unicode_normalize.h"

#include <algorithm>
#include <iterator>

namespace kiln::rt {
namespace {

struct Decomposition {
  uint32_t code;       // sorted
  uint16_t offset;     // into kDecompositionText
  uint8_t length;      // code points
  uint8_t compatible;  // only in the K forms
};
struct ClassRow {
  uint32_t code;  // sorted
  uint8_t value;
};
struct Composition {
  uint32_t first, second, composed;  // sorted by the first two
};

#include "stdlib/ecma/unicode_normalize_tables.inc"

// Hangul syllables are computed (Unicode §3.12).
constexpr uint32_t kSyllables = 0xac00, kLeads = 0x1100, kVowels = 0x1161, kTails = 0x11a7;
constexpr uint32_t kVowelCount = 21, kTailCount = 28, kSyllableCount = 11172;

void decompose(uint32_t code, bool compatible, std::u32string& out) {
  if (code - kSyllables < kSyllableCount) {
    uint32_t index = code - kSyllables;
    out.push_back(kLeads + index / (kVowelCount * kTailCount));
    out.push_back(kVowels + index % (kVowelCount * kTailCount) / kTailCount);
    if (index % kTailCount != 0) out.push_back(kTails + index % kTailCount);
    return;
  }
  const Decomposition* row = std::lower_bound(std::begin(kDecompositions), std::end(kDecompositions), code,
                                              [](const Decomposition& d, uint32_t c) { return d.code < c; });
  if (row == std::end(kDecompositions) || row->code != code || (row->compatible && !compatible)) {
    out.push_back(code);
    return;
  }
  for (uint32_t i = 0; i < row->length; ++i) decompose(kDecompositionText[row->offset + i], compatible, out);
}

void reorder(std::u32string& text) {
  for (size_t i = 0; i < text.size();) {
    if (combiningClass(text[i]) == 0) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && combiningClass(text[end]) != 0) ++end;
    // Insertion sort: runs are short, equal classes keep their order.
    for (size_t k = i + 1; k < end; ++k) {
      for (size_t at = k; at > i && combiningClass(text[at - 1]) > combiningClass(text[at]); --at)
        std::swap(text[at - 1], text[at]);
    }
    i = end;
  }
}

uint32_t composePair(uint32_t a, uint32_t b) {
  if (a - kLeads < 19 && b - kVowels < kVowelCount)
    return kSyllables + ((a - kLeads) * kVowelCount + (b - kVowels)) * kTailCount;
  if (a - kSyllables < kSyllableCount && (a - kSyllables) % kTailCount == 0 && b - kTails < kTailCount &&
      b != kTails)
    return a + (b - kTails);
  const Composition* row = std::lower_bound(
      std::begin(kCompositions), std::end(kCompositions), std::make_pair(a, b),
      [](const Composition& c, const auto& key) { return std::make_pair(c.first, c.second) < key; });
  return row != std::end(kCompositions) && row->first == a && row->second == b ? row->composed : 0;
}

void compose(std::u32string& text) {
  std::u32string out;
  size_t starter = std::u32string::npos;
  uint32_t last_class = 0;
  for (char32_t code : text) {
    uint32_t cc = combiningClass(code);
    if (starter != std::u32string::npos) {
      bool adjacent = starter + 1 == out.size();
      bool blocked = !adjacent && (last_class == 0 || last_class >= cc);
      if (!blocked) {
        if (uint32_t composed = composePair(out[starter], code)) {
          out[starter] = composed;
          continue;
        }
      }
    }
    if (cc == 0) starter = out.size();
    last_class = cc;
    out.push_back(code);
  }
  text = out;
}

}  // namespace

uint32_t combiningClass(uint32_t code) {
  if (code < 0x300) return 0;
  const ClassRow* row = std::lower_bound(std::begin(kClasses), std::end(kClasses), code,
                                         [](const ClassRow& r, uint32_t c) { return r.code < c; });
  return row != std::end(kClasses) && row->code == code ? row->value : 0;
}

String* normalized(String* s, Normalization form) {
  Chars c = chars(s);
  bool compatible = form == Normalization::Nfkc || form == Normalization::Nfkd;
  // ASCII is its own normal form; Latin-1 is composed already.
  bool unchanged = c.is_latin1;
  for (uint32_t i = 0; unchanged && i < c.length; ++i)
    unchanged = c[i] < (form == Normalization::Nfc ? 256 : 128);
  if (unchanged) return s;
  std::u32string text;
  for (uint32_t i = 0; i < c.length; ++i) {
    uint32_t code = c[i];
    if ((code & 0xfc00) == 0xd800 && i + 1 < c.length && (c[i + 1] & 0xfc00) == 0xdc00)
      code = 0x10000 + ((code - 0xd800) << 10) + (c[++i] - 0xdc00u);
    decompose(code, compatible, text);
  }
  reorder(text);
  if (form == Normalization::Nfc || form == Normalization::Nfkc) compose(text);
  std::u16string out;
  for (char32_t code : text) {
    if (code >= 0x10000) {
      out.push_back(static_cast<char16_t>(0xd7c0 + (code >> 10)));
      out.push_back(static_cast<char16_t>(0xdc00 + (code & 0x3ff)));
    } else {
      out.push_back(static_cast<char16_t>(code));
    }
  }
  return newUtf16(out.data(), out.size());
}

}  // namespace kiln::rt
