#include "codegen/target/target.h"

#include <llvm/Analysis/TargetTransformInfo.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>

#include <memory>

namespace kiln::codegen {

using namespace llvm;

namespace {

// x86-64-v2 (2009 and later): SSE4.1 rounding for Math.floor and the like, without asking for AVX.
constexpr const char* kCpu = "x86-64-v2";

OptimizationLevel levelOf(Level level) {
  switch (level) {
    case Level::O0: return OptimizationLevel::O0;
    case Level::O1: return OptimizationLevel::O1;
    case Level::O2: return OptimizationLevel::O2;
    case Level::O3: return OptimizationLevel::O3;
    case Level::Os: return OptimizationLevel::Os;
  }
  return OptimizationLevel::O2;
}

}  // namespace

void initialiseTarget() {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
}

std::string printModule(const llvm::Module& module) {
  std::string text;
  raw_string_ostream out(text);
  module.print(out, nullptr);
  return text;
}

std::string verifyModule(const llvm::Module& module) {
  std::string text;
  raw_string_ostream out(text);
  if (!verifyModule(module, &out)) return "";
  return text;
}

bool compileToObject(llvm::Module& module, Level level, std::string* object, std::string* error) {
  const llvm::Target* target = TargetRegistry::lookupTarget(module.getTargetTriple(), *error);
  if (target == nullptr) return false;
  TargetOptions options;
  options.FunctionSections = options.DataSections = true;
  options.UniqueSectionNames = false;
  CodeGenOptLevel codegen = level == Level::O0 ? CodeGenOptLevel::None : level == Level::O3 ? CodeGenOptLevel::Aggressive : CodeGenOptLevel::Default;
  std::unique_ptr<TargetMachine> machine(
      target->createTargetMachine(module.getTargetTriple(), kCpu, "", options, Reloc::Static, CodeModel::Small, codegen));
  module.setDataLayout(machine->createDataLayout());
  if (level != Level::O0) {
    LoopAnalysisManager loops;
    FunctionAnalysisManager functions;
    CGSCCAnalysisManager components;
    ModuleAnalysisManager modules;
    PassBuilder builder(machine.get());
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(components);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, components, modules);
    builder.buildPerModuleDefaultPipeline(levelOf(level)).run(module, modules);
  }
  SmallVector<char, 0> buffer;
  raw_svector_ostream out(buffer);
  legacy::PassManager emitter;
  if (machine->addPassesToEmitFile(emitter, out, nullptr, CodeGenFileType::ObjectFile)) {
    *error = "LLVM cannot write object files for this target";
    return false;
  }
  emitter.run(module);
  object->assign(buffer.data(), buffer.size());
  return true;
}

}  // namespace kiln::codegen
