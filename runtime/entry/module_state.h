// Mutable side of a ModuleInfo.
#pragma once
#include "runtime/abi/helpers.h"

namespace kiln::abi {

// §16.2.1.5 [[Status]] of a cyclic module record; errors are in `error`.
enum class ModulePhase : uint32_t { Unlinked, Linked, Evaluating, EvaluatingAsync, Evaluated };

struct AsyncParents {
  AsyncParents* next;
  const ModuleInfo* module;
};

// In the roots section, zero at start.
struct ModuleState {
  Value module_object;  // CommonJS and builtins: `module`
  Value namespace_object;
  Value exports;  // JSON: its value
  Value meta;     // import.meta
  Value error;    // ES modules: what the evaluation threw
  Value promise;  // of Evaluate(), in roots of cycles
  ModulePhase phase;
  uint32_t pending;          // [[PendingAsyncDependencies]]
  int32_t index, ancestor;   // [[DFSIndex]], [[DFSAncestorIndex]]
  uint64_t async_order;      // [[AsyncEvaluation]]: 0 if false, else the order in which it was set
  const ModuleInfo* parent;  // CommonJS, JSON: the CommonJS module that required it first
  const ModuleInfo* cycle_root;
  AsyncParents *parents, *last_parent;  // [[AsyncParentModules]]
};
static_assert(sizeof(ModuleState) <= 8 * kModuleStateWords);

}  // namespace kiln::abi
