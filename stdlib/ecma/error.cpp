// ECMA-262 §20.5: Error and its kinds; V8's stack trace API.
#include "runtime/ops/error.h"

#include "stdlib/ecma/library.h"

namespace kiln::rt {

void initCallSite();

namespace {

size_t typeIndexOf(Function* constructor) {
  Realm& r = realm();
  for (size_t i = 0; i < kErrorTypes; ++i) {
    if (r.error_constructors[i] == constructor) return i;
  }
  return 0;
}

// §20.5.8.1 InstallErrorCause
void installCause(Object* error, Value options) {
  PropertyKey key = PropertyKey::atom(atoms.cause);
  if (isObject(options) && hasProperty(asObject(options), key))
    putDirect(error, key, get(asObject(options), key), kHidden);
}

// §20.5.1.1, 20.5.6.1.1, 20.5.7.1.1, and SuppressedError ( error, suppressed, message )
Value errorConstructor(Args& args) {
  size_t type = typeIndexOf(args.callee);
  bool aggregate = type == static_cast<size_t>(ErrorType::AggregateError);
  bool suppressing = type == static_cast<size_t>(ErrorType::SuppressedError);
  Value message = args[aggregate ? 1 : suppressing ? 2 : 0];
  Value new_target = args.isConstruct() ? args.new_target : box(args.callee);
  Object* prototype = prototypeFromConstructor(new_target, realm().error_prototypes[type]);
  Object* error = newObjectWith(newErrorShape(prototype));
  // The constructors of derived classes are left out.
  captureStack(error, new_target == box(args.callee) ? Value::undefined() : new_target, true);
  if (!message.isUndefined())
    putDirect(error, PropertyKey::atom(atoms.message), box(toString(message)), kHidden);
  if (suppressing) {
    putDirect(error, PropertyKey::atom(atoms.error), args[0], kHidden);
    putDirect(error, atomKey("suppressed"), args[1], kHidden);
    return box(error);
  }
  installCause(error, args[aggregate ? 2 : 1]);
  if (aggregate) {
    ValueList errors;
    iterate(args[0], [&](Value v) {
      errors.push(v);
      return true;
    });
    putDirect(error, PropertyKey::atom(atoms.errors), box(newArrayFrom(errors)), kHidden);
  }
  return box(error);
}

// §20.5.3.4
Value errorToString(Args& args) {
  if (!isObject(args.this_value)) throwIncompatible("Error.prototype.toString", args.this_value);
  Object* o = asObject(args.this_value);
  Value name = get(o, atoms.name);
  String* name_text = name.isUndefined() ? internAscii("Error") : toString(name);
  Value message = get(o, atoms.message);
  String* text = message.isUndefined() ? emptyString() : toString(message);
  if (name_text->length == 0) return box(text);
  if (text->length == 0) return box(name_text);
  return box(concat(concat(name_text, newLatin1(": ")), text));
}

Value errorCaptureStackTrace(Args& args) {
  if (!isObject(args[0])) throwTypeError("Invalid argument");
  captureStack(asObject(args[0]), args[1]);
  return Value::undefined();
}

// §20.5.2.? Error.isError: DOM exceptions are errors too.
Value errorIsError(Args& args) {
  return Value::boolean(isKind(args[0], CellKind::Error));
}

const NativeMethod kMethods[] = {{"toString", KILN_NATIVE(errorToString), 0}};
const NativeMethod kStatics[] = {{"captureStackTrace", KILN_NATIVE(errorCaptureStackTrace), 2},
                                 {"isError", KILN_NATIVE(errorIsError), 1}};

}  // namespace

void initError() {
  Realm& r = realm();
  r.stack_getter = box(newNative(internAscii("stack"), KILN_NATIVE(stackGetter), 0, kFnHidden));
  r.stack_setter = box(newNative(internAscii("stack"), KILN_NATIVE(stackSetter), 1, kFnHidden));
  initCallSite();
  size_t index = 0;
  const char* names[] = {
#define KILN_NAME_OF(type) #type,
      KILN_ERROR_TYPES(KILN_NAME_OF)
#undef KILN_NAME_OF
  };
  for (const char* name : names) {
    bool base = index == 0;
    Object* prototype = newObjectWithPrototype(base ? r.object_prototype : r.error_prototypes[0]);
    std::string_view text = name;
    uint16_t length = text == "SuppressedError" ? 3 : text == "AggregateError" ? 2 : 1;
    Function* constructor = defineConstructor(name, KILN_NATIVE(errorConstructor), length, prototype);
    if (!base) setPrototypeOf(constructor, r.error_constructors[0]);
    defineValue(prototype, "name", box(internAscii(name)));
    defineValue(prototype, "message", box(emptyString()));
    r.error_prototypes[index] = prototype;
    r.error_constructors[index] = constructor;
    if (base) {
      defineMethods(prototype, kMethods);
      defineMethods(constructor, kStatics);
      defineValue(constructor, "stackTraceLimit", Value::int32(10), kDefault);
    }
    ++index;
  }
}

}  // namespace kiln::rt
