// Direct eval: the call passes a closure with the cells of all that is visible, and a text that says what
// they are. eval/context.cpp reads it.
#include <algorithm>

#include "ir/build/function_builder.h"

namespace kiln::ir {

using sema::Binding;
using sema::BindingKind;

// "STRICT KIND": strictness of the code, kind of the function whose `this` it has (ast::FunctionKind).
// "s KIND VARS": a scope (sema::ScopeKind), from inside out; VARS: 1 if `var` goes there, 2 if its functions'
//   own `arguments` would be found there.
// "b KIND INDEX FLAGS NAME": a binding in the scope above (sema::BindingKind) and its capture; FLAGS: 1 a
// cell,
//   2 may be uninitialised, 4 the object of the scope's eval variables.
std::u16string FunctionBuilder::evalDescription(ast::CallExpression* e) {
  sema::FunctionInfo* info = e->eval_scope->info;
  std::u16string out;
  auto number = [&](size_t value) {
    for (char digit : std::to_string(value)) out += static_cast<char16_t>(digit);
    out += u' ';
  };
  auto indexOf = [&](const Binding* binding) {
    auto it = std::find(info->captures.begin(), info->captures.end(), binding);
    return it == info->captures.end() ? SIZE_MAX : static_cast<size_t>(it - info->captures.begin());
  };
  auto row = [&](const Binding* binding, uint32_t extra) {
    size_t index = indexOf(binding);
    if (index == SIZE_MAX) return;
    out += u"b ";
    number(static_cast<size_t>(binding->kind == BindingKind::Import ? BindingKind::Const : binding->kind));
    number(index);
    bool unsure = binding->needs_tdz || binding->kind == BindingKind::Import;
    number((ProgramBuilder::isBox(binding) ? 1u : 0u) | (unsure ? 2u : 0u) | extra);
    if (binding->name != nullptr) out += binding->name->text;
    out += u'\n';
  };
  sema::FunctionInfo* owner = info->parent;
  auto inherits = [](const ast::Function* f) {
    return f->function_kind == ast::FunctionKind::Arrow || f->function_kind == ast::FunctionKind::Eval;
  };
  while (inherits(owner->function) && owner->parent != nullptr) owner = owner->parent;
  number(e->eval_scope->is_strict);
  number(static_cast<size_t>(owner->function->function_kind));
  out += u'\n';
  bool var_scope_found = false;
  for (sema::Scope* scope = e->eval_place; scope != nullptr; scope = scope->parent) {
    out += u"s ";
    number(static_cast<size_t>(scope->kind));
    bool has_arguments = scope->kind == sema::ScopeKind::Parameters && scope->function == owner->function;
    bool holds = scope->eval_variables != nullptr && !var_scope_found;
    var_scope_found |= holds;
    number((holds ? 1u : 0u) | (has_arguments ? 2u : 0u));
    out += u'\n';
    for (const Binding* binding : scope->bindings) row(binding, binding == scope->eval_variables ? 4 : 0);
  }
  out += u"s 0 0 \n";
  for (const Binding* binding : {owner->this_binding, owner->new_target_binding, owner->home_binding,
                                 owner->active_function_binding}) {
    if (binding != nullptr) row(binding, 0);
  }
  return out;
}

Instr* FunctionBuilder::evalScope(ast::CallExpression* e) {
  for (Binding* binding : e->eval_scope->info->captures) {
    if (binding->known_function != nullptr)
      program_.functionFor(binding->known_function, module_)->escapes = true;
  }
  return closure(e->eval_scope);
}

// §13.3.6.1: direct when the name holds %eval%.
Instr* FunctionBuilder::directEval(ast::CallExpression* e, Instr* callee, Instr* this_value, Span position) {
  bool spread = std::any_of(e->arguments.begin(), e->arguments.end(),
                            [](ast::Expression* a) { return ast::is<ast::SpreadElement>(a); });
  Instr* description = constAtom(program_.out.atom(evalDescription(e)));
  if (spread) {
    Instr* list = argumentsArray(e->arguments);
    at(position);
    return helper(HelperId::direct_eval_spread, {callee, this_value, list, evalScope(e), description});
  }
  std::vector<Instr*> arguments;
  for (ast::Expression* argument : e->arguments) arguments.push_back(value(argument));
  at(position);
  Instr* scope = evalScope(e);
  Instr* count = constInt(static_cast<int32_t>(arguments.size()));
  return helper(HelperId::direct_eval,
                {callee, this_value, count, pack(std::move(arguments)), scope, description});
}

}  // namespace kiln::ir
