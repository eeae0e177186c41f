// Start of every program: collector, names, intrinsics, library, main module, event loop, exit code.
#include "runtime/entry/program.h"

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "runtime/entry/library.h"
#include "runtime/entry/modules.h"
#include "runtime/entry/surroundings.h"
#include "runtime/loop/loop.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/profile.h"

namespace kiln::rt {
namespace {

// Kept free at the end of the stack for native code that does not check (libc, error construction).
constexpr size_t kStackReserve = 256 * 1024;
constexpr size_t kDefaultStack = 8u << 20;

void setStackLimit() {
  rlimit limit{};
  size_t size = kDefaultStack;
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) size = limit.rlim_cur;
  size = std::min<size_t>(size, 64u << 20);
  kiln_stack_limit = static_cast<char*>(__builtin_frame_address(0)) - size + kStackReserve;
}

// An exception that nobody took: the exit event has been.
void die(Value error, bool from_promise) {
  std::fflush(stdout);
  std::string report = uncaughtReport(error, from_promise);
  std::fwrite(report.data(), 1, report.size(), stderr);
  std::fflush(stderr);
  int code = exitCode();
  leaveProcess(code == 0 ? 1 : code);
}

}  // namespace

int runProgram(int argc, char** argv, void (*load)()) {
  prepareSurroundings();
  gcInitialise(__builtin_frame_address(0));
  setStackLimit();
  initialiseNames();
  keepUntouchedRealm();
  initialiseRealm();
  if (load != nullptr) load();
  initialiseLibrary(argc, argv);
  uncaught_hooks.die = die;
  startProfile();
  try {
    runMain();
  } catch (Thrown&) {
    uncaught(pendingException(), false);
  }
  do {
    runEventLoop();
    beforeExit();
  } while (loopIsAlive());
  constexpr int kUnsettledTopLevelAwait = 13;  // as Node
  int code = exitCode();
  if (code == 0 && mainIsUnsettled()) code = kUnsettledTopLevelAwait;
  code = emitExit(code);
  std::fflush(stdout);
  writeProfile();
  return code;
}

}  // namespace kiln::rt
