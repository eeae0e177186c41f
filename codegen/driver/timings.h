// Where the time of a build goes (--timings).
#pragma once
#include <chrono>
#include <string>
#include <vector>

namespace kiln::driver {

class Timings {
 public:
  Timings();
  // What ran since the last call, or since construction, was `stage`; `note` is printed behind its times.
  void done(const std::string& stage, const std::string& note = "");
  // A row a stage: seconds, seconds of processor time on all threads and in the linker, and the largest memory so far.
  std::string table() const;

 private:
  struct Row {
    std::string stage, note;
    double seconds, processor;
    long peak_kilobytes;
  };
  std::vector<Row> rows_;
  std::chrono::steady_clock::time_point last_;
  double last_processor_;
};

}  // namespace kiln::driver
