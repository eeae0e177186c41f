// $262.agent: every agent is a process that starts this program again. They share one region of memory, which
// lies at the same address in all of them: SharedArrayBuffers, the waiter lists, scripts, broadcasts and
// reports are in it.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

Object* newAgentObject();
// In an agent's process: runs its script instead of the program, and does not come back.
void runIfAgent();

}  // namespace kiln::rt
