// ECMA-262 §14 statements and declarations, §16.2 module items.
#pragma once
#include "frontend/ast/patterns.h"

namespace kiln::ast {

struct Function;
struct Class;

enum class DeclarationKind : uint8_t { Var, Let, Const, Using, AwaitUsing };

struct Declarator {
  Span span;
  Node* target;  // BindingIdentifier or pattern
  Expression* initializer;
};
struct VariableDeclaration : Statement {
  static constexpr NodeKind kKind = NodeKind::VariableDeclaration;
  DeclarationKind declaration;
  std::span<Declarator> declarators;
};
struct FunctionDeclaration : Statement {  // instantiated at entry of its scope (Scope::functions)
  static constexpr NodeKind kKind = NodeKind::FunctionDeclaration;
  Function* function;
  sema::Binding* binding;      // [sema] the block's (or function's) binding
  sema::Binding* annex_b_var;  // [sema] §B.3.2: on evaluation of the declaration copy `binding` to this
};
struct ClassDeclaration : Statement {
  static constexpr NodeKind kKind = NodeKind::ClassDeclaration;
  Class* definition;
  BindingIdentifier* id;  // outer binding; null in `export default class {}`: see ExportDefault::binding
};
struct ExpressionStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::ExpressionStatement;
  Expression* expression;
  bool directive;  // in a directive prologue
};
struct BlockStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::BlockStatement;
  std::span<Statement*> body;
  sema::Scope* scope;  // [sema] null if it declares nothing
};
struct EmptyStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::EmptyStatement;
};
struct DebuggerStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::DebuggerStatement;
};
struct IfStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::IfStatement;
  Expression* test;
  Statement* consequent;
  Statement* alternate;  // may be null
};
struct ForStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::ForStatement;
  Node* init;  // VariableDeclaration, Expression or null
  Expression* test;
  Expression* update;
  Statement* body;
  sema::Scope* scope;  // [sema] of a let/const/using head, null otherwise. Bindings with
                       // fresh_per_iteration are copied before each update (CreatePerIterationEnvironment)
};
struct ForInStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::ForInStatement;
  Node* left;  // VariableDeclaration with one declarator (initializer only in sloppy `var x = 1`), or an
               // assignment target
  Expression* right;
  Statement* body;
  sema::Scope* scope;      // [sema] let/const head: a new one each iteration
  sema::Scope* tdz_scope;  // [sema] scope in which `right` is evaluated: the same names, never initialised
};
struct ForOfStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::ForOfStatement;
  Node* left;
  Expression* right;
  Statement* body;
  bool is_await;
  sema::Scope* scope;
  sema::Scope* tdz_scope;
};
struct WhileStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::WhileStatement;
  Expression* test;
  Statement* body;
};
struct DoWhileStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::DoWhileStatement;
  Statement* body;
  Expression* test;
};
struct ContinueStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::ContinueStatement;
  Name label;         // may be null
  Statement* target;  // [sema] the loop
};
struct BreakStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::BreakStatement;
  Name label;
  Statement* target;  // [sema] loop or switch; with a label: the LabeledStatement that carries it
};
struct ReturnStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::ReturnStatement;
  Expression* argument;  // may be null
};
struct ThrowStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::ThrowStatement;
  Expression* argument;
};
struct SwitchCase : Node {
  static constexpr NodeKind kKind = NodeKind::SwitchCase;
  Expression* test;  // null: default
  std::span<Statement*> body;
};
struct SwitchStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::SwitchStatement;
  Expression* discriminant;
  std::span<SwitchCase*> cases;
  sema::Scope* scope;  // [sema] null if it declares nothing
};
struct TryStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::TryStatement;
  BlockStatement* block;
  Node* parameter;            // null: `catch {` or no handler; BindingIdentifier or pattern
  BlockStatement* handler;    // null if none
  BlockStatement* finalizer;  // null if none
  sema::Scope* catch_scope;   // [sema] of the parameter, null if none
};
struct WithStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::WithStatement;
  Expression* object;
  Statement* body;
  sema::Scope* scope;  // [sema]
};
struct LabeledStatement : Statement {
  static constexpr NodeKind kKind = NodeKind::LabeledStatement;
  Name label;
  Statement* body;
};

struct ImportAttribute {
  Name key;
  Name value;
  Span span;
};
struct ImportSpecifier {
  enum class Kind : uint8_t { Named, Namespace } kind;  // default is Named "default"
  Name imported;
  Span imported_span;
  BindingIdentifier* local;
};
struct ImportDeclaration : Statement {
  static constexpr NodeKind kKind = NodeKind::ImportDeclaration;
  Name source;
  Span source_span;
  std::span<ImportSpecifier> specifiers;
  std::span<ImportAttribute> attributes;
  int32_t request;  // [modules] index into Module::requests
};
struct ExportSpecifier {
  Name local;  // with a source: the name imported there
  Span local_span;
  Name exported;
  Span exported_span;
};
struct ExportNamed : Statement {  // export {a as b}; export {a} from "m"
  static constexpr NodeKind kKind = NodeKind::ExportNamed;
  std::span<ExportSpecifier> specifiers;
  Name source;  // may be null
  Span source_span;
  std::span<ImportAttribute> attributes;
  int32_t request;
};
struct ExportAll : Statement {  // export * from "m"; export * as x from "m"
  static constexpr NodeKind kKind = NodeKind::ExportAll;
  Name exported;  // null: star
  Span exported_span;
  Name source;
  Span source_span;
  std::span<ImportAttribute> attributes;
  int32_t request;
};
struct ExportDeclaration : Statement {  // export var / let / const / function / class
  static constexpr NodeKind kKind = NodeKind::ExportDeclaration;
  Statement* declaration;
};
struct ExportDefault : Statement {
  static constexpr NodeKind kKind = NodeKind::ExportDefault;
  Statement* declaration;  // FunctionDeclaration or ClassDeclaration, or null
  Expression* expression;  // else this one
  sema::Binding* binding;  // [sema] the variable the export reads: the declared name's, or *default*
};

}  // namespace kiln::ast
