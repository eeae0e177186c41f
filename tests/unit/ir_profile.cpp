// Profiles: their text, which functions they are taken for, what belongs to which counter.
#include <gtest/gtest.h>

#include "ir/core/profile.h"

namespace kiln::ir {
namespace {

constexpr std::string_view kSource = "function f(g) { g(); while (g) g(1); }";

struct Fixture {
  Program program;
  Function* function;
  Instr* instr;

  Fixture() {
    ModuleRecord& module = program.modules.emplace_back();
    module.source = kSource;
    function = program.newFunction("main.f.0");
    function->source_end = kSource.size();
    Block* block = function->newBlock();
    instr = function->newInstr(Opcode::Call, Type::value(kTAny), {});
    instr->block = block;
  }
  std::string text(const std::string& rows, std::string_view source = kSource) {
    char hash[20];
    std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(abi::hashOfText(source)));
    return "kiln profile 1\nfunction main.f.0 " + std::string(hash) + "\n" + rows;
  }
  std::optional<uint64_t> at(const Profile& profile, uint32_t offset) {
    instr->loc.offset = offset;
    return profile.countAt(*instr);
  }
};

TEST(Profile, BelongsToTheNearestCounterInFront) {
  Fixture f;
  Profile profile;
  ASSERT_TRUE(profile.add(f.text("at 0 2\nat 21 7\nat 31 5\n")));
  EXPECT_EQ(profile.bind(f.program), 0u);
  EXPECT_EQ(f.at(profile, 0), 2u);
  EXPECT_EQ(f.at(profile, 20), 2u);
  EXPECT_EQ(f.at(profile, 21), 7u);
  EXPECT_EQ(f.at(profile, 37), 5u);
  EXPECT_EQ(profile.largestCount(), 7u);
}

TEST(Profile, AddsUp) {
  Fixture f;
  Profile profile;
  ASSERT_TRUE(profile.add(f.text("at 0 2\ncall 16 1 main.f.0 2\n")));
  ASSERT_TRUE(profile.add(f.text("at 0 3\ncall 16 0 main.f.0 1 main.gone.0 9\n")));
  profile.bind(f.program);
  EXPECT_EQ(f.at(profile, 0), 5u);
  f.instr->loc.offset = 16;
  const std::vector<Profile::Callee>* callees = profile.calleesOf(*f.instr);
  ASSERT_NE(callees, nullptr);
  ASSERT_EQ(callees->size(), 3u);
  EXPECT_EQ((*callees)[0].function, nullptr);
  EXPECT_EQ((*callees)[0].count, 9u);
  EXPECT_EQ((*callees)[1].function, f.function);
  EXPECT_EQ((*callees)[1].count, 3u);
}

TEST(Profile, IgnoresFunctionsThatChanged) {
  Fixture f;
  Profile profile;
  ASSERT_TRUE(profile.add(f.text("at 0 2\n", "function f(g) {}")));
  ASSERT_TRUE(profile.add("kiln profile 1\nfunction main.gone.0 0000000000000001\nat 0 1\n"));
  EXPECT_EQ(profile.bind(f.program), 2u);
  EXPECT_EQ(f.at(profile, 0), std::nullopt);
}

TEST(Profile, NeverRan) {
  Fixture f;
  Profile profile;
  ASSERT_TRUE(profile.add(f.text("")));
  profile.bind(f.program);
  EXPECT_EQ(f.at(profile, 16), 0u);
}

TEST(Profile, RefusesOtherTexts) {
  Fixture f;
  for (const std::string& text : {std::string(), std::string("kiln profile 2\n"), std::string("kiln profile 1\nat 0 1\n"),
                                  f.text("at 0\n"), f.text("at x 1\n"), f.text("loop 0 1\n"), f.text("call 0 1 main.f.0\n")}) {
    Profile profile;
    EXPECT_FALSE(profile.add(text)) << text;
  }
}

}  // namespace
}  // namespace kiln::ir
