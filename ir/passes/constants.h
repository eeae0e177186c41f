// Values that a function reads again and again though they cannot change: module variables that are assigned
// once, and captures. A fast copy reads them once, at its entry; a variable that is not initialised yet sends
// it to the generic copy.
#pragma once
#include <unordered_map>
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

class Constants {
 public:
  explicit Constants(Function& function) : function_(function) {}
  // Adds the reads at the entry (the generic copy has no use for them).
  void find(bool has_loop);

  // What `value` repeats, or `value` itself.
  Instr* origin(Instr* value) const;
  bool isRepeated(Instr* value) const { return same_.contains(value); }
  const std::vector<Instr*>& reads() const { return reads_; }  // at the entry
  const std::unordered_map<Instr*, Instr*>& repeated() const {
    return same_;
  }  // instruction -> what it repeats

 private:
  void forward(const Instr& store, const std::vector<Instr*>& reads);
  void readAtEntry(const std::vector<Instr*>& reads);

  Function& function_;
  std::vector<Instr*> reads_;
  std::unordered_map<Instr*, Instr*> same_;
};

}  // namespace kiln::ir
