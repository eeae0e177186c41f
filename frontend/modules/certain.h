// The requests of a CommonJS module that run whenever it does: what is missing there is found at build time.
#pragma once
#include <vector>

#include "frontend/modules/program.h"

namespace kiln::modules {

// Indices into module.requests of the literal require() calls in front of everything that might end the
// module early, catch the error or change how modules are found, in source order.
std::vector<size_t> certainRequires(const Module& module);

}  // namespace kiln::modules
