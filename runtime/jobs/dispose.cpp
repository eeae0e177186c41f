// ECMA-262 (Explicit Resource Management): AddDisposableResource and DisposeResources for `using` and
// `await using` declarations. Compiled code awaits what dispose_next returns.
#include "runtime/abi/helpers.h"
#include "runtime/gc/gc.h"
#include "runtime/jobs/jobs.h"
#include "runtime/object/object.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/error.h"
#include "runtime/ops/throw.h"

namespace kiln::rt {
namespace {

enum class Hint : int32_t { Sync, Async, AsyncFromSync };

struct DisposeCapability : Object {
  ValueList resources;  // triples: value, method, hint
  Value error;          // the throw completion so far, empty: none
  bool needs_await, has_awaited;
};

DisposeCapability* capability(Object* object) {
  return static_cast<DisposeCapability*>(object);
}

// An error that comes while another is on its way suppresses that one.
void fail(DisposeCapability* state, Value error) {
  if (!state->error.isEmpty()) {
    Object* suppressing = newError(ErrorType::SuppressedError, nullptr);
    putDirect(suppressing, PropertyKey::atom(atoms.error), error, kHidden);
    putDirect(suppressing, PropertyKey::atom(internAscii("suppressed")), state->error, kHidden);
    error = box(suppressing);
  }
  state->error = error;
}

}  // namespace

extern "C" {

Object* kiln_dispose_begin() {
  auto* made = allocateCell<DisposeCapability>(realm().for_in_shape);
  made->store = &kiln_empty_store;
  made->error = Value::empty();
  return made;
}

// AddDisposableResource ( disposeCapability, V, hint ) with CreateDisposableResource and GetDisposeMethod
void kiln_dispose_add(Object* list, Value value, bool is_async) {
  ValueList& resources = capability(list)->resources;
  auto hint = is_async ? Hint::Async : Hint::Sync;
  Value method = Value::undefined();
  if (value.isNullish()) {
    if (!is_async) return;
  } else {
    if (!isObject(value)) throwTypeError("%s is not an object, it cannot be disposed of", describe(value));
    if (is_async) method = getMethod(value, PropertyKey::symbol(symbols.asyncDispose));
    if (method.isUndefined()) {
      method = getMethod(value, PropertyKey::symbol(symbols.dispose));
      if (is_async) hint = Hint::AsyncFromSync;
    }
    if (method.isUndefined())
      throwTypeError("%s has %s method", describe(value),
                     is_async ? "neither a Symbol.asyncDispose nor a Symbol.dispose" : "no Symbol.dispose");
  }
  resources.push(value);
  resources.push(method);
  resources.push(Value::int32(static_cast<int32_t>(hint)));
}

void kiln_dispose_fail(Object* list, Value error) {
  fail(capability(list), error);
}

// DisposeResources ( disposeCapability, completion ), to the next await: what is to be awaited, empty at the
// end.
Value kiln_dispose_next(Object* list) {
  DisposeCapability* state = capability(list);
  while (state->resources.size() > 0) {
    size_t last = state->resources.size() - 3;
    Value value = state->resources[last], method = state->resources[last + 1];
    auto hint = static_cast<Hint>(state->resources[last + 2].asInt32());
    if (hint == Hint::Sync && state->needs_await && !state->has_awaited) {
      state->needs_await = false;
      return Value::undefined();
    }
    state->resources.resize(last);
    if (method.isUndefined()) {
      state->needs_await = true;
      continue;
    }
    try {
      Value result = call(method, value, 0, nullptr);
      if (hint == Hint::Sync) continue;
      state->has_awaited = true;
      return hint == Hint::Async ? result : Value::undefined();
    } catch (Thrown&) {
      if (hint != Hint::AsyncFromSync) {
        fail(state, pendingException());
        continue;
      }
      // The method's error is the rejection of a promise.
      state->has_awaited = true;
      Promise* promise = newPromise();
      rejectPromise(promise, pendingException());
      return box(promise);
    }
  }
  bool once_more = state->needs_await && !state->has_awaited;
  state->needs_await = false;
  return once_more ? Value::undefined() : Value::empty();
}

Value kiln_dispose_result(Object* list) {
  return capability(list)->error;
}

}  // extern "C"

}  // namespace kiln::rt
