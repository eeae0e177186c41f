// Sorted sets of code points.
#include <cstring>

#include "runtime/regex/case_mapping.h"
#include "runtime/regex/program.h"

namespace kiln::regex {

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
  std::vector<Range> before = ranges, added;
  if (only_ascii) {
    for (const Range& r : before) {
      for (uint32_t c = r.from; c <= r.to; ++c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) add(c ^ 32, c ^ 32);
        if (unicode && (c | 32) == 's') add(0x17f, 0x17f);
        if (unicode && (c | 32) == 'k') add(0x212a, 0x212a);
      }
    }
  } else {
    for (const CaseClass& members : caseClasses(unicode)) {
      if (!std::any_of(members.begin(), members.end(), [&](uint32_t c) { return has(c); })) continue;
      for (uint32_t c : members) added.push_back({c, c});
    }
    ranges.insert(ranges.end(), added.begin(), added.end());
  }
  normalise();
}

void UnitSet::fillHalves() {
  for (uint32_t c = 0; c < 256; ++c) {
    if (latin1[c]) halves[c >> 7][c & 15] |= static_cast<uint8_t>(1u << ((c >> 4) & 7));
  }
}

UnitRanges::UnitRanges(const CharacterSet& set, uint32_t from, uint32_t to) {
  std::vector<Range> inside, outside;
  uint32_t next = from;
  for (const Range& r : set.ranges) {
    uint32_t low = std::max(r.from, from), high = std::min(r.to, to);
    if (low > high) continue;
    inside.push_back({low, high});
    if (low > next) outside.push_back({next, low - 1});
    next = high + 1;
  }
  if (next <= to) outside.push_back({next, to});
  negated = outside.size() < inside.size();
  ranges = negated ? std::move(outside) : std::move(inside);
}

const CharacterSet& notLineTerminators() {
  static const CharacterSet set = [] {
    CharacterSet s;
    for (uint32_t c : {0x0au, 0x0du, 0x2028u, 0x2029u}) s.add(c, c);
    s.invert();
    return s;
  }();
  return set;
}

const CharacterSet& wordCharacters() {
  static const CharacterSet set = [] {
    CharacterSet s;
    s.add('0', '9');
    s.add('A', 'Z');
    s.add('_', '_');
    s.add('a', 'z');
    s.normalise();
    return s;
  }();
  return set;
}

}  // namespace kiln::regex
