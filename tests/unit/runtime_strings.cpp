#include "tests/unit/runtime_support.h"

namespace kiln::rt::test {
namespace {

TEST(Strings, ConcatIsLinearAndFlattensDeepRopes) {
  String* left = emptyString();
  String* right = emptyString();
  for (int i = 0; i < 200000; ++i) {
    left = concat(left, singleChar('a'));
    right = concat(singleChar('b'), right);
  }
  String* both = concat(left, right);
  EXPECT_EQ(both->length, 400000u);
  EXPECT_EQ(unitAt(both, 199999), u'a');
  EXPECT_EQ(unitAt(both, 200000), u'b');
  EXPECT_EQ(unitAt(left, 5), u'a');
}

// Strings that were appended to keep their own content, whichever of them the shared buffer goes on with.
TEST(Strings, AppendedBuffersBranch) {
  constexpr size_t kMost = 1100;
  for (const char* last : {"!", "\u20ac"}) {
    auto** kept = static_cast<String**>(allocate(kMost * sizeof(String*)));  // where the collector sees them
    std::vector<std::string> contents;
    auto keep = [&](String* string, const std::string& content) {
      ASSERT_LT(contents.size(), kMost);
      kept[contents.size()] = string;
      contents.push_back(content);
    };
    String* text = newUtf8(last);
    std::string expected = last;
    for (int i = 0; i < 3000; ++i) {
      std::string piece = std::to_string(i);
      const char* other = i % 2 == 0 ? "\u00e9" : "\u4e00";
      if (i % 7 == 0) keep(concat(text, newUtf8(other)), expected + other);
      if (i % 5 == 0) keep(text, expected);
      text = concat(text, newUtf8(piece));
      expected += piece;
    }
    keep(concat(text, text), expected + expected);
    for (size_t i = 0; i < contents.size(); ++i) {
      EXPECT_EQ(toUtf8(kept[i]), contents[i]);
      EXPECT_EQ(hashOf(kept[i]), hashOf(newUtf8(contents[i])));
    }
  }
}

TEST(Strings, Substring) {
  String* base = newUtf8("hello wide w\u00f6rld \u20ac\U0001F600!");
  EXPECT_EQ(toUtf8(substring(base, 6, 10)), "wide");
  EXPECT_EQ(toUtf8(substring(base, 11, 16)), "w\u00f6rld");
  EXPECT_EQ(toUtf8(substring(substring(base, 6, 20), 5, 10)), "w\u00f6rld");
  EXPECT_EQ(toUtf8(substring(base, 17, 20)), "\u20ac\U0001F600");
  EXPECT_EQ(substring(base, 3, 3)->length, 0u);
}

TEST(Strings, EqualityAcrossRepresentations) {
  String* narrow = newUtf8("abc");
  String* rope = concat(newUtf8("a"), newUtf8("bc"));
  String* slice = substring(newUtf8("xxabc\u20ac"), 2, 5);  // UTF-16 storage, Latin-1 content
  EXPECT_TRUE(equals(narrow, rope));
  EXPECT_TRUE(equals(narrow, slice));
  EXPECT_EQ(hashOf(narrow), hashOf(rope));
  EXPECT_EQ(hashOf(narrow), hashOf(slice));
  EXPECT_EQ(intern(narrow), intern(rope));
  EXPECT_EQ(intern(narrow), intern(slice));
}

TEST(Strings, Compare) {
  EXPECT_LT(compare(newUtf8("a"), newUtf8("b")), 0);
  EXPECT_LT(compare(newUtf8("a"), newUtf8("aa")), 0);
  EXPECT_GT(compare(newUtf8("b"), newUtf8("aa")), 0);
  EXPECT_EQ(compare(newUtf8("\u00e9"), newUtf8("\u00e9")), 0);
  // By code units: a surrogate sorts below U+FFFF.
  EXPECT_LT(compare(newUtf8("\U0001F600"), newUtf8("\uffff")), 0);
}

TEST(Strings, IndexOf) {
  String* base = newUtf8("abcabc\u20acabc");
  EXPECT_EQ(indexOf(base, newUtf8("abc"), 0), 0);
  EXPECT_EQ(indexOf(base, newUtf8("abc"), 1), 3);
  EXPECT_EQ(indexOf(base, newUtf8("\u20ac"), 0), 6);
  EXPECT_EQ(indexOf(base, newUtf8("x"), 0), -1);
  EXPECT_EQ(indexOf(base, emptyString(), 4), 4);
  EXPECT_EQ(indexOf(newUtf8("abc"), newUtf8("\u20ac"), 0), -1);
}

TEST(Strings, Utf8RoundTrip) {
  for (const char* text : {"", "plain", "\u00e9\u00ff", "\u20ac", "\U0001F600"})
    EXPECT_EQ(toUtf8(newUtf8(text)), text);
  EXPECT_EQ(toUtf8(newUtf8("\xff\xc3")), "\ufffd\ufffd");
}

TEST(Strings, PropertyKeys) {
  EXPECT_TRUE(key("0").isIndex());
  EXPECT_TRUE(key("4294967294").isIndex());
  EXPECT_FALSE(key("4294967295").isIndex());
  EXPECT_FALSE(key("01").isIndex());
  EXPECT_FALSE(key("-1").isIndex());
  EXPECT_FALSE(key("1.5").isIndex());
  EXPECT_FALSE(key("").isIndex());
  EXPECT_EQ(toPropertyKey(n(1.0)), key("1"));
  EXPECT_EQ(toPropertyKey(n(1e21)), key("1e+21"));
  EXPECT_EQ(toPropertyKey(n(-0.0)), key("0"));
}

}  // namespace
}  // namespace kiln::rt::test
