// What compiled code asks before it relies on a layout: the sites that `has_layout` and `load_global` test.
#include "runtime/object/object.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"

namespace kiln::rt {
namespace {

// A site that sees this many changes of shape is asked for several kinds of objects: it keeps its last shape.
constexpr uint32_t kMaxMisses = 8;

// Where the object's prototypes have the methods; false when one is not what the site expects.
bool learnMethods(Object* object, LayoutSite* site) {
  for (uint64_t i = 0; i < site->method_count; ++i) {
    LayoutMethod& method = site->methods[i];
    GetEntry entry = resolveGet(object, PropertyKey::atom(method.name));
    if (entry.kind != GetKind::Absolute) return false;
    const auto* slot = reinterpret_cast<const Value*>(entry.payload);
    if (!isCallable(*slot)) return false;
    if (static_cast<Function*>(asObject(*slot))->entry != method.code) return false;
    relyOnInherited(object, PropertyKey::atom(method.name));
    method.slot = slot;
    method.closure = *slot;
    site->validity = entry.validity;
  }
  return true;
}

// Which candidate of the site the inherited method is, and by what that is known.
int32_t candidateOf(Object* object, MethodSite* site, GetEntry* entry) {
  PropertyKey name = PropertyKey::atom(site->name);
  *entry = resolveGet(object, name);
  if (entry->kind != GetKind::Absolute) return -1;
  Value closure = *reinterpret_cast<const Value*>(entry->payload);
  if (!isCallable(closure)) return -1;
  for (uint32_t i = 0; i < site->count; ++i) {
    MethodSite::Candidate& candidate = site->candidates[i];
    if (candidate.code != static_cast<Function*>(asObject(closure))->entry) continue;
    if (!candidate.closure.isEmpty() && candidate.closure != closure) return -1;
    candidate.closure = closure;
    relyOnInherited(object, name);
    return static_cast<int32_t>(i);
  }
  return -1;
}

bool addToFamily(const Shape* shape, LayoutSite* site) {
  for (const Shape*& other : site->others) {
    if (other == shape) return true;
    if (other != nullptr) continue;
    other = shape;
    return true;
  }
  return false;
}

// Whether `site` may give objects of `before` their first properties without asking: none of them has a setter
// or a read-only property on the way, and they end with the shape of the site's layout.
void learnInit(Shape* before, const Object* object, InitSite* site) {
  constexpr uint16_t kObstacles = kDictionary | kExotic | kIsPrototype | kElementsLayout | kNonExtensible;
  if (before->slot_count != 0 || before->flags & kObstacles || before->kind != CellKind::Object) return;
  site->validity = before->prototype == nullptr ? &kiln_always_valid : validityOf(before->prototype);
  site->after = object->shape;
  site->before = before;
}

bool hasCode(const AccessorPair* pair, bool setter, Code code) {
  Value function = setter ? pair->setter : pair->getter;
  return isObject(function) && static_cast<Function*>(asObject(function))->entry == code;
}

// The accessor that reading (writing) the property of `object` calls, if that is told by the object's shape and the validity of
// its first prototype. *offset: of the slot of an own accessor, else 0.
const AccessorPair* findAccessor(Object* object, PropertyKey key, uint64_t* offset) {
  constexpr uint16_t kObstacles = kDictionary | kExotic | kLazyProperties;
  *offset = 0;
  for (Object* holder = object; holder != nullptr; holder = holder->shape->prototype) {
    const Shape* shape = holder->shape;
    uint16_t obstacles = holder == object ? kObstacles : kExotic | kLazyProperties;
    if (shape->flags & obstacles || shape->kind == CellKind::Global) return nullptr;
    const PropertyEntry* entry = lookup(shape, key);
    if (entry == nullptr) continue;
    if (!(entry->attributes & kAccessor)) return nullptr;
    if (holder == object) {
      if (entry->slot >= shape->inline_capacity) return nullptr;
      *offset = sizeof(Object) + 8ul * entry->slot;
    }
    return reinterpret_cast<const AccessorPair*>(slotOf(holder, entry->slot)->bits);
  }
  return nullptr;
}

bool learnAccessor(Value value, GetterSite* site, bool setter) {
  if (!isObject(value) || site->misses >= kMaxMisses) return false;
  ++site->misses;
  Object* object = asObject(value);
  uint64_t offset;
  const AccessorPair* pair = findAccessor(object, PropertyKey::atom(site->name), &offset);
  if (pair == nullptr || !hasCode(pair, setter, site->code)) return false;
  static const uint32_t own = 2;  // not the 1 that says that an inherited accessor is still there
  const uint32_t* validity = offset != 0 ? &own : validityOf(object->shape->prototype);
  for (uint32_t i = 0; i < kGetterShapes; ++i) {
    if (site->shapes[i] != nullptr && site->shapes[i] != object->shape && *site->validities[i] != 0) continue;
    site->validities[i] = validity;
    site->offsets[i] = offset;
    site->shapes[i] = object->shape;
    return true;
  }
  return false;
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

bool kiln_learn_layout(Value value, LayoutSite* site) {
  if (!isObject(value) || site->misses >= kMaxMisses) return false;
  ++site->misses;
  if (!learnMethods(asObject(value), site)) return false;
  const Shape* shape = asObject(value)->shape;
  // Stores through a prototype's slots, or into objects that keep their properties elsewhere, take more.
  constexpr uint16_t kObstacles = kDictionary | kExotic | kLazyProperties | kIsPrototype;
  if (shape->flags & kObstacles || shape->kind == CellKind::Global) return false;
  for (uint32_t i = 0; i < site->count; ++i) {
    const PropertyEntry* entry = lookup(shape, PropertyKey::atom(site->names[i]));
    if (entry == nullptr || entry->slot >= shape->inline_capacity) return false;
    if (site->slots != nullptr && entry->slot != static_cast<uint32_t>(site->slots[i])) return false;
    if (entry->attributes & kAccessor || !(entry->attributes & kWritable)) return false;
    if (isDoubleSlot(shape, entry->slot) != isDoubleAt(site->doubles, i)) return false;
  }
  if (site->family && site->shape != &kiln_no_shape) return addToFamily(shape, site);
  for (uint32_t i = 0; i < site->count; ++i)
    site->offsets[i] = sizeof(Object) + 8ul * lookup(shape, PropertyKey::atom(site->names[i]))->slot;
  site->shape = shape;
  return true;
}

bool kiln_init_fields(Value value, const Value* values, InitSite* site, bool strict) {
  Object* object = asObject(value);
  LayoutSite* layout = site->layout;
  Shape* before = object->shape;
  uint32_t added = 0;
  for (uint32_t i = 0; i < layout->count; ++i) {
    Shape* shape = object->shape;
    SetCache cache{&kiln_no_shape,         nullptr, 0, &kiln_always_valid,
                   &kiln_no_alternatives, 0,       isDoubleAt(layout->doubles, i)};
    kiln_set_property(value, layout->names[i], values[i], &cache, strict);
    added += cache.shape == shape && cache.new_shape == object->shape && object->shape != shape &&
             cache.offset == sizeof(Object) + 8ul * i;
  }
  bool plain = added == layout->count;
  bool has = plain && (object->shape == layout->shape && *layout->validity == 1);
  if (plain && !has) has = kiln_learn_layout(value, layout);
  if (has) learnInit(before, object, site);
  return has;
}

bool kiln_learn_getter(Value value, GetterSite* site) {
  return learnAccessor(value, site, false);
}
bool kiln_learn_setter(Value value, GetterSite* site) {
  return learnAccessor(value, site, true);
}

int32_t kiln_learn_method(Value value, MethodSite* site) {
  if (!value.isCell() || site->misses >= kMaxMisses) return -1;
  // Primitives are known to be none.
  GetEntry entry{value.asCell()->shape, &kiln_always_valid, {}, 0, 0, GetKind::Absent, 0};
  int32_t index = isObject(value) ? candidateOf(asObject(value), site, &entry) : -1;
  if (index < 0 && entry.kind == GetKind::None) return -1;
  for (MethodSite::Row& row : site->rows) {
    if (row.shape != nullptr && row.shape != entry.shape && *row.validity == 1) continue;
    row = {entry.shape, entry.validity, index};
    return index;
  }
  ++site->misses;
  return index;
}

bool kiln_learn_view_length(Value value, ViewLengthSite* site) {
  if (site->misses >= kMaxMisses) return false;
  ++site->misses;
  GetEntry entry = resolveGet(asObject(value), PropertyKey::atom(atoms.length));
  if (entry.kind != GetKind::Getter || entry.payload != realm().typed_array_length.bits) return false;
  site->validity = entry.validity;
  site->shape = entry.shape;
  return true;
}

}  // extern "C"
