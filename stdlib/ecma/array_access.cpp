// ECMA-262 §23.1.3: methods of Array.prototype that read without callbacks.
#include <charconv>

#include "runtime/entry/library.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/array.h"

namespace kiln::rt {
namespace {

Value arrayAt(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  double index = toIntegerOrInfinity(args[0]);
  if (index < 0) index += length;
  return index < 0 || index >= length ? Value::undefined() : elementAt(o, index);
}

// §23.1.3.2.1 IsConcatSpreadable
bool isConcatSpreadable(Value v) {
  if (!isObject(v)) return false;
  Value spreadable = getCached(asObject(v), PropertyKey::symbol(symbols.isConcatSpreadable), v);
  return spreadable.isUndefined() ? isArray(v) : toBoolean(spreadable);
}

// §23.1.3.2
Value arrayConcat(Args& args) {
  Object* self = thisArrayLike(args);
  Object* result = arraySpeciesCreate(self, 0);
  double n = 0;
  for (int64_t a = -1; a < args.count; ++a) {
    Value item = a < 0 ? box(self) : args[static_cast<uint32_t>(a)];
    if (!isConcatSpreadable(item)) {
      createDataProperty(result, keyOfIndex(n++), item);
      continue;
    }
    Object* from = asObject(item);
    double length = lengthOf(from);
    if (n + length > 9007199254740991.0) throwTypeError("Invalid array length");
    // FAST: dense behind dense (tests/exec/arrays).
    const Value* data = n + length < 0xffff'0000 ? denseElements(from) : nullptr;
    if (data != nullptr && isFastArray(result) && n == result->elements->length &&
        n <= result->elements->capacity && result != from) {
      appendElements(result, data, from->elements->length);
      n += length;
      continue;
    }
    for (double i = 0; i < length; ++i) {
      Value value = elementIfPresent(from, i);
      if (!value.isEmpty()) createDataProperty(result, keyOfIndex(n + i), value);
    }
    n += length;
  }
  setLength(result, n);
  return box(result);
}

// §23.1.3.28
Value arraySlice(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  double from = relativeIndex(args[0], length, 0);
  double to = relativeIndex(args[1], length, length);
  double count = std::max(to - from, 0.0);
  Object* result = arraySpeciesCreate(o, count, true);
  // FAST: dense into fresh (tests/exec/arrays).
  bool dense = isFastArray(o) && (o->shape->elements_kind == ElementsKind::Packed || inheritsNoElements(o));
  bool fresh = result->shape == realm().array_shape && result->elements->length == 0 && result != o;
  if (dense && fresh && to <= o->elements->capacity && o->elements->length >= to) {
    Object* copy = newArrayOf(o->elements->data + static_cast<uint32_t>(from), static_cast<uint32_t>(count));
    result->elements = copy->elements;
    result->shape = copy->shape;
    return box(result);
  }
  double n = 0;
  for (double i = from; i < to; ++i, ++n) {
    Value value = elementIfPresent(o, i);
    if (!value.isEmpty()) createDataProperty(result, keyOfIndex(n), value);
  }
  setLength(result, n);
  return box(result);
}

enum class Search { IndexOf, LastIndexOf, Includes };

// FAST: the dense elements [from, length) of a plain array up to the first hole (tests/exec/arrays): position
// of the first that equals `needle`, or where the general algorithm has to go on. Numbers have two encodings;
// a BigInt is compared by the caller.
struct Scan {
  bool found;
  double at;
};
template <bool zero>  // sameValueZero, else strict equality
Scan scanDense(Object* o, double from, double length, Value needle) {
  if (!isFastArray(o) || from >= length || isBigInt(needle)) return {false, from};
  const Elements* elements = o->elements;
  uint32_t end = std::min(elements->length, elements->capacity);
  const Value* data = elements->data;
  auto i = static_cast<uint32_t>(from);
  if (needle.isNumber()) {
    needle = Value::number(needle.asNumber());
    double number = needle.asNumber();
    bool nan = zero && number != number;
    for (; i < end && !data[i].isEmpty(); ++i) {
      if (data[i] == needle && (zero || number == number)) return {true, double(i)};
      if (data[i].isDouble() &&
          (data[i].asDouble() == number || (nan && data[i].asDouble() != data[i].asDouble())))
        return {true, double(i)};
      if (number == 0 && data[i] == Value::int32(0)) return {true, double(i)};
    }
  } else if (isString(needle)) {
    String* text = asString(needle);
    for (; i < end && !data[i].isEmpty(); ++i) {
      if (data[i] == needle) return {true, double(i)};
      if (isString(data[i]) && asString(data[i])->length == text->length && equals(asString(data[i]), text))
        return {true, double(i)};
    }
  } else {
    for (; i < end && !data[i].isEmpty(); ++i) {
      if (data[i] == needle) return {true, double(i)};
    }
  }
  return {false, double(i)};
}

Value arrayIndexOf(Args& args) {
  Object* o = thisArrayLike(args);
  double length = lengthOf(o);
  if (length == 0) return Value::int32(-1);
  double from = toIntegerOrInfinity(args[1]);
  if (from < 0) from = std::max(length + from, 0.0);
  Scan scan = scanDense<false>(o, from, length, args[0]);
  if (scan.found) return Value::number(scan.at);
  for (double i = scan.at; i < length; ++i) {
    Value value = elementIfPresent(o, i);
    if (!value.isEmpty() && strictEquals(value, args[0])) return Value::number(i);
  }
  return Value::int32(-1);
}

Value arrayLastIndexOf(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  if (length == 0) return Value::int32(-1);
  double from = args.count > 1 ? toIntegerOrInfinity(args[1]) : length - 1;
  from = from < 0 ? length + from : std::min(from, length - 1);
  for (double i = from; i >= 0; --i) {
    Value value = elementIfPresent(o, i);
    if (!value.isEmpty() && strictEquals(value, args[0])) return Value::number(i);
  }
  return Value::int32(-1);
}

Value arrayIncludes(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  if (length == 0) return Value::boolean(false);
  double from = toIntegerOrInfinity(args[1]);
  if (from < 0) from = std::max(length + from, 0.0);
  Scan scan = scanDense<true>(o, from, length, args[0]);
  if (scan.found) return Value::boolean(true);
  for (double i = scan.at; i < length; ++i) {
    if (sameValueZero(elementAt(o, i), args[0])) return Value::boolean(true);
  }
  return Value::boolean(false);
}

// Arrays being joined: a cyclic reference gives the empty string, as in every engine.
struct Joining {
  Object* object;
  Joining* outer;
};
Joining* joining = nullptr;

// `separator` is called once the length is known.
template <bool plain, typename Separator, typename Part>
Value joinWith(Object* o, Separator&& separator_of, Part&& part) {
  for (Joining* j = joining; j != nullptr; j = j->outer) {
    if (j->object == o) return box(emptyString());
  }
  checkStack();
  struct Scope : Joining {
    explicit Scope(Object* o) : Joining{o, joining} { joining = this; }
    ~Scope() { joining = outer; }
  } scope(o);
  double length = lengthOf(o);
  String* separator = separator_of();
  StringBuilder builder;
  for (double i = 0; i < length; ++i) {
    if (i > 0 && separator->length != 0) builder.append(separator);
    Value value = elementAt(o, i);
    if (plain && value.isInt32()) {
      char buffer[16];
      auto end = std::to_chars(buffer, buffer + sizeof buffer, value.asInt32()).ptr;
      builder.append(std::string_view(buffer, static_cast<size_t>(end - buffer)));
    } else if (!value.isNullish()) {
      builder.append(part(value));
    }
  }
  return box(builder.finish());
}

// §23.1.3.18
Value arrayJoin(Args& args) {
  Object* o = toObject(args.this_value);
  auto separator = [&] { return args[0].isUndefined() ? singleChar(',') : toString(args[0]); };
  return joinWith<true>(o, separator, [](Value v) { return toString(v); });
}

Value arrayToString(Args& args) {
  Object* o = toObject(args.this_value);
  Value join = get(o, atoms.join);
  if (isCallable(join)) return call(join, box(o), 0, nullptr);
  return box(objectToString(box(o)));
}

// §23.1.3.32. The elements get the arguments where ECMA-402 is (its §19.5.1), else none.
Value arrayToLocaleString(Args& args) {
  PropertyKey key = atomKey("toLocaleString");
  const Value passed[] = {args[0], args[1]};
  uint32_t count = kiln_install_intl != nullptr ? 2 : 0;
  return joinWith<false>(
      toObject(args.this_value), [] { return singleChar(','); },
      [&](Value v) { return toString(invoke(v, key, count, passed)); });
}

void flattenInto(ValueList& out, Object* source, double length, double depth) {
  checkStack();
  for (double i = 0; i < length; ++i) {
    Value value = elementIfPresent(source, i);
    if (value.isEmpty()) continue;
    if (depth > 0 && isArray(value)) {
      flattenInto(out, asObject(value), lengthOf(asObject(value)), depth - 1);
    } else {
      out.push(value);
    }
  }
}

// §23.1.3.13
Value arrayFlat(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  double depth = args[0].isUndefined() ? 1 : toIntegerOrInfinity(args[0]);
  Object* result = arraySpeciesCreate(o, 0);
  ValueList values;
  flattenInto(values, o, length, depth);
  for (size_t i = 0; i < values.size(); ++i)
    createDataProperty(result, keyOfIndex(static_cast<double>(i)), values[i]);
  return box(result);
}

template <IterationKind kind>
Value arrayIterate(Args& args) {
  return newArrayIterator(toObject(args.this_value), kind);
}

// --- copies (§23.1.3.33 …)

ValueList copyOf(Object* o, double length) {
  if (length > 4294967295.0) throwInvalidArrayLength();
  ValueList values;
  for (double i = 0; i < length; ++i) values.push(elementAt(o, i));
  return values;
}

Value arrayToReversed(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  if (length > 4294967295.0) throwInvalidArrayLength();
  ValueList values;
  for (double i = length - 1; i >= 0; --i) values.push(elementAt(o, i));
  return box(newArrayFrom(values));
}

Value arrayToSorted(Args& args) {
  requireComparator(args[0]);
  Object* o = toObject(args.this_value);
  ValueList values = copyOf(o, lengthOf(o));
  sortElements(values, args[0]);
  return box(newArrayFrom(values));
}

Value arrayToSpliced(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  double start = relativeIndex(args[0], length, 0);
  double skip = args.count == 0   ? 0
                : args.count == 1 ? length - start
                                  : std::clamp(toIntegerOrInfinity(args[1]), 0.0, length - start);
  uint32_t inserted = args.count > 2 ? args.count - 2 : 0;
  if (length + inserted - skip > 9007199254740991.0) throwTypeError("Invalid array length");
  if (length + inserted - skip > 4294967295.0) throwInvalidArrayLength();
  ValueList values;
  for (double i = 0; i < start; ++i) values.push(elementAt(o, i));
  for (uint32_t i = 0; i < inserted; ++i) values.push(args[i + 2]);
  for (double i = start + skip; i < length; ++i) values.push(elementAt(o, i));
  return box(newArrayFrom(values));
}

Value arrayWith(Args& args) {
  Object* o = toObject(args.this_value);
  double length = lengthOf(o);
  double index = toIntegerOrInfinity(args[0]);
  if (index < 0) index += length;
  if (index < 0 || index >= length)
    throwRangeError("Invalid index : %s", toUtf8(numberToString(toIntegerOrInfinity(args[0]))));
  if (length > 4294967295.0) throwInvalidArrayLength();
  ValueList values;
  for (double i = 0; i < length; ++i) values.push(i == index ? args[1] : elementAt(o, i));
  return box(newArrayFrom(values));
}

const NativeMethod kMethods[] = {
    {"at", KILN_NATIVE(arrayAt), 1},
    {"concat", KILN_NATIVE(arrayConcat), 1},
    {"slice", KILN_NATIVE(arraySlice), 2},
    {"indexOf", KILN_NATIVE(arrayIndexOf), 1},
    {"lastIndexOf", KILN_NATIVE(arrayLastIndexOf), 1},
    {"includes", KILN_NATIVE(arrayIncludes), 1},
    {"join", KILN_SHOWN_NATIVE(arrayJoin), 1},
    {"toString", KILN_SHOWN_NATIVE(arrayToString), 0},
    {"toLocaleString", KILN_SHOWN_NATIVE(arrayToLocaleString), 0},
    {"flat", KILN_NATIVE(arrayFlat), 0},
    {"keys", KILN_NATIVE(arrayIterate<IterationKind::Keys>), 0},
    {"entries", KILN_NATIVE(arrayIterate<IterationKind::Entries>), 0},
    {"values", KILN_NATIVE(arrayIterate<IterationKind::Values>), 0},
    {"toReversed", KILN_NATIVE(arrayToReversed), 0},
    {"toSorted", KILN_SHOWN_NATIVE(arrayToSorted), 1},
    {"toSpliced", KILN_NATIVE(arrayToSpliced), 2},
    {"with", KILN_NATIVE(arrayWith), 2},
};

}  // namespace

void defineArrayAccess(Object* prototype) {
  defineMethods(prototype, kMethods);
}

}  // namespace kiln::rt
