// How a child process is started: what spawn and spawnSync have in common.
#pragma once
#include <uv.h>

#include <memory>
#include <string>
#include <vector>

#include "runtime/object/object.h"

namespace kiln::rt {

// The strings that libuv's options point into live as long as this.
struct SpawnRequest {
  std::string file, cwd;
  std::vector<std::string> args, env;
  std::vector<char*> arg_pointers, env_pointers;
  std::vector<uv_stdio_container_t> stdio;
  uv_process_options_t options{};
};

// From {file, args, cwd, envPairs, detached, uid, gid}, checked already; undefined is "as the parent". The
// caller adds `stdio` and calls finishRequest. May run no user code: the object is made by
// lib/child_process.js.
void readRequest(Object* from, SpawnRequest* request);
void finishRequest(SpawnRequest* request, uv_exit_cb on_exit);

// What lib/child_process.js holds of a native object: an array with its address, empty once it is closed.
Value newHandle(void* native);
void clearHandle(Value handle);
void* nativeOf(Value handle);  // nullptr once it is closed

void defineSynchronousSpawn(Object* exports);

}  // namespace kiln::rt
