// Error objects (§20.5) and their stack traces.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

// Makes an error of an intrinsic type. Captures the stack.
Object* newError(ErrorType type, String* message);
// Defines `stack` on `object`: header (name: message) and the frames above this call, up to
// Error.stackTraceLimit. Frames above and including `above` (a function, or undefined) are left out.
void captureStack(Object* object, Value above);
// "Name: message" as V8 heads a stack trace.
std::string errorHeader(Object* error);

}  // namespace kiln::rt
