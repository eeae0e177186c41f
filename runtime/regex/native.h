// What machine code of patterns (codegen/emit/regex.cpp) and the matcher share.
#pragma once
#include <cstdint>

namespace kiln::regex {

// The backtrack stack: choices to come back to and what to undo on the way there. `kind` is the matcher's
// EntryKind, or in machine code a label: 0 ends the attempt, labels up to the pattern's last undo label
// restore, larger ones go on matching.
struct Entry {
  uint32_t kind;
  int32_t a, b, c;
};
struct EntryStack {
  Entry* entries;
  Entry* limit;
};

// One attempt to match at `at`: 1 and the offsets in captures; 0: no match; -1: out of memory. Wide subjects
// are read unit by unit.
using NativeLatin1 = int32_t (*)(const uint8_t* text, int32_t length, int32_t at, int32_t* captures,
                                 EntryStack* stack);
using NativeUtf16 = int32_t (*)(const char16_t* text, int32_t length, int32_t at, int32_t* captures,
                                EntryStack* stack);

// A row of the section kiln_regexps: the code of one pattern; utf16 may be missing.
struct NativePattern {
  void* pattern;  // atoms
  void* flags;
  NativeLatin1 latin1;
  NativeUtf16 utf16;
};

}  // namespace kiln::regex

// Called by machine code.
extern "C" {
// Makes room for an entry at `top`; where the top is then, or nullptr.
kiln::regex::Entry* kiln_regex_grow(kiln::regex::EntryStack* stack, kiln::regex::Entry* top);
// A lookaround has succeeded whose entry is at byte `base`: forgets the choices within. The new top; the
// lookaround's own entry gets the label `label`, or goes when that is 0.
kiln::regex::Entry* kiln_regex_commit(kiln::regex::EntryStack* stack, kiln::regex::Entry* top, uint64_t base,
                                      uint32_t last_undo, uint32_t label);
// The position behind (backward: before) the text of captures from … to, or -1. flags: 1 backward, 2 ignoring
// case, 4 by full folding.
int32_t kiln_regex_reference_latin1(const uint8_t* text, int32_t length, int32_t at, int32_t from, int32_t to,
                                    uint32_t flags);
int32_t kiln_regex_reference_utf16(const char16_t* text, int32_t length, int32_t at, int32_t from, int32_t to,
                                   uint32_t flags);
// Is c in one of `count` sorted ranges (from, to)?
bool kiln_regex_in_ranges(const uint32_t* ranges, uint32_t count, uint32_t c);
}
