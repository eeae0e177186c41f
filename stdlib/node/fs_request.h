// One call of the file system: its arguments in plain memory, the work (on any thread, no JavaScript), its
// outcome.
//
// The three forms of every operation (fs.xSync, fs.x with a callback, fs.promises.x) share a row of the table
// in fs_operations.cpp: arguments -> request, work, request -> result.
#pragma once
#include <uv.h>

#include <string>
#include <string_view>
#include <vector>

#include "runtime/loop/loop.h"
#include "stdlib/node/buffer.h"

namespace kiln::rt {

// How names and contents come back: a Buffer or a string.
struct TextForm {
  bool buffer = false;
  Encoding encoding = Encoding::Utf8;
};

struct DirectoryEntry {
  std::string parent, name;
  uv_dirent_type_t type;
};

struct FsRequest;
struct FsArguments {
  const Value* values;
  uint32_t count;
  Value operator[](uint32_t i) const { return i < count ? values[i] : Value::undefined(); }
};

struct FsOperation {
  const char* name;
  uint16_t length;  // of the synchronous form
  void (*arguments)(const FsArguments&, FsRequest&);
  void (*work)(FsRequest&);
  Value (*result)(FsRequest&);
  // Rounds that Node's own implementation takes through its thread pool: the order of callbacks depends on
  // it.
  int rounds;
  bool on_path;  // there is a fs.promises form
};

struct FsRequest {
  const FsOperation* operation = nullptr;
  // --- arguments
  std::string path, dest, bytes;
  int fd = -1;
  int flags = 0;
  uint32_t mode = 0666;
  uint32_t uid = 0, gid = 0;
  int64_t position = -1;  // -1: where the descriptor is
  uint8_t* data = nullptr;
  size_t length = 0;
  std::vector<uv_buf_t> parts;  // readv, writev
  double atime = 0, mtime = 0;
  bool recursive = false, force = false, typed = false, bigint = false, quiet = false, exclusive = false;
  bool keep_times = false, dereference = false;
  TextForm form;
  // --- outcome
  int error = 0;  // errno's value
  const char* syscall = "";
  std::string error_path, error_dest;
  bool is_directory_error = false;  // ERR_FS_EISDIR
  int64_t count = 0;
  uv_stat_t stat{};
  uv_statfs_t space{};
  std::vector<DirectoryEntry> entries;
  std::string text;
  std::string_view carried{};  // in place of the text: contents that the executable holds
  bool has_text = false;
  // --- asynchronous forms
  Value buffer = Value::undefined();  // what read and write hand back; kept alive through `root`
  Value signal = Value::undefined();  // an AbortSignal that gives the call up; kept alive through `root`
  Root* root = nullptr;               // [callback or promise, buffer, transform, signal]
  uv_work_t worker{};
  int rounds_left = 0;

  bool fail(int code, const char* call, const std::string& at = "", const std::string& to = "") {
    error = code < 0 ? -code : code;
    syscall = call;
    error_path = at;
    error_dest = to;
    return false;
  }
};

// Runs the work on the thread pool, then calls back, or settles the promise that it returns.
void runWithCallback(FsRequest* request, Value callback);
Value runWithPromise(FsRequest* request, Value (*transform)(FsRequest&) = nullptr);
Value runNow(FsRequest& request);
Value errorOf(const FsRequest& request);
// What a call gets whose signal is aborted, empty when it is not. May run user code: the signal may be an object of the program.
Value abortionOf(Value signal);

// --- arguments (fs_arguments.cpp)
std::string pathArgument(Value v, const char* name = "path");
int descriptorArgument(Value v);
Value optionOf(Value options, const char* name);
TextForm formOf(Value options, bool buffer_by_default);
// Node's toUnixTimestamp
double timeArgument(Value v);

// --- results (fs_results.cpp)
Value newStats(const FsRequest& request);
Value newNames(FsRequest& request);
Value newDirent(const DirectoryEntry& entry, const TextForm& form);
Value textResult(std::string_view text, const TextForm& form);
Object* statsConstructor();
Object* direntConstructor();

// --- the table (fs_operations.cpp)
const FsOperation* findOperation(std::string_view name);
extern const FsOperation kFsOperations[];
extern const size_t kFsOperationCount;

// --- the modules
Object* fsConstants();
Value openDirectory(FsRequest& request);  // a Dir
Object* dirConstructor();
Value newFileHandle(int fd);
int descriptorOfHandle(Value v);  // -1: no FileHandle

}  // namespace kiln::rt
