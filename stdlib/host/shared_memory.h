// What the agents of $262.agent share: one region of memory that lies at the same address in all of their
// processes. SharedArrayBuffers, the waiter lists, scripts, broadcasts and reports are in it.
#pragma once
#include <pthread.h>

#include <atomic>

#include "runtime/value/strings.h"
#include "stdlib/ecma/waiters.h"

namespace kiln::rt {

struct SharedText {
  SharedText* next;
  size_t length;
  char wtf8[];
};

struct SharedRegion {
  pthread_mutex_t mutex;                                // for the reports
  std::atomic<size_t> used;                             // of the bytes behind this header
  SharedText* script;                                   // of the agent that starts
  std::atomic<uint32_t> started, broadcasts, received;  // futexes
  struct {
    uint8_t* data;
    size_t byte_length, max_byte_length;
    bool is_bigint;
    int64_t number;
  } broadcast;
  SharedText *first_report, *last_report;
  WaiterLists waiters;
  alignas(16) uint8_t bytes[];
};

extern SharedRegion* region;  // null: there was nothing to share yet
extern int region_file;       // a file descriptor, which agents inherit

void makeRegion();         // unless there is one
void mapRegion(int file);  // the one of the process that started this one
// Zeroed, never freed; null when the region is full.
uint8_t* allocateShared(size_t length);
SharedText* share(String* text);
String* taken(const SharedText* text);

void wakeAll(std::atomic<uint32_t>& word);
// Until the word is another one, or a while is over.
void waitAWhile(std::atomic<uint32_t>& word, uint32_t value);

[[noreturn]] void throwAgentFailure(const char* what);  // for the reason that errno tells

}  // namespace kiln::rt
