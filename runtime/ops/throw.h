// The runtime's one throw mechanism: a C++ exception whose value waits in `pendingException()`.
#pragma once
#include "runtime/gc/gc.h"

namespace kiln::rt {

struct Thrown {};  // carries nothing: malloc memory is not scanned

// The value being thrown; a GC root.
Value& pendingException();

[[noreturn]] void throwValue(Value value);
// printf-style, UTF-8. %s takes a C string.
[[noreturn]] void throwError(ErrorType type, const char* format, ...) __attribute__((format(printf, 2, 3)));
[[noreturn]] void throwTypeError(const char* format, ...) __attribute__((format(printf, 1, 2)));
[[noreturn]] void throwRangeError(const char* format, ...) __attribute__((format(printf, 1, 2)));
[[noreturn]] void throwReferenceError(const char* format, ...) __attribute__((format(printf, 1, 2)));
[[noreturn]] void throwOutOfMemory();
[[noreturn]] void throwInvalidStringLength();
[[noreturn]] void throwStackOverflow();

// For native recursion (JSON, structured clone …): throws RangeError when the stack is nearly used up.
inline void checkStack() {
  if (static_cast<char*>(__builtin_frame_address(0)) < kiln_stack_limit) throwStackOverflow();
}

}  // namespace kiln::rt
