// Text that reads back, and what the parser says of text that does not read.
#include "tests/unit/ir_text.h"

namespace kiln::ir::test {
namespace {

std::string inFunction(const std::string& body) {
  return "function @f normal params(value) result(value) {\nb0:\n  %0 = param<0> : value\n" + body + "}\n";
}

TEST(IrParser, EveryPartReadsBack) {
  const std::string text = R"(variable $m0.x "x \"y\" \u00e9\ud83d" constant known=@m0.g
variable $m0.y null

function @m0.f "f" generator shown="C.f [as g]" module=2 source=10..20 flags=5 length=1 inline=4 frame=3 params(value<any>, i32) result(f64) captures(bv) uses(tncae) inlined(@m0.g #7, @m0.g #?@1) resume=@m0.g {
b0: unwind(b3)
  %0 = param<0> : value<any> #12
  %1 = const.value<f0.5> : value<double>
  %2 = const.value<-3> : value<int32>
  %3 = const.f64<nan> : f64
  %4 = const.f64<-0> : f64
  %5 = new_object<4 "a" "b c"> %0, %1 : object
  %6 = address_of<template 5 cooked "a" null raw "a" "\\u"> : ptr
  %7 = address_of<module 1> : ptr
  %8 = address_of<root cell.3> : ptr
  %9 = address_of<function_info @m0.g> : ptr
  %10 = has_layout<7 1 "x" "y"> %0 : bool
  set_prop!strict<"x"> %0, %1 #13@2
  jump b1
b1: preds(b0)
  %12 = const.i32<1> : i32
  switch<1 -2> %12, b2, b2, b4
b2: preds(b1, b1)
  branch!flag %10, b4, b4
b3: handler preds(b0)
  %13 = catch : value
  unreachable
b4: preds(b1, b2, b2)
  %14 = phi [b1 %3], [b2 %4], [b2 %3] : f64
  return %14
}

function @m0.g null normal flags=0 length=0 inline=0 frame=3 params() result(value) captures() uses() {
}
)";
  auto program = read(text);
  EXPECT_EQ(print(*program), text);
  auto again = read(print(*program));
  EXPECT_EQ(print(*again), text);
  EXPECT_EQ(program->functions[0]->resume, program->functions[1].get());
  EXPECT_EQ(program->variables[0].known_function, program->functions[1].get());
}

TEST(IrParser, LeftOutPartsHaveDefaults) {
  auto program = read(
      "; a comment\nfunction @f normal { ; empty\nb0: ; entry\n  %3 = const.i32<1> ; one\n  "
      "unreachable\n}\n");
  const Function& f = *program->functions[0];
  EXPECT_EQ(f.name, nullptr);
  EXPECT_FALSE(f.escapes);
  EXPECT_EQ(f.blocks[0]->instrs[0]->type, Type::of(Rep::Int32));
  EXPECT_EQ(f.blocks[0]->instrs[0]->id, 3u);
}

TEST(IrParser, PhiOperandsGoByTheirBlocks) {
  auto program = read(R"(function @f normal params(bool, value, value) result(value) {
b0:
  %0 = param<0> : bool
  %1 = param<1> : value
  %2 = param<2> : value
  branch %0, b1, b2
b1:
  jump b3
b2:
  jump b3
b3:
  %3 = phi [b2 %2], [b1 %1] : value
  return %3
}
)");
  const Instr* phi = blockOf(*program->functions[0], 3)->instrs[0];
  EXPECT_EQ(phi->operands[0]->imm, 1);
  EXPECT_EQ(phi->operands[1]->imm, 2);
}

TEST(IrParser, FunctionsStandInTheOrderOfTheText) {
  auto program = read(
      "function @a normal {\nb0:\n  %0 = make_closure<@b>\n  unreachable\n}\nfunction @c normal "
      "{\n}\nfunction @b normal {\n}\n");
  ASSERT_EQ(program->functions.size(), 3u);
  EXPECT_EQ(program->functions[1]->symbol, "c");
  EXPECT_EQ(program->functions[2]->id, 2u);
}

TEST(IrParser, Errors) {
  struct {
    std::string text, error;
  } rows[] = {
      {"fun @f", "line 1: expected 'function'"},
      {"function @f strange {\n}\n", "unknown name 'strange'"},
      {"function @f normal {\n}\nfunction @f normal {\n}\n", "line 3: @f is defined twice"},
      {"function @f normal flags=x {\n}\n", "expected an integer, found 'x'"},
      {"function @f normal params(i64) {\n}\n", "unknown type 'i64'"},
      {"function @f normal captures(x) {\n}\n", "a capture is b or v"},
      {"function @f \"a", "expected '\"'"},
      {"function @f \"\\uzz\" normal {\n}\n", "expected a number"},
      {inFunction("  frobnicate %0\n"), "line 4: unknown instruction 'frobnicate'"},
      {inFunction("  return %7\n"), "%7 is not defined"},
      {inFunction("  %0 = param<0> : value\n  return %0\n"), "%0 is defined twice"},
      {inFunction("  jump b9\n"), "b9 is not defined"},
      {inFunction("  return %0\nb0:\n  return %0\n"), "b0 is defined twice"},
      {inFunction("  return<1> %0\n"), "unexpected immediate"},
      {inFunction("  return %0 !\n"), "unexpected text in an instruction"},
      {inFunction("  %1 = helper<no_such_helper> : value\n  return %0\n"), "unknown helper 'no_such_helper'"},
      {inFunction("  %1 = math<frob> : f64\n  return %0\n"), "unknown name 'frob'"},
      {inFunction("  %1 = param<x> : value\n  return %0\n"), "expected an integer, found 'x'"},
      {inFunction("  return %0 #x\n"), "expected a number, found 'x'"},
      {inFunction("  jump b1\nb1:\n  %1 = phi [b5 %0] : value\n  return %1\n"),
       "a phi has no operand for b0"},
      {"function @f normal {\nb0:\n", "line 3: "},
  };
  for (const auto& row : rows)
    EXPECT_NE(errorOf(row.text).find(row.error), std::string::npos) << row.text << errorOf(row.text);
}

// No prefix of a text, and no text with a byte changed, does anything but read or fail.
TEST(IrParser, DamagedTextIsRefusedOrRead) {
  const std::string text = inFunction(
      "  %1 = new_object<2 \"a\\u00e9\"> %0 : object #3@1\n  %2 = address_of<template 0 cooked null raw "
      "\"x\"> : ptr\n"
      "  %3 = has_layout<0 0 \"x\"> %0 : bool\n  branch!flag %3, b1, b2\nb1: preds(b0)\n  %4 = phi [b0 %0] : "
      "value\n  return %4\n"
      "b2: preds(b0) unwind(b3)\n  unreachable\nb3: handler preds(b2)\n  unreachable\n");
  for (size_t i = 0; i < text.size(); ++i) {
    errorOf(text.substr(0, i));
    for (char c : {'\0', '<', '"', '9', '\n', '\xff'}) {
      std::string damaged = text;
      damaged[i] = c;
      std::string error;
      if (auto program = parse(damaged, &error)) problems(*program);
    }
  }
}

}  // namespace
}  // namespace kiln::ir::test
