// A program from its start to its exit code.
#pragma once

namespace kiln::rt {

// `load`, if not null, runs when objects can be made, before the library looks at the main module.
int runProgram(int argc, char** argv, void (*load)());

}  // namespace kiln::rt
