// Evidence about numbers: what the program's own constants and operators suggest a value will be. Never
// trusted, only used to choose what a guard tests (versions.h).
#pragma once
#include <unordered_map>
#include <vector>

#include "ir/core/ir.h"
#include "ir/passes/views.h"

namespace kiln::ir {

enum EvidenceBits : uint8_t {
  kSeenInt = 1,       // small integers
  kSeenFraction = 2,  // numbers that are seldom integers
  kSeenOther = 4,     // not numbers
  kSeenLarge = 8,     // integers, often above the range of int32
};

// The Math function that `call` calls if nobody replaced it: Call of GetProp of the global Math.
bool calledMathFunction(const Instr& call, std::u16string_view* name);

// s.charCodeAt(i)
bool readsCharCode(const Instr& call);

// Whole-program facts: by property name, module variable and parameter.
class Evidence {
 public:
  Evidence(const Program& program, const ViewEvidence& views);
  uint8_t of(const Instr* value, int depth = 0) const;

 private:
  void visit(const Instr& instr);
  void addArguments(const Function* callee, const Instr& call, size_t first);
  uint8_t ofCalled(const Instr& callee) const;
  bool add(uint8_t* to, uint8_t bits);

  const ViewEvidence& views_;
  std::unordered_map<const Atom*, uint8_t> properties_;
  std::unordered_map<const Variable*, uint8_t> variables_;
  std::unordered_map<const Function*, std::vector<uint8_t>> params_;
  std::unordered_map<const Function*, uint8_t> results_;
  std::unordered_map<const Variable*, const Function*> constructors_;
  std::unordered_map<const Atom*, std::vector<const Function*>> named_;
  std::unordered_map<const Block*, const Function*> owners_;
  bool changed_ = false;
};

}  // namespace kiln::ir
