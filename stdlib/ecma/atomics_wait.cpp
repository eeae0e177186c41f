// ECMA-262 §25.4: Atomics.wait, waitAsync and notify.
#include "runtime/jobs/jobs.h"
#include "runtime/loop/timers.h"
#include "stdlib/ecma/atomics.h"
#include "stdlib/ecma/waiters.h"

namespace kiln::rt {
namespace {

// What waitAsync started here and nobody woke yet, in the order of the start.
struct AsyncWaiter : Object {
  AsyncWaiter* next;
  Waiter* waiter;
  ArrayBuffer* buffer;  // keeps the address
  Promise* promise;
  Value timer;  // undefined: waits for ever
};
AsyncWaiter* async_waiters;
Value polling = Value::undefined();  // the timer that looks whether other agents have notified

// The promise settles in a job of its own. captures: [0] the promise, [1] its value
Value resolveLater(Args& args) {
  resolvePromise(static_cast<Promise*>(asObject(args.callee->captures[0])), args.callee->captures[1]);
  return Value::undefined();
}

// In the critical section. Those that `ends` says, and those that were notified.
void settle(const AsyncWaiter* ends) {
  for (AsyncWaiter** link = &async_waiters; *link != nullptr;) {
    AsyncWaiter* waiter = *link;
    bool notified = waiter->waiter->state == WaiterState::Notified;
    if (!notified && waiter != ends) {
      link = &waiter->next;
      continue;
    }
    *link = waiter->next;
    waiterLists().remove(waiter->waiter);
    if (!waiter->timer.isUndefined()) clearTimer(waiter->timer);
    Function* job = newNative(atoms.empty, KILN_NATIVE(resolveLater), 0, 0, 2);
    job->captures[0] = box(waiter->promise);
    job->captures[1] = box(internAscii(notified ? "ok" : "timed-out"));
    enqueueMicrotask(box(job));
  }
  if (async_waiters == nullptr && !polling.isUndefined()) {
    clearTimer(polling);
    polling = Value::undefined();
  }
}

// captures: [0] the waiter whose time is over
Value timeOut(Args& args) {
  waiterLists().enter();
  settle(static_cast<AsyncWaiter*>(asObject(args.callee->captures[0])));
  waiterLists().leave();
  return Value::undefined();
}

Value poll(Args&) {
  waiterLists().enter();
  settle(nullptr);
  waiterLists().leave();
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
  Value expected;
  double timeout;

  bool isEqual() const { return strictEquals(loadElement(elementType(array), address), expected); }
};

// §25.4.3.14 DoWait up to the critical section
Wait prepare(Args& args) {
  TypedArray* array = validateAtomicArray(args, true, Access::Read);
  if (array->buffer->shape->kind != CellKind::SharedArrayBuffer)
    throwTypeError("[object %sArray] is not a shared typed array.", elementTypeName(elementType(array)));
  size_t index = validateAtomicIndex(array, args[1]);
  ElementsKind kind = elementType(array);
  Value expected = isBigElement(kind)
                       ? bigintFromInt64(static_cast<int64_t>(bigintToUint64(toBigint(args[2]))))
                       : Value::int32(toInt32(args[2]));
  double timeout = args[3].isUndefined() ? INFINITY : toNumber(args[3]);
  if (timeout != timeout) timeout = INFINITY;
  return {array, atomicAddress(array, index), expected, std::max(timeout, 0.0)};
}

}  // namespace

// §25.4.15
Value atomicsWait(Args& args) {
  Wait wait = prepare(args);
  WaiterLists& lists = waiterLists();
  lists.enter();
  bool equal = wait.isEqual();
  Waiter* waiter = equal ? lists.add(wait.address) : nullptr;
  lists.leave();
  if (!equal) return box(internAscii("not-equal"));
  if (waiter == nullptr) throwRangeError("Too many agents wait");
  WaiterLists::suspend(waiter, wait.timeout);
  lists.enter();
  bool notified = waiter->state == WaiterState::Notified;
  lists.remove(waiter);
  lists.leave();
  return box(internAscii(notified ? "ok" : "timed-out"));
}

// §25.4.16
Value atomicsWaitAsync(Args& args) {
  Wait wait = prepare(args);
  WaiterLists& lists = waiterLists();
  lists.enter();
  bool equal = wait.isEqual();
  Waiter* place = equal && wait.timeout > 0 ? lists.add(wait.address) : nullptr;
  lists.leave();
  if (!equal) return asyncResult(false, box(internAscii("not-equal")));
  if (wait.timeout == 0) return asyncResult(false, box(internAscii("timed-out")));
  if (place == nullptr) throwRangeError("Too many agents wait");
  auto* waiter =
      static_cast<AsyncWaiter*>(newNativeObject(sizeof(AsyncWaiter), realm().null_prototype_shape));
  waiter->waiter = place;
  waiter->buffer = wait.array->buffer;
  waiter->promise = newPromise();
  waiter->timer = Value::undefined();
  AsyncWaiter** link = &async_waiters;
  while (*link != nullptr) link = &(*link)->next;
  *link = waiter;
  if (wait.timeout < INFINITY) {
    Function* callback = newNative(atoms.empty, KILN_NATIVE(timeOut), 0, 0, 1);
    callback->captures[0] = box(waiter);
    // Timers count whole milliseconds of the loop's clock, so they may be early by less than one.
    waiter->timer = addTimer(box(callback), wait.timeout + 1, false, 0, nullptr);
  }
  if (waitersAreShared() && polling.isUndefined())
    polling = addTimer(box(newNative(atoms.empty, KILN_NATIVE(poll), 0)), 1, true, 0, nullptr);
  return asyncResult(true, box(waiter->promise));
}

// §25.4.17
Value atomicsNotify(Args& args) {
  TypedArray* array = validateAtomicArray(args, true, Access::Read);
  size_t index = validateAtomicIndex(array, args[1]);
  double count = args[2].isUndefined() ? INFINITY : std::max(toIntegerOrInfinity(args[2]), 0.0);
  if (array->buffer->shape->kind != CellKind::SharedArrayBuffer) return Value::int32(0);
  WaiterLists& lists = waiterLists();
  lists.enter();
  uint32_t woken = lists.notify(atomicAddress(array, index), count);
  settle(nullptr);
  lists.leave();
  return Value::int32(static_cast<int32_t>(woken));
}

}  // namespace kiln::rt
