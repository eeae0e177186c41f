// Reads of module variables that are given a constant once, `const PUSH = 0`: behind the test that the variable is
// initialised, its value is the constant. Comparisons with such names become a table of jumps (a `switch` over
// operation codes), arithmetic with them folds.
#include "ir/passes/constant_variables.h"

#include "ir/passes/constant_word.h"
#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

bool isConstant(const Instr& value, uint64_t* word) {
  const Instr& unboxed = value.op == Opcode::Box ? *value.operands[0] : value;
  return isConstWord(unboxed, word) && *word != abi::kEmpty;
}

// The test stays where it is: it may throw.
void replaceReads(Function& function, const ConstantVariables& variables) {
  std::unordered_map<const Instr*, Instr*> constants;
  for (auto& block : function.blocks) {
    for (size_t i = 0; i < block->instrs.size(); ++i) {
      const Instr* test = block->instrs[i];
      const Instr* value = variables.valueOf(*test);
      uint64_t word;
      if (value == nullptr || !isConstant(*value, &word)) continue;
      Instr* constant = function.newInstr(Opcode::ConstValue, value->type, test->loc);
      constant->type.rep = Rep::Value;
      constant->imm = static_cast<int64_t>(word);
      constant->block = block.get();
      block->instrs.insert(block->instrs.begin() + static_cast<std::ptrdiff_t>(i++), constant);
      constants[test] = constant;
    }
  }
  if (constants.empty()) return;
  for (auto& block : function.blocks) {
    for (Instr* instr : block->instrs) {
      for (Instr*& operand : instr->operands) {
        auto it = constants.find(operand);
        if (it != constants.end()) operand = it->second;
      }
    }
  }
}

}  // namespace

ConstantVariables::ConstantVariables(const Program& program) {
  for (const auto& function : program.functions) {
    for (const auto& block : function->blocks) {
      for (const Instr* instr : block->instrs) {
        if (instr->op != Opcode::StoreVar || !instr->variable->constant) continue;
        auto [it, first] = values_.emplace(instr->variable, instr->operands[0]);
        if (!first) it->second = nullptr;
      }
    }
  }
}

const Instr* ConstantVariables::valueOf(const Instr& read) const {
  if (read.op != Opcode::CheckTdz || read.operands[0]->op != Opcode::LoadVar) return nullptr;
  auto value = values_.find(read.operands[0]->variable);
  return value == values_.end() ? nullptr : value->second;
}

void propagateConstantVariables(Program& program) {
  ConstantVariables variables(program);
  for (auto& function : program.functions) replaceReads(*function, variables);
}

}  // namespace kiln::ir
