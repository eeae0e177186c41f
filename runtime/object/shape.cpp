// Shapes: hidden classes with transitions, dictionaries for wide or delete-heavy objects, prototypes' own
// shapes.
#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/object/object.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kMaxTransitions = 128;       // an object used as a map makes a fresh key each time

PropertyTable* newTable(uint32_t capacity) {
  auto* table = static_cast<PropertyTable*>(allocate(sizeof(PropertyTable)));
  table->capacity = std::max(capacity, 4u);
  table->entries = static_cast<PropertyEntry*>(allocate(table->capacity * sizeof(PropertyEntry)));
  uint32_t size = 8;
  while (size < table->capacity * 2) size *= 2;
  table->index = static_cast<uint32_t*>(allocatePointerFree(size * sizeof(uint32_t)));
  std::memset(table->index, 0, size * sizeof(uint32_t));
  table->index_mask = size - 1;
  return table;
}

void indexEntry(PropertyTable* table, uint32_t number) {
  uint32_t at = PropertyKey{table->entries[number].key}.hash() & table->index_mask;
  while (table->index[at] != 0) at = (at + 1) & table->index_mask;
  table->index[at] = number + 1;
}

void append(PropertyTable* table, PropertyKey key, uint32_t slot, uint32_t attributes) {
  table->entries[table->count] = {key.word, slot, attributes};
  indexEntry(table, table->count);
  ++table->count;
  ++table->live;
}

// Copy of the first `count` entries (deleted ones left out) with room for `extra` more.
PropertyTable* copyTable(const PropertyTable* from, uint32_t count, uint32_t extra) {
  uint32_t live = 0;
  for (uint32_t i = 0; i < count; ++i) live += !from->entries[i].key.isEmpty();
  PropertyTable* table = newTable(std::max(live + extra, live * 2));
  for (uint32_t i = 0; i < count; ++i) {
    const PropertyEntry& entry = from->entries[i];
    if (!entry.key.isEmpty()) append(table, {entry.key}, entry.slot, entry.attributes);
  }
  return table;
}

bool ownsTable(const Shape* shape) {
  return shape->flags & (kDictionary | kIsPrototype);
}

Shape* copyShape(const Shape* shape) {
  auto* copy = static_cast<Shape*>(allocate(sizeof(Shape)));
  *copy = *shape;
  copy->transitions = nullptr;
  copy->validity = nullptr;
  copy->instance_shape = nullptr;
  return copy;
}

Shape* findTransition(const Shape* shape, Value key, uint32_t attributes) {
  const Transitions* t = shape->transitions;
  if (t == nullptr) return nullptr;
  for (uint32_t i = t->count; i-- > 0;) {
    if (t->rows[i].key == key && t->rows[i].attributes == attributes) return t->rows[i].target;
  }
  return nullptr;
}

void addTransition(Shape* shape, Value key, uint32_t attributes, Shape* target) {
  Transitions* t = shape->transitions;
  if (t == nullptr) shape->transitions = t = static_cast<Transitions*>(allocate(sizeof(Transitions)));
  if (t->count == t->capacity) {
    uint32_t capacity = std::max(2u, t->capacity * 2);
    auto* rows = static_cast<Transitions::Row*>(allocate(capacity * sizeof(Transitions::Row)));
    if (t->count != 0) std::copy(t->rows, t->rows + t->count, rows);
    t->rows = rows;
    t->capacity = capacity;
  }
  t->rows[t->count++] = {key, attributes, target};
}

void addToOwnTable(Shape* shape, PropertyKey key, uint32_t attributes) {
  if (shape->table == nullptr) shape->table = newTable(4);
  if (shape->table->count == shape->table->capacity) {
    PropertyTable* old = shape->table;
    shape->table = copyTable(old, old->count, 4);
    shape->table->free_slots = old->free_slots;
    shape->table->free_count = old->free_count;
    shape->table->free_capacity = old->free_capacity;
  }
  PropertyTable* table = shape->table;
  uint32_t slot = table->free_count != 0 ? table->free_slots[--table->free_count] : shape->slot_count++;
  append(table, key, slot, attributes);
  shape->property_count = shape->table->count;
  if ((attributes & kAccessor) || !(attributes & kWritable)) shape->flags |= kHasReadOnlyOrAccessor;
}

// Keys of transitions that change something else than a property.
constexpr uint32_t kPrototypeTransition = 0x100, kFlagsTransition = 0x200, kElementsTransition = 0x300,
                   kAnyValueTransition = 0x400, kFreezeTransition = 0x500,
                   kCopyTransition = 0x600, kCapacityTransition = 0x700;
// In the attributes of a transition: the property gets a double slot.
constexpr uint32_t kDoubleTransition = 0x1000;

// Of a shape that others may have, too. `transition`: the attributes, with kDoubleTransition.
Shape* sharedShapeAfterAdd(Shape* shape, PropertyKey key, uint32_t transition) {
  if (Shape* known = findTransition(shape, key.word, transition)) return known;
  uint32_t attributes = transition & ~kDoubleTransition;
  bool too_wide = shape->property_count >= kMaxShapedProperties;
  bool too_many = shape->transitions != nullptr && shape->transitions->count >= kMaxTransitions;
  if (too_wide || too_many) {
    Shape* dictionary = uniqueCopy(shape, kDictionary);
    addToOwnTable(dictionary, key, attributes);
    return dictionary;
  }
  Shape* child = copyShape(shape);
  child->parent = shape;
  bool at_tip = shape->table != nullptr && shape->table->count == shape->property_count &&
                shape->table->count < shape->table->capacity;
  if (!at_tip) {
    child->table = shape->table == nullptr ? newTable(4) : copyTable(shape->table, shape->property_count, 4);
    // The parent takes the larger table too, so that a chain of n properties copies O(n) in total.
    if (shape->table != nullptr && shape->table->count == shape->property_count) shape->table = child->table;
  }
  append(child->table, key, child->slot_count++, attributes);
  child->property_count = child->table->count;
  if ((attributes & kAccessor) || !(attributes & kWritable)) child->flags |= kHasReadOnlyOrAccessor;
  if (transition & kDoubleTransition) child->double_slots |= uint64_t{1} << (child->slot_count - 1);
  addTransition(shape, key.word, transition, child);
  return child;
}

}  // namespace

PropertyEntry* lookup(const Shape* shape, PropertyKey key) {
  const PropertyTable* table = shape->table;
  if (table == nullptr) return nullptr;
  for (uint32_t at = key.hash() & table->index_mask;; at = (at + 1) & table->index_mask) {
    uint32_t number = table->index[at];
    if (number == 0) return nullptr;
    PropertyEntry& entry = table->entries[number - 1];
    if (entry.key == key.word) return number <= shape->property_count ? &entry : nullptr;
  }
}

Shape* newRootShape(CellKind kind, ElementsKind elements, uint32_t flags, uint32_t inline_capacity,
                    Object* prototype, const ClassInfo* class_info) {
  auto* shape = static_cast<Shape*>(allocate(sizeof(Shape)));
  shape->kind = kind;
  shape->elements_kind = elements;
  shape->flags = static_cast<uint16_t>(flags);
  shape->inline_capacity = static_cast<uint16_t>(inline_capacity);
  shape->prototype = prototype;
  shape->class_info = class_info;
  if (prototype != nullptr) markPrototype(prototype);
  return shape;
}

Shape* dictionaryShape(const Shape* empty, uint32_t capacity) {
  Shape* shape = copyShape(empty);
  shape->flags |= kDictionary;
  shape->table = newTable(capacity);
  return shape;
}

void removeFromOwnTable(Shape* shape, PropertyEntry* entry) {
  PropertyTable* table = shape->table;
  if (table->free_count == table->free_capacity) {
    uint32_t capacity = std::max(8u, table->free_capacity * 2);
    auto* slots = static_cast<uint32_t*>(allocatePointerFree(sizeof(uint32_t) * capacity));
    std::copy(table->free_slots, table->free_slots + table->free_count, slots);
    table->free_slots = slots;
    table->free_capacity = capacity;
  }
  table->free_slots[table->free_count++] = entry->slot;
  entry->key = Value::empty();
  --table->live;
}

Shape* uniqueCopy(Shape* shape, uint32_t extra_flags) {
  Shape* copy = copyShape(shape);
  copy->flags |= static_cast<uint16_t>(extra_flags);
  copy->double_slots = 0;
  copy->table = shape->table == nullptr ? newTable(4) : copyTable(shape->table, shape->property_count, 4);
  copy->property_count = copy->table->count;
  return copy;
}

Shape* shapeAfterAdd(Shape* shape, PropertyKey key, uint32_t attributes) {
  if (ownsTable(shape)) {
    // A prototype gets a new identity with every change, so that caches keyed by its shape never go stale.
    if (shape->flags & kIsPrototype) {
      Shape* instances = shape->instance_shape;
      shape = copyShape(shape);
      shape->instance_shape = instances;
    }
    addToOwnTable(shape, key, attributes);
    return shape;
  }
  return sharedShapeAfterAdd(shape, key, attributes);
}

Shape* shapeAfterAddOf(Shape* shape, PropertyKey key, uint32_t attributes, Value value) {
  if (value.isNumber() && isDoubleField(key)) {
    if (Shape* with_double = shapeAfterAddDouble(shape, key, attributes)) return with_double;
  }
  return shapeAfterAdd(shape, key, attributes);
}

Shape* shapeAfterAddDouble(Shape* shape, PropertyKey key, uint32_t attributes) {
  constexpr uint16_t kObstacles = kDictionary | kIsPrototype | kElementsLayout | kExotic;
  uint32_t slot = shape->slot_count;
  if (shape->flags & kObstacles || shape->kind != CellKind::Object || attributes != kDefault ||
      slot >= shape->inline_capacity || slot >= kDoubleSlots)
    return nullptr;
  return sharedShapeAfterAdd(shape, key, attributes | kDoubleTransition);
}

Shape* shapeWithAnyValue(Shape* shape, uint32_t slot) {
  Value key = Value::int32(static_cast<int32_t>(slot));
  if (Shape* known = findTransition(shape, key, kAnyValueTransition)) return known;
  Shape* child = copyShape(shape);
  child->double_slots &= ~(uint64_t{1} << slot);
  child->parent = shape;
  if (shape->table != nullptr) child->table = copyTable(shape->table, shape->property_count, 2);
  addTransition(shape, key, kAnyValueTransition, child);
  return child;
}

Shape* shapeOfCopy(Shape* shape, Shape* empty) {
  Value room = Value::int32(empty->inline_capacity);
  if (Shape* known = findTransition(shape, room, kCopyTransition)) return known;
  if (ownsTable(shape) || shape->table == nullptr) return nullptr;
  Shape* result = empty;
  for (uint32_t i = 0; i < shape->property_count; ++i) {
    const PropertyEntry& entry = shape->table->entries[i];
    bool is_double = isDoubleSlot(shape, entry.slot);
    if (entry.attributes != kDefault || isSymbol(entry.key) || entry.slot != i ||
        (is_double && i >= empty->inline_capacity))
      return nullptr;
    result = sharedShapeAfterAdd(result, {entry.key}, kDefault | (is_double ? kDoubleTransition : 0));
    if (ownsTable(result)) return nullptr;
  }
  addTransition(shape, room, kCopyTransition, result);
  return result;
}

Shape* shapeWithPrototype(Shape* shape, Object* prototype) {
  if (prototype != nullptr) markPrototype(prototype);
  if (ownsTable(shape)) {
    Shape* copy = copyShape(shape);  // same table, owned by the new shape from now on
    copy->instance_shape = shape->instance_shape;
    copy->validity = shape->validity;
    copy->prototype = prototype;
    return copy;
  }
  Value key = prototype == nullptr ? Value::null() : box(prototype);
  if (Shape* known = findTransition(shape, key, kPrototypeTransition)) return known;
  Shape* child = copyShape(shape);
  child->prototype = prototype;
  child->parent = shape;
  if (shape->table != nullptr) child->table = copyTable(shape->table, shape->property_count, 2);
  addTransition(shape, key, kPrototypeTransition, child);
  return child;
}

Shape* shapeWithFlags(Shape* shape, uint32_t flags) {
  if (shape->flags == flags) return shape;
  if (ownsTable(shape)) {
    Shape* copy = copyShape(shape);
    copy->instance_shape = shape->instance_shape;
    copy->validity = shape->validity;
    copy->flags = static_cast<uint16_t>(flags);
    return copy;
  }
  Value key = Value::int32(static_cast<int32_t>(flags));
  if (Shape* known = findTransition(shape, key, kFlagsTransition)) return known;
  Shape* child = copyShape(shape);
  child->flags = static_cast<uint16_t>(flags);
  child->parent = shape;
  if (shape->table != nullptr) child->table = copyTable(shape->table, shape->property_count, 2);
  addTransition(shape, key, kFlagsTransition, child);
  return child;
}

Shape* shapeWithElements(Shape* shape, ElementsKind kind) {
  if (shape->elements_kind == kind) return shape;
  if (ownsTable(shape)) {
    Shape* copy = copyShape(shape);
    copy->instance_shape = shape->instance_shape;
    copy->validity = shape->validity;
    copy->elements_kind = kind;
    return copy;
  }
  Value key = Value::int32(static_cast<int32_t>(kind));
  if (Shape* known = findTransition(shape, key, kElementsTransition)) return known;
  Shape* child = copyShape(shape);
  child->elements_kind = kind;
  child->parent = shape;
  if (shape->table != nullptr) child->table = copyTable(shape->table, shape->property_count, 2);
  addTransition(shape, key, kElementsTransition, child);
  return child;
}

Shape* frozenShape(Shape* shape) {
  if (ownsTable(shape)) return nullptr;
  if (Shape* known = findTransition(shape, Value::null(), kFreezeTransition)) return known;
  Shape* child = copyShape(shape);
  child->flags |= kNonExtensible | kHasReadOnlyOrAccessor;
  child->parent = shape;
  if (shape->table != nullptr) {
    child->table = copyTable(shape->table, shape->property_count, 2);
    for (uint32_t i = 0; i < child->table->count; ++i) {
      PropertyEntry& entry = child->table->entries[i];
      if (!isPrivateName(entry.key)) entry.attributes &= ~uint32_t{kWritable | kConfigurable};
    }
  }
  addTransition(shape, Value::null(), kFreezeTransition, child);
  return child;
}

void boxDoubles(Object* object) {
  for (uint64_t left = object->shape->double_slots; left != 0; left &= left - 1) {
    Value& slot = object->inlineSlots()[std::countr_zero(left)];
    slot = valueOfDouble(slot);
  }
}

void markPrototype(Object* object) {
  if (object->shape->flags & kIsPrototype) return;
  boxDoubles(object);
  object->shape = uniqueCopy(object->shape, kIsPrototype);
}

// The validity cell of P guards the whole chain from P upwards: each cell is listed in the cell owner above
// it, through `instance_shape`'s sibling list kept per prototype in a growable vector (Dependents).
namespace {
struct Dependents {
  uint32_t count, capacity;
  Object** objects;
};
}  // namespace

struct ValidityCell {
  uint32_t valid;
  uint32_t reserved;
  Dependents dependents;  // prototypes below that hold a cell
};

uint32_t* validityOf(Object* prototype) {
  markPrototype(prototype);
  Shape* shape = prototype->shape;
  if (shape->validity != nullptr && *shape->validity == 1) return shape->validity;
  auto* cell = static_cast<ValidityCell*>(allocate(sizeof(ValidityCell)));
  cell->valid = 1;
  shape->validity = &cell->valid;
  if (shape->prototype != nullptr) {
    auto* above = reinterpret_cast<ValidityCell*>(validityOf(shape->prototype));
    Dependents& list = above->dependents;
    if (list.count == list.capacity) {
      uint32_t capacity = std::max(4u, list.capacity * 2);
      auto** objects = static_cast<Object**>(allocate(capacity * sizeof(Object*)));
      if (list.count != 0) std::copy(list.objects, list.objects + list.count, objects);
      list.objects = objects;
      list.capacity = capacity;
    }
    list.objects[list.count++] = prototype;
  }
  return shape->validity;
}

void invalidate(Object* prototype) {
  uint32_t* validity = prototype->shape->validity;
  if (validity == nullptr || *validity == 0) return;
  auto* cell = reinterpret_cast<ValidityCell*>(validity);
  cell->valid = 0;
  Dependents list = cell->dependents;
  cell->dependents = {};
  for (uint32_t i = 0; i < list.count; ++i) invalidate(list.objects[i]);
}

void relyOnInherited(Object* object, PropertyKey key) {
  Object* holder = object->shape->prototype;
  while (lookup(holder->shape, key) == nullptr) holder = holder->shape->prototype;
  relyOn(holder, key);
}

void relyOn(Object* holder, PropertyKey key) {
  PropertyEntry* entry = lookup(holder->shape, key);
  if (entry->attributes & kReliedOn) return;
  entry->attributes |= kReliedOn;
  // Sites that store to the property know the shape that the holder has had.
  Shape* old = holder->shape;
  holder->shape = copyShape(old);
  holder->shape->instance_shape = old->instance_shape;
  holder->shape->validity = old->validity;
}

namespace {

// How often objects have to be short of inline slots before their successors get more: one that gets many properties is no
// reason. Every change makes new shapes, which caches have to learn.
constexpr uint8_t kOverflowsToLearn = 8;
constexpr uint32_t kShapesToLookAt = 1000;

// Of the shapes that `shape` has become.
uint32_t mostSlots(const Shape* shape, uint32_t* left) {
  uint32_t most = shape->slot_count;
  const Transitions* t = shape->transitions;
  for (uint32_t i = 0; t != nullptr && i < t->count && *left > 0; ++i) {
    --*left;
    if (!(t->rows[i].target->flags & kDictionary)) most = std::max(most, mostSlots(t->rows[i].target, left));
  }
  return most;
}

// Construct sites guard by the address of the `prototype` slot (ConstructCache): moved, they ask again.
void forgetConstructSites(Object* prototype) {
  PropertyEntry* own = lookup(prototype->shape, PropertyKey::atom(atoms.constructor));
  if (own == nullptr || own->attributes & kAccessor) return;
  Value value = *slotOf(prototype, own->slot);
  if (!value.isCell() || value.asCell()->shape->kind != CellKind::Function) return;
  Object* constructor = static_cast<Object*>(value.asCell());
  if (constructor->shape->flags & (kLazyProperties | kElementsLayout)) return;
  PropertyEntry* guard = lookup(constructor->shape, PropertyKey::atom(atoms.prototype));
  if (guard == nullptr || guard->slot < constructor->shape->inline_capacity) return;
  Store* old = constructor->store;
  auto* store = static_cast<Store*>(allocate(sizeof(Store) + 8ul * old->capacity));
  *store = *old;
  std::copy_n(old->slots, old->capacity, store->slots);
  std::fill_n(old->slots, old->capacity, Value::empty());
  constructor->store = store;
  if (constructor->shape->flags & kIsPrototype) invalidate(constructor);
}

}  // namespace

Shape* instanceShapeOf(Object* prototype, uint32_t inline_capacity) {
  markPrototype(prototype);
  Shape* shape = prototype->shape;
  if (shape->instance_shape != nullptr && shape->instance_shape->inline_capacity == inline_capacity) {
    return shape->instance_shape;
  }
  // Each capacity keeps its root: literals of several sizes are made in turn. A prototype's shape has no other transitions.
  Value room = Value::int32(static_cast<int32_t>(inline_capacity));
  if (Shape* known = findTransition(shape, room, kCapacityTransition)) return known;
  Shape* instances =
      newRootShape(CellKind::Object, ElementsKind::None, 0, inline_capacity, prototype, nullptr);
  addTransition(shape, room, kCapacityTransition, instances);
  shape->instance_shape = instances;
  return instances;
}

Shape* constructedShapeOf(Object* prototype, uint32_t inline_capacity) {
  markPrototype(prototype);
  return instanceShapeOf(prototype, std::max<uint32_t>(inline_capacity, prototype->shape->instance_slots));
}

void learnSlots(const Shape* shape) {
  constexpr uint16_t kObstacles = kDictionary | kIsPrototype | kElementsLayout | kExotic;
  if (shape->kind != CellKind::Object || shape->flags & kObstacles) return;
  const Shape* root = shape;
  while (root->parent != nullptr) root = root->parent;
  // Literals have no prototype that has one itself.
  Object* prototype = root->prototype;
  if (prototype == nullptr || prototype->shape->prototype == nullptr || prototype->shape->instance_shape != root) return;
  Shape* known = prototype->shape;
  if (known->instance_overflows == UINT8_MAX || ++known->instance_overflows % kOverflowsToLearn != 0) return;
  uint32_t left = kShapesToLookAt;
  uint32_t needed = std::min(mostSlots(root, &left), kMostInlineSlots);
  if (needed <= known->instance_slots || needed <= root->inline_capacity) return;
  known->instance_slots = static_cast<uint8_t>(needed);
  forgetConstructSites(prototype);
}

}  // namespace kiln::rt
