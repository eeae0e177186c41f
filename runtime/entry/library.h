// What the entry needs from the layers above the core.
#pragma once
#include <string>

#include "runtime/object/object.h"

namespace kiln::rt {

void initialiseLibrary(int argc, char** argv);  // stdlib/ecma/library.cpp: every intrinsic class and global
int exitCode();
void beforeExit();       // the event, when the loop has run dry
int emitExit(int code);  // the event; the code that its listeners leave
std::string uncaughtReport(Value error, bool from_promise);

}  // namespace kiln::rt
