// node:fs/promises: the operations that return promises, and FileHandle.
#include <unistd.h>

#include <memory>

#include "runtime/entry/modules.h"
#include "runtime/jobs/jobs.h"
#include "stdlib/node/fs_arguments.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/uv_error.h"

// Written in JavaScript, and linked when the program names what they are for.
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_fs_watch __attribute__((weak));
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_file_handle __attribute__((weak));
extern "C" const kiln::abi::ModuleInfo kiln_module_internal_file_handle_reading __attribute__((weak));

namespace kiln::rt {
namespace {

struct FileHandle : Object {
  int fd;  // -1: closed
};
const ClassInfo handle_class = {.name = "FileHandle"};
Object* handle_prototype;
Shape* handle_shape;

const FsOperation* operationOf(Args& args) {
  return reinterpret_cast<const FsOperation*>(args.callee->captures[0].bits);
}

FileHandle* handleOf(Value v) {
  return isObject(v) && asObject(v)->shape->class_info == &handle_class
             ? static_cast<FileHandle*>(asObject(v))
             : nullptr;
}

template <typename Body>
Value rejecting(Body&& body) {
  try {
    return body();
  } catch (Thrown&) {
    Promise* promise = newPromise();
    rejectPromise(promise, pendingException());
    return box(promise);
  }
}

Value start(const FsOperation* operation, const FsArguments& arguments,
            Value (*transform)(FsRequest&) = nullptr, bool of_handle = false) {
  return rejecting([&] {
    auto r = std::make_unique<FsRequest>();
    r->operation = operation;
    // Tells the argument reader that this is fs.promises: iterables of contents are welcome.
    r->quiet = !of_handle;
    operation->arguments(arguments, *r);
    r->quiet = false;
    if (Value abortion = r->signal.isUndefined() ? Value::empty() : abortionOf(r->signal); !abortion.isEmpty()) throwValue(abortion);
    return runWithPromise(r.release(), transform);
  });
}

Value callPromise(Args& args) {
  return start(operationOf(args), {args.values, args.count});
}

Value handleResult(FsRequest& r) {
  return newFileHandle(static_cast<int>(r.count));
}
Value openPromise(Args& args) {
  return start(findOperation("open"), {args.values, args.count}, handleResult);
}

// --- FileHandle: the descriptor's operations

Value pairOf(const char* name, FsRequest& r, const char* second) {
  Object* o = newObjectWithPrototype(nullptr);
  createDataProperty(o, atomKey(name), Value::number(r.count));
  createDataProperty(o, atomKey(second), r.buffer);
  return box(o);
}
Value readResult(FsRequest& r) {
  return pairOf("bytesRead", r, "buffer");
}
Value writeResult(FsRequest& r) {
  return pairOf("bytesWritten", r, "buffer");
}
Value readvResult(FsRequest& r) {
  return pairOf("bytesRead", r, "buffers");
}
Value writevResult(FsRequest& r) {
  return pairOf("bytesWritten", r, "buffers");
}

struct HandleMethod {
  const char *name, *operation;
  Value (*transform)(FsRequest&);
};
constexpr HandleMethod kHandleMethods[] = {
    {"appendFile", "appendFile", nullptr},
    {"chmod", "fchmod", nullptr},
    {"chown", "fchown", nullptr},
    {"datasync", "fdatasync", nullptr},
    {"sync", "fsync", nullptr},
    {"read", "read", readResult},
    {"readv", "readv", readvResult},
    {"readFile", "readFile", nullptr},
    {"stat", "fstat", nullptr},
    {"truncate", "ftruncate", nullptr},
    {"utimes", "futimes", nullptr},
    {"write", "write", writeResult},
    {"writev", "writev", writevResult},
    {"writeFile", "writeFile", nullptr},
    {"close", "close", nullptr},
};

Value callHandle(Args& args) {
  auto* method = reinterpret_cast<const HandleMethod*>(args.callee->captures[0].bits);
  return rejecting([&] {
    FileHandle* handle = handleOf(args.this_value);
    if (handle == nullptr) throwInvalidArgType("filehandle", "an instance of FileHandle", args.this_value);
    std::string_view name = method->name;
    if (handle->fd < 0) {
      if (name == "close") {
        Promise* done = newPromise();
        resolvePromise(done, Value::undefined());
        return box(done);
      }
      Object* e = newErrorWithCode(ErrorType::Error, "EBADF", "file closed");
      createDataProperty(e, atomKey("syscall"), box(internAscii(method->name)));
      throwValue(box(e));
    }
    ArgumentBuffer values(args.count + 1);
    values[0] = Value::int32(handle->fd);
    std::copy(args.values, args.values + args.count, values.data() + 1);
    if (name == "close") handle->fd = -1;
    return start(findOperation(method->operation), {values.data(), args.count + 1}, method->transform, true);
  });
}

Value lchmodPromise(Args&) {
  return rejecting([]() -> Value {
    throwWithCode(ErrorType::Error, "ERR_METHOD_NOT_IMPLEMENTED", "The lchmod() method is not implemented");
  });
}

// Modules that add to the prototype of FileHandle.
void extendHandle(const ModuleInfo* module) {
  if (module != nullptr) callWith(requireModule(module, nullptr), Value::undefined(), box(handle_prototype));
}

Value fdGetter(Args& args) {
  FileHandle* handle = handleOf(args.this_value);
  return handle == nullptr ? Value::undefined() : Value::int32(handle->fd);
}
Value handleEntry(Args&) {
  throwTypeError("Illegal constructor");
}

void initialise() {
  if (handle_prototype != nullptr) return;
  handle_prototype = newObject();
  handle_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, handle_prototype, &handle_class);
  defineConstructor("FileHandle", KILN_NATIVE(handleEntry), 0, handle_prototype, false);
  for (const HandleMethod& method : kHandleMethods) {
    Function* f = newNative(internAscii(method.name), KILN_NATIVE(callHandle), 0, 0, 1);
    f->captures[0] = Value::raw(reinterpret_cast<uint64_t>(&method));
    defineHidden(handle_prototype, atomKey(method.name), box(f));
  }
  defineGetter(handle_prototype, "fd", KILN_NATIVE(fdGetter));
}

}  // namespace

Value newFileHandle(int fd) {
  initialise();
  auto* handle = static_cast<FileHandle*>(newNativeObject(sizeof(FileHandle), handle_shape));
  handle->fd = fd;
  return box(handle);
}
int descriptorOfHandle(Value v) {
  FileHandle* handle = handleOf(v);
  return handle == nullptr ? -1 : handle->fd;
}

void fillFsPromises(Object* exports) {
  initialise();
  for (size_t i = 0; i < kFsOperationCount; ++i) {
    const FsOperation& operation = kFsOperations[i];
    if (!operation.on_path) continue;
    Function* f = newNative(internAscii(operation.name), KILN_NATIVE(callPromise), operation.length, 0, 1);
    f->captures[0] = Value::raw(reinterpret_cast<uint64_t>(&operation));
    createDataProperty(exports, atomKey(operation.name), box(f));
  }
  createDataProperty(exports, atomKey("open"),
                     box(newNative(internAscii("open"), KILN_NATIVE(openPromise), 3)));
  createDataProperty(exports, atomKey("lchmod"),
                     box(newNative(internAscii("lchmod"), KILN_NATIVE(lchmodPromise), 2)));
  createDataProperty(exports, atomKey("constants"), box(fsConstants()));
  if (&kiln_module_internal_fs_watch != nullptr) {
    Object* watch = asObject(requireModule(&kiln_module_internal_fs_watch, nullptr));
    createDataProperty(exports, atomKey("watch"), get(watch, atomKey("watchPromises")));
  }
  extendHandle(&kiln_module_internal_file_handle);
  extendHandle(&kiln_module_internal_file_handle_reading);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(fs_promises, "fs/promises", ::kiln::rt::fillFsPromises)
