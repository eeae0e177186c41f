// Evidence about callees: which functions the program's text stores under a name, in a variable or in a box.
// Never trusted, only used to choose what a test asks for.
#pragma once
#include <map>
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

  static constexpr size_t kMostParents = 16;

  explicit CalleeEvidence(Program& program);

  // What `callee`, operand 0 of a Call or Construct, may be a closure of; none when that may be many.
  const std::vector<Function*>& of(Instr* callee) const;

  // The same for bound functions: their targets, with so many arguments.
  struct Bound {
    Function* target;
    size_t arguments;
  };
  std::vector<Bound> boundOf(Instr* callee) const;

  // What `super(…)` in `constructor` may call.
  const std::vector<Function*>& parentsOf(const Function* constructor) const;

  // Getters and setters of the name, when the program has nothing else under it.
  const std::vector<Function*>& gettersOf(const Atom* name) const;
  const std::vector<Function*>& settersOf(const Atom* name) const;

 private:
  using Candidates = std::vector<Function*>;  // one more than kMost at the most

  // What the program stores somewhere.
  struct Stored {
    Candidates functions;
    std::vector<Instr*> bound;    // calls of `bind`
    std::vector<Instr*> aliases;  // reads of properties
  };

  void collect(Instr& instr);
  void method(const Atom* name, Instr* value);
  void accessors(const Atom* name, Instr* getter, Instr* setter);
  void descriptor(const Atom* name, Instr* value);
  void held(const void* where, Instr* value);
  void note(Stored& stored, Instr* value);
  const Stored* storedAt(Instr* callee) const;
  const Candidates* superMethod(const Instr& read) const;
  bool isAccessorOnly(const Atom* name) const;
  const void* holder(Instr* value, int depth = 0) const;

  std::unordered_map<const Atom*, Stored> methods_;
  std::unordered_map<const Atom*, Candidates> getters_, setters_;
  std::unordered_set<const Atom*> plain_;     // names of data properties
  std::unordered_set<const Atom*> assigned_;  // names of properties that are assigned: data, or accessors with a setter
  std::unordered_map<const void*, Stored> holders_;
  std::unordered_map<const Function*, Candidates> parents_;  // constructor -> of what its class extends
  std::unordered_map<const Function*, const Function*> class_of_;  // method -> constructor
  std::map<std::pair<const Function*, const Atom*>, Function*> class_methods_;  // by constructor and name
  std::unordered_map<const Function*, Candidates> itself_;   // function -> that alone
  std::vector<Instr*> makers_;  // by id of the function: the one instruction that makes its closures
};

}  // namespace kiln::ir
