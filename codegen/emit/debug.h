// Source positions of the code, as LLVM debug locations; codegen/target/frames.cpp reads them back from the
// object file. Usually the `line` of a location is a byte offset from the start of its function plus one (0:
// none), its column is 0: that is small and exact, and no other function's text changes it. With -g they are
// the real line and column, for debuggers; only files with lines that are longer than LLVM's columns can
// count (65535: minified ones) stay with offsets.
#pragma once
#include <llvm/IR/DIBuilder.h>

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ir/core/ir.h"

namespace kiln::codegen {

class UnitEmitter;

class DebugPositions {
 public:
  DebugPositions(UnitEmitter& unit, bool debuggers);
  void attach(llvm::Function* function, const ir::Function& source);
  // `loc` without an offset: no position, and none of a neighbour's.
  // `source` is the function that `loc` belongs to.
  llvm::DILocation* at(llvm::Function* function, const ir::Function& source, ir::SourceLoc loc);
  void finish();

 private:
  UnitEmitter& unit_;
  llvm::Module& module_;
  llvm::DIBuilder builder_;
  struct Source {
    llvm::DIFile* file;
    std::vector<uint32_t> lines;  // where each starts; empty: positions are offsets
  };
  const Source& sourceOf(uint32_t module);
  llvm::DISubprogram* make(const ir::Function& source);
  llvm::DISubprogram* subprogramOf(const ir::Function& source);
  void describe(const ir::Function& source);

  const ir::Program& program_;
  bool debuggers_;
  std::unordered_map<uint32_t, Source> sources_;
  std::unordered_map<const llvm::DIFile*, const Source*> by_file_;
  llvm::DIFile* file_;
  llvm::DISubroutineType* type_;
  std::unordered_map<const ir::Function*, llvm::DISubprogram*> subprograms_;
  std::unordered_set<const llvm::DISubprogram*> attached_;
  std::unordered_set<const ir::Function*> described_;
  std::map<std::pair<llvm::Function*, uint32_t>, llvm::DILocation*> calls_;  // by function and inline site
  std::vector<llvm::GlobalValue*> infos_;
};

}  // namespace kiln::codegen
