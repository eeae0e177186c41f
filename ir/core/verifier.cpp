#include "ir/core/verifier.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "ir/core/dominators.h"
#include "ir/core/imm.h"
#include "ir/core/printer.h"

namespace kiln::ir {
namespace {

bool repFits(char letter, Rep rep) {
  switch (letter) {
    case 'v':
      return rep == Rep::Value;
    case 'i':
      return rep == Rep::Int32;
    case 'd':
      return rep == Rep::Double;
    case 'b':
      return rep == Rep::Bool;
    case 's':
      return rep == Rep::String;
    case 'o':
      return rep == Rep::Object;
    case 'p':
      return rep == Rep::Pointer;
    case 'k':
      return rep == Rep::Value || rep == Rep::Int32;
    case 'f':
      return rep == Rep::Value || rep == Rep::Double;
    case 'x':
      return rep != Rep::Void;
  }
  return false;
}

class Verifier {
 public:
  explicit Verifier(const Function& function) : function_(function) {}

  std::vector<std::string> run() {
    if (function_.blocks.empty()) return {"@" + function_.symbol + ": no blocks"};
    for (const auto& block : function_.blocks) checkStructure(*block);
    if (!problems_.empty()) return std::move(problems_);  // dominance needs a sound graph
    Dominators dominators(function_);
    for (const auto& block : function_.blocks) {
      for (size_t i = 0; i < block->instrs.size(); ++i) position_[block->instrs[i]] = i;
    }
    for (Block* block : dominators.order()) {
      for (Instr* instr : block->instrs) {
        checkOperands(*instr);
        checkUses(*instr, dominators);
      }
    }
    return std::move(problems_);
  }

 private:
  static Rep fieldRep(const Layout& layout, size_t field) {
    return layout.isDouble(field) ? Rep::Double : Rep::Value;
  }

  // The operands behind the first are values of all fields.
  static bool holdsFields(const Instr& instr) {
    if (instr.operands.size() != instr.layout->fields.size() + 1) return false;
    for (size_t i = 1; i < instr.operands.size(); ++i) {
      if (instr.operands[i]->rep() != fieldRep(*instr.layout, i - 1)) return false;
    }
    return true;
  }

  static bool fitsLayout(const Instr& instr) {
    const Layout& layout = *instr.layout;
    auto index = static_cast<size_t>(instr.imm);
    if (!layout.slots.empty() && layout.slots.size() != layout.fields.size()) return false;
    if (layout.doubles.size() > layout.fields.size()) return false;
    if (instr.op == Opcode::LoadField && instr.rep() != fieldRep(layout, index)) return false;
    if (instr.op == Opcode::StoreField && instr.operands.size() == 2 &&
        instr.operands[1]->rep() != fieldRep(layout, index))
      return false;
    if (layout.family && (layout.slots.empty() || !layout.methods.empty())) return false;
    if (instr.op == Opcode::WhichMethod) return index == 0 && !layout.methods.empty();
    if (instr.op == Opcode::LoadMethod || instr.op == Opcode::MethodOf) return index < layout.methods.size();
    if (instr.op == Opcode::HasLayout || instr.op == Opcode::ShapeHasLayout) return index == 0 || index < layout.fields.size();
    if (instr.op == Opcode::InitFields)
      return index == 0 && holdsFields(instr) && !layout.slots.empty();
    return index < layout.fields.size();
  }

  void problem(const Block& block, const Instr* instr, const std::string& what) {
    problems_.push_back("@" + function_.symbol + " b" + std::to_string(block.id) + ": " + what +
                        (instr != nullptr ? ": " + print(*instr) : ""));
  }

  void checkStructure(const Block& block) {
    if (block.instrs.empty() || !block.instrs.back()->isTerminator()) {
      problem(block, nullptr, "does not end with a control instruction");
      return;
    }
    bool phis = true;
    bool thrower = false;
    for (size_t i = 0; i < block.instrs.size(); ++i) {
      const Instr* instr = block.instrs[i];
      if (instr->block != &block) problem(block, instr, "instruction's block link is wrong");
      if (instr->isTerminator() && i + 1 != block.instrs.size())
        problem(block, instr, "control in the middle");
      if (instr->op == Opcode::Phi) {
        if (!phis) problem(block, instr, "phi after other instructions");
        if (instr->operands.size() != block.preds.size()) problem(block, instr, "phi operand count");
      } else {
        if (instr->op == Opcode::Catch && !(phis && block.is_handler))
          problem(block, instr, "misplaced catch");
        phis = false;
      }
      if (block.unwind != nullptr && instr->mayThrow()) {
        if (thrower) problem(block, instr, "second throwing instruction in a block with unwind");
        thrower = true;
      }
      if (instr->op == Opcode::Suspend &&
          (i + 1 >= block.instrs.size() || block.instrs[i + 1]->op != Opcode::ResumedValue)) {
        // Inside a try region the suspend may end its block: resumed_value then starts the next.
        bool next = i + 2 == block.instrs.size() && block.succs.size() == 1 &&
                    !block.succs[0]->instrs.empty() && block.succs[0]->instrs[0]->op == Opcode::ResumedValue;
        if (!next) problem(block, instr, "suspend without resumed_value");
      }
    }
    const Instr* last = block.instrs.back();
    size_t wanted = 0;
    if (last->op == Opcode::Jump) wanted = 1;
    if (last->op == Opcode::Branch) wanted = 2;
    if (last->op == Opcode::Switch) wanted = last->cases.size() + 1;
    if (block.succs.size() != wanted) problem(block, last, "successor count");
    for (const Block* succ : block.succs) {
      if (std::count(succ->preds.begin(), succ->preds.end(), &block) !=
          std::count(block.succs.begin(), block.succs.end(), succ)) {
        problem(block, last, "edge to b" + std::to_string(succ->id) + " is not mirrored in its preds");
      }
      if (succ->is_handler) problem(block, last, "handler entered by a normal edge");
    }
    if (block.unwind != nullptr) {
      if (!block.unwind->is_handler) problem(block, last, "unwind to a block that is no handler");
      if (std::count(block.unwind->preds.begin(), block.unwind->preds.end(), &block) != 1) {
        problem(block, last, "unwind edge is not mirrored");
      }
    }
    for (const Block* pred : block.preds) {
      bool is_succ = std::find(pred->succs.begin(), pred->succs.end(), &block) != pred->succs.end();
      if (!is_succ && pred->unwind != &block)
        problem(block, nullptr, "pred b" + std::to_string(pred->id) + " has no such edge");
    }
  }

  void checkOperands(const Instr& instr) {
    const Block& block = *instr.block;
    for (const Instr* operand : instr.operands) {
      if (operand == nullptr) {
        problem(block, &instr, "null operand");
        return;
      }
    }
    bool any = false;
    Rep result = opcodeResult(instr.op, &any);
    if (!any && result != instr.rep()) problem(block, &instr, "result representation");
    switch (immKind(instr.op)) {
      case ImmKind::Function:
        if (instr.function == nullptr) return problem(block, &instr, "no function");
        break;
      case ImmKind::Variable:
        if (instr.variable == nullptr) return problem(block, &instr, "no variable");
        break;
      case ImmKind::Keys:
        if (instr.keys == nullptr || instr.keys->keys.size() != instr.operands.size())
          return problem(block, &instr, "keys");
        break;
      case ImmKind::Ref:
        if (instr.ref == nullptr) return problem(block, &instr, "no static datum");
        break;
      case ImmKind::Layout:
        if (instr.layout == nullptr || !fitsLayout(instr)) return problem(block, &instr, "layout");
        break;
      case ImmKind::Getter:
        if (instr.function == nullptr || instr.atom == nullptr) return problem(block, &instr, "no getter");
        break;
      case ImmKind::Bound:
        if (instr.function == nullptr || instr.imm < 0) return problem(block, &instr, "no bound function");
        break;
      case ImmKind::Instances:
        if (instr.function == nullptr) return problem(block, &instr, "no function");
        if (instr.layout == nullptr || instr.layout->fields.empty() ||
            instr.layout->fields.size() > instr.function->inline_capacity)
          return problem(block, &instr, "fields");
        if ((instr.op == Opcode::NewInstanceWith || instr.op == Opcode::NewOfShape) && !holdsFields(instr))
          return problem(block, &instr, "values of fields");
        break;
      case ImmKind::None:
      case ImmKind::Int:
      case ImmKind::Word:
      case ImmKind::Number:
      case ImmKind::Atom:
      case ImmKind::Helper:
      case ImmKind::Math:
      case ImmKind::Intrinsic:
      case ImmKind::Suspend:
      case ImmKind::Field:
      case ImmKind::Cases:
      case ImmKind::View:
        break;
    }
    if (instr.op == Opcode::CallHelper) return checkHelper(instr);
    if (instr.op == Opcode::CallKnown) return checkKnownCall(instr);
    if (instr.op == Opcode::Return && instr.operands.size() == 1) {
      if (instr.operands[0]->rep() != function_.result.rep) problem(block, &instr, "result representation");
    }
    if (instr.op == Opcode::Phi) {
      for (const Instr* operand : instr.operands) {
        if (operand->rep() != instr.rep()) problem(block, &instr, "phi operand representation");
      }
      return;
    }
    const char* signature = operandSignature(instr.op);
    size_t at = 0;
    for (const Instr* operand : instr.operands) {
      if (signature[at] == '\0') return problem(block, &instr, "too many operands");
      if (!repFits(signature[at], operand->rep())) problem(block, &instr, "operand representation");
      if (signature[at + 1] != '*') ++at;
    }
    if (signature[at] != '\0' && signature[at + 1] != '*') problem(block, &instr, "too few operands");
  }

  void checkHelper(const Instr& instr) {
    const HelperInfo& helper = helperInfo(static_cast<HelperId>(instr.imm));
    if (instr.rep() != helper.result) problem(*instr.block, &instr, "helper result");
    if (instr.operands.size() != helper.params.size())
      return problem(*instr.block, &instr, "helper operand count");
    for (size_t i = 0; i < helper.params.size(); ++i) {
      if (instr.operands[i]->rep() != helper.params[i])
        problem(*instr.block, &instr, "helper operand representation");
    }
  }

  void checkKnownCall(const Instr& instr) {
    const Function& callee = *instr.function;
    if (instr.imm != 0) return checkSuperCall(instr);
    size_t formals = callee.param_types.size() + 2;
    bool vector = callee.uses_arguments && instr.operands.size() == formals + 2 &&
                  instr.operands[formals]->rep() == Rep::Int32 && instr.operands[formals + 1]->rep() == Rep::Pointer;
    if (instr.operands.size() != formals && !vector) return problem(*instr.block, &instr, "argument count");
    if (instr.operands[1]->rep() != Rep::Value) problem(*instr.block, &instr, "`this` representation");
    for (size_t i = 0; i < callee.param_types.size(); ++i) {
      if (instr.operands[i + 2]->rep() != callee.param_types[i].rep)
        problem(*instr.block, &instr, "argument representation");
    }
    if (instr.rep() != callee.result.rep) problem(*instr.block, &instr, "result representation");
  }

  // A construction for another new.target, which comes last.
  void checkSuperCall(const Instr& instr) {
    const Function& callee = *instr.function;
    if (!instr.flag || callee.uses_arguments || instr.operands.size() != callee.param_types.size() + 3)
      return problem(*instr.block, &instr, "argument count");
    for (const Instr* operand : instr.operands) {
      if (operand->rep() != Rep::Value) problem(*instr.block, &instr, "argument representation");
    }
  }

  void checkUses(const Instr& instr, const Dominators& dominators) {
    for (size_t i = 0; i < instr.operands.size(); ++i) {
      const Instr* def = instr.operands[i];
      if (def == nullptr) continue;  // reported already
      auto at = position_.find(def);
      if (at == position_.end()) {
        problem(*instr.block, &instr, "operand %" + std::to_string(def->id) + " is not in the function");
        continue;
      }
      const Block* user = instr.op == Opcode::Phi ? instr.block->preds[i] : instr.block;
      bool ok;
      if (instr.op == Opcode::Phi) {
        bool by_unwind = user->unwind == instr.block;
        ok = dominators.dominates(def->block, user) &&
             !(by_unwind && def->block == user && isAtOrBehindThrow(def)) &&
             (def->block == user || !isLostOnTheWay(def, user));
        if (!dominators.dominates(user, user)) ok = true;  // unreachable predecessor
      } else if (def->block == user) {
        ok = at->second < position_[&instr];
      } else {
        ok = dominators.dominates(def->block, user) && !isLostOnTheWay(def, user);
      }
      if (!ok)
        problem(*instr.block, &instr, "operand %" + std::to_string(def->id) + " does not dominate its use");
    }
  }

  bool isAtOrBehindThrow(const Instr* def) {
    const std::vector<Instr*>& instrs = def->block->instrs;
    for (size_t i = 0; i <= position_[def]; ++i) {
      if (instrs[i]->mayThrow()) return true;
    }
    return false;
  }

  // Whether `user` can be reached by the unwind edge of `def`'s block, on which `def` has no value.
  bool isLostOnTheWay(const Instr* def, const Block* user) {
    if (def->block->unwind == nullptr || !isAtOrBehindThrow(def)) return false;
    auto [it, inserted] = without_.try_emplace(def->block);
    if (inserted) {
      std::vector<const Block*> work{def->block->unwind};
      while (!work.empty()) {
        const Block* block = work.back();
        work.pop_back();
        if (block == def->block || !it->second.insert(block).second) continue;
        work.insert(work.end(), block->succs.begin(), block->succs.end());
        if (block->unwind != nullptr) work.push_back(block->unwind);
      }
    }
    return it->second.contains(user);
  }

  const Function& function_;
  std::vector<std::string> problems_;
  std::unordered_map<const Instr*, size_t> position_;
  // by block with unwind: what its handler reaches without passing through the block again
  std::unordered_map<const Block*, std::unordered_set<const Block*>> without_;
};

}  // namespace

std::vector<std::string> verify(const Function& function) {
  return Verifier(function).run();
}

std::vector<std::string> verify(const Program& program) {
  std::vector<std::string> all;
  for (const auto& function : program.functions) {
    if (function->blocks.empty()) continue;
    for (std::string& line : verify(*function)) all.push_back(std::move(line));
  }
  return all;
}

}  // namespace kiln::ir
