// The order of strings by the root collation (CLDR), as localeCompare of the default locale has it.
#pragma once
#include "stdlib/ecma/string.h"

namespace kiln::rt {

enum class Sensitivity { Base, Accent, Case, Variant };

// Negative, 0 or positive. `numeric`: runs of digits compare by their value. May collect.
int32_t collate(String* a, String* b, Sensitivity sensitivity, bool numeric);

}  // namespace kiln::rt
