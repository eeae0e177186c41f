// Which properties are expected to hold fractions in every object that has them as plain data: their objects get
// shapes that guarantee it (runtime/abi/layout.h, double_slots), so that a tested shape needs no test of the value.
#pragma once
#include "ir/core/ir.h"
#include "ir/passes/evidence.h"

namespace kiln::ir {

// Marks the names (Atom::is_double_field). A wrong guess costs time, nothing else: an object that gets another
// value changes its shape.
void predictDoubleFields(Program& program, const Evidence& evidence);

}  // namespace kiln::ir
