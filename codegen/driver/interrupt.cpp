#include "codegen/driver/interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "codegen/link/link.h"

namespace kiln::driver {
namespace fs = std::filesystem;
namespace {

std::mutex mutex;
std::vector<std::string>& paths() {
  static auto* list = new std::vector<std::string>;  // never destroyed: the watching thread may outlive main
  return *list;
}
sigset_t watched;

}  // namespace

// The linker writes beside its output, under the name with a further suffix.
void removePartial(const std::string& partial) {
  fs::path path = partial;
  std::error_code ignored;
  std::vector<fs::path> found{path};
  fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::string prefix = path.filename().string() + ".";
  for (fs::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored)) {
    if (it->path().filename().string().starts_with(prefix)) found.push_back(it->path());
  }
  for (const fs::path& one : found) fs::remove_all(one, ignored);
}

void watchForInterrupts() {
  // A file that may not grow further is an error of write().
  signal(SIGXFSZ, SIG_IGN);
  sigemptyset(&watched);
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now;
    // Under nohup and the like a signal is ignored: it stays so.
    if (sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) sigaddset(&watched, signal);
  }
  pthread_sigmask(SIG_BLOCK, &watched, nullptr);
  std::thread([] {
    int signal = 0;
    if (sigwait(&watched, &signal) != 0) return;
    std::lock_guard lock(mutex);
    link::endLinker();
    for (const std::string& path : paths()) removePartial(path);
    if (isatty(2) && write(2, "\r\x1b[K", 4) < 0) _exit(128 + signal);
    ::signal(signal, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &watched, nullptr);
    kill(getpid(), signal);
    _exit(128 + signal);
  }).detach();
}

void stopWatching() {
  signal(SIGXFSZ, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &watched, nullptr);
}

void removeOnInterrupt(const std::string& path) {
  std::lock_guard lock(mutex);
  paths().push_back(path);
}

}  // namespace kiln::driver
