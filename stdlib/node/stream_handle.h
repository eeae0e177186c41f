// Streams of libuv as JavaScript holds them: TCP and Unix sockets, servers, pipes to children.
//
// A stream has two parts. The StreamHandle is in plain memory, because libuv writes to it; it lives from newStream until libuv
// has closed it. The StreamObject is what JavaScript holds; the open handle keeps it (a root), and once closed it names no
// handle any more.
#pragma once
#include <uv.h>

#include "runtime/loop/loop.h"
#include "stdlib/node/buffer.h"

namespace kiln::rt {

struct StreamObject;

// Who gets what is read, in place of JavaScript: a protocol that is native. Called on the loop, outside of any JavaScript.
class StreamReader {
 public:
  // `count` is negative (an errno of libuv, UV_EOF) or the length of `data`, which is valid during the call. May close
  // the stream.
  virtual void onStreamRead(ssize_t count, const char* data) = 0;

 protected:
  ~StreamReader() = default;
};

enum class WriteOutcome : uint8_t { Done, Pending, Failed };
// What a write came to.
struct WriteResult {
  WriteOutcome outcome;
  int status;  // Failed: a negative errno
};

// What stands between the wire and who reads and writes: the records of TLS. Its owner is kept by StreamObject::filter.
class StreamFilter {
 public:
  // As onStreamRead, with what came by the wire; hands on what it means by deliverPlain. May run user code.
  virtual void onWire(ssize_t count, const char* data) = 0;
  // As streamWrite, with what is to be sent.
  virtual WriteResult write(const uv_buf_t* parts, unsigned count, Value done) = 0;
  // Nothing more will be written.
  virtual void onShutdown() = 0;
  // The stream is closed by its owner; it will not be used again.
  virtual void onClose() = 0;

 protected:
  ~StreamFilter() = default;
};

struct StreamHandle {
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
  };
  Root* object;                    // the StreamObject
  StreamReader* reader = nullptr;  // not owned; nullptr: the object's on_read
  StreamFilter* filter = nullptr;  // not owned
  uint64_t bytes_read = 0, bytes_written = 0;  // of the filter's plain side, if there is one
  uint64_t last_active = 0;  // ms of the loop's clock: the last read or write
};

struct StreamObject : Object {
  StreamHandle* native;  // nullptr once closed
  Value owner;           // `this` of the callbacks
  // on_read(Buffer | negative errno), on_connection(negative errno | 0, StreamObject), on_close()
  Value on_read, on_connection, on_close;
  Value filter;  // keeps the owner of the handle's filter
};

enum class StreamKind : uint8_t { Tcp, Pipe };
// May throw the system's error.
StreamObject* newStream(StreamKind kind);
// nullptr when `v` is no open stream.
StreamHandle* streamOf(Value v);

// For bytes that a program may see before anybody reads them again: what `onStreamRead` does without a reader.
void deliverRead(StreamHandle* handle, ssize_t count, const char* data);

// What a filter has made of the wire's bytes, to the handle's reader or its object's on_read.
void deliverPlain(StreamHandle* handle, ssize_t count, const char* data);

// Writes what the socket takes at once; the rest is copied and `done` (callable or undefined) is called as done(status) when it
// is written or has failed. `done` is not called unless the outcome is Pending.
WriteResult streamWrite(StreamHandle* handle, const uv_buf_t* parts, unsigned count, Value done);
// The same past the handle's filter.
WriteResult streamWriteWire(StreamHandle* handle, const uv_buf_t* parts, unsigned count, Value done);

}  // namespace kiln::rt
