// console: log, info, debug to stdout; error, warn, trace to stderr; groups, counters, timers, assert.
#include <chrono>
#include <cstdio>
#include <map>
#include <string>

#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "stdlib/node/host.h"
#include "stdlib/node/inspect.h"

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

Value log(Args& args) {
  // FAST: one string, no formatting (tests/exec/console-format).
  if (args.count == 1 && isString(args[0])) {
    print(stdout, toUtf8(asString(args[0])));
    return Value::undefined();
  }
  print(stdout, format(args.count, args.values));
  return Value::undefined();
}
Value error(Args& args) {
  print(stderr, format(args.count, args.values));
  return Value::undefined();
}
Value trace(Args& args) {
  Object* holder = newError(ErrorType::Error, newUtf8(format(args.count, args.values)));
  std::string stack = toUtf8(get(holder, atoms.stack));
  if (stack.starts_with("Error")) stack = "Trace" + stack.substr(5);
  print(stderr, stack);
  return Value::undefined();
}
Value dir(Args& args) {
  print(stdout, inspect(args[0]));
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
std::string label(Args& args) { return args[0].isUndefined() ? "default" : toUtf8(args[0]); }
Value count(Args& args) {
  std::string name = label(args);
  print(stdout, name + ": " + std::to_string(++counters[name]));
  return Value::undefined();
}
Value countReset(Args& args) {
  counters[label(args)] = 0;
  return Value::undefined();
}
Value assertion(Args& args) {
  if (toBoolean(args[0])) return Value::undefined();
  std::string rest = args.count > 1 ? ": " + format(args.count - 1, args.values + 1) : "";
  print(stderr, "Assertion failed" + rest);
  return Value::undefined();
}
Value time(Args& args) {
  timers[label(args)] = std::chrono::steady_clock::now();
  return Value::undefined();
}
Value timeEnd(Args& args) {
  std::string name = label(args);
  auto it = timers.find(name);
  if (it == timers.end()) return Value::undefined();
  std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - it->second;
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.3fms", elapsed.count());
  print(stdout, name + ": " + buffer);
  timers.erase(it);
  return Value::undefined();
}

}  // namespace

void initConsole() {
  Object* console = newObject();
  static const NativeMethod methods[] = {
      {"log", KILN_NATIVE(log), 0},       {"info", KILN_NATIVE(log), 0},           {"debug", KILN_NATIVE(log), 0},
      {"error", KILN_NATIVE(error), 0},   {"warn", KILN_NATIVE(error), 0},         {"trace", KILN_NATIVE(trace), 0},
      {"dir", KILN_NATIVE(dir), 0},       {"group", KILN_NATIVE(group), 0},        {"groupEnd", KILN_NATIVE(groupEnd), 0},
      {"count", KILN_NATIVE(count), 0},   {"countReset", KILN_NATIVE(countReset), 0}, {"assert", KILN_NATIVE(assertion), 0},
      {"time", KILN_NATIVE(time), 0},     {"timeEnd", KILN_NATIVE(timeEnd), 0},
  };
  defineMethods(console, methods);
  defineValue(realm().global, "console", box(console));
}

}  // namespace kiln::rt
