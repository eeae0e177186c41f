// Machine code by what it was made of: a module that LLVM has seen before is not compiled again.
#pragma once
#include <string>

namespace kiln::driver {

class ObjectCache {
 public:
  // Without a usable cache folder the cache is simply empty.
  ObjectCache();
  // False if it has no such entry (or only a part of one).
  bool find(const std::string& key, std::string* object, std::string* rows) const;
  // May fail silently: that is only slower.
  void store(const std::string& key, const std::string& object, const std::string& rows) const;

 private:
  void prune() const;
  std::string folder_;
};

// $XDG_CACHE_HOME/kiln or ~/.cache/kiln; empty if there is neither.
std::string cacheFolder();

}  // namespace kiln::driver
