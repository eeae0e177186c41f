#include "stdlib/ecma/exact_sum.h"

#include <bit>
#include <cmath>

namespace kiln::rt {
namespace {

constexpr int kFractionBits = 52, kLimbBits = 32, kSmallestExponent = -1074;
constexpr int64_t kLimbMask = 0xffff'ffff;

}  // namespace

void ExactSum::add(double d) {
  auto bits = std::bit_cast<uint64_t>(d);
  auto exponent = static_cast<uint32_t>(bits >> kFractionBits & 0x7ff);
  uint64_t significand = bits & ((uint64_t{1} << kFractionBits) - 1);
  if (exponent != 0) {
    significand |= uint64_t{1} << kFractionBits;
    --exponent;
  }
  size_t limb = exponent / kLimbBits;
  auto shifted = static_cast<unsigned __int128>(significand) << exponent % kLimbBits;
  int64_t sign = d < 0 ? -1 : 1;
  for (int i = 0; i < 3; ++i) {
    limbs_[limb++] += sign * static_cast<int64_t>(static_cast<uint64_t>(shifted) & kLimbMask);
    shifted >>= kLimbBits;
  }
  if (++pending_ == kMostPending) {
    settle(limbs_);
    pending_ = 0;
  }
}

// Carries upwards, so that all limbs but the last are in 0 … 2^32 - 1; the last has the sign.
void ExactSum::settle(std::array<int64_t, kLimbs>& limbs) {
  int64_t carry = 0;
  for (size_t i = 0; i + 1 < kLimbs; ++i) {
    int64_t value = limbs[i] + carry;
    limbs[i] = value & kLimbMask;
    carry = value >> kLimbBits;
  }
  limbs[kLimbs - 1] += carry;
}

double ExactSum::round() const {
  std::array<int64_t, kLimbs> limbs = limbs_;
  settle(limbs);
  bool negative = limbs[kLimbs - 1] < 0;
  if (negative) {
    for (int64_t& limb : limbs) limb = -limb;
    settle(limbs);
  }
  size_t top = kLimbs;
  while (top > 0 && limbs[top - 1] == 0) --top;
  if (top == 0) return 0;
  // The three highest limbs hold at least 65 bits; what is below them only matters for being zero or not.
  auto at = [&](size_t i) { return i < kLimbs ? static_cast<uint64_t>(limbs[i]) : 0; };
  size_t low = top >= 3 ? top - 3 : 0;
  unsigned __int128 window = 0;
  for (size_t i = low + 3; i > low; --i) window = window << kLimbBits | at(i - 1);
  bool sticky = false;
  for (size_t i = 0; i < low; ++i) sticky |= limbs[i] != 0;
  auto high = static_cast<uint64_t>(window >> 64);
  int width = high != 0 ? 128 - std::countl_zero(high) : 64 - std::countl_zero(static_cast<uint64_t>(window));
  int excess = width - (kFractionBits + 1);
  auto base = static_cast<int>(low) * kLimbBits + kSmallestExponent;
  if (excess <= 0)
    return std::ldexp(static_cast<double>(static_cast<uint64_t>(window)), base) * (negative ? -1 : 1);
  auto significand = static_cast<uint64_t>(window >> excess);
  auto rest = window & ((static_cast<unsigned __int128>(1) << excess) - 1);
  auto half = static_cast<unsigned __int128>(1) << (excess - 1);
  if (rest > half || (rest == half && (sticky || (significand & 1)))) ++significand;
  return std::ldexp(static_cast<double>(significand), base + excess) * (negative ? -1 : 1);
}

}  // namespace kiln::rt
