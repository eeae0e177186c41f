// node:fs, the synchronous calls.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include <climits>

#include "runtime/ops/error.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

[[noreturn]] void throwErrno(int error, const char* syscall, const std::string& path,
                             const std::string& dest = "") {
  std::string code = uv_err_name(-error);
  std::string text = code + ": " + uv_strerror(-error) + ", " + syscall;
  if (!path.empty()) text += " '" + path + "'";
  if (!dest.empty()) text += " -> '" + dest + "'";
  Object* e = newError(ErrorType::Error, newUtf8(text));
  createDataProperty(e, atomKey("errno"), Value::int32(-error));
  createDataProperty(e, atomKey("code"), box(newUtf8(code)));
  createDataProperty(e, atomKey("syscall"), box(newUtf8(syscall)));
  if (!path.empty()) createDataProperty(e, atomKey("path"), box(newUtf8(path)));
  if (!dest.empty()) createDataProperty(e, atomKey("dest"), box(newUtf8(dest)));
  throwValue(box(e));
}

std::string pathOf(Value v, const char* name = "path") {
  if (!isString(v)) {
    Object* e = newError(ErrorType::TypeError,
                         newUtf8(std::string("The \"") + name +
                                 "\" argument must be of type string or an instance of Buffer or URL. "
                                 "Received " +
                                 (v.isUndefined() ? "undefined" : describe(v))));
    createDataProperty(e, atomKey("code"), box(newUtf8("ERR_INVALID_ARG_TYPE")));
    throwValue(box(e));
  }
  return toUtf8(asString(v));
}

bool option(Value options, const char* name) {
  return isObject(options) && toBoolean(get(asObject(options), atomKey(name)));
}
std::string encodingOf(Value options) {
  Value v = isObject(options) ? get(asObject(options), atomKey("encoding")) : options;
  return isString(v) ? toUtf8(asString(v)) : "";
}

std::string readAll(int fd, const std::string& path) {
  std::string data;
  char buffer[64 * 1024];
  while (true) {
    ssize_t n = read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      int error = errno;
      if (!path.empty()) close(fd);
      throwErrno(error, "read", "");
    }
    if (n == 0) return data;
    data.append(buffer, static_cast<size_t>(n));
  }
}

Value readFileSync(Args& args) {
  std::string data, encoding = encodingOf(args[1]);
  if (args[0].isInt32()) {
    data = readAll(args[0].asInt32(), "");
  } else {
    std::string path = pathOf(args[0]);
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throwErrno(errno, "open", path);
    data = readAll(fd, path);
    close(fd);
  }
  if (encoding == "utf8" || encoding == "utf-8") return box(newUtf8(data));
  if (encoding == "latin1" || encoding == "binary" || encoding == "ascii") return box(newLatin1(data));
  if (!encoding.empty())
    throwTypeError("The encoding '%s' is not supported by this version of Kiln", encoding.c_str());
  return box(newUint8Array(data.data(), data.size()));
}

std::string bytesOf(Value v) {
  if (!isKind(v, CellKind::TypedArray)) return toUtf8(toString(v));
  auto* array = static_cast<TypedArray*>(asObject(v));
  return {reinterpret_cast<const char*>(array->buffer->data) + array->byte_offset, array->length};
}

void writeFile(Args& args, int flags) {
  std::string data = bytesOf(args[1]);
  Value flag = isObject(args[2]) ? get(asObject(args[2]), atomKey("flag")) : Value::undefined();
  if (isString(flag)) {
    std::string text = toUtf8(asString(flag));
    flags = text[0] == 'a' ? O_APPEND | O_CREAT : O_TRUNC | O_CREAT;
    if (text.find('x') != std::string::npos) flags |= O_EXCL;
  }
  std::string path;
  int fd = args[0].isInt32() ? args[0].asInt32() : -1;
  if (fd < 0) {
    path = pathOf(args[0]);
    fd = open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
    if (fd < 0) throwErrno(errno, "open", path);
  }
  size_t done = 0;
  int error = 0;
  while (done < data.size() && error == 0) {
    ssize_t n = write(fd, data.data() + done, data.size() - done);
    if (n >= 0) done += static_cast<size_t>(n);
    if (n < 0 && errno != EINTR) error = errno;
  }
  if (!path.empty()) close(fd);
  if (error != 0) throwErrno(error, "write", "");
}
Value writeFileSync(Args& args) {
  writeFile(args, O_CREAT | O_TRUNC);
  return Value::undefined();
}
Value appendFileSync(Args& args) {
  writeFile(args, O_CREAT | O_APPEND);
  return Value::undefined();
}

Value existsSync(Args& args) {
  return Value::boolean(isString(args[0]) && access(toUtf8(asString(args[0])).c_str(), F_OK) == 0);
}

// The mode sits in the object itself, hidden by being a symbol-free accessor source: `mode`.
template <int type>
Value isType(Args& args) {
  if (!isObject(args.this_value)) return Value::boolean(false);
  return Value::boolean((toInt32(get(asObject(args.this_value), atomKey("mode"))) & S_IFMT) == type);
}
const NativeMethod kTypeMethods[] = {
    {"isFile", KILN_NATIVE(isType<S_IFREG>), 0},         {"isDirectory", KILN_NATIVE(isType<S_IFDIR>), 0},
    {"isSymbolicLink", KILN_NATIVE(isType<S_IFLNK>), 0}, {"isFIFO", KILN_NATIVE(isType<S_IFIFO>), 0},
    {"isSocket", KILN_NATIVE(isType<S_IFSOCK>), 0},
};
Object* typePrototype() {
  static Object* prototype = nullptr;
  if (prototype == nullptr) {
    prototype = newObject();
    defineMethods(prototype, kTypeMethods);
  }
  return prototype;
}

template <int (*call)(const char*, struct stat*)>
Value statWith(Args& args, const char* name) {
  std::string path = pathOf(args[0]);
  struct stat s;
  if (call(path.c_str(), &s) != 0) {
    bool quiet = isObject(args[1]) && get(asObject(args[1]), atomKey("throwIfNoEntry")).isFalse();
    if (errno == ENOENT && quiet) return Value::undefined();
    throwErrno(errno, name, path);
  }
  Object* o = newObjectWithPrototype(typePrototype());
  auto put = [&](const char* key, double v) { createDataProperty(o, atomKey(key), Value::number(v)); };
  put("dev", static_cast<double>(s.st_dev));
  put("mode", s.st_mode);
  put("nlink", static_cast<double>(s.st_nlink));
  put("uid", s.st_uid);
  put("gid", s.st_gid);
  put("ino", static_cast<double>(s.st_ino));
  put("size", static_cast<double>(s.st_size));
  auto time = [&](const char* key, const timespec& t) {
    double ms = static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
    createDataProperty(o, atomKey((std::string(key) + "Ms").c_str()), Value::number(ms));
    Value constructor = get(realm().global, atomKey("Date")), argv[] = {Value::number(ms)};
    createDataProperty(o, atomKey(key), construct(constructor, constructor, 1, argv));
  };
  time("atime", s.st_atim);
  time("mtime", s.st_mtim);
  time("ctime", s.st_ctim);
  return box(o);
}
Value statSync(Args& args) {
  return statWith<stat>(args, "stat");
}
Value lstatSync(Args& args) {
  return statWith<lstat>(args, "lstat");
}

std::vector<std::pair<std::string, int>> entries(const std::string& path) {
  DIR* dir = opendir(path.c_str());
  if (dir == nullptr) throwErrno(errno, "scandir", path);
  std::vector<std::pair<std::string, int>> found;
  while (dirent* e = readdir(dir)) {
    std::string name = e->d_name;
    if (name != "." && name != "..") found.emplace_back(name, DTTOIF(e->d_type));
  }
  closedir(dir);
  std::sort(found.begin(), found.end());
  return found;
}
Value readdirSync(Args& args) {
  std::string path = pathOf(args[0]);
  bool typed = option(args[1], "withFileTypes");
  Object* result = newArray(0);
  for (const auto& [name, mode] : entries(path)) {
    if (!typed) {
      arrayPush(result, box(newUtf8(name)));
      continue;
    }
    Object* entry = newObjectWithPrototype(typePrototype());
    createDataProperty(entry, atomKey("name"), box(newUtf8(name)));
    createDataProperty(entry, atomKey("path"), args[0]);
    defineHidden(entry, atomKey("mode"), Value::int32(mode));
    arrayPush(result, box(entry));
  }
  return box(result);
}

Value mkdirSync(Args& args) {
  std::string path = pathOf(args[0]);
  if (!option(args[1], "recursive")) {
    if (mkdir(path.c_str(), 0777) != 0) throwErrno(errno, "mkdir", path);
    return Value::undefined();
  }
  for (size_t at = 1; at <= path.size(); ++at) {
    if (at < path.size() && path[at] != '/') continue;
    if (mkdir(path.substr(0, at).c_str(), 0777) != 0 && errno != EEXIST) throwErrno(errno, "mkdir", path);
  }
  return Value::undefined();
}

void removeTree(const std::string& path) {
  struct stat s;
  if (lstat(path.c_str(), &s) != 0) return;
  if (S_ISDIR(s.st_mode)) {
    for (const auto& [name, mode] : entries(path)) removeTree(path + "/" + name);
    if (rmdir(path.c_str()) != 0) throwErrno(errno, "rmdir", path);
  } else if (unlink(path.c_str()) != 0) {
    throwErrno(errno, "unlink", path);
  }
}
Value rmSync(Args& args) {
  std::string path = pathOf(args[0]);
  struct stat s;
  if (lstat(path.c_str(), &s) != 0) {
    if (option(args[1], "force")) return Value::undefined();
    throwErrno(errno, "rm", path);
  }
  if (S_ISDIR(s.st_mode) && !option(args[1], "recursive")) throwErrno(EISDIR, "rm", path);
  removeTree(path);
  return Value::undefined();
}
Value rmdirSync(Args& args) {
  std::string path = pathOf(args[0]);
  if (rmdir(path.c_str()) != 0) throwErrno(errno, "rmdir", path);
  return Value::undefined();
}
Value unlinkSync(Args& args) {
  std::string path = pathOf(args[0]);
  if (unlink(path.c_str()) != 0) throwErrno(errno, "unlink", path);
  return Value::undefined();
}
Value renameSync(Args& args) {
  std::string from = pathOf(args[0], "oldPath"), to = pathOf(args[1], "newPath");
  if (rename(from.c_str(), to.c_str()) != 0) throwErrno(errno, "rename", from, to);
  return Value::undefined();
}
Value mkdtempSync(Args& args) {
  std::string path = pathOf(args[0], "prefix") + "XXXXXX";
  if (mkdtemp(path.data()) == nullptr) throwErrno(errno, "mkdtemp", path);
  return box(newUtf8(path));
}
Value realpathSync(Args& args) {
  std::string path = pathOf(args[0]);
  char resolved[PATH_MAX];
  if (realpath(path.c_str(), resolved) == nullptr) throwErrno(errno, "lstat", path);
  return box(newUtf8(resolved));
}

const NativeMethod kMethods[] = {
    {"appendFileSync", KILN_NATIVE(appendFileSync), 3}, {"existsSync", KILN_NATIVE(existsSync), 1},
    {"lstatSync", KILN_NATIVE(lstatSync), 2},           {"mkdirSync", KILN_NATIVE(mkdirSync), 2},
    {"mkdtempSync", KILN_NATIVE(mkdtempSync), 2},       {"readFileSync", KILN_NATIVE(readFileSync), 2},
    {"readdirSync", KILN_NATIVE(readdirSync), 2},       {"realpathSync", KILN_NATIVE(realpathSync), 2},
    {"renameSync", KILN_NATIVE(renameSync), 2},         {"rmSync", KILN_NATIVE(rmSync), 2},
    {"rmdirSync", KILN_NATIVE(rmdirSync), 2},           {"statSync", KILN_NATIVE(statSync), 2},
    {"unlinkSync", KILN_NATIVE(unlinkSync), 1},         {"writeFileSync", KILN_NATIVE(writeFileSync), 3},
};

}  // namespace

void fillFs(Object* exports) {
  defineMethods(exports, kMethods);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE(fs, ::kiln::rt::fillFs)
