// Where a match can start: the text is searched for what every match begins with before the pattern is tried.
#include "runtime/regex/prefilter.h"

#ifdef __x86_64__
#include <tmmintrin.h>
// Every processor that Kiln makes code for has these instructions.
#define KILN_BLOCK_CODE [[gnu::target("ssse3")]]
#else
#define KILN_BLOCK_CODE
#endif

#include <algorithm>
#include <cstring>

namespace kiln::regex {
namespace {

// Sixteen bytes of text at a time.
template <typename Char>
using Block = Char __attribute__((vector_size(16)));
template <typename Char>
constexpr uint32_t kLanes = 16 / sizeof(Char);

template <typename Char>
Block<Char> load(const Char* text) {
  Block<Char> block;
  std::memcpy(&block, text, sizeof block);
  return block;
}

// The first lane whose bits are set, kLanes when none is.
template <typename Char, typename Mask>
uint32_t firstLane(Mask mask) {
  using Halves = uint64_t __attribute__((vector_size(16)));
  auto halves = reinterpret_cast<Halves>(mask);
  constexpr uint32_t kLaneBits = 8 * sizeof(Char);
  if (halves[0] != 0) return static_cast<uint32_t>(__builtin_ctzll(halves[0])) / kLaneBits;
  if (halves[1] != 0) return (64 + static_cast<uint32_t>(__builtin_ctzll(halves[1]))) / kLaneBits;
  return kLanes<Char>;
}

template <typename Char>
bool startsWithPrefix(const Program& program, const Char* text) {
  for (uint32_t k = 0; k < program.prefix_length; ++k) {
    if (text[k] != program.prefix[k]) return false;
  }
  return true;
}

// Both ends of the prefix are compared a block at a time.
template <typename Char>
uint32_t nextPrefix(const Program& program, const Char* text, uint32_t length, uint32_t at) {
  uint32_t size = program.prefix_length;
  if (length < size) return length;
  uint32_t end = length - size + 1;  // of the places where it can start
  const Block<Char> first = Block<Char>{} + static_cast<Char>(program.prefix[0]);
  const Block<Char> last = Block<Char>{} + static_cast<Char>(program.prefix[size - 1]);
  while (at + kLanes<Char> <= end) {
    auto hits = (load(text + at) == first) & (load(text + at + size - 1) == last);
    uint32_t lane = firstLane<Char>(hits);
    if (lane == kLanes<Char>) {
      at += kLanes<Char>;
      continue;
    }
    at += lane;
    if (startsWithPrefix(program, text + at)) return at;
    ++at;
  }
  for (; at < end; ++at) {
    if (startsWithPrefix(program, text + at)) return at;
  }
  return length;
}

#ifdef __x86_64__
constexpr uint32_t kUnits = 16;  // that are looked at together

__m128i load16(const void* text) {
  return _mm_loadu_si128(static_cast<const __m128i*>(text));
}

// 0xff for each byte in the set: a table by halves, as instructions look up sixteen at once. They give 0 for an index with the
// highest bit.
KILN_BLOCK_CODE __m128i among(const UnitSet& set, __m128i bytes) {
  const __m128i bits = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  const __m128i index = _mm_set1_epi8(static_cast<char>(0x8f)), top = _mm_set1_epi8(-128);
  __m128i below = _mm_shuffle_epi8(load16(set.halves[0]), _mm_and_si128(bytes, index));
  __m128i above = _mm_shuffle_epi8(load16(set.halves[1]), _mm_and_si128(_mm_xor_si128(bytes, top), index));
  __m128i bit = _mm_shuffle_epi8(bits, _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(15)));
  return _mm_cmpeq_epi8(_mm_and_si128(_mm_or_si128(below, above), bit), bit);
}
// A bit for each of kUnits.
KILN_BLOCK_CODE uint32_t membersAt(const UnitSet& set, const uint8_t* text) {
  return static_cast<uint32_t>(_mm_movemask_epi8(among(set, load16(text))));
}
KILN_BLOCK_CODE uint32_t membersAt(const UnitSet& set, const char16_t* text) {
  __m128i a = load16(text), b = load16(text + 8), low = _mm_set1_epi16(0xff), zero = _mm_setzero_si128();
  __m128i narrow = _mm_packs_epi16(_mm_cmpeq_epi16(_mm_srli_epi16(a, 8), zero), _mm_cmpeq_epi16(_mm_srli_epi16(b, 8), zero));
  __m128i members = among(set, _mm_packus_epi16(_mm_and_si128(a, low), _mm_and_si128(b, low)));
  auto narrow_bits = static_cast<uint32_t>(_mm_movemask_epi8(narrow));
  uint32_t bits = static_cast<uint32_t>(_mm_movemask_epi8(members)) & narrow_bits;
  return set.other ? bits | (narrow_bits ^ 0xffff) : bits;
}
#endif

template <typename Char>
KILN_BLOCK_CODE uint32_t searchStart(const Program& program, const Char* text, uint32_t length, uint32_t at) {
  if (program.prefix_length > 1) return nextPrefix(program, text, length, at);
  const uint32_t end = length - program.use_second;  // of where a match can start
#ifdef __x86_64__
  if (at < end && end - at >= kUnits) {
    // The last block is the last units, whatever has been looked at before.
    for (uint32_t from = at;; from = std::min(at, end - kUnits)) {
      uint32_t starts = membersAt(program.first, text + from) & (~0u << (at - from));
      if (starts != 0 && program.use_second) starts &= membersAt(program.second, text + from + 1);
      if (starts != 0) return from + static_cast<uint32_t>(__builtin_ctz(starts));
      at = from + kUnits;
      if (at == end) return length;
    }
  }
#endif
  for (; at < end; ++at) {
    if (program.first.has(text[at]) && (!program.use_second || program.second.has(text[at + 1]))) return at;
  }
  return length;
}

}  // namespace

uint32_t nextStart(const Program& program, const uint8_t* text, uint32_t length, uint32_t at) {
  if (at >= length) return length;
  if (program.only_first >= 0 && program.prefix_length < 2 && !program.use_second) {
    const void* found = std::memchr(text + at, program.only_first, length - at);
    return found == nullptr ? length : static_cast<uint32_t>(static_cast<const uint8_t*>(found) - text);
  }
  return searchStart(program, text, length, at);
}
uint32_t nextStart(const Program& program, const char16_t* text, uint32_t length, uint32_t at) {
  if (at >= length) return length;
  return searchStart(program, text, length, at);
}

}  // namespace kiln::regex
