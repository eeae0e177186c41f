// The emitter of one regex program (regex.cpp says how the code works).
#pragma once
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <map>
#include <set>

#include "codegen/emit/regex_sets.h"
#include "runtime/regex/control_flow.h"

namespace kiln::codegen {

inline constexpr uint64_t kRegexEntrySize = sizeof(regex::Entry);

class RegexEmitter {
 public:
  RegexEmitter(llvm::Module& module, const regex::Program& program, bool wide, const std::string& name);
  llvm::Function* run();

 private:
  size_t size() const { return program_.code.size(); }
  const regex::Instruction& at(size_t pc) const { return program_.code[pc]; }
  const regex::CharacterSet& set(int32_t index) const { return program_.sets[static_cast<size_t>(index)]; }
  llvm::BasicBlock* newBlock(const char* name) { return llvm::BasicBlock::Create(context_, name, fn_); }
  llvm::Value* word(uint64_t v) { return b_.getInt64(v); }

  // --- the frame of the function

  void prologue();
  void finish();
  llvm::Value* captureAddress(uint32_t slot) { return b_.CreateConstInBoundsGEP1_64(i32_, captures_, slot); }
  llvm::Value* position() { return b_.CreateLoad(i64_, at_); }
  void go(size_t pc) { b_.CreateBr(blocks_[pc]); }
  llvm::BasicBlock* failOf(size_t pc) { return fails_[pc] != nullptr ? fails_[pc] : backtrack_; }
  // Goes on in a new block where the condition holds.
  void require(llvm::Value* condition, llvm::BasicBlock* otherwise);

  llvm::Value* address(llvm::Value* position) {
    return b_.CreateInBoundsGEP(wide_ ? b_.getInt16Ty() : b_.getInt8Ty(), text_, position);
  }
  llvm::Value* unitAt(llvm::Value* position) {
    return b_.CreateZExt(
        b_.CreateAlignedLoad(wide_ ? b_.getInt16Ty() : b_.getInt8Ty(), address(position), llvm::Align(1)),
        i32_);
  }

  // --- the stack

  // Pushes {label, a, b}.
  void push(uint32_t label, llvm::Value* a, llvm::Value* b = nullptr);
  llvm::BasicBlock* outOfMemory();
  // Of the entry that backtracking has just taken off the stack.
  llvm::Value* entryField(uint64_t index) {
    return b_.CreateLoad(i32_, b_.CreateConstInBoundsGEP1_64(i32_, b_.CreateLoad(ptr_, top_), index));
  }
  llvm::Value* entryPosition(uint64_t index) { return b_.CreateZExt(entryField(index), i64_); }
  uint32_t newLabel(llvm::BasicBlock* resume);
  void pushChoice(size_t pc);

  // Without a choice to come back to nothing has to be undone.
  void pushUndo(uint32_t label, llvm::Value* old);
  void setCapture(uint32_t slot, llvm::Value* value) {
    pushUndo(slot - 1, b_.CreateLoad(i32_, captureAddress(slot)));
    b_.CreateStore(b_.CreateTrunc(value, i32_), captureAddress(slot));
  }
  llvm::Value* counter(int32_t index) { return b_.CreateLoad(i64_, counters_[static_cast<size_t>(index)]); }
  void setCounter(int32_t index, llvm::Value* value) {
    pushUndo(2 * (program_.group_count - 1) + 1 + static_cast<uint32_t>(index), counter(index));
    b_.CreateStore(value, counters_[static_cast<size_t>(index)]);
  }

  // --- characters

  llvm::Value* accepts(const regex::Instruction& i, llvm::Value* unit);
  const regex::CharacterSet& accepted(const regex::Instruction& i);
  // Is there a character at the position, and in the set (-1: not known)?
  void requireStart(int32_t index, llvm::Value* position, llvm::BasicBlock* otherwise);

  // As many single characters as follow each other: one check of the length, runs of letters compared as
  // words.
  size_t singles(size_t pc);
  void backwardSingle(size_t pc);

  llvm::Value* isLineTerminatorAt(llvm::Value* position) {
    return b_.CreateNot(sets_.has(b_, accepted({.op = regex::Op::Any}), unitAt(position)));
  }

  // Word characters on one side; i1 of "there is one".
  llvm::Value* isWordAt(llvm::Value* position, llvm::Value* exists);

  // --- loops over one character

  // The first position from `from` to `limit` whose character is not in the set.
  llvm::Value* runEnd(const regex::Instruction& body, llvm::Value* from, llvm::Value* limit);
  // from + count, but not beyond the end of the text.
  llvm::Value* limitOf(llvm::Value* from, int32_t count);
  void greedyRepeat(size_t pc);
  void lazyRepeat(size_t pc);

  // --- choices

  void branch(size_t pc);
  void loop(size_t pc);

  // --- lookaround

  void look(size_t pc);
  void endOfLook(size_t pc, size_t start);

  llvm::AllocaInst* entryAlloca(llvm::Type* type) {
    llvm::IRBuilder<> entry(&fn_->getEntryBlock(), fn_->getEntryBlock().begin());
    return entry.CreateAlloca(type);
  }

  void reference(size_t pc);

  // Emits what starts at pc; where the next instruction is.
  size_t instruction(size_t pc);

  struct Look {
    llvm::AllocaInst *saved = nullptr, *base = nullptr;  // position; where its entry is, in bytes
    bool simple = false;
  };
  llvm::Module& module_;
  llvm::LLVMContext& context_;
  const regex::Program& program_;
  bool wide_;
  regex::ControlFlow flow_;
  llvm::IRBuilder<> b_;
  RegexSets sets_;
  llvm::Type *i32_, *i64_, *ptr_;
  llvm::Function* fn_;
  llvm::Value *text_ = nullptr, *length_ = nullptr, *start_ = nullptr, *captures_ = nullptr,
              *stack_ = nullptr;
  llvm::AllocaInst *at_ = nullptr, *top_ = nullptr;
  std::vector<llvm::AllocaInst*> counters_;
  std::vector<llvm::BasicBlock*> blocks_, fails_;
  llvm::BasicBlock *backtrack_ = nullptr, *out_of_memory_ = nullptr;
  uint32_t last_undo_ = 0;
  std::vector<std::pair<uint32_t, llvm::BasicBlock*>> resumes_;
  std::set<uint32_t> undos_;
  std::map<size_t, Look> look_states_;  // by Look
};

}  // namespace kiln::codegen
