#include "stdlib/ecma/waiters.h"

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <ctime>

namespace kiln::rt {
namespace {

WaiterLists* lists;
bool shared;

}  // namespace

WaiterLists& waiterLists() {
  if (lists == nullptr) {
    // Not in the data segment, which the collector would read through.
    void* memory =
        mmap(nullptr, sizeof(WaiterLists), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) std::abort();
    lists = static_cast<WaiterLists*>(memory);
    lists->initialise();
  }
  return *lists;
}

void shareWaiterLists(WaiterLists* of_agents) {
  lists = of_agents;
  shared = true;
}
bool waitersAreShared() {
  return shared;
}

void initialiseSharedMutex(pthread_mutex_t* mutex) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(mutex, &attributes);
}

void WaiterLists::initialise() {
  initialiseSharedMutex(&mutex_);
  used_ = 1;  // index 0 means none
}

Waiter* WaiterLists::add(const uint8_t* address) {
  uint32_t index = free_;
  if (index != 0)
    free_ = waiters_[index].next;
  else if (used_ < kMaxWaiters)
    index = used_++;
  else
    return nullptr;
  Waiter& waiter = waiters_[index];
  waiter.address = address;
  waiter.next = 0;
  waiter.previous = last_;
  waiter.state = WaiterState::Waiting;
  (last_ == 0 ? first_ : waiters_[last_].next) = index;
  last_ = index;
  return &waiter;
}

void WaiterLists::unlink(Waiter& waiter) {
  (waiter.previous == 0 ? first_ : waiters_[waiter.previous].next) = waiter.next;
  (waiter.next == 0 ? last_ : waiters_[waiter.next].previous) = waiter.previous;
}

void WaiterLists::remove(Waiter* waiter) {
  if (waiter->state == WaiterState::Waiting) unlink(*waiter);
  waiter->state = WaiterState::Free;
  waiter->next = free_;
  free_ = indexOf(waiter);
}

// §25.4.3.11 RemoveWaiters and §25.4.3.12 NotifyWaiter
uint32_t WaiterLists::notify(const uint8_t* address, double count) {
  uint32_t woken = 0;
  for (uint32_t index = first_; index != 0 && woken < count;) {
    Waiter& waiter = waiters_[index];
    index = waiter.next;
    if (waiter.address != address) continue;
    unlink(waiter);
    waiter.state = WaiterState::Notified;
    syscall(SYS_futex, &waiter.state, FUTEX_WAKE, 1, nullptr, nullptr, 0);
    ++woken;
  }
  return woken;
}

// §25.4.3.9 SuspendThisAgent
void WaiterLists::suspend(Waiter* waiter, double timeout_ms) {
  timespec end{};
  bool ends = timeout_ms < 1e15;
  if (ends) {
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += static_cast<time_t>(timeout_ms / 1000);
    end.tv_nsec += static_cast<long>(std::fmod(timeout_ms, 1000) * 1e6);
    if (end.tv_nsec >= 1000000000) ++end.tv_sec, end.tv_nsec -= 1000000000;
  }
  while (waiter->state == WaiterState::Waiting) {
    long result = syscall(SYS_futex, &waiter->state, FUTEX_WAIT_BITSET, WaiterState::Waiting,
                          ends ? &end : nullptr, nullptr, FUTEX_BITSET_MATCH_ANY);
    if (result != 0 && errno == ETIMEDOUT) return;
  }
}

}  // namespace kiln::rt
