// The event loop: timers, what libuv waits for, immediates, in Node's order of phases.
#pragma once
#include "runtime/jobs/uncaught.h"

struct uv_loop_s;

namespace kiln::rt {

// Runs until nothing is left to do. May be called again when there is new work.
void runEventLoop();
bool loopIsAlive();

// Work of the library between tasks (clean-up callbacks): runs once a turn, does not keep the program alive.
using TurnHook = void (*)();
void addTurnHook(TurnHook hook);

// libuv's loop; made when it is first asked for, so that programs without input and output do not pay for it.
uv_loop_s* eventLoop();

// Keeps a value alive while only libuv (whose memory the collector does not see) knows of it.
struct Root {
  Root *next, *previous;
  Value value;
};
Root* addRoot(Value value);
Value dropRoot(Root* root);

}  // namespace kiln::rt
