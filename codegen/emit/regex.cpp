// A regex program to one function: a block an instruction, the backtrack stack in memory as the interpreting
// matcher has it, never native recursion. Position, counters and the top of the stack are variables that LLVM
// keeps in registers. On failure the top entry's label says where to go on: an undo label restores one
// capture or counter and fails again, any other resumes.
#include "codegen/emit/regex.h"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Intrinsics.h>

#include "codegen/emit/regex_sets.h"

namespace kiln::codegen {
namespace {

using namespace llvm;
using regex::Instruction;
using regex::Op;

constexpr size_t kMaxInstructions = 400;
constexpr uint64_t kEntrySize = sizeof(regex::Entry);

bool isSingle(Op op) {
  return op == Op::Char || op == Op::Any || op == Op::All || op == Op::Set;
}

class RegexEmitter {
 public:
  RegexEmitter(Module& module, const regex::Program& program, bool wide, const std::string& name)
      : module_(module),
        context_(module.getContext()),
        program_(program),
        wide_(wide),
        b_(context_),
        sets_(module, wide) {
    i32_ = b_.getInt32Ty();
    i64_ = b_.getInt64Ty();
    ptr_ = b_.getPtrTy();
    auto* type = FunctionType::get(i32_, {ptr_, i32_, i32_, ptr_, ptr_}, false);
    fn_ = Function::Create(type, GlobalValue::InternalLinkage, name, module);
    fn_->addFnAttr("target-cpu", "x86-64-v2");
    fn_->addFnAttr("frame-pointer", "all");
    fn_->setDoesNotThrow();
    fn_->addParamAttr(3, Attribute::NoAlias);
    fn_->addParamAttr(0, Attribute::ReadOnly);
  }

  Function* run() {
    analyse();
    prologue();
    for (size_t pc = 0; pc < size();) pc = instruction(pc);
    finish();
    return fn_;
  }

 private:
  size_t size() const { return program_.code.size(); }
  const Instruction& at(size_t pc) const { return program_.code[pc]; }
  const regex::CharacterSet& set(int32_t index) const { return program_.sets[static_cast<size_t>(index)]; }
  BasicBlock* newBlock(const char* name) { return BasicBlock::Create(context_, name, fn_); }
  Value* word(uint64_t v) { return b_.getInt64(v); }

  // --- what is known of the program before code is made

  void analyse() {
    fails_.assign(size(), nullptr);
    is_target_.assign(size(), false);
    auto target = [&](int32_t pc) { is_target_[static_cast<size_t>(pc)] = true; };
    for (size_t pc = 0; pc < size(); ++pc) {
      const Instruction& i = at(pc);
      switch (i.op) {
        case Op::Branch:
        case Op::BranchLast:
          target(i.a);
          has_choices_ |= !i.d;
          break;
        case Op::Jump:
          target(i.a);
          break;
        case Op::Loop:
          target(i.d);
          has_choices_ |= i.e < 0 && i.b != i.c;
          break;
        case Op::Repeat:
          has_choices_ |= !i.d;
          break;
        case Op::Look: {
          target(i.a);
          auto accept = static_cast<size_t>(i.a) - 1;
          looks_[accept] = pc;
          has_choices_ |= !isSimple(pc + 1, accept);
          break;
        }
        case Op::Char:
        case Op::Any:
        case Op::All:
        case Op::Set:
        case Op::LineStart:
        case Op::LineEnd:
        case Op::TextStart:
        case Op::TextEnd:
        case Op::WordBoundary:
        case Op::NotWordBoundary:
        case Op::Save:
        case Op::ClearCaptures:
        case Op::SetCounter:
        case Op::MarkPosition:
        case Op::CheckProgress:
        case Op::BackReference:
        case Op::Accept:
          break;
      }
    }
  }

  // Neither choices nor anything to undo: the body of a lookaround fails to where it stands.
  bool isSimple(size_t from, size_t to) const {
    for (size_t pc = from; pc < to; ++pc) {
      const Instruction& i = at(pc);
      bool simple = isSingle(i.op) || i.op == Op::LineStart || i.op == Op::LineEnd || i.op == Op::TextStart ||
                    i.op == Op::TextEnd || i.op == Op::WordBoundary || i.op == Op::NotWordBoundary ||
                    i.op == Op::BackReference || (i.op == Op::Repeat && i.d) || (i.op == Op::Branch && i.d) ||
                    i.op == Op::Jump;
      if (!simple) return false;
    }
    return true;
  }

  // --- the frame of the function

  void prologue() {
    b_.SetInsertPoint(newBlock("entry"));
    text_ = fn_->getArg(0);
    length_ = b_.CreateZExt(fn_->getArg(1), i64_);
    start_ = b_.CreateZExt(fn_->getArg(2), i64_);
    captures_ = fn_->getArg(3);
    stack_ = fn_->getArg(4);
    at_ = b_.CreateAlloca(i64_);
    top_ = b_.CreateAlloca(ptr_);
    for (uint32_t k = 0; k < program_.register_count; ++k) {
      counters_.push_back(b_.CreateAlloca(i64_));
      b_.CreateStore(word(0), counters_.back());
    }
    b_.CreateStore(start_, at_);
    // The bottom entry has label 0, which ends the attempt.
    Value* entries = b_.CreateLoad(ptr_, stack_);
    b_.CreateStore(b_.getInt32(0), entries);
    b_.CreateStore(b_.CreateConstGEP1_64(b_.getInt8Ty(), entries, kEntrySize), top_);
    for (uint32_t slot = 2; slot < 2 * program_.group_count; ++slot)
      b_.CreateStore(b_.getInt32(-1), captureAddress(slot));
    backtrack_ = newBlock("backtrack");
    for (size_t pc = 0; pc < size(); ++pc) blocks_.push_back(newBlock("pc"));
    // Undo labels come first: kiln_regex_commit tells them by their number.
    last_undo_ = 2 * (program_.group_count - 1) + program_.register_count;
    b_.CreateBr(blocks_[0]);
  }

  void finish() {
    b_.SetInsertPoint(backtrack_);
    Value* top =
        b_.CreateConstGEP1_64(b_.getInt8Ty(), b_.CreateLoad(ptr_, top_), -static_cast<int64_t>(kEntrySize));
    b_.CreateStore(top, top_);
    auto* none = newBlock("none");
    SwitchInst* dispatch = b_.CreateSwitch(b_.CreateLoad(i32_, top), none);
    for (auto [label, block] : resumes_) dispatch->addCase(b_.getInt32(label), block);
    for (uint32_t label = 1; label <= last_undo_; ++label) {
      auto undo = undos_.find(label);
      if (undo == undos_.end()) continue;
      auto* block = newBlock("undo");
      dispatch->addCase(b_.getInt32(label), block);
      b_.SetInsertPoint(block);
      Value* old = entryField(1);
      if (label <= 2 * (program_.group_count - 1)) {
        b_.CreateStore(old, captureAddress(label + 1));
      } else {
        b_.CreateStore(b_.CreateSExt(old, i64_), counters_[label - 2 * (program_.group_count - 1) - 1]);
      }
      b_.CreateBr(backtrack_);
    }
    b_.SetInsertPoint(none);
    b_.CreateRet(b_.getInt32(0));
    // Of instructions that others took in.
    for (BasicBlock* block : blocks_) {
      if (block->getTerminator() == nullptr) new UnreachableInst(context_, block);
    }
  }

  Value* captureAddress(uint32_t slot) { return b_.CreateConstInBoundsGEP1_64(i32_, captures_, slot); }
  Value* position() { return b_.CreateLoad(i64_, at_); }
  void go(size_t pc) { b_.CreateBr(blocks_[pc]); }
  BasicBlock* failOf(size_t pc) { return fails_[pc] != nullptr ? fails_[pc] : backtrack_; }
  // Goes on in a new block where the condition holds.
  void require(Value* condition, BasicBlock* otherwise) {
    auto* next = newBlock("ok");
    b_.CreateCondBr(condition, next, otherwise);
    b_.SetInsertPoint(next);
  }

  Value* address(Value* position) {
    return b_.CreateInBoundsGEP(wide_ ? b_.getInt16Ty() : b_.getInt8Ty(), text_, position);
  }
  Value* unitAt(Value* position) {
    return b_.CreateZExt(
        b_.CreateAlignedLoad(wide_ ? b_.getInt16Ty() : b_.getInt8Ty(), address(position), Align(1)), i32_);
  }

  // --- the stack

  // Pushes {label, a, b}.
  void push(uint32_t label, Value* a, Value* b = nullptr) {
    Value* top = b_.CreateLoad(ptr_, top_);
    Value* limit = b_.CreateLoad(ptr_, b_.CreateConstInBoundsGEP1_64(ptr_, stack_, 1));
    auto* full = newBlock("full");
    auto* room = newBlock("room");
    auto* before = b_.GetInsertBlock();
    b_.CreateCondBr(b_.CreateICmpNE(top, limit), room, full);
    b_.SetInsertPoint(full);
    Value* moved = b_.CreateCall(
        module_.getOrInsertFunction("kiln_regex_grow", FunctionType::get(ptr_, {ptr_, ptr_}, false)),
        {stack_, top});
    b_.CreateCondBr(b_.CreateIsNotNull(moved), room, outOfMemory());
    b_.SetInsertPoint(room);
    PHINode* where = b_.CreatePHI(ptr_, 2);
    where->addIncoming(top, before);
    where->addIncoming(moved, full);
    b_.CreateStore(b_.getInt32(label), where);
    b_.CreateStore(b_.CreateTrunc(a, i32_), b_.CreateConstInBoundsGEP1_64(i32_, where, 1));
    if (b != nullptr) b_.CreateStore(b_.CreateTrunc(b, i32_), b_.CreateConstInBoundsGEP1_64(i32_, where, 2));
    b_.CreateStore(b_.CreateConstInBoundsGEP1_64(b_.getInt8Ty(), where, kEntrySize), top_);
  }
  BasicBlock* outOfMemory() {
    if (out_of_memory_ == nullptr) {
      out_of_memory_ = newBlock("memory");
      ReturnInst::Create(context_, b_.getInt32(-1), out_of_memory_);
    }
    return out_of_memory_;
  }
  // Of the entry that backtracking has just taken off the stack.
  Value* entryField(uint64_t index) {
    return b_.CreateLoad(i32_, b_.CreateConstInBoundsGEP1_64(i32_, b_.CreateLoad(ptr_, top_), index));
  }
  Value* entryPosition(uint64_t index) { return b_.CreateZExt(entryField(index), i64_); }
  uint32_t newLabel(BasicBlock* resume) {
    auto label = last_undo_ + 1 + static_cast<uint32_t>(resumes_.size());
    resumes_.emplace_back(label, resume);
    return label;
  }

  void pushChoice(size_t pc) {
    auto* resume = newBlock("resume");
    push(newLabel(resume), position());
    auto* here = b_.GetInsertBlock();
    b_.SetInsertPoint(resume);
    b_.CreateStore(entryPosition(1), at_);
    go(pc);
    b_.SetInsertPoint(here);
  }

  // Without a choice to come back to nothing has to be undone.
  void pushUndo(uint32_t label, Value* old) {
    if (!has_choices_) return;
    undos_.insert(label);
    auto* save = newBlock("save");
    auto* done = newBlock("saved");
    Value* bottom = b_.CreateConstGEP1_64(b_.getInt8Ty(), b_.CreateLoad(ptr_, stack_), kEntrySize);
    b_.CreateCondBr(b_.CreateICmpNE(b_.CreateLoad(ptr_, top_), bottom), save, done);
    b_.SetInsertPoint(save);
    push(label, old);
    b_.CreateBr(done);
    b_.SetInsertPoint(done);
  }
  void setCapture(uint32_t slot, Value* value) {
    pushUndo(slot - 1, b_.CreateLoad(i32_, captureAddress(slot)));
    b_.CreateStore(b_.CreateTrunc(value, i32_), captureAddress(slot));
  }
  Value* counter(int32_t index) { return b_.CreateLoad(i64_, counters_[static_cast<size_t>(index)]); }
  void setCounter(int32_t index, Value* value) {
    pushUndo(2 * (program_.group_count - 1) + 1 + static_cast<uint32_t>(index), counter(index));
    b_.CreateStore(value, counters_[static_cast<size_t>(index)]);
  }

  // --- characters

  Value* accepts(const Instruction& i, Value* unit) {
    if (i.op == Op::Char) return b_.CreateICmpEQ(unit, b_.getInt32(static_cast<uint32_t>(i.a)));
    if (i.op == Op::All) return b_.getTrue();
    return sets_.has(b_, accepted(i), unit);
  }
  const regex::CharacterSet& accepted(const Instruction& i) {
    if (i.op == Op::Set) return set(i.a);
    static const regex::CharacterSet any = [] {
      regex::CharacterSet s;
      for (uint32_t c : {10u, 13u, 0x2028u, 0x2029u}) s.add(c, c);
      s.invert();
      return s;
    }();
    return any;
  }
  // Is there a character at the position, and in the set (-1: not known)?
  void requireStart(int32_t index, Value* position, BasicBlock* otherwise) {
    if (index < 0) return;
    require(b_.CreateICmpULT(position, length_), otherwise);
    require(sets_.has(b_, set(index), unitAt(position)), otherwise);
  }

  // As many single characters as follow each other: one check of the length, runs of letters compared as
  // words.
  size_t singles(size_t pc) {
    size_t count = 1;
    while (count < 64 && isSingle(at(pc + count).op) && !at(pc + count).backward && !is_target_[pc + count])
      ++count;
    Value* here = position();
    BasicBlock* fail = failOf(pc);
    Value* end = b_.CreateNUWAdd(here, word(count));
    require(b_.CreateICmpULE(end, length_), fail);
    for (size_t k = 0; k < count;) {
      size_t letters = 0;
      while (k + letters < count && at(pc + k + letters).op == Op::Char) ++letters;
      Value* where = b_.CreateNUWAdd(here, word(k));
      if (letters < 2) {
        if (at(pc + k).op != Op::All) require(accepts(at(pc + k), unitAt(where)), fail);
        ++k;
        continue;
      }
      size_t taken = letters >= 8 && !wide_ ? 8 : letters >= 4 ? 4 : 2;
      uint64_t wanted = 0;
      bool possible = true;
      unsigned bits = wide_ ? 16 : 8;
      for (size_t j = 0; j < taken; ++j) {
        auto c = static_cast<uint64_t>(at(pc + k + j).a);
        possible &= c >> bits == 0;
        wanted |= c << (bits * j);
      }
      auto* type = b_.getIntNTy(bits * static_cast<unsigned>(taken));
      Value* found = b_.CreateAlignedLoad(type, address(where), Align(1));
      require(possible ? b_.CreateICmpEQ(found, ConstantInt::get(type, wanted)) : b_.getFalse(), fail);
      k += taken;
    }
    b_.CreateStore(end, at_);
    go(pc + count);
    return pc + count;
  }

  void backwardSingle(size_t pc) {
    Value* here = position();
    require(b_.CreateICmpNE(here, word(0)), failOf(pc));
    Value* before = b_.CreateNUWSub(here, word(1));
    require(accepts(at(pc), unitAt(before)), failOf(pc));
    b_.CreateStore(before, at_);
    go(pc + 1);
  }

  Value* isLineTerminatorAt(Value* position) {
    return b_.CreateNot(sets_.has(b_, accepted({.op = Op::Any}), unitAt(position)));
  }

  // Word characters on one side; i1 of "there is one".
  Value* isWordAt(Value* position, Value* exists) {
    static const regex::CharacterSet word_characters = [] {
      regex::CharacterSet s;
      s.add('0', '9');
      s.add('A', 'Z');
      s.add('_', '_');
      s.add('a', 'z');
      s.normalise();
      return s;
    }();
    auto* before = b_.GetInsertBlock();
    auto* look = newBlock("look");
    auto* done = newBlock("looked");
    b_.CreateCondBr(exists, look, done);
    b_.SetInsertPoint(look);
    Value* is = sets_.has(b_, word_characters, unitAt(position));
    auto* look_end = b_.GetInsertBlock();
    b_.CreateBr(done);
    b_.SetInsertPoint(done);
    PHINode* phi = b_.CreatePHI(b_.getInt1Ty(), 2);
    phi->addIncoming(b_.getFalse(), before);
    phi->addIncoming(is, look_end);
    return phi;
  }

  // --- loops over one character

  // The first position from `from` to `limit` whose character is not in the set.
  Value* runEnd(const Instruction& body, Value* from, Value* limit) {
    if (body.op == Op::All) return limit;
    regex::CharacterSet letter;
    if (body.op == Op::Char) {
      letter.add(static_cast<uint32_t>(body.a), static_cast<uint32_t>(body.a));
      letter.normalise();
    }
    return sets_.runEnd(b_, fn_, body.op == Op::Char ? letter : accepted(body), text_, from, limit);
  }
  // from + count, but not beyond the end of the text.
  Value* limitOf(Value* from, int32_t count) {
    if (count == INT32_MAX) return length_;
    Value* limit = b_.CreateNUWAdd(from, word(static_cast<uint64_t>(count)));
    return b_.CreateSelect(b_.CreateICmpULT(limit, length_), limit, length_);
  }

  void greedyRepeat(size_t pc) {
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
    b_.CreateStore(b_.CreateConstInBoundsGEP1_64(b_.getInt8Ty(), entry, kEntrySize), top_);
    go(pc + 2);
  }

  void lazyRepeat(size_t pc) {
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

  // --- choices

  void branch(size_t pc) {
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

  void loop(size_t pc) {
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

  // --- lookaround

  void look(size_t pc) {
    const Instruction& i = at(pc);
    auto behind = static_cast<size_t>(i.a), accept = behind - 1;
    Look& look = look_states_[pc];
    look.saved = entryAlloca(i64_);
    look.simple = isSimple(pc + 1, accept);
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

  void endOfLook(size_t pc, size_t start) {
    const Instruction& i = at(start);
    const Look& look = look_states_[start];
    bool negative = i.b != 0;
    if (!look.simple) {
      uint32_t label = negative ? newLabel(failOf(start)) : 0;
      auto commit = module_.getOrInsertFunction(
          "kiln_regex_commit", FunctionType::get(ptr_, {ptr_, ptr_, i64_, i32_, i32_}, false));
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

  AllocaInst* entryAlloca(Type* type) {
    IRBuilder<> entry(&fn_->getEntryBlock(), fn_->getEntryBlock().begin());
    return entry.CreateAlloca(type);
  }

  void reference(size_t pc) {
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

  // Emits what starts at pc; where the next instruction is.
  size_t instruction(size_t pc) {
    const Instruction& i = at(pc);
    b_.SetInsertPoint(blocks_[pc]);
    switch (i.op) {
      case Op::Char:
      case Op::Any:
      case Op::All:
      case Op::Set:
        if (!i.backward) return singles(pc);
        backwardSingle(pc);
        return pc + 1;
      case Op::TextStart:
        require(b_.CreateICmpEQ(position(), word(0)), failOf(pc));
        break;
      case Op::TextEnd:
        require(b_.CreateICmpEQ(position(), length_), failOf(pc));
        break;
      case Op::LineStart: {
        Value* here = position();
        auto* look = newBlock("line");
        b_.CreateCondBr(b_.CreateICmpEQ(here, word(0)), blocks_[pc + 1], look);
        b_.SetInsertPoint(look);
        require(isLineTerminatorAt(b_.CreateNUWSub(here, word(1))), failOf(pc));
        break;
      }
      case Op::LineEnd: {
        Value* here = position();
        auto* look = newBlock("line");
        b_.CreateCondBr(b_.CreateICmpEQ(here, length_), blocks_[pc + 1], look);
        b_.SetInsertPoint(look);
        require(isLineTerminatorAt(here), failOf(pc));
        break;
      }
      case Op::WordBoundary:
      case Op::NotWordBoundary: {
        Value* here = position();
        Value* left = isWordAt(b_.CreateSub(here, word(1)), b_.CreateICmpNE(here, word(0)));
        Value* right = isWordAt(here, b_.CreateICmpULT(here, length_));
        Value* differ = b_.CreateXor(left, right);
        require(i.op == Op::WordBoundary ? differ : b_.CreateNot(differ), failOf(pc));
        break;
      }
      case Op::Save:
        // The match itself is stored when all has matched.
        if (i.a > 1) setCapture(static_cast<uint32_t>(i.a), position());
        break;
      case Op::ClearCaptures:
        for (int32_t slot = 2 * i.a; slot < 2 * i.b; ++slot)
          setCapture(static_cast<uint32_t>(slot), word(~uint64_t{0}));
        break;
      case Op::Branch:
      case Op::BranchLast:
        branch(pc);
        return pc + 1;
      case Op::Jump:
        go(static_cast<size_t>(i.a));
        return pc + 1;
      case Op::SetCounter:
        setCounter(i.a, word(0));
        break;
      case Op::Loop:
        loop(pc);
        return pc + 1;
      case Op::MarkPosition:
        setCounter(i.a, position());
        break;
      case Op::CheckProgress: {
        Value* moved = b_.CreateICmpNE(position(), counter(i.a));
        if (i.b >= 0)
          moved = b_.CreateOr(moved, b_.CreateICmpULE(counter(i.b), word(static_cast<uint64_t>(i.c))));
        require(moved, failOf(pc));
        break;
      }
      case Op::Repeat:
        i.flag ? lazyRepeat(pc) : greedyRepeat(pc);
        return pc + 2;
      case Op::BackReference:
        reference(pc);
        return pc + 1;
      case Op::Look:
        look(pc);
        return pc + 1;
      case Op::Accept: {
        if (auto start = looks_.find(pc); start != looks_.end()) {
          endOfLook(pc, start->second);
          return pc + 1;
        }
        b_.CreateStore(b_.CreateTrunc(start_, i32_), captureAddress(0));
        b_.CreateStore(b_.CreateTrunc(position(), i32_), captureAddress(1));
        b_.CreateRet(b_.getInt32(1));
        return pc + 1;
      }
    }
    go(pc + 1);
    return pc + 1;
  }

  struct Look {
    AllocaInst *saved = nullptr, *base = nullptr;  // position; where its entry is, in bytes
    bool simple = false;
  };

  Module& module_;
  LLVMContext& context_;
  const regex::Program& program_;
  bool wide_;
  IRBuilder<> b_;
  RegexSets sets_;
  Type *i32_, *i64_, *ptr_;
  Function* fn_;
  Value *text_ = nullptr, *length_ = nullptr, *start_ = nullptr, *captures_ = nullptr, *stack_ = nullptr;
  AllocaInst *at_ = nullptr, *top_ = nullptr;
  std::vector<AllocaInst*> counters_;
  std::vector<BasicBlock*> blocks_, fails_;
  std::vector<bool> is_target_;
  BasicBlock *backtrack_ = nullptr, *out_of_memory_ = nullptr;
  bool has_choices_ = false;
  uint32_t last_undo_ = 0;
  std::vector<std::pair<uint32_t, BasicBlock*>> resumes_;
  std::set<uint32_t> undos_;
  std::map<size_t, size_t> looks_;      // Accept → its Look
  std::map<size_t, Look> look_states_;  // by Look
};

}  // namespace

llvm::Function* emitRegex(Module& module, const regex::Program& program, bool wide, const std::string& name) {
  bool pairs = program.flags & (regex::kUnicode | regex::kUnicodeSets);
  if (program.code.size() > kMaxInstructions || (wide && pairs)) return nullptr;
  return RegexEmitter(module, program, wide, name).run();
}

}  // namespace kiln::codegen
