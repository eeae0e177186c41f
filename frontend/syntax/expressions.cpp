#include <algorithm>
#include <cctype>
#include <cstdio>
#include <unordered_map>

#include "frontend/syntax/converter.h"
#include "frontend/syntax/identifiers.h"

namespace kiln::syntax {

using ast::NodeKind;

namespace {

const std::unordered_map<std::string_view, ast::BinaryOp>& binaryOps() {
  static const std::unordered_map<std::string_view, ast::BinaryOp> ops = {
#define KILN_BINARY(name, text) {text, ast::BinaryOp::name},
#include "frontend/ast/operators.def"
  };
  return ops;
}
const std::unordered_map<std::string_view, ast::LogicalOp>& logicalOps() {
  static const std::unordered_map<std::string_view, ast::LogicalOp> ops = {
#define KILN_LOGICAL(name, text) {text, ast::LogicalOp::name},
#include "frontend/ast/operators.def"
  };
  return ops;
}
const std::unordered_map<std::string_view, ast::UnaryOp>& unaryOps() {
  static const std::unordered_map<std::string_view, ast::UnaryOp> ops = {
#define KILN_UNARY(name, text) {text, ast::UnaryOp::name},
#include "frontend/ast/operators.def"
  };
  return ops;
}

}  // namespace

// §12.7
Name Converter::identifierName(Span where) {
  std::string_view raw = file_.slice(where);
  bool plain = std::all_of(raw.begin(), raw.end(), [](char c) { return c != '\\' && !(c & 0x80); });
  if (plain) return names_.internUtf8(raw);
  std::u16string units = utf8ToUtf16(raw), out;
  bool start = true;
  for (size_t i = 0; i < units.size();) {
    uint32_t code = units[i++];
    if (code == '\\') {
      bool valid = i < units.size() && units[i] == 'u' && unicodeEscape(units, ++i, &code);
      if (!valid) fail(DiagnosticKind::InvalidEscape, where, {"invalid escape in a name"});
    } else if ((code & 0xfc00) == 0xd800 && i < units.size() && (units[i] & 0xfc00) == 0xdc00) {
      code = 0x10000 + ((code & 0x3ff) << 10) + (units[i++] & 0x3ffu);
    }
    bool hash = code == '#' && i == 1;
    if (!hash && !(start ? isIdentifierStart(code) : isIdentifierPart(code))) {
      char number[16];
      std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(code));
      fail(DiagnosticKind::UnexpectedToken, where, {"character " + std::string(number) + " in a name"});
    }
    start = hash;
    appendCodePoint(out, code);
  }
  return names_.intern(out);
}

Name Converter::privateName(TSNode node) {
  return names_.intern(identifierName(node)->text.substr(1));
}

ast::Expression* Converter::identifier(TSNode node) {
  auto* e = make<ast::Identifier>(node);
  e->name = identifierName(node);
  e->parenthesized = masked_.parenthesized_targets.contains(e->span.begin);
  return e;
}

ast::Expression* Converter::parenthesized(TSNode node) {
  std::vector<TSNode> inner = named(node);
  if (inner.empty()) fail(DiagnosticKind::UnexpectedToken, span(node), {"token ')'"});
  ast::Expression* e = expression(inner[0]);
  e->parenthesized = true;
  return e;
}

// An operand: arrows, assignments and yield bind less tightly than every operator.
ast::Expression* Converter::operand(TSNode node) {
  ast::Expression* e = expression(node);
  if (e->parenthesized) return e;
  auto* f = ast::as<ast::FunctionExpression>(e);
  bool arrow = f != nullptr && f->function->function_kind == ast::FunctionKind::Arrow;
  if (arrow) fail(DiagnosticKind::SyntaxError, e->span, {"an arrow function needs parentheses here"});
  if (ast::is<ast::AssignmentExpression>(e))
    fail(DiagnosticKind::InvalidTarget, e->span, {"invalid left-hand side in assignment"});
  if (ast::is<ast::YieldExpression>(e))
    fail(DiagnosticKind::IllegalYield, e->span, {"'yield' needs parentheses here"});
  return e;
}

// What stands first in an expression statement or an arrow's body would be a block or a declaration there.
void Converter::startsLikeStatement(TSNode node) {
  std::string_view source = text(node);
  Span where = span(node);
  where.end = where.begin + 1;
  auto starts = [&](std::string_view word) {
    if (!source.starts_with(word)) return false;
    char next = source.size() == word.size() ? ' ' : source[word.size()];
    return !std::isalnum(static_cast<unsigned char>(next)) && next != '_' && next != '$' && !(next & 0x80);
  };
  if (starts("function"))
    fail(DiagnosticKind::InvalidDeclaration, where, {"a function declaration needs a name"});
  if (starts("class")) fail(DiagnosticKind::InvalidDeclaration, where, {"a class declaration needs a name"});
  if (source.starts_with("{"))
    fail(DiagnosticKind::UnexpectedToken, where, {"token '{' at the start of an expression"});
}

ast::Expression* Converter::yield(TSNode node) {
  std::vector<TSNode> parts = named(node);
  bool delegate = hasToken(node, "*");
  if (parameters_of_ != nullptr && parameters_of_ == function_)
    fail(DiagnosticKind::IllegalYield, span(node),
         {function_->is_generator ? "'yield' is not allowed in the parameters of a generator"
                                  : "'yield' is not allowed in the parameters of an arrow function"});
  if (!function_->is_generator)
    fail(DiagnosticKind::IllegalYield, span(node), {"'yield' is only valid in generators"});
  for (TSNode child : children(node)) {
    if (is(child, "*") && newlineBetween(ts_node_start_byte(node), ts_node_start_byte(child)))
      fail(DiagnosticKind::UnexpectedToken, span(child), {"token '*'"});
  }
  auto* e = make<ast::YieldExpression>(node);
  e->delegate = delegate;
  if (!parts.empty()) e->argument = expression(parts[0]);
  return e;
}

ast::Expression* Converter::expression(TSNode node) {
  std::string_view t = type(node);
  if (masked_.bare_yields.contains(ts_node_start_byte(node)) && t == "identifier") return yield(node);
  if (t == "identifier" || t == "undefined") return identifier(node);
  if (t == "member_expression" || t == "subscript_expression" || t == "call_expression")
    return chainOrMember(node);
  if (t == "number") return number(node);
  if (t == "string") return string(node);
  if (t == "binary_expression") return binary(node);
  if (t == "assignment_expression" || t == "augmented_assignment_expression") return assignment(node);
  if (t == "parenthesized_expression") return parenthesized(node);
  if (t == "this") return make<ast::ThisExpression>(node);
  if (t == "null") return make<ast::NullLiteral>(node);
  if (t == "true" || t == "false") {
    auto* e = make<ast::BooleanLiteral>(node);
    e->value = t == "true";
    return e;
  }
  if (t == "template_string") return templateLiteral(node, false);
  if (t == "regex") return regexp(node);
  if (t == "array") return array(node);
  if (t == "object") return object(node);
  if (t == "function_expression" || t == "generator_function")
    return functionExpression(node, ast::FunctionKind::Normal);
  if (t == "arrow_function") return functionExpression(node, ast::FunctionKind::Arrow);
  if (t == "class") {
    auto* e = make<ast::ClassExpression>(node);
    e->definition = classDefinition(node);
    return e;
  }
  if (t == "unary_expression") return unary(node);
  if (t == "update_expression") {
    auto* e = make<ast::UpdateExpression>(node);
    TSNode op = field(node, "operator"), argument = field(node, "argument");
    e->increment = text(op) == "++";
    e->prefix = ts_node_start_byte(op) < ts_node_start_byte(argument);
    if (!e->prefix && newlineBetween(ts_node_end_byte(argument), ts_node_start_byte(op)))
      fail(DiagnosticKind::UnexpectedToken, span(op), {"token '" + std::string(text(op)) + "'"});
    e->target = static_cast<ast::Expression*>(assignmentTarget(argument));
    return e;
  }
  if (t == "ternary_expression") {
    auto* e = make<ast::ConditionalExpression>(node);
    e->test = operand(field(node, "condition"));
    e->consequent = expression(field(node, "consequence"));
    e->alternate = expression(field(node, "alternative"));
    return e;
  }
  if (t == "sequence_expression") return sequence(node);
  if (t == "new_expression") {
    auto* e = make<ast::NewExpression>(node);
    TSNode constructor = field(node, "constructor");
    e->callee = operand(constructor);
    if (ast::is<ast::ChainExpression>(e->callee) && !e->callee->parenthesized)
      fail(DiagnosticKind::SyntaxError, span(constructor),
           {"an optional chain cannot be constructed with 'new'"});
    ast::Expression* root = e->callee;
    while (!root->parenthesized && ast::is<ast::MemberExpression>(root))
      root = static_cast<ast::MemberExpression*>(root)->object;
    if (ast::is<ast::ImportCall>(root) && !root->parenthesized)
      fail(DiagnosticKind::SyntaxError, span(node), {"cannot use 'new' with 'import'"});
    if (TSNode list = field(node, "arguments"); !none(list)) e->arguments = arguments(list);
    return e;
  }
  if (t == "yield_expression") return yield(node);
  if (t == "spread_element") {
    auto* e = make<ast::SpreadElement>(node);
    e->argument = expression(named(node)[0]);
    return e;
  }
  if (t == "meta_property") {
    if (text(node).starts_with("new")) return make<ast::NewTarget>(node);
    if (goal_ != ast::Goal::Module)
      fail(DiagnosticKind::InvalidModuleItem, span(node), {"'import.meta' outside of a module"});
    return make<ast::ImportMeta>(node);
  }
  if (t == "super")
    fail(DiagnosticKind::IllegalSuper, span(node), {"'super' may only be called or have a property read"});
  fail(DiagnosticKind::UnexpectedToken, span(node), {"'" + std::string(text(node).substr(0, 30)) + "'"});
}

std::span<ast::Expression*> Converter::arguments(TSNode node) {
  checkCommas(node);
  std::vector<ast::Expression*> list;
  for (TSNode child : named(node)) list.push_back(expression(child));
  return arena_.copy(list);
}

// One chain a?.b.c(): the wrapper stands around its outermost link.
ast::Expression* Converter::chainOrMember(TSNode node) {
  bool optional = false;
  ast::Expression* inner = chainLink(node, &optional);
  if (optional) {
    auto* chain = make<ast::ChainExpression>(node);
    chain->expression = inner;
    inner = chain;
  }
  return inner;
}

// Written as `void`, which binds alike; see mask.h.
ast::Expression* Converter::await(TSNode node) {
  auto* e = make<ast::AwaitExpression>(node);
  Span keyword{e->span.begin, e->span.begin + 5};
  if (atModuleLevel())
    top_level_await_ = true;
  else if (!function_->is_async)
    fail(DiagnosticKind::IllegalAwait, keyword,
         {"'await' is only valid in async functions and at the top level of modules"});
  if (parameters_of_ == function_)
    fail(DiagnosticKind::IllegalAwait, keyword,
         {"'await' is not allowed in the parameters of an async function"});
  e->argument = operand(field(node, "argument"));
  return e;
}

// `f(…)` before an assignment operator looks like a member; see mask.h.
bool Converter::isAssignedCall(TSNode node) {
  uint32_t begin = ts_node_end_byte(field(node, "object"));
  while (begin < ts_node_end_byte(node) && masked_.text[begin] <= ' ') ++begin;
  return masked_.assigned_calls.contains(begin);
}

ast::Expression* Converter::chainLink(TSNode node, bool* optional) {
  if (is(node, "call_expression")) return call(node, optional);
  if (!masked_.assigned_calls.empty() &&
      (is(node, "member_expression") || is(node, "subscript_expression")) && isAssignedCall(node)) {
    auto* e = make<ast::CallExpression>(node);
    e->callee = chainLink(field(node, "object"), optional);
    if (TSNode index = field(node, "index"); !none(index)) {
      ast::Expression* list = expression(index);
      auto* several = ast::as<ast::SequenceExpression>(list);
      if (several != nullptr && !several->parenthesized)
        e->arguments = several->expressions;
      else
        e->arguments = arena_.copy(std::vector<ast::Expression*>{list});
    }
    e->request = -1;
    return e;
  }
  if (is(node, "member_expression") || is(node, "subscript_expression")) return member(node, optional);
  return operand(node);
}

ast::Expression* Converter::member(TSNode node, bool* optional) {
  TSNode object = field(node, "object");
  bool own_optional = !none(field(node, "optional_chain"));
  ast::PropertyKey key;
  if (is(node, "member_expression")) {
    TSNode property = field(node, "property");
    key.span = span(property);
    if (is(property, "private_property_identifier")) {
      key.kind = ast::PropertyKey::Kind::Private;
      key.name = privateName(property);
    } else {
      key.name = identifierName(property);
    }
  } else {
    TSNode index = field(node, "index");
    key.span = span(index);
    ast::Expression* e = expression(index);
    if (auto* literal = ast::as<ast::StringLiteral>(e)) {
      key.name = literal->value;
    } else {
      key.kind = ast::PropertyKey::Kind::Computed;
      key.expression = e;
    }
  }
  if (is(object, "super")) {
    if (key.kind == ast::PropertyKey::Kind::Private)
      fail(DiagnosticKind::IllegalSuper, key.span, {"'super' has no private members"});
    auto* e = make<ast::SuperMember>(node);
    e->key = key;
    return e;
  }
  if (is(object, "import")) {
    if (goal_ != ast::Goal::Module)
      fail(DiagnosticKind::InvalidModuleItem, span(node), {"'import.meta' outside of a module"});
    return make<ast::ImportMeta>(node);
  }
  auto* e = make<ast::MemberExpression>(node);
  e->object = chainLink(object, optional);
  e->key = key;
  e->optional = own_optional;
  *optional |= own_optional;
  return e;
}

ast::Expression* Converter::call(TSNode node, bool* optional) {
  TSNode callee = field(node, "function"), list = field(node, "arguments");
  if (is(list, "template_string")) {
    auto* e = make<ast::TaggedTemplate>(node);
    e->tag = chainLink(callee, optional);
    if (*optional)
      fail(DiagnosticKind::SyntaxError, span(node), {"a tagged template may not follow an optional chain"});
    e->quasi = templateLiteral(list, true);
    return e;
  }
  if (is(callee, "super")) {
    auto* e = make<ast::SuperCall>(node);
    e->arguments = arguments(list);
    function_->uses_super_call = true;
    return e;
  }
  if (is(callee, "import")) {
    auto* e = make<ast::ImportCall>(node);
    auto parts = arguments(list);
    if (parts.empty()) fail(DiagnosticKind::SyntaxError, span(node), {"import() needs a specifier"});
    if (parts.size() > 2)
      fail(DiagnosticKind::SyntaxError, parts[2]->span, {"import() takes at most two arguments"});
    for (ast::Expression* part : parts) {
      if (ast::is<ast::SpreadElement>(part))
        fail(DiagnosticKind::UnexpectedToken, part->span, {"token '...'"});
    }
    e->specifier = parts[0];
    e->options = parts.size() > 1 ? parts[1] : nullptr;
    e->request = -1;
    return e;
  }
  auto* e = make<ast::CallExpression>(node);
  e->callee = chainLink(callee, optional);
  e->arguments = arguments(list);
  e->optional = !none(field(node, "optional_chain"));
  e->request = -1;
  if (auto* name = ast::as<ast::Identifier>(e->callee);
      name != nullptr && name->name->text == u"eval" && !e->optional) {
    e->direct_eval = true;
    (parameters_of_ == function_ ? function_->eval_in_parameters : function_->has_direct_eval) = true;
  }
  *optional |= e->optional;
  return e;
}

ast::Expression* Converter::unary(TSNode node) {
  if (text(node).starts_with("await") && is(field(node, "operator"), "void")) return await(node);
  auto* e = make<ast::UnaryExpression>(node);
  auto it = unaryOps().find(text(field(node, "operator")));
  if (it == unaryOps().end()) fail(DiagnosticKind::UnexpectedToken, span(node), {"operator"});
  e->op = it->second;
  e->argument = operand(field(node, "argument"));
  return e;
}

ast::Expression* Converter::binary(TSNode node) {
  // The left spine without recursion: long chains of + are common in generated code.
  std::vector<TSNode> spine;
  TSNode left = node;
  while (is(left, "binary_expression")) {
    spine.push_back(left);
    left = field(left, "left");
  }
  ast::Expression* result = nullptr;
  if (!is(left, "private_property_identifier")) result = operand(left);
  for (size_t i = spine.size(); i-- > 0;) {
    TSNode at = spine[i];
    std::string_view op = text(field(at, "operator"));
    if (result == nullptr) {
      auto* in = make<ast::PrivateIn>(at);
      in->key.kind = ast::PropertyKey::Kind::Private;
      in->key.span = span(left);
      in->key.name = privateName(left);
      if (op != "in")
        fail(DiagnosticKind::UnexpectedToken, span(left), {"'" + std::string(text(left)) + "'"});
      if (is(field(at, "right"), "private_property_identifier"))
        fail(DiagnosticKind::UnexpectedToken, span(field(at, "right")), {"private name"});
      in->object = operand(field(at, "right"));
      if (ast::is<ast::PrivateIn>(in->object) && !in->object->parenthesized)
        fail(DiagnosticKind::UnexpectedToken, in->object->span, {"private name"});
      result = in;
    } else if (auto it = logicalOps().find(op); it != logicalOps().end()) {
      auto* e = make<ast::LogicalExpression>(at);
      e->op = it->second;
      e->left = result;
      e->right = operand(field(at, "right"));
      auto mixes = [&](ast::Expression* side) {
        auto* other = ast::as<ast::LogicalExpression>(side);
        return other != nullptr && !other->parenthesized &&
               (other->op == ast::LogicalOp::Coalesce) != (e->op == ast::LogicalOp::Coalesce);
      };
      if (mixes(e->left) || mixes(e->right))
        fail(DiagnosticKind::InvalidOperatorMix, span(at),
             {"'?"
              "?' cannot be mixed with '&&' or '||' without parentheses"});
      result = e;
    } else {
      auto* e = make<ast::BinaryExpression>(at);
      e->op = binaryOps().at(op);
      e->operator_span = span(field(at, "operator"));
      e->left = result;
      e->right = operand(field(at, "right"));
      if (e->op == ast::BinaryOp::Exp && !e->left->parenthesized &&
          (ast::is<ast::UnaryExpression>(e->left) || ast::is<ast::AwaitExpression>(e->left)))
        fail(DiagnosticKind::InvalidOperatorMix, span(at),
             {"a unary operator before '**' needs parentheses"});
      // `#x in o` binds as loosely as a comparison.
      bool looser = e->op == ast::BinaryOp::Equal || e->op == ast::BinaryOp::NotEqual ||
                    e->op == ast::BinaryOp::StrictEqual || e->op == ast::BinaryOp::StrictNotEqual ||
                    e->op == ast::BinaryOp::BitAnd || e->op == ast::BinaryOp::BitOr ||
                    e->op == ast::BinaryOp::BitXor;
      if (ast::is<ast::PrivateIn>(e->right) && !e->right->parenthesized && !looser)
        fail(DiagnosticKind::UnexpectedToken, e->right->span, {"private name"});
      result = e;
    }
  }
  return result;
}

ast::Expression* Converter::assignment(TSNode node) {
  auto* e = make<ast::AssignmentExpression>(node);
  TSNode right = field(node, "right");
  bool plain = is(node, "assignment_expression");
  e->target = assignmentTarget(field(node, "left"));
  e->value = expression(right);
  if (plain) {
    e->type = ast::AssignmentExpression::Type::Plain;
  } else {
    std::string_view op = text(field(node, "operator"));
    op.remove_suffix(1);
    if (auto it = logicalOps().find(op); it != logicalOps().end()) {
      e->type = ast::AssignmentExpression::Type::Logical;
      e->logical_op = it->second;
      if (ast::is<ast::CallExpression>(e->target))
        fail(DiagnosticKind::InvalidTarget, e->target->span, {"a call cannot be assigned to"});
    } else {
      e->type = ast::AssignmentExpression::Type::Compound;
      e->op = binaryOps().at(op);
    }
    if (ast::is<ast::ArrayPattern>(e->target) || ast::is<ast::ObjectPattern>(e->target)) {
      fail(DiagnosticKind::InvalidTarget, e->target->span,
           {"a pattern cannot be the target of a compound assignment"});
    }
  }
  if (auto* target = ast::as<ast::Identifier>(e->target);
      target != nullptr && !target->parenthesized && e->type != ast::AssignmentExpression::Type::Compound) {
    nameFunction(e->value, target->name);
  }
  return e;
}

ast::Expression* Converter::sequence(TSNode node) {
  auto* e = make<ast::SequenceExpression>(node);
  std::vector<ast::Expression*> parts;
  for (TSNode child : named(node)) parts.push_back(expression(child));
  e->expressions = arena_.copy(parts);
  return e;
}

}  // namespace kiln::syntax
