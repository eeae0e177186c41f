#include "frontend/modules/json.h"

#include <cstring>

#include "frontend/support/name.h"

namespace kiln::modules {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool document(Json* out) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    return value(out, 0) && (skip(), at_ == text_.size());
  }

 private:
  static constexpr int kMaxDepth = 200;

  void skip() {
    while (at_ < text_.size() && std::strchr(" \t\r\n", text_[at_]) != nullptr) ++at_;
  }
  bool accept(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return false;
    at_ += expected.size();
    return true;
  }
  bool string(std::string* out) {
    if (!accept('"')) return false;
    std::u16string escaped;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] != '\\') {
        *out += text_[at_++];
        continue;
      }
      if (++at_ >= text_.size()) return false;
      char c = text_[at_++];
      switch (c) {
        case 'b':
          *out += '\b';
          break;
        case 'f':
          *out += '\f';
          break;
        case 'n':
          *out += '\n';
          break;
        case 'r':
          *out += '\r';
          break;
        case 't':
          *out += '\t';
          break;
        case 'u': {
          if (at_ + 4 > text_.size()) return false;
          char16_t unit = static_cast<char16_t>(std::stoul(std::string(text_.substr(at_, 4)), nullptr, 16));
          at_ += 4;
          *out += utf16ToUtf8(std::u16string_view(&unit, 1));
          break;
        }
        default:
          *out += c;
      }
    }
    return at_++ < text_.size();
  }
  bool value(Json* out, int depth) {
    if (depth > kMaxDepth) return false;
    skip();
    if (at_ >= text_.size()) return false;
    char c = text_[at_];
    if (c == '"') {
      out->kind = Json::Kind::String;
      return string(&out->string);
    }
    if (c == '{') {
      ++at_;
      out->kind = Json::Kind::Object;
      if (accept('}')) return true;
      do {
        auto& member = out->members.emplace_back();
        if (!string(&member.first) || !accept(':') || !value(&member.second, depth + 1)) return false;
      } while (accept(','));
      return accept('}');
    }
    if (c == '[') {
      ++at_;
      out->kind = Json::Kind::Array;
      if (accept(']')) return true;
      do {
        if (!value(&out->items.emplace_back(), depth + 1)) return false;
      } while (accept(','));
      return accept(']');
    }
    if (word("null")) return true;
    if (word("true")) return out->kind = Json::Kind::Boolean, out->boolean = true;
    if (word("false")) {
      out->kind = Json::Kind::Boolean;
      return true;
    }
    size_t start = at_;
    while (at_ < text_.size() && std::strchr("+-.eE0123456789", text_[at_]) != nullptr) ++at_;
    out->kind = Json::Kind::Number;
    return at_ > start;
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

Json::Json() = default;
Json::~Json() = default;
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;

const Json* Json::find(std::string_view key) const {
  for (const auto& [name, member] : members) {
    if (name == key) return &member;
  }
  return nullptr;
}

bool parseJson(std::string_view text, Json* out) {
  return Reader(text).document(out);
}

}  // namespace kiln::modules
