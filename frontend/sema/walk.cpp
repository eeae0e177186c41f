// The walk over functions, statements and expressions.
#include <algorithm>
#include <utility>

#include "frontend/sema/analyzer.h"

namespace kiln::sema {

using ast::NodeKind;

void Analyzer::function(ast::Function* f) {
  FunctionInfo* info = functionInfo(f);
  ast::Function* outer_function = function_;
  Scope* outer_scope = scope_;
  uint32_t outer_loops = loop_depth_;
  bool outer_class = std::exchange(in_class_, false);
  auto outer_labels = std::move(labels_);
  labels_.clear();
  function_ = f;
  loop_depth_ = 0;
  bool program =
      f->function_kind == ast::FunctionKind::Program || f->function_kind == ast::FunctionKind::Eval;
  if (f->id != nullptr && f->function_kind == ast::FunctionKind::Normal && f->id->binding == nullptr) {
    checkName(f->id->name, f->id->span, true, f);
    info->name_scope = openScope(ScopeKind::FunctionName, f, false);
    f->id->binding = declare(scope_, BindingKind::FunctionName, f->id->name, f->id->span);
    f->id->binding->initialized_at = 0;
  }
  // §10.2.11 step 20: evals in parameters have a variable scope of their own.
  if (f->eval_in_parameters && !f->is_strict)
    declareEvalVariables(openScope(ScopeKind::EvalVariables, f, false));
  info->parameter_scope = openScope(program ? ScopeKind::Program : ScopeKind::Parameters, f, true);
  if (f == program_->body) analysis_.top = info->parameter_scope;
  in_parameters_.push_back(f);
  bool has_expressions = false;
  for (ast::Parameter& parameter : f->parameters) {
    // Parameters with expressions have a dead zone: an initialiser may only use those before it.
    declareTarget(parameter.element.target, BindingKind::Parameter, scope_,
                  f->has_simple_parameters ? 0 : parameter.element.span.end);
    has_expressions |= parameter.element.initializer != nullptr ||
                       !ast::is<ast::BindingIdentifier>(parameter.element.target);
  }
  for (Binding* binding : scope_->bindings) {
    if (binding->kind == BindingKind::Parameter) binding->in_loop = false;
  }
  for (ast::Parameter& parameter : f->parameters) {
    declarationTarget(parameter.element.target);
    if (parameter.element.initializer != nullptr) expression(parameter.element.initializer);
  }
  in_parameters_.pop_back();
  info->body_scope = info->parameter_scope;
  if (has_expressions && !f->is_expression_body)
    info->body_scope = openScope(ScopeKind::FunctionBody, f, true);
  if (f->has_direct_eval && !f->is_strict && !program) declareEvalVariables(scope_);
  if (declaresOutside(f)) {
    declareOutside(f);
  } else {
    hoistVars(f->body, scope_);
    declareLexical(f->body, scope_, true);
    if (!f->is_strict) {
      std::vector<Name> between;
      hoistBlockFunctions(f->body, scope_, between, true);
    }
  }
  if (info->body_scope != info->parameter_scope)
    checkAgainst(info->body_scope, info->parameter_scope, BindingKind::Parameter);
  // Closures made from here on see the parameters; see reference().
  for (ast::FunctionDeclaration* declaration : scope_->functions) function(declaration->function);
  if (f->expression != nullptr) expression(f->expression);
  statements(f->body);
  bool initializer = f->function_kind == ast::FunctionKind::ClassFieldInitializer ||
                     f->function_kind == ast::FunctionKind::ClassStaticInitializer;
  if (initializer) {
    bool is_static = f->function_kind == ast::FunctionKind::ClassStaticInitializer;
    f->uses_this = true;
    for (ast::ClassElement* element : f->owner->elements) {
      auto* node = static_cast<ast::Node*>(element);
      if (auto* method = ast::as<ast::ClassMethod>(node);
          method != nullptr && method->private_value != nullptr && !is_static && !method->is_static) {
        reference(method->private_value, 0);
        reference(method->key.binding, 0);
      }
      if (element->is_static != is_static) continue;
      if (auto* block = ast::as<ast::ClassStaticBlock>(node)) {
        block->scope = openScope(ScopeKind::StaticBlock, block, true);
        hoistVars(block->body, scope_);
        declareLexical(block->body, scope_, true);
        for (ast::FunctionDeclaration* declaration : scope_->functions) function(declaration->function);
        statements(block->body);
        closeScope();
      } else if (auto* field = ast::as<ast::ClassField>(node)) {
        if (field->key.kind == ast::PropertyKey::Kind::Private) key(field->key);
        if (field->computed_key != nullptr) reference(field->computed_key, 0);
        if (field->value != nullptr) expression(field->value);
      }
    }
  }
  mapArguments(f);
  if (f->function_kind == ast::FunctionKind::DerivedConstructor)
    functionBinding(&FunctionInfo::this_binding, BindingKind::This, f);
  scope_ = outer_scope;
  function_ = outer_function;
  loop_depth_ = outer_loops;
  in_class_ = outer_class;
  labels_ = std::move(outer_labels);
}

void Analyzer::classDefinition(ast::Class* c) {
  c->scope = openScope(ScopeKind::Class, c, false);
  bool outer_class = std::exchange(in_class_, true);
  if (c->id != nullptr) {
    ast::Function strict_code{};
    strict_code.is_strict = true;
    checkName(c->id->name, c->id->span, true, &strict_code);
    c->inner_binding = declare(scope_, BindingKind::Const, c->id->name, c->id->span);
    c->inner_binding->initialized_at = c->span.end;
  }
  bool private_instance_methods = false;
  for (ast::ClassElement* element : c->elements) {
    auto* node = static_cast<ast::Node*>(element);
    auto* method = ast::as<ast::ClassMethod>(node);
    auto* field = ast::as<ast::ClassField>(node);
    ast::PropertyKey* k = method != nullptr ? &method->key : field != nullptr ? &field->key : nullptr;
    if (k == nullptr) continue;
    if (k->kind == ast::PropertyKey::Kind::Private) {
      Binding* existing = findIn(scope_, k->name, true);
      if (existing != nullptr) {
        // Only a getter and a setter of the same placement may share a name.
        bool pair = false;
        for (ast::ClassElement* other : c->elements) {
          auto* accessor = ast::as<ast::ClassMethod>(static_cast<ast::Node*>(other));
          if (accessor == nullptr || accessor == method || accessor->key.binding != existing ||
              method == nullptr)
            continue;
          auto a = accessor->function->function_kind, b = method->function->function_kind;
          pair |= accessor->is_static == method->is_static &&
                  ((a == ast::FunctionKind::Getter && b == ast::FunctionKind::Setter) ||
                   (a == ast::FunctionKind::Setter && b == ast::FunctionKind::Getter));
        }
        if (!pair)
          error(DiagnosticKind::InvalidClass, k->span,
                {"private name '#" + toUtf8(k->name) + "' is declared twice"});
      }
      k->binding =
          existing != nullptr ? existing : declare(scope_, BindingKind::PrivateName, k->name, k->span);
      k->binding->initialized_at = 0;
      if (method != nullptr) {
        method->private_value = declare(scope_, BindingKind::Synthetic, k->name, k->span);
        method->private_value->initialized_at = 0;
        private_instance_methods |= !method->is_static;
      }
    } else if (field != nullptr && k->kind == ast::PropertyKey::Kind::Computed) {
      field->computed_key = declare(scope_, BindingKind::Synthetic, names_.intern(u"key"), k->span);
      field->computed_key->initialized_at = 0;
    }
  }
  auto synthetic = [&](ast::FunctionKind kind) {
    auto* f = arena_.make<ast::Function>();
    f->kind = NodeKind::Function;
    f->span = c->span;
    f->function_kind = kind;
    f->is_strict = f->has_simple_parameters = f->is_class_member = true;
    f->owner = c;
    return f;
  };
  if (private_instance_methods && c->field_initializer == nullptr) {
    c->field_initializer = synthetic(ast::FunctionKind::ClassFieldInitializer);
  }
  if (c->heritage != nullptr) {
    // §15.7.14: its private names are those of the code around the class.
    in_heritage_.push_back(c->scope);
    expression(c->heritage);
    in_heritage_.pop_back();
  }
  for (ast::ClassElement* element : c->elements) {
    auto* node = static_cast<ast::Node*>(element);
    if (auto* method = ast::as<ast::ClassMethod>(node)) {
      key(method->key);
      created_at_[method->function] = method->span.begin;
      function(method->function);
    } else if (auto* field = ast::as<ast::ClassField>(node);
               field != nullptr && field->computed_key != nullptr) {
      key(field->key);
    }
  }
  for (ast::Function* f : {c->constructor, c->field_initializer, c->static_initializer}) {
    if (f == nullptr) continue;
    // The static initializer runs when the class's own binding is there; the others are made before.
    created_at_[f] = f == c->static_initializer ? c->span.end : c->span.begin;
    f->owner = c;
    function(f);
  }
  in_class_ = outer_class;
  closeScope();
}

void Analyzer::statements(std::span<ast::Statement*> list) {
  for (ast::Statement* s : list) statement(s);
}

void Analyzer::loopBody(ast::Statement* loop, ast::Statement* body) {
  ++loop_depth_;
  for (ast::LabeledStatement* label : pending_label_nodes_) labels_.push_back({label->label, label, loop});
  size_t labels = pending_label_nodes_.size() + 1;
  pending_label_nodes_.clear();
  labels_.push_back({nullptr, loop, loop});
  statement(body);
  labels_.resize(labels_.size() - labels);
  --loop_depth_;
}

void Analyzer::statement(ast::Statement* s) {
  bool loop = s->kind == NodeKind::ForStatement || s->kind == NodeKind::ForInStatement ||
              s->kind == NodeKind::ForOfStatement || s->kind == NodeKind::WhileStatement ||
              s->kind == NodeKind::DoWhileStatement;
  if (!loop && s->kind != NodeKind::LabeledStatement && !pending_label_nodes_.empty()) {
    std::vector<ast::LabeledStatement*> nodes = std::move(pending_label_nodes_);
    pending_label_nodes_.clear();
    for (ast::LabeledStatement* label : nodes) labels_.push_back({label->label, label, nullptr});
    statement(s);
    labels_.resize(labels_.size() - nodes.size());
    return;
  }
  switch (s->kind) {
    case NodeKind::VariableDeclaration:
      for (ast::Declarator& d : static_cast<ast::VariableDeclaration*>(s)->declarators) {
        bool is_var = static_cast<ast::VariableDeclaration*>(s)->declaration == ast::DeclarationKind::Var;
        auto* identifier = ast::as<ast::BindingIdentifier>(d.target);
        if (d.initializer != nullptr) {
          auto* literal = ast::as<ast::FunctionExpression>(d.initializer);
          if (identifier != nullptr && literal != nullptr && identifier->binding != nullptr && !is_var)
            candidates_[identifier->binding] = literal->function;
          expression(d.initializer);
        }
        if (d.initializer != nullptr || !is_var) declarationTarget(d.target);
        if (is_var) checkVar(d.target);
      }
      return;
    case NodeKind::FunctionDeclaration: {
      auto* declaration = static_cast<ast::FunctionDeclaration*>(s);
      if (declaration->annex_b_var != nullptr) assign(declaration->annex_b_var, s->span.begin, false);
      return;  // walked when its scope was entered
    }
    case NodeKind::ClassDeclaration: {
      auto* declaration = static_cast<ast::ClassDeclaration*>(s);
      classDefinition(declaration->definition);
      if (declaration->id != nullptr && declaration->id->binding != nullptr)
        assign(declaration->id->binding, s->span.begin, true);
      return;
    }
    case NodeKind::ExpressionStatement:
      return expression(static_cast<ast::ExpressionStatement*>(s)->expression);
    case NodeKind::BlockStatement: {
      auto* block = static_cast<ast::BlockStatement*>(s);
      block->scope = openScope(ScopeKind::Block, block, false);
      declareLexical(block->body, scope_, false);
      if (scope_->parent->kind == ScopeKind::Catch &&
          static_cast<ast::TryStatement*>(scope_->parent->node)->handler == block)
        checkAgainst(scope_, scope_->parent, BindingKind::CatchParameter);
      for (ast::FunctionDeclaration* declaration : scope_->functions) function(declaration->function);
      statements(block->body);
      closeScope();
      if (block->scope->bindings.empty()) block->scope = nullptr;
      return;
    }
    case NodeKind::IfStatement:
      for (ast::Statement* rest = s; rest != nullptr;) {
        auto* branch = ast::as<ast::IfStatement>(rest);
        if (branch == nullptr) return statement(rest);
        expression(branch->test);
        // Sloppy `if (x) function f() {}`: as if in a block.
        statement(branch->consequent);
        rest = branch->alternate;
      }
      return;
    case NodeKind::ForStatement: {
      auto* f = static_cast<ast::ForStatement*>(s);
      auto labels = std::move(pending_label_nodes_);
      auto* declaration = ast::as<ast::VariableDeclaration>(f->init);
      bool lexical = declaration != nullptr && declaration->declaration != ast::DeclarationKind::Var;
      ++loop_depth_;
      if (lexical) {
        f->scope = openScope(ScopeKind::For, f, false);
        declareLexical(declaration, scope_, false);
      }
      --loop_depth_;
      if (declaration != nullptr)
        statement(declaration);
      else if (f->init != nullptr)
        expression(static_cast<ast::Expression*>(f->init));
      ++loop_depth_;
      if (f->test != nullptr) expression(f->test);
      if (f->update != nullptr) expression(f->update);
      --loop_depth_;
      pending_label_nodes_ = std::move(labels);
      loopBody(f, f->body);
      if (lexical) closeScope();
      return;
    }
    case NodeKind::ForInStatement:
    case NodeKind::ForOfStatement: {
      bool of = s->kind == NodeKind::ForOfStatement;
      auto* in_loop = static_cast<ast::ForInStatement*>(s);
      auto* of_loop = static_cast<ast::ForOfStatement*>(s);
      ast::Node* left = of ? of_loop->left : in_loop->left;
      ast::Expression* right = of ? of_loop->right : in_loop->right;
      auto labels = std::move(pending_label_nodes_);
      pending_label_nodes_.clear();
      auto* declaration = ast::as<ast::VariableDeclaration>(left);
      bool lexical = declaration != nullptr && declaration->declaration != ast::DeclarationKind::Var;
      if (lexical) {
        // The head's names are in their dead zone while the subject is evaluated.
        Scope* tdz = openScope(ScopeKind::Block, s, false);
        declareLexical(declaration, tdz, false);
        for (Binding* binding : tdz->bindings) binding->initialized_at = UINT32_MAX;
        expression(right);
        bool used = false;
        for (Binding* binding : tdz->bindings) used |= binding->referenced;
        (of ? of_loop->tdz_scope : in_loop->tdz_scope) = used ? tdz : nullptr;
        closeScope();
      } else {
        expression(right);
      }
      ++loop_depth_;
      if (lexical) {
        Scope* scope = openScope(ScopeKind::Block, s, false);
        declareLexical(declaration, scope, false);
        for (Binding* binding : scope->bindings) binding->initialized_at = declaration->span.end;
        (of ? of_loop->scope : in_loop->scope) = scope;
      }
      if (declaration != nullptr) {
        if (declaration->declarators[0].initializer != nullptr)
          expression(declaration->declarators[0].initializer);
        declarationTarget(declaration->declarators[0].target);
        if (!lexical) checkVar(declaration->declarators[0].target);
      } else {
        assignTarget(left);
      }
      --loop_depth_;
      pending_label_nodes_ = std::move(labels);
      loopBody(s, of ? of_loop->body : in_loop->body);
      if (lexical) closeScope();
      return;
    }
    case NodeKind::WhileStatement: {
      auto* w = static_cast<ast::WhileStatement*>(s);
      ++loop_depth_;
      expression(w->test);
      --loop_depth_;
      return loopBody(w, w->body);
    }
    case NodeKind::DoWhileStatement: {
      auto* w = static_cast<ast::DoWhileStatement*>(s);
      loopBody(w, w->body);
      ++loop_depth_;
      expression(w->test);
      --loop_depth_;
      return;
    }
    case NodeKind::ContinueStatement:
    case NodeKind::BreakStatement: {
      bool is_break = s->kind == NodeKind::BreakStatement;
      auto* jump_break = static_cast<ast::BreakStatement*>(s);
      auto* jump_continue = static_cast<ast::ContinueStatement*>(s);
      Name label = is_break ? jump_break->label : jump_continue->label;
      for (size_t i = labels_.size(); i-- > 0;) {
        const Label& candidate = labels_[i];
        if (candidate.name != label) continue;
        if (!is_break && candidate.loop == nullptr) {
          if (label == nullptr) continue;  // `continue` passes through switch
          return error(DiagnosticKind::IllegalBreak, s->span, {"'continue' must name a loop"});
        }
        (is_break ? jump_break->target : jump_continue->target) =
            is_break ? candidate.statement : candidate.loop;
        return;
      }
      if (label != nullptr) return error(DiagnosticKind::UnknownLabel, s->span, {toUtf8(label)});
      return error(DiagnosticKind::IllegalBreak, s->span,
                   {is_break ? "'break' outside of a loop or switch" : "'continue' outside of a loop"});
    }
    case NodeKind::ReturnStatement: {
      if (function_->function_kind == ast::FunctionKind::Program ||
          function_->function_kind == ast::FunctionKind::Eval ||
          function_->function_kind == ast::FunctionKind::ClassStaticInitializer)
        error(DiagnosticKind::IllegalReturn, s->span);
      auto* r = static_cast<ast::ReturnStatement*>(s);
      if (r->argument != nullptr) expression(r->argument);
      return;
    }
    case NodeKind::ThrowStatement:
      return expression(static_cast<ast::ThrowStatement*>(s)->argument);
    case NodeKind::SwitchStatement: {
      auto* sw = static_cast<ast::SwitchStatement*>(s);
      expression(sw->discriminant);
      sw->scope = openScope(ScopeKind::Switch, sw, false);
      for (ast::SwitchCase* c : sw->cases) declareLexical(c->body, scope_, false);
      for (ast::FunctionDeclaration* declaration : scope_->functions) function(declaration->function);
      labels_.push_back({nullptr, sw, nullptr});
      for (ast::SwitchCase* c : sw->cases) {
        if (c->test != nullptr) expression(c->test);
        statements(c->body);
      }
      labels_.pop_back();
      closeScope();
      if (sw->scope->bindings.empty()) sw->scope = nullptr;
      return;
    }
    case NodeKind::TryStatement: {
      auto* t = static_cast<ast::TryStatement*>(s);
      statement(t->block);
      if (t->handler != nullptr) {
        t->catch_scope = openScope(ScopeKind::Catch, t, false);
        if (t->parameter != nullptr) {
          declareTarget(
              t->parameter,
              ast::is<ast::BindingIdentifier>(t->parameter) ? BindingKind::CatchParameter : BindingKind::Let,
              scope_, 0);
          declarationTarget(t->parameter);
        }
        statement(t->handler);
        closeScope();
        if (t->catch_scope->bindings.empty()) t->catch_scope = nullptr;
      }
      if (t->finalizer != nullptr) statement(t->finalizer);
      return;
    }
    case NodeKind::WithStatement: {
      auto* w = static_cast<ast::WithStatement*>(s);
      if (function_->is_strict)
        error(DiagnosticKind::StrictMode, s->span, {"'with' is not allowed in strict mode"});
      expression(w->object);
      w->scope = openScope(ScopeKind::With, w, false);
      declare(w->scope, BindingKind::Synthetic, names_.intern(u"with"), w->object->span)->initialized_at = 0;
      statement(w->body);
      closeScope();
      return;
    }
    case NodeKind::LabeledStatement: {
      auto* l = static_cast<ast::LabeledStatement*>(s);
      checkName(l->label, s->span, false, function_);
      for (const Label& label : labels_) {
        if (label.name == l->label) error(DiagnosticKind::DuplicateLabel, s->span, {toUtf8(l->label)});
      }
      for (ast::LabeledStatement* pending : pending_label_nodes_) {
        if (pending->label == l->label) error(DiagnosticKind::DuplicateLabel, s->span, {toUtf8(l->label)});
      }
      pending_label_nodes_.push_back(l);
      statement(l->body);
      pending_label_nodes_.clear();
      return;
    }
    case NodeKind::ExportDeclaration:
      statement(static_cast<ast::ExportDeclaration*>(s)->declaration);
      return exported(s);
    case NodeKind::ExportNamed:
    case NodeKind::ExportAll:
      return exported(s);
    case NodeKind::ExportDefault: {
      auto* e = static_cast<ast::ExportDefault*>(s);
      if (e->expression != nullptr)
        expression(e->expression);
      else if (ast::is<ast::ClassDeclaration>(e->declaration))
        statement(e->declaration);
      return exported(s);
    }
    default:
      return;  // empty, debugger, imports, export *
  }
}

// A callee or tag: a member's object becomes `this`.
void Analyzer::callee(ast::Expression* e) {
  if (auto* access = ast::as<ast::MemberExpression>(e)) return member(access, false);
  expression(e);
}

void Analyzer::expressions(std::span<ast::Expression*> list) {
  for (ast::Expression* e : list) {
    if (e != nullptr) expression(e);
  }
}

void Analyzer::expression(ast::Expression* e) {
  noteHarmless(e);
  switch (e->kind) {
    case NodeKind::Identifier:
      return identifier(static_cast<ast::Identifier*>(e));
    case NodeKind::ThisExpression: {
      ast::Function* owner = thisFunction();
      owner->uses_this = true;
      bool derived = owner->function_kind == ast::FunctionKind::DerivedConstructor;
      if (owner != function_ || derived) {
        static_cast<ast::ThisExpression*>(e)->binding =
            functionBinding(&FunctionInfo::this_binding, BindingKind::This, owner);
      }
      return;
    }
    case NodeKind::StringLiteral:
      analysis_.strings.push_back(static_cast<ast::StringLiteral*>(e));
      return;
    case NodeKind::TemplateLiteral:
      return expressions(static_cast<ast::TemplateLiteral*>(e)->expressions);
    case NodeKind::TaggedTemplate:
      analysis_.tagged_templates = true;
      callee(static_cast<ast::TaggedTemplate*>(e)->tag);
      return expressions(static_cast<ast::TaggedTemplate*>(e)->quasi->expressions);
    case NodeKind::ArrayExpression:
      return expressions(static_cast<ast::ArrayExpression*>(e)->elements);
    case NodeKind::ObjectExpression:
      for (ast::Property* property : static_cast<ast::ObjectExpression*>(e)->properties) {
        if (property->type == ast::Property::Type::CoverInitializer)
          error(DiagnosticKind::InvalidObjectLiteral, property->span,
                {"invalid shorthand property initializer"});
        if (property->type != ast::Property::Type::Spread) key(property->key);
        expression(property->value);
      }
      return;
    case NodeKind::FunctionExpression: {
      ast::Function* f = static_cast<ast::FunctionExpression*>(e)->function;
      created_at_[f] = e->span.begin;
      created_in_[f] = scope_;
      return function(f);
    }
    case NodeKind::ClassExpression:
      return classDefinition(static_cast<ast::ClassExpression*>(e)->definition);
    case NodeKind::UnaryExpression: {
      auto* u = static_cast<ast::UnaryExpression*>(e);
      if (u->op == ast::UnaryOp::Delete && strict() && ast::is<ast::Identifier>(u->argument)) {
        error(DiagnosticKind::StrictMode, e->span, {"a variable cannot be deleted in strict mode"});
      }
      if (u->op == ast::UnaryOp::Delete) {
        ast::Expression* inner = u->argument;
        if (auto* chain = ast::as<ast::ChainExpression>(inner)) inner = chain->expression;
        if (auto* access = ast::as<ast::MemberExpression>(inner);
            access != nullptr && access->key.kind == ast::PropertyKey::Kind::Private)
          error(DiagnosticKind::InvalidClass, e->span, {"private members cannot be deleted"});
      }
      if (auto* target = ast::as<ast::MemberExpression>(u->argument);
          target != nullptr && u->op == ast::UnaryOp::Delete)
        return member(target, false);
      return expression(u->argument);
    }
    case NodeKind::UpdateExpression:
      return assignTarget(static_cast<ast::UpdateExpression*>(e)->target);
    case NodeKind::BinaryExpression: {
      std::vector<ast::Expression*> rights;
      ast::Expression* left = e;
      while (auto* b = ast::as<ast::BinaryExpression>(left)) {
        noteHarmless(b);
        rights.push_back(b->right);
        left = b->left;
      }
      expression(left);
      for (size_t i = rights.size(); i-- > 0;) expression(rights[i]);
      return;
    }
    case NodeKind::LogicalExpression:
      expression(static_cast<ast::LogicalExpression*>(e)->left);
      return expression(static_cast<ast::LogicalExpression*>(e)->right);
    case NodeKind::AssignmentExpression: {
      auto* a = static_cast<ast::AssignmentExpression*>(e);
      assignTarget(a->target);
      expression(a->value);
      return noteAssignment(a);
    }
    case NodeKind::ConditionalExpression: {
      auto* c = static_cast<ast::ConditionalExpression*>(e);
      expression(c->test);
      expression(c->consequent);
      return expression(c->alternate);
    }
    case NodeKind::CallExpression: {
      auto* c = static_cast<ast::CallExpression*>(e);
      c->request = -1;
      if (!noteCodeText(c->callee, c->arguments, c->direct_eval)) noteCodeCall(c->callee, c->arguments);
      noteIntlCall(c->callee, c->arguments);
      callee(c->callee);
      expressions(c->arguments);
      if (c->direct_eval) evalScope(c);
      return noteCall(c);
    }
    case NodeKind::NewExpression: {
      auto* n = static_cast<ast::NewExpression*>(e);
      if (!noteCodeText(n->callee, n->arguments, false)) noteCodeCall(n->callee, n->arguments);
      expression(n->callee);
      return expressions(n->arguments);
    }
    case NodeKind::MemberExpression:
      return member(static_cast<ast::MemberExpression*>(e), true);
    case NodeKind::SuperMember: {
      auto* s = static_cast<ast::SuperMember*>(e);
      ast::Function* owner = thisFunction();
      if (owner->function_kind == ast::FunctionKind::Normal ||
          owner->function_kind == ast::FunctionKind::Program ||
          owner->function_kind == ast::FunctionKind::Eval ||
          owner->function_kind == ast::FunctionKind::CommonJs) {
        return error(DiagnosticKind::IllegalSuper, e->span, {"'super' outside of a method"});
      }
      owner->uses_this = owner->uses_super_property = true;
      s->home = functionBinding(&FunctionInfo::home_binding, BindingKind::HomeObject, owner);
      bool derived = owner->function_kind == ast::FunctionKind::DerivedConstructor;
      if (owner != function_ || derived)
        s->this_binding = functionBinding(&FunctionInfo::this_binding, BindingKind::This, owner);
      return key(s->key);
    }
    case NodeKind::SuperCall: {
      auto* s = static_cast<ast::SuperCall*>(e);
      ast::Function* owner = thisFunction();
      if (owner->function_kind != ast::FunctionKind::DerivedConstructor) {
        return error(DiagnosticKind::IllegalSuper, e->span,
                     {"'super' call outside of a derived constructor"});
      }
      s->this_binding = functionBinding(&FunctionInfo::this_binding, BindingKind::This, owner);
      assign(s->this_binding, e->span.begin, false);
      if (owner != function_) {
        s->new_target_binding =
            functionBinding(&FunctionInfo::new_target_binding, BindingKind::NewTarget, owner);
        s->callee_binding =
            functionBinding(&FunctionInfo::active_function_binding, BindingKind::ActiveFunction, owner);
      }
      return expressions(s->arguments);
    }
    case NodeKind::ChainExpression:
      return expression(static_cast<ast::ChainExpression*>(e)->expression);
    case NodeKind::SequenceExpression:
      return expressions(static_cast<ast::SequenceExpression*>(e)->expressions);
    case NodeKind::YieldExpression:
      if (auto* argument = static_cast<ast::YieldExpression*>(e)->argument) expression(argument);
      return;
    case NodeKind::AwaitExpression:
      return expression(static_cast<ast::AwaitExpression*>(e)->argument);
    case NodeKind::ImportCall: {
      auto* i = static_cast<ast::ImportCall*>(e);
      expression(i->specifier);
      if (i->options != nullptr) expression(i->options);
      i->request = -1;
      if (ast::is<ast::StringLiteral>(i->specifier))
        analysis_.import_calls.push_back(i);
      else
        noteComputedLoad(i->specifier, analysis_.import_candidates, "import");
      return;
    }
    case NodeKind::NewTarget: {
      ast::Function* owner = thisFunction();
      if (owner->function_kind == ast::FunctionKind::Program ||
          owner->function_kind == ast::FunctionKind::Eval)
        return error(DiagnosticKind::IllegalNewTarget, e->span);
      owner->uses_new_target = true;
      if (owner != function_)
        static_cast<ast::NewTarget*>(e)->binding =
            functionBinding(&FunctionInfo::new_target_binding, BindingKind::NewTarget, owner);
      return;
    }
    case NodeKind::PrivateIn:
      expression(static_cast<ast::PrivateIn*>(e)->object);
      return key(static_cast<ast::PrivateIn*>(e)->key);
    case NodeKind::SpreadElement: {
      // f(...arguments) only reads: its iterator is the intrinsic one as long as nobody else saw the object.
      auto* argument = static_cast<ast::SpreadElement*>(e)->argument;
      if (auto* name = ast::as<ast::Identifier>(argument)) return identifier(name, true);
      return expression(argument);
    }
    default:
      return;  // literals, import.meta
  }
}

}  // namespace kiln::sema
