#include "ir/passes/heat.h"

#include <algorithm>
#include <utility>

#include "ir/core/dominators.h"
#include "ir/passes/pass.h"

namespace kiln::ir {

Heat::Heat(const Program& program, const CalleeEvidence& callees)
    : profile_(program.profile.get()), functions_(program.functions.size(), 0), depths_(program.functions.size()) {
  struct Call {
    const Instr* instr;
    const Function* callee;
  };
  std::vector<Call> calls;
  for (const auto& function : program.functions) {
    if (function->blocks.empty()) continue;
    findLoops(*function);
    for (const auto& block : function->blocks) {
      for (const Instr* instr : block->instrs) {
        if (instr->op == Opcode::CallKnown) calls.push_back({instr, instr->function});
        if (instr->op != Opcode::Call && instr->op != Opcode::Construct) continue;
        for (const Function* callee : callees.of(instr->operands[0])) calls.push_back({instr, callee});
      }
    }
  }
  // Recursion is a loop too.
  for (const Call& call : calls) {
    if (call.instr->block->function == call.callee) functions_[call.callee->id] = 1;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const Call& call : calls) {
      uint8_t here = static_cast<uint8_t>(estimate(*call.instr));
      uint8_t& known = functions_[call.callee->id];
      if (known >= here) continue;
      known = here;
      changed = true;
    }
  }
}

uint32_t Heat::of(const Instr& instr) const {
  if (profile_ != nullptr) {
    if (std::optional<uint64_t> count = profile_->countAt(instr)) return ofCount(*count);
  }
  return estimate(instr);
}

// By powers of ten below what ran most.
uint32_t Heat::ofCount(uint64_t count) const {
  if (count <= 1) return 0;
  uint32_t heat = kMost;
  for (uint64_t least = profile_->largestCount() / 10; heat > 0 && count < least; least /= 10) --heat;
  return heat;
}

uint32_t Heat::loopsAround(const Block& block) const {
  const std::vector<uint8_t>& depths = depths_[block.function->id];
  return block.id < depths.size() ? depths[block.id] : 0;
}

uint32_t Heat::estimate(const Instr& instr) const {
  return std::min(kMost, functions_[instr.block->function->id] + loopsAround(*instr.block));
}

// Natural loops: the blocks from which an edge back to a dominating header is reached without passing it.
void Heat::findLoops(const Function& function) {
  std::vector<Block*> order = reversePostOrder(function);
  std::vector<uint32_t> number(function.next_block_id, UINT32_MAX);
  std::vector<std::pair<const Block*, const Block*>> back;  // against the order: header, and from where
  for (uint32_t i = 0; i < order.size(); ++i) number[order[i]->id] = i;
  for (const Block* block : order) {
    for (const Block* header : block->succs) {
      if (number[header->id] <= number[block->id]) back.push_back({header, block});
    }
  }
  if (back.empty()) return;
  Dominators dominators(function);
  std::sort(back.begin(), back.end(),
            [&](const auto& a, const auto& b) { return number[a.first->id] < number[b.first->id]; });
  std::vector<uint8_t>& depths = depths_[function.id];
  depths.resize(function.next_block_id, 0);
  std::vector<const Block*> last(function.next_block_id, nullptr);  // header of the last loop found around the block
  std::vector<const Block*> open;
  auto enter = [&](const Block* block, const Block* header) {
    if (last[block->id] == header) return false;
    last[block->id] = header;
    depths[block->id] = static_cast<uint8_t>(std::min<uint32_t>(kMost, depths[block->id] + 1u));
    return true;
  };
  for (auto [header, from] : back) {
    if (!dominators.dominates(header, from)) continue;
    enter(header, header);
    open.assign(1, from);
    while (!open.empty()) {
      const Block* at = open.back();
      open.pop_back();
      if (!enter(at, header)) continue;
      open.insert(open.end(), at->preds.begin(), at->preds.end());
    }
  }
}

namespace {

constexpr size_t kFreeSites = 500;  // property sites that any program may have hot ones of
constexpr size_t kHotPart = 16;     // … and the part of all of its sites

// The side of a branch that is expected to go the other way.
bool isUnexpected(const Block& block) {
  if (block.preds.size() != 1 || block.preds[0]->succs.size() != 2) return false;
  return block.preds[0]->terminator()->flag && block.preds[0]->succs[1] == &block;
}

}  // namespace

void markHotSites(Program& program) {
  CalleeEvidence callees(program);
  Heat heat(program, callees);
  std::vector<std::vector<Instr*>> sites(Heat::kMost + 1);  // by heat
  size_t count = 0;
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      if (isUnexpected(*block)) continue;
      for (Instr* instr : block->instrs) {
        if (instr->op != Opcode::GetProp && instr->op != Opcode::SetProp) continue;
        sites[heat.of(*instr)].push_back(instr);
        ++count;
      }
    }
  }
  size_t left = kFreeSites + count / kHotPart;
  std::reverse(sites.begin(), sites.end());
  for (const std::vector<Instr*>& equal : sites) {
    for (Instr* site : equal) {
      if (left == 0) return;
      --left;
      site->flag = true;
    }
  }
}

}  // namespace kiln::ir
