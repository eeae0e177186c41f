// IR to LLVM IR.
#pragma once
#include <memory>

#include "ir/core/ir.h"

namespace llvm {
class LLVMContext;
class Module;
}  // namespace llvm

namespace kiln::codegen {

struct EmitOptions {
  bool library = false;   // a module of the standard library: no kiln_main_module table
  bool optimise = true;   // inline fast paths
  bool debug = false;     // line tables for debuggers and profilers
};

std::unique_ptr<llvm::Module> emit(const ir::Program& program, llvm::LLVMContext& context, const EmitOptions& options);

}  // namespace kiln::codegen
