#include "runtime/jobs/uncaught.h"

#include <cstdlib>

namespace kiln::rt {

UncaughtHooks uncaught_hooks;

void uncaught(Value error, bool from_promise) {
  if (uncaught_hooks.handle != nullptr && uncaught_hooks.handle(error, from_promise)) return;
  if (uncaught_hooks.die != nullptr) uncaught_hooks.die(error, from_promise);
  std::abort();
}

}  // namespace kiln::rt
