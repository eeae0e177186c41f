// Scopes, bindings, captures: what the IR builder needs to know about variables.
//
// Every Identifier / BindingIdentifier points at its Binding; every scope-making node at its Scope (null when
// it would be empty). `this`, new.target and home objects that arrows take from an outer function are
// bindings too (kinds This, NewTarget, HomeObject, ActiveFunction), so closures are built from one flat list:
// FunctionInfo::captures.
#pragma once
#include "frontend/ast/ast.h"
#include "frontend/support/arena.h"

namespace kiln::modules {
struct Module;
struct ResolvedImport;
}  // namespace kiln::modules

namespace kiln::sema {

enum class BindingKind : uint8_t {
  Var,
  Let,
  Const,  // assignment throws TypeError (any mode)
  Using,
  Function,  // declaration, hoisted
  Class,     // declaration (assignable) — the class's inner name is a Const
  Parameter,
  CatchParameter,
  Import,        // immutable; `import` tells the target
  FunctionName,  // a function expression's own name: assignment is ignored in sloppy, TypeError in strict
                 // code
  Arguments,     // the arguments object
  PrivateName,   // #x: holds the private name; never reassigned
  Synthetic,     // computed field keys, private methods, *default*
  This,
  NewTarget,
  HomeObject,
  ActiveFunction,
};

enum class Storage : uint8_t {
  SsaLocal,         // not captured: an SSA variable
  CapturedByValue,  // captured, and never assigned after any capture: closures copy the value
  Cell,             // captured and assigned later: a heap box, shared
  ModuleVariable,   // top level of a module (ESM or CommonJS) and captured or exported: ir::Variable
  GlobalObject,     // top-level var/function of a Script: property of the global object
  EvalVariable,     // var/function of sloppy evaluated code: a variable of the code around it, or a property
                    // of an object that its names are looked up in before those outside
  GlobalLexical,    // top-level let/const/class of a Script: in the declarative record that scripts share
};

struct Scope;

struct Binding {
  BindingKind kind;
  Storage storage;
  Name name;
  Scope* scope;                 // declaring scope
  ast::Function* function;      // function whose frame holds it
  Span declaration;             // identifier at the (first) declaration
  uint32_t initialized_at;      // byte offset from which straight code in the scope sees it initialised
  bool captured;                // referenced from a nested function
  bool assigned;                // assigned apart from its initialisation
  bool assigned_after_capture;  // an assignment may happen after a closure took it
  bool needs_tdz;               // some reference may come before initialisation: start it as the empty value
  bool fresh_per_iteration;     // captured let of a `for(;;)` head stored in a Cell: copied every iteration
  bool in_loop;                 // declared inside a loop of its function
  bool referenced;
  bool exported;
  bool annex_b;                   // a `var` only because of functions in blocks (§B.3.2)
  bool mapped_parameter;          // aliased with an element of `arguments`: lives in a box
  ast::Function* known_function;  // Function kind, or const/let/var initialised once with a closure and never
                                  // assigned otherwise: always this closure when initialised
  ast::Class* known_class;        // likewise for classes
  bool seen_by_eval;              // evaluated code may read and assign it
  Binding* joined;                // EvalVariable: the variable of the code around it, when that has one
  uint32_t index;                 // unique in the module, in order of declaration
  const modules::ResolvedImport* import;  // [modules] Import
  void* user;                             // for the IR builder
};

enum class ScopeKind : uint8_t {
  Program,
  FunctionName,  // holds a function expression's own name
  Parameters,    // parameters; also the body's variables unless FunctionInfo::body_scope differs
  FunctionBody,  // separate variable scope: parameters have expressions (§10.2.11 step 28)
  Block,
  For,
  Switch,
  Catch,
  Class,
  StaticBlock,
  With,
  EvalVariables,  // what evaluated code declares in the code around it (no scope of the program's own)
};

struct Scope {
  ScopeKind kind;
  Scope* parent;
  ast::Function* function;
  ast::Node* node;
  ArenaVector<Binding*> bindings;
  ArenaVector<ast::FunctionDeclaration*>
      functions;  // to instantiate on entry, in order; the last of a name wins
  bool is_var_scope;
  Binding* eval_variables;  // holds an object with the variables that direct evals add to this var scope
  uint32_t depth;
};

// What evaluated code stands in (§19.2.1.1 PerformEval), made anew from the description that the call
// carries.
struct EvalContext {
  Scope* scope;           // innermost; the outermost ones hold what is visible of enclosing functions
  ast::Function* caller;  // stands for the nearest function that is no arrow: its `this`, super, new.target
  Scope* var_scope;       // where `var` of sloppy code goes; null: the global object
};

struct FunctionInfo {
  ast::Function* function;
  FunctionInfo* parent;                  // enclosing function
  Scope* name_scope;                     // FunctionName or null
  Scope* parameter_scope;                // Program functions: the program scope
  Scope* body_scope;                     // == parameter_scope unless parameters have expressions
  ArenaVector<Binding*> captures;        // outer bindings this function or functions in it use, without
                                         // ModuleVariable and Global… ones; order = load_capture index
  ArenaVector<ast::Function*> children;  // directly nested functions
  Binding* arguments;                    // null if not used
  Binding* this_binding;  // This binding: set if an arrow captures it or in derived constructors
  Binding* new_target_binding;
  Binding* home_binding;
  Binding* active_function_binding;
  bool arguments_escape;      // `arguments` is not only read: somebody may change its elements
  bool has_mapped_arguments;  // §10.4.4: its elements and the parameters are the same variables
  bool created_in_loop;       // the closure is created inside a loop of its parent
  bool bound_once;  // its only closure is the value of one unexported binding (Binding::known_function)
  uint32_t index;   // preorder in the module, 0 = program body
};

// Variables body_scope copies from same-named parameters at entry (§10.2.11 step 28.f): a Var binding in
// body_scope whose name is a parameter.

const char* bindingKindName(BindingKind kind);
const char* storageName(Storage storage);
const char* scopeKindName(ScopeKind kind);

}  // namespace kiln::sema
