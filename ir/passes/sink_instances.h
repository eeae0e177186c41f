// Objects that a fast copy makes and nothing in it sees.
#pragma once
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

// New objects of known constructors whose fields the fast copy knows as values are made where something sees
// them: on the `exits`, ways to the generic copy, and in places after which nothing asks for them. In their
// place the fast copy asks whether the constructor still makes such objects (`makes_layout`).
void sinkInstances(Function& function, const std::vector<Block*>& exits);

}  // namespace kiln::ir
