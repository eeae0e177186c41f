#include "ir/passes/versions.h"

#include <algorithm>
#include <unordered_set>

#include "ir/passes/views.h"

namespace kiln::ir {
namespace {

class Versioner {
 public:
  Versioner(Function& function, const GuardPlan& plan) : function_(function), plan_(plan) {}

  void run() {
    order_ = reversePostOrder(function_);
    splitGeneric();
    for (Block* block : order_) starts_[block] = function_.newBlock();
    for (Block* block : order_) copy(block);
    finishEdges();
    // The fast entry becomes the function's.
    auto entry = std::find_if(function_.blocks.begin(), function_.blocks.end(),
                              [&](const auto& block) { return block.get() == starts_[order_[0]]; });
    std::rotate(function_.blocks.begin(), entry, entry + 1);
    removeUnreachableBlocks(function_);
    repair();
  }

 private:
  // --- the generic copy: every guarded instruction starts a block

  void splitGeneric() {
    for (Block* block : order_) {
      originals_[block] = block->instrs;
      Block* part = block;
      std::vector<Instr*> instrs = std::move(block->instrs);
      block->instrs.clear();
      for (Instr* instr : instrs) {
        if (hasExit(instr)) part = continueIn(part, instr);
        part->instrs.push_back(instr);
        instr->block = part;
      }
    }
  }

  bool hasExit(const Instr* instr) const {
    auto it = plan_.find(instr);
    return it != plan_.end() && std::any_of(it->second.begin(), it->second.end(), [](const Guard& guard) {
             return guard.kind != Guard::Kind::Same && guard.kind != Guard::Kind::Skipped &&
                    guard.kind != Guard::Kind::Init;
           });
  }

  // A new block that takes over the successors of `part`.
  Block* continueIn(Block* part, Instr* at) {
    Block* next = function_.newBlock();
    next->succs = std::move(part->succs);
    next->unwind = part->unwind;
    part->unwind = nullptr;
    for (Block* succ : next->succs) std::replace(succ->preds.begin(), succ->preds.end(), part, next);
    if (next->unwind != nullptr)
      std::replace(next->unwind->preds.begin(), next->unwind->preds.end(), part, next);
    Instr* jump = function_.newInstr(Opcode::Jump, Type::of(Rep::Void), at->loc);
    jump->block = part;
    part->instrs.push_back(jump);
    part->succs = {next};
    next->preds = {part};
    splits_[at] = next;
    return next;
  }

  // --- the fast copy

  Instr* emit(Opcode op, Type type, std::vector<Instr*> operands, SourceLoc loc, int64_t imm = 0) {
    Instr* instr = function_.newInstr(op, type, loc);
    instr->operands = std::move(operands);
    instr->imm = imm;
    instr->block = block_;
    block_->instrs.push_back(instr);
    return instr;
  }

  Instr* fast(Instr* original) {
    auto it = refined_.find(original);
    return it != refined_.end() ? it->second : copies_.at(original);
  }

  void copy(Block* original) {
    block_ = starts_[original];
    for (Instr* instr : originals_[original]) {
      bool done = false;
      if (auto it = plan_.find(instr); it != plan_.end()) {
        for (const Guard& guard : it->second) done |= apply(guard, instr);
      }
      if (!done) copies_[instr] = clone(instr);
    }
    ends_[original] = block_;
  }

  Instr* clone(Instr* instr) {
    Instr* made = function_.newInstr(instr->op, instr->type, instr->loc);
    uint32_t id = made->id;
    std::vector<Instr*> operands;
    if (instr->op == Opcode::Phi) {
      phis_.push_back({made, instr});
    } else {
      for (Instr* operand : instr->operands) operands.push_back(fast(operand));
    }
    *made = *instr;
    made->id = id;
    made->operands = std::move(operands);
    made->block = block_;
    block_->instrs.push_back(made);
    return made;
  }

  // Goes on only if `holds`; otherwise in front of `at` in the generic copy.
  void check(Instr* holds, Instr* at) {
    Block* exit = function_.newBlock();
    Block* next = function_.newBlock();
    Instr* branch = emit(Opcode::Branch, Type::of(Rep::Void), {holds}, at->loc);
    branch->flag = true;
    block_->succs = {next, exit};
    next->preds = {block_};
    exit->preds = {block_};
    Instr* jump = function_.newInstr(Opcode::Jump, Type::of(Rep::Void), at->loc);
    jump->block = exit;
    exit->instrs.push_back(jump);
    Block* target = splits_.at(at);
    exit->succs = {target};
    target->preds.push_back(exit);
    is_exit_.insert(exit);
    block_ = next;
  }

  // True when the guard's fast form replaces `at` itself.
  bool apply(const Guard& guard, Instr* at) {
    SourceLoc loc = at->loc;
    Instr* value = guard.value == nullptr ? nullptr : fast(guard.value);
    switch (guard.kind) {
      case Guard::Kind::Number:
      case Guard::Kind::Double: {
        check(emit(Opcode::IsNumber, Type::of(Rep::Bool), {value}, loc), at);
        Instr* known = emit(Opcode::Refine, Type::value(kTNumber), {value}, loc, kTNumber);
        if (guard.kind == Guard::Kind::Double) {
          Instr* raw = emit(Opcode::UnboxDouble, Type::of(Rep::Double), {known}, loc);
          raw->flag = guard.likely_fraction;
          known = emit(Opcode::Box, Type::value(kTNumber), {raw}, loc);
        }
        refined_[guard.value] = known;
        return false;
      }
      case Guard::Kind::Int32:
        check(emit(Opcode::IsInt32, Type::of(Rep::Bool), {value}, loc), at);
        refined_[guard.value] = emit(Opcode::Refine, Type::value(kTInt32), {value}, loc, kTInt32);
        return false;
      case Guard::Kind::Overflow:
        return overflow(at);
      case Guard::Kind::MathCall:
        return mathCall(guard, at);
      case Guard::Kind::CharCode:
        return charCode(at);
      case Guard::Kind::Layout: {
        Instr* holds = emit(Opcode::HasLayout, Type::of(Rep::Bool), {value}, loc);
        holds->layout = guard.layout;
        check(holds, at);
        return field(guard, at);
      }
      case Guard::Kind::Field:
        return field(guard, at);
      case Guard::Kind::Init:
        return init(guard, at);
      case Guard::Kind::Skipped:
        return true;
      case Guard::Kind::Entry:
        return false;
      case Guard::Kind::Global:
        return global(at);
      case Guard::Kind::Super:
        return loaded(emit(Opcode::LoadSuper, Type::value(at->type.set | kTEmpty), {fast(at->operands[0])}, loc), at);
      case Guard::Kind::This: {
        Instr* given = fast(at->operands[0]);
        check(emit(Opcode::IsObject, Type::of(Rep::Bool), {given}, loc), at);
        copies_[at] = emit(Opcode::Refine, Type::value(kTAnyObject), {given}, loc, kTAnyObject);
        return true;
      }
      case Guard::Kind::Constant: {
        Instr* empty = emit(Opcode::IsEmpty, Type::of(Rep::Bool), {value}, loc);
        check(emit(Opcode::Not, Type::of(Rep::Bool), {empty}, loc), at);
        auto set = static_cast<TypeSet>(value->type.set & ~kTEmpty);
        refined_[guard.value] = emit(Opcode::Refine, Type::value(set), {value}, loc, set);
        return false;
      }
      case Guard::Kind::Same:
        copies_[at] = value;
        return true;
      case Guard::Kind::View: {
        auto kind = static_cast<int64_t>(guard.view);
        check(emit(Opcode::HasView, Type::of(Rep::Bool), {value}, loc, kind), at);
        Instr* known = emit(Opcode::Refine, Type::value(kTObject), {value}, loc, kTObject);
        refined_[guard.value] = known;
        views_[guard.value] = emit(Opcode::OpenView, Type::of(Rep::Pointer), {known}, loc, kind);
        return false;
      }
      case Guard::Kind::Element:
        return element(guard, at);
      case Guard::Kind::Callee:
        check(fast(at->operands[0]), at);
        emit(Opcode::Jump, Type::of(Rep::Void), {}, loc);
        one_way_.insert(at);
        return true;
    }
    return false;
  }

  Instr* int32(Instr* original) {
    if (original->rep() == Rep::Int32) return fast(original);
    return emit(Opcode::UnboxInt32, Type::of(Rep::Int32), {fast(original)}, original->loc);
  }
  Instr* constant(int32_t value, SourceLoc loc) {
    return emit(Opcode::ConstInt32, Type::of(Rep::Int32), {}, loc, value);
  }

  bool overflow(Instr* at) {
    Instr *a, *b;
    Opcode op = at->op;
    if (op == Opcode::Inc || op == Opcode::Dec) {
      a = int32(at->operands[0]);
      b = constant(1, at->loc);
      op = op == Opcode::Inc ? Opcode::Add : Opcode::Sub;
    } else {
      a = int32(at->operands[0]);
      b = int32(at->operands[1]);
    }
    Opcode overflows = op == Opcode::Add   ? Opcode::Int32AddOverflows
                       : op == Opcode::Sub ? Opcode::Int32SubOverflows
                                           : Opcode::Int32MulOverflows;
    Opcode result = op == Opcode::Add   ? Opcode::Int32Add
                    : op == Opcode::Sub ? Opcode::Int32Sub
                                        : Opcode::Int32Mul;
    Instr* bad = emit(overflows, Type::of(Rep::Bool), {a, b}, at->loc);
    check(emit(Opcode::Not, Type::of(Rep::Bool), {bad}, at->loc), at);
    Instr* sum = emit(result, Type::of(Rep::Int32), {a, b}, at->loc);
    copies_[at] = emit(Opcode::Box, Type::value(kTInt32), {sum}, at->loc);
    return true;
  }

  // operands: callee, this, arguments
  bool mathCall(const Guard& guard, Instr* at) {
    auto op = static_cast<int64_t>(guard.math);
    Instr* untouched = emit(Opcode::MathFunction, Type::value(kTFunction), {}, at->loc, op);
    check(emit(Opcode::SameWord, Type::of(Rep::Bool), {fast(at->operands[0]), untouched}, at->loc), at);
    if (guard.math == MathOp::Imul || guard.math == MathOp::Clz32) return mathOfBits(guard.math, at);
    Rep rep = guard.ints ? Rep::Int32 : Rep::Double;
    auto argument = [&](size_t i) {
      return emit(guard.ints ? Opcode::UnboxInt32 : Opcode::UnboxDouble, Type::of(rep),
                  {fast(at->operands[i])}, at->loc);
    };
    Instr* result = argument(2);
    if (at->operands.size() == 3) result = emit(Opcode::MathUnary, Type::of(rep), {result}, at->loc, op);
    for (size_t i = 3; i < at->operands.size(); ++i)
      result = emit(Opcode::MathBinary, Type::of(rep), {result, argument(i)}, at->loc, op);
    copies_[at] = emit(Opcode::Box, Type::value(guard.ints ? kTInt32 : kTNumber), {result}, at->loc);
    return true;
  }

  bool mathOfBits(MathOp op, Instr* at) {
    auto bits = [&](size_t i) {
      return emit(Opcode::NumberToInt32, Type::of(Rep::Int32), {fast(at->operands[i])}, at->loc);
    };
    Instr* result;
    if (op == MathOp::Imul) {
      Instr* a = bits(2);
      result = emit(Opcode::Int32Mul, Type::of(Rep::Int32), {a, bits(3)}, at->loc);
    } else {
      result = emit(Opcode::Int32Clz, Type::of(Rep::Int32), {bits(2)}, at->loc);
    }
    copies_[at] = emit(Opcode::Box, Type::value(kTInt32), {result}, at->loc);
    return true;
  }

  // operands: callee, this, index
  bool charCode(Instr* at) {
    Instr* untouched = emit(Opcode::IntrinsicFunction, Type::value(kTFunction), {}, at->loc,
                            static_cast<int64_t>(abi::Intrinsic::CharCodeAt));
    check(emit(Opcode::SameWord, Type::of(Rep::Bool), {fast(at->operands[0]), untouched}, at->loc), at);
    Instr* code = emit(Opcode::CharCodeAt, Type::of(Rep::Int32),
                       {fast(at->operands[1]), int32(at->operands[2])}, at->loc);
    check(emit(Opcode::Int32Le, Type::of(Rep::Bool), {constant(0, at->loc), code}, at->loc), at);
    copies_[at] = emit(Opcode::Box, Type::value(kTInt32), {code}, at->loc);
    return true;
  }

  bool init(const Guard& guard, Instr* at) {
    std::vector<Instr*> operands{fast(guard.value)};
    for (size_t i = 0; i < guard.values.size(); ++i)
      operands.push_back(forField(*guard.layout, i, fast(guard.values[i])));
    Instr* holds = emit(Opcode::InitFields, Type::of(Rep::Bool), std::move(operands), at->loc);
    holds->layout = guard.layout;
    holds->strict = at->strict;
    check(holds, const_cast<Instr*>(guard.continuation));
    return true;
  }

  bool field(const Guard& guard, Instr* at) {
    if (guard.method) {
      Instr* method = emit(Opcode::LoadMethod, at->type, {fast(at->operands[0])}, at->loc, guard.field);
      method->layout = guard.layout;
      copies_[at] = method;
      return true;
    }
    auto index = static_cast<size_t>(guard.field);
    bool is_double = guard.layout->isDouble(index);
    Instr* access;
    if (at->op == Opcode::GetProp) {
      Type type = is_double ? Type::of(Rep::Double) : at->type;
      access = emit(Opcode::LoadField, type, {fast(at->operands[0])}, at->loc, guard.field);
    } else {
      Instr* value = forField(*guard.layout, index, fast(at->operands[1]));
      access = emit(Opcode::StoreField, Type::of(Rep::Void), {fast(at->operands[0]), value}, at->loc,
                    guard.field);
    }
    access->layout = guard.layout;
    bool boxed = is_double && at->op == Opcode::GetProp;
    copies_[at] = boxed ? emit(Opcode::Box, Type::value(kTNumber), {access}, at->loc) : access;
    return true;
  }

  // `value`, a number where the field is of doubles, in the form that it has there.
  Instr* forField(const Layout& layout, size_t field, Instr* value) {
    if (!layout.isDouble(field)) return value;
    return emit(Opcode::UnboxDouble, Type::of(Rep::Double), {value}, value->loc);
  }

  // `at` is get_elem, set_elem or get_length
  bool element(const Guard& guard, Instr* at) {
    auto kind = static_cast<int64_t>(guard.view);
    Instr* view = views_.at(guard.value);
    if (at->op == Opcode::GetLength) {
      check(emit(Opcode::HasViewLength, Type::of(Rep::Bool), {fast(guard.value)}, at->loc, kind), at);
      Instr* length = emit(Opcode::ViewLength, Type::of(Rep::Int32), {view}, at->loc, kind);
      copies_[at] = emit(Opcode::Box, Type::value(kTInt32), {length}, at->loc);
      return true;
    }
    Instr* index = int32(at->operands[1]);
    if (at->op == Opcode::SetElem) {
      copies_[at] =
          emit(Opcode::StoreView, Type::of(Rep::Void), {view, index, fast(at->operands[2])}, at->loc, kind);
      return true;
    }
    check(emit(Opcode::ViewHas, Type::of(Rep::Bool), {view, index}, at->loc, kind), at);
    Type type = Type::of(isFractionView(guard.view) ? Rep::Double : Rep::Int32);
    Instr* loaded = emit(Opcode::LoadView, type, {view, index}, at->loc, kind);
    if (guard.view == abi::ElementsKind::Uint32)
      loaded = emit(Opcode::Uint32ToDouble, Type::of(Rep::Double), {loaded}, at->loc);
    copies_[at] =
        emit(Opcode::Box, Type::value(isIntegerView(guard.view) ? kTInt32 : kTNumber), {loaded}, at->loc);
    return true;
  }

  bool global(Instr* at) {
    return loaded(emit(Opcode::LoadGlobal, Type::value(at->type.set | kTEmpty), {}, at->loc), at);
  }

  // `value`, of the property or variable that `at` names, stands for it unless it is empty.
  bool loaded(Instr* value, Instr* at) {
    value->atom = at->atom;
    Instr* empty = emit(Opcode::IsEmpty, Type::of(Rep::Bool), {value}, at->loc);
    check(emit(Opcode::Not, Type::of(Rep::Bool), {empty}, at->loc), at);
    copies_[at] = emit(Opcode::Refine, at->type, {value}, at->loc, at->type.set);
    return true;
  }

  void finishEdges() {
    for (Block* original : order_) {
      Block* end = ends_[original];
      // The original's successors are those of its last part.
      Block* generic_end = originals_[original].back()->block;
      for (Block* succ : generic_end->succs) {
        end->succs.push_back(starts_.at(succ));
        if (one_way_.contains(originals_[original].back())) break;
      }
      if (generic_end->unwind != nullptr) end->unwind = starts_.at(generic_end->unwind);
      Block* start = starts_[original];
      start->is_handler = original->is_handler;
      for (Block* pred : original->preds) {
        start->preds.push_back(fastEnd(pred));
      }
    }
    for (auto& [made, original] : phis_) {
      for (Instr* operand : original->operands) made->operands.push_back(fast(operand));
    }
  }

  // The fast counterpart of the last part of a generic block.
  Block* fastEnd(Block* generic_end) {
    if (fast_ends_.empty()) {
      for (Block* original : order_) fast_ends_[originals_[original].back()->block] = ends_[original];
    }
    return fast_ends_.at(generic_end);
  }

  // --- SSA of the generic copy: a value may now come from its own definition or over an exit

  void repair() {
    std::unordered_set<Block*> generic;
    for (Block* original : order_) {
      for (Instr* instr : originals_[original]) generic.insert(instr->block);
    }
    std::vector<Instr*> users;
    for (auto& block : function_.blocks) {
      if (!generic.contains(block.get())) continue;
      for (Instr* instr : block->instrs) users.push_back(instr);
    }
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) live_.insert(instr);
    }
    for (Instr* user : users) {
      for (size_t i = 0; i < user->operands.size(); ++i) {
        Instr* operand = user->operands[i];
        if (user->op == Opcode::Phi) {
          user->operands[i] = atEnd(operand, user->block->preds[i]);
        } else if (operand->block != user->block || !live_.contains(operand)) {
          user->operands[i] = atStart(operand, user->block);
        }
      }
    }
  }

  Instr* atEnd(Instr* value, Block* block) {
    if (is_exit_.contains(block)) return copies_.at(value);
    if (value->block == block && live_.contains(value)) return value;
    return atStart(value, block);
  }

  Instr* atStart(Instr* value, Block* block) {
    Instr*& known = starts_of_[value][block];
    if (known != nullptr) return known;
    if (block->preds.size() == 1 && !block->is_handler) {
      Instr* found = atEnd(value, block->preds[0]);
      return starts_of_[value][block] = found;
    }
    Instr* phi = function_.newInstr(Opcode::Phi, value->type, value->loc);
    phi->block = block;
    known = phi;
    for (Block* pred : block->preds) phi->operands.push_back(atEnd(value, pred));
    block->instrs.insert(block->instrs.begin(), phi);
    return phi;
  }

  Function& function_;
  const GuardPlan& plan_;
  std::vector<Block*> order_;  // the original blocks
  std::unordered_map<Block*, std::vector<Instr*>> originals_;
  std::unordered_map<const Instr*, Block*> splits_;
  std::unordered_map<Block*, Block*> starts_, ends_, fast_ends_;
  std::unordered_set<Block*> is_exit_;
  std::unordered_set<const Instr*> one_way_;  // branches of which the fast copy has the first way only
  std::unordered_map<Instr*, Instr*> views_;  // original typed array -> its opened view
  std::unordered_map<Instr*, Instr*> copies_, refined_;  // original -> fast value; the same behind its guard
  std::vector<std::pair<Instr*, Instr*>> phis_;
  std::unordered_set<const Instr*> live_;
  std::unordered_map<Instr*, std::unordered_map<Block*, Instr*>> starts_of_;
  Block* block_ = nullptr;
};

}  // namespace

bool isExit(const Block& block) {
  if (block.preds.size() != 1 || block.is_handler || block.instrs.size() != 1) return false;
  const Instr* last = block.preds[0]->terminator();
  return block.terminator()->op == Opcode::Jump && last->op == Opcode::Branch && last->flag &&
         block.preds[0]->succs[1] == &block;
}

void makeVersions(Function& function, const GuardPlan& plan) {
  Versioner(function, plan).run();
}

}  // namespace kiln::ir
