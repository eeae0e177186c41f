// Which expressions may get at eval, Function and the like: programs without any need no compiler at run
// time.
#include <algorithm>

#include "frontend/sema/analyzer.h"

namespace kiln::sema {

using ast::NodeKind;

namespace {

bool isGlobalNamed(const ast::Node* node, std::u16string_view name) {
  auto* identifier = ast::as<ast::Identifier>(const_cast<ast::Node*>(node));
  return identifier != nullptr && identifier->name->text == name;
}

// A text that may be code.
bool isText(const ast::Expression* e) {
  if (e->kind == NodeKind::StringLiteral || e->kind == NodeKind::TemplateLiteral) return true;
  auto* sum = ast::as<ast::BinaryExpression>(const_cast<ast::Expression*>(e));
  return sum != nullptr && sum->op == ast::BinaryOp::Add && (isText(sum->left) || isText(sum->right));
}

}  // namespace

// Before its parts are walked: comparisons, typeof and plain properties do not call the function.
void Analyzer::noteHarmless(ast::Expression* e) {
  auto mark = [&](const ast::Node* part) {
    if (isGlobalNamed(part, u"Function") || isGlobalNamed(part, u"eval")) harmless_.insert(part);
  };
  if (auto* binary = ast::as<ast::BinaryExpression>(e)) {
    switch (binary->op) {
      case ast::BinaryOp::Instanceof:
      case ast::BinaryOp::StrictEqual:
      case ast::BinaryOp::StrictNotEqual:
      case ast::BinaryOp::Equal:
      case ast::BinaryOp::NotEqual:
        mark(binary->left);
        mark(binary->right);
        break;
      default:
        break;
    }
  } else if (auto* unary = ast::as<ast::UnaryExpression>(e)) {
    if (unary->op == ast::UnaryOp::Typeof) mark(unary->argument);
  } else if (auto* access = ast::as<ast::MemberExpression>(e)) {
    if (access->key.kind != ast::PropertyKey::Kind::Static) return;
    for (const char16_t* name : {u"call", u"apply", u"bind", u"constructor"}) {
      if (access->key.name->text == name) return;
    }
    mark(access->object);
  }
}

void Analyzer::noteCodeUse(ast::Identifier* name) {
  if (name->binding != nullptr || harmless_.contains(name)) return;
  if (name->name->text == u"eval") analysis_.code_uses.push_back({name->span, "eval"});
  if (name->name->text == u"Function") analysis_.code_uses.push_back({name->span, "Function"});
}

// `x.eval`, and the constructors that only a function's `constructor` leads to.
void Analyzer::noteCodeUse(ast::MemberExpression* access) {
  if (access->key.kind != ast::PropertyKey::Kind::Static || harmless_.contains(access)) return;
  std::u16string_view key = access->key.name->text;
  bool agent_start = key == u"start" && ast::is<ast::MemberExpression>(access->object) &&
                     isGlobalNamed(static_cast<ast::MemberExpression*>(access->object)->object, u"$262");
  if (key == u"eval" || key == u"evalScript" || agent_start)
    analysis_.code_uses.push_back({access->key.span, "eval"});
  if (key == u"Function") analysis_.code_uses.push_back({access->key.span, "Function"});
  if (key != u"constructor") return;
  ast::Expression* object = access->object;
  if (auto* call = ast::as<ast::CallExpression>(object)) {
    auto* callee = ast::as<ast::MemberExpression>(call->callee);
    bool prototype = callee != nullptr && callee->key.kind == ast::PropertyKey::Kind::Static &&
                     callee->key.name->text == u"getPrototypeOf" && call->arguments.size() == 1;
    if (prototype) object = call->arguments[0];
  }
  if (ast::is<ast::FunctionExpression>(object) || isGlobalNamed(object, u"Function"))
    analysis_.code_uses.push_back({access->key.span, "constructor"});
}

// Before its parts are walked.
void Analyzer::noteCodeCall(ast::Expression* callee, std::span<ast::Expression*> arguments) {
  auto* access = ast::as<ast::MemberExpression>(callee);
  if (access == nullptr || access->key.kind != ast::PropertyKey::Kind::Static ||
      access->key.name->text != u"constructor")
    return;
  if (std::any_of(arguments.begin(), arguments.end(), isText))
    analysis_.code_uses.push_back({access->key.span, "constructor"});
}

}  // namespace kiln::sema
