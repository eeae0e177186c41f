// Hash of string contents, shared by the compiler (static atoms carry it) and the runtime. Never 0.
#pragma once
#include <cstddef>
#include <cstdint>

namespace kiln::abi {

template <typename Unit>
constexpr uint32_t hashUnits(const Unit* units, size_t count) {
  uint32_t hash = 0x811c'9dc5u;
  for (size_t i = 0; i < count; ++i) hash = (hash ^ static_cast<uint32_t>(units[i])) * 0x0100'0193u;
  hash ^= hash >> 15;
  hash *= 0x2c1b'3c6du;
  hash ^= hash >> 13;
  return hash == 0 ? 1 : hash;
}

// Canonical array index ("0" … "4294967294"): the property key is then the number, not an atom.
template <typename Unit>
constexpr bool parseIndex(const Unit* units, size_t count, uint32_t* out) {
  if (count == 0 || count > 10) return false;
  if (units[0] == '0') {
    *out = 0;
    return count == 1;
  }
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) {
    if (units[i] < '0' || units[i] > '9') return false;
    value = value * 10 + static_cast<uint64_t>(units[i] - '0');
  }
  if (value >= 0xffff'ffffull) return false;
  *out = static_cast<uint32_t>(value);
  return true;
}

}  // namespace kiln::abi
