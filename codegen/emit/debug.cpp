#include "codegen/emit/debug.h"

#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/ModuleUtils.h>

namespace kiln::codegen {

using namespace llvm;

DebugPositions::DebugPositions(llvm::Module& module, const ir::Program&) : module_(module), builder_(module) {
  module.addModuleFlag(llvm::Module::Warning, "Debug Info Version", DEBUG_METADATA_VERSION);
  module.addModuleFlag(llvm::Module::Max, "Dwarf Version", 4);
  file_ = builder_.createFile("program.js", ".");
  builder_.createCompileUnit(dwarf::DW_LANG_C, file_, "kiln", true, "", 0, "", DICompileUnit::LineTablesOnly);
  type_ = builder_.createSubroutineType(builder_.getOrCreateTypeArray({}));
}

// The symbol is the name: it is unique, and kept even in line-tables-only debug information.
void DebugPositions::attach(llvm::Function* function, const ir::Function& source) {
  uint32_t line = source.source_start + 1;
  DISubprogram* subprogram = builder_.createFunction(file_, source.symbol, "", file_, line, type_, line, DINode::FlagZero, DISubprogram::SPFlagDefinition);
  function->setSubprogram(subprogram);
  subprograms_.emplace(&source, subprogram);
}

DILocation* DebugPositions::at(llvm::Function* function, const ir::Function& source, ir::SourceLoc loc) {
  uint32_t line = loc.offset == UINT32_MAX ? 0 : loc.offset + 1;
  if (loc.inlined == 0) return DILocation::get(module_.getContext(), line, 0, function->getSubprogram());
  const ir::InlineSite& site = source.inline_sites[loc.inlined - 1];
  DILocation*& call = calls_[{function, loc.inlined}];
  // Distinct: two calls at one place are two activations.
  if (call == nullptr) {
    DILocation* place = at(function, source, site.call);
    call = DILocation::getDistinct(module_.getContext(), place->getLine(), 0, place->getScope(), place->getInlinedAt());
  }
  return DILocation::get(module_.getContext(), line, 0, subprograms_.at(site.callee), call);
}

void DebugPositions::describe(const ir::Function& function, Constant* info) {
  LLVMContext& context = module_.getContext();
  module_.getOrInsertNamedMetadata("kiln.functions")->addOperand(MDNode::get(context, {MDString::get(context, function.symbol), ValueAsMetadata::get(info)}));
  infos_.push_back(cast<GlobalValue>(info));
}

void DebugPositions::finish() {
  builder_.finalize();
  appendToCompilerUsed(module_, infos_);
}

}  // namespace kiln::codegen
