// LLVM's optimiser over one module.
#pragma once
#include "codegen/target/target.h"

namespace llvm {
class TargetMachine;
}

namespace kiln::codegen {

// Runs the passes of `level`; over functions with kPlainAttribute only a few, in a fifth of the time. Those are neither inlined
// nor inlined into.
void optimise(llvm::Module& module, llvm::TargetMachine& machine, Level level);

}  // namespace kiln::codegen
