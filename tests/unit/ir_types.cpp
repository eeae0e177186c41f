#include <gtest/gtest.h>

#include "ir/core/type.h"

namespace kiln::ir {
namespace {

TEST(IrTypes, SpellingReadsBack) {
  for (Rep rep :
       {Rep::Void, Rep::Int32, Rep::Double, Rep::Bool, Rep::String, Rep::Object, Rep::Value, Rep::Pointer}) {
    for (TypeSet set :
         {Type::of(rep).set, kTNone, kTAny, kTNumber, static_cast<TypeSet>(kTString | kTEmpty)}) {
      Type type{rep, set}, back;
      ASSERT_TRUE(parseType(toString(type), &back)) << toString(type);
      EXPECT_EQ(back, type) << toString(type);
    }
  }
}

TEST(IrTypes, Spelling) {
  EXPECT_EQ(toString(Type::of(Rep::Value)), "value");
  EXPECT_EQ(toString(Type::value(kTAny)), "value<any>");
  EXPECT_EQ(toString(Type::value(kTInt32 | kTUndefined)), "value<int32|undefined>");
  EXPECT_EQ(toString(Type::value(kTNone)), "value<>");
  EXPECT_EQ(toString(Type::of(Rep::Double)), "f64");
}

TEST(IrTypes, MalformedSpelling) {
  Type type;
  for (const char* text : {"", "i64", "value<", "value<int32", "value<int>", "value<int32|>", "<int32>"}) {
    EXPECT_FALSE(parseType(text, &type)) << text;
  }
}

TEST(IrTypes, Sets) {
  Type number = Type::value(kTNumber);
  EXPECT_TRUE(number.only(kTNumeric));
  EXPECT_FALSE(number.only(kTInt32));
  EXPECT_TRUE(number.maybe(kTInt32));
  EXPECT_FALSE(number.maybe(kTString | kTBigInt));
  EXPECT_TRUE(Type::value(kTNone).only(kTNone));
  EXPECT_EQ(kTAny & kTEmpty, 0);
  EXPECT_EQ(kTPrimitive | kTAnyObject, kTAny);
}

}  // namespace
}  // namespace kiln::ir
