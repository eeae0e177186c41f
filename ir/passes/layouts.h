// Evidence about objects: which properties a constructor or literal gives to its objects, so that several
// accesses to one object can share one test of its shape. Never trusted, only used to choose what a guard
// tests (versions.h).
#pragma once
#include <set>
#include <unordered_map>
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

class ObjectLayouts {
 public:
  explicit ObjectLayouts(const Program& program);

  // Those of `names`, read or written on `object` in `function`, that are likely to be fields of one shape;
  // none when objects of several makers may come here.
  std::vector<const Atom*> fieldsOf(const Function& function, const Instr& object,
                                    const std::set<const Atom*>& names) const;

 private:
  struct Maker {  // a class, a constructor function or a literal
    std::set<const Atom*> fields;
    const Function* constructor = nullptr;
    const Function* parent = nullptr;
    bool extended = false;  // has subclasses: objects of several shapes run its methods
  };
  using Closures = std::unordered_map<const Variable*, const Function*>;

  void collect(const Function& function, const Closures& closures);
  void inherit(Maker& maker);
  Maker& makerOf(const Function* constructor);

  std::vector<Maker> makers_;
  std::unordered_map<const Function*, size_t> by_constructor_;
  std::unordered_map<const Function*, const Function*> class_of_;        // method -> constructor
  std::unordered_map<const Function*, const Function*> initialised_by_;  // field initialiser -> constructor
};

}  // namespace kiln::ir
