// setTimeout, setInterval, setImmediate and their opposites; queueMicrotask, process.nextTick.
#include "runtime/loop/timers.h"

#include "runtime/jobs/jobs.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "stdlib/node/process.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

Value timer(Args& args, bool repeat) {
  validateFunction(args[0], "callback");
  double delay = args.count > 1 ? toNumber(args[1]) : 1;
  if (delay > kLongestDelay) {
    emitWarning(toUtf8(numberToString(delay)) +
                    " does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.",
                "TimeoutOverflowWarning", "");
  }
  return addTimer(args[0], delay, repeat, args.count > 2 ? args.count - 2 : 0, args.values + 2);
}
Value setTimeout(Args& args) {
  return timer(args, false);
}
Value setInterval(Args& args) {
  return timer(args, true);
}
Value setImmediate(Args& args) {
  validateFunction(args[0], "callback");
  return addImmediate(args[0], args.count > 1 ? args.count - 1 : 0, args.values + 1);
}
Value clear(Args& args) {
  clearTimer(args[0]);
  return Value::undefined();
}
Value queueMicrotask(Args& args) {
  validateFunction(args[0], "callback");
  enqueueMicrotask(args[0]);
  return Value::undefined();
}
Value nextTick(Args& args) {
  validateFunction(args[0], "callback");
  enqueueTick(args[0], args.count > 1 ? args.count - 1 : 0, args.values + 1);
  return Value::undefined();
}

}  // namespace

void initTimers() {
  static const NativeMethod methods[] = {
      {"setTimeout", KILN_NATIVE(setTimeout), 2},     {"setInterval", KILN_NATIVE(setInterval), 2},
      {"setImmediate", KILN_NATIVE(setImmediate), 1}, {"clearTimeout", KILN_NATIVE(clear), 1},
      {"clearInterval", KILN_NATIVE(clear), 1},       {"clearImmediate", KILN_NATIVE(clear), 1},
      {"queueMicrotask", KILN_NATIVE(queueMicrotask), 1}};
  defineMethods(realm().global, methods);
  Value process = get(realm().global, internAscii("process"));
  static const NativeMethod process_methods[] = {{"nextTick", KILN_NATIVE(nextTick), 1}};
  defineMethods(asObject(process), process_methods);
}

}  // namespace kiln::rt
