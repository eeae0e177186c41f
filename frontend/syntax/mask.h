// What Tree-sitter's grammar cannot read, or reads in its own way, although it is JavaScript is replaced, in
// a copy of the same length, by something that it reads with the right structure. Only structure is taken
// from the tree: every text comes from the original.
//
// The copy is written token by token (masker.h): comments and white space become blanks and line feeds; names
// that are contextual keywords elsewhere, and what stands in literals, become underscores; `await` the
// operator becomes `void`, which binds alike; `let` and `using` declarations become `var`; a semicolon stands
// where §12.10.1 inserts one and the grammar does not.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "frontend/ast/ast.h"
#include "frontend/support/source_file.h"
#include "frontend/syntax/lexer.h"

namespace kiln::syntax {

struct MaskedSource {
  std::string text;
  // Anonymous `export default function` and `class`, which are declarations but which the grammar takes for
  // expressions: offset of `export` -> offset of the declaration's own first token.
  std::unordered_map<uint32_t, uint32_t> anonymous_defaults;
  // §16.2.2 `with {…}` is left out of the copy: offset of the statement -> what stands in the braces.
  struct Attribute {
    Span key, value;
  };
  std::unordered_map<uint32_t, std::vector<Attribute>> attributes;
  // `{a: b}` as a statement, which the grammar would take for an object, looks like `{;  b}`. Offsets of such
  // labels.
  std::unordered_set<uint32_t> labels;
  // `yield` without an operand: looks like a name.
  std::unordered_set<uint32_t> bare_yields;
  // §13.15.1: `f() = 1` looks like `f.x = 1` or `f[a] = 1`. Offsets of the parentheses.
  std::unordered_set<uint32_t> assigned_calls;
  // Targets in parentheses inside of patterns, which the grammar does not know: `[(a)] = b` looks like
  // `[ a ] = b`. Offsets of the targets.
  std::unordered_set<uint32_t> parenthesized_targets;
  std::optional<Lexer::Problem> problem;  // no tokens from there on
};

MaskedSource mask(const SourceFile& file, ast::Goal goal);

}  // namespace kiln::syntax
