// §16.1.7 GlobalDeclarationInstantiation: scripts declare their names in the realm, by name.
#include <algorithm>
#include <unordered_map>

#include "ir/build/function_builder.h"

namespace kiln::ir {

using sema::Binding;
using sema::BindingKind;
using sema::Storage;

void FunctionBuilder::buildScriptBody() {
  prologue();
  sema::Scope* scope = source_->info->parameter_scope;
  for (Binding* binding : scope->bindings) {
    bool hidden = binding->kind == BindingKind::This || binding->kind == BindingKind::NewTarget ||
                  binding->kind == BindingKind::HomeObject || binding->kind == BindingKind::ActiveFunction;
    if (!hidden) declareBinding(binding);
  }
  at(source_->span);
  instantiateGlobals(scope, false);
  statements(source_->body);
  finishBody();
}

// Everything is checked before anything is declared. `deletable`: what an eval declares may be deleted.
void FunctionBuilder::instantiateGlobals(sema::Scope* scope, bool deletable) {
  for (Binding* binding : scope->bindings) {
    if (binding->storage == Storage::GlobalLexical)
      helper(HelperId::check_global_lexical, {constString(binding->name)});
  }
  for (Binding* binding : scope->bindings) {
    if (binding->storage != Storage::GlobalObject || binding->annex_b) continue;
    bool is_function = binding->kind == BindingKind::Function;
    helper(HelperId::check_global_var, {constString(binding->name), constBool(is_function)});
  }
  for (Binding* binding : scope->bindings) {
    if (binding->storage != Storage::GlobalLexical) continue;
    bool constant = binding->kind == BindingKind::Const || binding->kind == BindingKind::Using;
    helper(HelperId::declare_global_lexical, {constString(binding->name), constBool(constant)});
  }
  // In source order, as V8 does; of several functions with one name the last counts.
  std::unordered_map<const Binding*, ast::Function*> functions;
  for (ast::FunctionDeclaration* declaration : scope->functions)
    functions[declaration->binding] = declaration->function;
  std::vector<Binding*> properties;
  for (Binding* binding : scope->bindings) {
    if (binding->storage == Storage::GlobalObject) properties.push_back(binding);
  }
  std::sort(properties.begin(), properties.end(), [](const Binding* a, const Binding* b) {
    return std::pair(a->annex_b, a->declaration.begin) < std::pair(b->annex_b, b->declaration.begin);
  });
  for (Binding* binding : properties) {
    Instr* name = constString(binding->name);
    if (auto it = functions.find(binding); it != functions.end())
      helper(HelperId::declare_global_function, {name, boxed(closure(it->second)), constBool(deletable)});
    else
      helper(binding->annex_b ? HelperId::declare_block_function : HelperId::declare_global_var,
             {name, constBool(deletable)});
  }
}

}  // namespace kiln::ir
