// node:os, over libuv.
#include <dlfcn.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "stdlib/node/buffer.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/uv_error.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

Value text(const char* s) {
  return box(newUtf8(s));
}
void put(Object* object, const char* key, Value value) {
  createDataProperty(object, atomKey(key), value);
}

uv_utsname_t systemName() {
  uv_utsname_t name{};
  uv_os_uname(&name);
  return name;
}
Value osType(Args&) {
  return text(systemName().sysname);
}
Value osRelease(Args&) {
  return text(systemName().release);
}
Value osVersion(Args&) {
  return text(systemName().version);
}
Value osMachine(Args&) {
  return text(systemName().machine);
}
Value osPlatform(Args&) {
  return text("linux");
}
Value osArch(Args&) {
#if defined(__x86_64__)
  return text("x64");
#elif defined(__aarch64__)
  return text("arm64");
#endif
}
Value osEndianness(Args&) {
  return text(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? "LE" : "BE");
}

Value osHostname(Args&) {
  char name[UV_MAXHOSTNAMESIZE];
  size_t size = sizeof name;
  if (int error = uv_os_gethostname(name, &size)) throwSystemErrorWithInfo(-error, "uv_os_gethostname");
  return text(name);
}
Value osHomedir(Args&) {
  char path[4096];
  size_t size = sizeof path;
  if (int error = uv_os_homedir(path, &size)) throwSystemErrorWithInfo(-error, "uv_os_homedir");
  return text(path);
}
Value osTmpdir(Args&) {
  std::string path;
  for (const char* name : {"TMPDIR", "TMP", "TEMP"}) {
    if (const char* set = std::getenv(name); set != nullptr && *set != 0) {
      path = set;
      break;
    }
  }
  if (path.empty()) path = "/tmp";
  if (path.size() > 1 && path.back() == '/') path.pop_back();
  return text(path.c_str());
}

Value osTotalmem(Args&) {
  return Value::number(static_cast<double>(uv_get_total_memory()));
}
Value osFreemem(Args&) {
  return Value::number(static_cast<double>(uv_get_free_memory()));
}
Value osAvailableParallelism(Args&) {
  return Value::int32(static_cast<int32_t>(uv_available_parallelism()));
}
Value osUptime(Args&) {
  double seconds = 0;
  uv_uptime(&seconds);
  return Value::number(seconds);
}
Value osLoadavg(Args&) {
  double averages[3] = {};
  uv_loadavg(averages);
  Value values[] = {Value::number(averages[0]), Value::number(averages[1]), Value::number(averages[2])};
  return box(newArrayOf(values, 3));
}

Value osCpus(Args&) {
  uv_cpu_info_t* infos = nullptr;
  int count = 0;
  Object* list = newArray(0);
  if (uv_cpu_info(&infos, &count) != 0) return box(list);
  for (int i = 0; i < count; ++i) {
    Object *cpu = newObject(), *times = newObject();
    put(cpu, "model", text(infos[i].model));
    put(cpu, "speed", Value::int32(infos[i].speed));
    auto time = [&](const char* key, uint64_t value) {
      put(times, key, Value::number(static_cast<double>(value)));
    };
    time("user", infos[i].cpu_times.user);
    time("nice", infos[i].cpu_times.nice);
    time("sys", infos[i].cpu_times.sys);
    time("idle", infos[i].cpu_times.idle);
    time("irq", infos[i].cpu_times.irq);
    put(cpu, "times", box(times));
    arrayPush(list, box(cpu));
  }
  uv_free_cpu_info(infos, count);
  return box(list);
}

// Bits set at the start of a network mask.
int prefixLength(const uv_interface_address_t& address) {
  const void* bytes = address.netmask.netmask4.sin_family == AF_INET6
                          ? static_cast<const void*>(&address.netmask.netmask6.sin6_addr)
                          : static_cast<const void*>(&address.netmask.netmask4.sin_addr);
  size_t size = address.netmask.netmask4.sin_family == AF_INET6 ? 16 : 4;
  int bits = 0;
  for (size_t i = 0; i < size; ++i) bits += __builtin_popcount(static_cast<const uint8_t*>(bytes)[i]);
  return bits;
}

Value osNetworkInterfaces(Args&) {
  uv_interface_address_t* infos = nullptr;
  int count = 0;
  if (int error = uv_interface_addresses(&infos, &count)) throwSystemErrorWithInfo(-error, "uv_interface_addresses");
  Object* all = newObject();
  for (int i = 0; i < count; ++i) {
    const uv_interface_address_t& info = infos[i];
    bool v6 = info.address.address4.sin_family == AF_INET6;
    char address[INET6_ADDRSTRLEN] = {}, mask[INET6_ADDRSTRLEN] = {}, mac[18];
    if (v6) {
      uv_ip6_name(&info.address.address6, address, sizeof address);
      uv_ip6_name(&info.netmask.netmask6, mask, sizeof mask);
    } else {
      uv_ip4_name(&info.address.address4, address, sizeof address);
      uv_ip4_name(&info.netmask.netmask4, mask, sizeof mask);
    }
    const auto* m = reinterpret_cast<const unsigned char*>(info.phys_addr);
    std::snprintf(mac, sizeof mac, "%02x:%02x:%02x:%02x:%02x:%02x", m[0], m[1], m[2], m[3], m[4], m[5]);
    Object* row = newObject();
    put(row, "address", text(address));
    put(row, "netmask", text(mask));
    put(row, "family", text(v6 ? "IPv6" : "IPv4"));
    put(row, "mac", text(mac));
    put(row, "internal", Value::boolean(info.is_internal != 0));
    put(row, "cidr", text((std::string(address) + "/" + std::to_string(prefixLength(info))).c_str()));
    if (v6) put(row, "scopeid", Value::number(info.address.address6.sin6_scope_id));
    Value list = get(all, atomKey(info.name));
    if (!isObject(list)) {
      list = box(newArray(0));
      put(all, info.name, list);
    }
    arrayPush(asObject(list), box(row));
  }
  uv_free_interface_addresses(infos, count);
  return box(all);
}

Value osUserInfo(Args& args) {
  bool buffers = isObject(args[0]) && get(asObject(args[0]), atomKey("encoding")) == box(internAscii("buffer"));
  auto field = [&](const char* s) { return buffers ? box(newBufferOf(s, std::strlen(s))) : text(s); };
  uv_passwd_t user{};
  if (int error = uv_os_get_passwd(&user)) throwSystemErrorWithInfo(-error, "uv_os_get_passwd");
  Object* o = newObjectWithPrototype(nullptr);
  put(o, "uid", Value::number(static_cast<double>(user.uid)));
  put(o, "gid", Value::number(static_cast<double>(user.gid)));
  put(o, "username", field(user.username));
  put(o, "homedir", field(user.homedir));
  put(o, "shell", user.shell == nullptr ? Value::null() : field(user.shell));
  uv_os_free_passwd(&user);
  return box(o);
}

Value osGetPriority(Args& args) {
  int32_t pid = args[0].isUndefined() ? 0 : validateInt32(args[0], "pid");
  int priority = 0;
  if (int error = uv_os_getpriority(pid, &priority)) throwSystemErrorWithInfo(-error, "uv_os_getpriority");
  return Value::int32(priority);
}
Value osSetPriority(Args& args) {
  bool own = args[1].isUndefined();
  int32_t pid = own ? 0 : validateInt32(args[0], "pid");
  int32_t priority = validateInt32(own ? args[0] : args[1], "priority", -20, 19);
  if (int error = uv_os_setpriority(pid, priority)) throwSystemErrorWithInfo(-error, "uv_os_setpriority");
  return Value::undefined();
}

Value callCaptured(Args& args) {
  return callWith(args.callee->captures[0], Value::undefined());
}

const NativeMethod kMethods[] = {
    {"arch", KILN_NATIVE(osArch), 0},
    {"availableParallelism", KILN_NATIVE(osAvailableParallelism), 0},
    {"cpus", KILN_NATIVE(osCpus), 0},
    {"endianness", KILN_NATIVE(osEndianness), 0},
    {"freemem", KILN_NATIVE(osFreemem), 0},
    {"getPriority", KILN_NATIVE(osGetPriority), 1},
    {"homedir", KILN_NATIVE(osHomedir), 0},
    {"hostname", KILN_NATIVE(osHostname), 0},
    {"loadavg", KILN_NATIVE(osLoadavg), 0},
    {"networkInterfaces", KILN_NATIVE(osNetworkInterfaces), 0},
    {"platform", KILN_NATIVE(osPlatform), 0},
    {"release", KILN_NATIVE(osRelease), 0},
    {"setPriority", KILN_NATIVE(osSetPriority), 2},
    {"tmpdir", KILN_NATIVE(osTmpdir), 0},
    {"totalmem", KILN_NATIVE(osTotalmem), 0},
    {"type", KILN_NATIVE(osType), 0},
    {"userInfo", KILN_NATIVE(osUserInfo), 1},
    {"uptime", KILN_NATIVE(osUptime), 0},
    {"version", KILN_NATIVE(osVersion), 0},
    {"machine", KILN_NATIVE(osMachine), 0},
};

Object* constants() {
  auto section = [](Object* parent, const char* name) {
    Object* object = newObjectWithPrototype(nullptr);
    put(parent, name, box(object));
    return object;
  };
  Object* all = newObjectWithPrototype(nullptr);
  put(all, "UV_UDP_REUSEADDR", Value::int32(UV_UDP_REUSEADDR));
  Object* object = section(all, "dlopen");
#define KILN_CONSTANT(name) put(object, #name, Value::int32(name));
  KILN_CONSTANT(RTLD_LAZY)
  KILN_CONSTANT(RTLD_NOW)
  KILN_CONSTANT(RTLD_GLOBAL)
  KILN_CONSTANT(RTLD_LOCAL)
  KILN_CONSTANT(RTLD_DEEPBIND)
#undef KILN_CONSTANT
  object = section(all, "errno");
#define KILN_ERRNO(name) put(object, #name, Value::int32(name));
#include "stdlib/node/os_constants.def"
#undef KILN_ERRNO
  object = section(all, "signals");
#define KILN_SIGNAL(name) put(object, #name, Value::int32(name));
#include "stdlib/node/os_constants.def"
#undef KILN_SIGNAL
  object = section(all, "priority");
  put(object, "PRIORITY_LOW", Value::int32(UV_PRIORITY_LOW));
  put(object, "PRIORITY_BELOW_NORMAL", Value::int32(UV_PRIORITY_BELOW_NORMAL));
  put(object, "PRIORITY_NORMAL", Value::int32(UV_PRIORITY_NORMAL));
  put(object, "PRIORITY_ABOVE_NORMAL", Value::int32(UV_PRIORITY_ABOVE_NORMAL));
  put(object, "PRIORITY_HIGH", Value::int32(UV_PRIORITY_HIGH));
  put(object, "PRIORITY_HIGHEST", Value::int32(UV_PRIORITY_HIGHEST));
  return all;
}

}  // namespace

void fillOs(Object* exports) {
  for (const NativeMethod& method : kMethods)
    put(exports, method.name, box(newNative(internAscii(method.name), method.entry, method.length)));
  // `${os.hostname}` is what the function gives.
  for (const char* name : {"availableParallelism", "arch", "endianness", "freemem", "homedir", "hostname",
                           "platform", "release", "tmpdir", "totalmem", "type", "uptime", "version", "machine"}) {
    Object* f = asObject(get(exports, atomKey(name)));
    Function* primitive = newNative(atoms.empty, KILN_NATIVE(callCaptured), 0, 0, 1);
    primitive->captures[0] = box(f);
    createDataProperty(f, PropertyKey::symbol(symbols.toPrimitive), box(primitive));
  }
  put(exports, "constants", box(constants()));
  put(exports, "EOL", text("\n"));
  put(exports, "devNull", text("/dev/null"));
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE(os, ::kiln::rt::fillOs)
