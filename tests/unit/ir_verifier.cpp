// One test a rule of ir/core/verifier.h: a violation is found, and named.
#include "tests/unit/ir_text.h"

namespace kiln::ir::test {
namespace {

void expectProblem(const std::string& text, const std::string& wanted) {
  auto program = read(text);
  ASSERT_NE(program, nullptr);
  EXPECT_NE(problems(*program).find(wanted), std::string::npos) << text << "found: " << problems(*program);
}
void expectSound(const std::string& text) {
  auto program = read(text);
  ASSERT_NE(program, nullptr);
  EXPECT_EQ(problems(*program), "") << text;
}
std::string f(const std::string& body, const std::string& result = "value") {
  return "function @g normal params(i32) result(value) {\n}\nfunction @f normal params(value, value, bool) "
         "result(" +
         result + ") {\nb0:\n  %0 = param<0> : value\n  %1 = param<1> : value\n  %2 = param<2> : bool\n" +
         body + "}\n";
}

TEST(IrVerifier, SoundCode) {
  expectSound(f("  %3 = add %0, %1\n  return %3\n"));
}

// Rule 1
TEST(IrVerifier, BlocksEndWithControl) {
  auto program = read(f("  %3 = add %0, %1\n  return %3\n"));
  Block& block = *program->functions[1]->blocks[0];
  Instr* last = block.instrs.back();
  block.instrs.pop_back();
  EXPECT_NE(problems(*program).find("does not end with a control instruction"), std::string::npos);
  block.instrs.insert(block.instrs.begin(), last);
  block.instrs.push_back(last);
  EXPECT_NE(problems(*program).find("control in the middle"), std::string::npos);
}
TEST(IrVerifier, SuccessorsFitTheOpcode) {
  expectProblem(f("  jump b1, b1\nb1:\n  return %0\n"), "successor count");
  expectProblem(f("  branch %2, b1\nb1:\n  return %0\n"), "successor count");
  expectProblem(f("  return %0, b1\nb1:\n  return %0\n"), "successor count");
  expectProblem(f("  %3 = const.i32<0>\n  switch<1 2> %3, b1, b1\nb1:\n  return %0\n"), "successor count");
}
TEST(IrVerifier, InstructionsKnowTheirBlock) {
  auto program = read(f("  return %0\n"));
  program->functions[1]->blocks[0]->instrs[0]->block = nullptr;
  EXPECT_NE(problems(*program).find("block link is wrong"), std::string::npos);
}

// Rule 2
TEST(IrVerifier, EdgesAreMirrored) {
  expectProblem(f("  jump b1\nb1: preds()\n  return %0\n"), "edge to b1 is not mirrored");
  expectProblem(f("  jump b1\nb1: preds(b0, b0)\n  return %0\n"), "edge to b1 is not mirrored");
  expectProblem(f("  jump b1\nb1: preds(b0, b2)\n  return %0\nb2:\n  return %0\n"),
                "pred b2 has no such edge");
  expectProblem(
      "function @f normal {\nb0: unwind(b1)\n  unreachable\nb1: handler preds()\n  unreachable\n}\n",
      "unwind edge is not mirrored");
}
TEST(IrVerifier, HandlersAreEnteredByUnwindEdges) {
  expectProblem(f("  jump b1\nb1: handler\n  return %0\n"), "handler entered by a normal edge");
  expectProblem("function @f normal {\nb0: unwind(b1)\n  unreachable\nb1:\n  unreachable\n}\n",
                "unwind to a block that is no handler");
}

// Rule 3
TEST(IrVerifier, PhisStandFirst) {
  expectProblem(f("  jump b1\nb1:\n  %3 = add %0, %0\n  %4 = phi [b0 %0] : value\n  return %4\n"),
                "phi after other instructions");
}
TEST(IrVerifier, PhisFitTheirPredecessors) {
  expectProblem(f("  jump b1\nb1:\n  %3 = phi [b0 %0], [b0 %1] : value\n  return %3\n"), "phi operand count");
  expectProblem(f("  jump b1\nb1:\n  %3 = phi [b0 %2] : value\n  return %3\n"), "phi operand representation");
}
TEST(IrVerifier, CatchFollowsThePhisOfAHandler) {
  expectProblem(f("  %3 = catch\n  return %3\n"), "misplaced catch");
  expectProblem(
      "function @f normal params(value) {\nb0: unwind(b1)\n  %0 = param<0> : value\n  %1 = add %0, %0\n  "
      "unreachable\n"
      "b1: handler\n  %2 = const.i32<0>\n  %3 = catch\n  unreachable\n}\n",
      "misplaced catch");
}

// Rule 4
TEST(IrVerifier, OneThrowingInstructionUnderAHandler) {
  expectProblem(
      "function @f normal params(value) {\nb0: unwind(b1)\n  %0 = param<0> : value\n  %1 = add %0, %0\n  %2 "
      "= add %0, %0\n"
      "  unreachable\nb1: handler\n  %3 = catch\n  unreachable\n}\n",
      "second throwing instruction");
}

// Rule 5
TEST(IrVerifier, DefinitionsDominateUses) {
  expectProblem(f("  %3 = add %4, %0\n  %4 = add %0, %0\n  return %3\n"), "%4 does not dominate its use");
  expectProblem(
      f("  branch %2, b1, b2\nb1:\n  %3 = add %0, %0\n  jump b3\nb2:\n  jump b3\nb3:\n  return %3\n"),
      "%3 does not dominate");
  expectProblem(f("  branch %2, b1, b2\nb1:\n  %3 = add %0, %0\n  jump b3\nb2:\n  jump b3\nb3:\n  %4 = phi "
                  "[b1 %0], [b2 %3] : value\n  return %4\n"),
                "%3 does not dominate");
  expectSound(
      f("  branch %2, b1, b2\nb1:\n  %3 = add %0, %0\n  jump b3\nb2:\n  jump b3\nb3:\n  %4 = phi [b1 %3], "
        "[b2 %0] : value\n  return %4\n"));
}
TEST(IrVerifier, OperandsAreInTheFunction) {
  auto program = read(f("  %3 = add %0, %1\n  return %3\n"));
  Function& function = *program->functions[1];
  Instr* stranger = function.newInstr(Opcode::ConstValue, Type::of(Rep::Value), {});
  function.blocks[0]->instrs[3]->operands[0] = stranger;
  EXPECT_NE(problems(*program).find("is not in the function"), std::string::npos);
  function.blocks[0]->instrs[3]->operands[0] = nullptr;
  EXPECT_NE(problems(*program).find("null operand"), std::string::npos);
}
std::string underHandler(const std::string& handler) {
  return "function @f normal params(value) result(value) {\nb0: unwind(b2)\n  %0 = param<0> : value\n  %1 = "
         "add %0, %0\n  %2 = box %0\n"
         "  jump b1\nb1:\n  return %1\nb2: handler\n" +
         handler + "}\n";
}
TEST(IrVerifier, WhatThrowsHasNoResultInItsHandler) {
  expectProblem(underHandler("  %3 = phi [b0 %1] : value\n  %4 = catch\n  return %3\n"),
                "%1 does not dominate");
  expectProblem(underHandler("  %3 = phi [b0 %2] : value\n  %4 = catch\n  return %3\n"),
                "%2 does not dominate");
  expectProblem(underHandler("  %4 = catch\n  return %1\n"), "%1 does not dominate");
  expectProblem(underHandler("  %4 = catch\n  jump b3\nb3:\n  return %1\n"), "%1 does not dominate");
  expectSound(underHandler("  %3 = phi [b0 %0] : value\n  %4 = catch\n  return %3\n"));
}
TEST(IrVerifier, WhereBothWaysMeetTheResultIsUnknown) {
  expectProblem(
      "function @f normal params(value) result(value) {\nb0: unwind(b2)\n  %0 = param<0> : value\n  %1 = add "
      "%0, %0\n  jump b1\n"
      "b1:\n  jump b3\nb2: handler\n  %2 = catch\n  jump b3\nb3:\n  return %1\n}\n",
      "%1 does not dominate");
}

// Rule 6
TEST(IrVerifier, OperandsFitTheOpcode) {
  expectProblem(f("  %3 = add %0\n  return %3\n"), "too few operands");
  expectProblem(f("  %3 = add %0, %0, %0\n  return %3\n"), "too many operands");
  expectProblem(f("  %3 = add %0, %2\n  return %3\n"), "operand representation");
  expectProblem(f("  branch %0, b1, b1\nb1:\n  return %0\n"), "operand representation");
}
TEST(IrVerifier, ResultsFitTheOpcode) {
  expectProblem(f("  %3 = add %0, %1 : i32\n  return %0\n"), "result representation");
  expectProblem(f("  return %2\n"), "result representation");
  expectSound(f("  return %2\n", "bool"));
}
TEST(IrVerifier, HelpersFitTheirSignature) {
  expectProblem(f("  helper<rethrow>\n  unreachable\n"), "helper operand count");
  expectProblem(f("  helper<rethrow> %2\n  unreachable\n"), "helper operand representation");
  expectProblem(f("  %3 = helper<rethrow> %0 : value\n  unreachable\n"), "helper result");
}
TEST(IrVerifier, KnownCallsFitTheCallee) {
  expectProblem(f("  %3 = call_known<@g> %0, %0 : value\n  return %3\n"), "argument count");
  expectProblem(f("  %3 = call_known<@g> %0, %0, %0 : value\n  return %3\n"), "argument representation");
  expectProblem(f("  %4 = const.i32<1>\n  %3 = call_known<@g> %0, %2, %4 : value\n  return %3\n"),
                "`this` representation");
  expectProblem(f("  %4 = const.i32<1>\n  %3 = call_known<@g> %0, %0, %4 : i32\n  return %0\n"),
                "result representation");
}

// Rule 7
TEST(IrVerifier, ImmediatesAreThere) {
  expectProblem(f("  %3 = make_closure\n  return %0\n"), "no function");
  expectProblem(f("  %3 = load_var\n  return %3\n"), "no variable");
  expectProblem(f("  %3 = new_object %0\n  return %0\n"), "keys");
  expectProblem(f("  %3 = new_object<2 \"a\"> %0, %0\n  return %0\n"), "keys");
  expectProblem(f("  %3 = address_of\n  return %0\n"), "no static datum");
  expectProblem(f("  %3 = load_field %0\n  return %3\n"), "layout");
  expectProblem(f("  %3 = load_field<0 2 \"a\" \"b\"> %0\n  return %3\n"), "layout");
}

// Rule 8
TEST(IrVerifier, SuspendIsFollowedByTheSentValue) {
  expectProblem(f("  %3 = suspend<yield> %0\n  return %0\n"), "suspend without resumed_value");
  expectSound(f("  %3 = suspend<yield> %0\n  %4 = resumed_value\n  return %4\n"));
}

}  // namespace
}  // namespace kiln::ir::test
