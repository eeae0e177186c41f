// Copying what an ordinary object holds in plain data properties, as spread and rest of objects do.
#include <algorithm>
#include <cstring>

#include "runtime/object/elements.h"
#include "runtime/object/property.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kUnusual = kExotic | kLazyProperties | kElementsLayout | kNonExtensible;

bool isPlain(const Object* o) {
  const Shape* shape = o->shape;
  return shape->kind == CellKind::Object && shape->class_info == nullptr && !(shape->flags & kUnusual);
}

// An empty object takes over all properties at once.
bool becomesCopy(Object* target, Object* from) {
  Shape *empty = target->shape, *shape = from->shape;
  if (empty->property_count != 0 || empty->prototype != shape->prototype || empty->flags != shape->flags) return false;
  Shape* copy = shapeOfCopy(shape, empty);
  if (copy == nullptr) return false;
  uint32_t count = copy->slot_count;
  if (count > copy->inline_capacity) ensureSlot(target, count - 1);
  // Where each has its slots: the first inline, the others behind.
  uint32_t both = std::min<uint32_t>({count, copy->inline_capacity, shape->inline_capacity});
  std::memcpy(target->inlineSlots(), from->inlineSlots(), 8ul * both);
  auto slot = [](Object* o, uint32_t i, uint32_t capacity) {
    return i < capacity ? o->inlineSlots() + i : o->store->slots + (i - capacity);
  };
  for (uint32_t i = both; i < count; ++i)
    *slot(target, i, copy->inline_capacity) = *slot(from, i, shape->inline_capacity);
  target->shape = copy;
  return true;
}

}  // namespace

bool copyPlainProperties(Object* target, Object* from, uint32_t excluded_count, const Value* excluded) {
  if (!isPlain(from) || !isPlain(target) || from == target || from->shape->flags & kHasReadOnlyOrAccessor ||
      elementsOf(from)->length != 0)
    return false;
  if (excluded_count == 0 && becomesCopy(target, from)) return true;
  const Shape* shape = from->shape;
  for (bool symbols : {false, true}) {
    for (uint32_t i = 0; i < shape->property_count; ++i) {
      const PropertyEntry& entry = shape->table->entries[i];
      if (entry.key.isEmpty() || isSymbol(entry.key) != symbols || !(entry.attributes & kEnumerable) ||
          (symbols && isPrivateName(entry.key)) ||
          std::find(excluded, excluded + excluded_count, entry.key) != excluded + excluded_count)
        continue;
      createDataProperty(target, {entry.key}, loadSlot(from, entry.slot));
    }
  }
  return true;
}

bool appendPlainEntries(Object* from, ValueList& entries) {
  if (!isPlain(from) || from->shape->flags & kHasReadOnlyOrAccessor || elementsOf(from)->length != 0) return false;
  const Shape* shape = from->shape;
  for (uint32_t i = 0; i < shape->property_count; ++i) {
    const PropertyEntry& entry = shape->table->entries[i];
    if (entry.key.isEmpty() || isSymbol(entry.key) || !(entry.attributes & kEnumerable)) continue;
    entries.push(entry.key);
    entries.push(loadSlot(from, entry.slot));
  }
  return true;
}

}  // namespace kiln::rt
