#include "ir/passes/fork.h"

namespace kiln::ir {

Instr* append(Block* block, Opcode op, Type type, std::vector<Instr*> operands, SourceLoc loc) {
  Instr* made = block->function->newInstr(op, type, loc);
  made->operands = std::move(operands);
  made->block = block;
  block->instrs.push_back(made);
  return made;
}

Instr* appendUndefined(Block* block, SourceLoc loc) {
  Instr* made = append(block, Opcode::ConstValue, Type::value(kTUndefined), {}, loc);
  made->imm = static_cast<int64_t>(abi::kUndefined);
  return made;
}

Fork forkAt(Instr* at, Instr* holds) {
  Block* before = at->block;
  Function* function = before->function;
  Fork fork{before, function->newBlock(), function->newBlock(), splitAt(at)};
  append(before, Opcode::Branch, Type::of(Rep::Void), {holds}, at->loc)->flag = true;
  before->succs = {fork.yes, fork.no};
  fork.yes->preds = fork.no->preds = {before};
  return fork;
}

Instr* join(const Fork& fork, Instr* from_yes, Instr* from_no) {
  for (Block* way : {fork.yes, fork.no}) {
    append(way, Opcode::Jump, Type::of(Rep::Void), {}, way->instrs.empty() ? SourceLoc{} : way->instrs.back()->loc);
    way->succs = {fork.rest};
    fork.rest->preds.push_back(way);
  }
  if (fork.before->unwind != nullptr) {
    for (Block* way : {fork.yes, fork.no}) unwindLike(way, fork.before);
    dropUnwind(fork.before);
  }
  if (from_yes == nullptr) return nullptr;
  Instr* phi = fork.rest->function->newInstr(Opcode::Phi, from_no->type, from_no->loc);
  phi->operands = {from_yes, from_no};
  phi->block = fork.rest;
  fork.rest->instrs.insert(fork.rest->instrs.begin(), phi);
  return phi;
}

}  // namespace kiln::ir
