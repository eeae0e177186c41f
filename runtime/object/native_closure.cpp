#include "runtime/object/native_closure.h"

#include "runtime/object/realms.h"
#include "runtime/value/atoms.h"

namespace kiln::rt {

Function* newNativeClosure(const FunctionInfo*& shared, Code entry, uint16_t length, uint32_t captures) {
  if (shared == nullptr) [[unlikely]] {
    Function* first = newNative(atoms.empty, entry, length, 0, captures);
    shared = first->info;
    return first;
  }
  auto* function = static_cast<Function*>(allocate(sizeof(Function) + 8ul * captures));
  function->shape = realm().function_no_prototype_shape;
  function->store = &kiln_empty_store;
  function->entry = entryOf(shared);
  function->info = shared;
  for (uint32_t i = 0; i < captures; ++i) function->captures[i] = Value::undefined();
  return function;
}

}  // namespace kiln::rt
