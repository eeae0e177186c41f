// Errors of system calls as Node makes them.
#pragma once
#include <string>

#include "runtime/object/object.h"

namespace kiln::rt {

// "ENOENT: no such file or directory, open 'x' -> 'y'" with errno, code, syscall, path and dest. `error` is
// errno's value (positive).
Object* newSystemError(int error, const char* syscall, const std::string& path = "",
                       const std::string& dest = "");
[[noreturn]] void throwSystemError(int error, const char* syscall, const std::string& path = "",
                                   const std::string& dest = "");
// A SystemError whose facts are in `info`: "A system error occurred: uv_x returned ESRCH (no such process)".
[[noreturn]] void throwSystemErrorWithInfo(int error, const char* syscall);
// "kill ESRCH"
Object* newErrnoException(int error, const char* syscall);
[[noreturn]] void throwErrnoException(int error, const char* syscall);

}  // namespace kiln::rt
