// ECMA-262 §23.1.3: methods of Array.prototype that call back.
#include "runtime/abi/array_callbacks.h"
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/array.h"

namespace kiln::rt {
namespace {

struct Callback {
  Callback(Args& args) : object(thisArrayLike(args)), length(lengthOf(object)), this_arg(args[1]) {
    requireCallable(args[0]);
    function = reinterpret_cast<Function*>(args[0].bits);
  }
  Value operator()(Value value, double index) {
    Value argv[] = {value, Value::number(index), box(object)};
    return enter(function, this_arg, Value::undefined(), 3, argv);
  }
  Object* object;
  double length;
  Value this_arg;
  Function* function;
};

Value arrayForEach(Args& args) {
  Callback callback(args);
  for (double i = 0; i < callback.length; ++i) {
    Value value = elementIfPresent(callback.object, i);
    if (!value.isEmpty()) callback(value, i);
  }
  return Value::undefined();
}

Value arrayMap(Args& args) {
  Callback callback(args);
  Object* result = arraySpeciesCreate(callback.object, callback.length);
  // FAST: a fresh plain array is filled from the front and then has no holes (tests/exec/arrays).
  bool plain = isFastArray(result) && result->shape->prototype == realm().array_prototype &&
               callback.length == result->elements->length;
  if (plain) {
    constexpr double kMaxReserved = 1 << 20;
    ValueList values;
    values.reserve(static_cast<size_t>(std::min(callback.length, kMaxReserved)));
    for (double i = 0; i < callback.length; ++i) {
      Value value = elementIfPresent(callback.object, i);
      values.push(value.isEmpty() ? value : callback(value, i));
    }
    return box(newArrayFrom(values));
  }
  for (double i = 0; i < callback.length; ++i) {
    Value value = elementIfPresent(callback.object, i);
    if (!value.isEmpty()) createDataProperty(result, keyOfIndex(i), callback(value, i));
  }
  return box(result);
}

Value arrayFilter(Args& args) {
  Callback callback(args);
  Object* result = arraySpeciesCreate(callback.object, 0);
  // FAST: nobody but this function has a fresh plain array (tests/exec/arrays).
  bool plain = isFastArray(result) && result->shape == realm().array_shape;
  double to = 0;
  for (double i = 0; i < callback.length; ++i) {
    Value value = elementIfPresent(callback.object, i);
    if (value.isEmpty() || !toBoolean(callback(value, i))) continue;
    if (plain) {
      rt::arrayPush(result, value);
    } else {
      createDataProperty(result, keyOfIndex(to++), value);
    }
  }
  return box(result);
}

Value arraySome(Args& args) {
  Callback callback(args);
  for (double i = 0; i < callback.length; ++i) {
    Value value = elementIfPresent(callback.object, i);
    if (!value.isEmpty() && toBoolean(callback(value, i))) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Value arrayEvery(Args& args) {
  Callback callback(args);
  for (double i = 0; i < callback.length; ++i) {
    Value value = elementIfPresent(callback.object, i);
    if (!value.isEmpty() && !toBoolean(callback(value, i))) return Value::boolean(false);
  }
  return Value::boolean(true);
}

// §23.1.3.9.1 FindViaPredicate
template <bool last, bool wants_index>
Value arrayFind(Args& args) {
  Callback callback(args);
  for (double n = 0; n < callback.length; ++n) {
    double i = last ? callback.length - 1 - n : n;
    Value value = elementAt(callback.object, i);
    if (toBoolean(callback(value, i))) return wants_index ? Value::number(i) : value;
  }
  return wants_index ? Value::int32(-1) : Value::undefined();
}

// §23.1.3.24, 23.1.3.25
template <bool right>
Value arrayReduce(Args& args) {
  Object* o = thisArrayLike(args);
  double length = lengthOf(o);
  requireCallable(args[0]);
  auto* function = reinterpret_cast<Function*>(args[0].bits);
  double n = 0;
  Value accumulator = Value::empty();
  if (args.count > 1) accumulator = args[1];
  for (; n < length; ++n) {
    double i = right ? length - 1 - n : n;
    Value value = elementIfPresent(o, i);
    if (value.isEmpty()) continue;
    if (accumulator.isEmpty()) {
      accumulator = value;
      continue;
    }
    Value argv[] = {accumulator, value, Value::number(i), box(o)};
    accumulator = enter(function, Value::undefined(), Value::undefined(), 4, argv);
  }
  if (accumulator.isEmpty()) throwTypeError("Reduce of empty array with no initial value");
  return accumulator;
}

// §23.1.3.14
Value arrayFlatMap(Args& args) {
  if (args.this_value.isNullish()) toObject(args.this_value);  // V8 does not name this method
  if (!isCallable(args[0])) throwTypeError("flatMap mapper function is not callable");
  Callback callback(args);
  Object* result = arraySpeciesCreate(callback.object, 0);
  double to = 0;
  for (double i = 0; i < callback.length; ++i) {
    Value value = elementIfPresent(callback.object, i);
    if (value.isEmpty()) continue;
    Value mapped = callback(value, i);
    if (!isArray(mapped)) {
      createDataProperty(result, keyOfIndex(to++), mapped);
      continue;
    }
    Object* inner = asObject(mapped);
    double length = lengthOf(inner);
    for (double k = 0; k < length; ++k) {
      Value element = elementIfPresent(inner, k);
      if (!element.isEmpty()) createDataProperty(result, keyOfIndex(to++), element);
    }
  }
  return box(result);
}

const NativeMethod kMethods[] = {
    {"find", KILN_SHOWN_NATIVE((arrayFind<false, false>)), 1},
    {"findIndex", KILN_SHOWN_NATIVE((arrayFind<false, true>)), 1},
    {"findLast", KILN_SHOWN_NATIVE((arrayFind<true, false>)), 1},
    {"findLastIndex", KILN_SHOWN_NATIVE((arrayFind<true, true>)), 1},
    {"forEach", KILN_SHOWN_NATIVE(arrayForEach), 1},
    {"filter", KILN_SHOWN_NATIVE(arrayFilter), 1},
    {"flatMap", KILN_SHOWN_NATIVE(arrayFlatMap), 1},
    {"map", KILN_SHOWN_NATIVE(arrayMap), 1},
    {"every", KILN_SHOWN_NATIVE(arrayEvery), 1},
    {"some", KILN_SHOWN_NATIVE(arraySome), 1},
    {"reduce", KILN_SHOWN_NATIVE(arrayReduce<false>), 1},
    {"reduceRight", KILN_SHOWN_NATIVE(arrayReduce<true>), 1},
};

struct Written {
  const char* name;
  bool new_array;
};
constexpr Written kWritten[] = {
#define KILN_ARRAY_CALLBACK(Name, name, new_array) {name, new_array},
#include "runtime/abi/array_callbacks.def"
#undef KILN_ARRAY_CALLBACK
};
KILN_PER_REALM Value untouched[std::size(kWritten)];

}  // namespace

void defineArrayCallbacks(Object* prototype) {
  defineMethods(prototype, kMethods);
  for (size_t i = 0; i < std::size(kWritten); ++i) untouched[i] = get(prototype, atomKey(kWritten[i].name));
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

int32_t kiln_array_callback_length(Value callee, Value object, Value callback, int32_t method) {
  if (callee != untouched[method] || !isPlainArray(object) || !isCallable(callback)) return -1;
  Object* array = asObject(object);
  if (array->elements->length > INT32_MAX) return -1;
  if (kWritten[method].new_array && !arraySpeciesIsPristine(array)) return -1;
  return static_cast<int32_t>(array->elements->length);
}

Value kiln_element_if_present(Value object, int32_t index) {
  return elementIfPresent(asObject(object), index);
}

Value kiln_new_array_with_room(int32_t length) {
  constexpr int32_t kMost = 1 << 20;
  Object* array = newArrayOf(nullptr, 0);
  reserveElements(array, static_cast<uint32_t>(std::min(length, kMost)));
  return box(array);
}

void kiln_append_element(Value array, Value element) {
  Object* list = asObject(array);
  if (element.isEmpty())
    setLength(list, list->elements->length + 1.0);
  else
    kiln::rt::arrayPush(list, element);
}

}  // extern "C"
