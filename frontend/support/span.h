// Half-open byte range in one source file.
#pragma once
#include <cstdint>

namespace kiln {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
};

}  // namespace kiln
