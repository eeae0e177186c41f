// CommonJS modules: literal require() calls, and the names assigned to exports (what Node's own lexer looks
// for).
#include <algorithm>
#include <cctype>
#include <string_view>

#include "frontend/sema/analyzer.h"

namespace kiln::sema {

bool Analyzer::isModuleParameter(ast::Node* node, std::u16string_view name) {
  auto* identifier = ast::as<ast::Identifier>(node);
  return identifier != nullptr && identifier->name->text == name && identifier->binding != nullptr &&
         identifier->binding->kind == BindingKind::Parameter &&
         identifier->binding->function == program_->body;
}

namespace {

bool isIdentifier(ast::Node* node, std::u16string_view name) {
  auto* identifier = ast::as<ast::Identifier>(node);
  return identifier != nullptr && identifier->name->text == name;
}

// `object.name` with any name, else null.
ast::MemberExpression* namedMember(ast::Node* node) {
  auto* member = ast::as<ast::MemberExpression>(node);
  return member != nullptr && member->key.kind == ast::PropertyKey::Kind::Static ? member : nullptr;
}
ast::MemberExpression* memberNamed(ast::Node* node, std::u16string_view name) {
  ast::MemberExpression* member = namedMember(node);
  return member != nullptr && member->key.name->text == name ? member : nullptr;
}

// Node's lexer goes by names: `exports` or `module.exports`, whatever they are bound to. So the factories of UMD have exports too.
bool looksLikeExports(ast::Node* node) {
  if (isIdentifier(node, u"exports")) return true;
  ast::MemberExpression* member = memberNamed(node, u"exports");
  return member != nullptr && isIdentifier(member->object, u"module");
}

// What an expression starts with, as text.
ast::Node* firstOf(ast::Node* node) {
  while (true) {
    if (auto* member = ast::as<ast::MemberExpression>(node)) node = member->object;
    else if (auto* binary = ast::as<ast::BinaryExpression>(node)) node = binary->left;
    else if (auto* logical = ast::as<ast::LogicalExpression>(node)) node = logical->left;
    else return node;
  }
}

bool isWordByte(char c) {
  auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte == '_' || byte == '$' || byte >= 0x80;
}
bool startsWord(std::string_view text) {
  return !text.empty() && isWordByte(text[0]) && std::isdigit(static_cast<unsigned char>(text[0])) == 0;
}

// require("x"), by its names.
ast::CallExpression* literalRequire(ast::Node* node) {
  auto* call = ast::as<ast::CallExpression>(node);
  if (call == nullptr || call->arguments.size() != 1 || !ast::is<ast::StringLiteral>(call->arguments[0])) return nullptr;
  return isIdentifier(call->callee, u"require") ? call : nullptr;
}

// __export(require("x")), tslib.__exportStar(require("x"), exports): what compilers make of `export *`.
bool copiesExports(ast::Node* callee) {
  return isIdentifier(callee, u"__export") || isIdentifier(callee, u"__exportStar") ||
         memberNamed(callee, u"__export") != nullptr || memberNamed(callee, u"__exportStar") != nullptr;
}

// `var name = require("x")` at the top, or what Babel wraps it in.
ast::CallExpression* requireBehind(const ast::Function& top, Name name) {
  for (ast::Statement* s : top.body) {
    auto* variables = ast::as<ast::VariableDeclaration>(s);
    if (variables == nullptr) continue;
    for (ast::Declarator& declarator : variables->declarators) {
      auto* target = ast::as<ast::BindingIdentifier>(declarator.target);
      if (target == nullptr || target->name != name || declarator.initializer == nullptr) continue;
      auto* wrapper = ast::as<ast::CallExpression>(declarator.initializer);
      bool wrapped = wrapper != nullptr && isIdentifier(wrapper->callee, u"_interopRequireWildcard") && !wrapper->arguments.empty();
      return literalRequire(wrapped ? static_cast<ast::Node*>(wrapper->arguments[0]) : declarator.initializer);
    }
  }
  return nullptr;
}

// Object.keys(name).forEach(function (key) { if (key === "default" …: what Babel makes of `export *`. Null or the name.
Name copiedByKeys(ast::CallExpression* call) {
  ast::MemberExpression* for_each = memberNamed(call->callee, u"forEach");
  if (for_each == nullptr || call->arguments.size() != 1) return nullptr;
  auto* keys = ast::as<ast::CallExpression>(for_each->object);
  ast::MemberExpression* callee = keys == nullptr ? nullptr : memberNamed(keys->callee, u"keys");
  if (callee == nullptr || !isIdentifier(callee->object, u"Object") || keys->arguments.size() != 1) return nullptr;
  auto* from = ast::as<ast::Identifier>(keys->arguments[0]);
  auto* copy = ast::as<ast::FunctionExpression>(call->arguments[0]);
  if (from == nullptr || copy == nullptr || copy->function->body.empty() || !ast::is<ast::IfStatement>(copy->function->body[0]))
    return nullptr;
  return from->name;
}

}  // namespace

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
  if (call->arguments.empty()) return;
  if (isIdentifier(call->callee, u"createRequire")) analysis_.computed_require = true;
  if (!isIdentifier(call->callee, u"require")) return;
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
  if (!call->arguments.empty() && copiesExports(callee)) {
    if (ast::CallExpression* from = literalRequire(call->arguments[0])) analysis_.reexports.push_back(from);
  }
  if (Name name = copiedByKeys(call)) {
    if (ast::CallExpression* from = requireBehind(*program_->body, name)) analysis_.reexports.push_back(from);
  }
  auto* resolve = memberNamed(callee, u"resolve");
  if (resolve != nullptr && isModuleParameter(resolve->object, u"require") && literal) analysis_.requires_.push_back(call);
  // Object.defineProperty(exports, "name", …)
  if (memberNamed(callee, u"defineProperty") != nullptr && call->arguments.size() >= 2 && looksLikeExports(call->arguments[0])) {
    if (auto* name = ast::as<ast::StringLiteral>(call->arguments[1]))
      analysis_.commonjs_exports.push_back(name->value);
  }
}

void Analyzer::noteAssignment(ast::AssignmentExpression* a) {
  if (program_->goal != ast::Goal::CommonJs) return;
  ast::MemberExpression* member = namedMember(a->target);
  if (member == nullptr) return;
  if (a->type != ast::AssignmentExpression::Type::Plain) return;
  if (looksLikeExports(member->object)) {
    analysis_.commonjs_exports.push_back(member->key.name);
    return;
  }
  if (!looksLikeExports(member)) return;
  // The last assignment of a module says what it exports again.
  analysis_.reexports.clear();
  if (auto* object = ast::as<ast::ObjectExpression>(a->value)) {
    for (ast::Property* property : object->properties) {
      if (property->type == ast::Property::Type::Spread) {
        if (ast::CallExpression* from = literalRequire(property->value)) analysis_.reexports.push_back(from);
        else if (!ast::is<ast::Identifier>(property->value)) break;
      } else {
        // Node's lexer takes a name with a value that starts with a word, and goes on behind values that are only a word.
        bool is_method = property->type == ast::Property::Type::Method;
        std::string_view key = file_.slice(property->key.span), value = file_.slice(property->value->span);
        bool is_word = is_method || startsWord(value);
        if (property->key.kind != ast::PropertyKey::Kind::Static || key.empty() || (!startsWord(key) && key[0] != '"' && key[0] != '\'') || !is_word ||
            property->type == ast::Property::Type::Getter || property->type == ast::Property::Type::Setter)
          break;
        analysis_.commonjs_exports.push_back(property->key.name);
        if (is_method || !std::all_of(value.begin(), value.end(), isWordByte)) break;
      }
    }
  } else if (ast::CallExpression* from = literalRequire(firstOf(a->value))) {
    analysis_.reexports.push_back(from);
  }
}

}  // namespace kiln::sema
