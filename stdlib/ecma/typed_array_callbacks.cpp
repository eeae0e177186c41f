// ECMA-262 §23.2.3: methods of %TypedArray%.prototype that call back.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/buffers.h"

namespace kiln::rt {
namespace {

struct Callback {
  explicit Callback(Args& args)
      : array(validateTypedArray(args.this_value, args.callee)), function(args[0]), this_arg(args[1]) {
    requireCallable(function);
    length = static_cast<double>(typedArrayLength(array));
  }
  Value element(double i) { return elementAt(array, i); }
  Value operator()(Value value, double i) {
    return callWith(function, this_arg, value, Value::number(i), box(array));
  }
  TypedArray* array;
  Value function, this_arg;
  double length;
};

Value typedForEach(Args& args) {
  Callback callback(args);
  for (double i = 0; i < callback.length; ++i) callback(callback.element(i), i);
  return Value::undefined();
}

Value typedMap(Args& args) {
  Callback callback(args);
  Value length = Value::number(callback.length);
  TypedArray* result = typedArraySpeciesCreate(callback.array, 1, &length);
  for (double i = 0; i < callback.length; ++i)
    putOrThrow(result, keyOfIndex(i), callback(callback.element(i), i));
  return box(result);
}

Value typedFilter(Args& args) {
  Callback callback(args);
  ValueList kept;
  for (double i = 0; i < callback.length; ++i) {
    Value value = callback.element(i);
    if (toBoolean(callback(value, i))) kept.push(value);
  }
  Value length = Value::number(static_cast<double>(kept.size()));
  TypedArray* result = typedArraySpeciesCreate(callback.array, 1, &length);
  for (size_t i = 0; i < kept.size(); ++i) putOrThrow(result, keyOfIndex(static_cast<double>(i)), kept[i]);
  return box(result);
}

template <bool wanted>
Value typedAny(Args& args) {
  Callback callback(args);
  for (double i = 0; i < callback.length; ++i) {
    if (toBoolean(callback(callback.element(i), i)) == wanted) return Value::boolean(wanted);
  }
  return Value::boolean(!wanted);
}

template <bool last, bool wants_index>
Value typedFind(Args& args) {
  Callback callback(args);
  for (double n = 0; n < callback.length; ++n) {
    double i = last ? callback.length - 1 - n : n;
    Value value = callback.element(i);
    if (toBoolean(callback(value, i))) return wants_index ? Value::number(i) : value;
  }
  return wants_index ? Value::int32(-1) : Value::undefined();
}

template <bool right>
Value typedReduce(Args& args) {
  Callback callback(args);
  double n = 0;
  Value accumulator = args[1];
  auto index = [&] { return right ? callback.length - 1 - n : n; };
  if (args.count < 2) {
    if (callback.length == 0) throwTypeError("Reduce of empty array with no initial value");
    accumulator = callback.element(index());
    ++n;
  }
  for (; n < callback.length; ++n) {
    accumulator = callWith(args[0], Value::undefined(), accumulator, callback.element(index()),
                           Value::number(index()), box(callback.array));
  }
  return accumulator;
}

const NativeMethod kMethods[] = {
    {"forEach", KILN_SHOWN_NATIVE(typedForEach), 1},
    {"map", KILN_SHOWN_NATIVE(typedMap), 1},
    {"filter", KILN_SHOWN_NATIVE(typedFilter), 1},
    {"some", KILN_SHOWN_NATIVE(typedAny<true>), 1},
    {"every", KILN_SHOWN_NATIVE(typedAny<false>), 1},
    {"find", KILN_SHOWN_NATIVE((typedFind<false, false>)), 1},
    {"findIndex", KILN_SHOWN_NATIVE((typedFind<false, true>)), 1},
    {"findLast", KILN_SHOWN_NATIVE((typedFind<true, false>)), 1},
    {"findLastIndex", KILN_SHOWN_NATIVE((typedFind<true, true>)), 1},
    {"reduce", KILN_SHOWN_NATIVE(typedReduce<false>), 1},
    {"reduceRight", KILN_SHOWN_NATIVE(typedReduce<true>), 1},
};

}  // namespace

void defineTypedArrayCallbacks(Object* prototype) {
  defineMethods(prototype, kMethods);
}

}  // namespace kiln::rt
