// Where a return address is in the source: one FrameInfo per compiled function in section kiln_pctab, sorted
// by the runtime at first use.
//
// Made from the line table that LLVM writes for the object file (codegen/target/frames.cpp), so a position is
// right whatever the optimiser moved or inlined. Positions are byte offsets from the start of their function
// (FunctionInfo::source_start), turned into line and column when a trace is printed.
#pragma once
#include "runtime/abi/layout.h"

namespace kiln::abi {

// Position of a call: `pc_offset` is the offset of the return address from the function's start, or more. Rows ascend;
// the rows with the smallest pc_offset >= a return address's cover it; other addresses have none of their own. There is one for each function inlined at this
// point, innermost first, and the last is in the function itself.
struct PcRow {
  uint32_t pc_offset;
  uint32_t source_offset;  // from the start of the function
  uint32_t function;  // index into FrameInfo::functions, or kNoFrame: code of the compiler's own, no frame to show
};
inline constexpr uint32_t kNoFrame = 0xffff'ffff;

// Where the machine frame keeps what a function was called on, for as long as it runs: a Value, and with `has_callee`
// behind it the Function*. Not there for functions inlined by ir/passes, and for those that cannot be on the stack while
// anybody looks.
struct ReceiverRow {
  uint32_t function : 31;  // index into FrameInfo::functions
  uint32_t has_callee : 1;
  int32_t frame_offset;  // from the frame pointer, in bytes
};

struct FrameInfo {
  const void* start;
  uint64_t size;  // of the machine code
  const FunctionInfo* function;
  const PcRow* rows;
  uint64_t row_count;
  const FunctionInfo* const* functions;
  const ReceiverRow* receivers;
  uint64_t receiver_count;
  const uint32_t* suspends;  // of a coroutine's second half: by its state, where it is suspended, from the start of the function in the source
  uint64_t suspend_count;
};

}  // namespace kiln::abi
