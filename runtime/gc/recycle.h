// Giving memory back before the collector finds out that it is free.
#pragma once
#include "runtime/gc/gc.h"

namespace kiln::rt {

// `object` came from allocate(bytes) and nobody refers to it any more.
void recycle(void* object, size_t bytes);

}  // namespace kiln::rt
