// The global object of a context of node:vm: what its code sees as properties are those of the sandbox first,
// then its own.
#pragma once
#include "runtime/object/realm.h"

namespace kiln::rt {

// In the running realm; `prototype`: the object's.
Object* newContextGlobal(Object* sandbox, Object* prototype);

}  // namespace kiln::rt
