// CommonJS and ES modules at run time (architecture: Modules and programs).
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

// The module's exports, evaluating it first if needed. ES modules: their namespace object.
Value requireModule(const ModuleInfo* module, const ModuleInfo* parent);
// Evaluates an ES module and what it imports, depth first, once (§16.2.1.5).
void evaluateModule(const ModuleInfo* module);
void runMain();

}  // namespace kiln::rt
