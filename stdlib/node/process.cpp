// The process object and the end of the program.
#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "runtime/entry/library.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "stdlib/ecma/library.h"
#include "stdlib/node/host.h"

extern char** environ;

namespace kiln::rt {
namespace {

int exit_code = 0;

int codeOf(Value v) { return v.isUndefined() ? exit_code : toInt32(v); }

Value exitProcess(Args& args) {
  Object* process = asObject(args.this_value);
  Value stored = get(process, internAscii("exitCode"));
  int code = args[0].isUndefined() && !stored.isUndefined() ? toInt32(stored) : codeOf(args[0]);
  std::fflush(stdout);
  std::fflush(stderr);
  _exit(code);
}
Value cwd(Args&) {
  char buffer[4096];
  return box(newUtf8(getcwd(buffer, sizeof buffer) == nullptr ? "/" : buffer));
}
Value hrtime(Args& args) {
  auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  if (isObject(args[0])) {
    int64_t before = static_cast<int64_t>(toNumber(get(asObject(args[0]), PropertyKey::index(0)))) * 1000000000 +
                     static_cast<int64_t>(toNumber(get(asObject(args[0]), PropertyKey::index(1))));
    now -= before;
  }
  Value parts[] = {Value::number(static_cast<int64_t>(now / 1000000000)), Value::number(static_cast<int64_t>(now % 1000000000))};
  return box(newArrayOf(parts, 2));
}
Value hrtimeBigint(Args&) {
  return bigintFromInt64(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count());
}
Value memoryUsage(Args&) {
  HeapStatistics heap = heapStatistics();
  long resident = 0, total = 0;
  if (std::FILE* f = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(f, "%ld %ld", &total, &resident) != 2) resident = 0;
    std::fclose(f);
  }
  Object* o = newObject();
  auto set = [&](const char* name, double v) { createDataProperty(o, PropertyKey::atom(internAscii(name)), Value::number(v)); };
  set("rss", static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)));
  set("heapTotal", static_cast<double>(heap.heap_bytes));
  set("heapUsed", static_cast<double>(heap.used_bytes));
  set("external", 0);
  set("arrayBuffers", 0);
  return box(o);
}
Value write(Args& args) {
  std::FILE* stream = get(asObject(args.this_value), internAscii("fd")) == Value::int32(2) ? stderr : stdout;
  writeStream(stream, toUtf8(args[0]));
  return Value::boolean(true);
}
Value uptime(Args&) {
  static const auto start = std::chrono::steady_clock::now();
  return Value::number(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

Object* stream(int fd) {
  Object* o = newObject();
  defineValue(o, "fd", Value::int32(fd), kDefault);
  defineValue(o, "isTTY", isatty(fd) ? Value::boolean(true) : Value::undefined(), kDefault);
  static const NativeMethod methods[] = {{"write", KILN_NATIVE(write), 1}};
  defineMethods(o, methods);
  return o;
}

}  // namespace

void writeStream(std::FILE* stream, const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

void setExitCode(int code) { exit_code = code; }

int exitCode() {
  Value process = get(realm().global, internAscii("process"));
  if (isObject(process)) {
    Value code = get(asObject(process), internAscii("exitCode"));
    if (!code.isUndefined()) return toInt32(code);
  }
  return exit_code;
}

void initProcess() {
  Object* process = newObject();
  static const NativeMethod methods[] = {
      {"exit", KILN_NATIVE(exitProcess), 1},
      {"cwd", KILN_NATIVE(cwd), 0},
      {"memoryUsage", KILN_NATIVE(memoryUsage), 0},
      {"uptime", KILN_NATIVE(uptime), 0},
  };
  defineMethods(process, methods);
  Function* time = newNative(internAscii("hrtime"), KILN_NATIVE(hrtime), 1);
  createDataProperty(time, PropertyKey::atom(internAscii("bigint")), box(newNative(internAscii("bigint"), KILN_NATIVE(hrtimeBigint), 0)));
  defineValue(process, "hrtime", box(time));
  Object* argv = newArray(0);
  const ProgramArguments& arguments = programArguments();
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  std::string self = length > 0 ? std::string(path, static_cast<size_t>(length)) : arguments.values[0];
  arrayPush(argv, box(newUtf8(self)));
  arrayPush(argv, box(newUtf8(kiln_main_module->path)));
  for (int i = 1; i < arguments.count; ++i) arrayPush(argv, box(newUtf8(arguments.values[i])));
  Object* env = newObject();
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string text = *entry;
    size_t equal = text.find('=');
    if (equal != std::string::npos) createDataProperty(env, keyOfString(newUtf8(text.substr(0, equal))), box(newUtf8(text.substr(equal + 1))));
  }
  auto define = [&](const char* name, Value v) { defineValue(process, name, v, kDefault); };
  define("argv", box(argv));
  define("argv0", box(newUtf8(arguments.values[0])));
  define("execPath", box(newUtf8(self)));
  define("execArgv", box(newArray(0)));
  define("env", box(env));
  define("exitCode", Value::undefined());
  define("platform", box(internAscii("linux")));
  define("arch", box(internAscii("x64")));
  define("pid", Value::int32(getpid()));
  define("ppid", Value::int32(getppid()));
  define("title", box(internAscii("node")));
  define("version", box(internAscii("v20.20.2")));
  Object* versions = newObject();
  defineValue(versions, "node", box(internAscii("20.20.2")), kDefault);
  define("versions", box(versions));
  define("stdout", box(stream(1)));
  define("stderr", box(stream(2)));
  defineValue(realm().global, "process", box(process));
  defineValue(realm().global, "global", box(realm().global));
}

}  // namespace kiln::rt
