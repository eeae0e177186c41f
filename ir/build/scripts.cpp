// §16.1.7 GlobalDeclarationInstantiation: scripts declare their names in the realm, by name.
#include <algorithm>
#include <unordered_map>

#include "ir/build/function_builder.h"

namespace kiln::ir {

using sema::Binding;
using sema::BindingKind;
using sema::Storage;

// Without what prologue() has given its value.
sema::Scope* FunctionBuilder::enterTopLevel() {
  prologue();
  sema::Scope* scope = source_->info->parameter_scope;
  for (Binding* binding : scope->bindings) {
    bool hidden = binding->kind == BindingKind::This || binding->kind == BindingKind::NewTarget ||
                  binding->kind == BindingKind::HomeObject || binding->kind == BindingKind::ActiveFunction;
    if (!hidden) declareBinding(binding);
  }
  at(source_->span);
  return scope;
}

void FunctionBuilder::buildScriptBody() {
  sema::Scope* scope = enterTopLevel();
  instantiateGlobals(scope, false);
  statementsWithValue();
}

// The body of a script or of evaluated code: it returns its completion value.
void FunctionBuilder::statementsWithValue() {
  completion_ = newSlot(Rep::Value);
  write(completion_, undefined());
  statements(source_->body);
  loc_ = SourceLoc{};
  emitReturn(read(completion_));
  emit(Opcode::Unreachable, Type::of(Rep::Void));
}

// §19.2.1.1 PerformEval, from step 21: the result is the completion value.
void FunctionBuilder::buildEvalBody() {
  sema::Scope* scope = enterTopLevel();
  const sema::Analysis& analysis = module_.module->analysis;
  if (analysis.eval_object != nullptr)
    instantiateEvalVariables(analysis.eval_variables);
  else if (analysis.eval_variables != nullptr)
    instantiateGlobals(analysis.eval_variables, true);
  instantiateFunctions(scope);
  statementsWithValue();
}

// §19.2.1.3 EvalDeclarationInstantiation in a function: what it does not have becomes a property of the
// object that its eval's variables are looked up in.
void FunctionBuilder::instantiateEvalVariables(sema::Scope* scope) {
  Binding* holder = module_.module->analysis.eval_object;
  for (Binding* binding : scope->bindings) {
    if (binding->joined == nullptr)
      helper(HelperId::declare_eval_variable,
             {readBinding(holder, false, nullptr), constString(binding->name)});
  }
  for (ast::FunctionDeclaration* declaration : scope->functions)
    initializeBinding(declaration->binding, closure(declaration->function));
}

void FunctionBuilder::provideEvalVariables(sema::Scope* scope) {
  if (scope != nullptr && scope->eval_variables != nullptr)
    initializeBinding(scope->eval_variables, helper(HelperId::eval_variables, {}));
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
