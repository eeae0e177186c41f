// AST to IR: the linked program of frontend/modules becomes one ir::Program.
#pragma once
#include <memory>

#include "frontend/modules/program.h"
#include "ir/core/ir.h"

namespace kiln::ir {

// Diagnostics (unsupported constructs) go to program.diagnostics; the result is usable only if that has no
// errors.
std::unique_ptr<Program> build(modules::Program& program);

}  // namespace kiln::ir
