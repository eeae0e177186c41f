// Two ways to the result of an instruction, behind a test in front of it.
#pragma once
#include "ir/core/ir.h"

namespace kiln::ir {

// What a block becomes that is forked at one of its instructions. `yes` and `no` have no instructions yet.
struct Fork {
  Block* before;  // ends with the branch
  Block* yes;
  Block* no;
  Block* rest;  // what followed the instruction
};

// Unlinks `at`, which may throw, and ends the block in front of it with a branch on `holds`, which is expected to hold.
// Whoever calls fills `yes` and `no` and ends with `join`.
Fork forkAt(Instr* at, Instr* holds);

// Leads both ways into the rest, and what they throw to the block's handler; the phi there of what they made, or nullptr when those have no value.
Instr* join(const Fork& fork, Instr* from_yes, Instr* from_no);

// At the end of `block`.
Instr* append(Block* block, Opcode op, Type type, std::vector<Instr*> operands, SourceLoc loc);
Instr* appendUndefined(Block* block, SourceLoc loc);

}  // namespace kiln::ir
