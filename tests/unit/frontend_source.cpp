// Texts and their places: line ends, UTF-8 and UTF-16.
#include <gtest/gtest.h>

#include "frontend/support/name.h"
#include "frontend/support/source_file.h"

namespace kiln {
namespace {

std::string at(const SourceFile& file, uint32_t offset) {
  LineColumn place = file.position(offset);
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}

TEST(SourceFile, EveryLineEnd) {
  SourceFile file("a.js", "a\nb\r\nc\rd\u2028e\u2029f");
  ASSERT_EQ(file.lineCount(), 6u);
  const char* lines[] = {"a", "b", "c", "d", "e", "f"};
  for (uint32_t i = 0; i < 6; ++i) EXPECT_EQ(file.lineText(i + 1), lines[i]);
  EXPECT_EQ(at(file, 0), "1:1");
  EXPECT_EQ(at(file, 2), "2:1");
  EXPECT_EQ(at(file, static_cast<uint32_t>(file.text().size())), "6:2");
}

TEST(SourceFile, EndsAndEmptyFiles) {
  SourceFile empty("a.js", "");
  EXPECT_EQ(empty.lineCount(), 1u);
  EXPECT_EQ(at(empty, 0), "1:1");
  EXPECT_EQ(at(empty, 99), "1:1");
  SourceFile ended("a.js", "a\n");
  EXPECT_EQ(ended.lineCount(), 2u);
  EXPECT_EQ(ended.lineText(2), "");
  EXPECT_EQ(at(ended, 2), "2:1");
}

TEST(SourceFile, ColumnsCountUtf16Units) {
  SourceFile file("a.js", "\u00e9\u20ac\U0001F600x");
  EXPECT_EQ(at(file, 2), "1:2");
  EXPECT_EQ(at(file, 5), "1:3");
  EXPECT_EQ(at(file, 9), "1:5");
}

TEST(SourceFile, ByteOrderMarkAndIllFormedBytes) {
  EXPECT_EQ(SourceFile("a.js", "\xef\xbb\xbfx").text(), "x");
  EXPECT_EQ(SourceFile("a.js", "a\xff z").text(), "a\ufffd z");
  // One replacement for each part that cannot be the start of a character, as the Encoding standard has it.
  EXPECT_EQ(SourceFile("a.js", "\xe2\x82").text(), "\ufffd");
  EXPECT_EQ(SourceFile("a.js", "\xc0\xaf").text(), "\ufffd\ufffd");
  EXPECT_EQ(SourceFile("a.js", "\xf0\x9f\x98x").text(), "\ufffdx");
}

TEST(Names, Utf8AndUtf16) {
  EXPECT_EQ(utf8ToUtf16("a\u00e9\u20ac\U0001F600"), u"a\u00e9\u20ac\U0001F600");
  EXPECT_EQ(utf16ToUtf8(u"a\u00e9\u20ac\U0001F600"), "a\u00e9\u20ac\U0001F600");
  // Lone surrogates go through as WTF-8.
  std::u16string lone = {u'a', char16_t{0xd83d}, u'b', char16_t{0xde00}};
  EXPECT_EQ(utf16ToUtf8(lone),
            "a\xed\xa0\xbd"
            "b\xed\xb8\x80");
  EXPECT_EQ(utf8ToUtf16(utf16ToUtf8(lone)), lone);
  for (uint32_t code : {0x0u, 0x7fu, 0x80u, 0x7ffu, 0x800u, 0xffffu, 0x10000u, 0x10ffffu}) {
    std::u16string text;
    appendCodePoint(text, code);
    EXPECT_EQ(text.size(), code > 0xffff ? 2u : 1u);
    EXPECT_EQ(utf8ToUtf16(utf16ToUtf8(text)), text) << code;
  }
}

TEST(Names, Interning) {
  NameTable names;
  Name a = names.intern(u"abc");
  EXPECT_EQ(a, names.internUtf8("abc"));
  EXPECT_NE(a, names.intern(u"abd"));
  EXPECT_TRUE(names.contains(u"abd"));
  EXPECT_FALSE(names.contains(u"ab"));
  EXPECT_EQ(names.size(), 2u);
  EXPECT_EQ(a->id, 0u);
  EXPECT_EQ(toUtf8(a), "abc");
}

}  // namespace
}  // namespace kiln
