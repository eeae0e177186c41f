// The profile of a program built with --profile-generate is written when the process ends in an orderly way.
#pragma once
#include <unistd.h>

// There in such programs only.
extern "C" [[gnu::weak]] void kiln_write_profile();
extern "C" [[gnu::weak]] void kiln_start_profile();

namespace kiln::rt {

inline void startProfile() {
  if (&kiln_start_profile != nullptr) kiln_start_profile();
}
inline void writeProfile() {
  if (&kiln_write_profile != nullptr) kiln_write_profile();
}
[[noreturn]] inline void leaveProcess(int code) {
  writeProfile();
  _exit(code);
}

}  // namespace kiln::rt
