// §27.2.4.1 … 27.2.4.5 Promise.all, allSettled, any, race; allKeyed and allSettledKeyed (proposal Await
// Dictionary).
#include "runtime/jobs/async_frames.h"
#include "runtime/object/native_closure.h"
#include "runtime/object/shown_native.h"
#include "runtime/ops/error.h"
#include "stdlib/ecma/promise.h"

namespace kiln::rt {
namespace {

// State of one call, shared by its element functions.
enum class Combinator { All, AllSettled, Any, Race };
struct Shared : Object {
  Capability capability;
  Object* values;
  ValueList keys;  // of the keyed ones, whose result is an object
  bool keyed;
  uint32_t remaining;
  Combinator kind;
};

void finish(Shared* shared) {
  if (--shared->remaining != 0) return;
  if (shared->keyed) {
    Object* result = newObjectWithPrototype(nullptr);
    for (uint32_t i = 0; i < shared->keys.size(); ++i)
      createDataProperty(result, {shared->keys[i]}, get(shared->values, PropertyKey::index(i)));
    shared->capability.settle(false, box(result));
  } else if (shared->kind == Combinator::Any) {
    Object* error = newError(ErrorType::AggregateError, internAscii("All promises were rejected"));
    putDirect(error, PropertyKey::atom(atoms.errors), box(shared->values), kHidden);
    shared->capability.settle(true, box(error));
  } else {
    shared->capability.settle(false, box(shared->values));
  }
}

// Of the two functions that one element has.
struct AlreadyCalled {
  bool value;
};

// captures: [0] Shared, [1] index, [2] AlreadyCalled, [3] rejected
Value elementSettled(Args& args) {
  Function* f = args.callee;
  auto* called = reinterpret_cast<AlreadyCalled*>(f->captures[2].bits);
  if (called->value) return Value::undefined();
  called->value = true;
  auto* shared = static_cast<Shared*>(asObject(f->captures[0]));
  Value v = args[0];
  if (shared->kind == Combinator::AllSettled) {
    bool rejected = f->captures[3].isTrue();
    Object* entry = newObject();
    createDataProperty(entry, PropertyKey::atom(atoms.status),
                       box(rejected ? atoms.rejected : atoms.fulfilled));
    createDataProperty(entry, PropertyKey::atom(rejected ? atoms.reason : atoms.value), v);
    v = box(entry);
  }
  createDataProperty(shared->values, PropertyKey::index(static_cast<uint32_t>(f->captures[1].asInt32())), v);
  finish(shared);
  return Value::undefined();
}

bool isElement(Value handler, Frame* frame, Promise** settled) {
  if (asObject(handler)->shape->kind != CellKind::Function) return false;
  auto* f = static_cast<Function*>(asObject(handler));
  if (f->info->entry != KILN_NATIVE(elementSettled)) return false;
  auto* shared = static_cast<Shared*>(asObject(f->captures[0]));
  *frame = {f->info, static_cast<uint32_t>(f->captures[1].asInt32())};
  frame->kind = shared->kind == Combinator::All   ? FrameKind::AsyncAll
                : shared->kind == Combinator::Any ? FrameKind::AsyncAny
                                                  : FrameKind::AsyncAllSettled;
  *settled = isPromise(shared->capability.promise) ? static_cast<Promise*>(asObject(shared->capability.promise)) : nullptr;
  return true;
}

Value settleFunction(Shared* shared, bool rejecting) {
  Capability& c = shared->capability;
  if (c.resolve.isUndefined()) {
    Value good, bad;
    createResolvingFunctions(static_cast<Promise*>(asObject(c.promise)), &good, &bad);
    c.resolve = good;
    c.reject = bad;
  }
  return rejecting ? c.reject : c.resolve;
}

Shared* newShared(Value constructor, Combinator kind, bool keyed) {
  auto* shared = static_cast<Shared*>(newNativeObject(sizeof(Shared), realm().null_prototype_shape));
  shared->capability = newCapability(constructor);
  shared->values = newArray(0);
  shared->remaining = 1;
  shared->kind = kind;
  shared->keyed = keyed;
  return shared;
}

// §27.2.4.1.1 GetPromiseResolve
Value promiseResolveOf(Value constructor) {
  Value method = getV(constructor, PropertyKey::atom(atoms.resolve));
  if (!isCallable(method)) throwTypeError("Promise resolve or reject function is not callable");
  return method;
}

KILN_PER_REALM const FunctionInfo* element_info;

// Subscribes to one of the promises, number `index`.
template <Combinator kind>
void addElement(Shared* shared, Value promise, uint32_t index) {
  Value handlers[2];
  if (kind == Combinator::Race) {
    handlers[0] = settleFunction(shared, false);
    handlers[1] = settleFunction(shared, true);
  } else {
    createDataProperty(shared->values, PropertyKey::index(index), Value::undefined());
    Function* made[2];
    auto* called = static_cast<AlreadyCalled*>(allocate(sizeof(AlreadyCalled)));
    for (int i = 0; i < 2; ++i) {
      made[i] = newNativeClosure(element_info, KILN_NATIVE(elementSettled), 1, 4);
      made[i]->captures[0] = box(shared);
      made[i]->captures[1] = Value::int32(static_cast<int32_t>(index));
      made[i]->captures[2] = Value::raw(reinterpret_cast<uint64_t>(called));
      made[i]->captures[3] = Value::boolean(i == 1);
    }
    handlers[0] = kind == Combinator::Any ? settleFunction(shared, false) : box(made[0]);
    handlers[1] = kind == Combinator::All ? settleFunction(shared, true) : box(made[1]);
    ++shared->remaining;
  }
  invoke(promise, PropertyKey::atom(atoms.then), 2, handlers);
}

template <Combinator kind>
void performCombination(Shared* shared, Value constructor, Value iterable) {
  Value resolve_method = promiseResolveOf(constructor);
  Value iterator, next;
  openIterator(iterable, Value::empty(), &iterator, &next);
  for (uint32_t index = 0;; ++index) {
    Value item = kiln_iterator_step(iterator, next);
    if (item.isEmpty()) break;
    try {
      addElement<kind>(shared, callWith(resolve_method, constructor, item), index);
    } catch (Thrown&) {
      kiln_iterator_close_quiet(iterator);
      throw;
    }
  }
  if (kind != Combinator::Race) finish(shared);
}

template <Combinator kind>
Value combine(Args& args) {
  Shared* shared = newShared(args.this_value, kind, false);
  try {
    performCombination<kind>(shared, args.this_value, args[0]);
  } catch (Thrown&) {
    Value reason = pendingException();
    shared->capability.settle(true, reason);
  }
  return shared->capability.promise;
}

// PerformPromiseAllKeyed
template <Combinator kind>
void performKeyed(Shared* shared, Value constructor, Value promises) {
  Value resolve_method = promiseResolveOf(constructor);
  if (!isObject(promises)) throwTypeError("%s is not an object", describe(promises));
  Object* o = asObject(promises);
  ValueList keys = ownPropertyKeys(o);
  for (Value word : keys) {
    PropertyDescriptor d;
    if (!getOwnProperty(o, {word}, &d) || !(d.attributes & kEnumerable)) continue;
    Value value = get(o, {word});
    auto index = static_cast<uint32_t>(shared->keys.size());
    shared->keys.push(word);
    addElement<kind>(shared, callWith(resolve_method, constructor, value), index);
  }
  finish(shared);
}

template <Combinator kind>
Value combineKeyed(Args& args) {
  Shared* shared = newShared(args.this_value, kind, true);
  try {
    performKeyed<kind>(shared, args.this_value, args[0]);
  } catch (Thrown&) {
    Value reason = pendingException();
    shared->capability.settle(true, reason);
  }
  return shared->capability.promise;
}

const NativeMethod kStatics[] = {
    {"all", KILN_SHOWN_NATIVE(combine<Combinator::All>), 1},
    {"allSettled", KILN_SHOWN_NATIVE(combine<Combinator::AllSettled>), 1},
    {"any", KILN_SHOWN_NATIVE(combine<Combinator::Any>), 1},
    {"race", KILN_SHOWN_NATIVE(combine<Combinator::Race>), 1},
    {"allKeyed", KILN_NATIVE(combineKeyed<Combinator::All>), 1},
    {"allSettledKeyed", KILN_NATIVE(combineKeyed<Combinator::AllSettled>), 1},
};

}  // namespace

void definePromiseCombinators(Object* constructor) {
  combinator_element = isElement;
  defineMethods(constructor, kStatics);
}

}  // namespace kiln::rt
