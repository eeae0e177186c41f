#include "ir/passes/once.h"

#include <vector>

namespace kiln::ir {
namespace {

// What has a cache, and a helper that does without.
bool isSite(Opcode op) {
  switch (op) {
    case Opcode::GetProp:
    case Opcode::SetProp:
    case Opcode::GetElem:
    case Opcode::SetElem:
      return true;
    default:
      return false;
  }
}

// Texts of eval and Function are evaluated whenever the program comes by.
bool runsOnce(const Program& program, const Function& function) {
  if (function.kind != FunctionKind::ModuleBody) return false;
  return program.modules.empty() || program.modules[function.module].kind != abi::ModuleKind::Evaluated;
}

// By id: whether the block may run again in one call. Not only natural loops: a fast copy of a loop leaves for the middle of its generic
// copy, which then has two ways in. (Components as Kosaraju and Sharir find them.)
std::vector<bool> blocksInCycles(const Function& function) {
  std::vector<Block*> order = reversePostOrder(function);
  std::vector<bool> in_cycle(function.next_block_id), left(function.next_block_id);
  for (const Block* block : order) left[block->id] = true;
  for (const Block* root : order) {
    if (!left[root->id]) continue;
    left[root->id] = false;
    std::vector<const Block*> component{root};
    for (size_t i = 0; i < component.size(); ++i) {
      for (const Block* pred : component[i]->preds) {
        if (pred == component[i]) in_cycle[pred->id] = true;
        if (!left[pred->id]) continue;
        left[pred->id] = false;
        component.push_back(pred);
      }
    }
    if (component.size() == 1) continue;
    for (const Block* block : component) in_cycle[block->id] = true;
  }
  return in_cycle;
}

}  // namespace

void markOnceSites(Program& program) {
  std::vector<uint32_t> calls(program.functions.size(), 0);
  for (const auto& function : program.functions) {
    for (const auto& block : function->blocks) {
      for (const Instr* instr : block->instrs) {
        if (instr->op == Opcode::CallKnown) ++calls[instr->function->id];
      }
    }
  }
  std::vector<const Function*> once;
  for (const auto& function : program.functions) {
    if (runsOnce(program, *function)) once.push_back(function.get());
  }
  for (size_t i = 0; i < once.size(); ++i) {
    std::vector<bool> in_cycle = blocksInCycles(*once[i]);
    for (const auto& block : once[i]->blocks) {
      if (in_cycle[block->id]) continue;
      for (Instr* instr : block->instrs) {
        instr->once = isSite(instr->op);
        if (instr->op != Opcode::CallKnown) continue;
        const Function* callee = instr->function;
        if (calls[callee->id] == 1 && !callee->escapes && callee->kind == FunctionKind::Normal) once.push_back(callee);
      }
    }
  }
}

}  // namespace kiln::ir
