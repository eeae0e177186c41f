#include "runtime/value/float16.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kiln::rt {
namespace {

constexpr int kFractionBits = 10, kBias = 15;
constexpr uint16_t kInfinity = 0x7c00, kNaN = 0x7e00, kSign = 0x8000;
constexpr double kOverflow = 65520;  // half way between the largest finite value and the next power of two

}  // namespace

// Not by way of float: that would round twice.
uint16_t float16FromDouble(double d) {
  if (d != d) return kNaN;
  uint16_t sign = std::signbit(d) ? kSign : 0;
  double magnitude = std::fabs(d);
  if (magnitude >= kOverflow) return sign | kInfinity;
  // Subnormal numbers have the smallest normal number's quantum.
  int exponent = magnitude == 0 ? 1 - kBias : std::max(std::ilogb(magnitude), 1 - kBias);
  auto significand = static_cast<uint32_t>(std::nearbyint(std::ldexp(magnitude, kFractionBits - exponent)));
  // The leading bit of a normal number adds one to the exponent field, as does a carry out of the rounding.
  auto field = static_cast<uint32_t>(exponent + kBias - 1) << kFractionBits;
  return static_cast<uint16_t>(sign | (field + significand));
}

double float16ToDouble(uint16_t bits) {
  int exponent = (bits & kInfinity) >> kFractionBits;
  int fraction = bits & ((1 << kFractionBits) - 1);
  double magnitude;
  if (exponent == kInfinity >> kFractionBits) {
    magnitude =
        fraction == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(fraction, 1 - kBias - kFractionBits);
  } else {
    magnitude = std::ldexp(fraction + (1 << kFractionBits), exponent - kBias - kFractionBits);
  }
  return bits & kSign ? -magnitude : magnitude;
}

}  // namespace kiln::rt
