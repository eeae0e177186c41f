// §27.2 Promise: constructor, combinators, prototype; queueMicrotask.
#include "runtime/jobs/jobs.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

// §27.2.1.5 NewPromiseCapability
struct Capability {
  Value promise = Value::undefined(), resolve = Value::undefined(), reject = Value::undefined();
  void settle(bool threw, Value v) const {
    if (resolve.isUndefined()) {
      auto* p = static_cast<Promise*>(asObject(promise));
      threw ? rejectPromise(p, v) : resolvePromise(p, v);
    } else {
      callWith(threw ? reject : resolve, Value::undefined(), v);
    }
  }
};

Value captureExecutor(Args& args) {
  if (!args.callee->captures[0].isUndefined() || !args.callee->captures[1].isUndefined())
    throwTypeError("Promise executor has already been invoked with non-undefined arguments");
  args.callee->captures[0] = args[0];
  args.callee->captures[1] = args[1];
  return Value::undefined();
}

Capability newCapability(Value constructor) {
  if (constructor == box(realm().promise_constructor))
    return {box(newPromise()), Value::undefined(), Value::undefined()};
  if (!isConstructor(constructor)) throwTypeError("%s is not a constructor", describe(constructor).c_str());
  Function* executor = newNative(atoms.empty, KILN_NATIVE(captureExecutor), 2, 0, 2);
  Value argument = box(executor);
  Value promise = construct(constructor, constructor, 1, &argument);
  if (!isCallable(executor->captures[0]) || !isCallable(executor->captures[1]))
    throwTypeError("Promise resolve or reject function is not callable");
  return {promise, executor->captures[0], executor->captures[1]};
}

Value promiseConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Promise constructor cannot be invoked without 'new'");
  if (!isCallable(args[0]))
    throwTypeError("Promise resolver %s is not a function", nameForMessage(args[0]).c_str());
  Promise* promise =
      newPromiseWith(shapeFromConstructor(args.new_target, realm().promise_prototype, promiseShape()));
  Value resolve, reject;
  createResolvingFunctions(promise, &resolve, &reject);
  try {
    callWith(args[0], Value::undefined(), resolve, reject);
  } catch (Thrown&) {
    Value reason = pendingException();
    callWith(reject, Value::undefined(), reason);
  }
  return box(promise);
}

// §27.2.5.4
Value then(Args& args) {
  if (!isPromise(args.this_value)) throwIncompatible("Promise.prototype.then", args.this_value);
  auto* promise = static_cast<Promise*>(asObject(args.this_value));
  Value constructor = speciesConstructor(promise, box(realm().promise_constructor));
  Capability result = newCapability(constructor);
  performThen(promise, args[0], args[1], result.promise, result.resolve, result.reject);
  return result.promise;
}

Value catch_(Args& args) {
  Value argv[] = {Value::undefined(), args[0]};
  return invoke(args.this_value, PropertyKey::atom(atoms.then), 2, argv);
}

// §27.2.5.3: captures: [0] onFinally or the value, [1] constructor
Value valueThunk(Args& args) {
  return args.callee->captures[0];
}
Value thrower(Args& args) {
  throwValue(args.callee->captures[0]);
}
Value finallyHandler(Args& args, bool rejected) {
  Value result = call(args.callee->captures[0], Value::undefined(), 0, nullptr);
  Value promise = promiseResolve(args.callee->captures[1], result);
  Function* next = newNative(atoms.empty, rejected ? KILN_NATIVE(thrower) : KILN_NATIVE(valueThunk), 0, 0, 1);
  next->captures[0] = args[0];
  Value argument = box(next);
  return invoke(promise, PropertyKey::atom(atoms.then), 1, &argument);
}
Value thenFinally(Args& args) {
  return finallyHandler(args, false);
}
Value catchFinally(Args& args) {
  return finallyHandler(args, true);
}
Value finally_(Args& args) {
  if (!isObject(args.this_value)) throwIncompatible("Promise.prototype.finally", args.this_value);
  Value constructor = speciesConstructor(asObject(args.this_value), box(realm().promise_constructor));
  Value argv[] = {args[0], args[0]};
  if (isCallable(args[0])) {
    Function* good = newNative(atoms.empty, KILN_NATIVE(thenFinally), 1, 0, 2);
    Function* bad = newNative(atoms.empty, KILN_NATIVE(catchFinally), 1, 0, 2);
    for (Function* f : {good, bad}) {
      f->captures[0] = args[0];
      f->captures[1] = constructor;
    }
    argv[0] = box(good);
    argv[1] = box(bad);
  }
  return invoke(args.this_value, PropertyKey::atom(atoms.then), 2, argv);
}

Value resolve(Args& args) {
  if (!isObject(args.this_value)) throwTypeError("PromiseResolve called on non-object");
  if (isPromise(args[0]) &&
      getCached(asObject(args[0]), PropertyKey::atom(atoms.constructor), args[0]) == args.this_value)
    return args[0];
  Capability result = newCapability(args.this_value);
  result.settle(false, args[0]);
  return result.promise;
}
Value reject(Args& args) {
  Capability result = newCapability(args.this_value);
  result.settle(true, args[0]);
  return result.promise;
}
Value withResolvers(Args& args) {
  Capability made = newCapability(args.this_value);
  if (made.resolve.isUndefined())
    createResolvingFunctions(static_cast<Promise*>(asObject(made.promise)), &made.resolve, &made.reject);
  Object* o = newObject();
  createDataProperty(o, PropertyKey::atom(atoms.promise), made.promise);
  createDataProperty(o, PropertyKey::atom(atoms.resolve), made.resolve);
  createDataProperty(o, PropertyKey::atom(atoms.reject), made.reject);
  return box(o);
}

// --- all, allSettled, any, race. State of one call, shared by its element functions.
enum class Combinator { All, AllSettled, Any, Race };
struct Shared : Object {
  Capability capability;
  Object* values;
  uint32_t remaining;
  Combinator kind;
};

void finish(Shared* shared) {
  if (--shared->remaining != 0) return;
  if (shared->kind == Combinator::Any) {
    Object* error = newError(ErrorType::AggregateError, internAscii("All promises were rejected"));
    putDirect(error, PropertyKey::atom(atoms.errors), box(shared->values), kHidden);
    shared->capability.settle(true, box(error));
  } else {
    shared->capability.settle(false, box(shared->values));
  }
}

// captures: [0] Shared, [1] index, [2] called, [3] rejected
Value elementSettled(Args& args) {
  Function* f = args.callee;
  if (f->captures[2].isTrue()) return Value::undefined();
  f->captures[2] = Value::boolean(true);
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

template <Combinator kind>
Value combine(Args& args) {
  Value constructor = args.this_value;
  auto* shared = static_cast<Shared*>(allocate(sizeof(Shared)));
  shared->shape = realm().null_prototype_shape;
  shared->store = &kiln_empty_store;
  shared->capability = newCapability(constructor);
  shared->values = newArray(0);
  shared->remaining = 1;
  shared->kind = kind;
  try {
    Value resolve_method = getV(constructor, PropertyKey::atom(atoms.resolve));
    if (!isCallable(resolve_method)) throwTypeError("Promise resolve or reject function is not callable");
    Value next;
    if (args[0].isNullish() || !isCallable(getV(args[0], PropertyKey::symbol(symbols.iterator))))
      throwNotIterable(args[0]);
    Value iterator = kiln_get_iterator(args[0], &next);
    uint32_t index = 0;
    while (true) {
      Value item = kiln_iterator_step(iterator, next);
      if (item.isEmpty()) break;
      try {
        Value promise = callWith(resolve_method, constructor, item);
        Value handlers[2];
        if (kind == Combinator::Race) {
          handlers[0] = settleFunction(shared, false);
          handlers[1] = settleFunction(shared, true);
        } else {
          createDataProperty(shared->values, PropertyKey::index(index), Value::undefined());
          Function* made[2];
          for (int i = 0; i < 2; ++i) {
            made[i] = newNative(atoms.empty, KILN_NATIVE(elementSettled), 1, 0, 4);
            made[i]->captures[0] = box(shared);
            made[i]->captures[1] = Value::int32(static_cast<int32_t>(index));
            made[i]->captures[3] = Value::boolean(i == 1);
          }
          handlers[0] = kind == Combinator::Any ? settleFunction(shared, false) : box(made[0]);
          handlers[1] = kind == Combinator::All ? settleFunction(shared, true) : box(made[1]);
          ++shared->remaining;
        }
        ++index;
        invoke(promise, PropertyKey::atom(atoms.then), 2, handlers);
      } catch (Thrown&) {
        kiln_iterator_close_quiet(iterator);
        throw;
      }
    }
    if (kind != Combinator::Race) finish(shared);
  } catch (Thrown&) {
    Value reason = pendingException();
    shared->capability.settle(true, reason);
  }
  return shared->capability.promise;
}

Value queueMicrotaskEntry(Args& args) {
  if (!isCallable(args[0]))
    throwTypeError("The \"callback\" argument must be of type function. Received %s",
                   describe(args[0]).c_str());
  enqueueMicrotask(args[0]);
  return Value::undefined();
}

}  // namespace

void initPromise() {
  Object* prototype = realm().promise_prototype;
  Function* constructor = defineConstructor("Promise", KILN_NATIVE(promiseConstructor), 1, prototype);
  realm().promise_constructor = constructor;
  static const NativeMethod statics[] = {
      {"all", KILN_NATIVE(combine<Combinator::All>), 1},
      {"allSettled", KILN_NATIVE(combine<Combinator::AllSettled>), 1},
      {"any", KILN_NATIVE(combine<Combinator::Any>), 1},
      {"race", KILN_NATIVE(combine<Combinator::Race>), 1},
      {"resolve", KILN_NATIVE(resolve), 1},
      {"reject", KILN_NATIVE(reject), 1},
      {"withResolvers", KILN_NATIVE(withResolvers), 0},
  };
  defineMethods(constructor, statics);
  defineGetter(constructor, "@@species", KILN_NATIVE(returnThis));
  static const NativeMethod methods[] = {{"then", KILN_NATIVE(then), 2},
                                         {"catch", KILN_NATIVE(catch_), 1},
                                         {"finally", KILN_NATIVE(finally_), 1}};
  defineMethods(prototype, methods);
  defineValue(prototype, "@@toStringTag", box(internAscii("Promise")), kConfigurable);
  static const NativeMethod globals[] = {{"queueMicrotask", KILN_NATIVE(queueMicrotaskEntry), 1}};
  defineMethods(realm().global, globals);
  initialiseCoroutines();
}

}  // namespace kiln::rt
