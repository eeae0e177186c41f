#include "frontend/syntax/converter.h"

namespace kiln::syntax {

ast::Node* Converter::bindingTarget(TSNode node) {
  return pattern(node, true);
}

ast::Node* Converter::assignmentTarget(TSNode node) {
  if (is(node, "array_pattern") || is(node, "object_pattern")) return pattern(node, false);
  if (is(node, "array") || is(node, "object")) return toTarget(expression(node));
  ast::Expression* e = expression(node);
  bool fine = ast::is<ast::Identifier>(e) || ast::is<ast::MemberExpression>(e) ||
              ast::is<ast::SuperMember>(e) || (ast::is<ast::CallExpression>(e) && !strict_);
  if (!fine) fail(DiagnosticKind::InvalidTarget, span(node), {"this cannot be assigned to"});
  return e;
}

ast::PatternElement Converter::element(TSNode node, bool binding) {
  ast::PatternElement out;
  out.span = span(node);
  if (is(node, "assignment_pattern") || is(node, "object_assignment_pattern")) {
    out.target = pattern(field(node, "left"), binding);
    out.initializer = expression(field(node, "right"));
    if (auto* identifier = ast::as<ast::BindingIdentifier>(out.target))
      nameFunction(out.initializer, identifier->name);
    if (auto* identifier = ast::as<ast::Identifier>(out.target); identifier && !identifier->parenthesized)
      nameFunction(out.initializer, identifier->name);
  } else {
    out.target = pattern(node, binding);
  }
  return out;
}

ast::Node* Converter::pattern(TSNode node, bool binding) {
  std::string_view t = type(node);
  if (t == "array_pattern") {
    auto* p = make<ast::ArrayPattern>(node);
    std::vector<ast::PatternElement> elements;
    bool pending = false;
    for (TSNode child : children(node)) {
      std::string_view c = type(child);
      if (c == "[" || c == "]") continue;
      if (p->rest != nullptr)
        fail(DiagnosticKind::InvalidTarget, span(child), {"the rest element must be the last one"});
      if (c == ",") {
        if (!pending) elements.push_back({nullptr, nullptr, span(child)});
        pending = false;
      } else if (c == "rest_pattern") {
        p->rest = pattern(named(child)[0], binding);
        pending = true;
      } else {
        elements.push_back(element(child, binding));
        pending = true;
      }
    }
    p->elements = arena_.copy(elements);
    return p;
  }
  if (t == "object_pattern") {
    auto* p = make<ast::ObjectPattern>(node);
    std::vector<ast::PatternProperty> properties;
    checkCommas(node);
    for (TSNode child : named(node)) {
      std::string_view c = type(child);
      if (p->rest != nullptr)
        fail(DiagnosticKind::InvalidTarget, span(child), {"the rest element must be the last one"});
      if (c == "rest_pattern") {
        p->rest = pattern(named(child)[0], binding);
        if (ast::is<ast::ArrayPattern>(p->rest) || ast::is<ast::ObjectPattern>(p->rest))
          fail(DiagnosticKind::InvalidTarget, p->rest->span, {"'...' must be followed by a name here"});
        continue;
      }
      ast::PatternProperty property;
      if (c == "pair_pattern") {
        property.key = propertyKey(field(child, "key"));
        if (property.key.kind == ast::PropertyKey::Kind::Private)
          fail(DiagnosticKind::InvalidTarget, property.key.span, {"a pattern has no private names"});
        property.value = element(field(child, "value"), binding);
      } else {
        // `a` or `a = 1`
        TSNode name = c == "object_assignment_pattern" ? field(child, "left") : child;
        if (is(name, "array_pattern") || is(name, "object_pattern"))
          fail(DiagnosticKind::InvalidTarget, span(name), {"a key is missing here"});
        property.key.span = span(name);
        property.key.name = identifierName(name);
        property.value = element(child, binding);
      }
      properties.push_back(property);
    }
    if (std::vector<TSNode> all = children(node); p->rest != nullptr && is(all[all.size() - 2], ","))
      fail(DiagnosticKind::InvalidTarget, p->rest->span, {"the rest element must be the last one"});
    p->properties = arena_.copy(properties);
    return p;
  }
  bool name = t == "identifier" || t == "shorthand_property_identifier_pattern" ||
              t == "shorthand_property_identifier" || t == "undefined";
  if (binding) {
    if (!name) fail(DiagnosticKind::InvalidTarget, span(node), {"expected a name or a pattern"});
    if (masked_.parenthesized_targets.contains(ts_node_start_byte(node)))
      fail(DiagnosticKind::UnexpectedToken, span(node), {"parentheses around a name that is declared"});
    if (masked_.bare_yields.contains(ts_node_start_byte(node)))
      fail(DiagnosticKind::IllegalYield, span(node), {"'yield' is not a name here"});
    auto* b = make<ast::BindingIdentifier>(node);
    b->name = identifierName(node);
    return b;
  }
  if (name) return identifier(node);
  return assignmentTarget(node);
}

// Cover grammar: an array or object literal that turns out to be a pattern.
ast::Node* Converter::toTarget(ast::Node* node) {
  auto withDefault = [&](ast::Expression* e) {
    ast::PatternElement out;
    out.span = e->span;
    auto* assign = ast::as<ast::AssignmentExpression>(e);
    if (assign != nullptr && assign->type == ast::AssignmentExpression::Type::Plain &&
        !assign->parenthesized) {
      out.target = assign->target;
      out.initializer = assign->value;
    } else {
      out.target = toTarget(e);
    }
    return out;
  };
  auto place = [&](ast::Node* made) {
    made->span = node->span;
    return made;
  };
  if (auto* array = ast::as<ast::ArrayExpression>(node)) {
    auto* p = arena_.make<ast::ArrayPattern>();
    p->kind = ast::ArrayPattern::kKind;
    std::vector<ast::PatternElement> elements;
    for (ast::Expression* e : array->elements) {
      if (p->rest != nullptr)
        fail(DiagnosticKind::InvalidTarget, p->rest->span, {"the rest element must be the last one"});
      if (e == nullptr)
        elements.push_back({nullptr, nullptr, node->span});
      else if (auto* s = ast::as<ast::SpreadElement>(e))
        p->rest = toTarget(s->argument);
      else
        elements.push_back(withDefault(e));
    }
    p->elements = arena_.copy(elements);
    return place(p);
  }
  if (auto* object = ast::as<ast::ObjectExpression>(node)) {
    auto* p = arena_.make<ast::ObjectPattern>();
    p->kind = ast::ObjectPattern::kKind;
    std::vector<ast::PatternProperty> properties;
    for (ast::Property* property : object->properties) {
      if (p->rest != nullptr)
        fail(DiagnosticKind::InvalidTarget, p->rest->span, {"the rest element must be the last one"});
      if (property->type == ast::Property::Type::Spread) {
        p->rest = toTarget(property->value);
        if (ast::is<ast::ArrayPattern>(p->rest) || ast::is<ast::ObjectPattern>(p->rest))
          fail(DiagnosticKind::InvalidTarget, p->rest->span, {"'...' must be followed by a name here"});
        if (file_.slice({property->span.end, object->span.end}).find(',') != std::string_view::npos)
          fail(DiagnosticKind::InvalidTarget, p->rest->span, {"the rest element must be the last one"});
      } else {
        properties.push_back({property->key, withDefault(property->value)});
      }
    }
    p->properties = arena_.copy(properties);
    return place(p);
  }
  bool fine = ast::is<ast::Identifier>(node) || ast::is<ast::MemberExpression>(node) ||
              ast::is<ast::SuperMember>(node) || ast::is<ast::ArrayPattern>(node) ||
              ast::is<ast::ObjectPattern>(node);
  if (!fine) fail(DiagnosticKind::InvalidTarget, node->span, {"this cannot be assigned to"});
  return node;
}

}  // namespace kiln::syntax
