// Text that grows at its end (`s += x`). A rope takes 32 bytes for each piece; once the pieces of one are many and short,
// its characters move into a buffer with room behind them. The string is a slice of the buffer; what is appended to it
// is written behind it, as long as nothing else was before, and the longer string is another slice.
//
// Rejected: a new buffer where the old one is full: `s + x` and `s + y` would each copy s. The rope that is made there
// becomes a buffer when it has cost as much as the copy will.
#pragma once
#include "runtime/value/strings.h"

namespace kiln::rt {

// `a` and `b` as one string of `length` when `a` ends where its buffer is used up to, and there is room; else nullptr.
String* appendToBuffer(String* a, String* b, uint32_t length);

// Whether ropes of so many appended pieces take about as much memory as the characters do.
inline bool isWorthBuffer(uint32_t pieces, uint32_t length) {
  constexpr uint32_t kMinPieces = 32;
  constexpr size_t kMaxUnitsAPiece = 4 * sizeof(RopeString);
  return pieces >= kMinPieces && pieces * kMaxUnitsAPiece >= length;
}

// `rope` and `b` as a slice of a new buffer; `rope` becomes one, too.
String* moveToBuffer(RopeString* rope, String* b, bool latin1, uint32_t length);

}  // namespace kiln::rt
