#include "codegen/driver/object_cache.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include "codegen/driver/files.h"

namespace kiln::driver {

namespace fs = std::filesystem;

namespace {

constexpr uintmax_t kMostBytes = 1u << 30;
constexpr char kMagic[8] = {'k', 'i', 'l', 'n', 'o', 'b', 'j', '1'};

struct Header {
  char magic[8];
  uint64_t object_size, rows_size;
};

}  // namespace

std::string cacheFolder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  if (cache != nullptr && *cache == '/') return std::string(cache) + "/kiln";
  if (home != nullptr && *home == '/') return std::string(home) + "/.cache/kiln";
  return "";
}

ObjectCache::ObjectCache() {
  std::string base = cacheFolder();
  if (base.empty()) return;
  std::string folder = base + "/objects";
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && access(folder.c_str(), W_OK) == 0) folder_ = folder;
}

bool ObjectCache::find(const std::string& key, std::string* object, std::string* rows) const {
  if (folder_.empty()) return false;
  std::string path = folder_ + "/" + key;
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  std::error_code error;
  std::string bytes(fs::file_size(path, error), '\0');
  if (error || !in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return false;
  Header header;
  if (bytes.size() < sizeof header) return false;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) return false;
  if (bytes.size() != sizeof header + header.object_size + header.rows_size) return false;
  *object = bytes.substr(sizeof header, header.object_size);
  *rows = bytes.substr(sizeof header + header.object_size);
  std::error_code ignored;
  fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
  return true;
}

void ObjectCache::store(const std::string& key, const std::string& object, const std::string& rows) const {
  if (folder_.empty()) return;
  Header header;
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.object_size = object.size();
  header.rows_size = rows.size();
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes += object;
  bytes += rows;
  std::string partial = folder_ + "/" + key + "." + std::to_string(getpid());
  if (!writeFile(partial, bytes).empty() || !renameOver(partial, folder_ + "/" + key).empty()) return;
  // Now and then: the keys are as good as random.
  if (key.starts_with("00")) prune();
}

// Removes what was not used for the longest time.
void ObjectCache::prune() const {
  struct Entry {
    fs::file_time_type used;
    uintmax_t size;
    fs::path path;
  };
  std::vector<Entry> entries;
  uintmax_t total = 0;
  std::error_code error;
  for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    uintmax_t size = it->file_size(ignored);
    if (ignored) continue;
    entries.push_back({it->last_write_time(ignored), size, it->path()});
    total += size;
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
  for (const Entry& entry : entries) {
    if (total <= kMostBytes) return;
    std::error_code ignored;
    if (fs::remove(entry.path, ignored)) total -= entry.size;
  }
}

}  // namespace kiln::driver
