#include "runtime/regex/case_mapping.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace kiln::regex {
namespace {

// Every step-th code point of from … to maps to itself + delta.
struct CaseRange {
  uint32_t from, to;
  int32_t delta;
  uint32_t step;
};
struct SpecialUpper {
  char16_t code;
  char16_t upper[4];
};
#include "runtime/regex/case_tables.inc"

template <size_t size>
uint32_t map(const CaseRange (&rows)[size], uint32_t c) {
  const CaseRange* row = std::upper_bound(std::begin(rows), std::end(rows), c,
                                          [](uint32_t value, const CaseRange& r) { return value < r.from; });
  if (row == std::begin(rows)) return c;
  --row;
  if (c > row->to || (c - row->from) % row->step != 0) return c;
  return c + static_cast<uint32_t>(row->delta);
}

template <size_t size>
void collect(const CaseRange (&rows)[size], bool unicode, std::map<uint32_t, CaseClass>& classes) {
  for (const CaseRange& row : rows) {
    for (uint32_t c = row.from; c <= row.to; c += row.step) {
      uint32_t canonical = canonicalize(c, unicode);
      if (canonical != c) classes[canonical].push_back(c);
    }
  }
}

}  // namespace

uint32_t toUpper(uint32_t c) {
  if (c < 128) return c >= 'a' && c <= 'z' ? c - 32 : c;
  return map(kUpper, c);
}

uint32_t toLower(uint32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return map(kLower, c);
}

const char16_t* specialUpper(uint32_t c) {
  if (c < 0xdf || c > 0xffff) return nullptr;
  const SpecialUpper* row =
      std::lower_bound(std::begin(kSpecialUpper), std::end(kSpecialUpper), c,
                       [](const SpecialUpper& r, uint32_t value) { return r.code < value; });
  return row != std::end(kSpecialUpper) && row->code == c ? row->upper : nullptr;
}

uint32_t canonicalize(uint32_t c, bool unicode) {
  if (c < 128) {
    // The representatives of kFold are the smallest members: the capitals.
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }
  if (unicode) return map(kFold, c);
  // Steps 4-8: the upper case, unless that is several units or leads from other letters to ASCII.
  uint32_t upper = map(kUpper, c);
  return upper < 128 || specialUpper(c) != nullptr ? c : upper;
}

namespace {

std::vector<CaseClass> makeCaseClasses(bool unicode) {
  std::map<uint32_t, CaseClass> by_canonical;
  if (unicode)
    collect(kFold, true, by_canonical);
  else
    collect(kUpper, false, by_canonical);
  std::vector<CaseClass> classes;
  for (auto& [canonical, members] : by_canonical) {
    members.push_back(canonical);
    std::sort(members.begin(), members.end());
    classes.push_back(std::move(members));
  }
  std::sort(classes.begin(), classes.end());
  return classes;
}

}  // namespace

// The compiler asks from several threads.
const std::vector<CaseClass>& caseClasses(bool unicode) {
  if (unicode) {
    static const std::vector<CaseClass> folded = makeCaseClasses(true);
    return folded;
  }
  static const std::vector<CaseClass> simple = makeCaseClasses(false);
  return simple;
}

}  // namespace kiln::regex
