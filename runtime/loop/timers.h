// Timers and immediates, in Node's order: due timers by time then insertion, then immediates; microtasks drain after each callback.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

// One turn of the loop. Waits for the next timer when nothing else is due. False when nothing is left.
bool runTimers();
Value addTimer(Value callback, double delay_ms, bool repeat, uint32_t argc, const Value* argv);   // the Timeout object
Value addImmediate(Value callback, uint32_t argc, const Value* argv);
void clearTimer(Value handle);

}  // namespace kiln::rt
