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

// Every property enumerable and writable, under a string.
bool hasOnlyDefaults(const Shape* shape) {
  const PropertyEntry* entries = shape->table->entries;
  return std::all_of(entries, entries + shape->property_count, [](const PropertyEntry& entry) {
    return entry.attributes == kDefault && !isSymbol(entry.key);
  });
}

// An empty object takes over the shape of `from`, and with it all properties at once.
bool becomesCopy(Object* target, Object* from) {
  const Shape *empty = target->shape, *shape = from->shape;
  if (empty->property_count != 0 || empty->inline_capacity != shape->inline_capacity ||
      empty->prototype != shape->prototype || empty->flags != shape->flags ||
      shape->flags & (kDictionary | kIsPrototype) || shape->table == nullptr || !hasOnlyDefaults(shape))
    return false;
  uint32_t inlined = std::min<uint32_t>(shape->slot_count, shape->inline_capacity);
  if (shape->slot_count > inlined) ensureSlot(target, shape->slot_count - 1);
  std::memcpy(target->inlineSlots(), from->inlineSlots(), 8ul * inlined);
  if (shape->slot_count > inlined)
    std::memcpy(target->store->slots, from->store->slots, 8ul * (shape->slot_count - inlined));
  target->shape = from->shape;
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

}  // namespace kiln::rt
