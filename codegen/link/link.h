// Object files and Kiln's archives to an executable, with lld as a child process.
#pragma once
#include <string>
#include <vector>

namespace kiln::link {

struct Inputs {
  std::vector<std::string> objects;
  size_t object_bytes = 0;  // of all of them
  std::string output;       // written by the linker itself: give it a temporary name
  bool debug = false;       // keep symbols
  bool optimise = false;    // worth the time to make it smaller
  bool host_test262 = false;
  bool eval = false;  // the compiler of run time
  bool intl = false;  // ECMA-402, with ICU and its data
};

// Empty on success, else what went wrong (the linker's own words).
std::string link(const Inputs& inputs);

// Ends a linker that is running, from another thread.
void endLinker();

}  // namespace kiln::link
