// Registers and moves of the interpreter's frames.
#include <gtest/gtest.h>

#include <map>

#include "ir/interpreter/registers.h"

namespace kiln::interpreter {
namespace {

LiveRange range(std::vector<Segment> segments) {
  LiveRange made{std::move(segments)};
  made.normalise();
  return made;
}

TEST(IrRegisters, RangesWithHoles) {
  LiveRange a = range({{10, 20}, {0, 4}, {20, 24}, {3, 6}});
  ASSERT_EQ(a.segments.size(), 2u);
  EXPECT_EQ(a.segments[0].to, 6u);
  EXPECT_EQ(a.segments[1].to, 24u);
  EXPECT_FALSE(a.intersects(range({{6, 10}, {24, 30}})));
  EXPECT_TRUE(a.intersects(range({{6, 11}})));
  EXPECT_TRUE(range({{0, 100}}).intersects(a));
  EXPECT_FALSE(a.intersects(range({})));
}

TEST(IrRegisters, ValuesShareWhatIsFree) {
  RegisterAllocator allocator(4);
  allocator.range(0) = range({{0, 10}});
  allocator.range(1) = range({{1, 5}});
  allocator.range(2) = range({{5, 9}});  // starts where 1 ends
  allocator.run(0);
  EXPECT_EQ(allocator.registerCount(), 2u);
  EXPECT_EQ(allocator.registerOf(1), allocator.registerOf(2));
  EXPECT_NE(allocator.registerOf(0), allocator.registerOf(1));
  EXPECT_EQ(allocator.registerOf(3), -1);  // never read
}

TEST(IrRegisters, FixedRangesKeepTheirRegister) {
  RegisterAllocator allocator(3);
  allocator.range(0) = range({{0, 6}});
  allocator.range(0).fixed = 1;
  allocator.range(1) = range({{2, 8}});
  allocator.range(2) = range({{7, 9}});
  allocator.run(2);
  EXPECT_EQ(allocator.registerOf(0), 1);
  EXPECT_EQ(allocator.registerOf(1), 0);  // register 0 is a parameter's that nobody reads
  EXPECT_EQ(allocator.registerOf(2), 1);
}

TEST(IrRegisters, ManyAtOnce) {
  constexpr uint32_t kCount = 3000;
  RegisterAllocator allocator(2 * kCount);
  for (uint32_t i = 0; i < kCount; ++i) allocator.range(i) = range({{i, kCount}});
  for (uint32_t i = kCount; i < 2 * kCount; ++i) allocator.range(i) = range({{i, 2 * kCount}});
  allocator.run(0);
  EXPECT_EQ(allocator.registerCount(), kCount);  // the second half takes what the first one left
  EXPECT_EQ(allocator.registerOf(2 * kCount - 1), static_cast<int32_t>(kCount - 1));
}

TEST(IrRegisters, LoopVariableAndItsSuccessorCoalesce) {
  RegisterAllocator allocator(3);
  allocator.range(0) = range({{0, 8}});   // phi, last read where its successor is made
  allocator.range(1) = range({{8, 12}});  // the successor
  allocator.range(2) = range({{0, 12}});  // live throughout
  allocator.coalesce(0, 1);
  allocator.coalesce(0, 2);
  allocator.run(0);
  EXPECT_EQ(allocator.registerOf(0), allocator.registerOf(1));
  EXPECT_NE(allocator.registerOf(0), allocator.registerOf(2));
}

// Runs the sequence, with each register holding its own number at first.
std::map<int32_t, int32_t> effectOf(const std::vector<RegisterMove>& moves) {
  std::map<int32_t, int32_t> registers;
  auto read = [&](int32_t r) { return registers.contains(r) ? registers[r] : r; };
  for (RegisterMove move : sequence(moves, 99)) registers[move.to] = read(move.from);
  return registers;
}

TEST(IrRegisters, MovesHappenAtOnce) {
  auto chain = effectOf({{1, 0}, {2, 1}, {3, 2}});
  EXPECT_EQ(chain[1], 0);
  EXPECT_EQ(chain[2], 1);
  EXPECT_EQ(chain[3], 2);
  auto swap = effectOf({{0, 1}, {1, 0}, {5, 5}});
  EXPECT_EQ(swap[0], 1);
  EXPECT_EQ(swap[1], 0);
  EXPECT_FALSE(swap.contains(5));
  auto circles = effectOf({{0, 1}, {1, 2}, {2, 0}, {7, 8}, {8, 7}, {9, 0}});
  EXPECT_EQ(circles[0], 1);
  EXPECT_EQ(circles[1], 2);
  EXPECT_EQ(circles[2], 0);
  EXPECT_EQ(circles[7], 8);
  EXPECT_EQ(circles[8], 7);
  EXPECT_EQ(circles[9], 0);
}

}  // namespace
}  // namespace kiln::interpreter
