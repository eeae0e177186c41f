#include "runtime/object/property_cache.h"

#include "runtime/object/realms.h"
#include "runtime/ops/calls.h"

namespace kiln::rt {
namespace {

constexpr size_t kSharedGetEntries = 2048, kSharedSetEntries = 512;

// Zeroes at first: pages where nothing was entered are never touched.
template <typename Entry, size_t count>
struct SharedEntries {
  alignas(Entry) std::byte memory[count * sizeof(Entry)];
  Entry& operator[](size_t at) { return reinterpret_cast<Entry*>(memory)[at % count]; }
};
constinit SharedEntries<GetEntry, kSharedGetEntries> shared_gets = {};
constinit SharedEntries<SetEntry, kSharedSetEntries> shared_sets = {};

size_t mix(const Shape* shape, PropertyKey key) {
  return reinterpret_cast<uintptr_t>(shape) / 16 ^ key.hash();
}

bool isLengthOfArray(const Shape* shape, PropertyKey key) {
  return shape->kind == CellKind::Array && key.word == box(atoms.length);
}

// Looks from `holder` upwards; `entry` is what the first object below it left to find.
GetEntry resolveInPrototypes(GetEntry entry, Object* first, PropertyKey key) {
  for (Object* holder = first; holder != nullptr; holder = holder->shape->prototype) {
    // Of String.prototype only indices and `length` are virtual, and no such key comes here.
    bool exotic = holder->shape->flags & kExotic && holder != realm().string_prototype;
    if (exotic || holder->shape->flags & kLazyProperties || holder->shape->kind == CellKind::Global ||
        isLengthOfArray(holder->shape, key))
      return entry;
    PropertyEntry* found = lookup(holder->shape, key);
    if (found == nullptr) continue;
    entry.validity = validityOf(first);
    found = lookup(holder->shape, key);  // validityOf may have given the prototype a shape of its own
    if (found->attributes & kAccessor) {
      auto* pair = reinterpret_cast<AccessorPair*>(slotOf(holder, found->slot)->bits);
      if (pair->getter.isUndefined()) return entry;
      entry.kind = GetKind::Getter;
      entry.payload = pair->getter.bits;
    } else {
      entry.kind = GetKind::Absolute;
      entry.payload = reinterpret_cast<uint64_t>(slotOf(holder, found->slot));
    }
    return entry;
  }
  entry.validity = validityOf(first);
  entry.kind = GetKind::Absent;
  return entry;
}

}  // namespace

GetEntry resolveGet(Object* object, PropertyKey key) {
  Shape* shape = object->shape;
  GetEntry entry{shape, &kiln_always_valid, key.word, 0, 0, GetKind::None, 0};
  constexpr uint16_t kUncacheable = kDictionary | kExotic | kLazyProperties;
  // Typed arrays are exotic for numeric keys only; those begin with a digit, '-', 'I' or 'N'.
  bool named_of_typed_array =
      shape->kind == CellKind::TypedArray &&
      (key.isSymbol() || (asString(key.word)->length != 0 && unitAt(asString(key.word), 0) >= 'a'));
  uint16_t obstacles = shape->flags & kUncacheable & (named_of_typed_array ? ~kExotic : ~0);
  if (obstacles || shape->kind == CellKind::Global || isLengthOfArray(shape, key)) return entry;
  if (PropertyEntry* own = lookup(shape, key)) {
    // The pair of an accessor may be replaced without a change of shape.
    if (own->attributes & kAccessor) return entry;
    if (own->slot < shape->inline_capacity) {
      entry.kind = isDoubleSlot(shape, own->slot) ? GetKind::Double : GetKind::Inline;
      entry.base_mask = ~0ull;
      entry.payload = sizeof(Object) + 8ul * own->slot;
    } else {
      entry.kind = shape->flags & kElementsLayout ? GetKind::NamedOfElements : GetKind::Overflow;
      entry.payload = own->slot - shape->inline_capacity;
    }
    return entry;
  }
  if (shape->prototype == nullptr) {
    entry.kind = GetKind::Absent;
    return entry;
  }
  return resolveInPrototypes(entry, shape->prototype, key);
}

GetEntry resolveGetOfPrimitive(const Shape* guard, Object* prototype, PropertyKey key) {
  return resolveInPrototypes({guard, &kiln_always_valid, key.word, 0, 0, GetKind::None, 0}, prototype, key);
}

Value readEntry(const GetEntry& entry, Object* object, Value receiver) {
  switch (entry.kind) {
    case GetKind::Inline:
      return *reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + entry.payload);
    case GetKind::Double:
      return valueOfDouble(*reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + entry.payload));
    case GetKind::Absolute:
      return *reinterpret_cast<Value*>(entry.payload);
    case GetKind::Overflow:
      return object->store->slots[entry.payload];
    case GetKind::NamedOfElements:
      return object->elements->named->slots[entry.payload];
    case GetKind::Getter: {
      auto* getter = reinterpret_cast<Function*>(entry.payload);
      return enter(getter, receiver, Value::undefined(), 0, nullptr);
    }
    case GetKind::Absent:
    case GetKind::None:
      return Value::undefined();
  }
  return Value::undefined();
}

GetEntry& sharedGetEntry(const Shape* shape, PropertyKey key) {
  return shared_gets[mix(shape, key)];
}
SetEntry& sharedSetEntry(const Shape* shape, PropertyKey key) {
  return shared_sets[mix(shape, key)];
}

const GetEntry* findOrResolve(Object* object, PropertyKey key) {
  if (const GetEntry* known = findCached(object, key)) return known;
  GetEntry entry = resolveGet(object, key);
  if (entry.kind == GetKind::None) return nullptr;
  GetEntry& shared = sharedGetEntry(entry.shape, key);
  shared = entry;
  return &shared;
}

Value getCached(Object* object, PropertyKey key, Value receiver) {
  const GetEntry* entry = findOrResolve(object, key);
  return entry != nullptr ? readEntry(*entry, object, receiver) : get(object, key, receiver);
}

Value getCachedV(Value base, PropertyKey key) {
  if (isObject(base)) return getCached(asObject(base), key, base);
  if (base.isNullish() || (isString(base) && key.word == box(atoms.length))) return getV(base, key);
  Object* prototype = prototypeForPrimitive(base);
  markPrototype(prototype);
  if (const GetEntry* known = findCached(prototype, key)) return readEntry(*known, prototype, base);
  GetEntry entry = resolveGetOfPrimitive(prototype->shape, prototype, key);
  if (entry.kind == GetKind::None) return getV(base, key);
  sharedGetEntry(entry.shape, key) = entry;
  return readEntry(entry, prototype, base);
}

// --- writing

namespace {

struct AddCheck {
  bool allowed = true;
  Value setter = Value::empty();
};

// Does something above forbid or take over the addition of `key`?
AddCheck checkPrototypes(Object* object, PropertyKey key) {
  for (Object* p = object->shape->prototype; p != nullptr; p = p->shape->prototype) {
    if (p->shape->flags & (kExotic | kLazyProperties) || p->shape->kind == CellKind::Global) return {false};
    PropertyEntry* found = lookup(p->shape, key);
    if (found == nullptr) continue;
    if (found->attributes & kAccessor) {
      Value setter = reinterpret_cast<AccessorPair*>(slotOf(p, found->slot)->bits)->setter;
      return {false, setter.isUndefined() ? Value::empty() : setter};
    }
    return {(found->attributes & kWritable) != 0};
  }
  return {};
}

Value callSetter(Value setter, Object* object, Value value) {
  auto* function = reinterpret_cast<Function*>(setter.bits);
  return enter(function, box(object), Value::undefined(), 1, &value);
}

}  // namespace

bool setAndResolve(Object* o, PropertyKey key, Value value, SetEntry* entry) {
  if (o->shape->flags & kLazyProperties) o->shape->class_info->reify(o);
  Shape* shape = o->shape;
  *entry = {shape, shape, &kiln_always_valid, key.word, 0, SetKind::None, 0};
  if (shape->flags & kExotic || shape->kind == CellKind::Global || isLengthOfArray(shape, key)) return false;
  if (PropertyEntry* own = lookup(shape, key)) {
    if ((own->attributes & (kAccessor | kWritable)) != kWritable) return false;
    bool relied_on = own->attributes & kReliedOn;
    storeProperty(o, own, value);
    if (shape->flags & kDictionary || o->shape != shape || relied_on) return true;
    if (own->slot < shape->inline_capacity) {
      entry->kind = isDoubleSlot(shape, own->slot) ? SetKind::Double : SetKind::Inline;
      entry->payload = sizeof(Object) + 8ul * own->slot;
    } else if (!(shape->flags & kElementsLayout)) {
      entry->kind = SetKind::Overflow;
      entry->payload = own->slot - shape->inline_capacity;
    }
    return true;
  }
  AddCheck check = checkPrototypes(o, key);
  if (!check.setter.isEmpty()) {
    if (!(shape->flags & kDictionary)) {
      entry->kind = SetKind::Setter;
      entry->payload = check.setter.bits;
      entry->validity = validityOf(shape->prototype);
    }
    callSetter(check.setter, o, value);
    return true;
  }
  if (!check.allowed || shape->flags & kNonExtensible) return false;
  putDirect(o, key, value, kDefault);
  describeAddition(shape, o, entry);
  if (entry->kind != SetKind::None && shape->prototype != nullptr)
    entry->validity = validityOf(shape->prototype);
  return true;
}

bool setCached(Object* o, PropertyKey key, Value value, SetEntry* how) {
  Shape* shape = o->shape;
  if (const SetEntry* known = findCachedSet(o, key)) {
    *how = *known;  // a setter may change the table
    if (replaySet(*how, o, value)) return true;
  }
  constexpr uint16_t kOthers = kDictionary | kIsPrototype | kExotic | kElementsLayout;
  if (shape->property_count >= kMaxComputedProperties && !(shape->flags & kOthers) &&
      shape->kind == CellKind::Object && lookup(shape, key) == nullptr) {
    boxDoubles(o);
    o->shape = uniqueCopy(shape, kDictionary);
  }
  if (!setAndResolve(o, key, value, how)) return false;
  if (how->kind != SetKind::None) sharedSetEntry(how->shape, key) = *how;
  return true;
}

bool mayAddPlainly(Object* o, PropertyKey key) {
  AddCheck check = checkPrototypes(o, key);
  return check.allowed && check.setter.isEmpty();
}

void describeAddition(Shape* before, Object* o, SetEntry* entry) {
  if (before->flags & (kDictionary | kIsPrototype | kElementsLayout | kExotic) ||
      o->shape->flags & kDictionary || before->kind == CellKind::Global)
    return;
  entry->new_shape = o->shape;
  uint32_t slot = o->shape->table->entries[o->shape->property_count - 1].slot;
  if (slot < before->inline_capacity) {
    entry->kind = isDoubleSlot(o->shape, slot) ? SetKind::Double : SetKind::Inline;
    entry->payload = sizeof(Object) + 8ul * slot;
  } else {
    entry->kind = SetKind::AddOverflow;
    entry->payload = slot - before->inline_capacity;
  }
}

bool replaySet(const SetEntry& entry, Object* o, Value value) {
  switch (entry.kind) {
    case SetKind::Inline:
      *reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + entry.payload) = value;
      o->shape = entry.new_shape;
      return true;
    case SetKind::Double:
      if (!value.isNumber()) return false;
      *reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + entry.payload) = rawDouble(value);
      o->shape = entry.new_shape;
      return true;
    case SetKind::AddOverflow:
      if (entry.payload >= o->store->capacity) ensureSlot(o, entry.new_shape->slot_count - 1);
      o->store->slots[entry.payload] = value;
      o->shape = entry.new_shape;
      return true;
    case SetKind::Overflow:
      o->store->slots[entry.payload] = value;
      return true;
    case SetKind::Setter:
      callSetter(Value::raw(entry.payload), o, value);
      return true;
    case SetKind::None:
      return false;
  }
  return false;
}

}  // namespace kiln::rt
