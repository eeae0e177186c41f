// Loops and alternatives of regex programs.
#include "codegen/emit/regex_emitter.h"

namespace kiln::codegen {

using namespace llvm;
using regex::Instruction;
using regex::Op;

Value* RegexEmitter::runEnd(const Instruction& body, Value* from, Value* limit) {
  if (body.op == Op::All) return limit;
  regex::CharacterSet letter;
  if (body.op == Op::Char) {
    letter.add(static_cast<uint32_t>(body.a), static_cast<uint32_t>(body.a));
    letter.normalise();
  }
  return sets_.runEnd(b_, fn_, body.op == Op::Char ? letter : accepted(body), text_, from, limit);
}

Value* RegexEmitter::limitOf(Value* from, int32_t count) {
  if (count == INT32_MAX) return length_;
  Value* limit = b_.CreateNUWAdd(from, word(static_cast<uint64_t>(count)));
  return b_.CreateSelect(b_.CreateICmpULT(limit, length_), limit, length_);
}

void RegexEmitter::greedyRepeat(size_t pc) {
  const Instruction& i = at(pc);
  BasicBlock* fail = failOf(pc);
  Value* from = position();
  Value* end = runEnd(at(pc + 1), from, limitOf(from, i.c));
  Value* least = b_.CreateNUWAdd(from, word(static_cast<uint64_t>(i.b)));
  if (i.b > 0) require(b_.CreateICmpUGE(end, least), fail);
  b_.CreateStore(end, at_);
  if (i.d) return go(pc + 2);
  auto* more = newBlock("more");
  auto* resume = newBlock("giveback");
  uint32_t label = newLabel(resume);
  b_.CreateCondBr(b_.CreateICmpUGT(end, least), more, blocks_[pc + 2]);
  b_.SetInsertPoint(more);
  push(label, end, least);
  requireStart(i.e, end, fail);
  go(pc + 2);
  // Gives back one more character, down to where what follows can start.
  b_.SetInsertPoint(resume);
  Value* least_again = entryPosition(2);
  Value* first = entryPosition(1);
  auto* step = newBlock("step");
  auto* stepped = newBlock("stepped");
  auto* before = b_.GetInsertBlock();
  b_.CreateBr(step);
  b_.SetInsertPoint(step);
  PHINode* last = b_.CreatePHI(i64_, 2);
  last->addIncoming(first, before);
  Value* shorter = b_.CreateNUWSub(last, word(1));
  if (i.e >= 0) {
    auto* check = newBlock("check");
    b_.CreateCondBr(b_.CreateICmpUGT(shorter, least_again), check, stepped);
    b_.SetInsertPoint(check);
    Value* starts = sets_.has(b_, set(i.e), unitAt(shorter));
    last->addIncoming(shorter, b_.GetInsertBlock());
    b_.CreateCondBr(starts, stepped, step);
  } else {
    b_.CreateBr(stepped);
  }
  b_.SetInsertPoint(stepped);
  b_.CreateStore(shorter, at_);
  auto* again = newBlock("again");
  b_.CreateCondBr(b_.CreateICmpUGT(shorter, least_again), again, blocks_[pc + 2]);
  b_.SetInsertPoint(again);
  // The entry stays, with its new position.
  Value* entry = b_.CreateLoad(ptr_, top_);
  b_.CreateStore(b_.CreateTrunc(shorter, i32_), b_.CreateConstInBoundsGEP1_64(i32_, entry, 1));
  b_.CreateStore(b_.CreateConstInBoundsGEP1_64(b_.getInt8Ty(), entry, kRegexEntrySize), top_);
  go(pc + 2);
}

void RegexEmitter::lazyRepeat(size_t pc) {
  const Instruction& i = at(pc);
  const Instruction& body = at(pc + 1);
  BasicBlock* fail = failOf(pc);
  Value* from = position();
  Value* least = from;
  if (i.b > 0) {
    least = b_.CreateNUWAdd(from, word(static_cast<uint64_t>(i.b)));
    require(b_.CreateICmpULE(least, length_), fail);
    require(b_.CreateICmpEQ(runEnd(body, from, least), least), fail);
  }
  Value* limit = limitOf(from, i.c);
  // Rounds up to where what follows can start: `limit` travels in the entry.
  auto* rounds = newBlock("rounds");
  auto* resume = newBlock("onemore");
  uint32_t label = newLabel(resume);
  auto* first_from = b_.GetInsertBlock();
  b_.CreateBr(rounds);
  b_.SetInsertPoint(rounds);
  PHINode* now = b_.CreatePHI(i64_, 3);
  PHINode* last = b_.CreatePHI(i64_, 3);
  now->addIncoming(least, first_from);
  last->addIncoming(limit, first_from);
  auto* out = newBlock("out");
  if (i.e >= 0) {
    auto* next = newBlock("next");
    requireStart(i.e, now, next);
    b_.CreateBr(out);
    b_.SetInsertPoint(next);
    require(b_.CreateICmpULT(now, last), fail);
    require(accepts(body, unitAt(now)), fail);
    now->addIncoming(b_.CreateNUWAdd(now, word(1)), b_.GetInsertBlock());
    last->addIncoming(last, b_.GetInsertBlock());
    b_.CreateBr(rounds);
  } else {
    b_.CreateBr(out);
  }
  b_.SetInsertPoint(out);
  b_.CreateStore(now, at_);
  auto* more = newBlock("more");
  b_.CreateCondBr(b_.CreateICmpULT(now, last), more, blocks_[pc + 2]);
  b_.SetInsertPoint(more);
  push(label, now, last);
  go(pc + 2);
  b_.SetInsertPoint(resume);
  Value* again = entryPosition(1);
  Value* again_limit = entryPosition(2);
  require(accepts(body, unitAt(again)), fail);
  now->addIncoming(b_.CreateNUWAdd(again, word(1)), b_.GetInsertBlock());
  last->addIncoming(again_limit, b_.GetInsertBlock());
  b_.CreateBr(rounds);
}

void RegexEmitter::branch(size_t pc) {
  const Instruction& i = at(pc);
  bool last = i.op == Op::BranchLast;
  auto next = pc + 1, other = static_cast<size_t>(i.a);
  if (i.d) {
    auto* elsewhere = newBlock("other");
    requireStart(i.b, position(), elsewhere);
    go(next);
    b_.SetInsertPoint(elsewhere);
    go(other);
    return;
  }
  size_t first = last ? other : next, second = last ? next : other;
  int32_t first_set = last ? i.c : i.b, second_set = last ? i.b : i.c;
  auto* only_second = newBlock("second");
  auto* only_first = newBlock("first");
  requireStart(first_set, position(), only_second);
  requireStart(second_set, position(), only_first);
  pushChoice(second);
  b_.CreateBr(only_first);
  b_.SetInsertPoint(only_first);
  go(first);
  b_.SetInsertPoint(only_second);
  go(second);
}

void RegexEmitter::loop(size_t pc) {
  const Instruction& i = at(pc);
  Value* count = counter(i.a);
  auto round = [&] {
    setCounter(i.a, b_.CreateNUWAdd(counter(i.a), word(1)));
    go(pc + 1);
  };
  auto exit = static_cast<size_t>(i.d);
  if (i.b > 0) {
    auto* must = newBlock("must");
    auto* may = newBlock("may");
    b_.CreateCondBr(b_.CreateICmpULT(count, word(static_cast<uint64_t>(i.b))), must, may);
    b_.SetInsertPoint(must);
    round();
    b_.SetInsertPoint(may);
  }
  if (i.c != INT32_MAX) require(b_.CreateICmpULT(count, word(static_cast<uint64_t>(i.c))), blocks_[exit]);
  if (i.e >= 0) {
    requireStart(i.e, position(), blocks_[exit]);
    return round();
  }
  if (!i.flag) {
    pushChoice(exit);
    return round();
  }
  // Lazily: out first; a round when that has failed.
  auto* resume = newBlock("round");
  push(newLabel(resume), position());
  go(exit);
  b_.SetInsertPoint(resume);
  b_.CreateStore(entryPosition(1), at_);
  round();
}

}  // namespace kiln::codegen
