// Parts of Array that its files share.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// §10.4.2.2 ArrayCreate with a prototype.
Object* arrayCreate(double length, Object* prototype);
// §10.4.2.3. A plain array is filled with createDataProperty; with `plain_is_empty` it starts without holes,
// and its length is set by the caller in the end.
Object* arraySpeciesCreate(Object* original, double length, bool plain_is_empty = false);
// FAST: no object that an array inherits from has elements, so that holes are absent and new elements meet no
// setter (tests/exec/arrays).
inline bool inheritsNoElements(const Object* array) {
  for (const Object* o = array->shape->prototype; o != nullptr; o = o->shape->prototype) {
    const Shape* shape = o->shape;
    if (shape->flags & (kExotic | kMayHaveIndexed) || shape->elements_kind == ElementsKind::Slow ||
        (shape->flags & kElementsLayout && o->elements->length != 0))
      return false;
  }
  return true;
}
bool arraySpeciesIsPristine(Object* original);  // `new Array` is what ArraySpeciesCreate would do for a plain array
void setLength(Object* o, double length);  // Set(o, "length", length, true)
[[noreturn]] void throwInvalidArrayLength();

// Stable sort of `count` values in place by `less_or_equal_order(a, b)` <= 0; the order may run user code.
using Order = double (*)(void* context, Value a, Value b);
void sortValues(Value* values, size_t count, Order order, void* context);
// Values by §23.1.3.30.2 CompareArrayElements; undefined last. Empty (holes) must be left out by the caller.
void sortElements(ValueList& values, Value comparator);
void requireComparator(Value comparator);

// What Array.of and Array.from make: by `constructor` if it is one.
Object* constructResult(Value constructor, bool with_length, double length);
Value arrayFromAsync(Args& args);

void defineArrayAccess(Object* prototype);
void defineArrayMutators(Object* prototype);
void defineArrayCallbacks(Object* prototype);

}  // namespace kiln::rt
