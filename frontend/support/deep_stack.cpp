#include "frontend/support/deep_stack.h"

#include <sys/mman.h>
#include <ucontext.h>

#include <exception>
#include <utility>

namespace kiln {
namespace {

// One a thread, kept: programs that evaluate source text come here thousands of times.
struct DeepStack {
  void* base = nullptr;
  bool active = false;
  ucontext_t here, there;
  const std::function<void()>* function = nullptr;
  std::exception_ptr error;

  ~DeepStack() {
    if (base != nullptr) munmap(base, kDeepStackBytes);
  }
  bool map() {
    if (base != nullptr) return true;
    void* mapped = mmap(nullptr, kDeepStackBytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (mapped == MAP_FAILED) return false;
    base = mapped;
    return true;
  }
};
thread_local DeepStack stack;

void enter() {
  try {
    (*stack.function)();
  } catch (...) {
    stack.error = std::current_exception();
  }
}

}  // namespace

void runOnDeepStack(const std::function<void()>& function) {
  // Without address space for the large stack, the caller's has to do.
  if (stack.active || !stack.map()) return function();
  getcontext(&stack.there);
  stack.there.uc_stack.ss_sp = stack.base;
  stack.there.uc_stack.ss_size = kDeepStackBytes;
  stack.there.uc_link = &stack.here;
  makecontext(&stack.there, enter, 0);
  stack.function = &function;
  stack.active = true;
  swapcontext(&stack.here, &stack.there);
  stack.active = false;
  if (stack.error != nullptr) std::rethrow_exception(std::exchange(stack.error, nullptr));
}

}  // namespace kiln
