// Calls of eval and Function whose text is known: it is compiled with the program
// (frontend/modules/evaluated.h).
#include <optional>

#include "frontend/sema/analyzer.h"
#include "frontend/support/name.h"

namespace kiln::sema {
namespace {

std::optional<std::u16string> constantText(const ast::Expression* e) {
  auto* node = const_cast<ast::Expression*>(e);
  if (auto* literal = ast::as<ast::StringLiteral>(node)) return std::u16string(literal->value->text);
  if (auto* sum = ast::as<ast::BinaryExpression>(node); sum != nullptr && sum->op == ast::BinaryOp::Add) {
    std::optional<std::u16string> left = constantText(sum->left);
    std::optional<std::u16string> right = left ? constantText(sum->right) : std::nullopt;
    return right ? std::optional(*left + *right) : std::nullopt;
  }
  auto* pieces = ast::as<ast::TemplateLiteral>(node);
  if (pieces == nullptr) return std::nullopt;
  std::u16string text;
  for (size_t i = 0; i < pieces->quasis.size(); ++i) {
    text += pieces->quasis[i].cooked->text;
    if (i == pieces->expressions.size()) break;
    std::optional<std::u16string> part = constantText(pieces->expressions[i]);
    if (!part) return std::nullopt;
    text += *part;
  }
  return text;
}

// Text without code asks whether code can be made at run time: the compiler of run time is the answer.
bool asksOnly(const std::string& text) {
  return text.find_first_not_of(" \t\r\n;") == std::string::npos;
}

bool isStatic(const ast::MemberExpression* access, std::u16string_view name) {
  return access->key.kind == ast::PropertyKey::Kind::Static && access->key.name->text == name;
}

// The function expression whose `constructor` is `(function () {}).constructor`, or that of
// `Object.getPrototypeOf(function () {}).constructor`.
const ast::Function* functionBefore(ast::Expression* object) {
  if (auto* call = ast::as<ast::CallExpression>(object); call != nullptr && call->arguments.size() == 1) {
    auto* callee = ast::as<ast::MemberExpression>(call->callee);
    if (callee != nullptr && isStatic(callee, u"getPrototypeOf")) object = call->arguments[0];
  }
  auto* expression = ast::as<ast::FunctionExpression>(object);
  return expression == nullptr ? nullptr : expression->function;
}

}  // namespace

// What a callee is by its form.
struct Analyzer::TextTaker {
  const ast::Node* named = nullptr;  // the part that would be a CodeUse; null: takes no text
  CodeUse use{};
  bool is_function = false;
  uint32_t flags = 0;  // FunctionText
};

bool Analyzer::isUnshadowed(const ast::Node* node, std::u16string_view name) {
  auto* identifier = ast::as<ast::Identifier>(const_cast<ast::Node*>(node));
  return identifier != nullptr && identifier->name->text == name &&
         lookup(identifier->name, false) == nullptr;
}

Analyzer::TextTaker Analyzer::textTaker(ast::Expression* callee) {
  // (0, eval)
  if (auto* sequence = ast::as<ast::SequenceExpression>(callee))
    return textTaker(sequence->expressions.back());
  if (isUnshadowed(callee, u"Function")) return {callee, {callee->span, "Function"}, true};
  if (isUnshadowed(callee, u"eval")) return {callee, {callee->span, "eval"}};
  auto* access = ast::as<ast::MemberExpression>(callee);
  if (access == nullptr) return {};
  Span span = access->key.span;
  if (isStatic(access, u"constructor")) {
    const ast::Function* before = functionBefore(access->object);
    if (before == nullptr) return {};
    uint32_t flags =
        (before->is_async ? abi::kFnAsync : 0u) | (before->is_generator ? abi::kFnGenerator : 0u);
    return {access, {span, "constructor"}, true, flags};
  }
  bool global = false;
  for (std::u16string_view name : {u"globalThis", u"global", u"self", u"window"})
    global = global || isUnshadowed(access->object, name);
  if (global && isStatic(access, u"Function")) return {access, {span, "Function"}, true};
  if (global && isStatic(access, u"eval")) return {access, {span, "eval"}};
  return {};
}

// Before its parts are walked. The runtime finds the compiled text by its characters, so a callee that is
// something else is called as ever.
bool Analyzer::noteCodeText(ast::Expression* callee, std::span<ast::Expression*> arguments,
                            bool direct_eval) {
  if (direct_eval) return false;
  TextTaker taker = textTaker(callee);
  if (taker.named == nullptr || (!taker.is_function && arguments.size() != 1)) return false;
  CodeText text{taker.use, taker.is_function, {taker.flags, {}, {}}};
  for (size_t i = 0; i < arguments.size(); ++i) {
    std::optional<std::u16string> constant = constantText(arguments[i]);
    if (!constant) return false;
    std::string part = utf16ToUtf8(*constant);
    if (i + 1 == arguments.size())
      text.source.body = part;
    else
      text.source.parameters += (i == 0 ? "" : ",") + part;
  }
  if (!arguments.empty() && asksOnly(text.source.body)) return false;
  harmless_.insert(taker.named);
  analysis_.code_texts.push_back(std::move(text));
  return true;
}

}  // namespace kiln::sema
