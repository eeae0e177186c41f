// The native half of lib/internal/fs_watch.js: libuv's events of a file and its polling of one.
#include <uv.h>

#include <cstring>

#include "runtime/loop/loop.h"
#include "stdlib/node/child_options.h"
#include "stdlib/node/fs_request.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

struct Watcher {
  union {
    uv_handle_t handle;
    uv_fs_event_t event;
    uv_fs_poll_t poll;
  };
  Root* on_change;
  Root* own;  // what JavaScript holds of it
  bool bigint;
};

Watcher* watcherOf(Value handle) {
  return static_cast<Watcher*>(nativeOf(handle));
}

void closeWatcher(Watcher* watcher) {
  dropRoot(watcher->on_change);
  clearHandle(dropRoot(watcher->own));
  uv_close(&watcher->handle, [](uv_handle_t* handle) { delete static_cast<Watcher*>(handle->data); });
}

void onEvent(uv_fs_event_t* event, const char* name, int events, int status) {
  auto* watcher = static_cast<Watcher*>(event->data);
  Value callback = watcher->on_change->value;
  asCallback(watcher->on_change->context, [&] {
    const char* kind = status != 0 ? "" : events & UV_RENAME ? "rename" : "change";
    Value file = name == nullptr ? Value::null() : box(newBufferOf(name, std::strlen(name)));
    callWith(callback, Value::undefined(), Value::int32(status), box(internAscii(kind)), file);
  });
}

Value statsOf(const uv_stat_t* stat, bool bigint) {
  FsRequest request;
  request.stat = *stat;
  request.bigint = bigint;
  return newStats(request);
}
void onPoll(uv_fs_poll_t* poll, int status, const uv_stat_t* previous, const uv_stat_t* current) {
  auto* watcher = static_cast<Watcher*>(poll->data);
  Value callback = watcher->on_change->value;
  asCallback(watcher->on_change->context, [&] {
    callWith(callback, Value::undefined(), Value::int32(status), statsOf(current, watcher->bigint),
             statsOf(previous, watcher->bigint));
  });
}

// `start` gives 0 or a negative errno; the result is a handle or that errno.
template <typename Start>
Value open(Value on_change, const char* type, Start&& start) {
  auto* watcher = new Watcher{};
  watcher->on_change = addRoot(on_change, type);
  watcher->own = addRoot(newHandle(watcher));
  Value own = watcher->own->value;
  watcher->handle.data = watcher;
  int status = start(watcher);
  if (status == 0) return own;
  closeWatcher(watcher);
  return Value::int32(status);
}

// watch(path, onChange(status, event, name as a Buffer or null))
Value watch(Args& args) {
  std::string path = pathArgument(args[0]);
  return open(args[1], "FSEVENTWRAP", [&](Watcher* watcher) {
    uv_fs_event_init(eventLoop(), &watcher->event);
    return uv_fs_event_start(&watcher->event, onEvent, path.c_str(), 0);
  });
}
// poll(path, interval, bigint, onChange(status, current, previous))
Value poll(Args& args) {
  std::string path = pathArgument(args[0]);
  uint32_t interval = toUint32(args[1]);
  return open(args[3], "STATWATCHER", [&](Watcher* watcher) {
    watcher->bigint = toBoolean(args[2]);
    uv_fs_poll_init(eventLoop(), &watcher->poll);
    return uv_fs_poll_start(&watcher->poll, onPoll, path.c_str(), interval);
  });
}
Value close(Args& args) {
  if (Watcher* watcher = watcherOf(args[0])) closeWatcher(watcher);
  return Value::undefined();
}
// setReferenced(handle, whether it keeps the program alive)
Value setReferenced(Args& args) {
  Watcher* watcher = watcherOf(args[0]);
  if (watcher == nullptr) return Value::undefined();
  args[1].isTrue() ? uv_ref(&watcher->handle) : uv_unref(&watcher->handle);
  return Value::undefined();
}
Value path(Args& args) {
  return box(newUtf8(pathArgument(args[0])));
}

const NativeMethod kFunctions[] = {
    {"watch", KILN_NATIVE(watch), 2},       {"poll", KILN_NATIVE(poll), 4},
    {"close", KILN_NATIVE(close), 1},       {"setReferenced", KILN_NATIVE(setReferenced), 2},
    {"path", KILN_NATIVE(path), 1},
};

}  // namespace

void fillFsWatchNative(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_fs_watch_native, "internal/fs_watch_native", ::kiln::rt::fillFsWatchNative)
