// ECMA-262 §23.1.2.? Array.fromAsync: an async function as a state machine over awaitNative.
#include "runtime/jobs/jobs.h"
#include "stdlib/ecma/array.h"

namespace kiln::rt {
namespace {

enum class Phase : uint32_t {
  Next,     // ask for the next value
  Result,   // an iterator's result object has arrived
  Element,  // an element of an array-like has arrived
  Mapped,   // what the mapper made has arrived
  Closed,   // the iterator's return() is over
};

struct FromAsync : Object {
  Value iterator, next;  // or array_like
  Object* array_like;
  Value mapper, this_arg;
  Object* result;
  double k, length;
  Value error;  // that closes the iterator
  Phase phase;
  Promise* promise;
};

constexpr double kMaxLength = 9007199254740991.0;

void resume(Object* state, bool threw, Value v);

void awaitIn(FromAsync* s, Phase phase, Value v) {
  s->phase = phase;
  awaitNative(s, v, resume);
}

// §7.4.13 AsyncIteratorClose with a throw completion
void closeWith(FromAsync* s, Value error) {
  if (s->array_like != nullptr) return rejectPromise(s->promise, error);
  s->error = error;
  try {
    Value method = getMethod(s->iterator, PropertyKey::atom(atoms.return_));
    if (!method.isUndefined()) return awaitIn(s, Phase::Closed, call(method, s->iterator, 0, nullptr));
  } catch (Thrown&) {
    // The first error wins.
  }
  rejectPromise(s->promise, error);
}

void finish(FromAsync* s) {
  setLength(s->result, s->k);
  resolvePromise(s->promise, box(s->result));
}

void requestNext(FromAsync* s) {
  if (s->array_like == nullptr) {
    if (s->k >= kMaxLength) throwTypeError("Too many elements for an array");
    return awaitIn(s, Phase::Result, call(s->next, s->iterator, 0, nullptr));
  }
  if (s->k >= s->length) return finish(s);
  awaitIn(s, Phase::Element, elementAt(s->array_like, s->k));
}

// Errors from here on close the iterator.
void define(FromAsync* s, Value v) {
  try {
    createDataProperty(s->result, keyOfIndex(s->k), v);
  } catch (Thrown&) {
    Value error = pendingException();
    return closeWith(s, error);
  }
  ++s->k;
  requestNext(s);
}

void take(FromAsync* s, Value v) {
  if (s->mapper.isUndefined()) return define(s, v);
  try {
    awaitIn(s, Phase::Mapped, callWith(s->mapper, s->this_arg, v, Value::number(s->k)));
  } catch (Thrown&) {
    Value error = pendingException();
    closeWith(s, error);
  }
}

void goOn(FromAsync* s, bool threw, Value v) {
  switch (s->phase) {
    case Phase::Next:
      return requestNext(s);
    case Phase::Result:
      if (threw) throwValue(v);
      if (!isObject(v)) throwTypeError("Iterator result %s is not an object", describe(v));
      if (toBoolean(get(asObject(v), atoms.done))) return finish(s);
      return take(s, get(asObject(v), atoms.value));
    case Phase::Element:
      if (threw) throwValue(v);
      return take(s, v);
    case Phase::Mapped:
      return threw ? closeWith(s, v) : define(s, v);
    case Phase::Closed:
      return rejectPromise(s->promise, s->error);
  }
}

void resume(Object* state, bool threw, Value v) {
  auto* s = static_cast<FromAsync*>(state);
  try {
    goOn(s, threw, v);
  } catch (Thrown&) {
    Value error = pendingException();
    rejectPromise(s->promise, error);
  }
}

Value getSyncIterator(Value items, Value method, Value* next_method) {
  Value sync = call(method, items, 0, nullptr);
  if (!isObject(sync)) throwTypeError("Result of the Symbol.iterator method is not an object");
  return createAsyncFromSyncIterator(sync, get(asObject(sync), atoms.next), next_method);
}

// Steps 3.a to 3.k.iv
void start(FromAsync* s, Value constructor, Value items) {
  if (!s->mapper.isUndefined()) requireCallable(s->mapper);
  if (items.isNullish()) throwTypeError("%s is not iterable", describe(items));
  Value method = getMethod(items, PropertyKey::symbol(symbols.asyncIterator));
  if (!method.isUndefined()) {
    s->iterator = call(method, items, 0, nullptr);
    if (!isObject(s->iterator)) throwTypeError("Result of the Symbol.asyncIterator method is not an object");
    s->next = get(asObject(s->iterator), atoms.next);
  } else if (method = getMethod(items, PropertyKey::symbol(symbols.iterator)); !method.isUndefined()) {
    s->iterator = getSyncIterator(items, method, &s->next);
  } else {
    s->array_like = toObject(items);
    s->length = lengthOf(s->array_like);
  }
  s->result = constructResult(constructor, s->array_like != nullptr, s->length);
  s->phase = Phase::Next;
}

}  // namespace

Value arrayFromAsync(Args& args) {
  auto* s = static_cast<FromAsync*>(newNativeObject(sizeof(FromAsync), realm().null_prototype_shape));
  s->mapper = args[1];
  s->this_arg = args[2];
  s->promise = newPromise();
  try {
    start(s, args.this_value, args[0]);
  } catch (Thrown&) {
    Value error = pendingException();
    rejectPromise(s->promise, error);
    return box(s->promise);
  }
  resume(s, false, Value::undefined());
  return box(s->promise);
}

}  // namespace kiln::rt
