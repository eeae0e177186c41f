// Evidence about typed arrays: which kind of typed array a value probably is, from the constructors that the
// program calls. Never trusted, only used to choose what a guard tests (versions.h).
#pragma once
#include <unordered_map>
#include <vector>

#include "ir/core/ir.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {

class ViewEvidence {
 public:
  explicit ViewEvidence(const Program& program);
  // None: nothing is known, or values of several kinds come here.
  abi::ElementsKind of(const Instr* value) const;
  // Tells every access to elements which kind to try first (its `imm`), for the copies that assume nothing.
  void markAccesses(Program& program) const;

 private:
  // Unknown: nothing seen yet; a kind; Mixed: that, or no typed array.
  struct Fact {
    abi::ElementsKind kind = abi::ElementsKind::None;
    bool mixed = false;
    bool isKind() const { return !mixed && kind != abi::ElementsKind::None; }
  };

  void visit(const Instr& instr);
  Fact transfer(const Instr& instr) const;
  Fact ofCall(const Instr& call) const;
  Fact fact(const Instr* value) const;
  void join(Fact* to, Fact from);
  void passArguments(const Function* callee, const Instr& call, size_t first);

  struct FunctionFacts {
    std::vector<Fact> values;  // by id of the instruction
    std::vector<Fact> params, captures;
    std::vector<const Instr*> captured_boxes;  // the NewBox of each capture
    Fact result;
  };
  const FunctionFacts& around(const Instr& instr) const;
  const Instr* madeBox(const Instr* box) const;

  std::vector<FunctionFacts> functions_;  // by id
  std::vector<Fact> variables_;           // by id
  std::unordered_map<const Atom*, Fact> properties_;
  std::unordered_map<const Instr*, Fact> boxes_;  // by NewBox
  std::unordered_map<const Atom*, std::vector<const Function*>> named_;
  bool changed_ = false;
};

bool isIntegerView(abi::ElementsKind kind);  // its elements are int32 values: all integers but Uint32
bool isFractionView(abi::ElementsKind kind);

}  // namespace kiln::ir
