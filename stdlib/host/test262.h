// What test262 wants of its host, on the global object: print() and $262.
#pragma once
#include "runtime/abi/value.h"

namespace kiln::rt {

abi::Value installTest262Host();  // in the running realm; gives its $262

}  // namespace kiln::rt
