// What an instrumented run of the program counted (docs/profiles.md). Evidence: what it says is never trusted, only used to
// choose what code is spent on.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

class Profile {
 public:
  // Adds the counts of a profile's text. False if it is none.
  bool add(std::string_view text);
  // Finds the recorded functions in the program. How many are not in it, or have another text now: these are ignored.
  size_t bind(const Program& program);
  size_t functions() const { return recorded_.size(); }

  // How often the code at a place of the source ran; nothing for functions that were not recorded.
  std::optional<uint64_t> countAt(const Instr& instr) const;
  uint64_t largestCount() const { return largest_; }

  struct Callee {
    Function* function;  // null: none of the program's
    uint64_t count;
  };
  // Of a call, the most frequent first; nullptr where no call was recorded.
  const std::vector<Callee>* calleesOf(const Instr& call) const;

 private:
  struct Recorded {
    uint64_t text = 0;
    std::vector<std::pair<uint32_t, uint64_t>> counts;  // by offset from the start of the function, ascending
    std::unordered_map<uint32_t, std::unordered_map<std::string, uint64_t>> callees;
  };
  struct Bound {
    const Recorded* recorded;
    std::unordered_map<uint32_t, std::vector<Callee>> callees;
  };
  const Bound* placeOf(const Instr& instr, uint32_t* offset) const;

  std::unordered_map<std::string, Recorded> recorded_;  // by symbol
  std::unordered_map<const Function*, Bound> bound_;
  uint64_t largest_ = 0;
};

// Makes the program count (--profile-generate): every block, and what its calls call. Before any other pass.
void instrument(Program& program);

}  // namespace kiln::ir
