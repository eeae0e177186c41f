// Machine code for one pattern, made while the program runs (emitter.cpp says how the code works).
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "runtime/regex/control_flow.h"
#include "runtime/regex/x86_64/assembler.h"

namespace kiln::regex::x86_64 {

class Emitter {
 public:
  // `wide`: for subjects of UTF-16 units.
  Emitter(const Program& program, bool wide);
  std::vector<uint8_t> run();

 private:
  using Target = std::optional<Label>;

  size_t size() const { return program_.code.size(); }
  const Instruction& at(size_t pc) const { return program_.code[pc]; }
  const CharacterSet& set(int32_t index) const { return program_.sets[static_cast<size_t>(index)]; }
  // What a character instruction accepts, unless that is everything or one character.
  const CharacterSet& accepted(const Instruction& i) const { return i.op == Op::Set ? set(i.a) : notLineTerminators(); }

  // --- the frame
  void prologue();
  void epilogue();
  void result(int32_t value);
  Address capture(int32_t slot) const { return {rcx, 4 * slot}; }
  Address start() const { return {rbp, -8}; }
  Address least() const { return {rbp, -16}; }  // where a greedy loop has done its least rounds
  Address counter(int32_t index) const;
  Address saved(size_t look) const;  // the position that a lookaround starts at
  Address base(size_t look) const;   // where its entry is, in bytes

  // --- control
  Label failOf(size_t pc) const { return fails_[pc].value_or(backtrack_); }
  // Goes on at pc; nothing to do where that is what follows.
  void go(size_t pc);
  // Out of the way of what follows, which may not fall into it.
  void later(std::function<void()> part) { later_.push_back(std::move(part)); }
  void callRuntime(const void* function, const std::function<void()>& arguments);

  // --- the stack of choices
  // Pushes {label, rdx, r10}; a failure that comes back to it goes on at `resume`.
  void push(Label resume, bool with_r10);
  void pushChoice(size_t pc);
  void pushEntry(const std::function<void()>& fill);
  // {label, old}, where something may be gone back to.
  void pushUndo(uint32_t label, const Address& old);
  void setCapture(int32_t slot);
  void setCounter(int32_t index, const std::function<void()>& store);

  // --- characters (sets.cpp)
  Address unit(int32_t distance = 0) const { return {rdi, wide_ ? 2 * distance : distance, rdx, static_cast<uint8_t>(wide_ ? 2 : 1)}; }
  void loadUnit(int32_t distance = 0);  // eax
  // Goes on at `member` or `other`, one of which is what follows, by whether the unit in eax is in the set.
  void test(const CharacterSet& s, Target member, Target other);
  void testRanges(const UnitRanges& ranges, Target member, Target other);
  void testTable(const CharacterSet& s, Target member, Target other);
  void testBeyondLatin1(const CharacterSet& s, Target member, Target other);
  // The unit at the position, which there is.
  void require(const Instruction& i, Label otherwise, int32_t distance = 0);
  // Is there a unit, and in the set (-1: not known)?
  void requireStart(int32_t set, Label otherwise);
  size_t singles(size_t pc);
  void compareLetters(size_t pc, size_t count, int32_t distance, Label otherwise);
  // Moves on to the first unit before `limit` that is not accepted. Leaves r10 as it is.
  void skip(const Instruction& body, Register limit);
  void skipBlocks(const UnitRanges& ranges, Register limit, Label end);

  // --- loops and alternatives (loops.cpp)
  void greedyRepeat(size_t pc);
  void giveBack(size_t pc, Label resume);
  void lazyRepeat(size_t pc);
  void branch(size_t pc);
  void loop(size_t pc);

  // --- what looks around (look.cpp)
  void wordBoundary(size_t pc);
  void look(size_t pc);
  void endOfLook(size_t pc, size_t start);
  void reference(size_t pc);

  // Emits what starts at pc; where the next instruction is.
  size_t instruction(size_t pc);

  const Program& program_;
  bool wide_;
  ControlFlow flow_;
  Assembler a_;
  std::vector<Label> labels_;  // of the instructions
  std::vector<Target> fails_;
  std::map<size_t, size_t> look_numbers_;
  std::deque<std::function<void()>> later_;
  Label backtrack_, none_, grow_;
  uint32_t last_undo_;  // the labels up to here say what to restore, larger ones where to go on
  size_t next_ = 0;     // the instruction that follows what is being emitted
  bool in_line_ = true;
};

}  // namespace kiln::regex::x86_64
