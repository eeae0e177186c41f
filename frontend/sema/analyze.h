// Scope analysis and early errors over one parsed program. See frontend/README.md.
#pragma once
#include <string>
#include <vector>

#include "frontend/diagnostics/diagnostics.h"
#include "frontend/sema/scope.h"
#include "runtime/abi/function_text.h"

namespace kiln::sema {

// A place from which the program may reach the compiler of run time.
struct CodeUse {
  Span span;
  const char* what;    // "eval", "Function", "import", "require"
  bool loads = false;  // a file of a name that is not known
};

// A constant text that eval or a function constructor gets, if the callee is what its name says.
struct CodeText {
  CodeUse use;               // when the text is not compiled with the program
  bool is_function;          // else it is the body that an indirect eval gets
  abi::FunctionText source;
};

// A place that wants ECMA-402.
struct IntlUse {
  Span span;
  std::string what;  // "Intl", or the method
};

struct Analysis {
  std::vector<ast::Function*> functions;  // preorder; functions[0] is the program body
  std::vector<Binding*> bindings;         // by Binding::index
  Scope* top = nullptr;
  // Sloppy evaluated code: what it declares outside of itself (§19.2.1.3), null otherwise.
  Scope* eval_variables = nullptr;
  Binding* eval_object =
      nullptr;  // holds the object for those that the code around does not have; null: global
  // For frontend/modules: literal require() calls of the module's own require, literal import()s, and what
  // CommonJS code assigns to its exports by name (null: `module.exports = require(…)`, with the call in
  // `reexports`).
  std::vector<ast::CallExpression*> requires_;
  std::vector<ast::ImportCall*> import_calls;
  // Literals among which a computed specifier chooses: import(test ? "./a.js" : "./b.js").
  std::vector<ast::StringLiteral*> import_candidates, require_candidates;
  std::vector<CodeUse> code_uses;
  std::vector<CodeText> code_texts;
  bool tagged_templates = false;
  std::vector<IntlUse> intl_uses;
  // A require() whose specifier is computed may mean any of the module's strings.
  bool computed_require = false;
  bool direct_eval = false;
  std::vector<ast::StringLiteral*> strings;
  std::vector<Name> commonjs_exports;
  std::vector<ast::CallExpression*> reexports;
};

// Resolves names, finds captures and storage, reports early errors. The tree is annotated in place.
Analysis analyze(ast::Program* program, const SourceFile& file, Arena& arena, NameTable& names,
                 Diagnostics& diagnostics, const EvalContext* context = nullptr);

std::string dumpScopes(const Analysis& analysis);

}  // namespace kiln::sema
