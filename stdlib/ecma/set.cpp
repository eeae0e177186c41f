// ECMA-262 §24.2: Set, with the set operations of ES2025.
#include "stdlib/ecma/hash_table.h"

namespace kiln::rt {
namespace {

Shape* set_shape;
Value pristine_add;

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
                   nameForMessage(adder).c_str());
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

// --- §24.2.4, operations with another set-like

// §24.2.1.2 GetSetRecord
struct SetRecord {
  explicit SetRecord(Value v) {
    if (!isObject(v)) throwTypeError("%s is not an object", nameForMessage(v).c_str());
    object = v;
    double number = toNumber(get(asObject(v), atoms.size));
    if (number != number) throwTypeError("The 'size' property must be a number");
    size = toIntegerOrInfinity(Value::number(number));
    if (size < 0) throwRangeError("'%s' is an invalid size", toUtf8(numberToString(size)).c_str());
    has_method = get(asObject(v), atoms.has);
    requireCallable(has_method);
    keys_method = get(asObject(v), atoms.keys);
    requireCallable(keys_method);
  }
  bool has(Value value) { return toBoolean(callWith(has_method, object, value)); }
  // Until `body` returns false.
  template <typename Body>
  void forEach(Body&& body) {
    Value iterator = call(keys_method, object, 0, nullptr);
    if (!isObject(iterator)) throwTypeError("%s is not an object", nameForMessage(iterator).c_str());
    Value next = get(asObject(iterator), atoms.next);
    while (true) {
      Value value = kiln_iterator_step(iterator, next);
      if (value.isEmpty()) return;
      if (!body(normalizedKey(value))) return kiln_iterator_close(iterator);
    }
  }
  Value object, has_method, keys_method;
  double size;
};

Object* copyOf(HashTable& table) {
  Object* copy = newSet(set_shape);
  HashTable::Cursor cursor;
  while (HashTable::Entry* entry = table.next(cursor)) tableOf(copy).set(entry->key, entry->key);
  return copy;
}

Value setUnion(Args& args) {
  HashTable& table = thisSet(args, "Set.prototype.union");
  SetRecord other(args[0]);
  Object* result = copyOf(table);
  other.forEach([&](Value v) {
    tableOf(result).set(v, v);
    return true;
  });
  return box(result);
}

Value setIntersection(Args& args) {
  HashTable& table = thisSet(args, "Set.prototype.intersection");
  SetRecord other(args[0]);
  Object* result = newSet(set_shape);
  if (table.size() <= other.size) {
    HashTable::Cursor cursor;
    while (HashTable::Entry* entry = table.next(cursor)) {
      Value key = entry->key;
      if (other.has(key)) tableOf(result).set(key, key);
    }
  } else {
    other.forEach([&](Value v) {
      if (table.find(v) != nullptr) tableOf(result).set(v, v);
      return true;
    });
  }
  return box(result);
}

Value setDifference(Args& args) {
  HashTable& table = thisSet(args, "Set.prototype.difference");
  SetRecord other(args[0]);
  Object* result = copyOf(table);
  if (table.size() <= other.size) {
    HashTable::Cursor cursor;
    while (HashTable::Entry* entry = table.next(cursor)) {
      Value key = entry->key;
      if (other.has(key)) tableOf(result).remove(key);
    }
  } else {
    other.forEach([&](Value v) {
      tableOf(result).remove(v);
      return true;
    });
  }
  return box(result);
}

Value setSymmetricDifference(Args& args) {
  HashTable& table = thisSet(args, "Set.prototype.symmetricDifference");
  SetRecord other(args[0]);
  Object* result = copyOf(table);
  other.forEach([&](Value v) {
    if (table.find(v) != nullptr) {
      tableOf(result).remove(v);
    } else {
      tableOf(result).set(v, v);
    }
    return true;
  });
  return box(result);
}

Value setIsSubsetOf(Args& args) {
  HashTable& table = thisSet(args, "Set.prototype.isSubsetOf");
  SetRecord other(args[0]);
  if (table.size() > other.size) return Value::boolean(false);
  HashTable::Cursor cursor;
  while (HashTable::Entry* entry = table.next(cursor)) {
    if (!other.has(entry->key)) return Value::boolean(false);
  }
  return Value::boolean(true);
}

Value setIsSupersetOf(Args& args) {
  HashTable& table = thisSet(args, "Set.prototype.isSupersetOf");
  SetRecord other(args[0]);
  bool result = table.size() >= other.size;
  if (result) other.forEach([&](Value v) { return result = table.find(v) != nullptr; });
  return Value::boolean(result);
}

Value setIsDisjointFrom(Args& args) {
  HashTable& table = thisSet(args, "Set.prototype.isDisjointFrom");
  SetRecord other(args[0]);
  bool result = true;
  if (table.size() <= other.size) {
    HashTable::Cursor cursor;
    while (HashTable::Entry* entry = table.next(cursor)) {
      if (other.has(entry->key)) return Value::boolean(false);
    }
  } else {
    other.forEach([&](Value v) { return result = table.find(v) == nullptr; });
  }
  return Value::boolean(result);
}

const NativeMethod kMethods[] = {
    {"has", KILN_NATIVE(setHas), 1},
    {"add", KILN_NATIVE(setAdd), 1},
    {"delete", KILN_NATIVE(setDelete), 1},
    {"clear", KILN_NATIVE(setClear), 0},
    {"entries", KILN_NATIVE(setIterate<IterationKind::Entries>), 0},
    {"forEach", KILN_NATIVE(setForEach), 1},
};
const NativeMethod kMoreMethods[] = {
    {"values", KILN_NATIVE(setIterate<IterationKind::Values>), 0},
    {"union", KILN_NATIVE(setUnion), 1},
    {"intersection", KILN_NATIVE(setIntersection), 1},
    {"difference", KILN_NATIVE(setDifference), 1},
    {"symmetricDifference", KILN_NATIVE(setSymmetricDifference), 1},
    {"isSubsetOf", KILN_NATIVE(setIsSubsetOf), 1},
    {"isSupersetOf", KILN_NATIVE(setIsSupersetOf), 1},
    {"isDisjointFrom", KILN_NATIVE(setIsDisjointFrom), 1},
};

}  // namespace

void initSet() {
  Object* prototype = realm().set_prototype;
  set_shape = newRootShape(CellKind::Set, ElementsKind::None, 0, 0, prototype, nullptr);
  Function* constructor = defineConstructor("Set", KILN_NATIVE(setConstructor), 0, prototype);
  defineSpecies(constructor);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "size", KILN_NATIVE(setSize));
  defineMethods(prototype, kMoreMethods);
  Value values = get(prototype, atoms.values);
  defineValue(prototype, "keys", values);
  defineValue(prototype, "@@iterator", values);
  defineTag(prototype, "Set");
  pristine_add = get(prototype, atoms.add);
}

}  // namespace kiln::rt
