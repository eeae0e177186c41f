// Jobs and promises (§9.5, §27.2): the microtask queue, promise reactions, continuations of coroutines.
#pragma once
#include "runtime/jobs/async_context.h"
#include "runtime/object/object.h"

namespace kiln::rt {

enum class PromiseState : uint32_t { Pending, Fulfilled, Rejected };

// One thing to do when a promise settles.
struct Reaction {
  Reaction* next;
  Value on_fulfilled, on_rejected;  // callable or undefined
  // What the handler's result settles: a promise, or nothing (undefined), or the functions of a
  // CapabilityReaction (empty). Or a coroutine that goes on, without handlers. In a context (async_context.h) all of it
  // is behind a Captured.
  Value target;
};
struct CapabilityReaction : Reaction {
  Value resolve, reject;
};
struct Promise : Object {
  PromiseState state;
  uint32_t flags;
  // While it is pending, the address of what waits: null, a coroutine (kAwaited), or reactions, the latest
  // first.
  Value result;

  // kHandled: somebody listened; kReported: it was rejected before anybody did.
  static constexpr uint32_t kHandled = 1, kReported = 2, kAwaited = 4;
};

Promise* newPromise();
Promise* newPromiseWith(Shape* shape);
Shape* promiseShape();
inline bool isPromise(Value v) {
  return v.isCell() && kindOf(v.asCell()) == CellKind::Promise;
}
void resolvePromise(Promise* promise, Value resolution);  // the resolve function's steps
void fulfillPromise(Promise* promise, Value value);
void rejectPromise(Promise* promise, Value reason);
Value promiseResolve(Value constructor, Value v);  // §27.2.4.7.1
void performThen(Promise* promise, Value on_fulfilled, Value on_rejected, Value derived, Value resolve,
                 Value reject);
void createResolvingFunctions(Promise* promise, Value* resolve, Value* reject);
// The untouched Promise.prototype.then of the running realm, and what calling it on `from` with the resolving
// functions of `to` does.
extern Value promise_then;
extern void (*follow_promise)(Promise* from, Promise* to);
void awaitPromise(Coroutine* coroutine, Value v);
// Await in a native algorithm: `resume(state, threw, value)` runs when v settles. Errors of looking at v
// itself are thrown.
using NativeResume = void (*)(Object* state, bool threw, Value value);
void awaitNative(Object* state, Value v, NativeResume resume);
// §27.1.6.1 CreateAsyncFromSyncIterator of a sync iterator record; gives the new iterator and its next.
Value createAsyncFromSyncIterator(Value iterator, Value next, Value* next_method);
// Goes on with a suspended async function or async generator (coroutines.cpp).
void resumeCoroutine(Coroutine* coroutine, ResumeMode mode, Value sent);

void initialiseCoroutines();  // methods of the generator prototypes
void enqueueMicrotask(Value callback);
void enqueueTick(Value callback, uint32_t argc, const Value* argv);  // process.nextTick
void runPromiseJobs();                                               // microtasks only
// What of the program may run between the end of the running tick and the next callback of the loop.
enum class Waiting { Nothing, OneTick, More };
// More, too, when a rejection is to be reported or a hook looks at callbacks.
Waiting waitingJobs();
void runMicrotasks();  // ticks and microtasks until none is left; reports unhandled rejections

}  // namespace kiln::rt
