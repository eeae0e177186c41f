// Allocation of small cells inline: pops the collector's free lists (runtime/abi/layout.h), refilled by the
// helper.
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

// `bytes` of scanned, zeroed memory. Word 0 still links to the next free cell: the caller overwrites it.
llvm::Value* FunctionEmitter::allocate(uint64_t bytes) {
  uint64_t granules = (bytes + abi::kGranule - 1) / abi::kGranule;
  if (!inlined_ || granules >= abi::kFreeListClasses)
    return helper(ir::HelperId::allocate_scanned, {b_.getInt32(static_cast<uint32_t>(granules))});
  llvm::Value* head = b_.CreateConstInBoundsGEP1_64(p_.i8, p_.external("kiln_free_lists"),
                                                    offsetof(abi::FreeLists, scanned) + 8 * granules);
  return pop(head, b_.getInt32(static_cast<uint32_t>(granules)));
}

llvm::Value* FunctionEmitter::pop(llvm::Value* head, llvm::Value* granules) {
  BasicBlock* some = newBlock("pop");
  BasicBlock* none = newBlock("refill");
  BasicBlock* out = newBlock("cell");
  llvm::Value* first = b_.CreateLoad(p_.ptr, head);
  likely(b_.CreateICmpNE(first, ConstantPointerNull::get(p_.ptr)), some, none);
  b_.SetInsertPoint(some);
  b_.CreateStore(b_.CreateLoad(p_.ptr, first), head);
  b_.CreateBr(out);
  b_.SetInsertPoint(none);
  llvm::Value* made = helper(ir::HelperId::allocate_scanned, {granules});
  BasicBlock* none_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* cell = b_.CreatePHI(p_.ptr, 2);
  cell->addIncoming(first, some);
  cell->addIncoming(made, none_end);
  return cell;
}

llvm::Value* FunctionEmitter::newBox(llvm::Value* initial) {
  llvm::Value* box = allocate(sizeof(abi::Box));
  storeAt(initial, box, offsetof(abi::Box, value));
  return box;
}

namespace {
// Whether the literal's shape has a field of doubles there.
bool isDoubleField(const ir::LiteralKeys& keys, size_t i) {
  return i < abi::kDoubleSlots && i < keys.inline_capacity && keys.keys[i]->is_double_field;
}
}  // namespace

// The shape of a literal has doubles where such are expected: one with something else there is made property by property.
llvm::Value* FunctionEmitter::newObject(const ir::Instr& instr) {
  if (instr.operands.empty())
    return helper(ir::HelperId::new_object, {b_.getInt32(instr.keys->inline_capacity)});
  llvm::Value* fits = nullptr;
  for (size_t i = 0; i < instr.operands.size(); ++i) {
    const ir::Instr* value = instr.operands[i];
    if (!isDoubleField(*instr.keys, i) || value->type.only(ir::kTNumber)) continue;
    llvm::Value* number = isNumber(of(value));
    fits = fits == nullptr ? number : b_.CreateAnd(fits, number);
  }
  if (fits == nullptr) return newObjectOfShape(instr);
  BasicBlock* shaped = newBlock("shaped");
  BasicBlock* general = newBlock("general");
  BasicBlock* out = newBlock("literal");
  likely(fits, shaped, general);
  b_.SetInsertPoint(shaped);
  llvm::Value* object = newObjectOfShape(instr);
  BasicBlock* shaped_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(general);
  llvm::Value* made = helper(ir::HelperId::new_object, {b_.getInt32(instr.keys->inline_capacity)});
  for (size_t i = 0; i < instr.operands.size(); ++i) defineField(made, instr, i);
  BasicBlock* general_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.ptr, 2);
  phi->addIncoming(object, shaped_end);
  phi->addIncoming(made, general_end);
  return phi;
}

void FunctionEmitter::defineField(llvm::Value* object, const ir::Instr& literal, size_t i) {
  llvm::Value* key = b_.CreatePtrToInt(p_.atom(literal.keys->keys[i]), p_.i64);
  helper(ir::HelperId::define_field, {object, key, of(literal.operands[i])});
}

// A literal's shape is made by its first execution; unused inline slots stay empty.
llvm::Value* FunctionEmitter::newObjectOfShape(const ir::Instr& instr) {
  Constant* keys = p_.literalKeys(instr.keys);
  GlobalVariable* cache = p_.data(ConstantInt::get(p_.i64, 0), "literal.shape", false);
  size_t inline_count = std::min<size_t>(instr.operands.size(), instr.keys->inline_capacity);
  uint64_t bytes = sizeof(abi::Object) + 8ul * instr.keys->inline_capacity;
  llvm::Value* object;
  if (inlined_ && inline_count == instr.operands.size() &&
      bytes / abi::kGranule < abi::kFreeListClasses - 1) {
    BasicBlock* known = newBlock("shape");
    BasicBlock* first = newBlock("first");
    BasicBlock* out = newBlock("object");
    llvm::Value* shape = loadAt(p_.ptr, cache, 0);
    likely(b_.CreateICmpNE(shape, ConstantPointerNull::get(p_.ptr)), known, first);
    b_.SetInsertPoint(known);
    llvm::Value* cell = allocate(bytes);
    storeAt(shape, cell, 0);
    storeAt(p_.external("kiln_empty_store"), cell, sizeof(abi::Cell));
    BasicBlock* known_end = b_.GetInsertBlock();
    b_.CreateBr(out);
    b_.SetInsertPoint(first);
    llvm::Value* made = helper(ir::HelperId::new_object_from, {keys, cache});
    BasicBlock* first_end = b_.GetInsertBlock();
    b_.CreateBr(out);
    b_.SetInsertPoint(out);
    PHINode* phi = b_.CreatePHI(p_.ptr, 2);
    phi->addIncoming(cell, known_end);
    phi->addIncoming(made, first_end);
    object = phi;
  } else {
    object = helper(ir::HelperId::new_object_from, {keys, cache});
  }
  for (size_t i = 0; i < inline_count; ++i) {
    const ir::Instr* value = instr.operands[i];
    storeAt(isDoubleField(*instr.keys, i) ? rawDouble(value) : of(value), object,
            sizeof(abi::Object) + 8 * i);
  }
  for (size_t i = inline_count; i < instr.operands.size(); ++i) defineField(object, instr, i);
  return object;
}

// The `this` that `new callee` passes on, when the site knows the callee; else goes to `slow`.
llvm::Value* FunctionEmitter::instanceOf(llvm::Value* callee, GlobalVariable* cache, BasicBlock* slow) {
  BasicBlock* same = newBlock("same");
  BasicBlock* hit = newBlock("construct");
  likely(b_.CreateICmpEQ(callee, loadAt(p_.i64, cache, offsetof(abi::ConstructCache, callee))), same, slow);
  b_.SetInsertPoint(same);
  llvm::Value* guard = b_.CreateLoad(p_.i64, loadAt(p_.ptr, cache, offsetof(abi::ConstructCache, guard)));
  likely(b_.CreateICmpEQ(guard, loadAt(p_.i64, cache, offsetof(abi::ConstructCache, prototype))), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* granules = loadAt(p_.i32, cache, offsetof(abi::ConstructCache, granules));
  llvm::Value* lists =
      b_.CreateConstInBoundsGEP1_64(p_.i8, p_.external("kiln_free_lists"), offsetof(abi::FreeLists, scanned));
  llvm::Value* object = pop(b_.CreateInBoundsGEP(p_.ptr, lists, b_.CreateZExt(granules, p_.i64)), granules);
  storeAt(loadAt(p_.ptr, cache, offsetof(abi::ConstructCache, shape)), object, 0);
  storeAt(p_.external("kiln_empty_store"), object, sizeof(abi::Cell));
  return object;
}

llvm::Value* FunctionEmitter::newInstance(const ir::Instr& instr) {
  llvm::Value* callee = of(instr.operands[0]);
  GlobalVariable* cache = p_.constructCache();
  if (!inlined_) return helper(ir::HelperId::new_instance, {callee, cache});
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("instance");
  llvm::Value* object = instanceOf(callee, cache, slow);
  BasicBlock* hit_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* made = helper(ir::HelperId::new_instance, {callee, cache});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.ptr, 2);
  phi->addIncoming(object, hit_end);
  phi->addIncoming(made, slow_end);
  return phi;
}

// has_instances, and makes_layout.
llvm::Value* FunctionEmitter::hasInstances(const ir::Instr& instr) {
  llvm::Value* callee = of(instr.operands[0]);
  GlobalVariable* site = p_.instanceSite(instr);
  bool with_layout = instr.op == ir::Opcode::MakesLayout;
  BasicBlock* same = newBlock("same");
  BasicBlock* guarded = newBlock("guarded");
  BasicBlock* slow = newBlock("other");
  BasicBlock* out = newBlock("instances");
  likely(b_.CreateICmpEQ(callee, loadAt(p_.i64, site, offsetof(abi::InstanceSite, callee))), same, slow);
  b_.SetInsertPoint(same);
  llvm::Value* guard = b_.CreateLoad(p_.i64, loadAt(p_.ptr, site, offsetof(abi::InstanceSite, guard)));
  likely(b_.CreateICmpEQ(guard, loadAt(p_.i64, site, offsetof(abi::InstanceSite, prototype))), guarded, slow);
  b_.SetInsertPoint(guarded);
  llvm::Value* valid = b_.CreateICmpEQ(
      loadAt(p_.i32, loadAt(p_.ptr, site, offsetof(abi::InstanceSite, validity)), 0), b_.getInt32(1));
  std::vector<llvm::Value*> arguments{callee, site};
  if (with_layout) {
    arguments.push_back(p_.layoutSite(instr.layout));
    valid = b_.CreateAnd(valid, shapeHasLayout(instanceShape(instr), instr.layout));
  }
  likely(valid, out, slow);
  b_.SetInsertPoint(slow);
  llvm::Value* learnt =
      helper(with_layout ? ir::HelperId::learn_made_layout : ir::HelperId::learn_instances, arguments);
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 2);
  phi->addIncoming(b_.getTrue(), guarded);
  phi->addIncoming(learnt, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::instanceShape(const ir::Instr& instr) {
  return loadAt(p_.ptr, p_.instanceSite(instr), offsetof(abi::InstanceSite, shape));
}

// An object of `shape` with the operands behind the first as its fields.
llvm::Value* FunctionEmitter::newWithFields(const ir::Instr& instr, llvm::Value* shape) {
  llvm::Value* object = allocate(sizeof(abi::Object) + 8ul * instr.function->inline_capacity);
  storeAt(shape, object, 0);
  storeAt(p_.external("kiln_empty_store"), object, sizeof(abi::Cell));
  for (size_t i = 1; i < instr.operands.size(); ++i)
    storeAt(withoutStrayNaN(instr.operands[i]), object, sizeof(abi::Object) + 8 * (i - 1));
  return object;
}

// Calls a constructor. Base classes and ordinary functions seen before at this site get their `this` inline.
llvm::Value* FunctionEmitter::construct(const ir::Instr& instr) {
  llvm::Value* callee = of(instr.operands[0]);
  std::vector<llvm::Value*> arguments;
  for (size_t i = 1; i < instr.operands.size(); ++i) arguments.push_back(of(instr.operands[i]));
  llvm::Value* argv = pack(arguments);
  llvm::Value* count = b_.getInt32(static_cast<uint32_t>(arguments.size()));
  Constant* rendering = instr.atom != nullptr ? p_.atom(instr.atom) : p_.emptyAtom();
  GlobalVariable* cache = p_.constructCache();
  auto slow_call = [&] {
    return helper(ir::HelperId::construct_cached, {callee, count, argv, rendering, cache});
  };
  if (!inlined_) return slow_call();
  BasicBlock* other = newBlock("result");
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("constructed");
  llvm::Value* object = instanceOf(callee, cache, slow);
  llvm::Value* created = b_.CreatePtrToInt(object, p_.i64);
  llvm::Value* function = cellPtr(callee);
  llvm::Value* code = loadAt(p_.ptr, function, offsetof(abi::Function, entry));
  llvm::Value* result = call({p_.codeType(), code}, {function, created, callee, count, argv});
  BasicBlock* hit_end = b_.GetInsertBlock();
  // Constructors nearly always return undefined; an object replaces `this`.
  likely(b_.CreateICmpEQ(result, word(abi::kUndefined)), out, other);
  b_.SetInsertPoint(other);
  llvm::Value* chosen = helper(ir::HelperId::constructed, {result, created});
  BasicBlock* other_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = slow_call();
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 3);
  phi->addIncoming(created, hit_end);
  phi->addIncoming(chosen, other_end);
  phi->addIncoming(general, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::makeClosure(const ir::Instr& instr) {
  const ir::Function* function = instr.function;
  llvm::Value* closure;
  if (inlined_) {
    uint64_t kind = static_cast<uint64_t>(abi::closureKindOf(function->flags));
    closure = allocate(sizeof(abi::Function) + 8 * instr.operands.size());
    storeAt(loadAt(p_.ptr, p_.external("kiln_closure_shapes"), 8 * kind), closure, 0);
    storeAt(p_.external("kiln_empty_store"), closure, sizeof(abi::Cell));
    storeAt(p_.code(function), closure, offsetof(abi::Function, entry));
    storeAt(p_.functionInfo(function), closure, offsetof(abi::Function, info));
  } else {
    closure = helper(ir::HelperId::new_closure,
                     {p_.functionInfo(function), b_.getInt32(static_cast<uint32_t>(instr.operands.size()))});
  }
  for (size_t i = 0; i < instr.operands.size(); ++i) {
    llvm::Value* captured = of(instr.operands[i]);
    if (captured->getType() == p_.ptr) captured = b_.CreatePtrToInt(captured, p_.i64);
    storeAt(captured, closure, sizeof(abi::Function) + 8 * i);
  }
  return closure;
}

}  // namespace kiln::codegen
