// Functions of the library that are made again and again.
#pragma once
#include "runtime/object/realm.h"

namespace kiln::rt {

// As newNative without a name, but they share the FunctionInfo, which `shared`, a KILN_PER_REALM variable of the
// caller's, keeps.
Function* newNativeClosure(const FunctionInfo*& shared, Code entry, uint16_t length, uint32_t captures);

}  // namespace kiln::rt
