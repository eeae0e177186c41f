// Sums of doubles without rounding on the way: a fixed-point number wide enough for every finite double.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace kiln::rt {

class ExactSum {
 public:
  void add(double d);    // finite
  double round() const;  // to the nearest double, half to even; +0 when the sum is zero

 private:
  // In units of the smallest subnormal number; limbs of 32 bits, each with room for carries that are settled
  // now and then.
  static constexpr std::size_t kLimbs = 72;
  static constexpr uint32_t kMostPending = 1u << 30;
  static void settle(std::array<int64_t, kLimbs>& limbs);

  std::array<int64_t, kLimbs> limbs_{};
  uint32_t pending_ = 0;
};

}  // namespace kiln::rt
