// Generators, async functions and async generators (§27.5, §27.6, §27.7) over compiled state machines.
#include <algorithm>
#include <utility>

#include "runtime/gc/recycle.h"
#include "runtime/jobs/async_frames.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realms.h"
#include "runtime/object/shown_native.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "runtime/ops/iterators.h"

namespace kiln::rt {
namespace {

// Coroutine::flags. kAwaitingReturn: the operand of return() is being awaited; kExecuting: the body runs,
// possibly across awaits; kSuspended: the body has awaited something. Above them the size of the frame in words.
constexpr uint32_t kAsyncFunction = 1, kAsyncGenerator = 2, kAwaitingReturn = 4, kExecuting = 8, kSuspended = 16;
constexpr uint32_t kFrameShift = 5, kLargestFrame = UINT32_MAX >> kFrameShift;
constexpr int32_t kSuspendedStart = 1;  // the first suspend point of a generator stands behind its parameters

// The body runs in the realm of its function.
Value go(Coroutine* c, ResumeMode mode, Value sent) {
  if (!several_realms) [[likely]]
    return c->resume(c, mode, sent);
  RealmScope scope(functionRealm(c->function));
  return c->resume(c, mode, sent);
}

Coroutine* generatorOf(Value v, const char* method) {
  if (!isObject(v) || asObject(v)->shape->kind != CellKind::Generator)
    throwTypeError("%s method called on incompatible receiver %s", method, describe(v));
  return static_cast<Coroutine*>(asObject(v));
}

// What the generator just yielded is a result object of the iterator that it delegates to (§27.5.3.7
// step 7.a.vi).
bool delegated = false;

// §27.5.3.3 GeneratorResume, §27.5.3.4 GeneratorResumeAbrupt
Value resumeGenerator(Coroutine* g, ResumeMode mode, Value sent, bool* done) {
  if (g->state == kCoroutineRunning) throwTypeError("Generator is already running");
  *done = true;
  if (g->state == kCoroutineDone) {
    if (mode == ResumeMode::Throw) throwValue(sent);
    return mode == ResumeMode::Return ? sent : Value::undefined();
  }
  try {
    delegated = false;
    Value result = go(g, mode, sent);
    *done = g->state == kCoroutineDone;
    return result;
  } catch (Thrown&) {
    g->state = kCoroutineDone;
    throw;
  }
}

template <ResumeMode mode>
Value generatorMethod(Args& args) {
  Coroutine* g = generatorOf(args.this_value, mode == ResumeMode::Next    ? "next"
                                              : mode == ResumeMode::Throw ? "throw"
                                                                          : "return");
  bool done;
  Value result = resumeGenerator(g, mode, args[0], &done);
  if (std::exchange(delegated, false)) return result;
  return createIterResult(result, done);
}

// --- async generators: a queue of requests, each with its promise

struct Request {
  Request* next;
  ResumeMode mode;
  Value value;
  Promise* promise;
};
struct GeneratorQueue {
  Request* first;
  Request* last;
};

GeneratorQueue* queueOf(Coroutine* g) {
  return reinterpret_cast<GeneratorQueue*>(g->data.bits);
}

Request* takeRequest(Coroutine* g) {
  GeneratorQueue* queue = queueOf(g);
  Request* request = queue->first;
  queue->first = request->next;
  if (queue->first == nullptr) queue->last = nullptr;
  return request;
}

void drain(Coroutine* g);

void settleRequest(Coroutine* g, bool threw, Value value, bool done) {
  Request* request = takeRequest(g);
  if (threw)
    rejectPromise(request->promise, value);
  else
    resolvePromise(request->promise, createIterResult(value, done));
}

// Runs the body to its next suspension; drain() then looks for what was asked meanwhile.
void runGenerator(Coroutine* g, ResumeMode mode, Value sent) {
  try {
    go(g, mode, sent);
  } catch (Thrown&) {
    Value reason = pendingException();
    g->state = kCoroutineDone;
    g->flags &= ~kExecuting;
    settleRequest(g, true, reason, true);
  }
}

Value returnSettled(Args& args, bool threw) {
  auto* g = static_cast<Coroutine*>(asObject(args.callee->captures[0]));
  g->flags &= ~kAwaitingReturn;
  settleRequest(g, threw, args[0], true);
  drain(g);
  return Value::undefined();
}
Value returnFulfilled(Args& args) {
  return returnSettled(args, false);
}
Value returnRejected(Args& args) {
  return returnSettled(args, true);
}

// §27.6.3.10 AsyncGeneratorDrainQueue, and the start of the next request while the body is suspended.
void drain(Coroutine* g) {
  while (Request* request = queueOf(g)->first) {
    if (g->state == kCoroutineRunning || (g->flags & (kAwaitingReturn | kExecuting))) return;
    // §27.6.1.3, §27.6.1.4: before the first next() the body never runs.
    if (g->state == kSuspendedStart && request->mode != ResumeMode::Next) g->state = kCoroutineDone;
    if (g->state == kCoroutineDone) {
      if (request->mode == ResumeMode::Next) {
        settleRequest(g, false, Value::undefined(), true);
      } else if (request->mode == ResumeMode::Throw) {
        settleRequest(g, true, request->value, true);
      } else {
        // §27.6.3.9 AsyncGeneratorAwaitReturn
        g->flags |= kAwaitingReturn;
        Function* good = newNative(atoms.empty, KILN_NATIVE(returnFulfilled), 1, 0, 1);
        Function* bad = newNative(atoms.empty, KILN_NATIVE(returnRejected), 1, 0, 1);
        good->captures[0] = bad->captures[0] = box(g);
        try {
          Value promise = promiseResolve(box(realm().promise_constructor), request->value);
          performThen(static_cast<Promise*>(asObject(promise)), box(good), box(bad), Value::undefined(),
                      Value::undefined(), Value::undefined());
        } catch (Thrown&) {
          Value reason = pendingException();
          g->flags &= ~kAwaitingReturn;
          settleRequest(g, true, reason, true);
          continue;
        }
        return;
      }
      continue;
    }
    g->flags |= kExecuting;
    runGenerator(g, request->mode, request->value);
  }
}

template <ResumeMode mode>
Value asyncGeneratorMethod(Args& args) {
  Promise* promise = newPromise();
  if (!isObject(args.this_value) || asObject(args.this_value)->shape->kind != CellKind::AsyncGenerator) {
    rejectPromise(promise,
                  box(newError(ErrorType::TypeError, newUtf8("next method called on incompatible receiver " +
                                                             describe(args.this_value)))));
    return box(promise);
  }
  auto* g = static_cast<Coroutine*>(asObject(args.this_value));
  auto* request = static_cast<Request*>(allocate(sizeof(Request)));
  *request = {nullptr, mode, args[0], promise};
  GeneratorQueue* queue = queueOf(g);
  (queue->last == nullptr ? queue->first : queue->last->next) = request;
  queue->last = request;
  drain(g);
  return box(promise);
}

// Generator objects of one prototype share a shape. The cache is direct-mapped by the prototype: a loser
// makes its shape anew.
Shape* generatorShape(CellKind kind, Object* prototype) {
  struct Row {
    CellKind kind;
    Object* prototype;
    Shape* shape;
  };
  static Row rows[64];
  Row& row = rows[reinterpret_cast<uintptr_t>(prototype) / 32 % 64];
  if (row.prototype != prototype || row.kind != kind)
    row = {kind, prototype, newRootShape(kind, ElementsKind::None, 0, 0, prototype, nullptr)};
  return row.shape;
}

Shape* asyncFrameShape() {
  static Shape* shape = newRootShape(CellKind::AsyncFrame, ElementsKind::None, 0, 0, nullptr, nullptr);
  return shape;
}

}  // namespace

Promise* promiseOf(Coroutine* c) {
  if (!(c->flags & kAsyncGenerator)) return isPromise(c->data) ? static_cast<Promise*>(asObject(c->data)) : nullptr;
  Request* request = queueOf(c)->first;
  return request == nullptr ? nullptr : request->promise;
}

void resumeCoroutine(Coroutine* c, ResumeMode mode, Value sent) {
  if (c->flags & kAsyncGenerator) {
    runGenerator(c, mode, sent);
    drain(c);
    return;
  }
  try {
    go(c, mode, sent);
  } catch (Thrown&) {
    Value reason = pendingException();
    c->state = kCoroutineDone;
    rejectPromise(static_cast<Promise*>(asObject(c->data)), reason);
  }
}

Value generatorStep(Object* generator) {
  bool done;
  Value result =
      resumeGenerator(static_cast<Coroutine*>(generator), ResumeMode::Next, Value::undefined(), &done);
  if (std::exchange(delegated, false)) {
    // Read as any consumer of the iterator would.
    if (toBoolean(get(asObject(result), atoms.done))) return Value::empty();
    return get(asObject(result), atoms.value);
  }
  return done ? Value::empty() : result;
}

void initialiseCoroutines() {
  Realm& r = realm();
  static const NativeMethod generator[] = {{"next", KILN_SHOWN_NATIVE(generatorMethod<ResumeMode::Next>), 1},
                                           {"return", KILN_SHOWN_NATIVE(generatorMethod<ResumeMode::Return>), 1},
                                           {"throw", KILN_SHOWN_NATIVE(generatorMethod<ResumeMode::Throw>), 1}};
  defineMethods(r.generator_prototype, generator);
  r.generator_next = get(r.generator_prototype, atoms.next);
  defineValue(r.generator_prototype, "@@toStringTag", box(internAscii("Generator")), kConfigurable);
  static const NativeMethod async_generator[] = {
      {"next", KILN_NATIVE(asyncGeneratorMethod<ResumeMode::Next>), 1},
      {"return", KILN_NATIVE(asyncGeneratorMethod<ResumeMode::Return>), 1},
      {"throw", KILN_NATIVE(asyncGeneratorMethod<ResumeMode::Throw>), 1}};
  defineMethods(r.async_generator_prototype, async_generator);
  defineValue(r.async_generator_prototype, "@@toStringTag", box(internAscii("AsyncGenerator")),
              kConfigurable);
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Coroutine* kiln_new_coroutine(Function* callee, void* resume, uint32_t frame_words, int32_t kind) {
  auto* c = static_cast<Coroutine*>(allocate(sizeof(Coroutine) + 8ul * frame_words));
  c->store = &kiln_empty_store;
  c->resume = reinterpret_cast<Value (*)(Coroutine*, ResumeMode, Value)>(resume);
  c->function = box(callee);
  c->data = Value::undefined();
  switch (static_cast<CoroutineKind>(kind)) {
    case CoroutineKind::Generator:
    case CoroutineKind::AsyncGenerator: {
      bool is_async = static_cast<CoroutineKind>(kind) == CoroutineKind::AsyncGenerator;
      Object* fallback = is_async ? realm().async_generator_prototype : realm().generator_prototype;
      Value own = getCached(callee, PropertyKey::atom(atoms.prototype), box(callee));
      Object* prototype = isObject(own) ? asObject(own) : fallback;
      c->shape = generatorShape(is_async ? CellKind::AsyncGenerator : CellKind::Generator, prototype);
      if (is_async) {
        c->flags = kAsyncGenerator;
        c->data = Value::raw(reinterpret_cast<uint64_t>(allocate(sizeof(GeneratorQueue))));
      }
      break;
    }
    case CoroutineKind::AsyncFunction:
      c->shape = asyncFrameShape();
      c->flags = kAsyncFunction | std::min(frame_words, kLargestFrame) << kFrameShift;
      c->data = box(newPromise());
      break;
  }
  return c;
}

void kiln_generator_start(Coroutine* c) {
  go(c, ResumeMode::Next, Value::undefined());
}

Value kiln_async_start(Coroutine* c) {
  Value promise = c->data;
  resumeCoroutine(c, ResumeMode::Next, Value::undefined());
  // Nobody waits for anything with the frame.
  if (!(c->flags & kSuspended)) recycle(c, sizeof(Coroutine) + 8ul * (c->flags >> kFrameShift));
  return promise;
}

Value kiln_await_value(Coroutine* c, Value v) {
  awaitPromise(c, v);
  c->flags |= kSuspended;
  return Value::undefined();
}

Value kiln_async_resolve(Coroutine* c, Value v) {
  resolvePromise(static_cast<Promise*>(asObject(c->data)), v);
  return Value::undefined();
}
Value kiln_async_reject(Coroutine* c, Value reason) {
  rejectPromise(static_cast<Promise*>(asObject(c->data)), reason);
  return Value::undefined();
}

Value kiln_async_generator_yield(Coroutine* c, Value v) {
  c->flags &= ~kExecuting;
  settleRequest(c, false, v, false);
  return Value::undefined();
}

Value kiln_async_generator_complete(Coroutine* c, Value v, bool is_throw) {
  c->flags &= ~kExecuting;
  settleRequest(c, is_throw, v, true);
  return Value::undefined();
}

// --- yield*, for await

Value kiln_delegate_resume(Value iterator, Value next_method, int32_t mode, Value sent, bool) {
  auto checked = [](Value result) {
    if (!isObject(result)) throwTypeError("Iterator result %s is not an object", describe(result));
    return result;
  };
  switch (static_cast<ResumeMode>(mode)) {
    case ResumeMode::Next:
      return checked(callWith(next_method, iterator, sent));
    case ResumeMode::Throw: {
      Value method = getMethod(iterator, PropertyKey::atom(atoms.throw_));
      if (!method.isUndefined()) return checked(callWith(method, iterator, sent));
      kiln_iterator_close(iterator);
      throwTypeError("The iterator does not provide a 'throw' method.");
    }
    case ResumeMode::Return: {
      Value method = getMethod(iterator, PropertyKey::atom(atoms.return_));
      if (method.isUndefined()) return Value::empty();
      return checked(callWith(method, iterator, sent));
    }
  }
  return Value::undefined();
}

Value kiln_delegate_yield(Value result) {
  delegated = true;
  return result;
}

void kiln_check_iterator_result(Value result) {
  if (!isObject(result)) throwTypeError("Iterator result %s is not an object", describe(result));
}
Value kiln_iterator_next_call(Value iterator, Value next_method) {
  return call(next_method, iterator, 0, nullptr);
}
Value kiln_async_iterator_close(Value iterator) {
  Value method = getMethod(iterator, PropertyKey::atom(atoms.return_));
  return method.isUndefined() ? Value::empty() : call(method, iterator, 0, nullptr);
}

}  // extern "C"
