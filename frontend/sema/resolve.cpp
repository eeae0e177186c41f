// References: which binding a name means, who captures it, whether it may still be uninitialised.
#include <algorithm>

#include "frontend/sema/analyzer.h"

namespace kiln::sema {

Binding* Analyzer::lookup(Name name, bool private_name) {
  for (Scope* scope = scope_; scope != nullptr; scope = scope->parent) {
    bool skipped =
        private_name && std::find(in_heritage_.begin(), in_heritage_.end(), scope) != in_heritage_.end();
    if (skipped) continue;
    if (Binding* binding = findIn(scope, name, private_name)) return binding;
    // §10.4.4: every function but arrows has its own `arguments`.
    bool parameters = scope->kind == ScopeKind::Parameters;
    if (!private_name && parameters && name->text == u"arguments" &&
        scope->function->function_kind != ast::FunctionKind::Arrow &&
        scope->function->function_kind != ast::FunctionKind::Program) {
      Binding* binding = declare(scope, BindingKind::Arguments, name, {});
      binding->initialized_at = 0;
      binding->in_loop = false;
      scope->function->info->arguments = binding;
      scope->function->uses_arguments = true;
      return binding;
    }
  }
  return nullptr;
}

// The binding is used here: every function between it and here captures it.
void Analyzer::reference(Binding* binding, uint32_t offset) {
  binding->referenced = true;
  if (binding->function == function_) return;
  binding->captured = true;
  ast::Function* outermost = function_;
  for (FunctionInfo* info = function_->info; info != nullptr && info->function != binding->function;
       info = info->parent) {
    outermost = info->function;
    bool known = false;
    for (Binding* captured : info->captures) known |= captured == binding;
    if (!known) info->captures.push(arena_, binding);
  }
  (void)offset;
  uint32_t created = created_at_[outermost];
  bool value_known = binding->initialized_at == 0 || (created != 0 && created >= binding->initialized_at);
  bool by_hoisted_sibling =
      created == 0 && binding->kind == BindingKind::Function && created_in_[outermost] == binding->scope;
  // Parameters have their values before the declarations of the body are instantiated.
  bool parameter = binding->kind == BindingKind::Parameter && created == 0;
  if (!value_known && !by_hoisted_sibling && !parameter) uses_[binding].captured_early = true;
  // A hoisted function captures a block-level function of another scope only after that scope is entered.
  if (created == 0 && binding->kind == BindingKind::Var) uses_[binding].captured_early = true;
}

// The function around this place that is made directly in the function of `binding`.
ast::Function* Analyzer::functionBelow(Binding* binding) {
  ast::Function* outermost = function_;
  for (FunctionInfo* info = function_->info; info != nullptr && info->function != binding->function;
       info = info->parent)
    outermost = info->function;
  return outermost;
}

bool Analyzer::mayBeUninitialised(Binding* binding, uint32_t offset) {
  switch (binding->kind) {
    case BindingKind::Let:
    case BindingKind::Const:
    case BindingKind::Using:
    case BindingKind::Class:
    case BindingKind::Parameter:
      break;
    default:
      return false;
  }
  if (context_ != nullptr && binding->function == context_->caller) return binding->needs_tdz;
  if (binding->initialized_at == 0) return false;
  bool unsure;
  if (binding->function == function_) {
    // Straight code behind the declaration sees the value; a switch may jump over it.
    unsure = offset < binding->initialized_at || binding->scope->kind == ScopeKind::Switch;
  } else {
    uint32_t created = created_at_[functionBelow(binding)];
    bool hoisted = created == 0 && binding->kind != BindingKind::Parameter;
    unsure = hoisted || (created != 0 && created < binding->initialized_at) ||
             binding->scope->kind == ScopeKind::Switch;
  }
  if (unsure) binding->needs_tdz = true;
  return unsure;
}

void Analyzer::assign(Binding* binding, uint32_t offset, bool initializer) {
  Uses& uses = uses_[binding];
  if (initializer) {
    ++uses.initializations;
    uses.last_initialization = offset;
    // Run again in a loop that the variable outlives.
    uses.initialised_in_loop |= binding->kind == BindingKind::Var && loop_depth_ > 0;
  } else {
    ++uses.assignments;
    binding->assigned = true;
    candidates_.erase(binding);
  }
}

ast::Function* Analyzer::thisFunction() {
  FunctionInfo* info = function_->info;
  auto inherits = [](const ast::Function* f) {
    return f->function_kind == ast::FunctionKind::Arrow || f->function_kind == ast::FunctionKind::Eval;
  };
  while (inherits(info->function) && info->parent != nullptr) info = info->parent;
  return info->function;
}

// This, NewTarget, HomeObject, ActiveFunction of `owner`, as the current function sees it.
Binding* Analyzer::functionBinding(Binding* FunctionInfo::* member, BindingKind kind, ast::Function* owner) {
  Binding*& binding = owner->info->*member;
  if (binding == nullptr) {
    Scope* scope = owner->info->parameter_scope;
    binding = declare(scope, kind, names_.intern(u"this"), owner->span);
    binding->initialized_at = 0;
    binding->in_loop = false;
    binding->function = owner;
  }
  reference(binding, 0);
  return binding;
}

// The objects of the `with` statements, and those with the variables of direct evals, between here and the
// scope of a name.
std::span<Binding*> Analyzer::withObjects(const Scope* until) {
  std::vector<Binding*> found;
  for (Scope* scope = scope_; scope != nullptr && scope != until; scope = scope->parent) {
    Binding* object = scope->kind == ScopeKind::With ? scope->bindings[0] : scope->eval_variables;
    if (object == nullptr) continue;
    found.push_back(object);
    reference(object, 0);
  }
  return arena_.copy(found);
}

void Analyzer::identifier(ast::Identifier* node, bool only_read) {
  checkName(node->name, node->span, false, function_);
  node->binding = lookup(node->name, false);
  node->with_objects = withObjects(node->binding == nullptr ? nullptr : node->binding->scope);
  node->dynamic = !node->with_objects.empty();
  noteCodeUse(node);
  noteIntlUse(node);
  if (node->binding == nullptr) return;
  auto owner = node->binding->function->function_kind;
  if (node->binding->kind == BindingKind::Arguments && (owner == ast::FunctionKind::ClassFieldInitializer ||
                                                        owner == ast::FunctionKind::ClassStaticInitializer))
    error(DiagnosticKind::InvalidClass, node->span,
          {"'arguments' is not allowed in class field initializers and static blocks"});
  if (node->binding->kind == BindingKind::Arguments && !only_read)
    node->binding->function->info->arguments_escape = true;
  reference(node->binding, node->span.begin);
  node->needs_tdz_check = mayBeUninitialised(node->binding, node->span.begin);
}

void Analyzer::assignTarget(ast::Node* target) {
  if (target == nullptr) return;
  if (auto* node = ast::as<ast::Identifier>(target)) {
    identifier(node);
    if (node->binding != nullptr) assign(node->binding, node->span.begin, false);
    bool restricted = node->name->text == u"eval" || node->name->text == u"arguments";
    if (restricted && strict())
      error(DiagnosticKind::StrictMode, node->span,
            {"cannot assign to '" + toUtf8(node->name) + "' in strict mode"});
    return;
  }
  if (ast::is<ast::ArrayPattern>(target) || ast::is<ast::ObjectPattern>(target))
    return pattern(target, false);
  if (auto* access = ast::as<ast::MemberExpression>(target)) return member(access, false);
  expression(static_cast<ast::Expression*>(target));
}

// `only_read`: the value of the property is taken, so that `arguments` before the dot stays unchanged and
// unseen.
void Analyzer::member(ast::MemberExpression* node, bool only_read) {
  noteHarmless(node);
  if (auto* object = ast::as<ast::Identifier>(node->object))
    identifier(object, only_read);
  else
    expression(node->object);
  key(node->key);
  noteCodeUse(node);
  noteIntlUse(node);
}

// §10.4.4: the arguments object of a sloppy function with simple parameters shares its elements with them.
// Nobody can tell when neither side is ever assigned.
void Analyzer::mapArguments(ast::Function* f) {
  FunctionInfo* info = f->info;
  bool applies = info->arguments != nullptr && !f->is_strict && f->has_simple_parameters &&
                 f->function_kind != ast::FunctionKind::CommonJs && !f->parameters.empty();
  if (!applies) return;
  bool changes = info->arguments_escape;
  for (ast::Parameter& parameter : f->parameters) {
    Binding* binding = static_cast<ast::BindingIdentifier*>(parameter.element.target)->binding;
    const Uses& uses = uses_[binding];
    changes |= binding->assigned || uses.initializations > 1 || uses.multiple_declarations;
  }
  if (!changes) return;
  info->has_mapped_arguments = true;
  for (ast::Parameter& parameter : f->parameters)
    static_cast<ast::BindingIdentifier*>(parameter.element.target)->binding->mapped_parameter = true;
}

void Analyzer::key(ast::PropertyKey& k) {
  if (k.kind == ast::PropertyKey::Kind::Computed) expression(k.expression);
  if (k.kind == ast::PropertyKey::Kind::Private) {
    k.binding = lookup(k.name, true);
    if (k.binding == nullptr) {
      error(DiagnosticKind::UnknownPrivateName, k.span, {toUtf8(k.name)});
    } else {
      reference(k.binding, k.span.begin);
    }
  }
}

void Analyzer::pattern(ast::Node* target, bool declaration) {
  if (target == nullptr) return;
  auto leaf = [&](ast::Node* node) {
    if (node == nullptr) return;
    if (auto* identifier = ast::as<ast::BindingIdentifier>(node)) {
      // A `var` of evaluated code is a variable of the code around it.
      bool outside = declaration && identifier->binding == nullptr;
      if (identifier->binding == nullptr) identifier->binding = lookup(identifier->name, false);
      // §B.3.4: `var e = 1` inside `catch (e)` sets the parameter, not the variable that it declares.
      if (declaration && identifier->binding != nullptr && identifier->binding->kind == BindingKind::Var) {
        Binding* nearest = lookup(identifier->name, false);
        if (nearest != nullptr && nearest->kind == BindingKind::CatchParameter) identifier->binding = nearest;
      }
      if (outside && identifier->binding == nullptr) identifier->with_objects = withObjects(nullptr);
      if (identifier->binding != nullptr) {
        assign(identifier->binding, identifier->span.begin, true);
        if (outside) reference(identifier->binding, identifier->span.begin);
        if (outside || identifier->binding->kind == BindingKind::Var)
          identifier->with_objects = withObjects(identifier->binding->scope);
      }
    } else if (ast::is<ast::ArrayPattern>(node) || ast::is<ast::ObjectPattern>(node)) {
      pattern(node, declaration);
    } else {
      assignTarget(node);
    }
  };
  if (auto* array = ast::as<ast::ArrayPattern>(target)) {
    for (ast::PatternElement& element : array->elements) {
      leaf(element.target);
      if (element.initializer != nullptr) expression(element.initializer);
    }
    leaf(array->rest);
  } else if (auto* object = ast::as<ast::ObjectPattern>(target)) {
    for (ast::PatternProperty& property : object->properties) {
      key(property.key);
      leaf(property.value.target);
      if (property.value.initializer != nullptr) expression(property.value.initializer);
    }
    leaf(object->rest);
  } else {
    leaf(target);
  }
}

void Analyzer::declarationTarget(ast::Node* target) {
  pattern(target, true);
}

void Analyzer::error(DiagnosticKind kind, Span span, std::initializer_list<std::string_view> arguments) {
  diagnostics_.report(kind, &file_, span, arguments);
}

}  // namespace kiln::sema
