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
Value createIterResult(Value value, bool done);
Value newArrayIterator(Object* target, IterationKind kind);
Value arrayIteratorStep(Object* iterator);   // value or empty; may run user code (getters, proxies)
Value stringIteratorStep(Object* iterator);  // likewise, of strings
Value mapIteratorStep(Object* iterator);     // likewise, iterators of Map and Set
// Array iteration as the specification starts it: nobody replaced Array.prototype[Symbol.iterator] or its
// next.
bool arrayIterationIsPristine();
bool isPristineArray(Value v);

}  // namespace kiln::rt
