// Mutable side of a ModuleInfo.
#pragma once
#include "runtime/abi/helpers.h"

namespace kiln::abi {
// Mutable side of a ModuleInfo; in the roots section, zero at start.
struct ModuleState {
  Value module_object;  // CommonJS
  Value namespace_object;
  Value status;   // empty: not started, false: running, true: done
  Value error;    // what the evaluation threw
  Value exports;  // builtins and JSON
};
static_assert(sizeof(ModuleState) <= 8 * kModuleStateWords);
}  // namespace kiln::abi
