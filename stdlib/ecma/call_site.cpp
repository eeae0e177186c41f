// V8's stack trace API: Error.prepareStackTrace(error, callSites).
#include "runtime/ops/error.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Shape* call_site_shape;

struct CallSite : Object {
  StackFrame frame;
};

const StackFrame& thisFrame(Args& args) {
  if (!isObject(args.this_value) ||
      asObject(args.this_value)->shape->class_info != call_site_shape->class_info)
    throwTypeError("CallSite method called on incompatible receiver %s", nameForMessage(args.this_value));
  return static_cast<CallSite*>(asObject(args.this_value))->frame;
}

Value orNull(const std::string& text) {
  return text.empty() ? Value::null() : box(newUtf8(text));
}

Value getFileName(Args& args) {
  const StackFrame& f = thisFrame(args);
  return f.function->source == nullptr ? Value::null() : box(newUtf8(f.function->source->path));
}
Value getLineNumber(Args& args) {
  const StackFrame& f = thisFrame(args);
  return f.function->source == nullptr ? Value::null() : Value::number(f.line);
}
Value getColumnNumber(Args& args) {
  const StackFrame& f = thisFrame(args);
  return f.function->source == nullptr ? Value::null() : Value::number(f.column);
}
Value getFunctionName(Args& args) {
  return orNull(frameFunctionName(thisFrame(args)));
}
Value getMethodName(Args& args) {
  return orNull(frameMethodName(thisFrame(args)));
}
Value getTypeName(Args& args) {
  return orNull(frameTypeName(thisFrame(args)));
}
// Functions in strict mode do not show themselves, nor what they were called on.
Value getFunction(Args& args) {
  const StackFrame& f = thisFrame(args);
  return f.function->flags & kFnStrict || f.callee == nullptr ? Value::undefined() : box(f.callee);
}
Value getThis(Args& args) {
  const StackFrame& f = thisFrame(args);
  if (f.function->flags & kFnStrict || f.receiver.isEmpty()) return Value::undefined();
  return f.receiver.isNullish() ? box(realm().global) : f.receiver;
}
Value isConstructorCall(Args& args) {
  return Value::boolean(isConstructFrame(thisFrame(args)));
}
Value isToplevel(Args& args) {
  const StackFrame& f = thisFrame(args);
  return Value::boolean(isToplevelFrame(f) && !isConstructFrame(f));
}
Value siteToString(Args& args) {
  return box(newUtf8(describeStackFrame(thisFrame(args))));
}
// Facts that a compiled frame does not keep.
Value unknown(Args& args) {
  thisFrame(args);
  return Value::undefined();
}
Value none(Args& args) {
  thisFrame(args);
  return Value::null();
}
Value no(Args& args) {
  thisFrame(args);
  return Value::boolean(false);
}

const NativeMethod kMethods[] = {
    {"getColumnNumber", KILN_NATIVE(getColumnNumber), 0},
    {"getEvalOrigin", KILN_NATIVE(unknown), 0},
    {"getFileName", KILN_NATIVE(getFileName), 0},
    {"getFunction", KILN_NATIVE(getFunction), 0},
    {"getFunctionName", KILN_NATIVE(getFunctionName), 0},
    {"getLineNumber", KILN_NATIVE(getLineNumber), 0},
    {"getMethodName", KILN_NATIVE(getMethodName), 0},
    {"getPromiseIndex", KILN_NATIVE(none), 0},
    {"getScriptNameOrSourceURL", KILN_NATIVE(getFileName), 0},
    {"getThis", KILN_NATIVE(getThis), 0},
    {"getTypeName", KILN_NATIVE(getTypeName), 0},
    {"isAsync", KILN_NATIVE(no), 0},
    {"isConstructor", KILN_NATIVE(isConstructorCall), 0},
    {"isEval", KILN_NATIVE(no), 0},
    {"isNative", KILN_NATIVE(no), 0},
    {"isPromiseAll", KILN_NATIVE(no), 0},
    {"isToplevel", KILN_NATIVE(isToplevel), 0},
    {"toString", KILN_NATIVE(siteToString), 0},
};

const ClassInfo call_site_class = {.name = "CallSite"};

Value prepare(Object* error, const StackFrame* frames, uint32_t count) {
  Object* constructor = realm().error_constructors[0];
  Value function = get(constructor, atoms.prepareStackTrace);
  if (!isCallable(function)) return Value::empty();
  if (call_site_shape == nullptr) {
    Object* prototype = newObjectWithPrototype(realm().object_prototype);
    defineMethods(prototype, kMethods);
    call_site_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &call_site_class);
  }
  Object* sites = newArray(0);
  for (uint32_t i = 0; i < count; ++i) {
    auto* site = static_cast<CallSite*>(newNativeObject(sizeof(CallSite), call_site_shape));
    site->frame = frames[i];
    arrayPush(sites, box(site));
  }
  return callWith(function, box(constructor), box(error), box(sites));
}

}  // namespace

void initCallSite() {
  stack_formatter = prepare;
}

}  // namespace kiln::rt
