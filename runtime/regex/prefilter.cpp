// Where a match can start: the text is searched for what every match begins with before the pattern is tried.
#include "runtime/regex/prefilter.h"

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

template <typename Char>
bool canStartAt(const Program& program, const Char* text, uint32_t length, uint32_t at) {
  auto has = [](const bool(&table)[256], bool other, Char unit) {
    if constexpr (sizeof(Char) == 1) return table[unit];
    return unit < 256 ? table[unit] : other;
  };
  if (!has(program.first, program.first_other, text[at])) return false;
  if (!program.use_second) return true;
  return at + 1 < length && has(program.second, program.second_other, text[at + 1]);
}

template <typename Char>
uint32_t searchStart(const Program& program, const Char* text, uint32_t length, uint32_t at) {
  if (program.prefix_length > 1) return nextPrefix(program, text, length, at);
  if (program.first_count > 0) {
    Block<Char> wanted[Program::kMaxSearched];
    for (uint32_t k = 0; k < Program::kMaxSearched; ++k)
      wanted[k] = Block<Char>{} + static_cast<Char>(program.first_bytes[k < program.first_count ? k : 0]);
    while (at + kLanes<Char> <= length) {
      Block<Char> block = load(text + at);
      auto hits = (block == wanted[0]) | (block == wanted[1]);
      if (program.first_count > 2) hits |= (block == wanted[2]) | (block == wanted[3]);
      uint32_t lane = firstLane<Char>(hits);
      at += lane;
      if (lane == kLanes<Char>) continue;
      if (canStartAt(program, text, length, at)) return at;
      ++at;
    }
  }
  while (at < length && !canStartAt(program, text, length, at)) ++at;
  return at;
}

}  // namespace

uint32_t nextStart(const Program& program, const uint8_t* text, uint32_t length, uint32_t at) {
  if (program.first_count == 1 && program.prefix_length < 2 && !program.use_second) {
    if (at >= length) return length;
    const void* found = std::memchr(text + at, program.first_bytes[0], length - at);
    return found == nullptr ? length : static_cast<uint32_t>(static_cast<const uint8_t*>(found) - text);
  }
  return searchStart(program, text, length, at);
}
uint32_t nextStart(const Program& program, const char16_t* text, uint32_t length, uint32_t at) {
  return searchStart(program, text, length, at);
}

}  // namespace kiln::regex
