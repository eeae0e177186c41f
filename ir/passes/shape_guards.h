// Tests of shapes in a fast copy: which accesses go together behind one `has_layout`, what becomes plain
// loads and stores, and which fields have a known value.
#pragma once
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ir/passes/heat.h"
#include "ir/passes/layouts.h"
#include "ir/passes/versions.h"

namespace kiln::ir {

struct Use {
  Instr* user;
  size_t index;
};

// What is known about a fast copy that is being planned.
class FastCopy {
 public:
  virtual ~FastCopy() = default;
  // What `value` is there: what it repeats, or the one operand that a phi has left.
  virtual Instr* origin(Instr* value) const = 0;
  virtual bool isKnownNumber(const Instr* value) const = 0;
  // Nothing that it does can change the shape of an object.
  virtual bool keepsShapes(const Instr& instr) const = 0;

  std::vector<Block*> order;                          // its blocks in reverse post-order
  std::unordered_map<Instr*, std::vector<Use>> uses;  // by origin
};

class ShapeGuards {
 public:
  ShapeGuards(Function& function, const FastCopy& copy, const ObjectLayouts& layouts, const Heat& heat)
      : function_(function), copy_(copy), layouts_(layouts), heat_(heat) {}

  // `read`, a property of a global object, is expected to be plain data.
  void expectGlobal(const Instr& read);
  // Chooses the objects whose shape is tested; `plan` has the other guards.
  void choose(const GuardPlan& plan);
  // Adds the tests to the plan.
  void place(GuardPlan& plan) const;

 private:
  struct Access {
    const Layout* layout;
    int64_t field;
    bool method;
  };
  // An assignment of a field to a new object.
  struct Init {
    Instr* object;
    const Layout* layout;        // in the last of them …
    std::vector<Instr*> values;  // … with all values
    Instr* next;                 // and what comes behind
  };
  // What the fast copy knows about objects somewhere in it.
  struct Known {
    std::unordered_set<const Instr*> objects;                       // whose layout has been tested
    std::map<std::pair<const Instr*, const Atom*>, Instr*> fields;  // and values that such have there
    bool operator==(const Known&) const = default;

    void meet(const Known& other);
    void store(const Instr* object, const Atom* name, Instr* value);
  };
  using Ends = std::unordered_map<const Block*, Known>;

  bool isNumeric(const Instr& access) const;
  static bool isEvident(const Instr& object, const Layout& layout);
  size_t guessesOf(const Instr* callee) const;
  bool fitsField(const Instr& access) const;
  const Layout* useLayout(const Instr& object, Layout found);
  bool chooseInit(const Instr& object, const GuardPlan& plan);
  static Known atStart(const Block& block, const Ends& at_end);
  void follow(const Block& block, Known& known, GuardPlan* plan) const;
  void followAccess(Instr& instr, const Access& access, Known& known, GuardPlan* plan) const;
  void followInit(Instr& instr, const Init& init, Known& known, GuardPlan* plan) const;

  Function& function_;
  const FastCopy& copy_;
  const ObjectLayouts& layouts_;
  const Heat& heat_;
  std::unordered_map<const Instr*, Access> accesses_;
  std::unordered_map<const Instr*, Init> inits_;
  std::unordered_set<const Instr*> globals_;  // objects that are read from global variables
};

}  // namespace kiln::ir
