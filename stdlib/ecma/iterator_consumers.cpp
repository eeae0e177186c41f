// ECMA-262 §27.1.4: methods of Iterator.prototype that run the iterator, to its end or until they know their
// result.
#include "stdlib/ecma/iterator_helper.h"

namespace kiln::rt {
namespace {

struct Consumer {
  Consumer(Args& args, const char* method) : function(args[0]) {
    Object* o = thisIterator(args, method);
    requireCallback(o, function);
    iterated = iteratorDirect(o);
  }
  Value step() { return iterated.step(); }
  Value operator()(Value value) {
    return closingOnThrow(iterated.iterator, [&] {
      return callWith(function, Value::undefined(), value, Value::number(counter++));
    });
  }
  Value closeWith(Value result) {
    kiln_iterator_close(iterated.iterator);
    return result;
  }
  Value function;
  IteratorRecord iterated;
  double counter = 0;
};

// §27.1.4.7
Value iteratorForEach(Args& args) {
  Consumer consumer(args, "forEach");
  for (Value value = consumer.step(); !value.isEmpty(); value = consumer.step()) consumer(value);
  return Value::undefined();
}

// §27.1.4.11, 27.1.4.3
template <bool wanted>
Value iteratorAny(Args& args) {
  Consumer consumer(args, wanted ? "some" : "every");
  for (Value value = consumer.step(); !value.isEmpty(); value = consumer.step()) {
    if (toBoolean(consumer(value)) == wanted) return consumer.closeWith(Value::boolean(wanted));
  }
  return Value::boolean(!wanted);
}

// §27.1.4.5
Value iteratorFind(Args& args) {
  Consumer consumer(args, "find");
  for (Value value = consumer.step(); !value.isEmpty(); value = consumer.step()) {
    if (toBoolean(consumer(value))) return consumer.closeWith(value);
  }
  return Value::undefined();
}

// §27.1.4.10
Value iteratorReduce(Args& args) {
  Consumer consumer(args, "reduce");
  Value accumulator = args[1];
  if (args.count < 2) {
    accumulator = consumer.step();
    if (accumulator.isEmpty()) throwTypeError("Reduce of a done iterator with no initial value");
    ++consumer.counter;
  }
  for (Value value = consumer.step(); !value.isEmpty(); value = consumer.step()) {
    accumulator = closingOnThrow(consumer.iterated.iterator, [&] {
      return callWith(consumer.function, Value::undefined(), accumulator, value,
                      Value::number(consumer.counter++));
    });
  }
  return accumulator;
}

// §27.1.4.13
Value iteratorToArray(Args& args) {
  IteratorRecord iterated = iteratorDirect(thisIterator(args, "toArray"));
  ValueList values;
  for (Value value = iterated.step(); !value.isEmpty(); value = iterated.step()) values.push(value);
  return box(newArrayFrom(values));
}

// Iterator.prototype.includes ( searchElement [ , skippedElements ] ), proposal Iterator Includes
Value iteratorIncludes(Args& args) {
  Object* o = thisIterator(args, "includes");
  double skipped = 0;
  if (!args[1].isUndefined()) {
    skipped = closingOnThrow(box(o), [&] {
      double number = args[1].isNumber() ? args[1].asNumber() : std::nan("");
      if (number != std::trunc(number))
        throwTypeError("%s is not an integral number", nameForMessage(args[1]));
      if (number < 0 || (number > 9007199254740991.0 && !std::isinf(number)))
        throwRangeError("%s is not a valid count", nameForMessage(args[1]));
      return number;
    });
  }
  IteratorRecord iterated = iteratorDirect(o);
  for (Value value = iterated.step(); !value.isEmpty(); value = iterated.step()) {
    if (skipped > 0) {
      --skipped;
    } else if (sameValueZero(value, args[0])) {
      kiln_iterator_close(iterated.iterator);
      return Value::boolean(true);
    }
  }
  return Value::boolean(false);
}

// Iterator.prototype.join ( separator ), proposal Iterator Join
Value iteratorJoin(Args& args) {
  Object* o = thisIterator(args, "join");
  String* separator =
      args[0].isUndefined() ? singleChar(',') : closingOnThrow(box(o), [&] { return toString(args[0]); });
  IteratorRecord iterated = iteratorDirect(o);
  StringBuilder builder;
  bool first = true;
  for (Value value = iterated.step(); !value.isEmpty(); value = iterated.step()) {
    closingOnThrow(iterated.iterator, [&] {
      if (!first) builder.append(separator);
      if (!value.isNullish()) builder.append(toString(value));
    });
    first = false;
  }
  return box(builder.finish());
}

const NativeMethod kMethods[] = {
    {"reduce", KILN_NATIVE(iteratorReduce), 1},     {"toArray", KILN_NATIVE(iteratorToArray), 0},
    {"forEach", KILN_NATIVE(iteratorForEach), 1},   {"some", KILN_NATIVE(iteratorAny<true>), 1},
    {"every", KILN_NATIVE(iteratorAny<false>), 1},  {"find", KILN_NATIVE(iteratorFind), 1},
    {"includes", KILN_NATIVE(iteratorIncludes), 1}, {"join", KILN_NATIVE(iteratorJoin), 1},
};

}  // namespace

void defineIteratorConsumers(Object* prototype) {
  defineMethods(prototype, kMethods);
}

}  // namespace kiln::rt
