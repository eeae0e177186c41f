// Pipes to child processes: the native half of lib/internal/pipe_socket.js.
#include <uv.h>

#include <cstdlib>

#include "runtime/loop/loop.h"
#include "stdlib/node/buffer.h"
#include "stdlib/node/child_options.h"
#include "stdlib/node/uv_error.h"

namespace kiln::rt {
namespace {

constexpr size_t kBlock = 65536;

struct Pipe {
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_pipe_t pipe;
  };
  Root* callback = nullptr;  // of the reader, then of who closes
  char* block = nullptr;
};

Pipe* pipeOf(Value handle) {
  return static_cast<Pipe*>(nativeOf(handle));
}

struct Write {
  uv_write_t request;
  std::string data;
  Root* callback;
};

struct Shutdown {
  uv_shutdown_t request;
  Root* callback;
};

Value errorOf(int status, const char* syscall) {
  return status == 0 ? Value::undefined() : box(newErrnoException(-status, syscall));
}

// newPipe(): for a child's end, or to be opened
Value newPipe(Args&) {
  auto* pipe = new Pipe;
  uv_pipe_init(eventLoop(), &pipe->pipe, 0);
  pipe->handle.data = pipe;
  return newHandle(pipe);
}

void onRead(uv_stream_t* stream, ssize_t count, const uv_buf_t* block) {
  if (count == 0) return;
  Value callback = static_cast<Pipe*>(stream->data)->callback->value;
  asCallback([&] {
    if (count < 0 && count != UV_EOF) {
      callWith(callback, Value::undefined(), errorOf(static_cast<int>(count), "read"));
      return;
    }
    Value chunk = count == UV_EOF ? Value::null() : box(newBufferOf(block->base, static_cast<size_t>(count)));
    callWith(callback, Value::undefined(), Value::undefined(), chunk);
  });
}

// startPipe(pipe, callback(error, chunk)): chunk is null at the end
Value startPipe(Args& args) {
  Pipe* pipe = pipeOf(args[0]);
  if (pipe == nullptr) return Value::undefined();
  if (pipe->callback == nullptr) pipe->callback = addRoot(args[1]);
  if (pipe->block == nullptr) pipe->block = static_cast<char*>(std::malloc(kBlock));
  uv_read_start(
      &pipe->stream,
      [](uv_handle_t* handle, size_t, uv_buf_t* block) {
        *block = uv_buf_init(static_cast<Pipe*>(handle->data)->block, kBlock);
      },
      onRead);
  return Value::undefined();
}

Value stopPipe(Args& args) {
  if (Pipe* pipe = pipeOf(args[0])) uv_read_stop(&pipe->stream);
  return Value::undefined();
}

// writePipe(pipe, bytes, callback(error))
Value writePipe(Args& args) {
  Pipe* pipe = pipeOf(args[0]);
  Bytes bytes{};
  bytesOfView(args[1], &bytes);
  if (pipe == nullptr) return errorOf(UV_EBADF, "write");
  auto* write =
      new Write{{}, std::string(reinterpret_cast<char*>(bytes.data), bytes.length), addRoot(args[2])};
  write->request.data = write;
  uv_buf_t buffer = uv_buf_init(write->data.data(), static_cast<unsigned>(write->data.size()));
  int status = uv_write(&write->request, &pipe->stream, &buffer, 1, [](uv_write_t* request, int result) {
    auto* done = static_cast<Write*>(request->data);
    Value callback = dropRoot(done->callback);
    delete done;
    asCallback([&] { callWith(callback, Value::undefined(), errorOf(result, "write")); });
  });
  if (status == 0) return Value::undefined();
  dropRoot(write->callback);
  delete write;
  return errorOf(status, "write");
}

// endPipe(pipe, callback(error)): when everything is written
Value endPipe(Args& args) {
  Pipe* pipe = pipeOf(args[0]);
  if (pipe == nullptr) return errorOf(UV_ENOTCONN, "shutdown");
  auto* shutdown = new Shutdown{{}, addRoot(args[1])};
  shutdown->request.data = shutdown;
  int status = uv_shutdown(&shutdown->request, &pipe->stream, [](uv_shutdown_t* request, int result) {
    auto* done = static_cast<Shutdown*>(request->data);
    Value callback = dropRoot(done->callback);
    delete done;
    asCallback([&] { callWith(callback, Value::undefined(), errorOf(result, "shutdown")); });
  });
  if (status == 0) return Value::undefined();
  dropRoot(shutdown->callback);
  delete shutdown;
  return errorOf(status, "shutdown");
}

// closePipe(pipe, callback())
Value closePipe(Args& args) {
  Pipe* pipe = pipeOf(args[0]);
  if (pipe == nullptr) return Value::undefined();
  clearHandle(args[0]);
  if (pipe->callback != nullptr) dropRoot(pipe->callback);
  pipe->callback = addRoot(args[1]);
  uv_close(&pipe->handle, [](uv_handle_t* handle) {
    auto* closed = static_cast<Pipe*>(handle->data);
    Value callback = dropRoot(closed->callback);
    std::free(closed->block);
    delete closed;
    if (!callback.isUndefined()) asCallback([&] { callWith(callback, Value::undefined()); });
  });
  return Value::undefined();
}

Value refPipe(Args& args) {
  Pipe* pipe = pipeOf(args[0]);
  if (pipe != nullptr) args[1].isTrue() ? uv_ref(&pipe->handle) : uv_unref(&pipe->handle);
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"newPipe", KILN_NATIVE(newPipe), 0},   {"startPipe", KILN_NATIVE(startPipe), 2},
    {"stopPipe", KILN_NATIVE(stopPipe), 1}, {"writePipe", KILN_NATIVE(writePipe), 3},
    {"endPipe", KILN_NATIVE(endPipe), 2},   {"closePipe", KILN_NATIVE(closePipe), 2},
    {"refPipe", KILN_NATIVE(refPipe), 2},
};

}  // namespace

uv_stream_t* streamOfPipe(Value handle) {
  return &pipeOf(handle)->stream;
}

void definePipes(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
