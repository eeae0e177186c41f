// Local clean-up: folds constants and representation changes, removes unused instructions, trivial phis,
// unreachable blocks and blocks that only continue their single predecessor.
#include <algorithm>
#include <unordered_set>
#include <vector>

#include "ir/passes/constant_word.h"
#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

class Simplifier {
 public:
  Simplifier(Function& function, bool keep_doubles)
      : function_(function), replaced_(function.next_instr_id, nullptr), keep_doubles_(keep_doubles) {}

  void run() {
    for (auto& block : function_.blocks) {
      for (const Instr* instr : block->instrs) {
        if (instr->op == Opcode::StoreCapture) completed_.insert(instr->operands[0]);
      }
    }
    removeUnreachableBlocks(function_);
    for (int round = 0; round < 4; ++round) {
      changed_ = false;
      foldBranches();
      foldInstructions();
      applyReplacements();
      removeUnused();
      mergeBlocks();
      if (!changed_) break;
    }
  }

 private:
  static bool isRemovable(const Instr& instr) {
    switch (instr.effect()) {
      case Effect::Pure:
      case Effect::Reads:
      case Effect::Allocates:
        return instr.rep() != Rep::Void && instr.op != Opcode::ResumedValue;
      case Effect::Writes:
      case Effect::Throws:
      case Effect::RunsJs:
      case Effect::Control:
        return false;
    }
    return false;
  }

  Instr* resolve(Instr* instr) const {
    while (replaced_[instr->id] != nullptr) instr = replaced_[instr->id];
    return instr;
  }

  void replace(Instr* from, Instr* to) {
    replaced_[from->id] = to;
    replaced_any_ = changed_ = true;
  }

  static TypeSet setOfWord(uint64_t word) {
    abi::Value value = abi::Value::raw(word);
    if (value.isEmpty()) return kTEmpty;
    if (value.isUndefined()) return kTUndefined;
    if (value.isNull()) return kTNull;
    if (value.isBoolean()) return kTBool;
    if (value.isInt32()) return kTInt32;
    return kTDouble;
  }

  void becomeConst(Instr* instr, uint64_t word) {
    instr->op = Opcode::ConstValue;
    instr->imm = static_cast<int64_t>(word);
    instr->type = Type::value(setOfWord(word));
    instr->operands.clear();
    changed_ = true;
  }
  void becomeBool(Instr* instr, bool value) {
    instr->op = Opcode::ConstBool;
    instr->imm = value;
    instr->operands.clear();
    changed_ = true;
  }

  void foldInstructions() {
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) operand = resolve(operand);
        fold(instr);
      }
    }
  }

  void fold(Instr* instr) {
    uint64_t word;
    switch (instr->op) {
      case Opcode::Phi: {
        Instr* same = nullptr;
        for (Instr* operand : instr->operands) {
          operand = resolve(operand);
          if (operand == instr || operand == same) continue;
          if (same != nullptr) return;
          same = operand;
        }
        if (same != nullptr) replace(instr, same);
        return;
      }
      case Opcode::Box:
        if (isConstWord(*instr->operands[0], &word))
          becomeConst(instr, word);
        else if (isUnbox(*instr->operands[0]) && !(keep_doubles_ && instr->operands[0]->op == Opcode::UnboxDouble))
          replace(instr, instr->operands[0]->operands[0]);
        return;
      case Opcode::UnboxInt32:
        if (isConstWord(*instr->operands[0], &word) && abi::Value::raw(word).isInt32()) {
          instr->op = Opcode::ConstInt32;
          instr->imm = abi::Value::raw(word).asInt32();
          instr->operands.clear();
          changed_ = true;
        } else {
          unboxOfBox(instr, Rep::Int32);
        }
        return;
      case Opcode::UnboxDouble:
        if (isConstWord(*instr->operands[0], &word) && abi::Value::raw(word).isNumber()) {
          instr->op = Opcode::ConstDouble;
          instr->number = abi::Value::raw(word).asNumber();
          instr->operands.clear();
          changed_ = true;
        } else if (instr->operands[0]->op == Opcode::Box &&
                   instr->operands[0]->operands[0]->rep() == Rep::Int32) {
          instr->op = Opcode::Int32ToDouble;
          instr->operands = {instr->operands[0]->operands[0]};
          changed_ = true;
        } else {
          unboxOfBox(instr, Rep::Double);
        }
        return;
      case Opcode::UnboxBool:
        return unboxOfBox(instr, Rep::Bool);
      case Opcode::UnboxString:
        return unboxOfBox(instr, Rep::String);
      case Opcode::UnboxObject:
        return unboxOfBox(instr, Rep::Object);
      case Opcode::Int32ToDouble:
        if (instr->operands[0]->op == Opcode::ConstInt32) {
          instr->op = Opcode::ConstDouble;
          instr->number = static_cast<double>(instr->operands[0]->imm);
          instr->operands.clear();
          changed_ = true;
        }
        return;
      case Opcode::Refine:
        if (instr->operands[0]->type.only(static_cast<TypeSet>(instr->imm)))
          replace(instr, instr->operands[0]);
        return;
      case Opcode::ReceiverOf:
        if (keep_doubles_) replace(instr, instr->operands[0]);
        return;
      case Opcode::IsInt32:
        if (instr->operands[0]->type.set == kTInt32)
          becomeBool(instr, true);
        return;
      case Opcode::IsNumber:
        if (instr->operands[0]->type.only(kTNumber)) becomeBool(instr, true);
        return;
      case Opcode::IsString:
        if (!instr->operands[0]->type.maybe(kTString)) becomeBool(instr, false);
        return;
      case Opcode::IsClosureOf: {
        const Instr* closure = unboxed(instr->operands[0]);
        if (closure->op == Opcode::MakeClosure) becomeBool(instr, closure->function == instr->function);
        if (closure->op == Opcode::LoadMethod) {
          const Layout::Method& method = closure->layout->methods[static_cast<size_t>(closure->imm)];
          if (method.function == instr->function) becomeBool(instr, true);
        }
        return;
      }
      case Opcode::LoadCaptureOf: {
        const Instr* closure = instr->operands[0];
        auto index = static_cast<size_t>(instr->imm);
        if (closure->op != Opcode::MakeClosure || completed_.contains(closure)) return;
        // Behind a test that fails the closure is another function's.
        if (index >= closure->operands.size()) return;
        if (closure->operands[index]->rep() == instr->rep()) replace(instr, closure->operands[index]);
        return;
      }
      case Opcode::CallHelper:
        if (isHelper(*instr, HelperId::sloppy_this) && instr->operands[0]->type.only(kTAnyObject))
          replace(instr, instr->operands[0]);
        return;
      case Opcode::StrictEq:
      case Opcode::LooseEq:
        return foldTypeTest(instr);
      case Opcode::CheckTdz:
        if (!instr->operands[0]->type.maybe(kTEmpty)) replace(instr, instr->operands[0]);
        return;
      case Opcode::ToBoolean: {
        Instr* operand = instr->operands[0];
        if (operand->op == Opcode::Box) operand = operand->operands[0];
        if (operand->rep() == Rep::Bool) {
          replace(instr, operand);
        } else if (operand->rep() == Rep::Object && !operand->type.maybe(kTNullish)) {
          return;  // [[IsHTMLDDA]] objects are false: left to the general form
        } else if (isConstWord(*operand, &word)) {
          abi::Value value = abi::Value::raw(word);
          bool truth = value.isTrue() ||
                       (value.isNumber() && value.asNumber() != 0 && value.asNumber() == value.asNumber());
          becomeBool(instr, truth);
        } else if (operand != instr->operands[0]) {
          instr->operands[0] = operand;
          changed_ = true;
        }
        return;
      }
      case Opcode::Not:
        if (instr->operands[0]->op == Opcode::ConstBool)
          becomeBool(instr, instr->operands[0]->imm == 0);
        else if (instr->operands[0]->op == Opcode::Not)
          replace(instr, instr->operands[0]->operands[0]);
        return;
      case Opcode::IsEmpty:
        if (!instr->operands[0]->type.maybe(kTEmpty)) becomeBool(instr, false);
        return;
      case Opcode::IsUndefined:
        if (isConstWord(*instr->operands[0], &word))
          becomeBool(instr, word == abi::kUndefined);
        else if (!instr->operands[0]->type.maybe(kTUndefined))
          becomeBool(instr, false);
        return;
      case Opcode::IsNullish:
        if (isConstWord(*instr->operands[0], &word))
          becomeBool(instr, abi::Value::raw(word).isNullish());
        else if (!instr->operands[0]->type.maybe(kTNullish))
          becomeBool(instr, false);
        return;
      case Opcode::ToNumeric:
      case Opcode::ToNumber:
        if (instr->operands[0]->type.only(kTNumber)) replace(instr, instr->operands[0]);
        return;
      default:
        return;
    }
  }

  // typeof x === 'number', typeof x === typeof y: what `typeof` gives is an atom, as constants are.
  void foldTypeTest(Instr* instr) {
    const Instr* type = unboxed(instr->operands[0]);
    const Instr* other = unboxed(instr->operands[1]);
    if (type->op != Opcode::TypeOf) std::swap(type, other);
    if (type->op != Opcode::TypeOf || (other->op != Opcode::TypeOf && other->op != Opcode::ConstString)) return;
    changed_ = true;
    instr->op = Opcode::SameWord;
    if (other->op != Opcode::ConstString || type->operands[0]->rep() != Rep::Value) return;
    const std::u16string& name = other->atom->text;
    if (name == u"number")
      instr->op = Opcode::IsNumber;
    else if (name == u"string")
      instr->op = Opcode::IsString;
    else if (name == u"object" || name == u"function" || name == u"undefined" || name == u"boolean") {
      instr->op = Opcode::TypeOfIs;
      instr->atom = other->atom;
    } else
      return;
    instr->operands = {type->operands[0]};
  }

  static const Instr* unboxed(const Instr* value) {
    return value->op == Opcode::Box ? value->operands[0] : value;
  }

  static bool isUnbox(const Instr& instr) {
    return instr.op == Opcode::UnboxInt32 || instr.op == Opcode::UnboxDouble ||
           instr.op == Opcode::UnboxBool || instr.op == Opcode::UnboxString ||
           instr.op == Opcode::UnboxObject;
  }

  void unboxOfBox(Instr* instr, Rep rep) {
    Instr* box = instr->operands[0];
    if (box->op == Opcode::Box && box->operands[0]->rep() == rep) replace(instr, box->operands[0]);
  }

  void applyReplacements() {
    if (!replaced_any_) return;
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) operand = resolve(operand);
      }
      std::erase_if(block->instrs, [&](const Instr* instr) { return replaced_[instr->id] != nullptr; });
    }
    std::fill(replaced_.begin(), replaced_.end(), nullptr);
    replaced_any_ = false;
  }

  void removeUnused() {
    std::vector<uint32_t> uses(function_.next_instr_id, 0);
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr* operand : instr->operands) {
          if (operand != instr) ++uses[operand->id];
        }
      }
    }
    for (size_t b = function_.blocks.size(); b-- > 0;) {
      std::vector<Instr*>& instrs = function_.blocks[b]->instrs;
      auto kept = instrs.rbegin();
      for (auto at = instrs.rbegin(); at != instrs.rend(); ++at) {
        const Instr* instr = *at;
        if (!isRemovable(*instr) || uses[instr->id] != 0) {
          *kept++ = *at;
          continue;
        }
        for (const Instr* operand : instr->operands) --uses[operand->id];
        changed_ = true;
      }
      instrs.erase(instrs.begin(), kept.base());
    }
  }

  static void removePred(Block* block, Block* pred) {
    for (size_t p = 0; p < block->preds.size(); ++p) {
      if (block->preds[p] != pred) continue;
      block->preds.erase(block->preds.begin() + static_cast<std::ptrdiff_t>(p));
      for (Instr* phi : block->instrs) {
        if (phi->op != Opcode::Phi) break;
        phi->operands.erase(phi->operands.begin() + static_cast<std::ptrdiff_t>(p));
      }
      return;
    }
  }

  void foldBranches() {
    bool folded = false;
    for (auto& block : function_.blocks) {
      Instr* last = block->instrs.back();
      if (last->op != Opcode::Branch) continue;
      Instr* condition = last->operands[0];
      if (condition->op == Opcode::Not && !last->flag) {
        last->operands[0] = condition->operands[0];
        std::swap(block->succs[0], block->succs[1]);
        changed_ = true;
        condition = last->operands[0];
      }
      if (condition->op != Opcode::ConstBool) continue;
      Block* taken = block->succs[condition->imm != 0 ? 0 : 1];
      Block* other = block->succs[condition->imm != 0 ? 1 : 0];
      removePred(other, block.get());
      last->op = Opcode::Jump;
      last->operands.clear();
      block->succs = {taken};
      folded = changed_ = true;
    }
    if (folded) removeUnreachableBlocks(function_);
  }

  // a -> b where a only jumps and b has no other predecessor: b's instructions join a.
  void mergeBlocks() {
    for (auto& owned : function_.blocks) {
      Block* block = owned.get();
      while (!block->instrs.empty() && block->instrs.back()->op == Opcode::Jump && block->unwind == nullptr) {
        Block* next = block->succs[0];
        if (next == block || next->preds.size() != 1 || next == function_.entry()) break;
        if (next->instrs.empty() || next->instrs.front()->op == Opcode::Phi) break;
        // Joining a throwing instruction with a later one under a handler would break the law on unwind
        // blocks.
        bool throws = false;
        for (Instr* instr : block->instrs) throws |= instr->mayThrow();
        if (next->unwind != nullptr && throws) break;
        block->instrs.pop_back();
        for (Instr* instr : next->instrs) {
          instr->block = block;
          block->instrs.push_back(instr);
        }
        block->succs = next->succs;
        block->unwind = next->unwind;
        for (Block* succ : block->succs) std::replace(succ->preds.begin(), succ->preds.end(), next, block);
        if (block->unwind != nullptr) {
          std::replace(block->unwind->preds.begin(), block->unwind->preds.end(), next, block);
        }
        next->instrs.clear();
        next->succs.clear();
        next->preds.clear();
        next->unwind = nullptr;
        changed_ = true;
      }
    }
    std::erase_if(function_.blocks,
                  [](const std::unique_ptr<Block>& block) { return block->instrs.empty(); });
  }

  Function& function_;
  std::vector<Instr*> replaced_;  // by id: what stands for the instruction
  bool replaced_any_ = false;
  std::unordered_set<const Instr*> completed_;  // closures that get captures after they are made
  bool keep_doubles_;
  bool changed_ = false;
};

}  // namespace

void simplify(Function& function) {
  if (!function.blocks.empty()) Simplifier(function, false).run();
}

void simplify(Program& program) {
  for (auto& function : program.functions) simplify(*function);
}

void simplifyGuarded(Program& program) {
  for (auto& function : program.functions) {
    if (!function->blocks.empty()) Simplifier(*function, true).run();
  }
}

}  // namespace kiln::ir
