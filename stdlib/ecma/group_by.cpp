#include "stdlib/ecma/group_by.h"

namespace kiln::rt {

MapObject* groupBy(Value items, Value callback, KeyCoercion coercion) {
  if (items.isNullish()) throwTypeError("%s is not iterable", describe(items));
  requireCallable(callback);
  MapObject* groups = newMapObject();
  double k = 0;
  iterate(items, [&](Value value) {
    Value key = callWith(callback, Value::undefined(), value, Value::number(k++));
    key = coercion == KeyCoercion::Property ? toPropertyKey(key).word : normalizedKey(key);
    HashTable::Entry* group = groups->table.find(key);
    if (group == nullptr) {
      groups->table.set(key, box(newArray(0)));
      group = groups->table.find(key);
    }
    arrayPush(asObject(group->value), value);
    return true;
  });
  return groups;
}

}  // namespace kiln::rt
