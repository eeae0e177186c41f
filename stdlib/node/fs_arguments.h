// Checks of node:fs's arguments beyond those in fs_request.h.
#pragma once
#include "stdlib/node/fs_request.h"

namespace kiln::rt {

void checkOptions(Value options);  // string, object or nothing
int flagsArgument(Value v, int absent);
uint32_t modeArgument(Value v, uint32_t absent, const char* name = "mode");
int64_t positionArgument(Value v);
// Bytes to be written; false when `v` is neither string nor view.
bool contentsOf(Value v, std::string& out, Value encoding);

}  // namespace kiln::rt
