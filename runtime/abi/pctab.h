// Where a return address is in the source: one FrameInfo per compiled function in section kiln_pctab, sorted
// by the runtime at first use.
#pragma once
#include "runtime/abi/layout.h"

namespace kiln::abi {

// Position of a call: `pc_offset` is the offset of the return address from the function's start.
struct PcRow {
  uint32_t pc_offset;
  uint32_t line;    // 1-based
  uint32_t column;  // 1-based, UTF-16
};
struct FrameInfo {
  const void* start;
  uint64_t size;  // of the machine code
  const FunctionInfo* function;
  const PcRow* rows;  // ascending pc_offset; the row with the smallest offset >= the address's covers it
  uint64_t row_count;
};

}  // namespace kiln::abi
