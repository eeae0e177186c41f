// §7.4.4 GetIterator(async), §27.1.4 %AsyncFromSyncIteratorPrototype%; class helpers that run user code.
#include "runtime/jobs/jobs.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/iterators.h"

namespace kiln::rt {
namespace {

// captures: [0] done
Value unwrap(Args& args) {
  return createIterResult(args[0], args.callee->captures[0].isTrue());
}

// captures: [0] the sync iterator
Value closeAndRethrow(Args& args) {
  pendingException() = args[0];
  kiln_iterator_close_quiet(args.callee->captures[0]);
  throwValue(args[0]);
}

// §27.1.6.4 AsyncFromSyncIteratorContinuation. The wrapper object keeps the sync record in its first two
// slots.
Value continuation(Value result, Value sync_iterator, bool close_iterator) {
  Promise* promise = newPromise();
  try {
    if (!isObject(result)) throwTypeError("Iterator result %s is not an object", describe(result));
    bool done = toBoolean(get(asObject(result), atoms.done));
    Value value = get(asObject(result), atoms.value);
    Value inner;
    try {
      inner = promiseResolve(box(realm().promise_constructor), value);
    } catch (Thrown&) {
      if (!done && close_iterator) kiln_iterator_close_quiet(sync_iterator);
      throw;
    }
    // 13.-14. A value that rejects ends the iteration: the sync iterator is closed.
    Value on_rejected = Value::undefined();
    if (!done && close_iterator) {
      Function* closing = newNative(atoms.empty, KILN_NATIVE(closeAndRethrow), 1, 0, 1);
      closing->captures[0] = sync_iterator;
      on_rejected = box(closing);
    }
    Function* f = newNative(atoms.empty, KILN_NATIVE(unwrap), 1, 0, 1);
    f->captures[0] = Value::boolean(done);
    performThen(static_cast<Promise*>(asObject(inner)), box(f), on_rejected, box(promise), Value::undefined(),
                Value::undefined());
  } catch (Thrown&) {
    rejectPromise(promise, pendingException());
  }
  return box(promise);
}

Value syncStep(Args& args, String* method_name) {
  Object* wrapper = asObject(args.this_value);
  Value iterator = wrapper->inlineSlots()[0];
  Value result;
  try {
    Value method = method_name == atoms.next ? wrapper->inlineSlots()[1]
                                             : getMethod(iterator, PropertyKey::atom(method_name));
    if (method.isUndefined() && method_name == atoms.return_) {
      Promise* promise = newPromise();
      resolvePromise(promise, createIterResult(args[0], true));
      return box(promise);
    }
    if (method.isUndefined() && method_name == atoms.throw_) {
      // The protocol is violated: the iterator gets a chance to clean up.
      kiln_iterator_close(iterator);
      throwTypeError("The iterator does not provide a 'throw' method.");
    }
    result = call(method, iterator, args.count > 0 ? 1 : 0, args.values);
  } catch (Thrown&) {
    Promise* promise = newPromise();
    rejectPromise(promise, pendingException());
    return box(promise);
  }
  return continuation(result, iterator, method_name != atoms.return_);
}
Value asyncNext(Args& args) {
  return syncStep(args, atoms.next);
}
Value asyncReturn(Args& args) {
  return syncStep(args, atoms.return_);
}
Value asyncThrow(Args& args) {
  return syncStep(args, atoms.throw_);
}

Object* fromSyncPrototype() {
  KILN_PER_REALM static Object* prototype;
  if (prototype == nullptr) {
    prototype = newObjectWithPrototype(realm().async_iterator_prototype);
    static const NativeMethod methods[] = {{"next", KILN_NATIVE(asyncNext), 1},
                                           {"return", KILN_NATIVE(asyncReturn), 1},
                                           {"throw", KILN_NATIVE(asyncThrow), 1}};
    defineMethods(prototype, methods);
  }
  return prototype;
}

}  // namespace

Value createAsyncFromSyncIterator(Value iterator, Value next, Value* next_method) {
  Object* wrapper = newObjectWith(instanceShapeOf(fromSyncPrototype(), 2));
  wrapper->inlineSlots()[0] = iterator;
  wrapper->inlineSlots()[1] = next;
  *next_method = get(wrapper, atoms.next);
  return box(wrapper);
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_get_async_iterator(Value iterable, Value* next_method, String* rendering) {
  if (iterable.isNullish())
    throwTypeError("Cannot read properties of %s (reading 'Symbol(Symbol.asyncIterator)')",
                   describe(iterable));
  Value method = getMethod(iterable, PropertyKey::symbol(symbols.asyncIterator));
  if (!method.isUndefined()) {
    Value iterator = call(method, iterable, 0, nullptr);
    if (!isObject(iterator)) throwTypeError("Result of the Symbol.asyncIterator method is not an object");
    *next_method = get(asObject(iterator), atoms.next);
    return iterator;
  }
  Value sync_method = getV(iterable, PropertyKey::symbol(symbols.iterator));
  if (!isCallable(sync_method)) {
    if (rendering->length == 0) throwTypeError("%s is not a function", describeByType(sync_method));
    throwNotIterable(iterable, rendering, "async ");
  }
  Value sync = call(sync_method, iterable, 0, nullptr);
  if (!isObject(sync)) throwTypeError("Result of the Symbol.iterator method is not an object");
  Value sync_next = get(asObject(sync), atoms.next);
  return createAsyncFromSyncIterator(sync, sync_next, next_method);
}

void kiln_initialize_fields(Function* constructor, Value object) {
  if (!(constructor->info->flags & kFnFieldInitializer)) return;
  Value initializer = constructor->captures[constructor->info->capture_count - 1];
  if (isCallable(initializer)) call(initializer, object, 0, nullptr);
}

void kiln_set_home_object(Value function, Object* home) {
  auto* f = reinterpret_cast<Function*>(function.bits);
  if (!(f->info->flags & kFnHomeObject)) return;
  uint32_t behind = f->info->flags & kFnFieldInitializer ? 2 : 1;
  f->captures[f->info->capture_count - behind] = box(home);
}

}  // extern "C"
