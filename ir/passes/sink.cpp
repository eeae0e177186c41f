// Moves what only the way out of a fast copy needs into that way: the boxes of values that the fast copy
// itself keeps raw.
#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

// The block that a failing guard enters (versions.h): it has nothing but a jump.
bool isExit(const Block& block) {
  if (block.preds.size() != 1 || block.is_handler || block.instrs.size() != 1) return false;
  const Instr* last = block.preds[0]->terminator();
  return block.terminator()->op == Opcode::Jump && last->op == Opcode::Branch && last->flag &&
         block.preds[0]->succs[1] == &block;
}

void sinkBoxes(Function& function, Block& exit) {
  Block* target = exit.succs[0];
  for (size_t p = 0; p < target->preds.size(); ++p) {
    if (target->preds[p] != &exit) continue;
    for (Instr* phi : target->instrs) {
      if (phi->op != Opcode::Phi) break;
      Instr* value = phi->operands[p];
      if (value->op != Opcode::Box) continue;
      Instr* box = function.newInstr(Opcode::Box, value->type, value->loc);
      box->operands = value->operands;
      box->block = &exit;
      exit.instrs.insert(exit.instrs.end() - 1, box);
      phi->operands[p] = box;
    }
  }
}

}  // namespace

void sinkIntoExits(Program& program) {
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      if (isExit(*block)) sinkBoxes(*function, *block);
    }
  }
}

}  // namespace kiln::ir
