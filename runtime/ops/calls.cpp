#include "runtime/ops/calls.h"

#include <algorithm>

#include "runtime/object/elements.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realms.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "runtime/ops/iterators.h"

namespace kiln::rt {

Value call(Value callee, Value this_value, uint32_t argc, const Value* argv) {
  if (!isCallable(callee)) throwTypeError("%s is not a function", describe(callee));
  auto* function = reinterpret_cast<Function*>(callee.bits);
  return enter(function, this_value, Value::undefined(), argc, argv);
}

// Inline slots of the objects that `base` makes for `new_target`: what the classes between them add counts
// too.
static uint32_t capacityFor(const Function* base, Value new_target) {
  uint32_t capacity = base->info->inline_capacity;
  Object* derived = asObject(new_target);
  while (derived != base && derived != nullptr && derived->shape->kind == CellKind::Function) {
    const FunctionInfo* info = static_cast<Function*>(derived)->info;
    if (!(info->flags & kFnDerivedConstructor)) break;
    capacity += info->inline_capacity;
    derived = derived->shape->prototype;
  }
  return std::min(capacity, kMostInlineSlots);
}

// Inline slots of what `new constructor` makes, whatever is above it.
static uint32_t instanceCapacity(const Function* constructor) {
  const Object* base = constructor;
  while (base != nullptr && base->shape->kind == CellKind::Function &&
         static_cast<const Function*>(base)->info->flags & kFnDerivedConstructor)
    base = base->shape->prototype;
  if (base == nullptr || base->shape->kind != CellKind::Function) base = constructor;
  return capacityFor(static_cast<const Function*>(base), box(const_cast<Function*>(constructor)));
}

// §7.3.15. Functions with kFnConstructBase get their `this` from the caller.
Value construct(Value constructor, Value new_target, uint32_t argc, const Value* argv) {
  if (!isConstructor(constructor)) throwTypeError("%s is not a constructor", describe(constructor));
  auto* function = reinterpret_cast<Function*>(constructor.bits);
  if (!(function->info->flags & kFnConstructBase)) {
    return enter(function, Value::empty(), new_target, argc, argv);
  }
  Value created = box(kiln_create_this(new_target, capacityFor(function, new_target)));
  Value result = enter(function, created, new_target, argc, argv);
  return isObject(result) ? result : created;
}

Value invoke(Value base, PropertyKey key, uint32_t argc, const Value* argv) {
  Value method = getCachedV(base, key);
  if (!isCallable(method)) throwTypeError("%s is not a function", describeKey(key));
  return call(method, base, argc, argv);
}

namespace {

struct Spread {
  uint32_t count;
  const Value* values;
};

// The arguments array is made by compiled code and seen by nobody else: always packed or holey.
Spread spreadArguments(Object* array) {
  Elements* elements = array->elements;
  for (uint32_t i = 0; i < elements->length; ++i) {
    if (elements->data[i].isEmpty()) elements->data[i] = Value::undefined();
  }
  return {elements->length, elements->data};
}

// Values and behind them the elements of an array, which the callee may change.
class Appended {
 public:
  Appended(uint32_t count, const Value* values, Object* array) {
    uint32_t more = array->elements->length;
    count_ = count + more;
    values_ = count_ <= kInline ? inline_ : static_cast<Value*>(allocate(8ul * count_));
    std::copy_n(values, count, values_);
    for (uint32_t i = 0; i < more; ++i) {
      Value item = array->elements->data[i];
      values_[count + i] = item.isEmpty() ? Value::undefined() : item;
    }
  }
  uint32_t count() const { return count_; }
  const Value* values() const { return values_; }

 private:
  static constexpr uint32_t kInline = 16;
  Value inline_[kInline];
  Value* values_;
  uint32_t count_;
};

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_call(Value callee, Value this_value, uint32_t argc, const Value* argv) {
  return call(callee, this_value, argc, argv);
}
Value kiln_construct(Value callee, Value new_target, uint32_t argc, const Value* argv) {
  return construct(callee, new_target, argc, argv);
}
Value kiln_call_spread(Value callee, Value this_value, Object* array, String* rendering) {
  if (!isCallable(callee)) kiln_throw_not_callable(callee, rendering);
  Spread spread = spreadArguments(array);
  return call(callee, this_value, spread.count, spread.values);
}
Value kiln_construct_spread(Value callee, Value new_target, Object* array, String* rendering) {
  if (!isConstructor(callee)) kiln_throw_not_constructor(callee, rendering);
  Spread spread = spreadArguments(array);
  return construct(callee, new_target, spread.count, spread.values);
}

Value kiln_spread_source(Value iterable, String* rendering) {
  // FAST: (tests/exec/spread/calls).
  if (isPristineArray(iterable) && denseElements(asObject(iterable)) != nullptr) return iterable;
  Object* items = newArray(0);
  kiln_array_push_spread(items, iterable, rendering);
  return box(items);
}
Value kiln_call_spread_last(Value callee, Value this_value, uint32_t count, const Value* values, Value source,
                            String* rendering) {
  if (!isCallable(callee)) kiln_throw_not_callable(callee, rendering);
  Appended all(count, values, asObject(source));
  return call(callee, this_value, all.count(), all.values());
}
Value kiln_construct_spread_last(Value callee, Value new_target, uint32_t count, const Value* values, Value source,
                                 String* rendering) {
  if (!isConstructor(callee)) kiln_throw_not_constructor(callee, rendering);
  Appended all(count, values, asObject(source));
  return construct(callee, new_target, all.count(), all.values());
}

Value kiln_call_named(Value callee, Value this_value, uint32_t argc, const Value* argv, String* rendering) {
  if (!isCallable(callee)) kiln_throw_not_callable(callee, rendering);
  auto* function = static_cast<Function*>(callee.asCell());
  return enter(function, this_value, Value::undefined(), argc, argv);
}
void kiln_throw_not_callable(Value callee, String* rendering) {
  std::string text = rendering->length == 0 ? describeByType(callee) : toWtf8(rendering);
  if (text.ends_with('\n')) throwNotIterable(callee, rendering, "");
  throwTypeError("%s is not a function", text);
}
void kiln_throw_not_constructor(Value callee, String* rendering) {
  throwTypeError("%s is not a constructor",
                 rendering->length == 0 ? describeByType(callee) : toWtf8(rendering));
}
void kiln_throw_not_iterable(Value value, String* rendering) {
  throwTypeError("%s is not iterable", rendering->length == 0 ? describe(value) : toWtf8(rendering));
}

Object* kiln_create_this(Value new_target, uint32_t inline_capacity) {
  Object* prototype = prototypeFromConstructor(new_target, realm().object_prototype);
  return newObjectWith(constructedShapeOf(prototype, inline_capacity));
}

Value kiln_super_constructor(Function* active) {
  Object* parent = getPrototypeOf(active);
  if (parent == nullptr || !isConstructor(box(parent))) {
    std::string name = parent == nullptr ? "null" : describe(box(parent));
    if (parent != nullptr && isCallable(box(parent))) {
      name = toWtf8(reinterpret_cast<Function*>(parent)->info->name);
      if (name.empty()) name = "null";
    }
    std::string own = toWtf8(active->info->name);
    throwTypeError("Super constructor %s of %s is not a constructor", name,
                   own.empty() ? "anonymous class" : own);
  }
  return box(parent);
}

// §10.2.1.2 OrdinaryCallBindThis, sloppy functions
Value kiln_sloppy_this(Value this_value) {
  if (isObject(this_value)) return this_value;
  if (this_value.isNullish() || this_value.isEmpty()) return box(realm().global);
  return box(toObject(this_value));
}

// §9.1.1.2.1 HasBinding of an object environment record that is a `with`'s
bool kiln_with_has(Value object, String* name) {
  Object* o = asObject(object);
  PropertyKey key = keyOfString(name);
  if (!hasProperty(o, key)) return false;
  Value unscopables = get(o, PropertyKey::symbol(symbols.unscopables));
  return !isObject(unscopables) || !toBoolean(get(asObject(unscopables), key));
}

Object* kiln_rest_array(uint32_t argc, const Value* argv, uint32_t from) {
  return argc > from ? newArrayOf(argv + from, argc - from) : newArray(0);
}

void kiln_stack_overflow() {
  throwStackOverflow();
}

}  // extern "C"

namespace {

constexpr uint64_t kMaxSiteMisses =
    8;  // then the site is asked for several constructors: it keeps its last one

// Remembers how `this` is made for `function` as new.target. Small objects only: the site allocates from the
// free lists.
void fillConstructCache(Function* function, ConstructCache* cache) {
  if (function->shape->flags & (kExotic | kLazyProperties)) return;
  PropertyEntry* own = lookup(function->shape, PropertyKey::atom(atoms.prototype));
  if (own == nullptr || own->attributes & kAccessor) return;
  Value prototype = *slotOf(function, own->slot);
  if (!isObject(prototype)) return;
  Shape* shape = constructedShapeOf(asObject(prototype), instanceCapacity(function));
  size_t granules = (sizeof(Object) + 8ul * shape->inline_capacity + kGranule - 1) / kGranule;
  if (shape->slot_count != 0 || granules >= kFreeListClasses) return;
  cache->callee = box(function);
  cache->prototype = prototype;
  cache->shape = shape;
  cache->granules = static_cast<uint32_t>(granules);
  bool fixed = !(own->attributes & (kWritable | kConfigurable));
  cache->guard = fixed ? &cache->prototype : slotOf(function, own->slot);
}

}  // namespace

extern "C" Value kiln_construct_cached(Value callee, uint32_t argc, const Value* argv, String* rendering,
                                       ConstructCache* cache) {
  if (!isConstructor(callee)) kiln_throw_not_constructor(callee, rendering);
  auto* function = reinterpret_cast<Function*>(callee.bits);
  // Proxies and bound functions are constructors without FunctionInfo of their own.
  if (function->shape->kind != CellKind::Function || !(function->info->flags & kFnConstructBase))
    return construct(callee, callee, argc, argv);
  fillConstructCache(function, cache);
  return construct(callee, callee, argc, argv);
}

extern "C" Object* kiln_new_instance(Value callee, ConstructCache* cache) {
  auto* function = reinterpret_cast<Function*>(callee.bits);
  fillConstructCache(function, cache);
  return kiln_create_this(callee, instanceCapacity(function));
}

extern "C" bool kiln_learn_instances(Value callee, InstanceSite* site) {
  if (site->misses >= kMaxSiteMisses) return false;
  ++site->misses;
  auto* function = reinterpret_cast<Function*>(callee.bits);
  ConstructCache made = {};
  fillConstructCache(function, &made);
  if (made.shape == nullptr || made.shape->inline_capacity != site->capacity) return false;
  // The additions are tried out on an object that nobody else sees; a setter or a read-only property above it
  // forbids them.
  Object* trial = newObjectWith(made.shape);
  for (uint32_t i = 0; i < site->count; ++i) {
    PropertyKey key = PropertyKey::atom(site->names[i]);
    if (!mayAddPlainly(trial, key)) return false;
    putDirect(trial, key, isDoubleAt(site->doubles, i) ? Value::dbl(0.5) : Value::undefined(), kDefault);
    if (isDoubleSlot(trial->shape, i) != isDoubleAt(site->doubles, i)) return false;
  }
  const Shape* shape = trial->shape;
  if (shape->flags & kDictionary || shape->slot_count != site->count) return false;
  site->callee = made.callee;
  site->prototype = made.prototype;
  site->guard = made.guard == &made.prototype ? &site->prototype : made.guard;
  site->validity = validityOf(made.shape->prototype);
  site->shape = trial->shape;
  return true;
}

extern "C" bool kiln_learn_made_layout(Value callee, InstanceSite* site, LayoutSite* layout) {
  bool known = callee == site->callee && *site->guard == site->prototype && *site->validity == 1;
  if (!known && !kiln_learn_instances(callee, site)) return false;
  if (site->shape == layout->shape && *layout->validity == 1) return true;
  // An object that nobody else sees stands for those that are not made.
  return kiln_learn_layout(box(newObjectWith(site->shape)), layout) && site->shape == layout->shape;
}

extern "C" Value kiln_constructed(Value result, Value created) {
  return isObject(result) ? result : created;
}
