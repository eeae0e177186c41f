// ECMA-262 §27.1.2.1 %IteratorHelperPrototype% and the methods of Iterator.prototype that make helpers
// (§27.1.4).
#include <cstring>

#include "stdlib/ecma/iterator_helper.h"

namespace kiln::rt {
namespace {

using State = IteratorHelper::State;

KILN_PER_REALM Shape* helper_shape;

IteratorHelper* thisHelper(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::IteratorHelper)) throwIncompatible(method, args.this_value);
  return static_cast<IteratorHelper*>(asObject(args.this_value));
}

void closeUnderlying(IteratorHelper* helper, bool) {
  kiln_iterator_close(helper->underlying.iterator);
}

// A callback of the helper; its errors close the underlying iterator.
Value callFunction(IteratorHelper* helper, Value value) {
  return closingOnThrow(helper->underlying.iterator, [&] {
    return callWith(helper->function, Value::undefined(), value, Value::number(helper->counter++));
  });
}

// §27.1.4.8
Value mapStep(IteratorHelper* helper) {
  Value value = helper->underlying.step();
  return value.isEmpty() ? value : callFunction(helper, value);
}

// §27.1.4.4
Value filterStep(IteratorHelper* helper) {
  while (true) {
    Value value = helper->underlying.step();
    if (value.isEmpty() || toBoolean(callFunction(helper, value))) return value;
  }
}

// §27.1.4.12: `counter` is what remains.
Value takeStep(IteratorHelper* helper) {
  if (helper->counter == 0) {
    kiln_iterator_close(helper->underlying.iterator);
    return Value::empty();
  }
  --helper->counter;
  return helper->underlying.step();
}

// §27.1.4.2
Value dropStep(IteratorHelper* helper) {
  for (; helper->counter > 0; --helper->counter) {
    if (!helper->underlying.advance()) return Value::empty();
  }
  return helper->underlying.step();
}

// §27.1.4.6
struct FlatMapHelper : IteratorHelper {
  IteratorRecord inner;
  bool inner_alive;
};

Value flatMapStep(IteratorHelper* helper) {
  auto* h = static_cast<FlatMapHelper*>(helper);
  while (true) {
    if (h->inner_alive) {
      Value value = closingOnThrow(h->underlying.iterator, [&] { return h->inner.step(); });
      if (!value.isEmpty()) return value;
      h->inner_alive = false;
    }
    Value value = h->underlying.step();
    if (value.isEmpty()) return value;
    Value mapped = callFunction(h, value);
    h->inner = closingOnThrow(h->underlying.iterator,
                              [&] { return iteratorFlattenable(mapped, StringHandling::Reject); });
    h->inner_alive = true;
  }
}

void flatMapClose(IteratorHelper* helper, bool) {
  auto* h = static_cast<FlatMapHelper*>(helper);
  if (h->inner_alive) closingOnThrow(h->underlying.iterator, [&] { kiln_iterator_close(h->inner.iterator); });
  kiln_iterator_close(h->underlying.iterator);
}

// Iterator.prototype.chunks and windows (proposal Iterator Chunking)
struct ChunkHelper : IteratorHelper {
  ValueList buffer;
  double size;
  bool partial;  // windows: one that is too short is handed out when nothing longer was
  bool exhausted;
};

Value chunksStep(IteratorHelper* helper) {
  auto* h = static_cast<ChunkHelper*>(helper);
  while (!h->exhausted) {
    Value value = h->underlying.step();
    h->exhausted = value.isEmpty();
    if (h->exhausted && h->buffer.size() == 0) break;
    if (!h->exhausted) h->buffer.push(value);
    if (!h->exhausted && static_cast<double>(h->buffer.size()) < h->size) continue;
    Value chunk = box(newArrayFrom(h->buffer));
    h->buffer = ValueList();
    return chunk;
  }
  return Value::empty();
}

Value windowsStep(IteratorHelper* helper) {
  auto* h = static_cast<ChunkHelper*>(helper);
  while (!h->exhausted) {
    Value value = h->underlying.step();
    if (value.isEmpty()) {
      h->exhausted = true;
      bool short_one = h->partial && h->buffer.size() != 0 && static_cast<double>(h->buffer.size()) < h->size;
      return short_one ? box(newArrayFrom(h->buffer)) : Value::empty();
    }
    if (static_cast<double>(h->buffer.size()) == h->size) {
      std::memmove(h->buffer.data(), h->buffer.data() + 1, sizeof(Value) * (h->buffer.size() - 1));
      h->buffer.resize(h->buffer.size() - 1);
    }
    h->buffer.push(value);
    if (static_cast<double>(h->buffer.size()) == h->size) return box(newArrayFrom(h->buffer));
  }
  return Value::empty();
}

void chunkClose(IteratorHelper* helper, bool) {
  if (!static_cast<ChunkHelper*>(helper)->exhausted) kiln_iterator_close(helper->underlying.iterator);
}

// §27.1.3.2.? Iterator.concat: pairs of an iterable and its method.
struct ConcatHelper : IteratorHelper {
  ValueList pairs;
  size_t position;
  bool inner_alive;
};

Value concatStep(IteratorHelper* helper) {
  auto* h = static_cast<ConcatHelper*>(helper);
  while (true) {
    if (h->inner_alive) {
      Value value = h->underlying.step();
      if (!value.isEmpty()) return value;
      h->inner_alive = false;
    }
    if (h->position == h->pairs.size()) return Value::empty();
    Value iterable = h->pairs[h->position], method = h->pairs[h->position + 1];
    h->position += 2;
    Value iterator = call(method, iterable, 0, nullptr);
    if (!isObject(iterator)) throwTypeError("%s is not an object", describe(iterator));
    h->underlying = iteratorDirect(asObject(iterator));
    h->inner_alive = true;
  }
}

void concatClose(IteratorHelper* helper, bool) {
  auto* h = static_cast<ConcatHelper*>(helper);
  if (h->inner_alive) kiln_iterator_close(h->underlying.iterator);
}

template <typename Helper = IteratorHelper>
Helper* newHelperOn(Object* iterator, Value (*step)(IteratorHelper*),
                    void (*close)(IteratorHelper*, bool) = closeUnderlying) {
  IteratorRecord iterated = iteratorDirect(iterator);
  auto* helper = static_cast<Helper*>(newIteratorHelper(sizeof(Helper), step, close));
  helper->underlying = iterated;
  return helper;
}

Value iteratorMap(Args& args) {
  Object* o = thisIterator(args, "map");
  requireCallback(o, args[0]);
  IteratorHelper* helper = newHelperOn(o, mapStep);
  helper->function = args[0];
  return box(helper);
}

Value iteratorFilter(Args& args) {
  Object* o = thisIterator(args, "filter");
  requireCallback(o, args[0]);
  IteratorHelper* helper = newHelperOn(o, filterStep);
  helper->function = args[0];
  return box(helper);
}

Value iteratorFlatMap(Args& args) {
  Object* o = thisIterator(args, "flatMap");
  requireCallback(o, args[0]);
  auto* helper = newHelperOn<FlatMapHelper>(o, flatMapStep, flatMapClose);
  helper->function = args[0];
  return box(helper);
}

double countArgument(Object* o, Value v) {
  return closingOnThrow(box(o), [&] {
    double number = toNumber(v);
    double count = number != number ? -1 : toIntegerOrInfinity(Value::number(number));
    if (count < 0) throwRangeError("%s must be positive", nameForMessage(v));
    if (std::isfinite(number) && number > 9007199254740991.0)
      throwRangeError("%s is too large", nameForMessage(v));
    return count;
  });
}

Value iteratorTake(Args& args) {
  Object* o = thisIterator(args, "take");
  double count = countArgument(o, args[0]);
  IteratorHelper* helper = newHelperOn(o, takeStep);
  helper->counter = count;
  return box(helper);
}

Value iteratorDrop(Args& args) {
  Object* o = thisIterator(args, "drop");
  double count = countArgument(o, args[0]);
  IteratorHelper* helper = newHelperOn(o, dropStep);
  helper->counter = count;
  return box(helper);
}

double sizeArgument(Object* o, Value v) {
  return closingOnThrow(box(o), [&] {
    if (!v.isNumber() || v.asNumber() != std::trunc(v.asNumber()) || std::isinf(v.asNumber()))
      throwTypeError("%s is not an integral number", nameForMessage(v));
    if (!(v.asNumber() >= 1 && v.asNumber() <= 4294967295.0))
      throwRangeError("%s is not a valid size", nameForMessage(v));
    return v.asNumber();
  });
}

Value iteratorChunks(Args& args) {
  Object* o = thisIterator(args, "chunks");
  double size = sizeArgument(o, args[0]);
  auto* helper = newHelperOn<ChunkHelper>(o, chunksStep, chunkClose);
  helper->size = size;
  return box(helper);
}

Value iteratorWindows(Args& args) {
  Object* o = thisIterator(args, "windows");
  double size = sizeArgument(o, args[0]);
  std::string undersized = isString(args[1]) ? toUtf8(args[1]) : "";
  if (!args[1].isUndefined() && undersized != "only-full" && undersized != "allow-partial") {
    closingOnThrow(box(o), [&] {
      throwTypeError("%s is neither 'only-full' nor 'allow-partial'", nameForMessage(args[1]));
    });
  }
  auto* helper = newHelperOn<ChunkHelper>(o, windowsStep, chunkClose);
  helper->size = size;
  helper->partial = undersized == "allow-partial";
  return box(helper);
}

// §27.5.3.3 GeneratorResume for helpers
Value resume(IteratorHelper* helper) {
  if (helper->state == State::Executing) throwTypeError("Generator is already running");
  if (helper->state == State::Completed) return Value::empty();
  helper->state = State::Executing;
  try {
    Value value = helper->step(helper);
    helper->state = value.isEmpty() ? State::Completed : State::SuspendedYield;
    return value;
  } catch (Thrown&) {
    helper->state = State::Completed;
    throw;
  }
}

// §27.1.2.1.1
Value helperNext(Args& args) {
  Value value = resume(thisHelper(args, "Iterator Helper.prototype.next"));
  return value.isEmpty() ? createIterResult(Value::undefined(), true) : createIterResult(value, false);
}

// §27.1.2.1.2
Value helperReturn(Args& args) {
  IteratorHelper* helper = thisHelper(args, "Iterator Helper.prototype.return");
  if (helper->state == State::Executing) throwTypeError("Generator is already running");
  State before = helper->state;
  if (before != State::Completed) {
    // 4. A helper that has not started is complete at once; else it runs while it closes its iterators (5.).
    helper->state = before == State::SuspendedStart ? State::Completed : State::Executing;
    try {
      helper->close(helper, before == State::SuspendedYield);
    } catch (Thrown&) {
      helper->state = State::Completed;
      throw;
    }
    helper->state = State::Completed;
  }
  return createIterResult(Value::undefined(), true);
}

const NativeMethod kMethods[] = {
    {"map", KILN_NATIVE(iteratorMap), 1},         {"filter", KILN_NATIVE(iteratorFilter), 1},
    {"take", KILN_NATIVE(iteratorTake), 1},       {"drop", KILN_NATIVE(iteratorDrop), 1},
    {"flatMap", KILN_NATIVE(iteratorFlatMap), 1}, {"chunks", KILN_NATIVE(iteratorChunks), 1},
    {"windows", KILN_NATIVE(iteratorWindows), 1},
};
const NativeMethod kHelperMethods[] = {
    {"next", KILN_NATIVE(helperNext), 0},
    {"return", KILN_NATIVE(helperReturn), 0},
};

}  // namespace

Value iteratorHelperStep(Object* helper) {
  return resume(static_cast<IteratorHelper*>(helper));
}

IteratorHelper* newIteratorHelper(size_t bytes, Value (*step)(IteratorHelper*),
                                  void (*close)(IteratorHelper*, bool)) {
  auto* helper = static_cast<IteratorHelper*>(newNativeObject(bytes, helper_shape));
  helper->step = step;
  helper->close = close;
  return helper;
}

// Iterator.concat ( ...items ), proposal Iterator Sequencing
Value iteratorConcat(Args& args) {
  ValueList pairs;
  for (uint32_t i = 0; i < args.count; ++i) {
    if (!isObject(args[i])) throwTypeError("%s is not an object", describe(args[i]));
    Value method = getMethod(args[i], PropertyKey::symbol(symbols.iterator));
    if (method.isUndefined()) throwNotIterable(args[i]);
    pairs.push(args[i]);
    pairs.push(method);
  }
  auto* helper = static_cast<ConcatHelper*>(newIteratorHelper(sizeof(ConcatHelper), concatStep, concatClose));
  helper->pairs = pairs;
  return box(helper);
}

void defineIteratorHelpers(Object* prototype) {
  defineMethods(prototype, kMethods);
  Object* helper_prototype = newObjectWithPrototype(prototype);
  defineMethods(helper_prototype, kHelperMethods);
  defineTag(helper_prototype, "Iterator Helper");
  helper_shape = newRootShape(CellKind::IteratorHelper, ElementsKind::None, 0, 0, helper_prototype, nullptr);
  realm().iterator_helper_next = get(helper_prototype, atoms.next);
}

}  // namespace kiln::rt
