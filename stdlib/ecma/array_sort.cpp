// §23.1.3.30.1 SortIndexedProperties: a stable merge sort over natural and short insertion-sorted runs.
#include <cstring>

#include "stdlib/ecma/array.h"

namespace kiln::rt {
namespace {

constexpr size_t kRun = 12;

template <typename Compare>
void insertionSort(Value* values, size_t from, size_t to, Compare& compare) {
  for (size_t i = from + 1; i < to; ++i) {
    Value value = values[i];
    size_t at = i;
    while (at > from && compare(values[at - 1], value) > 0) {
      values[at] = values[at - 1];
      --at;
    }
    values[at] = value;
  }
}

// Merges [from, middle) and [middle, to); `buffer` holds the left part.
template <typename Compare>
void merge(Value* values, Value* buffer, size_t from, size_t middle, size_t to, Compare& compare) {
  if (compare(values[middle - 1], values[middle]) <= 0) return;
  std::memcpy(buffer, values + from, 8 * (middle - from));
  size_t left = 0, left_end = middle - from, right = middle, out = from;
  while (left < left_end && right < to) {
    if (compare(buffer[left], values[right]) <= 0) {
      values[out++] = buffer[left++];
    } else {
      values[out++] = values[right++];
    }
  }
  std::memcpy(values + out, buffer + left, 8 * (left_end - left));
}

template <typename Compare>
void mergeSort(Value* values, size_t count, Compare compare) {
  for (size_t from = 0; from < count; from += kRun)
    insertionSort(values, from, std::min(from + kRun, count), compare);
  if (count <= kRun) return;
  auto* buffer = static_cast<Value*>(allocate(8 * count));
  for (size_t width = kRun; width < count; width *= 2) {
    for (size_t from = 0; from + width < count; from += 2 * width)
      merge(values, buffer, from, from + width, std::min(from + 2 * width, count), compare);
  }
}

// §23.1.3.30.2, without comparator: by string. All strings: directly; all numbers or mixed: by their texts.
void sortByText(ValueList& values, size_t count) {
  bool strings = true;
  for (size_t i = 0; i < count && strings; ++i) strings = isString(values[i]);
  if (strings) {
    mergeSort(values.data(), count, [](Value a, Value b) { return compare(asString(a), asString(b)); });
    return;
  }
  // Pairs (text, value) are sorted through the index of the pair.
  ValueList texts;
  for (size_t i = 0; i < count; ++i) texts.push(box(toString(values[i])));
  ValueList order;
  for (size_t i = 0; i < count; ++i) order.push(Value::int32(static_cast<int32_t>(i)));
  mergeSort(order.data(), count, [&](Value a, Value b) {
    return compare(asString(texts[static_cast<size_t>(a.asInt32())]),
                   asString(texts[static_cast<size_t>(b.asInt32())]));
  });
  ValueList sorted;
  for (size_t i = 0; i < count; ++i) sorted.push(values[static_cast<size_t>(order[i].asInt32())]);
  std::memcpy(values.data(), sorted.data(), 8 * count);
}

}  // namespace

void requireComparator(Value comparator) {
  if (!comparator.isUndefined() && !isCallable(comparator)) {
    throwTypeError("The comparison function must be either a function or undefined");
  }
}

void sortValues(Value* values, size_t count, Order order, void* context) {
  mergeSort(values, count, [&](Value a, Value b) { return order(context, a, b); });
}

void sortElements(ValueList& values, Value comparator) {
  // undefined sorts to the end without asking the comparator.
  size_t count = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    if (!values[i].isUndefined()) values[count++] = values[i];
  }
  for (size_t i = count; i < values.size(); ++i) values[i] = Value::undefined();
  if (comparator.isUndefined()) return sortByText(values, count);
  auto* function = reinterpret_cast<Function*>(comparator.bits);
  mergeSort(values.data(), count, [&](Value a, Value b) {
    Value argv[] = {a, b};
    Value result = enter(function, Value::undefined(), Value::undefined(), 2, argv);
    if (result.isInt32()) return static_cast<double>(result.asInt32());
    double number = toNumber(result);
    return number != number ? 0.0 : number;
  });
}

}  // namespace kiln::rt
