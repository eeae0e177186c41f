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
#include "ir/passes/sink_instances.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace kiln::ir {
namespace {

constexpr size_t kMaxExits = 64;  // of one object: each has code to make it

struct Instance {
  Instr* made;                             // new_instance
  Instr* init = nullptr;                   // its init_fields
  std::unordered_set<const Instr*> names;  // of the object: itself, boxes
  std::vector<Instr*> methods;             // load_method
  std::unordered_set<Block*> exits;        // that need it
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
           instance.exits.size() <= kMaxExits &&
           std::all_of(instance.methods.begin(), instance.methods.end(),
                       [&](const Instr* method) { return method->layout == instance.init->layout; });
  }

  bool noteUser(Instance& instance, const User& user, std::vector<const Instr*>& work) const {
    Instr* instr = user.instr;
    switch (instr->op) {
      case Opcode::Box:
      case Opcode::Refine:
        if (exits_.contains(instr->block)) return false;
        if (instance.names.insert(instr).second) work.push_back(instr);
        return true;
      case Opcode::InitFields:
        if (user.index != 0 || instance.init != nullptr) return false;
        instance.init = instr;
        return true;
      case Opcode::LoadMethod:
        instance.methods.push_back(instr);
        return true;
      case Opcode::Phi: {
        Block* from = instr->block->preds[user.index];
        if (!exits_.contains(from)) return false;
        instance.exits.insert(from);
        return true;
      }
      case Opcode::NewOfShape:
        if (!exits_.contains(instr->block)) return false;
        instance.exits.insert(instr->block);
        return true;
      default:
        return false;
    }
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
    instance.exits.erase(refused);
    Instr* general = clone(*made, {callee});
    Instr* boxed = box(general);
    std::vector<Instr*> operands{boxed};
    operands.insert(operands.end(), values.begin(), values.end());
    insertLast(refused, general);
    insertLast(refused, boxed);
    insertLast(refused, clone(*init, std::move(operands)));
    leaveWith(instance, refused, general, boxed);

    for (Block* exit : ordered(instance.exits)) {
      std::vector<Instr*> fields{shape};
      fields.insert(fields.end(), values.begin(), values.end());
      Instr* object = create(*init, Opcode::NewOfShape, made->type, std::move(fields), instance);
      Instr* name = box(object);
      insert(exit, 0, name);
      insert(exit, 0, object);
      leaveWith(instance, exit, object, name);
    }

    for (Instr* method : instance.methods) method->operands[0] = callee;  // says which site, no more
    block->terminator()->operands[0] = makes;
    std::replace(block->instrs.begin(), block->instrs.end(), init, makes);
    makes->block = block;
    for (auto& other : function_.blocks)
      std::erase_if(other->instrs, [&](const Instr* instr) { return instance.names.contains(instr); });
  }

  // In the exit, and in what follows it, the object goes by its new names.
  void leaveWith(const Instance& instance, Block* exit, Instr* object, Instr* boxed) {
    auto rename = [&](Instr*& operand) {
      if (instance.names.contains(operand)) operand = operand->rep() == Rep::Value ? boxed : object;
    };
    for (Instr* instr : exit->instrs) {
      if (instr == boxed) continue;
      for (Instr*& operand : instr->operands) rename(operand);
    }
    Block* target = exit->succs[0];
    for (size_t p = 0; p < target->preds.size(); ++p) {
      if (target->preds[p] != exit) continue;
      for (Instr* phi : target->instrs) {
        if (phi->op != Opcode::Phi) break;
        rename(phi->operands[p]);
      }
    }
  }

  // In the order of the program.
  std::vector<Block*> ordered(const std::unordered_set<Block*>& exits) const {
    std::vector<Block*> out;
    for (auto& block : function_.blocks) {
      if (exits.contains(block.get())) out.push_back(block.get());
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
