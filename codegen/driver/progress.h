// A line on the terminal that says what a long build is doing.
#pragma once

namespace kiln::driver {

// From construction on; the line appears after a second, and only if standard error is a terminal. Gone when
// this is destroyed. `stage` may be called from any thread; the text has to live as long.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  static void stage(const char* text);
};

}  // namespace kiln::driver
