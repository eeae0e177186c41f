// ECMA-262 §10.1: the ordinary object internal methods, with arrays (§10.4.2) and class hooks (ClassInfo).
#include "runtime/object/object.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "runtime/abi/hash.h"
#include "runtime/object/elements.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

bool isArrayLength(Object* o, PropertyKey key) {
  return o->shape->kind == CellKind::Array && key.word == box(atoms.length);
}

Object* reified(Object* o) {
  if (o->shape->flags & kLazyProperties) o->shape->class_info->reify(o);
  return o;
}

bool reject(bool should_throw, PropertyKey key, MessageFormat<1> format) {
  if (should_throw) throwTypeError(format, describeKey(key));
  return false;
}

void describeEntry(Object* o, const PropertyEntry& entry, PropertyDescriptor* out) {
  *out = {};
  out->attributes = entry.attributes & kDefault;
  Value value = loadSlot(o, entry.slot);
  if (entry.attributes & kAccessor) {
    auto* pair = reinterpret_cast<AccessorPair*>(value.bits);
    out->getter = pair->getter;
    out->setter = pair->setter;
    out->present = kEnumerable | kConfigurable;
    out->attributes &= kEnumerable | kConfigurable;
  } else {
    out->value = value;
    out->present = kDefault;
  }
}

bool ordinaryGetOwn(Object* o, PropertyKey key, PropertyDescriptor* out) {
  if (key.isIndex()) return getOwnElement(o, key.asIndex(), out);
  if (isArrayLength(o, key)) {
    bool writable = !(o->shape->flags & kReadOnlyLength);
    *out = PropertyDescriptor::data(Value::number(o->elements->length), writable ? kWritable : 0);
    return true;
  }
  PropertyEntry* entry = lookup(reified(o)->shape, key);
  if (entry == nullptr) return false;
  describeEntry(o, *entry, out);
  return true;
}

Value callGetter(Value getter, Value receiver) {
  return getter.isUndefined() ? getter : call(getter, receiver, 0, nullptr);
}

// A shape of the object's own, so that an entry can be changed in place.
PropertyEntry* entryToChange(Object* o, PropertyKey key) {
  boxDoubles(o);
  if (o->shape->flags & kIsPrototype) {
    invalidate(o);
    Shape* old = o->shape;
    o->shape = uniqueCopy(old, 0);
    o->shape->instance_shape = old->instance_shape;
  } else {
    o->shape = uniqueCopy(o->shape, kDictionary);
  }
  return lookup(o->shape, key);
}

void storeEntry(Object* o, PropertyKey key, PropertyEntry* entry, const PropertyDescriptor& d,
                uint32_t attributes) {
  if ((entry->attributes & ~uint32_t{kReliedOn}) != attributes) {
    if (o->shape->kind == CellKind::Global) renewCell(o, entry->slot);
    entry = entryToChange(o, key);
    entry->attributes = attributes;
    o->shape->flags |= kHasReadOnlyOrAccessor;
  }
  if (attributes & kAccessor) {
    auto* pair = static_cast<AccessorPair*>(allocate(sizeof(AccessorPair)));
    *pair = {d.getter.isEmpty() ? Value::undefined() : d.getter,
             d.setter.isEmpty() ? Value::undefined() : d.setter};
    if (o->shape->flags & kIsPrototype) invalidate(o);  // getters are cached by value
    *slotOf(o, entry->slot) = Value::raw(reinterpret_cast<uint64_t>(pair));
  } else {
    storeProperty(o, entry, d.value.isEmpty() ? Value::undefined() : d.value);
  }
}

// §10.1.6.3 ValidateAndApplyPropertyDescriptor, for an existing property. Fills what `d` leaves out from
// `current`.
bool validate(const PropertyDescriptor& current, PropertyDescriptor* d) {
  bool current_accessor = current.isAccessor();
  if (!(current.attributes & kConfigurable)) {
    if ((d->present & kConfigurable) && (d->attributes & kConfigurable)) return false;
    if ((d->present & kEnumerable) && ((d->attributes ^ current.attributes) & kEnumerable)) return false;
    bool generic = !d->isAccessor() && !d->isData();
    if (!generic && d->isAccessor() != current_accessor) return false;
    if (current_accessor) {
      if (!d->getter.isEmpty() && !sameValue(d->getter, current.getter)) return false;
      if (!d->setter.isEmpty() && !sameValue(d->setter, current.setter)) return false;
    } else if (!(current.attributes & kWritable)) {
      if ((d->present & kWritable) && (d->attributes & kWritable)) return false;
      if (!d->value.isEmpty() && !sameValue(d->value, current.value)) return false;
    }
  }
  uint8_t kept = static_cast<uint8_t>(current.attributes & ~d->present);
  bool becomes_accessor = d->isAccessor() || (current_accessor && !d->isData());
  if (current_accessor != becomes_accessor) kept &= kEnumerable | kConfigurable;
  d->attributes = static_cast<uint8_t>((d->attributes & d->present) | kept);
  if (becomes_accessor) {
    d->attributes &= kEnumerable | kConfigurable;
    if (current_accessor) {
      if (d->getter.isEmpty()) d->getter = current.getter;
      if (d->setter.isEmpty()) d->setter = current.setter;
    } else {
      if (d->getter.isEmpty()) d->getter = Value::undefined();
      if (d->setter.isEmpty()) d->setter = Value::undefined();
    }
  } else if (d->value.isEmpty()) {
    d->value = current_accessor ? Value::undefined() : current.value;
  }
  return true;
}

Value elementWord(const PropertyDescriptor& d) {
  if (!d.isAccessor()) return d.value.isEmpty() ? Value::undefined() : d.value;
  auto* pair = static_cast<AccessorPair*>(allocate(sizeof(AccessorPair)));
  *pair = {d.getter.isEmpty() ? Value::undefined() : d.getter,
           d.setter.isEmpty() ? Value::undefined() : d.setter};
  return Value::raw(reinterpret_cast<uint64_t>(pair));
}

// §10.4.2.4 ArraySetLength
bool defineArrayLength(Object* array, PropertyDescriptor d, bool should_throw) {
  PropertyKey key = PropertyKey::atom(atoms.length);
  uint32_t length = array->elements->length;
  if (!d.value.isEmpty()) {
    double number = toNumber(d.value);
    length = static_cast<uint32_t>(toInt32(number));
    if (static_cast<double>(length) != toNumber(d.value)) throwRangeError("Invalid array length");
    d.value = Value::number(length);
  }
  PropertyDescriptor current;
  ordinaryGetOwn(array, key, &current);
  if (!validate(current, &d)) return reject(should_throw, key, "Cannot redefine property: %s");
  setArrayLength(array, length);
  if (!(d.attributes & kWritable))
    array->shape = shapeWithFlags(array->shape, array->shape->flags | kReadOnlyLength);
  if (array->elements->length != length)
    return reject(should_throw, key, "Cannot delete property of array: %s");
  return true;
}

bool ordinaryDefineOwn(Object* o, PropertyKey key, PropertyDescriptor d, bool should_throw) {
  if (isArrayLength(o, key)) return defineArrayLength(o, d, should_throw);
  PropertyDescriptor current;
  if (!ordinaryGetOwn(o, key, &current)) {
    if (o->shape->flags & kNonExtensible) {
      return reject(should_throw, key, "Cannot define property %s, object is not extensible");
    }
    bool accessor = d.isAccessor();
    uint32_t attributes = d.attributes & d.present & (accessor ? kEnumerable | kConfigurable : kDefault);
    if (key.isIndex()) {
      bool array = o->shape->kind == CellKind::Array;
      if (array && key.asIndex() >= o->elements->length && (o->shape->flags & kReadOnlyLength)) {
        return reject(should_throw, key, "Cannot add property %s, object is not extensible");
      }
      putElementWithAttributes(o, key.asIndex(), elementWord(d), attributes | (accessor ? kAccessor : 0u));
    } else if (accessor) {
      putAccessor(o, key, d.getter, d.setter, attributes);
    } else {
      putDirect(o, key, d.value.isEmpty() ? Value::undefined() : d.value, attributes);
    }
    return true;
  }
  if (!validate(current, &d)) return reject(should_throw, key, "Cannot redefine property: %s");
  uint32_t attributes = d.attributes | (d.isAccessor() ? kAccessor : 0u);
  if (key.isIndex()) {
    putElementWithAttributes(o, key.asIndex(), elementWord(d), attributes);
  } else {
    storeEntry(o, key, lookup(o->shape, key), d, attributes);
  }
  return true;
}

}  // namespace

// --- lists

void ValueList::grow(size_t size) {
  size_t capacity = std::max<size_t>({8, capacity_ * 2, size});
  auto* data = static_cast<Value*>(allocate(8 * capacity));
  if (size_ != 0) std::memcpy(data, data_, 8 * size_);
  data_ = data;
  capacity_ = capacity;
}

// --- keys

Value PropertyKey::toValue() const {
  return isIndex() ? box(numberToString(asIndex())) : word;
}

PropertyKey keyOfString(String* s) {
  constexpr uint32_t kLongestIndex = 10;
  if (isAtom(s)) {
    // An index has digits only.
    bool latin1 = s->shape->kind == CellKind::AtomLatin1;
    if (!latin1 || s->length == 0 || s->length > kLongestIndex ||
        static_cast<uint8_t>(static_cast<FlatString*>(s)->latin1()[0] - '0') > 9)
      return PropertyKey::atom(s);
  }
  if (s->length > kLongestIndex) return PropertyKey::atom(intern(s));
  uint32_t index;
  Chars c = chars(s);
  if (c.is_latin1 && parseIndex(c.latin1(), c.length, &index)) return PropertyKey::index(index);
  return PropertyKey::atom(intern(s));
}

PropertyKey keyOfIndex(double index) {
  if (index < 4294967295.0) return PropertyKey::index(static_cast<uint32_t>(index));
  return PropertyKey::atom(intern(numberToString(index)));
}

PropertyKey toPropertyKey(Value v) {
  if (v.isInt32() && v.asInt32() >= 0) return PropertyKey::index(static_cast<uint32_t>(v.asInt32()));
  if (v.isNumber() && !v.isInt32()) {
    double number = v.asDouble();
    if (number >= 0 && number < 4294967295.0 && number == std::floor(number))
      return PropertyKey::index(static_cast<uint32_t>(number));
  }
  if (isString(v)) return keyOfString(asString(v));
  if (isSymbol(v)) return {v};
  Value primitive = toPrimitive(v, ToPrimitiveHint::String);
  if (isSymbol(primitive)) return {primitive};
  return keyOfString(toString(primitive));
}

// --- slots

Value* slotOf(Object* o, uint32_t slot) {
  Shape* shape = o->shape;
  if (shape->kind == CellKind::Global) {
    return &reinterpret_cast<PropertyCell*>(o->store->slots[slot].bits)->value;
  }
  if (slot < shape->inline_capacity) return o->inlineSlots() + slot;
  Store* store = shape->flags & kElementsLayout ? o->elements->named : o->store;
  return &store->slots[slot - shape->inline_capacity];
}

Value loadSlot(Object* o, uint32_t slot) {
  Value word = *slotOf(o, slot);
  return isDoubleSlot(o->shape, slot) ? valueOfDouble(word) : word;
}

void storeSlot(Object* o, uint32_t slot, Value value) {
  if (isDoubleSlot(o->shape, slot)) {
    if (value.isNumber())
      value = rawDouble(value);
    else
      o->shape = shapeWithAnyValue(o->shape, slot);
  }
  *slotOf(o, slot) = value;
}

void storeProperty(Object* o, PropertyEntry* entry, Value value) {
  if (entry->attributes & kReliedOn) [[unlikely]] {
    entry->attributes &= ~uint32_t{kReliedOn};
    invalidate(o);
  }
  storeSlot(o, entry->slot, value);
}

void ensureSlot(Object* o, uint32_t slot) {
  uint32_t inline_capacity = o->shape->kind == CellKind::Global ? 0 : o->shape->inline_capacity;
  if (slot < inline_capacity) return;
  uint32_t needed = slot - inline_capacity + 1;
  bool in_elements = o->shape->flags & kElementsLayout;
  Store* old = in_elements ? o->elements->named : o->store;
  if (needed <= old->capacity) return;
  learnSlots(o->shape);
  uint32_t capacity = std::max({4u, needed, old->capacity * 2});
  auto* store = static_cast<Store*>(allocate(sizeof(Store) + 8ul * capacity));
  store->elements = old->elements;
  store->capacity = capacity;
  std::memcpy(store->slots, old->slots, 8ul * old->capacity);
  if (!in_elements) {
    // Construct sites guard by the address of the `prototype` slot (ConstructCache).
    if (o->shape->flags & kCallable) std::fill_n(old->slots, old->capacity, Value::empty());
    o->store = store;
  } else {
    if (o->elements == &kiln_empty_elements) {
      o->elements = static_cast<Elements*>(allocate(kElementsHeaderSize + 8));
    }
    o->elements->named = store;
  }
}

namespace {

void addSlot(Object* o, PropertyKey key, Value word, uint32_t attributes) {
  ensureSlot(o, o->shape->slot_count);
  if (o->shape->flags & kIsPrototype) invalidate(o);
  Shape* shape = shapeAfterAddOf(o->shape, key, attributes, word);
  uint32_t slot = shape->table->entries[shape->property_count - 1].slot;
  if (shape->flags & kDictionary) boxDoubles(o);
  if (o->shape->kind == CellKind::Global) {
    auto* cell = static_cast<PropertyCell*>(allocate(sizeof(PropertyCell)));
    o->store->slots[slot] = Value::raw(reinterpret_cast<uint64_t>(cell));
  }
  o->shape = shape;
  storeSlot(o, slot, word);
}

}  // namespace

void renewCell(Object* global, uint32_t slot) {
  auto* old = reinterpret_cast<PropertyCell*>(global->store->slots[slot].bits);
  auto* cell = static_cast<PropertyCell*>(allocate(sizeof(PropertyCell)));
  cell->value = old->value;
  *old = {Value::empty(), 0};
  global->store->slots[slot] = Value::raw(reinterpret_cast<uint64_t>(cell));
}

void putDirect(Object* o, PropertyKey key, Value value, uint32_t attributes) {
  if (key.isIndex()) return putElementWithAttributes(o, key.asIndex(), value, attributes);
  addSlot(o, key, value, attributes);
}

void putAccessor(Object* o, PropertyKey key, Value getter, Value setter, uint32_t attributes) {
  PropertyDescriptor d;
  d.getter = getter.isEmpty() ? Value::undefined() : getter;
  d.setter = setter.isEmpty() ? Value::undefined() : setter;
  Value word = elementWord(d);
  if (key.isIndex()) return putElementWithAttributes(o, key.asIndex(), word, attributes | kAccessor);
  addSlot(o, key, word, attributes | kAccessor);
}

// --- internal methods

bool getOwnProperty(Object* o, PropertyKey key, PropertyDescriptor* out) {
  const ClassInfo* info = o->shape->class_info;
  if (info != nullptr && info->get_own != nullptr) return info->get_own(o, key, out);
  return ordinaryGetOwn(o, key, out);
}

bool ordinaryGetOwnProperty(Object* o, PropertyKey key, PropertyDescriptor* out) {
  return ordinaryGetOwn(o, key, out);
}

bool defineOwnProperty(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  const ClassInfo* info = o->shape->class_info;
  if (info != nullptr && info->define_own != nullptr) return info->define_own(o, key, d, should_throw);
  return ordinaryDefineOwn(o, key, d, should_throw);
}

bool ordinaryDefineOwnProperty(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  return ordinaryDefineOwn(o, key, d, should_throw);
}

bool hasProperty(Object* o, PropertyKey key) {
  for (; o != nullptr; o = getPrototypeOf(o)) {
    const ClassInfo* info = o->shape->class_info;
    // FAST: a named property of an ordinary object (tests/exec/objects).
    if (info == nullptr && !key.isIndex() && !isArrayLength(o, key)) {
      if (lookup(o->shape, key) != nullptr) return true;
      continue;
    }
    if (info != nullptr && info->has != nullptr) return info->has(o, key);
    PropertyDescriptor d;
    if (getOwnProperty(o, key, &d)) return true;
  }
  return false;
}

Value get(Object* o, PropertyKey key, Value receiver) {
  while (true) {
    Shape* shape = o->shape;
    if (shape->flags & (kExotic | kLazyProperties)) {
      const ClassInfo* info = shape->class_info;
      if (info->get != nullptr) return info->get(o, key, receiver);
      if (info->get_own != nullptr) {
        PropertyDescriptor d;
        if (info->get_own(o, key, &d)) return d.isAccessor() ? callGetter(d.getter, receiver) : d.value;
        o = getPrototypeOf(o);
        if (o == nullptr) return Value::undefined();
        continue;
      }
      reified(o);
      shape = o->shape;
    }
    if (key.isIndex()) {
      if (Value* slot = indexedSlot(o, key.asIndex())) return *slot;
      PropertyDescriptor d;
      if (isSlow(o) && getOwnElement(o, key.asIndex(), &d))
        return d.isAccessor() ? callGetter(d.getter, receiver) : d.value;
    } else if (isArrayLength(o, key)) {
      return Value::number(o->elements->length);
    } else if (PropertyEntry* entry = lookup(shape, key)) {
      Value value = loadSlot(o, entry->slot);
      if (!(entry->attributes & kAccessor)) return value;
      return callGetter(reinterpret_cast<AccessorPair*>(value.bits)->getter, receiver);
    }
    o = shape->prototype;
    if (o == nullptr) return Value::undefined();
  }
}

// §10.1.9.2 OrdinarySetWithOwnDescriptor
bool set(Object* o, PropertyKey key, Value value, Value receiver) {
  for (Object* at = o; at != nullptr; at = getPrototypeOf(at)) {
    const ClassInfo* info = at->shape->class_info;
    if (info != nullptr && info->set != nullptr) return info->set(at, key, value, receiver);
    // FAST: existing plain data property of the receiver itself (tests/exec/objects).
    if (receiver == box(at) && !(at->shape->flags & kExotic)) {
      reified(at);
      if (key.isIndex()) {
        if (Value* slot = indexedSlot(at, key.asIndex())) {
          if (at->shape->kind != CellKind::Array || !(at->shape->flags & kNonExtensible)) {
            *slot = value;
            return true;
          }
        }
      } else if (PropertyEntry* entry = lookup(at->shape, key)) {
        if ((entry->attributes & (kAccessor | kWritable)) == kWritable) {
          storeProperty(at, entry, value);
          return true;
        }
      }
    }
    PropertyDescriptor own;
    if (!getOwnProperty(at, key, &own)) continue;
    if (own.isAccessor()) {
      if (own.setter.isUndefined()) return false;
      call(own.setter, receiver, 1, &value);
      return true;
    }
    if (!(own.attributes & kWritable)) return false;
    break;
  }
  if (!isObject(receiver)) return false;
  Object* target = asObject(receiver);
  PropertyDescriptor existing;
  if (getOwnProperty(target, key, &existing)) {
    if (existing.isAccessor() || !(existing.attributes & kWritable)) return false;
    PropertyDescriptor d;
    d.value = value;
    return defineOwnProperty(target, key, d, false);
  }
  return defineOwnProperty(target, key, PropertyDescriptor::data(value, kDefault), false);
}

bool deleteProperty(Object* o, PropertyKey key) {
  const ClassInfo* info = o->shape->class_info;
  if (info != nullptr && info->remove != nullptr) return info->remove(o, key);
  return ordinaryDelete(o, key);
}

bool ordinaryDelete(Object* o, PropertyKey key) {
  if (key.isIndex()) return removeElement(o, key.asIndex());
  if (isArrayLength(o, key)) return false;
  PropertyEntry* entry = lookup(reified(o)->shape, key);
  if (entry == nullptr) return true;
  if (!(entry->attributes & kConfigurable)) return false;
  Shape* shape = o->shape;
  if (shape->flags & kIsPrototype) invalidate(o);
  // The property added last: the object goes back to the shape before it.
  bool shared = !(shape->flags & (kDictionary | kIsPrototype));
  if (shared && entry == &shape->table->entries[shape->property_count - 1] && shape->parent != nullptr &&
      shape->parent->property_count + 1 == shape->property_count && shape->parent->flags == shape->flags &&
      shape->parent->prototype == shape->prototype && shape->parent->elements_kind == shape->elements_kind) {
    *slotOf(o, entry->slot) = Value::undefined();
    o->shape = shape->parent;
    return true;
  }
  if (shape->kind == CellKind::Global)
    renewCell(o, entry->slot);
  else
    *slotOf(o, entry->slot) = Value::undefined();
  if (!(shape->flags & kDictionary)) entry = entryToChange(o, key);
  if (shape->kind != CellKind::Global) {
    removeFromOwnTable(o->shape, entry);
  } else {
    // Sites keep the addresses of the global object's cells: these slots are not used again.
    entry->key = Value::empty();
    --o->shape->table->live;
  }
  return true;
}

void ordinaryOwnKeys(Object* o, ValueList& keys) {
  reified(o);
  appendElementKeys(o, keys);
  if (o->shape->kind == CellKind::Array) keys.push(box(atoms.length));
  const PropertyTable* table = o->shape->table;
  if (table == nullptr) return;
  for (int pass = 0; pass < 2; ++pass) {
    for (uint32_t i = 0; i < o->shape->property_count; ++i) {
      Value key = table->entries[i].key;
      if (key.isEmpty()) continue;
      if (isSymbol(key) != (pass == 1)) continue;
      if (isPrivateName(key)) continue;
      keys.push(key);
    }
  }
}

ValueList ownPropertyKeys(Object* o) {
  ValueList keys;
  const ClassInfo* info = o->shape->class_info;
  if (info != nullptr && info->own_keys != nullptr) {
    info->own_keys(o, keys);
  } else {
    ordinaryOwnKeys(o, keys);
  }
  return keys;
}

Object* getPrototypeOf(Object* o) {
  const ClassInfo* info = o->shape->class_info;
  if (info != nullptr && info->get_prototype != nullptr) return info->get_prototype(o);
  return o->shape->prototype;
}

bool setPrototypeOf(Object* o, Object* prototype) {
  const ClassInfo* info = o->shape->class_info;
  if (info != nullptr && info->set_prototype != nullptr) return info->set_prototype(o, prototype);
  if (o->shape->prototype == prototype) return true;
  if (o->shape->flags & kNonExtensible) return false;
  if (o == realm().object_prototype) return false;  // §10.4.7 an immutable prototype exotic object
  for (Object* p = prototype; p != nullptr; p = p->shape->prototype) {
    if (p == o) return false;
    if (p->shape->class_info != nullptr && p->shape->class_info->get_prototype != nullptr) break;
  }
  if (o->shape->flags & kIsPrototype) invalidate(o);
  o->shape = shapeWithPrototype(o->shape, prototype);
  return true;
}

bool isExtensible(Object* o) {
  const ClassInfo* info = o->shape->class_info;
  if (info != nullptr && info->is_extensible != nullptr) return info->is_extensible(o);
  return !(o->shape->flags & kNonExtensible);
}

bool preventExtensions(Object* o) {
  const ClassInfo* info = o->shape->class_info;
  if (info != nullptr && info->prevent_extensions != nullptr) return info->prevent_extensions(o);
  reified(o);
  o->shape = shapeWithFlags(o->shape, o->shape->flags | kNonExtensible);
  return true;
}

// --- conveniences

Object* prototypeForPrimitive(Value v) {
  if (v.isNumber()) return realm().number_prototype;
  if (isString(v)) return realm().string_prototype;
  if (v.isBoolean()) return realm().boolean_prototype;
  if (isSymbol(v)) return realm().symbol_prototype;
  if (isBigInt(v)) return realm().bigint_prototype;
  return nullptr;
}

Value getV(Value base, PropertyKey key) {
  if (isObject(base)) return get(asObject(base), key, base);
  if (isString(base)) {
    String* s = asString(base);
    if (key.word == box(atoms.length)) return Value::number(s->length);
    if (key.isIndex() && key.asIndex() < s->length) return box(singleChar(unitAt(s, key.asIndex())));
  }
  Object* prototype = prototypeForPrimitive(base);
  if (prototype == nullptr) throwNullishAccess(base, key.toValue(), false);
  return get(prototype, key, base);
}

void setOrThrow(Object* o, PropertyKey key, Value value) {
  if (!set(o, key, value, box(o))) {
    throwTypeError("Cannot assign to read only property '%s' of object", describeKey(key));
  }
}

bool hasOwnProperty(Object* o, PropertyKey key) {
  if (o->shape->class_info == nullptr && !key.isIndex() && !isArrayLength(o, key))
    return lookup(o->shape, key) != nullptr;
  PropertyDescriptor d;
  return getOwnProperty(o, key, &d);
}

void createDataProperty(Object* o, PropertyKey key, Value value) {
  // FAST: plain new element or overwritten plain property.
  if (o->shape->class_info == nullptr && !(o->shape->flags & kNonExtensible) && key.isIndex() && !isSlow(o) &&
      !(o->shape->flags & kReadOnlyLength)) {
    putElement(o, key.asIndex(), value);
    return;
  }
  if (o->shape->kind == CellKind::Object && o->shape->class_info == nullptr && !key.isIndex() &&
      !(o->shape->flags & (kNonExtensible | kLazyProperties | kIsPrototype))) {
    PropertyEntry* entry = lookup(o->shape, key);
    if (entry == nullptr) return addSlot(o, key, value, kDefault);
    if (entry->attributes == kDefault) {
      storeSlot(o, entry->slot, value);
      return;
    }
  }
  defineOwnProperty(o, key, PropertyDescriptor::data(value, kDefault), true);
}

void defineHidden(Object* o, PropertyKey key, Value value) {
  defineOwnProperty(o, key, PropertyDescriptor::data(value, kHidden), true);
}

Value getMethod(Value base, PropertyKey key) {
  Value method = getCachedV(base, key);
  if (method.isNullish()) return Value::undefined();
  if (!isCallable(method)) throwTypeError("%s is not a function", describe(method));
  return method;
}

double lengthOf(Object* o) {
  if (o->shape->kind == CellKind::Array) return o->elements->length;
  return toLength(get(o, atoms.length));
}

Object* newObjectWith(Shape* shape) {
  auto* o = static_cast<Object*>(allocate(sizeof(Object) + 8ul * shape->inline_capacity));
  o->shape = shape;
  o->store = &kiln_empty_store;
  for (uint32_t i = 0; i < shape->inline_capacity; ++i) o->inlineSlots()[i] = Value::undefined();
  if (shape->slot_count > shape->inline_capacity) {
    // A literal wider than the inline slots: its overflow slots exist from the start, as the shape says.
    uint32_t count = shape->slot_count - shape->inline_capacity;
    auto* store = static_cast<Store*>(allocate(sizeof(Store) + 8ul * count));
    store->elements = &kiln_empty_elements;
    store->capacity = count;
    for (uint32_t i = 0; i < count; ++i) store->slots[i] = Value::undefined();
    o->store = store;
  }
  return o;
}

Object* newObject() {
  return newObjectWith(realm().object_shape);
}

Object* newObjectWithPrototype(Object* prototype, uint32_t inline_capacity) {
  if (prototype == nullptr) return newObjectWith(realm().null_prototype_shape);
  return newObjectWith(instanceShapeOf(prototype, inline_capacity));
}

Object* newArray(uint32_t length) {
  auto* array = static_cast<Object*>(allocate(sizeof(Object)));
  array->shape = realm().array_shape;
  array->elements = &kiln_empty_elements;
  if (length != 0) setArrayLength(array, length);
  return array;
}

Object* newArrayOf(const Value* values, uint32_t count) {
  auto* array = static_cast<Object*>(allocate(sizeof(Object)));
  array->shape = realm().array_shape;
  array->elements = &kiln_empty_elements;
  if (count == 0) return array;
  auto* elements = static_cast<Elements*>(allocate(kElementsHeaderSize + 8ul * count + 8));
  elements->length = elements->capacity = count;
  elements->named = &kiln_empty_store;
  std::memcpy(elements->data, values, 8ul * count);
  bool holes = false;
  for (uint32_t i = 0; i < count; ++i) holes |= values[i].isEmpty();
  array->elements = elements;
  if (holes) array->shape = shapeWithElements(array->shape, ElementsKind::Holey);
  return array;
}

}  // namespace kiln::rt
