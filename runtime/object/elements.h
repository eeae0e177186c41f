// Indexed storage of ordinary objects, arrays and arguments objects.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

// Sparse storage or elements with attributes: index -> value and attributes.
struct ElementsMap {
  PropertyTable* table;  // keys are index words, slot = position in values
  Value* values;
  uint32_t values_capacity;
  uint32_t next_slot;
  bool has_attributes;  // some element is no plain writable one
};

Elements* elementsOf(Object* o);  // never null
bool isSlow(Object* o);
ElementsMap* mapOf(Object* o);  // only when isSlow
// Adds or replaces a plain element; grows or turns sparse as needed. The object must be extensible when the
// element is new.
void putElement(Object* o, uint32_t index, Value value);
void putElementWithAttributes(Object* o, uint32_t index, Value value,
                              uint32_t attributes);  // value may be an AccessorPair
bool getOwnElement(Object* o, uint32_t index, PropertyDescriptor* out);
bool removeElement(Object* o, uint32_t index);       // false: not configurable
void appendElementKeys(Object* o, ValueList& keys);  // index words ascending
void makeSlow(Object* o);
// The elements of a plain array that has no hole, or nullptr; valid until the array changes.
const Value* denseElements(const Object* array);
// Allocates the elements below `count` of an array that is not sparse.
void reserveElements(Object* array, uint32_t count);
// Appends values (none of them a hole) to a dense array (isFastArray) of which every index below the length
// is allocated.
void appendElements(Object* array, const Value* values, uint32_t count);

}  // namespace kiln::rt
