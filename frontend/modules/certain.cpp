#include "frontend/modules/certain.h"

#include "frontend/ast/ast.h"

namespace kiln::modules {
namespace {

class Walk {
 public:
  explicit Walk(const Module& module) : module_(module) {}

  std::vector<size_t> run() {
    for (ast::Statement* statement : module_.ast->body->body) {
      if (!visit(statement)) break;
    }
    return std::move(found_);
  }

 private:
  // False when what follows may not run, or may find modules otherwise.
  bool visit(ast::Statement* statement) {
    if (ast::is<ast::FunctionDeclaration>(statement) || ast::is<ast::EmptyStatement>(statement)) return true;
    if (auto* declaration = ast::as<ast::VariableDeclaration>(statement)) {
      for (const ast::Declarator& declarator : declaration->declarators) {
        if (declarator.initializer != nullptr && !isHarmless(declarator.initializer)) return false;
      }
      return true;
    }
    auto* expression = ast::as<ast::ExpressionStatement>(statement);
    if (expression == nullptr) return false;
    if (expression->directive) return true;
    if (auto* assignment = ast::as<ast::AssignmentExpression>(expression->expression))
      return isHarmless(assignment->value);
    // require("x") for its effects: they may be on require itself.
    isHarmless(expression->expression);
    return false;
  }

  // Literals, functions, and what require() gives, with the properties taken from it.
  bool isHarmless(ast::Expression* e) {
    if (auto* member = ast::as<ast::MemberExpression>(e)) return isHarmless(member->object);
    if (auto* call = ast::as<ast::CallExpression>(e)) {
      if (call->request < 0 || !ast::is<ast::Identifier>(call->callee)) return false;
      found_.push_back(static_cast<size_t>(call->request));
      return true;
    }
    return ast::is<ast::FunctionExpression>(e) || ast::is<ast::StringLiteral>(e) ||
           ast::is<ast::NumericLiteral>(e) || ast::is<ast::Identifier>(e) ||
           ast::is<ast::BooleanLiteral>(e) || ast::is<ast::NullLiteral>(e);
  }

  const Module& module_;
  std::vector<size_t> found_;
};

}  // namespace

std::vector<size_t> certainRequires(const Module& module) {
  if (module.ast == nullptr || module.kind != ModuleKind::CommonJs) return {};
  return Walk(module).run();
}

}  // namespace kiln::modules
