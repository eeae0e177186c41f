#include "runtime/object/elements.h"

#include <algorithm>
#include <cstring>

namespace kiln::rt {
namespace {

constexpr uint32_t kMaxGap = 1024;      // a write further behind the end makes the object sparse …
constexpr uint32_t kMaxDenseWaste = 8;  // … unless at least 1/8 is in use

Elements* newElements(uint32_t capacity) {
  // One word of slack behind the last element keeps the block alive for one-past-the-end pointers.
  auto* elements = static_cast<Elements*>(allocate(kElementsHeaderSize + 8ul * capacity + 8));
  elements->capacity = capacity;
  elements->named = &kiln_empty_store;
  return elements;
}

bool layoutIsElements(const Object* o) {
  return o->shape->flags & kElementsLayout;
}

void setElements(Object* o, Elements* elements) {
  if (layoutIsElements(o)) {
    elements->named = o->elements->named;
    o->elements = elements;
    return;
  }
  if (o->store == &kiln_empty_store) {
    o->store = static_cast<Store*>(allocate(sizeof(Store)));
    o->store->elements = &kiln_empty_elements;
  }
  o->store->elements = elements;
}

void growTo(Object* o, uint32_t capacity) {
  Elements* old = elementsOf(o);
  Elements* elements = newElements(capacity);
  elements->length = old->length;
  std::memcpy(elements->data, old->data, 8ul * std::min(old->length, old->capacity));
  setElements(o, elements);
}

void makeHoley(Object* o) {
  if (o->shape->elements_kind == ElementsKind::Packed)
    o->shape = shapeWithElements(o->shape, ElementsKind::Holey);
}

// Would dense elements up to `index` be mostly holes?
bool isTooSparse(const Elements* elements, uint32_t index) {
  uint32_t used = std::min(elements->length, elements->capacity), wanted = index / kMaxDenseWaste;
  if (index <= used + kMaxGap) return false;
  if (wanted > used) return true;
  auto holes = std::count(elements->data, elements->data + used, Value::empty());
  return wanted > used - static_cast<uint32_t>(holes);
}

PropertyEntry* find(ElementsMap* map, uint32_t index) {
  const PropertyTable* table = map->table;
  if (table == nullptr) return nullptr;
  PropertyKey key = PropertyKey::index(index);
  for (uint32_t at = key.hash() & table->index_mask;; at = (at + 1) & table->index_mask) {
    uint32_t number = table->index[at];
    if (number == 0) return nullptr;
    PropertyEntry& entry = table->entries[number - 1];
    if (entry.key == key.word) return number <= table->count ? &entry : nullptr;
  }
}

}  // namespace

Elements* elementsOf(Object* o) {
  return layoutIsElements(o) ? o->elements : o->store->elements;
}

bool isSlow(Object* o) {
  return o->shape->elements_kind == ElementsKind::Slow;
}

ElementsMap* mapOf(Object* o) {
  return reinterpret_cast<ElementsMap*>(elementsOf(o)->data[0].bits);
}

Value* indexedSlot(Object* o, uint32_t index) {
  Elements* elements = elementsOf(o);
  if (isSlow(o)) {
    PropertyEntry* entry = find(mapOf(o), index);
    if (entry == nullptr || entry->attributes != kDefault) return nullptr;
    return &mapOf(o)->values[entry->slot];
  }
  if (index >= elements->length || index >= elements->capacity || elements->data[index].isEmpty())
    return nullptr;
  return &elements->data[index];
}

void makeSlow(Object* o) {
  if (isSlow(o)) return;
  Elements* old = elementsOf(o);
  auto* map = static_cast<ElementsMap*>(allocate(sizeof(ElementsMap)));
  Elements* elements = newElements(1);
  elements->length = old->length;
  elements->data[0] = Value::raw(reinterpret_cast<uint64_t>(map));
  setElements(o, elements);
  if (o->shape->flags & kIsPrototype) invalidate(o);
  o->shape = shapeWithElements(o->shape, ElementsKind::Slow);
  uint32_t count = std::min(old->length, old->capacity);
  for (uint32_t i = 0; i < count; ++i) {
    if (!old->data[i].isEmpty()) putElementWithAttributes(o, i, old->data[i], kDefault);
  }
}

namespace {

// Sparse storage that was filled up (from the end, in random order) goes back to plain elements.
void makeDenseAgain(Object* o) {
  ElementsMap* map = mapOf(o);
  Elements* old = elementsOf(o);
  constexpr uint32_t kMinDense = 64, kMaxSparseness = 4;
  if (map->has_attributes || map->table->live < kMinDense ||
      old->length / kMaxSparseness > map->table->live ||
      o->shape->flags & (kNonExtensible | kReadOnlyLength | kExotic) || !layoutIsElements(o))
    return;
  Elements* elements = newElements(old->length);
  elements->length = old->length;
  for (uint32_t i = 0; i < map->table->count; ++i) {
    const PropertyEntry& e = map->table->entries[i];
    if (!e.key.isEmpty()) elements->data[PropertyKey{e.key}.asIndex()] = map->values[e.slot];
  }
  setElements(o, elements);
  if (o->shape->flags & kIsPrototype) invalidate(o);
  o->shape = shapeWithElements(o->shape, ElementsKind::Holey);
}

}  // namespace

void putElementWithAttributes(Object* o, uint32_t index, Value value, uint32_t attributes) {
  if (attributes == kDefault && !isSlow(o)) return putElement(o, index, value);
  makeSlow(o);
  ElementsMap* map = mapOf(o);
  PropertyEntry* entry = find(map, index);
  if (entry == nullptr) {
    // The table is managed as that of a dictionary shape.
    Shape holder{};
    holder.flags = kDictionary;
    holder.table = map->table;
    holder.property_count = holder.slot_count = map->table == nullptr ? 0 : map->table->count;
    holder.slot_count = map->next_slot;
    shapeAfterAdd(&holder, PropertyKey::index(index), attributes);
    map->table = holder.table;
    map->next_slot = holder.slot_count;
    entry = find(map, index);
    if (entry->slot >= map->values_capacity) {
      uint32_t capacity = std::max(8u, entry->slot * 2);
      auto* values = static_cast<Value*>(allocate(8ul * capacity));
      if (map->values_capacity != 0) std::memcpy(values, map->values, 8ul * map->values_capacity);
      map->values = values;
      map->values_capacity = capacity;
    }
  }
  entry->attributes = attributes;
  if (attributes != kDefault) map->has_attributes = true;
  map->values[entry->slot] = value;
  Elements* elements = elementsOf(o);
  if (index >= elements->length) elements->length = index + 1;
  // Asked whenever the table is full, so that the answer costs little on the whole.
  if (map->table->count == map->table->capacity) makeDenseAgain(o);
}

void putElement(Object* o, uint32_t index, Value value) {
  if (o->shape->flags & kIsPrototype) [[unlikely]]
    invalidate(o);
  if (isSlow(o)) {
    PropertyEntry* entry = find(mapOf(o), index);
    return putElementWithAttributes(o, index, value,
                                    entry == nullptr ? uint32_t{kDefault} : entry->attributes);
  }
  Elements* elements = elementsOf(o);
  if (index >= elements->capacity) {
    if (isTooSparse(elements, index)) {
      makeSlow(o);
      return putElementWithAttributes(o, index, value, kDefault);
    }
    uint64_t capacity =
        std::max<uint64_t>({4, index + 1ull, elements->capacity + elements->capacity / 2 + 1ull});
    growTo(o, static_cast<uint32_t>(std::min<uint64_t>(capacity, UINT32_MAX)));
    elements = elementsOf(o);
  }
  if (index >= elements->length) {
    if (index > elements->length) makeHoley(o);
    elements->length = index + 1;
  }
  elements->data[index] = value;
  if (!layoutIsElements(o) && !(o->shape->flags & kMayHaveIndexed)) {
    o->shape = shapeWithFlags(o->shape, o->shape->flags | kMayHaveIndexed);
  }
}

bool getOwnElement(Object* o, uint32_t index, PropertyDescriptor* out) {
  if (!isSlow(o)) {
    Value* slot = indexedSlot(o, index);
    if (slot == nullptr) return false;
    *out = PropertyDescriptor::data(*slot, kDefault);
    return true;
  }
  PropertyEntry* entry = find(mapOf(o), index);
  if (entry == nullptr) return false;
  Value value = mapOf(o)->values[entry->slot];
  *out = {};
  out->attributes = entry->attributes & kDefault;
  out->present = kDefault;
  if (entry->attributes & kAccessor) {
    auto* pair = reinterpret_cast<AccessorPair*>(value.bits);
    out->getter = pair->getter;
    out->setter = pair->setter;
    out->present = kEnumerable | kConfigurable;
  } else {
    out->value = value;
  }
  return true;
}

bool removeElement(Object* o, uint32_t index) {
  if (!isSlow(o)) {
    if (Value* slot = indexedSlot(o, index)) {
      *slot = Value::empty();
      makeHoley(o);
    }
    return true;
  }
  ElementsMap* map = mapOf(o);
  PropertyEntry* entry = find(map, index);
  if (entry == nullptr) return true;
  if (!(entry->attributes & kConfigurable)) return false;
  entry->key = Value::empty();
  PropertyTable* old = map->table;
  --old->live;
  map->values[entry->slot] = Value::empty();
  // Rebuilt when most of it is gone, so that adding and removing does not grow it for ever.
  constexpr uint32_t kMinRebuilt = 32;
  if (map->next_slot < kMinRebuilt || map->next_slot / 4 < old->live) return true;
  Value* values = map->values;
  map->table = nullptr;
  map->values = nullptr;
  map->values_capacity = map->next_slot = 0;
  for (uint32_t i = 0; i < old->count; ++i) {
    const PropertyEntry& e = old->entries[i];
    if (e.key.isEmpty()) continue;
    putElementWithAttributes(o, PropertyKey{e.key}.asIndex(), values[e.slot], e.attributes);
  }
  return true;
}

void appendElementKeys(Object* o, ValueList& keys) {
  Elements* elements = elementsOf(o);
  if (!isSlow(o)) {
    uint32_t count = std::min(elements->length, elements->capacity);
    for (uint32_t i = 0; i < count; ++i) {
      if (!elements->data[i].isEmpty()) keys.push(PropertyKey::index(i).word);
    }
    return;
  }
  ElementsMap* map = mapOf(o);
  size_t start = keys.size();
  for (uint32_t i = 0; map->table != nullptr && i < map->table->count; ++i)
    if (!map->table->entries[i].key.isEmpty()) keys.push(map->table->entries[i].key);
  std::sort(keys.begin() + start, keys.end(), [](Value a, Value b) {
    return static_cast<uint32_t>(a.asInt32()) < static_cast<uint32_t>(b.asInt32());
  });
}

void setArrayLength(Object* array, uint32_t length) {
  Elements* elements = array->elements;
  if (isSlow(array)) {
    ValueList keys;
    appendElementKeys(array, keys);
    for (size_t i = keys.size(); i-- > 0;) {
      uint32_t index = PropertyKey{keys[i]}.asIndex();
      if (index < length) break;
      if (!removeElement(array, index)) {
        array->elements->length = index + 1;
        return;
      }
    }
    array->elements->length = length;
    return;
  }
  if (length < elements->length) {
    uint32_t end = std::min(elements->length, elements->capacity);
    for (uint32_t i = length; i < end; ++i) elements->data[i] = Value::empty();
    elements->length = length;
    return;
  }
  if (length == elements->length) return;
  makeHoley(array);
  if (array->elements == &kiln_empty_elements || length > elements->capacity) {
    // A huge length alone takes no memory: reads beyond the capacity are holes.
    growTo(array, std::max(elements->capacity, std::min(length, 64u * 1024)));
  }
  array->elements->length = length;
}

const Value* denseElements(const Object* array) {
  if (array->shape->kind != CellKind::Array || array->shape->flags & kExotic) return nullptr;
  const Elements* elements = array->elements;
  if (array->shape->elements_kind == ElementsKind::Slow || elements->length > elements->capacity)
    return nullptr;
  if (array->shape->elements_kind != ElementsKind::Packed) {
    for (uint32_t i = 0; i < elements->length; ++i) {
      if (elements->data[i].isEmpty()) return nullptr;
    }
  }
  return elements->data;
}

void reserveElements(Object* array, uint32_t count) {
  if (count > array->elements->capacity) growTo(array, count);
}

void appendElements(Object* array, const Value* values, uint32_t count) {
  if (count == 0) return;
  uint64_t length = array->elements->length, needed = length + count;
  if (needed > 0xffff'fff0u) throwRangeError("Invalid array length");
  if (needed > array->elements->capacity) {
    // `values` may be this array's own: the old block stays until the copy is made.
    growTo(array, static_cast<uint32_t>(std::max(needed, length == 0 ? 0 : length + length / 2)));
  }
  std::memcpy(array->elements->data + length, values, 8ul * count);
  array->elements->length = static_cast<uint32_t>(needed);
}

void arrayPush(Object* array, Value value) {
  Elements* elements = array->elements;
  if (elements->length < elements->capacity && !isSlow(array)) {
    elements->data[elements->length++] = value;
    return;
  }
  putElement(array, elements->length, value);
}

}  // namespace kiln::rt
