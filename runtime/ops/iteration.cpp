// §7.4 operations on iterators, for-in enumeration (§14.7.5.9).
#include <unordered_set>

#include "runtime/object/elements.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realms.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/iterators.h"

namespace kiln::rt {

bool isPristineArray(Value v) {
  if (!isPlainArray(v)) return false;
  Object* array = asObject(v);
  if (array->shape->prototype != realm().array_prototype) return false;
  if (array->shape->slot_count != 0 && lookup(array->shape, PropertyKey::symbol(symbols.iterator)) != nullptr)
    return false;
  return arrayIterationIsPristine();
}

namespace {

// Whether the data property `key` of the prototype has the value, and will tell when it has not any more.
bool watch(Object* prototype, PropertyKey key, Value expected, const uint32_t** validity) {
  PropertyEntry* entry = lookup(prototype->shape, key);
  if (entry == nullptr || entry->attributes & kAccessor || *slotOf(prototype, entry->slot) != expected) return false;
  *validity = validityOf(prototype);
  relyOn(prototype, key);
  return true;
}

}  // namespace

bool arrayIteratorsArePristine() {
  Realm& r = realm();
  const uint32_t*& valid = kiln_plain_iteration.next;
  return *valid == 1 ||
         watch(r.array_iterator_prototype, PropertyKey::atom(atoms.next), r.array_iterator_next, &valid);
}

bool arrayIterationIsPristine() {
  Realm& r = realm();
  const uint32_t*& valid = kiln_plain_iteration.values;
  return (*valid == 1 || watch(r.array_prototype, PropertyKey::symbol(symbols.iterator), r.array_values, &valid)) &&
         arrayIteratorsArePristine();
}

void throwNotIterable(Value v, String* rendering, const char* kind) {
  std::string text = toWtf8(rendering);
  if (text.ends_with('\n')) {  // a call
    text.pop_back();
    throwTypeError("%s is not a function or its return value is not %siterable", text, kind);
  }
  if (text.starts_with("...")) {  // spread arguments
    if (v.isNullish()) throwTypeError("%s is not iterable (cannot read property %s)", text.substr(3), describe(v));
    throwTypeError("Spread syntax requires ...iterable[Symbol.iterator] to be a function");
  }
  if (!text.empty()) throwTypeError("%s is not %siterable", text, kind);
  throwTypeError("%s is not iterable (cannot read property Symbol(Symbol.iterator))", describeByType(v));
}

Value createIterResult(Value value, bool done) {
  Object* result = newObjectWith(realm().iter_result_shape);
  result->inlineSlots()[0] = value;
  result->inlineSlots()[1] = Value::boolean(done);
  return box(result);
}

}  // namespace kiln::rt

extern "C" {
namespace {
constexpr uint32_t kNotYetValid = 0;
}
KILN_PER_REALM kiln::abi::PlainIteration kiln_plain_iteration = {&kNotYetValid, &kNotYetValid, &kNotYetValid};
}

using namespace kiln::rt;

namespace {

// §7.4.2 GetIteratorFromMethod; `refuse` throws.
template <typename Refuse>
Value iteratorBy(Value method, Value iterable, Value* next_method, Refuse&& refuse) {
  if (!isCallable(method)) refuse();
  Value iterator = call(method, iterable, 0, nullptr);
  if (!isObject(iterator)) throwTypeError("Result of the Symbol.iterator method is not an object");
  *next_method = getCached(asObject(iterator), PropertyKey::atom(atoms.next), iterator);
  return iterator;
}

// §7.4.3
template <typename Refuse>
Value getIterator(Value iterable, Value* next_method, Refuse&& refuse) {
  // FAST: arrays whose iteration is untouched (tests/exec/iterators).
  if (isPristineArray(iterable)) {
    *next_method = realm().array_iterator_next;
    return newArrayIterator(asObject(iterable), IterationKind::Values);
  }
  Value method =
      iterable.isNullish() ? Value::undefined() : getCachedV(iterable, PropertyKey::symbol(symbols.iterator));
  return iteratorBy(method, iterable, next_method, refuse);
}

[[gnu::noinline]] Value stepGenerally(Value iterator, Value next_method) {
  // FAST: built-in iterators with their own next make no result objects (tests/exec/iterators).
  Object* object = asObject(iterator);
  Realm& r = realm();
  CellKind kind = object->shape->kind;
  if (kind == CellKind::ArrayIterator && next_method == r.array_iterator_next)
    return arrayIteratorStep(object);
  if (kind == CellKind::Generator && next_method == r.generator_next) return generatorStep(object);
  if ((kind == CellKind::MapIterator && next_method == r.map_iterator_next) ||
      (kind == CellKind::SetIterator && next_method == r.set_iterator_next)) {
    return mapIteratorStep(object);
  }
  if (kind == CellKind::StringIterator && next_method == r.string_iterator_next)
    return stringIteratorStep(object);
  if (kind == CellKind::IteratorHelper && next_method == r.iterator_helper_next)
    return iteratorHelperStep(object);
  if (kind == CellKind::RegExpStringIterator && next_method == r.regexp_string_iterator_next)
    return regExpStringIteratorStep(object);
  Object* result = asObject(kiln_iterator_next_result(iterator, next_method, Value::empty()));
  if (result->shape == r.iter_result_shape) {
    return result->inlineSlots()[1].isTrue() ? Value::empty() : result->inlineSlots()[0];
  }
  if (toBoolean(getCached(result, PropertyKey::atom(atoms.done), box(result)))) return Value::empty();
  return getCached(result, PropertyKey::atom(atoms.value), box(result));
}

// The iterator that an array stands for, when the program gave array iterators a `return` method; else false.
bool makeIteratorToClose(Value* array, int32_t index) {
  if (!hasProperty(realm().array_iterator_prototype, PropertyKey::atom(atoms.return_))) return false;
  Value iterator = newArrayIterator(asObject(*array), IterationKind::Values);
  static_cast<ArrayIterator*>(asObject(iterator))->position = static_cast<uint32_t>(index) + 1ull;
  *array = iterator;
  return true;
}

// Whether plain arrays are iterated by reading their elements, and nothing notices an early end; looks when nobody has.
bool arraysIteratePlainly() {
  if (!arrayIterationIsPristine()) return false;
  if (*kiln_plain_iteration.close == 1) return true;
  Object* prototype = realm().array_iterator_prototype;
  if (hasProperty(prototype, PropertyKey::atom(atoms.return_))) return false;
  kiln_plain_iteration.close = validityOf(prototype);
  return true;
}

}  // namespace

extern "C" {

bool kiln_arrays_iterate_plainly() {
  return arraysIteratePlainly();
}

Value kiln_create_iter_result(Value value, bool done) {
  return createIterResult(value, done);
}

Value kiln_get_iterator(Value iterable, Value* next_method) {
  return getIterator(iterable, next_method,
                     [&] { throwTypeError("%s is not iterable", describe(iterable)); });
}

Value kiln_get_iterator_of(Value iterable, Value* next_method, String* rendering) {
  return getIterator(iterable, next_method, [&] { throwNotIterable(iterable, rendering, ""); });
}

Value kiln_iterator_next_result(Value iterator, Value next_method, Value sent) {
  Value result =
      sent.isEmpty() ? call(next_method, iterator, 0, nullptr) : call(next_method, iterator, 1, &sent);
  if (!isObject(result)) throwTypeError("Iterator result %s is not an object", describe(result));
  return result;
}

Value kiln_iterator_step(Value iterator, Value next_method) {
  Object* object = asObject(iterator);
  if (object->shape->kind == CellKind::ArrayIterator && next_method == realm().array_iterator_next) {
    Value value = nextDenseElement(static_cast<ArrayIterator*>(object));
    if (!value.isEmpty()) [[likely]]
      return value;
  }
  return stepGenerally(iterator, next_method);
}

Value kiln_iteration_start(Value iterable, Value* next_method, String* rendering) {
  // FAST: no iterator object (tests/exec/iterators).
  if (isPristineArray(iterable)) {
    arraysIteratePlainly();
    *next_method = Value::empty();
    return iterable;
  }
  auto refuse = [&] { throwNotIterable(iterable, rendering, ""); };
  if (!isObject(iterable) || asObject(iterable)->shape->kind != CellKind::TypedArray)
    return getIterator(iterable, next_method, refuse);
  Value method = getCachedV(iterable, PropertyKey::symbol(symbols.iterator));
  if (makesTypedArrayIterators(method, asObject(iterable)) && arrayIteratorsArePristine()) {
    *next_method = Value::empty();
    return iterable;
  }
  return iteratorBy(method, iterable, next_method, refuse);
}

// Compiled code reads elements that are there itself.
Value kiln_iteration_step(Value iterator, Value next_method, int32_t index) {
  if (!next_method.isEmpty()) return kiln_iterator_step(iterator, next_method);
  Object* array = asObject(iterator);
  auto at = static_cast<uint32_t>(index);
  if (array->shape->kind == CellKind::TypedArray) return typedArrayStep(array, at);
  if (at >= array->elements->length) return Value::empty();
  return get(array, PropertyKey::index(at), iterator);
}

void kiln_iteration_close(Value iterator, Value next_method, int32_t index) {
  if (next_method.isEmpty() && !makeIteratorToClose(&iterator, index)) return;
  kiln_iterator_close(iterator);
}

void kiln_iteration_close_quiet(Value iterator, Value next_method, int32_t index) {
  if (next_method.isEmpty() && !makeIteratorToClose(&iterator, index)) return;
  kiln_iterator_close_quiet(iterator);
}

void kiln_iterator_close(Value iterator) {
  Value method = getMethod(iterator, PropertyKey::atom(atoms.return_));
  if (method.isUndefined()) return;
  Value result = call(method, iterator, 0, nullptr);
  if (!isObject(result)) throwTypeError("Iterator result %s is not an object", describe(result));
}

void kiln_iterator_close_quiet(Value iterator) {
  Value kept = pendingException();
  try {
    Value method = getMethod(iterator, PropertyKey::atom(atoms.return_));
    if (!method.isUndefined()) call(method, iterator, 0, nullptr);
  } catch (Thrown&) {
    // The first error wins.
  }
  pendingException() = kept;
}

// --- for-in: keys are collected per object of the chain; those deleted meanwhile are skipped.

struct ForInIterator : Object {
  Object* object;  // whose keys are being visited
  Object* keys;    // array of its keys
  uint32_t position;
  Object* visited;  // null-prototype object with every key seen, once a second object is entered
  bool eager;       // a proxy: `keys` are those of the whole chain
  bool plain;       // `keys` are enumerable properties of every object of `shape`
  Shape* shape;  // of the object when its keys were taken, if that tells whether a named key is still there
};

namespace {

constexpr size_t kKnownShapes = 64;
size_t rowOf(const Shape* shape) {
  return reinterpret_cast<uintptr_t>(shape) / sizeof(Shape) % kKnownShapes;
}

// The keys of the iterator's object.
void collectKeys(ForInIterator* it) {
  // FAST: objects with one shape have the same keys, when they have no elements (tests/exec/loops/for-in-shapes).
  struct Known {
    Shape* shape;
    Object* keys;
  };
  static Known known[kKnownShapes];
  Object* o = it->object;
  Shape* shape = o->shape;
  bool tells = !(shape->flags & (kExotic | kLazyProperties | kDictionary)) && shape->kind != CellKind::Global &&
               shape->class_info == nullptr;
  it->shape = tells ? shape : nullptr;
  it->position = 0;
  bool named = tells && !(shape->flags & kElementsLayout) && elementsOf(o)->length == 0;
  Known& row = known[rowOf(shape)];
  it->plain = named && row.shape == shape;
  if (it->plain) {
    it->keys = row.keys;
    return;
  }
  it->keys = newArray(0);
  bool all_enumerable = true;
  for (Value key : ownPropertyKeys(o)) {
    if (isSymbol(key)) continue;
    arrayPush(it->keys, key);
    if (named) all_enumerable &= (lookup(shape, {key})->attributes & kEnumerable) != 0;
  }
  it->plain = named && all_enumerable;
  if (it->plain) row = {shape, it->keys};
}

// As V8 does for proxies: the keys of the whole chain at the start, whether they are enumerable when they are
// visited.
void collectChain(ForInIterator* it) {
  it->eager = true;
  it->keys = newArray(0);
  Object* seen = newObjectWithPrototype(nullptr);
  for (Object* o = it->object; o != nullptr; o = getPrototypeOf(o)) {
    bool proxy = o->shape->kind == CellKind::Proxy;
    for (Value word : ownPropertyKeys(o)) {
      PropertyKey key{word};
      PropertyDescriptor d;
      if (isSymbol(word) || hasOwnProperty(seen, key)) continue;
      bool visible = proxy || (getOwnProperty(o, key, &d) && (d.attributes & kEnumerable));
      if (visible) arrayPush(it->keys, word);
      putDirect(seen, key, Value::undefined(), kDefault);
    }
  }
}

// FAST: does no object from `first` upwards have anything that for-in would visit? (tests/exec/loops)
bool nothingToVisit(Object* first) {
  struct Clean {
    const Shape* shape;
    const uint32_t* validity;
  };
  static Clean known[kKnownShapes];
  Clean& clean = known[rowOf(first->shape)];
  if (first->shape == clean.shape && *clean.validity == 1) return true;
  for (Object* o = first; o != nullptr; o = o->shape->prototype) {
    const Shape* shape = o->shape;
    if (shape->flags & (kExotic | kLazyProperties | kMayHaveIndexed | kElementsLayout) ||
        shape->class_info != nullptr)
      return false;
    for (uint32_t i = 0; i < shape->property_count; ++i) {
      const PropertyEntry& entry = shape->table->entries[i];
      if (!entry.key.isEmpty() && entry.attributes & kEnumerable && !isSymbol(entry.key)) return false;
    }
  }
  const uint32_t* validity = validityOf(first);
  clean = {first->shape, validity};
  return true;
}

bool isEnumerableInChain(Object* o, PropertyKey key) {
  for (; o != nullptr; o = getPrototypeOf(o)) {
    PropertyDescriptor d;
    if (getOwnProperty(o, key, &d)) return d.attributes & kEnumerable;
  }
  return false;
}

}  // namespace

Object* kiln_for_in_start(Value value) {
  auto* iterator = static_cast<ForInIterator*>(allocate(sizeof(ForInIterator)));
  iterator->shape = realm().for_in_shape;
  iterator->store = &kiln_empty_store;
  if (!value.isNullish()) iterator->object = toObject(value);
  if (iterator->object != nullptr && iterator->object->shape->kind == CellKind::Proxy) collectChain(iterator);
  return iterator;
}

Value kiln_for_in_next(Object* state) {
  auto* it = static_cast<ForInIterator*>(state);
  while (it->eager) {
    if (it->position >= it->keys->elements->length) return Value::empty();
    PropertyKey key{it->keys->elements->data[it->position++]};
    if (isEnumerableInChain(it->object, key)) return key.toValue();
  }
  while (it->object != nullptr) {
    if (it->keys == nullptr) collectKeys(it);
    while (it->position < it->keys->elements->length) {
      PropertyKey key{it->keys->elements->data[it->position++]};
      if (it->object->shape == it->shape && it->visited == nullptr && !key.isIndex()) {
        if (it->plain) return key.word;
        PropertyEntry* entry = lookup(it->shape, key);
        if (entry != nullptr && entry->attributes & kEnumerable) return key.toValue();
        continue;
      }
      PropertyDescriptor d;
      if (!getOwnProperty(it->object, key, &d)) continue;
      if (it->visited != nullptr && hasOwnProperty(it->visited, key)) continue;
      if (it->visited != nullptr) putDirect(it->visited, key, Value::undefined(), kDefault);
      if (d.attributes & kEnumerable) return key.toValue();
    }
    Object* parent = getPrototypeOf(it->object);
    if (parent != nullptr && it->object->shape->class_info == nullptr && nothingToVisit(parent))
      parent = nullptr;
    // Prototypes rarely have enumerable keys: only then names have to be compared.
    if (parent != nullptr && it->visited == nullptr) {
      it->visited = newObjectWithPrototype(nullptr);
      for (uint32_t i = 0; i < it->keys->elements->length; ++i) {
        PropertyKey key{it->keys->elements->data[i]};
        if (!hasOwnProperty(it->visited, key)) putDirect(it->visited, key, Value::undefined(), kDefault);
      }
    }
    it->object = parent;
    it->keys = nullptr;
  }
  return Value::empty();
}

}  // extern "C"
