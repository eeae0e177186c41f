#include "ir/passes/constants.h"

#include <algorithm>

#include "ir/core/dominators.h"

namespace kiln::ir {
namespace {

bool comesBefore(const Instr& a, const Instr& b) {
  for (const Instr* instr : a.block->instrs) {
    if (instr == &a) return true;
    if (instr == &b) return false;
  }
  return false;
}

}  // namespace

void Constants::find(bool has_loop) {
  std::unordered_map<const Variable*, std::vector<Instr*>> loads;
  std::unordered_map<int64_t, std::vector<Instr*>> captures;
  std::unordered_map<const Variable*, std::vector<Instr*>> stores;
  std::vector<const Variable*> order;
  std::vector<int64_t> capture_order;
  for (auto& block : function_.blocks) {
    for (Instr* instr : block->instrs) {
      if (instr->op == Opcode::StoreVar) stores[instr->variable].push_back(instr);
      if (instr->op == Opcode::LoadVar && instr->variable->constant) {
        std::vector<Instr*>& known = loads[instr->variable];
        if (known.empty()) order.push_back(instr->variable);
        known.push_back(instr);
      } else if (instr->op == Opcode::LoadCapture && instr->rep() == Rep::Value) {
        std::vector<Instr*>& known = captures[instr->imm];
        if (known.empty()) capture_order.push_back(instr->imm);
        known.push_back(instr);
      }
    }
  }
  for (const Variable* variable : order) {
    std::vector<Instr*>& reads = loads.at(variable);
    if (auto it = stores.find(variable); it != stores.end()) {
      if (it->second.size() == 1) forward(*it->second[0], reads);
    } else if (has_loop || reads.size() > 1) {
      readAtEntry(reads);
    }
  }
  for (int64_t index : capture_order) {
    std::vector<Instr*>& reads = captures.at(index);
    if (has_loop || reads.size() > 1) readAtEntry(reads);
  }
  // What only passes a constant on counts as the constant itself.
  for (auto& block : function_.blocks) {
    for (Instr* instr : block->instrs) {
      if (instr->op != Opcode::CheckTdz) continue;
      auto it = same_.find(instr->operands[0]);
      if (it != same_.end()) same_[instr] = it->second;
    }
  }
}

// Behind the one assignment its value is known.
void Constants::forward(const Instr& store, const std::vector<Instr*>& reads) {
  Dominators dominators(function_);
  for (Instr* read : reads) {
    bool behind_store = store.block == read->block ? comesBefore(store, *read)
                                                   : dominators.dominates(store.block, read->block);
    if (behind_store) same_[read] = store.operands[0];
  }
}

void Constants::readAtEntry(const std::vector<Instr*>& reads) {
  std::vector<Instr*>& instrs = function_.entry()->instrs;
  auto at = std::find_if(instrs.begin(), instrs.end(), [](const Instr* instr) {
    return instr->op != Opcode::Param && instr->op != Opcode::ThisValue && instr->op != Opcode::Callee &&
           instr->op != Opcode::NewTarget && instr->op != Opcode::ArgCount && instr->op != Opcode::ArgVector;
  });
  if (function_.entry()->unwind != nullptr) return;
  Instr* read = function_.newInstr(reads[0]->op, reads[0]->type, reads[0]->loc);
  read->imm = reads[0]->imm;
  read->variable = reads[0]->variable;
  read->block = function_.entry();
  instrs.insert(at, read);
  reads_.push_back(read);
  for (Instr* other : reads) same_[other] = read;
}

Instr* Constants::origin(Instr* value) const {
  for (auto it = same_.find(value); it != same_.end(); it = same_.find(value)) value = it->second;
  return value;
}

}  // namespace kiln::ir
