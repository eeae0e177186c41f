// What flows from code to the callbacks that it causes: the values of AsyncLocalStorage, and who caused whom
// (node:async_hooks). Whatever will be called back later captures one word, which is null until a program stores something.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

// Immutable; made anew by every change. `stores` is an array of pairs (AsyncLocalStorage, value), or null.
struct AsyncContext : Object {
  Elements* stores;
  uint64_t id, trigger_id;
  Value resource;
};
// Of the running code.
extern AsyncContext* async_context;

// Set while a program looks at ids or has hooks: then every callback has a context of its own. They may run
// JavaScript, none throws.
struct AsyncTracking {
  AsyncContext* (*created)(const char* type, Value resource);
  void (*before)(AsyncContext* context);
  void (*after)(AsyncContext* context);
  void (*destroyed)(AsyncContext* context);  // will not be called back any more
};
extern const AsyncTracking* async_tracking;

// For a callback that is asked for now. `resource` stands for it in hooks; undefined: nothing does.
inline AsyncContext* captureAsyncContext(const char* type, Value resource = Value::undefined()) {
  return async_tracking == nullptr ? async_context : async_tracking->created(type, resource);
}
inline void destroyAsyncContext(AsyncContext* context) {
  if (async_tracking != nullptr && context != nullptr) async_tracking->destroyed(context);
}

// Runs a callback in the context that was captured for it.
class AsyncScope {
 public:
  explicit AsyncScope(AsyncContext* context) : outer_(async_context), inner_(context) {
    async_context = context;
    if (async_tracking != nullptr && context != nullptr) [[unlikely]]
      async_tracking->before(context);
  }
  ~AsyncScope() {
    if (async_tracking != nullptr && inner_ != nullptr) [[unlikely]]
      async_tracking->after(inner_);
    async_context = outer_;
  }
  AsyncScope(const AsyncScope&) = delete;

 private:
  AsyncContext *outer_, *inner_;
};

}  // namespace kiln::rt
