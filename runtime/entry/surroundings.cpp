#include "runtime/entry/surroundings.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace kiln::rt {
namespace {

// A program that was started without stdin, stdout or stderr would write what it prints into the first file or socket that it opens.
void openStandardStreams() {
  for (int fd = 0; fd <= 2; ++fd) {
    struct stat facts;
    if (fstat(fd, &facts) == 0 || errno != EBADF) continue;
    if (open("/dev/null", O_RDWR) != fd) std::abort();
  }
}

// Servers hold more connections than the usual 1,024: all that the system allows.
void raiseFileLimit() {
  constexpr rlim_t kMostTried = 1u << 20;  // what the kernel takes when it says that there is no limit
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? std::max(limit.rlim_cur, kMostTried) : limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

void prepareSurroundings() {
  openStandardStreams();
  raiseFileLimit();
  // Who does not read what is written to him is an error of the stream (EPIPE), not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace kiln::rt
