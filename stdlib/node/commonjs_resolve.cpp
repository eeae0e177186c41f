// require()'s resolution at run time. Literal specifiers were resolved when the program was built; a computed
// one is looked for among the modules that the executable holds, by Node's rules for files and folders.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "runtime/ops/evaluation.h"
#include "stdlib/node/commonjs.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

std::string normalized(const std::string& path) {
  std::string out = std::filesystem::path(path).lexically_normal().string();
  if (out.size() > 1 && out.back() == '/') out.pop_back();
  return out;
}

const ModuleInfo* embedded(const std::string& path) {
  for (const ModuleInfo* m : allModules()) {
    if (m->kind != ModuleKind::Builtin && path == m->path) return m;
  }
  return nullptr;
}

// LOAD_AS_FILE, LOAD_INDEX. (A folder's package.json was read when the program was built.)
const ModuleInfo* fileOrFolder(const std::string& path, bool folder_only) {
  if (!folder_only) {
    for (const char* extension : {"", ".js", ".json", ".node", ".cjs", ".mjs"}) {
      if (const ModuleInfo* module = embedded(path + extension)) return module;
    }
  }
  for (const char* index : {"/index.js", "/index.json", "/index.node"}) {
    if (const ModuleInfo* module = embedded(path + index)) return module;
  }
  return nullptr;
}

bool isRelative(const std::string& specifier) {
  return specifier == "." || specifier == ".." || specifier.starts_with("./") || specifier.starts_with("../");
}

const ModuleInfo* findBuiltin(const std::string& specifier) {
  std::string name = specifier.starts_with("node:") ? specifier : "node:" + specifier;
  for (const ModuleInfo* m : allModules()) {
    if (m->kind == ModuleKind::Builtin && name == m->path) return m;
  }
  return nullptr;
}

// What another module's literal require of the same package came to: its entry point is not known otherwise.
const ModuleInfo* askOthers(const std::string& specifier, const std::string& modules_directory) {
  String* text = newUtf8(specifier);
  for (const ModuleInfo* m : allModules()) {
    for (uint32_t i = 0; i < m->request_count; ++i) {
      const ModuleRequest& request = m->requests[i];
      if (request.target != nullptr && equals(request.specifier, text) &&
          std::string(request.target->path).starts_with(modules_directory + "/"))
        return request.target;
    }
  }
  return nullptr;
}

const ModuleInfo* search(const std::string& specifier, const std::string& directory) {
  if (isRelative(specifier) || specifier.starts_with("/")) {
    std::string path = specifier.starts_with("/") ? specifier : directory + "/" + specifier;
    bool folder_only = specifier.ends_with("/") || specifier == "." || specifier == "..";
    return fileOrFolder(normalized(path), folder_only);
  }
  for (const std::string& modules : nodeModulePaths(directory)) {
    if (const ModuleInfo* module = fileOrFolder(normalized(modules + "/" + specifier), false)) return module;
    if (const ModuleInfo* module = askOthers(specifier, modules)) return module;
  }
  return nullptr;
}

std::vector<std::string> requireStack(const RequireOrigin& from) {
  std::vector<std::string> stack = {from.path};
  if (from.module == nullptr) return stack;
  for (const ModuleInfo* at = from.module->state->parent; at != nullptr && stack.size() < 1000;
       at = at->state->parent)
    stack.push_back(at->path);
  return stack;
}

[[noreturn]] void throwNotFound(const std::string& specifier, const RequireOrigin& from) {
  std::vector<std::string> stack = requireStack(from);
  std::string text = "Cannot find module '" + specifier + "'\nRequire stack:";
  for (const std::string& path : stack) text += "\n- " + path;
  Object* error = newError(ErrorType::Error, newUtf8(text));
  putDirect(error, PropertyKey::atom(atoms.code), box(internAscii("MODULE_NOT_FOUND")), kDefault);
  putDirect(error, PropertyKey::atom(internAscii("requireStack")), arrayOfStrings(stack), kDefault);
  throwValue(box(error));
}

[[noreturn]] void throwAsAtBuild(const ModuleRequest& request, const RequireOrigin& from) {
  std::string code = request.error_code, text = request.error_message;
  if (code == "MODULE_NOT_FOUND" && text.starts_with("Cannot find module"))
    throwNotFound(toUtf8(request.specifier), from);
  throwValue(box(newErrorWithCode(ErrorType::Error, code.c_str(), text)));
}

}  // namespace

const ModuleInfo* resolveRequire(Value specifier, const RequireOrigin& from) {
  String* name = validateString(specifier, "id");
  if (name->length == 0) throwInvalidArgValue("id", specifier, "must be a non-empty string");
  if (from.module != nullptr) {
    for (uint32_t i = 0; i < from.module->request_count; ++i) {
      const ModuleRequest& request = from.module->requests[i];
      if (!equals(request.specifier, name)) continue;
      if (request.target != nullptr) return request.target;
      if (request.error_code != nullptr) throwAsAtBuild(request, from);
    }
  }
  std::string text = toUtf8(name);
  if (isBuiltinName(text)) {
    if (const ModuleInfo* module = findBuiltin(text)) return module;
    throwValue(
        box(newErrorWithCode(ErrorType::Error, "MODULE_NOT_FOUND",
                             "The builtin module '" + text +
                                 "' is not in this executable: it is linked when a program names it in a "
                                 "literal require() or import")));
  }
  if (text.starts_with("node:"))
    throwValue(box(newErrorWithCode(ErrorType::Error, "ERR_UNKNOWN_BUILTIN_MODULE",
                                    "No such built-in module: " + text)));
  if (const ModuleInfo* module = search(text, directoryOf(from.path))) return module;
  if (hasEvaluator()) {
    if (const ModuleInfo* module = kiln_evaluator.load(text, from.path, false)) return module;
  }
  throwNotFound(text, from);
}

const ModuleInfo* resolveFromDirectories(const std::string& specifier,
                                         const std::vector<std::string>& directories,
                                         const RequireOrigin& from) {
  if (isBuiltinName(specifier)) {
    if (const ModuleInfo* module = findBuiltin(specifier)) return module;
  }
  for (const std::string& directory : directories) {
    if (const ModuleInfo* module =
            search(specifier, normalized(std::filesystem::absolute(directory).string())))
      return module;
  }
  throwNotFound(specifier, from);
}

std::vector<std::string> nodeModulePaths(const std::string& directory) {
  std::vector<std::string> paths;
  std::string_view at = directory;
  while (at.size() > 1) {
    size_t slash = at.rfind('/');
    if (at.substr(slash + 1) != "node_modules") paths.push_back(std::string(at) + "/node_modules");
    if (slash == std::string_view::npos) return paths;
    at = at.substr(0, slash);
  }
  paths.push_back("/node_modules");
  return paths;
}

std::vector<std::string> lookupPaths(const std::string& specifier, const std::string& from_directory) {
  if (isRelative(specifier)) return {from_directory};
  std::vector<std::string> paths = nodeModulePaths(from_directory);
  if (const char* home = std::getenv("HOME")) {
    paths.push_back(std::string(home) + "/.node_modules");
    paths.push_back(std::string(home) + "/.node_libraries");
  }
  paths.push_back("/usr/lib/node");
  return paths;
}

const std::vector<std::string>& builtinModuleNames() {
  static const std::vector<std::string> names = {"_http_agent",
                                                 "_http_client",
                                                 "_http_common",
                                                 "_http_incoming",
                                                 "_http_outgoing",
                                                 "_http_server",
                                                 "_stream_duplex",
                                                 "_stream_passthrough",
                                                 "_stream_readable",
                                                 "_stream_transform",
                                                 "_stream_wrap",
                                                 "_stream_writable",
                                                 "_tls_common",
                                                 "_tls_wrap",
                                                 "assert",
                                                 "assert/strict",
                                                 "async_hooks",
                                                 "buffer",
                                                 "child_process",
                                                 "cluster",
                                                 "console",
                                                 "constants",
                                                 "crypto",
                                                 "dgram",
                                                 "diagnostics_channel",
                                                 "dns",
                                                 "dns/promises",
                                                 "domain",
                                                 "events",
                                                 "fs",
                                                 "fs/promises",
                                                 "http",
                                                 "http2",
                                                 "https",
                                                 "inspector",
                                                 "inspector/promises",
                                                 "module",
                                                 "net",
                                                 "os",
                                                 "path",
                                                 "path/posix",
                                                 "path/win32",
                                                 "perf_hooks",
                                                 "process",
                                                 "punycode",
                                                 "querystring",
                                                 "readline",
                                                 "readline/promises",
                                                 "repl",
                                                 "stream",
                                                 "stream/consumers",
                                                 "stream/promises",
                                                 "stream/web",
                                                 "string_decoder",
                                                 "sys",
                                                 "timers",
                                                 "timers/promises",
                                                 "tls",
                                                 "trace_events",
                                                 "tty",
                                                 "url",
                                                 "util",
                                                 "util/types",
                                                 "v8",
                                                 "vm",
                                                 "wasi",
                                                 "worker_threads",
                                                 "zlib"};
  return names;
}

bool isBuiltinName(const std::string& specifier) {
  // These have no name without the scheme.
  if (specifier == "node:test" || specifier == "node:test/reporters" || specifier == "node:sqlite" ||
      specifier == "node:sea")
    return true;
  std::string name = specifier.starts_with("node:") ? specifier.substr(5) : specifier;
  const std::vector<std::string>& names = builtinModuleNames();
  return std::binary_search(names.begin(), names.end(), name);
}

}  // namespace kiln::rt
