// What has to be undone when a build is interrupted from the keyboard or by a signal.
#pragma once
#include <string>

namespace kiln::driver {

// Blocks SIGINT, SIGTERM and SIGHUP and waits for them on a thread of its own, which removes the files below,
// ends the linker, and lets the signal end the process. Before any other thread is started.
void watchForInterrupts();
// Before another program takes over this process.
void stopWatching();
void removeOnInterrupt(const std::string& path);  // file or directory, and what starts with its name
// An output that is not complete, with what the linker writes beside it.
void removePartial(const std::string& partial);

}  // namespace kiln::driver
