// Who awaits what: for the part of a stack trace that is not on the stack.
#pragma once
#include "runtime/jobs/job_queue.h"
#include "runtime/jobs/jobs.h"
#include "runtime/ops/frames.h"

namespace kiln::rt {

extern const Job* running_job;  // nullptr outside of jobs

// What settling a promise with this one reaction goes on with: a coroutine, or nullptr.
Coroutine* resumedBy(const Reaction& reaction);
// Or the promise that settles with it; nullptr if that is hidden in functions.
Promise* settledBy(const Reaction& reaction);
// The promise of a resolving function; nullptr if it is none, or has been called.
Promise* resolvedBy(Value function);
// What the coroutine will settle next; nullptr if nothing.
Promise* promiseOf(Coroutine* coroutine);

// Whether `handler` is an element's function of Promise.all and the like: fills in kind and number, and what it settles.
// Set by the library.
extern bool (*combinator_element)(Value handler, Frame* frame, Promise** settled);
void initialiseAsyncFrames();

}  // namespace kiln::rt
