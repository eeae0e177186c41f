// ECMA-262 §25.4: Atomics.wait, waitAsync and notify. One agent: only promises of its own are ever woken.
#include <ctime>

#include "runtime/jobs/jobs.h"
#include "runtime/loop/timers.h"
#include "stdlib/ecma/atomics.h"

namespace kiln::rt {
namespace {

// §25.4.1.? Waiter Records of waitAsync, in the order of their start.
struct Waiter : Object {
  Waiter* next;
  const uint8_t* address;
  ArrayBuffer* buffer;  // keeps the address
  Promise* promise;
  Value timer;  // undefined: waits for ever
};
Waiter* waiters;

// The promise settles in a job of its own. captures: [0] the promise, [1] its value
Value resolveLater(Args& args) {
  resolvePromise(static_cast<Promise*>(asObject(args.callee->captures[0])), args.callee->captures[1]);
  return Value::undefined();
}

void wake(Waiter* waiter, const char* outcome) {
  Function* job = newNative(atoms.empty, KILN_NATIVE(resolveLater), 0, 0, 2);
  job->captures[0] = box(waiter->promise);
  job->captures[1] = box(internAscii(outcome));
  enqueueMicrotask(box(job));
}

// captures: [0] the waiter
Value timeOut(Args& args) {
  auto* waiter = static_cast<Waiter*>(asObject(args.callee->captures[0]));
  for (Waiter** link = &waiters; *link != nullptr; link = &(*link)->next) {
    if (*link != waiter) continue;
    *link = waiter->next;
    wake(waiter, "timed-out");
    break;
  }
  return Value::undefined();
}

Value asyncResult(bool is_async, Value value) {
  Object* result = newObject();
  createDataProperty(result, atomKey("async"), Value::boolean(is_async));
  createDataProperty(result, PropertyKey::atom(atoms.value), value);
  return box(result);
}

struct Wait {
  TypedArray* array;
  uint8_t* address;
  bool equal;
  double timeout;
};

// §25.4.3.14 DoWait up to the comparison
Wait prepare(Args& args) {
  TypedArray* array = validateAtomicArray(args[0], true, Access::Read);
  if (array->buffer->shape->kind != CellKind::SharedArrayBuffer)
    throwTypeError("[object %sArray] is not a shared typed array.", elementTypeName(elementType(array)));
  size_t index = validateAtomicIndex(array, args[1]);
  ElementsKind kind = elementType(array);
  Value expected = isBigElement(kind)
                       ? bigintFromInt64(static_cast<int64_t>(bigintToUint64(toBigint(args[2]))))
                       : Value::int32(toInt32(args[2]));
  double timeout = args[3].isUndefined() ? INFINITY : toNumber(args[3]);
  if (timeout != timeout) timeout = INFINITY;
  uint8_t* address = atomicAddress(array, index);
  return {array, address, strictEquals(loadElement(kind, address), expected), std::max(timeout, 0.0)};
}

}  // namespace

// §25.4.15
Value atomicsWait(Args& args) {
  Wait wait = prepare(args);
  if (!wait.equal) return box(internAscii("not-equal"));
  // This agent could suspend for ever, but nobody would wake it.
  if (wait.timeout == INFINITY) throwTypeError("Atomics.wait cannot be called in this context");
  timespec duration{static_cast<time_t>(wait.timeout / 1000),
                    static_cast<long>(std::fmod(wait.timeout, 1000) * 1e6)};
  nanosleep(&duration, nullptr);
  return box(internAscii("timed-out"));
}

// §25.4.? Atomics.waitAsync
Value atomicsWaitAsync(Args& args) {
  Wait wait = prepare(args);
  if (!wait.equal) return asyncResult(false, box(internAscii("not-equal")));
  if (wait.timeout == 0) return asyncResult(false, box(internAscii("timed-out")));
  auto* waiter = static_cast<Waiter*>(newNativeObject(sizeof(Waiter), realm().null_prototype_shape));
  waiter->address = wait.address;
  waiter->buffer = wait.array->buffer;
  waiter->promise = newPromise();
  waiter->timer = Value::undefined();
  Waiter** link = &waiters;
  while (*link != nullptr) link = &(*link)->next;
  *link = waiter;
  if (wait.timeout < INFINITY) {
    Function* callback = newNative(atoms.empty, KILN_NATIVE(timeOut), 0, 0, 1);
    callback->captures[0] = box(waiter);
    waiter->timer = addTimer(box(callback), wait.timeout, false, 0, nullptr);
  }
  return asyncResult(true, box(waiter->promise));
}

// §25.4.17
Value atomicsNotify(Args& args) {
  TypedArray* array = validateAtomicArray(args[0], true, Access::Read);
  size_t index = validateAtomicIndex(array, args[1]);
  double count = args[2].isUndefined() ? INFINITY : std::max(toIntegerOrInfinity(args[2]), 0.0);
  if (array->buffer->shape->kind != CellKind::SharedArrayBuffer) return Value::int32(0);
  const uint8_t* address = atomicAddress(array, index);
  int32_t woken = 0;
  for (Waiter** link = &waiters; *link != nullptr && woken < count;) {
    Waiter* waiter = *link;
    if (waiter->address != address) {
      link = &waiter->next;
      continue;
    }
    *link = waiter->next;
    if (!waiter->timer.isUndefined()) clearTimer(waiter->timer);
    wake(waiter, "ok");
    ++woken;
  }
  return Value::int32(woken);
}

}  // namespace kiln::rt
