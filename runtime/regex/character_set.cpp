#include <clocale>
#include <cstring>
#include <cwctype>
#include <map>

#include "runtime/regex/program.h"

namespace kiln::regex {
namespace {

enum class PropertyKind { General, Binary, Script, ScriptExtensions };
struct PropertyRow {
  PropertyKind kind;
  const char* name;
  const uint8_t* data;
  size_t size;
};
#include "runtime/regex/unicode_tables.inc"

constexpr uint32_t kLastCased = 0x1e943;

locale_t unicodeLocale() {
  static locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

// Classes of characters with one canonical form, beyond the trivial ones.
const std::map<uint32_t, std::vector<uint32_t>>& caseClasses(bool unicode) {
  static std::map<uint32_t, std::vector<uint32_t>> classes[2];
  auto& found = classes[unicode];
  if (found.empty()) {
    for (uint32_t c = 0; c <= kLastCased; ++c) {
      uint32_t canonical = canonicalize(c, unicode);
      if (canonical != c) found[canonical].push_back(c);
    }
  }
  return found;
}

}  // namespace

uint32_t canonicalize(uint32_t c, bool unicode) {
  if (c < 128) {
    if (unicode) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }
  auto upper = static_cast<uint32_t>(towupper_l(static_cast<wint_t>(c), unicodeLocale()));
  if (unicode) {
    // Simple case folding; the Turkish letters fold to themselves.
    if (c == 0x130 || c == 0x131) return c;
    return static_cast<uint32_t>(towlower_l(static_cast<wint_t>(upper), unicodeLocale()));
  }
  if (c == 0xdf) return c;  // its upper case is two letters
  return upper < 128 ? c : upper;
}

void CharacterSet::normalise() {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.from < b.from; });
  std::vector<Range> merged;
  for (const Range& r : ranges) {
    if (!merged.empty() && r.from <= merged.back().to + 1) {
      merged.back().to = std::max(merged.back().to, r.to);
    } else {
      merged.push_back(r);
    }
  }
  ranges = std::move(merged);
  std::memset(latin1, 0, sizeof latin1);
  for (const Range& r : ranges) {
    for (uint32_t c = r.from; c <= r.to && c < 256; ++c) latin1[c] = true;
  }
}

void CharacterSet::invert() {
  normalise();
  std::vector<Range> inverse;
  uint32_t next = 0;
  for (const Range& r : ranges) {
    if (r.from > next) inverse.push_back({next, r.from - 1});
    next = r.to + 1;
  }
  if (next <= kMaxCodePoint) inverse.push_back({next, kMaxCodePoint});
  ranges = std::move(inverse);
  normalise();
}

void CharacterSet::intersect(CharacterSet other) {
  other.invert();
  invert();
  add(other);
  invert();
}

void CharacterSet::subtract(CharacterSet other) {
  other.invert();
  intersect(std::move(other));
}

void CharacterSet::closeOverCase(bool unicode) {
  normalise();
  bool only_ascii = ranges.empty() || ranges.back().to < 128;
  std::vector<Range> before = ranges;
  if (only_ascii) {
    for (const Range& r : before) {
      for (uint32_t c = r.from; c <= r.to; ++c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) add(c ^ 32, c ^ 32);
        if (unicode && (c | 32) == 's') add(0x17f, 0x17f);
        if (unicode && (c | 32) == 'k') add(0x212a, 0x212a);
      }
    }
  } else {
    const auto& classes = caseClasses(unicode);
    for (const auto& [canonical, members] : classes) {
      bool present = has(canonical);
      for (uint32_t m : members) present = present || has(m);
      if (!present) continue;
      add(canonical, canonical);
      for (uint32_t m : members) add(m, m);
    }
  }
  normalise();
}

bool propertySet(const std::string& name, const std::string& value, CharacterSet* out) {
  for (const PropertyRow& row : kProperties) {
    bool wanted = false;
    if (value.empty()) {
      wanted = (row.kind == PropertyKind::General || row.kind == PropertyKind::Binary) && name == row.name;
    } else if (name == "Script" || name == "sc") {
      wanted = row.kind == PropertyKind::Script && value == row.name;
    } else if (name == "Script_Extensions" || name == "scx") {
      wanted = row.kind == PropertyKind::ScriptExtensions && value == row.name;
    } else if (name == "General_Category" || name == "gc") {
      wanted = row.kind == PropertyKind::General && value == row.name;
    }
    if (!wanted) continue;
    uint32_t at = 0;
    const uint8_t* p = row.data;
    auto number = [&] {
      uint32_t n = 0;
      for (int shift = 0;; shift += 7) {
        n |= (*p & 127u) << shift;
        if (!(*p++ & 128)) return n;
      }
    };
    while (p < row.data + row.size) {
      uint32_t from = at + number();
      at = from + number();
      out->add(from, at);
    }
    out->normalise();
    return true;
  }
  return false;
}

}  // namespace kiln::regex
