// What a process is given by the system, made as Node has it before a program sees it.
#pragma once

namespace kiln::rt {

// Before anything else is opened. Collects nothing, runs no JavaScript.
void prepareSurroundings();

}  // namespace kiln::rt
