// The power of two doubles as V8 computes it, to the last digit.
//
// After the method of Sun's fdlibm, which V8 uses: with x = 2^n (1 + f), log2(x) is found as a sum of two
// doubles from the series of log((1 + s) / (1 - s)); y log2(x) is split into an integer and a rest, and 2 to
// the rest comes from a rational approximation. libm's pow is closer to the true value, which shows in the
// last digit.
#include "runtime/value/power.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace kiln::rt {
namespace {

constexpr uint64_t kHighWord = 0xffff'ffff'0000'0000;

double truncated(double d) {
  return std::bit_cast<double>(std::bit_cast<uint64_t>(d) & kHighWord);
}
int32_t highWord(double d) {
  return static_cast<int32_t>(std::bit_cast<uint64_t>(d) >> 32);
}
double withHighWord(double d, int32_t high) {
  return std::bit_cast<double>((std::bit_cast<uint64_t>(d) & ~kHighWord) |
                               static_cast<uint64_t>(static_cast<uint32_t>(high)) << 32);
}

// A number as an unevaluated sum.
struct Sum {
  double high, low;
};

// log2(x) of a positive x that is not near 1.
Sum log2Of(double x) {
  constexpr double kLog[] = {5.99999999999994648725e-01, 4.28571428578550184252e-01,
                             3.33333329818377432918e-01, 2.72728123808534006489e-01,
                             2.30660745775561754067e-01, 2.06975017800338417784e-01};
  constexpr double kScale = 9.61796693925975554329e-01;  // 2 / (3 log 2), and its two parts
  constexpr double kScaleHigh = 9.61796700954437255859e-01, kScaleLow = -7.02846165095275826516e-09;
  constexpr double kBase[] = {1.0, 1.5};
  constexpr double kBaseLogHigh[] = {0.0, 5.84962487220764160156e-01};
  constexpr double kBaseLogLow[] = {0.0, 1.35003920212974897128e-08};
  constexpr double kTwo53 = 9007199254740992.0;
  int32_t exponent = 0;
  if (highWord(x) < 0x00100000) {  // subnormal
    x *= kTwo53;
    exponent -= 53;
  }
  int32_t high = highWord(x);
  exponent += (high >> 20) - 0x3ff;
  int32_t fraction = high & 0x000fffff;
  high = fraction | 0x3ff00000;
  // The interval: below sqrt(3/2) around 1, below sqrt(3) around 3/2, else around 1 of the next power of two.
  int k = 0;
  if (fraction <= 0x3988e) {
    k = 0;
  } else if (fraction < 0xbb67a) {
    k = 1;
  } else {
    ++exponent;
    high -= 0x00100000;
  }
  x = withHighWord(x, high);
  double u = x - kBase[k], v = 1.0 / (x + kBase[k]);
  double s = u * v, s_high = truncated(s);
  double t_high = withHighWord(0, ((high >> 1) | 0x20000000) + 0x00080000 + (k << 18));
  double t_low = x - (t_high - kBase[k]);
  double s_low = v * ((u - s_high * t_high) - s_high * t_low);
  double s2 = s * s;
  double r =
      s2 * s2 * (kLog[0] + s2 * (kLog[1] + s2 * (kLog[2] + s2 * (kLog[3] + s2 * (kLog[4] + s2 * kLog[5])))));
  r += s_low * (s_high + s);
  s2 = s_high * s_high;
  t_high = truncated(3.0 + s2 + r);
  t_low = r - ((t_high - 3.0) - s2);
  u = s_high * t_high;
  v = s_low * t_high + t_low * s;
  double p_high = truncated(u + v), p_low = v - (p_high - u);
  double z_high = kScaleHigh * p_high;
  double z_low = kScaleLow * p_high + p_low * kScale + kBaseLogLow[k];
  auto t = static_cast<double>(exponent);
  double log_high = truncated(((z_high + z_low) + kBaseLogHigh[k]) + t);
  return {log_high, z_low - (((log_high - t) - kBaseLogHigh[k]) - z_high)};
}

// The same within 2^-20 of 1, where the plain series of log(1 + t) does.
Sum log2NearOne(double x) {
  constexpr double kInverse = 1.44269504088896338700e+00;  // 1 / log 2
  constexpr double kInverseHigh = 1.44269502162933349609e+00, kInverseLow = 1.92596299112661746887e-08;
  double t = x - 1.0;
  double w = (t * t) * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
  double u = kInverseHigh * t, v = t * kInverseLow - w * kInverse;
  double high = truncated(u + v);
  return {high, v - (high - u)};
}

// sign * 2 ** (high + low)
double exp2Of(double sign, Sum z) {
  constexpr double kExp[] = {1.66666666666666019037e-01, -2.77777777770155933842e-03,
                             6.61375632143793436117e-05, -1.65339022054652515390e-06,
                             4.13813679705723846039e-08};
  constexpr double kLog2 = 6.93147180559945286227e-01, kLog2High = 6.93147182464599609375e-01,
                   kLog2Low = -1.90465429995776804525e-09;
  constexpr double kOverflowRest = 8.0085662595372944372e-17;  // what 1024 lacks to overflow
  double sum = z.high + z.low;
  if (sum > 1024 || (sum == 1024 && z.low + kOverflowRest > sum - z.high))
    return sign * std::numeric_limits<double>::infinity();
  if (sum < -1075 || (sum == -1075 && z.low <= sum - z.high)) return sign * 0.0;
  // n: the nearest integer.
  int32_t n = 0;
  int32_t high = highWord(sum);
  int32_t magnitude = high & 0x7fffffff;
  if (magnitude > 0x3fe00000) {
    int32_t shift = (magnitude >> 20) - 0x3ff;
    int32_t rounded = high + (0x00100000 >> (shift + 1));
    shift = ((rounded & 0x7fffffff) >> 20) - 0x3ff;
    double whole = withHighWord(0, rounded & ~(0x000fffff >> shift));
    n = ((rounded & 0x000fffff) | 0x00100000) >> (20 - shift);
    if (high < 0) n = -n;
    z.high -= whole;
  }
  double t = truncated(z.low + z.high);
  double u = t * kLog2High, v = (z.low - (t - z.high)) * kLog2 + t * kLog2Low;
  double x = u + v, w = v - (x - u);
  t = x * x;
  double c = x - t * (kExp[0] + t * (kExp[1] + t * (kExp[2] + t * (kExp[3] + t * kExp[4]))));
  // The correction stands in the divisor, not behind the quotient as in fdlibm: these are V8's digits.
  double r = (x * c) / ((c - 2.0) - (w + x * w));
  double result = 1.0 - (r - x);
  int32_t scaled = highWord(result) + static_cast<int32_t>(static_cast<uint32_t>(n) << 20);
  if ((scaled >> 20) <= 0) return sign * std::scalbn(result, n);  // subnormal
  return sign * withHighWord(result, scaled);
}

bool isOddInteger(double y) {
  return std::trunc(y) == y && std::fabs(y) < 9007199254740992.0 && std::fmod(y, 2.0) != 0;
}

}  // namespace

double power(double x, double y) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  if (y == 0) return 1;
  if (x != x || y != y) return kNaN;
  double magnitude = std::fabs(x);
  // §6.1.6.1.3: unlike C, 1 ** Infinity is NaN.
  if (std::isinf(y)) return magnitude == 1 ? kNaN : (magnitude > 1) == (y > 0) ? kInfinity : 0;
  if (y == 1) return x;
  if (y == -1) return 1.0 / x;
  if (y == 2) return x * x;
  if (y == 0.5 && x >= 0) return std::sqrt(x + 0.0);
  if (magnitude == 0 || magnitude == 1 || std::isinf(magnitude)) {
    double z = y < 0 ? 1.0 / magnitude : magnitude;
    if (!std::signbit(x)) return z;
    if (magnitude == 1 && std::trunc(y) != y) return kNaN;
    return isOddInteger(y) ? -z : z;
  }
  double sign = 1;
  if (x < 0) {
    if (std::trunc(y) != y) return kNaN;
    if (isOddInteger(y)) sign = -1;
  }
  Sum log;
  if (std::fabs(y) > 2147483648.0) {
    // Only near 1 is the power neither 0 nor infinite.
    int32_t high = highWord(magnitude);
    if (std::fabs(y) > 18446744073709551616.0) {
      if (high <= 0x3fefffff) return y < 0 ? sign * kInfinity : sign * 0.0;
      if (high >= 0x3ff00000) return y > 0 ? sign * kInfinity : sign * 0.0;
    }
    if (high < 0x3fefffff) return y < 0 ? sign * kInfinity : sign * 0.0;
    if (high > 0x3ff00000) return y > 0 ? sign * kInfinity : sign * 0.0;
    log = log2NearOne(magnitude);
  } else {
    log = log2Of(magnitude);
  }
  double y_high = truncated(y);
  return exp2Of(sign, {y_high * log.high, (y - y_high) * log.high + y * log.low});
}

}  // namespace kiln::rt
