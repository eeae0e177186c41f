// The process object: what it is made of at the start.
#include "stdlib/node/process.h"

#include <unistd.h>

#include "runtime/entry/modules.h"
#include "runtime/jobs/jobs.h"
#include "stdlib/node/buffer.h"
#include "stdlib/node/host.h"

extern "C" const kiln::abi::ModuleInfo kiln_module_internal_stdio __attribute__((weak));
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_process_report __attribute__((weak));
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_environment_flags __attribute__((weak));
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_process_binding __attribute__((weak));

namespace kiln::rt {
namespace {

Object* process_object;

// The plain stdout and stderr, for programs without streams.
Value write(Args& args) {
  std::FILE* stream = get(asObject(args.this_value), internAscii("fd")) == Value::int32(2) ? stderr : stdout;
  Bytes bytes{};
  if (isString(args[0])) {
    Encoding encoding = parseEncoding(args[1]).value_or(Encoding::Utf8);
    writeStream(stream, encodeString(asString(args[0]), encoding));
  } else if (isUint8Array(args[0])) {
    bytesOfView(args[0], &bytes);
    writeStream(stream, {reinterpret_cast<char*>(bytes.data), bytes.length});
  } else {
    if (args[0].isNull())
      throwWithCode(ErrorType::TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
    throwInvalidArgType("chunk", "of type string or an instance of Buffer or Uint8Array", args[0]);
  }
  Value callback = isCallable(args[1]) ? args[1] : args[2];
  if (isCallable(callback)) {
    Value nothing = Value::null();
    enqueueTick(callback, 1, &nothing);
  }
  return Value::boolean(true);
}
Value end(Args& args) {
  if (!args[0].isNullish() && !isCallable(args[0])) write(args);
  return args.this_value;
}

Object* stream(int fd) {
  Object* o = newObject();
  defineValue(o, "fd", Value::int32(fd), kDefault);
  if (isatty(fd)) defineValue(o, "isTTY", Value::boolean(true), kDefault);
  defineValue(o, "writable", Value::boolean(true), kDefault);
  static const NativeMethod methods[] = {{"write", KILN_NATIVE(write), 1},
                                         {"end", KILN_NATIVE(end), 1},
                                         {"on", KILN_NATIVE(returnThis), 2},
                                         {"once", KILN_NATIVE(returnThis), 2}};
  defineMethods(o, methods);
  return o;
}

// process.stdin, stdout, stderr: made when first read, then plain properties. They are streams in programs
// that the compiler saw to use them as such (it links internal/stdio then), else the plain objects above.
template <int fd>
Value stdioGetter(Args&) {
  static const char* const kNames[] = {"stdin", "stdout", "stderr"};
  Value v = Value::undefined();
  if (&kiln_module_internal_stdio != nullptr)
    v = get(asObject(requireModule(&kiln_module_internal_stdio, nullptr)), atomKey(kNames[fd]));
  else if (fd != 0)
    v = box(stream(fd));
  defineOwnProperty(process_object, atomKey(kNames[fd]), PropertyDescriptor::data(v, kDefault), false);
  return v;
}
template <int fd>
Value stdioSetter(Args& args) {
  static const char* const kNames[] = {"stdin", "stdout", "stderr"};
  defineOwnProperty(process_object, atomKey(kNames[fd]), PropertyDescriptor::data(args[0], kDefault), false);
  return Value::undefined();
}
template <int fd>
void defineStdio(const char* name) {
  Value getter = box(newNative(internAscii("get"), KILN_NATIVE(stdioGetter<fd>), 0));
  Value setter = box(newNative(internAscii("set"), KILN_NATIVE(stdioSetter<fd>), 1));
  putAccessor(process_object, atomKey(name), getter, setter, kEnumerable | kConfigurable);
}

// Members that are modules in JavaScript, linked into programs that have the name; made when first read.
struct LazyMember {
  const char* name;
  const ModuleInfo* module;
};
const LazyMember kLazyMembers[] = {
    {"report", &kiln_module_internal_process_report},
    {"allowedNodeEnvironmentFlags", &kiln_module_internal_environment_flags},
    {"binding", &kiln_module_internal_process_binding},
};
Value memberGetter(Args& args) {
  const LazyMember& member = kLazyMembers[args.callee->captures[0].asInt32()];
  Value v = requireModule(member.module, nullptr);
  defineOwnProperty(process_object, atomKey(member.name), PropertyDescriptor::data(v, kDefault), false);
  return v;
}
Value memberSetter(Args& args) {
  const char* name = kLazyMembers[args.callee->captures[0].asInt32()].name;
  defineOwnProperty(process_object, atomKey(name), PropertyDescriptor::data(args[0], kDefault), false);
  return Value::undefined();
}
void defineLazyMembers() {
  int32_t index = 0;
  for (const LazyMember& member : kLazyMembers) {
    Value number = Value::int32(index++);
    if (member.module == nullptr) continue;
    Function* getter = newNative(internAscii("get"), KILN_NATIVE(memberGetter), 0, 0, 1);
    Function* setter = newNative(internAscii("set"), KILN_NATIVE(memberSetter), 1, 0, 1);
    getter->captures[0] = setter->captures[0] = number;
    putAccessor(process_object, atomKey(member.name), box(getter), box(setter), kEnumerable | kConfigurable);
  }
}

Value makeProcess(Args&) {
  return box(process_object);
}

}  // namespace

Object* processObject() {
  return process_object;
}

void writeStream(std::FILE* stream, const std::string& text) {
  // What went to stdout before comes first, as both may be one file.
  if (stream == stderr) std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stream);
}

void initProcess() {
  Object* prototype = newObject();
  Function* constructor = newNative(internAscii("process"), KILN_NATIVE(makeProcess), 0);
  putDirect(prototype, PropertyKey::atom(atoms.constructor), box(constructor), kHidden);
  process_object = newObjectWithPrototype(prototype);
  Object* argv = newArray(0);
  const ProgramArguments& arguments = programArguments();
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  std::string self = length > 0 ? std::string(path, static_cast<size_t>(length)) : arguments.values[0];
  arrayPush(argv, box(newUtf8(self)));
  arrayPush(argv, box(newUtf8(mainModule()->path)));
  for (int i = 1; i < arguments.count; ++i) arrayPush(argv, box(newUtf8(arguments.values[i])));
  auto define = [&](const char* name, Value v) { defineValue(process_object, name, v, kDefault); };
  define("version", box(internAscii("v20.20.2")));
  define("arch", box(internAscii("x64")));
  define("platform", box(internAscii("linux")));
  define("title", box(internAscii("node")));
  define("argv", box(argv));
  define("argv0", box(newUtf8(arguments.values[0])));
  define("execPath", box(newUtf8(self)));
  define("execArgv", box(newArray(0)));
  define("env", newEnvironment());
  define("pid", Value::int32(getpid()));
  define("ppid", Value::int32(getppid()));
  define("debugPort", Value::int32(9229));
  defineProcessInfo(process_object);
  defineProcessEvents(process_object, prototype);
  defineStdio<0>("stdin");
  defineStdio<1>("stdout");
  defineStdio<2>("stderr");
  defineLazyMembers();
  defineTag(process_object, "process");
  defineValue(realm().global, "process", box(process_object));
  defineValue(realm().global, "global", box(realm().global));
}

}  // namespace kiln::rt
