// ECMA-262 §20.1: the Object constructor.
#include "runtime/object/property_cache.h"
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/ecma/group_by.h"

namespace kiln::rt {

void initObjectPrototype();

namespace {

enum class Kind { Keys, Values, Entries };

// §7.3.23 EnumerableOwnProperties
// What an object without elements and accessors has, which no user code is asked about; empty when that is not so.
Value plainEnumerableOwn(Object* o, Kind kind) {
  const Shape* shape = o->shape;
  constexpr uint32_t kUnusual = kExotic | kLazyProperties | kElementsLayout | kHasReadOnlyOrAccessor;
  if (shape->class_info != nullptr || shape->kind != CellKind::Object || shape->flags & kUnusual ||
      elementsOf(o)->length != 0)
    return Value::empty();
  ArgumentBuffer found(shape->property_count);
  uint32_t count = 0;
  for (uint32_t i = 0; i < shape->property_count; ++i) {
    const PropertyEntry& entry = shape->table->entries[i];
    if (entry.key.isEmpty() || isSymbol(entry.key) || !(entry.attributes & kEnumerable)) continue;
    Value value = kind == Kind::Keys ? entry.key : loadSlot(o, entry.slot);
    found[count++] = kind == Kind::Entries ? newPair(entry.key, value) : value;
  }
  return box(newArrayOf(found.data(), count));
}

Value enumerableOwn(Object* o, Kind kind) {
  // FAST: (tests/exec/objects/keys-of-plain).
  Value plain = plainEnumerableOwn(o, kind);
  if (!plain.isEmpty()) return plain;
  ValueList result;
  ValueList keys = ownPropertyKeys(o);
  for (Value word : keys) {
    if (isSymbol(word)) continue;
    PropertyKey key{word};
    PropertyDescriptor d;
    if (!getOwnProperty(o, key, &d) || !(d.attributes & kEnumerable)) continue;
    if (kind == Kind::Keys) {
      result.push(key.toValue());
      continue;
    }
    // FAST: a data property of an ordinary object was just read (tests/exec/objects).
    Value value = isOrdinary(o) && !d.isAccessor() ? d.value : get(o, key);
    result.push(kind == Kind::Values ? value : newPair(key.toValue(), value));
  }
  return box(newArrayFrom(result));
}

// §20.1.1.1
Value objectConstructor(Args& args) {
  if (args.isConstruct() && args.new_target != box(args.callee)) {
    Object* prototype = prototypeFromConstructor(args.new_target, realm().object_prototype);
    return box(newObjectWithPrototype(prototype));
  }
  if (args[0].isNullish()) return box(newObject());
  return box(toObject(args[0]));
}

Value objectKeys(Args& args) {
  return enumerableOwn(toObject(args[0]), Kind::Keys);
}
Value objectValues(Args& args) {
  return enumerableOwn(toObject(args[0]), Kind::Values);
}
Value objectEntries(Args& args) {
  return enumerableOwn(toObject(args[0]), Kind::Entries);
}

// §20.1.2.1
Value objectAssign(Args& args) {
  Object* target = toObject(args[0]);
  for (uint32_t i = 1; i < args.count; ++i) {
    if (args[i].isNullish()) continue;
    Object* from = toObject(args[i]);
    ValueList keys = ownPropertyKeys(from);
    for (Value word : keys) {
      PropertyDescriptor d;
      if (!getOwnProperty(from, {word}, &d) || !(d.attributes & kEnumerable)) continue;
      Value value = isOrdinary(from) && !d.isAccessor() ? d.value : get(from, {word});
      // FAST: (tests/exec/objects/keys-of-plain).
      SetEntry how;
      if (PropertyKey{word}.isIndex() || !setCached(target, {word}, value, &how)) putOrThrow(target, {word}, value);
    }
  }
  return box(target);
}

// §20.1.2.3.1 ObjectDefineProperties
void defineProperties(Object* o, Value properties) {
  Object* from = toObject(properties);
  struct Row {
    Value key;
    PropertyDescriptor d;
  };
  ValueList keys = ownPropertyKeys(from);
  auto* rows = static_cast<Row*>(allocate(sizeof(Row) * (keys.size() + 1)));
  size_t count = 0;
  for (Value word : keys) {
    PropertyDescriptor d;
    if (!getOwnProperty(from, {word}, &d) || !(d.attributes & kEnumerable)) continue;
    rows[count].key = word;
    rows[count].d = toPropertyDescriptor(get(from, {word}));
    ++count;
  }
  for (size_t i = 0; i < count; ++i) defineOwnProperty(o, {rows[i].key}, rows[i].d, true);
}

Value objectCreate(Args& args) {
  if (!isObject(args[0]) && !args[0].isNull())
    throwTypeError("Object prototype may only be an Object or null: %s", nameForMessage(args[0]));
  Object* o = newObjectWithPrototype(args[0].isNull() ? nullptr : asObject(args[0]));
  if (!args[1].isUndefined()) defineProperties(o, args[1]);
  return box(o);
}

Value objectDefineProperty(Args& args) {
  if (!isObject(args[0])) throwTypeError("Object.defineProperty called on non-object");
  PropertyKey key = toPropertyKey(args[1]);
  PropertyDescriptor d = toPropertyDescriptor(args[2]);
  defineOwnProperty(asObject(args[0]), key, d, true);
  return args[0];
}

Value objectDefineProperties(Args& args) {
  if (!isObject(args[0])) throwTypeError("Object.defineProperties called on non-object");
  defineProperties(asObject(args[0]), args[1]);
  return args[0];
}

Value objectGetOwnPropertyDescriptor(Args& args) {
  Object* o = toObject(args[0]);
  return describeOwnProperty(o, toPropertyKey(args[1]));
}

Value objectGetOwnPropertyDescriptors(Args& args) {
  Object* o = toObject(args[0]);
  Object* result = newObject();
  ValueList keys = ownPropertyKeys(o);
  for (Value word : keys) {
    Value descriptor = describeOwnProperty(o, {word});
    if (!descriptor.isUndefined()) createDataProperty(result, {word}, descriptor);
  }
  return box(result);
}

Value ownKeysOf(Object* o, bool wanted_symbols) {
  ValueList result;
  ValueList keys = ownPropertyKeys(o);
  for (Value word : keys) {
    if (isSymbol(word) == wanted_symbols) result.push(PropertyKey{word}.toValue());
  }
  return box(newArrayFrom(result));
}

Value objectGetOwnPropertyNames(Args& args) {
  return ownKeysOf(toObject(args[0]), false);
}
Value objectGetOwnPropertySymbols(Args& args) {
  return ownKeysOf(toObject(args[0]), true);
}

Value objectGetPrototypeOf(Args& args) {
  Object* prototype = getPrototypeOf(toObject(args[0]));
  return prototype == nullptr ? Value::null() : box(prototype);
}

Value objectSetPrototypeOf(Args& args) {
  if (args[0].isNullish()) throwTypeError("Object.setPrototypeOf called on null or undefined");
  if (!isObject(args[1]) && !args[1].isNull())
    throwTypeError("Object prototype may only be an Object or null: %s", nameForMessage(args[1]));
  if (isObject(args[0])) setPrototypeOrThrow(asObject(args[0]), args[1]);
  return args[0];
}

Value objectIs(Args& args) {
  return Value::boolean(sameValue(args[0], args[1]));
}

// §20.1.2.6 and 20.1.2.22 over §7.3.15 SetIntegrityLevel
Value objectFreeze(Args& args) {
  if (!isObject(args[0])) return args[0];
  Object* o = asObject(args[0]);
  if (o->shape->kind == CellKind::TypedArray && !isImmutable(static_cast<TypedArray*>(o)->buffer) &&
      lengthOf(o) > 0)
    throwTypeError("Cannot freeze array buffer views with elements");
  setIntegrityFrozen(o);
  return args[0];
}

Value objectSeal(Args& args) {
  if (!isObject(args[0])) return args[0];
  Object* o = asObject(args[0]);
  if (!preventExtensions(o)) throwTypeError("Cannot prevent extensions");
  PropertyDescriptor d;
  d.present = kConfigurable;
  ValueList keys = ownPropertyKeys(o);
  for (Value word : keys) defineOwnProperty(o, {word}, d, true);
  return args[0];
}

Value objectPreventExtensions(Args& args) {
  if (isObject(args[0]) && !preventExtensions(asObject(args[0]))) throwTypeError("Cannot prevent extensions");
  return args[0];
}

// §7.3.16 TestIntegrityLevel
bool testIntegrity(Value v, bool frozen) {
  if (!isObject(v)) return true;
  Object* o = asObject(v);
  if (isExtensible(o)) return false;
  ValueList keys = ownPropertyKeys(o);
  for (Value word : keys) {
    PropertyDescriptor d;
    if (!getOwnProperty(o, {word}, &d)) continue;
    if (d.attributes & kConfigurable) return false;
    if (frozen && !d.isAccessor() && (d.attributes & kWritable)) return false;
  }
  return true;
}

Value objectIsFrozen(Args& args) {
  return Value::boolean(testIntegrity(args[0], true));
}
Value objectIsSealed(Args& args) {
  return Value::boolean(testIntegrity(args[0], false));
}
Value objectIsExtensible(Args& args) {
  return Value::boolean(isObject(args[0]) && isExtensible(asObject(args[0])));
}

Value objectHasOwn(Args& args) {
  return Value::boolean(kiln_object_has_own(args[0], args[1]));
}

// §20.1.2.7
Value objectFromEntries(Args& args) {
  if (args[0].isNullish()) throwTypeError("%s is not iterable", describe(args[0]));
  Object* result = newObject();
  iterate(args[0], [&](Value entry) {
    if (!isObject(entry)) throwTypeError("Iterator value %s is not an entry object", nameForMessage(entry));
    Value key = elementAt(asObject(entry), 0);
    Value value = elementAt(asObject(entry), 1);
    createDataProperty(result, toPropertyKey(key), value);
    return true;
  });
  return box(result);
}

// §20.1.2.13
Value objectGroupBy(Args& args) {
  MapObject* groups = groupBy(args[0], args[1], KeyCoercion::Property);
  Object* result = newObjectWithPrototype(nullptr);
  HashTable::Cursor cursor;
  while (HashTable::Entry* group = groups->table.next(cursor))
    createDataProperty(result, {group->key}, group->value);
  return box(result);
}

const NativeMethod kStatics[] = {
    {"assign", KILN_SHOWN_NATIVE(objectAssign), 2},
    {"getOwnPropertyDescriptor", KILN_NATIVE(objectGetOwnPropertyDescriptor), 2},
    {"getOwnPropertyDescriptors", KILN_NATIVE(objectGetOwnPropertyDescriptors), 1},
    {"getOwnPropertyNames", KILN_SHOWN_NATIVE(objectGetOwnPropertyNames), 1},
    {"getOwnPropertySymbols", KILN_NATIVE(objectGetOwnPropertySymbols), 1},
    {"hasOwn", KILN_NATIVE(objectHasOwn), 2},
    {"is", KILN_NATIVE(objectIs), 2},
    {"preventExtensions", KILN_NATIVE(objectPreventExtensions), 1},
    {"seal", KILN_NATIVE(objectSeal), 1},
    {"create", KILN_SHOWN_NATIVE(objectCreate), 2},
    {"defineProperties", KILN_SHOWN_NATIVE(objectDefineProperties), 2},
    {"defineProperty", KILN_SHOWN_NATIVE(objectDefineProperty), 3},
    {"freeze", KILN_NATIVE(objectFreeze), 1},
    {"getPrototypeOf", KILN_NATIVE(objectGetPrototypeOf), 1},
    {"setPrototypeOf", KILN_SHOWN_NATIVE(objectSetPrototypeOf), 2},
    {"isExtensible", KILN_NATIVE(objectIsExtensible), 1},
    {"isFrozen", KILN_NATIVE(objectIsFrozen), 1},
    {"isSealed", KILN_NATIVE(objectIsSealed), 1},
    {"keys", KILN_SHOWN_NATIVE(objectKeys), 1},
    {"entries", KILN_SHOWN_NATIVE(objectEntries), 1},
    {"fromEntries", KILN_SHOWN_NATIVE(objectFromEntries), 1},
    {"values", KILN_SHOWN_NATIVE(objectValues), 1},
    {"groupBy", KILN_SHOWN_NATIVE(objectGroupBy), 2},
};

}  // namespace

void setPrototypeOrThrow(Object* o, Value prototype) {
  Object* wanted = prototype.isNull() ? nullptr : asObject(prototype);
  if (setPrototypeOf(o, wanted)) return;
  if (!isExtensible(o)) throwTypeError("%s is not extensible", describe(box(o)));
  if (o == realm().object_prototype)
    throwTypeError("Immutable prototype object 'Object.prototype' cannot have their prototype set");
  throwTypeError("Cyclic __proto__ value");
}

void initObject() {
  Realm& r = realm();
  Function* constructor = defineConstructor("Object", KILN_NATIVE(objectConstructor), 1, r.object_prototype);
  r.object_constructor = constructor;
  defineMethods(constructor, kStatics);
  noteIntrinsic(Intrinsic::ObjectHasOwn, constructor, "hasOwn");
  initObjectPrototype();
}

}  // namespace kiln::rt
