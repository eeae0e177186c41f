#include "runtime/gc/recycle.h"

#include <cstring>

namespace kiln::rt {

void recycle(void* object, size_t bytes) {
  size_t granules = (bytes + kGranule - 1) / kGranule;
  if (granules >= kFreeListClasses) return;
  // As the collector hands them out: zero but for the link.
  std::memset(object, 0, granules * kGranule);
  *static_cast<void**>(object) = kiln_free_lists.scanned[granules];
  kiln_free_lists.scanned[granules] = object;
}

}  // namespace kiln::rt
