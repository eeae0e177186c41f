#include "runtime/ops/error.h"

#include <algorithm>
#include <utility>

#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

Value pending = Value::undefined();

// In the slot of a captured `stack`.
struct StackPair : AccessorPair {
  Value text;        // empty: not made yet
  Frame* frames;
  uint32_t count;
  String* code;  // shown behind the name, as Node heads its own errors
};

int stackTraceLimit() {
  Object* constructor = realm().error_constructors[0];
  if (constructor == nullptr) return 0;
  PropertyDescriptor d;
  if (!getOwnProperty(constructor, PropertyKey::atom(atoms.stackTraceLimit), &d) || !d.value.isNumber())
    return 0;
  return static_cast<int>(std::clamp(d.value.asNumber(), 0.0, 200.0));
}

ErrorType typeOf(int32_t index) {
  return static_cast<ErrorType>(index);
}

}  // namespace

Value& pendingException() {
  return pending;
}

// Each realm has one.
bool isStackGetter(Value getter) {
  if (getter == realm().stack_getter) return !getter.isUndefined();
  return several_realms && isCallable(getter) && asObject(getter)->shape->kind == CellKind::Function &&
         reinterpret_cast<Function*>(getter.bits)->info->entry == KILN_NATIVE(stackGetter);
}

// The last throw statement that ran, for the report of an uncaught exception.
static struct {
  Value value = Value::empty();
  const void* address = nullptr;
  Frame interpreted = {nullptr, 0};  // of an interpreter's code
} last_throw;

void noteInterpretedThrow(Value value) {
  last_throw = {value, nullptr, innermostInterpreted()};
}

bool placeOfThrow(Value thrown, StackFrame* out) {
  if (!(last_throw.value == thrown)) return false;
  Frame frame = last_throw.interpreted;
  if (frame.function == nullptr && (last_throw.address == nullptr || !frameAt(last_throw.address, &frame))) return false;
  *out = resolveFrame(frame);
  return true;
}

bool topFrame(Value error, StackFrame* out) {
  if (!isObject(error)) return false;
  PropertyEntry* entry = lookup(asObject(error)->shape, PropertyKey::atom(atoms.stack));
  if (entry == nullptr || !(entry->attributes & kAccessor)) return false;
  auto* pair = reinterpret_cast<AccessorPair*>(slotOf(asObject(error), entry->slot)->bits);
  if (!isStackGetter(pair->getter)) return false;
  auto* stack = static_cast<StackPair*>(pair);
  if (stack->count == 0) return false;
  *out = resolveFrame(stack->frames[0]);
  return out->function->source != nullptr;
}

void throwValue(Value value) {
  pending = value;
  throw Thrown{};
}

StackFormatter stack_formatter = nullptr;

// §20.5.3.4, without throwing.
std::string errorHeader(Object* error) {
  auto text = [&](String* key, const char* fallback) -> std::string {
    Value kept = pendingException();
    try {
      Value v = get(error, key);
      return v.isUndefined() || isSymbol(v) ? fallback : toWtf8(toString(v));
    } catch (Thrown&) {
      pendingException() = kept;
      return fallback;
    }
  };
  std::string name = text(atoms.name, "Error"), message = text(atoms.message, "");
  return name.empty() ? message : message.empty() ? name : name + ": " + message;
}

static bool isStackPair(const AccessorPair* pair) {
  return isStackGetter(pair->getter);
}

// "TypeError [ERR_X]: message"
static std::string headerWithCode(Object* error, String* code) {
  std::string name = toWtf8(toString(get(error, atoms.name))),
              message = toWtf8(toString(get(error, atoms.message)));
  return name + " [" + toWtf8(code) + "]: " + message;
}

static Value stackText(Object* error, AccessorPair* pair) {
  auto* stack = static_cast<StackPair*>(pair);
  if (!stack->text.isEmpty()) return stack->text;
  stack->text = Value::undefined();  // seen by a formatter that reads `stack`
  auto* frames = static_cast<StackFrame*>(allocate(sizeof(StackFrame) * (stack->count + 1)));
  for (uint32_t i = 0; i < stack->count; ++i) {
    frames[i] = resolveFrame(stack->frames[i]);
    // The place may still be asked for; what the functions were called on need not live as long as the error.
    stack->frames[i].receiver = Value::empty();
    stack->frames[i].callee = nullptr;
  }
  if (stack_formatter != nullptr) {
    Value prepared = stack_formatter(error, frames, stack->count);
    if (!prepared.isEmpty()) return stack->text = prepared;
  }
  std::string text = stack->code != nullptr ? headerWithCode(error, stack->code) : errorHeader(error);
  for (uint32_t i = 0; i < stack->count; ++i) text += "\n    at " + describeStackFrame(frames[i]);
  return stack->text = box(newUtf8(text));
}

Value stackGetter(Args& args) {
  if (!isObject(args.this_value)) return Value::undefined();
  for (Object* o = asObject(args.this_value); o != nullptr; o = o->shape->prototype) {
    PropertyEntry* entry = lookup(o->shape, PropertyKey::atom(atoms.stack));
    if (entry == nullptr || !(entry->attributes & kAccessor)) continue;
    auto* pair = reinterpret_cast<AccessorPair*>(slotOf(o, entry->slot)->bits);
    if (isStackPair(pair)) return stackText(o, pair);
  }
  return Value::undefined();
}

Value stackSetter(Args& args) {
  if (isObject(args.this_value)) {
    defineOwnProperty(asObject(args.this_value), PropertyKey::atom(atoms.stack),
                      PropertyDescriptor::data(args[0], kHidden), false);
  }
  return Value::undefined();
}

void captureStack(Object* object, Value above, bool all_if_absent) {
  // Functions of the library are left out anyway.
  bool skips = isCallable(above) && !(reinterpret_cast<Function*>(above.bits)->info->flags & kFnHidden);
  const FunctionInfo* skipped = skips ? reinterpret_cast<Function*>(above.bits)->info : nullptr;
  bool found;
  int limit = stackTraceLimit();
  auto* frames = static_cast<Frame*>(allocate(sizeof(Frame) * static_cast<size_t>(limit + 1)));
  int taken = collectFrames(limit, skipped, frames, &found);
  if (!found && all_if_absent) taken = collectFrames(limit, nullptr, frames, &found);
  auto* pair = static_cast<StackPair*>(allocate(sizeof(StackPair)));
  pair->getter = realm().stack_getter;
  pair->setter = realm().stack_setter;
  pair->text = Value::empty();
  pair->count = static_cast<uint32_t>(taken);
  pair->frames = frames;
  PropertyKey key = PropertyKey::atom(atoms.stack);
  PropertyEntry* entry = lookup(object->shape, key);
  if (entry == nullptr || !(entry->attributes & kAccessor)) {
    PropertyDescriptor d;
    d.getter = pair->getter;
    d.setter = pair->setter;
    d.attributes = kConfigurable;
    d.present = kEnumerable | kConfigurable;
    if (!defineOwnProperty(object, key, d, false)) return;
    entry = lookup(object->shape, key);
    if (entry == nullptr) return;  // an exotic object keeps its properties elsewhere
  }
  *slotOf(object, entry->slot) = Value::raw(reinterpret_cast<uint64_t>(pair));
}

Object* newError(ErrorType type, String* message) {
  Object* error = newObjectWith(newErrorShape(realm().error_prototypes[static_cast<size_t>(type)]));
  captureStack(error, Value::undefined());
  if (message != nullptr) putDirect(error, PropertyKey::atom(atoms.message), box(message), kHidden);
  return error;
}

void throwWithCode(ErrorType type, const char* code, const std::string& message) {
  throwValue(box(newErrorWithCode(type, code, message)));
}

static Value codedErrorToString(Args& args) {
  Object* error = toObject(args.this_value);
  return box(newUtf8(headerWithCode(error, toString(get(error, atoms.code)))));
}

Object* newErrorWithCode(ErrorType type, const char* code, const std::string& message) {
  Object* error = newError(type, newUtf8(message));
  String* text = internAscii(code);
  if (PropertyEntry* entry = lookup(error->shape, PropertyKey::atom(atoms.stack))) {
    auto* pair = reinterpret_cast<AccessorPair*>(slotOf(error, entry->slot)->bits);
    if (entry->attributes & kAccessor && isStackPair(pair)) static_cast<StackPair*>(pair)->code = text;
  }
  putDirect(error, PropertyKey::atom(atoms.toString),
            box(newNative(atoms.toString, KILN_NATIVE(codedErrorToString), 0)), kHidden);
  putDirect(error, PropertyKey::atom(atoms.code), box(text), kDefault);
  return error;
}

void throwMessage(ErrorType type, const char* format, std::initializer_list<std::string_view> parts) {
  std::string message;
  auto part = parts.begin();
  for (const char* at = format; *at != 0; ++at) {
    if (*at != '%') {
      message += *at;
      continue;
    }
    message += *part++;
    ++at;  // the s
  }
  throwValue(box(newError(type, newUtf8(message))));
}

void throwOutOfMemory() {
  throwRangeError("Array buffer allocation failed");
}
void throwInvalidStringLength() {
  throwRangeError("Invalid string length");
}
void throwStackOverflow() {
  // Room for making the error; restored when the throw leaves this frame.
  struct Reserve {
    char* limit = kiln_stack_limit;
    Reserve() { kiln_stack_limit -= 96 * 1024; }
    ~Reserve() { kiln_stack_limit = limit; }
  } reserve;
  throwRangeError("Maximum call stack size exceeded");
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

void kiln_throw_value(Value value) {
  const void* address = __builtin_return_address(0);
  if (interpreter_frames != nullptr && !isCompiledCode(address))
    noteInterpretedThrow(value);
  else
    last_throw = {value, address};
  throwValue(value);
}
void kiln_rethrow(Value value) {
  throwValue(value);
}
void kiln_throw_tdz(String* name) {
  if (toUtf8(name) == "this")
    throwReferenceError(
        "Must call super constructor in derived class before accessing 'this' or returning from derived "
        "constructor");
  throwReferenceError("Cannot access '%s' before initialization", toWtf8(name));
}
void kiln_throw_const_assign(String*) {
  throwTypeError("Assignment to constant variable.");
}
void kiln_throw_error(int32_t type, String* message) {
  throwValue(box(newError(typeOf(type), message)));
}
void kiln_throw_nullish_destructure(Value value, String* property, String* subject, bool is_part) {
  if (is_part) throwNullishAccess(value, box(property), false);
  const char* text = value.isNull() ? "null" : "undefined";
  std::string name = toWtf8(property);
  std::string source = subject->length == 0 ? describeByType(value) : toWtf8(subject);
  if (!name.empty())
    throwTypeError("Cannot destructure property '%s' of '%s' as it is %s.", name, source, text);
  throwTypeError("Cannot destructure '%s' as it is %s.", source, text);
}

}  // extern "C"
