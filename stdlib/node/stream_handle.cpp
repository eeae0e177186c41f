#include "stdlib/node/stream_handle.h"

#include <cstdlib>
#include <utility>
#include <vector>

#include "runtime/object/property_cache.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/stream_address.h"
#include "stdlib/node/uv_error.h"

namespace kiln::rt {
namespace {

constexpr size_t kBlock = 65536;
const ClassInfo stream_class = {.name = "Stream"};
Shape *tcp_shape, *pipe_shape;

StreamObject* objectOf(StreamHandle* handle) {
  return static_cast<StreamObject*>(asObject(handle->object->value));
}
StreamHandle* handleOf(uv_handle_t* handle) {
  return static_cast<StreamHandle*>(handle->data);
}
StreamHandle* handleOf(uv_stream_t* stream) {
  return static_cast<StreamHandle*>(stream->data);
}

// --- reading

void onRead(uv_stream_t* stream, ssize_t count, const uv_buf_t* block) {
  if (count == 0) return;
  StreamHandle* handle = handleOf(stream);
  handle->last_active = uv_now(eventLoop());
  if (handle->filter != nullptr)
    handle->filter->onWire(count, block->base);
  else
    deliverPlain(handle, count, block->base);
}

// One block serves all streams: libuv reads into it and hands it over before it reads again.
void lendBlock(uv_handle_t*, size_t, uv_buf_t* block) {
  static char* memory = static_cast<char*>(std::malloc(kBlock));
  *block = uv_buf_init(memory, kBlock);
}

Value readStart(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::int32(UV_EBADF);
  int status = uv_read_start(&handle->stream, lendBlock, onRead);
  return Value::int32(status == UV_EALREADY ? 0 : status);
}
Value readStop(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return Value::int32(handle == nullptr ? UV_EBADF : uv_read_stop(&handle->stream));
}

// --- writing

struct Write {
  uv_write_t request;
  Root* done;
  std::string rest;
};

void onWritten(uv_write_t* request, int status) {
  auto* write = static_cast<Write*>(request->data);
  handleOf(request->handle)->last_active = uv_now(eventLoop());
  Value owner = objectOf(handleOf(request->handle))->owner;
  AsyncContext* context = write->done->context;
  Value done = dropRoot(write->done);
  delete write;
  if (done.isUndefined()) return;
  asCallback(context, [&] { callWith(done, owner, Value::int32(status)); });
}

Value outcomeValue(WriteResult result) {
  return Value::int32(result.outcome == WriteOutcome::Pending ? 1 : result.status);
}

// The bytes of strings that are to be written live in here until they are.
uv_buf_t partOf(Value chunk, Value encoding, std::string& text) {
  Bytes bytes{};
  if (isString(chunk)) {
    text = encodeString(asString(chunk), parseEncoding(encoding).value_or(Encoding::Utf8));
    bytes = {reinterpret_cast<uint8_t*>(text.data()), text.size()};
  } else {
    bytesOfView(chunk, &bytes);
  }
  return uv_buf_init(reinterpret_cast<char*>(bytes.data), static_cast<unsigned>(bytes.length));
}

// write(chunk, encoding, done(status)): 0 when it is written, 1 when `done` will be called, a negative errno
Value write(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::int32(UV_EBADF);
  std::string text;
  uv_buf_t part = partOf(args[0], args[1], text);
  return outcomeValue(streamWrite(handle, &part, 1, args[2]));
}

// writev([{chunk, encoding} …], done): as write
Value writev(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::int32(UV_EBADF);
  Object* chunks = asObject(args[0]);
  uint32_t count = arrayLength(chunks);
  std::vector<std::string> texts(count);
  std::vector<uv_buf_t> parts;
  for (uint32_t i = 0; i < count; ++i) {
    Object* entry = asObject(chunks->elements->data[i]);
    static const PropertyKey chunk_key = atomKey("chunk"), encoding_key = atomKey("encoding");
    Value chunk = getCached(entry, chunk_key, box(entry)), encoding = getCached(entry, encoding_key, box(entry));
    parts.push_back(partOf(chunk, encoding, texts[i]));
  }
  return outcomeValue(streamWrite(handle, parts.data(), count, args[1]));
}

// shutdown(done(status)): after all writes; 0 or a negative errno
Value shutdown(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::int32(UV_ENOTCONN);
  if (handle->filter != nullptr) handle->filter->onShutdown();
  auto* request = new uv_shutdown_t;
  request->data = addRoot(args[0], "SHUTDOWNWRAP");
  int status = uv_shutdown(request, &handle->stream, [](uv_shutdown_t* request, int status) {
    Value owner = objectOf(handleOf(request->handle))->owner;
    auto* root = static_cast<Root*>(request->data);
    AsyncContext* context = root->context;
    Value done = dropRoot(root);
    delete request;
    asCallback(context, [&] { callWith(done, owner, Value::int32(status)); });
  });
  if (status != 0) {
    dropRoot(static_cast<Root*>(request->data));
    delete request;
  }
  return Value::int32(status);
}

// --- servers

void onConnection(uv_stream_t* stream, int status) {
  StreamObject* server = objectOf(handleOf(stream));
  asCallback(handleOf(stream)->object->context, [&] {
    Value client;
    if (status == 0) {
      // A connection comes from outside: it has no context, unlike the server's callback.
      AsyncContext* context = std::exchange(async_context, nullptr);
      StreamObject* accepted = newStream(stream->type == UV_TCP ? StreamKind::Tcp : StreamKind::Pipe);
      async_context = context;
      status = uv_accept(stream, &accepted->native->stream);
      if (status != 0) {
        uv_close(&accepted->native->handle, [](uv_handle_t* handle) {
          dropRoot(handleOf(handle)->object);
          delete handleOf(handle);
        });
        accepted->native = nullptr;
        return;
      }
      client = box(accepted);
    }
    callWith(server->on_connection, server->owner, Value::int32(status), client);
  });
}

Value listen(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::int32(UV_EBADF);
  return Value::int32(uv_listen(&handle->stream, toInt32(args[0]), onConnection));
}

// --- lifetime

// close(done?): no callback of the stream comes after `done`, which is called with the owner
Value close(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::undefined();
  StreamObject* object = objectOf(handle);
  object->native = nullptr;
  object->on_close = args[0];
  handle->reader = nullptr;
  if (handle->filter != nullptr) {
    handle->filter->onClose();
    handle->filter = nullptr;
    object->filter = Value::undefined();
  }
  uv_close(&handle->handle, [](uv_handle_t* closed) {
    StreamHandle* handle = handleOf(closed);
    AsyncContext* context = handle->object->context;
    auto* object = static_cast<StreamObject*>(asObject(dropRoot(handle->object)));
    delete handle;
    if (!object->on_close.isUndefined()) asCallback(context, [&] { callWith(object->on_close, object->owner); });
  });
  return Value::undefined();
}
Value ref(Args& args) {
  if (StreamHandle* handle = streamOf(args.this_value)) uv_ref(&handle->handle);
  return Value::undefined();
}
Value unref(Args& args) {
  if (StreamHandle* handle = streamOf(args.this_value)) uv_unref(&handle->handle);
  return Value::undefined();
}
Value hasRef(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return Value::boolean(handle != nullptr && uv_has_ref(&handle->handle));
}

// attach(owner, onRead, onConnection)
Value attach(Args& args) {
  auto* object = static_cast<StreamObject*>(asObject(args.this_value));
  object->owner = args[0];
  object->on_read = args[1];
  object->on_connection = args[2];
  return Value::undefined();
}

Value fileDescriptor(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  uv_os_fd_t fd = -1;
  if (handle != nullptr && uv_fileno(&handle->handle, &fd) != 0) fd = -1;
  return Value::int32(fd);
}
Value bytesRead(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return handle == nullptr ? Value::undefined() : Value::number(handle->bytes_read);
}
Value bytesWritten(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return handle == nullptr ? Value::undefined() : Value::number(handle->bytes_written);
}
Value lastActive(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return handle == nullptr ? Value::int32(0) : Value::number(handle->last_active);
}
Value writeQueueSize(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return Value::number(handle == nullptr ? 0.0
                                         : static_cast<double>(uv_stream_get_write_queue_size(&handle->stream)));
}

const NativeMethod kStreamMethods[] = {
    {"readStart", KILN_NATIVE(readStart), 0}, {"readStop", KILN_NATIVE(readStop), 0},
    {"write", KILN_NATIVE(write), 3},         {"writev", KILN_NATIVE(writev), 2},
    {"shutdown", KILN_NATIVE(shutdown), 1},   {"listen", KILN_NATIVE(listen), 1},
    {"close", KILN_NATIVE(close), 1},         {"ref", KILN_NATIVE(ref), 0},
    {"unref", KILN_NATIVE(unref), 0},         {"hasRef", KILN_NATIVE(hasRef), 0},
    {"attach", KILN_NATIVE(attach), 3},
};

Value construct(Args& args, StreamKind kind) {
  if (!args.isConstruct()) throwTypeError("Illegal constructor");
  return box(newStream(kind));
}
Value constructTcp(Args& args) {
  return construct(args, StreamKind::Tcp);
}
Value constructPipe(Args& args) {
  return construct(args, StreamKind::Pipe);
}

Shape* makeClass(const char* name, Code constructor, void (*define)(Object*)) {
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  defineMethods(prototype, kStreamMethods);
  defineGetter(prototype, "fd", KILN_NATIVE(fileDescriptor));
  defineGetter(prototype, "bytesRead", KILN_NATIVE(bytesRead));
  defineGetter(prototype, "bytesWritten", KILN_NATIVE(bytesWritten));
  defineGetter(prototype, "lastActive", KILN_NATIVE(lastActive));
  defineGetter(prototype, "writeQueueSize", KILN_NATIVE(writeQueueSize));
  define(prototype);
  defineConstructor(name, constructor, 0, prototype, false);
  return newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &stream_class);
}

Shape* shapeOf(StreamKind kind) {
  if (tcp_shape == nullptr) {
    tcp_shape = makeClass("TCP", KILN_NATIVE(constructTcp), defineTcpMethods);
    pipe_shape = makeClass("Pipe", KILN_NATIVE(constructPipe), definePipeMethods);
  }
  return kind == StreamKind::Tcp ? tcp_shape : pipe_shape;
}

}  // namespace

StreamObject* newStream(StreamKind kind) {
  auto* object = static_cast<StreamObject*>(newNativeObject(sizeof(StreamObject), shapeOf(kind)));
  object->owner = object->on_read = object->on_connection = object->on_close = object->filter = Value::undefined();
  auto* handle = new StreamHandle{};
  int status = kind == StreamKind::Tcp ? uv_tcp_init(eventLoop(), &handle->tcp)
                                       : uv_pipe_init(eventLoop(), &handle->pipe, 0);
  if (status != 0) {
    delete handle;
    throwErrnoException(-status, "socket");
  }
  handle->handle.data = handle;
  handle->object = addRoot(box(object), kind == StreamKind::Tcp ? "TCPWRAP" : "PIPEWRAP");
  object->native = handle;
  return object;
}

StreamHandle* streamOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &stream_class) return nullptr;
  return static_cast<StreamObject*>(asObject(v))->native;
}

void deliverRead(StreamHandle* handle, ssize_t count, const char* data) {
  StreamObject* object = objectOf(handle);
  asCallback(handle->object->context, [&] {
    Value chunk = count < 0 ? Value::int32(static_cast<int32_t>(count))
                            : box(newBufferOf(data, static_cast<size_t>(count)));
    callWith(object->on_read, object->owner, chunk);
  });
}

void deliverPlain(StreamHandle* handle, ssize_t count, const char* data) {
  if (count > 0) handle->bytes_read += static_cast<uint64_t>(count);
  if (handle->reader != nullptr)
    handle->reader->onStreamRead(count, data);
  else
    deliverRead(handle, count, data);
}

WriteResult streamWrite(StreamHandle* handle, const uv_buf_t* parts, unsigned count, Value done) {
  for (unsigned i = 0; i < count; ++i) handle->bytes_written += parts[i].len;
  return handle->filter != nullptr ? handle->filter->write(parts, count, done)
                                   : streamWriteWire(handle, parts, count, done);
}

WriteResult streamWriteWire(StreamHandle* handle, const uv_buf_t* parts, unsigned count, Value done) {
  size_t total = 0, written = 0;
  for (unsigned i = 0; i < count; ++i) total += parts[i].len;
  if (uv_stream_get_write_queue_size(&handle->stream) == 0) {
    int status = uv_try_write(&handle->stream, parts, count);
    if (status < 0 && status != UV_EAGAIN) return {WriteOutcome::Failed, status};
    written = status < 0 ? 0 : static_cast<size_t>(status);
  }
  handle->last_active = uv_now(eventLoop());
  if (written == total && total != 0) return {WriteOutcome::Done, 0};
  auto* write = new Write{{}, addRoot(done, "WRITEWRAP"), {}};
  write->request.data = write;
  write->rest.reserve(total - written);
  for (unsigned i = 0; i < count; ++i) {
    size_t skipped = std::min(written, static_cast<size_t>(parts[i].len));
    written -= skipped;
    write->rest.append(parts[i].base + skipped, parts[i].len - skipped);
  }
  uv_buf_t rest = uv_buf_init(write->rest.data(), static_cast<unsigned>(write->rest.size()));
  int status = uv_write(&write->request, &handle->stream, &rest, 1, onWritten);
  if (status == 0) return {WriteOutcome::Pending, 0};
  dropRoot(write->done);
  delete write;
  return {WriteOutcome::Failed, status};
}

// now(): ms of the clock that lastActive is read from
static Value now(Args&) {
  return Value::number(uv_now(eventLoop()));
}

void fillStreamNative(Object* exports) {
  static const NativeMethod functions[] = {{"now", KILN_NATIVE(now), 0}};
  defineMethods(exports, functions);
  for (StreamKind kind : {StreamKind::Tcp, StreamKind::Pipe}) {
    Object* constructor = asObject(get(shapeOf(kind)->prototype, atoms.constructor));
    createDataProperty(exports, atomKey(kind == StreamKind::Tcp ? "TCP" : "Pipe"), box(constructor));
  }
  defineAddressFunctions(exports);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_stream_native, "internal/stream_native", ::kiln::rt::fillStreamNative)
