// Reads of module variables that are given a constant once, `const PUSH = 0`: behind the test that the variable is
// initialised, its value is the constant. Comparisons with such names become a table of jumps (a `switch` over
// operation codes), arithmetic with them folds.
#include <unordered_map>

#include "ir/passes/pass.h"
#include "runtime/abi/value.h"

namespace kiln::ir {
namespace {

bool isConstant(const Instr& value, uint64_t* word) {
  switch (value.op) {
    case Opcode::Box:
      return isConstant(*value.operands[0], word);
    case Opcode::ConstInt32:
      *word = abi::Value::int32(static_cast<int32_t>(value.imm)).bits;
      return true;
    case Opcode::ConstDouble:
      *word = abi::Value::number(value.number).bits;
      return true;
    case Opcode::ConstBool:
      *word = abi::Value::boolean(value.imm != 0).bits;
      return true;
    case Opcode::ConstValue:
      *word = static_cast<uint64_t>(value.imm);
      return *word != abi::kEmpty;
    default:
      return false;
  }
}

using Stores = std::unordered_map<const Variable*, const Instr*>;

// The one assignment of each variable that never changes.
Stores findStores(const Program& program) {
  Stores stores;
  for (const auto& function : program.functions) {
    for (const auto& block : function->blocks) {
      for (const Instr* instr : block->instrs) {
        if (instr->op != Opcode::StoreVar || !instr->variable->constant) continue;
        auto [it, first] = stores.emplace(instr->variable, instr);
        if (!first) it->second = nullptr;
      }
    }
  }
  return stores;
}

// The test stays where it is: it may throw.
void replaceReads(Function& function, const Stores& stores) {
  std::unordered_map<const Instr*, Instr*> constants;
  for (auto& block : function.blocks) {
    for (size_t i = 0; i < block->instrs.size(); ++i) {
      const Instr* test = block->instrs[i];
      if (test->op != Opcode::CheckTdz || test->operands[0]->op != Opcode::LoadVar) continue;
      auto store = stores.find(test->operands[0]->variable);
      uint64_t word;
      if (store == stores.end() || store->second == nullptr || !isConstant(*store->second->operands[0], &word)) continue;
      Instr* constant = function.newInstr(Opcode::ConstValue, store->second->operands[0]->type, test->loc);
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

void propagateConstantVariables(Program& program) {
  Stores stores = findStores(program);
  if (stores.empty()) return;
  for (auto& function : program.functions) replaceReads(*function, stores);
}

}  // namespace kiln::ir
