// $262.agent: every agent is a process that starts this program again and shares memory with the others
// (shared_memory.h).
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

Object* newAgentObject();
// In an agent's process: runs its script instead of the program, and does not come back.
void runIfAgent();

}  // namespace kiln::rt
