// What test262 wants of its host, on the global object: print() and $262.
#pragma once

namespace kiln::rt {

void installTest262Host();

}  // namespace kiln::rt
