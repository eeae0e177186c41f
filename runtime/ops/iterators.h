// Built-in iterators that compiled code and helpers step without result objects.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

enum class IterationKind : uint32_t { Keys, Values, Entries };

struct ArrayIterator : Object {
  Object* target;  // nullptr when exhausted
  uint64_t position;
  IterationKind kind;
};

[[noreturn]] void throwNotIterable(Value v, String* rendering, const char* kind);  // kind: "" or "async "
// FAST: the next element of a dense array, or empty when arrayIteratorStep has to decide
// (tests/exec/iterators).
inline Value nextDenseElement(ArrayIterator* iterator) {
  Object* target = iterator->target;
  if (target == nullptr || target->shape->kind != CellKind::Array || iterator->kind != IterationKind::Values)
    return Value::empty();
  const Elements* elements = target->elements;
  uint64_t at = iterator->position;
  if (at >= elements->length || at >= elements->capacity ||
      target->shape->elements_kind == ElementsKind::Slow)
    return Value::empty();
  if (!elements->data[at].isEmpty()) ++iterator->position;
  return elements->data[at];
}

Value createIterResult(Value value, bool done);
Value newArrayIterator(Object* target, IterationKind kind);
Value arrayIteratorStep(Object* iterator);         // value or empty; may run user code (getters, proxies)
// Typed arrays that stand for their iterators in for-of: whether `method` makes the built-in ones and the array's buffer has
// the array, and a step, which throws when it has not any more.
bool makesTypedArrayIterators(Value method, const Object* array);
Value typedArrayStep(Object* array, uint32_t index);  // or empty
Value stringIteratorStep(Object* iterator);        // likewise, of strings
Value generatorStep(Object* generator);            // likewise: next() without a result object
Value regExpStringIteratorStep(Object* iterator);  // likewise: may run user code
Value iteratorHelperStep(Object* helper);          // likewise, of %IteratorHelper%: may run user code
Value mapIteratorStep(Object* iterator);           // likewise, iterators of Map and Set
// Array iteration as the specification starts it: nobody replaced Array.prototype[Symbol.iterator] or its
// next.
bool arrayIterationIsPristine();
bool isPristineArray(Value v);

}  // namespace kiln::rt
