// What test262 wants of its host, on the global object: print() and $262.
#pragma once
#include "runtime/abi/value.h"

namespace kiln::rt {

abi::Value installTest262Host();  // in the running realm; gives its $262
void startTest262Host();  // in the first realm; does not come back in the process of an agent (agents.h)

}  // namespace kiln::rt
