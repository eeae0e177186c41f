#include "codegen/driver/progress.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string_view>
#include <thread>

namespace kiln::driver {
namespace {

std::atomic<const char*> current{"reading"};

struct Painter {
  std::mutex mutex;
  std::condition_variable wake;
  bool done = false;
  std::thread thread;

  void run() {
    using namespace std::chrono;
    auto start = steady_clock::now();
    std::unique_lock lock(mutex);
    if (wake.wait_for(lock, seconds(1), [&] { return done; })) return;
    while (!done) {
      double elapsed = duration<double>(steady_clock::now() - start).count();
      std::fprintf(stderr, "\r\x1b[Kkiln: %s, %.0f s", current.load(), elapsed);
      std::fflush(stderr);
      wake.wait_for(lock, milliseconds(250), [&] { return done; });
    }
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
  }
};
Painter* painter;

}  // namespace

Progress::Progress() {
  const char* terminal = std::getenv("TERM");
  if (painter != nullptr || !isatty(2) || terminal == nullptr || std::string_view(terminal) == "dumb") return;
  painter = new Painter;
  painter->thread = std::thread([] { painter->run(); });
}

Progress::~Progress() {
  if (painter == nullptr) return;
  {
    std::lock_guard lock(painter->mutex);
    painter->done = true;
  }
  painter->wake.notify_one();
  painter->thread.join();
  delete painter;
  painter = nullptr;
}

void Progress::stage(const char* text) {
  current = text;
}

}  // namespace kiln::driver
