// How often code runs, as far as the text tells: how many loops are around it, in its function and in the
// functions that call it. An estimate, only used to choose where copies of code pay.
#pragma once
#include <cstdint>
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

  std::vector<uint8_t> functions_;            // by id: loops around the function's calls
  std::vector<std::vector<uint8_t>> depths_;  // by ids of function and block: loops of the function itself
};

}  // namespace kiln::ir
