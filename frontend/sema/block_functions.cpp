// §B.3.2.1: functions in blocks of sloppy code are variables of the function around them too. The variables
// are declared on entry, so that code before the block and closures made earlier see them.
#include <algorithm>

#include "frontend/sema/analyzer.h"

namespace kiln::sema {

using ast::NodeKind;

namespace {

void names(ast::Node* target, std::vector<Name>& out) {
  if (target == nullptr) return;
  if (auto* identifier = ast::as<ast::BindingIdentifier>(target)) {
    out.push_back(identifier->name);
  } else if (auto* array = ast::as<ast::ArrayPattern>(target)) {
    for (ast::PatternElement& element : array->elements) names(element.target, out);
    names(array->rest, out);
  } else if (auto* object = ast::as<ast::ObjectPattern>(target)) {
    for (ast::PatternProperty& property : object->properties) names(property.value.target, out);
    names(object->rest, out);
  }
}

void lexicalNames(ast::Node* s, std::vector<Name>& out) {
  while (auto* labelled = ast::as<ast::LabeledStatement>(s)) s = labelled->body;
  if (auto* variables = ast::as<ast::VariableDeclaration>(s);
      variables != nullptr && variables->declaration != ast::DeclarationKind::Var) {
    for (ast::Declarator& declarator : variables->declarators) names(declarator.target, out);
  } else if (auto* definition = ast::as<ast::ClassDeclaration>(s)) {
    names(definition->id, out);
  } else if (auto* function = ast::as<ast::FunctionDeclaration>(s)) {
    names(function->function->id, out);
  }
}

}  // namespace

// A `var` of this name would neither clash with a lexical declaration of the function nor hide a parameter.
bool Analyzer::annexBUsable(Scope* var_scope, Name name) {
  if (var_scope == analysis_.eval_variables && lexicalAround(name)) return false;
  Binding* own = findIn(var_scope, name, false);
  if (own != nullptr) return own->kind == BindingKind::Var || own->kind == BindingKind::Function;
  if (var_scope->kind != ScopeKind::FunctionBody) return true;
  return findIn(var_scope->function->info->parameter_scope, name, false) == nullptr;
}

// `between`: lexical names of the blocks between the function and this list.
void Analyzer::hoistBlockFunctions(std::span<ast::Statement*> list, Scope* scope, std::vector<Name>& between,
                                   bool top) {
  size_t outer = between.size();
  for (ast::Statement* s : list) {
    while (auto* labelled = ast::as<ast::LabeledStatement>(s)) s = labelled->body;
    auto* declaration = ast::as<ast::FunctionDeclaration>(s);
    if (top || declaration == nullptr || declaration->function->is_async ||
        declaration->function->is_generator)
      continue;
    Name name = declaration->function->id->name;
    bool clash = std::find(between.begin(), between.begin() + static_cast<std::ptrdiff_t>(outer), name) !=
                 between.begin() + static_cast<std::ptrdiff_t>(outer);
    if (clash || !annexBUsable(scope, name) || findIn(scope, name, false) != nullptr) continue;
    Binding* variable = declare(scope, BindingKind::Var, name, declaration->function->id->span);
    variable->initialized_at = 0;
    variable->annex_b = true;
  }
  if (!top) {
    for (ast::Statement* s : list) lexicalNames(s, between);
  }
  for (ast::Statement* s : list) hoistBlockFunctions(s, scope, between);
  between.resize(outer);
}

void Analyzer::hoistBlockFunctions(ast::Statement* s, Scope* scope, std::vector<Name>& between) {
  if (s == nullptr) return;
  size_t outer = between.size();
  auto loop = [&](ast::Node* head, ast::Statement* body) {
    if (ast::is<ast::VariableDeclaration>(head)) lexicalNames(head, between);
    hoistBlockFunctions(body, scope, between);
  };
  switch (s->kind) {
    case NodeKind::BlockStatement:
      hoistBlockFunctions(static_cast<ast::BlockStatement*>(s)->body, scope, between, false);
      break;
    case NodeKind::IfStatement:
      for (ast::Statement* rest = s; rest != nullptr;) {
        auto* branch = ast::as<ast::IfStatement>(rest);
        if (branch == nullptr) {
          hoistBlockFunctions(rest, scope, between);
          break;
        }
        hoistBlockFunctions(branch->consequent, scope, between);
        rest = branch->alternate;
      }
      break;
    case NodeKind::ForStatement:
      loop(static_cast<ast::ForStatement*>(s)->init, static_cast<ast::ForStatement*>(s)->body);
      break;
    case NodeKind::ForInStatement:
      loop(static_cast<ast::ForInStatement*>(s)->left, static_cast<ast::ForInStatement*>(s)->body);
      break;
    case NodeKind::ForOfStatement:
      loop(static_cast<ast::ForOfStatement*>(s)->left, static_cast<ast::ForOfStatement*>(s)->body);
      break;
    case NodeKind::WhileStatement:
      loop(nullptr, static_cast<ast::WhileStatement*>(s)->body);
      break;
    case NodeKind::DoWhileStatement:
      loop(nullptr, static_cast<ast::DoWhileStatement*>(s)->body);
      break;
    case NodeKind::WithStatement:
      loop(nullptr, static_cast<ast::WithStatement*>(s)->body);
      break;
    case NodeKind::LabeledStatement:
      loop(nullptr, static_cast<ast::LabeledStatement*>(s)->body);
      break;
    case NodeKind::SwitchStatement: {
      std::vector<ast::Statement*> all;
      for (ast::SwitchCase* c : static_cast<ast::SwitchStatement*>(s)->cases)
        all.insert(all.end(), c->body.begin(), c->body.end());
      hoistBlockFunctions(all, scope, between, false);
      break;
    }
    case NodeKind::TryStatement: {
      auto* attempt = static_cast<ast::TryStatement*>(s);
      hoistBlockFunctions(attempt->block, scope, between);
      if (!ast::is<ast::BindingIdentifier>(attempt->parameter)) names(attempt->parameter, between);
      hoistBlockFunctions(attempt->handler, scope, between);
      between.resize(outer);
      hoistBlockFunctions(attempt->finalizer, scope, between);
      break;
    }
    default:
      break;  // statements without statements inside
  }
  between.resize(outer);
}

}  // namespace kiln::sema
