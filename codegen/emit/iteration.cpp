// for-of over arrays, and the loops that stand for methods of Array.prototype, without calls.
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

// An array whose iteration nobody changed stands for its iterator; the slot for the next method is empty then.
llvm::Value* FunctionEmitter::iterationStart(const ir::Instr& instr) {
  llvm::Value *iterable = of(instr.operands[0]), *next = of(instr.operands[1]);
  Constant* iteration = p_.external("kiln_plain_iteration");
  BasicBlock* cell = newBlock("cell");
  BasicBlock* array = newBlock("array");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("start");
  likely(isCell(iterable), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* plain = loadAt(p_.ptr, p_.external("kiln_plain_arrays"), offsetof(abi::PlainArrays, packed));
  likely(b_.CreateICmpEQ(loadAt(p_.ptr, cellPtr(iterable), 0), plain), array, slow);
  b_.SetInsertPoint(array);
  auto valid = [&](uint64_t cell_of) {
    llvm::Value* validity = loadAt(p_.i32, loadAt(p_.ptr, iteration, cell_of), 0);
    return b_.CreateICmpEQ(validity, b_.getInt32(1));
  };
  llvm::Value* values = valid(offsetof(abi::PlainIteration, values));
  likely(b_.CreateAnd(values, valid(offsetof(abi::PlainIteration, next))), hit, slow);
  b_.SetInsertPoint(hit);
  storeAt(word(abi::kEmpty), next, 0);
  llvm::Value* rendering = of(instr.operands[2]);
  return orElse(iterable, slow, [&] { return helper(ir::HelperId::iteration_start, {iterable, next, rendering}); });
}

// Element `index` of the array, in a new block, if its elements are packed and it has the element; else goes to `slow`, where
// the array is packed but has no such element to `past`.
llvm::Value* FunctionEmitter::packedElement(llvm::Value* array, llvm::Value* index, BasicBlock* slow, BasicBlock* past) {
  BasicBlock* packed = newBlock("packed");
  BasicBlock* hit = newBlock("hit");
  llvm::Value* pointer = cellPtr(array);
  llvm::Value* kind = loadAt(p_.i8, loadAt(p_.ptr, pointer, 0), offsetof(abi::Shape, elements_kind));
  likely(b_.CreateICmpEQ(kind, b_.getInt8(static_cast<uint8_t>(abi::ElementsKind::Packed))), packed, slow);
  b_.SetInsertPoint(packed);
  llvm::Value* elements = loadAt(p_.ptr, pointer, sizeof(abi::Cell));
  llvm::Value* inside = b_.CreateICmpULT(index, loadAt(p_.i32, elements, offsetof(abi::Elements, length)));
  if (past == slow)
    likely(inside, hit, slow);
  else
    b_.CreateCondBr(inside, hit, past);
  b_.SetInsertPoint(hit);
  llvm::Value* data = b_.CreateConstInBoundsGEP1_64(p_.i8, elements, abi::kElementsHeaderSize);
  return b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i64, data, b_.CreateZExt(index, p_.i64)));
}

// The next item of a for-of loop: elements of packed arrays that stand for their iterator inline, and their end, which short
// arrays reach as often as an element.
llvm::Value* FunctionEmitter::iterationStep(const ir::Instr& instr) {
  llvm::Value *iterator = of(instr.operands[0]), *next = of(instr.operands[1]), *index = of(instr.operands[2]);
  BasicBlock* array = newBlock("array");
  BasicBlock* slow = newBlock("step");
  likely(b_.CreateICmpEQ(next, word(abi::kEmpty)), array, slow);
  b_.SetInsertPoint(array);
  BasicBlock* past = newBlock("past");
  BasicBlock* stepped = newBlock("stepped");
  llvm::Value* element = packedElement(iterator, index, slow, past);
  BasicBlock* inside = b_.GetInsertBlock();
  b_.CreateBr(stepped);
  b_.SetInsertPoint(past);
  b_.CreateBr(stepped);
  b_.SetInsertPoint(stepped);
  PHINode* fast = b_.CreatePHI(p_.i64, 2);
  fast->addIncoming(element, inside);
  fast->addIncoming(word(abi::kEmpty), past);
  return orElse(fast, slow, [&] { return helper(ir::HelperId::iteration_step, {iterator, next, index}); });
}

llvm::Value* FunctionEmitter::elementIfPresent(const ir::Instr& instr) {
  llvm::Value *array = of(instr.operands[0]), *index = of(instr.operands[1]);
  BasicBlock* slow = newBlock("element");
  llvm::Value* fast = packedElement(array, index, slow, slow);
  return orElse(fast, slow, [&] { return helper(ir::HelperId::element_if_present, {array, index}); });
}

// To an array that nothing else has seen, whose elements are packed until it gets a hole.
void FunctionEmitter::appendElement(const ir::Instr& instr) {
  llvm::Value *array = of(instr.operands[0]), *element = of(instr.operands[1]);
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("append");
  BasicBlock* out = newBlock("appended");
  llvm::Value* elements = loadAt(p_.ptr, cellPtr(array), sizeof(abi::Cell));
  llvm::Value* length = loadAt(p_.i32, elements, offsetof(abi::Elements, length));
  llvm::Value* room = b_.CreateICmpULT(length, loadAt(p_.i32, elements, offsetof(abi::Elements, capacity)));
  likely(b_.CreateAnd(room, b_.CreateICmpNE(element, word(abi::kEmpty))), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* data = b_.CreateConstInBoundsGEP1_64(p_.i8, elements, abi::kElementsHeaderSize);
  b_.CreateStore(element, b_.CreateInBoundsGEP(p_.i64, data, b_.CreateZExt(length, p_.i64)));
  storeAt(b_.CreateAdd(length, b_.getInt32(1)), elements, offsetof(abi::Elements, length));
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  helper(ir::HelperId::append_element, {array, element});
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

// Goes to `plain` when nobody changed how arrays are iterated and what ends it early, else to `slow`.
void FunctionEmitter::branchOnPlainIteration(BasicBlock* plain, BasicBlock* slow) {
  Constant* iteration = p_.external("kiln_plain_iteration");
  auto valid = [&](uint64_t at) {
    return b_.CreateICmpEQ(loadAt(p_.i32, loadAt(p_.ptr, iteration, at), 0), b_.getInt32(1));
  };
  llvm::Value* values = valid(offsetof(abi::PlainIteration, values));
  llvm::Value* next = valid(offsetof(abi::PlainIteration, next));
  likely(b_.CreateAnd(b_.CreateAnd(values, next), valid(offsetof(abi::PlainIteration, close))), plain, slow);
}

llvm::Value* FunctionEmitter::arraysIteratePlainly() {
  BasicBlock* plain = newBlock("plain");
  BasicBlock* slow = newBlock("ask");
  branchOnPlainIteration(plain, slow);
  b_.SetInsertPoint(plain);
  return orElse(b_.getTrue(), slow, [&] { return helper(ir::HelperId::arrays_iterate_plainly, {}); });
}

// helper iteration_close (iterator, next, index): an array iterator does not notice.
void FunctionEmitter::iterationClose(const ir::Instr& instr) {
  BasicBlock* array = newBlock("array");
  BasicBlock* slow = newBlock("close");
  BasicBlock* out = newBlock("closed");
  likely(b_.CreateICmpEQ(of(instr.operands[1]), word(abi::kEmpty)), array, slow);
  b_.SetInsertPoint(array);
  branchOnPlainIteration(out, slow);
  b_.SetInsertPoint(slow);
  helper(static_cast<ir::HelperId>(instr.imm), {of(instr.operands[0]), of(instr.operands[1]), of(instr.operands[2])});
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

}  // namespace kiln::codegen
