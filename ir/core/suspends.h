// Where coroutines are suspended, for stack traces.
#pragma once
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

// By the state of the coroutine: the position of its suspend point, from source_start. `resume` is the state machine.
std::vector<uint32_t> suspendOffsets(const Function& resume);

}  // namespace kiln::ir
