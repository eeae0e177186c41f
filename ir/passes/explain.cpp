#include "ir/passes/explain.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include <unordered_map>
#include <utility>
#include <vector>

#include "ir/core/printer.h"
#include "ir/passes/callees.h"
#include "ir/passes/heat.h"

namespace kiln::ir {
namespace {

// Blocks of what is expected to run: not the generic copies behind guards that fail.
std::vector<const Block*> expectedBlocks(const Function& function) {
  std::vector<const Block*> open{function.entry()}, found;
  std::vector<char> seen(function.next_block_id, 0);
  while (!open.empty()) {
    const Block* block = open.back();
    open.pop_back();
    if (std::exchange(seen[block->id], 1)) continue;
    found.push_back(block);
    bool guarded = block->terminator()->op == Opcode::Branch && block->terminator()->flag;
    for (size_t i = 0; i < block->succs.size(); ++i) {
      if (!guarded || i == 0) open.push_back(block->succs[i]);
    }
  }
  return found;
}

struct Position {
  uint32_t line = 1, column = 1;
};

// Lines and columns (UTF-16 units) in a module's text, of offsets that ascend.
class Positions {
 public:
  explicit Positions(const std::string& text) : text_(text) {}
  Position at(uint32_t offset) {
    for (; done_ < offset && done_ < text_.size(); ++done_) {
      auto byte = static_cast<unsigned char>(text_[done_]);
      if (byte == '\n')
        position_ = {position_.line + 1, 1};
      else if ((byte & 0xc0) != 0x80)
        position_.column += byte >= 0xf0 ? 2 : 1;
    }
    return position_;
  }

 private:
  const std::string& text_;
  size_t done_ = 0;
  Position position_;
};

struct Place {
  uint32_t heat = 0;
  std::string why;
};

// Of a function of the source: whatever was inlined elsewhere is told of here.
struct Report {
  uint32_t heat = 0;
  size_t hottest = 0;                                              // places as hot as the function
  std::map<std::pair<uint32_t, std::string>, Place> places;  // by offset and what happens there
};

std::string titleOf(const Function& function) {
  if (function.kind == FunctionKind::ModuleBody) return "(top level)";
  std::string name = function.name == nullptr ? "" : quote(function.name);
  return name.size() <= 2 ? "(anonymous)" : name.substr(1, name.size() - 2);
}

}  // namespace

std::string explain(Program& program, const std::string& folder, size_t functions) {
  CalleeEvidence callees(program);
  Heat heat(program, callees);
  std::unordered_map<const Function*, Report> reports;
  size_t count = 0;
  for (const auto& function : program.functions) {
    if (function->blocks.empty()) continue;
    for (const Block* block : expectedBlocks(*function)) {
      for (const Instr* instr : block->instrs) {
        uint32_t often = heat.of(*instr);
        if (often == 0 || instr->loc.offset == UINT32_MAX) continue;
        Finding finding = findingOf(*instr, callees);
        if (finding.what.empty()) continue;
        const Function* owner = instr->loc.inlined == 0 ? (function->resume_of != nullptr ? function->resume_of : function.get())
                                                        : function->inline_sites[instr->loc.inlined - 1].callee;
        Report& report = reports[owner];
        auto [place, fresh] = report.places.try_emplace({instr->loc.offset, finding.what});
        count += fresh;
        if (fresh || often > place->second.heat) place->second = {std::max(often, place->second.heat), finding.why};
        report.heat = std::max(report.heat, often);
      }
    }
  }
  std::vector<std::pair<const Function*, const Report*>> order;
  for (auto& [function, report] : reports) {
    for (const auto& [at, place] : report.places) report.hottest += place.heat == report.heat;
    order.push_back({function, &report});
  }
  auto rank = [](const auto& row) {
    const auto& [function, report] = row;
    return std::tuple(~report->heat, ~report->hottest, function->module, function->source_start, function->id);
  };
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  std::string text = std::to_string(count) + " places in loops of " + std::to_string(order.size()) + " functions stayed dynamic or make objects\n";
  for (size_t i = 0; i < order.size() && i < functions; ++i) {
    auto [function, report] = order[i];
    const ModuleRecord& module = program.modules[function->module];
    Positions positions(module.source);
    std::string path = std::filesystem::path(module.path).lexically_relative(folder).string();
    text += "\n" + titleOf(*function) + "  " + (path.empty() ? module.path : path) + ":" +
            std::to_string(positions.at(function->source_start).line) + ", loops around: " + std::to_string(report->heat) +
            (function->resume != nullptr ? ", suspends: no fast copy is made" : "") + "\n";
    for (const auto& [at, place] : report->places) {
      Position position = positions.at(at.first);
      text += "  " + std::to_string(position.line) + ":" + std::to_string(position.column) + "  " + at.second +
              (place.why.empty() ? "" : ": " + place.why) + "\n";
    }
  }
  if (order.size() > functions)
    text += "\nand " + std::to_string(order.size() - functions) + " functions more (--explain=all)\n";
  return text;
}

}  // namespace kiln::ir
