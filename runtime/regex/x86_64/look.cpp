// What looks around the position: assertions, lookarounds, backreferences.
#include "runtime/regex/native.h"
#include "runtime/regex/x86_64/emitter.h"

namespace kiln::regex::x86_64 {

// r10: whether the character before is one of words, then whether the two differ.
void Emitter::wordBoundary(size_t pc) {
  Label before = a_.newLabel(), behind = a_.newLabel();
  a_.set32(r10, 0);
  a_.test64(rdx);
  a_.jump(Equal, before);
  loadUnit(-1);
  test(wordCharacters(), {}, before);
  a_.set32(r10, 1);
  a_.bind(before);
  a_.compare64(rdx, rsi);
  a_.jump(Equal, behind);
  loadUnit();
  test(wordCharacters(), {}, behind);
  a_.xor32(r10, 1);
  a_.bind(behind);
  a_.test32(r10);
  a_.jump(at(pc).op == Op::WordBoundary ? Equal : NotEqual, failOf(pc));
}

// A simple body fails to where the lookaround stands. Any other has an entry below its choices, at which a failure arrives
// when they are used up.
void Emitter::look(size_t pc) {
  const Instruction& i = at(pc);
  auto behind = static_cast<size_t>(i.a), accept = behind - 1;
  a_.store64(saved(pc), rdx);
  Label failed = a_.newLabel(), fail = failOf(pc);
  if (ControlFlow::isSimple(program_, pc + 1, accept)) {
    for (size_t k = pc + 1; k < accept; ++k) fails_[k] = failed;
  } else {
    a_.move64(rax, r9);
    a_.load64(r11, {r8});
    a_.sub64(rax, r11);
    a_.store64(base(pc), rax);
    push(failed, false);
  }
  go(pc + 1);
  bool negative = i.b != 0;
  later([=, this] {
    a_.bind(failed);
    if (!negative) return a_.jump(fail);
    a_.load64(rdx, saved(pc));
    go(behind);
  });
}

void Emitter::endOfLook(size_t pc, size_t start) {
  const Instruction& i = at(start);
  bool negative = i.b != 0;
  if (!ControlFlow::isSimple(program_, start + 1, pc)) {
    Label refused = a_.newLabel();
    callRuntime(reinterpret_cast<const void*>(&kiln_regex_commit), [&] {
      a_.load64(rdx, base(start));
      a_.move64(rdi, r8);
      a_.move64(rsi, r9);
      a_.set32(rcx, last_undo_);
      if (negative) {
        a_.setOffset(r8, refused, last_undo_ + 1);
      } else {
        a_.set32(r8, 0);
      }
    });
    a_.move64(r9, rax);
    // What the body has captured is undone on the way to the entry with the new label, which then fails.
    if (negative) {
      a_.jump(backtrack_);
      a_.bind(refused);
      a_.jump(failOf(start));
      return;
    }
  } else if (negative) {
    return a_.jump(failOf(start));
  }
  a_.load64(rdx, saved(start));
  go(pc + 1);
}

void Emitter::reference(size_t pc) {
  const Instruction& i = at(pc);
  bool full = program_.flags & (kUnicode | kUnicodeSets);
  uint32_t flags = (i.backward ? 1u : 0) | (i.flag ? 2u : 0) | (full ? 4u : 0);
  auto* function = wide_ ? reinterpret_cast<const void*>(&kiln_regex_reference_utf16)
                         : reinterpret_cast<const void*>(&kiln_regex_reference_latin1);
  callRuntime(function, [&] {
    a_.load32(r8, capture(2 * i.a + 1));
    a_.load32(rcx, capture(2 * i.a));
    a_.set32(r9, flags);
  });
  a_.test32(rax);
  a_.jump(Sign, failOf(pc));
  a_.move32(rdx, rax);
}

}  // namespace kiln::regex::x86_64
