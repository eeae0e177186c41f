// What programs built with --profile-generate count (docs/profiles.md): one ProfileSite for each place, in section
// kiln_profile.
#pragma once
#include <string_view>

#include "runtime/abi/layout.h"

namespace kiln::abi {

// FNV-1a.
constexpr uint64_t hashOfText(std::string_view text) {
  uint64_t hash = 0xcbf2'9ce4'8422'2325u;
  for (char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100'0000'01b3u;
  return hash;
}

struct ProfileCallee {
  const FunctionInfo* function;  // nullptr: free
  uint64_t count;
};
inline constexpr uint32_t kProfileCallees = 4;

struct ProfileSite {
  const FunctionInfo* function;  // in whose text the place is
  const char* symbol;            // the function's name in profiles
  uint64_t text;                 // hash of the function's text
  uint32_t offset;               // of the place, from the start of the function
  uint32_t is_call;
  uint64_t count;                               // how often control came here; of calls, those of no recorded callee
  ProfileCallee callees[kProfileCallees];  // of calls
};

}  // namespace kiln::abi
