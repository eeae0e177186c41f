// Regular expression literals while the engine is not linked in: a clear error where one is evaluated.
#include "runtime/ops/convert.h"
#include "runtime/ops/throw.h"

extern "C" __attribute__((weak)) kiln::abi::Value kiln_new_regexp(kiln::abi::String* pattern, kiln::abi::String*, void**) {
  kiln::rt::throwError(kiln::abi::ErrorType::SyntaxError, "Kiln does not support regular expressions yet: /%s/", kiln::rt::toUtf8(pattern).c_str());
}
