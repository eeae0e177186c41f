// node:fs: the synchronous and the callback form of every operation, constants.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

#include "runtime/entry/modules.h"
#include "runtime/jobs/jobs.h"
#include "stdlib/node/fs_assets.h"
#include "stdlib/node/fs_request.h"
#include "stdlib/node/native_module.h"

extern "C" const kiln::abi::ModuleInfo kiln_module_fs_promises;
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_fs_streams __attribute__((weak));
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_file_blob __attribute__((weak));
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_fs_watch __attribute__((weak));

namespace kiln::rt {
namespace {

const FsOperation* operationOf(Args& args) {
  return reinterpret_cast<const FsOperation*>(args.callee->captures[0].bits);
}

// On any thread.
void perform(FsRequest& r) {
  if (!assets::perform(r)) r.operation->work(r);
}

// The work is done in the first round; the others only wait as long as Node would.
void startRound(FsRequest* r);
void afterRound(uv_work_t* worker, int) {
  auto* r = static_cast<FsRequest*>(worker->data);
  Value signal = asObject(r->root->value)->elements->data[3];
  Value abortion = signal.isUndefined() ? Value::empty() : abortionOf(signal);
  if (--r->rounds_left > 0 && r->error == 0 && abortion.isEmpty()) return startRound(r);
  AsyncContext* context = r->root->context;
  Object* kept = asObject(dropRoot(r->root));
  Value target = kept->elements->data[0];
  Value transform = kept->elements->data[2];
  asCallback(context, [&] {
    bool failed = r->error != 0 || !abortion.isEmpty();
    Value outcome, extra = r->buffer;
    if (!abortion.isEmpty()) {
      outcome = abortion;
    } else if (failed) {
      outcome = errorOf(*r);
    } else if (transform.isUndefined()) {
      try {
        outcome = r->operation->result(*r);
      } catch (Thrown&) {
        outcome = pendingException();
        failed = true;
      }
    } else {
      outcome = reinterpret_cast<Value (*)(FsRequest&)>(transform.bits & ~kNumberTag)(*r);
    }
    delete r;
    if (isPromise(target)) {
      auto* promise = static_cast<Promise*>(asObject(target));
      failed ? rejectPromise(promise, outcome) : resolvePromise(promise, outcome);
    } else if (failed) {
      callWith(target, Value::undefined(), outcome);
    } else if (!extra.isUndefined()) {
      callWith(target, Value::undefined(), Value::null(), outcome, extra);
    } else if (outcome.isUndefined()) {
      callWith(target, Value::undefined(), Value::null());
    } else {
      callWith(target, Value::undefined(), Value::null(), outcome);
    }
  });
}
void startRound(FsRequest* r) {
  bool first = r->rounds_left == r->operation->rounds;
  uv_queue_work(eventLoop(), &r->worker,
                first ? [](uv_work_t* w) {
                  auto* request = static_cast<FsRequest*>(w->data);
                  perform(*request);
                } : [](uv_work_t*) {},
                afterRound);
}
void start(FsRequest* r, Value target, Value transform) {
  Value kept[] = {target, r->buffer, transform, r->signal};
  r->root = addRoot(box(newArrayOf(kept, 4)), isPromise(target) ? "FSREQPROMISE" : "FSREQCALLBACK");
  r->worker.data = r;
  r->rounds_left = r->operation->rounds;
  startRound(r);
}

// Where an operation takes options in front of its callback; 0: nowhere, or they stand for a callback that is missing.
uint32_t optionsOf(const std::string& operation) {
  for (const char* name : {"access", "fstat", "lstat", "mkdir", "mkdtemp", "opendir", "readdir", "readlink", "realpath", "rm",
                           "rmdir", "stat", "statfs"}) {
    if (operation == name) return 1;
  }
  return operation == "copyFile" || operation == "cp" ? 2 : 0;
}

Value callbackOf(Args& args, const std::string& operation) {
  Value last = args.count <= 1 ? Value::undefined() : args[args.count - 1];
  uint32_t options = optionsOf(operation);
  if (!isCallable(last)) validateFunction(options != 0 && args.count == options + 1 ? Value::undefined() : last, "cb");
  return last;
}

Value callSync(Args& args) {
  FsRequest r;
  r.operation = operationOf(args);
  r.operation->arguments({args.values, args.count}, r);
  return runNow(r);
}
Value callAsync(Args& args) {
  Value callback = callbackOf(args, operationOf(args)->name);
  auto r = std::make_unique<FsRequest>();
  r->operation = operationOf(args);
  r->operation->arguments({args.values, args.count - 1}, *r);
  if (Value abortion = r->signal.isUndefined() ? Value::empty() : abortionOf(r->signal); !abortion.isEmpty()) {
    callWith(callback, Value::undefined(), abortion);
    return Value::undefined();
  }
  runWithCallback(r.release(), callback);
  return Value::undefined();
}

Function* form(const FsOperation& operation, const std::string& name, Code entry, uint16_t length) {
  Function* f = newNative(intern(newUtf8(name)), entry, length, 0, 1);
  f->captures[0] = Value::raw(reinterpret_cast<uint64_t>(&operation));
  return f;
}

bool pathExists(Value v) {
  try {
    return assets::exists(pathArgument(v));
  } catch (Thrown&) {
    return false;
  }
}
Value existsSync(Args& args) {
  return Value::boolean(pathExists(args[0]));
}
Value tellExistence(Args& args) {
  return callWith(args.callee->captures[0], Value::undefined(), Value::boolean(args[0].isNull()));
}
Value exists(Args& args) {
  Value callback = callbackOf(args, "exists");
  Function* tell = newNative(atoms.empty, KILN_NATIVE(tellExistence), 1, 0, 1);
  tell->captures[0] = callback;
  auto* r = new FsRequest;
  r->operation = findOperation("access");
  r->mode = F_OK;
  try {
    r->path = pathArgument(args[0]);
  } catch (Thrown&) {
    delete r;
    return callWith(callback, Value::undefined(), Value::boolean(false));
  }
  runWithCallback(r, box(tell));
  return Value::undefined();
}

// Written in JavaScript, and linked when the program names one of them.
struct LazyMember {
  const char* name;
  const ModuleInfo* module;
};
const LazyMember kLazyMembers[] = {
    {"createReadStream", &kiln_module_internal_fs_streams},  {"createWriteStream", &kiln_module_internal_fs_streams},
    {"ReadStream", &kiln_module_internal_fs_streams},        {"WriteStream", &kiln_module_internal_fs_streams},
    {"FileReadStream", &kiln_module_internal_fs_streams},    {"FileWriteStream", &kiln_module_internal_fs_streams},
    {"watch", &kiln_module_internal_fs_watch},               {"watchFile", &kiln_module_internal_fs_watch},
    {"unwatchFile", &kiln_module_internal_fs_watch},         {"openAsBlob", &kiln_module_internal_file_blob},
};
Value defineMember(Args& args, const LazyMember& member, Value v) {
  defineOwnProperty(asObject(args.this_value), atomKey(member.name), PropertyDescriptor::data(v, kDefault), false);
  return v;
}
Value memberGetter(Args& args) {
  const LazyMember& member = kLazyMembers[args.callee->captures[0].asInt32()];
  if (member.module == nullptr) return Value::undefined();
  return defineMember(args, member, get(asObject(requireModule(member.module, nullptr)), atomKey(member.name)));
}
Value memberSetter(Args& args) {
  defineMember(args, kLazyMembers[args.callee->captures[0].asInt32()], args[0]);
  return Value::undefined();
}
void defineLazyMembers(Object* exports) {
  int32_t index = 0;
  for (const LazyMember& member : kLazyMembers) {
    Function* getter = newNative(internAscii("get"), KILN_NATIVE(memberGetter), 0, 0, 1);
    Function* setter = newNative(internAscii("set"), KILN_NATIVE(memberSetter), 1, 0, 1);
    getter->captures[0] = setter->captures[0] = Value::int32(index++);
    putAccessor(exports, atomKey(member.name), box(getter), box(setter), kEnumerable | kConfigurable);
  }
}

Value toUnixTimestamp(Args& args) {
  return Value::number(timeArgument(args[0]));
}

Value promisesGetter(Args&) {
  return requireModule(&kiln_module_fs_promises, nullptr);
}

}  // namespace

Value runNow(FsRequest& r) {
  perform(r);
  if (r.error == ENOENT && r.quiet) return Value::undefined();
  if (r.error != 0) throwValue(errorOf(r));
  return r.operation->result(r);
}
Value abortionOf(Value signal) {
  if (!isObject(signal)) return Value::empty();
  try {
    if (!toBoolean(get(asObject(signal), atomKey("aborted")))) return Value::empty();
    Object* error = newError(ErrorType::Error, newUtf8("The operation was aborted"));
    createDataProperty(error, atomKey("code"), box(internAscii("ABORT_ERR")));
    createDataProperty(error, atomKey("name"), box(internAscii("AbortError")));
    defineValue(error, "cause", get(asObject(signal), atomKey("reason")), kHidden);
    return box(error);
  } catch (Thrown&) {
    return pendingException();
  }
}

void runWithCallback(FsRequest* r, Value callback) {
  start(r, callback, Value::undefined());
}
Value runWithPromise(FsRequest* r, Value (*transform)(FsRequest&)) {
  Promise* promise = newPromise();
  // As a number: the collector must not take a code address for an object.
  Value kept = transform == nullptr ? Value::undefined()
                                    : Value::raw(reinterpret_cast<uint64_t>(transform) | kNumberTag);
  start(r, box(promise), kept);
  return box(promise);
}

Object* fsConstants() {
  static Object* constants = nullptr;
  if (constants != nullptr) return constants;
  constants = newObjectWithPrototype(nullptr);
  const std::pair<const char*, int> kValues[] = {{"UV_FS_SYMLINK_DIR", 1},
                                                 {"UV_FS_SYMLINK_JUNCTION", 2},
                                                 {"O_RDONLY", O_RDONLY},
                                                 {"O_WRONLY", O_WRONLY},
                                                 {"O_RDWR", O_RDWR},
                                                 {"UV_DIRENT_UNKNOWN", 0},
                                                 {"UV_DIRENT_FILE", 1},
                                                 {"UV_DIRENT_DIR", 2},
                                                 {"UV_DIRENT_LINK", 3},
                                                 {"UV_DIRENT_FIFO", 4},
                                                 {"UV_DIRENT_SOCKET", 5},
                                                 {"UV_DIRENT_CHAR", 6},
                                                 {"UV_DIRENT_BLOCK", 7},
                                                 {"EXTENSIONLESS_FORMAT_JAVASCRIPT", 0},
                                                 {"EXTENSIONLESS_FORMAT_WASM", 1},
                                                 {"S_IFMT", S_IFMT},
                                                 {"S_IFREG", S_IFREG},
                                                 {"S_IFDIR", S_IFDIR},
                                                 {"S_IFCHR", S_IFCHR},
                                                 {"S_IFBLK", S_IFBLK},
                                                 {"S_IFIFO", S_IFIFO},
                                                 {"S_IFLNK", S_IFLNK},
                                                 {"S_IFSOCK", S_IFSOCK},
                                                 {"O_CREAT", O_CREAT},
                                                 {"O_EXCL", O_EXCL},
                                                 {"UV_FS_O_FILEMAP", 0},
                                                 {"O_NOCTTY", O_NOCTTY},
                                                 {"O_TRUNC", O_TRUNC},
                                                 {"O_APPEND", O_APPEND},
                                                 {"O_DIRECTORY", O_DIRECTORY},
                                                 {"O_NOATIME", O_NOATIME},
                                                 {"O_NOFOLLOW", O_NOFOLLOW},
                                                 {"O_SYNC", O_SYNC},
                                                 {"O_DSYNC", O_DSYNC},
                                                 {"O_DIRECT", O_DIRECT},
                                                 {"O_NONBLOCK", O_NONBLOCK},
                                                 {"S_IRWXU", S_IRWXU},
                                                 {"S_IRUSR", S_IRUSR},
                                                 {"S_IWUSR", S_IWUSR},
                                                 {"S_IXUSR", S_IXUSR},
                                                 {"S_IRWXG", S_IRWXG},
                                                 {"S_IRGRP", S_IRGRP},
                                                 {"S_IWGRP", S_IWGRP},
                                                 {"S_IXGRP", S_IXGRP},
                                                 {"S_IRWXO", S_IRWXO},
                                                 {"S_IROTH", S_IROTH},
                                                 {"S_IWOTH", S_IWOTH},
                                                 {"S_IXOTH", S_IXOTH},
                                                 {"F_OK", F_OK},
                                                 {"R_OK", R_OK},
                                                 {"W_OK", W_OK},
                                                 {"X_OK", X_OK},
                                                 {"UV_FS_COPYFILE_EXCL", 1},
                                                 {"COPYFILE_EXCL", 1},
                                                 {"UV_FS_COPYFILE_FICLONE", 2},
                                                 {"COPYFILE_FICLONE", 2},
                                                 {"UV_FS_COPYFILE_FICLONE_FORCE", 4},
                                                 {"COPYFILE_FICLONE_FORCE", 4}};
  for (const auto& [name, value] : kValues) createDataProperty(constants, atomKey(name), Value::int32(value));
  return constants;
}

void fillFs(Object* exports) {
  auto put = [&](Object* target, const char* name, Value v) { createDataProperty(target, atomKey(name), v); };
  for (size_t i = 0; i < kFsOperationCount; ++i) {
    const FsOperation& operation = kFsOperations[i];
    std::string name = operation.name;
    if (size_t dot = name.find('.'); dot != std::string::npos) {
      // realpath.native hangs on realpath.
      std::string outer = name.substr(0, dot), inner = name.substr(dot + 1);
      put(asObject(get(exports, atomKey(outer.c_str()))), inner.c_str(),
          box(form(operation, inner, KILN_NATIVE(callAsync), operation.length)));
      put(asObject(get(exports, atomKey((outer + "Sync").c_str()))), inner.c_str(),
          box(form(operation, inner, KILN_NATIVE(callSync), operation.length)));
      continue;
    }
    put(exports, name.c_str(), box(form(operation, name, KILN_NATIVE(callAsync), operation.length + 1)));
    put(exports, (name + "Sync").c_str(),
        box(form(operation, name + "Sync", KILN_NATIVE(callSync), operation.length)));
  }
  put(exports, "exists", box(newNative(internAscii("exists"), KILN_NATIVE(exists), 2)));
  put(exports, "existsSync", box(newNative(internAscii("existsSync"), KILN_NATIVE(existsSync), 1)));
  defineLazyMembers(exports);
  put(exports, "_toUnixTimestamp", box(newNative(internAscii("toUnixTimestamp"), KILN_NATIVE(toUnixTimestamp), 1)));
  // macOS has them.
  for (const char* name : {"lchmod", "lchmodSync"}) put(exports, name, Value::undefined());
  put(exports, "Dirent", box(direntConstructor()));
  put(exports, "Stats", box(statsConstructor()));
  put(exports, "Dir", box(dirConstructor()));
  for (const char* name : {"F_OK", "R_OK", "W_OK", "X_OK"})
    put(exports, name, get(fsConstants(), atomKey(name)));
  put(exports, "constants", box(fsConstants()));
  Value getter = box(newNative(internAscii("get"), KILN_NATIVE(promisesGetter), 0));
  putAccessor(exports, atomKey("promises"), getter, Value::undefined(), kEnumerable | kConfigurable);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE(fs, ::kiln::rt::fillFs)
