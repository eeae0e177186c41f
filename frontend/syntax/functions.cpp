#include <algorithm>

#include "frontend/syntax/converter.h"

namespace kiln::syntax {

using ast::FunctionKind;

// §8.4 NamedEvaluation: anonymous functions and classes take the name of what they are assigned to.
void Converter::nameFunction(ast::Expression* e, Name name) {
  if (e == nullptr ||
      (e->parenthesized && !ast::is<ast::FunctionExpression>(e) && !ast::is<ast::ClassExpression>(e)))
    return;
  if (auto* f = ast::as<ast::FunctionExpression>(e);
      f != nullptr && f->function->id == nullptr && f->function->name == nullptr)
    f->function->name = name;
  if (auto* c = ast::as<ast::ClassExpression>(e);
      c != nullptr && c->definition->id == nullptr && c->definition->name == nullptr)
    c->definition->name = name;
}

// §11.2.1: the string literals that a function, script or module begins with. The place of 'use strict', if
// it is among them.
std::optional<Span> Converter::useStrict(TSNode list) {
  std::optional<Span> found;
  for (TSNode child : named(list)) {
    if (!is(child, "expression_statement") || named(child).size() != 1 || !is(named(child)[0], "string"))
      break;
    std::string_view raw = text(named(child)[0]);
    if (raw == "'use strict'" || raw == "\"use strict\"") found = span(named(child)[0]);
  }
  return found;
}

void Converter::markDirectives(std::span<ast::Statement*> list) {
  for (ast::Statement* s : list) {
    auto* e = ast::as<ast::ExpressionStatement>(s);
    if (e == nullptr || !ast::is<ast::StringLiteral>(e->expression) || e->expression->parenthesized) break;
    e->directive = true;
  }
}

void Converter::parameters(ast::Function* f, TSNode node) {
  std::vector<ast::Parameter> list;
  f->has_simple_parameters = true;
  bool counting = true;
  checkCommas(node);
  ast::Function* outer_parameters = parameters_of_;
  parameters_of_ = f;
  bool rest = false;
  for (TSNode child : children(node)) {
    if (is(child, ",") && rest)
      fail(DiagnosticKind::InvalidParameters, span(child), {"a comma may not follow a rest parameter"});
    rest |= is(child, "rest_pattern");
  }
  for (TSNode child : named(node)) {
    ast::Parameter parameter;
    if (!list.empty() && list.back().rest)
      fail(DiagnosticKind::InvalidParameters, list.back().element.span,
           {"a rest parameter must be the last one"});
    if (is(child, "rest_pattern")) {
      parameter.rest = true;
      parameter.element.target = bindingTarget(named(child)[0]);
      parameter.element.span = span(child);
    } else {
      parameter.element = element(child, true);
    }
    bool simple = !parameter.rest && parameter.element.initializer == nullptr &&
                  ast::is<ast::BindingIdentifier>(parameter.element.target);
    f->has_simple_parameters &= simple;
    counting &= !parameter.rest && parameter.element.initializer == nullptr;
    if (counting) ++f->length;
    list.push_back(parameter);
  }
  parameters_of_ = outer_parameters;
  f->parameters = arena_.copy(list);
}

void Converter::body(ast::Function* f, TSNode node) {
  // The prologue decides strictness before anything in the body is converted.
  bool outer_strict = strict_;
  ast::Function* outer_parameters = parameters_of_;
  parameters_of_ = nullptr;
  if (std::optional<Span> directive = useStrict(node)) {
    f->has_use_strict_directive = strict_ = true;
    if (!f->has_simple_parameters)
      fail(DiagnosticKind::InvalidParameters, *directive,
           {"'use strict' is not allowed in a function with such parameters"});
  }
  f->is_strict = strict_;
  f->body = statements(node);
  markDirectives(f->body);
  strict_ = outer_strict;
  parameters_of_ = outer_parameters;
}

ast::Function* Converter::function(TSNode node, FunctionKind kind) {
  auto* f = make<ast::Function>(node);
  f->function_kind = kind;
  f->is_async = hasToken(node, "async");
  f->is_generator = hasToken(node, "*");
  f->is_strict = strict_;
  bool method = kind == FunctionKind::Method || kind == FunctionKind::Getter || kind == FunctionKind::Setter;
  TSNode name = field(node, "name");
  if (!none(name) && !method && kind == FunctionKind::Normal) {
    f->id = make<ast::BindingIdentifier>(name);
    f->id->name = f->name = identifierName(name);
  }
  ast::Function* outer = function_;
  function_ = f;
  if (TSNode single = field(node, "parameter"); !none(single)) {
    ast::Parameter parameter;
    parameter.element = element(single, true);
    f->parameters = arena_.copy(std::vector<ast::Parameter>{parameter});
    f->has_simple_parameters = true;
    f->length = 1;
  } else {
    parameters(f, field(node, "parameters"));
  }
  if (kind == FunctionKind::Getter && !f->parameters.empty())
    fail(DiagnosticKind::InvalidParameters, f->span, {"a getter takes no parameters"});
  if (kind == FunctionKind::Setter && (f->parameters.size() != 1 || f->parameters[0].rest))
    fail(DiagnosticKind::InvalidParameters, f->span, {"a setter takes exactly one parameter"});
  if (kind == FunctionKind::Arrow) {
    TSNode list = field(node, "parameters"), single = field(node, "parameter");
    TSNode formals = none(list) ? single : list;
    uint32_t end = ts_node_end_byte(formals), begin = ts_node_start_byte(formals);
    if (f->is_async && newlineBetween(ts_node_start_byte(node), begin))
      fail(DiagnosticKind::UnexpectedToken, span(formals), {"line end after 'async'"});
    for (TSNode child : children(node)) {
      if (is(child, "=>") && newlineBetween(end, ts_node_start_byte(child)))
        fail(DiagnosticKind::UnexpectedToken, span(child), {"token '=>' at the start of a line"});
    }
  }
  TSNode content = field(node, "body");
  if (is(content, "statement_block")) {
    body(f, content);
  } else {
    f->is_expression_body = true;
    if (text(content).starts_with("{")) startsLikeStatement(content);
    ast::Function* outer_parameters = parameters_of_;
    parameters_of_ = nullptr;
    f->expression = expression(content);
    parameters_of_ = outer_parameters;
  }
  function_ = outer;
  return f;
}

ast::FunctionExpression* Converter::functionExpression(TSNode node, FunctionKind kind) {
  auto* e = make<ast::FunctionExpression>(node);
  e->function = function(node, kind);
  return e;
}

ast::Class* Converter::classDefinition(TSNode node) {
  auto* c = make<ast::Class>(node);
  bool outer_strict = strict_;
  strict_ = true;
  TSNode name = field(node, "name");
  if (!none(name)) {
    c->id = make<ast::BindingIdentifier>(name);
    c->id->name = c->name = identifierName(name);
  }
  for (TSNode child : named(node)) {
    if (is(child, "class_heritage")) {
      c->heritage = operand(named(child)[0]);
      bool loose =
          ast::is<ast::BinaryExpression>(c->heritage) || ast::is<ast::LogicalExpression>(c->heritage) ||
          ast::is<ast::UnaryExpression>(c->heritage) || ast::is<ast::ConditionalExpression>(c->heritage);
      if (loose && !c->heritage->parenthesized)
        fail(DiagnosticKind::SyntaxError, c->heritage->span, {"this needs parentheses after 'extends'"});
    }
    if (is(child, "decorator"))
      fail(DiagnosticKind::Unsupported, span(child), {"decorators are not supported"});
  }
  std::vector<ast::ClassElement*> elements;
  bool instance_fields = false, static_parts = false;
  auto synthetic = [&](FunctionKind kind) {
    auto* f = make<ast::Function>(node);
    f->function_kind = kind;
    f->is_strict = f->has_simple_parameters = f->is_class_member = true;
    f->owner = c;
    return f;
  };
  for (TSNode child : named(field(node, "body"))) {
    if (is(child, "class_static_block")) {
      auto* block = make<ast::ClassStaticBlock>(child);
      block->is_static = static_parts = true;
      ast::Function* outer = function_;
      if (c->static_initializer == nullptr)
        c->static_initializer = synthetic(FunctionKind::ClassStaticInitializer);
      function_ = c->static_initializer;
      block->body = statements(field(child, "body"));
      function_ = outer;
      elements.push_back(block);
      continue;
    }
    bool is_static = false;
    uint32_t method_begin = span(child).begin;  // behind `static`, which is no part of a method's source text
    for (TSNode part : children(child)) {
      if (is_static && method_begin == span(child).begin && !is(part, "comment"))
        method_begin = span(part).begin;
      if (is(part, "static")) is_static = true;
      if (is(part, "decorator"))
        fail(DiagnosticKind::Unsupported, span(part), {"decorators are not supported"});
    }
    if (is(child, "field_definition")) {
      auto* f = make<ast::ClassField>(child);
      f->is_static = is_static;
      f->key = propertyKey(field(child, "property"));
      std::u16string_view field_name = f->key.name == nullptr ? u"" : f->key.name->text;
      if (f->key.kind != ast::PropertyKey::Kind::Computed && field_name == u"constructor")
        fail(DiagnosticKind::InvalidClass, f->key.span, {"a class may not have a field named 'constructor'"});
      if (f->key.kind == ast::PropertyKey::Kind::Static && is_static && field_name == u"prototype")
        fail(DiagnosticKind::InvalidClass, f->key.span,
             {"a class may not have a static field named 'prototype'"});
      (is_static ? static_parts : instance_fields) = true;
      ast::Function*& initializer = is_static ? c->static_initializer : c->field_initializer;
      if (initializer == nullptr)
        initializer =
            synthetic(is_static ? FunctionKind::ClassStaticInitializer : FunctionKind::ClassFieldInitializer);
      if (TSNode v = field(child, "value"); !none(v)) {
        ast::Function* outer = function_;
        function_ = initializer;
        f->value = expression(v);
        function_ = outer;
        if (f->key.kind == ast::PropertyKey::Kind::Static) nameFunction(f->value, f->key.name);
        if (f->key.kind == ast::PropertyKey::Kind::Private)
          nameFunction(f->value, names_.internUtf8("#" + toUtf8(f->key.name)));
      }
      elements.push_back(f);
      continue;
    }
    if (!is(child, "method_definition")) continue;
    ast::PropertyKey key = propertyKey(field(child, "name"));
    bool getter = hasToken(child, "get"), setter = hasToken(child, "set");
    if ((getter || setter) && (hasToken(child, "async") || hasToken(child, "*")))
      fail(DiagnosticKind::InvalidClass, span(child), {"an accessor cannot be async or a generator"});
    if (key.kind == ast::PropertyKey::Kind::Private && key.name->text == u"constructor")
      fail(DiagnosticKind::InvalidClass, key.span,
           {"a class may not have a private method named '#constructor'"});
    bool constructor = !is_static && !getter && !setter && key.kind == ast::PropertyKey::Kind::Static &&
                       key.name->text == u"constructor";
    FunctionKind kind = constructor ? (c->heritage != nullptr ? FunctionKind::DerivedConstructor
                                                              : FunctionKind::ClassConstructor)
                        : getter    ? FunctionKind::Getter
                        : setter    ? FunctionKind::Setter
                                    : FunctionKind::Method;
    ast::Function* f = function(child, kind);
    f->is_class_member = true;
    f->span.begin = method_begin;
    if (key.kind == ast::PropertyKey::Kind::Static) {
      bool special = getter || setter || f->is_generator || f->is_async;
      if (!is_static && key.name->text == u"constructor" && special)
        fail(DiagnosticKind::InvalidClass, key.span,
             {"a class constructor may not be an accessor, a generator or async"});
      if (is_static && key.name->text == u"prototype")
        fail(DiagnosticKind::InvalidClass, key.span,
             {"a class may not have a static method named 'prototype'"});
    }
    if (constructor) {
      if (c->constructor != nullptr)
        fail(DiagnosticKind::InvalidClass, key.span, {"a class may only have one constructor"});
      if (f->is_async || f->is_generator)
        fail(DiagnosticKind::InvalidClass, key.span, {"a constructor cannot be async or a generator"});
      f->owner = c;
      c->constructor = f;
      continue;
    }
    auto* method = make<ast::ClassMethod>(child);
    method->is_static = is_static;
    method->key = key;
    method->function = f;
    if (key.kind == ast::PropertyKey::Kind::Static) f->name = key.name;
    if (key.kind == ast::PropertyKey::Kind::Private) f->name = names_.internUtf8("#" + toUtf8(key.name));
    elements.push_back(method);
  }
  c->elements = arena_.copy(elements);
  strict_ = outer_strict;
  return c;
}

}  // namespace kiln::syntax
