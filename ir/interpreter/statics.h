// Memory for what codegen emits as static data: zeroed, scanned by the collector, never freed nor moved.
#pragma once
#include <cstddef>

namespace kiln::interpreter {

void* allocateStatic(size_t bytes);  // may collect

template <typename T>
T* newStatic(size_t count = 1) {
  return static_cast<T*>(allocateStatic(sizeof(T) * count));
}

}  // namespace kiln::interpreter
