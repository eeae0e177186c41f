// What the entry needs from the layers above the core.
#pragma once
#include <string>

namespace kiln::rt {

void initialiseLibrary(int argc, char** argv);  // stdlib/ecma/library.cpp: every intrinsic class and global
int exitCode();
void beforeExit();       // the event, when the loop has run dry
int emitExit(int code);  // the event; the code that its listeners leave
std::string sourceExcerpt(const std::string& stack);

}  // namespace kiln::rt
