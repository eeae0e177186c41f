// Regular expressions (ECMA-262 §22.2): pattern text to program, and the backtracking matcher. Knows neither
// the collector nor objects, so the compiler's frontend validates literals with it too.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/regex/machine_code.h"
#include "runtime/regex/native.h"

namespace kiln::regex {

enum Flags : uint32_t {
  kHasIndices = 1,
  kGlobal = 2,
  kIgnoreCase = 4,
  kMultiline = 8,
  kDotAll = 16,
  kUnicode = 32,
  kUnicodeSets = 64,
  kSticky = 128,
};

// Flags in the text's letters; false for an unknown or repeated letter, or u with v.
bool parseFlags(std::u16string_view text, uint32_t* flags);

struct NamedGroup {
  std::u16string name;
  uint32_t index;
};

struct Instruction;
struct CharacterSet;

struct UnitSet {
  bool latin1[256] = {};
  bool other = false;  // all the other units
  // latin1 by halves of a character's code: by the low half, a bit for each high half 0 … 7 (row 0) or 8 … 15 (row 1).
  uint8_t halves[2][16] = {};
  bool has(uint32_t unit) const { return unit < 256 ? latin1[unit] : other; }
  void fillHalves();
};

struct Program {
  Program();
  ~Program();
  uint32_t flags = 0;
  uint32_t group_count = 1;  // the whole match included
  uint32_t register_count = 0;
  std::vector<NamedGroup> names;  // in pattern order
  std::vector<Instruction> code;
  std::vector<CharacterSet> sets;
  // What can start a match, and what can come second; unused when a match may be empty.
  bool use_first = false, use_second = false;
  UnitSet first, second;
  int32_t only_first = -1;  // the one character that can start one, when there is one
  // The characters that every match begins with, when they are known one by one.
  static constexpr uint32_t kMaxPrefix = 16;
  uint32_t prefix_length = 0;
  uint8_t prefix[kMaxPrefix] = {};
  bool anchored = false;  // matches only at the start of the text
  // Machine code of the pattern, which does what `code` says: the compiler's, or made here once `attempts` says that it pays.
  mutable NativeLatin1 latin1 = nullptr;
  mutable NativeUtf16 utf16 = nullptr;
  mutable uint32_t attempts = 0;
  mutable std::unique_ptr<MachineCode> made_latin1, made_utf16;
};

// So many attempts of the matcher take longer than making machine code.
inline constexpr uint32_t kAttemptsBeforeCode = 200;

// Nullptr and the reason (V8's words, without the pattern) when malformed.
std::unique_ptr<Program> compile(std::u16string_view pattern, uint32_t flags, std::string* error);

enum class MatchStatus { Found, NotFound, OutOfMemory };
// The first match at or behind `from` (exactly there when `sticky`). captures: 2 * group_count offsets, -1 =
// not matched.
MatchStatus match(const Program& program, const uint8_t* text, uint32_t length, uint32_t from, bool sticky,
                  int32_t* captures);
MatchStatus match(const Program& program, const char16_t* text, uint32_t length, uint32_t from, bool sticky,
                  int32_t* captures);

}  // namespace kiln::regex
