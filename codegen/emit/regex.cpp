// A regex program to one function: a block an instruction, the backtrack stack in memory as the interpreting
// matcher has it, never native recursion. Position, counters and the top of the stack are variables that LLVM
// keeps in registers. On failure the top entry's label says where to go on: an undo label restores one
// capture or counter and fails again, any other resumes.
#include "codegen/emit/regex.h"

#include "codegen/emit/regex_emitter.h"

namespace kiln::codegen {
namespace {

using namespace llvm;
using regex::Instruction;
using regex::Op;

constexpr size_t kMaxInstructions = 400;

}  // namespace

RegexEmitter::RegexEmitter(Module& module, const regex::Program& program, bool wide, const std::string& name)
    : module_(module),
      context_(module.getContext()),
      program_(program),
      wide_(wide),
      flow_(program),
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

Function* RegexEmitter::run() {
  fails_.assign(size(), nullptr);
  prologue();
  for (size_t pc = 0; pc < size();) pc = instruction(pc);
  finish();
  return fn_;
}

void RegexEmitter::prologue() {
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
  b_.CreateStore(b_.CreateConstGEP1_64(b_.getInt8Ty(), entries, kRegexEntrySize), top_);
  for (uint32_t slot = 2; slot < 2 * program_.group_count; ++slot)
    b_.CreateStore(b_.getInt32(-1), captureAddress(slot));
  backtrack_ = newBlock("backtrack");
  for (size_t pc = 0; pc < size(); ++pc) blocks_.push_back(newBlock("pc"));
  // Undo labels come first: kiln_regex_commit tells them by their number.
  last_undo_ = 2 * (program_.group_count - 1) + program_.register_count;
  b_.CreateBr(blocks_[0]);
}

void RegexEmitter::finish() {
  b_.SetInsertPoint(backtrack_);
  Value* top = b_.CreateConstGEP1_64(b_.getInt8Ty(), b_.CreateLoad(ptr_, top_),
                                     -static_cast<int64_t>(kRegexEntrySize));
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

void RegexEmitter::require(Value* condition, BasicBlock* otherwise) {
  auto* next = newBlock("ok");
  b_.CreateCondBr(condition, next, otherwise);
  b_.SetInsertPoint(next);
}

void RegexEmitter::push(uint32_t label, Value* a, Value* b) {
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
  b_.CreateStore(b_.CreateConstInBoundsGEP1_64(b_.getInt8Ty(), where, kRegexEntrySize), top_);
}

BasicBlock* RegexEmitter::outOfMemory() {
  if (out_of_memory_ == nullptr) {
    out_of_memory_ = newBlock("memory");
    ReturnInst::Create(context_, b_.getInt32(-1), out_of_memory_);
  }
  return out_of_memory_;
}

uint32_t RegexEmitter::newLabel(BasicBlock* resume) {
  auto label = last_undo_ + 1 + static_cast<uint32_t>(resumes_.size());
  resumes_.emplace_back(label, resume);
  return label;
}

void RegexEmitter::pushChoice(size_t pc) {
  auto* resume = newBlock("resume");
  push(newLabel(resume), position());
  auto* here = b_.GetInsertBlock();
  b_.SetInsertPoint(resume);
  b_.CreateStore(entryPosition(1), at_);
  go(pc);
  b_.SetInsertPoint(here);
}

void RegexEmitter::pushUndo(uint32_t label, Value* old) {
  if (!flow_.has_choices) return;
  undos_.insert(label);
  auto* save = newBlock("save");
  auto* done = newBlock("saved");
  Value* bottom = b_.CreateConstGEP1_64(b_.getInt8Ty(), b_.CreateLoad(ptr_, stack_), kRegexEntrySize);
  b_.CreateCondBr(b_.CreateICmpNE(b_.CreateLoad(ptr_, top_), bottom), save, done);
  b_.SetInsertPoint(save);
  push(label, old);
  b_.CreateBr(done);
  b_.SetInsertPoint(done);
}

Value* RegexEmitter::accepts(const Instruction& i, Value* unit) {
  if (i.op == Op::Char) return b_.CreateICmpEQ(unit, b_.getInt32(static_cast<uint32_t>(i.a)));
  if (i.op == Op::All) return b_.getTrue();
  return sets_.has(b_, accepted(i), unit);
}

const regex::CharacterSet& RegexEmitter::accepted(const Instruction& i) {
  return i.op == Op::Set ? set(i.a) : regex::notLineTerminators();
}

void RegexEmitter::requireStart(int32_t index, Value* position, BasicBlock* otherwise) {
  if (index < 0) return;
  require(b_.CreateICmpULT(position, length_), otherwise);
  require(sets_.has(b_, set(index), unitAt(position)), otherwise);
}

size_t RegexEmitter::singles(size_t pc) {
  size_t count = 1;
  while (count < 64 && regex::isSingleCharacter(at(pc + count).op) && !at(pc + count).backward && !flow_.is_target[pc + count])
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

size_t RegexEmitter::instruction(size_t pc) {
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
      if (auto start = flow_.looks.find(pc); start != flow_.looks.end()) {
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

llvm::Function* emitRegex(Module& module, const regex::Program& program, bool wide, const std::string& name) {
  bool pairs = program.flags & (regex::kUnicode | regex::kUnicodeSets);
  if (program.code.size() > kMaxInstructions || (wide && pairs)) return nullptr;
  return RegexEmitter(module, program, wide, name).run();
}

}  // namespace kiln::codegen
