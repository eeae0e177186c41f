// Error objects (§20.5) and their stack traces.
#pragma once
#include "runtime/ops/frames.h"

namespace kiln::rt {

// Makes an error of an intrinsic type. Captures the stack.
Object* newError(ErrorType type, String* message);
// Defines `stack` on `object`: header (name: message) and the frames above this call, up to
// Error.stackTraceLimit. Frames above and including `above` (a function, or undefined) are left out.
// When `above` is not on the stack nothing is left, or everything with `all_if_absent`.
// The text is made when it is first read: most errors are caught and forgotten.
void captureStack(Object* object, Value above, bool all_if_absent = false);
// "Name: message" as V8 heads a stack trace.
std::string errorHeader(Object* error);
// An error with Node's `code` property, which its stack shows as well: "TypeError [ERR_X]: message".
Object* newErrorWithCode(ErrorType type, const char* code, const std::string& message);
[[noreturn]] void throwWithCode(ErrorType type, const char* code, const std::string& message);

// The innermost interpreted frame is at a throw statement.
void noteInterpretedThrow(Value value);

// Where the throw statement stands that threw `thrown` last; false when none did.
bool placeOfThrow(Value thrown, StackFrame* out);
bool topFrame(Value error, StackFrame* out);  // of the stack that the error captured
// Error.prepareStackTrace, when set: the value of `stack`, or empty for the usual text.
using StackFormatter = Value (*)(Object* error, const StackFrame* frames, uint32_t count);
extern StackFormatter stack_formatter;
// Getter and setter of every captured `stack`.
bool isStackGetter(Value getter);
Value stackGetter(Args& args);
Value stackSetter(Args& args);

}  // namespace kiln::rt
