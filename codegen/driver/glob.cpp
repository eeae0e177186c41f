#include "codegen/driver/glob.h"

#include <fnmatch.h>

#include <filesystem>
#include <set>

namespace kiln::driver {
namespace fs = std::filesystem;
namespace {

class Search {
 public:
  Search(const fs::path& pattern, std::string* error) : segments_(pattern.begin(), pattern.end()), error_(error) {}

  void in(const fs::path& folder, size_t at) {
    if (at == segments_.size()) return;
    const std::string segment = segments_[at].string();
    bool last = at + 1 == segments_.size();
    if (segment == "**") {
      // What is behind it, here; and all of it in every folder below. At the end it means all files.
      if (!last) in(folder, at + 1);
      for (const fs::directory_entry& entry : entries(folder)) {
        if (entry.path().filename().string().starts_with('.')) continue;
        std::error_code ignored;
        if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) in(entry.path(), at);
        else if (last) take(entry.path());
      }
      return;
    }
    if (segment.find_first_of("*?[\\") == std::string::npos) return go(folder / segment, at, last);
    for (const fs::directory_entry& entry : entries(folder)) {
      if (fnmatch(segment.c_str(), entry.path().filename().c_str(), FNM_PERIOD) == 0) go(entry.path(), at, last);
    }
  }

  std::set<std::string> found;

 private:
  void go(const fs::path& path, size_t at, bool last) {
    std::error_code ignored;
    if (last) take(path);
    else if (fs::is_directory(path, ignored)) in(path, at + 1);
  }
  void take(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return;
    fs::path folder = fs::canonical(path.parent_path(), error);
    if (!error) found.insert((folder / path.filename()).string());
  }
  std::vector<fs::directory_entry> entries(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::directory_entry> list;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) list.push_back(*at);
    if (error && error != std::errc::no_such_file_or_directory && error_->empty()) *error_ = "cannot read '" + folder.string() + "': " + error.message();
    return list;
  }

  std::vector<fs::path> segments_;
  std::string* error_;
};

}  // namespace

std::vector<std::string> filesMatching(const std::string& pattern, std::string* error) {
  fs::path path(pattern);
  Search search(path.relative_path(), error);
  search.in(path.is_absolute() ? path.root_path() : fs::path("."), 0);
  return {search.found.begin(), search.found.end()};
}

}  // namespace kiln::driver
