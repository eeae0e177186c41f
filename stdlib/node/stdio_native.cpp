// The native half of process.stdin, stdout and stderr: synchronous writes, readers of pipes and terminals.
#include <sys/ioctl.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <cstdlib>

#include "runtime/loop/loop.h"
#include "stdlib/node/buffer.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/uv_error.h"

namespace kiln::rt {
namespace {

struct Reader {
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_pipe_t pipe;
    uv_tty_t tty;
    uv_tcp_t tcp;
  };
  Root* callback;
  bool reading, closed;
  char block[65536];
};

Value typeOf(Args& args) {
  switch (uv_guess_handle(toInt32(args[0]))) {
    case UV_TTY:
      return box(internAscii("tty"));
    case UV_NAMED_PIPE:
      return box(internAscii("pipe"));
    case UV_TCP:
      return box(internAscii("tcp"));
    default:
      return box(internAscii("fs"));
  }
}

// write(fd, chunk, encoding): undefined or an error.
Value write(Args& args) {
  int fd = toInt32(args[0]);
  std::string text;
  Bytes bytes{};
  if (isString(args[1])) {
    text = encodeString(asString(args[1]), parseEncoding(args[2]).value_or(Encoding::Utf8));
    bytes = {reinterpret_cast<uint8_t*>(text.data()), text.size()};
  } else {
    bytesOfView(args[1], &bytes);
  }
  // console.log and stdout.write go to the same buffer, in order.
  std::fflush(stdout);
  for (size_t done = 0; done < bytes.length;) {
    ssize_t n = ::write(fd, bytes.data + done, bytes.length - done);
    if (n >= 0) {
      done += static_cast<size_t>(n);
    } else if (errno == EAGAIN) {
      fd_set writable;
      FD_ZERO(&writable);
      FD_SET(fd, &writable);
      select(fd + 1, nullptr, &writable, nullptr, nullptr);
    } else if (errno != EINTR) {
      return box(newSystemError(errno, "write"));
    }
  }
  return Value::undefined();
}

Value windowSize(Args& args) {
  winsize size{};
  if (ioctl(toInt32(args[0]), TIOCGWINSZ, &size) != 0) return Value::undefined();
  return newPair(Value::int32(size.ws_col), Value::int32(size.ws_row));
}

Reader* readerOf(Value v) {
  return reinterpret_cast<Reader*>(asObject(v)->elements->data[0].bits & ~kNumberTag);
}

void onRead(uv_stream_t* stream, ssize_t count, const uv_buf_t* block) {
  auto* reader = static_cast<Reader*>(stream->data);
  if (count == 0) return;
  asCallback(reader->callback->context, [&] {
    if (count < 0 && count != UV_EOF) {
      Value error = box(newSystemError(static_cast<int>(-count), "read"));
      callWith(reader->callback->value, Value::undefined(), error);
      return;
    }
    Value chunk = count == UV_EOF ? Value::null() : box(newBufferOf(block->base, static_cast<size_t>(count)));
    callWith(reader->callback->value, Value::undefined(), Value::undefined(), chunk);
  });
}

// openReader(fd, callback(error, chunk)): an opaque handle, not reading yet.
Value openReader(Args& args) {
  auto* reader = static_cast<Reader*>(std::calloc(1, sizeof(Reader)));
  int fd = toInt32(args[0]), status;
  uv_loop_t* loop = eventLoop();
  switch (uv_guess_handle(fd)) {
    case UV_TTY:
      status = uv_tty_init(loop, &reader->tty, fd, 1);
      break;
    case UV_TCP:
      status = uv_tcp_init(loop, &reader->tcp);
      if (status == 0) status = uv_tcp_open(&reader->tcp, fd);
      break;
    default:
      status = uv_pipe_init(loop, &reader->pipe, 0);
      if (status == 0) status = uv_pipe_open(&reader->pipe, fd);
      break;
  }
  if (status != 0) {
    std::free(reader);
    throwSystemError(-status, "open");
  }
  reader->handle.data = reader;
  reader->callback = addRoot(args[1], "TTYWRAP");
  Value handle[] = {Value::raw(reinterpret_cast<uint64_t>(reader) | kNumberTag)};
  return box(newArrayOf(handle, 1));
}
Value startReader(Args& args) {
  Reader* reader = readerOf(args[0]);
  if (reader->reading || reader->closed) return Value::undefined();
  reader->reading = true;
  uv_read_start(
      &reader->stream,
      [](uv_handle_t* handle, size_t, uv_buf_t* block) {
        auto* owner = static_cast<Reader*>(handle->data);
        *block = uv_buf_init(owner->block, sizeof owner->block);
      },
      onRead);
  return Value::undefined();
}
Value stopReader(Args& args) {
  Reader* reader = readerOf(args[0]);
  if (reader->reading && !reader->closed) uv_read_stop(&reader->stream);
  reader->reading = false;
  return Value::undefined();
}
Value closeReader(Args& args) {
  Reader* reader = readerOf(args[0]);
  if (reader->closed) return Value::undefined();
  reader->closed = true;
  dropRoot(reader->callback);
  // The handle that JavaScript keeps may still name it: its memory stays.
  uv_close(&reader->handle, nullptr);
  return Value::undefined();
}
Value refReader(Args& args) {
  Reader* reader = readerOf(args[0]);
  args[1].isTrue() ? uv_ref(&reader->handle) : uv_unref(&reader->handle);
  return Value::undefined();
}
Value setRawMode(Args& args) {
  Reader* reader = readerOf(args[0]);
  if (reader->handle.type == UV_TTY)
    uv_tty_set_mode(&reader->tty, args[1].isTrue() ? UV_TTY_MODE_RAW : UV_TTY_MODE_NORMAL);
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"typeOf", KILN_NATIVE(typeOf), 1},           {"write", KILN_NATIVE(write), 3},
    {"windowSize", KILN_NATIVE(windowSize), 1},   {"openReader", KILN_NATIVE(openReader), 2},
    {"startReader", KILN_NATIVE(startReader), 1}, {"stopReader", KILN_NATIVE(stopReader), 1},
    {"closeReader", KILN_NATIVE(closeReader), 1}, {"refReader", KILN_NATIVE(refReader), 2},
    {"setRawMode", KILN_NATIVE(setRawMode), 2},
};

}  // namespace

void fillStdioNative(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_stdio_native, "internal/stdio_native", ::kiln::rt::fillStdioNative)
