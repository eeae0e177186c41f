// What the sites of classes remember: fields that are added to new objects, private members, super, instanceof.
#include "runtime/object/property_cache.h"
#include "runtime/object/realms.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

constexpr uint64_t kMaxMisses = 16;  // then a site is asked for many shapes: it keeps its last one

// The object got its property `key` last; its shape was `before`.
void learnAddition(Value key, Shape* before, Object* object, AddCache* cache) {
  if (cache->misses >= kMaxMisses) return;
  ++cache->misses;
  SetEntry entry{before, before, &kiln_always_valid, key, 0, SetKind::None, 0};
  describeAddition(before, object, &entry);
  if (entry.kind != SetKind::Inline || before->flags & kNonExtensible) return;
  cache->key = key;
  cache->offset = entry.payload;
  cache->new_shape = entry.new_shape;
  cache->shape = before;
}

bool gotProperty(const Shape* before, const Object* object) {
  return object->shape != before && object->shape->property_count == before->property_count + 1 &&
         object->shape->kind == CellKind::Object;
}

// Own members are found by the shape alone.
void learnMember(Value object, Value name, KeyedCache* cache) {
  if (cache->misses >= kMaxMisses) return;
  ++cache->misses;
  Shape* shape = asObject(object)->shape;
  if (shape->flags & (kDictionary | kLazyProperties) || lookup(shape, {name}) == nullptr) return;
  cache->key = name;
  cache->validity = &kiln_always_valid;
  cache->shape = shape;
}

// §13.3.7.3: what `super` is in a method of this home object; null when a proxy would have to be asked.
Object* plainParent(Value home) {
  Object* o = asObject(home);
  return o->shape->flags & kExotic ? nullptr : o->shape->prototype;
}

// Compiled code reads the slot while the home object has its shape and nothing above it changes.
bool learnSuper(Value home, String* key, GetCache* cache) {
  Object* parent = plainParent(home);
  constexpr uint16_t kObstacles = kDictionary | kLazyProperties;
  if (parent == nullptr || asObject(home)->shape->flags & kObstacles) return false;
  GetEntry entry = resolveGetOfPrimitive(asObject(home)->shape, parent, PropertyKey::atom(key));
  if (entry.kind != GetKind::Absolute) return false;
  cache->base_mask = 0;
  cache->offset = entry.payload;
  cache->addend = 0;
  cache->validity = entry.validity;
  cache->shape = asObject(home)->shape;
  return true;
}

bool hasOrdinaryInstances(const InstanceOfCache* cache, Value target) {
  return target == cache->target && target.asCell()->shape == cache->shape && *cache->validity == 1 &&
         *cache->guard == cache->prototype;
}

// Whether `v instanceof target` asks for nothing but the prototypes of v; the cache knows the target then.
bool learnInstanceOf(Value target, InstanceOfCache* cache) {
  if (cache->misses >= kMaxMisses || !isObject(target)) return false;
  ++cache->misses;
  Object* o = asObject(target);
  if (o->shape->kind != CellKind::Function) return false;
  if (o->shape->flags & kLazyProperties) o->shape->class_info->reify(o);
  GetEntry handler = resolveGet(o, PropertyKey::symbol(symbols.hasInstance));
  // Nobody can write to that slot of Function.prototype.
  Object* holder = realm().function_prototype;
  PropertyEntry* original = lookup(holder->shape, PropertyKey::symbol(symbols.hasInstance));
  if (handler.kind != GetKind::Absolute || original == nullptr ||
      handler.payload != reinterpret_cast<uint64_t>(slotOf(holder, original->slot)))
    return false;
  PropertyEntry* own = lookup(o->shape, PropertyKey::atom(atoms.prototype));
  if (own == nullptr || own->attributes & kAccessor) return false;
  Value prototype = *slotOf(o, own->slot);
  if (!isObject(prototype)) return false;
  bool fixed = !(own->attributes & (kWritable | kConfigurable));
  cache->prototype = prototype;
  cache->guard = fixed ? &cache->prototype : slotOf(o, own->slot);
  cache->validity = handler.validity;
  cache->shape = o->shape;
  cache->target = target;
  return true;
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

void kiln_define_field_cached(Object* object, Value key, Value value, AddCache* cache) {
  Shape* before = object->shape;
  kiln_define_field(object, key, value);
  bool name = isString(key) && isAtom(asString(key)) && !keyOfString(asString(key)).isIndex();
  if (name && gotProperty(before, object) && !isDoubleField(PropertyKey::atom(asString(key))))
    learnAddition(key, before, object, cache);
}

void kiln_private_add_field_cached(Value object, Value name, Value value, AddCache* cache) {
  Shape* before = object.isCell() ? asObject(object)->shape : nullptr;
  kiln_private_add_field(object, name, value);
  if (gotProperty(before, asObject(object))) learnAddition(name, before, asObject(object), cache);
}

bool kiln_private_has_cached(Value object, Value name, KeyedCache* cache) {
  bool has = kiln_private_has(object, name);
  if (has) learnMember(object, name, cache);
  return has;
}

bool kiln_private_is_member_cached(Value object, Value name, KeyedCache* cache) {
  bool has = kiln_private_is_member(object, name);
  if (has) learnMember(object, name, cache);
  return has;
}

Value kiln_get_super_cached(Value home, String* key, Value receiver, GetCache* cache) {
  if (learnSuper(home, key, cache)) return *reinterpret_cast<const Value*>(cache->offset);
  return kiln_get_super(asObject(home), box(key), receiver);
}

Value kiln_find_super(Value home, String* key, GetCache* cache) {
  return learnSuper(home, key, cache) ? *reinterpret_cast<const Value*>(cache->offset) : Value::empty();
}

// §13.10.2 InstanceofOperator, §7.3.22 OrdinaryHasInstance
bool kiln_instance_of_cached(Value v, Value target, InstanceOfCache* cache) {
  // FAST: no look-up of the handler and the prototype (tests/exec/operators/instanceof-cache).
  if (!hasOrdinaryInstances(cache, target) && !learnInstanceOf(target, cache)) return kiln_instance_of(v, target);
  if (!isObject(v)) return false;
  Object* wanted = asObject(cache->prototype);
  for (Object* o = asObject(v);;) {
    o = o->shape->flags & kExotic ? getPrototypeOf(o) : o->shape->prototype;
    if (o == wanted) return true;
    if (o == nullptr) return false;
  }
}

}  // extern "C"
