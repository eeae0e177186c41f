// Scope entry: §8.2 VarScopedDeclarations, LexicallyScopedDeclarations, §B.3.2 functions in blocks.
#include "frontend/sema/analyzer.h"

namespace kiln::sema {

using ast::NodeKind;

Scope* Analyzer::openScope(ScopeKind kind, ast::Node* node, bool is_var_scope) {
  auto* scope = arena_.make<Scope>();
  scope->kind = kind;
  scope->parent = scope_;
  scope->function = function_;
  scope->node = node;
  scope->is_var_scope = is_var_scope;
  scope->depth = scope_ == nullptr ? 0 : scope_->depth + 1;
  scope_ = scope;
  return scope;
}

Binding* Analyzer::findIn(Scope* scope, Name name, bool private_name) {
  auto& tables = private_name ? private_tables_ : tables_;
  auto table = tables.find(scope);
  if (table == tables.end()) return nullptr;
  auto it = table->second.find(name);
  return it == table->second.end() ? nullptr : it->second;
}

Binding* Analyzer::declare(Scope* scope, BindingKind kind, Name name, Span span) {
  auto* binding = arena_.make<Binding>();
  binding->kind = kind;
  binding->name = name;
  binding->scope = scope;
  binding->function = scope->function;
  binding->declaration = span;
  binding->initialized_at = span.end;
  binding->in_loop = loop_depth_ > 0;
  binding->index = static_cast<uint32_t>(analysis_.bindings.size());
  scope->bindings.push(arena_, binding);
  analysis_.bindings.push_back(binding);
  bool hidden = kind == BindingKind::Synthetic || kind == BindingKind::This ||
                kind == BindingKind::NewTarget || kind == BindingKind::HomeObject ||
                kind == BindingKind::ActiveFunction;
  if (kind == BindingKind::PrivateName)
    private_tables_[scope][name] = binding;
  else if (!hidden)
    tables_[scope][name] = binding;
  return binding;
}

void Analyzer::redeclaration(Span span, Name name) {
  error(DiagnosticKind::Redeclaration, span, {toUtf8(name)});
}

// Declares the identifiers of a binding target; `var` joins an earlier one of the same name.
void Analyzer::declareTarget(ast::Node* target, BindingKind kind, Scope* scope, uint32_t initialized_at,
                             bool in_loop_head) {
  if (target == nullptr) return;
  if (auto* identifier = ast::as<ast::BindingIdentifier>(target)) {
    Binding* existing = findIn(scope, identifier->name, false);
    // §10.2.11: `var arguments` is the variable that holds the arguments object.
    if (kind == BindingKind::Var && existing == nullptr && scope->kind == ScopeKind::Parameters &&
        identifier->name->text == u"arguments" &&
        scope->function->function_kind != ast::FunctionKind::Arrow) {
      existing = lookup(identifier->name, false);
      scope->function->info->arguments_escape = true;
    }
    checkName(identifier->name, identifier->span, true, function_);
    if (!function_->is_strict && kind != BindingKind::Var && kind != BindingKind::Parameter &&
        identifier->name->text == u"let") {
      error(DiagnosticKind::ReservedWord, identifier->span, {toUtf8(identifier->name)});
    }
    bool joins =
        existing != nullptr &&
        (kind == BindingKind::Var
             ? existing->kind == BindingKind::Var || existing->kind == BindingKind::Function ||
                   existing->kind == BindingKind::Parameter ||
                   existing->kind == BindingKind::CatchParameter || existing->kind == BindingKind::Arguments
             : kind == BindingKind::Parameter && existing->kind == BindingKind::Parameter);
    if (existing != nullptr && !joins && existing->kind != BindingKind::FunctionName &&
        existing->kind != BindingKind::Arguments) {
      redeclaration(identifier->span, identifier->name);
    }
    if (joins) uses_[existing].multiple_declarations = true;
    bool unique = function_->is_strict || function_->function_kind != ast::FunctionKind::Normal ||
                  !function_->has_simple_parameters;
    if (joins && kind == BindingKind::Parameter && unique)
      error(DiagnosticKind::InvalidParameters, identifier->span,
            {"duplicate parameter '" + toUtf8(identifier->name) + "'"});
    Binding* binding = joins ? existing : declare(scope, kind, identifier->name, identifier->span);
    if (!joins) binding->initialized_at = initialized_at;
    if (in_loop_head) binding->in_loop = true;
    // What evaluated code declares around it is found by its name.
    identifier->binding = scope->kind == ScopeKind::EvalVariables ? nullptr : binding;
    return;
  }
  if (auto* array = ast::as<ast::ArrayPattern>(target)) {
    for (ast::PatternElement& element : array->elements)
      declareTarget(element.target, kind, scope, initialized_at, in_loop_head);
    declareTarget(array->rest, kind, scope, initialized_at, in_loop_head);
  } else if (auto* object = ast::as<ast::ObjectPattern>(target)) {
    for (ast::PatternProperty& property : object->properties)
      declareTarget(property.value.target, kind, scope, initialized_at, in_loop_head);
    declareTarget(object->rest, kind, scope, initialized_at, in_loop_head);
  }
}

void Analyzer::hoistVars(std::span<ast::Statement*> list, Scope* scope) {
  for (ast::Statement* s : list) hoistVars(s, scope);
}

void Analyzer::hoistVars(ast::Statement* s, Scope* scope) {
  if (s == nullptr) return;
  switch (s->kind) {
    case NodeKind::VariableDeclaration: {
      auto* declaration = static_cast<ast::VariableDeclaration*>(s);
      if (declaration->declaration != ast::DeclarationKind::Var) return;
      for (ast::Declarator& declarator : declaration->declarators)
        declareTarget(declarator.target, BindingKind::Var, scope, 0);
      return;
    }
    case NodeKind::BlockStatement:
      return hoistVars(static_cast<ast::BlockStatement*>(s)->body, scope);
    case NodeKind::IfStatement: {
      for (ast::Statement* rest = s; rest != nullptr;) {
        auto* branch = ast::as<ast::IfStatement>(rest);
        if (branch == nullptr) return hoistVars(rest, scope);
        hoistVars(branch->consequent, scope);
        rest = branch->alternate;
      }
      return;
    }
    case NodeKind::ForStatement: {
      auto* loop = static_cast<ast::ForStatement*>(s);
      if (auto* head = ast::as<ast::VariableDeclaration>(loop->init)) hoistVars(head, scope);
      return hoistVars(loop->body, scope);
    }
    case NodeKind::ForInStatement: {
      auto* loop = static_cast<ast::ForInStatement*>(s);
      if (auto* head = ast::as<ast::VariableDeclaration>(loop->left)) hoistVars(head, scope);
      return hoistVars(loop->body, scope);
    }
    case NodeKind::ForOfStatement: {
      auto* loop = static_cast<ast::ForOfStatement*>(s);
      if (auto* head = ast::as<ast::VariableDeclaration>(loop->left)) hoistVars(head, scope);
      return hoistVars(loop->body, scope);
    }
    case NodeKind::WhileStatement:
      return hoistVars(static_cast<ast::WhileStatement*>(s)->body, scope);
    case NodeKind::DoWhileStatement:
      return hoistVars(static_cast<ast::DoWhileStatement*>(s)->body, scope);
    case NodeKind::SwitchStatement:
      for (ast::SwitchCase* c : static_cast<ast::SwitchStatement*>(s)->cases) hoistVars(c->body, scope);
      return;
    case NodeKind::TryStatement: {
      auto* attempt = static_cast<ast::TryStatement*>(s);
      hoistVars(attempt->block, scope);
      hoistVars(attempt->handler, scope);
      hoistVars(attempt->finalizer, scope);
      return;
    }
    case NodeKind::WithStatement:
      return hoistVars(static_cast<ast::WithStatement*>(s)->body, scope);
    case NodeKind::LabeledStatement:
      return hoistVars(static_cast<ast::LabeledStatement*>(s)->body, scope);
    case NodeKind::ExportDeclaration:
      return hoistVars(static_cast<ast::ExportDeclaration*>(s)->declaration, scope);
    default:
      return;
  }
}

void Analyzer::declareLexical(std::span<ast::Statement*> list, Scope* scope, bool function_level) {
  for (ast::Statement* s : list) declareLexical(s, scope, function_level);
}

void Analyzer::declareLexical(ast::Statement* s, Scope* scope, bool function_level) {
  while (auto* labeled = ast::as<ast::LabeledStatement>(s)) s = labeled->body;
  switch (s->kind) {
    case NodeKind::VariableDeclaration: {
      auto* declaration = static_cast<ast::VariableDeclaration*>(s);
      if (declaration->declaration == ast::DeclarationKind::Var) return;
      BindingKind kind = declaration->declaration == ast::DeclarationKind::Let     ? BindingKind::Let
                         : declaration->declaration == ast::DeclarationKind::Const ? BindingKind::Const
                                                                                   : BindingKind::Using;
      for (ast::Declarator& d : declaration->declarators) declareTarget(d.target, kind, scope, d.span.end);
      return;
    }
    case NodeKind::ClassDeclaration: {
      auto* declaration = static_cast<ast::ClassDeclaration*>(s);
      if (declaration->id != nullptr) declareTarget(declaration->id, BindingKind::Class, scope, s->span.end);
      return;
    }
    case NodeKind::FunctionDeclaration: {
      auto* declaration = static_cast<ast::FunctionDeclaration*>(s);
      Name name = declaration->function->id != nullptr ? declaration->function->id->name
                                                       : declaration->function->name;
      Span span = declaration->function->id != nullptr ? declaration->function->id->span : s->span;
      if (function_level && scope == analysis_.top && analysis_.eval_variables != nullptr)
        scope = analysis_.eval_variables;
      Binding* existing = findIn(scope, name, false);
      bool sloppy = !function_->is_strict;
      // §16.2.1: the functions of a module are declared as `let` would.
      bool module_level = function_level && scope == analysis_.top && program_->goal == ast::Goal::Module;
      auto plainly = [](const ast::Function* f) { return !f->is_async && !f->is_generator; };
      // §B.3.3.5: only plain functions may be declared twice in a block.
      bool both_plain = plainly(declaration->function);
      for (ast::FunctionDeclaration* other : scope->functions)
        both_plain &= other->binding != existing || plainly(other->function);
      bool joins =
          existing != nullptr && !module_level &&
          (function_level ? existing->kind == BindingKind::Var || existing->kind == BindingKind::Function ||
                                existing->kind == BindingKind::Parameter
                          : sloppy && existing->kind == BindingKind::Function && both_plain);
      if (declaration->function->id != nullptr) {
        checkName(name, span, true, function_);
        if (declaration->function->is_strict && sloppy) {
          ast::Function strict_code{};
          strict_code.is_strict = true;
          checkName(name, span, true, &strict_code);
        }
      }
      if (existing != nullptr && !joins && existing->kind != BindingKind::Arguments &&
          existing->kind != BindingKind::FunctionName)
        redeclaration(span, name);
      if (joins) {
        uses_[existing].multiple_declarations = true;
        if (existing->kind == BindingKind::Var) existing->kind = BindingKind::Function;
        declaration->binding = existing;
      } else {
        declaration->binding = declare(scope, BindingKind::Function, name, span);
      }
      declaration->binding->initialized_at = 0;
      if (declaration->function->id != nullptr) declaration->function->id->binding = declaration->binding;
      if (!uses_[declaration->binding].multiple_declarations)
        candidates_[declaration->binding] = declaration->function;
      else
        candidates_.erase(declaration->binding);
      scope->functions.push(arena_, declaration);
      created_at_[declaration->function] = 0;
      created_in_[declaration->function] = scope;
      // §B.3.2.1: also a `var` of the function, unless that would clash with a lexical binding in between.
      bool plain = !declaration->function->is_async && !declaration->function->is_generator;
      if (!function_level && sloppy && plain) {
        Scope* at = scope->parent;
        bool clash = false;
        for (; at != nullptr && !at->is_var_scope && at != analysis_.top && !clash; at = at->parent) {
          Binding* outer = findIn(at, name, false);
          clash = outer != nullptr && outer->kind != BindingKind::CatchParameter;
        }
        if (at == analysis_.top && analysis_.eval_variables != nullptr) at = analysis_.eval_variables;
        if (!clash && at != nullptr) {
          Binding* outer = findIn(at, name, false);
          if (annexBUsable(at, name)) {
            if (outer == nullptr) {
              outer = declare(at, BindingKind::Var, name, span);
              outer->annex_b = true;
            }
            outer->initialized_at = 0;
            declaration->annex_b_var = outer;
          }
        }
      }
      return;
    }
    case NodeKind::ImportDeclaration:
      for (ast::ImportSpecifier& specifier : static_cast<ast::ImportDeclaration*>(s)->specifiers) {
        declareTarget(specifier.local, BindingKind::Import, scope, 0);
      }
      return;
    case NodeKind::ExportDeclaration: {
      auto* exported = static_cast<ast::ExportDeclaration*>(s);
      return declareLexical(exported->declaration, scope, function_level);
    }
    case NodeKind::ExportDefault: {
      auto* exported = static_cast<ast::ExportDefault*>(s);
      Name default_name = names_.intern(u"*default*");
      if (auto* f = ast::as<ast::FunctionDeclaration>(exported->declaration)) {
        if (f->function->id != nullptr) {
          declareLexical(f, scope, function_level);
        } else {
          f->binding = declare(scope, BindingKind::Function, default_name, s->span);
          f->binding->initialized_at = 0;
          scope->functions.push(arena_, f);
          created_at_[f->function] = 0;
          created_in_[f->function] = scope;
        }
        exported->binding = f->binding;
      } else if (auto* c = ast::as<ast::ClassDeclaration>(exported->declaration);
                 c != nullptr && c->id != nullptr) {
        declareLexical(c, scope, function_level);
        exported->binding = c->id->binding;
      } else {
        exported->binding = declare(scope, BindingKind::Let, default_name, s->span);
        exported->binding->initialized_at = s->span.end;
      }
      exported->binding->exported = true;
      return;
    }
    default:
      return;
  }
}

// §14.2.1, §14.7.4.1 and others: a `var` may not pass a lexical declaration of its name on its way out.
void Analyzer::checkVar(ast::Node* target) {
  if (target == nullptr) return;
  if (auto* identifier = ast::as<ast::BindingIdentifier>(target)) {
    for (Scope* scope = scope_; scope != nullptr && !scope->is_var_scope; scope = scope->parent) {
      Binding* existing = findIn(scope, identifier->name, false);
      if (existing != nullptr && existing->kind != BindingKind::CatchParameter)
        return redeclaration(identifier->span, identifier->name);
    }
  } else if (auto* array = ast::as<ast::ArrayPattern>(target)) {
    for (ast::PatternElement& element : array->elements) checkVar(element.target);
    checkVar(array->rest);
  } else if (auto* object = ast::as<ast::ObjectPattern>(target)) {
    for (ast::PatternProperty& property : object->properties) checkVar(property.value.target);
    checkVar(object->rest);
  }
}

// Lexical names of `scope` against the names of `kind` in the scope around it (parameters, catch parameters).
void Analyzer::checkAgainst(Scope* scope, Scope* outer, BindingKind kind) {
  for (Binding* binding : scope->bindings) {
    bool lexical = binding->kind == BindingKind::Let || binding->kind == BindingKind::Const ||
                   binding->kind == BindingKind::Class || binding->kind == BindingKind::Using ||
                   (binding->kind == BindingKind::Function && kind != BindingKind::Parameter);
    Binding* other = lexical ? findIn(outer, binding->name, false) : nullptr;
    if (other != nullptr && (other->kind == kind || kind != BindingKind::Parameter))
      redeclaration(binding->declaration, binding->name);
  }
}

FunctionInfo* Analyzer::functionInfo(ast::Function* f) {
  auto* info = arena_.make<FunctionInfo>();
  info->function = f;
  info->parent = function_ == nullptr ? nullptr : function_->info;
  info->created_in_loop = loop_depth_ > 0;
  info->index = static_cast<uint32_t>(analysis_.functions.size());
  if (info->parent != nullptr) info->parent->children.push(arena_, f);
  f->info = info;
  analysis_.functions.push_back(f);
  return info;
}

}  // namespace kiln::sema
