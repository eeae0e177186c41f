// The law of the IR. `verify` checks, after every pass in debug and test builds:
//  1. every block ends with its only Control instruction; its number of successors fits the opcode;
//  2. preds and succs/unwind agree edge by edge; handler blocks are entered by unwind edges only, others
//  never;
//  3. phis stand first, with one operand per predecessor, of the phi's own representation; `catch` follows
//  the phis in handlers and stands nowhere else;
//  4. a block with `unwind` has at most one throwing instruction; what follows it cannot throw and is not
//  used in the handler;
//  5. operands are defined in the same function, before their use in a dominating position;
//     the result of a throwing instruction, and what follows it, is not used where the block's own unwind
//     edge leads;
//  6. operand count and representations fit the opcode (helpers: the helper's signature);
//  7. the immediate that the opcode needs is there;
//  8. suspend is followed by resumed_value.
// Not checked: that no suspend is left after the coroutines pass (code generation refuses it), TypeSets
// against the operands' sets (infer's own tests), liveness of stack slots.
#pragma once
#include <string>
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

// Empty when the function obeys the law; else one line per violation, naming block and instruction.
std::vector<std::string> verify(const Function& function);
std::vector<std::string> verify(const Program& program);

}  // namespace kiln::ir
