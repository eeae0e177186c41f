// Property access of compiled code: fills the sites' caches, finds what the inline path cannot.
//
// A site's own entry holds one own inline slot or one prototype slot; everything else (overflow slots,
// getters, several shapes) is in up to four polymorphic entries behind `more`, then in the global megamorphic
// table keyed by (shape, key).
#include <cstring>

#include "runtime/object/elements.h"
#include "runtime/object/realm.h"
#include "runtime/object/typed_elements.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

enum class EntryKind : uint32_t { None, Inline, Absolute, Overflow, Getter, Absent };

struct Entry {
  const Shape* shape;
  const uint32_t* validity;
  String* key;  // megamorphic table only
  uint64_t
      payload;  // Inline: byte offset; Absolute: slot address; Overflow: index in the store; Getter: function
  EntryKind kind;
};

struct Polymorphic {
  uint32_t count;
  Entry entries[4];
};

constexpr size_t kMegamorphicSize = 2048;
Entry megamorphic[kMegamorphicSize];

size_t megamorphicIndex(const Shape* shape, const String* key) {
  return (reinterpret_cast<uintptr_t>(shape) / 16 ^ key->hash) % kMegamorphicSize;
}

// What is cacheable about `key` on objects of this shape; kind None when nothing is.
Entry resolve(Object* object, String* key) {
  Entry entry{object->shape, &kiln_always_valid, key, 0, EntryKind::None};
  PropertyKey name = PropertyKey::atom(key);
  Shape* shape = object->shape;
  constexpr uint16_t kUncacheable = kDictionary | kExotic | kLazyProperties;
  // Typed arrays are exotic for numeric keys only; those begin with a digit, '-', 'I' or 'N'.
  bool named_of_typed_array =
      shape->kind == CellKind::TypedArray && key->length != 0 && unitAt(key, 0) >= 'a';
  uint16_t obstacles = shape->flags & kUncacheable & (named_of_typed_array ? ~kExotic : ~0);
  if (obstacles || shape->kind == CellKind::Global) return entry;
  if (shape->kind == CellKind::Array && key == atoms.length) return entry;
  if (PropertyEntry* own = lookup(shape, name)) {
    if (own->attributes & kAccessor) {
      // The pair may be replaced without a change of shape unless the shape is shared.
      if (shape->flags & kIsPrototype) return entry;
      return entry;
    }
    if (own->slot < shape->inline_capacity) {
      entry.kind = EntryKind::Inline;
      entry.payload = sizeof(Object) + 8ul * own->slot;
    } else if (!(shape->flags & kElementsLayout)) {
      entry.kind = EntryKind::Overflow;
      entry.payload = own->slot - shape->inline_capacity;
    }
    return entry;
  }
  if (shape->prototype == nullptr) return entry;
  for (Object* holder = shape->prototype; holder != nullptr; holder = holder->shape->prototype) {
    if (holder->shape->flags & (kExotic | kLazyProperties) || holder->shape->kind == CellKind::Global)
      return entry;
    PropertyEntry* found = lookup(holder->shape, name);
    if (found == nullptr) continue;
    entry.validity = validityOf(shape->prototype);
    found = lookup(holder->shape, name);  // validityOf may have given the prototype a shape of its own
    if (found->attributes & kAccessor) {
      auto* pair = reinterpret_cast<AccessorPair*>(slotOf(holder, found->slot)->bits);
      if (pair->getter.isUndefined()) return entry;
      entry.kind = EntryKind::Getter;
      entry.payload = pair->getter.bits;
    } else {
      entry.kind = EntryKind::Absolute;
      entry.payload = reinterpret_cast<uint64_t>(slotOf(holder, found->slot));
    }
    return entry;
  }
  entry.validity = validityOf(shape->prototype);
  entry.kind = EntryKind::Absent;
  return entry;
}

bool matches(const Entry& entry, const Object* object) {
  return entry.shape == object->shape && *entry.validity == 1;
}

Value read(const Entry& entry, Object* object, Value receiver) {
  switch (entry.kind) {
    case EntryKind::Inline:
      return *reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + entry.payload);
    case EntryKind::Absolute:
      return *reinterpret_cast<Value*>(entry.payload);
    case EntryKind::Overflow:
      return object->store->slots[entry.payload];
    case EntryKind::Getter:
      return call(Value::raw(entry.payload), receiver, 0, nullptr);
    case EntryKind::Absent:
    case EntryKind::None:
      return Value::undefined();
  }
  return Value::undefined();
}

void remember(GetCache* cache, const Entry& entry) {
  bool simple = entry.kind == EntryKind::Inline || entry.kind == EntryKind::Absolute;
  bool free = cache->shape == &kiln_no_shape || *cache->validity != 1 || cache->shape == entry.shape;
  if (simple && free) {
    cache->base_mask = entry.kind == EntryKind::Inline ? ~0ull : 0;
    cache->offset = entry.payload;
    cache->validity = entry.validity;
    cache->shape = entry.shape;
    return;
  }
  auto* poly = static_cast<Polymorphic*>(cache->more);
  if (poly == nullptr) cache->more = poly = static_cast<Polymorphic*>(allocate(sizeof(Polymorphic)));
  for (uint32_t i = 0; i < poly->count; ++i) {
    if (poly->entries[i].shape == entry.shape || *poly->entries[i].validity != 1) {
      poly->entries[i] = entry;
      return;
    }
  }
  if (poly->count < 4) {
    poly->entries[poly->count++] = entry;
    return;
  }
  megamorphic[megamorphicIndex(entry.shape, entry.key)] = entry;
}

Value getOfPrimitive(Value base, String* key) {
  if (isString(base) && key == atoms.length)
    return Value::int32(static_cast<int32_t>(asString(base)->length));
  return getV(base, PropertyKey::atom(key));
}

bool setElementFast(Value object, uint32_t index, Value value) {
  if (!isObject(object)) return false;
  Object* o = asObject(object);
  if (o->shape->kind != CellKind::Array || o->shape->flags & (kNonExtensible | kReadOnlyLength)) return false;
  if (o->shape->elements_kind == ElementsKind::Slow) return false;
  if (Value* slot = indexedSlot(o, index)) {
    *slot = value;
    return true;
  }
  // A new element: a prototype with indexed properties (setters, read-only) has to be asked.
  for (Object* p = o->shape->prototype; p != nullptr; p = p->shape->prototype) {
    if (p->shape->flags & (kExotic | kMayHaveIndexed) || elementsOf(p)->length != 0) return false;
  }
  putElement(o, index, value);
  return true;
}

void failedSet(Value object, PropertyKey key, bool strict) {
  if (!strict) return;
  PropertyDescriptor d;
  Object* o = isObject(object) ? asObject(object) : nullptr;
  std::string name = describeKey(key);
  if (o != nullptr && o->shape->kind == CellKind::Proxy)
    throwTypeError("'set' on proxy: trap returned falsish for property '%s'", name.c_str());
  for (Object* at = o; at != nullptr; at = getPrototypeOf(at)) {
    if (!getOwnProperty(at, key, &d)) continue;
    if (d.isAccessor())
      throwTypeError("Cannot set property %s of %s which has only a getter", name.c_str(),
                     describe(object).c_str());
    throwTypeError("Cannot assign to read only property '%s' of %s '%s'", name.c_str(),
                   isCallable(object) ? "function" : "object", describe(object).c_str());
  }
  if (isString(object) &&
      (key == PropertyKey::atom(atoms.length) || (key.isIndex() && key.asIndex() < asString(object)->length)))
    throwTypeError("Cannot assign to read only property '%s' of string '%s'", name.c_str(),
                   toUtf8(object).c_str());
  if (isSymbol(object))
    throwTypeError("Cannot create property '%s' on symbol '%s'", name.c_str(), describe(object).c_str());
  if (o == nullptr)
    throwTypeError("Cannot create property '%s' on %s '%s'", name.c_str(),
                   toUtf8(asString(kiln_typeof_value(object))).c_str(), toUtf8(object).c_str());
  throwTypeError("Cannot add property %s, object is not extensible", name.c_str());
}

void setGeneric(Value object, PropertyKey key, Value value, bool strict) {
  if (object.isNullish()) {
    throwTypeError("Cannot set properties of %s (setting '%s')", object.isNull() ? "null" : "undefined",
                   describeKey(key).c_str());
  }
  Object* target = isObject(object) ? asObject(object) : prototypeForPrimitive(object);
  if (!set(target, key, value, object)) failedSet(object, key, strict);
}

bool prototypesAllowAdding(Object* object, PropertyKey key) {
  for (Object* p = object->shape->prototype; p != nullptr; p = p->shape->prototype) {
    if (p->shape->flags & (kExotic | kLazyProperties)) return false;
    PropertyEntry* entry = lookup(p->shape, key);
    if (entry != nullptr && (entry->attributes & (kAccessor | kWritable)) != kWritable) return false;
  }
  return true;
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_get_property(Value object, String* key, GetCache* cache) {
  if (!isObject(object)) {
    if (isString(object)) return getOfPrimitive(object, key);
    return getV(object, PropertyKey::atom(key));
  }
  Object* o = asObject(object);
  if (auto* poly = static_cast<Polymorphic*>(cache->more)) {
    for (uint32_t i = 0; i < poly->count; ++i) {
      if (matches(poly->entries[i], o)) return read(poly->entries[i], o, object);
    }
    const Entry& entry = megamorphic[megamorphicIndex(o->shape, key)];
    if (entry.key == key && entry.kind != EntryKind::None && matches(entry, o)) return read(entry, o, object);
  }
  if (o->shape->kind == CellKind::Array && key == atoms.length) return Value::number(o->elements->length);
  if (o->shape->flags & kLazyProperties) o->shape->class_info->reify(o);
  Entry entry = resolve(o, key);
  if (entry.kind == EntryKind::None) return get(o, PropertyKey::atom(key), object);
  remember(cache, entry);
  return read(entry, o, object);
}

Value kiln_get_length(Value object, GetCache* cache) {
  return kiln_get_property(object, atoms.length, cache);
}

Value kiln_get_property_symbol(Value object, Value key) {
  return getV(object, {key});
}

void kiln_set_property(Value object, String* key, Value value, SetCache* cache, bool strict) {
  PropertyKey name = PropertyKey::atom(key);
  if (!isObject(object)) return setGeneric(object, name, value, strict);
  Object* o = asObject(object);
  if (o->shape->flags & kLazyProperties) o->shape->class_info->reify(o);
  Shape* shape = o->shape;
  bool ordinary = !(shape->flags & kExotic) && shape->kind != CellKind::Global &&
                  !(shape->kind == CellKind::Array && key == atoms.length);
  if (ordinary) {
    if (PropertyEntry* entry = lookup(shape, name)) {
      if ((entry->attributes & (kAccessor | kWritable)) == kWritable) {
        if (!(shape->flags & kDictionary) && entry->slot < shape->inline_capacity) {
          *cache = {shape, shape, sizeof(Object) + 8ul * entry->slot, &kiln_always_valid, cache->more};
        }
        *slotOf(o, entry->slot) = value;
        return;
      }
    } else if (!(shape->flags & kNonExtensible) && prototypesAllowAdding(o, name)) {
      bool cacheable =
          !(shape->flags & (kDictionary | kIsPrototype)) && shape->slot_count < shape->inline_capacity;
      putDirect(o, name, value, kDefault);
      if (cacheable && !(o->shape->flags & kDictionary)) {
        const uint32_t* validity =
            shape->prototype == nullptr ? &kiln_always_valid : validityOf(shape->prototype);
        *cache = {shape, o->shape, sizeof(Object) + 8ul * (o->shape->slot_count - 1), validity, cache->more};
      }
      return;
    }
  }
  setGeneric(object, name, value, strict);
}

Value kiln_get_element(Value object, Value key) {
  if (key.isInt32() && key.asInt32() >= 0) return kiln_get_element_int(object, key.asInt32());
  if (key.isDouble()) {
    Value number = Value::number(key.asDouble());
    if (number.isInt32() && number.asInt32() >= 0) return kiln_get_element_int(object, number.asInt32());
  }
  if (object.isNullish()) {
    throwTypeError("Cannot read properties of %s (reading '%s')", object.isNull() ? "null" : "undefined",
                   isSymbol(key)   ? describe(key).c_str()
                   : isObject(key) ? describe(key).c_str()
                                   : toUtf8(key).c_str());
  }
  return getV(object, kiln::rt::toPropertyKey(key));
}

Value kiln_get_element_int(Value object, int32_t index) {
  if (index < 0) return getV(object, PropertyKey::atom(intern(numberToString(index))));
  if (isObject(object)) {
    Object* o = asObject(object);
    if (!(o->shape->flags & kExotic)) {
      if (Value* slot = indexedSlot(o, static_cast<uint32_t>(index))) return *slot;
    } else if (o->shape->kind == CellKind::TypedArray) {
      if (const uint8_t* at = elementAddress(o, static_cast<uint32_t>(index)))
        return loadElement(o->shape->elements_kind, at);
    }
  }
  return getV(object, PropertyKey::index(static_cast<uint32_t>(index)));
}

void kiln_set_element(Value object, Value key, Value value, bool strict) {
  if (key.isInt32() && key.asInt32() >= 0) return kiln_set_element_int(object, key.asInt32(), value, strict);
  if (object.isNullish()) {
    throwTypeError("Cannot set properties of %s (setting '%s')", object.isNull() ? "null" : "undefined",
                   isSymbol(key) || isObject(key) ? describe(key).c_str() : toUtf8(key).c_str());
  }
  setGeneric(object, kiln::rt::toPropertyKey(key), value, strict);
}

void kiln_set_element_int(Value object, int32_t index, Value value, bool strict) {
  if (index >= 0 && setElementFast(object, static_cast<uint32_t>(index), value)) return;
  if (index >= 0 && value.isNumber() && isObject(object) &&
      asObject(object)->shape->kind == CellKind::TypedArray) {
    Object* o = asObject(object);
    uint8_t* at = elementAddress(o, static_cast<uint32_t>(index));
    if (at != nullptr && o->shape->elements_kind < ElementsKind::BigInt64)
      return storeElement(o->shape->elements_kind, at, value);
  }
  PropertyKey key = index >= 0 ? PropertyKey::index(static_cast<uint32_t>(index))
                               : PropertyKey::atom(intern(numberToString(index)));
  setGeneric(object, key, value, strict);
}

bool kiln_delete_property(Value object, Value key, bool strict) {
  Object* o = toObject(object);
  PropertyKey name = kiln::rt::toPropertyKey(key);
  if (deleteProperty(o, name)) return true;
  if (strict && o->shape->kind == CellKind::Proxy)
    throwTypeError("'deleteProperty' on proxy: trap returned falsish for property '%s'",
                   describeKey(name).c_str());
  if (strict)
    throwTypeError("Cannot delete property '%s' of %s", describeKey(name).c_str(), describe(object).c_str());
  return false;
}

Value kiln_get_super(Object* home, Value key, Value receiver) {
  PropertyKey name = kiln::rt::toPropertyKey(key);
  Object* parent = getPrototypeOf(home);
  if (parent == nullptr)
    throwTypeError("Cannot read properties of null (reading '%s')", describeKey(name).c_str());
  return get(parent, name, receiver);
}

void kiln_set_super(Object* home, Value key, Value value, Value receiver, bool strict) {
  PropertyKey name = kiln::rt::toPropertyKey(key);
  Object* parent = getPrototypeOf(home);
  if (parent == nullptr || !set(parent, name, value, receiver)) failedSet(receiver, name, strict);
}

// --- global object

namespace {

// Its properties live in cells (see slotOf), so that a site can keep the address.
PropertyCell* globalCell(String* key) {
  Object* global = realm().global;
  PropertyEntry* entry = lookup(global->shape, PropertyKey::atom(key));
  if (entry == nullptr || entry->attributes & kAccessor) return nullptr;
  return reinterpret_cast<PropertyCell*>(global->store->slots[entry->slot].bits);
}

}  // namespace

Value kiln_get_global(String* key, GlobalCache* cache) {
  if (PropertyCell* cell = globalCell(key)) {
    cache->cell = cell;
    return cell->value;
  }
  Object* global = realm().global;
  PropertyKey name = PropertyKey::atom(key);
  if (!hasProperty(global, name)) throwReferenceError("%s is not defined", toUtf8(key).c_str());
  return get(global, name);
}

Value kiln_get_global_or_undefined(String* key, GlobalCache*) {
  return get(realm().global, PropertyKey::atom(key));
}

void kiln_set_global(String* key, Value value, GlobalCache*, bool strict) {
  Object* global = realm().global;
  PropertyKey name = PropertyKey::atom(key);
  if (strict && !hasProperty(global, name)) throwReferenceError("%s is not defined", toUtf8(key).c_str());
  setGeneric(box(global), name, value, strict);
}

bool kiln_delete_global(String* key) {
  return deleteProperty(realm().global, PropertyKey::atom(key));
}
Value kiln_global_this() {
  return box(realm().global);
}

}  // extern "C"
