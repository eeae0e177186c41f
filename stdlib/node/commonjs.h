// CommonJS as Node's loader has it, over the modules that the executable holds.
#pragma once
#include <string>
#include <vector>

#include "runtime/entry/library.h"
#include "runtime/entry/module_state.h"
#include "runtime/entry/modules.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// --- commonjs_resolve.cpp
// Where a require() stands: an embedded module, or (createRequire) only the path of a file.
struct RequireOrigin {
  const ModuleInfo* module;  // may be null
  std::string path;
};
// The module that `specifier` means there; throws Node's error when there is none.
const ModuleInfo* resolveRequire(Value specifier, const RequireOrigin& from);
// The same from given directories (require.resolve's `paths`).
const ModuleInfo* resolveFromDirectories(const std::string& specifier,
                                         const std::vector<std::string>& directories,
                                         const RequireOrigin& from);
// Null for builtins; [directory] for relative specifiers.
std::vector<std::string> lookupPaths(const std::string& specifier, const std::string& from_directory);
std::vector<std::string> nodeModulePaths(const std::string& directory);
const std::vector<std::string>& builtinModuleNames();
bool isBuiltinName(const std::string& specifier);

// --- commonjs.cpp
Object* requireCache();
Function* moduleConstructor();
Value arrayOfStrings(const std::vector<std::string>& strings);

}  // namespace kiln::rt
