#include "stdlib/node/stream_address.h"

#include <netinet/in.h>
#include <sys/stat.h>

#include <cstring>

#include "stdlib/node/uv_error.h"

namespace kiln::rt {
namespace {

// --- addresses

// 0 or a negative errno. An IPv6 address may have a zone.
int readAddress(const std::string& host, int port, sockaddr_storage* out) {
  int status = uv_ip4_addr(host.c_str(), port, reinterpret_cast<sockaddr_in*>(out));
  return status == 0 ? 0 : uv_ip6_addr(host.c_str(), port, reinterpret_cast<sockaddr_in6*>(out));
}

// {address, family, port}, in this order
Value addressValue(const sockaddr_storage& address) {
  char name[INET6_ADDRSTRLEN] = "";
  bool v6 = address.ss_family == AF_INET6;
  int port;
  if (v6) {
    const auto& in6 = reinterpret_cast<const sockaddr_in6&>(address);
    uv_ip6_name(&in6, name, sizeof name);
    port = ntohs(in6.sin6_port);
  } else {
    const auto& in = reinterpret_cast<const sockaddr_in&>(address);
    uv_ip4_name(&in, name, sizeof name);
    port = ntohs(in.sin_port);
  }
  Object* result = newObject();
  createDataProperty(result, atomKey("address"), box(newUtf8(name)));
  createDataProperty(result, atomKey("family"), box(internAscii(v6 ? "IPv6" : "IPv4")));
  createDataProperty(result, atomKey("port"), Value::int32(port));
  return box(result);
}

template <int (*ask)(const uv_tcp_t*, sockaddr*, int*)>
Value tcpName(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  sockaddr_storage address{};
  int length = sizeof address;
  int status = handle == nullptr ? UV_EBADF : ask(&handle->tcp, reinterpret_cast<sockaddr*>(&address), &length);
  return status == 0 ? addressValue(address) : Value::int32(status);
}

// --- TCP

// bind(host, port, flags): 0 or a negative errno
Value tcpBind(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  sockaddr_storage address{};
  if (handle == nullptr) return Value::int32(UV_EBADF);
  int status = readAddress(toUtf8(args[0]), toInt32(args[1]), &address);
  if (status != 0) return Value::int32(status);
  return Value::int32(uv_tcp_bind(&handle->tcp, reinterpret_cast<sockaddr*>(&address),
                                  args[2].isUndefined() ? 0 : static_cast<unsigned>(toInt32(args[2]))));
}

template <typename Start>
int startConnect(StreamHandle* handle, Value done, Start&& start) {
  auto* request = new uv_connect_t;
  request->data = addRoot(done, "TCPCONNECTWRAP");
  int status = start(request, [](uv_connect_t* request, int status) {
    auto* handle = static_cast<StreamHandle*>(request->handle->data);
    auto* object = static_cast<StreamObject*>(asObject(handle->object->value));
    auto* root = static_cast<Root*>(request->data);
    AsyncContext* context = root->context;
    Value done = dropRoot(root);
    delete request;
    asCallback(context, [&] { callWith(done, object->owner, Value::int32(status)); });
  });
  if (status != 0) {
    dropRoot(static_cast<Root*>(request->data));
    delete request;
  }
  return status;
}

// connect(host, port, done(status)): 0 or a negative errno
Value tcpConnect(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  sockaddr_storage address{};
  if (handle == nullptr) return Value::int32(UV_EBADF);
  int status = readAddress(toUtf8(args[0]), toInt32(args[1]), &address);
  if (status != 0) return Value::int32(status);
  return Value::int32(startConnect(handle, args[2], [&](uv_connect_t* request, uv_connect_cb connected) {
    return uv_tcp_connect(request, &handle->tcp, reinterpret_cast<sockaddr*>(&address), connected);
  }));
}

Value tcpOpen(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return Value::int32(handle == nullptr ? UV_EBADF : uv_tcp_open(&handle->tcp, toInt32(args[0])));
}
Value setNoDelay(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return Value::int32(handle == nullptr ? UV_EBADF : uv_tcp_nodelay(&handle->tcp, args[0].isTrue()));
}
// setKeepAlive(enable, delay in seconds)
Value setKeepAlive(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::int32(UV_EBADF);
  return Value::int32(uv_tcp_keepalive(&handle->tcp, args[0].isTrue(), static_cast<unsigned>(toInt32(args[1]))));
}
// Closes with RST, as far as the system does it; then StreamHandle's close() goes on.
Value resetConnection(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::int32(UV_EBADF);
  uv_os_fd_t fd;
  int status = uv_fileno(&handle->handle, &fd);
  linger at_once = {1, 0};
  if (status == 0 && setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) != 0) status = -errno;
  return Value::int32(status);
}

const NativeMethod kTcpMethods[] = {
    {"bind", KILN_NATIVE(tcpBind), 3},
    {"connect", KILN_NATIVE(tcpConnect), 3},
    {"open", KILN_NATIVE(tcpOpen), 1},
    {"getsockname", KILN_NATIVE(tcpName<uv_tcp_getsockname>), 0},
    {"getpeername", KILN_NATIVE(tcpName<uv_tcp_getpeername>), 0},
    {"setNoDelay", KILN_NATIVE(setNoDelay), 1},
    {"setKeepAlive", KILN_NATIVE(setKeepAlive), 2},
    {"reset", KILN_NATIVE(resetConnection), 0},
};

// --- Unix sockets

Value pipeBind(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return Value::int32(handle == nullptr ? UV_EBADF : uv_pipe_bind(&handle->pipe, toUtf8(args[0]).c_str()));
}
// connect(path, done(status))
Value pipeConnect(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  if (handle == nullptr) return Value::int32(UV_EBADF);
  std::string path = toUtf8(args[0]);
  return Value::int32(startConnect(handle, args[1], [&](uv_connect_t* request, uv_connect_cb connected) {
    uv_pipe_connect(request, &handle->pipe, path.c_str(), connected);
    return 0;
  }));
}
Value pipeOpen(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return Value::int32(handle == nullptr ? UV_EBADF : uv_pipe_open(&handle->pipe, toInt32(args[0])));
}
// fchmod(UV_READABLE | UV_WRITABLE)
Value pipeChmod(Args& args) {
  StreamHandle* handle = streamOf(args.this_value);
  return Value::int32(handle == nullptr ? UV_EBADF : uv_pipe_chmod(&handle->pipe, toInt32(args[0])));
}

const NativeMethod kPipeMethods[] = {
    {"bind", KILN_NATIVE(pipeBind), 1},
    {"connect", KILN_NATIVE(pipeConnect), 2},
    {"open", KILN_NATIVE(pipeOpen), 1},
    {"fchmod", KILN_NATIVE(pipeChmod), 1},
};

// --- functions

// isIP(text): 0, 4 or 6
Value isIP(Args& args) {
  String* text = toString(args[0]);
  if (text->length > INET6_ADDRSTRLEN + 20) return Value::int32(0);
  std::string host = toUtf8(text);
  unsigned char bytes[16];
  if (host.size() != std::strlen(host.c_str())) return Value::int32(0);
  if (uv_inet_pton(AF_INET, host.c_str(), bytes) == 0) return Value::int32(4);
  // "fe80::1%eth0": libuv reads over the zone, whatever it is; Node wants letters, digits, - . : only.
  if (size_t zone = host.find('%'); zone != std::string::npos) {
    std::string_view name = std::string_view(host).substr(zone + 1);
    if (name.empty()) return Value::int32(0);
    for (char c : name) {
      if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.' && c != ':') return Value::int32(0);
    }
    host.resize(zone);
  }
  return Value::int32(uv_inet_pton(AF_INET6, host.c_str(), bytes) == 0 ? 6 : 0);
}

// The sixteen bytes of an address, IPv4 as its mapped form, for the order of addresses; null when it is none.
Value addressBytes(Args& args) {
  std::string host = toUtf8(toString(args[0]));
  unsigned char bytes[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (uv_inet_pton(AF_INET, host.c_str(), bytes + 12) != 0 && uv_inet_pton(AF_INET6, host.c_str(), bytes) != 0)
    return Value::null();
  return box(newBufferOf(bytes, sizeof bytes));
}
// The usual text of an address, "" when it is none.
Value canonicalAddress(Args& args) {
  std::string host = toUtf8(toString(args[0]));
  unsigned char bytes[16];
  char name[INET6_ADDRSTRLEN] = "";
  for (int family : {AF_INET, AF_INET6}) {
    if (uv_inet_pton(family, host.c_str(), bytes) == 0) uv_inet_ntop(family, bytes, name, sizeof name);
  }
  return box(newUtf8(name));
}

std::string placeText(Value address, Value port) {
  std::string text = address.isNullish() ? "" : toUtf8(toString(address));
  if (port.isNumber() && port.asNumber() > 0) return " " + text + ":" + toUtf8(toString(port));
  return text.empty() ? "" : " " + text;
}
void putPlace(Object* error, Value address, Value port) {
  createDataProperty(error, atomKey("address"), address);
  if (port.isNumber() && port.asNumber() != 0) createDataProperty(error, atomKey("port"), port);
}

// connectError(negative errno, syscall, address, port, local?): "connect ECONNREFUSED 127.0.0.1:1"
Value connectError(Args& args) {
  int status = toInt32(args[0]);
  std::string syscall = toUtf8(args[1]);
  std::string text = syscall + " " + uv_err_name(status) + placeText(args[2], args[3]);
  if (!args[4].isNullish()) text += " - Local (" + toUtf8(args[4]) + ")";
  Object* error = newError(ErrorType::Error, newUtf8(text));
  createDataProperty(error, atomKey("errno"), Value::int32(status));
  createDataProperty(error, atomKey("code"), box(newUtf8(uv_err_name(status))));
  createDataProperty(error, atomKey("syscall"), args[1]);
  putPlace(error, args[2], args[3]);
  return box(error);
}

// listenError(negative errno, syscall, address, port): "listen EADDRINUSE: address already in use :::80"
Value listenError(Args& args) {
  int status = toInt32(args[0]);
  std::string text = toUtf8(args[1]) + " " + uv_err_name(status) + ": " + uv_strerror(status) +
                     placeText(args[2], args[3]);
  Object* error = newError(ErrorType::Error, newUtf8(text));
  createDataProperty(error, atomKey("code"), box(newUtf8(uv_err_name(status))));
  createDataProperty(error, atomKey("errno"), Value::int32(status));
  createDataProperty(error, atomKey("syscall"), args[1]);
  putPlace(error, args[2], args[3]);
  return box(error);
}

// "TCP", "PIPE" or another name, of a descriptor
Value guessHandle(Args& args) {
  switch (uv_guess_handle(toInt32(args[0]))) {
    case UV_TCP:
      return box(internAscii("TCP"));
    case UV_NAMED_PIPE:
      return box(internAscii("PIPE"));
    default:
      return box(internAscii("UNKNOWN"));
  }
}

const NativeMethod kFunctions[] = {
    {"isIP", KILN_NATIVE(isIP), 1},
    {"addressBytes", KILN_NATIVE(addressBytes), 1},
    {"canonicalAddress", KILN_NATIVE(canonicalAddress), 1},
    {"connectError", KILN_NATIVE(connectError), 5},
    {"listenError", KILN_NATIVE(listenError), 4},
    {"guessHandle", KILN_NATIVE(guessHandle), 1},
};

}  // namespace

void defineTcpMethods(Object* prototype) {
  defineMethods(prototype, kTcpMethods);
}
void definePipeMethods(Object* prototype) {
  defineMethods(prototype, kPipeMethods);
}
void defineAddressFunctions(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
