// Evidence about objects: which properties a constructor or literal gives to its objects, so that several
// accesses to one object can share one test of its shape. Never trusted, only used to choose what a guard
// tests (versions.h).
#pragma once
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

class ObjectLayouts {
 public:
  explicit ObjectLayouts(const Program& program);

  // Those of `names`, read or written on `object` in `function`, that are likely to be fields of one shape,
  // or methods of its objects; none when objects of several makers may come here.
  Layout find(const Function& function, const Instr& object, const std::set<const Atom*>& names) const;

  // Objects of several classes inherit the method.
  bool isInherited(const Function* method) const;

  // The method `name` of the objects that `constructor` initialises, or nullptr.
  Function* methodOf(const Function* constructor, const Atom* name) const;

 private:
  struct Maker {  // a class, a constructor function or a literal
    std::set<const Atom*> fields;
    std::vector<const Atom*> order;  // of those that every object gets, first ones first
    bool ordered = true;             // no others come between them
    std::map<const Atom*, Function*> methods;
    uint32_t capacity = 0;  // inline slots of its objects
    const Function* constructor = nullptr;
    const Function* parent = nullptr;
    bool extended = false;  // has subclasses: objects of several shapes run its methods
  };
  static constexpr size_t kFamily = 5;  // makers: a base class, and as many as a site knows shapes
  using Closures = std::unordered_map<const Variable*, const Function*>;

  void collect(const Function& function, const Closures& closures);
  void collectFields(const Function& function, Maker& maker);
  void inherit(Maker& maker, const std::vector<Maker>& own);
  static int32_t slotOf(const Maker& maker, const Atom* name);
  Layout describeFamily(const std::vector<const Maker*>& makers, const std::set<const Atom*>& names) const;
  Layout describe(const Maker& maker, const std::set<const Atom*>& names) const;
  Maker& makerOf(const Function* constructor);

  std::vector<Maker> makers_;
  std::unordered_map<const Function*, size_t> by_constructor_;
  std::unordered_map<const Function*, const Function*> class_of_;        // method -> constructor
  std::unordered_map<const Function*, const Function*> initialised_by_;  // field initialiser -> constructor
};

}  // namespace kiln::ir
