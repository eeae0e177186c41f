// CommonJS and ES modules at run time (architecture: Modules and programs).
#pragma once
#include <string>
#include <vector>

#include "runtime/jobs/jobs.h"

namespace kiln::rt {

// The module's exports, evaluating it first if needed. ES modules: their namespace object.
Value requireModule(const ModuleInfo* module, const ModuleInfo* parent);
// §16.2.1.5.3 Evaluate: the module after all that it imports; the promise of its end.
Promise* evaluateModule(const ModuleInfo* module);
bool isEvaluated(const ModuleInfo* module);
void runMain();
// The main module still waits at a top-level await although nothing can happen any more.
bool mainIsUnsettled();
// Every module of the program: those of the executable, then those that were loaded at run time.
const std::vector<const ModuleInfo*>& allModules();
void addModule(const ModuleInfo* module);
const ModuleInfo* mainModule();
void setMainModule(const ModuleInfo* module);  // instead of the executable's
const ModuleInfo* findModuleByPath(const std::string& path);
std::string directoryOf(const std::string& path);

}  // namespace kiln::rt
