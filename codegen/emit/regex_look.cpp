// What looks around the position: assertions, lookarounds, backreferences.
#include "codegen/emit/regex_emitter.h"

namespace kiln::codegen {

using namespace llvm;
using regex::Instruction;
using regex::Op;

void RegexEmitter::backwardSingle(size_t pc) {
  Value* here = position();
  require(b_.CreateICmpNE(here, word(0)), failOf(pc));
  Value* before = b_.CreateNUWSub(here, word(1));
  require(accepts(at(pc), unitAt(before)), failOf(pc));
  b_.CreateStore(before, at_);
  go(pc + 1);
}

Value* RegexEmitter::isWordAt(Value* position, Value* exists) {
  auto* before = b_.GetInsertBlock();
  auto* look = newBlock("look");
  auto* done = newBlock("looked");
  b_.CreateCondBr(exists, look, done);
  b_.SetInsertPoint(look);
  Value* is = sets_.has(b_, regex::wordCharacters(), unitAt(position));
  auto* look_end = b_.GetInsertBlock();
  b_.CreateBr(done);
  b_.SetInsertPoint(done);
  PHINode* phi = b_.CreatePHI(b_.getInt1Ty(), 2);
  phi->addIncoming(b_.getFalse(), before);
  phi->addIncoming(is, look_end);
  return phi;
}

void RegexEmitter::look(size_t pc) {
  const Instruction& i = at(pc);
  auto behind = static_cast<size_t>(i.a), accept = behind - 1;
  Look& look = look_states_[pc];
  look.saved = entryAlloca(i64_);
  look.simple = regex::ControlFlow::isSimple(program_, pc + 1, accept);
  b_.CreateStore(position(), look.saved);
  auto* failed = newBlock("lookfailed");
  if (look.simple) {
    for (size_t k = pc + 1; k < accept; ++k) fails_[k] = failed;
  } else {
    look.base = entryAlloca(i64_);
    Value* base = b_.CreatePtrDiff(b_.getInt8Ty(), b_.CreateLoad(ptr_, top_), b_.CreateLoad(ptr_, stack_));
    b_.CreateStore(base, look.base);
    push(newLabel(failed), position());
  }
  go(pc + 1);
  b_.SetInsertPoint(failed);
  if (!i.b) {
    b_.CreateBr(failOf(pc));
    return;
  }
  b_.CreateStore(b_.CreateLoad(i64_, look.saved), at_);
  go(behind);
}

void RegexEmitter::endOfLook(size_t pc, size_t start) {
  const Instruction& i = at(start);
  const Look& look = look_states_[start];
  bool negative = i.b != 0;
  if (!look.simple) {
    uint32_t label = negative ? newLabel(failOf(start)) : 0;
    auto commit = module_.getOrInsertFunction("kiln_regex_commit",
                                              FunctionType::get(ptr_, {ptr_, ptr_, i64_, i32_, i32_}, false));
    Value* top = b_.CreateCall(commit, {stack_, b_.CreateLoad(ptr_, top_), b_.CreateLoad(i64_, look.base),
                                        b_.getInt32(last_undo_), b_.getInt32(label)});
    b_.CreateStore(top, top_);
    // What the body has captured is undone on the way to the entry with the new label, which then fails.
    if (negative) {
      b_.CreateBr(backtrack_);
      return;
    }
  } else if (negative) {
    b_.CreateBr(failOf(start));
    return;
  }
  b_.CreateStore(b_.CreateLoad(i64_, look.saved), at_);
  go(pc + 1);
}

void RegexEmitter::reference(size_t pc) {
  const Instruction& i = at(pc);
  bool full = program_.flags & (regex::kUnicode | regex::kUnicodeSets);
  uint32_t flags = (i.backward ? 1u : 0) | (i.flag ? 2u : 0) | (full ? 4u : 0);
  auto callee =
      module_.getOrInsertFunction(wide_ ? "kiln_regex_reference_utf16" : "kiln_regex_reference_latin1",
                                  FunctionType::get(i32_, {ptr_, i32_, i32_, i32_, i32_, i32_}, false));
  auto slot = 2 * static_cast<uint32_t>(i.a);
  Value* end = b_.CreateCall(callee, {text_, fn_->getArg(1), b_.CreateTrunc(position(), i32_),
                                      b_.CreateLoad(i32_, captureAddress(slot)),
                                      b_.CreateLoad(i32_, captureAddress(slot + 1)), b_.getInt32(flags)});
  require(b_.CreateICmpSGE(end, b_.getInt32(0)), failOf(pc));
  b_.CreateStore(b_.CreateZExt(end, i64_), at_);
  go(pc + 1);
}

}  // namespace kiln::codegen
