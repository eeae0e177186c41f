// Source text to syntax tree.
#pragma once
#include "frontend/ast/ast.h"
#include "frontend/diagnostics/diagnostics.h"

namespace kiln::syntax {

struct ParseOptions {
  bool strict = false;  // from its start: evaluated by strict code
  bool eval = false;    // the body is FunctionKind::Eval
};

// Null after a syntax error (reported). Needs a deep stack: call it on support/deep_stack.h's stack.
ast::Program* parse(const SourceFile& file, ast::Goal goal, Arena& arena, NameTable& names,
                    Diagnostics& diagnostics, const ParseOptions& options = {});

}  // namespace kiln::syntax
