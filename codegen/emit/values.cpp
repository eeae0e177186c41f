// Boxing, tests, loads and stores.
#include <llvm/IR/Intrinsics.h>

#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;
using ir::Rep;

llvm::Value* FunctionEmitter::loadAt(llvm::Type* type, llvm::Value* base, uint64_t offset) {
  return b_.CreateLoad(type, offset == 0 ? base : b_.CreateConstInBoundsGEP1_64(p_.i8, base, offset));
}
void FunctionEmitter::storeAt(llvm::Value* value, llvm::Value* base, uint64_t offset) {
  b_.CreateStore(value, offset == 0 ? base : b_.CreateConstInBoundsGEP1_64(p_.i8, base, offset));
}

llvm::Value* FunctionEmitter::isInt(llvm::Value* v) {
  return b_.CreateICmpUGE(v, word(abi::kNumberTag));
}
llvm::Value* FunctionEmitter::isNumber(llvm::Value* v) {
  return b_.CreateICmpUGE(v, word(abi::kDoubleOffset));
}
llvm::Value* FunctionEmitter::isCell(llvm::Value* v) {
  return b_.CreateICmpEQ(b_.CreateAnd(v, word(abi::kNotCellMask)), word(0));
}
llvm::Value* FunctionEmitter::kindOf(llvm::Value* cell) {
  llvm::Value* shape = loadAt(p_.ptr, cell, 0);
  return loadAt(p_.i8, shape, offsetof(abi::Shape, kind));
}

llvm::Value* FunctionEmitter::isObjectKind(llvm::Value* kind) {
  return b_.CreateICmpUGE(kind, b_.getInt8(static_cast<uint8_t>(abi::kFirstObjectKind)));
}

llvm::Value* FunctionEmitter::boxInt(llvm::Value* v) {
  return b_.CreateOr(b_.CreateZExt(v, p_.i64), word(abi::kNumberTag));
}

// A double read from memory that programs write bytes to: only such may hold a NaN other than the ones that
// arithmetic makes, which as Values would be taken for something else.
llvm::Value* FunctionEmitter::canonical(llvm::Value* v) {
  return b_.CreateSelect(b_.CreateFCmpUNO(v, v), ConstantFP::getNaN(p_.f64), v);
}

// Value::number: the int32 form when the double is one (and not -0).
llvm::Value* FunctionEmitter::boxDouble(llvm::Value* v) {
  // cvttsd2si gives INT_MIN for what does not fit, and freeze keeps LLVM from assuming that it fits.
  llvm::Value* truncated = b_.CreateFreeze(b_.CreateFPToSI(v, p_.i32));
  llvm::Value* back = b_.CreateSIToFP(truncated, p_.f64);
  llvm::Value* bits = b_.CreateBitCast(v, p_.i64);
  // Bitwise equality tells -0 from 0.
  llvm::Value* same = b_.CreateICmpEQ(b_.CreateBitCast(back, p_.i64), bits);
  llvm::Value* boxed = b_.CreateAdd(bits, word(abi::kDoubleOffset));
  return b_.CreateSelect(same, boxInt(truncated), boxed);
}

// The double form, whatever the value: cheaper, for numbers that are seldom integers.
llvm::Value* FunctionEmitter::boxFraction(llvm::Value* v) {
  return b_.CreateAdd(b_.CreateBitCast(v, p_.i64), word(abi::kDoubleOffset));
}

// What a double slot holds for a value known to be a number.
llvm::Value* FunctionEmitter::rawDouble(const ir::Instr* number) {
  const ir::Instr* raw = number->op == ir::Opcode::Box ? number->operands[0] : number;
  if (raw->rep() == Rep::Double) return withoutStrayNaN(raw);
  if (raw->rep() == Rep::Int32) return b_.CreateSIToFP(of(raw), p_.f64);
  return unboxNumber(of(number));
}

// Of 32 unsigned bits.
llvm::Value* FunctionEmitter::boxUnsigned(llvm::Value* v) {
  return b_.CreateSelect(b_.CreateICmpSGE(v, b_.getInt32(0)), boxInt(v),
                         boxFraction(b_.CreateUIToFP(v, p_.f64)));
}

llvm::Value* FunctionEmitter::box(llvm::Value* v, Rep rep) {
  switch (rep) {
    case Rep::Value:
      return v;
    case Rep::Int32:
      return boxInt(v);
    case Rep::Double:
      return boxDouble(v);
    case Rep::Bool:
      return b_.CreateSelect(v, word(abi::kTrue), word(abi::kFalse));
    case Rep::String:
    case Rep::Object:
    case Rep::Pointer:
      return b_.CreatePtrToInt(v, p_.i64);
    case Rep::Void:
      return word(abi::kUndefined);
  }
  return v;
}

// A Value known to be a number, in either form.
llvm::Value* FunctionEmitter::unboxNumber(llvm::Value* v) {
  llvm::Value* from_int = b_.CreateSIToFP(b_.CreateTrunc(v, p_.i32), p_.f64);
  llvm::Value* from_bits = b_.CreateBitCast(b_.CreateSub(v, word(abi::kDoubleOffset)), p_.f64);
  return b_.CreateSelect(isInt(v), from_int, from_bits);
}

// The same where the int32 form is seldom: a branch costs less than both conversions.
llvm::Value* FunctionEmitter::unboxFraction(llvm::Value* v) {
  BasicBlock* integer = newBlock("int_form");
  BasicBlock* real = newBlock("double_form");
  BasicBlock* out = newBlock("unboxed");
  likely(b_.CreateICmpULT(v, word(abi::kNumberTag)), real, integer);
  b_.SetInsertPoint(integer);
  llvm::Value* from_int = b_.CreateSIToFP(b_.CreateTrunc(v, p_.i32), p_.f64);
  b_.CreateBr(out);
  b_.SetInsertPoint(real);
  llvm::Value* from_bits = b_.CreateBitCast(b_.CreateSub(v, word(abi::kDoubleOffset)), p_.f64);
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.f64, 2);
  phi->addIncoming(from_int, integer);
  phi->addIncoming(from_bits, real);
  return phi;
}

llvm::Value* FunctionEmitter::truth(const ir::Instr* operand) {
  llvm::Value* v = of(operand);
  switch (operand->rep()) {
    case Rep::Bool:
      return v;
    case Rep::Int32:
      return b_.CreateICmpNE(v, b_.getInt32(0));
    case Rep::Double:
      return b_.CreateFCmpONE(v, ConstantFP::get(p_.f64, 0.0));
    case Rep::String:
      return b_.CreateICmpNE(loadAt(p_.i32, v, offsetof(abi::String, length)), b_.getInt32(0));
    case Rep::Object:
      return isTruthyObject(v);
    case Rep::Value:
      break;
    case Rep::Void:
    case Rep::Pointer:
      return b_.getTrue();
  }
  if (!inlined_) return helper(ir::HelperId::to_boolean, {v});
  // Doubles and BigInts in the helper, everything else inline.
  BasicBlock* immediate = newBlock("bool");
  BasicBlock* other = newBlock("other");
  BasicBlock* integer = newBlock("int");
  BasicBlock* not_integer = newBlock("not_int");
  BasicBlock* cell = newBlock("cell");
  BasicBlock* object = newBlock("object");
  BasicBlock* not_object = newBlock("not_object");
  BasicBlock* string = newBlock("string");
  BasicBlock* slow = newBlock("slow");
  BasicBlock* out = newBlock("truth");
  std::vector<std::pair<llvm::Value*, BasicBlock*>> answers;
  auto answer = [&](llvm::Value* truth) {
    answers.push_back({truth, b_.GetInsertBlock()});
    b_.CreateBr(out);
  };
  b_.CreateCondBr(b_.CreateICmpULE(v, word(abi::kUndefined)), immediate, other);
  b_.SetInsertPoint(immediate);
  answer(b_.CreateICmpEQ(v, word(abi::kTrue)));
  b_.SetInsertPoint(other);
  b_.CreateCondBr(isInt(v), integer, not_integer);
  b_.SetInsertPoint(integer);
  answer(b_.CreateICmpNE(b_.CreateTrunc(v, p_.i32), b_.getInt32(0)));
  b_.SetInsertPoint(not_integer);
  likely(isCell(v), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(v);
  llvm::Value* kind = kindOf(pointer);
  b_.CreateCondBr(isObjectKind(kind), object, not_object);
  b_.SetInsertPoint(object);
  answer(isTruthyObject(pointer));
  b_.SetInsertPoint(not_object);
  b_.CreateCondBr(isStringKind(kind), string, slow);
  b_.SetInsertPoint(string);
  answer(b_.CreateICmpNE(loadAt(p_.i32, pointer, offsetof(abi::String, length)), b_.getInt32(0)));
  b_.SetInsertPoint(slow);
  answer(helper(ir::HelperId::to_boolean, {v}));
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 5);
  for (auto& [truth, block] : answers) phi->addIncoming(truth, block);
  return phi;
}

llvm::Value* FunctionEmitter::isTruthyObject(llvm::Value* object) {
  llvm::Value* flags = loadAt(p_.i16, loadAt(p_.ptr, object, 0), offsetof(abi::Shape, flags));
  return b_.CreateICmpEQ(b_.CreateAnd(flags, b_.getInt16(abi::kHtmlDda)), b_.getInt16(0));
}

// `fast` from here; from `slow` what `general` makes.
llvm::Value* FunctionEmitter::orElse(llvm::Value* fast, BasicBlock* slow, const std::function<llvm::Value*()>& general) {
  BasicBlock* fast_end = b_.GetInsertBlock();
  BasicBlock* out = newBlock("out");
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* other = general();
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(fast->getType(), 2);
  phi->addIncoming(fast, fast_end);
  phi->addIncoming(other, slow_end);
  return phi;
}

}  // namespace kiln::codegen
