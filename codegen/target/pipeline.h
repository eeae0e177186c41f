// LLVM's optimiser over one module.
#pragma once
#include "codegen/target/target.h"

namespace llvm {
class TargetMachine;
}

namespace kiln::codegen {

// Runs the passes of `level`. Functions with kPlainAttribute get few, which take a fifth of the time; a module's others
// are never inlined into them, nor they into others.
void optimise(llvm::Module& module, llvm::TargetMachine& machine, Level level);

}  // namespace kiln::codegen
