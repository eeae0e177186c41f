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

// The wrapper object keeps the sync record in its first two slots.
Value continuation(Value result) {
  Promise* promise = newPromise();
  try {
    if (!isObject(result)) throwTypeError("Iterator result %s is not an object", describe(result).c_str());
    bool done = toBoolean(get(asObject(result), atoms.done));
    Value inner = promiseResolve(box(realm().promise_constructor), get(asObject(result), atoms.value));
    Function* f = newNative(atoms.empty, KILN_NATIVE(unwrap), 1, 0, 1);
    f->captures[0] = Value::boolean(done);
    performThen(static_cast<Promise*>(asObject(inner)), box(f), Value::undefined(), box(promise),
                Value::undefined(), Value::undefined());
  } catch (Thrown&) {
    rejectPromise(promise, pendingException());
  }
  return box(promise);
}

Value syncStep(Args& args, String* method_name) {
  Object* wrapper = asObject(args.this_value);
  Value iterator = wrapper->inlineSlots()[0];
  Value method = method_name == atoms.next ? wrapper->inlineSlots()[1]
                                           : getMethod(iterator, PropertyKey::atom(method_name));
  if (method.isUndefined()) {
    Promise* promise = newPromise();
    if (method_name == atoms.return_)
      resolvePromise(promise, createIterResult(args[0], true));
    else
      rejectPromise(promise, args[0]);
    return box(promise);
  }
  Value result;
  try {
    result = call(method, iterator, args.count > 0 ? 1 : 0, args.values);
  } catch (Thrown&) {
    Promise* promise = newPromise();
    rejectPromise(promise, pendingException());
    return box(promise);
  }
  return continuation(result);
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
  static Object* prototype = [] {
    Object* made = newObjectWithPrototype(realm().async_iterator_prototype);
    static const NativeMethod methods[] = {{"next", KILN_NATIVE(asyncNext), 1},
                                           {"return", KILN_NATIVE(asyncReturn), 1},
                                           {"throw", KILN_NATIVE(asyncThrow), 1}};
    defineMethods(made, methods);
    return made;
  }();
  return prototype;
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_get_async_iterator(Value iterable, Value* next_method, String* rendering) {
  Value method = iterable.isNullish() ? Value::undefined()
                                      : getMethod(iterable, PropertyKey::symbol(symbols.asyncIterator));
  if (!method.isUndefined()) {
    Value iterator = call(method, iterable, 0, nullptr);
    if (!isObject(iterator)) throwTypeError("Result of the Symbol.asyncIterator method is not an object");
    *next_method = get(asObject(iterator), atoms.next);
    return iterator;
  }
  Value sync_method =
      iterable.isNullish() ? Value::undefined() : getV(iterable, PropertyKey::symbol(symbols.iterator));
  if (!isCallable(sync_method)) throwNotIterable(iterable, rendering, "async ");
  Value sync = call(sync_method, iterable, 0, nullptr);
  if (!isObject(sync)) throwTypeError("Result of the Symbol.iterator method is not an object");
  Value sync_next = get(asObject(sync), atoms.next);
  Object* wrapper = newObjectWith(instanceShapeOf(fromSyncPrototype(), 2));
  wrapper->inlineSlots()[0] = sync;
  wrapper->inlineSlots()[1] = sync_next;
  *next_method = get(wrapper, atoms.next);
  return box(wrapper);
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
