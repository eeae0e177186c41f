// The one door to the collector (Boehm). Everything that JavaScript can reach is allocated here.
//
// Memory is never moved. Stacks and registers are scanned conservatively, including interior pointers; heap
// words and static data only count when they hold the start of an object.
#pragma once
#include <cstddef>
#include <cstdint>

#include "runtime/abi/helpers.h"

extern "C" kiln::abi::FreeLists kiln_free_lists;

namespace kiln::rt {

using namespace kiln::abi;

// Before any other call. Reads KILN_GC_STRESS (collect at every Nth allocation).
void gcInitialise(void* stack_base);

void* allocateSlowly(size_t bytes);
void* allocatePointerFreeSlowly(size_t bytes);
// Zeroed memory that is scanned for pointers. Throws RangeError when memory is exhausted. May collect.
inline void* allocate(size_t bytes) {
  size_t granules = (bytes + kGranule - 1) / kGranule;
  if (granules < kFreeListClasses) {
    void*& head = kiln_free_lists.scanned[granules];
    if (void* result = head) [[likely]] {
      head = *static_cast<void**>(result);
      *static_cast<void**>(result) = nullptr;
      return result;
    }
  }
  return allocateSlowly(bytes);
}
// Memory that is not scanned and not zeroed.
inline void* allocatePointerFree(size_t bytes) {
  size_t granules = (bytes + kGranule - 1) / kGranule;
  if (granules < kFreeListClasses) {
    void*& head = kiln_free_lists.pointer_free[granules];
    if (void* result = head) [[likely]] {
      head = *static_cast<void**>(result);
      return result;
    }
  }
  return allocatePointerFreeSlowly(bytes);
}

void collect();
struct HeapStatistics {
  size_t heap_bytes, used_bytes;
};
HeapStatistics heapStatistics();

// Memory outside the heap that holds cells, or addresses within them, as a stack does: at each collection `scanner` calls
// scan(from, to) for it.
using RootScanner = void (*)(void (*scan)(void* from, void* to));
void addRootScanner(RootScanner scanner);

// Weak processing at the end of each mark phase: `hook` runs with the world stopped, may ask isMarked and
// forget entries, must not allocate.
using WeakHook = void (*)();
void addWeakHook(WeakHook hook);
bool isMarked(const void* object);

// Cells: header initialised, the rest zero.
template <typename T>
T* allocateCell(Shape* shape, size_t extra_bytes = 0) {
  T* cell = static_cast<T*>(allocate(sizeof(T) + extra_bytes));
  cell->shape = shape;
  return cell;
}

}  // namespace kiln::rt
