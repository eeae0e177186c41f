// The way of a JavaScript exception up the stack. The linker puts these functions in the place of the C++
// library's (codegen/link/link.cpp, --wrap), so that `throw`, clean-ups and rethrowing in C++ stay what they
// are. The library's walk goes over the stack twice, first for somebody who catches and then for landing pads,
// and reads the tables of every frame anew each time. Here it goes once, since somebody always catches what
// JavaScript throws, and remembers what it read about each return address.
//
// Exceptions of other types, and whatever the tables say that is not understood here, are left to the
// library. That may be found out anywhere on the way: nothing has changed then, and the library starts where
// this walk started.
#include "runtime/ops/unwind.h"

#include <unwind.h>

#include <cstddef>
#include <cstdlib>
#include <exception>

extern "C" const char kiln_thrown_type[] __asm__("_ZTIN4kiln2rt6ThrownE");  // typeid(Thrown)

namespace kiln::rt {
namespace {

struct Registers {
  uintptr_t saved[kSavedRegisters];
  uintptr_t address;  // where the called function returns to
};

// The word of the Itanium C++ ABI's __cxa_exception that lies so many words before the unwinder's header.
void*& headerWord(_Unwind_Exception* exception, ptrdiff_t before) {
  return *(reinterpret_cast<void**>(exception) - before);
}
constexpr ptrdiff_t kExceptionType = 10, kAdjustedPointer = 1;
constexpr _Unwind_Exception_Class kCxx = 0x474e5543432b2b00;  // "GNUCC++\0"

bool isThrown(_Unwind_Exception* exception) {
  return exception->exception_class == kCxx && headerWord(exception, kExceptionType) == kiln_thrown_type;
}

// Direct-mapped by the return address. Only the thread of JavaScript throws JavaScript's exceptions. Not in
// static memory, which the collector would scan.
constexpr size_t kCached = 1024;
UnwindStep* steps = nullptr;

const UnwindStep& stepAt(uintptr_t address) {
  UnwindStep& step = steps[(address ^ address >> 10) % kCached];
  if (step.address != address) [[unlikely]]
    step = readUnwindStep(address, kiln_thrown_type);
  return step;
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

// Goes on at `landing` as if the calls above it had returned.
[[noreturn]] void kiln_land(const uintptr_t* saved, uintptr_t stack_pointer, uintptr_t landing,
                            _Unwind_Exception* exception, int64_t selector);

// Leaves frames, or returns if the library has to. `stack_pointer` is the caller's, after the return.
void kiln_unwind(_Unwind_Exception* exception, const Registers* entry) {
  if (!isThrown(exception)) return;
  if (steps == nullptr) [[unlikely]] {
    steps = static_cast<UnwindStep*>(std::calloc(kCached, sizeof(UnwindStep)));
    if (steps == nullptr) return;
  }
  Registers at = *entry;
  auto stack_pointer = reinterpret_cast<uintptr_t>(entry + 1);
  for (;;) {
    const UnwindStep& step = stepAt(at.address);
    if (!step.known) return;
    if (step.landing != 0) {
      exception->private_1 = 0;  // not in the library's hands
      headerWord(exception, kAdjustedPointer) = exception + 1;
      kiln_land(at.saved, stack_pointer, step.landing, exception, step.selector);
    }
    uintptr_t end = (step.from_frame_pointer ? at.saved[kFramePointer] : stack_pointer) +
                    static_cast<uintptr_t>(static_cast<intptr_t>(step.cfa_offset));
    const auto* words = reinterpret_cast<const uintptr_t*>(end);
    for (size_t i = 0; i < kSavedRegisters; ++i) {
      if (step.saved[i] != 0) at.saved[i] = words[step.saved[i]];
    }
    at.address = words[-1];
    stack_pointer = end;
  }
}

// A clean-up is done and nobody catches, not even the library could go on.
[[noreturn]] void kiln_uncaught() {
  std::terminate();
}
}

// Registers as the struct has them, below the return address; the exception is the word below. They are put
// back when the walk returns.
#define KILN_WALK                                                                                  \
  "  pushq %r15\n  .cfi_adjust_cfa_offset 8\n  pushq %r14\n  .cfi_adjust_cfa_offset 8\n"           \
  "  pushq %r13\n  .cfi_adjust_cfa_offset 8\n  pushq %r12\n  .cfi_adjust_cfa_offset 8\n"           \
  "  pushq %rbp\n  .cfi_adjust_cfa_offset 8\n  pushq %rbx\n  .cfi_adjust_cfa_offset 8\n"           \
  "  pushq %rdi\n  .cfi_adjust_cfa_offset 8\n  leaq 8(%rsp), %rsi\n  call kiln_unwind\n"           \
  "  popq %rdi\n  .cfi_adjust_cfa_offset -8\n  popq %rbx\n  .cfi_adjust_cfa_offset -8\n"           \
  "  popq %rbp\n  .cfi_adjust_cfa_offset -8\n  popq %r12\n  .cfi_adjust_cfa_offset -8\n"           \
  "  popq %r13\n  .cfi_adjust_cfa_offset -8\n  popq %r14\n  .cfi_adjust_cfa_offset -8\n"           \
  "  popq %r15\n  .cfi_adjust_cfa_offset -8\n"
#define KILN_WRAP(name, rest)                                                    \
  ".globl __wrap_" name "\n.hidden __wrap_" name "\n.type __wrap_" name          \
  ", @function\n__wrap_" name ":\n  .cfi_startproc\n" KILN_WALK rest             \
  "  .cfi_endproc\n.size __wrap_" name ", . - __wrap_" name "\n"

__asm__(
    ".section .text.kiln_unwind, \"ax\", @progbits\n"
    // clang-format off
    KILN_WRAP("_Unwind_RaiseException", "  jmp __real__Unwind_RaiseException\n")
    KILN_WRAP("_Unwind_Resume_or_Rethrow", "  jmp __real__Unwind_Resume_or_Rethrow\n")
    // The library did not begin with this exception: it has to look for who catches first.
    KILN_WRAP("_Unwind_Resume",
              "  cmpq $0, 16(%rdi)\n"  // private_1
              "  jne __real__Unwind_Resume\n"
              "  subq $8, %rsp\n  .cfi_adjust_cfa_offset 8\n"
              "  call __real__Unwind_Resume_or_Rethrow\n  call kiln_uncaught\n")
    // clang-format on
    ".hidden kiln_land\n.type kiln_land, @function\nkiln_land:\n  .cfi_startproc\n"
    "  movq (%rdi), %rbx\n  movq 8(%rdi), %rbp\n  movq 16(%rdi), %r12\n  movq 24(%rdi), %r13\n"
    "  movq 32(%rdi), %r14\n  movq 40(%rdi), %r15\n  movq %rsi, %rsp\n"
    "  movq %rcx, %rax\n  movq %rdx, %rcx\n  movq %r8, %rdx\n  jmp *%rcx\n"
    "  .cfi_endproc\n.size kiln_land, . - kiln_land\n.text\n");
