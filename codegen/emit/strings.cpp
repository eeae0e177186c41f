// Characters of strings: flat and sliced Latin-1 ones inline, and comparisons with constants, which their first
// character mostly decides.
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

llvm::Value* FunctionEmitter::isStringKind(llvm::Value* kind) {
  return b_.CreateICmpULE(kind, b_.getInt8(static_cast<uint8_t>(abi::kLastStringKind)));
}

// Unit `index` (i32) of the cell at `pointer`, as an i8; goes to `slow` when it is no such string, or not that long.
llvm::Value* FunctionEmitter::latin1Unit(llvm::Value* pointer, llvm::Value* index, BasicBlock* slow) {
  BasicBlock* flat = newBlock("flat");
  BasicBlock* not_flat = newBlock("not_flat");
  BasicBlock* slice = newBlock("slice");
  BasicBlock* latin1 = newBlock("latin1");
  BasicBlock* inside = newBlock("inside");
  llvm::Value* kind = kindOf(pointer);
  auto is = [&](abi::CellKind wanted) {
    return b_.CreateICmpEQ(kind, b_.getInt8(static_cast<uint8_t>(wanted)));
  };
  b_.CreateCondBr(b_.CreateOr(is(abi::CellKind::StringLatin1), is(abi::CellKind::AtomLatin1)), flat,
                  not_flat);
  b_.SetInsertPoint(flat);
  llvm::Value* own = b_.CreateConstInBoundsGEP1_64(p_.i8, pointer, sizeof(abi::String));
  b_.CreateBr(latin1);
  b_.SetInsertPoint(not_flat);
  b_.CreateCondBr(is(abi::CellKind::SliceLatin1), slice, slow);
  b_.SetInsertPoint(slice);
  llvm::Value* shared = loadAt(p_.ptr, pointer, offsetof(abi::SliceString, chars));
  b_.CreateBr(latin1);
  b_.SetInsertPoint(latin1);
  PHINode* chars = b_.CreatePHI(p_.ptr, 2);
  chars->addIncoming(own, flat);
  chars->addIncoming(shared, slice);
  likely(b_.CreateICmpULT(index, loadAt(p_.i32, pointer, offsetof(abi::String, length))), inside, slow);
  b_.SetInsertPoint(inside);
  return b_.CreateLoad(p_.i8, b_.CreateInBoundsGEP(p_.i8, chars, b_.CreateZExt(index, p_.i64)));
}

// The string of one character, boxed.
llvm::Value* FunctionEmitter::characterAt(llvm::Value* pointer, llvm::Value* index, BasicBlock* slow) {
  llvm::Value* unit = b_.CreateZExt(latin1Unit(pointer, index, slow), p_.i64);
  llvm::Value* strings = p_.external("kiln_single_char_strings");
  return b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i64, strings, unit));
}

llvm::Value* FunctionEmitter::charCodeAt(const ir::Instr& instr) {
  llvm::Value *string = of(instr.operands[0]), *index = of(instr.operands[1]);
  if (!inlined_) return helper(ir::HelperId::char_code_at, {string, index});
  BasicBlock* cell = newBlock("cell");
  BasicBlock* slow = newBlock("miss");
  likely(isCell(string), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* fast = b_.CreateZExt(latin1Unit(cellPtr(string), index, slow), p_.i32);
  return orElse(fast, slow, [&] { return helper(ir::HelperId::char_code_at, {string, index}); });
}

// helper char_at (string, index)
llvm::Value* FunctionEmitter::charAt(const ir::Instr& instr) {
  llvm::Value *string = of(instr.operands[0]), *index = of(instr.operands[1]);
  BasicBlock* cell = newBlock("cell");
  BasicBlock* slow = newBlock("miss");
  likely(b_.CreateAnd(isCell(string), isInt(index)), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* fast = characterAt(cellPtr(string), b_.CreateTrunc(index, p_.i32), slow);
  return orElse(fast, slow, [&] { return helper(ir::HelperId::char_at, {string, index}); });
}

namespace {

const ir::Atom* constantText(const ir::Instr* operand) {
  if (operand->op == ir::Opcode::Box) operand = operand->operands[0];
  return operand->op == ir::Opcode::ConstString ? operand->atom : nullptr;
}

// With the operands exchanged.
ir::Opcode mirrored(ir::Opcode op) {
  switch (op) {
    case ir::Opcode::LessThan:
      return ir::Opcode::GreaterThan;
    case ir::Opcode::LessEqual:
      return ir::Opcode::GreaterEqual;
    case ir::Opcode::GreaterThan:
      return ir::Opcode::LessThan;
    default:
      return ir::Opcode::LessEqual;
  }
}

}  // namespace

// A comparison with a constant of one character; nullptr when it is none.
llvm::Value* FunctionEmitter::compareCharacter(const ir::Instr& instr, ir::HelperId slow_id) {
  const ir::Instr *a = instr.operands[0], *b = instr.operands[1];
  const ir::Atom* text = constantText(b);
  ir::Opcode op = instr.op;
  const ir::Instr* other = a;
  if (text == nullptr) {
    text = constantText(a);
    op = mirrored(op);
    other = b;
  }
  if (text == nullptr || text->text.size() != 1 || text->text[0] > 0xff) return nullptr;
  BasicBlock* cell = newBlock("cell");
  BasicBlock* slow = newBlock("compare");
  likely(isCell(of(other)), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(of(other));
  llvm::Value* unit = latin1Unit(pointer, b_.getInt32(0), slow);
  llvm::Value* constant = b_.getInt8(static_cast<uint8_t>(text->text[0]));
  // What begins with the constant is it, or comes behind it.
  llvm::Value* same = b_.CreateICmpEQ(unit, constant);
  llvm::Value* longer =
      b_.CreateICmpUGT(loadAt(p_.i32, pointer, offsetof(abi::String, length)), b_.getInt32(1));
  llvm::Value* fast;
  switch (op) {
    case ir::Opcode::LessThan:
      fast = b_.CreateICmpULT(unit, constant);
      break;
    case ir::Opcode::LessEqual:
      fast = b_.CreateOr(b_.CreateICmpULT(unit, constant), b_.CreateAnd(same, b_.CreateNot(longer)));
      break;
    case ir::Opcode::GreaterThan:
      fast = b_.CreateOr(b_.CreateICmpUGT(unit, constant), b_.CreateAnd(same, longer));
      break;
    default:
      fast = b_.CreateICmpUGE(unit, constant);
      break;
  }
  return orElse(fast, slow, [&] { return helper(slow_id, {of(a), of(b)}); });
}

// `===` with a constant string, which is an atom; nullptr when no operand is one.
llvm::Value* FunctionEmitter::equalsConstant(const ir::Instr& instr) {
  const ir::Instr *a = instr.operands[0], *b = instr.operands[1];
  if (constantText(a) != nullptr) std::swap(a, b);
  if (constantText(b) == nullptr) return nullptr;
  llvm::Value *x = of(a), *constant = of(b);
  BasicBlock* other = newBlock("other");
  BasicBlock* cell = newBlock("cell");
  BasicBlock* slow = newBlock("compare");
  BasicBlock* out = newBlock("eq");
  BasicBlock* from = b_.GetInsertBlock();
  b_.CreateCondBr(b_.CreateICmpEQ(x, constant), out, other);
  b_.SetInsertPoint(other);
  b_.CreateCondBr(isCell(x), cell, out);
  b_.SetInsertPoint(cell);
  // Another atom, and what is no string, is something else.
  llvm::Value* kind = kindOf(cellPtr(x));
  auto is = [&](abi::CellKind wanted) {
    return b_.CreateICmpEQ(kind, b_.getInt8(static_cast<uint8_t>(wanted)));
  };
  llvm::Value* atom = b_.CreateOr(is(abi::CellKind::AtomLatin1), is(abi::CellKind::AtomUtf16));
  likely(b_.CreateOr(atom, b_.CreateNot(isStringKind(kind))), out, slow);
  b_.SetInsertPoint(slow);
  llvm::Value* general = helper(ir::HelperId::strict_equals, {x, constant});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 4);
  phi->addIncoming(b_.getTrue(), from);
  phi->addIncoming(b_.getFalse(), other);
  phi->addIncoming(b_.getFalse(), cell);
  phi->addIncoming(general, slow_end);
  return phi;
}

}  // namespace kiln::codegen
