// IR to LLVM IR.
#pragma once
#include <memory>

namespace llvm {
class LLVMContext;
class Module;
}  // namespace llvm

namespace kiln::codegen {

class Plan;
struct Unit;

struct EmitOptions {
  bool library = false;    // a module of the standard library: no kiln_main_module table
  bool optimise = true;    // inline fast paths
  bool debug = false;      // line tables for debuggers and profilers
  size_t unit_weight = 0;  // largest of a unit (plan.cpp); 0: the usual. Tests split small programs with it
};

// Units of one plan may be emitted at the same time, each in a context of its own.
std::unique_ptr<llvm::Module> emit(const Plan& plan, const Unit& unit, llvm::LLVMContext& context);

}  // namespace kiln::codegen
