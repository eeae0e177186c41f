// ECMA-262 (Explicit Resource Management): DisposableStack, and the resources that AsyncDisposableStack
// collects in the same way.
#include "runtime/jobs/jobs.h"
#include "runtime/ops/error.h"
#include "stdlib/ecma/disposable.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Shape* stack_shape;

// captures: [0] the callback, [1] the adopted value
Value adoptedDispose(Args& args) {
  return callWith(args.callee->captures[0], Value::undefined(), args.callee->captures[1]);
}

// GetDisposeMethod, step 1.b: @@dispose for want of @@asyncDispose. Its result is not awaited, its error
// rejects. captures: [0] the method
Value disposeAsPromise(Args& args) {
  Promise* promise = newPromise();
  try {
    call(args.callee->captures[0], args.this_value, 0, nullptr);
    resolvePromise(promise, Value::undefined());
  } catch (Thrown&) {
    rejectPromise(promise, pendingException());
  }
  return box(promise);
}

// GetDisposeMethod ( V, hint ): undefined when there is none
Value disposeMethodOf(Value value, DisposeHint hint) {
  if (hint == DisposeHint::Async) {
    Value method = getMethod(value, PropertyKey::symbol(symbols.asyncDispose));
    if (!method.isUndefined()) return method;
  }
  Value method = getMethod(value, PropertyKey::symbol(symbols.dispose));
  if (method.isUndefined() || hint == DisposeHint::Sync) return method;
  Function* wrapper = newNative(atoms.empty, KILN_NATIVE(disposeAsPromise), 0, 0, 1);
  wrapper->captures[0] = method;
  return box(wrapper);
}

constexpr CellKind kKind = CellKind::DisposableStack;

Value stackConstructor(Args& args) {
  return constructDisposableStack(args, stack_shape, "DisposableStack");
}

// DisposableStack.prototype.dispose over DisposeResources: later errors suppress the earlier ones.
Value stackDispose(Args& args) {
  DisposableStackObject* stack = thisDisposableStack(args, kKind, "DisposableStack.prototype.dispose");
  if (stack->disposed) return Value::undefined();
  stack->disposed = true;
  ValueList resources = stack->resources;
  stack->resources = ValueList();
  Value error = Value::empty();
  for (size_t i = resources.size(); i > 0; i -= 2) {
    try {
      call(resources[i - 1], resources[i - 2], 0, nullptr);
    } catch (Thrown&) {
      Value thrown = pendingException();
      error = error.isEmpty() ? thrown : newSuppressedError(thrown, error);
    }
  }
  if (!error.isEmpty()) throwValue(error);
  return Value::undefined();
}

Value stackDisposed(Args& args) {
  return Value::boolean(thisDisposableStack(args, kKind, "get DisposableStack.prototype.disposed")->disposed);
}
Value stackUse(Args& args) {
  return disposableUse(thisPendingStack(args, kKind, "DisposableStack.prototype.use"), args[0],
                       DisposeHint::Sync);
}
Value stackAdopt(Args& args) {
  return disposableAdopt(thisPendingStack(args, kKind, "DisposableStack.prototype.adopt"), args[0], args[1]);
}
Value stackDefer(Args& args) {
  return disposableDefer(thisPendingStack(args, kKind, "DisposableStack.prototype.defer"), args[0]);
}
Value stackMove(Args& args) {
  return disposableMove(thisPendingStack(args, kKind, "DisposableStack.prototype.move"), stack_shape);
}

const NativeMethod kMethods[] = {
    {"adopt", KILN_NATIVE(stackAdopt), 2},     {"defer", KILN_NATIVE(stackDefer), 1},
    {"dispose", KILN_NATIVE(stackDispose), 0}, {"move", KILN_NATIVE(stackMove), 0},
    {"use", KILN_NATIVE(stackUse), 1},
};

}  // namespace

Value newSuppressedError(Value error, Value suppressed) {
  Object* made = newError(ErrorType::SuppressedError, nullptr);
  putDirect(made, PropertyKey::atom(atoms.error), error, kHidden);
  putDirect(made, atomKey("suppressed"), suppressed, kHidden);
  return box(made);
}

DisposableStackObject* thisDisposableStack(Args& args, CellKind kind, const char* method) {
  if (!isKind(args.this_value, kind)) throwIncompatible(method, args.this_value);
  return static_cast<DisposableStackObject*>(asObject(args.this_value));
}

DisposableStackObject* thisPendingStack(Args& args, CellKind kind, const char* method) {
  DisposableStackObject* stack = thisDisposableStack(args, kind, method);
  if (stack->disposed) throwReferenceError("Cannot use a stack that has been disposed (%s)", method);
  return stack;
}

Value constructDisposableStack(Args& args, Shape* shape, const char* name) {
  if (!args.isConstruct()) throwTypeError("Constructor %s requires 'new'", name);
  return box(newNativeObject(sizeof(DisposableStackObject),
                             shapeFromConstructor(args.new_target, shape->prototype, shape)));
}

// AddDisposableResource
Value disposableUse(DisposableStackObject* stack, Value value, DisposeHint hint) {
  Value method = Value::undefined();
  if (value.isNullish()) {
    // Only an asynchronous stack remembers that there was something: disposing takes a turn then.
    if (hint == DisposeHint::Sync) return value;
  } else {
    if (!isObject(value)) throwTypeError("%s is not an object", describe(value));
    method = disposeMethodOf(value, hint);
    if (method.isUndefined()) throwTypeError("%s is not disposable", describe(value));
  }
  stack->resources.push(value);
  stack->resources.push(method);
  return value;
}

Value disposableAdopt(DisposableStackObject* stack, Value value, Value on_dispose) {
  requireCallable(on_dispose);
  Function* wrapper = newNative(atoms.empty, KILN_NATIVE(adoptedDispose), 0, 0, 2);
  wrapper->captures[0] = on_dispose;
  wrapper->captures[1] = value;
  stack->resources.push(Value::undefined());
  stack->resources.push(box(wrapper));
  return value;
}

Value disposableDefer(DisposableStackObject* stack, Value on_dispose) {
  requireCallable(on_dispose);
  stack->resources.push(Value::undefined());
  stack->resources.push(on_dispose);
  return Value::undefined();
}

Value disposableMove(DisposableStackObject* stack, Shape* shape) {
  auto* moved = static_cast<DisposableStackObject*>(newNativeObject(sizeof(DisposableStackObject), shape));
  moved->resources = stack->resources;
  stack->resources = ValueList();
  stack->disposed = true;
  return box(moved);
}

void initDisposableStack() {
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  stack_shape = newRootShape(kKind, ElementsKind::None, 0, 0, prototype, nullptr);
  defineConstructor("DisposableStack", KILN_NATIVE(stackConstructor), 0, prototype);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "disposed", KILN_NATIVE(stackDisposed));
  defineValue(prototype, "@@dispose", get(prototype, atomKey("dispose")));
  defineTag(prototype, "DisposableStack");
}

}  // namespace kiln::rt
