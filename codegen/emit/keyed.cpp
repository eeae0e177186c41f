// Accesses whose key is a value: private names, symbols, names in variables (abi::KeyedCache). What functions read of their call:
// elements of the vector of arguments, `this`.
#include <algorithm>

#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

// The address of the property when object and key are the site's; goes to `slow` otherwise.
llvm::Value* FunctionEmitter::keyedPlace(llvm::Value* object, llvm::Value* key, llvm::Value* cache, BasicBlock* slow) {
  BasicBlock* named = newBlock("named");
  BasicBlock* shaped = newBlock("shaped");
  BasicBlock* valid = newBlock("valid");
  llvm::Value* same = b_.CreateICmpEQ(key, loadAt(p_.i64, cache, offsetof(abi::KeyedCache, key)));
  likely(b_.CreateAnd(isCell(object), same), named, slow);
  b_.SetInsertPoint(named);
  llvm::Value* shape = loadAt(p_.ptr, cellPtr(object), 0);
  likely(b_.CreateICmpEQ(shape, loadAt(p_.ptr, cache, offsetof(abi::KeyedCache, shape))), shaped, slow);
  b_.SetInsertPoint(shaped);
  llvm::Value* validity = loadAt(p_.i32, loadAt(p_.ptr, cache, offsetof(abi::KeyedCache, validity)), 0);
  likely(b_.CreateICmpEQ(validity, b_.getInt32(1)), valid, slow);
  b_.SetInsertPoint(valid);
  llvm::Value* base = b_.CreateAnd(object, loadAt(p_.i64, cache, offsetof(abi::KeyedCache, base_mask)));
  return b_.CreateIntToPtr(b_.CreateAdd(base, loadAt(p_.i64, cache, offsetof(abi::KeyedCache, offset))), p_.ptr);
}

// At a store site, which goes to `slow` otherwise.
void FunctionEmitter::storeKeyed(llvm::Value* object, llvm::Value* key, llvm::Value* value, llvm::Value* cache,
                                 BasicBlock* slow) {
  b_.CreateStore(value, keyedPlace(object, key, cache, slow));
  storeAt(loadAt(p_.ptr, cache, offsetof(abi::KeyedCache, new_shape)), cellPtr(object), 0);
}

llvm::Value* FunctionEmitter::privateGet(const ir::Instr& instr) {
  return readKeyed(ir::HelperId::private_get_cached, of(instr.operands[0]), of(instr.operands[1]), p_.keyedCache());
}

llvm::Value* FunctionEmitter::getNamed(llvm::Value* object, llvm::Value* key, llvm::Value* cache) {
  return readKeyed(ir::HelperId::get_element_cached, object, key, cache);
}

llvm::Value* FunctionEmitter::readKeyed(ir::HelperId general_helper, llvm::Value* object, llvm::Value* name,
                                        llvm::Value* cache) {
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("got");
  llvm::Value* fast = b_.CreateLoad(p_.i64, keyedPlace(object, name, cache, slow));
  BasicBlock* hit = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = helper(general_helper, {object, name, cache});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 2);
  phi->addIncoming(fast, hit);
  phi->addIncoming(general, slow_end);
  return phi;
}

void FunctionEmitter::privateSet(const ir::Instr& instr) {
  llvm::Value *object = of(instr.operands[0]), *name = of(instr.operands[1]), *value = of(instr.operands[2]);
  GlobalVariable* cache = p_.keyedCache();
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("set");
  storeKeyed(object, name, value, cache, slow);
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  helper(ir::HelperId::private_set_cached, {object, name, value, cache});
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

// `this` of a sloppy function: an object is itself.
llvm::Value* FunctionEmitter::sloppyThis(llvm::Value* value) {
  BasicBlock* cell = newBlock("cell");
  BasicBlock* object = newBlock("object");
  BasicBlock* slow = newBlock("convert");
  likely(b_.CreateAnd(isCell(value), b_.CreateICmpNE(value, word(abi::kEmpty))), cell, slow);
  b_.SetInsertPoint(cell);
  likely(isObjectKind(kindOf(cellPtr(value))), object, slow);
  b_.SetInsertPoint(object);
  return orElse(value, slow, [&] { return helper(ir::HelperId::sloppy_this, {value}); });
}

// helper get_argument (callee, argc, argv, list, key): an argument that was passed is read here.
llvm::Value* FunctionEmitter::getArgument(const ir::Instr& instr) {
  llvm::Value *count = of(instr.operands[1]), *vector = of(instr.operands[2]), *key = of(instr.operands[4]);
  auto first = static_cast<uint64_t>(std::max<int64_t>(instr.operands[3]->imm, 0));
  BasicBlock* integer = newBlock("integer");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("miss");
  likely(isInt(key), integer, slow);
  b_.SetInsertPoint(integer);
  llvm::Value* index = b_.CreateZExt(b_.CreateTrunc(key, p_.i32), p_.i64);
  index = b_.CreateAdd(index, b_.getInt64(first));
  likely(b_.CreateICmpULT(index, b_.CreateZExt(count, p_.i64)), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* fast = b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i64, vector, index));
  return orElse(fast, slow, [&] {
    return helper(ir::HelperId::get_argument, {of(instr.operands[0]), count, vector, of(instr.operands[3]), key});
  });
}

}  // namespace kiln::codegen
