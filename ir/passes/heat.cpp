#include "ir/passes/heat.h"

#include <algorithm>
#include <unordered_set>

#include "ir/core/dominators.h"
#include "ir/passes/pass.h"

namespace kiln::ir {

Heat::Heat(const Program& program, const CalleeEvidence& callees) {
  struct Call {
    const Instr* instr;
    const Function* callee;
  };
  std::vector<Call> calls;
  for (const auto& function : program.functions) {
    if (function->blocks.empty()) continue;
    findLoops(*function);
    for (const auto& block : function->blocks) {
      owners_[block.get()] = function.get();
      for (const Instr* instr : block->instrs) {
        if (instr->op == Opcode::CallKnown) calls.push_back({instr, instr->function});
        if (instr->op != Opcode::Call && instr->op != Opcode::Construct) continue;
        for (const Function* callee : callees.of(instr->operands[0])) calls.push_back({instr, callee});
      }
    }
  }
  // Recursion is a loop too.
  for (const Call& call : calls) {
    if (owners_.at(call.instr->block) == call.callee) functions_[call.callee] = 1;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const Call& call : calls) {
      uint32_t here = of(*call.instr);
      uint32_t& known = functions_[call.callee];
      if (known >= here) continue;
      known = here;
      changed = true;
    }
  }
}

uint32_t Heat::of(const Instr& instr) const {
  auto owner = functions_.find(owners_.at(instr.block));
  auto depth = depth_.find(instr.block);
  uint32_t around = owner == functions_.end() ? 0 : owner->second;
  uint32_t inside = depth == depth_.end() ? 0 : depth->second;
  return std::min(kMost, around + inside);
}

// Natural loops: the blocks from which an edge back to a dominating header is reached without passing it.
void Heat::findLoops(const Function& function) {
  Dominators dominators(function);
  std::unordered_map<const Block*, std::unordered_set<const Block*>> bodies;  // by header
  for (const Block* block : dominators.order()) {
    for (const Block* header : block->succs) {
      if (!dominators.dominates(header, block)) continue;
      auto& body = bodies[header];
      body.insert(header);
      std::vector<const Block*> open{block};
      while (!open.empty()) {
        const Block* at = open.back();
        open.pop_back();
        if (!body.insert(at).second) continue;
        for (const Block* pred : at->preds) open.push_back(pred);
      }
    }
  }
  for (const auto& [header, body] : bodies) {
    for (const Block* block : body) ++depth_[block];
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
