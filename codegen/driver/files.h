// Writing outputs: to a temporary file beside the target, renamed when complete.
#pragma once
#include <string>

namespace kiln::driver {

// Empty on success, else the reason.
std::string writeFile(const std::string& path, const std::string& content);
std::string renameOver(const std::string& from, const std::string& to);
// Directory for intermediate files of this process, removed at exit.
std::string temporaryDirectory();

}  // namespace kiln::driver
