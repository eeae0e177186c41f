// Type inference: which JavaScript types each SSA value may have, and for int32 its range.
//
// Forward, optimistic, over the whole program: everything starts as "never", parameters of functions that
// escape as anything. Facts flow through SSA, into the parameters of functions whose calls are all known
// (call_known), out of their results, through module variables and by-value captures. Ranges are widened at
// joins; conditions that dominate a use refine it (`i < n` bounds `i + 1`), which is what keeps loop counters
// int32. If the program has not settled after a fixed number of rounds, all facts that cross functions become
// "anything".
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "ir/core/dominators.h"
#include "ir/passes/pass.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {
namespace {

constexpr int64_t kMin = INT32_MIN;
constexpr int64_t kMax = INT32_MAX;
constexpr int kMaxRounds = 10;

struct Fact {
  TypeSet set = kTNone;
  int64_t lo = 0, hi = 0;  // of the int32 part, when set has kTInt32
  uint8_t joins = 0;       // how often the range grew (widening)

  static Fact any() { return {kTAny, kMin, kMax, 0}; }
  static Fact of(TypeSet set) { return {set, kMin, kMax, 0}; }
  static Fact range(int64_t lo, int64_t hi) { return {kTInt32, lo, hi, 0}; }
  bool isInt() const { return set == kTInt32; }
  bool isNumber() const { return set != 0 && (set & ~kTNumber) == 0; }

  bool join(const Fact& other) {
    if (other.set == kTNone) return false;
    bool changed = false;
    if (other.set & kTInt32) {
      if (!(set & kTInt32)) {
        lo = other.lo;
        hi = other.hi;
        changed = true;
      } else {
        if (other.lo < lo) {
          lo = ++joins > 3 ? kMin : other.lo;
          changed = true;
        }
        if (other.hi > hi) {
          hi = ++joins > 3 ? kMax : other.hi;
          changed = true;
        }
      }
    }
    if ((set | other.set) != set) changed = true;
    set |= other.set;
    return changed;
  }
};

// Integer result of int32 arithmetic: int32 when it always fits, else any number.
Fact integer(int64_t lo, int64_t hi) {
  if (lo >= kMin && hi <= kMax) return Fact::range(lo, hi);
  return Fact::of(kTNumber);
}

class Inference {
 public:
  explicit Inference(Program& program) : program_(program) {}

  void run() {
    functions_.resize(program_.functions.size());
    variables_.resize(program_.variables.size());
    for (auto& function : program_.functions) {
      FunctionFacts& facts = of(*function);
      facts.params.resize(function->param_types.size());
      facts.captures.resize(function->capture_is_box.size());
      if (function->escapes) std::fill(facts.params.begin(), facts.params.end(), Fact::any());
      if (function->blocks.empty()) continue;
      facts.values.resize(function->next_instr_id);
      facts.dominators = std::make_unique<Dominators>(*function);
      facts.is_open = true;
      findReaders(*function);
    }
    for (Variable& variable : program_.variables)
      variables_[variable.id].fact = Fact::of(variable.shared ? kTAnyOrEmpty : kTEmpty);
    int round = 0;
    do {
      changed_ = false;
      if (++round == kMaxRounds) giveUp();
      // What is not open would learn nothing new.
      for (auto& function : program_.functions) {
        if (std::exchange(of(*function).is_open, false)) visit(*function);
      }
    } while (changed_);
    for (auto& function : program_.functions) annotate(*function);
  }

 private:
  struct FunctionFacts {
    std::vector<Fact> params, captures;
    Fact result;
    std::vector<Fact> values;  // by id of the instruction
    std::unique_ptr<Dominators> dominators;
    std::vector<FunctionFacts*> callers;  // read the result
    bool has_loop = false;
    bool is_open = false;  // to be visited: something that it reads has changed
  };
  struct VariableFacts {
    Fact fact;
    std::vector<FunctionFacts*> readers;
  };

  FunctionFacts& of(const Function& function) { return functions_[function.id]; }

  void findReaders(const Function& function) {
    FunctionFacts& facts = of(function);
    std::vector<char> seen(function.next_block_id, 0);
    auto reads = [&](std::vector<FunctionFacts*>& readers) {
      if (readers.empty() || readers.back() != &facts) readers.push_back(&facts);
    };
    for (const Block* block : facts.dominators->order()) {
      for (const Block* pred : block->preds) facts.has_loop |= !seen[pred->id] || pred == block;
      seen[block->id] = 1;
      for (const Instr* instr : block->instrs) {
        if (instr->op == Opcode::CallKnown) reads(of(*instr->function).callers);
        if (instr->op == Opcode::LoadVar) reads(variables_[instr->variable->id].readers);
      }
    }
  }

  // A fact that crosses functions, and who reads it.
  void learn(Fact& known, const Fact& fact, FunctionFacts& reader) {
    if (!known.join(fact)) return;
    reader.is_open = changed_ = true;
  }
  void learn(Fact& known, const Fact& fact, const std::vector<FunctionFacts*>& readers) {
    if (!known.join(fact)) return;
    changed_ = true;
    for (FunctionFacts* reader : readers) reader->is_open = true;
  }

  void giveUp() {
    if (given_up_) return;
    given_up_ = changed_ = true;
    for (FunctionFacts& facts : functions_) {
      for (Fact& param : facts.params) param = Fact::any();
      for (Fact& capture : facts.captures) capture = Fact::of(kTAnyOrEmpty);
      facts.result = Fact::any();
      facts.is_open = facts.dominators != nullptr;
    }
    for (VariableFacts& variable : variables_) variable.fact = Fact::of(kTAnyOrEmpty);
  }

  void visit(Function& function) {
    facts_ = &of(function);
    for (bool again = true; again;) {
      again = false;
      for (Block* block : facts_->dominators->order()) {
        for (Instr* instr : block->instrs) {
          Fact computed = transfer(*instr);
          if (instr->rep() == Rep::Void) continue;
          again |= facts_->values[instr->id].join(computed);
        }
      }
      // Without a loop everything was known before it was read.
      again &= facts_->has_loop;
    }
  }

  const Fact& fact(const Instr* instr) const { return facts_->values[instr->id]; }

  // The value behind conversions that do not change numbers.
  const Instr* canonical(const Instr* instr) const {
    while ((instr->op == Opcode::ToNumeric || instr->op == Opcode::ToNumber ||
            instr->op == Opcode::CheckTdz || instr->op == Opcode::Box || instr->op == Opcode::UnboxInt32) &&
           fact(instr->operands[0]).isNumber()) {
      instr = instr->operands[0];
    }
    return instr;
  }

  // `fact` of `value` as seen in `block`: narrowed by the comparisons that dominate it.
  Fact refined(const Instr* value, const Block* block) const {
    Fact result = fact(value);
    if (result.set & kTEmpty && isTestedForEmpty(value, block)) result.set &= ~kTEmpty;
    if (!result.isInt()) return result;
    const Instr* subject = canonical(value);
    const Dominators& dominators = *facts_->dominators;
    int depth = 0;
    for (const Block* at = block; at != nullptr && depth < 24; at = dominators.idom(at), ++depth) {
      if (at->preds.size() != 1) continue;
      const Block* pred = at->preds[0];
      const Instr* last = pred->terminator();
      if (last->op != Opcode::Branch || pred->succs[0] == pred->succs[1]) continue;
      refineBy(*last->operands[0], pred->succs[0] == at, subject, &result);
    }
    return result.lo <= result.hi ? result : fact(value);
  }

  // A branch on is.empty of it, the other way, dominates the block.
  bool isTestedForEmpty(const Instr* value, const Block* block) const {
    const Dominators& dominators = *facts_->dominators;
    int depth = 0;
    for (const Block* at = block; at != nullptr && depth < 24; at = dominators.idom(at), ++depth) {
      if (at->preds.size() != 1) continue;
      const Instr* last = at->preds[0]->terminator();
      if (last->op != Opcode::Branch || last->operands[0]->op != Opcode::IsEmpty) continue;
      if (last->operands[0]->operands[0] == value && at->preds[0]->succs[1] == at) return true;
    }
    return false;
  }

  void refineBy(const Instr& condition, bool taken, const Instr* subject, Fact* result) const {
    bool strict, less;
    switch (condition.op) {
      case Opcode::ViewHas:
        if (!taken || canonical(condition.operands[1]) != subject) return;
        result->lo = std::max<int64_t>(result->lo, 0);
        result->hi = std::min<int64_t>(result->hi, kMax - 1);
        return;
      case Opcode::LessThan:
        strict = less = true;
        break;
      case Opcode::LessEqual:
        strict = false, less = true;
        break;
      case Opcode::GreaterThan:
        strict = true, less = false;
        break;
      case Opcode::GreaterEqual:
        strict = less = false;
        break;
      default:
        return;
    }
    const Instr* left = canonical(condition.operands[0]);
    const Instr* right = canonical(condition.operands[1]);
    bool swapped = right == subject;
    if (!swapped && left != subject) return;
    Fact bound = fact(swapped ? left : right);
    // !(a < b) is a >= b only when neither is NaN: both are int32 here.
    if (!bound.isInt()) return;
    if (swapped) less = !less;
    if (!taken) {
      less = !less;
      strict = !strict;
    }
    if (less) {
      result->hi = std::min(result->hi, bound.hi - (strict ? 1 : 0));
    } else {
      result->lo = std::max(result->lo, bound.lo + (strict ? 1 : 0));
    }
  }

  static bool areBigInts(const Fact& a, const Fact& b) { return a.set == kTBigInt && b.set == kTBigInt; }

  static Fact arithmetic(const Fact& a, const Fact& b) {
    if (areBigInts(a, b)) return Fact::of(kTBigInt);
    if (a.isNumber() || b.isNumber()) return Fact::of(kTNumber);  // mixing with a BigInt throws
    TypeSet may_be_bigint = kTBigInt | kTAnyObject;
    if (!(a.set & may_be_bigint) || !(b.set & may_be_bigint)) return Fact::of(kTNumber);
    return Fact::of(kTNumeric);
  }

  static Fact add(const Fact& a, const Fact& b) {
    if (a.isInt() && b.isInt()) return integer(a.lo + b.lo, a.hi + b.hi);
    if (areBigInts(a, b)) return Fact::of(kTBigInt);
    if (a.isNumber() && b.isNumber()) return Fact::of(kTNumber);
    if (a.set == kTString || b.set == kTString) return Fact::of(kTString);
    constexpr TypeSet kPlain = kTNumber | kTBool | kTNullish;
    if (!(a.set & ~kPlain) && !(b.set & ~kPlain)) return Fact::of(kTNumber);
    if (!((a.set | b.set) & (kTBigInt | kTAnyObject))) return Fact::of(kTNumber | kTString);
    return Fact::of(kTNumeric | kTString);
  }

  static Fact multiply(const Fact& a, const Fact& b) {
    if (!a.isInt() || !b.isInt()) return arithmetic(a, b);
    int64_t corners[] = {a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi};
    auto zero = [](const Fact& f) { return f.lo <= 0 && f.hi >= 0; };
    bool minus_zero = (zero(a) && b.lo < 0) || (zero(b) && a.lo < 0);
    if (minus_zero) return Fact::of(kTNumber);
    return integer(*std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4));
  }

  static Fact bitwise(Opcode op, const Fact& a, const Fact& b) {
    if (areBigInts(a, b)) return Fact::of(kTBigInt);
    TypeSet may_be_bigint = kTBigInt | kTAnyObject;
    bool number = a.isNumber() || b.isNumber() || !(a.set & may_be_bigint) || !(b.set & may_be_bigint);
    if (!number) return Fact::of(kTInt32 | kTBigInt);
    if (op == Opcode::BitAnd) {
      if (b.isInt() && b.lo >= 0) return Fact::range(0, b.hi);
      if (a.isInt() && a.lo >= 0) return Fact::range(0, a.hi);
    }
    if (op == Opcode::Sar && b.isInt() && b.lo == b.hi) {
      int shift = static_cast<int>(b.lo & 31);
      if (a.isInt()) return Fact::range(a.lo >> shift, a.hi >> shift);
      return Fact::range(kMin >> shift, kMax >> shift);
    }
    if ((op == Opcode::BitOr || op == Opcode::BitXor) && a.isInt() && b.isInt()) {
      if (b.lo == 0 && b.hi == 0) return Fact::range(a.lo, a.hi);
      if (a.lo >= 0 && b.lo >= 0) {
        int64_t top = 1;
        while (top <= std::max(a.hi, b.hi)) top <<= 1;
        return Fact::range(0, top - 1);
      }
    }
    return Fact::of(kTInt32);
  }

  Fact transfer(Instr& instr) {
    auto operand = [&](size_t i) { return refined(instr.operands[i], instr.block); };
    bool unreached = instr.op != Opcode::Phi &&
                     std::any_of(instr.operands.begin(), instr.operands.end(),
                                 [&](Instr* o) { return o->rep() != Rep::Pointer && fact(o).set == kTNone; });
    if (unreached) return {};
    switch (instr.op) {
      case Opcode::ConstInt32:
        return Fact::range(instr.imm, instr.imm);
      case Opcode::ConstDouble: {
        abi::Value value = abi::Value::number(instr.number);
        return value.isInt32() ? Fact::range(value.asInt32(), value.asInt32()) : Fact::of(kTDouble);
      }
      case Opcode::ConstValue: {
        abi::Value value = abi::Value::raw(static_cast<uint64_t>(instr.imm));
        if (value.isInt32()) return Fact::range(value.asInt32(), value.asInt32());
        if (value.isNumber()) return Fact::of(kTDouble);
        if (value.isEmpty()) return Fact::of(kTEmpty);
        if (value.isUndefined()) return Fact::of(kTUndefined);
        if (value.isNull()) return Fact::of(kTNull);
        return Fact::of(kTBool);
      }
      case Opcode::ConstBigInt:
        return Fact::of(kTBigInt);
      case Opcode::Param:
        return facts_->params[static_cast<size_t>(instr.imm)];
      case Opcode::LoadCapture:
        if (instr.rep() == Rep::Value) return facts_->captures[static_cast<size_t>(instr.imm)];
        return Fact::of(kTAny);
      case Opcode::LoadCaptureOf:
        return Fact::of(kTAnyOrEmpty);
      case Opcode::NewInstance:
      case Opcode::NewInstanceWith:
      case Opcode::NewOfShape:
        return Fact::of(kTObject);
      case Opcode::MakeClosure: {
        FunctionFacts& callee = of(*instr.function);
        for (size_t i = 0; i < instr.operands.size() && i < callee.captures.size(); ++i) {
          if (instr.operands[i]->rep() == Rep::Value) learn(callee.captures[i], fact(instr.operands[i]), callee);
        }
        return Fact::of(kTFunction);
      }
      case Opcode::StoreCapture: {
        // The closure's function is not known here in general: give up on this capture everywhere it may be.
        const Instr* closure = instr.operands[0];
        if (closure->op == Opcode::MakeClosure) {
          FunctionFacts& callee = of(*closure->function);
          auto index = static_cast<size_t>(instr.imm);
          if (index < callee.captures.size()) learn(callee.captures[index], Fact::of(kTAnyOrEmpty), callee);
        } else {
          giveUp();
        }
        return {};
      }
      case Opcode::Phi: {
        Fact result;
        for (size_t i = 0; i < instr.operands.size(); ++i)
          result.join(refined(instr.operands[i], instr.block->preds[i]));
        return result;
      }
      case Opcode::Box:
      case Opcode::ReceiverOf:
        return fact(instr.operands[0]);
      case Opcode::Refine: {
        Fact result = operand(0);
        if (!(result.set & kTInt32)) result.lo = kMin, result.hi = kMax;
        result.set &= static_cast<TypeSet>(instr.imm);
        // Nothing left: the guard in front never holds, but the code has to be typed.
        return result.set == kTNone ? Fact::of(static_cast<TypeSet>(instr.imm)) : result;
      }
      case Opcode::UnboxInt32: {
        Fact result = operand(0);
        return result.isInt() ? result : Fact::of(kTInt32);
      }
      case Opcode::MathBinary: {
        if (instr.rep() != Rep::Int32) return Fact::of(kTNumber);
        Fact a = operand(0), b = operand(1);
        if (static_cast<MathOp>(instr.imm) == MathOp::Min)
          return Fact::range(std::min(a.lo, b.lo), std::min(a.hi, b.hi));
        return Fact::range(std::max(a.lo, b.lo), std::max(a.hi, b.hi));
      }
      case Opcode::Int32Clz:
        return Fact::range(0, 32);
      case Opcode::CharCodeAt:
        return Fact::range(-1, UINT16_MAX);
      case Opcode::ViewLength:
        return Fact::range(0, kMax);
      case Opcode::LoadView:
        return ofView(instr);
      case Opcode::CheckTdz: {
        Fact result = fact(instr.operands[0]);
        result.set &= ~kTEmpty;
        return result;
      }
      case Opcode::LoadGlobal: {
        Fact result = Fact::any();
        result.set |= kTEmpty;
        return result;
      }
      case Opcode::LoadVar:
        return variables_[instr.variable->id].fact;
      case Opcode::StoreVar: {
        VariableFacts& variable = variables_[instr.variable->id];
        learn(variable.fact, fact(instr.operands[0]), variable.readers);
        return {};
      }
      case Opcode::CallKnown: {
        FunctionFacts& callee = of(*instr.function);
        for (size_t i = 0; i < callee.params.size() && i + 2 < instr.operands.size(); ++i)
          learn(callee.params[i], operand(i + 2), callee);
        if (instr.function->kind != FunctionKind::Normal || instr.function->blocks.empty())
          return Fact::any();
        return callee.result;
      }
      case Opcode::Return:
        learn(facts_->result, fact(instr.operands[0]), facts_->callers);
        return {};
      case Opcode::Add:
        return add(operand(0), operand(1));
      case Opcode::Sub: {
        Fact a = operand(0), b = operand(1);
        return a.isInt() && b.isInt() ? integer(a.lo - b.hi, a.hi - b.lo) : arithmetic(a, b);
      }
      case Opcode::Mul:
        return multiply(operand(0), operand(1));
      case Opcode::Div:
      case Opcode::Exp:
        return arithmetic(operand(0), operand(1));
      case Opcode::Mod: {
        Fact a = operand(0), b = operand(1);
        if (a.isInt() && b.isInt() && a.lo >= 0 && b.lo > 0) return Fact::range(0, std::min(a.hi, b.hi - 1));
        return arithmetic(a, b);
      }
      case Opcode::Inc:
      case Opcode::Dec: {
        Fact a = operand(0);
        int64_t step = instr.op == Opcode::Inc ? 1 : -1;
        if (a.isInt()) return integer(a.lo + step, a.hi + step);
        return a.isNumber() ? Fact::of(kTNumber) : Fact::of(kTNumeric);
      }
      case Opcode::Neg: {
        Fact a = operand(0);
        if (a.isInt() && (a.lo > 0 || a.hi < 0)) return integer(-a.hi, -a.lo);
        return a.set & (kTBigInt | kTAnyObject) ? Fact::of(kTNumeric) : Fact::of(kTNumber);
      }
      case Opcode::BitAnd:
      case Opcode::BitOr:
      case Opcode::BitXor:
      case Opcode::Shl:
      case Opcode::Sar:
        return bitwise(instr.op, operand(0), operand(1));
      case Opcode::Shr: {
        Fact b = operand(1);
        if (b.isInt() && b.lo == b.hi && (b.lo & 31) != 0)
          return Fact::range(0, 0xffff'ffffll >> (b.lo & 31));
        return Fact::of(kTNumber);  // BigInt throws
      }
      case Opcode::BitNot: {
        Fact a = operand(0);
        return a.set & (kTBigInt | kTAnyObject) ? Fact::of(kTInt32 | kTBigInt) : Fact::of(kTInt32);
      }
      case Opcode::ToNumber: {
        Fact a = fact(instr.operands[0]);
        return a.isNumber() ? a : Fact::of(kTNumber);
      }
      case Opcode::ToNumeric: {
        Fact a = fact(instr.operands[0]);
        if (a.isNumber()) return a;
        return a.set & (kTBigInt | kTAnyObject) ? Fact::of(kTNumeric) : Fact::of(kTNumber);
      }
      case Opcode::TypeOf:
        return Fact::of(kTString);
      case Opcode::ToPropertyKey:
        return Fact::of(kTInt32 | kTDouble | kTString | kTSymbol);
      case Opcode::FrameLoad:
      case Opcode::CoroutineField:
      case Opcode::ResumedValue:
      case Opcode::LoadSlot:
      case Opcode::LoadBox:
        return Fact::of(kTAnyOrEmpty);
      case Opcode::LoadSuper:
        return Fact::of(kTAnyOrEmpty);
      case Opcode::CallHelper:
        return instr.rep() == Rep::Value ? ofHelper(static_cast<HelperId>(instr.imm)) : ofRep(instr.rep());
      default:
        return ofRep(instr.rep());
    }
  }

  // Of the helpers that have a value as result.
  static Fact ofHelper(HelperId id) {
    switch (id) {
      case HelperId::sloppy_this:
        return Fact::of(kTAnyObject);
      case HelperId::char_at:
        return Fact::of(kTString);
      case HelperId::bigint_of:
      case HelperId::as_uint_n:
      case HelperId::as_int_n:
        return Fact::of(kTBigInt);
      default:
        return Fact::of(kTAnyOrEmpty);
    }
  }

  static Fact ofView(const Instr& load) {
    switch (static_cast<abi::ElementsKind>(load.imm)) {
      case abi::ElementsKind::Int8:
        return Fact::range(INT8_MIN, INT8_MAX);
      case abi::ElementsKind::Uint8:
      case abi::ElementsKind::Uint8Clamped:
        return Fact::range(0, UINT8_MAX);
      case abi::ElementsKind::Int16:
        return Fact::range(INT16_MIN, INT16_MAX);
      case abi::ElementsKind::Uint16:
        return Fact::range(0, UINT16_MAX);
      case abi::ElementsKind::Int32:
      case abi::ElementsKind::Uint32:
      case abi::ElementsKind::Float16:
      case abi::ElementsKind::Float32:
      case abi::ElementsKind::Float64:
      case abi::ElementsKind::BigInt64:
      case abi::ElementsKind::BigUint64:
      case abi::ElementsKind::None:
      case abi::ElementsKind::PackedInt32:
      case abi::ElementsKind::HoleyInt32:
      case abi::ElementsKind::PackedDouble:
      case abi::ElementsKind::HoleyDouble:
      case abi::ElementsKind::Packed:
      case abi::ElementsKind::Holey:
      case abi::ElementsKind::Slow:
        return ofRep(load.rep());
    }
    return ofRep(load.rep());
  }

  static Fact ofRep(Rep rep) {
    switch (rep) {
      case Rep::Void:
        return {};
      case Rep::Int32:
        return Fact::of(kTInt32);
      case Rep::Double:
        return Fact::of(kTNumber);
      case Rep::Bool:
        return Fact::of(kTBool);
      case Rep::String:
        return Fact::of(kTString);
      case Rep::Object:
        return Fact::of(kTAnyObject);
      case Rep::Value:
        return Fact::any();
      case Rep::Pointer:
        return Fact::any();
    }
    return Fact::any();
  }

  void annotate(Function& function) {
    if (function.blocks.empty()) return;
    facts_ = &of(function);
    for (size_t i = 0; i < function.param_types.size(); ++i) {
      TypeSet set = facts_->params[i].set;
      if (function.param_types[i].rep == Rep::Value) function.param_types[i].set = set;
    }
    if (function.result.rep == Rep::Value) function.result.set = facts_->result.set;
    for (auto& block : function.blocks) {
      for (Instr* instr : block->instrs) {
        if (instr->rep() != Rep::Value) continue;
        // Code that is never reached keeps the widest set: its instructions still have to be well formed.
        TypeSet set = fact(instr).set;
        instr->type.set = set == kTNone ? kTAnyOrEmpty : set;
      }
    }
  }

  Program& program_;
  std::vector<FunctionFacts> functions_;  // by id
  std::vector<VariableFacts> variables_;
  FunctionFacts* facts_ = nullptr;
  bool changed_ = false;
  bool given_up_ = false;
};

}  // namespace

void inferTypes(Program& program) {
  Inference(program).run();
}

}  // namespace kiln::ir
