// How V8 renders an expression in "… is not a function", "… is not iterable" and the like: from its syntax
// tree, in which operations on constants are folded and chains of one operator are one node.
#include <charconv>
#include <cmath>
#include <optional>

#include "ir/build/function_builder.h"

namespace kiln::ir {
namespace {

using KeyKind = ast::PropertyKey::Kind;
constexpr const char* kIntermediate = "(intermediate value)";

// §6.1.6.1.20 Number::toString
std::string numberText(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  if (value == 0) return "0";
  char buffer[40];
  auto end =
      std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::scientific).ptr;
  std::string_view text(buffer, static_cast<size_t>(end - buffer));
  size_t e = text.find('e');
  std::string digits(text.substr(0, 1));
  if (e > 2) digits += text.substr(2, e - 2);
  int count = static_cast<int>(digits.size());
  int point = std::stoi(std::string(text.substr(e + 1))) + 1;  // where it is in the digits
  std::string sign = value < 0 ? "-" : "";
  if (count <= point && point <= 21)
    return sign + digits + std::string(static_cast<size_t>(point - count), '0');
  if (0 < point && point <= 21) return sign + digits.insert(static_cast<size_t>(point), ".");
  if (-6 < point && point <= 0) return sign + "0." + std::string(static_cast<size_t>(-point), '0') + digits;
  std::string exponent = (point > 0 ? "e+" : "e-") + std::to_string(std::abs(point - 1));
  if (count > 1) digits.insert(1, ".");
  return sign + digits + exponent;
}

// §7.1.6 ToInt32
int32_t toInt32(double value) {
  if (!std::isfinite(value)) return 0;
  double wrapped = std::fmod(std::trunc(value), 4294967296.0);
  return static_cast<int32_t>(static_cast<uint32_t>(static_cast<int64_t>(wrapped)));
}

std::optional<double> folded(ast::BinaryOp op, double left, double right) {
  auto a = static_cast<uint32_t>(toInt32(left)), b = static_cast<uint32_t>(toInt32(right));
  switch (op) {
    case ast::BinaryOp::Add:
      return left + right;
    case ast::BinaryOp::Sub:
      return left - right;
    case ast::BinaryOp::Mul:
      return left * right;
    case ast::BinaryOp::Div:
      return left / right;
    case ast::BinaryOp::Mod:
      return std::fmod(left, right);
    case ast::BinaryOp::Exp:
      return std::pow(left, right);
    case ast::BinaryOp::ShiftLeft:
      return static_cast<int32_t>(a << (b & 31));
    case ast::BinaryOp::ShiftRight:
      return static_cast<int32_t>(a) >> (b & 31);
    case ast::BinaryOp::ShiftRightUnsigned:
      return a >> (b & 31);
    case ast::BinaryOp::BitAnd:
      return static_cast<int32_t>(a & b);
    case ast::BinaryOp::BitOr:
      return static_cast<int32_t>(a | b);
    case ast::BinaryOp::BitXor:
      return static_cast<int32_t>(a ^ b);
    case ast::BinaryOp::Equal:
    case ast::BinaryOp::NotEqual:
    case ast::BinaryOp::StrictEqual:
    case ast::BinaryOp::StrictNotEqual:
    case ast::BinaryOp::Less:
    case ast::BinaryOp::LessEqual:
    case ast::BinaryOp::Greater:
    case ast::BinaryOp::GreaterEqual:
    case ast::BinaryOp::In:
    case ast::BinaryOp::Instanceof:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<double> numberOf(const ast::Expression* e) {
  if (auto* literal = ast::as<ast::NumericLiteral>(e)) return literal->value;
  if (auto* unary = ast::as<ast::UnaryExpression>(e)) {
    std::optional<double> value = numberOf(unary->argument);
    if (!value) return std::nullopt;
    if (unary->op == ast::UnaryOp::Plus) return value;
    if (unary->op == ast::UnaryOp::Minus) return -*value;
    if (unary->op == ast::UnaryOp::BitNot) return ~toInt32(*value);
  } else if (auto* binary = ast::as<ast::BinaryExpression>(e)) {
    std::optional<double> left = numberOf(binary->left), right = numberOf(binary->right);
    if (left && right) return folded(binary->op, *left, *right);
  }
  return std::nullopt;
}

bool isChained(ast::LogicalOp) {
  return true;
}
bool isChained(ast::BinaryOp op) {
  return op != ast::BinaryOp::Exp && folded(op, 1, 1).has_value();
}

// Whether a literal is true; `!` of one is folded.
std::optional<bool> truthOf(const ast::Expression* e) {
  if (std::optional<double> number = numberOf(e)) return *number != 0 && !std::isnan(*number);
  if (ast::is<ast::NullLiteral>(e)) return false;
  if (auto* boolean = ast::as<ast::BooleanLiteral>(e)) return boolean->value;
  if (auto* string = ast::as<ast::StringLiteral>(e)) return !string->value->text.empty();
  auto* unary = ast::as<ast::UnaryExpression>(e);
  if (unary == nullptr || unary->op != ast::UnaryOp::Not) return std::nullopt;
  std::optional<bool> value = truthOf(unary->argument);
  return value ? std::optional(!*value) : std::nullopt;
}

}  // namespace

// `a + b + c` is one node, comparisons and powers are not: the text of the chain without its parentheses.
template <typename Operation>
std::string FunctionBuilder::renderChain(Operation* e) {
  auto* left = ast::as<Operation>(e->left);
  bool same = left != nullptr && left->op == e->op && isChained(e->op) && !numberOf(left);
  return (same ? renderChain(left) : render(e->left)) + " " + ast::operatorText(e->op) + " " +
         render(e->right);
}

std::string FunctionBuilder::render(ast::Expression* e) {
  if (std::optional<double> number = numberOf(e)) return numberText(*number);
  switch (e->kind) {
    case ast::NodeKind::Identifier:
      return toUtf8(static_cast<ast::Identifier*>(e)->name);
    case ast::NodeKind::ThisExpression:
      return "this";
    case ast::NodeKind::NullLiteral:
      return "null";
    case ast::NodeKind::BooleanLiteral:
      return static_cast<ast::BooleanLiteral*>(e)->value ? "true" : "false";
    case ast::NodeKind::StringLiteral:
      return "\"" + toUtf8(static_cast<ast::StringLiteral*>(e)->value) + "\"";
    case ast::NodeKind::RegExpLiteral: {
      auto* literal = static_cast<ast::RegExpLiteral*>(e);
      return "/" + toUtf8(literal->pattern) + "/" + toUtf8(literal->flags);
    }
    case ast::NodeKind::TemplateLiteral: {
      auto* literal = static_cast<ast::TemplateLiteral*>(e);
      if (literal->expressions.empty()) return "\"" + toUtf8(literal->quasis[0].cooked) + "\"";
      std::string out;
      for (ast::Expression* part : literal->expressions) out += render(part);
      return out;
    }
    case ast::NodeKind::ArrayExpression: {
      std::string out = "[";
      for (ast::Expression* element : static_cast<ast::ArrayExpression*>(e)->elements) {
        if (out.size() > 1) out += ",";
        out += element != nullptr ? render(element) : kIntermediate;
      }
      return out + "]";
    }
    case ast::NodeKind::ObjectExpression: {
      std::string out = "{";
      for (size_t i = 0; i < static_cast<ast::ObjectExpression*>(e)->properties.size(); ++i)
        out += kIntermediate;
      return out + "}";
    }
    case ast::NodeKind::SpreadElement:
      return "(..." + render(static_cast<ast::SpreadElement*>(e)->argument) + ")";
    case ast::NodeKind::UnaryExpression: {
      auto* u = static_cast<ast::UnaryExpression*>(e);
      if (std::optional<bool> truth = truthOf(u)) return *truth ? "true" : "false";
      std::string op = ast::operatorText(u->op);
      return "(" + op + (op.size() > 1 ? " " : "") + render(u->argument) + ")";
    }
    case ast::NodeKind::UpdateExpression: {
      auto* u = static_cast<ast::UpdateExpression*>(e);
      std::string op = u->increment ? "++" : "--";
      return u->prefix ? "(" + op + render(u->target) + ")" : "(" + render(u->target) + op + ")";
    }
    case ast::NodeKind::BinaryExpression: {
      auto* b = static_cast<ast::BinaryExpression*>(e);
      const char* negated = b->op == ast::BinaryOp::NotEqual         ? "=="
                            : b->op == ast::BinaryOp::StrictNotEqual ? "==="
                                                                     : nullptr;
      if (negated != nullptr) return "(!(" + render(b->left) + " " + negated + " " + render(b->right) + "))";
      return "(" + renderChain(b) + ")";
    }
    case ast::NodeKind::LogicalExpression:
      return "(" + renderChain(static_cast<ast::LogicalExpression*>(e)) + ")";
    case ast::NodeKind::AssignmentExpression: {
      auto* target = static_cast<ast::AssignmentExpression*>(e)->target;
      if (ast::is<ast::ArrayPattern>(target) || ast::is<ast::ObjectPattern>(target)) return kIntermediate;
      return render(static_cast<ast::Expression*>(target));
    }
    case ast::NodeKind::ConditionalExpression:
      return std::string(kIntermediate) + kIntermediate + kIntermediate;
    case ast::NodeKind::SequenceExpression: {
      std::string out;
      for (ast::Expression* part : static_cast<ast::SequenceExpression*>(e)->expressions)
        out += (out.empty() ? "(" : " , ") + render(part);
      return out + ")";
    }
    case ast::NodeKind::MemberExpression: {
      auto* m = static_cast<ast::MemberExpression*>(e);
      std::string object = render(m->object) + (m->optional ? "?" : "");
      if (m->key.kind == KeyKind::Static) return object + "." + toUtf8(m->key.name);
      if (m->key.kind == KeyKind::Private) return object + ".#" + toUtf8(m->key.name);
      auto* text = ast::as<ast::TemplateLiteral>(m->key.expression);
      if (text != nullptr && text->expressions.empty()) return object + "." + toUtf8(text->quasis[0].cooked);
      return object + (m->optional ? ".[" : "[") + render(m->key.expression) + "]";
    }
    case ast::NodeKind::SuperMember: {
      auto* m = static_cast<ast::SuperMember*>(e);
      return m->key.kind == KeyKind::Static
                 ? std::string(kIntermediate) + "." + toUtf8(m->key.name)
                 : std::string(kIntermediate) + "[" + render(m->key.expression) + "]";
    }
    case ast::NodeKind::ChainExpression:  // V8 names the links of the chain that fails itself only
      return kIntermediate;
    case ast::NodeKind::TaggedTemplate:
      return render(static_cast<ast::TaggedTemplate*>(e)->tag) + "(...)";
    case ast::NodeKind::CallExpression:
      return render(static_cast<ast::CallExpression*>(e)->callee) + "(...)";
    default:
      return kIntermediate;
  }
}

// V8 does not find the expressions of static initializers and of computed keys of classes: their errors
// describe the value.
std::string FunctionBuilder::rendering(ast::Expression* e) {
  return nameless_ ? "" : render(e);
}

// What is iterated, for the error that it is not iterable; empty where V8 describes the value. It says of a
// call that it, or what it returns, is the reason: such renderings end with a line feed.
std::string FunctionBuilder::renderIterated(ast::Expression* e, bool is_await) {
  if (ast::is<ast::ChainExpression>(e)) return "";
  auto* call = ast::as<ast::CallExpression>(e);
  if (call == nullptr || call->optional || nameless_) return rendering(e);
  return render(is_await ? call : call->callee) + "\n";
}

// What yield* hands over to: V8 finds no names and literals, and in an asynchronous generator all that the
// expression is made into.
std::string FunctionBuilder::renderDelegate(ast::Expression* e, bool is_async) {
  bool is_value = ast::is<ast::Identifier>(e) || ast::is<ast::ChainExpression>(e) ||
                  ast::is<ast::ObjectExpression>(e) || ast::is<ast::NumericLiteral>(e) ||
                  ast::is<ast::NullLiteral>(e) || ast::is<ast::BooleanLiteral>(e);
  if (is_value || nameless_) return "";
  std::string out = "yield* ";
  for (int i = 0; i < (is_async ? 4 : 1); ++i) out += kIntermediate;
  return out;
}

Instr* FunctionBuilder::iterated(ast::Expression* e) {
  iterated_ = e;
  return value(e);
}

}  // namespace kiln::ir
