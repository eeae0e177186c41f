#include "stdlib/host/shared_memory.h"

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "runtime/ops/throw.h"

namespace kiln::rt {
namespace {

// Far from where the system puts programs, libraries and stacks.
void* const kRegionAddress = reinterpret_cast<void*>(0x200000000000);
constexpr size_t kRegionSize = size_t{1} << 30;

}  // namespace

SharedRegion* region;
int region_file = -1;

void throwAgentFailure(const char* what) {
  throwError(ErrorType::Error, "$262.agent: %s failed: %s", what, std::strerror(errno));
}

void mapRegion(int file) {
  void* at =
      mmap(kRegionAddress, kRegionSize, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE, file, 0);
  if (at == MAP_FAILED) throwAgentFailure("sharing memory");
  region = static_cast<SharedRegion*>(at);
  region_file = file;
  shareWaiterLists(&region->waiters);
}

void makeRegion() {
  if (region != nullptr) return;
  int file = memfd_create("kiln-agents", 0);
  if (file < 0 || ftruncate(file, kRegionSize) != 0) throwAgentFailure("sharing memory");
  mapRegion(file);
  region->waiters.initialise();
  initialiseSharedMutex(&region->mutex);
}

uint8_t* allocateShared(size_t length) {
  makeRegion();
  size_t room = kRegionSize - sizeof(SharedRegion);
  size_t rounded = (length + 15) / 16 * 16 + 16;
  if (length > room) return nullptr;
  size_t at = region->used.fetch_add(rounded);
  if (at + rounded > room) {
    region->used -= rounded;
    return nullptr;
  }
  return region->bytes + at;
}

SharedText* share(String* text) {
  std::string wtf8 = toWtf8(text);
  auto* shared = reinterpret_cast<SharedText*>(allocateShared(sizeof(SharedText) + wtf8.size()));
  if (shared == nullptr) throwRangeError("$262.agent: out of shared memory");
  shared->length = wtf8.size();
  std::memcpy(shared->wtf8, wtf8.data(), wtf8.size());
  return shared;
}
String* taken(const SharedText* text) {
  return newUtf8({text->wtf8, text->length});
}

void wakeAll(std::atomic<uint32_t>& word) {
  syscall(SYS_futex, &word, FUTEX_WAKE, INT32_MAX, nullptr, nullptr, 0);
}
void waitAWhile(std::atomic<uint32_t>& word, uint32_t value) {
  timespec while_{0, 10000000};
  syscall(SYS_futex, &word, FUTEX_WAIT, value, &while_, nullptr, 0);
}

}  // namespace kiln::rt
