#include "codegen/emit/debug.h"

#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/ModuleUtils.h>

#include <algorithm>

#include "codegen/emit/emitter.h"
#include "ir/core/printer.h"
#include "ir/core/suspends.h"

namespace kiln::codegen {

using namespace llvm;

DebugPositions::DebugPositions(UnitEmitter& unit, bool debuggers)
    : unit_(unit),
      module_(unit.module),
      builder_(unit.module),
      program_(unit.program),
      debuggers_(debuggers) {
  module_.addModuleFlag(llvm::Module::Warning, "Debug Info Version", DEBUG_METADATA_VERSION);
  module_.addModuleFlag(llvm::Module::Max, "Dwarf Version", 4);
  file_ = builder_.createFile("program.js", ".");
  DIFile* main = debuggers ? sourceOf(program_.main_module).file : file_;
  builder_.createCompileUnit(dwarf::DW_LANG_C, main, "kiln", true, "", 0, "",
                             debuggers ? DICompileUnit::FullDebug : DICompileUnit::LineTablesOnly);
  type_ = builder_.createSubroutineType(builder_.getOrCreateTypeArray({}));
}

const DebugPositions::Source& DebugPositions::sourceOf(uint32_t module) {
  auto [it, fresh] = sources_.try_emplace(module);
  Source& source = it->second;
  if (!fresh) return source;
  source.file = file_;
  if (debuggers_) {
    const ir::ModuleRecord& record = program_.modules[module];
    size_t slash = record.path.rfind('/');
    source.file = slash == std::string::npos
                      ? builder_.createFile(record.path, ".")
                      : builder_.createFile(record.path.substr(slash + 1), record.path.substr(0, slash));
    source.lines.push_back(0);
    constexpr size_t kLongest = 65535;
    for (size_t at = 0; at < record.source.size(); ++at) {
      if (record.source[at] == '\n') source.lines.push_back(static_cast<uint32_t>(at + 1));
      if (at - source.lines.back() < kLongest || record.source[at] == '\n') continue;
      source.lines.clear();
      break;
    }
  }
  by_file_[source.file] = &source;
  // frames.cpp turns line and column into offsets again.
  LLVMContext& context = module_.getContext();
  StringRef bytes(reinterpret_cast<const char*>(source.lines.data()), source.lines.size() * sizeof(uint32_t));
  module_.getOrInsertNamedMetadata("kiln.lines")
      ->addOperand(MDNode::get(
          context, {MDString::get(context, program_.modules[module].symbol), MDString::get(context, bytes)}));
  return source;
}

namespace {

struct Position {
  uint32_t line, column;
};

Position positionIn(const std::vector<uint32_t>& lines, uint32_t offset, const ir::Function& function) {
  if (lines.empty()) return {offset - function.source_start + 1, 0};
  auto next = std::upper_bound(lines.begin(), lines.end(), offset);
  return {static_cast<uint32_t>(next - lines.begin()), offset - *std::prev(next) + 1};
}

}  // namespace

// The symbol is the name (with -g the linkage name): it is unique, and kept even in line-tables-only debug
// information.
DISubprogram* DebugPositions::make(const ir::Function& source) {
  describe(source);
  const Source& text = sourceOf(source.module);
  uint32_t line = positionIn(text.lines, source.source_start, source).line;
  StringRef name = source.symbol, linkage;
  std::string shown;
  if (debuggers_) {
    linkage = name;
    if (source.name != nullptr) shown = ir::quote(source.name);
    if (shown.size() >= 2) shown = shown.substr(1, shown.size() - 2);
    name = shown.empty() ? "(anonymous)" : StringRef(shown);
  }
  return builder_.createFunction(text.file, name, linkage, text.file, line, type_, line, DINode::FlagZero,
                                 DISubprogram::SPFlagDefinition);
}

// One for each function; those whose bodies are inlined here need not be in the unit.
DISubprogram* DebugPositions::subprogramOf(const ir::Function& source) {
  DISubprogram*& known = subprograms_[&source];
  if (known == nullptr) known = make(source);
  return known;
}

void DebugPositions::attach(llvm::Function* function, const ir::Function& source) {
  DISubprogram* subprogram = subprogramOf(source);
  // The other entry's: no two functions have one.
  if (!attached_.insert(subprogram).second) subprogram = make(source);
  function->setSubprogram(subprogram);
}

DILocation* DebugPositions::at(llvm::Function* function, const ir::Function& source, ir::SourceLoc loc) {
  DISubprogram* scope = function->getSubprogram();
  DILocation* inlined_at = nullptr;
  const ir::Function* owner = &source;
  if (loc.inlined != 0) {
    const ir::InlineSite& site = source.inline_sites[loc.inlined - 1];
    DILocation*& call = calls_[{function, loc.inlined}];
    // Distinct: two calls at one place are two activations.
    if (call == nullptr) {
      DILocation* place = at(function, source, site.call);
      call = DILocation::getDistinct(module_.getContext(), place->getLine(), place->getColumn(),
                                     place->getScope(), place->getInlinedAt());
    }
    scope = subprogramOf(*site.callee);
    owner = site.callee;
    inlined_at = call;
  }
  Position position{0, 0};
  if (loc.offset != UINT32_MAX)
    position = positionIn(by_file_.at(scope->getFile())->lines, loc.offset, *owner);
  return DILocation::get(module_.getContext(), position.line, position.column, scope, inlined_at);
}

// Tells frames.cpp which FunctionInfo a subprogram belongs to.
void DebugPositions::describe(const ir::Function& source) {
  if (!described_.insert(&source).second) return;
  Constant* info = unit_.functionInfo(source.resume_of != nullptr ? source.resume_of : &source);
  // Where the function starts only matters where positions do not count from there.
  uint32_t start = sourceOf(source.module).lines.empty() ? 0 : source.source_start;
  LLVMContext& context = module_.getContext();
  std::vector<uint32_t> suspends;
  if (source.resume_of != nullptr) suspends = ir::suspendOffsets(source);
  StringRef suspend_bytes(reinterpret_cast<const char*>(suspends.data()), suspends.size() * sizeof(uint32_t));
  module_.getOrInsertNamedMetadata("kiln.functions")
      ->addOperand(MDNode::get(context, {MDString::get(context, source.symbol), ValueAsMetadata::get(info),
                                         MDString::get(context, program_.modules[source.module].symbol),
                                         MDString::get(context, std::to_string(start)), MDString::get(context, suspend_bytes)}));
  infos_.push_back(cast<GlobalValue>(info));
}

void DebugPositions::finish() {
  builder_.finalize();
  appendToCompilerUsed(module_, infos_);
}

}  // namespace kiln::codegen
