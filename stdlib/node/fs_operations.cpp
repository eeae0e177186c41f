// The table of node:fs's operations: how arguments become a request and a request a result.
#include <fcntl.h>

#include "stdlib/node/fs_arguments.h"
#include "stdlib/node/fs_work.h"

namespace kiln::rt {
namespace {

Value nothing(FsRequest&) {
  return Value::undefined();
}
Value count(FsRequest& r) {
  return Value::number(r.count);
}
Value text(FsRequest& r) {
  return textResult(r.carried.data() != nullptr ? r.carried : r.text, r.form);
}
Value firstMade(FsRequest& r) {
  return r.has_text ? box(newUtf8(r.text)) : Value::undefined();
}
Value stats(FsRequest& r) {
  return newStats(r);
}
Value space(FsRequest& r) {
  Object* o = newObject();
  const std::pair<const char*, uint64_t> numbers[] = {
      {"type", r.space.f_type},   {"bsize", r.space.f_bsize},   {"blocks", r.space.f_blocks},
      {"bfree", r.space.f_bfree}, {"bavail", r.space.f_bavail}, {"files", r.space.f_files},
      {"ffree", r.space.f_ffree}};
  for (const auto& [name, n] : numbers) {
    createDataProperty(o, atomKey(name),
                       r.bigint ? bigintFromUint64(n) : Value::number(static_cast<double>(n)));
  }
  return box(o);
}

bool flag(Value options, const char* name) {
  return toBoolean(optionOf(options, name));
}
uint32_t identifier(Value v, const char* name) {
  return static_cast<uint32_t>(static_cast<int64_t>(validateInteger(v, name, -1, 4294967295.0)));
}

void onlyPath(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
}
void onlyDescriptor(const FsArguments& a, FsRequest& r) {
  r.fd = descriptorArgument(a[0]);
}

void accessArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
  r.mode = 0;
  if (a[1].isNullish()) return;
  double mode = validateNumber(a[1], "mode");
  if (!(mode >= 0 && mode <= 7) || std::trunc(mode) != mode)
    throwWithCode(ErrorType::RangeError, "ERR_OUT_OF_RANGE", "mode is out of range: >= 0 && <= 7");
  r.mode = static_cast<uint32_t>(mode);
}

void openArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
  r.flags = flagsArgument(a[1], O_RDONLY);
  r.mode = modeArgument(a[2], 0666);
}

void useBuffer(FsRequest& r, Value buffer) {
  Bytes bytes{};
  if (isAnyArrayBuffer(buffer) || !bytesOfView(buffer, &bytes))
    throwInvalidArgType("buffer", "an instance of Buffer, TypedArray, or DataView", buffer);
  r.buffer = buffer;
  r.data = bytes.data;
  r.length = bytes.length;
}

// offset, length and position of a read or write on the request's buffer.
void useRange(FsRequest& r, Value offset_value, Value length_value, Value position, bool writing) {
  auto size = static_cast<double>(r.length);
  double offset =
      offset_value.isNullish() ? 0 : validateInteger(offset_value, "offset", 0, 9007199254740991.0);
  if (offset > size) throwOutOfRange("offset", "<= " + toUtf8(numberToString(size)), offset_value);
  double length = size - offset;
  if (!length_value.isNullish() && (writing || length_value.isNumber())) {
    length = validateInteger(length_value, "length");
    if (length < 0) throwOutOfRange("length", ">= 0", length_value);
    if (length > size - offset)
      throwOutOfRange("length", "<= " + toUtf8(numberToString(size - offset)), length_value);
  }
  r.position = positionArgument(position);
  r.data += static_cast<size_t>(offset);
  r.length = static_cast<size_t>(length);
}

// (fd, buffer, offset, length, position), (fd, buffer, options), (fd, options), (fd)
void readArguments(const FsArguments& a, FsRequest& r) {
  constexpr size_t kDefaultBuffer = 16384;
  r.fd = descriptorArgument(a[0]);
  Value buffer = a[1], options = Value::undefined();
  Bytes unused{};
  bool has_buffer = !isAnyArrayBuffer(buffer) && bytesOfView(buffer, &unused);
  if (!has_buffer && (a.count <= 1 || (isObject(buffer) && !isCallable(buffer)))) {
    options = buffer;
    buffer = optionOf(options, "buffer");
    if (buffer.isUndefined()) buffer = box(newBuffer(kDefaultBuffer));
  } else if (a.count == 3) {
    options = a[2];
    if (!options.isNullish()) validateObject(options, "options");
  }
  useBuffer(r, buffer);
  if (isObject(options) || a.count < 3)
    return useRange(r, optionOf(options, "offset"), optionOf(options, "length"),
                    optionOf(options, "position"), false);
  useRange(r, a[2], a[3], a[4], false);
}

// (fd, buffer, offset, length, position), (fd, buffer, options), (fd, string, position, encoding)
void writeArguments(const FsArguments& a, FsRequest& r) {
  r.fd = descriptorArgument(a[0]);
  if (isString(a[1])) {
    r.buffer = a[1];
    r.position = a[2].isNumber() ? positionArgument(a[2]) : -1;
    contentsOf(a[1], r.bytes, a[3]);
    return;
  }
  Bytes bytes{};
  if (isAnyArrayBuffer(a[1]) || !bytesOfView(a[1], &bytes))
    throwInvalidArgType("buffer", "of type string or an instance of Buffer, TypedArray, or DataView", a[1]);
  useBuffer(r, a[1]);
  if (isObject(a[2]))
    return useRange(r, optionOf(a[2], "offset"), optionOf(a[2], "length"), optionOf(a[2], "position"), true);
  useRange(r, a[2], a[3], a[4], true);
}

void vectorArguments(const FsArguments& a, FsRequest& r) {
  r.fd = descriptorArgument(a[0]);
  if (!isArray(a[1])) throwInvalidArgType("buffers", "an instance of ArrayBufferView[]", a[1]);
  for (Value part : listFromArrayLike(a[1])) {
    Bytes bytes{};
    if (isAnyArrayBuffer(part) || !bytesOfView(part, &bytes))
      throwInvalidArgType("buffers", "an instance of ArrayBufferView[]", a[1]);
    r.parts.push_back(uv_buf_init(reinterpret_cast<char*>(bytes.data), static_cast<unsigned>(bytes.length)));
  }
  r.buffer = a[1];
  r.position = a[2].isNumber() ? positionArgument(a[2]) : -1;
}

void statArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
  r.bigint = flag(a[1], "bigint");
  r.quiet = optionOf(a[1], "throwIfNoEntry").isFalse();
}
void fstatArguments(const FsArguments& a, FsRequest& r) {
  r.fd = descriptorArgument(a[0]);
  r.bigint = flag(a[1], "bigint");
}

void readdirArguments(const FsArguments& a, FsRequest& r) {
  r.form = formOf(a[1], false);
  r.path = pathArgument(a[0]);
  r.typed = flag(a[1], "withFileTypes");
  r.recursive = flag(a[1], "recursive");
}
void textArguments(const FsArguments& a, FsRequest& r) {
  r.form = formOf(a[1], false);
  r.path = pathArgument(a[0]);
}
void prefixArguments(const FsArguments& a, FsRequest& r) {
  r.form = formOf(a[1], false);
  r.path = pathArgument(a[0], "prefix");
}

void mkdirArguments(const FsArguments& a, FsRequest& r) {
  Value mode = isObject(a[1]) ? optionOf(a[1], "mode") : a[1];
  r.path = pathArgument(a[0]);
  Value recursive = optionOf(a[1], "recursive");
  if (!recursive.isUndefined()) validateBoolean(recursive, "options.recursive");
  r.recursive = recursive.isTrue();
  r.mode = modeArgument(mode, 0777);
}
void removeArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
  if (!a[1].isNullish()) validateObject(a[1], "options");
  r.force = flag(a[1], "force");
  r.recursive = flag(a[1], "recursive");
}
void rmdirArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
}

void twoPaths(const FsArguments& a, FsRequest& r, const char* from, const char* to) {
  r.path = pathArgument(a[0], from);
  r.dest = pathArgument(a[1], to);
}
void renameArguments(const FsArguments& a, FsRequest& r) {
  twoPaths(a, r, "oldPath", "newPath");
}
void linkArguments(const FsArguments& a, FsRequest& r) {
  twoPaths(a, r, "existingPath", "newPath");
}
void symlinkArguments(const FsArguments& a, FsRequest& r) {
  twoPaths(a, r, "target", "path");
}
void copyArguments(const FsArguments& a, FsRequest& r) {
  twoPaths(a, r, "src", "dest");
  if (!a[2].isNullish()) r.flags = static_cast<int>(validateInteger(a[2], "mode", 0, 7));
}
void cpArguments(const FsArguments& a, FsRequest& r) {
  twoPaths(a, r, "src", "dest");
  if (!a[2].isNullish()) validateObject(a[2], "options");
  r.recursive = flag(a[2], "recursive");
  Value force = optionOf(a[2], "force");
  r.force = force.isUndefined() || toBoolean(force);
  r.exclusive = flag(a[2], "errorOnExist");
  r.keep_times = flag(a[2], "preserveTimestamps");
  r.dereference = flag(a[2], "dereference");
}

void truncateArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
  if (!a[1].isNullish()) r.count = static_cast<int64_t>(std::max(0.0, validateInteger(a[1], "len")));
}
void ftruncateArguments(const FsArguments& a, FsRequest& r) {
  r.fd = descriptorArgument(a[0]);
  if (!a[1].isNullish()) r.count = static_cast<int64_t>(std::max(0.0, validateInteger(a[1], "len")));
}
void requireMode(const FsArguments& a, FsRequest& r) {
  if (a[1].isNullish()) throwInvalidArgType("mode", "of type number", a[1]);
  r.mode = modeArgument(a[1], 0);
}
void chmodArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
  requireMode(a, r);
}
void fchmodArguments(const FsArguments& a, FsRequest& r) {
  r.fd = descriptorArgument(a[0]);
  requireMode(a, r);
}
void chownArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
  r.uid = identifier(a[1], "uid");
  r.gid = identifier(a[2], "gid");
}
void fchownArguments(const FsArguments& a, FsRequest& r) {
  r.fd = descriptorArgument(a[0]);
  r.uid = identifier(a[1], "uid");
  r.gid = identifier(a[2], "gid");
}
void utimesArguments(const FsArguments& a, FsRequest& r) {
  r.path = pathArgument(a[0]);
  r.atime = timeArgument(a[1]);
  r.mtime = timeArgument(a[2]);
}
void futimesArguments(const FsArguments& a, FsRequest& r) {
  r.fd = descriptorArgument(a[0]);
  r.atime = timeArgument(a[1]);
  r.mtime = timeArgument(a[2]);
}

// A path, a descriptor or a FileHandle.
void fileArgument(Value v, FsRequest& r) {
  r.fd = descriptorOfHandle(v);
  if (r.fd >= 0) return;
  // fs.promises knows no bare descriptors.
  if (!r.quiet && v.isInt32() && v.asInt32() >= 0)
    r.fd = v.asInt32();
  else
    r.path = pathArgument(v);
}
// An option of what takes several steps.
Value signalArgument(Value options) {
  Value signal = optionOf(options, "signal");
  if (!signal.isUndefined() && !(isObject(signal) && hasProperty(asObject(signal), atomKey("aborted"))))
    throwInvalidArgType("options.signal", "an instance of AbortSignal", signal);
  return signal;
}
void readFileArguments(const FsArguments& a, FsRequest& r) {
  r.form = formOf(a[1], true);
  r.signal = signalArgument(a[1]);
  fileArgument(a[0], r);
  r.flags = flagsArgument(optionOf(a[1], "flag"), O_RDONLY);
}

void contentArguments(const FsArguments& a, FsRequest& r, int flags) {
  checkOptions(a[2]);
  formOf(a[2], false);
  r.signal = signalArgument(a[2]);
  Value encoding = isString(a[2]) ? a[2] : optionOf(a[2], "encoding");
  if (!contentsOf(a[1], r.bytes, encoding)) {
    // fs.promises also takes what yields strings and buffers.
    bool iterable = r.root == nullptr && r.quiet && isObject(a[1]) &&
                    isCallable(get(asObject(a[1]), PropertyKey::symbol(symbols.iterator)));
    if (!iterable)
      throwInvalidArgType("data", "of type string or an instance of Buffer, TypedArray, or DataView", a[1]);
    iterate(a[1], [&](Value part) {
      std::string bytes;
      if (!contentsOf(part, bytes, encoding))
        throwInvalidArgType("data", "of type string or an instance of Buffer, TypedArray, or DataView", part);
      r.bytes += bytes;
      return true;
    });
  }
  fileArgument(a[0], r);
  r.flags = flagsArgument(optionOf(a[2], "flag"), flags);
  r.mode = modeArgument(optionOf(a[2], "mode"), 0666);
}
void writeFileArguments(const FsArguments& a, FsRequest& r) {
  contentArguments(a, r, O_TRUNC | O_CREAT | O_WRONLY);
}
void appendFileArguments(const FsArguments& a, FsRequest& r) {
  contentArguments(a, r, O_APPEND | O_CREAT | O_WRONLY);
}

}  // namespace

const FsOperation kFsOperations[] = {
    {"appendFile", 3, appendFileArguments, work::writeFile, nothing, 3, true},
    {"access", 2, accessArguments, work::access, nothing, 1, true},
    {"chown", 3, chownArguments, work::chown, nothing, 1, true},
    {"chmod", 2, chmodArguments, work::chmod, nothing, 1, true},
    {"close", 1, onlyDescriptor, work::close, nothing, 1, false},
    {"copyFile", 3, copyArguments, work::copyFile, nothing, 1, true},
    {"cp", 3, cpArguments, work::cp, nothing, 3, true},
    {"fchown", 3, fchownArguments, work::fchown, nothing, 1, false},
    {"fchmod", 2, fchmodArguments, work::fchmod, nothing, 1, false},
    {"fdatasync", 1, onlyDescriptor, work::fdatasync, nothing, 1, false},
    {"fstat", 2, fstatArguments, work::fstat, stats, 1, false},
    {"fsync", 1, onlyDescriptor, work::fsync, nothing, 1, false},
    {"ftruncate", 2, ftruncateArguments, work::ftruncate, nothing, 1, false},
    {"futimes", 3, futimesArguments, work::futimes, nothing, 1, false},
    {"lchown", 3, chownArguments, work::lchown, nothing, 1, true},
    {"link", 2, linkArguments, work::link, nothing, 1, true},
    {"lstat", 2, statArguments, work::lstat, stats, 1, true},
    {"lutimes", 3, utimesArguments, work::lutimes, nothing, 1, true},
    {"mkdir", 2, mkdirArguments, work::mkdir, firstMade, 1, true},
    {"mkdtemp", 2, prefixArguments, work::mkdtemp, text, 1, true},
    {"open", 3, openArguments, work::open, count, 1, false},
    {"opendir", 2, textArguments, work::opendir, openDirectory, 1, true},
    {"readdir", 2, readdirArguments, work::readdir, newNames, 1, true},
    {"read", 5, readArguments, work::read, count, 1, false},
    {"readv", 3, vectorArguments, work::readv, count, 1, false},
    {"readFile", 2, readFileArguments, work::readFile, text, 4, true},
    {"readlink", 2, textArguments, work::readlink, text, 1, true},
    {"realpath", 2, textArguments, work::realpath, text, 2, true},
    {"realpath.native", 2, textArguments, work::nativeRealpath, text, 1, false},
    {"rename", 2, renameArguments, work::rename, nothing, 1, true},
    {"rm", 2, removeArguments, work::rm, nothing, 2, true},
    {"rmdir", 2, rmdirArguments, work::rmdir, nothing, 1, true},
    {"stat", 2, statArguments, work::stat, stats, 1, true},
    {"statfs", 2, statArguments, work::statfs, space, 1, true},
    {"symlink", 3, symlinkArguments, work::symlink, nothing, 1, true},
    {"truncate", 2, truncateArguments, work::truncate, nothing, 3, true},
    {"unlink", 1, onlyPath, work::unlink, nothing, 1, true},
    {"utimes", 3, utimesArguments, work::utimes, nothing, 1, true},
    {"writeFile", 3, writeFileArguments, work::writeFile, nothing, 3, true},
    {"write", 5, writeArguments, work::write, count, 1, false},
    {"writev", 3, vectorArguments, work::writev, count, 1, false},
};
const size_t kFsOperationCount = std::size(kFsOperations);

const FsOperation* findOperation(std::string_view name) {
  for (const FsOperation& operation : kFsOperations) {
    if (operation.name == name) return &operation;
  }
  return nullptr;
}

}  // namespace kiln::rt
