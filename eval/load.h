// Files that a running program asks for: import() and require() of what was not there at build time.
#pragma once
#include <string>

#include "runtime/abi/helpers.h"

namespace kiln::eval {

// The module that `specifier` means in the file `from`, by Node's algorithms, with all that it imports;
// loaded and compiled, not evaluated. Null: not found. Throws a SyntaxError, or Node's errors of packages.
// May collect; runs no user code.
const abi::ModuleInfo* load(const std::string& specifier, const std::string& from, bool esm);

}  // namespace kiln::eval
