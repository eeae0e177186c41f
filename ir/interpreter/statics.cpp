#include "ir/interpreter/statics.h"

#include "runtime/gc/gc.h"

namespace kiln::interpreter {
namespace {

constexpr size_t kChunkBytes = 16 * 1024;
constexpr size_t kHeader = 16;

// Chunks hang together by their first word. This pointer is in the executable's data, a root.
struct {
  char* chunk = nullptr;
  size_t used = 0, size = 0;
} memory;

}  // namespace

void* allocateStatic(size_t bytes) {
  bytes = (bytes + 15) & ~size_t{15};
  if (memory.used + bytes > memory.size) {
    size_t size = bytes + kHeader > kChunkBytes ? bytes + kHeader : kChunkBytes;
    auto* chunk = static_cast<char*>(rt::allocate(size));
    *reinterpret_cast<char**>(chunk) = memory.chunk;
    memory = {chunk, kHeader, size};
  }
  void* result = memory.chunk + memory.used;
  memory.used += bytes;
  return result;
}

}  // namespace kiln::interpreter
