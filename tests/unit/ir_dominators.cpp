#include "ir/core/dominators.h"
#include "tests/unit/ir_text.h"

namespace kiln::ir::test {
namespace {

TEST(IrDominators, DiamondAndLoop) {
  auto program = read(R"(function @f normal params(bool) {
b0:
  %0 = param<0> : bool
  branch %0, b1, b2
b1:
  jump b3
b2:
  jump b3
b3:
  branch %0, b1, b4
b4:
  unreachable
}
)");
  Function& f = *program->functions[0];
  auto b = [&](uint32_t id) { return blockOf(f, id); };
  Dominators dominators(f);
  EXPECT_EQ(dominators.idom(b(0)), nullptr);
  EXPECT_EQ(dominators.idom(b(1)), b(0));
  EXPECT_EQ(dominators.idom(b(3)), b(0));
  EXPECT_EQ(dominators.idom(b(4)), b(3));
  EXPECT_TRUE(dominators.dominates(b(0), b(4)));
  EXPECT_TRUE(dominators.dominates(b(3), b(3)));
  EXPECT_FALSE(dominators.dominates(b(1), b(3)));
  EXPECT_FALSE(dominators.dominates(b(4), b(0)));
  EXPECT_EQ(dominators.order().front(), b(0));
  EXPECT_EQ(dominators.order().size(), 5u);
}

TEST(IrDominators, UnwindEdgesCount) {
  auto program = read(R"(function @f normal params(value) {
b0: unwind(b2)
  %0 = param<0> : value
  %1 = add %0, %0
  jump b1
b1:
  jump b3
b2: handler
  %2 = catch
  jump b3
b3:
  unreachable
}
)");
  Function& f = *program->functions[0];
  Dominators dominators(f);
  EXPECT_EQ(dominators.idom(blockOf(f, 2)), blockOf(f, 0));
  EXPECT_EQ(dominators.idom(blockOf(f, 3)), blockOf(f, 0));
}

TEST(IrDominators, UnreachableBlocksDominateNothing) {
  auto program = read(R"(function @f normal {
b0:
  unreachable
b1:
  jump b2
b2:
  unreachable
}
)");
  Function& f = *program->functions[0];
  Dominators dominators(f);
  EXPECT_FALSE(dominators.dominates(blockOf(f, 1), blockOf(f, 2)));
  EXPECT_FALSE(dominators.dominates(blockOf(f, 0), blockOf(f, 1)));
  removeUnreachableBlocks(f);
  EXPECT_EQ(f.blocks.size(), 1u);
}

TEST(IrDominators, RemovingBlocksKeepsPhisInStep) {
  auto program = read(R"(function @f normal params(value, value) {
b0:
  %0 = param<0> : value
  %1 = param<1> : value
  jump b2
b1:
  jump b2
b2: preds(b1, b0)
  %2 = phi [b1 %0], [b0 %1] : value
  return %2
}
)");
  Function& f = *program->functions[0];
  removeUnreachableBlocks(f);
  const Instr* phi = blockOf(f, 2)->instrs[0];
  ASSERT_EQ(phi->operands.size(), 1u);
  EXPECT_EQ(phi->operands[0]->imm, 1);
  EXPECT_EQ(problems(*program), "");
}

}  // namespace
}  // namespace kiln::ir::test
