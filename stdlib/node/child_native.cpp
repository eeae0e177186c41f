// The native half of node:child_process: processes that run beside the program.
#include <uv.h>

#include <csignal>

#include "runtime/loop/loop.h"
#include "runtime/ops/error.h"
#include "stdlib/node/child_options.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/process.h"
#include "stdlib/node/stream_handle.h"
#include "stdlib/node/uv_error.h"

namespace kiln::rt {
namespace {

struct Child {
  uv_process_t process;
  Root* on_exit;
  Root* handle;
};

Value signalValue(int number) {
  return number == 0 ? Value::null() : box(internAscii(signalName(number)));
}

void forget(Child* child) {
  clearHandle(dropRoot(child->handle));
  uv_close(reinterpret_cast<uv_handle_t*>(&child->process),
           [](uv_handle_t* handle) { delete static_cast<Child*>(handle->data); });
}

void onExit(uv_process_t* process, int64_t status, int number) {
  auto* child = static_cast<Child*>(process->data);
  AsyncContext* context = child->on_exit->context;
  Value callback = dropRoot(child->on_exit);
  forget(child);
  asCallback(context, [&] {
    callWith(callback, Value::undefined(), Value::number(static_cast<double>(status)), signalValue(number));
  });
}

// spawn(request, stdio, onExit(code, signal)): [0 or a negative errno, pid, handle]. A row of `stdio` is a
// descriptor, a Pipe or null.
Value spawn(Args& args) {
  SpawnRequest request;
  readRequest(asObject(args[0]), &request);
  Elements* rows = asObject(args[1])->elements;
  for (uint32_t i = 0; i < rows->length; ++i) {
    uv_stdio_container_t row{};
    if (rows->data[i].isInt32()) {
      row.flags = UV_INHERIT_FD;
      row.data.fd = rows->data[i].asInt32();
    } else if (isObject(rows->data[i])) {
      row.flags = static_cast<uv_stdio_flags>(UV_CREATE_PIPE | UV_READABLE_PIPE | UV_WRITABLE_PIPE);
      row.data.stream = &streamOf(rows->data[i])->stream;
    }
    request.stdio.push_back(row);
  }
  finishRequest(&request, onExit);
  // What the program has printed comes before what the child prints.
  std::fflush(stdout);
  auto* child = new Child{{}, addRoot(args[2], "PROCESSWRAP"), addRoot(newHandle(nullptr))};
  child->handle->value = newHandle(child);
  child->process.data = child;
  int status = uv_spawn(eventLoop(), &child->process, &request.options);
  Value handle = child->handle->value;
  Value result[] = {Value::int32(status), Value::int32(child->process.pid), handle};
  if (status != 0) {
    dropRoot(child->on_exit);
    forget(child);
    result[1] = result[2] = Value::undefined();
  }
  return box(newArrayOf(result, 3));
}

// kill(handle, number): 0 or a negative errno
Value kill(Args& args) {
  auto* child = static_cast<Child*>(nativeOf(args[0]));
  return Value::int32(child == nullptr ? UV_ESRCH : uv_process_kill(&child->process, toInt32(args[1])));
}

Value refChild(Args& args) {
  auto* child = static_cast<Child*>(nativeOf(args[0]));
  if (child == nullptr) return Value::undefined();
  auto* handle = reinterpret_cast<uv_handle_t*>(&child->process);
  args[1].isTrue() ? uv_ref(handle) : uv_unref(handle);
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"spawn", KILN_NATIVE(spawn), 3},
    {"kill", KILN_NATIVE(kill), 2},
    {"refChild", KILN_NATIVE(refChild), 2},
};

}  // namespace

void fillChildNative(Object* exports) {
  defineMethods(exports, kFunctions);
  defineSynchronousSpawn(exports);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_child_native, "internal/child_native", ::kiln::rt::fillChildNative)
