// What a function makes itself is known there: the literal that it reads from, the closure that it calls, the box
// that two of its closures share. Inlining brings the makers and the users of such memory together; here the reads
// are replaced by what was written, until the memory is unused and goes away.
//
// A literal is *seen* by everything that is not a read or a write of one of its own properties. Before it is seen
// for the first time its properties are what the function put in: plain data, no user code runs. That is a question of
// reachability: an instruction that a seeing instruction reaches, without passing the literal's making again, learns
// nothing. A literal that is never seen, and a box that no closure captures, are values in SSA form.
#include "ir/passes/scalar_replace.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/passes/pass.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {
namespace {

constexpr size_t kMaxBlocks = 4000;  // of a function that is looked at
constexpr int kRounds = 8;

// The object behind conversions that keep it.
Instr* origin(Instr* value) {
  while (value->op == Opcode::Box || value->op == Opcode::UnboxObject || value->op == Opcode::Refine)
    value = value->operands[0];
  return value;
}

int slotOf(const Instr& object, const Atom* key) {
  const std::vector<const Atom*>& keys = object.keys->keys;
  auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? -1 : static_cast<int>(found - keys.begin());
}

// The SSA values of memory that only `loads` and `stores` see.
class Promotion {
 public:
  using Slots = std::unordered_map<const Instr*, int>;  // of loads and stores

  Promotion(Function& function, Instr* made, const Slots& loads, const Slots& stores)
      : function_(function), made_(made), loads_(loads), stores_(stores) {}

  // Replaces the loads, removes the stores; `made` is then unused.
  void run() {
    std::vector<std::pair<Instr*, Instr*>> found;  // load, its value
    for (auto& block : function_.blocks) {
      for (size_t i = 0; i < block->instrs.size(); ++i) {
        Instr* load = block->instrs[i];
        auto slot = loads_.find(load);
        if (slot != loads_.end()) found.push_back({load, before(block.get(), i, slot->second)});
      }
    }
    std::unordered_map<Instr*, Instr*> values(found.begin(), found.end());
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) replaceOperands(*instr, values);
    }
    for (auto& [block, phis] : phis_) {
      for (Instr* phi : phis) replaceOperands(*phi, values);
      block->instrs.insert(block->instrs.begin(), phis.begin(), phis.end());
    }
    for (auto& block : function_.blocks) {
      std::erase_if(block->instrs,
                    [&](Instr* instr) { return loads_.contains(instr) || stores_.contains(instr); });
    }
  }

 private:
  static void replaceOperands(Instr& instr, const std::unordered_map<Instr*, Instr*>& values) {
    for (Instr*& operand : instr.operands) {
      for (auto it = values.find(operand); it != values.end(); it = values.find(operand)) operand = it->second;
    }
  }

  // The slot's value before instruction `index` of the block.
  Instr* before(Block* block, size_t index, int slot) {
    while (index-- > 0) {
      Instr* instr = block->instrs[index];
      if (instr == made_) return made_->operands[static_cast<size_t>(slot)];
      auto store = stores_.find(instr);
      if (store != stores_.end() && store->second == slot) return instr->operands[1];
    }
    return atStart(block, slot);
  }

  Instr* atStart(Block* block, int slot) {
    Instr*& known = starts_[slot][block];
    if (known != nullptr) return known;
    if (block->preds.size() == 1) {
      Instr* value = atEnd(block->preds[0], slot);
      return starts_[slot][block] = value;
    }
    Instr* phi = function_.newInstr(Opcode::Phi, Type::of(Rep::Value), made_->loc);
    phi->block = block;
    known = phi;  // before the operands: loops
    phis_[block].push_back(phi);
    for (Block* pred : block->preds) phi->operands.push_back(atEnd(pred, slot));
    return phi;
  }

  Instr* atEnd(Block* block, int slot) { return before(block, block->instrs.size(), slot); }

  Function& function_;
  Instr* made_;
  const Slots& loads_;
  const Slots& stores_;
  std::unordered_map<int, std::unordered_map<const Block*, Instr*>> starts_;
  std::unordered_map<Block*, std::vector<Instr*>> phis_;
};

class ScalarReplacer {
 public:
  explicit ScalarReplacer(Function& function) : function_(function) {}

  bool run() {
    bool calls = false;
    for (int round = 0; round < kRounds; ++round) {
      simplify(function_);
      collect();
      bool changed = resolveCalls();
      calls |= changed;
      for (auto& [made, uses] : uses_) {
        changed |= made->op == Opcode::NewBox ? promoteBox(made, uses) : replaceLiteral(made, uses);
        if (promoted_) break;  // the lists of uses are no longer right
      }
      if (!changed) break;
    }
    return calls;
  }

 private:
  // Instructions that have a box or a literal as operand, conversions left out.
  using Uses = std::vector<Instr*>;

  void collect() {
    uses_.clear();
    promoted_ = false;
    std::unordered_map<const Instr*, size_t> numbers;
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        if (instr->op == Opcode::NewBox || (instr->op == Opcode::NewObject && !instr->operands.empty())) {
          numbers[instr] = uses_.size();
          uses_.push_back({instr, {}});
        }
      }
    }
    if (numbers.empty()) return;
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        if (origin(instr) != instr) continue;
        for (Instr* operand : instr->operands) {
          auto number = numbers.find(origin(operand));
          if (number != numbers.end()) uses_[number->second].second.push_back(instr);
        }
      }
    }
  }

  // Calls of closures that are made here, and `this` of known calls that do not read it.
  bool resolveCalls() {
    bool changed = false;
    for (auto& block : function_.blocks) {
      for (size_t i = 0; i < block->instrs.size(); ++i) {
        Instr* call = block->instrs[i];
        if (call->op == Opcode::CallKnown && origin(call->operands[1])->op == Opcode::NewObject &&
            !readsThis(*call->function)) {
          Instr* none = undefined(*call);
          block->instrs.insert(block->instrs.begin() + static_cast<std::ptrdiff_t>(i++), none);
          call->operands[1] = none;
        }
        if (call->op != Opcode::Call) continue;
        Instr* closure = origin(call->operands[0]);
        if (closure->op != Opcode::MakeClosure || !mayCall(*closure->function)) continue;
        Function* callee = closure->function;
        size_t count = callee->param_types.size() + 2;
        while (call->operands.size() < count) {
          Instr* none = undefined(*call);
          block->instrs.insert(block->instrs.begin() + static_cast<std::ptrdiff_t>(i++), none);
          call->operands.push_back(none);
        }
        call->operands.resize(count);
        call->op = Opcode::CallKnown;
        call->atom = nullptr;
        call->function = callee;
        changed = true;
      }
    }
    return changed;
  }

  static bool mayCall(const Function& callee) {
    return callee.kind == FunctionKind::Normal && !callee.blocks.empty() && !callee.uses_arguments &&
           callee.result.rep == Rep::Value && !(callee.flags & abi::kFnClassConstructor);
  }

  static bool readsThis(const Function& callee) {
    for (const auto& block : callee.blocks) {
      for (const Instr* instr : block->instrs) {
        if (instr->op == Opcode::ThisValue) return true;
      }
    }
    return callee.blocks.empty();
  }

  Instr* undefined(const Instr& at) {
    Instr* made = function_.newInstr(Opcode::ConstValue, Type::value(kTUndefined), at.loc);
    made->imm = static_cast<int64_t>(abi::kUndefined);
    made->block = at.block;
    return made;
  }

  bool promoteBox(Instr* box, const Uses& uses) {
    Promotion::Slots loads, stores;
    for (Instr* use : uses) {
      if (use->op == Opcode::LoadBox) {
        loads[use] = 0;
      } else if (use->op == Opcode::StoreBox) {
        stores[use] = 0;
      } else {
        return false;
      }
    }
    Promotion(function_, box, loads, stores).run();
    return promoted_ = true;
  }

  bool replaceLiteral(Instr* object, const Uses& uses) {
    Promotion::Slots loads, stores;
    std::vector<const Instr*> seeing;
    for (Instr* use : uses) {
      bool own = (use->op == Opcode::GetProp || use->op == Opcode::SetProp) && origin(use->operands[0]) == object &&
                 slotOf(*object, use->atom) >= 0;
      bool stored = use->op == Opcode::SetProp && origin(use->operands[1]) == object;
      if (own && use->op == Opcode::GetProp) {
        loads[use] = slotOf(*object, use->atom);
      } else if (own && !stored) {
        stores[use] = slotOf(*object, use->atom);
      } else {
        seeing.push_back(use);
      }
    }
    if (seeing.empty()) {
      Promotion(function_, object, loads, stores).run();
      return promoted_ = true;
    }
    for (auto& [store, slot] : stores) seeing.push_back(store);
    return forwardUnseen(object, loads, seeing);
  }

  // Loads that nothing in `seeing` reaches are what the literal was made with.
  bool forwardUnseen(Instr* object, const Promotion::Slots& loads, const std::vector<const Instr*>& seeing) {
    if (loads.empty()) return false;
    std::unordered_set<const Instr*> seers(seeing.begin(), seeing.end());
    std::unordered_set<const Block*> tainted;  // at their start
    std::vector<const Block*> open;
    auto leave = [&](const Block* block) {
      for (const Block* succ : block->succs) open.push_back(succ);
      if (block->unwind != nullptr) open.push_back(block->unwind);
    };
    for (const Instr* seer : seeing) leave(seer->block);
    while (!open.empty()) {
      const Block* block = open.back();
      open.pop_back();
      if (block != object->block && tainted.insert(block).second) leave(block);
    }
    std::unordered_map<const Instr*, Instr*> values;
    for (auto& block : function_.blocks) {
      if (tainted.contains(block.get())) continue;
      bool live = block.get() != object->block;
      for (Instr* instr : block->instrs) {
        if (seers.contains(instr) && live) break;
        live |= instr == object;
        auto load = loads.find(instr);
        if (live && load != loads.end()) values[instr] = object->operands[static_cast<size_t>(load->second)];
      }
    }
    if (values.empty()) return false;
    auto value = [&](Instr* operand) {
      for (auto it = values.find(operand); it != values.end(); it = values.find(operand)) operand = it->second;
      return operand;
    };
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) operand = value(operand);
      }
    }
    for (auto& block : function_.blocks) {
      std::erase_if(block->instrs, [&](Instr* instr) { return values.contains(instr); });
    }
    return promoted_ = true;
  }

  Function& function_;
  std::vector<std::pair<Instr*, Uses>> uses_;
  bool promoted_ = false;
};

}  // namespace

bool scalarReplace(Function& function) {
  if (function.blocks.empty() || function.blocks.size() > kMaxBlocks) return false;
  return ScalarReplacer(function).run();
}

}  // namespace kiln::ir
