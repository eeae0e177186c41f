// DOMException (Web IDL §3.14.1), which structuredClone and others throw.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

Object* newDomException(String* message, const char* name);
[[noreturn]] void throwDomException(String* message, const char* name);

}  // namespace kiln::rt
