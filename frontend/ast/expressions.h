// ECMA-262 §13 expressions.
#pragma once
#include "frontend/ast/node.h"

namespace kiln::ast {

struct Function;
struct Class;

struct Identifier : Expression {  // IdentifierReference
  static constexpr NodeKind kKind = NodeKind::Identifier;
  Name name;
  sema::Binding* binding;  // [sema] null: global variable (or, if `dynamic`, not known)
  bool needs_tdz_check;    // [sema] the binding may be uninitialised here
  bool dynamic;            // [sema] inside `with`: an object below may have a property of this name
  std::span<sema::Binding*> with_objects;  // [sema] those objects, innermost first
};
struct ThisExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::ThisExpression;
  sema::Binding* binding;  // [sema] the This binding when it is another function's (through arrows) or
                           // a derived constructor's; else null: the current function's own `this`
};
struct NullLiteral : Expression {
  static constexpr NodeKind kKind = NodeKind::NullLiteral;
};
struct BooleanLiteral : Expression {
  static constexpr NodeKind kKind = NodeKind::BooleanLiteral;
  bool value;
};
struct NumericLiteral : Expression {
  static constexpr NodeKind kKind = NodeKind::NumericLiteral;
  double value;
  bool legacy_octal;  // 017 or 089
};
struct StringLiteral : Expression {
  static constexpr NodeKind kKind = NodeKind::StringLiteral;
  Name value;
  bool legacy_octal;  // holds \1…\7, \0 before a digit, \8 or \9
};
struct BigIntLiteral : Expression {
  static constexpr NodeKind kKind = NodeKind::BigIntLiteral;
  Name digits;    // without prefix, separators and `n`; lower case
  uint8_t radix;  // 2, 8, 10, 16
};
struct RegExpLiteral : Expression {
  static constexpr NodeKind kKind = NodeKind::RegExpLiteral;
  Name pattern;
  Name flags;
};

struct TemplateElement {
  Span span;
  Name cooked;  // null: undefined (invalid escape in a tagged template)
  Name raw;
};
struct TemplateLiteral : Expression {
  static constexpr NodeKind kKind = NodeKind::TemplateLiteral;
  std::span<TemplateElement> quasis;  // one more than expressions
  std::span<Expression*> expressions;
};
struct TaggedTemplate : Expression {
  static constexpr NodeKind kKind = NodeKind::TaggedTemplate;
  Expression* tag;  // MemberExpression / SuperMember tags pass their `this`
  TemplateLiteral* quasi;
};

struct ArrayExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::ArrayExpression;
  std::span<Expression*> elements;  // null: hole; SpreadElement
};
struct Property : Node {
  static constexpr NodeKind kKind = NodeKind::Property;
  enum class Type : uint8_t {
    Init,       // key: value
    Shorthand,  // key
    Proto,      // __proto__: value (sets the prototype)
    Method,     // value is a FunctionExpression (async/generator too)
    Getter,
    Setter,
    Spread,            // ...value
    CoverInitializer,  // key = value: valid only as a pattern; sema reports leftovers
  } type;
  PropertyKey key;  // not for Spread
  Expression* value;
};
struct ObjectExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::ObjectExpression;
  std::span<Property*> properties;
};
struct SpreadElement : Expression {  // only in arguments and array literals
  static constexpr NodeKind kKind = NodeKind::SpreadElement;
  Expression* argument;
};

struct FunctionExpression : Expression {  // also arrows and methods
  static constexpr NodeKind kKind = NodeKind::FunctionExpression;
  Function* function;
};
struct ClassExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::ClassExpression;
  Class* definition;
};

struct UnaryExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::UnaryExpression;
  UnaryOp op;
  Expression* argument;
};
struct UpdateExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::UpdateExpression;
  bool increment;
  bool prefix;
  Expression* target;  // Identifier, MemberExpression, SuperMember; a CallExpression in sloppy code throws
                       // a ReferenceError when evaluated
};
struct BinaryExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::BinaryExpression;
  BinaryOp op;
  Span operator_span;  // where errors are reported
  Expression* left;
  Expression* right;
};
struct LogicalExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::LogicalExpression;
  LogicalOp op;
  Expression* left;
  Expression* right;
};
struct AssignmentExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::AssignmentExpression;
  enum class Type : uint8_t { Plain, Compound, Logical } type;
  BinaryOp op;           // Compound
  LogicalOp logical_op;  // Logical
  Node* target;  // Identifier, MemberExpression, SuperMember; Plain also ArrayPattern, ObjectPattern; a
                 // CallExpression in sloppy code throws a ReferenceError after evaluating it
  Expression* value;
};
struct ConditionalExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::ConditionalExpression;
  Expression* test;
  Expression* consequent;
  Expression* alternate;
};
struct CallExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::CallExpression;
  Expression* callee;  // MemberExpression / SuperMember callees pass their `this`, also parenthesized
  std::span<Expression*> arguments;
  bool optional;            // callee?.(…): only inside a ChainExpression
  bool direct_eval;         // `eval(…)`: direct when the name holds %eval%
  Function* eval_scope;     // [sema] direct_eval: what captures all that the evaluated code may see
  sema::Scope* eval_place;  // [sema] and the scope of the call
  int32_t request;          // [modules] require("literal") / require.resolve("literal"): index into
                            // Module::requests; else -1
};
struct NewExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::NewExpression;
  Expression* callee;
  std::span<Expression*> arguments;
};
struct MemberExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::MemberExpression;
  Expression* object;
  PropertyKey key;  // Static: object.name; object["name"] is Static too
  bool optional;    // object?.key: only inside a ChainExpression
};
struct SuperMember : Expression {  // super.x, super[x]
  static constexpr NodeKind kKind = NodeKind::SuperMember;
  PropertyKey key;
  sema::Binding* home;          // [sema] HomeObject binding if another function's, as for ThisExpression
  sema::Binding* this_binding;  // [sema]
};
struct SuperCall : Expression {
  static constexpr NodeKind kKind = NodeKind::SuperCall;
  std::span<Expression*> arguments;
  sema::Binding* this_binding;        // [sema] always set: the derived constructor's This binding
  sema::Binding* new_target_binding;  // [sema] set if inside an arrow
  sema::Binding* callee_binding;      // [sema] ActiveFunction, set if inside an arrow
};
struct ChainExpression : Expression {  // the whole of a?.b.c(…): short-circuits to undefined
  static constexpr NodeKind kKind = NodeKind::ChainExpression;
  Expression* expression;
};
struct SequenceExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::SequenceExpression;
  std::span<Expression*> expressions;
};
struct YieldExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::YieldExpression;
  Expression* argument;  // may be null
  bool delegate;
};
struct AwaitExpression : Expression {
  static constexpr NodeKind kKind = NodeKind::AwaitExpression;
  Expression* argument;
};
struct ImportCall : Expression {
  static constexpr NodeKind kKind = NodeKind::ImportCall;
  Expression* specifier;
  Expression* options;  // may be null
  int32_t request;      // [modules] literal specifier: index into Module::requests; else -1
};
struct ImportMeta : Expression {
  static constexpr NodeKind kKind = NodeKind::ImportMeta;
};
struct NewTarget : Expression {
  static constexpr NodeKind kKind = NodeKind::NewTarget;
  sema::Binding* binding;  // [sema] as for ThisExpression
};
struct PrivateIn : Expression {  // #name in object
  static constexpr NodeKind kKind = NodeKind::PrivateIn;
  PropertyKey key;
  Expression* object;
};

}  // namespace kiln::ast
