// How often code runs, as far as the text tells: how many loops are around it, in its function and in the
// functions that call it. An estimate, only used to choose where copies of code pay.
#pragma once
#include <unordered_map>
#include <vector>

#include "ir/passes/callees.h"

namespace kiln::ir {

class Heat {
 public:
  Heat(const Program& program, const CalleeEvidence& callees);

  // Loops around the instruction, 0 to kMost.
  uint32_t of(const Instr& instr) const;
  static constexpr uint32_t kMost = 6;

 private:
  void findLoops(const Function& function);

  std::unordered_map<const Block*, uint32_t> depth_;         // loops of the function itself around the block
  std::unordered_map<const Function*, uint32_t> functions_;  // around its calls
  std::unordered_map<const Block*, const Function*> owners_;
};

}  // namespace kiln::ir
