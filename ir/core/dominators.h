// Immediate dominators over normal and unwind edges (Cooper, Harvey, Kennedy: A Simple, Fast Dominance
// Algorithm).
#pragma once
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

class Dominators {
 public:
  explicit Dominators(const Function& function);
  bool dominates(const Block* a, const Block* b) const;  // reflexive; false for unreachable blocks
  const Block* idom(const Block* block) const;           // nullptr for the entry
  const std::vector<Block*>& order() const { return order_; }

 private:
  std::vector<Block*> order_;
  std::vector<int32_t> index_;  // by block id: position in order_, -1 when unreachable
  std::vector<int32_t> idom_;   // by position
};

}  // namespace kiln::ir
