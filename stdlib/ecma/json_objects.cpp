#include "stdlib/ecma/json_objects.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kMaxInline = 16;  // inline slots

// Root shapes by inline capacity: objects of one width share their transitions.
KILN_PER_REALM Shape* root_shapes[kMaxInline + 1];

Shape* rootShape(size_t properties) {
  auto capacity = static_cast<uint32_t>(std::min<size_t>(properties, kMaxInline));
  Shape*& shape = root_shapes[capacity];
  if (shape == nullptr) {
    shape =
        newRootShape(CellKind::Object, ElementsKind::None, 0, capacity, realm().object_prototype, nullptr);
  }
  return shape;
}

bool matches(const Shape* shape, const Value* pairs, size_t count) {
  const PropertyEntry* entries = shape->table->entries;
  for (size_t i = 0; i < count; ++i) {
    if (entries[i].key != pairs[2 * i]) return false;
    if (isDoubleSlot(shape, static_cast<uint32_t>(i)) && !pairs[2 * i + 1].isNumber()) return false;
  }
  return true;
}

}  // namespace

Value JsonObjects::make(const Value* pairs, size_t count, uint32_t depth) {
  Shape*& predicted = predicted_[depth % kDepths];
  if (predicted != nullptr && predicted->property_count == count && matches(predicted, pairs, count)) {
    Object* o = newObjectWith(predicted);
    for (uint32_t i = 0; i < count; ++i) {
      Value value = pairs[2 * i + 1];
      o->inlineSlots()[i] = isDoubleSlot(predicted, i) ? rawDouble(value) : value;
    }
    return box(o);
  }
  Shape* root = rootShape(count);
  Object* o = newObjectWith(count > kMaxComputedProperties ? dictionaryShape(root, static_cast<uint32_t>(count)) : root);
  bool plain = count <= kMaxInline;
  for (size_t i = 0; i < count; ++i) {
    PropertyKey key{pairs[2 * i]};
    Value value = pairs[2 * i + 1];
    if (key.isIndex()) {
      putElement(o, key.asIndex(), value);
      plain = false;
    } else if (PropertyEntry* entry = lookup(o->shape, key)) {
      storeSlot(o, entry->slot, value);  // the last of equal keys wins
      plain = false;
    } else {
      putDirect(o, key, value, kDefault);
    }
  }
  if (plain && !(o->shape->flags & kDictionary)) predicted = o->shape;
  return box(o);
}

}  // namespace kiln::rt
