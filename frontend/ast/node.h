// Base of all syntax nodes. Nodes live in an Arena and are trivially destructible; fields marked [sema]
// are filled by frontend/sema, those marked [modules] by frontend/modules.
#pragma once
#include <cstdint>
#include <span>

#include "frontend/support/name.h"
#include "frontend/support/span.h"

namespace kiln::sema {
struct Binding;
struct Scope;
struct FunctionInfo;
}  // namespace kiln::sema

namespace kiln::ast {

enum class NodeKind : uint8_t {
#define KILN_EXPRESSION(name) name,
#define KILN_STATEMENT(name) name,
#define KILN_PATTERN(name) name,
#define KILN_PART(name) name,
#include "frontend/ast/nodes.def"
};

struct Node {
  NodeKind kind;
  bool parenthesized = false;  // expression written in parentheses; the span is without them
  Span span;
};

struct Expression : Node {};
struct Statement : Node {};

// Expressions and patterns share positions (assignment targets), hence targets are plain Node*.
template <class T>
bool is(const Node* node) {
  return node && node->kind == T::kKind;
}
template <class T>
T* as(Node* node) {  // null if of another kind
  return is<T>(node) ? static_cast<T*>(node) : nullptr;
}
template <class T>
const T* as(const Node* node) {
  return is<T>(node) ? static_cast<const T*>(node) : nullptr;
}

const char* nodeKindName(NodeKind kind);

enum class UnaryOp : uint8_t {
#define KILN_UNARY(name, text) name,
#include "frontend/ast/operators.def"
};
enum class BinaryOp : uint8_t {
#define KILN_BINARY(name, text) name,
#include "frontend/ast/operators.def"
};
enum class LogicalOp : uint8_t {
#define KILN_LOGICAL(name, text) name,
#include "frontend/ast/operators.def"
};
const char* operatorText(UnaryOp op);
const char* operatorText(BinaryOp op);
const char* operatorText(LogicalOp op);

// Name of a property in a literal, class, pattern or member access.
struct PropertyKey {
  enum class Kind : uint8_t {
    Static,    // `name` is the property key's string: a, "a b", and numbers in canonical form ("1", "1e+21")
    Computed,  // `expression`
    Private,   // `name` without '#'; `binding` is the PrivateName binding
  } kind = Kind::Static;
  Span span;
  Name name = nullptr;
  Expression* expression = nullptr;
  sema::Binding* binding = nullptr;  // [sema] Private only
};

}  // namespace kiln::ast
