// The event loop: timers, what libuv waits for, immediates, in Node's order of phases.
#pragma once
#include "runtime/jobs/uncaught.h"

struct uv_loop_s;

namespace kiln::rt {

// Runs until nothing is left to do. May be called again when there is new work.
void runEventLoop();
bool loopIsAlive();

// When the loop began, -1 before that, and how long it has waited since, in nanoseconds of uv_hrtime.
struct LoopTimes {
  int64_t start, idle;
};
LoopTimes loopTimes();

// Work of the library between tasks (clean-up callbacks): runs once a turn, does not keep the program alive.
using TurnHook = void (*)();
void addTurnHook(TurnHook hook);

// Work of the library that calls programs back: runs once, behind the poll phase and before the program's immediates; keeps the
// program alive until then.
using LoopTask = void (*)();
void addLoopTask(LoopTask task);

// libuv's loop; made when it is first asked for, so that programs without input and output do not pay for it.
uv_loop_s* eventLoop();

// Keeps a value alive while only libuv (whose memory the collector does not see) knows of it, and the context that what it
// waits for is to be called back in (`asCallback`). `type`: Node's name of it in hooks.
struct Root {
  Root *next, *previous;
  Value value;
  AsyncContext* context;
};
Root* addRoot(Value value, const char* type = "HANDLE");
Value dropRoot(Root* root);

}  // namespace kiln::rt
