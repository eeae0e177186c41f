// node:path, POSIX form.
#include <unistd.h>

#include "runtime/entry/modules.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/validate.h"

namespace kiln::abi {
extern "C" __attribute__((weak)) const ModuleInfo kiln_module_path_win32;
}

namespace kiln::rt {
namespace {

std::string stringArgument(Value v, const char* name) {
  return toUtf8(validateString(v, name));
}

// Resolves . and .. segments; `above`: .. may stay at the start.
std::string normalizeSegments(const std::string& path, bool above) {
  std::vector<std::string> kept;
  size_t at = 0;
  while (at <= path.size()) {
    size_t slash = std::min(path.find('/', at), path.size());
    std::string segment = path.substr(at, slash - at);
    if (segment == "..") {
      if (!kept.empty() && kept.back() != "..") {
        kept.pop_back();
      } else if (above) {
        kept.push_back(segment);
      }
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
    at = slash + 1;
  }
  std::string out;
  for (const std::string& segment : kept) out += (out.empty() ? "" : "/") + segment;
  return out;
}

std::string normalized(const std::string& path) {
  if (path.empty()) return ".";
  bool absolute = path[0] == '/';
  std::string out = normalizeSegments(path, !absolute);
  if (out.empty()) return absolute ? "/" : path.back() == '/' ? "./" : ".";
  if (path.back() == '/') out += '/';
  return absolute ? "/" + out : out;
}

std::string resolved(Args& args) {
  std::string path;
  for (uint32_t i = args.count; i-- > 0 && (path.empty() || path[0] != '/');) {
    std::string part = stringArgument(args[i], ("paths[" + std::to_string(i) + "]").c_str());
    if (!part.empty()) path = path.empty() ? part : part + "/" + path;
  }
  if (path.empty() || path[0] != '/') {
    char buffer[4096];
    std::string cwd = getcwd(buffer, sizeof buffer) == nullptr ? "/" : buffer;
    path = path.empty() ? cwd : cwd + "/" + path;
  }
  return "/" + normalizeSegments(path, false);
}

Value pathJoin(Args& args) {
  std::string joined;
  for (uint32_t i = 0; i < args.count; ++i) {
    std::string part = stringArgument(args[i], "path");
    if (!part.empty()) joined += (joined.empty() ? "" : "/") + part;
  }
  return box(newUtf8(normalized(joined)));
}
Value pathNormalize(Args& args) {
  return box(newUtf8(normalized(stringArgument(args[0], "path"))));
}
Value pathResolve(Args& args) {
  return box(newUtf8(resolved(args)));
}
// toNamespacedPath: only Windows has such paths.
Value pathAsIs(Args& args) {
  return args[0];
}
Value pathIsAbsolute(Args& args) {
  std::string path = stringArgument(args[0], "path");
  return Value::boolean(!path.empty() && path[0] == '/');
}

std::string dirnameOf(std::string path) {
  if (path.empty()) return ".";
  bool absolute = path[0] == '/';
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  if (slash == 0) return "/";
  return absolute && slash == 1 && path[0] == '/' && path[1] == '/' ? "//" : path.substr(0, slash);
}
std::string basenameOf(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  if (path == "/") return "";
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}
std::string extensionOf(const std::string& base) {
  size_t dot = base.rfind('.');
  if (dot == std::string::npos || dot == 0 || base == "..") return "";
  return base.substr(dot);
}

Value pathDirname(Args& args) {
  return box(newUtf8(dirnameOf(stringArgument(args[0], "path"))));
}
Value pathBasename(Args& args) {
  std::string path = stringArgument(args[0], "path"), base = basenameOf(path);
  if (!args[1].isUndefined()) {
    std::string suffix = stringArgument(args[1], "suffix");
    if (suffix == path) return box(emptyString());
    // The comparison runs out of the path: Node then takes the separators, too.
    if (suffix.size() <= path.size() && suffix.size() > base.size() && suffix.ends_with(base)) {
      size_t end = path.find_last_not_of('/');
      size_t start = end == std::string::npos ? 0 : path.find_last_of('/', end) + 1;
      return box(newUtf8(path.substr(start)));
    }
    if (suffix.size() < base.size() && base.ends_with(suffix)) base.resize(base.size() - suffix.size());
  }
  return box(newUtf8(base));
}
Value pathExtname(Args& args) {
  return box(newUtf8(extensionOf(basenameOf(stringArgument(args[0], "path")))));
}

Value pathRelative(Args& args) {
  auto absolute = [&](uint32_t i, const char* name) {
    stringArgument(args[i], name);
    Args one{args.callee, args.this_value, args.new_target, 1, args.values + i};
    return resolved(one);
  };
  auto split = [](const std::string& path) {
    std::vector<std::string> parts;
    for (size_t at = 1; at < path.size();) {
      size_t slash = std::min(path.find('/', at), path.size());
      parts.push_back(path.substr(at, slash - at));
      at = slash + 1;
    }
    return parts;
  };
  std::vector<std::string> from = split(absolute(0, "from")), to = split(absolute(1, "to"));
  size_t common = 0;
  while (common < from.size() && common < to.size() && from[common] == to[common]) ++common;
  std::string out;
  for (size_t i = common; i < from.size(); ++i) out += out.empty() ? ".." : "/..";
  for (size_t i = common; i < to.size(); ++i) out += (out.empty() ? "" : "/") + to[i];
  return box(newUtf8(out));
}

Value pathParse(Args& args) {
  std::string path = stringArgument(args[0], "path"), base = basenameOf(path), extension = extensionOf(base);
  bool absolute = !path.empty() && path[0] == '/';
  size_t end = path.find_last_not_of('/');
  size_t start = end == std::string::npos ? 0 : path.find_last_of('/', end) + 1;  // of the base
  std::string dir = start > 0 && !base.empty() ? path.substr(0, start - 1) : absolute ? "/" : "";
  if (dir.empty() && absolute) dir = "/";
  Object* o = newObject();
  auto put = [&](const char* key, const std::string& v) {
    createDataProperty(o, atomKey(key), box(newUtf8(v)));
  };
  put("root", absolute ? "/" : "");
  put("dir", dir);
  put("base", base);
  put("ext", extension);
  put("name", base.substr(0, base.size() - extension.size()));
  return box(o);
}

Value pathFormat(Args& args) {
  validateObject(args[0], "pathObject");
  auto part = [&](const char* key) {
    Value v = get(asObject(args[0]), atomKey(key));
    return toBoolean(v) ? toUtf8(v) : std::string();
  };
  std::string root = part("root"), dir = part("dir"), base = part("base"), extension = part("ext");
  if (!extension.empty() && extension[0] != '.') extension = "." + extension;
  if (base.empty()) base = part("name") + extension;
  if (dir.empty()) dir = root;
  return box(newUtf8(dir.empty() ? base : dir == root ? dir + base : dir + "/" + base));
}

const NativeMethod kMethods[] = {
    {"resolve", KILN_NATIVE(pathResolve), 0},       {"normalize", KILN_NATIVE(pathNormalize), 1},
    {"isAbsolute", KILN_NATIVE(pathIsAbsolute), 1}, {"join", KILN_NATIVE(pathJoin), 0},
    {"relative", KILN_NATIVE(pathRelative), 2},     {"toNamespacedPath", KILN_NATIVE(pathAsIs), 1},
    {"dirname", KILN_NATIVE(pathDirname), 1},       {"basename", KILN_NATIVE(pathBasename), 2},
    {"extname", KILN_NATIVE(pathExtname), 1},       {"format", KILN_NATIVE(pathFormat), 1},
    {"parse", KILN_NATIVE(pathParse), 1},
};

}  // namespace

void fillPath(Object* exports) {
  for (const NativeMethod& method : kMethods) {
    createDataProperty(exports, atomKey(method.name),
                       box(newNative(internAscii(method.name), method.entry, method.length)));
  }
  createDataProperty(exports, atomKey("sep"), box(singleChar('/')));
  createDataProperty(exports, atomKey("delimiter"), box(singleChar(':')));
  createDataProperty(exports, atomKey("posix"), box(exports));
  createDataProperty(exports, atomKey("_makeLong"), get(exports, atomKey("toNamespacedPath")));
  // Linked when the program has the name.
  if (&kiln_module_path_win32 == nullptr) return;
  Value win32 = requireModule(&kiln_module_path_win32, nullptr);
  createDataProperty(exports, atomKey("win32"), win32);
  createDataProperty(asObject(win32), atomKey("posix"), box(exports));
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE(path, ::kiln::rt::fillPath)
