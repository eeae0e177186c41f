// ECMA-262 §7.3.35 GroupBy, for Object.groupBy and Map.groupBy.
#pragma once
#include "stdlib/ecma/hash_table.h"

namespace kiln::rt {

enum class KeyCoercion { Property, Collection };
// A Map from each key, in order of appearance, to the array of its values. Property keys are the words of
// PropertyKeys.
MapObject* groupBy(Value items, Value callback, KeyCoercion coercion);

}  // namespace kiln::rt
