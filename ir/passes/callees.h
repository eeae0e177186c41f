// Evidence about callees: which functions the program's text stores under a name, in a variable or in a box.
// Never trusted, only used to choose what a test asks for.
#pragma once
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

// The name of a method of some built-in class: what the program stores under it tells little about its calls.
bool isBuiltinMethodName(std::u16string_view name);

class CalleeEvidence {
 public:
  static constexpr size_t kMost = 6;  // functions of a name: more, and nothing is known

  explicit CalleeEvidence(Program& program);

  // What `callee`, operand 0 of a Call or Construct, may be a closure of; none when that may be many.
  const std::vector<Function*>& of(Instr* callee) const;

  // Getters of the name, when the program has nothing else under it.
  const std::vector<Function*>& gettersOf(const Atom* name) const;

 private:
  using Candidates = std::vector<Function*>;  // one more than kMost at the most

  void collect(Instr& instr);
  void method(const Atom* name, Instr* value);
  void getter(const Atom* name, Instr* value);
  void held(const void* where, Instr* value);
  const void* holder(Instr* value, int depth = 0) const;

  std::unordered_map<const Atom*, Candidates> methods_;
  std::unordered_map<const Atom*, Candidates> getters_;
  std::unordered_set<const Atom*> plain_;  // names of data properties
  std::unordered_map<const void*, Candidates> holders_;
  std::vector<Instr*> makers_;  // by id of the function: the one instruction that makes its closures
};

}  // namespace kiln::ir
