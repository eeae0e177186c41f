// LLVM IR to object files.
#pragma once
#include <string>
#include <vector>

namespace llvm {
class Module;
}

namespace kiln::codegen {

enum class Level { O0, O1, O2, O3, Os };

// Once per process.
void initialiseTarget();
// Optimises `module` and returns the object file's bytes. On failure returns false and sets *error.
bool compileToObject(llvm::Module& module, Level level, std::string* object, std::string* error);
std::string printModule(const llvm::Module& module);
// Empty when `module` is well formed.
std::string verifyModule(const llvm::Module& module);

}  // namespace kiln::codegen
