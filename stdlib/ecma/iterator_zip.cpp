// Iterator.zip and Iterator.zipKeyed (proposal Joint Iteration).
#include "stdlib/ecma/iterator_helper.h"

namespace kiln::rt {
namespace {

enum class Mode : uint32_t { Shortest, Longest, Strict };

struct ZipHelper : IteratorHelper {
  Mode mode;
  bool keyed;
  ValueList iterators;  // undefined: exhausted (longest)
  ValueList nexts;
  ValueList padding;
  ValueList keys;
  ValueList open;  // the iterators to close, in order
};

[[noreturn]] void throwUneven() {
  throwTypeError("Iterators passed to Iterator.zip with { mode: \"strict\" } have different lengths");
}

void removeOpen(ZipHelper* helper, Value iterator) {
  ValueList& open = helper->open;
  for (size_t i = 0; i < open.size(); ++i) {
    if (open[i] != iterator) continue;
    for (size_t k = i + 1; k < open.size(); ++k) open[k - 1] = open[k];
    open.resize(open.size() - 1);
    return;
  }
}

template <typename Body>
auto closingAllOnThrow(ValueList& iterators, Body&& body) {
  try {
    return body();
  } catch (Thrown&) {
    closeAllQuietly(iterators);
    throw;
  }
}

Value finishResults(ZipHelper* helper, ValueList& results) {
  if (!helper->keyed) return box(newArrayFrom(results));
  Object* o = newObjectWithPrototype(nullptr);
  for (size_t i = 0; i < results.size(); ++i) createDataProperty(o, {helper->keys[i]}, results[i]);
  return box(o);
}

// The first iterator of a strict zip is done: the others must be so as well.
Value endStrictly(ZipHelper* helper) {
  for (size_t k = 1; k < helper->iterators.size(); ++k) {
    IteratorRecord iterator{helper->iterators[k], helper->nexts[k]};
    bool more;
    try {
      more = iterator.advance();
    } catch (Thrown&) {
      removeOpen(helper, iterator.iterator);
      closeAllQuietly(helper->open);
      throw;
    }
    if (more) closingAllOnThrow(helper->open, [] { throwUneven(); });
    removeOpen(helper, iterator.iterator);
  }
  return Value::empty();
}

// IteratorZip, step 3.b
Value zipStep(IteratorHelper* object) {
  auto* helper = static_cast<ZipHelper*>(object);
  size_t count = helper->iterators.size();
  if (count == 0) return Value::empty();
  ValueList results;
  for (size_t i = 0; i < count; ++i) {
    IteratorRecord iterator{helper->iterators[i], helper->nexts[i]};
    if (iterator.iterator.isUndefined()) {
      results.push(helper->padding[i]);
      continue;
    }
    Value value;
    try {
      value = iterator.step();
    } catch (Thrown&) {
      removeOpen(helper, iterator.iterator);
      closeAllQuietly(helper->open);
      throw;
    }
    if (!value.isEmpty()) {
      results.push(value);
      continue;
    }
    removeOpen(helper, iterator.iterator);
    switch (helper->mode) {
      case Mode::Shortest:
        closeAll(helper->open);
        return Value::empty();
      case Mode::Strict:
        if (i != 0) closingAllOnThrow(helper->open, [] { throwUneven(); });
        return endStrictly(helper);
      case Mode::Longest:
        if (helper->open.size() == 0) return Value::empty();
        helper->iterators[i] = Value::undefined();
        results.push(helper->padding[i]);
    }
  }
  return finishResults(helper, results);
}

void zipClose(IteratorHelper* helper, bool) {
  closeAll(static_cast<ZipHelper*>(helper)->open);
}

struct Options {
  Mode mode = Mode::Shortest;
  Value padding = Value::undefined();
};

// Steps 1 to 7 of both functions
Options readOptions(Args& args, const char* method) {
  if (!isObject(args[0])) throwTypeError("%s called on non-object", method);
  if (!isObject(args[1]) && !args[1].isUndefined()) throwTypeError("%s: options must be an object", method);
  Options options;
  if (args[1].isUndefined()) return options;
  Value mode = get(asObject(args[1]), atomKey("mode"));
  std::string text = isString(mode) ? toUtf8(mode) : "";
  if (text == "longest") {
    options.mode = Mode::Longest;
  } else if (text == "strict") {
    options.mode = Mode::Strict;
  } else if (!mode.isUndefined() && text != "shortest") {
    throwTypeError("%s: mode must be \"shortest\", \"longest\" or \"strict\"", method);
  }
  if (options.mode != Mode::Longest) return options;
  options.padding = get(asObject(args[1]), atomKey("padding"));
  if (!options.padding.isUndefined() && !isObject(options.padding))
    throwTypeError("%s: padding must be an object", method);
  return options;
}

ZipHelper* newZip(Mode mode, bool keyed) {
  auto* helper = static_cast<ZipHelper*>(newIteratorHelper(sizeof(ZipHelper), zipStep, zipClose));
  helper->mode = mode;
  helper->keyed = keyed;
  return helper;
}

void addIterator(ZipHelper* helper, const IteratorRecord& record) {
  helper->iterators.push(record.iterator);
  helper->nexts.push(record.next);
  helper->open.push(record.iterator);
}

// Iterator.zip, step 14.b: as many values as there are iterators, then the padding's iterator is closed.
void takePadding(ZipHelper* helper, Value padding) {
  ValueList& open = helper->open;
  IteratorRecord iterator = closingAllOnThrow(open, [&] { return iteratorOf(padding); });
  bool using_iterator = true;
  for (size_t i = 0; i < helper->iterators.size(); ++i) {
    Value value = Value::empty();
    if (using_iterator) {
      value = closingAllOnThrow(open, [&] { return iterator.step(); });
      using_iterator = !value.isEmpty();
    }
    helper->padding.push(value.isEmpty() ? Value::undefined() : value);
  }
  if (using_iterator) closingAllOnThrow(open, [&] { kiln_iterator_close(iterator.iterator); });
}

}  // namespace

Value iteratorZip(Args& args) {
  Options options = readOptions(args, "Iterator.zip");
  ZipHelper* helper = newZip(options.mode, false);
  IteratorRecord input = iteratorOf(args[0]);
  // 12.
  while (true) {
    Value value = closingAllOnThrow(helper->open, [&] { return input.step(); });
    if (value.isEmpty()) break;
    try {
      addIterator(helper, iteratorFlattenable(value, StringHandling::Reject));
    } catch (Thrown&) {
      closeAllQuietly(helper->open);
      kiln_iterator_close_quiet(input.iterator);
      throw;
    }
  }
  if (options.mode == Mode::Longest) {
    if (options.padding.isUndefined()) {
      for (size_t i = 0; i < helper->iterators.size(); ++i) helper->padding.push(Value::undefined());
    } else {
      takePadding(helper, options.padding);
    }
  }
  return box(helper);
}

Value iteratorZipKeyed(Args& args) {
  Options options = readOptions(args, "Iterator.zipKeyed");
  ZipHelper* helper = newZip(options.mode, true);
  Object* iterables = asObject(args[0]);
  ValueList keys = ownPropertyKeys(iterables);
  for (Value word : keys) {
    closingAllOnThrow(helper->open, [&] {
      PropertyDescriptor d;
      if (!getOwnProperty(iterables, {word}, &d) || !(d.attributes & kEnumerable)) return;
      Value value = get(iterables, {word});
      if (value.isUndefined()) return;
      helper->keys.push(word);
      addIterator(helper, iteratorFlattenable(value, StringHandling::Reject));
    });
  }
  if (options.mode == Mode::Longest) {
    for (Value word : helper->keys) {
      Value value = options.padding.isUndefined() ? options.padding : closingAllOnThrow(helper->open, [&] {
        return get(asObject(options.padding), {word});
      });
      helper->padding.push(value);
    }
  }
  return box(helper);
}

}  // namespace kiln::rt
