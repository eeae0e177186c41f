// ESM linking (§16.2.1.7): every import finds the variable, namespace or property it stands for.
#pragma once
#include "frontend/modules/program.h"

namespace kiln::modules {

// Fills exports, Binding::import, link_order, in_cycle. Reports missing and ambiguous exports.
void link(Program& program);

}  // namespace kiln::modules
