// The standard library's modules in this executable: generated from the list that the compiler uses too.
#pragma once
#include "runtime/abi/helpers.h"

namespace kiln::interpreter {

struct BuiltinModule {
  const char* symbol;
  const abi::ModuleInfo* info;
};
extern const BuiltinModule kBuiltinModules[];  // ends with a null symbol

}  // namespace kiln::interpreter
