// How V8 names a frame: Class.method [as property], new Class, function.
#include "runtime/ops/frames.h"

#include <cctype>

#include "runtime/object/realms.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

// The value of an own data property; empty if there is none. Never asks proxies.
Value ownData(Object* o, PropertyKey key) {
  PropertyDescriptor d;
  if (o->shape->kind == CellKind::Proxy || !getOwnProperty(o, key, &d) || d.isAccessor()) return Value::empty();
  return d.value;
}

std::string inferredName(const FunctionInfo* info) {
  if (info->name->length != 0) return toWtf8(info->name);
  return info->frame_name == nullptr ? "" : toWtf8(info->frame_name);
}

bool isFunction(Value v) {
  return isObject(v) && asObject(v)->shape->kind == CellKind::Function;
}

// What the function `v` is called as a constructor; empty for %Object%, which says nothing.
std::string constructorName(Value v) {
  if (!isFunction(v)) return "";
  std::string name = inferredName(reinterpret_cast<Function*>(v.bits)->info);
  return name == "Object" ? "" : name;
}

std::string classNameOf(Value receiver) {
  if (!isObject(receiver)) {
    Object* prototype = prototypeForPrimitive(receiver);
    return prototype == nullptr ? "" : classNameOf(box(prototype));
  }
  CellKind kind = asObject(receiver)->shape->kind;
  if (kind == CellKind::Proxy) return "Proxy";
  if (kind == CellKind::Generator || kind == CellKind::AsyncGenerator) {
    std::string name = constructorName(static_cast<Coroutine*>(asObject(receiver))->function);
    if (!name.empty()) return name;
  }
  bool is_function = isFunction(receiver);
  if (is_function && reinterpret_cast<Function*>(receiver.bits)->info->flags & kFnClassConstructor) {
    std::string name = inferredName(reinterpret_cast<Function*>(receiver.bits)->info);
    if (!name.empty()) return name;
  }
  for (Object* o = asObject(receiver); o != nullptr && o->shape->kind != CellKind::Proxy; o = o->shape->prototype) {
    Value tag = ownData(o, PropertyKey::symbol(symbols.toStringTag));
    if (isString(tag)) return toWtf8(asString(tag));
    std::string name = constructorName(ownData(o, PropertyKey::atom(atoms.constructor)));
    if (!name.empty()) return name;
  }
  return is_function ? "Function" : "Object";
}

bool isIdentifier(const std::string& name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (char c : name) {
    auto byte = static_cast<unsigned char>(c);
    if (!(std::isalnum(byte) || c == '_' || c == '$' || byte >= 0x80)) return false;
  }
  return true;
}

bool isFunctionOf(const Frame& frame, Value v) {
  if (!isFunction(v)) return false;
  auto* function = reinterpret_cast<Function*>(v.bits);
  return frame.callee != nullptr ? function == frame.callee : function->info == frame.function;
}

bool isPropertyOf(const Frame& frame, Object* o, PropertyKey key) {
  PropertyDescriptor d;
  if (!getOwnProperty(o, key, &d)) return false;
  if (d.isAccessor()) return isFunctionOf(frame, d.getter) || isFunctionOf(frame, d.setter);
  return isFunctionOf(frame, d.value);
}

// Whether the first property of this name on the way up is the function.
bool isMethodNamed(const Frame& frame, Object* receiver, PropertyKey key) {
  for (Object* o = receiver; o != nullptr && o->shape->kind != CellKind::Proxy; o = o->shape->prototype) {
    PropertyDescriptor d;
    if (getOwnProperty(o, key, &d)) return isPropertyOf(frame, o, key);
  }
  return false;
}

bool endsWithMethod(const std::string& function, const std::string& method) {
  return function == method || function.ends_with("." + method);
}

std::string placeOf(const StackFrame& frame) {
  if (frame.function->source == nullptr || frame.line == 0) return "<anonymous>";
  return std::string(frame.function->source->path) + ":" + std::to_string(frame.line) + ":" + std::to_string(frame.column);
}

// The body of a CommonJS module is called on module.exports.
bool isModuleBody(const FunctionInfo* f) {
  return f->name->length == 0 && f->frame_name == nullptr && f->source != nullptr && f->source_start == 0 &&
         f->source_end == f->source->text_length && !std::string_view(f->source->path).starts_with("file:");
}

std::string methodCall(const std::string& type, const std::string& function, const std::string& method) {
  if (function.empty()) return type + "." + (method.empty() ? "<anonymous>" : method);
  std::string text = isIdentifier(function) && !type.empty() ? type + "." + function : function;
  if (!method.empty() && !endsWithMethod(function, method)) text += " [as " + method + "]";
  return text;
}

}  // namespace

std::string frameFunctionName(const Frame& frame) {
  if (frame.callee != nullptr && !(frame.callee->shape->flags & kLazyProperties)) {
    Value name = ownData(frame.callee, PropertyKey::atom(atoms.name));
    if (isString(name) && asString(name)->length != 0) return toWtf8(asString(name));
  }
  return inferredName(frame.function);
}

bool isToplevelFrame(const Frame& frame) {
  return frame.receiver.isEmpty() || frame.receiver.isNullish() || frame.receiver == box(realm().global);
}

bool isConstructFrame(const Frame& frame) {
  if (frame.kind == FrameKind::Construct || frame.function->flags & kFnClassConstructor) return true;
  // The frames of functions do not say how they were called; one whose receiver is an instance of it was constructing it.
  if (!(frame.function->flags & kFnConstructBase) || !isObject(frame.receiver)) return false;
  Object* prototype = asObject(frame.receiver)->shape->prototype;
  return prototype != nullptr && isFunctionOf(frame, ownData(prototype, PropertyKey::atom(atoms.constructor)));
}

std::string frameTypeName(const Frame& frame) {
  return isToplevelFrame(frame) || isConstructFrame(frame) ? "" : classNameOf(frame.receiver);
}

std::string frameMethodName(const Frame& frame) {
  if (isToplevelFrame(frame)) return "";
  Object* receiver = isObject(frame.receiver) ? asObject(frame.receiver) : prototypeForPrimitive(frame.receiver);
  std::string name = toWtf8(frame.function->name);
  if (name.starts_with("get ") || name.starts_with("set ")) name = name.substr(4);
  if (!name.empty() && isMethodNamed(frame, receiver, keyOfString(newUtf8(name)))) return name;
  Value found = Value::empty();
  for (Object* o = receiver; o != nullptr && o->shape->kind != CellKind::Proxy; o = o->shape->prototype) {
    const PropertyTable* table = o->shape->table;
    for (uint32_t i = 0; table != nullptr && i < o->shape->property_count; ++i) {
      const PropertyEntry& entry = table->entries[i];
      if (entry.key.isEmpty() || !isString(entry.key) || !(entry.attributes & kEnumerable)) continue;
      if (!isPropertyOf(frame, o, PropertyKey{entry.key})) continue;
      if (!found.isEmpty()) return "";
      found = entry.key;
    }
  }
  return found.isEmpty() ? "" : toWtf8(asString(found));
}

std::string describeStackFrame(const StackFrame& frame) {
  std::string where = placeOf(frame), name = frameFunctionName(frame);
  const FunctionInfo* f = frame.function;
  switch (frame.kind) {
    case FrameKind::AsyncAll:
      return "async Promise.all (index " + std::to_string(frame.offset) + ")";
    case FrameKind::AsyncAllSettled:
      return "async Promise.allSettled (index " + std::to_string(frame.offset) + ")";
    case FrameKind::AsyncAny:
      return "async Promise.any (index " + std::to_string(frame.offset) + ")";
    case FrameKind::GeneratorNext:
      return (name.empty() ? "Generator" : name) + ".next (<anonymous>)";
    case FrameKind::Call:
    case FrameKind::Construct:
    case FrameKind::Async:
      break;
  }
  if (frame.caller != FrameCaller::Code) {
    bool timeout = frame.caller == FrameCaller::Timeout;
    name = methodCall(timeout ? "Timeout" : "Immediate", name, timeout ? "_onTimeout" : "_onImmediate");
  } else if (isConstructFrame(frame)) {
    name = "new " + (name.empty() ? "<anonymous>" : name);
  } else if (!isToplevelFrame(frame)) {
    name = methodCall(frameTypeName(frame), name, frameMethodName(frame));
  } else if (frame.receiver.isEmpty() && f->frame_name != nullptr) {
    name = toWtf8(f->frame_name);  // as the text has it: mostly called on that
  } else if (isModuleBody(f)) {
    name = "Object.<anonymous>";
  }
  std::string text = name.empty() ? where : name + " (" + where + ")";
  return frame.kind == FrameKind::Async ? "async " + text : text;
}

}  // namespace kiln::rt
