#include "runtime/ops/error.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <vector>

#include "runtime/abi/pctab.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

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

std::string describeFrame(const FrameInfo& frame, const char* address) {
  auto offset = static_cast<uint32_t>(address - static_cast<const char*>(frame.start));
  uint32_t line = frame.function->line, column = frame.function->column;
  auto* end = frame.rows + frame.row_count;
  auto* row =
      std::lower_bound(frame.rows, end, offset, [](const PcRow& r, uint32_t o) { return r.pc_offset < o; });
  if (row != end) {
    line = row->line;
    column = row->column;
  }
  std::string where = frame.function->source == nullptr ? "<anonymous>" : frame.function->source->path;
  if (frame.function->source != nullptr) where += ":" + std::to_string(line) + ":" + std::to_string(column);
  std::string name = toUtf8(frame.function->name);
  return "\n    at " + (name.empty() ? where : name + " (" + where + ")");
}

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

void throwValue(Value value) {
  pending = value;
  throw Thrown{};
}

std::string errorHeader(Object* error) {
  // §20.5.3.4, on data properties only: no user code while an error is made.
  auto text = [&](String* key, const char* fallback) -> std::string {
    PropertyDescriptor d;
    for (Object* o = error; o != nullptr; o = o->shape->prototype) {
      if (o->shape->flags & kExotic) break;
      if (getOwnProperty(o, PropertyKey::atom(key), &d)) {
        if (d.isAccessor() || isObject(d.value) || isSymbol(d.value)) break;
        return toUtf8(d.value);
      }
    }
    return fallback;
  };
  std::string name = text(atoms.name, "Error"), message = text(atoms.message, "");
  return name.empty() ? message : message.empty() ? name : name + ": " + message;
}

void captureStack(Object* object, Value above) {
  std::string stack = errorHeader(object);
  int limit = stackTraceLimit();
  // The chain of frame pointers: everything in an executable of Kiln's keeps them.
  auto** frame = static_cast<void**>(__builtin_frame_address(0));
  bool skipping = isCallable(above);
  std::string skipped;
  int taken = 0;
  if (frameTable().empty()) frame = nullptr;
  while (frame != nullptr && taken < limit) {
    auto* address = static_cast<const char*>(frame[1]);
    auto** next = static_cast<void**>(frame[0]);
    if (const FrameInfo* info = findFrame(address)) {
      if (!(info->function->flags & kFnHidden)) {
        if (!skipping) {
          stack += describeFrame(*info, address);
          ++taken;
        }
        if (skipping && info->function == reinterpret_cast<Function*>(above.bits)->info) skipping = false;
      }
    }
    if (next <= frame) break;
    frame = next;
  }
  PropertyKey key = PropertyKey::atom(atoms.stack);
  defineOwnProperty(object, key, PropertyDescriptor::data(box(newUtf8(stack)), kHidden), false);
}

Object* newError(ErrorType type, String* message) {
  Object* prototype = realm().error_prototypes[static_cast<size_t>(type)];
  Shape* shape = newErrorShape(prototype);
  Object* error = newObjectWith(shape);
  if (message != nullptr) putDirect(error, PropertyKey::atom(atoms.message), box(message), kHidden);
  captureStack(error, Value::undefined());
  return error;
}

namespace {

[[noreturn]] void throwFormatted(ErrorType type, const char* format, va_list list) {
  char buffer[1024];
  std::vsnprintf(buffer, sizeof buffer, format, list);
  throwValue(box(newError(type, newUtf8(buffer))));
}

}  // namespace

void throwError(ErrorType type, const char* format, ...) {
  va_list list;
  va_start(list, format);
  throwFormatted(type, format, list);
}
void throwTypeError(const char* format, ...) {
  va_list list;
  va_start(list, format);
  throwFormatted(ErrorType::TypeError, format, list);
}
void throwRangeError(const char* format, ...) {
  va_list list;
  va_start(list, format);
  throwFormatted(ErrorType::RangeError, format, list);
}
void throwReferenceError(const char* format, ...) {
  va_list list;
  va_start(list, format);
  throwFormatted(ErrorType::ReferenceError, format, list);
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
  throwValue(value);
}
void kiln_throw_tdz(String* name) {
  throwReferenceError("Cannot access '%s' before initialization", toUtf8(name).c_str());
}
void kiln_throw_const_assign(String*) {
  throwTypeError("Assignment to constant variable.");
}
void kiln_throw_error(int32_t type, String* message) {
  throwError(typeOf(type), "%s", toUtf8(message).c_str());
}
void kiln_throw_nullish_destructure(Value value, String* rendering) {
  throwTypeError("Cannot destructure '%s' as it is %s.", toUtf8(rendering).c_str(),
                 value.isNull() ? "null" : "undefined");
}

}  // extern "C"
