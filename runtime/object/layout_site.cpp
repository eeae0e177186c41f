// What compiled code asks before it relies on a layout: the sites that `has_layout` and `load_global` test.
#include "runtime/object/object.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realm.h"

namespace kiln::rt {
namespace {

// A site that sees this many changes of shape is asked for several kinds of objects: it keeps its last shape.
constexpr uint32_t kMaxMisses = 8;

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

bool kiln_learn_layout(Value value, LayoutSite* site) {
  if (!isObject(value) || site->misses >= kMaxMisses) return false;
  ++site->misses;
  const Shape* shape = asObject(value)->shape;
  // Stores through a prototype's slots, or into objects that keep their properties elsewhere, take more.
  constexpr uint16_t kObstacles = kDictionary | kExotic | kLazyProperties | kIsPrototype;
  if (shape->flags & kObstacles || shape->kind == CellKind::Global) return false;
  for (uint32_t i = 0; i < site->count; ++i) {
    const PropertyEntry* entry = lookup(shape, PropertyKey::atom(site->names[i]));
    if (entry == nullptr || entry->slot >= shape->inline_capacity) return false;
    if (entry->attributes & kAccessor || !(entry->attributes & kWritable)) return false;
  }
  for (uint32_t i = 0; i < site->count; ++i)
    site->offsets[i] = sizeof(Object) + 8ul * lookup(shape, PropertyKey::atom(site->names[i]))->slot;
  site->shape = shape;
  return true;
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
