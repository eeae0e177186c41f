// Moves what only the way out of a fast copy needs into that way: objects that it made and nobody saw
// (sink_instances.h), the boxes of values that it keeps raw, and exact sums of which it uses the low bits
// alone.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/passes/pass.h"
#include "ir/passes/sink_instances.h"
#include "ir/passes/versions.h"

namespace kiln::ir {
namespace {

class Sinker {
 public:
  explicit Sinker(Function& function) : function_(function) {}

  void run() {
    std::vector<Block*> exits;
    for (auto& block : function_.blocks) {
      if (isExit(*block)) exits.push_back(block.get());
    }
    if (exits.empty()) return;
    exits_.insert(exits.begin(), exits.end());
    sinkInstances(function_, exits);
    findNeeded();
    for (Block* exit : exits) sinkInto(*exit);
  }

 private:
  static bool mayMove(const Instr& instr) {
    return instr.op == Opcode::Box || instr.op == Opcode::DoubleAdd || instr.op == Opcode::DoubleSub ||
           instr.op == Opcode::Int32ToDouble || instr.op == Opcode::Uint32ToDouble;
  }

  // What something else uses than what may move itself.
  void findNeeded() {
    std::vector<const Instr*> work;
    auto need = [&](const Instr* instr) {
      if (mayMove(*instr) && needed_.insert(instr).second) work.push_back(instr);
    };
    for (auto& block : function_.blocks) {
      for (const Instr* instr : block->instrs) {
        if (mayMove(*instr)) continue;
        for (size_t i = 0; i < instr->operands.size(); ++i) {
          bool leaving = exits_.contains(instr->op == Opcode::Phi ? block->preds[i] : block.get());
          if (!leaving) need(instr->operands[i]);
        }
      }
    }
    while (!work.empty()) {
      const Instr* instr = work.back();
      work.pop_back();
      for (const Instr* operand : instr->operands) need(operand);
    }
  }

  void sinkInto(Block& exit) {
    moved_.clear();
    // What makes objects there has its operands in front of it.
    const std::vector<Instr*> makers = exit.instrs;
    for (Instr* maker : makers) {
      if (mayMove(*maker)) continue;
      for (Instr*& operand : maker->operands) {
        if (operand->block != &exit && mayMove(*operand) &&
            (operand->op == Opcode::Box || !needed_.contains(operand)))
          operand = copy(operand, exit, maker);
      }
    }
    Block* target = exit.succs[0];
    for (size_t p = 0; p < target->preds.size(); ++p) {
      if (target->preds[p] != &exit) continue;
      for (Instr* phi : target->instrs) {
        if (phi->op != Opcode::Phi) break;
        Instr*& value = phi->operands[p];
        // A box is cheap to make again, whoever else has one.
        if (value->op == Opcode::Box || (mayMove(*value) && !needed_.contains(value)))
          value = copy(value, exit, exit.terminator());
      }
    }
  }

  Instr* copy(Instr* instr, Block& exit, const Instr* before) {
    if (instr->block == &exit) return instr;
    Instr*& made = moved_[instr];
    if (made != nullptr) return made;
    std::vector<Instr*> operands = instr->operands;
    for (Instr*& operand : operands) {
      if (mayMove(*operand) && !needed_.contains(operand)) operand = copy(operand, exit, before);
    }
    Instr* moved = function_.newInstr(instr->op, instr->type, instr->loc);
    moved->operands = std::move(operands);
    moved->block = &exit;
    exit.instrs.insert(std::find(exit.instrs.begin(), exit.instrs.end(), before), moved);
    return moved_[instr] = moved;
  }

  Function& function_;
  std::unordered_set<const Block*> exits_;
  std::unordered_set<const Instr*> needed_;
  std::unordered_map<const Instr*, Instr*> moved_;
};

}  // namespace

void sinkIntoExits(Program& program) {
  for (auto& function : program.functions) {
    if (!function->blocks.empty()) Sinker(*function).run();
  }
}

}  // namespace kiln::ir
