// §25.4.1 WaiterList Records: who waits at which address, in the order of their start. Hosts with several
// agents (processes) put the lists into memory that these share; addresses then mean the same in all of them.
#pragma once
#include <pthread.h>

#include <atomic>
#include <cstdint>

namespace kiln::rt {

enum class WaiterState : uint32_t { Free, Waiting, Notified };

struct Waiter {
  std::atomic<WaiterState> state;  // a futex
  uint32_t next, previous;         // indices; 0: none
  const uint8_t* address;
};

class WaiterLists {
 public:
  static constexpr uint32_t kMaxWaiters = 1 << 16;

  void initialise();
  // §25.4.3.5, §25.4.3.6 EnterCriticalSection, LeaveCriticalSection
  void enter() { pthread_mutex_lock(&mutex_); }
  void leave() { pthread_mutex_unlock(&mutex_); }
  // These in the critical section.
  Waiter* add(const uint8_t* address);  // null when there are too many
  void remove(Waiter* waiter);          // also of those that were notified
  uint32_t notify(const uint8_t* address, double count);
  // This outside of it: suspends the thread until it is notified or the time is over.
  static void suspend(Waiter* waiter, double timeout_ms);

 private:
  uint32_t indexOf(const Waiter* waiter) const { return static_cast<uint32_t>(waiter - waiters_); }
  void unlink(Waiter& waiter);

  pthread_mutex_t mutex_;
  uint32_t first_, last_;  // those that wait
  uint32_t free_, used_;   // free ones, by `next`; how many ever were in use
  Waiter waiters_[kMaxWaiters];
};

void initialiseSharedMutex(pthread_mutex_t* mutex);  // one that several processes may lock

WaiterLists& waiterLists();
// Before any wait. `lists` is initialised.
void shareWaiterLists(WaiterLists* lists);
bool waitersAreShared();

}  // namespace kiln::rt
