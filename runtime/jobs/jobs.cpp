#include "runtime/jobs/jobs.h"

#include "runtime/jobs/uncaught.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

// A job is a reaction with its argument, a thenable to be called, a plain callback or a tick.
struct Job {
  Job* next;
  enum class Kind : uint32_t { Reaction, Thenable, Callback } kind;
  uint32_t rejected;
  Reaction* reaction;
  Value a, b, c;
};
struct Queue {
  Job* first = nullptr;
  Job* last = nullptr;
  void push(Job* job) {
    (last == nullptr ? first : last->next) = job;
    last = job;
  }
  Job* pop() {
    Job* job = first;
    first = job->next;
    if (first == nullptr) last = nullptr;
    return job;
  }
};
Queue microtasks, ticks;
// Arrays of promises of all realms: the rejected ones that nobody listens to yet,
Object* unhandled;
// and those of all realms that got a handler after their report.
Object* handled_late;
// Promise::handled
constexpr uint32_t kHandled = 1, kReported = 2;

Job* newJob(Job::Kind kind) {
  auto* job = static_cast<Job*>(allocate(sizeof(Job)));
  job->kind = kind;
  job->a = job->b = job->c = Value::undefined();
  return job;
}

void enqueueReaction(Reaction* reaction, bool rejected, Value argument) {
  Job* job = newJob(Job::Kind::Reaction);
  job->reaction = reaction;
  job->rejected = rejected;
  job->a = argument;
  microtasks.push(job);
}

void settle(Promise* promise, PromiseState state, Value value) {
  promise->state = state;
  promise->result = value;
  Reaction* reaction = promise->reactions;
  promise->reactions = promise->last = nullptr;
  for (; reaction != nullptr; reaction = reaction->next)
    enqueueReaction(reaction, state == PromiseState::Rejected, value);
}

void settleDerived(const Reaction& reaction, bool threw, Value value) {
  if (reaction.promise.isUndefined()) return;
  if (reaction.resolve.isUndefined()) {
    auto* promise = static_cast<Promise*>(asObject(reaction.promise));
    threw ? rejectPromise(promise, value) : resolvePromise(promise, value);
    return;
  }
  callWith(threw ? reaction.reject : reaction.resolve, Value::undefined(), value);
}

// §27.2.2.1 NewPromiseReactionJob
void runReaction(Job* job) {
  Reaction* reaction = job->reaction;
  if (reaction->coroutine != nullptr) {
    resumeCoroutine(reaction->coroutine, job->rejected ? ResumeMode::Throw : ResumeMode::Next, job->a);
    return;
  }
  Value handler = job->rejected ? reaction->on_rejected : reaction->on_fulfilled;
  if (handler.isUndefined()) return settleDerived(*reaction, job->rejected, job->a);
  Value result;
  bool threw = false;
  try {
    result = callWith(handler, Value::undefined(), job->a);
  } catch (Thrown&) {
    threw = true;
    result = pendingException();
  }
  settleDerived(*reaction, threw, result);
}

struct ResolvingState {
  uint32_t done;
};

Value resolvingEntry(Args& args, bool reject) {
  auto* state = reinterpret_cast<ResolvingState*>(args.callee->captures[1].bits);
  if (state->done) return Value::undefined();
  state->done = 1;
  auto* promise = static_cast<Promise*>(asObject(args.callee->captures[0]));
  reject ? rejectPromise(promise, args[0]) : resolvePromise(promise, args[0]);
  return Value::undefined();
}
Value resolveEntry(Args& args) {
  return resolvingEntry(args, false);
}
Value rejectEntry(Args& args) {
  return resolvingEntry(args, true);
}

void perform(Job* job) {
  switch (job->kind) {
    case Job::Kind::Reaction:
      return runReaction(job);
    case Job::Kind::Thenable: {
      // §27.2.2.2 NewPromiseResolveThenableJob
      Value resolve, reject;
      createResolvingFunctions(static_cast<Promise*>(asObject(job->a)), &resolve, &reject);
      try {
        callWith(job->c, job->b, resolve, reject);
      } catch (Thrown&) {
        Value reason = pendingException();
        callWith(reject, Value::undefined(), reason);
      }
      return;
    }
    case Job::Kind::Callback: {
      if (job->b.isUndefined()) {
        call(job->a, Value::undefined(), 0, nullptr);
      } else {
        Elements* arguments = asObject(job->b)->elements;
        call(job->a, Value::undefined(), arguments->length, arguments->data);
      }
    }
  }
}

void run(Job* job) {
  try {
    perform(job);
  } catch (Thrown&) {
    uncaught(pendingException(), false);
  }
}

void reportLateHandling() {
  Object* list = handled_late;
  handled_late = nullptr;
  if (list == nullptr || uncaught_hooks.rejectionHandled == nullptr) return;
  for (uint32_t i = 0; i < list->elements->length; ++i)
    uncaught_hooks.rejectionHandled(list->elements->data[i]);
}

// Node's order: every rejection of this round goes to 'unhandledRejection', else it is an uncaught exception.
void reportUnhandled() {
  reportLateHandling();
  Object* list = unhandled;
  unhandled = nullptr;
  if (list == nullptr) return;
  for (uint32_t i = 0; i < list->elements->length; ++i) {
    auto* promise = static_cast<Promise*>(asObject(list->elements->data[i]));
    if (promise->handled) continue;
    promise->handled |= kReported;
    Value reason = promise->result;
    try {
      if (uncaught_hooks.unhandledRejection != nullptr &&
          uncaught_hooks.unhandledRejection(reason, box(promise)))
        continue;
    } catch (Thrown&) {
      uncaught(pendingException(), true);
      continue;
    }
    if (isObject(reason) && asObject(reason)->shape->kind == CellKind::Error) {
      uncaught(reason, true);
      continue;
    }
    std::string text =
        "This error originated either by throwing inside of an async function without a catch block, or by "
        "rejecting a promise which was not handled with .catch(). The promise rejected with the reason \"" +
        (isString(reason) ? toWtf8(asString(reason)) : describe(reason)) + "\".";
    Object* error = newErrorWithCode(ErrorType::Error, "ERR_UNHANDLED_REJECTION", text);
    putDirect(error, PropertyKey::atom(atoms.name), box(internAscii("UnhandledPromiseRejection")), kHidden);
    // Made by Node's own code, which is all that its stack shows.
    text = "UnhandledPromiseRejection: " + text +
           "\n    at throwUnhandledRejectionsMode (node:internal/process/promises:389:7)"
           "\n    at processPromiseRejections (node:internal/process/promises:470:17)"
           "\n    at process.processTicksAndRejections (node:internal/process/task_queues:96:32)";
    set(error, PropertyKey::atom(atoms.stack), box(newUtf8(text)), box(error));
    uncaught(box(error), true);
  }
}

}  // namespace

Shape* promiseShape() {
  KILN_PER_REALM static Shape* shape;
  if (shape == nullptr)
    shape = newRootShape(CellKind::Promise, ElementsKind::None, 0, 0, realm().promise_prototype, nullptr);
  return shape;
}

Promise* newPromiseWith(Shape* shape) {
  auto* promise = static_cast<Promise*>(allocate(sizeof(Promise)));
  promise->shape = shape;
  promise->store = &kiln_empty_store;
  promise->result = Value::undefined();
  return promise;
}
Promise* newPromise() {
  return newPromiseWith(promiseShape());
}

void createResolvingFunctions(Promise* promise, Value* resolve, Value* reject) {
  auto* state = static_cast<ResolvingState*>(allocate(sizeof(ResolvingState)));
  Function* functions[] = {newNative(atoms.empty, KILN_NATIVE(resolveEntry), 1, 0, 2),
                           newNative(atoms.empty, KILN_NATIVE(rejectEntry), 1, 0, 2)};
  for (Function* f : functions) {
    f->captures[0] = box(promise);
    f->captures[1] = Value::raw(reinterpret_cast<uint64_t>(state));
  }
  *resolve = box(functions[0]);
  *reject = box(functions[1]);
}

void fulfillPromise(Promise* promise, Value value) {
  settle(promise, PromiseState::Fulfilled, value);
}

void rejectPromise(Promise* promise, Value reason) {
  if (!promise->handled) {
    if (unhandled == nullptr) unhandled = newArray(0);
    arrayPush(unhandled, box(promise));
  }
  settle(promise, PromiseState::Rejected, reason);
}

// §27.2.1.3.2 Promise Resolve Functions
void resolvePromise(Promise* promise, Value resolution) {
  if (resolution == box(promise)) {
    return rejectPromise(
        promise,
        box(newError(ErrorType::TypeError, internAscii("Chaining cycle detected for promise #<Promise>"))));
  }
  if (!isObject(resolution)) return fulfillPromise(promise, resolution);
  Value then;
  try {
    then = getCached(asObject(resolution), PropertyKey::atom(atoms.then), resolution);
  } catch (Thrown&) {
    return rejectPromise(promise, pendingException());
  }
  if (!isCallable(then)) return fulfillPromise(promise, resolution);
  Job* job = newJob(Job::Kind::Thenable);
  job->a = box(promise);
  job->b = resolution;
  job->c = then;
  microtasks.push(job);
}

Value promiseResolve(Value constructor, Value v) {
  if (isPromise(v) && getCached(asObject(v), PropertyKey::atom(atoms.constructor), v) == constructor)
    return v;
  if (constructor == box(realm().promise_constructor)) {
    Promise* promise = newPromise();
    resolvePromise(promise, v);
    return box(promise);
  }
  Value method = getV(constructor, PropertyKey::atom(atoms.resolve));
  return callWith(method, constructor, v);
}

void addReaction(Promise* promise, Reaction* reaction) {
  if (promise->state == PromiseState::Pending) {
    (promise->last == nullptr ? promise->reactions : promise->last->next) = reaction;
    promise->last = reaction;
  } else {
    enqueueReaction(reaction, promise->state == PromiseState::Rejected, promise->result);
  }
  if (promise->handled == kReported) {
    if (handled_late == nullptr) handled_late = newArray(0);
    arrayPush(handled_late, box(promise));
  }
  promise->handled |= kHandled;
}

void performThen(Promise* promise, Value on_fulfilled, Value on_rejected, Value derived, Value resolve,
                 Value reject) {
  auto* reaction = static_cast<Reaction*>(allocate(sizeof(Reaction)));
  *reaction = {nullptr,
               nullptr,
               isCallable(on_fulfilled) ? on_fulfilled : Value::undefined(),
               isCallable(on_rejected) ? on_rejected : Value::undefined(),
               derived,
               resolve,
               reject};
  addReaction(promise, reaction);
}

// §27.7.5.3 Await: the continuation is the coroutine itself.
void awaitPromise(Coroutine* coroutine, Value v) {
  Value promise = promiseResolve(box(realm().promise_constructor), v);
  auto* reaction = static_cast<Reaction*>(allocate(sizeof(Reaction)));
  *reaction = {nullptr,
               coroutine,
               Value::undefined(),
               Value::undefined(),
               Value::undefined(),
               Value::undefined(),
               Value::undefined()};
  addReaction(static_cast<Promise*>(asObject(promise)), reaction);
}

namespace {

// captures: [0] the state, [1] the NativeResume
template <bool threw>
Value nativeContinuation(Args& args) {
  auto resume = reinterpret_cast<NativeResume>(args.callee->captures[1].bits);
  resume(asObject(args.callee->captures[0]), threw, args[0]);
  return Value::undefined();
}

}  // namespace

void awaitNative(Object* state, Value v, NativeResume resume) {
  Value promise = promiseResolve(box(realm().promise_constructor), v);
  Function* good = newNative(atoms.empty, KILN_NATIVE(nativeContinuation<false>), 1, 0, 2);
  Function* bad = newNative(atoms.empty, KILN_NATIVE(nativeContinuation<true>), 1, 0, 2);
  for (Function* f : {good, bad}) {
    f->captures[0] = box(state);
    f->captures[1] = Value::raw(reinterpret_cast<uint64_t>(resume));
  }
  performThen(static_cast<Promise*>(asObject(promise)), box(good), box(bad), Value::undefined(),
              Value::undefined(), Value::undefined());
}

void enqueueMicrotask(Value callback) {
  Job* job = newJob(Job::Kind::Callback);
  job->a = callback;
  microtasks.push(job);
}

void enqueueTick(Value callback, uint32_t argc, const Value* argv) {
  Job* job = newJob(Job::Kind::Callback);
  job->a = callback;
  if (argc != 0) job->b = box(newArrayOf(argv, argc));
  ticks.push(job);
}

void runPromiseJobs() {
  while (microtasks.first != nullptr) run(microtasks.pop());
}

void runMicrotasks() {
  do {
    while (ticks.first != nullptr || microtasks.first != nullptr) {
      while (ticks.first != nullptr) run(ticks.pop());
      while (microtasks.first != nullptr) run(microtasks.pop());
    }
    if (unhandled != nullptr || handled_late != nullptr) reportUnhandled();
  } while (ticks.first != nullptr || microtasks.first != nullptr);
}

}  // namespace kiln::rt
