#include "runtime/gc/gc.h"

#define GC_THREADS
#include <gc/gc.h>
#include <gc/gc_inline.h>
#include <gc/gc_mark.h>
#include <link.h>

#include <cstdlib>
#include <cstring>

#include "runtime/ops/throw.h"

kiln::abi::FreeLists kiln_free_lists;

namespace kiln::rt {
namespace {

constexpr int kPointerFreeKind = 0;
constexpr int kNormalKind = 1;
constexpr size_t kMaxWeakHooks = 8, kMaxRootScanners = 4;
// Collecting before this much was allocated costs more than it frees; much more than the caches hold is no gain either
// (bench/README.md). With more than half of it live the collector waits for twice what is live.
constexpr size_t kMinBytesBetweenCollections = 4u << 20;
// What a program makes while it starts mostly lives on, and many end before they have made so much.
constexpr size_t kMinBytesBeforeFirstCollection = 8u << 20;
constexpr size_t kIgnoreOffPage = 100u << 10;

unsigned stress_interval = 0;
unsigned stress_countdown = 0;
WeakHook weak_hooks[kMaxWeakHooks];
size_t weak_hook_count = 0;
RootScanner root_scanners[kMaxRootScanners];
size_t root_scanner_count = 0;
GC_push_other_roots_proc push_other_roots = nullptr;

// Free objects are not marked: the sweep takes them back, so the lists are dropped.
void GC_CALLBACK dropFreeLists() {
  std::memset(&kiln_free_lists, 0, sizeof kiln_free_lists);
}

void GC_CALLBACK onEvent(GC_EventType event) {
  if (event != GC_EVENT_MARK_END) return;
  GC_set_min_bytes_allocd(kMinBytesBetweenCollections);
  for (size_t i = 0; i < weak_hook_count; ++i) weak_hooks[i]();
}

void scanAsStack(void* from, void* to) {
  GC_push_all_eager(from, to);
}

void GC_CALLBACK pushRoots() {
  if (push_other_roots != nullptr) push_other_roots();
  for (size_t i = 0; i < root_scanner_count; ++i) root_scanners[i](scanAsStack);
}

void* GC_CALLBACK outOfMemory(size_t) {
  return nullptr;
}

void stressTick() {
  if (stress_interval != 0 && --stress_countdown == 0) {
    stress_countdown = stress_interval;
    GC_gcollect();
  }
}

void* refill(size_t granules, int kind, void** head) {
  if (stress_interval != 0) {
    stressTick();
    return kind == kNormalKind ? GC_malloc(granules * kGranule) : GC_malloc_atomic(granules * kGranule);
  }
  void* list = nullptr;
  GC_generic_malloc_many(granules * kGranule, kind, &list);
  if (list == nullptr) throwOutOfMemory();
  *head = *static_cast<void**>(list);
  *static_cast<void**>(list) = nullptr;
  return list;
}

void* allocateLarge(size_t bytes, int kind) {
  stressTick();
  void* result;
  if (bytes >= kIgnoreOffPage) {
    result = kind == kNormalKind ? GC_malloc_ignore_off_page(bytes) : GC_malloc_atomic_ignore_off_page(bytes);
  } else {
    result = kind == kNormalKind ? GC_malloc(bytes) : GC_malloc_atomic(bytes);
  }
  if (result == nullptr) throwOutOfMemory();
  return result;
}

// The writable segments of the executable hold every root outside the stack: module variables, caches,
// statics.
int registerExecutable(dl_phdr_info* info, size_t, void*) {
  for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
    const auto& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || !(segment.p_flags & PF_W)) continue;
    auto* start = reinterpret_cast<char*>(info->dlpi_addr + segment.p_vaddr);
    GC_add_roots(start, start + segment.p_memsz);
  }
  return 1;  // the executable comes first; libraries hold no cells
}

}  // namespace

void gcInitialise(void* stack_base) {
  GC_set_all_interior_pointers(0);
  GC_set_handle_fork(0);
  GC_set_markers_count(1);
  GC_set_no_dls(1);  // the executable is static but for libc, which holds no cells
  GC_INIT();
  dl_iterate_phdr(registerExecutable, nullptr);
  (void)stack_base;
  GC_set_warn_proc(GC_ignore_warn_proc);
  GC_set_oom_fn(outOfMemory);
  GC_set_free_space_divisor(1);
  GC_set_min_bytes_allocd(kMinBytesBeforeFirstCollection);
  GC_set_start_callback(dropFreeLists);
  GC_set_on_collection_event(onEvent);
  push_other_roots = GC_get_push_other_roots();
  GC_set_push_other_roots(pushRoots);
  if (const char* stress = std::getenv("KILN_GC_STRESS")) {
    stress_interval = stress_countdown = static_cast<unsigned>(std::strtoul(stress, nullptr, 10));
  }
}

void* allocateSlowly(size_t bytes) {
  size_t granules = (bytes + kGranule - 1) / kGranule;
  if (granules >= kFreeListClasses) return allocateLarge(bytes, kNormalKind);
  return refill(granules, kNormalKind, &kiln_free_lists.scanned[granules]);
}

void* allocatePointerFreeSlowly(size_t bytes) {
  size_t granules = (bytes + kGranule - 1) / kGranule;
  if (granules >= kFreeListClasses) return allocateLarge(bytes, kPointerFreeKind);
  return refill(granules, kPointerFreeKind, &kiln_free_lists.pointer_free[granules]);
}

void collect() {
  GC_gcollect();
}

HeapStatistics heapStatistics() {
  return {GC_get_heap_size(), GC_get_heap_size() - GC_get_free_bytes()};
}

void addWeakHook(WeakHook hook) {
  if (weak_hook_count < kMaxWeakHooks) weak_hooks[weak_hook_count++] = hook;
}

void addRootScanner(RootScanner scanner) {
  if (root_scanner_count < kMaxRootScanners) root_scanners[root_scanner_count++] = scanner;
}

bool isMarked(const void* object) {
  return GC_is_marked(object) != 0;
}

}  // namespace kiln::rt

extern "C" kiln::abi::Object* kiln_allocate_scanned(uint32_t granules) {
  return static_cast<kiln::abi::Object*>(kiln::rt::allocate(granules * kiln::abi::kGranule));
}
