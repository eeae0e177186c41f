#include "frontend/modules/resolver.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "frontend/modules/program.h"

namespace kiln::modules {
namespace fs = std::filesystem;
namespace {

bool isFile(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::string real(const std::string& path) {
  std::error_code error;
  auto result = fs::canonical(path, error);
  return error ? path : result.string();
}

std::string replaced(std::string text, const std::string& match) {
  for (size_t at = text.find('*'); at != std::string::npos; at = text.find('*', at + match.size()))
    text.replace(at, 1, match);
  return text;
}

}  // namespace

bool Resolver::condition(const std::string& name, bool esm) const {
  if (name == "default" || name == "node") return true;
  if (name == (esm ? "import" : "require") || name == "module-sync") return name != "module-sync";
  return std::find(conditions_.begin(), conditions_.end(), name) != conditions_.end();
}

const Json* Resolver::package(const std::string& directory) {
  auto [it, inserted] = packages_.try_emplace(directory);
  if (inserted) {
    std::ifstream in(directory + "/package.json");
    std::stringstream text;
    text << in.rdbuf();
    auto json = std::make_unique<Json>();
    if (in && parseJson(text.str(), json.get())) it->second = std::move(json);
  }
  return it->second.get();
}

std::string Resolver::packageScope(const std::string& file) {
  fs::path directory = fs::path(file).parent_path();
  while (true) {
    if (directory.filename() == "node_modules") return "";
    if (package(directory.string()) != nullptr) return directory.string();
    if (!directory.has_relative_path()) return "";
    directory = directory.parent_path();
  }
}

bool Resolver::isEsmPackage(const std::string& file) {
  std::string scope = packageScope(file);
  if (scope.empty()) return false;
  const Json* type = package(scope)->find("type");
  return type != nullptr && type->string == "module";
}

std::string Resolver::asFile(const std::string& path) {
  for (const char* extension : {"", ".js", ".json", ".node"}) {
    if (isFile(path + extension)) return path + extension;
  }
  return "";
}

std::string Resolver::asDirectory(const std::string& path) {
  if (const Json* json = package(path)) {
    if (const Json* main = json->find("main");
        main != nullptr && main->kind == Json::Kind::String && !main->string.empty()) {
      std::string base = (fs::path(path) / main->string).lexically_normal().string();
      if (std::string found = asFile(base); !found.empty()) return found;
      if (std::string found = asFile(base + "/index"); !found.empty()) return found;
    }
  }
  return asFile(path + "/index");
}

// PACKAGE_TARGET_RESOLVE
std::string Resolver::target(const Json& value, const std::string& directory, const std::string& match,
                             bool esm, const std::string& from, bool* blocked) {
  switch (value.kind) {
    case Json::Kind::String:
      if (!value.string.starts_with("./")) {
        if (value.string.starts_with("../") || value.string.starts_with("/")) return "";
        return resolve(replaced(value.string, match), directory + "/package.json", esm).path;
      }
      return (fs::path(directory) / replaced(value.string, match)).lexically_normal().string();
    case Json::Kind::Object:
      for (const auto& [name, member] : value.members) {
        if (!condition(name, esm)) continue;
        std::string found = target(member, directory, match, esm, from, blocked);
        if (!found.empty() || *blocked) return found;
      }
      return "";
    case Json::Kind::Array:
      for (const Json& item : value.items) {
        if (std::string found = target(item, directory, match, esm, from, blocked); !found.empty())
          return found;
      }
      return "";
    case Json::Kind::Null:
      *blocked = true;
      return "";
    case Json::Kind::Boolean:
    case Json::Kind::Number:
      return "";
  }
  return "";
}

// PACKAGE_IMPORTS_EXPORTS_RESOLVE: exact keys, then patterns, the longest prefix first.
std::string Resolver::subpath(const Json& map, const std::string& key, const std::string& directory, bool esm,
                              const std::string& from) {
  bool blocked = false;
  if (const Json* exact = map.find(key); exact != nullptr && key.find('*') == std::string::npos)
    return target(*exact, directory, "", esm, from, &blocked);
  const JsonMember* best = nullptr;
  for (const auto& entry : map.members) {
    size_t star = entry.first.find('*');
    if (star == std::string::npos) continue;
    std::string prefix = entry.first.substr(0, star), suffix = entry.first.substr(star + 1);
    bool fits = key.size() >= prefix.size() + suffix.size() && key.starts_with(prefix) &&
                key.ends_with(suffix) && key != prefix;
    if (fits && (best == nullptr || prefix.size() > best->first.find('*'))) best = &entry;
  }
  if (best == nullptr) return "";
  size_t star = best->first.find('*');
  std::string match = key.substr(star, key.size() - (best->first.size() - 1));
  return target(best->second, directory, match, esm, from, &blocked);
}

Resolution Resolver::resolve(const std::string& specifier, const std::string& from, bool esm) {
  auto found = [](const std::string& path) { return Resolution{real(path), false, "", ""}; };
  auto failed = [&](const std::string& code, const std::string& message) {
    return Resolution{"", false, code, message};
  };
  auto missing = [&] {
    if (esm)
      return failed("ERR_MODULE_NOT_FOUND", "Cannot find module '" + specifier + "' imported from " + from);
    return failed("MODULE_NOT_FOUND", "Cannot find module '" + specifier + "'");
  };
  std::string name = specifier.starts_with("node:") ? specifier.substr(5) : specifier;
  if (isBuiltinModule(name)) return {name, true, "", ""};
  if (specifier.starts_with("node:"))
    return failed("ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: " + specifier);
  std::string directory = fs::path(from).parent_path().string();
  std::string text = specifier.starts_with("file://") ? specifier.substr(7) : specifier;
  bool relative = text == "." || text == ".." || text.starts_with("./") || text.starts_with("../") ||
                  text.starts_with("/");
  if (relative) {
    std::string path =
        (text.starts_with("/") ? fs::path(text) : fs::path(directory) / text).lexically_normal().string();
    bool directory_only = text.ends_with("/") || text == "." || text == "..";
    if (path.ends_with("/")) path.pop_back();
    if (esm) return isFile(path) ? found(path) : missing();
    if (!directory_only) {
      if (std::string file = asFile(path); !file.empty()) return found(file);
    }
    if (std::string file = asDirectory(path); !file.empty()) return found(file);
    return missing();
  }
  if (specifier.starts_with("#")) {
    std::string scope = packageScope(from);
    if (!scope.empty()) {
      if (const Json* imports = package(scope)->find("imports")) {
        std::string path = subpath(*imports, specifier, scope, esm, from);
        if (isBuiltinModule(path)) return {path, true, "", ""};
        if (!path.empty() && isFile(path)) return found(path);
      }
    }
    return failed("ERR_PACKAGE_IMPORT_NOT_DEFINED",
                  "Package import specifier \"" + specifier + "\" is not defined imported from " + from);
  }
  // A bare specifier: name and subpath.
  size_t slash = specifier.find('/');
  if (specifier.starts_with("@") && slash != std::string::npos) slash = specifier.find('/', slash + 1);
  std::string package_name = specifier.substr(0, slash);
  std::string rest = slash == std::string::npos ? "" : specifier.substr(slash);
  auto byExports = [&](const Json& exports, const std::string& root) -> std::string {
    bool blocked = false;
    bool sugar = exports.kind != Json::Kind::Object || exports.members.empty() ||
                 !exports.members[0].first.starts_with(".");
    if (rest.empty() && sugar) return target(exports, root, "", esm, from, &blocked);
    return sugar ? "" : subpath(exports, "." + rest, root, esm, from);
  };
  std::string scope = packageScope(from);
  if (!scope.empty()) {
    const Json* self_name = package(scope)->find("name");
    const Json* exports = package(scope)->find("exports");
    if (self_name != nullptr && exports != nullptr && self_name->string == package_name) {
      std::string path = byExports(*exports, scope);
      if (!path.empty() && isFile(path)) return found(path);
    }
  }
  for (fs::path at = directory;; at = at.parent_path()) {
    if (at.filename() != "node_modules") {
      std::string root = (at / "node_modules" / package_name).string();
      std::error_code error;
      if (fs::is_directory(root, error)) {
        const Json* json = package(root);
        const Json* exports = json == nullptr ? nullptr : json->find("exports");
        if (exports != nullptr && exports->kind != Json::Kind::Null) {
          std::string path = byExports(*exports, root);
          if (!path.empty() && isFile(path)) return found(path);
          return failed("ERR_PACKAGE_PATH_NOT_EXPORTED",
                        (rest.empty() ? "No \"exports\" main defined"
                                      : "Package subpath '." + rest + "' is not defined by \"exports\"") +
                            std::string(" in ") + root + "/package.json");
        }
        if (rest.empty()) {
          if (std::string file = asDirectory(root); !file.empty()) return found(file);
        } else {
          std::string path = root + rest;
          if (esm) {
            if (isFile(path)) return found(path);
          } else {
            if (std::string file = asFile(path); !file.empty()) return found(file);
            if (std::string file = asDirectory(path); !file.empty()) return found(file);
          }
        }
      } else if (!esm) {
        if (std::string file = asFile(root + rest); !file.empty()) return found(file);
      }
    }
    if (!at.has_relative_path()) break;
  }
  if (esm)
    return failed("ERR_MODULE_NOT_FOUND", "Cannot find package '" + package_name + "' imported from " + from);
  return missing();
}

}  // namespace kiln::modules
