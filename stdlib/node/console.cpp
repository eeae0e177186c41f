// console: log, info, debug to stdout; error, warn, trace to stderr; groups, counters, timers, tables,
// assert.
#include "stdlib/node/console.h"

#include <chrono>
#include <cstdio>
#include <map>
#include <string>

#include "runtime/entry/modules.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "stdlib/ecma/library.h"
#include "stdlib/node/host.h"
#include "stdlib/node/inspect.h"
#include "stdlib/node/process.h"

extern "C" const kiln::abi::ModuleInfo kiln_module_internal_console __attribute__((weak));

namespace kiln::rt {
namespace {

std::string indentation;
std::map<std::string, int> counters;
std::map<std::string, std::chrono::steady_clock::time_point> timers;

void print(std::FILE* stream, std::string text) {
  if (!indentation.empty()) {
    std::string indented = indentation;
    for (char c : text) {
      indented += c;
      if (c == '\n') indented += indentation;
    }
    text = indented;
  }
  text += '\n';
  writeStream(stream, text);
}
void printFormatted(std::FILE* stream, uint32_t count, const Value* values) {
  print(stream, printableUtf8(formatText(defaultInspectOptions(), count, values)));
}

Value log(Args& args) {
  // FAST: one string of Latin-1, no formatting (tests/exec/console-format).
  if (args.count == 1 && isString(args[0]) && chars(asString(args[0])).is_latin1) {
    print(stdout, toUtf8(asString(args[0])));
    return Value::undefined();
  }
  printFormatted(stdout, args.count, args.values);
  return Value::undefined();
}
Value error(Args& args) {
  printFormatted(stderr, args.count, args.values);
  return Value::undefined();
}
Value trace(Args& args) {
  Object* holder = newObject();
  createDataProperty(holder, PropertyKey::atom(atoms.name), box(internAscii("Trace")));
  createDataProperty(holder, PropertyKey::atom(atoms.message),
                     textValue(formatText(defaultInspectOptions(), args.count, args.values)));
  captureStack(holder, Value::undefined());
  Value stack = get(holder, atoms.stack);
  printFormatted(stderr, 1, &stack);
  return Value::undefined();
}
Value dir(Args& args) {
  InspectOptions options = defaultInspectOptions();
  options.custom_inspect = false;
  applyInspectOptions(options, args[1]);
  print(stdout, printableUtf8(inspectText(args[0], options)));
  return Value::undefined();
}
Value table(Args& args) {
  std::u16string text;
  if (tabulate(args[0], args[1], defaultInspectOptions(), &text))
    print(stdout, printableUtf8(text));
  else
    printFormatted(stdout, args.count == 0 ? 0 : 1, args.values);
  return Value::undefined();
}
Value group(Args& args) {
  if (args.count > 0) log(args);
  indentation += "  ";
  return Value::undefined();
}
Value groupEnd(Args&) {
  if (indentation.size() >= 2) indentation.resize(indentation.size() - 2);
  return Value::undefined();
}
std::string label(Args& args) {
  return args[0].isUndefined() ? "default" : toUtf8(args[0]);
}
Value count(Args& args) {
  std::string name = label(args);
  print(stdout, name + ": " + std::to_string(++counters[name]));
  return Value::undefined();
}
Value countReset(Args& args) {
  std::string name = label(args);
  if (counters.erase(name) == 0) emitWarning("Count for '" + name + "' does not exist", "Warning", "");
  return Value::undefined();
}
Value assertion(Args& args) {
  if (toBoolean(args[0])) return Value::undefined();
  ArgumentBuffer rest(std::max<uint32_t>(args.count, 2) - 1);
  String* head = newLatin1("Assertion failed");
  if (args.count > 1) head = concat(head, concat(newLatin1(": "), toString(args[1])));
  rest[0] = box(head);
  for (uint32_t i = 2; i < args.count; ++i) rest[i - 1] = args[i];
  printFormatted(stderr, std::max<uint32_t>(args.count, 2) - 1, rest.data());
  return Value::undefined();
}

Value time(Args& args) {
  std::string name = label(args);
  if (!timers.try_emplace(name, std::chrono::steady_clock::now()).second)
    emitWarning("Label '" + name + "' already exists for console.time()", "Warning", "");
  return Value::undefined();
}
// The elapsed time, with further values behind it.
bool reportTime(Args& args, const char* method) {
  std::string name = label(args);
  auto it = timers.find(name);
  if (it == timers.end()) {
    emitWarning("No such label '" + name + "' for console." + method + "()", "Warning", "");
    return false;
  }
  std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - it->second;
  Value name_value = box(newUtf8(name)), duration = box(newUtf8(durationText(elapsed.count())));
  std::u16string text = formatText(defaultInspectOptions(), 1, &name_value) + u": " +
                        formatText(defaultInspectOptions(), 1, &duration);
  for (uint32_t i = 1; i < args.count; ++i)
    text += u" " + formatText(defaultInspectOptions(), 1, &args.values[i]);
  print(stdout, printableUtf8(text));
  return true;
}
Value timeEnd(Args& args) {
  if (reportTime(args, "timeEnd")) timers.erase(label(args));
  return Value::undefined();
}
Value timeLog(Args& args) {
  reportTime(args, "timeLog");
  return Value::undefined();
}
// The class is a module, linked into programs that have its name; a plain property once it was read.
Value consoleClass(Args& args) {
  Value v = requireModule(&kiln_module_internal_console, nullptr);
  defineOwnProperty(asObject(args.this_value), atomKey("Console"), PropertyDescriptor::data(v, kDefault), false);
  return v;
}
Value nothing(Args&) {
  return Value::undefined();
}

}  // namespace

std::string durationText(double ms) {
  constexpr double kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute;
  char buffer[64];
  if (ms >= kMinute) {
    double hours = std::floor(ms / kHour), minutes = std::floor(std::fmod(ms, kHour) / kMinute);
    double seconds = std::fmod(ms, kMinute) / kSecond;
    if (hours > 0)
      std::snprintf(buffer, sizeof buffer, "%.0f:%02.0f:%06.3f (h:mm:ss.mmm)", hours, minutes, seconds);
    else
      std::snprintf(buffer, sizeof buffer, "%.0f:%06.3f (m:ss.mmm)", minutes, seconds);
    return buffer;
  }
  if (ms >= kSecond) {
    std::snprintf(buffer, sizeof buffer, "%.3fs", ms / kSecond);
    return buffer;
  }
  std::snprintf(buffer, sizeof buffer, "%.3f", ms);
  return toUtf8(numberToString(std::strtod(buffer, nullptr))) + "ms";
}

void initConsole() {
  Object* console = newObject();
  // As Node lists them.
  static const NativeMethod methods[] = {
      {"log", KILN_NATIVE(log), 0},
      {"warn", KILN_NATIVE(error), 0},
      {"dir", KILN_NATIVE(dir), 0},
      {"time", KILN_NATIVE(time), 0},
      {"timeEnd", KILN_NATIVE(timeEnd), 0},
      {"timeLog", KILN_NATIVE(timeLog), 0},
      {"trace", KILN_NATIVE(trace), 0},
      {"assert", KILN_NATIVE(assertion), 0},
      {"clear", KILN_NATIVE(nothing), 0},
      {"count", KILN_NATIVE(count), 0},
      {"countReset", KILN_NATIVE(countReset), 0},
      {"group", KILN_NATIVE(group), 0},
      {"groupEnd", KILN_NATIVE(groupEnd), 0},
      {"table", KILN_NATIVE(table), 1},
      {"debug", KILN_NATIVE(log), 0},
      {"info", KILN_NATIVE(log), 0},
      {"dirxml", KILN_NATIVE(log), 0},
      {"error", KILN_NATIVE(error), 0},
      {"groupCollapsed", KILN_NATIVE(group), 0},
      {"profile", KILN_NATIVE(nothing), 0},
      {"profileEnd", KILN_NATIVE(nothing), 0},
      {"timeStamp", KILN_NATIVE(nothing), 0},
  };
  for (const NativeMethod& method : methods) {
    Function* function = newNative(internAscii(method.name), method.entry, method.length);
    createDataProperty(console, atomKey(method.name), box(function));
  }
  defineTag(console, "console");
  if (&kiln_module_internal_console != nullptr) {
    Value getter = box(newNative(internAscii("get"), KILN_NATIVE(consoleClass), 0));
    putAccessor(console, atomKey("Console"), getter, Value::undefined(), kEnumerable | kConfigurable);
  }
  defineValue(realm().global, "console", box(console));
}

}  // namespace kiln::rt
