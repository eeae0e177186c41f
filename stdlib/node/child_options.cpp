#include "stdlib/node/child_options.h"

#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

std::vector<std::string> textsOf(Value list) {
  std::vector<std::string> texts;
  uint32_t count = asObject(list)->elements->length;
  for (uint32_t i = 0; i < count; ++i) texts.push_back(toUtf8(asObject(list)->elements->data[i]));
  return texts;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

void readRequest(Object* from, SpawnRequest* request) {
  auto option = [&](const char* name) { return get(from, atomKey(name)); };
  uv_process_options_t& options = request->options;
  request->file = toUtf8(option("file"));
  request->args = textsOf(option("args"));
  request->env = textsOf(option("envPairs"));
  if (Value cwd = option("cwd"); !cwd.isNullish()) request->cwd = toUtf8(cwd);
  if (option("detached").isTrue()) options.flags |= UV_PROCESS_DETACHED;
  if (Value uid = option("uid"); !uid.isNullish()) {
    options.flags |= UV_PROCESS_SETUID;
    options.uid = static_cast<uv_uid_t>(uid.asInt32());
  }
  if (Value gid = option("gid"); !gid.isNullish()) {
    options.flags |= UV_PROCESS_SETGID;
    options.gid = static_cast<uv_gid_t>(gid.asInt32());
  }
}

void finishRequest(SpawnRequest* request, uv_exit_cb on_exit) {
  request->arg_pointers = pointersTo(request->args);
  request->env_pointers = pointersTo(request->env);
  uv_process_options_t& options = request->options;
  options.file = request->file.c_str();
  options.args = request->arg_pointers.data();
  options.env = request->env_pointers.data();
  options.cwd = request->cwd.empty() ? nullptr : request->cwd.c_str();
  options.stdio = request->stdio.data();
  options.stdio_count = static_cast<int>(request->stdio.size());
  options.exit_cb = on_exit;
}

Value newHandle(void* native) {
  // The tag keeps the collector from taking the address for a cell.
  Value word = Value::raw(reinterpret_cast<uint64_t>(native) | kNumberTag);
  return box(newArrayOf(&word, 1));
}

void clearHandle(Value handle) {
  asObject(handle)->elements->data[0] = Value::undefined();
}

void* nativeOf(Value handle) {
  if (!isObject(handle)) return nullptr;
  Value word = asObject(handle)->elements->data[0];
  return word.isUndefined() ? nullptr : reinterpret_cast<void*>(word.bits & ~kNumberTag);
}

}  // namespace kiln::rt
