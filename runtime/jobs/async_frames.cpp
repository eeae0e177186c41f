// The asynchronous part of stack traces, as V8 has it: as long as exactly one function waits for the promise that the
// running job is about to settle, that function is its caller. Nothing is recorded for it while promises are made.
#include "runtime/jobs/async_frames.h"

#include "runtime/ops/calls.h"

namespace kiln::rt {

bool (*combinator_element)(Value handler, Frame* frame, Promise** settled) = nullptr;

namespace {

Promise* startOf(const Job& job) {
  if (job.kind == Job::Kind::Resume) return promiseOf(static_cast<Coroutine*>(asObject(job.a)));
  if (job.kind != Job::Kind::Reaction) return nullptr;
  const auto& reaction = *reinterpret_cast<const Reaction*>(job.a.bits);
  return settledBy(reaction);
}

int collect(Frame* frames, int room) {
  int count = 0;
  Promise* promise = running_job == nullptr ? nullptr : startOf(*running_job);
  while (promise != nullptr && count < room && promise->state == PromiseState::Pending && promise->result.bits != 0) {
    Coroutine* waiting = nullptr;
    if (promise->flags & Promise::kAwaited) {
      waiting = reinterpret_cast<Coroutine*>(promise->result.bits);
    } else {
      const auto& reaction = *reinterpret_cast<const Reaction*>(promise->result.bits);
      if (reaction.next != nullptr) return count;
      waiting = resumedBy(reaction);
      if (waiting == nullptr) {
        promise = nullptr;
        Frame frame{nullptr, 0};
        auto isElement = [&](Value handler) {
          return combinator_element != nullptr && isCallable(handler) && combinator_element(handler, &frame, &promise);
        };
        if (isElement(reaction.on_fulfilled) || isElement(reaction.on_rejected))
          frames[count++] = frame;
        else if (isCallable(reaction.on_fulfilled))
          promise = resolvedBy(reaction.on_fulfilled);
        if (promise == nullptr) promise = settledBy(reaction);
        continue;
      }
    }
    if (suspendedFrame(waiting, &frames[count])) ++count;
    promise = promiseOf(waiting);
  }
  return count;
}

}  // namespace

void initialiseAsyncFrames() {
  async_frames = collect;
}

}  // namespace kiln::rt
