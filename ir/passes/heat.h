// How often code runs: as a profile counted it, or else as far as the text tells: how many loops are around it, in its
// function and in the functions that call it. An estimate, only used to choose where copies of code pay.
#pragma once
#include <cstdint>
#include <vector>

#include "ir/core/profile.h"
#include "ir/passes/callees.h"

namespace kiln::ir {

class Heat {
 public:
  Heat(const Program& program, const CalleeEvidence& callees);

  // Loops around the instruction, 0 to kMost; with a profile, kMost minus the powers of ten by which it runs less often than
  // what runs most.
  uint32_t of(const Instr& instr) const;
  static constexpr uint32_t kMost = 6;
  // Loops of its own function around the block.
  uint32_t loopsAround(const Block& block) const;

 private:
  uint32_t estimate(const Instr& instr) const;
  uint32_t ofCount(uint64_t count) const;
  void findLoops(const Function& function);

  const Profile* profile_;                    // or null
  std::vector<uint8_t> functions_;            // by id: loops around the function's calls
  std::vector<std::vector<uint8_t>> depths_;  // by ids of function and block: loops of the function itself
};

}  // namespace kiln::ir
