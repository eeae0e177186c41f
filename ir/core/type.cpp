#include "ir/core/type.h"

#include <utility>

namespace kiln::ir {
namespace {

constexpr std::pair<const char*, Rep> kReps[] = {
    {"void", Rep::Void},     {"i32", Rep::Int32},     {"f64", Rep::Double},  {"bool", Rep::Bool},
    {"string", Rep::String}, {"object", Rep::Object}, {"value", Rep::Value}, {"ptr", Rep::Pointer},
};
constexpr std::pair<const char*, TypeBits> kSets[] = {
    {"int32", kTInt32},         {"double", kTDouble},     {"bool", kTBool},     {"string", kTString},
    {"undefined", kTUndefined}, {"null", kTNull},         {"symbol", kTSymbol}, {"bigint", kTBigInt},
    {"object", kTObject},       {"function", kTFunction}, {"empty", kTEmpty},
};

}  // namespace

std::string toString(Type type) {
  std::string out;
  for (auto [name, rep] : kReps) {
    if (rep == type.rep) out = name;
  }
  if (type == Type::of(type.rep)) return out;
  if (type.set == kTAny) return out + "<any>";
  out += "<";
  bool first = true;
  for (auto [name, bit] : kSets) {
    if ((type.set & bit) == 0) continue;
    if (!first) out += "|";
    out += name;
    first = false;
  }
  return out + ">";
}

bool parseType(const std::string& text, Type* out) {
  size_t open = text.find('<');
  std::string head = text.substr(0, open);
  for (auto [name, rep] : kReps) {
    if (head != name) continue;
    *out = Type::of(rep);
    if (open == std::string::npos) return true;
    out->set = kTNone;
    if (text.substr(open) == "<any>") {
      out->set = kTAny;
      return true;
    }
    size_t at = open + 1;
    while (at < text.size() && text[at] != '>') {
      size_t end = text.find_first_of("|>", at);
      if (end == std::string::npos) return false;
      bool known = false;
      for (auto [set_name, bit] : kSets) {
        if (text.compare(at, end - at, set_name) == 0) {
          out->set |= bit;
          known = true;
        }
      }
      if (!known) return false;
      at = text[end] == '|' ? end + 1 : end;
      if (text[end] == '|' && at < text.size() && text[at] == '>') return false;
    }
    return at < text.size();
  }
  return false;
}

}  // namespace kiln::ir
