// The end of exceptions and rejections that no code handles.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

struct UncaughtHooks {
  // Gives 'uncaughtException' listeners their turn; true when somebody took the error.
  bool (*handle)(Value error, bool from_promise) = nullptr;
  bool (*unhandledRejection)(Value reason, Value promise) = nullptr;  // true when somebody listened
  void (*rejectionHandled)(Value promise) = nullptr;                  // later than its report
  void (*die)(Value error, bool from_promise) = nullptr;                                 // reports and ends the program
};
extern UncaughtHooks uncaught_hooks;

// Returns only when a listener took the error.
void uncaught(Value error, bool from_promise);

}  // namespace kiln::rt

#include "runtime/jobs/jobs.h"

namespace kiln::rt {

// What the host calls back from the outside, in the context that asked for it: exceptions end here, then ticks and
// microtasks run.
template <typename Body>
void asCallback(AsyncContext* context, Body&& body) {
  {
    AsyncScope scope(context);
    try {
      body();
    } catch (Thrown&) {
      uncaught(pendingException(), false);
    }
  }
  runMicrotasks();
}
template <typename Body>
void asCallback(Body&& body) {
  asCallback(nullptr, body);
}

}  // namespace kiln::rt
