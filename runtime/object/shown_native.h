// Natives that stack traces show: those that call others, and those that are known for their errors.
#pragma once
#include "runtime/object/realm.h"

namespace kiln::rt {

// As nativeEntry, but the Args lie at a known place of the frame, and an instruction that does nothing marks the return
// address (frames.cpp looks for both).
#define KILN_NATIVE_MARK 0x4b6e4172
inline constexpr int kArgsBelowFramePointer = 6;  // words
template <Native native>
__attribute__((naked)) Value shownNativeEntry(Function*, Value, Value, uint32_t, const Value*) {
  __asm__(
      "pushq %%rbp\n .cfi_def_cfa_offset 16\n .cfi_offset %%rbp, -16\n movq %%rsp, %%rbp\n .cfi_def_cfa_register %%rbp\n"
      "pushq %%r8\n pushq %%r8\n pushq %%rcx\n pushq %%rdx\n pushq %%rsi\n pushq %%rdi\n"  // the first one aligns
      "movq %%rsp, %%rdi\n callq %P0\n nopl %c1(%%rax)\n leave\n .cfi_def_cfa %%rsp, 8\n retq\n"
      :
      : "i"(native), "i"(KILN_NATIVE_MARK));
}
#define KILN_SHOWN_NATIVE(function) (&::kiln::rt::shownNativeEntry<function>)

}  // namespace kiln::rt
