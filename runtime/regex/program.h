// Sets of code points and the instructions of compiled patterns.
#pragma once
#include <algorithm>

#include "runtime/regex/regex.h"

namespace kiln::regex {

inline constexpr uint32_t kMaxCodePoint = 0x10ffff;

struct Range {
  uint32_t from, to;
};

// Sorted, disjoint ranges; the first 256 code points also as a bitmap.
struct CharacterSet {
  std::vector<Range> ranges;
  bool latin1[256] = {};
  int32_t excluded = -1;  // the one Latin-1 character that is not in the set (set by optimise)

  void add(uint32_t from, uint32_t to) { ranges.push_back({from, to}); }
  void add(const CharacterSet& other) {
    ranges.insert(ranges.end(), other.ranges.begin(), other.ranges.end());
  }
  void normalise();
  void invert();
  void intersect(CharacterSet other);
  void subtract(CharacterSet other);
  // Every code point that canonicalises like a member (§22.2.2.7.3).
  void closeOverCase(bool unicode);
  bool has(uint32_t c) const {
    if (c < 256) return latin1[c];
    auto it = std::upper_bound(ranges.begin(), ranges.end(), c,
                               [](uint32_t v, const Range& r) { return v < r.from; });
    return it != ranges.begin() && c <= (it - 1)->to;
  }
};

// A set or its complement, whichever has fewer ranges, among the units from … to.
struct UnitRanges {
  UnitRanges(const CharacterSet& set, uint32_t from, uint32_t to);
  std::vector<Range> ranges;
  bool negated = false;
};

const CharacterSet& notLineTerminators();
const CharacterSet& wordCharacters();  // those of \b, without case folding

// \p{name} or \p{name=value}; false when there is no such property.
bool propertySet(const std::string& name, const std::string& value, CharacterSet* out);
// Properties of strings (RGI_Emoji and its parts): appends their sequences, single characters among them.
bool sequenceProperty(const std::string& name, std::vector<std::u32string>* out);

enum class Op : uint8_t {
  Char,  // a: code unit or code point
  Any,   // not a line terminator
  All,
  Set,  // a: set
  LineStart,
  LineEnd,
  TextStart,
  TextEnd,
  WordBoundary,
  NotWordBoundary,
  Save,           // a: capture slot
  ClearCaptures,  // a … b - 1: groups
  Branch,  // tries the next instruction first, then a; sets b and c (or -1) hold what the two can start with;
           // d: where the next instruction can start, a cannot match
  BranchLast,  // tries a first, then the next; b, c and d likewise
  Jump,        // a
  SetCounter,  // counter a = 0
  Loop,  // counter a; minimum b, maximum c; exit d; lazy when flag is set; e: where the body starts with this
         // set, the exit cannot match (-1: not known)
  MarkPosition,   // counter a = position
  CheckProgress,  // fails when the position is counter a's; counter b with minimum c exempts the first rounds
                  // (b < 0: none)
  Repeat,  // single-character loop: the next instruction, b … c times (lazy when flag is set); goes on behind
           // it. a: set of the body or -1; d: what follows cannot match where the body does, so that no other
           // number of rounds is ever tried; e: set of what follows can start with, or -1
  BackReference,  // group a
  Look,           // body follows, ends with Accept; goes on at a; b: negative
  Accept,
};

struct Instruction {
  Op op;
  bool backward = false;  // consumes towards the start (lookbehind)
  bool flag = false;      // ignore case, lazy, multiline
  int32_t a = 0, b = 0, c = 0, d = 0, e = 0;
};

// Fills in what the matcher uses to try less (optimise.cpp): the program matches the same texts with and
// without.
void optimise(Program& program);

inline bool isLineTerminator(uint32_t c) {
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

}  // namespace kiln::regex
