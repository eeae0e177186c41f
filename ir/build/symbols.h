// Names of a program's functions and variables. They depend on what is around a definition, not on what comes
// before it or on other files: machine code that was made of one file, or of a part of it, can be kept when
// something else changes (codegen/emit/plan.h).
#pragma once
#include <string>
#include <unordered_map>

#include "frontend/modules/program.h"

namespace kiln::ir {

class Symbols {
 public:
  // Modules are named before what is in them.
  void add(const modules::Module& module, const modules::Program& program);
  const std::string& stem(const modules::Module* module) const { return stems_.at(module); }
  const std::string& of(const ast::Function* function) const { return functions_.at(function); }
  const std::string& of(const sema::Binding* binding) const { return bindings_.at(binding); }
  // The constructor of a class in `around` that has none in the text.
  std::string defaultConstructor(const std::string& around, const ast::Class* definition);
  std::string import(const modules::ResolvedImport* import);

 private:
  std::string unique(std::string symbol);

  std::unordered_map<const modules::Module*, std::string> stems_;
  std::unordered_map<const ast::Function*, std::string> functions_;
  std::unordered_map<const sema::Binding*, std::string> bindings_;
  std::unordered_map<std::string, uint32_t> used_;
};

}  // namespace kiln::ir
