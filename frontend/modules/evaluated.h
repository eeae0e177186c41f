// Text that eval, Function and its like get: what the compiler does with constant ones at build time, and
// eval/ with the others at run time.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "frontend/modules/program.h"

namespace kiln::modules {

// §20.2.1.1.1 CreateDynamicFunction, steps 17 to 23: texts that have to be functions too, so that the
// parameters and the body are no parts of anything else.
std::vector<std::string> partsToCheck(const abi::FunctionText& text);
// Whether the tree is the one function expression of such a text, which gets its name, but no variable of it.
bool isFunctionText(ast::Program* tree);

// The text as a module of its own, whose body returns the completion value. Null: it is wrong, or has what
// only the compiler of run time can give it.
std::unique_ptr<Module> evaluatedModule(Program& program, const sema::CodeText& text);

}  // namespace kiln::modules
