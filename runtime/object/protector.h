// Cheap answers to "is this property of that built-in object still what it was?", which fast paths must ask
// each time.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

// Remembers the holder's shape and the slot: as every addition, deletion or change of attributes gives an
// object that is used as a prototype a new shape, one comparison of shapes and one of the slot's word are
// enough. For an accessor the word is its pair, which a redefinition replaces.
class Protector {
 public:
  // `holder` and `key` must be the same at every call.
  bool holds(Object* holder, PropertyKey key, Value expected) {
    if (holder->shape != shape_ && !find(holder, key)) return false;
    return *slot_ == expected;
  }

 private:
  bool find(Object* holder, PropertyKey key) {
    markPrototype(holder);
    PropertyEntry* entry = lookup(holder->shape, key);
    if (entry == nullptr) return false;
    shape_ = holder->shape;
    slot_ = slotOf(holder, entry->slot);
    return true;
  }
  const Shape* shape_ = nullptr;
  const Value* slot_ = nullptr;
};

}  // namespace kiln::rt
