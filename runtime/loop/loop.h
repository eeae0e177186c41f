// The event loop.
#pragma once

namespace kiln::rt {

void runEventLoop();  // microtasks, timers, immediates, until nothing is left to do

}  // namespace kiln::rt
