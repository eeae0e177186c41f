// What Tree-sitter's grammar cannot read although it is JavaScript is replaced, in a copy of the same length,
// by something that it reads with the same structure. Only structure is taken from the tree: every text comes
// from the original.
#pragma once
#include <string>
#include <unordered_map>

#include "frontend/ast/ast.h"
#include "frontend/support/source_file.h"

namespace kiln::syntax {

struct MaskedSource {
  std::string text;  // empty: the original serves
  // Anonymous `export default function` and `class`, which are declarations but which the grammar takes for
  // expressions: offset of `export` -> offset of the declaration's own first token.
  std::unordered_map<uint32_t, uint32_t> anonymous_defaults;
};

MaskedSource mask(const SourceFile& file, ast::Goal goal);
// After a parse that failed: puts semicolons where the grammar does not insert them by itself. False: nothing
// to change.
bool maskAfterFailure(const SourceFile& file, MaskedSource& masked);
// Ends a statement at the first line end in [from, to).
bool insertSemicolon(const SourceFile& file, MaskedSource& masked, uint32_t from, uint32_t to);

}  // namespace kiln::syntax
