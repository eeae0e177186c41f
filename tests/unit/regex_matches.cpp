// What patterns match, as Node says: `from-to` of the match and of each group, `?` for a group without part
// in it.
#include <gtest/gtest.h>

#include "runtime/regex/regex.h"

namespace kiln::regex {
namespace {

struct Row {
  std::u16string pattern, flags, subject;
  std::string expected;
};

std::string narrow(const std::u16string& text) {
  std::string out;
  for (char16_t unit : text) out += unit < 0x80 ? static_cast<char>(unit) : '?';
  return out;
}

std::string describe(const Program& program, MatchStatus status, const std::vector<int32_t>& captures) {
  if (status == MatchStatus::NotFound) return "none";
  if (status == MatchStatus::OutOfMemory) return "out of memory";
  std::string out;
  for (uint32_t g = 0; g < program.group_count; ++g) {
    int32_t from = captures[2 * g], to = captures[2 * g + 1];
    out += (g != 0 ? " " : "") + (from < 0 ? "?" : std::to_string(from) + "-" + std::to_string(to));
  }
  return out;
}

// What the matcher answers; the pattern's machine code, which many attempts lead to, has to agree.
template <typename Char>
std::string matched(const Program& program, const Char* subject, uint32_t length) {
  std::string answers[2];
  for (std::string& answer : answers) {
    std::vector<int32_t> captures(2 * program.group_count, -1);
    MatchStatus status = match(program, subject, length, 0, program.flags & kSticky, captures.data());
    answer = describe(program, status, captures);
    program.attempts = kAttemptsBeforeCode;
  }
  program.attempts = 0;
  EXPECT_EQ(answers[0], answers[1]);
  return answers[0];
}

std::string run(const std::u16string& pattern, const std::u16string& flag_letters,
                const std::u16string& subject) {
  uint32_t flags = 0;
  if (!parseFlags(flag_letters, &flags)) return "bad flags";
  std::string error;
  std::unique_ptr<Program> program = compile(pattern, flags, &error);
  if (program == nullptr) return "!" + error;
  auto length = static_cast<uint32_t>(subject.size());
  SCOPED_TRACE(narrow(pattern) + " on " + narrow(subject));
  std::string wide = matched(*program, subject.data(), length);
  // Latin-1 subjects are stored in bytes: the other instance of the matcher has to agree.
  std::vector<uint8_t> bytes;
  for (char16_t unit : subject) {
    if (unit > 0xff) return wide;
    bytes.push_back(static_cast<uint8_t>(unit));
  }
  EXPECT_EQ(matched(*program, bytes.data(), length), wide);
  return wide;
}

TEST(RegexMatches, AsNode) {
  // clang-format off
  const Row rows[] = {
    {u"a|ab", u"", u"xabc", "1-2"},
    {u"(a|ab)(c|bcd)(d*)", u"", u"abcd", "0-4 0-1 1-4 4-4"},
    {u"a*?b", u"", u"aaab", "0-4"},
    {u"(a*)*", u"", u"b", "0-0 ?"},
    {u"(z)((a+)?(b+)?(c))*", u"", u"zaacbbbcac", "0-10 0-1 8-10 8-9 ? 9-10"},
    {u"(?=(a+))a*b\\1", u"", u"baaabac", "3-6 3-4"},
    {u"(?=(a+))", u"", u"baaabac", "1-1 1-4"},
    {u"(.*?)a(?!(a+)b\\2c)\\2(.*)", u"", u"baaabaac", "0-8 0-2 ? 3-8"},
    {u"(?<=\\$)\\d+(\\.\\d*)?", u"", u"costs $10.50", "7-12 9-12"},
    {u"(?<!\\$)\\b\\d+", u"", u"$5 and 7", "7-8"},
    {u"(?<=(\\d+)(\\d+))$", u"", u"1053", "4-4 0-1 1-4"},
    {u"(?<=\\1(a))b", u"", u"aab", "2-3 1-2"},
    {u"(?<=^(\\w+))def", u"", u"abcdef", "3-6 0-3"},
    {u"(?<year>\\d{4})-(?<month>\\d\\d)", u"", u"on 2024-05-06", "3-10 3-7 8-10"},
    {u"(?<q>['\"]).*?\\k<q>", u"", u"say \"it's\" now", "4-10 4-5"},
    {u"foo", u"y", u"barfoo", "none"},
    {u"foo", u"y", u"foobar", "0-3"},
    {u"^b", u"m", u"a\xa" u"b", "2-3"},
    {u"a$", u"m", u"a\xd" u"\xa" u"b", "0-1"},
    {u"^b", u"", u"a\xa" u"b", "none"},
    {u"^a|^b", u"", u"xb", "none"},
    {u"^a|b", u"", u"xb", "1-2"},
    {u"(?:^a|(^(?:b|c)))d|^e", u"", u"cd", "0-2 0-1"},
    {u"(?:^a)?b", u"", u"xb", "1-2"},
    {u"a.b", u"", u"a\xa" u"b", "none"},
    {u"a.b", u"s", u"a\xa" u"b", "0-3"},
    {u"a.b", u"", u"a\x2028" u"b", "none"},
    {u"\\u{1F600}", u"u", u"x\xd83d" u"\xde00" u"y", "1-3"},
    {u"^.$", u"u", u"\xd83d" u"\xde00" u"", "0-2"},
    {u"^.$", u"", u"\xd83d" u"\xde00" u"", "none"},
    {u"[^x]", u"u", u"\xd83d" u"\xde00" u"", "0-2"},
    {u"\\ud83d", u"u", u"\xd83d" u"\xde00" u"", "none"},
    {u"\\ud83d", u"", u"\xd83d" u"\xde00" u"", "0-1"},
    {u"[\\ud83d\\ude00]", u"u", u"\xd83d" u"\xde00" u"", "0-2"},
    {u"\\p{Lu}+", u"u", u"ab\xc0" u"BCd", "2-5"},
    {u"\\P{L}", u"u", u"a\xe9" u"1", "2-3"},
    {u"\\p{Script=Greek}+", u"u", u"ab\x3b3" u"\x3b4" u"", "2-4"},
    {u"[\\p{L}&&[a-f]]+", u"v", u"xyzabc", "3-6"},
    {u"[\\w--[a-z]]+", u"v", u"abcDEF1", "3-7"},
    {u"stra\xdf" u"e", u"i", u"STRA\xdf" u"E", "0-6"},
    {u"\\u017f", u"iu", u"s", "0-1"},
    {u"\\u017f", u"i", u"s", "none"},
    {u"\\u212a", u"iu", u"K", "0-1"},
    {u"[a-z]+", u"i", u"ABC", "0-3"},
    {u"[^a-z]", u"i", u"ABC1", "3-4"},
    {u"\x3a3" u"", u"i", u"\x3c2" u"", "0-1"},
    {u"\\w", u"iu", u"\x17f" u"", "0-1"},
    {u"\\b", u"iu", u"\x17f" u"", "0-0"},
    {u"\xc9" u"", u"i", u"\xe9" u"", "0-1"},
    {u"a{2,3}", u"", u"aaaa", "0-3"},
    {u"a{2,3}?", u"", u"aaaa", "0-2"},
    {u"a{0}", u"", u"a", "0-0"},
    {u"(?:a{2}){2}", u"", u"aaaaa", "0-4"},
    {u"x{2147483648}", u"", u"x", "none"},
    {u"a{,3}", u"", u"a{,3}", "0-5"},
    {u"{", u"", u"{", "0-1"},
    {u"a{1", u"", u"a{1", "0-3"},
    {u"[]", u"", u"a", "none"},
    {u"[^]", u"", u"\xa" u"", "0-1"},
    {u"[a-]", u"", u"-", "0-1"},
    {u"[\\b]", u"", u"\x8" u"", "0-1"},
    {u"[\\d-x]+", u"", u"1-x", "0-3"},
    {u"\\cA", u"", u"\x1" u"", "0-1"},
    {u"\\c", u"", u"\\c", "0-2"},
    {u"\\8", u"", u"8", "0-1"},
    {u"\\101", u"", u"A", "0-1"},
    {u"\\x4", u"", u"x4", "0-2"},
    {u"]", u"", u"]", "0-1"},
    {u"(?:)", u"", u"", "0-0"},
    {u"(a)|b", u"", u"b", "0-1 ?"},
    {u"(?:(a)|b)*", u"", u"ab", "0-2 ?"},
    {u"(a?)*?$", u"", u"aa", "0-2 1-2"},
    {u"(?:a|b)+?c", u"", u"abac", "0-4"},
    {u"(\\2a)(\\1)", u"", u"aa", "0-2 0-1 1-2"},
    {u"\\1(a)", u"", u"aa", "0-1 0-1"},
    {u"\\bfoo\\b", u"", u"a foo b", "2-5"},
    {u"\\Boo", u"", u"foo", "1-3"},
    {u"^(?:(\\d+)x)?\\s*(.*)$", u"", u"3x abc", "0-6 0-1 3-6"},
    {u"(?!a)b", u"", u"ab", "1-2"},
    {u"(?=.*\\d)(?=.*[a-z]).{4,}", u"", u"abc1", "0-4"},
    {u"^((?!foo).)*$", u"", u"barfoo", "none"},
    {u"(a+)+$", u"", u"aaaaaaaaaaaaaaaaab", "none"},
    {u"(?:x*)*y", u"", u"xxxxxxxxxxxxz", "none"},
    {u"\\s+", u"", u"\xfeff" u"\xa0" u" x", "0-3"},
    {u"\\S", u"", u"\x2003" u"", "none"},
    {u"[\\s\\S]+", u"", u"a\xa" u"b", "0-3"},
    {u"(?<a>x)|(?<b>y)", u"", u"y", "0-1 ? 0-1"},
    {u"(?<\xd835" u"\xdc9c" u">.)", u"u", u"z", "0-1 0-1"},
    {u"\\k<a>", u"", u"k<a>", "0-4"},
    {u"\\/", u"", u"/", "0-1"},
    {u"a|", u"", u"b", "0-0"},
    {u"(|a)+", u"", u"aaa", "0-3 2-3"},
    {u"(?:){3}", u"", u"", "0-0"},
    {u"(a{0,2}){2}", u"", u"aaa", "0-3 2-3"},
    {u"$", u"", u"ab", "2-2"},
    {u"$^", u"", u"", "0-0"},
    {u"\\p{RGI_Emoji}", u"v", u"\xd83d\xdc69\x200d\xd83d\xdcbb!", "0-5"},
    {u"^\\p{RGI_Emoji}$", u"v", u"\xd83d\xdc69\x200d\xd83d\xdca9", "none"},
    {u"\\p{RGI_Emoji_Flag_Sequence}", u"v", u"\xd83c\xddfd\xd83c\xddfd \xd83c\xddeb\xd83c\xddf7", "5-9"},
    {u"(?<=\\p{Emoji_Keycap_Sequence})x", u"v", u"1x#\xfe0f\x20e3x", "5-6"},
    {u"[\\q{abc|ab|}--\\q{ab}]x", u"v", u"abx", "2-3"},
    {u"[\\q{ab|abc|b}]", u"v", u"xabcd", "1-4"},
    {u"(?<=[\\q{ab|xab}])c", u"v", u"xabc", "3-4"},
    {u"[\\q{KL}&&\\q{kl|m}]", u"iv", u"\x212al", "0-2"},
    {u"[^\\P{Lu}]", u"iv", u"a", "0-1"},
    {u"\\P{Lu}", u"iu", u"A", "0-1"},
    {u"a.*?b.*?$", u"", u"xaabbc", "1-6"},
    {u"(\\w+?)(\\d*)-", u"", u"ab12-", "0-5 0-2 2-4"},
    {u"[^\"]{2,3}?\"", u"", u"abcd\"", "1-5"},
    {u".*(\\d+);", u"", u"a1b23;c", "0-6 4-5"},
    {u"\x1e9e", u"iu", u"\xdf", "0-1"},
    {u"\x1c5", u"i", u"\x1c4", "0-1"},
  };
  // clang-format on
  for (const Row& row : rows) {
    EXPECT_EQ(run(row.pattern, row.flags, row.subject), row.expected)
        << "/" << narrow(row.pattern) << "/" << narrow(row.flags) << " on " << narrow(row.subject);
  }
}

TEST(RegexMatches, MalformedPatternsAsNode) {
  // clang-format off
  const struct {
    std::u16string pattern, flags;
    std::string message;
  } rows[] = {
    {u"(", u"", "Unterminated group"},
    {u")", u"", "Unmatched ')'"},
    {u"[", u"", "Unterminated character class"},
    {u"a**", u"", "Nothing to repeat"},
    {u"*", u"", "Nothing to repeat"},
    {u"+a", u"", "Nothing to repeat"},
    {u"a{2,1}", u"", "numbers out of order in {} quantifier"},
    {u"(?<a>x)(?<a>y)", u"", "Duplicate capture group name"},
    {u"(?<1>x)", u"", "Invalid capture group name"},
    {u"\\", u"", "\\ at end of pattern"},
    {u"[b-a]", u"", "Range out of order in character class"},
    {u"(?<=a)*", u"", "Invalid quantifier"},
    {u"(?", u"", "Invalid group"},
    {u"(?a)", u"", "Invalid group"},
    {u"(?<a", u"", "Invalid capture group name"},
    {u"(?<a>.)\\k<b>", u"", "Invalid named capture referenced"},
    {u"\\-", u"u", "Invalid escape"},
    {u"{", u"u", "Lone quantifier brackets"},
    {u"]", u"u", "Lone quantifier brackets"},
    {u"a{1", u"u", "Incomplete quantifier"},
    {u"\\8", u"u", "Invalid escape"},
    {u"\\c", u"u", "Invalid Unicode escape"},
    {u"\\u{110000}", u"u", "Invalid Unicode escape"},
    {u"\\u{", u"u", "Invalid Unicode escape"},
    {u"\\p{Nope}", u"u", "Invalid property name"},
    {u"\\p", u"u", "Invalid property name"},
    {u"[\\d-x]", u"u", "Invalid character class"},
    {u"\\x4", u"u", "Invalid escape"},
    {u"(?=a)*", u"u", "Invalid quantifier"},
    {u"\\k<a>", u"u", "Invalid named capture referenced"},
    {u"\\1", u"u", "Invalid escape"},
    {u"[a--b&&c]", u"v", "Invalid set operation in character class"},
    {u"[(]", u"v", "Invalid character in character class"},
    {u"[a&&&b]", u"v", "Invalid character in character class"},
    {u"\\P{RGI_Emoji}", u"v", "Invalid property name"},
    {u"[^\\p{RGI_Emoji}]", u"v", "Negated character class may contain strings"},
  };
  // clang-format on
  for (const auto& row : rows) {
    uint32_t flags = 0;
    ASSERT_TRUE(parseFlags(row.flags, &flags));
    std::string error = "no error";
    compile(row.pattern, flags, &error);
    EXPECT_EQ(error, row.message) << "/" << narrow(row.pattern) << "/" << narrow(row.flags);
  }
}

TEST(RegexMatches, Flags) {
  uint32_t flags = 0;
  EXPECT_TRUE(parseFlags(u"dgimsuy", &flags));
  EXPECT_EQ(flags, kHasIndices | kGlobal | kIgnoreCase | kMultiline | kDotAll | kUnicode | kSticky);
  EXPECT_TRUE(parseFlags(u"v", &flags));
  EXPECT_TRUE(parseFlags(u"", &flags));
  for (const char16_t* text : {u"gg", u"uv", u"x", u"G"}) EXPECT_FALSE(parseFlags(text, &flags));
}

TEST(RegexMatches, StartsAtTheGivenPlace) {
  std::string error;
  auto program = compile(u"a.", 0, &error);
  ASSERT_NE(program, nullptr);
  const std::u16string text = u"abac";
  int32_t captures[2];
  EXPECT_EQ(match(*program, text.data(), 4, 1, false, captures), MatchStatus::Found);
  EXPECT_EQ(captures[0], 2);
  EXPECT_EQ(match(*program, text.data(), 4, 1, true, captures), MatchStatus::NotFound);
  EXPECT_EQ(match(*program, text.data(), 4, 3, false, captures), MatchStatus::NotFound);
  EXPECT_EQ(match(*program, text.data(), 4, 4, false, captures), MatchStatus::NotFound);
}

TEST(RegexMatches, DeepNestingAndLongSubjects) {
  std::u16string groups = std::u16string(900, u'(') + u"a" + std::u16string(900, u')');
  EXPECT_EQ(run(groups, u"", u"ba").substr(0, 7), "1-2 1-2");
  EXPECT_EQ(run(std::u16string(100'000, u'('), u"", u""), "!Regular expression too large");
  EXPECT_EQ(run(std::u16string(100'000, u'['), u"v", u""), "!Regular expression too large");
  std::u16string sequence;
  for (int i = 0; i < 20000; ++i) sequence += u"a?";
  EXPECT_EQ(run(sequence + u"b", u"", u"aab"), "0-3");
  std::u16string subject(1'000'000, u'a');
  EXPECT_EQ(run(u"(?:a|b)*c", u"y", subject), "none");
  EXPECT_EQ(run(u"(?:a|b)*", u"", subject), "0-1000000");
  EXPECT_EQ(run(u"(.)*", u"", subject), "0-1000000 999999-1000000");
  EXPECT_EQ(run(u"^(?:.*)$", u"", subject), "0-1000000");
}

TEST(RegexMatches, NamesInPatternOrder) {
  std::string error;
  auto program = compile(u"(?<b>x)(y)(?<a>z)", 0, &error);
  ASSERT_NE(program, nullptr);
  ASSERT_EQ(program->names.size(), 2u);
  EXPECT_EQ(program->names[0].name, u"b");
  EXPECT_EQ(program->names[0].index, 1u);
  EXPECT_EQ(program->names[1].index, 3u);
}

// Where a match starts is searched for by blocks of units: at each place of a block, and in texts that end within one.
TEST(RegexMatches, StartsAnywhere) {
  for (const char16_t* filling : {u"x", u"\u00e9", u"\u03bb"}) {
    for (size_t length = 2; length < 50; ++length) {
      for (size_t at = 0; at + 2 <= length; ++at) {
        std::u16string subject;
        for (size_t k = 0; k < length; ++k) subject += filling;
        subject.replace(at, 2, u"<d");
        std::string from = std::to_string(at) + "-";
        EXPECT_EQ(run(u"[&<>\"']", u"", subject), from + std::to_string(at + 1));
        EXPECT_EQ(run(u"[a-z<][cd]", u"", subject), from + std::to_string(at + 2));
        EXPECT_EQ(run(u"[^x\u00e9\u03bb]", u"", subject), from + std::to_string(at + 1));
      }
    }
  }
}

}  // namespace
}  // namespace kiln::regex
