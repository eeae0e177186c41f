#include "stdlib/node/fs_work.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "stdlib/node/fs_assets.h"

namespace kiln::rt::work {
namespace {

// One synchronous libuv request; its result, negative for errors.
struct Call {
  uv_fs_t q{};
  ~Call() { uv_fs_req_cleanup(&q); }
};

void check(FsRequest& r, int result, const char* syscall, bool with_path = true) {
  if (result < 0) r.fail(result, syscall, with_path ? r.path : "", with_path ? r.dest : "");
}

uv_buf_t wholeBuffer(FsRequest& r) {
  return uv_buf_init(reinterpret_cast<char*>(r.data), static_cast<unsigned>(r.length));
}

bool readAll(FsRequest& r, int fd) {
  struct stat s;
  if (::fstat(fd, &s) != 0) return r.fail(errno, "fstat");
  if (S_ISREG(s.st_mode)) r.text.reserve(static_cast<size_t>(s.st_size));
  char buffer[64 * 1024];
  while (true) {
    ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return r.fail(errno, "read");
    if (n == 0) return true;
    r.text.append(buffer, static_cast<size_t>(n));
  }
}

std::string joined(const std::string& directory, const std::string& name) {
  return directory.ends_with('/') ? directory + name : directory + "/" + name;
}

// §Node path.join: as the entries' parents are written.
std::string child(const std::string& directory, const std::string& name) {
  return directory == "." ? name : joined(directory, name);
}

bool scanDisk(FsRequest& r, const std::string& path, const std::string& shown, std::vector<DirectoryEntry>& out,
              const char* syscall) {
  Call c;
  int result = uv_fs_scandir(nullptr, &c.q, path.c_str(), 0, nullptr);
  if (result < 0) return r.fail(result, syscall, path);
  uv_dirent_t entry;
  while (uv_fs_scandir_next(&c.q, &entry) != UV_EOF) {
    uv_dirent_type_t type = entry.type;
    if (type == UV_DIRENT_UNKNOWN) {
      struct stat s;
      if (::lstat(joined(path, entry.name).c_str(), &s) == 0) {
        type = S_ISDIR(s.st_mode) ? UV_DIRENT_DIR : S_ISLNK(s.st_mode) ? UV_DIRENT_LINK : UV_DIRENT_FILE;
      }
    }
    out.push_back({shown, entry.name, type});
  }
  return true;
}

bool scan(FsRequest& r, const std::string& path, const std::string& shown, std::vector<DirectoryEntry>& out,
          const char* syscall) {
  size_t first = out.size();
  bool on_disk = scanDisk(r, path, shown, out, syscall);
  if (!assets::list(path, shown, first, out)) return on_disk;
  r.error = 0;
  return true;
}

bool removeTree(FsRequest& r, const std::string& path, bool directory) {
  if (directory) {
    std::vector<DirectoryEntry> entries;
    if (!scanDisk(r, path, path, entries, "scandir")) return r.error == ENOENT;
    for (const DirectoryEntry& e : entries) {
      if (!removeTree(r, joined(path, e.name), e.type == UV_DIRENT_DIR)) return false;
    }
    if (::rmdir(path.c_str()) != 0 && errno != ENOENT) return r.fail(errno, "rm", path);
    return true;
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return r.fail(errno, "rm", path);
  return true;
}

bool copyFile(FsRequest& r, const std::string& from, const std::string& to) {
  if (std::string_view carried = assets::contentsOf(from); carried.data() != nullptr) {
    int error = assets::copyOut(carried, to, r.flags);
    return error == 0 || r.fail(error, "copyfile", from, to);
  }
  Call c;
  int result = uv_fs_copyfile(nullptr, &c.q, from.c_str(), to.c_str(), r.flags, nullptr);
  return result >= 0 || r.fail(result, "copyfile", from, to);
}

bool copyTree(FsRequest& r, const std::string& from, const std::string& to) {
  struct stat s;
  if (int error = assets::statOf(from, r.dereference, &s); error != 0) return r.fail(error, "lstat", from);
  if (S_ISDIR(s.st_mode)) {
    if (!r.recursive) {
      r.is_directory_error = true;
      return r.fail(EISDIR, "cp", from);
    }
    if (::mkdir(to.c_str(), s.st_mode & 07777) != 0 && errno != EEXIST) return r.fail(errno, "mkdir", to);
    std::vector<DirectoryEntry> entries;
    if (!scan(r, from, from, entries, "opendir")) return false;
    for (const DirectoryEntry& e : entries) {
      if (!copyTree(r, joined(from, e.name), joined(to, e.name))) return false;
    }
    return true;
  }
  struct stat there;
  if (::lstat(to.c_str(), &there) == 0) {
    if (r.exclusive && !r.force) return r.fail(EEXIST, "cp", to);
    if (!r.force) return true;
    if (S_ISLNK(s.st_mode) && ::unlink(to.c_str()) != 0) return r.fail(errno, "unlink", to);
  }
  if (S_ISLNK(s.st_mode)) {
    char target[PATH_MAX];
    ssize_t n = ::readlink(from.c_str(), target, sizeof target - 1);
    if (n < 0) return r.fail(errno, "readlink", from);
    target[n] = '\0';
    return ::symlink(target, to.c_str()) == 0 || r.fail(errno, "symlink", target, to);
  }
  if (!copyFile(r, from, to)) return false;
  if (r.keep_times) {
    timespec times[] = {s.st_atim, s.st_mtim};
    utimensat(AT_FDCWD, to.c_str(), times, 0);
  }
  return true;
}

// The first part of an absolute path that does not exist.
std::string firstMissing(const std::string& path) {
  std::string absolute = path;
  if (!path.starts_with('/')) {
    char directory[PATH_MAX];
    if (getcwd(directory, sizeof directory) != nullptr) absolute = joined(directory, path);
  }
  std::string at;
  for (size_t i = 1; i <= absolute.size();) {
    size_t end = absolute.find('/', i);
    if (end == std::string::npos) end = absolute.size();
    std::string part = absolute.substr(i, end - i);
    i = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      at.resize(at.rfind('/') == std::string::npos ? 0 : at.rfind('/'));
      continue;
    }
    at += "/" + part;
    struct stat s;
    if (::lstat(at.c_str(), &s) != 0) return at;
  }
  return absolute;
}

}  // namespace

#define KILN_FS_SIMPLE(name, call, syscall, with_path) \
  void name(FsRequest& r) {                            \
    Call c;                                            \
    uv_fs_t* q = &c.q;                                 \
    check(r, call, syscall, with_path);                \
  }

KILN_FS_SIMPLE(access, uv_fs_access(nullptr, q, r.path.c_str(), static_cast<int>(r.mode), nullptr), "access",
               true)
KILN_FS_SIMPLE(close, uv_fs_close(nullptr, q, r.fd, nullptr), "close", false)
KILN_FS_SIMPLE(rmdir, uv_fs_rmdir(nullptr, q, r.path.c_str(), nullptr), "rmdir", true)
KILN_FS_SIMPLE(unlink, uv_fs_unlink(nullptr, q, r.path.c_str(), nullptr), "unlink", true)
KILN_FS_SIMPLE(rename, uv_fs_rename(nullptr, q, r.path.c_str(), r.dest.c_str(), nullptr), "rename", true)
KILN_FS_SIMPLE(ftruncate, uv_fs_ftruncate(nullptr, q, r.fd, r.count, nullptr), "ftruncate", false)
KILN_FS_SIMPLE(chmod, uv_fs_chmod(nullptr, q, r.path.c_str(), static_cast<int>(r.mode), nullptr), "chmod",
               true)
KILN_FS_SIMPLE(fchmod, uv_fs_fchmod(nullptr, q, r.fd, static_cast<int>(r.mode), nullptr), "fchmod", false)
KILN_FS_SIMPLE(chown, uv_fs_chown(nullptr, q, r.path.c_str(), r.uid, r.gid, nullptr), "chown", true)
KILN_FS_SIMPLE(fchown, uv_fs_fchown(nullptr, q, r.fd, r.uid, r.gid, nullptr), "fchown", false)
KILN_FS_SIMPLE(lchown, uv_fs_lchown(nullptr, q, r.path.c_str(), r.uid, r.gid, nullptr), "lchown", true)
KILN_FS_SIMPLE(utimes, uv_fs_utime(nullptr, q, r.path.c_str(), r.atime, r.mtime, nullptr), "utime", true)
KILN_FS_SIMPLE(futimes, uv_fs_futime(nullptr, q, r.fd, r.atime, r.mtime, nullptr), "futime", false)
KILN_FS_SIMPLE(lutimes, uv_fs_lutime(nullptr, q, r.path.c_str(), r.atime, r.mtime, nullptr), "lutime", true)
KILN_FS_SIMPLE(link, uv_fs_link(nullptr, q, r.path.c_str(), r.dest.c_str(), nullptr), "link", true)
KILN_FS_SIMPLE(symlink, uv_fs_symlink(nullptr, q, r.path.c_str(), r.dest.c_str(), 0, nullptr), "symlink",
               true)
KILN_FS_SIMPLE(fsync, uv_fs_fsync(nullptr, q, r.fd, nullptr), "fsync", false)
KILN_FS_SIMPLE(fdatasync, uv_fs_fdatasync(nullptr, q, r.fd, nullptr), "fdatasync", false)
#undef KILN_FS_SIMPLE

void open(FsRequest& r) {
  Call c;
  int result = uv_fs_open(nullptr, &c.q, r.path.c_str(), r.flags, static_cast<int>(r.mode), nullptr);
  check(r, result, "open");
  r.count = result;
}

void read(FsRequest& r) {
  Call c;
  uv_buf_t buffer = wholeBuffer(r);
  int result = r.length == 0 ? 0 : uv_fs_read(nullptr, &c.q, r.fd, &buffer, 1, r.position, nullptr);
  check(r, result, "read", false);
  r.count = result;
}
void write(FsRequest& r) {
  Call c;
  uv_buf_t buffer = r.data != nullptr || r.bytes.empty()
                        ? wholeBuffer(r)
                        : uv_buf_init(r.bytes.data(), static_cast<unsigned>(r.bytes.size()));
  int result = uv_fs_write(nullptr, &c.q, r.fd, &buffer, 1, r.position, nullptr);
  check(r, result, "write", false);
  r.count = result;
}
void readv(FsRequest& r) {
  Call c;
  int result = r.parts.empty() ? 0
                               : uv_fs_read(nullptr, &c.q, r.fd, r.parts.data(),
                                            static_cast<unsigned>(r.parts.size()), r.position, nullptr);
  check(r, result, "read", false);
  r.count = result;
}
void writev(FsRequest& r) {
  Call c;
  int result = r.parts.empty() ? 0
                               : uv_fs_write(nullptr, &c.q, r.fd, r.parts.data(),
                                             static_cast<unsigned>(r.parts.size()), r.position, nullptr);
  check(r, result, "write", false);
  r.count = result;
}

void stat(FsRequest& r) {
  Call c;
  check(r, uv_fs_stat(nullptr, &c.q, r.path.c_str(), nullptr), "stat");
  r.stat = c.q.statbuf;
}
void lstat(FsRequest& r) {
  Call c;
  check(r, uv_fs_lstat(nullptr, &c.q, r.path.c_str(), nullptr), "lstat");
  r.stat = c.q.statbuf;
}
void fstat(FsRequest& r) {
  Call c;
  check(r, uv_fs_fstat(nullptr, &c.q, r.fd, nullptr), "fstat", false);
  r.stat = c.q.statbuf;
}
void statfs(FsRequest& r) {
  Call c;
  int result = uv_fs_statfs(nullptr, &c.q, r.path.c_str(), nullptr);
  check(r, result, "statfs");
  if (result >= 0) r.space = *static_cast<uv_statfs_t*>(c.q.ptr);
}

void readdir(FsRequest& r) {
  if (!scan(r, r.path, r.path, r.entries, "scandir") || !r.recursive) return;
  // Breadth first, as Node lists them.
  for (size_t i = 0; i < r.entries.size(); ++i) {
    if (r.entries[i].type != UV_DIRENT_DIR) continue;
    std::string inner = joined(r.entries[i].parent, r.entries[i].name);
    std::string shown = r.typed ? child(r.entries[i].parent, r.entries[i].name) : inner;
    if (!scan(r, inner, shown, r.entries, "scandir")) return;
  }
}
void opendir(FsRequest& r) {
  if (!scan(r, r.path, r.path, r.entries, "opendir")) r.error_path.clear();
}

void mkdir(FsRequest& r) {
  if (!r.recursive) {
    Call c;
    check(r, uv_fs_mkdir(nullptr, &c.q, r.path.c_str(), static_cast<int>(r.mode), nullptr), "mkdir");
    return;
  }
  std::string path = r.path;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  std::vector<std::string> missing{path};
  while (!missing.empty()) {
    std::string at = missing.back();
    if (::mkdir(at.c_str(), r.mode) == 0) {
      if (!r.has_text) r.text = at;
      r.has_text = true;
      missing.pop_back();
      continue;
    }
    size_t slash = at.find_last_of('/');
    if (errno == ENOENT && slash != std::string::npos && slash != 0) {
      at.resize(slash);
      while (at.size() > 1 && at.ends_with('/')) at.pop_back();
      missing.push_back(at);
      continue;
    }
    struct stat s;
    int error = errno;
    if (error == EEXIST || error == EISDIR || error == EROFS) {
      if (::stat(at.c_str(), &s) == 0 && S_ISDIR(s.st_mode)) {
        missing.pop_back();
        continue;
      }
      if (missing.size() > 1) error = ENOTDIR;
    }
    r.fail(error, "mkdir", r.path);
    return;
  }
}

void rm(FsRequest& r) {
  struct stat s;
  if (::lstat(r.path.c_str(), &s) != 0) {
    if (errno != ENOENT || !r.force) r.fail(errno, "lstat", r.path);
    return;
  }
  if (S_ISDIR(s.st_mode) && !r.recursive) {
    r.is_directory_error = true;
    r.fail(EISDIR, "rm", r.path);
    return;
  }
  if (removeTree(r, r.path, S_ISDIR(s.st_mode))) r.error = 0;
}

void copyFile(FsRequest& r) {
  copyFile(r, r.path, r.dest);
}
void cp(FsRequest& r) {
  copyTree(r, r.path, r.dest);
}

void truncate(FsRequest& r) {
  int fd = ::open(r.path.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) {
    r.fail(errno, "open", r.path);
    return;
  }
  if (::ftruncate(fd, r.count) != 0) r.fail(errno, "ftruncate");
  ::close(fd);
}

void readlink(FsRequest& r) {
  Call c;
  int result = uv_fs_readlink(nullptr, &c.q, r.path.c_str(), nullptr);
  check(r, result, "readlink");
  if (result >= 0) r.text = static_cast<const char*>(c.q.ptr);
}
void realpath(FsRequest& r) {
  char resolved[PATH_MAX];
  if (::realpath(r.path.empty() ? "." : r.path.c_str(), resolved) != nullptr)
    r.text = resolved;
  else
    r.fail(errno, "lstat", firstMissing(r.path));
}
void nativeRealpath(FsRequest& r) {
  Call c;
  int result = uv_fs_realpath(nullptr, &c.q, r.path.c_str(), nullptr);
  check(r, result, "realpath");
  if (result >= 0) r.text = static_cast<const char*>(c.q.ptr);
}
void mkdtemp(FsRequest& r) {
  r.path += "XXXXXX";
  std::string made = r.path;
  if (::mkdtemp(made.data()) == nullptr) r.fail(errno, "mkdtemp", r.path);
  r.text = made;
}

void readFile(FsRequest& r) {
  if (r.fd >= 0) {
    readAll(r, r.fd);
    return;
  }
  int fd = ::open(r.path.c_str(), r.flags | O_CLOEXEC, 0666);
  if (fd < 0) {
    r.fail(errno, "open", r.path);
    return;
  }
  readAll(r, fd);
  ::close(fd);
}

void writeFile(FsRequest& r) {
  int fd = r.fd;
  if (fd < 0) {
    fd = ::open(r.path.c_str(), r.flags | O_CLOEXEC, r.mode);
    if (fd < 0) {
      r.fail(errno, "open", r.path);
      return;
    }
  }
  for (size_t done = 0; done < r.bytes.size();) {
    ssize_t n = ::write(fd, r.bytes.data() + done, r.bytes.size() - done);
    if (n >= 0) {
      done += static_cast<size_t>(n);
    } else if (errno != EINTR && errno != EAGAIN) {
      r.fail(errno, "write");
      break;
    }
  }
  if (r.fd < 0) ::close(fd);
}

}  // namespace kiln::rt::work
