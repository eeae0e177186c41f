// Functions (§15) and classes (§15.7).
#pragma once
#include "frontend/ast/patterns.h"
#include "frontend/ast/statements.h"

namespace kiln::ast {

enum class FunctionKind : uint8_t {
  Normal,
  Arrow,
  Method,  // object literal or class method
  Getter,
  Setter,
  ClassConstructor,
  DerivedConstructor,
  ClassFieldInitializer,   // synthetic: runs the instance fields of a class, `this` is the new object
  ClassStaticInitializer,  // synthetic: runs static fields and blocks in order, `this` is the class
  Program,                 // body of a script or module
  Eval,                    // body of evaluated code: `this` and new.target are those of the code around it
  CommonJs,  // body of a CommonJS module: parameters exports, require, module, __filename, __dirname
};

struct Parameter {
  PatternElement element;
  bool rest = false;
};

struct Function : Node {
  static constexpr NodeKind kKind = NodeKind::Function;
  FunctionKind function_kind;
  bool is_async;
  bool is_generator;
  bool is_strict;
  bool is_expression_body;  // arrow whose body is `expression`
  bool has_simple_parameters;
  bool has_use_strict_directive;
  bool is_class_member;
  // What the body mentions, nested arrows included (they share these with their parent).
  bool uses_this;
  bool uses_arguments;  // [sema] has an Arguments binding that is referenced
  bool uses_super_property;
  bool uses_super_call;
  bool uses_new_target;
  bool has_direct_eval;     // in its own body, nested functions left out
  bool eval_in_parameters;  // a direct eval in an initialiser of a parameter
  bool is_eval_scope;       // [sema] no code: its closure carries what a direct eval sees
  BindingIdentifier* id;    // declared name; null if anonymous. Expressions: bound in info->name_scope
  Name name;  // JavaScript `name`: declared or inferred (NamedEvaluation); null: "". For accessors
              // without "get "/"set ". Computed keys are the builder's (SetFunctionName)
  std::span<Parameter> parameters;
  uint16_t length;  // ExpectedArgumentCount
  std::span<Statement*> body;
  Expression* expression;    // is_expression_body
  Class* owner;              // class of a constructor or synthetic initializer
  sema::FunctionInfo* info;  // [sema]
  // span: the text Function.prototype.toString gives.
};

struct ClassElement : Node {
  bool is_static;
};
struct ClassMethod : ClassElement {  // methods, getters, setters; not the constructor
  static constexpr NodeKind kKind = NodeKind::ClassMethod;
  PropertyKey key;
  Function* function;
  sema::Binding* private_value;  // [sema] for #private methods/accessors: synthetic binding in the class
                                 // scope holding the function
};
struct ClassField : ClassElement {
  static constexpr NodeKind kKind = NodeKind::ClassField;
  PropertyKey key;
  Expression* value;            // may be null
  sema::Binding* computed_key;  // [sema] Computed keys: synthetic binding in the class scope holding the
                                // property key, computed once at class definition
};
struct ClassStaticBlock : ClassElement {
  static constexpr NodeKind kKind = NodeKind::ClassStaticBlock;
  std::span<Statement*> body;
  sema::Scope* scope;  // [sema] variable scope of the block
};

struct Class : Node {
  static constexpr NodeKind kKind = NodeKind::Class;
  BindingIdentifier* id;              // the inner, immutable binding's declaration is in `scope`
  Name name;                          // declared or inferred; null: ""
  Expression* heritage;               // null if none
  Function* constructor;              // null: default constructor
  std::span<ClassElement*> elements;  // in source order: ClassMethod, ClassField, ClassStaticBlock
  Function* field_initializer;        // null if there are no instance fields; body empty: walk `elements`
  Function* static_initializer;       // null if there are no static fields and blocks; likewise
  sema::Scope* scope;                 // [sema] inner name, private names, synthetic bindings
  sema::Binding* inner_binding;       // [sema] inner name binding; null if anonymous
  // span: the text toString gives.
};

enum class Goal : uint8_t { Script, Module, CommonJs };

struct Program : Node {
  static constexpr NodeKind kKind = NodeKind::Program;
  Goal goal;
  Function* body;
  bool has_top_level_await;
};

}  // namespace kiln::ast
