#include "ir/core/profile.h"

#include <algorithm>
#include <charconv>

namespace kiln::ir {
namespace {

// Words of a line, one after the other.
class Words {
 public:
  explicit Words(std::string_view line) : left_(line) {}
  std::string_view next() {
    size_t end = std::min(left_.find(' '), left_.size());
    std::string_view word = left_.substr(0, end);
    left_.remove_prefix(std::min(end + 1, left_.size()));
    return word;
  }
  bool number(uint64_t* out, int base = 10) {
    std::string_view word = next();
    auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), *out, base);
    return error == std::errc() && end == word.data() + word.size() && !word.empty();
  }
  bool empty() const { return left_.empty(); }

 private:
  std::string_view left_;
};

std::string_view takeLine(std::string_view* text) {
  size_t end = std::min(text->find('\n'), text->size());
  std::string_view line = text->substr(0, end);
  text->remove_prefix(std::min(end + 1, text->size()));
  return line;
}

void addCount(std::vector<std::pair<uint32_t, uint64_t>>& counts, uint32_t offset, uint64_t count) {
  auto at = std::lower_bound(counts.begin(), counts.end(), offset,
                             [](const auto& row, uint32_t wanted) { return row.first < wanted; });
  if (at != counts.end() && at->first == offset)
    at->second += count;
  else
    counts.insert(at, {offset, count});
}

}  // namespace

bool Profile::add(std::string_view text) {
  if (takeLine(&text) != "kiln profile 1") return false;
  Recorded* function = nullptr;
  while (!text.empty()) {
    Words words(takeLine(&text));
    std::string_view kind = words.next();
    uint64_t offset = 0, count = 0;
    if (kind == "function") {
      std::string symbol(words.next());
      uint64_t hash = 0;
      if (symbol.empty() || !words.number(&hash, 16)) return false;
      auto [known, fresh] = recorded_.try_emplace(symbol);
      function = &known->second;
      // Of another build: the later profile counts.
      if (!fresh && function->text != hash) *function = {};
      function->text = hash;
      continue;
    }
    if (function == nullptr || !words.number(&offset) || !words.number(&count)) return false;
    if (kind == "at") {
      addCount(function->counts, static_cast<uint32_t>(offset), count);
    } else if (kind == "call") {
      auto& callees = function->callees[static_cast<uint32_t>(offset)];
      if (count != 0) callees["-"] += count;
      while (!words.empty()) {
        std::string symbol(words.next());
        if (!words.number(&count)) return false;
        callees[symbol] += count;
      }
    } else {
      return false;
    }
  }
  return true;
}

size_t Profile::bind(const Program& program) {
  std::unordered_map<std::string_view, Function*> functions;
  for (const auto& function : program.functions) functions[function->symbol] = function.get();
  size_t lost = 0;
  for (const auto& [symbol, recorded] : recorded_) {
    auto found = functions.find(symbol);
    if (found == functions.end()) {
      ++lost;
      continue;
    }
    const Function& function = *found->second;
    std::string_view source = program.modules[function.module].source;
    if (function.source_end > source.size() ||
        abi::hashOfText(source.substr(function.source_start, function.source_end - function.source_start)) !=
            recorded.text) {
      ++lost;
      continue;
    }
    Bound& bound = bound_[&function];
    bound.recorded = &recorded;
    for (const auto& [offset, count] : recorded.counts) largest_ = std::max(largest_, count);
    for (const auto& [offset, callees] : recorded.callees) {
      std::vector<Callee>& rows = bound.callees[offset];
      for (const auto& [name, count] : callees) {
        auto callee = functions.find(name);
        rows.push_back({callee == functions.end() ? nullptr : callee->second, count});
      }
      std::sort(rows.begin(), rows.end(), [](const Callee& a, const Callee& b) {
        if (a.count != b.count) return a.count > b.count;
        return (a.function == nullptr ? 0 : a.function->id + 1) < (b.function == nullptr ? 0 : b.function->id + 1);
      });
    }
  }
  return lost;
}

const Profile::Bound* Profile::placeOf(const Instr& instr, uint32_t* offset) const {
  const Function* owner = instr.block->function;
  if (instr.loc.offset == UINT32_MAX) return nullptr;
  if (instr.loc.inlined != 0) owner = owner->inline_sites[instr.loc.inlined - 1].callee;
  if (owner->resume_of != nullptr) owner = owner->resume_of;
  auto found = bound_.find(owner);
  if (found == bound_.end() || instr.loc.offset < owner->source_start) return nullptr;
  *offset = instr.loc.offset - owner->source_start;
  return &found->second;
}

// Blocks are counted where their text begins; what lies behind belongs to the nearest one in front of it.
std::optional<uint64_t> Profile::countAt(const Instr& instr) const {
  uint32_t offset;
  const Bound* bound = placeOf(instr, &offset);
  if (bound == nullptr) return std::nullopt;
  const auto& counts = bound->recorded->counts;
  if (counts.empty()) return 0;
  auto next = std::upper_bound(counts.begin(), counts.end(), offset,
                               [](uint32_t wanted, const auto& row) { return wanted < row.first; });
  return next == counts.begin() ? next->second : std::prev(next)->second;
}

const std::vector<Profile::Callee>* Profile::calleesOf(const Instr& call) const {
  uint32_t offset;
  const Bound* bound = placeOf(call, &offset);
  if (bound == nullptr) return nullptr;
  auto found = bound->callees.find(offset);
  return found == bound->callees.end() ? nullptr : &found->second;
}

}  // namespace kiln::ir
