// How error messages name values, and why a store was refused.
#include <optional>

#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

// The value of a data property that `o` has or inherits; looked up without running code.
Value dataProperty(Object* o, PropertyKey key) {
  PropertyDescriptor d;
  for (Object* at = o; at != nullptr && at->shape->kind != CellKind::Proxy; at = at->shape->prototype) {
    if (getOwnProperty(at, key, &d)) return d.isAccessor() ? Value::undefined() : d.value;
  }
  return Value::undefined();
}

const char* builtinTag(Object* o) {
  switch (o->shape->kind) {
    case CellKind::Array:
      return "Array";
    case CellKind::Date:
      return "Date";
    case CellKind::StringObject:
      return "String";
    case CellKind::NumberObject:
      return "Number";
    case CellKind::BooleanObject:
      return "Boolean";
    case CellKind::RegExp:
      return "RegExp";
    default:
      return "Object";
  }
}

std::string constructorName(Object* o) {
  Value constructor = dataProperty(o, PropertyKey::atom(atoms.constructor));
  const FunctionInfo* info =
      isCallable(constructor) ? reinterpret_cast<Function*>(constructor.bits)->info : nullptr;
  return info == nullptr ? "" : toWtf8(info->name);
}

bool hasTrap(Object* proxy, const char* name) {
  Value handler = proxyHandler(proxy);
  return isObject(handler) &&
         isCallable(dataProperty(asObject(handler), PropertyKey::atom(internAscii(name))));
}

}  // namespace

std::string describeKey(PropertyKey key) {
  if (key.isSymbol()) return describe(key.word);
  return toWtf8(asString(key.toValue()));
}

std::string describe(Value v) {
  return isString(v) ? "\"" + describeUnquoted(v) + "\"" : describeUnquoted(v);
}

namespace {

// Nothing for objects that convert themselves: it would take a call.
std::optional<std::string> textWithoutCalls(Value v) {
  if (isSymbol(v)) {
    String* description = reinterpret_cast<Symbol*>(v.bits)->description;
    return "Symbol(" + (description == nullptr ? "" : toWtf8(description)) + ")";
  }
  if (!isObject(v)) return toWtf8(toString(v));
  Object* o = asObject(v);
  if (o->shape->kind == CellKind::Proxy) return describeUnquoted(proxyTarget(o));
  if (isCallable(v)) {
    auto* function = reinterpret_cast<Function*>(o);
    const FunctionInfo* info = function->info;
    if (info != nullptr && info->source != nullptr)
      return std::string(info->source->text + info->source_start, info->source_end - info->source_start);
    return "function " + (info == nullptr ? "" : toWtf8(info->name)) + "() { [native code] }";
  }
  if (o->shape->kind == CellKind::ModuleNamespace) return "[object Module]";
  PropertyKey to_string = PropertyKey::atom(atoms.toString);
  Value converter = dataProperty(o, to_string);
  if (o->shape->kind == CellKind::Error || converter == dataProperty(realm().error_prototypes[0], to_string))
    return errorHeader(o);
  if (converter != dataProperty(realm().object_prototype, to_string)) return std::nullopt;
  std::string name = constructorName(o);
  if (name.empty()) return std::nullopt;
  return "#<" + name + ">";
}

}  // namespace

// Objects with Object's toString go by their constructor, others by their tag.
std::string describeUnquoted(Value v) {
  if (std::optional<std::string> text = textWithoutCalls(v)) return *text;
  Object* o = asObject(v);
  Value tag = dataProperty(o, PropertyKey::symbol(symbols.toStringTag));
  if (isString(tag)) return "[object " + toWtf8(asString(tag)) + "]";
  return "[object " + (o->shape->kind == CellKind::TypedArray ? constructorName(o) : builtinTag(o)) + "]";
}

void throwNullishAccess(Value object, Value key, bool stores) {
  std::optional<std::string> text = textWithoutCalls(key);
  std::string part = text ? (stores ? " (setting '" : " (reading '") + *text + "')" : "";
  throwTypeError("Cannot %s properties of %s%s", stores ? "set" : "read",
                 object.isNull() ? "null" : "undefined", part);
}

std::string describeByType(Value v) {
  std::string type = toUtf8(kiln_typeof_value(v));
  if (isString(v)) return type + " " + describe(v);
  return v.isNull() || v.isBoolean() || v.isNumber() ? type + " " + toUtf8(v) : type;
}

// §10.1.9.2 OrdinarySetWithOwnDescriptor and §10.5.9, followed to what returned false; nothing here runs
// code.
void throwFailedSet(Value object, PropertyKey key) {
  Object* receiver = isObject(object) ? asObject(object) : nullptr;
  std::string name = describeKey(key);
  PropertyDescriptor d;
  for (Object* at = receiver; at != nullptr;) {
    if (at->shape->kind == CellKind::Proxy) {
      if (hasTrap(at, "set")) throwTypeError("'set' on proxy: trap returned falsish for property '%s'", name);
      Value target = proxyTarget(at);
      at = isObject(target) ? asObject(target) : nullptr;
      continue;
    }
    if (!getOwnProperty(at, key, &d)) {
      at = at->shape->prototype;
      continue;
    }
    if (d.isAccessor())
      throwTypeError("Cannot set property %s of %s which has only a getter", name, describe(box(at)));
    // When it is the receiver that refuses; the properties of a namespace say that they are writable.
    if ((d.attributes & kWritable) && at->shape->kind != CellKind::ModuleNamespace) break;
    throwTypeError("Cannot assign to read only property '%s' of %s '%s'", name,
                   isCallable(object) ? "function" : "object", describe(object));
  }
  if (receiver != nullptr && receiver->shape->kind == CellKind::Proxy) {
    if (hasTrap(receiver, "defineProperty"))
      throwTypeError("'defineProperty' on proxy: trap returned falsish for property '%s'", name);
    throwTypeError("Cannot define property %s, object is not extensible", name);
  }
  if (isString(object) &&
      (key == PropertyKey::atom(atoms.length) || (key.isIndex() && key.asIndex() < asString(object)->length)))
    throwTypeError("Cannot assign to read only property '%s' of string '%s'", name, toWtf8(toString(object)));
  if (isSymbol(object)) throwTypeError("Cannot create property '%s' on symbol '%s'", name, describe(object));
  if (receiver == nullptr)
    throwTypeError("Cannot create property '%s' on %s '%s'", name,
                   toUtf8(asString(kiln_typeof_value(object))), describeUnquoted(object));
  throwTypeError("Cannot add property %s, object is not extensible", name);
}

// Proxies without the trap pass on what their targets say.
void throwFailedDelete(Value object, PropertyKey key) {
  std::string name = describeKey(key);
  while (isObject(object) && asObject(object)->shape->kind == CellKind::Proxy) {
    if (hasTrap(asObject(object), "deleteProperty"))
      throwTypeError("'deleteProperty' on proxy: trap returned falsish for property '%s'", name);
    object = proxyTarget(asObject(object));
  }
  throwTypeError("Cannot delete property '%s' of %s", name, describe(object));
}

}  // namespace kiln::rt
