// Reads the textual form that ir/core/printer.h writes: passes are tested from text to text.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "ir/core/ir.h"

namespace kiln::ir {

// Parses functions and variables into a new program; they are made on first mention. Hand-written text may
// leave out what has a default: a function's name, flags, uses and empty lists, `preds` (then in the order of
// the blocks), the types of results that the opcode tells. `;` starts a comment. On failure returns
// nullptr and sets *error to "line N: what is wrong".
std::unique_ptr<Program> parse(std::string_view text, std::string* error);

}  // namespace kiln::ir
