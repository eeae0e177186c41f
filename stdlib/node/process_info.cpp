// Members of process that ask the system: users, resources, times, directories.
#include <grp.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "runtime/ops/error.h"
#include "stdlib/node/process.h"
#include "stdlib/node/uv_error.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

std::string currentDirectory() {
  char buffer[4096];
  return getcwd(buffer, sizeof buffer) == nullptr ? "" : buffer;
}
Value cwd(Args&) {
  std::string path = currentDirectory();
  if (path.empty()) throwSystemError(errno, "uv_cwd");
  return box(newUtf8(path));
}
Value chdirMethod(Args& args) {
  std::string path = toUtf8(validateString(args[0], "directory")), from = currentDirectory();
  if (chdir(path.c_str()) != 0) throwSystemError(errno, "chdir", from, path);
  return Value::undefined();
}

int64_t nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}
Value hrtime(Args& args) {
  int64_t now = nanoseconds();
  if (!args[0].isUndefined()) {
    if (!isArray(args[0])) throwInvalidArgType("time", "an instance of Array", args[0]);
    Object* before = asObject(args[0]);
    if (lengthOf(before) != 2) throwOutOfRange("time", "2", Value::number(lengthOf(before)));
    now -= static_cast<int64_t>(toNumber(elementAt(before, 0))) * 1000000000 +
           static_cast<int64_t>(toNumber(elementAt(before, 1)));
  }
  return newPair(Value::number(now / 1000000000), Value::number(now % 1000000000));
}
Value hrtimeBigint(Args&) {
  return bigintFromInt64(nanoseconds());
}

const int64_t start_of_process = nanoseconds();

Value uptime(Args&) {
  return Value::number(millisecondsSinceStart() / 1e3);
}

void put(Object* o, const char* name, double v) {
  createDataProperty(o, atomKey(name), Value::number(v));
}

double residentBytes() {
  long resident = 0, total = 0;
  if (std::FILE* f = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(f, "%ld %ld", &total, &resident) != 2) resident = 0;
    std::fclose(f);
  }
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}
Value residentMemory(Args&) {
  return Value::number(residentBytes());
}
Value memoryUsage(Args&) {
  HeapStatistics heap = heapStatistics();
  Object* o = newObject();
  put(o, "rss", residentBytes());
  put(o, "heapTotal", static_cast<double>(heap.heap_bytes));
  put(o, "heapUsed", static_cast<double>(heap.used_bytes));
  put(o, "external", 0);
  put(o, "arrayBuffers", 0);
  return box(o);
}
Value constrainedMemory(Args&) {
  return Value::int32(0);
}
Value availableMemory(Args&) {
  struct sysinfo info;
  return Value::number(sysinfo(&info) == 0 ? static_cast<double>(info.freeram) * info.mem_unit : 0.0);
}

double microseconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
}
double earlierTime(Object* before, const char* key, const char* name) {
  Value v = get(before, atomKey(key));
  double d = validateNumber(v, name);
  if (!(d >= 0 && d <= 9007199254740991.0)) throwInvalidArgValue(name, v, "is invalid", ErrorType::RangeError);
  return d;
}
Value cpuUsage(Args& args) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  double user = microseconds(usage.ru_utime), system = microseconds(usage.ru_stime);
  if (!args[0].isUndefined()) {
    validateObject(args[0], "prevValue");
    Object* before = asObject(args[0]);
    user -= earlierTime(before, "user", "prevValue.user");
    system -= earlierTime(before, "system", "prevValue.system");
  }
  Object* o = newObject();
  put(o, "user", user);
  put(o, "system", system);
  return box(o);
}
Value resourceUsage(Args&) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  Object* o = newObject();
  put(o, "userCPUTime", microseconds(usage.ru_utime));
  put(o, "systemCPUTime", microseconds(usage.ru_stime));
  const std::pair<const char*, long> counts[] = {{"maxRSS", usage.ru_maxrss},
                                                 {"sharedMemorySize", usage.ru_ixrss},
                                                 {"unsharedDataSize", usage.ru_idrss},
                                                 {"unsharedStackSize", usage.ru_isrss},
                                                 {"minorPageFault", usage.ru_minflt},
                                                 {"majorPageFault", usage.ru_majflt},
                                                 {"swappedOut", usage.ru_nswap},
                                                 {"fsRead", usage.ru_inblock},
                                                 {"fsWrite", usage.ru_oublock},
                                                 {"ipcSent", usage.ru_msgsnd},
                                                 {"ipcReceived", usage.ru_msgrcv},
                                                 {"signalsCount", usage.ru_nsignals},
                                                 {"voluntaryContextSwitches", usage.ru_nvcsw},
                                                 {"involuntaryContextSwitches", usage.ru_nivcsw}};
  for (const auto& [name, count] : counts) put(o, name, static_cast<double>(count));
  return box(o);
}

Value umaskMethod(Args& args) {
  mode_t old = umask(0);
  umask(old);
  if (args[0].isUndefined()) return Value::number(static_cast<double>(old));
  double mask;
  if (isString(args[0])) {
    std::string text = toUtf8(asString(args[0]));
    size_t used = 0;
    while (used < text.size() && text[used] >= '0' && text[used] <= '7') ++used;
    if (text.empty() || used != text.size())
      throwInvalidArgValue("mask", args[0], "must be a 32-bit unsigned integer or an octal string");
    mask = static_cast<double>(std::strtoul(text.c_str(), nullptr, 8));
  } else {
    // As in Node, null is the absent mask, which only undefined may be.
    mask = validateUint32(args[0].isNull() ? Value::undefined() : args[0], "mask");
  }
  umask(static_cast<mode_t>(mask) & 0777);
  return Value::number(static_cast<double>(old));
}

Value killMethod(Args& args) {
  if (!args[0].isNumber() || std::trunc(args[0].asNumber()) != args[0].asNumber())
    throwInvalidArgType("pid", "of type number", args[0]);
  int number = SIGTERM;
  if (args[1].isNumber()) {
    number = toInt32(args[1]);
  } else if (toBoolean(args[1])) {
    number = signalNumber(toUtf8(args[1]));
    if (number == 0)
      throwWithCode(ErrorType::TypeError, "ERR_UNKNOWN_SIGNAL", "Unknown signal: " + toUtf8(args[1]));
  }
  std::fflush(stdout);
  if (kill(static_cast<pid_t>(args[0].asNumber()), number) != 0) throwErrnoException(errno, "kill");
  return Value::boolean(true);
}
Value abortMethod(Args&) {
  std::fflush(stdout);
  std::abort();
}

template <auto get_id>
Value idMethod(Args&) {
  return Value::number(static_cast<double>(get_id()));
}
Value getgroupsMethod(Args&) {
  gid_t groups[1024];
  int count = getgroups(1024, groups);
  ValueList list;
  bool own = false;
  for (int i = 0; i < count; ++i) {
    own |= groups[i] == getegid();
    list.push(Value::number(static_cast<double>(groups[i])));
  }
  if (!own) list.push(Value::number(static_cast<double>(getegid())));
  return box(newArrayFrom(list));
}
Value getActiveResourcesInfo(Args&) {
  return box(newArray(0));
}

// Native addons cannot be loaded: whatever is there, Node finds no module in it.
Value dlopenMethod(Args& args) {
  if (args.count < 2)
    throwWithCode(ErrorType::TypeError, "ERR_MISSING_ARGS", "process.dlopen needs at least 2 arguments");
  std::string path = toUtf8(args[1]);
  const char* reason = access(path.c_str(), R_OK) == 0 ? nullptr : std::strerror(errno);
  throwWithCode(ErrorType::Error, "ERR_DLOPEN_FAILED",
                reason == nullptr ? "Module did not self-register: '" + path + "'."
                                  : path + ": cannot open shared object file: " + reason);
}

// Stacks are of the source as it is.
Value setSourceMapsEnabled(Args& args) {
  validateBoolean(args[0], "val");
  return Value::undefined();
}

const NativeMethod kMethods[] = {
    {"dlopen", KILN_NATIVE(dlopenMethod), 0},
    {"setSourceMapsEnabled", KILN_NATIVE(setSourceMapsEnabled), 1},
    {"cwd", KILN_NATIVE(cwd), 0},
    {"chdir", KILN_NATIVE(chdirMethod), 1},
    {"uptime", KILN_NATIVE(uptime), 0},
    {"constrainedMemory", KILN_NATIVE(constrainedMemory), 0},
    {"availableMemory", KILN_NATIVE(availableMemory), 0},
    {"cpuUsage", KILN_NATIVE(cpuUsage), 1},
    {"resourceUsage", KILN_NATIVE(resourceUsage), 0},
    {"umask", KILN_NATIVE(umaskMethod), 1},
    {"kill", KILN_NATIVE(killMethod), 2},
    {"abort", KILN_NATIVE(abortMethod), 0},
    {"getuid", KILN_NATIVE(idMethod<getuid>), 0},
    {"geteuid", KILN_NATIVE(idMethod<geteuid>), 0},
    {"getgid", KILN_NATIVE(idMethod<getgid>), 0},
    {"getegid", KILN_NATIVE(idMethod<getegid>), 0},
    {"getgroups", KILN_NATIVE(getgroupsMethod), 0},
    {"getActiveResourcesInfo", KILN_NATIVE(getActiveResourcesInfo), 0},
};

// The versions of the libraries that Node 20.20.2 is made of: programs look at them to know what they run on.
constexpr std::pair<const char*, const char*> kVersions[] = {{"node", "20.20.2"},
                                                             {"modules", "115"},
                                                             {"uv", "1.46.0"},
                                                             {"v8", "11.3.244.8-node.38"},
                                                             {"unicode", "15.1"}};

}  // namespace

int64_t startOfProcess() {
  return start_of_process;
}
double timeOrigin() {
  auto wall = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(wall).count()) / 1e3 -
         millisecondsSinceStart();
}
double millisecondsSinceStart() {
  return static_cast<double>(nanoseconds() - start_of_process) / 1e6;
}

void defineProcessInfo(Object* process) {
  defineMethods(process, kMethods);
  auto withProperty = [&](const char* name, Code entry, uint16_t length, const char* inner,
                          Code inner_entry) {
    Function* f = newNative(internAscii(name), entry, length);
    createDataProperty(f, atomKey(inner), box(newNative(internAscii(inner), inner_entry, 0)));
    defineValue(process, name, box(f));
  };
  withProperty("hrtime", KILN_NATIVE(hrtime), 1, "bigint", KILN_NATIVE(hrtimeBigint));
  withProperty("memoryUsage", KILN_NATIVE(memoryUsage), 0, "rss", KILN_NATIVE(residentMemory));
  Object* versions = newObject();
  for (const auto& [name, version] : kVersions)
    createDataProperty(versions, atomKey(name), box(newLatin1(version)));
  defineValue(process, "versions", box(versions), kEnumerable);
  Object* release = newObject();
  createDataProperty(release, atomKey("name"), box(internAscii("node")));
  createDataProperty(release, atomKey("lts"), box(internAscii("Iron")));
  defineValue(process, "release", box(release), kDefault);
  Object* features = newObject();
  for (const char* name : {"inspector", "debug", "uv", "ipv6", "tls_alpn", "tls_sni", "tls_ocsp", "tls"}) {
    bool present = std::string_view(name) == "uv" || std::string_view(name) == "ipv6";
    createDataProperty(features, atomKey(name), Value::boolean(present));
  }
  defineValue(process, "features", box(features), kDefault);
  Object* config = newObject();
  createDataProperty(config, atomKey("target_defaults"), box(newObject()));
  createDataProperty(config, atomKey("variables"), box(newObject()));
  defineValue(process, "config", box(config), kDefault);
}

}  // namespace kiln::rt
