// ECMA-262 §24.2: Set.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/hash_table.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Shape* set_shape;
KILN_PER_REALM Value pristine_add;

HashTable& tableOf(Object* set) {
  return static_cast<MapObject*>(set)->table;
}

HashTable& thisSet(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::Set)) throwIncompatible(method, args.this_value);
  return tableOf(asObject(args.this_value));
}

Object* newSet(Shape* shape) {
  return newNativeObject(sizeof(MapObject), shape);
}

// §24.2.2.1
Value setConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Constructor Set requires 'new'");
  Object* set = newSet(shapeFromConstructor(args.new_target, realm().set_prototype, set_shape));
  if (args[0].isNullish()) return box(set);
  Value adder = get(set, atoms.add);
  if (!isCallable(adder)) {
    throwTypeError("'%s' returned for property 'add' of object '#<Set>' is not a function",
                   nameForMessage(adder));
  }
  iterate(args[0], [&](Value value) {
    if (adder == pristine_add) {
      value = normalizedKey(value);
      tableOf(set).set(value, value);
    } else {
      callWith(adder, box(set), value);
    }
    return true;
  });
  return box(set);
}

Value setAdd(Args& args) {
  Value value = normalizedKey(args[0]);
  HashTable& table = thisSet(args, "Set.prototype.add");
  if (table.find(value) == nullptr) table.set(value, value);
  return args.this_value;
}
Value setHas(Args& args) {
  return Value::boolean(thisSet(args, "Set.prototype.has").find(normalizedKey(args[0])) != nullptr);
}
Value setDelete(Args& args) {
  return Value::boolean(thisSet(args, "Set.prototype.delete").remove(normalizedKey(args[0])));
}
Value setClear(Args& args) {
  thisSet(args, "Set.prototype.clear").clear();
  return Value::undefined();
}
Value setSize(Args& args) {
  return Value::number(thisSet(args, "get Set.prototype.size").size());
}

Value setForEach(Args& args) {
  HashTable& table = thisSet(args, "Set.prototype.forEach");
  requireCallable(args[0]);
  HashTable::Cursor cursor;
  while (HashTable::Entry* entry = table.next(cursor))
    callWith(args[0], args[1], entry->key, entry->key, args.this_value);
  return Value::undefined();
}

template <IterationKind kind>
Value setIterate(Args& args) {
  thisSet(args, kind == IterationKind::Entries ? "Set.prototype.entries" : "Set.prototype.values");
  return newMapIterator(asObject(args.this_value), set_iterator_shape, kind);
}

const NativeMethod kMethods[] = {
    {"has", KILN_NATIVE(setHas), 1},
    {"add", KILN_NATIVE(setAdd), 1},
    {"delete", KILN_NATIVE(setDelete), 1},
    {"clear", KILN_NATIVE(setClear), 0},
    {"entries", KILN_NATIVE(setIterate<IterationKind::Entries>), 0},
    {"forEach", KILN_SHOWN_NATIVE(setForEach), 1},
};
const NativeMethod kMoreMethods[] = {
    {"values", KILN_NATIVE(setIterate<IterationKind::Values>), 0},
};

}  // namespace

MapObject* newSetObject() {
  return static_cast<MapObject*>(newSet(set_shape));
}

void initSet() {
  Object* prototype = realm().set_prototype;
  set_shape = newRootShape(CellKind::Set, ElementsKind::None, 0, 0, prototype, nullptr);
  Function* constructor = defineConstructor("Set", KILN_SHOWN_NATIVE(setConstructor), 0, prototype);
  defineSpecies(constructor);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "size", KILN_NATIVE(setSize));
  defineMethods(prototype, kMoreMethods);
  defineSetMethods(prototype);
  Value values = get(prototype, atoms.values);
  defineValue(prototype, "keys", values);
  defineValue(prototype, "@@iterator", values);
  defineTag(prototype, "Set");
  pristine_add = get(prototype, atoms.add);
}

}  // namespace kiln::rt
