// ECMA-262 §27.1.5: %AsyncIteratorPrototype%; §23.1.5 array iterators.
#include "runtime/jobs/jobs.h"
#include "runtime/object/typed_elements.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Shape* array_iterator_shape;

Value arrayIteratorNext(Args& args) {
  if (!isKind(args.this_value, CellKind::ArrayIterator))
    throwIncompatible("Array Iterator.prototype.next", args.this_value);
  Value value = arrayIteratorStep(asObject(args.this_value));
  if (value.isEmpty()) return createIterResult(Value::undefined(), true);
  return createIterResult(value, false);
}

// §27.1.5.? %AsyncIteratorPrototype% [ @@asyncDispose ]: a promise for the end of return(), whose result is
// dropped.
Value dropResult(Args&) {
  return Value::undefined();
}
Value asyncIteratorDispose(Args& args) {
  Promise* promise = newPromise();
  try {
    Value method = getMethod(args.this_value, PropertyKey::atom(atoms.return_));
    if (method.isUndefined()) {
      fulfillPromise(promise, method);
    } else {
      Value result = call(method, args.this_value, 0, nullptr);
      Value inner = promiseResolve(box(realm().promise_constructor), result);
      Value drop = box(newNative(atoms.empty, KILN_NATIVE(dropResult), 0));
      performThen(static_cast<Promise*>(asObject(inner)), drop, Value::undefined(), box(promise),
                  Value::undefined(), Value::undefined());
    }
  } catch (Thrown&) {
    rejectPromise(promise, pendingException());
  }
  return box(promise);
}

}  // namespace

Value newArrayIterator(Object* target, IterationKind kind) {
  auto* iterator = static_cast<ArrayIterator*>(newNativeObject(sizeof(ArrayIterator), array_iterator_shape));
  iterator->target = target;
  iterator->kind = kind;
  return box(iterator);
}

// §23.1.5.1 CreateArrayIterator, one step
Value arrayIteratorStep(Object* object) {
  auto* iterator = static_cast<ArrayIterator*>(object);
  if (Value value = nextDenseElement(iterator); !value.isEmpty()) return value;
  Object* target = iterator->target;
  if (target == nullptr) return Value::empty();
  bool typed = target->shape->kind == CellKind::TypedArray;
  // FAST: an element that is there needs no look at the buffer's state (tests/exec/typed-arrays).
  if (typed && iterator->kind == IterationKind::Values) {
    if (const uint8_t* at = elementAddress(target, iterator->position)) {
      ++iterator->position;
      return loadElement(target->shape->elements_kind, at);
    }
  }
  auto index = static_cast<double>(iterator->position);
  if (typed && isOutOfBounds(static_cast<TypedArray*>(target)))
    throwTypeError("Cannot perform Array Iterator.prototype.next on a detached ArrayBuffer");
  // The true length of a typed array, whatever its `length` property says.
  double length =
      typed ? static_cast<double>(typedArrayLength(static_cast<TypedArray*>(target))) : lengthOf(target);
  if (index >= length) {
    iterator->target = nullptr;
    return Value::empty();
  }
  ++iterator->position;
  if (iterator->kind == IterationKind::Keys) return Value::number(index);
  Value value = elementAt(target, index);
  return iterator->kind == IterationKind::Values ? value : newPair(Value::number(index), value);
}

Value typedArrayStep(Object* array, uint32_t index) {
  if (const uint8_t* at = elementAddress(array, index)) return loadElement(array->shape->elements_kind, at);
  if (isOutOfBounds(static_cast<TypedArray*>(array)))
    throwTypeError("Cannot perform Array Iterator.prototype.next on a detached ArrayBuffer");
  return index < typedArrayLength(static_cast<TypedArray*>(array)) ? elementAt(array, index) : Value::empty();
}

void initIterator() {
  Realm& r = realm();
  const NativeMethod async_methods[] = {{"@@asyncIterator", KILN_NATIVE(returnThis), 0},
                                        {"@@asyncDispose", KILN_NATIVE(asyncIteratorDispose), 0}};
  defineMethods(r.async_iterator_prototype, async_methods);
  array_iterator_shape =
      newRootShape(CellKind::ArrayIterator, ElementsKind::None, 0, 0, r.array_iterator_prototype, nullptr);
  const NativeMethod array_methods[] = {{"next", KILN_NATIVE(arrayIteratorNext), 0}};
  defineMethods(r.array_iterator_prototype, array_methods);
  r.array_iterator_next = get(r.array_iterator_prototype, atoms.next);
  defineTag(r.array_iterator_prototype, "Array Iterator");
}

}  // namespace kiln::rt
