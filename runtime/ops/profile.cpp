#include "runtime/ops/profile.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/abi/helpers.h"
#include "runtime/ops/calls.h"

using kiln::abi::ProfileCallee;
using kiln::abi::ProfileSite;

extern "C" {
[[gnu::weak]] extern ProfileSite __start_kiln_profile[], __stop_kiln_profile[];
}

namespace kiln::rt {
namespace {

// $KILN_PROFILE, or beside the executable.
std::string pathOfProfile() {
  if (const char* path = std::getenv("KILN_PROFILE"); path != nullptr && *path != '\0') return path;
  char program[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", program, sizeof program);
  return length < 0 ? "kiln.profile" : std::string(program, static_cast<size_t>(length)) + ".profile";
}

struct Recorded {
  uint64_t text;
  bool ran = false;
  std::vector<const ProfileSite*> sites;
};

}  // namespace
}  // namespace kiln::rt

extern "C" {

void kiln_profile_count(ProfileSite* site) {
  ++site->count;
}

void kiln_profile_callee(ProfileSite* site, kiln::abi::Value callee) {
  using namespace kiln::rt;
  if (isCallable(callee) && asObject(callee)->shape->kind == CellKind::Function) {
    const FunctionInfo* info = reinterpret_cast<const Function*>(callee.bits)->info;
    for (ProfileCallee& known : site->callees) {
      if (known.function == nullptr) known.function = info;
      if (known.function != info) continue;
      ++known.count;
      return;
    }
  }
  ++site->count;
}

}  // extern "C"

// Servers end by signals. A program's own listeners take the place of this handler (libuv). It is not safe for signals that interrupt an
// allocation of the runtime's own: the same signal once more ends the process then.
void kiln_start_profile() {
  if (&__start_kiln_profile[0] == &__stop_kiln_profile[0]) return;
  for (int number : {SIGTERM, SIGINT, SIGHUP}) {
    struct sigaction action {}, before;
    action.sa_handler = [](int number) {
      kiln_write_profile();
      raise(number);
    };
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
    if (sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) sigaction(number, &action, nullptr);
  }
}

// The format: docs/profiles.md.
void kiln_write_profile() {
  using namespace kiln::rt;
  // The interpreter brings the helpers into programs that count nothing.
  if (&__start_kiln_profile[0] == &__stop_kiln_profile[0]) return;
  std::map<std::string, Recorded> functions;
  std::unordered_map<const FunctionInfo*, const char*> symbols;
  for (const ProfileSite* site = __start_kiln_profile; site < __stop_kiln_profile; ++site) {
    symbols[site->function] = site->symbol;
    Recorded& function = functions[site->symbol];
    function.text = site->text;
    function.ran |= !site->is_call && site->count != 0;
    function.sites.push_back(site);
  }
  std::string path = pathOfProfile();
  std::FILE* out = std::fopen(path.c_str(), "w");
  if (out == nullptr) {
    std::fprintf(stderr, "cannot write the profile '%s': %s\n", path.c_str(), std::strerror(errno));
    return;
  }
  std::fputs("kiln profile 1\n", out);
  for (auto& [symbol, function] : functions) {
    std::fprintf(out, "function %s %016llx\n", symbol.c_str(), static_cast<unsigned long long>(function.text));
    if (!function.ran) continue;
    std::sort(function.sites.begin(), function.sites.end(), [](const ProfileSite* a, const ProfileSite* b) {
      return a->offset != b->offset ? a->offset < b->offset : a->is_call < b->is_call;
    });
    for (const ProfileSite* site : function.sites) {
      std::fprintf(out, "%s %u %llu", site->is_call ? "call" : "at", site->offset,
                   static_cast<unsigned long long>(site->count));
      for (const ProfileCallee& callee : site->callees) {
        auto known = symbols.find(callee.function);
        if (callee.count != 0)
          std::fprintf(out, " %s %llu", known == symbols.end() ? "-" : known->second,
                       static_cast<unsigned long long>(callee.count));
      }
      std::fputc('\n', out);
    }
  }
  std::fclose(out);
}
