// What Node's globals share: streams, exit code.
#pragma once
#include <cstdio>
#include <string>

#include "runtime/object/object.h"

namespace kiln::rt {

// Writes everything, at once when the stream is a terminal or a pipe; EPIPE ends the program quietly.
void writeStream(std::FILE* stream, const std::string& text);


}  // namespace kiln::rt
