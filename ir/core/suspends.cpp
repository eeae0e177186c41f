#include "ir/core/suspends.h"

namespace kiln::ir {

std::vector<uint32_t> suspendOffsets(const Function& resume) {
  std::vector<uint32_t> offsets;
  for (const auto& block : resume.blocks) {
    for (const Instr* instr : block->instrs) {
      if (instr->op != Opcode::SetCoroutineState || instr->imm <= 0) continue;
      auto state = static_cast<size_t>(instr->imm);
      if (offsets.size() <= state) offsets.resize(state + 1);
      if (instr->loc.offset != UINT32_MAX) offsets[state] = instr->loc.offset - resume.source_start;
    }
  }
  return offsets;
}

}  // namespace kiln::ir
