// Strings that are put together from three parts or more are made at once, without those in between.
//
//     %3 = string.concat %1, %2          →    %5 = helper concat_n (4, pack (%1, %2, …))
//     %5 = string.concat %3, "…" …
//
// Concatenations of one block only: between them others may run, which cannot see a string that is not there yet.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

class Concatenations {
 public:
  explicit Concatenations(Function& function) : function_(function) {}

  void run() {
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr* operand : instr->operands) {
          if (operand->op == Opcode::StringConcat) ++uses_[operand];
          if (instr->op == Opcode::StringConcat && operand->block == block.get()) inner_.insert(operand);
        }
      }
    }
    if (inner_.empty()) return;
    for (auto& block : function_.blocks) {
      std::vector<Instr*> after;
      for (Instr* instr : block->instrs) {
        if (instr->op == Opcode::StringConcat && !isInner(*instr)) join(instr, &after);
        after.push_back(instr);
      }
      std::erase_if(after, [&](const Instr* instr) { return gone_.contains(instr); });
      block->instrs = std::move(after);
    }
  }

 private:
  // Whether nothing but another concatenation of the block uses it.
  bool isInner(const Instr& instr) const {
    return instr.op == Opcode::StringConcat && inner_.contains(&instr) && uses_.at(&instr) == 1;
  }
  void collect(Instr* part, const Block* block, std::vector<Instr*>* parts) {
    if (part->block != block || !isInner(*part)) return parts->push_back(part);
    gone_.insert(part);
    for (Instr* operand : part->operands) collect(operand, block, parts);
  }
  void join(Instr* instr, std::vector<Instr*>* before) {
    std::vector<Instr*> parts;
    for (Instr* operand : instr->operands) collect(operand, instr->block, &parts);
    if (parts.size() < 3) return;
    auto add = [&](Opcode op, Type type, std::vector<Instr*> operands) {
      Instr* made = function_.newInstr(op, type, instr->loc);
      made->block = instr->block;
      made->operands = std::move(operands);
      before->push_back(made);
      return made;
    };
    for (Instr*& part : parts) part = add(Opcode::Box, Type::value(kTString), {part});
    Instr* count = add(Opcode::ConstInt32, Type::of(Rep::Int32), {});
    count->imm = static_cast<int64_t>(parts.size());
    Instr* vector = add(Opcode::Pack, Type::of(Rep::Pointer), std::move(parts));
    instr->op = Opcode::CallHelper;
    instr->imm = static_cast<int64_t>(HelperId::concat_n);
    instr->operands = {count, vector};
  }

  Function& function_;
  std::unordered_map<const Instr*, size_t> uses_;
  std::unordered_set<const Instr*> inner_, gone_;
};

}  // namespace

void joinConcatenations(Program& program) {
  for (auto& function : program.functions) {
    if (!function->blocks.empty()) Concatenations(*function).run();
  }
}

}  // namespace kiln::ir
