// Inline slots of the objects that a function constructs, from what its source assigns.
#pragma once
#include <cstdint>

#include "frontend/ast/ast.h"

namespace kiln::ir {

// For `constructor` called with new: the names that it, and the methods of its class, assign to `this`, and its class's
// fields. Derived classes' come on top of their base's.
uint16_t inlineCapacityOf(const ast::Function* constructor);
// Likewise for a class without a constructor of its own.
uint16_t inlineCapacityOf(const ast::Class* definition);

}  // namespace kiln::ir
