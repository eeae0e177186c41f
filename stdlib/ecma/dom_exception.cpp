#include "stdlib/ecma/dom_exception.h"

#include <cstring>

#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

Shape* exception_shape;       // of all realms
Object* exception_prototype;  // of all realms

struct DomException : Object {
  String* name;
  String* message;
};

struct Code {
  const char *name, *constant;
};
// Index + 1 is the code.
constexpr Code kCodes[] = {
    {"IndexSizeError", "INDEX_SIZE_ERR"},
    {"", "DOMSTRING_SIZE_ERR"},
    {"HierarchyRequestError", "HIERARCHY_REQUEST_ERR"},
    {"WrongDocumentError", "WRONG_DOCUMENT_ERR"},
    {"InvalidCharacterError", "INVALID_CHARACTER_ERR"},
    {"", "NO_DATA_ALLOWED_ERR"},
    {"NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR"},
    {"NotFoundError", "NOT_FOUND_ERR"},
    {"NotSupportedError", "NOT_SUPPORTED_ERR"},
    {"InUseAttributeError", "INUSE_ATTRIBUTE_ERR"},
    {"InvalidStateError", "INVALID_STATE_ERR"},
    {"SyntaxError", "SYNTAX_ERR"},
    {"InvalidModificationError", "INVALID_MODIFICATION_ERR"},
    {"NamespaceError", "NAMESPACE_ERR"},
    {"InvalidAccessError", "INVALID_ACCESS_ERR"},
    {"", "VALIDATION_ERR"},
    {"TypeMismatchError", "TYPE_MISMATCH_ERR"},
    {"SecurityError", "SECURITY_ERR"},
    {"NetworkError", "NETWORK_ERR"},
    {"AbortError", "ABORT_ERR"},
    {"URLMismatchError", "URL_MISMATCH_ERR"},
    {"QuotaExceededError", "QUOTA_EXCEEDED_ERR"},
    {"TimeoutError", "TIMEOUT_ERR"},
    {"InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR"},
    {"DataCloneError", "DATA_CLONE_ERR"},
};

DomException* make(Shape* shape, String* message, String* name) {
  auto* e = static_cast<DomException*>(newNativeObject(sizeof(DomException), shape));
  e->name = name;
  e->message = message;
  std::string header = toWtf8(name) + (message->length == 0 ? "" : ": " + toWtf8(message));
  captureStack(e, Value::undefined());
  // The header of the captured text goes by ordinary properties, which these are not.
  Value stack = get(e, atoms.stack);
  if (isString(stack)) {
    std::string text = toWtf8(asString(stack));
    size_t frames = text.find("\n    at ");
    if (frames != std::string::npos) header += text.substr(frames);
    putOrThrow(e, PropertyKey::atom(atoms.stack), box(newUtf8(header)));
  }
  return e;
}

Value exceptionConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Class constructor DOMException cannot be invoked without 'new'");
  String* message = args[0].isUndefined() ? emptyString() : toString(args[0]);
  Value name = args[1];
  Value cause = Value::empty();
  if (isObject(name)) {
    Object* options = asObject(name);
    if (hasProperty(options, PropertyKey::atom(atoms.cause))) cause = get(options, atoms.cause);
    name = get(options, atoms.name);
  }
  String* name_text = name.isUndefined() ? internAscii("Error") : toString(name);
  DomException* e =
      make(shapeFromConstructor(args.new_target, exception_prototype, exception_shape), message, name_text);
  if (!cause.isEmpty()) defineHidden(e, PropertyKey::atom(atoms.cause), cause);
  return box(e);
}

DomException* thisException(Args& args) {
  if (!isObject(args.this_value) ||
      asObject(args.this_value)->shape->class_info != exception_shape->class_info)
    throwTypeError("Illegal invocation");
  return static_cast<DomException*>(asObject(args.this_value));
}

Value exceptionName(Args& args) {
  return box(thisException(args)->name);
}
Value exceptionMessage(Args& args) {
  return box(thisException(args)->message);
}
Value exceptionCode(Args& args) {
  std::string name = toUtf8(thisException(args)->name);
  for (size_t i = 0; i < std::size(kCodes); ++i) {
    if (!name.empty() && name == kCodes[i].name) return Value::int32(static_cast<int32_t>(i + 1));
  }
  return Value::int32(0);
}

const ClassInfo exception_class = {.name = "DOMException"};

}  // namespace

Object* newDomException(String* message, const char* name) {
  return make(exception_shape, message, internAscii(name));
}

void throwDomException(String* message, const char* name) {
  throwValue(box(newDomException(message, name)));
}

void initDOMException() {
  Realm& r = realm();
  exception_prototype = newObjectWithPrototype(r.error_prototypes[0]);
  exception_shape =
      newRootShape(CellKind::Error, ElementsKind::None, 0, 0, exception_prototype, &exception_class);
  Function* constructor =
      defineConstructor("DOMException", KILN_NATIVE(exceptionConstructor), 0, exception_prototype);
  defineGetter(exception_prototype, "name", KILN_NATIVE(exceptionName));
  defineGetter(exception_prototype, "message", KILN_NATIVE(exceptionMessage));
  defineGetter(exception_prototype, "code", KILN_NATIVE(exceptionCode));
  defineTag(exception_prototype, "DOMException");
  for (size_t i = 0; i < std::size(kCodes); ++i) {
    Value code = Value::int32(static_cast<int32_t>(i + 1));
    defineValue(constructor, kCodes[i].constant, code, kEnumerable);
    defineValue(exception_prototype, kCodes[i].constant, code, kEnumerable);
  }
}

}  // namespace kiln::rt
