#include "codegen/driver/timings.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

namespace kiln::driver {
namespace {

rusage usageOf(int who) {
  rusage usage{};
  getrusage(who, &usage);
  return usage;
}

double processorSeconds() {
  double total = 0;
  for (int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage = usageOf(who);
    for (const timeval& part : {usage.ru_utime, usage.ru_stime})
      total += static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) / 1e6;
  }
  return total;
}

}  // namespace

Timings::Timings() : last_(std::chrono::steady_clock::now()), last_processor_(processorSeconds()) {}

void Timings::done(const std::string& stage, const std::string& note) {
  auto now = std::chrono::steady_clock::now();
  double processor = processorSeconds();
  long peak = std::max(usageOf(RUSAGE_SELF).ru_maxrss, usageOf(RUSAGE_CHILDREN).ru_maxrss);
  rows_.push_back({stage, note, std::chrono::duration<double>(now - last_).count(), processor - last_processor_, peak});
  last_ = now;
  last_processor_ = processor;
}

std::string Timings::table() const {
  std::string text = "stage               seconds  processor  peak MB\n";
  Row total{"total", "", 0, 0, 0};
  auto print = [&](const Row& row) {
    char line[200];
    std::snprintf(line, sizeof line, "%-18s %8.3f %10.3f %8.0f  ", row.stage.c_str(), row.seconds, row.processor,
                  static_cast<double>(row.peak_kilobytes) / 1000);
    text += line + row.note;
    while (text.back() == ' ') text.pop_back();
    text += '\n';
  };
  for (const Row& row : rows_) {
    print(row);
    total.seconds += row.seconds;
    total.processor += row.processor;
    total.peak_kilobytes = std::max(total.peak_kilobytes, row.peak_kilobytes);
  }
  print(total);
  return text;
}

}  // namespace kiln::driver
