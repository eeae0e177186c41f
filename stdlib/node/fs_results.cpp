// Stats, Dirent and other results of node:fs.
#include <sys/stat.h>

#include "stdlib/node/fs_request.h"
#include "stdlib/node/uv_error.h"

namespace kiln::rt {
namespace {

Object *stats_prototype, *bigint_stats_prototype, *dirent_prototype;
Object *stats_constructor, *dirent_constructor;
Value type_symbol;

template <int type>
Value isType(Args& args) {
  if (!isObject(args.this_value)) return Value::boolean(false);
  Value mode = get(asObject(args.this_value), atomKey("mode"));
  uint64_t bits = isBigInt(mode) ? bigintToUint64(mode) : static_cast<uint64_t>(toUint32(mode));
  return Value::boolean((bits & S_IFMT) == type);
}
template <int type>
Value isEntryType(Args& args) {
  if (!isObject(args.this_value)) return Value::boolean(false);
  return Value::boolean(get(asObject(args.this_value), PropertyKey{type_symbol}) == Value::int32(type));
}

const NativeMethod kStatsMethods[] = {
    {"isDirectory", KILN_NATIVE(isType<S_IFDIR>), 0},
    {"isFile", KILN_NATIVE(isType<S_IFREG>), 0},
    {"isBlockDevice", KILN_NATIVE(isType<S_IFBLK>), 0},
    {"isCharacterDevice", KILN_NATIVE(isType<S_IFCHR>), 0},
    {"isSymbolicLink", KILN_NATIVE(isType<S_IFLNK>), 0},
    {"isFIFO", KILN_NATIVE(isType<S_IFIFO>), 0},
    {"isSocket", KILN_NATIVE(isType<S_IFSOCK>), 0},
};
const NativeMethod kDirentMethods[] = {
    {"isDirectory", KILN_NATIVE(isEntryType<UV_DIRENT_DIR>), 0},
    {"isFile", KILN_NATIVE(isEntryType<UV_DIRENT_FILE>), 0},
    {"isBlockDevice", KILN_NATIVE(isEntryType<UV_DIRENT_BLOCK>), 0},
    {"isCharacterDevice", KILN_NATIVE(isEntryType<UV_DIRENT_CHAR>), 0},
    {"isSymbolicLink", KILN_NATIVE(isEntryType<UV_DIRENT_LINK>), 0},
    {"isFIFO", KILN_NATIVE(isEntryType<UV_DIRENT_FIFO>), 0},
    {"isSocket", KILN_NATIVE(isEntryType<UV_DIRENT_SOCKET>), 0},
};

Value statsEntry(Args& args) {
  return box(newObjectWithPrototype(stats_prototype));
}
Value direntEntry(Args& args) {
  Object* o = newObjectWithPrototype(dirent_prototype);
  createDataProperty(o, atomKey("name"), args[0]);
  createDataProperty(o, atomKey("parentPath"), args[2]);
  createDataProperty(o, atomKey("path"), args[2]);
  createDataProperty(o, PropertyKey{type_symbol}, args[1]);
  return box(o);
}

void initialise() {
  if (stats_prototype != nullptr) return;
  stats_prototype = newObject();
  stats_constructor = defineConstructor("Stats", KILN_NATIVE(statsEntry), 0, stats_prototype, false);
  defineMethods(stats_prototype, kStatsMethods);
  bigint_stats_prototype = newObjectWithPrototype(stats_prototype);
  defineConstructor("BigIntStats", KILN_NATIVE(statsEntry), 0, bigint_stats_prototype, false);
  dirent_prototype = newObject();
  dirent_constructor = defineConstructor("Dirent", KILN_NATIVE(direntEntry), 3, dirent_prototype, false);
  defineMethods(dirent_prototype, kDirentMethods);
  type_symbol = box(newSymbol(internAscii("type")));
}

struct Moment {
  const char* name;
  const uv_timespec_t* time;
};

}  // namespace

Object* statsConstructor() {
  initialise();
  return stats_constructor;
}
Object* direntConstructor() {
  initialise();
  return dirent_constructor;
}

Value newStats(const FsRequest& r) {
  initialise();
  const uv_stat_t& s = r.stat;
  Object* o = newObjectWithPrototype(r.bigint ? bigint_stats_prototype : stats_prototype);
  auto put = [&](const std::string& name, Value v) { createDataProperty(o, atomKey(name.c_str()), v); };
  const std::pair<const char*, uint64_t> numbers[] = {
      {"dev", s.st_dev},   {"mode", s.st_mode},    {"nlink", s.st_nlink},     {"uid", s.st_uid},
      {"gid", s.st_gid},   {"rdev", s.st_rdev},    {"blksize", s.st_blksize}, {"ino", s.st_ino},
      {"size", s.st_size}, {"blocks", s.st_blocks}};
  for (const auto& [name, n] : numbers)
    put(name, r.bigint ? bigintFromUint64(n) : Value::number(static_cast<double>(n)));
  const Moment moments[] = {
      {"atime", &s.st_atim}, {"mtime", &s.st_mtim}, {"ctime", &s.st_ctim}, {"birthtime", &s.st_birthtim}};
  auto milliseconds = [](const uv_timespec_t& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
  };
  auto nanoseconds = [](const uv_timespec_t& t) {
    return static_cast<int64_t>(t.tv_sec) * 1000000000 + static_cast<int64_t>(t.tv_nsec);
  };
  for (const Moment& m : moments) {
    put(std::string(m.name) + "Ms",
        r.bigint ? bigintFromInt64(nanoseconds(*m.time) / 1000000) : Value::number(milliseconds(*m.time)));
  }
  if (r.bigint) {
    for (const Moment& m : moments) put(std::string(m.name) + "Ns", bigintFromInt64(nanoseconds(*m.time)));
  }
  for (const Moment& m : moments) put(m.name, newDate(std::floor(milliseconds(*m.time) + 0.5)));
  return box(o);
}

Value textResult(std::string_view text, const TextForm& form) {
  if (form.buffer) return box(newBufferOf(text.data(), text.size()));
  return box(decodeBytes(reinterpret_cast<const uint8_t*>(text.data()), text.size(), form.encoding));
}

Value newDirent(const DirectoryEntry& entry, const TextForm& form) {
  initialise();
  Object* o = newObjectWithPrototype(dirent_prototype);
  Value parent = box(newUtf8(entry.parent));
  createDataProperty(o, atomKey("name"), textResult(entry.name, form));
  createDataProperty(o, atomKey("parentPath"), parent);
  createDataProperty(o, atomKey("path"), parent);
  createDataProperty(o, PropertyKey{type_symbol}, Value::int32(entry.type));
  return box(o);
}

Value newNames(FsRequest& r) {
  ValueList list;
  for (const DirectoryEntry& entry : r.entries) {
    if (r.typed) {
      list.push(newDirent(entry, r.form));
      continue;
    }
    // Below the directory itself, names are paths relative to it.
    std::string name = entry.name;
    if (entry.parent.size() > r.path.size()) {
      std::string inner = entry.parent.substr(r.path.size());
      while (inner.starts_with('/')) inner.erase(0, 1);
      name = inner + "/" + name;
    }
    list.push(textResult(name, r.form));
  }
  return box(newArrayFrom(list));
}

Value errorOf(const FsRequest& r) {
  if (!r.is_directory_error) return box(newSystemError(r.error, r.syscall, r.error_path, r.error_dest));
  std::string text = std::string("Path is a directory: ") + r.syscall + " returned EISDIR (" +
                     (std::string_view(r.syscall) == "cp" ? r.error_path + " is a directory (not copied)"
                                                          : "is a directory") +
                     ") " + r.error_path;
  Object* e = newErrorWithCode(ErrorType::Error, "ERR_FS_EISDIR", text);
  putDirect(e, PropertyKey::atom(atoms.name), box(internAscii("SystemError")), kHidden);
  Object* info = newObject();
  createDataProperty(info, atomKey("code"), box(internAscii("EISDIR")));
  createDataProperty(info, atomKey("message"), box(internAscii("is a directory")));
  createDataProperty(info, atomKey("path"), box(newUtf8(r.error_path)));
  createDataProperty(info, atomKey("syscall"), box(internAscii(r.syscall)));
  int number = std::string_view(r.syscall) == "cp" ? EINVAL : EISDIR;  // as Node has it
  createDataProperty(info, atomKey("errno"), Value::int32(number));
  createDataProperty(e, atomKey("info"), box(info));
  createDataProperty(e, atomKey("errno"), Value::int32(number));
  createDataProperty(e, atomKey("syscall"), box(internAscii(r.syscall)));
  createDataProperty(e, atomKey("path"), box(newUtf8(r.error_path)));
  return box(e);
}

}  // namespace kiln::rt
