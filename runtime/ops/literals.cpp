// §13.2: object, array, template literals and class definitions.
#include <cstring>

#include "runtime/object/elements.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/iterators.h"

using namespace kiln::rt;

namespace {

void defineAccessorHalf(Object* object, Value key, Value function, bool enumerable, bool is_setter) {
  PropertyDescriptor d;
  (is_setter ? d.setter : d.getter) = function;
  d.attributes = static_cast<uint8_t>(kConfigurable | (enumerable ? kEnumerable : 0));
  d.present = kConfigurable | kEnumerable;
  defineOwnProperty(object, kiln::rt::toPropertyKey(key), d, true);
}

}  // namespace

extern "C" {

Object* kiln_new_object(uint32_t inline_capacity) {
  return newObjectWith(instanceShapeOf(realm().object_prototype, inline_capacity));
}

Object* kiln_new_bare_object() {
  return newObjectWithPrototype(nullptr);
}

Object* kiln_new_object_from(const LiteralTemplate* data, ObjectLiteralCache* cache) {
  if (cache->shape == nullptr) {
    Shape* shape = newRootShape(CellKind::Object, ElementsKind::None, 0, data->inline_capacity,
                                realm().object_prototype, nullptr);
    for (uint32_t i = 0; i < data->count; ++i) {
      PropertyKey key = PropertyKey::atom(data->keys[i]);
      shape = isDoubleAt(data->doubles, i) ? shapeAfterAddDouble(shape, key, kDefault)
                                           : shapeAfterAdd(shape, key, kDefault);
    }
    cache->shape = shape;
  }
  if (cache->shape->flags & kDictionary) {  // too wide for shapes: each object has its own table
    Object* o = newObjectWith(instanceShapeOf(realm().object_prototype, data->inline_capacity));
    for (uint32_t i = 0; i < data->count; ++i)
      putDirect(o, PropertyKey::atom(data->keys[i]), Value::undefined(), kDefault);
    return o;
  }
  return newObjectWith(cache->shape);
}

Object* kiln_new_array(uint32_t length) {
  return newArray(length);
}
Object* kiln_new_array_from(uint32_t count, const Value* values) {
  return newArrayOf(values, count);
}

void kiln_array_push(Object* array, Value value) {
  arrayPush(array, value);
}
void kiln_array_push_hole(Object* array) {
  setArrayLength(array, array->elements->length + 1);
}
void kiln_array_push_spread(Object* array, Value iterable, String* rendering) {
  // FAST: a packed array whose iteration is untouched (tests/exec/spread).
  if (isPristineArray(iterable)) {
    Object* source = asObject(iterable);
    if (const Value* data = denseElements(source)) {
      appendElements(array, data, source->elements->length);
      return;
    }
    for (uint32_t i = 0; i < source->elements->length; ++i)
      arrayPush(array, kiln_get_element_int(iterable, static_cast<int32_t>(i)));
    return;
  }
  Value next;
  Value iterator = kiln_get_iterator_of(iterable, &next, rendering);
  while (true) {
    Value value = kiln_iterator_step(iterator, next);
    if (value.isEmpty()) return;
    arrayPush(array, value);
  }
}

void kiln_define_field(Object* object, Value key, Value value) {
  createDataProperty(object, kiln::rt::toPropertyKey(key), value);
}
void kiln_define_method(Object* object, Value key, Value function, bool enumerable) {
  uint8_t attributes = static_cast<uint8_t>(kHidden | (enumerable ? kEnumerable : 0));
  defineOwnProperty(object, kiln::rt::toPropertyKey(key), PropertyDescriptor::data(function, attributes),
                    true);
}
void kiln_define_getter(Object* object, Value key, Value function, bool enumerable) {
  defineAccessorHalf(object, key, function, enumerable, false);
}
void kiln_define_setter(Object* object, Value key, Value function, bool enumerable) {
  defineAccessorHalf(object, key, function, enumerable, true);
}
void kiln_set_prototype_literal(Object* object, Value proto) {
  if (isObject(proto) || proto.isNull()) setPrototypeOf(object, proto.isNull() ? nullptr : asObject(proto));
}

// §7.3.26 CopyDataProperties
void kiln_copy_data_properties(Object* target, Value source, uint32_t excluded_count, const Value* excluded) {
  if (source.isNullish()) return;
  Object* from = toObject(source);
  // FAST: (tests/exec/spread/plain-objects.js)
  if (copyPlainProperties(target, from, excluded_count, excluded)) return;
  ValueList keys = ownPropertyKeys(from);
  for (Value word : keys) {
    bool skip = false;
    for (uint32_t i = 0; i < excluded_count; ++i) skip |= excluded[i] == word;
    PropertyDescriptor d;
    if (skip || !getOwnProperty(from, {word}, &d) || !(d.attributes & kEnumerable)) continue;
    createDataProperty(target, {word}, get(from, {word}, box(from)));
  }
}

Value kiln_template_object(const TemplateData* data, Value* cache) {
  if (isObject(*cache)) return *cache;
  Object* cooked = newArrayOf(data->cooked, data->count);
  Object* raw = newArrayOf(data->raw, data->count);
  setIntegrityFrozen(raw);
  putDirect(cooked, PropertyKey::atom(atoms.raw), box(raw), 0);
  setIntegrityFrozen(cooked);
  return *cache = box(cooked);
}

// --- classes

Value kiln_class_create(Function* constructor, Value parent, bool has_heritage) {
  Object* proto_parent = realm().object_prototype;
  Object* constructor_parent = realm().function_prototype;
  if (has_heritage) {
    if (parent.isNull()) {
      proto_parent = nullptr;
    } else {
      if (!isConstructor(parent))
        throwTypeError("Class extends value %s is not a constructor or null", describeUnquoted(parent));
      Value prototype = get(asObject(parent), atoms.prototype);
      if (!isObject(prototype) && !prototype.isNull()) {
        throwTypeError("Class extends value does not have valid prototype property %s",
                       describeUnquoted(prototype));
      }
      proto_parent = prototype.isNull() ? nullptr : asObject(prototype);
      constructor_parent = asObject(parent);
    }
  }
  Object* prototype = newObjectWithPrototype(proto_parent);
  constructor->shape->class_info->reify(constructor);
  if (constructor_parent != realm().function_prototype) setPrototypeOf(constructor, constructor_parent);
  putDirect(prototype, PropertyKey::atom(atoms.constructor), box(constructor), kHidden);
  *slotOf(constructor, lookup(constructor->shape, PropertyKey::atom(atoms.prototype))->slot) = box(prototype);
  return box(prototype);
}

// Private names are symbols that no reflection shows; methods are read-only entries.
Value kiln_new_private_name(String* description) {
  return box(newSymbol(description, 2));
}
Value kiln_new_private_method_name(String* description, String* receiver) {
  auto* name = static_cast<PrivateMethodName*>(allocate(sizeof(PrivateMethodName)));
  *static_cast<Symbol*>(name) = *newSymbol(description, 2 | 8);
  name->receiver = receiver;
  return box(name);
}

namespace {

PropertyEntry* privateEntry(Value object, Value name) {
  if (!isObject(object)) return nullptr;
  Object* o = asObject(object);
  if (o->shape->flags & kLazyProperties) o->shape->class_info->reify(o);
  return lookup(o->shape, {name});
}

std::string privateText(Value name) {
  return toWtf8(reinterpret_cast<Symbol*>(name.bits)->description);
}

// "an instance of class A", "class A"; empty for fields.
std::string receiverText(Value name) {
  auto* symbol = reinterpret_cast<Symbol*>(name.bits);
  return (symbol->flags & 8) == 0 ? "" : toWtf8(static_cast<PrivateMethodName*>(symbol)->receiver);
}

// `object` has no member of this name: V8's words, who checks the receiver's class for methods and accessors.
[[noreturn]] void throwNoMember(Value object, Value name, bool write) {
  std::string receiver = receiverText(name);
  bool of_static = receiver.starts_with("class ");
  if (object.isNullish() && !of_static) {
    std::string what = privateText(name);
    if (!receiver.empty()) what = receiver.substr(receiver.rfind(' ') + 1);
    if (what == "anonymous") what = ".";
    throwTypeError("Cannot %s properties of %s (%s '%s')", write && receiver.empty() ? "set" : "read",
                   object.isNull() ? "null" : "undefined", write && receiver.empty() ? "setting" : "reading",
                   what);
  }
  if (!receiver.empty()) throwTypeError("Receiver must be %s", receiver);
  throwTypeError("Cannot %s private member %s %s an object whose class did not declare it",
                 write ? "write" : "read", privateText(name), write ? "to" : "from");
}

// FAST: private fields go through the tables that all sites share (tests/exec/private): a name is looked up
// once for a shape. Only own plain properties are entered, and no prototype can change what is found.
const GetEntry* knownField(Value object, Value name) {
  if (!object.isCell()) return nullptr;
  const Shape* shape = object.asCell()->shape;
  const GetEntry& entry = sharedGetEntry(shape, {name});
  bool own = entry.kind == GetKind::Inline || entry.kind == GetKind::Overflow;
  return own && entry.key == name && entry.shape == shape ? &entry : nullptr;
}
Value* fieldOf(const GetEntry& entry, Object* object) {
  if (entry.kind == GetKind::Overflow) return &object->store->slots[entry.payload];
  return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + entry.payload);
}
void rememberField(Value object, Value name) {
  GetEntry entry = resolveGet(asObject(object), {name});
  if (entry.kind == GetKind::Inline || entry.kind == GetKind::Overflow)
    sharedGetEntry(entry.shape, {name}) = entry;
}

void addPrivate(Value object, Value name, Value value, uint32_t attributes) {
  bool field = attributes == kWritable;
  if (field && object.isCell()) {
    const SetEntry& known = sharedSetEntry(object.asCell()->shape, {name});
    if (known.key == name && known.shape == object.asCell()->shape &&
        replaySet(known, asObject(object), value))
      return;
  }
  if (privateEntry(object, name) != nullptr) {
    std::string receiver = receiverText(name);
    std::string what = privateText(name);
    if (!receiver.empty()) what = "private methods of " + receiver.substr(receiver.find("class "));
    throwTypeError("Cannot initialize %s twice on the same object", what);
  }
  Shape* before = asObject(object)->shape;
  putDirect(asObject(object), {name}, value, attributes);
  if (!field) return;
  SetEntry entry{before, before, &kiln_always_valid, name, 0, SetKind::None, 0};
  describeAddition(before, asObject(object), &entry);
  if (entry.kind != SetKind::None) sharedSetEntry(before, {name}) = entry;
}

}  // namespace

Value kiln_private_get(Value object, Value name) {
  if (const GetEntry* known = knownField(object, name)) return readEntry(*known, asObject(object), object);
  PropertyEntry* entry = privateEntry(object, name);
  if (entry == nullptr) throwNoMember(object, name, false);
  Value value = *slotOf(asObject(object), entry->slot);
  if (!(entry->attributes & kAccessor)) {
    if (entry->attributes & kWritable) rememberField(object, name);
    return value;
  }
  Value getter = reinterpret_cast<AccessorPair*>(value.bits)->getter;
  if (getter.isUndefined()) throwTypeError("'%s' was defined without a getter", privateText(name));
  return call(getter, object, 0, nullptr);
}

void kiln_private_set(Value object, Value name, Value value) {
  if (const GetEntry* known = knownField(object, name)) {
    *fieldOf(*known, asObject(object)) = value;
    return;
  }
  PropertyEntry* entry = privateEntry(object, name);
  if (entry == nullptr) throwNoMember(object, name, true);
  Value* slot = slotOf(asObject(object), entry->slot);
  if (entry->attributes & kAccessor) {
    Value setter = reinterpret_cast<AccessorPair*>(slot->bits)->setter;
    if (setter.isUndefined()) throwTypeError("'%s' was defined without a setter", privateText(name));
    call(setter, object, 1, &value);
    return;
  }
  if (!(entry->attributes & kWritable))
    throwTypeError("Private method '%s' is not writable", privateText(name));
  *slot = value;
  rememberField(object, name);
}

void kiln_private_add_field(Value object, Value name, Value value) {
  addPrivate(object, name, value, kWritable);
}
void kiln_private_add_method(Value object, Value name, Value function) {
  addPrivate(object, name, function, 0);
}
void kiln_private_add_accessor(Value object, Value name, Value getter, Value setter) {
  auto* pair = static_cast<AccessorPair*>(allocate(sizeof(AccessorPair)));
  *pair = {getter, setter};
  addPrivate(object, name, Value::raw(reinterpret_cast<uint64_t>(pair)), kAccessor);
}
bool kiln_private_is_member(Value object, Value name) {
  return privateEntry(object, name) != nullptr;
}
bool kiln_private_has(Value object, Value name) {
  if (!isObject(object))
    throwTypeError("Cannot use 'in' operator to search for '%s' in %s", privateText(name),
                   describeUnquoted(object));
  return privateEntry(object, name) != nullptr;
}

}  // extern "C"

namespace kiln::rt {

void setIntegrityFrozen(Object* o) {
  // FAST: objects that begin alike stay alike (tests/exec/objects/frozen-shapes).
  constexpr uint32_t kUnusual = kExotic | kLazyProperties | kElementsLayout;
  if (o->shape->class_info == nullptr && !(o->shape->flags & kUnusual) && elementsOf(o)->length == 0) {
    if (Shape* frozen = frozenShape(o->shape)) {
      o->shape = frozen;
      return;
    }
  }
  if (!preventExtensions(o)) throwTypeError("'preventExtensions' on proxy: trap returned falsish");
  ValueList keys = ownPropertyKeys(o);
  for (Value key : keys) {
    PropertyDescriptor current, d;
    if (!getOwnProperty(o, {key}, &current)) continue;
    d.present = kConfigurable;
    if (!current.isAccessor()) d.present |= kWritable;
    defineOwnProperty(o, {key}, d, true);
  }
}

}  // namespace kiln::rt
