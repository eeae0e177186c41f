// §19.2.1 eval: what evaluated code sees of the code around it, and what it declares there.
#include "frontend/sema/analyzer.h"

namespace kiln::sema {

// --- calls

// An object for what sloppy evals add to this scope: its names are looked up like those of a `with`.
void Analyzer::declareEvalVariables(Scope* scope) {
  scope->eval_variables = declare(scope, BindingKind::Synthetic, names_.intern(u"eval"), {});
  scope->eval_variables->initialized_at = 0;
  scope->eval_variables->in_loop = false;
}

// Evaluated code may read the variable at any time, and assign it.
void Analyzer::seenByEval(Binding* binding, uint32_t offset) {
  reference(binding, offset);
  if (context_ != nullptr && binding->function == context_->caller) return;
  binding->seen_by_eval = true;
  uses_[binding].captured_early = true;
  candidates_.erase(binding);
  switch (binding->kind) {
    case BindingKind::Var:
    case BindingKind::Let:
    case BindingKind::Function:
    case BindingKind::Class:
    case BindingKind::Parameter:
    case BindingKind::CatchParameter:
    case BindingKind::Arguments:
      assign(binding, offset, false);
      break;
    default:
      break;  // immutable
  }
  bool lexical = binding->kind == BindingKind::Let || binding->kind == BindingKind::Const ||
                 binding->kind == BindingKind::Using || binding->kind == BindingKind::Class ||
                 binding->kind == BindingKind::Parameter;
  if (lexical && binding->initialized_at != 0) binding->needs_tdz = true;
}

// The call passes a closure that captures all that is visible where it stands.
void Analyzer::evalScope(ast::CallExpression* call) {
  using ast::FunctionKind;
  analysis_.direct_eval = true;
  // The code may call require().
  analysis_.computed_require |= program_->goal == ast::Goal::CommonJs;
  uint32_t offset = call->span.begin;
  ast::Function* owner = thisFunction();
  bool initializer = owner->function_kind == FunctionKind::ClassFieldInitializer ||
                     owner->function_kind == FunctionKind::ClassStaticInitializer;
  if (!initializer) {
    Binding* arguments = lookup(names_.intern(u"arguments"), false);
    if (arguments != nullptr && arguments->kind == BindingKind::Arguments)
      arguments->function->info->arguments_escape = true;
  }
  auto* f = arena_.make<ast::Function>();
  f->kind = ast::NodeKind::Function;
  f->span = call->span;
  f->function_kind = FunctionKind::Arrow;
  f->is_strict = function_->is_strict;
  f->has_simple_parameters = f->is_eval_scope = true;
  call->eval_scope = f;
  call->eval_place = scope_;
  created_at_[f] = offset;
  created_in_[f] = scope_;
  FunctionInfo* info = functionInfo(f);
  ast::Function* outer_function = function_;
  Scope* outer_scope = scope_;
  function_ = f;
  info->parameter_scope = info->body_scope = openScope(ScopeKind::Block, f, false);
  scope_ = outer_scope;

  owner->uses_this = true;
  bool derived = owner->function_kind == FunctionKind::DerivedConstructor;
  Binding* receiver = functionBinding(&FunctionInfo::this_binding, BindingKind::This, owner);
  bool own = context_ == nullptr || owner != context_->caller;
  bool program = owner->function_kind == FunctionKind::Program || owner->function_kind == FunctionKind::Eval;
  bool plain = program || owner->function_kind == FunctionKind::Normal ||
               owner->function_kind == FunctionKind::CommonJs;
  if (!program) {
    owner->uses_new_target = true;
    functionBinding(&FunctionInfo::new_target_binding, BindingKind::NewTarget, owner);
  }
  if (!plain) {
    owner->uses_super_property = true;
    functionBinding(&FunctionInfo::home_binding, BindingKind::HomeObject, owner);
  }
  if (derived) {
    if (own) assign(receiver, offset, false);
    functionBinding(&FunctionInfo::active_function_binding, BindingKind::ActiveFunction, owner);
  }
  for (Scope* scope = outer_scope; scope != nullptr; scope = scope->parent) {
    for (Binding* binding : scope->bindings) {
      switch (binding->kind) {
        case BindingKind::This:
        case BindingKind::NewTarget:
        case BindingKind::HomeObject:
        case BindingKind::ActiveFunction:
          break;
        case BindingKind::Synthetic:
          if (scope->kind == ScopeKind::With || binding == scope->eval_variables) reference(binding, 0);
          break;
        case BindingKind::PrivateName:
        case BindingKind::Import:
          reference(binding, offset);
          break;
        case BindingKind::Arguments:
          if (binding->function == owner) seenByEval(binding, offset);
          break;
        default:
          if (!isGlobal(binding)) seenByEval(binding, offset);
          break;
      }
    }
  }
  function_ = outer_function;
}

// --- evaluated code

void Analyzer::enterContext() {
  scope_ = context_->scope;
  function_ = context_->caller;
  for (Scope* scope = scope_; scope != nullptr; scope = scope->parent) {
    for (Binding* binding : scope->bindings) {
      switch (binding->kind) {
        case BindingKind::This:
        case BindingKind::NewTarget:
        case BindingKind::HomeObject:
        case BindingKind::ActiveFunction:
        case BindingKind::Synthetic:
          break;
        case BindingKind::PrivateName:
          private_tables_[scope][binding->name] = binding;
          break;
        default:
          tables_[scope][binding->name] = binding;
          break;
      }
    }
  }
}

// The `var`s and functions of sloppy evaluated code belong to the code around it.
bool Analyzer::declaresOutside(const ast::Function* f) const {
  return f->function_kind == ast::FunctionKind::Eval && !f->is_strict;
}

// A lexical declaration of this name between the evaluated code and the scope of its variables, or in that.
bool Analyzer::lexicalAround(Name name) {
  if (findIn(analysis_.top, name, false) != nullptr) return true;
  if (context_ == nullptr) return false;
  for (Scope* scope = context_->scope; scope != nullptr; scope = scope->parent) {
    Binding* binding = findIn(scope, name, false);
    if (scope == context_->var_scope) {
      return binding != nullptr &&
             (binding->kind == BindingKind::Let || binding->kind == BindingKind::Const ||
              binding->kind == BindingKind::Using || binding->kind == BindingKind::Class);
    }
    // §B.3.4
    if (binding != nullptr && binding->kind != BindingKind::CatchParameter) return true;
  }
  return false;
}

// §19.2.1.3 EvalDeclarationInstantiation: the names are collected beside the scopes. References to them are
// resolved outwards as any others.
void Analyzer::declareOutside(ast::Function* f) {
  scope_->is_var_scope = false;
  Scope* inner = scope_;
  Scope* variables = analysis_.eval_variables = openScope(ScopeKind::EvalVariables, f, true);
  scope_ = inner;
  hoistVars(f->body, variables);
  declareLexical(f->body, inner, true);
  for (Binding* binding : variables->bindings) {
    if (lexicalAround(binding->name)) redeclaration(binding->declaration, binding->name);
  }
  std::vector<Name> between;
  hoistBlockFunctions(f->body, variables, between, true);
  for (ast::FunctionDeclaration* declaration : variables->functions) function(declaration->function);
  Scope* target = context_ == nullptr ? nullptr : context_->var_scope;
  if (target == nullptr) return;
  for (Binding* binding : variables->bindings) {
    binding->joined = findIn(target, binding->name, false);
    if (binding->joined != nullptr) reference(binding->joined, 0);
  }
  analysis_.eval_object = target->eval_variables;
  reference(analysis_.eval_object, 0);
}

}  // namespace kiln::sema
