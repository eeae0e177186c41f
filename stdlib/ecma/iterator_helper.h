// ECMA-262 §27.1: what the files of Iterator share: iterator records and %IteratorHelper% objects.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// §7.4.1; `next` is not checked before it is called.
struct IteratorRecord {
  Value iterator = Value::undefined(), next = Value::undefined();
  Value step() const {
    return kiln_iterator_step(iterator, next);
  }  // IteratorStepValue: a value, or empty at the end
  bool advance() const;  // IteratorStep: false at the end
};
IteratorRecord iteratorDirect(Object* o);  // §7.4.2 GetIteratorDirect
// §7.4.5 GetIteratorFlattenable
enum class StringHandling { Iterate, Reject };
IteratorRecord iteratorFlattenable(Value v, StringHandling strings);
IteratorRecord iteratorOf(Value iterable);  // §7.4.4 GetIterator, sync

// Runs `body`; when it throws, closes `iterator` and throws on (IfAbruptCloseIterator).
template <typename Body>
auto closingOnThrow(Value iterator, Body&& body) {
  try {
    return body();
  } catch (Thrown&) {
    kiln_iterator_close_quiet(iterator);
    throw;
  }
}
// §7.4.11 IteratorCloseAll: the last first. With a throw completion (quietly) nothing of what they do shows;
// with a normal one the first error is thrown when all are closed.
void closeAll(ValueList& iterators);
void closeAllQuietly(ValueList& iterators);

// §27.1.2.1: a generator whose body is a function that is called once for each value. State starts as
// SuspendedStart.
struct IteratorHelper : Object {
  enum class State : uint32_t { SuspendedStart, SuspendedYield, Executing, Completed };
  // The next value, or empty at the end. Errors that it throws end the helper; it has closed what has to be
  // closed.
  Value (*step)(IteratorHelper*);
  // return() while the helper waits at a yield (`started`) or has not started: closes the underlying
  // iterators.
  void (*close)(IteratorHelper*, bool started);
  State state;
  IteratorRecord underlying;
  Value function;
  double counter;  // calls of `function`, or what is left of a limit
};
// `bytes` is the size of a struct derived from IteratorHelper; its own fields start as zero.
IteratorHelper* newIteratorHelper(size_t bytes, Value (*step)(IteratorHelper*),
                                  void (*close)(IteratorHelper*, bool));

void defineIteratorHelpers(Object* prototype);    // methods that make helpers
void defineIteratorConsumers(Object* prototype);  // methods that run the iterator to its end
Value iteratorConcat(Args& args);
Value iteratorZip(Args& args);
Value iteratorZipKeyed(Args& args);

// The `this` of a method of Iterator.prototype.
Object* thisIterator(Args& args, const char* method);
// A callback's check, which closes the receiver when it fails.
void requireCallback(Object* iterator, Value callback);

}  // namespace kiln::rt
