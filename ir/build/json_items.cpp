#include "ir/build/json_items.h"

#include <charconv>

#include "frontend/support/name.h"

namespace kiln::ir {
namespace {

using Item = ModuleRecord::JsonItem;

// Every value is a word of the executable, every string a symbol of its unit.
constexpr size_t kMostText = 1 << 20;
constexpr uint32_t kMostDepth = 100;

// ECMA-404. What is wrong is not said: JSON.parse does that.
class Reader {
 public:
  Reader(std::string_view text, Program& program) : text_(text), program_(program) {}

  std::vector<Item> read() {
    if (!value(0)) return {};
    skipSpace();
    return at_ == text_.size() ? std::move(items_) : std::vector<Item>();
  }

 private:
  void skipSpace() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool accept(char c) {
    skipSpace();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view text, Item::Kind kind) {
    if (!text_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    items_.push_back({kind});
    return true;
  }

  bool value(uint32_t depth) {
    if (depth > kMostDepth) return false;
    if (accept('"')) return string();
    if (accept('[')) return array(depth);
    if (accept('{')) return object(depth);
    return word("null", Item::Kind::Null) || word("true", Item::Kind::True) || word("false", Item::Kind::False) || number();
  }

  bool array(uint32_t depth) {
    size_t at = items_.size();
    items_.push_back({Item::Kind::Array});
    if (accept(']')) return true;
    do {
      ++items_[at].count;
      if (!value(depth + 1)) return false;
    } while (accept(','));
    return accept(']');
  }

  bool object(uint32_t depth) {
    size_t at = items_.size();
    items_.push_back({Item::Kind::Object});
    if (accept('}')) return true;
    do {
      ++items_[at].count;
      if (!accept('"') || !string() || !accept(':') || !value(depth + 1)) return false;
    } while (accept(','));
    return accept('}');
  }

  bool digits() {
    size_t start = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ != start;
  }

  bool number() {
    size_t start = at_;
    if (text_.substr(at_).starts_with('-')) ++at_;
    if (text_.substr(at_).starts_with('0'))
      ++at_;
    else if (!digits())
      return false;
    if (text_.substr(at_).starts_with('.') && (++at_, !digits())) return false;
    if (at_ < text_.size() && (text_[at_] | 32) == 'e') {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      if (!digits()) return false;
    }
    Item item{Item::Kind::Number};
    auto [end, error] = std::from_chars(text_.data() + start, text_.data() + at_, item.number);
    if (error != std::errc() || end != text_.data() + at_) return false;  // out of range, for one
    items_.push_back(item);
    return true;
  }

  // Behind the opening quote.
  bool string() {
    std::u16string units;
    while (true) {
      size_t start = at_;
      while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' && static_cast<uint8_t>(text_[at_]) >= 0x20) ++at_;
      units += utf8ToUtf16(text_.substr(start, at_ - start));
      if (at_ == text_.size()) return false;
      char c = text_[at_++];
      if (c == '"') break;
      if (c != '\\' || !escape(&units)) return false;
    }
    Item item{Item::Kind::String};
    item.atom = program_.atom(units);
    items_.push_back(item);
    return true;
  }

  bool escape(std::u16string* units) {
    constexpr std::string_view kLetters = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
    if (at_ == text_.size()) return false;
    char c = text_[at_++];
    if (size_t i = kLetters.find(c); i != std::string_view::npos) {
      *units += static_cast<char16_t>(kMeanings[i]);
      return true;
    }
    uint16_t unit = 0;
    std::string_view hex = text_.substr(at_, 4);
    auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), unit, 16);
    if (c != 'u' || hex.size() != 4 || error != std::errc() || end != hex.data() + 4) return false;
    at_ += 4;
    *units += static_cast<char16_t>(unit);
    return true;
  }

  std::string_view text_;
  Program& program_;
  size_t at_ = 0;
  std::vector<Item> items_;
};

}  // namespace

std::vector<Item> readJsonItems(std::string_view text, Program& program) {
  return text.size() > kMostText ? std::vector<Item>() : Reader(text, program).read();
}

}  // namespace kiln::ir
