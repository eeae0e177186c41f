// How one frame of the stack is left: what the compilers' tables (.eh_frame, exception tables) say about a
// return address, for the walk of unwind.cpp.
#pragma once
#include <cstddef>
#include <cstdint>

namespace kiln::rt {

// The registers that calls preserve, in this order: rbx, rbp, r12, r13, r14, r15.
inline constexpr size_t kSavedRegisters = 6;
inline constexpr size_t kFramePointer = 1;

struct UnwindStep {
  uintptr_t address;  // the return address
  uintptr_t landing;  // where to go on for what is thrown through this frame; 0: the frame has no interest in it
  int32_t cfa_offset;  // from the stack pointer or the frame pointer to the frame's end, in bytes
  int32_t selector;    // what the landing pad is told: 0, to clean up; else the number of a catch clause
  int16_t saved[kSavedRegisters];  // where the caller's registers are, in words from the frame's end; 0: untouched
  bool from_frame_pointer;
  bool known;  // false: the tables say something that the C++ library has to interpret
};

// Reads the tables. `thrown` is the address of the type_info of what is thrown.
UnwindStep readUnwindStep(uintptr_t address, const void* thrown);

}  // namespace kiln::rt
