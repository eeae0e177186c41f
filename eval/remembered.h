// Texts that were compiled before: libraries make the same few functions again and again, and what is compiled stays for
// the life of the process.
#pragma once
#include "eval/compile.h"

namespace kiln::eval {

// As compile without a description, of code for the running realm.
Compiled compileRemembered(const Source& source);

}  // namespace kiln::eval
