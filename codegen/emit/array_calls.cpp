// array.push(value) and array.pop() of plain arrays (runtime/abi/layout.h) without a call.
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

namespace {

enum class ArrayMethod { None, Push, Pop };

// Which of the two the callee may be: by the name under which it was read.
ArrayMethod methodOf(const ir::Instr& call) {
  const ir::Instr& callee = *call.operands[0];
  if (callee.op != ir::Opcode::GetProp) return ArrayMethod::None;
  if (callee.atom->text == u"push" && call.operands.size() == 3) return ArrayMethod::Push;
  if (callee.atom->text == u"pop" && call.operands.size() == 2) return ArrayMethod::Pop;
  return ArrayMethod::None;
}

}  // namespace

// Null where the instruction calls something else. The callee is compared at run time.
llvm::Value* FunctionEmitter::arrayCall(const ir::Instr& instr) {
  ArrayMethod method = inlined_ ? methodOf(instr) : ArrayMethod::None;
  if (method == ArrayMethod::None) return nullptr;
  bool push = method == ArrayMethod::Push;
  llvm::Value *callee = of(instr.operands[0]), *object = of(instr.operands[1]);
  Constant* plain = p_.external("kiln_plain_arrays");
  BasicBlock* known = newBlock("array_method");
  BasicBlock* cell = newBlock("cell");
  BasicBlock* array = newBlock("plain");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("call");
  llvm::Value* original =
      loadAt(p_.i64, plain, push ? offsetof(abi::PlainArrays, push) : offsetof(abi::PlainArrays, pop));
  likely(b_.CreateICmpEQ(callee, original), known, slow);
  b_.SetInsertPoint(known);
  likely(isCell(object), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(object);
  llvm::Value* shape = loadAt(p_.ptr, pointer, 0);
  llvm::Value* packed = b_.CreateICmpEQ(shape, loadAt(p_.ptr, plain, offsetof(abi::PlainArrays, packed)));
  llvm::Value* holey = b_.CreateICmpEQ(shape, loadAt(p_.ptr, plain, offsetof(abi::PlainArrays, holey)));
  llvm::Value* fits = b_.CreateOr(packed, holey);
  if (push) {
    llvm::Value* valid = loadAt(p_.i32, loadAt(p_.ptr, plain, offsetof(abi::PlainArrays, validity)), 0);
    fits = b_.CreateAnd(fits, b_.CreateICmpEQ(valid, b_.getInt32(1)));
  }
  likely(fits, array, slow);
  b_.SetInsertPoint(array);
  llvm::Value* elements = loadAt(p_.ptr, pointer, sizeof(abi::Cell));
  llvm::Value* length = loadAt(p_.i32, elements, offsetof(abi::Elements, length));
  llvm::Value* capacity = loadAt(p_.i32, elements, offsetof(abi::Elements, capacity));
  llvm::Value* data = b_.CreateConstInBoundsGEP1_64(p_.i8, elements, abi::kElementsHeaderSize);
  llvm::Value* fast;
  if (push) {
    likely(b_.CreateICmpULT(length, capacity), hit, slow);
    b_.SetInsertPoint(hit);
    b_.CreateStore(of(instr.operands[2]), b_.CreateInBoundsGEP(p_.i64, data, b_.CreateZExt(length, p_.i64)));
    llvm::Value* longer = b_.CreateAdd(length, b_.getInt32(1));
    storeAt(longer, elements, offsetof(abi::Elements, length));
    fast = boxUnsigned(longer);
  } else {
    // Of an empty array the index wraps around, beyond every capacity. A hole may have a getter behind it.
    llvm::Value* last = b_.CreateSub(length, b_.getInt32(1));
    BasicBlock* inside = newBlock("inside");
    likely(b_.CreateICmpULT(last, capacity), inside, slow);
    b_.SetInsertPoint(inside);
    llvm::Value* place = b_.CreateInBoundsGEP(p_.i64, data, b_.CreateZExt(last, p_.i64));
    fast = b_.CreateLoad(p_.i64, place);
    likely(b_.CreateICmpNE(fast, word(abi::kEmpty)), hit, slow);
    b_.SetInsertPoint(hit);
    b_.CreateStore(word(abi::kEmpty), place);
    storeAt(last, elements, offsetof(abi::Elements, length));
  }
  return orElse(fast, slow, [&] { return genericCall(instr); });
}

}  // namespace kiln::codegen
