// ECMA-262 (Explicit Resource Management): AsyncDisposableStack.
#include "runtime/jobs/jobs.h"
#include "runtime/ops/error.h"
#include "stdlib/ecma/disposable.h"

namespace kiln::rt {
namespace {

constexpr CellKind kKind = CellKind::AsyncDisposableStack;
KILN_PER_REALM Shape* stack_shape;

// One run of DisposeResources, which goes on after each await.
struct Disposal : Object {
  ValueList resources;
  size_t remaining;  // pairs not yet disposed
  Value error;       // empty: none so far
  bool needs_await, has_awaited;
  Promise* promise;
};

void proceed(Disposal* disposal);

void addError(Disposal* disposal, Value error) {
  disposal->error = disposal->error.isEmpty() ? error : newSuppressedError(error, disposal->error);
}

// §27.7.5.3 Await; may throw instead of going on later.
void awaitValue(Disposal* disposal, Value v) {
  disposal->has_awaited = true;
  awaitNative(disposal, v, [](Object* state, bool threw, Value value) {
    auto* waiting = static_cast<Disposal*>(state);
    if (threw) addError(waiting, value);
    proceed(waiting);
  });
}

// DisposeResources ( disposeCapability, completion ), from where it stands to its next await or its end
void proceed(Disposal* disposal) {
  while (disposal->remaining > 0) {
    --disposal->remaining;
    Value value = disposal->resources[2 * disposal->remaining];
    Value method = disposal->resources[2 * disposal->remaining + 1];
    if (method.isUndefined()) {
      disposal->needs_await = true;
      continue;
    }
    try {
      return awaitValue(disposal, call(method, value, 0, nullptr));
    } catch (Thrown&) {
      addError(disposal, pendingException());
    }
  }
  if (disposal->needs_await && !disposal->has_awaited) return awaitValue(disposal, Value::undefined());
  if (disposal->error.isEmpty()) {
    resolvePromise(disposal->promise, Value::undefined());
  } else {
    rejectPromise(disposal->promise, disposal->error);
  }
}

Value stackConstructor(Args& args) {
  return constructDisposableStack(args, stack_shape, "AsyncDisposableStack");
}

Value stackDisposeAsync(Args& args) {
  Promise* promise = newPromise();
  try {
    DisposableStackObject* stack =
        thisDisposableStack(args, kKind, "AsyncDisposableStack.prototype.disposeAsync");
    if (stack->disposed) {
      resolvePromise(promise, Value::undefined());
      return box(promise);
    }
    stack->disposed = true;
    auto* disposal = static_cast<Disposal*>(newNativeObject(sizeof(Disposal), realm().null_prototype_shape));
    disposal->resources = stack->resources;
    stack->resources = ValueList();
    disposal->remaining = disposal->resources.size() / 2;
    disposal->error = Value::empty();
    disposal->promise = promise;
    proceed(disposal);
  } catch (Thrown&) {
    rejectPromise(promise, pendingException());
  }
  return box(promise);
}

Value stackDisposed(Args& args) {
  return Value::boolean(
      thisDisposableStack(args, kKind, "get AsyncDisposableStack.prototype.disposed")->disposed);
}
Value stackUse(Args& args) {
  return disposableUse(thisPendingStack(args, kKind, "AsyncDisposableStack.prototype.use"), args[0],
                       DisposeHint::Async);
}
Value stackAdopt(Args& args) {
  return disposableAdopt(thisPendingStack(args, kKind, "AsyncDisposableStack.prototype.adopt"), args[0],
                         args[1]);
}
Value stackDefer(Args& args) {
  return disposableDefer(thisPendingStack(args, kKind, "AsyncDisposableStack.prototype.defer"), args[0]);
}
Value stackMove(Args& args) {
  return disposableMove(thisPendingStack(args, kKind, "AsyncDisposableStack.prototype.move"), stack_shape);
}

const NativeMethod kMethods[] = {
    {"adopt", KILN_NATIVE(stackAdopt), 2},
    {"defer", KILN_NATIVE(stackDefer), 1},
    {"disposeAsync", KILN_NATIVE(stackDisposeAsync), 0},
    {"move", KILN_NATIVE(stackMove), 0},
    {"use", KILN_NATIVE(stackUse), 1},
};

}  // namespace

void initAsyncDisposableStack() {
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  stack_shape = newRootShape(kKind, ElementsKind::None, 0, 0, prototype, nullptr);
  defineConstructor("AsyncDisposableStack", KILN_NATIVE(stackConstructor), 0, prototype);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "disposed", KILN_NATIVE(stackDisposed));
  defineValue(prototype, "@@asyncDispose", get(prototype, atomKey("disposeAsync")));
  defineTag(prototype, "AsyncDisposableStack");
}

}  // namespace kiln::rt
