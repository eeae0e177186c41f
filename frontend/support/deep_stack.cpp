#include "frontend/support/deep_stack.h"

#include <pthread.h>

#include <exception>

namespace kiln {

void runOnDeepStack(const std::function<void()>& function) {
  struct Job {
    const std::function<void()>* function;
    std::exception_ptr error;
  } job{&function, nullptr};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kDeepStackBytes);
  pthread_t thread;
  auto body = [](void* argument) -> void* {
    auto* work = static_cast<Job*>(argument);
    try {
      (*work->function)();
    } catch (...) {
      work->error = std::current_exception();
    }
    return nullptr;
  };
  if (pthread_create(&thread, &attributes, body, &job) != 0) {
    (*job.function)();  // no address space for the large stack: the caller's has to do
  } else {
    pthread_join(thread, nullptr);
  }
  pthread_attr_destroy(&attributes);
  if (job.error != nullptr) std::rethrow_exception(job.error);
}

}  // namespace kiln
