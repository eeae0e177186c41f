#include <cmath>

#include "tests/unit/runtime_support.h"

namespace kiln::rt::test {
namespace {

TEST(Numbers, ToString) {
  const struct {
    double value;
    const char* expected;
  } cases[] = {
      {0.0, "0"},
      {-0.0, "0"},
      {1.0, "1"},
      {-1.0, "-1"},
      {0.1, "0.1"},
      {0.2, "0.2"},
      {0.30000000000000004, "0.30000000000000004"},
      {1e21, "1e+21"},
      {1e-7, "1e-7"},
      {123456789012345680000.0, "123456789012345680000"},
      {0.000001, "0.000001"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {5e-324, "5e-324"},
      {4294967295.0, "4294967295"},
      {2147483648.0, "2147483648"},
      {-2147483648.0, "-2147483648"},
      {1.0 / 3, "0.3333333333333333"},
      {100.0, "100"},
      {1e100, "1e+100"},
      {123e-20, "1.23e-18"},
      {9007199254740993.0, "9007199254740992"},
      {0.5, "0.5"},
      {-1.5, "-1.5"},
      {1e15 + 0.3, "1000000000000000.2"},
      {NAN, "NaN"},
      {INFINITY, "Infinity"},
      {-INFINITY, "-Infinity"},
      {4.35, "4.35"},
      {1e23, "1e+23"},
      {27021597764222976.0, "27021597764222976"},
  };
  for (const auto& c : cases) EXPECT_EQ(toUtf8(numberToString(c.value)), c.expected);
}

TEST(Numbers, ToStringRadix) {
  const struct {
    double value;
    int radix;
    const char* expected;
  } cases[] = {
      {255.0, 16, "ff"},
      {-255.0, 2, "-11111111"},
      {0.5, 2, "0.1"},
      {0.1, 3, "0.0022002200220022002200220022002201"},
      {3.14159, 8, "3.11037476006703156"},
      {1e21, 36, "5v1j4f4ds7c000"},
      {9007199254740992.0, 7, "5350140446150306054"},
      {0.3333333333333333, 2, "0.010101010101010101010101010101010101010101010101010101"},
      {35.5, 36, "z.i"},
      {-0.75, 4, "-0.3"},
      {1e-7, 10, "1e-7"},
      {4294967296.0, 16, "100000000"},
      {123.456, 36, "3f.gez4w97ry"},
  };
  for (const auto& c : cases) EXPECT_EQ(toUtf8(numberToString(c.value, c.radix)), c.expected) << c.value;
}

TEST(Numbers, FromString) {
  const struct {
    const char* text;
    const char* expected;
  } cases[] = {
      {"", "0"},
      {" ", "0"},
      {"12", "12"},
      {" 12\n", "12"},
      {"1.5e3", "1500"},
      {".5", "0.5"},
      {"5.", "5"},
      {"-", "NaN"},
      {"+1", "1"},
      {"0x1F", "31"},
      {"0b101", "5"},
      {"0o17", "15"},
      {"-0x1", "NaN"},
      {"1e1000", "Infinity"},
      {"Infinity", "Infinity"},
      {"-Infinity", "-Infinity"},
      {"infinity", "NaN"},
      {"1 2", "NaN"},
      {"\u00a05", "5"},
      {"1n", "NaN"},
      {"1_0", "NaN"},
      {"e5", "NaN"},
      {"1e", "NaN"},
      {"0x", "NaN"},
      {"1e-400", "0"},
      {"00012", "12"},
      {"-.5", "-0.5"},
      {"+Infinity", "Infinity"},
      {"0X1f", "31"},
      {"1.7976931348623159e308", "Infinity"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(toUtf8(numberToString(stringToNumber(newUtf8(c.text)))), c.expected) << c.text;
}

TEST(Numbers, ToInt32) {
  const struct {
    double value;
    int32_t expected;
  } cases[] = {{2147483648.0, -2147483647 - 1},
               {4294967296.0, 0},
               {-1.9, -1},
               {1e100, 0},
               {9007199254740994.0, 2},
               {-2147483649.0, 2147483647},
               {NAN, 0},
               {INFINITY, 0},
               {4294967295.5, -1},
               {1e10, 1410065408}};
  for (const auto& c : cases) EXPECT_EQ(toInt32(c.value), c.expected) << c.value;
}

}  // namespace
}  // namespace kiln::rt::test
