#include "ir/passes/once.h"

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

}  // namespace

void markOnceSites(Program& program, const Heat& heat) {
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
    for (const auto& block : once[i]->blocks) {
      if (heat.loopsAround(*block) > 0) continue;
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
