// `--dump=ast`: an indented tree, one node a line.
#pragma once
#include <string>

#include "frontend/ast/ast.h"

namespace kiln::ast {

std::string dump(const Program& program);

}  // namespace kiln::ast
