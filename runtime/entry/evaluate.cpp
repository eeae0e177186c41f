// §16.2.1.5 Cyclic Module Records: evaluation of a graph of ES modules, with top-level await.
#include <algorithm>
#include <vector>

#include "runtime/entry/module_state.h"
#include "runtime/entry/modules.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"

namespace kiln::rt {
namespace {

uint64_t async_counter = 0;

bool isStatic(const ModuleRequest& request) {
  return (request.flags & 1) && request.target != nullptr;
}

// §16.2.1.5.2 Link: names were resolved at build time; what remains is to make the functions.
void link(const ModuleInfo* module) {
  ModuleState* state = module->state;
  if (module->kind != ModuleKind::EsModule || state->phase != ModulePhase::Unlinked) return;
  checkStack();
  state->phase = ModulePhase::Linked;
  for (uint32_t i = 0; i < module->request_count; ++i) {
    if (isStatic(module->requests[i])) link(module->requests[i].target);
  }
  if (module->instantiate != nullptr)
    module->instantiate(module->instantiate_callee, Value::undefined(), Value::undefined(), 0, nullptr);
}

Value runBody(const ModuleInfo* module) {
  return module->body(module->body_callee, Value::undefined(), Value::undefined(), 0, nullptr);
}

const ModuleInfo* moduleOf(Args& args) {
  return reinterpret_cast<const ModuleInfo*>(args.callee->captures[0].bits);
}

void settle(const ModuleInfo* module, bool threw, Value value) {
  if (!isPromise(module->state->promise)) return;
  auto* promise = static_cast<Promise*>(asObject(module->state->promise));
  threw ? rejectPromise(promise, value) : resolvePromise(promise, value);
}

// §16.2.1.5.3.5 AsyncModuleExecutionRejected
void rejected(const ModuleInfo* module, Value error) {
  ModuleState* state = module->state;
  if (state->phase == ModulePhase::Evaluated) return;
  state->error = error;
  state->phase = ModulePhase::Evaluated;
  for (AsyncParents* p = state->parents; p != nullptr; p = p->next) rejected(p->module, error);
  settle(module, true, error);
}

void executeAsync(const ModuleInfo* module);

// §16.2.1.5.3.3 GatherAvailableAncestors
void gather(const ModuleInfo* module, std::vector<const ModuleInfo*>& list) {
  for (AsyncParents* p = module->state->parents; p != nullptr; p = p->next) {
    ModuleState* state = p->module->state;
    bool known = std::find(list.begin(), list.end(), p->module) != list.end();
    bool failed = state->cycle_root != nullptr && !state->cycle_root->state->error.isEmpty();
    if (known || failed) continue;
    if (--state->pending != 0) continue;
    list.push_back(p->module);
    if (!p->module->has_tla) gather(p->module, list);
  }
}

// §16.2.1.5.3.4 AsyncModuleExecutionFulfilled
void fulfilled(const ModuleInfo* module) {
  ModuleState* state = module->state;
  if (state->phase == ModulePhase::Evaluated) return;
  state->phase = ModulePhase::Evaluated;
  settle(module, false, Value::undefined());
  std::vector<const ModuleInfo*> ready;
  gather(module, ready);
  std::sort(ready.begin(), ready.end(), [](const ModuleInfo* a, const ModuleInfo* b) {
    return a->state->async_order < b->state->async_order;
  });
  for (const ModuleInfo* next : ready) {
    if (next->state->phase == ModulePhase::Evaluated) continue;
    if (next->has_tla) {
      executeAsync(next);
      continue;
    }
    try {
      runBody(next);
    } catch (Thrown&) {
      rejected(next, pendingException());
      continue;
    }
    next->state->phase = ModulePhase::Evaluated;
    settle(next, false, Value::undefined());
  }
}

Value onFulfilled(Args& args) {
  fulfilled(moduleOf(args));
  return Value::undefined();
}
Value onRejected(Args& args) {
  rejected(moduleOf(args), args[0]);
  return Value::undefined();
}

// §16.2.1.5.3.2 ExecuteAsyncModule
void executeAsync(const ModuleInfo* module) {
  Value promise = runBody(module);
  Function* good = newNative(atoms.empty, KILN_NATIVE(onFulfilled), 1, 0, 1);
  Function* bad = newNative(atoms.empty, KILN_NATIVE(onRejected), 1, 0, 1);
  good->captures[0] = bad->captures[0] = Value::raw(reinterpret_cast<uint64_t>(module));
  performThen(static_cast<Promise*>(asObject(promise)), box(good), box(bad), Value::undefined(),
              Value::undefined(), Value::undefined());
}

struct Walk {
  std::vector<const ModuleInfo*> stack;
  int32_t index = 0;
};

// §16.2.1.5.3.1 InnerModuleEvaluation
void evaluate(const ModuleInfo* module, Walk& walk) {
  if (module->kind != ModuleKind::EsModule) {
    requireModule(module, nullptr);
    return;
  }
  checkStack();
  ModuleState* state = module->state;
  if (state->phase == ModulePhase::EvaluatingAsync || state->phase == ModulePhase::Evaluated) {
    if (!state->error.isEmpty()) throwValue(state->error);
    return;
  }
  if (state->phase == ModulePhase::Evaluating) return;
  state->phase = ModulePhase::Evaluating;
  state->index = state->ancestor = walk.index++;
  state->pending = 0;
  walk.stack.push_back(module);
  for (uint32_t i = 0; i < module->request_count; ++i) {
    if (!isStatic(module->requests[i])) continue;
    const ModuleInfo* required = module->requests[i].target;
    evaluate(required, walk);
    if (required->kind != ModuleKind::EsModule) continue;
    if (required->state->phase == ModulePhase::Evaluating) {
      state->ancestor = std::min(state->ancestor, required->state->ancestor);
    } else {
      required = required->state->cycle_root;
      if (!required->state->error.isEmpty()) throwValue(required->state->error);
    }
    if (required->state->async_order == 0 || required->state->phase == ModulePhase::Evaluated) continue;
    ++state->pending;
    auto* row = static_cast<AsyncParents*>(allocate(sizeof(AsyncParents)));
    *row = {nullptr, module};
    ModuleState* awaited = required->state;
    (awaited->last_parent == nullptr ? awaited->parents : awaited->last_parent->next) = row;
    awaited->last_parent = row;
  }
  if (state->pending > 0 || module->has_tla) {
    state->async_order = ++async_counter;
    if (state->pending == 0) executeAsync(module);
  } else {
    runBody(module);
  }
  if (state->ancestor != state->index) return;
  while (true) {
    const ModuleInfo* done = walk.stack.back();
    walk.stack.pop_back();
    done->state->phase =
        done->state->async_order == 0 ? ModulePhase::Evaluated : ModulePhase::EvaluatingAsync;
    done->state->cycle_root = module;
    if (done == module) return;
  }
}

}  // namespace

bool isEvaluated(const ModuleInfo* module) {
  return module->kind != ModuleKind::EsModule || module->state->phase >= ModulePhase::EvaluatingAsync;
}

Promise* evaluateModule(const ModuleInfo* module) {
  if (isEvaluated(module) && module->kind == ModuleKind::EsModule && module->state->cycle_root != nullptr)
    module = module->state->cycle_root;
  ModuleState* state = module->state;
  if (isPromise(state->promise)) return static_cast<Promise*>(asObject(state->promise));
  Promise* promise = newPromise();
  Walk walk;
  try {
    link(module);
    if (module->kind == ModuleKind::EsModule) state->promise = box(promise);
    evaluate(module, walk);
    if (state->async_order == 0 || state->phase == ModulePhase::Evaluated)
      resolvePromise(promise, Value::undefined());
  } catch (Thrown&) {
    Value error = pendingException();
    for (const ModuleInfo* failed : walk.stack) {
      failed->state->phase = ModulePhase::Evaluated;
      failed->state->error = error;
    }
    rejectPromise(promise, error);
  }
  return promise;
}

}  // namespace kiln::rt
