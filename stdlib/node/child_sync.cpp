// spawnSync: a child on a loop of its own, while the program waits.
#include <uv.h>

#include <csignal>
#include <cstdio>
#include <deque>

#include "runtime/ops/error.h"
#include "stdlib/ecma/library.h"
#include "stdlib/node/buffer.h"
#include "stdlib/node/child_options.h"
#include "stdlib/node/process.h"

namespace kiln::rt {
namespace {

struct SyncChild;

struct SyncPipe {
  SyncChild* owner;
  uv_pipe_t pipe;
  uv_write_t write;
  uv_shutdown_t shutdown;
  std::string input, output;
  bool reads, open;
  char block[65536];
};

struct SyncChild {
  uv_loop_t loop;
  uv_process_t process;
  uv_timer_t timer;
  std::deque<SyncPipe> pipes;
  double max_buffer;  // bytes of one pipe; infinite: no limit
  int kill_signal;
  int error = 0;  // negative errno
  bool exited = false, spawned = false, timed = false;
  int64_t status = 0;
  int signal = 0;

  void close(SyncPipe& pipe) {
    if (!pipe.open) return;
    pipe.open = false;
    uv_close(reinterpret_cast<uv_handle_t*>(&pipe.pipe), nullptr);
  }
  void closeTimer() {
    if (timed) uv_close(reinterpret_cast<uv_handle_t*>(&timer), nullptr);
    timed = false;
  }
  // Its pipes are closed too: a grandchild may hold them for long.
  void stop(int why) {
    if (error == 0) error = why;
    if (spawned && !exited && uv_process_kill(&process, kill_signal) != 0) uv_process_kill(&process, SIGKILL);
    for (SyncPipe& pipe : pipes) close(pipe);
    closeTimer();
  }
};

void onRead(uv_stream_t* stream, ssize_t count, const uv_buf_t* block) {
  auto* pipe = static_cast<SyncPipe*>(stream->data);
  if (count < 0) {
    if (count != UV_EOF && pipe->owner->error == 0) pipe->owner->error = static_cast<int>(count);
    pipe->owner->close(*pipe);
    return;
  }
  pipe->output.append(block->base, static_cast<size_t>(count));
  if (static_cast<double>(pipe->output.size()) > pipe->owner->max_buffer) pipe->owner->stop(UV_ENOBUFS);
}

void begin(SyncPipe& pipe) {
  auto* stream = reinterpret_cast<uv_stream_t*>(&pipe.pipe);
  if (pipe.reads) {
    uv_read_start(
        stream,
        [](uv_handle_t* handle, size_t, uv_buf_t* block) {
          auto* owner = static_cast<SyncPipe*>(handle->data);
          *block = uv_buf_init(owner->block, sizeof owner->block);
        },
        onRead);
    return;
  }
  // A child that ends without reading is no error.
  uv_buf_t buffer = uv_buf_init(pipe.input.data(), static_cast<unsigned>(pipe.input.size()));
  uv_write(&pipe.write, stream, &buffer, 1, nullptr);
  uv_shutdown(&pipe.shutdown, stream, [](uv_shutdown_t* request, int) {
    auto* done = static_cast<SyncPipe*>(request->handle->data);
    done->owner->close(*done);
  });
}

// The descriptors of `rows`: a descriptor, null, or {input?: bytes, readable: boolean} for a pipe.
void addStdio(SyncChild* child, SpawnRequest* request, Elements* rows) {
  for (uint32_t i = 0; i < rows->length; ++i) {
    uv_stdio_container_t row{};
    Value given = rows->data[i];
    if (given.isInt32()) {
      row.flags = UV_INHERIT_FD;
      row.data.fd = given.asInt32();
    } else if (isObject(given)) {
      SyncPipe& pipe = child->pipes.emplace_back();
      pipe.owner = child;
      pipe.open = true;
      pipe.reads = get(asObject(given), atomKey("readable")).isTrue();
      Bytes bytes{};
      if (Value input = get(asObject(given), atomKey("input")); isObject(input) && bytesOfView(input, &bytes))
        pipe.input.assign(reinterpret_cast<char*>(bytes.data), bytes.length);
      uv_pipe_init(&child->loop, &pipe.pipe, 0);
      pipe.pipe.data = &pipe;
      row.flags =
          static_cast<uv_stdio_flags>(UV_CREATE_PIPE | (pipe.reads ? UV_WRITABLE_PIPE : UV_READABLE_PIPE));
      row.data.stream = reinterpret_cast<uv_stream_t*>(&pipe.pipe);
    }
    request->stdio.push_back(row);
  }
}

void run(SyncChild* child, SpawnRequest* request, double timeout_ms) {
  std::fflush(stdout);
  child->process.data = child;
  int status = uv_spawn(&child->loop, &child->process, &request->options);
  if (status != 0) {
    child->error = status;
    uv_close(reinterpret_cast<uv_handle_t*>(&child->process), nullptr);
    child->stop(status);
  } else {
    child->spawned = true;
    for (SyncPipe& pipe : child->pipes) begin(pipe);
    if (timeout_ms > 0) {
      child->timed = true;
      uv_timer_init(&child->loop, &child->timer);
      child->timer.data = child;
      uv_timer_start(
          &child->timer, [](uv_timer_t* timer) { static_cast<SyncChild*>(timer->data)->stop(UV_ETIMEDOUT); },
          static_cast<uint64_t>(timeout_ms), 0);
    }
  }
  uv_run(&child->loop, UV_RUN_DEFAULT);
  uv_loop_close(&child->loop);
}

void onExit(uv_process_t* process, int64_t status, int signal) {
  auto* child = static_cast<SyncChild*>(process->data);
  child->exited = true;
  child->status = status;
  child->signal = signal;
  child->closeTimer();
  uv_close(reinterpret_cast<uv_handle_t*>(process), nullptr);
}

// spawnSync(request, stdio, timeout, maxBuffer, killSignal): {pid, status, signal, output, error}; output has
// a Buffer for each pipe that was read, null for the other descriptors; error is a negative errno or 0.
Value spawnSync(Args& args) {
  SpawnRequest request;
  SyncChild child{};
  readRequest(asObject(args[0]), &request);
  Elements* rows = asObject(args[1])->elements;
  // A loop of its own needs descriptors: without any left there is no child.
  child.error = uv_loop_init(&child.loop);
  if (child.error == 0) {
    addStdio(&child, &request, rows);
    child.max_buffer = toNumber(args[3]);
    child.kill_signal = toInt32(args[4]);
    finishRequest(&request, onExit);
    run(&child, &request, toNumber(args[2]));
  }

  Object* result = newObject();
  auto put = [&](const char* name, Value value) { createDataProperty(result, atomKey(name), value); };
  bool ended = child.exited;
  put("pid", Value::int32(child.spawned ? child.process.pid : 0));
  put("status",
      ended && child.signal == 0 ? Value::number(static_cast<double>(child.status)) : Value::null());
  put("signal", ended && child.signal != 0 ? box(internAscii(signalName(child.signal))) : Value::null());
  Object* output = newArray(0);
  size_t next = 0;
  for (uint32_t i = 0; child.spawned && i < rows->length; ++i) {
    Value captured = Value::null();
    if (isObject(rows->data[i])) {
      SyncPipe& pipe = child.pipes[next++];
      if (pipe.reads) captured = box(newBufferOf(pipe.output.data(), pipe.output.size()));
    }
    createDataProperty(output, PropertyKey::index(i), captured);
  }
  put("output", child.spawned ? box(output) : Value::null());
  put("error", Value::int32(child.error));
  return box(result);
}

const NativeMethod kFunctions[] = {{"spawnSync", KILN_NATIVE(spawnSync), 5}};

}  // namespace

void defineSynchronousSpawn(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
