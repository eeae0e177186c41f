// Parts of Array that its files share.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// §10.4.2.2 ArrayCreate with a prototype.
Object* arrayCreate(double length, Object* prototype);
// §10.4.2.3. A plain array is filled with createDataProperty.
Object* arraySpeciesCreate(Object* original, double length);
void setLength(Object* o, double length);  // Set(o, "length", length, true)
[[noreturn]] void throwInvalidArrayLength();

// Stable sort of `count` values in place by `less_or_equal_order(a, b)` <= 0; the order may run user code.
using Order = double (*)(void* context, Value a, Value b);
void sortValues(Value* values, size_t count, Order order, void* context);
// Values by §23.1.3.30.2 CompareArrayElements; undefined last. Empty (holes) must be left out by the caller.
void sortElements(ValueList& values, Value comparator);
void requireComparator(Value comparator);

void defineArrayAccess(Object* prototype);
void defineArrayMutators(Object* prototype);
void defineArrayCallbacks(Object* prototype);

}  // namespace kiln::rt
