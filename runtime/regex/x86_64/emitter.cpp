// A pattern's program to one function, an instruction after the other, as codegen/emit/regex.cpp makes it through LLVM: the
// stack of choices is in memory, never the machine's own. A failure takes the top entry; its label is either what to restore,
// or the distance of the code to go on with.
//
// rdi: text; rsi: its length; rdx: position; rcx: captures; r8: the stack; r9: its top. rax, r10 and r11 are free: the
// unit that is tested, the limit of a loop, an address. Nothing that is called throws.
#include "runtime/regex/x86_64/emitter.h"

#include <cstddef>
#include <iterator>

#include "runtime/regex/native.h"

namespace kiln::regex::x86_64 {
namespace {

constexpr int32_t kFirstFree = -16;  // behind start() and least()
constexpr int32_t kEntrySize = sizeof(Entry);
constexpr Register kLive[] = {rdi, rsi, rdx, rcx, r8, r9, r10};

}  // namespace

Emitter::Emitter(const Program& program, bool wide)
    : program_(program), wide_(wide), flow_(program), fails_(program.code.size()) {
  for (size_t pc = 0; pc < size(); ++pc) labels_.push_back(a_.newLabel());
  backtrack_ = a_.newLabel();
  none_ = a_.newLabel();
  grow_ = a_.newLabel();
  if (!flow_.has_choices) backtrack_ = none_;
  for (const auto& [accept, start] : flow_.looks) look_numbers_.emplace(start, look_numbers_.size());
  last_undo_ = 2 * (program.group_count - 1) + program.register_count;
}

std::vector<uint8_t> Emitter::run() {
  prologue();
  for (size_t pc = 0; pc < size();) pc = instruction(pc);
  in_line_ = false;
  for (size_t k = 0; k < later_.size(); ++k) later_[k]();  // which may add more
  epilogue();
  return a_.finish();
}

Address Emitter::saved(size_t look) const {
  return {rbp, kFirstFree - 16 * static_cast<int32_t>(look_numbers_.at(look)) - 8};
}
Address Emitter::base(size_t look) const {
  return {rbp, kFirstFree - 16 * static_cast<int32_t>(look_numbers_.at(look)) - 16};
}
Address Emitter::counter(int32_t index) const {
  auto looks = static_cast<int32_t>(look_numbers_.size()), count = static_cast<int32_t>(program_.register_count);
  return {rbp, kFirstFree - 16 * looks - 4 * (count - index)};
}

void Emitter::prologue() {
  a_.push(rbp);
  a_.move64(rbp, rsp);
  int32_t size = -counter(0).offset;
  a_.add64(rsp, -((size + 15) / 16 * 16));
  a_.move32(rsi, rsi);
  a_.move32(rdx, rdx);
  a_.store64(start(), rdx);
  for (uint32_t k = 0; k < program_.register_count; ++k) a_.store32(counter(static_cast<int32_t>(k)), 0);
  for (uint32_t group = 1; group < program_.group_count; ++group) a_.store64(capture(static_cast<int32_t>(2 * group)), -1);
  if (!flow_.has_choices) return;
  // The bottom entry has label 0, which ends the attempt.
  a_.load64(r9, {r8});
  a_.store32({r9}, 0);
  a_.add64(r9, kEntrySize);
}

void Emitter::result(int32_t value) {
  a_.set32(rax, static_cast<uint32_t>(value));
  a_.leaveAndReturn();
}

void Emitter::epilogue() {
  a_.bind(none_);
  result(0);
  if (!flow_.has_choices) return;
  a_.bind(backtrack_);
  a_.add64(r9, -kEntrySize);
  a_.load32(rax, {r9});
  Label undo = a_.newLabel(), counters = a_.newLabel();
  a_.compare32(rax, static_cast<int32_t>(last_undo_));
  a_.jump(BelowEqual, undo);
  a_.addressOfStart(r11, -static_cast<int32_t>(last_undo_ + 1));
  a_.add64(rax, r11);
  a_.jump(rax);
  a_.bind(undo);
  a_.test32(rax);
  a_.jump(Equal, none_);
  a_.load32(r11, {r9, 4});
  auto first_counter = static_cast<int32_t>(2 * (program_.group_count - 1)) + 1;
  a_.compare32(rax, first_counter);
  a_.jump(AboveEqual, counters);
  a_.store32({rcx, 4, rax, 4}, r11);
  a_.jump(backtrack_);
  a_.bind(counters);
  a_.store32({rbp, counter(0).offset - 4 * first_counter, rax, 4}, r11);
  a_.jump(backtrack_);
  // A fuller stack: r9 is where its top is then. Called from within the code.
  a_.bind(grow_);
  for (Register r : kLive) {
    if (r != r9) a_.push(r);
  }
  a_.push(rax);
  a_.move64(rdi, r8);
  a_.move64(rsi, r9);
  a_.call(reinterpret_cast<const void*>(&kiln_regex_grow));
  a_.move64(r9, rax);
  a_.pop(rax);
  for (size_t k = std::size(kLive); k-- > 0;) {
    if (kLive[k] != r9) a_.pop(kLive[k]);
  }
  a_.test64(r9);
  Label full = a_.newLabel();
  a_.jump(Equal, full);
  a_.returnToCaller();
  a_.bind(full);
  result(-1);
}

void Emitter::go(size_t pc) {
  if (!in_line_ || pc != next_) a_.jump(labels_[pc]);
}

// The result is in rax; the other registers are kept.
void Emitter::callRuntime(const void* function, const std::function<void()>& arguments) {
  for (Register r : kLive) a_.push(r);
  a_.push(r10);
  arguments();
  a_.call(function);
  a_.pop(r10);
  for (size_t k = std::size(kLive); k-- > 0;) a_.pop(kLive[k]);
}

void Emitter::pushEntry(const std::function<void()>& fill) {
  Label full = a_.newLabel(), room = a_.newLabel();
  a_.compare64(r9, {r8, offsetof(EntryStack, limit)});
  a_.jump(Equal, full);
  a_.bind(room);
  fill();
  a_.add64(r9, kEntrySize);
  later([=, this] {
    a_.bind(full);
    a_.call(grow_);
    a_.jump(room);
  });
}

void Emitter::push(Label resume, bool with_r10) {
  pushEntry([&] {
    a_.storeOffset({r9}, resume, last_undo_ + 1);
    a_.store32({r9, 4}, rdx);
    if (with_r10) a_.store32({r9, 8}, r10);
  });
}

void Emitter::pushChoice(size_t pc) {
  Label resume = a_.newLabel();
  push(resume, false);
  later([=, this] {
    a_.bind(resume);
    a_.load32(rdx, {r9, 4});
    go(pc);
  });
}

// Without a choice to come back to nothing has to be undone.
void Emitter::pushUndo(uint32_t label, const Address& old) {
  if (!flow_.has_choices) return;
  Label done = a_.newLabel();
  a_.load64(rax, {r8});
  a_.add64(rax, kEntrySize);
  a_.compare64(r9, rax);
  a_.jump(Equal, done);
  pushEntry([&] {
    a_.load32(rax, old);
    a_.store32({r9}, static_cast<int32_t>(label));
    a_.store32({r9, 4}, rax);
  });
  a_.bind(done);
}

void Emitter::setCapture(int32_t slot) {
  pushUndo(static_cast<uint32_t>(slot - 1), capture(slot));
  a_.store32(capture(slot), rdx);
}

void Emitter::setCounter(int32_t index, const std::function<void()>& store) {
  pushUndo(2 * (program_.group_count - 1) + 1 + static_cast<uint32_t>(index), counter(index));
  store();
}

size_t Emitter::instruction(size_t pc) {
  const Instruction& i = at(pc);
  a_.bind(labels_[pc]);
  next_ = pc + 1;
  Label fail = failOf(pc);
  switch (i.op) {
    case Op::Char:
    case Op::Any:
    case Op::All:
    case Op::Set:
      if (!i.backward) return singles(pc);
      a_.test64(rdx);
      a_.jump(Equal, fail);
      require(i, fail, -1);
      a_.add64(rdx, -1);
      break;
    case Op::TextStart:
      a_.test64(rdx);
      a_.jump(NotEqual, fail);
      break;
    case Op::TextEnd:
      a_.compare64(rdx, rsi);
      a_.jump(NotEqual, fail);
      break;
    case Op::LineStart:
    case Op::LineEnd: {
      Label done = a_.newLabel();
      if (i.op == Op::LineStart) {
        a_.test64(rdx);
      } else {
        a_.compare64(rdx, rsi);
      }
      a_.jump(Equal, done);
      loadUnit(i.op == Op::LineStart ? -1 : 0);
      test(notLineTerminators(), fail, {});
      a_.bind(done);
      break;
    }
    case Op::WordBoundary:
    case Op::NotWordBoundary:
      wordBoundary(pc);
      break;
    case Op::Save:
      // The match itself is stored when all has matched.
      if (i.a > 1) setCapture(i.a);
      break;
    case Op::ClearCaptures:
      for (int32_t slot = 2 * i.a; slot < 2 * i.b; ++slot) {
        Label clear = a_.newLabel();
        a_.compare32(capture(slot), -1);
        a_.jump(Equal, clear);
        pushUndo(static_cast<uint32_t>(slot - 1), capture(slot));
        a_.store32(capture(slot), -1);
        a_.bind(clear);
      }
      break;
    case Op::Branch:
    case Op::BranchLast:
      branch(pc);
      return pc + 1;
    case Op::Jump:
      go(static_cast<size_t>(i.a));
      return pc + 1;
    case Op::SetCounter:
      setCounter(i.a, [&] { a_.store32(counter(i.a), 0); });
      break;
    case Op::Loop:
      loop(pc);
      return pc + 1;
    case Op::MarkPosition:
      setCounter(i.a, [&] { a_.store32(counter(i.a), rdx); });
      break;
    case Op::CheckProgress: {
      a_.load32(rax, counter(i.a));
      a_.compare32(rax, rdx);
      if (i.b < 0) {
        a_.jump(Equal, fail);
        break;
      }
      Label moved = a_.newLabel();
      a_.jump(NotEqual, moved);
      a_.compare32(counter(i.b), i.c);
      a_.jump(Above, fail);
      a_.bind(moved);
      break;
    }
    case Op::Repeat:
      next_ = pc + 2;
      i.flag ? lazyRepeat(pc) : greedyRepeat(pc);
      return pc + 2;
    case Op::BackReference:
      reference(pc);
      break;
    case Op::Look:
      look(pc);
      return pc + 1;
    case Op::Accept:
      if (auto start = flow_.looks.find(pc); start != flow_.looks.end()) {
        endOfLook(pc, start->second);
        return pc + 1;
      }
      a_.load64(rax, start());
      a_.store32(capture(0), rax);
      a_.store32(capture(1), rdx);
      result(1);
      return pc + 1;
  }
  go(pc + 1);
  return pc + 1;
}

}  // namespace kiln::regex::x86_64
