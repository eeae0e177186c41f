// node:module: lib/module.js exports the constructor that this fills in.
#include "stdlib/node/commonjs.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

Value isBuiltinEntry(Args& args) {
  return Value::boolean(isString(args[0]) && isBuiltinName(toUtf8(asString(args[0]))));
}

std::string decoded(const std::string& text) {
  std::string out;
  auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && std::isxdigit(text[i + 1]) && std::isxdigit(text[i + 2])) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// A path, a file: URL or its text.
Value createRequire(Args& args) {
  std::string path;
  if (isObject(args[0])) {
    Value href = get(asObject(args[0]), atomKey("href"));
    if (isString(href)) path = toUtf8(asString(href));
  } else if (isString(args[0])) {
    path = toUtf8(asString(args[0]));
  }
  if (path.starts_with("file://")) path = decoded(path.substr(7));
  if (!path.starts_with("/"))
    throwInvalidArgValue("filename", args[0],
                         "must be a file URL object, file URL string, or absolute path string");
  const ModuleInfo* module = findModuleByPath(path);
  return box(newRequire(module, path.ends_with("/") ? path + "noop.js" : path));
}

Value nodeModulePathsEntry(Args& args) {
  return arrayOfStrings(nodeModulePaths(toUtf8(toString(args[0]))));
}

Value resolveFilename(Args& args) {
  RequireOrigin from{nullptr, "/"};
  if (isObject(args[1])) {
    Value filename = get(asObject(args[1]), atoms.filename);
    if (isString(filename)) from.path = toUtf8(asString(filename));
  }
  from.module = findModuleByPath(from.path);
  std::string text = toUtf8(validateString(args[0], "request"));
  if (isBuiltinName(text)) return args[0];
  return box(newUtf8(resolveRequire(args[0], from)->path));
}

Value nothing(Args&) {
  return Value::undefined();
}

const NativeMethod kMethods[] = {
    {"isBuiltin", KILN_NATIVE(isBuiltinEntry), 1},
    {"_nodeModulePaths", KILN_NATIVE(nodeModulePathsEntry), 1},
    {"_resolveFilename", KILN_NATIVE(resolveFilename), 4},
    {"createRequire", KILN_NATIVE(createRequire), 1},
    {"syncBuiltinESMExports", KILN_NATIVE(nothing), 0},
    {"findSourceMap", KILN_NATIVE(nothing), 1},
};

}  // namespace

void fillCommonJs(Object* exports) {
  Function* constructor = moduleConstructor();
  defineMethods(constructor, kMethods);
  auto define = [&](const char* key, Value value) { createDataProperty(constructor, atomKey(key), value); };
  for (const NativeMethod& method : kMethods) define(method.name, get(constructor, atomKey(method.name)));
  define("_cache", box(requireCache()));
  define("_pathCache", box(newObjectWithPrototype(nullptr)));
  define("globalPaths", box(newArray(0)));
  define("builtinModules", arrayOfStrings(builtinModuleNames()));
  define("Module", box(constructor));
  createDataProperty(exports, atomKey("Module"), box(constructor));
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_commonjs, "internal/commonjs", ::kiln::rt::fillCommonJs)
