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
  llvm::Value* same = b_.CreateICmpEQ(shape, loadAt(p_.ptr, site, offsetof(abi::LayoutSite, shape)));
  if (!instr.layout->methods.empty()) {
    BasicBlock* shaped = newBlock("shaped");
    likely(same, shaped, slow);
    b_.SetInsertPoint(shaped);
    same = b_.CreateICmpEQ(loadAt(p_.i32, loadAt(p_.ptr, site, offsetof(abi::LayoutSite, validity)), 0),
                           b_.getInt32(1));
    cell = shaped;
  }
  std::vector<BasicBlock*> hits{cell};
  if (instr.layout->family) {
    for (uint64_t i = 0; i < abi::kSiteAlternatives; ++i) {
      BasicBlock* next = newBlock("relative");
      b_.CreateCondBr(same, out, next);
      b_.SetInsertPoint(next);
      hits.push_back(next);
      same = b_.CreateICmpEQ(shape, loadAt(p_.ptr, site, offsetof(abi::LayoutSite, others) + 8 * i));
    }
  }
  likely(same, out, slow);
  b_.SetInsertPoint(slow);
  llvm::Value* learnt = helper(ir::HelperId::learn_layout, {object, site});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 2);
  for (BasicBlock* hit : hits) phi->addIncoming(b_.getTrue(), hit);
  phi->addIncoming(learnt, slow_end);
  return phi;
}

// Nothing is learnt here: there is no object to learn from.
llvm::Value* FunctionEmitter::shapeHasLayout(llvm::Value* shape, const ir::Layout* layout) {
  GlobalVariable* site = p_.layoutSite(layout);
  llvm::Value* same = b_.CreateICmpEQ(shape, loadAt(p_.ptr, site, offsetof(abi::LayoutSite, shape)));
  if (layout->methods.empty()) return same;
  llvm::Value* valid = loadAt(p_.i32, loadAt(p_.ptr, site, offsetof(abi::LayoutSite, validity)), 0);
  return b_.CreateAnd(same, b_.CreateICmpEQ(valid, b_.getInt32(1)));
}

llvm::Value* FunctionEmitter::fieldAddress(const ir::Instr& instr) {
  if (!instr.layout->slots.empty()) {
    auto slot = static_cast<uint64_t>(instr.layout->slots[static_cast<size_t>(instr.imm)]);
    return b_.CreateConstInBoundsGEP1_64(p_.i8, cellPtr(of(instr.operands[0])),
                                         sizeof(abi::Object) + 8 * slot);
  }
  uint64_t at = offsetof(abi::LayoutSite, offsets) + 8 * static_cast<uint64_t>(instr.imm);
  llvm::Value* offset = loadAt(p_.i64, p_.layoutSite(instr.layout), at);
  return b_.CreateInBoundsGEP(p_.i8, cellPtr(of(instr.operands[0])), offset);
}

llvm::Value* FunctionEmitter::loadField(const ir::Instr& instr) {
  return b_.CreateLoad(instr.rep() == ir::Rep::Double ? p_.f64 : p_.i64, fieldAddress(instr));
}

void FunctionEmitter::storeField(const ir::Instr& instr) {
  b_.CreateStore(withoutStrayNaN(instr.operands[1]), fieldAddress(instr));
}

llvm::Value* FunctionEmitter::loadMethod(const ir::Instr& instr) {
  uint64_t row = sizeof(abi::LayoutMethod) * static_cast<uint64_t>(instr.imm);
  return loadAt(p_.i64,
                loadAt(p_.ptr, p_.layoutMethods(instr.layout), row + offsetof(abi::LayoutMethod, slot)), 0);
}

// is_getter_of, is_setter_of
llvm::Value* FunctionEmitter::isAccessorOf(const ir::Instr& instr) {
  bool setter = instr.op == ir::Opcode::IsSetterOf;
  llvm::Value* object = of(instr.operands[0]);
  GlobalVariable* site = p_.getterSite(instr);
  BasicBlock* cell = newBlock("cell");
  BasicBlock* shaped = newBlock("shaped");
  BasicBlock* slow = newBlock("other_shape");
  BasicBlock* out = newBlock("getter");
  likely(isCell(object), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* shape = loadAt(p_.ptr, cellPtr(object), 0);
  std::vector<std::pair<llvm::Value*, BasicBlock*>> places;
  for (uint64_t i = 0; i < abi::kGetterShapes; ++i) {
    BasicBlock* next = i + 1 == abi::kGetterShapes ? slow : newBlock("next");
    places.push_back({b_.getInt64(8 * i), b_.GetInsertBlock()});
    b_.CreateCondBr(b_.CreateICmpEQ(shape, loadAt(p_.ptr, site, offsetof(abi::GetterSite, shapes) + 8 * i)),
                    shaped, next);
    b_.SetInsertPoint(next);
  }
  b_.SetInsertPoint(shaped);
  PHINode* place = b_.CreatePHI(p_.i64, abi::kGetterShapes);
  for (auto& [offset, block] : places) place->addIncoming(offset, block);
  llvm::Value* row = b_.CreateInBoundsGEP(p_.i8, site, place);
  BasicBlock* inherited = b_.GetInsertBlock();
  BasicBlock* not_inherited = newBlock("not_inherited");
  BasicBlock* own = newBlock("own");
  BasicBlock* function = newBlock("function");
  llvm::Value* validity = loadAt(p_.ptr, row, offsetof(abi::GetterSite, validities));
  likely(b_.CreateICmpEQ(loadAt(p_.i32, validity, 0), b_.getInt32(1)), out, not_inherited);
  b_.SetInsertPoint(not_inherited);
  llvm::Value* offset = loadAt(p_.i64, row, offsetof(abi::GetterSite, offsets));
  likely(b_.CreateICmpNE(offset, word(0)), own, slow);
  b_.SetInsertPoint(own);
  llvm::Value* pair = loadAt(p_.ptr, b_.CreateInBoundsGEP(p_.i8, cellPtr(object), offset), 0);
  llvm::Value* accessor =
      loadAt(p_.i64, pair, setter ? offsetof(abi::AccessorPair, setter) : offsetof(abi::AccessorPair, getter));
  likely(isCell(accessor), function, slow);
  b_.SetInsertPoint(function);
  llvm::Value* code = loadAt(p_.ptr, cellPtr(accessor), offsetof(abi::Function, entry));
  likely(b_.CreateICmpEQ(code, p_.code(instr.function)), out, slow);
  b_.SetInsertPoint(slow);
  llvm::Value* learnt =
      helper(setter ? ir::HelperId::learn_setter : ir::HelperId::learn_getter, {object, site});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 2);
  phi->addIncoming(b_.getTrue(), inherited);
  phi->addIncoming(b_.getTrue(), function);
  phi->addIncoming(learnt, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::whichMethod(const ir::Instr& instr) {
  llvm::Value* object = of(instr.operands[0]);
  GlobalVariable* site = p_.methodSite(instr.layout);
  BasicBlock* cell = newBlock("cell");
  BasicBlock* shaped = newBlock("shaped");
  BasicBlock* hit = newBlock("known_method");
  BasicBlock* slow = newBlock("other_shape");
  likely(isCell(object), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* shape = loadAt(p_.ptr, cellPtr(object), 0);
  std::vector<std::pair<llvm::Value*, BasicBlock*>> places;
  for (uint64_t i = 0; i < abi::kMethodShapes; ++i) {
    BasicBlock* next = i + 1 == abi::kMethodShapes ? slow : newBlock("next");
    uint64_t row = offsetof(abi::MethodSite, rows) + sizeof(abi::MethodSite::Row) * i;
    places.push_back({b_.getInt64(row), b_.GetInsertBlock()});
    llvm::Value* known = loadAt(p_.ptr, site, row + offsetof(abi::MethodSite::Row, shape));
    b_.CreateCondBr(b_.CreateICmpEQ(shape, known), shaped, next);
    b_.SetInsertPoint(next);
  }
  b_.SetInsertPoint(shaped);
  PHINode* place = b_.CreatePHI(p_.i64, abi::kMethodShapes);
  for (auto& [offset, block] : places) place->addIncoming(offset, block);
  llvm::Value* row = b_.CreateInBoundsGEP(p_.i8, site, place);
  llvm::Value* validity = loadAt(p_.ptr, row, offsetof(abi::MethodSite::Row, validity));
  likely(b_.CreateICmpEQ(loadAt(p_.i32, validity, 0), b_.getInt32(1)), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* index = loadAt(p_.i32, row, offsetof(abi::MethodSite::Row, index));
  return orElse(index, slow, [&] { return helper(ir::HelperId::learn_method, {object, site}); });
}

llvm::Value* FunctionEmitter::initFields(const ir::Instr& instr) {
  llvm::Value* object = of(instr.operands[0]);
  std::vector<llvm::Value*> values;
  for (size_t i = 1; i < instr.operands.size(); ++i) values.push_back(withoutStrayNaN(instr.operands[i]));
  GlobalVariable* site = p_.initSite(instr.layout);
  BasicBlock* shaped = newBlock("shaped");
  BasicBlock* hit = newBlock("init");
  BasicBlock* slow = newBlock("init_generally");
  BasicBlock* out = newBlock("initialised");
  llvm::Value* pointer = cellPtr(object);
  likely(b_.CreateICmpEQ(loadAt(p_.ptr, pointer, 0), loadAt(p_.ptr, site, offsetof(abi::InitSite, before))),
         shaped, slow);
  b_.SetInsertPoint(shaped);
  llvm::Value* valid = loadAt(p_.i32, loadAt(p_.ptr, site, offsetof(abi::InitSite, validity)), 0);
  likely(b_.CreateICmpEQ(valid, b_.getInt32(1)), hit, slow);
  b_.SetInsertPoint(hit);
  for (size_t i = 0; i < values.size(); ++i) storeAt(values[i], pointer, sizeof(abi::Object) + 8 * i);
  storeAt(loadAt(p_.ptr, site, offsetof(abi::InitSite, after)), pointer, 0);
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  for (llvm::Value*& value : values) value = value->getType() == p_.f64 ? boxFraction(value) : value;
  llvm::Value* learnt =
      helper(ir::HelperId::init_fields, {object, pack(values), site, b_.getInt1(instr.strict)});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 2);
  phi->addIncoming(b_.getTrue(), hit);
  phi->addIncoming(learnt, slow_end);
  return phi;
}

// Empty when the variable is not there, or not a plain one.
llvm::Value* FunctionEmitter::loadGlobal(const ir::Instr& instr) {
  GlobalVariable* cache = p_.globalCache(instr.atom);
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
