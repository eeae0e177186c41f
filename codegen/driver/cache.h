// Where `kiln run` keeps programs. An entry is valid while everything that decided its content is unchanged:
// the compiler, the options, the modules, and what module resolution looked at on the way to them.
#pragma once
#include <string>
#include <vector>

namespace kiln::driver {

class RunCache {
 public:
  // `settings`: what else the program depends on. Without a usable cache folder the cache is simply empty.
  RunCache(const std::string& entry, const std::string& settings);
  bool usable() const { return !folder_.empty(); }
  bool valid() const;
  std::string program() const { return folder_ + "/program"; }
  // After program() was written.
  void record(const std::vector<std::string>& modules) const;

 private:
  std::string folder_;
};

}  // namespace kiln::driver
