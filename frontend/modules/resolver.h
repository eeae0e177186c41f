// Node's module resolution: https://nodejs.org/api/esm.html#resolution-algorithm and the CommonJS one of
// modules.html.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "frontend/modules/json.h"

namespace kiln::modules {

struct Resolution {
  std::string path;  // real path of a file, or builtin name; empty: failed
  bool builtin = false;
  std::string error_code, error_message;
};

class Resolver {
 public:
  explicit Resolver(std::vector<std::string> conditions) : conditions_(std::move(conditions)) {}
  // `from`: path of the importing file. `esm`: import rather than require.
  Resolution resolve(const std::string& specifier, const std::string& from, bool esm);
  bool isEsmPackage(const std::string& file);  // nearest package.json has "type": "module"

 private:
  const Json* package(const std::string& directory);  // parsed package.json, or nullptr
  std::string packageScope(const std::string& file);  // directory of the nearest package.json
  std::string asFile(const std::string& path);
  std::string asDirectory(const std::string& path);
  std::string target(const Json& value, const std::string& directory, const std::string& match, bool esm,
                     const std::string& from, bool* blocked);
  std::string subpath(const Json& map, const std::string& key, const std::string& directory, bool esm,
                      const std::string& from);
  bool condition(const std::string& name, bool esm) const;

  std::vector<std::string> conditions_;
  std::unordered_map<std::string, std::unique_ptr<Json>> packages_;
};

}  // namespace kiln::modules
