// Reads the textual form that ir/core/printer.h writes: passes are tested from text to text.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "ir/core/ir.h"

namespace kiln::ir {

// Parses functions into a new program. Functions and variables are made on first mention. On failure returns
// nullptr and sets *error to "line N: what is wrong".
std::unique_ptr<Program> parse(std::string_view text, std::string* error);

}  // namespace kiln::ir
