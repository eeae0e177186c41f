// Runs a function on a very large (lazily committed) stack, so that deeply nested programs can
// be walked recursively. Walkers still bound their depth (kMaxNesting) and report what is deeper.
#pragma once
#include <cstddef>
#include <functional>

namespace kiln {

constexpr size_t kDeepStackBytes = size_t{4} << 30;
constexpr unsigned kMaxNesting = 200'000;

void runOnDeepStack(const std::function<void()>& function);  // exceptions propagate to the caller

}  // namespace kiln
