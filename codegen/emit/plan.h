// How a program is split into units: LLVM modules that are made, optimised and compiled on their own, in
// parallel, and kept by content (codegen/driver/object_cache.h).
//
// A unit is a stretch of the program's functions in the order of the text. Stretches end where the content
// says so (at the end of a module, or behind a function whose name's hash says so), so that an edit changes
// where the units around it end and no other's. Nothing in a unit depends on what is not in it but for the
// names of what it refers to and the signatures of what it calls: positions count from the start of their
// function, and what has absolute positions is in the tables (FunctionInfo, the records of the modules, the
// sources), which are a part of the last unit.
//
// A program of usual size is one unit at the levels that optimise.
#pragma once
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "codegen/emit/emit.h"
#include "ir/core/ir.h"

namespace kiln::codegen {

// Which of the hidden parameters the body reads.
struct Uses {
  bool callee = false, this_value = false, new_target = false, arguments = false;
};

struct Unit {
  std::string name;  // unique in the program
  std::vector<const ir::Function*> functions;
  size_t weight = 0;  // about its share of the time to compile
};

class Plan {
 public:
  Plan(const ir::Program& program, const EmitOptions& options);

  const ir::Program& program;
  EmitOptions options;

  const std::vector<Unit>& units() const { return units_; }
  bool hasTables(const Unit& unit) const { return &unit == &units_.back(); }
  bool isSplit() const { return units_.size() > 1; }
  const Uses& uses(const ir::Function* function) const { return uses_.at(function); }
  // Whether there is code for calls of its closures, or for the runtime to call.
  bool hasEntry(const ir::Function* function) const {
    return function->escapes || entries_.contains(function);
  }
  // Whether units other than its own call it directly.
  bool isShared(const ir::Function* function) const { return shared_functions_.contains(function); }
  // Whether several units refer to it.
  bool isSharedCell(const std::string& name) const { return shared_cells_.contains(name); }
  static std::string cellOf(const ir::Variable& variable) { return "var." + variable.name; }

 private:
  void partition();
  void findReferences();

  std::vector<Unit> units_;
  std::unordered_map<const ir::Function*, Uses> uses_;
  std::unordered_set<const ir::Function*> entries_, shared_functions_;
  std::unordered_set<std::string> shared_cells_;
};

}  // namespace kiln::codegen
