// Timers and immediates in Node's order.
//
// As in Node, timers of the same duration wait in one list, in the order of their start; the lists wait in a
// heap by the time when their first timer is due. A due list runs all its due timers before the next list has
// its turn.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

inline constexpr double kLongestDelay = 2147483647.0;  // ms; what is beyond it is 1 ms

void runTimers();      // the due ones
void runImmediates();  // those that were there at the start
bool hasImmediates();  // that keep the program alive
bool hasReferencedTimers();
bool nextTimer(uint64_t* wait_ms);  // how long until the next one is due; false: there is none
Value addTimer(Value callback, double delay_ms, bool repeat, uint32_t argc, const Value* argv);  // Timeout
Value addImmediate(Value callback, uint32_t argc, const Value* argv);
void clearTimer(Value handle);
void unrefTimer(Value handle);

}  // namespace kiln::rt
