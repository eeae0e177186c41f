#include "codegen/driver/cache.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "codegen/driver/files.h"
#include "codegen/driver/object_cache.h"

namespace kiln::driver {

namespace fs = std::filesystem;

namespace {

std::string hashOf(const std::string& text) {
  uint64_t hash = 0xcbf2'9ce4'8422'2325u, second = 0x9e37'79b9'7f4a'7c15u;
  for (unsigned char byte : text) {
    hash = (hash ^ byte) * 0x100'0000'01b3u;
    second = (second + byte) * 0xff51'afd7'ed55'8ccdu;
    second ^= second >> 32;
  }
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%016llx%016llx", static_cast<unsigned long long>(hash),
                static_cast<unsigned long long>(second));
  return buffer;
}

bool matters(const fs::directory_entry& entry) {
  std::error_code ignored;
  std::string extension = entry.path().extension().string();
  return entry.is_directory(ignored) || extension == ".js" || extension == ".mjs" || extension == ".cjs" ||
         extension == ".json" || extension.empty();
}

// Content of a file, names of the modules in a folder, or that there is nothing.
std::string fingerprint(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    std::set<std::string> names;
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
      if (matters(*it)) names.insert(it->path().filename().string());
    }
    std::string text;
    for (const std::string& name : names) text += name + "/";
    return hashOf(text);
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return "-";
  return hashOf(std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
}

// Tells a program that was cut off or replaced from the one that was recorded, without reading it.
std::string identityOf(const std::string& program) {
  struct stat info;
  if (stat(program.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return "-";
  return std::to_string(info.st_size) + "." + std::to_string(info.st_mtim.tv_sec) + "." +
         std::to_string(info.st_mtim.tv_nsec);
}

// The compiler and the archives that it links.
std::string compilerIdentity() {
  std::string text = KILN_VERSION;
  const std::string build = KILN_BUILD_DIR;
  for (const std::string& path :
       {std::string("/proc/self/exe"), build + "/runtime/libkiln_runtime.a",
        build + "/runtime/libkiln_regex.a", build + "/stdlib/ecma/libkiln_ecma.a",
        build + "/stdlib/node/libkiln_node.a", build + "/stdlib/libkiln_stdlib.a"}) {
    std::error_code error;
    auto time = fs::last_write_time(path, error);
    text += error ? "|-" : "|" + std::to_string(time.time_since_epoch().count());
  }
  return text;
}

}  // namespace

RunCache::RunCache(const std::string& entry, const std::string& settings) {
  std::string base = cacheFolder();
  if (base.empty()) return;
  std::error_code error;
  fs::path path = fs::canonical(entry, error);
  if (error) return;
  std::string folder = base + "/" + hashOf(path.string() + "\n" + settings + "\n" + compilerIdentity());
  fs::create_directories(folder, error);
  if (!error && access(folder.c_str(), W_OK) == 0) folder_ = folder;
}

bool RunCache::valid() const {
  if (folder_.empty()) return false;
  std::ifstream in(folder_ + "/inputs");
  std::string program_identity;
  if (!std::getline(in, program_identity) || program_identity == "-" ||
      program_identity != identityOf(program()))
    return false;
  bool any = false;
  for (std::string line; std::getline(in, line);) {
    size_t space = line.find(' ');
    if (space == std::string::npos || fingerprint(line.substr(space + 1)) != line.substr(0, space))
      return false;
    any = true;
  }
  return any;
}

void RunCache::record(const std::vector<std::string>& modules) const {
  std::set<std::string> inputs;
  for (const std::string& module : modules) {
    inputs.insert(module);
    fs::path folder = fs::path(module).parent_path();
    inputs.insert(folder.string());
    for (;; folder = folder.parent_path()) {
      inputs.insert((folder / "package.json").string());
      inputs.insert((folder / "node_modules").string());
      if (folder == folder.parent_path()) break;
    }
  }
  std::string text = identityOf(program()) + "\n";
  for (const std::string& input : inputs) text += fingerprint(input) + " " + input + "\n";
  std::string partial = folder_ + "/inputs." + std::to_string(getpid());
  // A cache that cannot be written is only slower.
  if (writeFile(partial, text).empty()) renameOver(partial, folder_ + "/inputs");
}

}  // namespace kiln::driver
