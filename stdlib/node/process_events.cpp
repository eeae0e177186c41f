// process as an EventEmitter, warnings, uncaught exceptions, exit. Native, so that programs that only say
// process.on('exit') need no module; the listeners are kept as node:events keeps its own, so that both agree.
#include <unistd.h>

#include <cstdio>

#include "runtime/entry/library.h"
#include "runtime/jobs/uncaught.h"
#include "runtime/ops/error.h"
#include "runtime/ops/profile.h"
#include "stdlib/node/inspect.h"
#include "stdlib/node/process.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

Value exit_code_value = Value::undefined();
Value capture_callback = Value::null();
Value domain_handler = Value::undefined();
Value native_emit;
bool exiting, has_listeners;
bool hint_shown;

// --- listeners: `_events` maps a name to a function or an array of them

Value printWarning(Args& args);

Object* eventsOf(Object* emitter) {
  Value events = get(emitter, atomKey("_events"));
  if (isObject(events)) return asObject(events);
  Object* made = newObjectWithPrototype(nullptr);
  setOrThrow(emitter, atomKey("_events"), box(made));
  setOrThrow(emitter, atomKey("_eventsCount"), Value::int32(0));
  if (emitter == processObject()) {
    Function* print = newNative(internAscii("onWarning"), KILN_NATIVE(printWarning), 1);
    createDataProperty(made, atomKey("warning"), box(print));
    setOrThrow(emitter, atomKey("_eventsCount"), Value::int32(1));
  }
  return made;
}

Value originalOf(Value listener) {
  Value original = isObject(listener) ? get(asObject(listener), atomKey("listener")) : Value::undefined();
  return original.isUndefined() ? listener : original;
}

ValueList listenersOf(Object* emitter, PropertyKey name) {
  ValueList list;
  Value entry = get(eventsOf(emitter), name);
  if (isCallable(entry))
    list.push(entry);
  else if (isObject(entry))
    list = listFromArrayLike(entry);
  return list;
}

void store(Object* emitter, PropertyKey name, ValueList& list) {
  Object* events = eventsOf(emitter);
  bool had = hasOwnProperty(events, name);
  if (list.size() == 0)
    deleteProperty(events, name);
  else
    createDataProperty(events, name, list.size() == 1 ? list[0] : box(newArrayFrom(list)));
  int change = (list.size() != 0) - static_cast<int>(had);
  if (change == 0) return;
  setOrThrow(emitter, atomKey("_eventsCount"),
             Value::int32(toInt32(get(emitter, atomKey("_eventsCount"))) + change));
}

bool emit(Object* emitter, PropertyKey name, uint32_t argc, const Value* argv) {
  ValueList list = listenersOf(emitter, name);
  for (Value listener : list) call(listener, box(emitter), argc, argv);
  if (list.size() == 0 && name == atomKey("error")) {
    Value error = argc == 0 ? Value::undefined() : argv[0];
    if (isObject(error) && asObject(error)->shape->kind == CellKind::Error) throwValue(error);
    throwWithCode(ErrorType::Error, "ERR_UNHANDLED_ERROR", "Unhandled error. (" + inspect(error) + ")");
  }
  return list.size() != 0;
}

double maxListeners(Object* emitter) {
  Value own = get(emitter, atomKey("_maxListeners"));
  return own.isNumber() ? own.asNumber() : 10;
}

void add(Args& args, Value listener, bool prepend) {
  Object* emitter = toObject(args.this_value);
  validateFunction(originalOf(listener), "listener");
  PropertyKey name = toPropertyKey(args[0]);
  has_listeners = true;
  if (emitter == processObject() && isString(args[0])) watchSignal(signalNumber(toUtf8(asString(args[0]))));
  if (hasOwnProperty(eventsOf(emitter), atomKey("newListener"))) {
    Value argv[] = {args[0], originalOf(listener)};
    emit(emitter, atomKey("newListener"), 2, argv);
  }
  ValueList list = listenersOf(emitter, name), longer;
  if (prepend) longer.push(listener);
  for (Value v : list) longer.push(v);
  if (!prepend) longer.push(listener);
  store(emitter, name, longer);
  if (emitter != processObject()) return;
  double most = maxListeners(emitter);
  if (most > 0 && static_cast<double>(longer.size()) == most + 1) {
    emitWarning("Possible EventEmitter memory leak detected. " + std::to_string(longer.size()) + " " +
                    describeKey(name) + " listeners added to [process]. MaxListeners is " +
                    toUtf8(numberToString(most)) + ". Use emitter.setMaxListeners() to increase limit",
                "MaxListenersExceededWarning", "");
  }
}

void removed(Object* emitter, Value name, Value listener) {
  PropertyKey key = toPropertyKey(name);
  if (emitter == processObject() && isString(name) && listenersOf(emitter, key).size() == 0)
    unwatchSignal(signalNumber(toUtf8(asString(name))));
  if (!hasOwnProperty(eventsOf(emitter), atomKey("removeListener"))) return;
  Value argv[] = {name, originalOf(listener)};
  emit(emitter, atomKey("removeListener"), 2, argv);
}

void remove(Object* emitter, Value name, Value listener) {
  PropertyKey key = toPropertyKey(name);
  ValueList list = listenersOf(emitter, key), rest;
  // The one that was added last goes first.
  size_t at = list.size();
  while (at > 0 && !(list[at - 1] == listener) && !(originalOf(list[at - 1]) == listener)) --at;
  if (at == 0) return;
  for (size_t i = 0; i < list.size(); ++i) {
    if (i != at - 1) rest.push(list[i]);
  }
  store(emitter, key, rest);
  removed(emitter, name, listener);
}

// Calls its listener once: the captures are emitter, name, listener, whether it was called.
Value onceEntry(Args& args) {
  Value* captures = args.callee->captures;
  if (captures[3].isTrue()) return Value::undefined();
  captures[3] = Value::boolean(true);
  remove(asObject(captures[0]), captures[1], box(args.callee));
  return call(captures[2], captures[0], args.count, args.values);
}
Value onceWrapper(Args& args) {
  validateFunction(args[1], "listener");
  Function* wrapper = newNative(internAscii("bound onceWrapper"), KILN_NATIVE(onceEntry), 0, 0, 4);
  wrapper->captures[0] = args.this_value;
  wrapper->captures[1] = args[0];
  wrapper->captures[2] = args[1];
  wrapper->captures[3] = Value::boolean(false);
  createDataProperty(wrapper, atomKey("listener"), args[1]);
  return box(wrapper);
}

Value onMethod(Args& args) {
  validateFunction(args[1], "listener");
  add(args, args[1], false);
  return args.this_value;
}
Value onceMethod(Args& args) {
  add(args, onceWrapper(args), false);
  return args.this_value;
}
Value prependMethod(Args& args) {
  validateFunction(args[1], "listener");
  add(args, args[1], true);
  return args.this_value;
}
Value prependOnceMethod(Args& args) {
  add(args, onceWrapper(args), true);
  return args.this_value;
}
Value offMethod(Args& args) {
  validateFunction(args[1], "listener");
  remove(toObject(args.this_value), args[0], args[1]);
  return args.this_value;
}
Value removeAllMethod(Args& args) {
  Object* emitter = toObject(args.this_value);
  ValueList names;
  if (args.count != 0)
    names.push(args[0]);
  else
    for (Value word : ownPropertyKeys(eventsOf(emitter))) names.push(PropertyKey{word}.toValue());
  for (Value name : names) {
    ValueList list = listenersOf(emitter, toPropertyKey(name));
    for (size_t i = list.size(); i-- > 0;) remove(emitter, name, list[i]);
  }
  return args.this_value;
}
Value emitMethod(Args& args) {
  uint32_t rest = args.count == 0 ? 0 : args.count - 1;
  return Value::boolean(emit(toObject(args.this_value), toPropertyKey(args[0]), rest, args.values + 1));
}
Value listenerCountMethod(Args& args) {
  ValueList list = listenersOf(toObject(args.this_value), toPropertyKey(args[0]));
  int32_t count = 0;
  for (Value v : list) count += args[1].isUndefined() || v == args[1] || originalOf(v) == args[1];
  return Value::int32(count);
}
Value listenersMethod(Args& args) {
  ValueList list = listenersOf(toObject(args.this_value), toPropertyKey(args[0]));
  for (Value& v : list) v = originalOf(v);
  return box(newArrayFrom(list));
}
Value rawListenersMethod(Args& args) {
  ValueList list = listenersOf(toObject(args.this_value), toPropertyKey(args[0]));
  return box(newArrayFrom(list));
}
Value eventNamesMethod(Args& args) {
  ValueList names;
  for (Value word : ownPropertyKeys(eventsOf(toObject(args.this_value))))
    names.push(PropertyKey{word}.toValue());
  return box(newArrayFrom(names));
}
Value setMaxListenersMethod(Args& args) {
  // The name in the message is Node's.
  if (!(validateNumber(args[0], "setMaxListeners") >= 0)) throwOutOfRange("setMaxListeners", ">= 0", args[0]);
  setOrThrow(toObject(args.this_value), atomKey("_maxListeners"), args[0]);
  return args.this_value;
}
Value getMaxListenersMethod(Args& args) {
  return Value::number(maxListeners(toObject(args.this_value)));
}

const NativeMethod kEmitterMethods[] = {
    {"on", KILN_NATIVE(onMethod), 2},
    {"addListener", KILN_NATIVE(onMethod), 2},
    {"once", KILN_NATIVE(onceMethod), 2},
    {"prependListener", KILN_NATIVE(prependMethod), 2},
    {"prependOnceListener", KILN_NATIVE(prependOnceMethod), 2},
    {"off", KILN_NATIVE(offMethod), 2},
    {"removeListener", KILN_NATIVE(offMethod), 2},
    {"removeAllListeners", KILN_NATIVE(removeAllMethod), 1},
    {"emit", KILN_NATIVE(emitMethod), 1},
    {"listenerCount", KILN_NATIVE(listenerCountMethod), 2},
    {"listeners", KILN_NATIVE(listenersMethod), 1},
    {"rawListeners", KILN_NATIVE(rawListenersMethod), 1},
    {"eventNames", KILN_NATIVE(eventNamesMethod), 0},
    {"setMaxListeners", KILN_NATIVE(setMaxListenersMethod), 1},
    {"getMaxListeners", KILN_NATIVE(getMaxListenersMethod), 0},
};

// --- warnings

bool flag(const char* name) {
  return toBoolean(get(processObject(), atomKey(name)));
}

// The listener of 'warning' that is there from the start.
Value printWarning(Args& args) {
  if (!isObject(args[0]) || asObject(args[0])->shape->kind != CellKind::Error) return Value::undefined();
  Object* warning = asObject(args[0]);
  std::string name = toUtf8(get(warning, atoms.name));
  bool deprecation = name == "DeprecationWarning";
  if (deprecation && flag("noDeprecation")) return Value::undefined();
  std::string text = "(node:" + std::to_string(getpid()) + ") ";
  Value code = get(warning, atoms.code), detail = get(warning, atomKey("detail"));
  if (toBoolean(code)) text += "[" + toUtf8(code) + "] ";
  bool trace = flag("traceProcessWarnings") || (deprecation && flag("traceDeprecation"));
  Value stack = get(warning, atoms.stack);
  text += toUtf8(trace && toBoolean(stack) ? toString(stack) : newUtf8(errorHeader(warning)));
  if (isString(detail)) text += "\n" + toUtf8(asString(detail));
  if (!hint_shown && !trace) {
    hint_shown = true;
    text += std::string("\n(Use `node --trace-") + (deprecation ? "deprecation" : "warnings") +
            " ...` to show where the warning was created)";
  }
  std::fflush(stdout);
  text += "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  return Value::undefined();
}

Value deliverWarning(Args& args) {
  Value warning = args.callee->captures[0];
  has_listeners = true;
  emitProcess("warning", 1, &warning);
  return Value::undefined();
}

void queueWarning(Value warning) {
  Object* w = asObject(warning);
  Value name = get(w, atoms.name);
  if (isString(name) && toUtf8(asString(name)) == "DeprecationWarning") {
    if (flag("noDeprecation")) return;
    if (flag("throwDeprecation")) throwValue(warning);
  }
  Function* deliver = newNative(atoms.empty, KILN_NATIVE(deliverWarning), 0, 0, 1);
  deliver->captures[0] = warning;
  enqueueTick(box(deliver), 0, nullptr);
}

Value newWarning(String* message, Value type, Value code, Value detail) {
  Object* warning = newError(ErrorType::Error, message);
  putDirect(warning, PropertyKey::atom(atoms.name), isString(type) ? type : box(internAscii("Warning")),
            kDefault);
  if (!code.isUndefined()) putDirect(warning, PropertyKey::atom(atoms.code), code, kDefault);
  if (isString(detail)) putDirect(warning, atomKey("detail"), detail, kDefault);
  return box(warning);
}

// process.emitWarning(warning[, type[, code]][, ctor]) and (warning[, options])
Value emitWarningMethod(Args& args) {
  Value type = args[1], code = args[2], detail = Value::undefined();
  if (isObject(type) && !isCallable(type) && !isArray(type)) {
    Object* options = asObject(type);
    code = get(options, atoms.code);
    detail = get(options, atomKey("detail"));
    type = get(options, atomKey("type"));
  } else if (isCallable(type)) {
    type = code = Value::undefined();
  }
  if (!type.isUndefined()) validateString(type, "type");
  if (isCallable(code)) code = Value::undefined();
  if (!code.isUndefined()) validateString(code, "code");
  Value warning = args[0];
  if (isString(warning))
    warning = newWarning(asString(warning), type, code, detail);
  else if (!isObject(warning) || asObject(warning)->shape->kind != CellKind::Error)
    throwInvalidArgType("warning", "of type string or an instance of Error", warning);
  queueWarning(warning);
  return Value::undefined();
}

// --- exit and uncaught exceptions

int exitCodeOr(int absent) {
  if (exit_code_value.isNullish()) return absent;
  return toInt32(exit_code_value);
}

Value exitMethod(Args& args) {
  exitProcess(args[0]);
}
Value reallyExitMethod(Args& args) {
  std::fflush(stdout);
  std::fflush(stderr);
  leaveProcess(toInt32(args[0]));
}
Value exitCodeGetter(Args&) {
  return exit_code_value;
}
Value exitCodeSetter(Args& args) {
  setExitCodeValue(args[0]);
  return Value::undefined();
}
Value setCaptureMethod(Args& args) {
  if (!args[0].isNull() && !isCallable(args[0]))
    throwInvalidArgType("fn", "of type function or null", args[0]);
  if (!args[0].isNull() && !capture_callback.isNull()) {
    throwWithCode(
        ErrorType::Error, "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET",
        "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active");
  }
  capture_callback = args[0];
  return Value::undefined();
}
Value hasCaptureMethod(Args&) {
  return Value::boolean(!capture_callback.isNull());
}

bool handleUncaught(Value error, bool from_promise) {
  Value argv[] = {error, box(internAscii(from_promise ? "unhandledRejection" : "uncaughtException"))};
  try {
    if (!domain_handler.isUndefined() && toBoolean(callWith(domain_handler, Value::undefined(), error))) return true;
    if (!capture_callback.isNull()) {
      callWith(capture_callback, Value::undefined(), error);
      return true;
    }
    emitProcess("uncaughtExceptionMonitor", 2, argv);
    if (emitProcess("uncaughtException", 2, argv)) return true;
  } catch (Thrown&) {
    // The handler itself failed.
    constexpr int kHandlerFailed = 7;
    exit_code_value = Value::int32(kHandlerFailed);
    uncaught_hooks.die(pendingException(), false);
  }
  if (exiting) return false;
  exiting = true;
  exit_code_value = Value::int32(1);
  try {
    emitProcess("exit", 1, &exit_code_value);
  } catch (Thrown&) {
    // The first error is the one to report.
  }
  return false;
}

bool handleRejection(Value reason, Value promise) {
  Value argv[] = {reason, promise};
  return emitProcess("unhandledRejection", 2, argv);
}
void handleLate(Value promise) {
  try {
    emitProcess("rejectionHandled", 1, &promise);
  } catch (Thrown&) {
    uncaught(pendingException(), false);
  }
}

const NativeMethod kMethods[] = {
    {"exit", KILN_NATIVE(exitMethod), 1},
    {"reallyExit", KILN_NATIVE(reallyExitMethod), 1},
    {"emitWarning", KILN_NATIVE(emitWarningMethod), 4},
    {"setUncaughtExceptionCaptureCallback", KILN_NATIVE(setCaptureMethod), 1},
    {"hasUncaughtExceptionCaptureCallback", KILN_NATIVE(hasCaptureMethod), 0},
};

}  // namespace

void setDomainHandler(Value handler) {
  domain_handler = handler;
}

void emitWarning(const std::string& message, const char* type, const char* code) {
  Value code_value = *code == '\0' ? Value::undefined() : box(internAscii(code));
  queueWarning(newWarning(newUtf8(message), box(internAscii(type)), code_value, Value::undefined()));
}

bool emitProcess(const char* name, uint32_t argc, const Value* argv) {
  Object* process = processObject();
  Value method = get(process, atomKey("emit"));
  if (method == native_emit) return has_listeners && emit(process, atomKey(name), argc, argv);
  if (!isCallable(method)) return false;
  ArgumentBuffer all(argc + 1);
  all[0] = box(internAscii(name));
  std::copy(argv, argv + argc, all.data() + 1);
  return toBoolean(call(method, box(process), argc + 1, all.data()));
}

void setExitCodeValue(Value code) {
  if (!code.isNullish()) {
    Value number = code;
    if (isString(code) && asString(code)->length != 0) {
      double d = stringToNumber(asString(code));
      if (std::trunc(d) == d && !std::isinf(d)) number = Value::number(d);
    }
    validateInteger(number, "code");
  }
  exit_code_value = code;
}

void exitProcess(Value code) {
  if (!code.isUndefined()) setExitCodeValue(code);
  Value last = Value::int32(exitCodeOr(0));
  if (!exiting) {
    exiting = true;
    emitProcess("exit", 1, &last);
    last = Value::int32(exitCodeOr(0));
  }
  invoke(box(processObject()), atomKey("reallyExit"), 1, &last);
  std::fflush(stdout);
  leaveProcess(last.asInt32());
}

int exitCode() {
  return exitCodeOr(0);
}

void beforeExit() {
  Value code = Value::int32(exitCodeOr(0));
  asCallback([&] { emitProcess("beforeExit", 1, &code); });
}

int emitExit(int code) {
  if (exiting) return exitCodeOr(code);
  exiting = true;
  Value argument = Value::int32(code);
  // Promise jobs of the listeners still run, nothing else does.
  try {
    emitProcess("exit", 1, &argument);
  } catch (Thrown&) {
    uncaught(pendingException(), false);
  }
  runPromiseJobs();
  return exitCodeOr(code);
}

void defineProcessEvents(Object* process, Object* prototype) {
  defineMethods(prototype, kEmitterMethods);
  native_emit = get(prototype, atomKey("emit"));
  defineMethods(process, kMethods);
  Value getter = box(newNative(internAscii("get"), KILN_NATIVE(exitCodeGetter), 0));
  Value setter = box(newNative(internAscii("set"), KILN_NATIVE(exitCodeSetter), 1));
  putAccessor(process, atomKey("exitCode"), getter, setter, kEnumerable);
  uncaught_hooks.handle = handleUncaught;
  uncaught_hooks.unhandledRejection = handleRejection;
  uncaught_hooks.rejectionHandled = handleLate;
}

}  // namespace kiln::rt
