// Three levels: letters, then accents, then variants (case). Weights come from collation_tables.inc;
// ideographs follow their code points. Known gap: the reordering of Thai, Lao and Indic vowels.
#include "stdlib/ecma/collation.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "runtime/regex/program.h"
#include "stdlib/ecma/unicode_normalize.h"

namespace kiln::rt {
namespace {

// A letter that sorts as two.
struct Pair {
  uint32_t code;
  char first, second;
};
#include "stdlib/ecma/collation_tables.inc"

constexpr uint32_t kAccentStep = 64;  // between accents; classes of letters lie in between
constexpr uint32_t kFirstAccent = 2;  // 1 is no accent
constexpr uint32_t kPairAccent = 1;
constexpr uint32_t kImplicit = 0x10'0000;  // primary weights of what has no row
constexpr uint32_t kUnassigned = 0x40'0000;

struct Run {
  uint32_t from, to, rank;
};
struct Variant {
  uint32_t code;
  uint16_t second, third;
};

class Tables {
 public:
  Tables() : primary(runs(kPrimary, sizeof kPrimary)), accents(runs(kAccents, sizeof kAccents)) {
    uint32_t code = 0;
    for (const uint8_t* p = kVariants; p < std::end(kVariants);) {
      code += varint(p);
      auto second = static_cast<uint16_t>(varint(p));
      variants.push_back({code, second, static_cast<uint16_t>(varint(p))});
    }
    regex::propertySet("Nd", "", &decimals);
    regex::propertySet("Lo", "", &ideographs);  // those that have no row
    regex::propertySet("Cn", "", &unassigned);
    zero = rank(primary, '0');
    for (uint32_t c = 0; c < 128; ++c) {
      ascii[c] = rank(primary, c);
      ascii_third[c] = variant(c).third;
    }
  }

  // 0: not in a run.
  static uint32_t rank(const std::vector<Run>& rows, uint32_t c) {
    auto row =
        std::upper_bound(rows.begin(), rows.end(), c, [](uint32_t v, const Run& r) { return v < r.from; });
    if (row == rows.begin() || c > (--row)->to) return 0;
    return row->rank + (c - row->from);
  }
  Variant variant(uint32_t c) const {
    auto row = std::lower_bound(variants.begin(), variants.end(), c,
                                [](const Variant& v, uint32_t code) { return v.code < code; });
    return row != variants.end() && row->code == c ? *row : Variant{c, 0, 0};
  }

  std::vector<Run> primary, accents;
  std::vector<Variant> variants;
  regex::CharacterSet decimals, ideographs, unassigned;
  uint32_t zero;
  uint32_t ascii[128];  // primary weights, 0: ignored
  uint16_t ascii_third[128];

 private:
  static uint32_t varint(const uint8_t*& p) {
    uint32_t n = 0;
    for (int shift = 0;; shift += 7) {
      n |= (*p & 127u) << shift;
      if (!(*p++ & 128)) return n;
    }
  }
  static std::vector<Run> runs(const uint8_t* data, size_t size) {
    std::vector<Run> rows;
    uint32_t at = 0, expected = 0;
    for (const uint8_t* p = data; p < data + size;) {
      uint32_t from = at + varint(p);
      uint32_t count = varint(p) + 1, distance = varint(p);
      uint32_t rank = distance & 1 ? expected - (distance + 1) / 2 : expected + distance / 2;
      rows.push_back({from, from + count - 1, rank});
      at = from + count;
      expected = rank + count;
    }
    return rows;
  }
};

const Tables& tables() {
  static const Tables made;
  return made;
}

struct Weights {
  std::u32string primary, secondary, tertiary, cases;  // cases: tertiary of letters only
  std::vector<bool> digits;  // of primary: decimal digits, which numeric order takes together

  void add(uint32_t first, uint32_t second, uint32_t third, bool digit = false) {
    if (first != 0) {
      primary.push_back(first);
      digits.push_back(digit);
    }
    secondary.push_back(second);
    tertiary.push_back(third);
    if (first != 0) cases.push_back(third);
  }

  void addText(String* text, bool compatible) {
    const Tables& t = tables();
    Chars c = chars(normalized(text, compatible ? Normalization::Nfkd : Normalization::Nfd));
    for (uint32_t i = 0, units; i < c.length; i += units) {
      uint32_t code = codePointAt(c, i, &units);
      if (uint32_t first = Tables::rank(t.primary, code); first != 0) {
        const Pair* pair =
            std::find_if(std::begin(kPairs), std::end(kPairs), [&](const Pair& p) { return p.code == code; });
        Variant variant = t.variant(code);
        if (pair == std::end(kPairs)) {
          add(first, 1, 1u + variant.third + compatible, t.decimals.has(code));
          if (variant.second != 0) secondary.push_back(kFirstAccent + variant.second);
          continue;
        }
        const char letters[] = {pair->first, pair->second};
        for (int k = 0; k < 2; ++k) {
          auto ascii = static_cast<uint8_t>(letters[k]);
          add(t.ascii[ascii], 1, 1u + t.ascii_third[ascii]);
          if (k == 0) secondary.push_back(kFirstAccent + kPairAccent);
        }
      } else if (uint32_t accent = Tables::rank(t.accents, code); accent != 0) {
        add(0, kFirstAccent + accent * kAccentStep, 1);
      } else if (String* one = ofCodePoint(code);
                 !compatible && !equals(normalized(one, Normalization::Nfkd), one)) {
        addText(one, true);
      } else if (t.unassigned.has(code)) {
        add(kUnassigned + code, 1, 1);
      } else if (t.ideographs.has(code)) {
        // The first block before the extensions.
        add(kImplicit + (code >= 0x4e00 && code <= 0x9fff ? 0 : 0x10'0000u) + code, 1, 1);
      }
    }
  }

  static String* ofCodePoint(uint32_t code) {
    StringBuilder out;
    appendCodePoint(out, code);
    return out.finish();
  }
};

// Numbers by their value: without leading zeros the longer is larger. They come before other digits.
std::u32string spreadNumbers(const Weights& weights) {
  const Tables& t = tables();
  const std::u32string& in = weights.primary;
  std::u32string out;
  for (size_t i = 0; i < in.size();) {
    if (!weights.digits[i]) {
      out.push_back(in[i++]);
      continue;
    }
    size_t end = i;
    while (end < in.size() && weights.digits[end]) ++end;
    while (i + 1 < end && in[i] == t.zero) ++i;
    out.push_back(t.zero);
    out.push_back(static_cast<char32_t>(end - i));
    out.append(in, i, end - i);
    i = end;
  }
  return out;
}

int32_t sign(int64_t order) {
  return order < 0 ? -1 : order > 0;
}

// FAST: no accents and nothing to decompose (tests/exec/strings/collation).
int32_t collateAscii(const Chars& a, const Chars& b, bool variants) {
  const Tables& t = tables();
  uint32_t i = 0, k = 0;
  int32_t third = 0;
  while (true) {
    while (i < a.length && t.ascii[a[i]] == 0) ++i;
    while (k < b.length && t.ascii[b[k]] == 0) ++k;
    if (i == a.length || k == b.length) break;
    char16_t x = a[i++], y = b[k++];
    if (t.ascii[x] != t.ascii[y]) return t.ascii[x] < t.ascii[y] ? -1 : 1;
    if (third == 0) third = sign(int64_t{t.ascii_third[x]} - t.ascii_third[y]);
  }
  if (i < a.length || k < b.length) return i < a.length ? 1 : -1;
  return variants ? third : 0;
}

bool isAscii(const Chars& c) {
  if (!c.is_latin1) return false;
  return std::all_of(c.latin1(), c.latin1() + c.length, [](uint8_t unit) { return unit < 128; });
}

}  // namespace

int32_t collate(String* a, String* b, Sensitivity sensitivity, bool numeric) {
  bool variants = sensitivity == Sensitivity::Variant || sensitivity == Sensitivity::Case;
  if (!numeric && isAscii(chars(a)) && isAscii(chars(b))) return collateAscii(chars(a), chars(b), variants);
  Weights x, y;
  x.addText(a, false);
  y.addText(b, false);
  if (numeric) {
    x.primary = spreadNumbers(x);
    y.primary = spreadNumbers(y);
  }
  if (int order = x.primary.compare(y.primary); order != 0) return sign(order);
  if (sensitivity == Sensitivity::Accent || sensitivity == Sensitivity::Variant) {
    if (int order = x.secondary.compare(y.secondary); order != 0) return sign(order);
  }
  if (sensitivity == Sensitivity::Case) return sign(x.cases.compare(y.cases));
  return variants ? sign(x.tertiary.compare(y.tertiary)) : 0;
}

}  // namespace kiln::rt
