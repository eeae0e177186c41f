// The runtime's one throw mechanism: a C++ exception whose value waits in `pendingException()`.
#pragma once
#include <initializer_list>
#include <string_view>

#include "runtime/gc/gc.h"

namespace kiln::rt {

struct Thrown {};  // carries nothing: malloc memory is not scanned

// The value being thrown; a GC root.
Value& pendingException();

[[noreturn]] void throwValue(Value value);

// A message in which each %s stands for a part: WTF-8 of any length, so that U+0000 and lone surrogates of
// names (toWtf8) stay. The compiler checks that there are as many parts.
template <size_t kParts>
struct MessageFormat {
  const char* text;
  consteval MessageFormat(const char* format) : text(format) {
    size_t count = 0;
    for (const char* at = format; *at != 0; ++at) {
      if (*at != '%') continue;
      if (at[1] != 's') throw "only %s stands for a part";
      ++count;
    }
    if (count != kParts) throw "as many parts as %s";
  }
};
[[noreturn]] void throwMessage(ErrorType type, const char* format,
                               std::initializer_list<std::string_view> parts);
template <typename... Parts>
[[noreturn]] void throwError(ErrorType type, MessageFormat<sizeof...(Parts)> format, const Parts&... parts) {
  throwMessage(type, format.text, {parts...});
}
template <typename... Parts>
[[noreturn]] void throwTypeError(MessageFormat<sizeof...(Parts)> format, const Parts&... parts) {
  throwMessage(ErrorType::TypeError, format.text, {parts...});
}
template <typename... Parts>
[[noreturn]] void throwRangeError(MessageFormat<sizeof...(Parts)> format, const Parts&... parts) {
  throwMessage(ErrorType::RangeError, format.text, {parts...});
}
template <typename... Parts>
[[noreturn]] void throwReferenceError(MessageFormat<sizeof...(Parts)> format, const Parts&... parts) {
  throwMessage(ErrorType::ReferenceError, format.text, {parts...});
}
[[noreturn]] void throwOutOfMemory();
[[noreturn]] void throwInvalidStringLength();
[[noreturn]] void throwStackOverflow();

// For native recursion (JSON, structured clone …): throws RangeError when the stack is nearly used up.
inline void checkStack() {
  if (static_cast<char*>(__builtin_frame_address(0)) < kiln_stack_limit) throwStackOverflow();
}

}  // namespace kiln::rt
