// The event loop: microtasks, then timers and immediates until nothing is left.
#include "runtime/loop/loop.h"

#include "runtime/jobs/jobs.h"
#include "runtime/loop/timers.h"

namespace kiln::rt {

void runEventLoop() {
  runMicrotasks();
  while (runTimers()) {
  }
}

}  // namespace kiln::rt
