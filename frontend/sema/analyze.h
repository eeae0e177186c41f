// Scope analysis and early errors over one parsed program. See sema/README.md.
#pragma once
#include <string>
#include <vector>

#include "frontend/diagnostics/diagnostics.h"
#include "frontend/sema/scope.h"

namespace kiln::sema {

struct Analysis {
  std::vector<ast::Function*> functions;  // preorder; functions[0] is the program body
  std::vector<Binding*> bindings;         // by Binding::index
  Scope* top = nullptr;
};

// Resolves names, finds captures and storage, reports early errors. The tree is annotated in place.
Analysis analyze(ast::Program* program, const SourceFile& file, Arena& arena, NameTable& names,
                 Diagnostics& diagnostics);

std::string dumpScopes(const Analysis& analysis);

}  // namespace kiln::sema
