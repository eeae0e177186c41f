#include "ir/core/dominators.h"

namespace kiln::ir {

Dominators::Dominators(const Function& function)
    : order_(reversePostOrder(function)), index_(function.next_block_id, -1), idom_(order_.size(), -1) {
  for (size_t i = 0; i < order_.size(); ++i) index_[order_[i]->id] = static_cast<int32_t>(i);
  idom_[0] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 1; i < order_.size(); ++i) {
      int32_t best = -1;
      for (const Block* pred : order_[i]->preds) {
        int32_t p = index_[pred->id];
        if (p < 0 || idom_[p] < 0) continue;
        if (best < 0) {
          best = p;
          continue;
        }
        while (best != p) {
          if (best > p) {
            best = idom_[best];
          } else {
            p = idom_[p];
          }
        }
      }
      if (best != idom_[i]) {
        idom_[i] = best;
        changed = true;
      }
    }
  }
}

bool Dominators::dominates(const Block* a, const Block* b) const {
  int32_t ia = index_[a->id];
  int32_t ib = index_[b->id];
  if (ia < 0 || ib < 0) return false;
  while (ib > ia) ib = idom_[ib];
  return ia == ib;
}

const Block* Dominators::idom(const Block* block) const {
  int32_t i = index_[block->id];
  return i <= 0 ? nullptr : order_[static_cast<size_t>(idom_[i])];
}

}  // namespace kiln::ir
