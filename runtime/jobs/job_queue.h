// A queue of jobs, first in, first out. Jobs lie in chunks; one that was emptied is kept for the next.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

struct Job {
  enum class Kind : uint32_t {
    Resume,      // a: a coroutine, b: what it awaited came to
    Reaction,    // a: the address of a Reaction, b: its argument
    Thenable,    // a: a promise, b: what it was resolved with, c: the `then` of that
    ThenableIn,  // the same in a context: b is an array of both
    Callback,    // a: a function, b, d: its arguments, as many as `count`
    CallbackOf,  // a: a function, b: an array of its arguments
  };
  // c, but of a Thenable: the address of the context to run in.
  Kind kind;
  union {
    uint32_t rejected;  // Resume, Reaction
    uint32_t count;     // Callback
  };
  Value a, b, c, d;
};

class JobQueue {
 public:
  bool empty() const { return first_ == last_ && read_ == write_; }
  // Whether there is exactly one job.
  bool single() const { return first_ == last_ && write_ - read_ == 1; }
  void push(const Job& job) {
    if (write_ == kJobs || last_ == nullptr) [[unlikely]]
      grow();
    last_->jobs[write_++] = job;
  }
  // Not of an empty queue.
  Job pop() {
    Job& place = first_->jobs[read_++];
    Job job = place;
    place = {};  // what it mentions may be collected
    if (first_ == last_) {
      if (read_ == write_) read_ = write_ = 0;
    } else if (read_ == kJobs) {
      spare_ = first_;
      first_ = first_->next;
      read_ = 0;
    }
    return job;
  }

 private:
  static constexpr uint32_t kJobs = 63;
  struct Chunk {
    Chunk* next;
    Job jobs[kJobs];
  };

  void grow() {
    Chunk* chunk = spare_;
    spare_ = nullptr;
    if (chunk == nullptr) chunk = static_cast<Chunk*>(allocate(sizeof(Chunk)));
    chunk->next = nullptr;
    (last_ == nullptr ? first_ : last_->next) = chunk;
    last_ = chunk;
    write_ = 0;
  }

  Chunk *first_ = nullptr, *last_ = nullptr, *spare_ = nullptr;
  uint32_t read_ = 0, write_ = 0;  // in the first chunk, in the last one
};

}  // namespace kiln::rt
