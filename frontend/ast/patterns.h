// ECMA-262 §13.15.5 assignment patterns and §14.3.3 binding patterns: one structure for both.
// A target is a BindingIdentifier (declarations), an Identifier / MemberExpression / SuperMember
// (assignments), or a nested pattern.
#pragma once
#include "frontend/ast/expressions.h"

namespace kiln::ast {

struct BindingIdentifier : Node {
  static constexpr NodeKind kKind = NodeKind::BindingIdentifier;
  Name name;
  sema::Binding* binding;  // [sema] never null afterwards, except where `dynamic`
  bool needs_tdz_check = false;
  std::span<sema::Binding*> with_objects;  // [sema] as for Identifier: `with (o) var x = 1` may set o.x
};

struct PatternElement {
  Node* target = nullptr;  // null: elision (array patterns)
  Expression* initializer = nullptr;
  Span span;
};

struct ArrayPattern : Node {
  static constexpr NodeKind kKind = NodeKind::ArrayPattern;
  std::span<PatternElement> elements;
  Node* rest;  // may be null
};

struct PatternProperty {
  PropertyKey key;
  PatternElement value;
};

struct ObjectPattern : Node {
  static constexpr NodeKind kKind = NodeKind::ObjectPattern;
  std::span<PatternProperty> properties;
  Node* rest;  // may be null; excludes the keys above
};

}  // namespace kiln::ast
