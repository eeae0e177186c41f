#include "runtime/loop/loop.h"

#include <uv.h>

#include <cstdio>
#include <utility>
#include <vector>

#include "runtime/loop/timers.h"

namespace kiln::rt {
namespace {

uv_loop_t the_loop;
uv_timer_t alarm;    // wakes libuv for the next timer of the program
uv_check_t checker;  // runs the immediates where Node does: behind the poll phase, before handles are closed
bool made, checked;
Root* roots;
constexpr size_t kMaxTurnHooks = 4;
TurnHook turn_hooks[kMaxTurnHooks];
size_t turn_hook_count;
std::vector<LoopTask> tasks;

LoopTimes times = {-1, 0};

bool waitsForInput() {
  return made && uv_loop_alive(&the_loop);
}

void check() {
  checked = true;
  for (size_t i = 0; i < turn_hook_count; ++i) turn_hooks[i]();
  for (LoopTask task : std::exchange(tasks, {})) task();
  runImmediates();
}
bool hasImmediateWork() {
  return hasImmediates() || !tasks.empty();
}

// The poll phase: waits for input and output, or until the next timer is due.
void poll() {
  bool block = !hasImmediateWork() && (waitsForInput() || hasReferencedTimers());
  uint64_t wait = 0;
  bool timed = nextTimer(&wait);
  // A reader at the other end of a pipe gets what was printed before the program sleeps.
  if (block && !(timed && wait == 0)) std::fflush(stdout);
  if (!made) {
    if (!block || !timed || wait == 0) return;
    uint64_t before = uv_hrtime();
    uv_sleep(static_cast<unsigned>(wait));
    times.idle += static_cast<int64_t>(uv_hrtime() - before);
    return;
  }
  if (!block || (timed && wait == 0)) {
    uv_run(&the_loop, UV_RUN_NOWAIT);
    return;
  }
  uv_update_time(&the_loop);
  // It repeats, because it may be due already when libuv looks at the clock again, before it waits.
  if (timed) uv_timer_start(&alarm, [](uv_timer_t*) {}, wait, 1);
  uv_run(&the_loop, UV_RUN_ONCE);
  if (timed) uv_timer_stop(&alarm);
}

}  // namespace

uv_loop_s* eventLoop() {
  if (!made) {
    uv_loop_init(&the_loop);
    uv_loop_configure(&the_loop, UV_METRICS_IDLE_TIME);
    uv_timer_init(&the_loop, &alarm);
    uv_check_init(&the_loop, &checker);
    uv_check_start(&checker, [](uv_check_t*) { check(); });
    uv_unref(reinterpret_cast<uv_handle_t*>(&checker));
    made = true;
  }
  return &the_loop;
}

bool loopIsAlive() {
  return hasImmediateWork() || hasReferencedTimers() || waitsForInput();
}

LoopTimes loopTimes() {
  return {times.start, times.idle + (made ? static_cast<int64_t>(uv_metrics_idle_time(&the_loop)) : 0)};
}

void runEventLoop() {
  runMicrotasks();
  if (times.start < 0) times.start = static_cast<int64_t>(uv_hrtime());
  while (loopIsAlive()) {
    runTimers();
    checked = false;
    poll();
    // libuv's turn may have been none, for want of work.
    if (!checked) check();
  }
}

void addLoopTask(LoopTask task) {
  tasks.push_back(task);
}

void addTurnHook(TurnHook hook) {
  if (turn_hook_count < kMaxTurnHooks) turn_hooks[turn_hook_count++] = hook;
}

Root* addRoot(Value value, const char* type) {
  auto* root = static_cast<Root*>(allocate(sizeof(Root)));
  root->value = value;
  root->context = captureAsyncContext(type);
  root->next = roots;
  if (roots != nullptr) roots->previous = root;
  roots = root;
  return root;
}

Value dropRoot(Root* root) {
  (root->previous == nullptr ? roots : root->previous->next) = root->next;
  if (root->next != nullptr) root->next->previous = root->previous;
  destroyAsyncContext(root->context);
  return root->value;
}

}  // namespace kiln::rt
