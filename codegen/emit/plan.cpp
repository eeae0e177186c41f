#include "codegen/emit/plan.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace kiln::codegen {

using ir::Opcode;

namespace {

// In weights, see below.
constexpr size_t kUndivided = 24'000;             // a program up to here is one unit
constexpr size_t kLeast = 6'000, kMost = 16'000;  // of a unit where there are several
// Without the optimiser what a unit costs is little, and builds are many: small units, so that little is made
// anew.
constexpr size_t kMostUnoptimised = 800;
constexpr size_t kUnitsUnoptimised = 16;  // … of programs that are not small
constexpr size_t kSmallTables = 2'000;    // the last unit holds the tables if it is not larger
constexpr uint64_t kStretch = 16;  // between the least and the most, one function of so many ends a unit

// An inline fast path is many instructions, a call of a helper is few.
size_t weightOf(const ir::Function& function, bool optimise) {
  size_t weight = 1;
  for (const auto& block : function.blocks) {
    for (const ir::Instr* instr : block->instrs) weight += optimise && !instr->cold && !instr->once ? 3 : 1;
  }
  return weight;
}

uint64_t hashOf(const std::string& text) {
  uint64_t hash = 0xcbf2'9ce4'8422'2325u;
  for (unsigned char byte : text) hash = (hash ^ byte) * 0x100'0000'01b3u;
  return hash ^ (hash >> 32);
}

}  // namespace

Plan::Plan(const ir::Program& in, const EmitOptions& emit_options) : program(in), options(emit_options) {
  partition();
  findReferences();
}

void Plan::partition() {
  size_t total = 0;
  Unit whole{"program", {}, 0};
  std::vector<std::pair<const ir::Function*, size_t>> order;
  for (const auto& function : program.functions) {
    if (function->blocks.empty()) continue;
    size_t weight = weightOf(*function, options.optimise);
    total += weight;
    whole.functions.push_back(function.get());
    order.push_back({function.get(), weight});
  }
  whole.weight = total;
  size_t most = kMost, least = kLeast, undivided = kUndivided;
  if (!options.optimise) {
    most = std::clamp(std::bit_ceil(total) / kUnitsUnoptimised, kMostUnoptimised, kMost);
    undivided = most;
  }
  if (options.unit_weight != 0) most = undivided = options.unit_weight;
  least = std::min(least, most / 2);
  if (options.library || total <= undivided) {
    units_.push_back(std::move(whole));
    return;
  }
  // As in the text; the main module, which is changed most, is last.
  auto rank = [&](const ir::Function* f) {
    return std::tuple(f->module == program.main_module ? UINT32_MAX : f->module, f->source_start, f->id);
  };
  std::sort(order.begin(), order.end(),
            [&](const auto& a, const auto& b) { return rank(a.first) < rank(b.first); });
  const ir::Function* last = nullptr;
  for (auto& [function, weight] : order) {
    if (last != nullptr) {
      const Unit& unit = units_.back();
      bool enough = unit.weight >= least;
      bool ends = last->module != function->module || hashOf(last->symbol) % kStretch == 0;
      if ((enough && ends) || unit.weight + weight > most) last = nullptr;
    }
    // Coroutines are two functions with one place in the text.
    if (last == nullptr) units_.push_back({function->symbol, {}, 0});
    units_.back().functions.push_back(function);
    units_.back().weight += weight;
    last = function;
  }
  if (units_.back().weight > kSmallTables) units_.push_back({"tables", {}, 0});
}

void Plan::findReferences() {
  std::unordered_map<const ir::Function*, size_t> homes;
  std::unordered_map<std::string, size_t> cells;
  for (size_t at = 0; at < units_.size(); ++at) {
    for (const ir::Function* function : units_[at].functions) homes[function] = at;
  }
  auto refersToCell = [&](const std::string& name, size_t at) {
    if (auto [it, fresh] = cells.try_emplace(name, at); !fresh && it->second != at)
      shared_cells_.insert(name);
  };
  auto calls = [&](const ir::Function* function, size_t at) {
    if (auto it = homes.find(function); it != homes.end() && it->second != at)
      shared_functions_.insert(function);
  };
  for (const ir::ModuleRecord& record : program.modules) {
    if (record.body != nullptr) entries_.insert(record.body);
    if (record.instantiate != nullptr) entries_.insert(record.instantiate);
    if (!isSplit()) continue;
    for (const auto& row : record.exports) {
      if (row.variable != nullptr) refersToCell(cellOf(*row.variable), units_.size() - 1);
    }
  }
  for (size_t at = 0; at < units_.size(); ++at) {
    for (const ir::Function* function : units_[at].functions) {
      Uses& uses = uses_[function];
      for (const auto& block : function->blocks) {
        for (const ir::Instr* instr : block->instrs) {
          uses.callee |= instr->op == Opcode::Callee || instr->op == Opcode::LoadCapture;
          uses.this_value |= instr->op == Opcode::ThisValue;
          uses.new_target |= instr->op == Opcode::NewTarget;
          uses.arguments |=
              instr->op == Opcode::ArgCount || instr->op == Opcode::ArgVector || instr->op == Opcode::LoadArg;
          if (instr->op == Opcode::IsClosureOf) entries_.insert(instr->function);
          if (!isSplit()) continue;
          if (instr->op == Opcode::CallKnown) calls(instr->function, at);
          if (instr->variable != nullptr) refersToCell(cellOf(*instr->variable), at);
          if (instr->ref == nullptr) continue;
          if (instr->ref->kind == ir::StaticRef::Kind::ResumeEntry) calls(instr->ref->function, at);
          if (instr->ref->kind == ir::StaticRef::Kind::RootCell)
            refersToCell(instr->ref->variable != nullptr ? cellOf(*instr->ref->variable) : instr->ref->name,
                         at);
        }
      }
    }
  }
}

}  // namespace kiln::codegen
