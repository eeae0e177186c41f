// Modules with errors that only import() or a require() which may never run ask for: Node finds these errors
// when the module is loaded, so they are warnings, and the module throws.
#pragma once
#include "frontend/modules/program.h"

namespace kiln::modules {

// Makes every module that has errors, or statically imports one that has, a module that throws the error when
// it is evaluated; downgrades the errors. Errors in modules that surely run are left as they are; those are
// the entry, what it imports statically, and (`with_requires`) what such modules certainly require.
void deferErrors(Program& program, bool with_requires);

}  // namespace kiln::modules
