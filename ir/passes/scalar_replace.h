// Closures, boxes and object literals that a function makes itself, as far as nothing else sees them.
#pragma once
#include "ir/core/ir.h"

namespace kiln::ir {

// Simplifies `function`; reads of literals that nothing can have changed become the values that were put in; boxes
// and literals that nothing but reads and writes of the function itself sees become SSA values; calls of closures made
// here become known calls. True when there is a new known call, which `inline` may look at again.
bool scalarReplace(Function& function);

}  // namespace kiln::ir
