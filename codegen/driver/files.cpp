#include "codegen/driver/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "codegen/driver/interrupt.h"

namespace kiln::driver {

std::string writeFile(const std::string& path, const std::string& content) {
  int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return std::strerror(errno);
  size_t done = 0;
  std::string error;
  while (done < content.size() && error.empty()) {
    ssize_t written = write(fd, content.data() + done, content.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0)
      error = std::strerror(errno);
    else
      done += static_cast<size_t>(written);
  }
  if (close(fd) != 0 && error.empty()) error = std::strerror(errno);
  if (!error.empty()) unlink(path.c_str());
  return error;
}

std::string renameOver(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) == 0) return "";
  std::string error = std::strerror(errno);
  unlink(from.c_str());
  return error;
}

std::string temporaryDirectory() {
  static const std::string directory = [] {
    const char* base = std::getenv("TMPDIR");
    std::string pattern = std::string(base != nullptr ? base : "/tmp") + "/kiln.XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) return std::string();
    removeOnInterrupt(pattern);
    static std::string kept = pattern;
    std::atexit([] {
      std::error_code ignored;
      std::filesystem::remove_all(kept, ignored);
    });
    return pattern;
  }();
  return directory;
}

}  // namespace kiln::driver
