// ECMA-262 §24.1: Map; §24.1.5 and 24.2.6 iterators of Map and Set.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/group_by.h"

namespace kiln::rt {

KILN_PER_REALM Shape* map_iterator_shape;
KILN_PER_REALM Shape* set_iterator_shape;

namespace {

KILN_PER_REALM Shape* map_shape;
KILN_PER_REALM Value pristine_set;

HashTable& thisMap(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::Map)) throwIncompatible(method, args.this_value);
  return static_cast<MapObject*>(asObject(args.this_value))->table;
}

// §24.1.1.1
Value mapConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Constructor Map requires 'new'");
  Shape* shape = shapeFromConstructor(args.new_target, realm().map_prototype, map_shape);
  auto* map = static_cast<MapObject*>(newNativeObject(sizeof(MapObject), shape));
  if (args[0].isNullish()) return box(map);
  Value adder = get(map, atoms.set);
  if (!isCallable(adder)) {
    throwTypeError("'%s' returned for property 'set' of object '#<Map>' is not a function",
                   nameForMessage(adder));
  }
  iterate(args[0], [&](Value entry) {
    if (!isObject(entry)) throwTypeError("Iterator value %s is not an entry object", nameForMessage(entry));
    Value key = elementAt(asObject(entry), 0);
    Value value = elementAt(asObject(entry), 1);
    if (adder == pristine_set) {
      map->table.set(normalizedKey(key), value);
    } else {
      callWith(adder, box(map), key, value);
    }
    return true;
  });
  return box(map);
}

Value mapGet(Args& args) {
  HashTable::Entry* entry = thisMap(args, "Map.prototype.get").find(normalizedKey(args[0]));
  return entry == nullptr ? Value::undefined() : entry->value;
}
Value mapSet(Args& args) {
  thisMap(args, "Map.prototype.set").set(normalizedKey(args[0]), args[1]);
  return args.this_value;
}
Value mapHas(Args& args) {
  return Value::boolean(thisMap(args, "Map.prototype.has").find(normalizedKey(args[0])) != nullptr);
}
Value mapDelete(Args& args) {
  return Value::boolean(thisMap(args, "Map.prototype.delete").remove(normalizedKey(args[0])));
}
Value mapClear(Args& args) {
  thisMap(args, "Map.prototype.clear").clear();
  return Value::undefined();
}
Value mapSize(Args& args) {
  return Value::number(thisMap(args, "get Map.prototype.size").size());
}

Value mapForEach(Args& args) {
  HashTable& table = thisMap(args, "Map.prototype.forEach");
  requireCallable(args[0]);
  HashTable::Cursor cursor;
  while (HashTable::Entry* entry = table.next(cursor))
    callWith(args[0], args[1], entry->value, entry->key, args.this_value);
  return Value::undefined();
}

template <IterationKind kind>
Value mapIterate(Args& args) {
  thisMap(args, kind == IterationKind::Entries  ? "Map.prototype.entries"
                : kind == IterationKind::Values ? "Map.prototype.values"
                                                : "Map.prototype.keys");
  return newMapIterator(asObject(args.this_value), map_iterator_shape, kind);
}

template <CellKind wanted>
Value iteratorNext(Args& args) {
  if (!isKind(args.this_value, wanted)) {
    throwIncompatible(
        wanted == CellKind::MapIterator ? "Map Iterator.prototype.next" : "Set Iterator.prototype.next",
        args.this_value);
  }
  Value value = mapIteratorStep(asObject(args.this_value));
  return value.isEmpty() ? createIterResult(Value::undefined(), true) : createIterResult(value, false);
}

// §24.1.2.1
Value mapGroupBy(Args& args) {
  return box(groupBy(args[0], args[1], KeyCoercion::Collection));
}

// Map.prototype.getOrInsert ( key, value ), proposal Upsert
Value mapGetOrInsert(Args& args) {
  HashTable& table = thisMap(args, "Map.prototype.getOrInsert");
  Value key = normalizedKey(args[0]);
  if (HashTable::Entry* entry = table.find(key)) return entry->value;
  table.set(key, args[1]);
  return args[1];
}

// Map.prototype.getOrInsertComputed ( key, callback )
Value mapGetOrInsertComputed(Args& args) {
  HashTable& table = thisMap(args, "Map.prototype.getOrInsertComputed");
  requireCallable(args[1]);
  Value key = normalizedKey(args[0]);
  if (HashTable::Entry* entry = table.find(key)) return entry->value;
  Value value = callWith(args[1], Value::undefined(), key);
  // The callback may have put the key there itself: its value is replaced.
  table.set(key, value);
  return value;
}

const NativeMethod kStatics[] = {{"groupBy", KILN_SHOWN_NATIVE(mapGroupBy), 2}};
const NativeMethod kMoreMethods[] = {
    {"getOrInsert", KILN_NATIVE(mapGetOrInsert), 2},
    {"getOrInsertComputed", KILN_NATIVE(mapGetOrInsertComputed), 2},
};
const NativeMethod kMethods[] = {
    {"get", KILN_NATIVE(mapGet), 1},         {"set", KILN_NATIVE(mapSet), 2},
    {"has", KILN_NATIVE(mapHas), 1},         {"delete", KILN_NATIVE(mapDelete), 1},
    {"clear", KILN_NATIVE(mapClear), 0},     {"entries", KILN_NATIVE(mapIterate<IterationKind::Entries>), 0},
    {"forEach", KILN_SHOWN_NATIVE(mapForEach), 1}, {"keys", KILN_NATIVE(mapIterate<IterationKind::Keys>), 0},
};
const NativeMethod kValues[] = {{"values", KILN_NATIVE(mapIterate<IterationKind::Values>), 0}};
const NativeMethod kMapNext[] = {{"next", KILN_NATIVE(iteratorNext<CellKind::MapIterator>), 0}};
const NativeMethod kSetNext[] = {{"next", KILN_NATIVE(iteratorNext<CellKind::SetIterator>), 0}};

}  // namespace

MapObject* newMapObject() {
  return static_cast<MapObject*>(newNativeObject(sizeof(MapObject), map_shape));
}

Value newMapIterator(Object* map, Shape* shape, IterationKind kind) {
  auto* iterator = static_cast<MapIterator*>(newNativeObject(sizeof(MapIterator), shape));
  iterator->map = static_cast<MapObject*>(map);
  iterator->kind = kind;
  return box(iterator);
}

Value mapIteratorStep(Object* object) {
  auto* iterator = static_cast<MapIterator*>(object);
  if (iterator->map == nullptr) return Value::empty();
  HashTable::Entry* entry = iterator->map->table.next(iterator->cursor);
  if (entry == nullptr) {
    iterator->map = nullptr;
    return Value::empty();
  }
  switch (iterator->kind) {
    case IterationKind::Keys:
      return entry->key;
    case IterationKind::Values:
      return entry->value;
    case IterationKind::Entries:
      return newPair(entry->key, entry->value);
  }
  return Value::empty();
}

void initMap() {
  Realm& r = realm();
  Object* prototype = r.map_prototype;
  map_shape = newRootShape(CellKind::Map, ElementsKind::None, 0, 0, prototype, nullptr);
  map_iterator_shape =
      newRootShape(CellKind::MapIterator, ElementsKind::None, 0, 0, r.map_iterator_prototype, nullptr);
  set_iterator_shape =
      newRootShape(CellKind::SetIterator, ElementsKind::None, 0, 0, r.set_iterator_prototype, nullptr);
  Function* constructor = defineConstructor("Map", KILN_SHOWN_NATIVE(mapConstructor), 0, prototype);
  defineMethods(constructor, kStatics);
  defineSpecies(constructor);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "size", KILN_NATIVE(mapSize));
  defineMethods(prototype, kValues);
  defineMethods(prototype, kMoreMethods);
  defineTag(prototype, "Map");
  defineValue(prototype, "@@iterator", get(prototype, atoms.entries));
  pristine_set = get(prototype, atoms.set);
  defineMethods(r.map_iterator_prototype, kMapNext);
  defineTag(r.map_iterator_prototype, "Map Iterator");
  defineMethods(r.set_iterator_prototype, kSetNext);
  defineTag(r.set_iterator_prototype, "Set Iterator");
  r.map_iterator_next = get(r.map_iterator_prototype, atoms.next);
  r.set_iterator_next = get(r.set_iterator_prototype, atoms.next);
}

}  // namespace kiln::rt
