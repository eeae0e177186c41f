// Module variables that are assigned once, by one instruction of the program.
#pragma once
#include <unordered_map>

#include "ir/core/ir.h"

namespace kiln::ir {

class ConstantVariables {
 public:
  explicit ConstantVariables(const Program& program);

  // What the variable was given whose initialised value `read`, a check_tdz, is; nullptr when that is not known.
  const Instr* valueOf(const Instr& read) const;

 private:
  std::unordered_map<const Variable*, const Instr*> values_;  // nullptr: there are several
};

}  // namespace kiln::ir
