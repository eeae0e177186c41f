// The native half of node:dns: names by the system's resolver, in libuv's thread pool.
#include <uv.h>

#include <netinet/in.h>

#include "runtime/loop/loop.h"
#include "runtime/ops/error.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/uv_error.h"

namespace kiln::rt {
namespace {

// Node's codes for what getaddrinfo says: those of c-ares where there is one.
const char* lookupErrorName(int status) {
  return status == UV_EAI_NODATA || status == UV_EAI_NONAME ? "ENOTFOUND" : uv_err_name(status);
}

// lookup(name, family 0 | 4 | 6, hints, done(status, [addresses]))
Value lookup(Args& args) {
  addrinfo hints{};
  int family = toInt32(args[1]);
  hints.ai_family = family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = toInt32(args[2]);
  auto* request = new uv_getaddrinfo_t;
  request->data = addRoot(args[3], "GETADDRINFOREQWRAP");
  auto finished = [](uv_getaddrinfo_t* request, int status, addrinfo* found) {
    auto* root = static_cast<Root*>(request->data);
    AsyncContext* context = root->context;
    Value done = dropRoot(root);
    delete request;
    asCallback(context, [&] {
      Object* addresses = newArray(0);
      for (addrinfo* at = found; at != nullptr; at = at->ai_next) {
        char name[INET6_ADDRSTRLEN] = "";
        if (at->ai_family == AF_INET)
          uv_ip4_name(reinterpret_cast<sockaddr_in*>(at->ai_addr), name, sizeof name);
        else if (at->ai_family == AF_INET6)
          uv_ip6_name(reinterpret_cast<sockaddr_in6*>(at->ai_addr), name, sizeof name);
        else
          continue;
        arrayPush(addresses, box(newUtf8(name)));
      }
      uv_freeaddrinfo(found);
      callWith(done, Value::undefined(), Value::int32(status), box(addresses));
    });
  };
  int status = uv_getaddrinfo(eventLoop(), request, finished, toUtf8(args[0]).c_str(), nullptr, &hints);
  if (status != 0) {
    dropRoot(static_cast<Root*>(request->data));
    delete request;
  }
  return Value::int32(status);
}

// lookupService(address, port, done(status, hostname, service))
Value lookupService(Args& args) {
  sockaddr_storage address{};
  std::string host = toUtf8(args[0]);
  int port = toInt32(args[1]);
  if (uv_ip4_addr(host.c_str(), port, reinterpret_cast<sockaddr_in*>(&address)) != 0)
    uv_ip6_addr(host.c_str(), port, reinterpret_cast<sockaddr_in6*>(&address));
  auto* request = new uv_getnameinfo_t;
  request->data = addRoot(args[2], "GETNAMEINFOREQWRAP");
  auto finished = [](uv_getnameinfo_t* request, int status, const char* name, const char* service) {
    auto* root = static_cast<Root*>(request->data);
    AsyncContext* context = root->context;
    Value done = dropRoot(root);
    asCallback(context, [&] {
      Value facts[] = {Value::int32(status), Value::undefined(), Value::undefined()};
      if (status == 0) {
        facts[1] = box(newUtf8(name));
        facts[2] = box(newUtf8(service));
      }
      delete request;
      call(done, Value::undefined(), 3, facts);
    });
  };
  int status =
      uv_getnameinfo(eventLoop(), request, finished, reinterpret_cast<sockaddr*>(&address), NI_NAMEREQD);
  if (status != 0) {
    dropRoot(static_cast<Root*>(request->data));
    delete request;
  }
  return Value::int32(status);
}

// dnsError(negative errno, syscall, hostname): "getaddrinfo ENOTFOUND host"
Value dnsError(Args& args) {
  int status = toInt32(args[0]);
  const char* code = lookupErrorName(status);
  std::string text = toUtf8(args[1]) + " " + code;
  if (!args[2].isUndefined()) text += " " + toUtf8(args[2]);
  Object* error = newError(ErrorType::Error, newUtf8(text));
  createDataProperty(error, atomKey("errno"), Value::int32(status));
  createDataProperty(error, atomKey("code"), box(newUtf8(code)));
  createDataProperty(error, atomKey("syscall"), args[1]);
  if (!args[2].isUndefined()) createDataProperty(error, atomKey("hostname"), args[2]);
  return box(error);
}

const NativeMethod kFunctions[] = {
    {"lookup", KILN_NATIVE(lookup), 4},
    {"lookupService", KILN_NATIVE(lookupService), 3},
    {"dnsError", KILN_NATIVE(dnsError), 3},
};

}  // namespace

void fillDnsNative(Object* exports) {
  defineMethods(exports, kFunctions);
  const std::pair<const char*, int> hints[] = {
      {"ADDRCONFIG", AI_ADDRCONFIG}, {"ALL", AI_ALL}, {"V4MAPPED", AI_V4MAPPED}};
  for (auto [name, value] : hints) createDataProperty(exports, atomKey(name), Value::int32(value));
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_dns_native, "internal/dns_native", ::kiln::rt::fillDnsNative)
