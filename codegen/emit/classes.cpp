// Members of classes: fields that are added to new objects, private names, super, instanceof.
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

// helper define_field (object, key, value), private_add_field (object, name, value): an addition that the site knows.
void FunctionEmitter::addField(const ir::Instr& instr) {
  llvm::Value *object = of(instr.operands[0]), *key = of(instr.operands[1]), *value = of(instr.operands[2]);
  bool is_private = ir::isHelper(instr, ir::HelperId::private_add_field);
  GlobalVariable* cache = p_.addCache();
  BasicBlock* cell = newBlock("cell");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("added");
  llvm::Value* same = b_.CreateICmpEQ(key, loadAt(p_.i64, cache, offsetof(abi::AddCache, key)));
  likely(is_private ? b_.CreateAnd(isCell(object), same) : same, cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = is_private ? cellPtr(object) : object;
  llvm::Value* shape = loadAt(p_.ptr, pointer, 0);
  likely(b_.CreateICmpEQ(shape, loadAt(p_.ptr, cache, offsetof(abi::AddCache, shape))), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* offset = loadAt(p_.i64, cache, offsetof(abi::AddCache, offset));
  b_.CreateStore(value, b_.CreateInBoundsGEP(p_.i8, pointer, offset));
  storeAt(loadAt(p_.ptr, cache, offsetof(abi::AddCache, new_shape)), pointer, 0);
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  helper(is_private ? ir::HelperId::private_add_field_cached : ir::HelperId::define_field_cached,
         {object, key, value, cache});
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

// helper private_has, private_is_member (object, name)
llvm::Value* FunctionEmitter::privateHas(const ir::Instr& instr) {
  llvm::Value *object = of(instr.operands[0]), *name = of(instr.operands[1]);
  GlobalVariable* cache = p_.keyedCache();
  BasicBlock* slow = newBlock("miss");
  keyedPlace(object, name, cache, slow);
  auto slow_id = ir::isHelper(instr, ir::HelperId::private_has) ? ir::HelperId::private_has_cached
                                                                : ir::HelperId::private_is_member_cached;
  return orElse(b_.getTrue(), slow, [&] { return helper(slow_id, {object, name, cache}); });
}

// get_super, load_super: the slot of a prototype, while the home object has its shape and nothing above it changes.
llvm::Value* FunctionEmitter::getSuper(const ir::Instr& instr) {
  bool load = instr.op == ir::Opcode::LoadSuper;
  llvm::Value* home = of(instr.operands[0]);
  GlobalVariable* cache = p_.getCache(false);
  Constant* key = p_.atom(instr.atom);
  auto slow_call = [&] {
    if (load) return helper(ir::HelperId::find_super, {home, key, cache});
    return helper(ir::HelperId::get_super_cached, {home, key, of(instr.operands[1]), cache});
  };
  if (!inlined_) return slow_call();
  BasicBlock* shaped = newBlock("shaped");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("miss");
  llvm::Value* shape = loadAt(p_.ptr, cellPtr(home), 0);
  likely(b_.CreateICmpEQ(shape, loadAt(p_.ptr, cache, offsetof(abi::GetCache, shape))), shaped, slow);
  b_.SetInsertPoint(shaped);
  llvm::Value* valid = loadAt(p_.i32, loadAt(p_.ptr, cache, offsetof(abi::GetCache, validity)), 0);
  likely(b_.CreateICmpEQ(valid, b_.getInt32(1)), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* slot = b_.CreateIntToPtr(loadAt(p_.i64, cache, offsetof(abi::GetCache, offset)), p_.ptr);
  llvm::Value* fast = loadAt(p_.i64, slot, 0);
  return orElse(fast, slow, slow_call);
}

// helper super_constructor (active): the prototype of a function, when it is a constructor.
llvm::Value* FunctionEmitter::superConstructor(const ir::Instr& instr) {
  llvm::Value* active = of(instr.operands[0]);
  BasicBlock* some = newBlock("parent");
  BasicBlock* slow = newBlock("no_constructor");
  BasicBlock* out = newBlock("super");
  llvm::Value* parent = loadAt(p_.ptr, loadAt(p_.ptr, active, 0), offsetof(abi::Shape, prototype));
  likely(b_.CreateICmpNE(parent, ConstantPointerNull::get(p_.ptr)), some, slow);
  b_.SetInsertPoint(some);
  llvm::Value* flags = loadAt(p_.i16, loadAt(p_.ptr, parent, 0), offsetof(abi::Shape, flags));
  llvm::Value* fast = b_.CreatePtrToInt(parent, p_.i64);
  likely(b_.CreateICmpNE(b_.CreateAnd(flags, b_.getInt16(abi::kConstructor)), b_.getInt16(0)), out, slow);
  b_.SetInsertPoint(slow);
  llvm::Value* general = helper(ir::HelperId::super_constructor, {active});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 2);
  phi->addIncoming(fast, some);
  phi->addIncoming(general, slow_end);
  return phi;
}

}  // namespace kiln::codegen
