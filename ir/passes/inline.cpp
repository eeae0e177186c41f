// Puts the bodies of small known functions in the place of their calls, before types are inferred and
// versions made: a helper of a loop then shares what the loop knows about its values. The less often a call
// runs (heat.h), the smaller a body has to be. Closures that came together with their calls are looked at again
// (scalar_replace.h).
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/passes/heat.h"
#include "ir/passes/pass.h"
#include "ir/passes/scalar_replace.h"

namespace kiln::ir {
namespace {

constexpr size_t kSmall[] = {8, 16,
                             24};  // instructions of a body that is copied to every call, by the call's heat
constexpr size_t kOnlyCall = 80;   // … to the only call of a function that is nothing but called
constexpr size_t kOfClosure = 48;  // … to a call, in a loop, of a closure that the caller makes: it may then not be made at all
constexpr int kRounds = 4;
constexpr size_t kMaxCaller = 3000;  // instructions of a function that still takes bodies in

bool isFree(const Instr& instr) {
  switch (instr.op) {
    case Opcode::Param:
    case Opcode::ConstInt32:
    case Opcode::ConstDouble:
    case Opcode::ConstBool:
    case Opcode::ConstString:
    case Opcode::ConstValue:
    case Opcode::ThisValue:
    case Opcode::Jump:
    case Opcode::Phi:
    case Opcode::Box:
    case Opcode::Return:
      return true;
    default:
      return false;
  }
}

size_t sizeOf(const Function& function) {
  size_t size = 0;
  for (const auto& block : function.blocks) {
    if (block->terminator()->op == Opcode::Unreachable) continue;  // it only throws
    for (const Instr* instr : block->instrs) size += !isFree(*instr);
  }
  return size;
}

// What reads the activation itself cannot move into another one.
bool readsActivation(const Instr& instr) {
  switch (instr.op) {
    case Opcode::LoadArg:
    case Opcode::Suspend:
    case Opcode::ResumedValue:
      return true;
    default:
      return false;
  }
}

bool isSimple(const Function& function) {
  if (function.kind != FunctionKind::Normal || function.blocks.empty()) return false;
  if (!function.entry()->preds.empty()) return false;
  std::unordered_set<const Block*> seen;
  for (const Block* block : reversePostOrder(function)) {
    seen.insert(block);
    if (block->unwind != nullptr || block->is_handler) return false;
    for (const Block* succ : block->succs) {
      if (seen.contains(succ)) return false;  // a loop
    }
    for (const Instr* instr : block->instrs) {
      if (readsActivation(*instr)) return false;
      if (instr->op == Opcode::CallKnown && instr->function == &function) return false;
    }
  }
  return true;
}

class Inliner {
 public:
  Inliner(Function& caller, const std::unordered_map<const Function*, size_t>& calls)
      : caller_(caller), calls_(calls) {}

  bool run(const Heat& heat) {
    size_t size = sizeOf(caller_);
    struct Site {
      Instr* call;
      size_t most;
    };
    std::vector<Site> sites;
    for (auto& block : caller_.blocks) {
      for (Instr* instr : block->instrs) {
        if (instr->op != Opcode::CallKnown) continue;
        uint32_t often = heat.of(*instr);
        size_t most = kSmall[std::min<size_t>(often, std::size(kSmall) - 1)];
        if (often > 0 && unboxed(instr->operands[0])->op == Opcode::MakeClosure) most = kOfClosure;
        sites.push_back({instr, most});
      }
    }
    for (auto [call, most] : sites) {
      const Function& callee = *call->function;
      if (&callee == &caller_ || size > kMaxCaller || !isSimple(callee)) continue;
      bool has_vector = call->operands.size() == callee.param_types.size() + 4;
      if (callee.uses_arguments && !has_vector) continue;
      size_t added = sizeOf(callee);
      auto calls = calls_.find(&callee);
      bool only = !callee.escapes && calls != calls_.end() && calls->second == 1;
      if (added > (only ? kOnlyCall : most)) continue;
      size += added;
      copyBody(call);
    }
    if (results_.empty()) return false;
    for (auto& block : caller_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) operand = resolved(operand);
      }
    }
    removeUnreachableBlocks(caller_);
    return true;
  }

 private:
  static const Instr* unboxed(const Instr* value) {
    return value->op == Opcode::Box ? value->operands[0] : value;
  }

  Instr* resolved(Instr* value) {
    for (auto it = results_.find(value); it != results_.end(); it = results_.find(value)) value = it->second;
    return value;
  }

  uint32_t siteOf(const Function& callee, SourceLoc call) {
    caller_.inline_sites.push_back({&callee, call});
    return static_cast<uint32_t>(caller_.inline_sites.size());
  }

  Instr* add(Block* block, Opcode op, Type type, SourceLoc loc) {
    Instr* instr = caller_.newInstr(op, type, loc);
    instr->block = block;
    block->instrs.push_back(instr);
    return instr;
  }

  void copyBody(Instr* call) {
    const Function& callee = *call->function;
    uint32_t site = siteOf(callee, call->loc);
    std::vector<uint32_t> nested;  // the callee's own sites, here
    for (const InlineSite& inner : callee.inline_sites) {
      SourceLoc loc = inner.call;
      loc.inlined = loc.inlined == 0 ? site : nested[loc.inlined - 1];
      nested.push_back(siteOf(*inner.callee, loc));
    }
    auto here = [&](SourceLoc loc) {
      loc.inlined = loc.inlined == 0 ? site : nested[loc.inlined - 1];
      return loc;
    };

    Block* before = call->block;
    Block* rest = splitAt(call);
    std::unordered_map<const Block*, Block*> blocks;
    std::unordered_map<const Instr*, Instr*> values;
    std::vector<Block*> order = reversePostOrder(callee);
    for (const Block* block : order) blocks[block] = caller_.newBlock();
    Block* entry = blocks.at(callee.entry());
    auto inFront = [&](Opcode op, Type type, std::vector<Instr*> operands) {
      Instr* made = add(before, op, type, call->loc);
      made->operands = std::move(operands);
      return made;
    };
    Instr *object = nullptr, *target = nullptr;
    auto closure = [&] {
      Instr* given = call->operands[0];
      if (object == nullptr) {
        object = given->rep() == Rep::Object ? given
                                             : inFront(Opcode::UnboxObject, Type::of(Rep::Object), {given});
      }
      return object;
    };
    auto newTarget = [&] {
      if (call->imm != 0) return call->operands.back();
      Instr* given = call->operands[0];
      if (target == nullptr && !call->flag) {
        target = inFront(Opcode::ConstValue, Type::value(kTUndefined), {});
        target->imm = static_cast<int64_t>(abi::kUndefined);
      } else if (target == nullptr) {
        Opcode op = given->rep() == Rep::Value ? Opcode::Refine : Opcode::Box;
        target = inFront(op, Type::value(kTFunction), {given});
        if (op == Opcode::Refine) target->imm = kTFunction;
      }
      return target;
    };
    before->succs = {entry};

    std::vector<Instr*> returned;
    std::vector<std::pair<Instr*, const Instr*>> copies;
    for (const Block* block : order) {
      Block* copy = blocks.at(block);
      for (const Block* pred : block->preds) copy->preds.push_back(blocks.at(pred));
      for (const Instr* instr : block->instrs) {
        if (instr->op == Opcode::Param) {
          values[instr] = call->operands[static_cast<size_t>(instr->imm) + 2];
        } else if (instr->op == Opcode::ThisValue) {
          values[instr] = call->operands[1];
        } else if (instr->op == Opcode::Callee) {
          values[instr] = closure();
        } else if (instr->op == Opcode::ArgCount) {
          values[instr] = call->operands[callee.param_types.size() + 2];
        } else if (instr->op == Opcode::ArgVector) {
          values[instr] = call->operands[callee.param_types.size() + 3];
        } else if (instr->op == Opcode::NewTarget) {
          values[instr] = newTarget();
        } else if (instr->op == Opcode::Return) {
          add(copy, Opcode::Jump, Type::of(Rep::Void), here(instr->loc));
          copy->succs = {rest};
          rest->preds.push_back(copy);
          returned.push_back(instr->operands[0]);
        } else {
          Instr* made = add(copy, instr->op, instr->type, here(instr->loc));
          uint32_t id = made->id;
          *made = *instr;
          made->id = id;
          made->block = copy;
          made->loc = here(instr->loc);
          values[instr] = made;
          copies.push_back({made, instr});
          bool known_target = call->flag && call->imm == 0;
          if (known_target && isHelper(*instr, HelperId::create_this) && instr->operands[0]->op == Opcode::NewTarget) {
            copies.pop_back();
            made->op = Opcode::NewInstance;
            made->imm = 0;
            made->function = call->function;
            made->operands = {newTarget()};
          }
          if (made->op == Opcode::LoadCapture) {
            made->op = Opcode::LoadCaptureOf;
            made->operands = {closure()};
          }
        }
      }
      if (copy->succs.empty()) {
        for (const Block* succ : block->succs) copy->succs.push_back(blocks.at(succ));
      }
    }
    add(before, Opcode::Jump, Type::of(Rep::Void), call->loc);
    entry->preds = {before};
    auto value = [&](const Instr* original) { return values.at(original); };
    for (auto& [made, original] : copies) {
      for (size_t i = 0; i < original->operands.size(); ++i) made->operands[i] = value(original->operands[i]);
    }
    Instr* result = nullptr;
    if (returned.size() == 1) {
      result = value(returned[0]);
    } else {
      Opcode op = returned.empty() ? Opcode::ConstValue : Opcode::Phi;
      result = caller_.newInstr(op, call->type, call->loc);
      result->block = rest;
      result->imm = static_cast<int64_t>(abi::kUndefined);  // never used: the rest cannot be reached
      if (op == Opcode::Phi) result->imm = 0;
      for (const Instr* part : returned) result->operands.push_back(value(part));
      rest->instrs.insert(rest->instrs.begin(), result);
    }
    results_[call] = result;
    if (before->unwind == nullptr) return;
    for (const Block* block : order) unwindLike(blocks.at(block), before);
    dropUnwind(before);
  }

  Function& caller_;
  const std::unordered_map<const Function*, size_t>& calls_;
  std::unordered_map<Instr*, Instr*> results_;  // call -> what its body returned
};

// Callees before their callers, as far as there is such an order.
void visit(Function* function, std::unordered_set<Function*>& seen, std::vector<Function*>& order) {
  if (!seen.insert(function).second) return;
  for (auto& block : function->blocks) {
    for (Instr* instr : block->instrs) {
      if (instr->op == Opcode::CallKnown) visit(instr->function, seen, order);
    }
  }
  order.push_back(function);
}

}  // namespace

void inlineCalls(Program& program) {
  std::unordered_set<Function*> seen;
  std::vector<Function*> open;
  for (auto& function : program.functions) visit(function.get(), seen, open);
  bool changed = false;
  for (int round = 0; round < kRounds && !open.empty(); ++round) {
    std::unordered_map<const Function*, size_t> calls;
    for (auto& function : program.functions) {
      for (auto& block : function->blocks) {
        for (Instr* instr : block->instrs) calls[instr->function] += instr->op == Opcode::CallKnown;
      }
    }
    Heat heat(program, CalleeEvidence(program));
    std::vector<Function*> next;
    for (Function* function : open) {
      bool grown = Inliner(*function, calls).run(heat);
      changed |= grown;
      // In the first round the closures that functions call without any inlining count too.
      if ((grown || round == 0) && scalarReplace(*function)) next.push_back(function);
    }
    changed |= !next.empty();
    open = std::move(next);
  }
  if (!changed) return;
  simplify(program);
  inferTypes(program);
}

}  // namespace kiln::ir
