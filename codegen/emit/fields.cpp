// Fields: accesses that rely on a tested shape (docs/ir.md, Versions).
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

llvm::Value* FunctionEmitter::hasLayout(const ir::Instr& instr) {
  llvm::Value* object = of(instr.operands[0]);
  GlobalVariable* site = p_.layoutSite(instr.layout);
  BasicBlock* cell = newBlock("cell");
  BasicBlock* slow = newBlock("other_shape");
  BasicBlock* out = newBlock("layout");
  likely(isCell(object), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* shape = loadAt(p_.ptr, cellPtr(object), 0);
  likely(b_.CreateICmpEQ(shape, loadAt(p_.ptr, site, offsetof(abi::LayoutSite, shape))), out, slow);
  b_.SetInsertPoint(slow);
  llvm::Value* learnt = helper(ir::HelperId::learn_layout, {object, site});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 2);
  phi->addIncoming(b_.getTrue(), cell);
  phi->addIncoming(learnt, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::fieldAddress(const ir::Instr& instr) {
  uint64_t at = offsetof(abi::LayoutSite, offsets) + 8 * static_cast<uint64_t>(instr.imm);
  llvm::Value* offset = loadAt(p_.i64, p_.layoutSite(instr.layout), at);
  return b_.CreateInBoundsGEP(p_.i8, cellPtr(of(instr.operands[0])), offset);
}

llvm::Value* FunctionEmitter::loadField(const ir::Instr& instr) { return b_.CreateLoad(p_.i64, fieldAddress(instr)); }

void FunctionEmitter::storeField(const ir::Instr& instr) { b_.CreateStore(of(instr.operands[1]), fieldAddress(instr)); }

// Empty when the variable is not there, or not a plain one.
llvm::Value* FunctionEmitter::loadGlobal(const ir::Instr& instr) {
  GlobalVariable* cache = p_.globalCache();
  llvm::Value* value = loadAt(p_.i64, loadAt(p_.ptr, cache, 0), 0);
  BasicBlock* before = b_.GetInsertBlock();
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("global");
  likely(b_.CreateICmpNE(value, word(abi::kEmpty)), out, slow);
  b_.SetInsertPoint(slow);
  llvm::Value* found = helper(ir::HelperId::find_global, {p_.atom(instr.atom), cache});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 2);
  phi->addIncoming(value, before);
  phi->addIncoming(found, slow_end);
  return phi;
}

}  // namespace kiln::codegen
