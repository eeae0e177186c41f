// A small JSON reader for package.json. Positions are not kept: a malformed package.json is reported as a
// whole.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kiln::modules {

struct JsonMember;

struct Json {
  enum class Kind { Null, Boolean, Number, String, Array, Object } kind = Kind::Null;
  bool boolean = false;
  std::string string;
  std::vector<Json> items;
  std::vector<JsonMember> members;  // in source order: conditions depend on it
  Json();
  ~Json();
  Json(Json&&) noexcept;
  Json& operator=(Json&&) noexcept;
  const Json* find(std::string_view key) const;
};

struct JsonMember {
  std::string first;
  Json second;
};

bool parseJson(std::string_view text, Json* out);

}  // namespace kiln::modules
