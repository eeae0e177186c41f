// §27.2 Promise: constructor, prototype.
#include "stdlib/ecma/promise.h"

#include "runtime/jobs/async_frames.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/shown_native.h"

namespace kiln::rt {
namespace {

Value captureExecutor(Args& args) {
  if (!args.callee->captures[0].isUndefined() || !args.callee->captures[1].isUndefined())
    throwTypeError("Promise executor has already been invoked with non-undefined arguments");
  args.callee->captures[0] = args[0];
  args.callee->captures[1] = args[1];
  return Value::undefined();
}

Value promiseConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Promise constructor cannot be invoked without 'new'");
  if (!isCallable(args[0])) throwTypeError("Promise resolver %s is not a function", nameForMessage(args[0]));
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

void follow(Promise* from, Promise* to) {
  Value constructor = speciesConstructor(from, box(realm().promise_constructor));
  Value resolve, reject;
  if (constructor == box(realm().promise_constructor)) {
    performThen(from, resolve, reject, box(to), resolve, reject);
    return;
  }
  createResolvingFunctions(to, &resolve, &reject);
  Capability result = newCapability(constructor);
  performThen(from, resolve, reject, result.promise, result.resolve, result.reject);
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
// §27.2.4.8
Value promiseTry(Args& args) {
  if (!isObject(args.this_value)) throwTypeError("Promise.try called on non-object");
  Capability result = newCapability(args.this_value);
  bool threw = false;
  Value v;
  try {
    uint32_t count = args.count > 1 ? args.count - 1 : 0;
    v = call(args[0], Value::undefined(), count, args.values + 1);
  } catch (Thrown&) {
    threw = true;
    v = pendingException();
  }
  result.settle(threw, v);
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

}  // namespace

void Capability::settle(bool threw, Value v) const {
  if (resolve.isUndefined()) {
    auto* p = static_cast<Promise*>(asObject(promise));
    threw ? rejectPromise(p, v) : resolvePromise(p, v);
  } else {
    callWith(threw ? reject : resolve, Value::undefined(), v);
  }
}

Capability newCapability(Value constructor) {
  if (constructor == box(realm().promise_constructor))
    return {box(newPromise()), Value::undefined(), Value::undefined()};
  if (!isConstructor(constructor)) throwTypeError("%s is not a constructor", describe(constructor));
  Function* executor = newNative(atoms.empty, KILN_NATIVE(captureExecutor), 2, 0, 2);
  Value argument = box(executor);
  Value promise = construct(constructor, constructor, 1, &argument);
  if (!isCallable(executor->captures[0]) || !isCallable(executor->captures[1]))
    throwTypeError("Promise resolve or reject function is not callable");
  return {promise, executor->captures[0], executor->captures[1]};
}

void initPromise() {
  Object* prototype = realm().promise_prototype;
  Function* constructor = defineConstructor("Promise", KILN_SHOWN_NATIVE(promiseConstructor), 1, prototype);
  realm().promise_constructor = constructor;
  static const NativeMethod statics[] = {
      {"resolve", KILN_NATIVE(resolve), 1},
      {"reject", KILN_NATIVE(reject), 1},
      {"try", KILN_SHOWN_NATIVE(promiseTry), 1},
      {"withResolvers", KILN_NATIVE(withResolvers), 0},
  };
  definePromiseCombinators(constructor);
  defineMethods(constructor, statics);
  defineGetter(constructor, "@@species", KILN_NATIVE(returnThis));
  static const NativeMethod methods[] = {{"then", KILN_NATIVE(then), 2},
                                         {"catch", KILN_NATIVE(catch_), 1},
                                         {"finally", KILN_NATIVE(finally_), 1}};
  defineMethods(prototype, methods);
  promise_then = get(prototype, atoms.then);
  follow_promise = follow;
  defineValue(prototype, "@@toStringTag", box(internAscii("Promise")), kConfigurable);
  initialiseCoroutines();
  initialiseAsyncFrames();
}

}  // namespace kiln::rt
