// ECMA-262 §24.2.4: the methods of Set.prototype that combine two sets.
#include "stdlib/ecma/hash_table.h"
#include "stdlib/ecma/iterator_helper.h"

namespace kiln::rt {
namespace {

HashTable& thisSet(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::Set)) throwIncompatible(method, args.this_value);
  return static_cast<MapObject*>(asObject(args.this_value))->table;
}

// §24.2.1.1 Set Records
struct SetRecord {
  Value set;
  double size;
  Value has_method, keys_method;
  bool has(Value v) const { return toBoolean(callWith(has_method, set, v)); }
  // §7.4.? GetIteratorFromMethod: its `next` is read once.
  IteratorRecord keys() const {
    Value iterator = call(keys_method, set, 0, nullptr);
    if (!isObject(iterator)) throwTypeError("%s is not an object", describe(iterator));
    return iteratorDirect(asObject(iterator));
  }
};

// §24.2.1.2 GetSetRecord
SetRecord setRecordOf(Value v) {
  if (!isObject(v)) throwTypeError("%s is not an object", describe(v));
  Object* o = asObject(v);
  double size = toNumber(get(o, atoms.size));
  if (size != size) throwTypeError("The 'size' property must be a number");
  size = toIntegerOrInfinity(Value::number(size));
  if (size < 0) throwRangeError("'%s' is an invalid size", toUtf8(Value::number(size)));
  SetRecord record{v, size, get(o, atoms.has), Value::undefined()};
  if (!isCallable(record.has_method)) throwTypeError("The 'has' property must be a function");
  record.keys_method = get(o, atoms.keys);
  if (!isCallable(record.keys_method)) throwTypeError("The 'keys' property must be a function");
  return record;
}

MapObject* copyOf(HashTable& table) {
  MapObject* copy = newSetObject();
  HashTable::Cursor cursor;
  while (HashTable::Entry* entry = table.next(cursor)) copy->table.set(entry->key, entry->key);
  return copy;
}

bool contains(HashTable& table, Value v) {
  return table.find(v) != nullptr;
}

// §24.2.4.15
Value setUnion(Args& args) {
  HashTable& own = thisSet(args, "Set.prototype.union");
  IteratorRecord keys = setRecordOf(args[0]).keys();
  MapObject* result = copyOf(own);
  for (Value v = keys.step(); !v.isEmpty(); v = keys.step()) {
    v = normalizedKey(v);
    if (!contains(result->table, v)) result->table.set(v, v);
  }
  return box(result);
}

// §24.2.4.9: the smaller of the two is walked.
Value setIntersection(Args& args) {
  HashTable& own = thisSet(args, "Set.prototype.intersection");
  SetRecord other = setRecordOf(args[0]);
  MapObject* result = newSetObject();
  if (own.size() <= other.size) {
    HashTable::Cursor cursor;
    while (HashTable::Entry* entry = own.next(cursor)) {
      Value v = entry->key;
      if (other.has(v) && !contains(result->table, v)) result->table.set(v, v);
    }
    return box(result);
  }
  IteratorRecord keys = other.keys();
  for (Value v = keys.step(); !v.isEmpty(); v = keys.step()) {
    v = normalizedKey(v);
    if (contains(own, v) && !contains(result->table, v)) result->table.set(v, v);
  }
  return box(result);
}

// §24.2.4.6
Value setDifference(Args& args) {
  HashTable& own = thisSet(args, "Set.prototype.difference");
  SetRecord other = setRecordOf(args[0]);
  if (own.size() <= other.size) {
    MapObject* result = copyOf(own);
    HashTable::Cursor cursor;
    while (HashTable::Entry* entry = own.next(cursor)) {
      Value v = entry->key;
      if (other.has(v)) result->table.remove(v);
    }
    return box(result);
  }
  IteratorRecord keys = other.keys();
  MapObject* result = copyOf(own);
  for (Value v = keys.step(); !v.isEmpty(); v = keys.step()) result->table.remove(normalizedKey(v));
  return box(result);
}

// §24.2.4.14
Value setSymmetricDifference(Args& args) {
  HashTable& own = thisSet(args, "Set.prototype.symmetricDifference");
  IteratorRecord keys = setRecordOf(args[0]).keys();
  MapObject* result = copyOf(own);
  for (Value v = keys.step(); !v.isEmpty(); v = keys.step()) {
    v = normalizedKey(v);
    // Whether it is in this set is asked anew each time: the other's iterator may have changed it.
    if (contains(own, v)) {
      result->table.remove(v);
    } else if (!contains(result->table, v)) {
      result->table.set(v, v);
    }
  }
  return box(result);
}

// §24.2.4.11
Value setIsSubsetOf(Args& args) {
  HashTable& own = thisSet(args, "Set.prototype.isSubsetOf");
  SetRecord other = setRecordOf(args[0]);
  if (own.size() > other.size) return Value::boolean(false);
  HashTable::Cursor cursor;
  while (HashTable::Entry* entry = own.next(cursor)) {
    if (!other.has(entry->key)) return Value::boolean(false);
  }
  return Value::boolean(true);
}

// Walks the other's keys until one is (or is not) in this set; then the iterator is closed.
Value noKeyOfOther(HashTable& own, const SetRecord& other, bool contained) {
  IteratorRecord keys = other.keys();
  for (Value v = keys.step(); !v.isEmpty(); v = keys.step()) {
    if (contains(own, normalizedKey(v)) != contained) continue;
    kiln_iterator_close(keys.iterator);
    return Value::boolean(false);
  }
  return Value::boolean(true);
}

// §24.2.4.12
Value setIsSupersetOf(Args& args) {
  HashTable& own = thisSet(args, "Set.prototype.isSupersetOf");
  SetRecord other = setRecordOf(args[0]);
  if (own.size() < other.size) return Value::boolean(false);
  return noKeyOfOther(own, other, false);
}

// §24.2.4.10
Value setIsDisjointFrom(Args& args) {
  HashTable& own = thisSet(args, "Set.prototype.isDisjointFrom");
  SetRecord other = setRecordOf(args[0]);
  if (own.size() > other.size) return noKeyOfOther(own, other, true);
  HashTable::Cursor cursor;
  while (HashTable::Entry* entry = own.next(cursor)) {
    if (other.has(entry->key)) return Value::boolean(false);
  }
  return Value::boolean(true);
}

const NativeMethod kMethods[] = {
    {"union", KILN_NATIVE(setUnion), 1},
    {"intersection", KILN_NATIVE(setIntersection), 1},
    {"difference", KILN_NATIVE(setDifference), 1},
    {"symmetricDifference", KILN_NATIVE(setSymmetricDifference), 1},
    {"isSubsetOf", KILN_NATIVE(setIsSubsetOf), 1},
    {"isSupersetOf", KILN_NATIVE(setIsSupersetOf), 1},
    {"isDisjointFrom", KILN_NATIVE(setIsDisjointFrom), 1},
};

}  // namespace

void defineSetMethods(Object* prototype) {
  defineMethods(prototype, kMethods);
}

}  // namespace kiln::rt
