// Regular expressions that the program has as literals, as machine code.
#pragma once
#include <llvm/IR/Module.h>

#include "runtime/regex/program.h"

namespace kiln::codegen {

// The attempt to match `program` at one place (runtime/regex/native.h), for subjects of bytes or of 16-bit
// units. nullptr where that is left to the interpreting matcher.
llvm::Function* emitRegex(llvm::Module& module, const regex::Program& program, bool wide,
                          const std::string& name);

}  // namespace kiln::codegen
