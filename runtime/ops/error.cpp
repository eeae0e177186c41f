#include "runtime/ops/error.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>
#include <vector>

#include "runtime/abi/pctab.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

extern "C" void* __libc_stack_end;
extern "C" kiln::abi::FrameInfo __start_kiln_pctab[] __attribute__((weak));
extern "C" kiln::abi::FrameInfo __stop_kiln_pctab[] __attribute__((weak));

namespace kiln::rt {
namespace {

Value pending = Value::undefined();

// Frames by address; sorted once.
const std::vector<const FrameInfo*>& frameTable() {
  static const std::vector<const FrameInfo*> table = [] {
    std::vector<const FrameInfo*> rows;
    for (FrameInfo* row = __start_kiln_pctab; row < __stop_kiln_pctab; ++row) rows.push_back(row);
    std::sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return a->start < b->start; });
    return rows;
  }();
  return table;
}

const FrameInfo* findFrame(const char* address) {
  const auto& table = frameTable();
  auto it = std::upper_bound(table.begin(), table.end(), address,
                             [](const char* a, const FrameInfo* f) { return a <= f->start; });
  if (it == table.begin()) return nullptr;
  const FrameInfo* frame = *(it - 1);
  return address <= static_cast<const char*>(frame->start) + frame->size ? frame : nullptr;
}

struct Position {
  uint32_t line, column;
};

// 1-based line and UTF-16 column of a byte offset.
Position positionOf(const SourceInfo& source, uint32_t offset) {
  static std::unordered_map<const SourceInfo*, std::vector<uint32_t>> starts_of;
  std::vector<uint32_t>& starts = starts_of[&source];
  if (starts.empty()) {
    starts.push_back(0);
    for (uint32_t i = 0; i < source.text_length; ++i) {
      if (source.text[i] == '\n') starts.push_back(i + 1);
    }
  }
  auto line = static_cast<uint32_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin());
  uint32_t column = 1;
  for (uint32_t i = starts[line - 1]; i < offset && i < source.text_length; ++i) {
    auto byte = static_cast<unsigned char>(source.text[i]);
    if ((byte & 0xc0) != 0x80) column += byte >= 0xf0 ? 2 : 1;
  }
  return {line, column};
}

// The frames of one return address, innermost first: what was inlined there, then the function itself.
template <typename Visit>
void visitFrames(const FrameInfo& frame, const char* address, Visit visit) {
  auto offset = static_cast<uint32_t>(address - static_cast<const char*>(frame.start));
  auto* end = frame.rows + frame.row_count;
  auto* row =
      std::lower_bound(frame.rows, end, offset, [](const PcRow& r, uint32_t o) { return r.pc_offset < o; });
  for (uint32_t at = row == end ? 0 : row->pc_offset; row != end && row->pc_offset == at; ++row) {
    if (row->function == kNoFrame) continue;
    const FunctionInfo* function = frame.functions[row->function];
    visit(*function, function->source_start + row->source_offset);
  }
}

struct RawFrame {
  const FunctionInfo* function;
  uint32_t offset;  // in the source
  FrameCaller caller = FrameCaller::Code;
};
StackFrame resolve(const RawFrame& frame) {
  if (frame.function->source == nullptr)
    return {frame.function, frame.function->line, frame.function->column, frame.caller};
  Position at = positionOf(*frame.function->source, frame.offset);
  return {frame.function, at.line, at.column, frame.caller};
}
// In the slot of a captured `stack`.
struct StackPair : AccessorPair {
  Value text;        // empty: not made yet
  RawFrame* frames;  // pointer-free memory
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
  RawFrame interpreted = {nullptr, 0};  // of an interpreter's code
} last_throw;

const InterpreterFrames* interpreter_frames = nullptr;

static RawFrame innermostInterpreted() {
  RawFrame found = {nullptr, 0};
  const void* activation = interpreter_frames->innermost();
  if (activation == nullptr) return found;
  interpreter_frames->visit(activation, &found,
                            [](void* context, const FunctionInfo* function, uint32_t offset) {
                              if (function->flags & kFnHidden) return true;
                              *static_cast<RawFrame*>(context) = {function, offset};
                              return false;
                            });
  return found;
}

void noteInterpretedThrow(Value value) {
  last_throw = {value, nullptr, innermostInterpreted()};
}

bool placeOfThrow(Value thrown, StackFrame* out) {
  if (!(last_throw.value == thrown)) return false;
  if (last_throw.interpreted.function != nullptr) {
    *out = resolve(last_throw.interpreted);
    return true;
  }
  if (last_throw.address == nullptr) return false;
  auto* address = static_cast<const char*>(last_throw.address);
  const FrameInfo* info = findFrame(address);
  bool found = false;
  if (info == nullptr) return false;
  visitFrames(*info, address, [&](const FunctionInfo& function, uint32_t offset) {
    if (function.flags & kFnHidden) return;
    if (!found && function.source != nullptr) *out = resolve({&function, offset});
    found |= function.source != nullptr;
  });
  return found;
}

bool topFrame(Value error, StackFrame* out) {
  if (!isObject(error)) return false;
  PropertyEntry* entry = lookup(asObject(error)->shape, PropertyKey::atom(atoms.stack));
  if (entry == nullptr || !(entry->attributes & kAccessor)) return false;
  auto* pair = reinterpret_cast<AccessorPair*>(slotOf(asObject(error), entry->slot)->bits);
  if (!isStackGetter(pair->getter)) return false;
  auto* stack = static_cast<StackPair*>(pair);
  if (stack->count == 0) return false;
  *out = resolve(stack->frames[0]);
  return out->function->source != nullptr;
}

void throwValue(Value value) {
  pending = value;
  throw Thrown{};
}

StackFormatter stack_formatter = nullptr;
FrameCaller running_callback = FrameCaller::Code;

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

std::string describeStackFrame(const StackFrame& frame) {
  std::string where = frame.function->source == nullptr ? "<anonymous>" : frame.function->source->path;
  if (frame.function->source != nullptr)
    where += ":" + std::to_string(frame.line) + ":" + std::to_string(frame.column);
  const FunctionInfo* f = frame.function;
  std::string name = toWtf8(f->frame_name != nullptr ? f->frame_name : f->name);
  if (f->flags & kFnClassConstructor) {
    name = "new " + (name.empty() ? "<anonymous>" : name);
  } else if (name.empty() && f->source != nullptr && f->source_start == 0 &&
             f->source_end == f->source->text_length && !where.starts_with("file:")) {
    name = "Object.<anonymous>";  // the body of a CommonJS module
  }
  if (frame.caller == FrameCaller::Timeout || frame.caller == FrameCaller::Immediate) {
    bool timeout = frame.caller == FrameCaller::Timeout;
    std::string method = timeout ? "_onTimeout" : "_onImmediate";
    name = (timeout ? "Timeout." : "Immediate.") + (name.empty() ? method : name + " [as " + method + "]");
  }
  return name.empty() ? where : name + " (" + where + ")";
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
  auto* frames = static_cast<StackFrame*>(allocatePointerFree(sizeof(StackFrame) * (stack->count + 1)));
  for (uint32_t i = 0; i < stack->count; ++i) frames[i] = resolve(stack->frames[i]);
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

namespace {

// The frames that a stack trace shows, in the order in which they are met.
class FrameCollector {
 public:
  FrameCollector(int limit, const FunctionInfo* above) : limit_(limit), above_(above) {}

  void add(const FunctionInfo& function, uint32_t offset) {
    if (skipping()) {
      if (&function == above_) above_ = nullptr;
      return;
    }
    if ((function.flags & kFnHidden) || full()) return;
    outermost_ = &frames_[count_];
    frames_[count_++] = {&function, offset};
  }
  bool full() const { return count_ == limit_; }
  bool skipping() const { return above_ != nullptr; }
  int count() const { return count_; }
  const RawFrame* frames() const { return frames_; }
  // Nothing follows what was added last: the loop called it.
  void markOutermost() {
    if (outermost_ != nullptr && !full()) outermost_->caller = running_callback;
  }

 private:
  static constexpr int kMost = 200;
  RawFrame frames_[kMost];
  int limit_, count_ = 0;
  const FunctionInfo* above_;  // null: seen, or nothing to be left out
  RawFrame* outermost_ = nullptr;
};

}  // namespace

void captureStack(Object* object, Value above, bool all_if_absent) {
  // Functions of the library are left out anyway.
  bool skips = isCallable(above) && !(reinterpret_cast<Function*>(above.bits)->info->flags & kFnHidden);
  FrameCollector found(stackTraceLimit(), skips ? reinterpret_cast<Function*>(above.bits)->info : nullptr);
  const void* activation = interpreter_frames != nullptr ? interpreter_frames->innermost() : nullptr;
  auto visitActivation = [&] {
    interpreter_frames->visit(activation, &found,
                              [](void* context, const FunctionInfo* function, uint32_t offset) {
                                auto* collector = static_cast<FrameCollector*>(context);
                                collector->add(*function, offset);
                                return !collector->full();
                              });
    activation = interpreter_frames->outer(activation);
  };
  // The chain of frame pointers: everything in an executable of Kiln's keeps them.
  auto** frame = static_cast<void**>(__builtin_frame_address(0));
  if (frameTable().empty()) frame = nullptr;
  while (frame != nullptr && !found.full()) {
    // An activation lies in the native frame that runs it, whose return address leads to its caller.
    while (activation != nullptr && activation < static_cast<void*>(frame)) visitActivation();
    auto* address = static_cast<const char*>(frame[1]);
    auto** next = static_cast<void**>(frame[0]);
    if (const FrameInfo* info = findFrame(address)) {
      visitFrames(*info, address,
                  [&](const FunctionInfo& function, uint32_t offset) { found.add(function, offset); });
    }
    // Foreign code on the stack may use the frame pointer for its own ends.
    if (next <= frame || static_cast<void*>(next) >= __libc_stack_end ||
        reinterpret_cast<uintptr_t>(next) % 8 != 0)
      break;
    frame = next;
  }
  while (activation != nullptr && !found.full()) visitActivation();
  if (found.skipping() && all_if_absent) return captureStack(object, Value::undefined());
  found.markOutermost();
  int taken = found.count();
  auto* pair = static_cast<StackPair*>(allocate(sizeof(StackPair)));
  pair->getter = realm().stack_getter;
  pair->setter = realm().stack_setter;
  pair->text = Value::empty();
  pair->count = static_cast<uint32_t>(taken);
  pair->frames =
      static_cast<RawFrame*>(allocatePointerFree(sizeof(RawFrame) * static_cast<size_t>(taken + 1)));
  std::copy(found.frames(), found.frames() + taken, pair->frames);
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
  if (interpreter_frames != nullptr && findFrame(static_cast<const char*>(address)) == nullptr)
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
