#include <cmath>

#include "tests/unit/runtime_support.h"

namespace kiln::rt::test {
namespace {

TEST(Operators, TablesOfPrimitives) {
  const Value values[] = {Value::undefined(),
                          Value::null(),
                          Value::boolean(true),
                          Value::boolean(false),
                          n(0),
                          n(1),
                          s(""),
                          s("1"),
                          s("1.0"),
                          s("true"),
                          n(NAN)};
  const char* loose[] = {"11000000000", "11000000000", "00100101100", "00011010000",
                         "00011010000", "00100101100", "00011010000", "00100101000",
                         "00100100100", "00000000010", "00000000000"};
  const char* less[] = {"00000000000", "00100101100", "00000000000", "00100101100",
                        "00100101100", "00000000000", "00100101110", "00000000110",
                        "00000000010", "00000000000", "00000000000"};
  const char* sum[] = {
      "NaN NaN NaN NaN NaN NaN undefined undefined1 undefined1.0 undefinedtrue NaN",
      "NaN 0 1 0 0 1 null null1 null1.0 nulltrue NaN",
      "NaN 1 2 1 1 2 true true1 true1.0 truetrue NaN",
      "NaN 0 1 0 0 1 false false1 false1.0 falsetrue NaN",
      "NaN 0 1 0 0 1 0 01 01.0 0true NaN",
      "NaN 1 2 1 1 2 1 11 11.0 1true NaN",
      "undefined null true false 0 1  1 1.0 true NaN",
      "1undefined 1null 1true 1false 10 11 1 11 11.0 1true 1NaN",
      "1.0undefined 1.0null 1.0true 1.0false 1.00 1.01 1.0 1.01 1.01.0 1.0true 1.0NaN",
      "trueundefined truenull truetrue truefalse true0 true1 true true1 true1.0 truetrue trueNaN",
      "NaN NaN NaN NaN NaN NaN NaN NaN1 NaN1.0 NaNtrue NaN"};
  constexpr size_t kCount = sizeof values / sizeof *values;
  for (size_t i = 0; i < kCount; ++i) {
    std::string sums;
    for (size_t j = 0; j < kCount; ++j) {
      EXPECT_EQ(looseEquals(values[i], values[j]), loose[i][j] == '1')
          << text(values[i]) << " == " << text(values[j]);
      EXPECT_EQ(kiln_less_than(values[i], values[j]), less[i][j] == '1')
          << text(values[i]) << " < " << text(values[j]);
      sums += (j ? " " : "") + text(kiln_add(values[i], values[j]));
    }
    EXPECT_EQ(sums, sum[i]);
  }
}

TEST(Operators, Arithmetic) {
  EXPECT_EQ(text(kiln_mod(n(-7), n(3))), "-1");
  EXPECT_EQ(text(kiln_div(n(1), kiln_mod(n(-6), n(3)))), "-Infinity");
  EXPECT_EQ(text(kiln_mul(n(65536), n(65536))), "4294967296");
  EXPECT_EQ(text(kiln_add(n(2147483647), n(1))), "2147483648");
  EXPECT_EQ(text(kiln_sub(s("5"), s("2"))), "3");
  EXPECT_EQ(text(kiln_exp(n(2), n(-1))), "0.5");
  EXPECT_EQ(text(kiln_exp(n(1), n(INFINITY))), "NaN");
  EXPECT_EQ(text(kiln_shl(n(1), n(33))), "2");
  EXPECT_EQ(text(kiln_shr(n(-1), n(0))), "4294967295");
  EXPECT_EQ(text(kiln_sar(n(-8), n(1))), "-4");
  EXPECT_EQ(text(kiln_div(n(1), kiln_neg(n(0)))), "-Infinity");
}

TEST(Operators, BigInt) {
  auto big = [](std::string_view t) { return stringToBigint(newUtf8(t)); };
  Value a = big("123456789012345678901234567890"), b = big("-987654321098765432109");
  EXPECT_EQ(text(kiln_add(a, b)), "123456788024691357802469135781");
  EXPECT_EQ(text(kiln_mul(a, b)), "-121932631137021795226076817523485749121223746380010");
  EXPECT_EQ(text(kiln_div(a, b)), "-124999998");
  EXPECT_EQ(text(kiln_mod(a, b)), "850308642085140432108");
  EXPECT_EQ(text(kiln_bit_and(a, b)), "123456788043715692998132959954");
  EXPECT_EQ(text(kiln_bit_or(a, b)), "-19024335195663824173");
  EXPECT_EQ(text(kiln_bit_xor(a, b)), "-123456788062740028193796784127");
  EXPECT_EQ(text(kiln_sar(b, big("5"))), "-30864197534336419754");
  EXPECT_EQ(text(kiln_shl(a, big("70"))), "145752050628652680975897013633443949312730317455360");
  EXPECT_EQ(toUtf8(bigintToString(b, 16)), "-358a750438f380f52d");
  EXPECT_EQ(thrown([&] { kiln_add(a, n(1)); }),
            "TypeError: Cannot mix BigInt and other types, use explicit conversions");
  EXPECT_EQ(thrown([&] { kiln_div(a, big("0")); }), "RangeError: Division by zero");
  EXPECT_TRUE(looseEquals(big("2"), s("2")));
  EXPECT_FALSE(kiln_less_than(big("2"), n(1.5)));
  EXPECT_TRUE(big("1x").isUndefined());
}

TEST(Operators, ToPrimitiveCallsMethods) {
  Object* wrapper = newPrimitiveWrapper(n(41));
  EXPECT_EQ(text(kiln_add(box(wrapper), n(1))), "42");
  Object* array = newArray(0);
  arrayPush(array, n(1));
  arrayPush(array, Value::null());
  arrayPush(array, s("x"));
  EXPECT_EQ(text(kiln_add(box(array), s("!"))), "1,,x!");
  EXPECT_EQ(text(kiln_add(box(newObject()), s(""))), "[object Object]");
  EXPECT_EQ(thrown([] { kiln_add(box(newObjectWithPrototype(nullptr)), n(1)); }),
            "TypeError: Cannot convert object to primitive value");
}

}  // namespace
}  // namespace kiln::rt::test
