// What the entry needs from the layers above the core.
#pragma once
#include <string>

#include "runtime/abi/helpers.h"
#include "runtime/object/object.h"

namespace kiln::rt {

// require() of a CommonJS or JSON module; `parent` is null when no CommonJS module asks.
Value requireFile(const ModuleInfo* module, const ModuleInfo* parent);
Function* newRequire(const ModuleInfo* module, const std::string& path);
void initialiseLibrary(int argc, char** argv);  // stdlib/ecma/library.cpp: every intrinsic class and global
int exitCode();
void beforeExit();       // the event, when the loop has run dry
int emitExit(int code);  // the event; the code that its listeners leave
std::string uncaughtReport(Value error, bool from_promise);

// What the host adds to the global object before the main module: linked in by `kiln build --host=…`.
extern "C" [[gnu::weak]] void kiln_install_host();
// ECMA-402 for the running realm: linked in by `kiln build` for programs that may reach it.
extern "C" [[gnu::weak]] void kiln_install_intl();

}  // namespace kiln::rt
