// Landing pads of compiled code: what was thrown, as a JavaScript value.
#include <cxxabi.h>

#include "runtime/ops/throw.h"

extern "C" kiln::abi::Value kiln_catch_value(void* exception) {
  __cxxabiv1::__cxa_begin_catch(exception);
  kiln::abi::Value value = kiln::rt::pendingException();
  kiln::rt::pendingException() = kiln::abi::Value::undefined();
  __cxxabiv1::__cxa_end_catch();
  return value;
}
