#include "codegen/target/pipeline.h"

#include <llvm/IR/Module.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Passes/StandardInstrumentations.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/Scalar/ADCE.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

#include <optional>

namespace kiln::codegen {

using namespace llvm;

namespace {

OptimizationLevel levelOf(Level level) {
  switch (level) {
    case Level::O0:
      return OptimizationLevel::O0;
    case Level::O1:
      return OptimizationLevel::O1;
    case Level::O2:
      return OptimizationLevel::O2;
    case Level::O3:
      return OptimizationLevel::O3;
    case Level::Os:
      return OptimizationLevel::Os;
  }
  return OptimizationLevel::O2;
}

// The tests and calls of a generic operation are what they are when codegen has emitted them; what is left is to merge
// the blocks, and to do a test once that is made twice.
FunctionPassManager passesOfPlain() {
  FunctionPassManager passes;
  passes.addPass(SimplifyCFGPass());
  passes.addPass(EarlyCSEPass());
  passes.addPass(ADCEPass());
  return passes;
}

}  // namespace

void optimise(llvm::Module& module, TargetMachine& machine, Level level) {
  if (level == Level::O0) return;
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager components;
  ModuleAnalysisManager modules;
  PassInstrumentationCallbacks callbacks;
  OptNoneInstrumentation skips_plain(/*DebugLogging=*/false);
  skips_plain.registerCallbacks(callbacks);
  PassBuilder builder(&machine, PipelineTuningOptions(), std::nullopt, &callbacks);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  for (Function& function : module) {
    if (function.isDeclaration() || !function.hasFnAttribute(kPlainAttribute)) continue;
    function.addFnAttr(Attribute::OptimizeNone);
    function.addFnAttr(Attribute::NoInline);
  }
  builder.buildPerModuleDefaultPipeline(levelOf(level)).run(module, modules);
  FunctionPassManager few = passesOfPlain();
  for (Function& function : module) {
    if (!function.hasFnAttribute(Attribute::OptimizeNone)) continue;
    function.removeFnAttr(Attribute::OptimizeNone);
    function.removeFnAttr(Attribute::NoInline);
    few.run(function, functions);
  }
}

}  // namespace kiln::codegen
