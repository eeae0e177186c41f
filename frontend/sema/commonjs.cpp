// CommonJS modules: literal require() calls, and the names assigned to exports (what Node's own lexer looks
// for).
#include "frontend/sema/analyzer.h"

namespace kiln::sema {

bool Analyzer::isModuleParameter(ast::Node* node, std::u16string_view name) {
  auto* identifier = ast::as<ast::Identifier>(node);
  return identifier != nullptr && identifier->name->text == name && identifier->binding != nullptr &&
         identifier->binding->kind == BindingKind::Parameter &&
         identifier->binding->function == program_->body;
}

// `exports` or `module.exports`
bool Analyzer::isExports(ast::Node* node) {
  if (isModuleParameter(node, u"exports")) return true;
  auto* member = ast::as<ast::MemberExpression>(node);
  return member != nullptr && member->key.kind == ast::PropertyKey::Kind::Static &&
         member->key.name->text == u"exports" && isModuleParameter(member->object, u"module");
}

void Analyzer::literalsOf(ast::Expression* e, std::vector<ast::StringLiteral*>& out) {
  if (auto* literal = ast::as<ast::StringLiteral>(e)) {
    out.push_back(literal);
  } else if (auto* choice = ast::as<ast::ConditionalExpression>(e)) {
    literalsOf(choice->consequent, out);
    literalsOf(choice->alternate, out);
  } else if (auto* logical = ast::as<ast::LogicalExpression>(e)) {
    literalsOf(logical->left, out);
    literalsOf(logical->right, out);
  }
}

// `createRequire(…)` gives functions of any name, mostly this one.
void Analyzer::noteMadeRequire(ast::CallExpression* call) {
  auto* callee = ast::as<ast::Identifier>(call->callee);
  if (callee == nullptr || call->arguments.empty()) return;
  if (callee->name->text == u"createRequire") analysis_.computed_require = true;
  if (callee->name->text != u"require") return;
  analysis_.computed_require |= noteComputedLoad(call->arguments[0], analysis_.require_candidates, "require");
}

// A specifier that is no literal: true when no literal can be told that it may be.
bool Analyzer::noteComputedLoad(ast::Expression* specifier, std::vector<ast::StringLiteral*>& candidates,
                                const char* what) {
  size_t known = candidates.size();
  literalsOf(specifier, candidates);
  if (candidates.size() > known) return false;
  analysis_.code_uses.push_back({specifier->span, what, true});
  return true;
}

void Analyzer::noteCall(ast::CallExpression* call) {
  ast::Node* callee = call->callee;
  if (program_->goal != ast::Goal::CommonJs) return noteMadeRequire(call);
  bool literal = !call->arguments.empty() && ast::is<ast::StringLiteral>(call->arguments[0]);
  if (isModuleParameter(callee, u"require") && literal) {
    analysis_.requires_.push_back(call);
    return;
  }
  if (isModuleParameter(callee, u"require") && !call->arguments.empty()) {
    analysis_.computed_require |=
        noteComputedLoad(call->arguments[0], analysis_.require_candidates, "require");
    return;
  }
  noteMadeRequire(call);
  auto* member = ast::as<ast::MemberExpression>(callee);
  if (member == nullptr || member->key.kind != ast::PropertyKey::Kind::Static) return;
  if (member->key.name->text == u"resolve" && isModuleParameter(member->object, u"require") && literal)
    analysis_.requires_.push_back(call);
  // Object.defineProperty(exports, "name", …)
  if (member->key.name->text == u"defineProperty" && call->arguments.size() >= 2 &&
      isExports(call->arguments[0])) {
    if (auto* name = ast::as<ast::StringLiteral>(call->arguments[1]))
      analysis_.commonjs_exports.push_back(name->value);
  }
}

void Analyzer::noteAssignment(ast::AssignmentExpression* a) {
  if (program_->goal != ast::Goal::CommonJs) return;
  auto* member = ast::as<ast::MemberExpression>(a->target);
  if (member == nullptr || member->key.kind != ast::PropertyKey::Kind::Static) return;
  if (isExports(member->object)) {
    analysis_.commonjs_exports.push_back(member->key.name);
    return;
  }
  if (!isExports(member)) return;
  if (auto* object = ast::as<ast::ObjectExpression>(a->value)) {
    for (ast::Property* property : object->properties) {
      if (property->type == ast::Property::Type::Spread) break;
      if (property->key.kind == ast::PropertyKey::Kind::Static)
        analysis_.commonjs_exports.push_back(property->key.name);
    }
  } else if (auto* call = ast::as<ast::CallExpression>(a->value);
             call != nullptr && isModuleParameter(call->callee, u"require")) {
    analysis_.reexports.push_back(call);
  }
}

}  // namespace kiln::sema
