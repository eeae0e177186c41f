// Calls.
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

llvm::Value* FunctionEmitter::pack(ArrayRef<llvm::Value*> values) {
  if (values.empty()) return ConstantPointerNull::get(p_.ptr);
  AllocaInst* area = entry_b_.CreateAlloca(ArrayType::get(p_.i64, values.size()));
  for (size_t i = 0; i < values.size(); ++i)
    b_.CreateStore(values[i], b_.CreateConstInBoundsGEP1_64(p_.i64, area, i));
  return area;
}

llvm::Value* FunctionEmitter::genericCall(const ir::Instr& instr) {
  llvm::Value* callee = of(instr.operands[0]);
  llvm::Value* this_value = of(instr.operands[1]);
  std::vector<llvm::Value*> arguments;
  for (size_t i = 2; i < instr.operands.size(); ++i) arguments.push_back(of(instr.operands[i]));
  llvm::Value* argv = pack(arguments);
  llvm::Value* count = b_.getInt32(static_cast<uint32_t>(arguments.size()));
  Constant* rendering = instr.atom != nullptr ? p_.atom(instr.atom) : p_.emptyAtom();
  if (!inlined_) return helper(ir::HelperId::call_named, {callee, this_value, count, argv, rendering});
  BasicBlock* cell = newBlock("cell");
  BasicBlock* callable = newBlock("callable");
  BasicBlock* bad = newBlock("not_callable");
  likely(isCell(callee), cell, bad);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(callee);
  llvm::Value* flags = loadAt(p_.i16, loadAt(p_.ptr, pointer, 0), offsetof(abi::Shape, flags));
  likely(b_.CreateICmpNE(b_.CreateAnd(flags, b_.getInt16(abi::kCallable)), b_.getInt16(0)), callable, bad);
  b_.SetInsertPoint(bad);
  helper(ir::HelperId::throw_not_callable, {callee, rendering});
  b_.CreateUnreachable();
  b_.SetInsertPoint(callable);
  llvm::Value* code = loadAt(p_.ptr, pointer, offsetof(abi::Function, entry));
  return call({p_.codeType(), code}, {pointer, this_value, word(abi::kUndefined), count, argv});
}

// Closures of one function share its generic entry, which no other function has.
llvm::Value* FunctionEmitter::isClosureOf(const ir::Instr& instr) {
  llvm::Value* callee = of(instr.operands[0]);
  // Of the layout's own method: whether it is still the closure that the layout was learnt with.
  const ir::Instr& source = *instr.operands[0];
  if (source.op == ir::Opcode::LoadMethod) {
    const ir::Layout::Method& method = source.layout->methods[static_cast<size_t>(source.imm)];
    uint64_t row = sizeof(abi::LayoutMethod) * static_cast<uint64_t>(source.imm);
    llvm::Value* learnt =
        loadAt(p_.i64, p_.layoutMethods(source.layout), row + offsetof(abi::LayoutMethod, closure));
    if (method.function == instr.function) return b_.CreateICmpEQ(callee, learnt);
  }
  BasicBlock* from = b_.GetInsertBlock();
  BasicBlock* cell = newBlock("cell");
  BasicBlock* callable = newBlock("callable");
  BasicBlock* out = newBlock("known");
  b_.CreateCondBr(isCell(callee), cell, out);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(callee);
  llvm::Value* flags = loadAt(p_.i16, loadAt(p_.ptr, pointer, 0), offsetof(abi::Shape, flags));
  b_.CreateCondBr(b_.CreateICmpNE(b_.CreateAnd(flags, b_.getInt16(abi::kCallable)), b_.getInt16(0)), callable,
                  out);
  b_.SetInsertPoint(callable);
  llvm::Value* same =
      b_.CreateICmpEQ(loadAt(p_.ptr, pointer, offsetof(abi::Function, entry)), p_.entry(instr.function));
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 3);
  phi->addIncoming(b_.getFalse(), from);
  phi->addIncoming(b_.getFalse(), cell);
  phi->addIncoming(same, callable);
  return phi;
}

// A bound function: its captures are the target, `this` and the arguments.
llvm::Value* FunctionEmitter::isBoundOf(const ir::Instr& instr) {
  llvm::Value* callee = of(instr.operands[0]);
  BasicBlock* from = b_.GetInsertBlock();
  BasicBlock* cell = newBlock("cell");
  BasicBlock* bound = newBlock("bound");
  BasicBlock* target = newBlock("target");
  BasicBlock* out = newBlock("known");
  b_.CreateCondBr(isCell(callee), cell, out);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(callee);
  b_.CreateCondBr(b_.CreateICmpEQ(kindOf(pointer), b_.getInt8(static_cast<uint8_t>(abi::CellKind::BoundFunction))),
                  bound, out);
  b_.SetInsertPoint(bound);
  llvm::Value* info = loadAt(p_.ptr, pointer, offsetof(abi::Function, info));
  llvm::Value* count = loadAt(p_.i32, info, offsetof(abi::FunctionInfo, capture_count));
  b_.CreateCondBr(b_.CreateICmpEQ(count, b_.getInt32(static_cast<uint32_t>(instr.imm) + 2)), target, out);
  b_.SetInsertPoint(target);
  llvm::Value* function = loadAt(p_.ptr, pointer, offsetof(abi::Function, captures));
  llvm::Value* same = b_.CreateICmpEQ(loadAt(p_.ptr, function, offsetof(abi::Function, entry)), p_.entry(instr.function));
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 4);
  for (BasicBlock* no : {from, cell, bound}) phi->addIncoming(b_.getFalse(), no);
  phi->addIncoming(same, target);
  return phi;
}

llvm::Value* FunctionEmitter::knownCall(const ir::Instr& instr) {
  const ir::Function* target = instr.function;
  const Uses& uses = p_.plan.uses(target);
  std::vector<llvm::Value*> arguments;
  if (uses.callee) {
    llvm::Value* closure = of(instr.operands[0]);
    arguments.push_back(instr.operands[0]->rep() == ir::Rep::Value ? cellPtr(closure) : closure);
  }
  if (uses.this_value) arguments.push_back(of(instr.operands[1]));
  if (uses.new_target) {
    llvm::Value* closure = of(instr.imm != 0 ? instr.operands.back() : instr.operands[0]);
    if (instr.flag && closure->getType() == p_.ptr) closure = b_.CreatePtrToInt(closure, p_.i64);
    arguments.push_back(instr.flag ? closure : word(abi::kUndefined));
  }
  size_t formals = target->param_types.size() + 2;
  if (uses.arguments) {
    bool given = instr.operands.size() > formals;
    llvm::Value* count = given ? of(instr.operands[formals]) : b_.getInt32(0);
    llvm::Value* vector = given ? of(instr.operands[formals + 1]) : ConstantPointerNull::get(p_.ptr);
    arguments.insert(arguments.end(), {count, vector});
  }
  for (size_t i = 2; i < formals; ++i) arguments.push_back(withoutStrayNaN(instr.operands[i]));
  return call(p_.direct(target), arguments);
}

}  // namespace kiln::codegen
