// A vector that lives for one sum need not exist. In a fast copy (versions.h) the fields of a new object are
// known values, its methods known closures; what keeps the object is that any guard behind may fail, and the
// generic copy goes on with it. So it is made on these ways:
//
//     %o = new_instance<@C> %c
//     %i = init_fields<L> %o, %a, %b            %i = makes_layout<@C L> %c
//     branch!flag %i, next, exit                branch!flag %i, next, exit
//     next: …                              →    next: %s = instance_shape<@C L>  …
//     exit2: jump generic  (%o)                 exit2: %o2 = new_of_shape<@C L> %s, %a, %b; jump generic
//     (%o2)
//
// The shape is asked for where the object was made: what happens to the constructor later does not change it.
// Other places where something sees the object make it as well, if nothing behind them, but for what sees it
// there, asks for it again: on no way there are two of it.
#include "ir/passes/sink_instances.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace kiln::ir {
namespace {

constexpr size_t kMaxPlaces = 64;  // that make one object

struct Instance {
  Instr* made;                             // new_instance
  Instr* init = nullptr;                   // its init_fields
  std::unordered_set<const Instr*> names;  // of the object: itself, boxes
  // What the values of the fields answer: load_method, load_field, has_layout.
  std::vector<Instr*> answered;
  std::unordered_set<Block*> places;  // blocks that see the object, at their end for phis behind them
};

class InstanceSinker {
 public:
  InstanceSinker(Function& function, const std::vector<Block*>& exits)
      : function_(function), exits_(exits.begin(), exits.end()) {}

  void run() {
    // An object that is a field of another one may go once that one has gone.
    for (bool changed = true; changed;) {
      changed = false;
      findUsers();
      for (Instr* made : candidates()) {
        Instance instance{made, nullptr, {made}, {}, {}};
        if (!understands(instance)) continue;
        sink(instance);
        changed = true;
        break;  // the lists of users are no longer right
      }
    }
  }

 private:
  struct User {
    Instr* instr;
    size_t index;
  };

  void findUsers() {
    users_.clear();
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (size_t i = 0; i < instr->operands.size(); ++i) users_[instr->operands[i]].push_back({instr, i});
      }
    }
  }

  std::vector<Instr*> candidates() const {
    std::vector<Instr*> found;
    for (auto& block : function_.blocks) {
      if (block->unwind != nullptr || exits_.contains(block.get())) continue;
      for (Instr* instr : block->instrs) {
        if (instr->op == Opcode::NewInstance) found.push_back(instr);
      }
    }
    return found;
  }

  bool understands(Instance& instance) const {
    std::vector<const Instr*> work{instance.made};
    while (!work.empty()) {
      const Instr* name = work.back();
      work.pop_back();
      auto users = users_.find(name);
      if (users == users_.end()) continue;
      for (const User& user : users->second) {
        if (!noteUser(instance, user, work)) return false;
      }
    }
    return instance.init != nullptr && isGuardOfItsBlock(*instance.init, *instance.made) &&
           instance.places.size() <= kMaxPlaces && isWorthwhile(instance) && hasItsLayout(instance) &&
           isSeenOnce(instance);
  }

  // Some way to the end, or to the next object, does without this one.
  static bool isWorthwhile(const Instance& instance) {
    const Block* made_in = instance.made->block;
    std::unordered_set<const Block*> seen{made_in->succs[0]};
    std::vector<const Block*> open{made_in->succs[0]};
    while (!open.empty()) {
      const Block* block = open.back();
      open.pop_back();
      if (instance.places.contains(const_cast<Block*>(block))) continue;
      if (block == made_in || block->terminator()->op == Opcode::Return) return true;
      for (const Block* next : block->succs) {
        if (seen.insert(next).second) open.push_back(next);
      }
    }
    return false;
  }

  static bool hasItsLayout(const Instance& instance) {
    return std::all_of(instance.answered.begin(), instance.answered.end(),
                       [&](const Instr* instr) { return instr->layout == instance.init->layout; });
  }

  bool noteUser(Instance& instance, const User& user, std::vector<const Instr*>& work) const {
    Instr* instr = user.instr;
    switch (instr->op) {
      case Opcode::Box:
      case Opcode::Refine:
        if (instance.names.insert(instr).second) work.push_back(instr);
        return !exits_.contains(instr->block);
      case Opcode::InitFields:
        if (user.index == 0) return std::exchange(instance.init, instr) == nullptr;
        break;
      case Opcode::LoadMethod:
      case Opcode::LoadField:
      case Opcode::HasLayout:
        instance.answered.push_back(instr);
        return true;
      case Opcode::Phi: {
        Block* from = instr->block->preds[user.index];
        instance.places.insert(from);
        return from->terminator()->op == Opcode::Jump && from->unwind != instr->block;
      }
      default:
        break;
    }
    instance.places.insert(instr->block);
    return true;
  }

  // Phis ask where they are entered from: on the way out of another block.
  static bool asksFor(const Instance& instance, const Instr& instr) {
    return instr.op != Opcode::Phi &&
           std::any_of(instr.operands.begin(), instr.operands.end(),
                       [&](const Instr* operand) { return instance.names.contains(operand); });
  }

  // No way leads from a place that makes the object to another one, or to a question about it, but through
  // the making of the next object.
  static bool isSeenOnce(const Instance& instance) {
    std::unordered_set<const Block*> asking(instance.places.begin(), instance.places.end());
    for (const Instr* instr : instance.answered) asking.insert(instr->block);
    for (const Block* place : instance.places) {
      if (place == instance.made->block || !asksLast(instance, *place)) return false;
      std::unordered_set<const Block*> seen;
      std::vector<const Block*> open{place};
      while (!open.empty()) {
        const Block* block = open.back();
        open.pop_back();
        auto enter = [&](const Block* next) {
          if (next != instance.made->block && seen.insert(next).second) open.push_back(next);
        };
        for (const Block* next : block->succs) enter(next);
        if (block->unwind != nullptr) enter(block->unwind);
      }
      if (std::any_of(seen.begin(), seen.end(), [&](const Block* block) { return asking.contains(block); }))
        return false;
    }
    return true;
  }

  // In the place itself nothing is answered by the values once something has seen the object.
  static bool asksLast(const Instance& instance, const Block& place) {
    bool visible = false;
    for (const Instr* instr : place.instrs) {
      if (!asksFor(instance, *instr) || instance.names.contains(instr)) continue;
      bool answered =
          std::find(instance.answered.begin(), instance.answered.end(), instr) != instance.answered.end();
      if (answered && visible) return false;
      visible |= !answered;
    }
    return true;
  }

  // The block goes on, or leaves the fast copy, by what the fields' assignment says.
  bool isGuardOfItsBlock(const Instr& init, const Instr& made) const {
    const Block& block = *made.block;
    const Instr* branch = block.terminator();
    auto users = users_.find(&init);
    return init.block == &block && branch->op == Opcode::Branch && branch->operands[0] == &init &&
           branch->flag && users != users_.end() && users->second.size() == 1 &&
           block.succs[0]->preds.size() == 1 && exits_.contains(block.succs[1]);
  }

  void sink(Instance& instance) {
    Block* block = instance.made->block;
    Instr *made = instance.made, *init = instance.init;
    Instr* callee = made->operands[0];
    std::vector<Instr*> values(init->operands.begin() + 1, init->operands.end());

    Instr* makes = create(*init, Opcode::MakesLayout, Type::of(Rep::Bool), {callee}, instance);
    Instr* shape = create(*init, Opcode::InstanceShape, Type::of(Rep::Pointer), {}, instance);
    insert(block->succs[0], 0, shape);

    Block* refused = block->succs[1];
    instance.places.erase(refused);
    Instr* general = clone(*made, {callee});
    Instr* boxed = box(general);
    std::vector<Instr*> operands{boxed};
    operands.insert(operands.end(), values.begin(), values.end());
    insertLast(refused, general);
    insertLast(refused, boxed);
    insertLast(refused, clone(*init, std::move(operands)));
    rename(instance, refused, general, boxed);

    answer(instance, shape, values);
    for (Block* place : ordered(instance.places)) {
      std::vector<Instr*> fields{shape};
      fields.insert(fields.end(), values.begin(), values.end());
      Instr* object = create(*init, Opcode::NewOfShape, made->type, std::move(fields), instance);
      Instr* name = box(object);
      auto first = std::find_if(place->instrs.begin(), place->instrs.end() - 1, [&](const Instr* instr) {
        return !instance.names.contains(instr) && asksFor(instance, *instr);
      });
      auto at = static_cast<size_t>(first - place->instrs.begin());
      insert(place, at, name);
      insert(place, at, object);
      rename(instance, place, object, name);
    }

    block->terminator()->operands[0] = makes;
    std::replace(block->instrs.begin(), block->instrs.end(), init, makes);
    makes->block = block;
    for (auto& other : function_.blocks)
      std::erase_if(other->instrs, [&](const Instr* instr) { return instance.names.contains(instr); });
  }

  // What is asked before anything has seen the object.
  void answer(const Instance& instance, Instr* shape, const std::vector<Instr*>& values) {
    std::unordered_map<const Instr*, Instr*> fields;
    for (Instr* instr : instance.answered) {
      if (instr->op == Opcode::LoadField) {
        fields[instr] = values[static_cast<size_t>(instr->imm)];
      } else if (instr->op == Opcode::LoadMethod) {
        instr->operands[0] = instance.made->operands[0];  // the layout says it all
      } else {
        instr->op = Opcode::ShapeHasLayout;
        instr->operands[0] = shape;
      }
    }
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) {
          if (auto known = fields.find(operand); known != fields.end()) operand = known->second;
        }
      }
      std::erase_if(block->instrs, [&](const Instr* instr) { return fields.contains(instr); });
    }
  }

  // In the place, and in the phis behind it, the object goes by its new names.
  void rename(const Instance& instance, Block* place, Instr* object, Instr* boxed) {
    auto change = [&](Instr*& operand) {
      if (instance.names.contains(operand)) operand = operand->rep() == Rep::Value ? boxed : object;
    };
    for (Instr* instr : place->instrs) {
      if (instr == boxed || instr->op == Opcode::Phi || instance.names.contains(instr)) continue;
      for (Instr*& operand : instr->operands) change(operand);
    }
    for (Block* target : place->succs) {
      for (size_t p = 0; p < target->preds.size(); ++p) {
        if (target->preds[p] != place) continue;
        for (Instr* phi : target->instrs) {
          if (phi->op != Opcode::Phi) break;
          change(phi->operands[p]);
        }
      }
    }
  }

  // In the order of the program.
  std::vector<Block*> ordered(const std::unordered_set<Block*>& places) const {
    std::vector<Block*> out;
    for (auto& block : function_.blocks) {
      if (places.contains(block.get())) out.push_back(block.get());
    }
    return out;
  }

  Instr* create(const Instr& at, Opcode op, Type type, std::vector<Instr*> operands,
                const Instance& instance) {
    Instr* instr = function_.newInstr(op, type, at.loc);
    instr->operands = std::move(operands);
    instr->function = instance.made->function;
    instr->layout = instance.init->layout;
    return instr;
  }

  Instr* clone(const Instr& from, std::vector<Instr*> operands) {
    Instr* instr = function_.newInstr(from.op, from.type, from.loc);
    uint32_t id = instr->id;
    *instr = from;
    instr->id = id;
    instr->operands = std::move(operands);
    return instr;
  }

  Instr* box(Instr* object) {
    Instr* instr = function_.newInstr(Opcode::Box, Type::value(kTObject), object->loc);
    instr->operands = {object};
    return instr;
  }

  static void insert(Block* block, size_t at, Instr* instr) {
    instr->block = block;
    block->instrs.insert(block->instrs.begin() + static_cast<std::ptrdiff_t>(at), instr);
  }
  static void insertLast(Block* block, Instr* instr) { insert(block, block->instrs.size() - 1, instr); }

  Function& function_;
  std::unordered_set<Block*> exits_;
  std::unordered_map<const Instr*, std::vector<User>> users_;
};

}  // namespace

void sinkInstances(Function& function, const std::vector<Block*>& exits) {
  // What lives across a suspension has a word of the frame; a shape has none.
  if (function.kind == FunctionKind::Normal) InstanceSinker(function, exits).run();
}

}  // namespace kiln::ir
