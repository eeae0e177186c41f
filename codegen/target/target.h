// LLVM IR to object files.
#pragma once
#include <string>
#include <vector>

namespace llvm {
class Module;
}

namespace kiln::codegen {

enum class Level { O0, O1, O2, O3, Os };

// Of functions that LLVM's optimiser gains little on: they get a few cheap passes instead.
inline constexpr const char* kPlainAttribute = "kiln-plain";

// Once per process.
void initialiseTarget();
// Optimises `module` and returns the object file's bytes. On failure returns false and sets *error.
// `rows` gets a second object file, with the positions of the first one's calls, or stays empty.
bool compileToObject(llvm::Module& module, Level level, std::string* object, std::string* rows, std::string* error);
// Names what decides the object file: the module, the level, LLVM and the steps of this folder.
std::string fingerprint(const llvm::Module& module, Level level);
// Assembly text instead of an object file.
bool compileToAssembly(llvm::Module& module, Level level, std::string* text, std::string* error);
// All of it, or only the functions whose symbol contains `only_function`.
std::string printModule(const llvm::Module& module, const std::string& only_function = "");
// Empty when `module` is well formed.
std::string verifyModule(const llvm::Module& module);

}  // namespace kiln::codegen
