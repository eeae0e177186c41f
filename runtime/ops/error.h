// Error objects (§20.5) and their stack traces.
#pragma once
#include "runtime/object/realm.h"

namespace kiln::rt {

// Makes an error of an intrinsic type. Captures the stack.
Object* newError(ErrorType type, String* message);
// Defines `stack` on `object`: header (name: message) and the frames above this call, up to
// Error.stackTraceLimit. Frames above and including `above` (a function, or undefined) are left out.
// The text is made when it is first read: most errors are caught and forgotten.
void captureStack(Object* object, Value above);
// "Name: message" as V8 heads a stack trace.
std::string errorHeader(Object* error);
// An error with Node's `code` property, which its stack shows as well: "TypeError [ERR_X]: message".
Object* newErrorWithCode(ErrorType type, const char* code, const std::string& message);
[[noreturn]] void throwWithCode(ErrorType type, const char* code, const std::string& message);

struct StackFrame {
  const FunctionInfo* function;
  uint32_t line, column;
};
// Error.prepareStackTrace, when set: the value of `stack`, or empty for the usual text.
using StackFormatter = Value (*)(Object* error, const StackFrame* frames, uint32_t count);
extern StackFormatter stack_formatter;
std::string describeStackFrame(const StackFrame& frame);  // "name (file:line:column)"
// Getter and setter of every captured `stack`.
Value stackGetter(Args& args);
Value stackSetter(Args& args);

}  // namespace kiln::rt
