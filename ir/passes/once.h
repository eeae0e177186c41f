// Code that runs once: of modules' bodies, and of functions that only such code calls, what is in no cycle. Caches would
// be filled there and never asked; together they are a good part of the memory that a large program touches at its start.
#pragma once
#include "ir/core/ir.h"

namespace kiln::ir {

// Marks the sites there (Instr::once).
void markOnceSites(Program& program);

}  // namespace kiln::ir
