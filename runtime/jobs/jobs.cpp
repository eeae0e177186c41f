#include "runtime/jobs/jobs.h"

#include <utility>

#include "runtime/jobs/async_frames.h"
#include "runtime/jobs/uncaught.h"
#include "runtime/object/native_closure.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"

namespace kiln::rt {

AsyncContext* async_context;
const AsyncTracking* async_tracking;
const Job* running_job = nullptr;  // of all realms

namespace {

JobQueue microtasks, ticks;
// Rejected promises of all realms that nobody listens to yet, each followed by the context of its rejection,
Object* unhandled;
// and those of all realms that got a handler after their report.
Object* handled_late;

template <typename T>
Value addressOf(T* waiting) {
  return Value::raw(reinterpret_cast<uint64_t>(waiting));
}

// What a reaction's target is in a context: programs without contexts have none.
struct Captured : Object {
  AsyncContext* context;
  Value target, resolve, reject;
};
const ClassInfo captured_class = {.name = "Captured"};

Captured* newCaptured(AsyncContext* context, Value target, Value resolve, Value reject) {
  static Shape* shape =
      newRootShape(CellKind::Host, ElementsKind::None, 0, 0, nullptr, &captured_class);  // of all realms
  auto* captured = static_cast<Captured*>(allocate(sizeof(Captured)));
  captured->shape = shape;
  captured->store = &kiln_empty_store;
  captured->context = context;
  captured->target = target;
  captured->resolve = resolve;
  captured->reject = reject;
  return captured;
}
Captured* capturedOf(Value target) {
  if (!target.isCell() || kindOf(target.asCell()) != CellKind::Host) return nullptr;
  bool is = asObject(target)->shape->class_info == &captured_class;
  return is ? static_cast<Captured*>(asObject(target)) : nullptr;
}

Coroutine* coroutineOf(Value target) {
  if (!target.isCell()) return nullptr;
  CellKind kind = kindOf(target.asCell());
  bool is = kind == CellKind::AsyncFrame || kind == CellKind::AsyncGenerator;
  return is ? static_cast<Coroutine*>(asObject(target)) : nullptr;
}

void enqueueResumption(Coroutine* coroutine, bool rejected, Value value, AsyncContext* context) {
  microtasks.push({Job::Kind::Resume, {rejected}, box(coroutine), value, addressOf(context), {}});
}

void enqueueReaction(Reaction* reaction, bool rejected, Value argument) {
  Value target = reaction->target;
  AsyncContext* context = nullptr;
  if (Captured* captured = capturedOf(target)) [[unlikely]] {
    target = captured->target;
    context = captured->context;
  }
  if (Coroutine* coroutine = coroutineOf(target))
    enqueueResumption(coroutine, rejected, argument, context);
  else
    microtasks.push({Job::Kind::Reaction, {rejected}, addressOf(reaction), argument, addressOf(context), {}});
}

void settle(Promise* promise, PromiseState state, Value value) {
  uint64_t waiting = promise->result.bits;
  bool awaited = promise->flags & Promise::kAwaited;
  bool rejected = state == PromiseState::Rejected;
  promise->state = state;
  promise->flags &= ~Promise::kAwaited;
  promise->result = value;
  if (waiting == 0) return;
  if (awaited) return enqueueResumption(reinterpret_cast<Coroutine*>(waiting), rejected, value, nullptr);
  Reaction* in_order = nullptr;
  for (auto* reaction = reinterpret_cast<Reaction*>(waiting); reaction != nullptr;) {
    Reaction* earlier = std::exchange(reaction->next, in_order);
    in_order = std::exchange(reaction, earlier);
  }
  for (; in_order != nullptr; in_order = in_order->next) enqueueReaction(in_order, rejected, value);
}

void settleTarget(const Reaction& reaction, bool threw, Value value) {
  Value target = reaction.target;
  if (target.isUndefined()) return;
  Captured* captured = capturedOf(target);
  if (captured != nullptr) target = captured->target;
  if (target.isUndefined()) return;
  if (target.isEmpty()) {
    auto call = [&](const auto& functions) {
      callWith(threw ? functions.reject : functions.resolve, Value::undefined(), value);
    };
    return captured != nullptr ? call(*captured) : call(static_cast<const CapabilityReaction&>(reaction));
  }
  auto* promise = static_cast<Promise*>(asObject(target));
  threw ? rejectPromise(promise, value) : resolvePromise(promise, value);
}

// §27.2.2.1 NewPromiseReactionJob
void runReaction(const Reaction& reaction, bool rejected, Value argument) {
  Value handler = rejected ? reaction.on_rejected : reaction.on_fulfilled;
  if (handler.isUndefined()) return settleTarget(reaction, rejected, argument);
  Value result;
  bool threw = false;
  try {
    result = callWith(handler, Value::undefined(), argument);
  } catch (Thrown&) {
    threw = true;
    result = pendingException();
  }
  settleTarget(reaction, threw, result);
}

// §27.2.2.2 NewPromiseResolveThenableJob
void runThenable(const Job& job) {
  auto* promise = static_cast<Promise*>(asObject(job.a));
  try {
    // FAST: nobody sees the functions (promise/native-thenables.js).
    if (job.c == promise_then && isPromise(job.b))
      return follow_promise(static_cast<Promise*>(asObject(job.b)), promise);
  } catch (Thrown&) {
    return rejectPromise(promise, pendingException());
  }
  Value resolve, reject;
  createResolvingFunctions(promise, &resolve, &reject);
  try {
    callWith(job.c, job.b, resolve, reject);
  } catch (Thrown&) {
    Value reason = pendingException();
    callWith(reject, Value::undefined(), reason);
  }
}

// captures: [0] the promise, undefined once either of the two functions was called, [1] the other function
Value resolvingEntry(Args& args, bool reject) {
  Value target = args.callee->captures[0];
  if (target.isUndefined()) return target;
  auto* other = reinterpret_cast<Function*>(args.callee->captures[1].bits);
  args.callee->captures[0] = other->captures[0] = Value::undefined();
  auto* promise = static_cast<Promise*>(asObject(target));
  reject ? rejectPromise(promise, args[0]) : resolvePromise(promise, args[0]);
  return Value::undefined();
}
Value resolveEntry(Args& args) {
  return resolvingEntry(args, false);
}
Value rejectEntry(Args& args) {
  return resolvingEntry(args, true);
}

void perform(const Job& job) {
  switch (job.kind) {
    case Job::Kind::Resume:
      return resumeCoroutine(static_cast<Coroutine*>(asObject(job.a)),
                             job.rejected ? ResumeMode::Throw : ResumeMode::Next, job.b);
    case Job::Kind::Reaction:
      return runReaction(*reinterpret_cast<Reaction*>(job.a.bits), job.rejected, job.b);
    case Job::Kind::Thenable:
      return runThenable(job);
    case Job::Kind::ThenableIn: {
      const Value* pair = asObject(job.b)->elements->data;
      return runThenable({Job::Kind::Thenable, {0}, job.a, pair[0], pair[1], {}});
    }
    case Job::Kind::Callback: {
      Value arguments[] = {job.b, job.d};
      call(job.a, Value::undefined(), job.count, arguments);
      return;
    }
    case Job::Kind::CallbackOf: {
      Elements* arguments = asObject(job.b)->elements;
      call(job.a, Value::undefined(), arguments->length, arguments->data);
    }
  }
}

[[gnu::always_inline]] inline void performCaught(const Job& job) {
  try {
    perform(job);
  } catch (Thrown&) {
    uncaught(pendingException(), false);
  }
}

[[gnu::noinline]] void runTracked(const Job& job, AsyncContext* context) {
  {
    AsyncScope scope(context);
    performCaught(job);
  }
  destroyAsyncContext(context);
}

// Leaves the job's context behind; who drains a queue restores its own (OuterContext).
void run(const Job& job) {
  auto* context =
      job.kind == Job::Kind::Thenable ? nullptr : reinterpret_cast<AsyncContext*>(job.c.bits);
  running_job = &job;
  if (async_tracking != nullptr) [[unlikely]] {
    runTracked(job, context);
  } else {
    async_context = context;
    performCaught(job);
  }
  running_job = nullptr;
}

struct OuterContext {
  AsyncContext* context = async_context;
  ~OuterContext() { async_context = context; }
};

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
  for (uint32_t i = 0; i < list->elements->length; i += 2) {
    auto* promise = static_cast<Promise*>(asObject(list->elements->data[i]));
    if (promise->flags) continue;
    Value context = list->elements->data[i + 1];
    AsyncScope scope(context.isUndefined() ? nullptr : static_cast<AsyncContext*>(asObject(context)));
    promise->flags |= Promise::kReported;
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

Coroutine* resumedBy(const Reaction& reaction) {
  Captured* captured = capturedOf(reaction.target);
  return coroutineOf(captured != nullptr ? captured->target : reaction.target);
}

Promise* settledBy(const Reaction& reaction) {
  Captured* captured = capturedOf(reaction.target);
  Value target = captured != nullptr ? captured->target : reaction.target;
  if (isPromise(target)) return static_cast<Promise*>(asObject(target));
  if (!target.isEmpty()) return nullptr;
  return resolvedBy(captured != nullptr ? captured->resolve : static_cast<const CapabilityReaction&>(reaction).resolve);
}

Promise* resolvedBy(Value function) {
  if (!isObject(function) || asObject(function)->shape->kind != CellKind::Function) return nullptr;
  auto* f = static_cast<Function*>(asObject(function));
  if (f->info->entry != KILN_NATIVE(resolveEntry) && f->info->entry != KILN_NATIVE(rejectEntry)) return nullptr;
  return isPromise(f->captures[0]) ? static_cast<Promise*>(asObject(f->captures[0])) : nullptr;
}

KILN_PER_REALM Value promise_then;
void (*follow_promise)(Promise* from, Promise* to) = nullptr;

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
  return promise;
}
Promise* newPromise() {
  return newPromiseWith(promiseShape());
}

void createResolvingFunctions(Promise* promise, Value* resolve, Value* reject) {
  KILN_PER_REALM static const FunctionInfo *resolver, *rejecter;
  Function* functions[] = {newNativeClosure(resolver, KILN_NATIVE(resolveEntry), 1, 2),
                           newNativeClosure(rejecter, KILN_NATIVE(rejectEntry), 1, 2)};
  for (size_t i = 0; i < 2; ++i) {
    functions[i]->captures[0] = box(promise);
    functions[i]->captures[1] = box(functions[1 - i]);
  }
  *resolve = box(functions[0]);
  *reject = box(functions[1]);
}

void fulfillPromise(Promise* promise, Value value) {
  settle(promise, PromiseState::Fulfilled, value);
}

void rejectPromise(Promise* promise, Value reason) {
  if (!(promise->flags & Promise::kHandled)) {
    if (unhandled == nullptr) unhandled = newArray(0);
    arrayPush(unhandled, box(promise));
    arrayPush(unhandled, async_context == nullptr ? Value::undefined() : box(async_context));
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
  if (AsyncContext* context = captureAsyncContext("PROMISE", box(promise))) {
    Value pair[] = {resolution, then};
    microtasks.push(
        {Job::Kind::ThenableIn, {0}, box(promise), box(newArrayOf(pair, 2)), addressOf(context), {}});
  } else {
    microtasks.push({Job::Kind::Thenable, {0}, box(promise), resolution, then, {}});
  }
}

// Get(promise, "constructor"): nearly always the same slot of %Promise.prototype%.
static Value constructorOf(Object* promise) {
  static GetEntry latest;
  PropertyKey key = PropertyKey::atom(atoms.constructor);
  if (latest.shape == nullptr || !matches(latest, promise->shape)) [[unlikely]] {
    GetEntry entry = resolveGet(promise, key);
    if (!entry.isSimple()) return getCached(promise, key, box(promise));
    latest = entry;
  }
  auto object = reinterpret_cast<uint64_t>(promise);
  return *reinterpret_cast<Value*>((object & latest.base_mask) + latest.payload);
}

Value promiseResolve(Value constructor, Value v) {
  if (isPromise(v) && constructorOf(asObject(v)) == constructor) return v;
  if (constructor == box(realm().promise_constructor)) {
    Promise* promise = newPromise();
    resolvePromise(promise, v);
    return box(promise);
  }
  Value method = getV(constructor, PropertyKey::atom(atoms.resolve));
  return callWith(method, constructor, v);
}

namespace {

void noteHandled(Promise* promise) {
  if (promise->flags == Promise::kReported) {
    if (handled_late == nullptr) handled_late = newArray(0);
    arrayPush(handled_late, box(promise));
  }
  promise->flags |= Promise::kHandled;
}

void addReaction(Promise* promise, Reaction* reaction) {
  if (promise->state == PromiseState::Pending) {
    if (promise->flags & Promise::kAwaited) {
      auto* first = static_cast<Reaction*>(allocate(sizeof(Reaction)));
      first->target = promise->result;
      promise->result = addressOf(first);
      promise->flags &= ~Promise::kAwaited;
    }
    reaction->next = reinterpret_cast<Reaction*>(promise->result.bits);
    promise->result = addressOf(reaction);
  } else {
    enqueueReaction(reaction, promise->state == PromiseState::Rejected, promise->result);
  }
  noteHandled(promise);
}

void addCoroutine(Promise* promise, Coroutine* coroutine) {
  AsyncContext* context = captureAsyncContext("PROMISE", coroutine->data);
  if (promise->state != PromiseState::Pending) {
    enqueueResumption(coroutine, promise->state == PromiseState::Rejected, promise->result, context);
  } else if (context != nullptr) [[unlikely]] {
    auto* reaction = static_cast<Reaction*>(allocate(sizeof(Reaction)));
    reaction->target = box(newCaptured(context, box(coroutine), Value::undefined(), Value::undefined()));
    return addReaction(promise, reaction);
  } else if (promise->result.bits == 0) {
    promise->result = box(coroutine);
    promise->flags |= Promise::kAwaited;
  } else {
    auto* reaction = static_cast<Reaction*>(allocate(sizeof(Reaction)));
    reaction->target = box(coroutine);
    return addReaction(promise, reaction);
  }
  noteHandled(promise);
}

}  // namespace

void performThen(Promise* promise, Value on_fulfilled, Value on_rejected, Value derived, Value resolve,
                 Value reject) {
  bool functions = !resolve.isUndefined();
  AsyncContext* context = captureAsyncContext("PROMISE", derived);
  auto* reaction =
      static_cast<Reaction*>(allocate(functions ? sizeof(CapabilityReaction) : sizeof(Reaction)));
  reaction->on_fulfilled = isCallable(on_fulfilled) ? on_fulfilled : Value::undefined();
  reaction->on_rejected = isCallable(on_rejected) ? on_rejected : Value::undefined();
  reaction->target = functions ? Value::empty() : derived;
  if (context != nullptr) [[unlikely]] {
    reaction->target = box(newCaptured(context, reaction->target, resolve, reject));
  } else if (functions) {
    static_cast<CapabilityReaction*>(reaction)->resolve = resolve;
    static_cast<CapabilityReaction*>(reaction)->reject = reject;
  }
  addReaction(promise, reaction);
}

// §27.7.5.3 Await: the continuation is the coroutine itself.
void awaitPromise(Coroutine* coroutine, Value v) {
  // FAST: the promise that v would be wrapped in is fulfilled, and nobody sees it (async/await-values.js).
  if (!isObject(v)) return enqueueResumption(coroutine, false, v, captureAsyncContext("PROMISE", coroutine->data));
  Value promise = promiseResolve(box(realm().promise_constructor), v);
  addCoroutine(static_cast<Promise*>(asObject(promise)), coroutine);
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
  microtasks.push({Job::Kind::Callback, {0}, callback, {}, addressOf(captureAsyncContext("Microtask")), {}});
}

void enqueueTick(Value callback, uint32_t argc, const Value* argv) {
  Value context = addressOf(captureAsyncContext("TickObject"));
  if (argc > 2)
    ticks.push({Job::Kind::CallbackOf, {0}, callback, box(newArrayOf(argv, argc)), context, {}});
  else
    ticks.push({Job::Kind::Callback, {argc}, callback, argc > 0 ? argv[0] : Value{}, context, argc > 1 ? argv[1] : Value{}});
}

Waiting waitingJobs() {
  if (!microtasks.empty() || unhandled != nullptr || handled_late != nullptr || async_tracking != nullptr) return Waiting::More;
  return ticks.empty() ? Waiting::Nothing : ticks.single() ? Waiting::OneTick : Waiting::More;
}

void runPromiseJobs() {
  OuterContext outer;
  while (!microtasks.empty()) run(microtasks.pop());
}

void runMicrotasks() {
  OuterContext outer;
  do {
    while (!ticks.empty() || !microtasks.empty()) {
      while (!ticks.empty()) run(ticks.pop());
      runPromiseJobs();
    }
    if (unhandled != nullptr || handled_late != nullptr) reportUnhandled();
  } while (!ticks.empty() || !microtasks.empty());
}

}  // namespace kiln::rt
