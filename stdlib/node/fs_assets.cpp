#include "stdlib/node/fs_assets.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "runtime/abi/assets.h"
#include "stdlib/node/fs_work.h"

// Defined by the object that the driver makes of the assets.
extern "C" const kiln::abi::AssetBlock kiln_assets __attribute__((weak));

namespace kiln::rt::assets {
namespace {

using Asset = abi::AssetRow;

bool carriesAny() {
  return &kiln_assets != nullptr;
}
std::string_view slice(uint64_t at, uint64_t size) {
  return {reinterpret_cast<const char*>(&kiln_assets) + at, size};
}
std::string_view pathOf(const Asset& asset) {
  return slice(asset.path, asset.path_length);
}
std::string_view bytesOf(const Asset& asset) {
  return slice(asset.bytes, asset.size);
}

// Absolute, without `.`, `..`, doubled and trailing slashes. Links are not followed: the paths of assets are real.
std::string normal(const std::string& path) {
  std::string whole = path;
  if (!path.starts_with('/')) {
    char directory[PATH_MAX];
    if (getcwd(directory, sizeof directory) == nullptr) return "";
    whole = std::string(directory) + "/" + path;
  }
  std::string out;
  for (size_t at = 0; at < whole.size();) {
    size_t end = std::min(whole.find('/', at), whole.size());
    std::string_view part = std::string_view(whole).substr(at, end - at);
    at = end + 1;
    if (part == "..") out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
    else if (!part.empty() && part != ".") out.append("/").append(part);
  }
  return out.empty() ? "/" : out;
}

const Asset* lowerBound(std::string_view path) {
  return std::lower_bound(kiln_assets.rows, kiln_assets.rows + kiln_assets.count, path, [](const Asset& asset, std::string_view wanted) { return pathOf(asset) < wanted; });
}
const Asset* end() {
  return kiln_assets.rows + kiln_assets.count;
}
const Asset* find(const std::string& path) {
  if (!carriesAny() || path.empty()) return nullptr;
  std::string wanted = normal(path);
  const Asset* at = lowerBound(wanted);
  return at != end() && pathOf(*at) == wanted ? at : nullptr;
}
std::string prefixOf(const std::string& folder) {
  std::string path = normal(folder);
  return path == "/" ? path : path + "/";
}
bool isFolder(const std::string& path) {
  if (!carriesAny() || path.empty()) return false;
  std::string prefix = prefixOf(path);
  const Asset* at = lowerBound(prefix);
  return at != end() && pathOf(*at).starts_with(prefix);
}
bool isOnDisk(const std::string& path) {
  struct stat unused;
  return ::lstat(path.c_str(), &unused) == 0;
}
// A folder that is on disk too is the disk's, but for what is in it.
bool isOnlyFolder(const std::string& path) {
  return isFolder(path) && !isOnDisk(path);
}

struct stat factsOf(const Asset& asset) {
  struct stat s {};
  s.st_mode = asset.mode;
  s.st_nlink = 1;
  s.st_uid = geteuid();
  s.st_gid = getegid();
  s.st_ino = static_cast<ino_t>(&asset - kiln_assets.rows + 1);
  s.st_size = static_cast<off_t>(asset.size);
  s.st_blksize = 4096;
  s.st_blocks = static_cast<blkcnt_t>((asset.size + 511) / 512);
  s.st_mtim = {static_cast<time_t>(asset.modified_seconds), asset.modified_nanoseconds};
  s.st_atim = s.st_ctim = s.st_mtim;
  return s;
}
struct stat factsOfFolder() {
  struct stat s {};
  s.st_mode = S_IFDIR | 0555;
  s.st_nlink = 2;
  s.st_uid = geteuid();
  s.st_gid = getegid();
  s.st_blksize = 4096;
  return s;
}

// --- open files

// Where a descriptor stands in its file. Its number is that of an empty file that nobody can write to.
struct OpenAsset {
  const Asset* asset;
  uint64_t position;
};
std::mutex open_lock;
std::unordered_map<int, OpenAsset>& openAssets() {
  static std::unordered_map<int, OpenAsset> files;
  return files;
}
std::atomic<size_t> open_count{0};

int reserveDescriptor() {
  int fd = memfd_create("asset", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd >= 0) fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  return fd;
}

void openAt(FsRequest& r, const Asset& asset) {
  bool changes = (r.flags & O_ACCMODE) != O_RDONLY || (r.flags & O_TRUNC) != 0;
  int error = (r.flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL) ? EEXIST : (r.flags & O_DIRECTORY) != 0 ? ENOTDIR : changes ? EROFS : 0;
  int fd = error == 0 ? reserveDescriptor() : -1;
  if (fd < 0) {
    r.fail(error != 0 ? error : errno, "open", r.path);
    return;
  }
  std::lock_guard<std::mutex> guard(open_lock);
  openAssets()[fd] = {&asset, 0};
  ++open_count;
  r.count = fd;
}

size_t readInto(OpenAsset& open, int64_t position, char* out, size_t length) {
  uint64_t at = position >= 0 ? static_cast<uint64_t>(position) : open.position;
  std::string_view bytes = bytesOf(*open.asset);
  size_t count = at >= bytes.size() ? 0 : std::min<size_t>(length, bytes.size() - at);
  std::copy_n(bytes.data() + at, count, out);
  if (position < 0) open.position += count;
  return count;
}
void fillStat(FsRequest& r, const struct stat& s);

// What is done with the descriptor of a carried file.
bool performOnDescriptor(FsRequest& r) {
  if (open_count == 0) return false;
  std::lock_guard<std::mutex> guard(open_lock);
  auto it = openAssets().find(r.fd);
  if (it == openAssets().end()) return false;
  OpenAsset& open = it->second;
  auto work = r.operation->work;
  if (work == work::read) {
    r.count = static_cast<int64_t>(readInto(open, r.position, reinterpret_cast<char*>(r.data), r.length));
  } else if (work == work::readv) {
    for (const uv_buf_t& part : r.parts) {
      size_t count = readInto(open, r.position, part.base, part.len);
      r.count += static_cast<int64_t>(count);
      if (r.position >= 0) r.position += static_cast<int64_t>(count);
    }
  } else if (work == work::readFile) {
    r.carried = bytesOf(*open.asset).substr(std::min(open.position, open.asset->size));
    open.position = std::max(open.position, open.asset->size);
  } else if (work == work::fstat) {
    fillStat(r, factsOf(*open.asset));
  } else if (work == work::write || work == work::writev || work == work::writeFile) {
    r.fail(EBADF, "write");
  } else if (work == work::ftruncate) {
    r.fail(EINVAL, "ftruncate");
  } else if (work == work::fchmod || work == work::fchown || work == work::futimes) {
    r.fail(EROFS, work == work::futimes ? "futime" : r.operation->name);
  } else if (work == work::close) {
    // The number is free from here on: whoever gets it next must not find this file.
    ::close(r.fd);
    openAssets().erase(it);
    --open_count;
  } else {
    return false;
  }
  return true;
}

// --- paths

void fillStat(FsRequest& r, const struct stat& s) {
  auto moment = [](const timespec& t) { return uv_timespec_t{t.tv_sec, t.tv_nsec}; };
  r.stat = {};
  r.stat.st_mode = s.st_mode;
  r.stat.st_nlink = s.st_nlink;
  r.stat.st_uid = s.st_uid;
  r.stat.st_gid = s.st_gid;
  r.stat.st_ino = s.st_ino;
  r.stat.st_size = static_cast<uint64_t>(s.st_size);
  r.stat.st_blksize = static_cast<uint64_t>(s.st_blksize);
  r.stat.st_blocks = static_cast<uint64_t>(s.st_blocks);
  r.stat.st_atim = moment(s.st_atim);
  r.stat.st_mtim = r.stat.st_ctim = r.stat.st_birthtim = moment(s.st_mtim);
}

// What would change a file, and the system call that says no.
struct Change {
  void (*work)(FsRequest&);
  const char* syscall;
  bool to_second_path;
};
constexpr Change kChanges[] = {
    {work::writeFile, "open", false},  {work::truncate, "open", false},  {work::chmod, "chmod", false},   {work::chown, "chown", false},
    {work::lchown, "lchown", false},   {work::utimes, "utime", false},   {work::lutimes, "lutime", false}, {work::link, "link", true},
    {work::symlink, "symlink", true},  {work::unlink, "unlink", false},  {work::rename, "rename", true},  {work::rm, "rm", false},
    {work::rmdir, "rmdir", false},     {work::copyFile, "copyfile", true}, {work::cp, "cp", true},
};
const Change* changeOf(const FsRequest& r) {
  for (const Change& change : kChanges) {
    if (change.work == r.operation->work) return &change;
  }
  return nullptr;
}

bool performOnFile(FsRequest& r, const Asset& asset) {
  auto work = r.operation->work;
  bool as_folder = r.path.ends_with('/');
  if (as_folder && changeOf(r) == nullptr) {
    r.fail(ENOTDIR, work == work::access ? "access" : work == work::readFile ? "open" : work == work::readdir ? "scandir" : r.operation->name, r.path);
  } else if (work == work::access) {
    if ((r.mode & W_OK) != 0) r.fail(EROFS, "access", r.path);
    else if ((r.mode & X_OK) != 0 && (asset.mode & 0111) == 0) r.fail(EACCES, "access", r.path);
  } else if (work == work::open) {
    openAt(r, asset);
  } else if (work == work::stat || work == work::lstat) {
    fillStat(r, factsOf(asset));
  } else if (work == work::readFile) {
    if ((r.flags & O_ACCMODE) != O_RDONLY) r.fail(EROFS, "open", r.path);
    else r.carried = bytesOf(asset);
  } else if (work == work::realpath || work == work::nativeRealpath) {
    r.text = normal(r.path);
  } else if (work == work::readlink) {
    r.fail(EINVAL, "readlink", r.path);
  } else if (work == work::readdir) {
    r.fail(ENOTDIR, "scandir", r.path);
  } else if (work == work::opendir) {
    r.fail(ENOTDIR, "opendir", r.path);
  } else if (work == work::mkdir) {
    r.fail(EEXIST, "mkdir", r.path);
  } else if (const Change* change = changeOf(r); change != nullptr && work != work::cp && work != work::copyFile) {
    r.fail(EROFS, change->syscall, r.path, r.dest);
  } else {
    return false;
  }
  return true;
}

bool performOnFolder(FsRequest& r) {
  auto work = r.operation->work;
  if (work == work::access) {
    if ((r.mode & W_OK) != 0) r.fail(EROFS, "access", r.path);
  } else if (work == work::stat || work == work::lstat) {
    fillStat(r, factsOfFolder());
  } else if (work == work::realpath || work == work::nativeRealpath) {
    r.text = normal(r.path);
  } else if (work == work::readlink) {
    r.fail(EINVAL, "readlink", r.path);
  } else if (work == work::readFile) {
    r.fail(EISDIR, "read");
  } else if (work == work::mkdir && !r.recursive) {
    r.fail(EEXIST, "mkdir", r.path);
  } else if (const Change* change = changeOf(r); change != nullptr && work != work::cp && work != work::copyFile) {
    r.fail(EROFS, change->syscall, r.path, r.dest);
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool perform(FsRequest& r) {
  if (!carriesAny()) return false;
  if (r.fd >= 0) return performOnDescriptor(r);
  const auto work = r.operation->work;
  if (const Change* change = changeOf(r); change != nullptr && change->to_second_path && find(r.dest) != nullptr) {
    r.fail(work == work::link || work == work::symlink ? EEXIST : EROFS, change->syscall, r.path, r.dest);
    return true;
  }
  // Its first path is only a text.
  if (work == work::symlink) return false;
  if (const Asset* asset = find(r.path)) return performOnFile(r, *asset);
  return isOnlyFolder(r.path) && performOnFolder(r);
}

bool exists(const std::string& path) {
  return (find(path) != nullptr && !path.ends_with('/')) || ::access(path.c_str(), F_OK) == 0 || isFolder(path);
}

bool list(const std::string& folder, const std::string& shown, size_t first, std::vector<DirectoryEntry>& entries) {
  if (!isFolder(folder)) return false;
  std::string prefix = prefixOf(folder);
  std::unordered_set<std::string> known;
  for (size_t i = first; i < entries.size(); ++i) known.insert(entries[i].name);
  for (const Asset* at = lowerBound(prefix); at != end() && pathOf(*at).starts_with(prefix);) {
    std::string_view rest = pathOf(*at).substr(prefix.size());
    std::string name(rest.substr(0, rest.find('/')));
    bool is_file = name.size() == rest.size();
    if (known.insert(name).second) entries.push_back({shown, name, is_file ? UV_DIRENT_FILE : UV_DIRENT_DIR});
    // Behind all that is in the folder of this name.
    at = is_file ? at + 1 : lowerBound(prefix + name + static_cast<char>('/' + 1));
  }
  // As scandir(3) has them.
  std::sort(entries.begin() + static_cast<std::ptrdiff_t>(first), entries.end(), [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return true;
}

int statOf(const std::string& path, bool follow, struct stat* out) {
  if (const Asset* asset = find(path)) {
    *out = factsOf(*asset);
    return 0;
  }
  if ((follow ? ::stat(path.c_str(), out) : ::lstat(path.c_str(), out)) == 0) return 0;
  int error = errno;
  if (!isFolder(path)) return error;
  *out = factsOfFolder();
  return 0;
}

int copyOut(std::string_view bytes, const std::string& to, int flags) {
  int fd = ::open(to.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | ((flags & UV_FS_COPYFILE_EXCL) != 0 ? O_EXCL : O_TRUNC), 0666);
  if (fd < 0) return errno;
  int error = 0;
  while (!bytes.empty() && error == 0) {
    ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n >= 0) bytes.remove_prefix(static_cast<size_t>(n));
    else if (errno != EINTR) error = errno;
  }
  ::close(fd);
  return error;
}

std::string_view contentsOf(const std::string& path) {
  const Asset* asset = find(path);
  return asset == nullptr ? std::string_view() : bytesOf(*asset);
}

}  // namespace kiln::rt::assets
