// State of the translation that functions share.
#pragma once
#include <unordered_map>

#include "frontend/modules/program.h"
#include "ir/build/symbols.h"
#include "ir/core/ir.h"

namespace kiln::ir {

struct ModuleContext {
  modules::Module* module;
  uint32_t index;  // in ir::Program::modules
};

struct ProgramBuilder {
  ProgramBuilder(modules::Program& program, Program& result) : in(program), out(result) {}

  modules::Program& in;
  Program& out;
  Symbols symbols;
  std::unordered_map<const modules::Module*, uint32_t> module_index;
  std::unordered_map<const sema::Binding*, Variable*> variables;  // ModuleVariable bindings
  std::unordered_map<const ast::Function*, Function*> functions;
  std::unordered_map<const ast::Class*, Function*> default_constructors;
  std::unordered_map<const modules::ResolvedImport*, Variable*>
      import_variables;                                            // CommonJS exports as ESM imports see them
  std::unordered_map<const sema::Binding*, const ast::Class*> private_names;  // -> the class that declares it
  std::vector<std::pair<ast::Function*, ModuleContext*>> pending;  // functions still to be built

  Function* functionFor(ast::Function* source, ModuleContext& module);
  Variable* variableFor(const sema::Binding* binding, ModuleContext& module);
  Instr* readImport(class FunctionBuilder& builder, const modules::ResolvedImport* import);
  // Of a class in the function with the symbol `around`.
  Function* defaultConstructor(ast::Class* definition, ModuleContext& module, const std::string& around);
  Variable* importVariable(const modules::ResolvedImport* import);
  ModuleContext& contextOf(const modules::Module* module);
  static bool isBox(const sema::Binding* binding);
  static bool hasHome(const ast::Function* source);  // the closure carries a home object behind its captures
  std::unordered_map<const modules::Module*, ModuleContext*> contexts;
  bool is_builtin = false;  // compiling the standard library itself
  static uint32_t flagsOf(const ast::Function* source);
};

}  // namespace kiln::ir
