// Where each variable lives (architecture §7): SSA, copied into closures, a shared box, a module cell.
#include "frontend/sema/analyzer.h"

namespace kiln::sema {

// §16.1.7: declared by the top level of a Script. Other scripts see it by its name, and change it.
bool Analyzer::isGlobal(const Binding* binding) const {
  bool script =
      program_->goal == ast::Goal::Script && program_->body->function_kind == ast::FunctionKind::Program;
  if (!script || binding->scope != analysis_.top) return false;
  switch (binding->kind) {
    case BindingKind::Var:
    case BindingKind::Let:
    case BindingKind::Const:
    case BindingKind::Using:
    case BindingKind::Function:
    case BindingKind::Class:
      return true;
    default:
      return false;  // hidden ones; the others belong to functions and modules
  }
}

void Analyzer::decideStorage() {
  ast::Function* body = program_->body;
  for (Binding* binding : analysis_.bindings) {
    const Uses& uses = uses_[binding];
    if (binding->scope->kind == ScopeKind::EvalVariables && binding->scope == analysis_.eval_variables) {
      bool global = context_ == nullptr || context_->var_scope == nullptr;
      binding->storage = global ? Storage::GlobalObject : Storage::EvalVariable;
      continue;
    }
    if (isGlobal(binding)) {
      bool is_property = binding->kind == BindingKind::Var || binding->kind == BindingKind::Function;
      binding->storage = is_property ? Storage::GlobalObject : Storage::GlobalLexical;
      continue;
    }
    if (auto it = candidates_.find(binding);
        it != candidates_.end() && !binding->assigned && !uses.multiple_declarations &&
        (binding->kind != BindingKind::Var || uses.initializations <= 1)) {
      bool var_like = binding->kind == BindingKind::Var;
      // A `var` holds undefined before its only assignment: direct calls would skip that.
      if (!var_like) {
        binding->known_function = it->second;
        it->second->info->bound_once = !binding->exported && it->second->info->name_scope == nullptr;
      }
    }
    bool top_level =
        body->function_kind != ast::FunctionKind::Eval && binding->function == body &&
        (binding->scope == body->info->parameter_scope || binding->scope == body->info->body_scope);
    if (binding->mapped_parameter) {
      binding->storage = Storage::Cell;
      binding->assigned_after_capture = true;
      continue;
    }
    bool hidden = binding->kind == BindingKind::PrivateName || binding->kind == BindingKind::Synthetic;
    // The name of a class inside of it, where the top level defines the class once.
    top_level |= body->function_kind != ast::FunctionKind::Eval && binding->function == body && !binding->in_loop &&
                 binding->scope->kind == ScopeKind::Class;
    if (top_level && !hidden && (binding->captured || binding->exported)) {
      binding->storage = Storage::ModuleVariable;
      continue;
    }
    if (!binding->captured) {
      binding->storage = Storage::SsaLocal;
      continue;
    }
    bool stable = !binding->assigned && !uses.captured_early && !uses.multiple_declarations;
    switch (binding->kind) {
      case BindingKind::Var:
        stable &= uses.initializations == 0;
        break;
      case BindingKind::This:
        stable &= binding->function->function_kind != ast::FunctionKind::DerivedConstructor;
        break;
      case BindingKind::Class:
        stable &= uses.initializations <= 1;
        break;
      case BindingKind::Synthetic:
        stable = false;
        break;  // filled while the class is being defined
      default:
        break;
    }
    binding->storage = stable ? Storage::CapturedByValue : Storage::Cell;
    binding->assigned_after_capture = !stable;
    if (binding->scope->kind == ScopeKind::For && binding->storage == Storage::Cell)
      binding->fresh_per_iteration = true;
  }
  // Captures of module variables are no captures: closures reach the cell directly.
  for (ast::Function* f : analysis_.functions) {
    ArenaVector<Binding*> kept;
    for (Binding* binding : f->info->captures) {
      // Evaluated code gets at the cells of module variables through its closure.
      bool cell = binding->storage == Storage::ModuleVariable || binding->kind == BindingKind::Import;
      if (f->is_eval_scope && cell) {
        kept.push(arena_, binding);
        continue;
      }
      if (binding->storage != Storage::ModuleVariable && binding->storage != Storage::GlobalObject &&
          binding->storage != Storage::GlobalLexical && binding->kind != BindingKind::Import) {
        kept.push(arena_, binding);
      }
    }
    f->info->captures = kept;
  }
}

}  // namespace kiln::sema
