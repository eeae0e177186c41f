// Loops and alternatives.
#include "runtime/regex/native.h"
#include "runtime/regex/x86_64/emitter.h"

namespace kiln::regex::x86_64 {

void Emitter::greedyRepeat(size_t pc) {
  const Instruction& i = at(pc);
  Label fail = failOf(pc);
  bool endless = i.c == INT32_MAX, needs_least = i.b > 0 || !i.d;
  if (needs_least && endless) a_.lea64(r10, {rdx, i.b});
  if (!endless) {
    if (needs_least) {
      a_.lea64(rax, {rdx, i.b});
      a_.store64(least(), rax);
    }
    a_.lea64(r10, {rdx, i.c});
    a_.compare64(r10, rsi);
    a_.moveIfAbove64(r10, rsi);
  }
  skip(at(pc + 1), endless ? rsi : r10);
  if (needs_least && !endless) a_.load64(r10, least());
  if (i.b > 0) {
    a_.compare64(rdx, r10);
    a_.jump(Below, fail);
  }
  if (i.d) return go(pc + 2);
  a_.compare64(rdx, r10);
  a_.jump(Equal, labels_[pc + 2]);
  Label resume = a_.newLabel();
  push(resume, true);
  requireStart(i.e, fail);
  go(pc + 2);
  later([=, this] { giveBack(pc, resume); });
}

// One unit more, down to where what follows can start.
void Emitter::giveBack(size_t pc, Label resume) {
  const Instruction& i = at(pc);
  a_.bind(resume);
  a_.load32(rdx, {r9, 4});
  a_.load32(r10, {r9, 8});
  Label step = a_.newLabel();
  a_.bind(step);
  a_.add64(rdx, -1);
  a_.compare64(rdx, r10);
  a_.jump(Equal, labels_[pc + 2]);
  if (i.e >= 0) {
    loadUnit();
    test(set(i.e), {}, step);
  }
  // The entry stays, with its new position.
  a_.store32({r9, 4}, rdx);
  a_.add64(r9, sizeof(Entry));
  a_.jump(labels_[pc + 2]);
}

void Emitter::lazyRepeat(size_t pc) {
  const Instruction& i = at(pc);
  const Instruction& body = at(pc + 1);
  Label fail = failOf(pc);
  if (i.b > 0) {
    a_.lea64(r10, {rdx, i.b});
    a_.compare64(r10, rsi);
    a_.jump(Above, fail);
    skip(body, r10);
    a_.compare64(rdx, r10);
    a_.jump(NotEqual, fail);
  }
  if (i.c == INT32_MAX) {
    a_.move64(r10, rsi);
  } else {
    a_.lea64(r10, {rdx, i.c - i.b});
    a_.compare64(r10, rsi);
    a_.moveIfAbove64(r10, rsi);
  }
  // Rounds up to where what follows can start: the limit travels in the entry.
  Label rounds = a_.newLabel(), resume = a_.newLabel();
  a_.bind(rounds);
  if (i.e >= 0) {
    Label next = a_.newLabel(), round = a_.newLabel();
    a_.jump(round);
    a_.bind(next);
    a_.compare64(rdx, r10);
    a_.jump(AboveEqual, fail);
    require(body, fail);
    a_.add64(rdx, 1);
    a_.bind(round);
    a_.compare64(rdx, rsi);
    a_.jump(AboveEqual, next);
    loadUnit();
    test(set(i.e), {}, next);
  }
  a_.compare64(rdx, r10);
  a_.jump(AboveEqual, labels_[pc + 2]);
  push(resume, true);
  go(pc + 2);
  later([=, this] {
    a_.bind(resume);
    a_.load32(rdx, {r9, 4});
    a_.load32(r10, {r9, 8});
    require(body, fail);
    a_.add64(rdx, 1);
    a_.jump(rounds);
  });
}

void Emitter::branch(size_t pc) {
  const Instruction& i = at(pc);
  bool last = i.op == Op::BranchLast;
  size_t next = pc + 1, other = static_cast<size_t>(i.a);
  if (i.d) {
    requireStart(i.b, labels_[other]);
    return go(next);
  }
  size_t first = last ? other : next, second = last ? next : other;
  requireStart(last ? i.c : i.b, labels_[second]);
  requireStart(last ? i.b : i.c, labels_[first]);
  pushChoice(second);
  go(first);
}

void Emitter::loop(size_t pc) {
  const Instruction& i = at(pc);
  auto exit = static_cast<size_t>(i.d);
  Label round = a_.newLabel();
  if (i.b > 0 && i.b != i.c) {
    a_.compare32(counter(i.a), i.b);
    a_.jump(Below, round);
  }
  if (i.c != INT32_MAX) {
    a_.compare32(counter(i.a), i.c);
    a_.jump(AboveEqual, labels_[exit]);
  }
  if (i.b == i.c) {
    // No round more or less is possible.
  } else if (i.e >= 0) {
    requireStart(i.e, labels_[exit]);
  } else if (!i.flag) {
    pushChoice(exit);
  } else {
    // Lazily: out first; a round when that has failed.
    Label resume = a_.newLabel();
    push(resume, false);
    a_.jump(labels_[exit]);
    a_.bind(resume);
    a_.load32(rdx, {r9, 4});
  }
  a_.bind(round);
  setCounter(i.a, [&] {
    a_.load32(rax, counter(i.a));
    a_.add32(rax, 1);
    a_.store32(counter(i.a), rax);
  });
  go(pc + 1);
}

}  // namespace kiln::regex::x86_64
