// Chooses representations: generic operators whose operands' types are known become typed ones, phis,
// parameters and results of functions with known calls are unboxed.
//
// Integers stay int32 where inference proved it. Other numbers become raw doubles only when they are likely
// fractional ("doubleish": derived from a division, a fractional constant, a Math function); numbers that are
// probably small integers stay boxed, because codegen's inline int32 path on tagged words beats converting
// back for every index.
//
// A replaced instruction's value is Box(typed value); users that want another representation look through the
// Box, and `cleanup` removes the boxes nobody needs.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/passes/pass.h"
#include "ir/passes/versions.h"
#include "ir/passes/views.h"

namespace kiln::ir {
namespace {

class Specialiser {
 public:
  explicit Specialiser(Function& function) : function_(function) {}

  // Parameters and result: before any body is rewritten, so that all callers see the same signature.
  static void chooseSignature(Function& function) {
    if (function.escapes || function.blocks.empty() || function.kind != FunctionKind::Normal) return;
    Specialiser probe(function);
    probe.findDoubleish();
    std::vector<Rep> reps(function.param_types.size(), Rep::Value);
    for (size_t i = 0; i < reps.size(); ++i) {
      Type& type = function.param_types[i];
      if (type.rep != Rep::Value) continue;
      if (type.set == kTInt32) type = Type::of(Rep::Int32);
    }
    bool doubleish = true;
    bool any_return = false;
    for (auto& block : function.blocks) {
      if (block->instrs.back()->op != Opcode::Return) continue;
      any_return = true;
      const Instr* value = block->instrs.back()->operands[0];
      doubleish &= value->type.only(kTNumber) && probe.doubleish_.contains(value);
    }
    if (!any_return || function.result.rep != Rep::Value) return;
    if (function.result.set == kTInt32)
      function.result = Type::of(Rep::Int32);
    else if (doubleish && function.result.only(kTNumber) && function.result.set != kTNone)
      function.result = Type::of(Rep::Double);
    else if (function.result.set == kTBool)
      function.result = Type::of(Rep::Bool);
  }

  void run() {
    for (auto& block : function_.blocks) {
      if (isExit(*block)) exits_.insert(block.get());
    }
    findDoubleish();
    findUses();
    std::vector<Block*> order = reversePostOrder(function_);
    for (Block* block : order) rewritePhis(block);
    for (Block* block : order) rewriteBlock(block);
    finishPhis();
    finishUses();
  }

 private:
  static bool isNumber(const Instr* v) { return v->type.set != kTNone && v->type.only(kTNumber); }
  static bool isInt(const Instr* v) { return v->type.set == kTInt32; }

  void findDoubleish() {
    for (bool changed = true; changed;) {
      changed = false;
      for (auto& block : function_.blocks) {
        for (Instr* instr : block->instrs) {
          if (doubleish_.contains(instr) || !isNumber(instr) || isInt(instr)) continue;
          if (looksDouble(*instr)) {
            doubleish_.insert(instr);
            changed = true;
          }
        }
      }
    }
  }

  bool looksDouble(const Instr& instr) const {
    auto any_operand = [&] {
      return std::any_of(instr.operands.begin(), instr.operands.end(),
                         [&](const Instr* o) { return doubleish_.contains(o); });
    };
    switch (instr.op) {
      case Opcode::ConstDouble:
        return true;
      case Opcode::ConstValue:
        return instr.type.set == kTDouble;
      case Opcode::Div:
      case Opcode::MathUnary:
        return true;
      case Opcode::CallKnown:
        return instr.function->result.rep == Rep::Double;
      case Opcode::Box:
        return instr.operands[0]->rep() == Rep::Double || any_operand();
      case Opcode::Add:
      case Opcode::Sub:
      case Opcode::Mul:
      case Opcode::Neg:
      case Opcode::Exp:
      case Opcode::Phi:
      case Opcode::ToNumber:
      case Opcode::ToNumeric:
      case Opcode::Inc:
      case Opcode::Dec:
        return any_operand();
      default:
        return false;
    }
  }

  void findUses() {
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr* operand : instr->operands) uses_[operand].push_back(instr);
      }
    }
  }

  static constexpr int kMaxDepth = 8;

  // Every use, but for ways to the generic copy, takes the value modulo 2^32, so that int32 addition may
  // wrap. (Sums of a few int32 are exact as doubles.)
  bool isTruncated(const Instr* instr, int depth = 0) const {
    auto it = uses_.find(instr);
    if (it == uses_.end() || depth > kMaxDepth) return false;
    for (const Instr* user : it->second) {
      switch (user->op) {
        case Opcode::BitAnd:
        case Opcode::BitOr:
        case Opcode::BitXor:
        case Opcode::Shl:
        case Opcode::Sar:
        case Opcode::Shr:
        case Opcode::BitNot:
          if (!isNumber(user->operands[0]) || (user->operands.size() > 1 && !isNumber(user->operands[1])))
            return false;
          break;
        case Opcode::Add:
        case Opcode::Sub:
          if (!sumOfInts(user, depth) || !isTruncated(user, depth + 1)) return false;
          break;
        case Opcode::NumberToInt32:
          break;
        case Opcode::ToNumeric:
        case Opcode::ToNumber:
          if (!isTruncated(user, depth + 1)) return false;
          break;
        case Opcode::StoreView:
          if (!truncates(*user)) return false;
          break;
        case Opcode::Phi:
          for (size_t i = 0; i < user->operands.size(); ++i) {
            if (user->operands[i] == instr && !exits_.contains(user->block->preds[i])) return false;
          }
          break;
        default:
          return false;
      }
    }
    return true;
  }

  // The store takes its value modulo 2^32 or less.
  static bool truncates(const Instr& store) {
    auto kind = static_cast<abi::ElementsKind>(store.imm);
    return kind != abi::ElementsKind::Uint8Clamped && !isFractionView(kind);
  }

  // Add/Sub of int32 values or of sums of such, so that it is an integer well below 2^53.
  bool sumOfInts(const Instr* instr, int depth) const {
    if (isInt(instr)) return true;
    if (depth > kMaxDepth) return false;
    // Unsigned 32 bits are as good.
    if (instr->op == Opcode::Shr) return isNumber(instr->operands[0]) && isNumber(instr->operands[1]);
    if (instr->op == Opcode::Box) return instr->operands[0]->op == Opcode::Uint32ToDouble;
    if (instr->op == Opcode::ToNumeric || instr->op == Opcode::ToNumber)
      return sumOfInts(instr->operands[0], depth + 1);
    if (instr->op != Opcode::Add && instr->op != Opcode::Sub) return false;
    return sumOfInts(instr->operands[0], depth + 1) && sumOfInts(instr->operands[1], depth + 1);
  }

  // --- values in a wanted representation, made at the end of `out_`

  Instr* emit(Opcode op, Type type, std::vector<Instr*> operands, SourceLoc loc, int64_t imm = 0) {
    Instr* instr = function_.newInstr(op, type, loc);
    instr->operands = std::move(operands);
    instr->imm = imm;
    instr->block = block_;
    out_.push_back(instr);
    return instr;
  }

  Instr* mapped(Instr* v) {
    auto it = value_.find(v);
    return it == value_.end() ? v : it->second;
  }

  Instr* asInt32(Instr* v) {
    v = mapped(v);
    if (v->rep() == Rep::Int32) return v;
    if (v->op == Opcode::Box && v->operands[0]->rep() == Rep::Int32) return v->operands[0];
    if (v->op == Opcode::ConstValue)
      return emit(Opcode::ConstInt32, Type::of(Rep::Int32), {}, v->loc,
                  abi::Value::raw(static_cast<uint64_t>(v->imm)).asInt32());
    return emit(Opcode::UnboxInt32, Type::of(Rep::Int32), {v}, v->loc);
  }

  Instr* asDouble(Instr* v) {
    v = mapped(v);
    if (v->rep() == Rep::Double) return v;
    if (v->rep() == Rep::Int32) return emit(Opcode::Int32ToDouble, Type::of(Rep::Double), {v}, v->loc);
    if (v->op == Opcode::Box && v->operands[0]->rep() == Rep::Double) return v->operands[0];
    if (v->op == Opcode::Box && v->operands[0]->rep() == Rep::Int32) {
      return emit(Opcode::Int32ToDouble, Type::of(Rep::Double), {v->operands[0]}, v->loc);
    }
    if (v->op == Opcode::ConstValue) {
      Instr* c = emit(Opcode::ConstDouble, Type::of(Rep::Double), {}, v->loc);
      c->number = abi::Value::raw(static_cast<uint64_t>(v->imm)).asNumber();
      return c;
    }
    return emit(Opcode::UnboxDouble, Type::of(Rep::Double), {v}, v->loc);
  }

  // ToInt32 of a number in any representation.
  Instr* truncated(Instr* v) {
    Instr* original = v;
    v = mapped(v);
    if (isInt(original)) return asInt32(original);
    if (auto it = wrapped_.find(original); it != wrapped_.end()) return it->second;
    if (v->rep() == Rep::Double) return emit(Opcode::DoubleToInt32, Type::of(Rep::Int32), {v}, v->loc);
    if (v->op == Opcode::Box && v->operands[0]->rep() == Rep::Double) {
      Instr* d = v->operands[0];
      if (d->op == Opcode::Uint32ToDouble) return d->operands[0];
      return emit(Opcode::DoubleToInt32, Type::of(Rep::Int32), {d}, v->loc);
    }
    return emit(Opcode::NumberToInt32, Type::of(Rep::Int32), {v}, v->loc);
  }

  Instr* asBool(Instr* v) {
    v = mapped(v);
    if (v->rep() == Rep::Bool) return v;
    if (v->op == Opcode::Box && v->operands[0]->rep() == Rep::Bool) return v->operands[0];
    if (v->op == Opcode::ConstValue) {
      return emit(Opcode::ConstBool, Type::of(Rep::Bool), {}, v->loc,
                  static_cast<uint64_t>(v->imm) == abi::kTrue);
    }
    return emit(Opcode::UnboxBool, Type::of(Rep::Bool), {v}, v->loc);
  }

  Instr* as(Rep rep, Instr* v) {
    if (rep == Rep::Int32) return asInt32(v);
    if (rep == Rep::Double) return asDouble(v);
    if (rep == Rep::Bool) return asBool(v);
    v = mapped(v);
    if (rep != Rep::Value || v->rep() == Rep::Value) return v;
    return emit(Opcode::Box, Type::value(v->type.set), {v}, v->loc);
  }

  // The typed value stands for `instr`; other users see it boxed.
  void become(Instr* instr, Instr* typed) {
    TypeSet set = instr->type.set;
    if (instr->rep() != Rep::Value) {
      value_[instr] = typed;
      return;
    }
    value_[instr] = emit(Opcode::Box, Type::value(set), {typed}, instr->loc);
  }

  // --- phis

  Rep phiRep(const Instr* phi) const {
    if (phi->rep() != Rep::Value) return phi->rep();
    if (isInt(phi)) return Rep::Int32;
    if (isNumber(phi) && doubleish_.contains(phi)) return Rep::Double;
    if (phi->type.set == kTBool) return Rep::Bool;
    return Rep::Value;
  }

  void rewritePhis(Block* block) {
    block_ = block;
    out_.clear();
    size_t count = 0;
    while (count < block->instrs.size() && block->instrs[count]->op == Opcode::Phi) ++count;
    std::vector<Instr*> boxes;
    for (size_t i = 0; i < count; ++i) {
      Instr* phi = block->instrs[i];
      Rep rep = phiRep(phi);
      if (rep == phi->rep()) continue;
      Instr* typed = function_.newInstr(Opcode::Phi, Type::of(rep), phi->loc);
      typed->block = block;
      typed->operands = phi->operands;  // converted by finishPhis
      typed_phis_.push_back(typed);
      block->instrs[i] = typed;
      become(phi, typed);
    }
    size_t at = count;
    if (at < block->instrs.size() && block->instrs[at]->op == Opcode::Catch) ++at;
    block->instrs.insert(block->instrs.begin() + static_cast<std::ptrdiff_t>(at), out_.begin(), out_.end());
    boxes_end_[block] = at + out_.size();
    out_.clear();
  }

  void finishPhis() {
    for (Instr* phi : typed_phis_) {
      for (size_t p = 0; p < phi->operands.size(); ++p) {
        Block* pred = phi->block->preds[p];
        Instr* operand = mapped(phi->operands[p]);
        block_ = pred;
        out_.clear();
        Instr* converted = as(phi->rep(), operand);
        if (!out_.empty()) insertConversions(pred, pred->unwind == phi->block);
        phi->operands[p] = converted;
      }
    }
    out_.clear();
  }

  // Conversions for a phi go to the end of the predecessor, or, when the edge unwinds, in front of what may
  // throw.
  void insertConversions(Block* pred, bool unwinding) {
    size_t at = pred->instrs.size() - 1;
    if (unwinding) {
      for (size_t i = 0; i < pred->instrs.size(); ++i) {
        if (pred->instrs[i]->mayThrow()) {
          at = i;
          break;
        }
      }
    }
    pred->instrs.insert(pred->instrs.begin() + static_cast<std::ptrdiff_t>(at), out_.begin(), out_.end());
  }

  // --- bodies

  void rewriteBlock(Block* block) {
    block_ = block;
    std::vector<Instr*> old = std::move(block->instrs);
    size_t start = boxes_end_[block];
    out_.assign(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(start));
    for (size_t i = start; i < old.size(); ++i) {
      Instr* instr = old[i];
      if (!rewrite(instr)) out_.push_back(instr);
    }
    block->instrs = std::move(out_);
    out_.clear();
  }

  void finishUses() {
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) operand = mapped(operand);
      }
    }
  }

  bool binaryInt(Instr* instr, Opcode op) {
    Instr* a = asInt32(instr->operands[0]);
    Instr* b = asInt32(instr->operands[1]);
    become(instr, emit(op, Type::of(Rep::Int32), {a, b}, instr->loc));
    return true;
  }
  bool binaryDouble(Instr* instr, Opcode op) {
    Instr* a = asDouble(instr->operands[0]);
    Instr* b = asDouble(instr->operands[1]);
    become(instr, emit(op, Type::of(Rep::Double), {a, b}, instr->loc));
    return true;
  }

  bool arithmetic(Instr* instr, Opcode int_op, Opcode double_op) {
    Instr* a = instr->operands[0];
    Instr* b = instr->operands[1];
    if (!isNumber(a) || !isNumber(b)) return false;
    if (isInt(a) && isInt(b) && isInt(instr)) return binaryInt(instr, int_op);
    if (instr->op != Opcode::Mul && sumOfInts(a, 1) && sumOfInts(b, 1) && isTruncated(instr))
      return wrapping(instr, int_op, double_op);
    if (doubleish_.contains(instr) || doubleish_.contains(a) || doubleish_.contains(b))
      return binaryDouble(instr, double_op);
    return false;
  }

  // A sum of which the fast copy uses only the low bits: a wrapped int32 there. The exact sum is for the ways
  // out.
  bool wrapping(Instr* instr, Opcode int_op, Opcode double_op) {
    Instr* a = truncated(instr->operands[0]);
    Instr* b = truncated(instr->operands[1]);
    wrapped_[instr] = emit(int_op, Type::of(Rep::Int32), {a, b}, instr->loc);
    return binaryDouble(instr, double_op);
  }

  bool bitwise(Instr* instr, Opcode op) {
    Instr* a = instr->operands[0];
    Instr* b = instr->operands[1];
    // With a number on one side, a BigInt on the other throws: the result is a number.
    if (!isNumber(a) && !isNumber(b)) return false;
    Instr* x =
        isNumber(a) ? truncated(a) : emit(Opcode::ToInt32, Type::of(Rep::Int32), {mapped(a)}, instr->loc);
    Instr* y =
        isNumber(b) ? truncated(b) : emit(Opcode::ToInt32, Type::of(Rep::Int32), {mapped(b)}, instr->loc);
    Instr* result = emit(op, Type::of(Rep::Int32), {x, y}, instr->loc);
    if (op == Opcode::Int32Shr && !isInt(instr)) {
      wrapped_[instr] = result;
      result = emit(Opcode::Uint32ToDouble, Type::of(Rep::Double), {result}, instr->loc);
    }
    become(instr, result);
    return true;
  }

  bool compare(Instr* instr, Opcode int_op, Opcode double_op, bool swap) {
    Instr* a = instr->operands[swap ? 1 : 0];
    Instr* b = instr->operands[swap ? 0 : 1];
    if (!isNumber(a) || !isNumber(b)) return false;
    if (isInt(a) && isInt(b)) {
      Instr* x = asInt32(a);
      Instr* y = asInt32(b);
      become(instr, emit(int_op, Type::of(Rep::Bool), {x, y}, instr->loc));
      return true;
    }
    if (!doubleish_.contains(a) && !doubleish_.contains(b)) return false;
    Instr* x = asDouble(a);
    Instr* y = asDouble(b);
    become(instr, emit(double_op, Type::of(Rep::Bool), {x, y}, instr->loc));
    return true;
  }

  bool equals(Instr* instr) {
    Instr* a = instr->operands[0];
    Instr* b = instr->operands[1];
    if (a->type.set == kTString && b->type.set == kTString) {
      Instr* x = asString(a);
      Instr* y = asString(b);
      become(instr, emit(Opcode::StringEq, Type::of(Rep::Bool), {x, y}, instr->loc));
      return true;
    }
    return compare(instr, Opcode::Int32Eq, Opcode::DoubleEq, false);
  }

  Instr* asString(Instr* v) {
    v = mapped(v);
    if (v->rep() == Rep::String) return v;
    if (v->op == Opcode::Box && v->operands[0]->rep() == Rep::String) return v->operands[0];
    return emit(Opcode::UnboxString, Type::of(Rep::String), {v}, v->loc);
  }

  bool step(Instr* instr, int32_t by) {
    Instr* a = instr->operands[0];
    if (!isNumber(a)) return false;
    if (isInt(a) && isInt(instr)) {
      Instr* x = asInt32(a);
      Instr* one = emit(Opcode::ConstInt32, Type::of(Rep::Int32), {}, instr->loc, by);
      become(instr, emit(Opcode::Int32Add, Type::of(Rep::Int32), {x, one}, instr->loc));
      return true;
    }
    if (!doubleish_.contains(instr)) return false;
    Instr* x = asDouble(a);
    Instr* one = emit(Opcode::ConstDouble, Type::of(Rep::Double), {}, instr->loc);
    one->number = by;
    become(instr, emit(Opcode::DoubleAdd, Type::of(Rep::Double), {x, one}, instr->loc));
    return true;
  }

  // True when `instr` was replaced.
  bool rewrite(Instr* instr) {
    switch (instr->op) {
      case Opcode::Param:
        if (instr->rep() == Rep::Value) {
          Type wanted = function_.param_types[static_cast<size_t>(instr->imm)];
          if (wanted.rep != Rep::Value) {
            become(instr, emit(Opcode::Param, wanted, {}, instr->loc, instr->imm));
            return true;
          }
        }
        return false;
      case Opcode::Return:
        instr->operands[0] = as(function_.result.rep, instr->operands[0]);
        return false;
      case Opcode::CallKnown:
        return call(instr);
      case Opcode::Add:
        if (instr->operands[0]->type.set == kTString && instr->operands[1]->type.set == kTString) {
          Instr* a = asString(instr->operands[0]);
          Instr* b = asString(instr->operands[1]);
          become(instr, emit(Opcode::StringConcat, Type::of(Rep::String), {a, b}, instr->loc));
          return true;
        }
        return arithmetic(instr, Opcode::Int32Add, Opcode::DoubleAdd);
      case Opcode::Sub:
        return arithmetic(instr, Opcode::Int32Sub, Opcode::DoubleSub);
      case Opcode::Mul:
        return arithmetic(instr, Opcode::Int32Mul, Opcode::DoubleMul);
      case Opcode::Div:
        if (!isNumber(instr->operands[0]) || !isNumber(instr->operands[1])) return false;
        return binaryDouble(instr, Opcode::DoubleDiv);
      case Opcode::Mod: {
        Instr* a = instr->operands[0];
        Instr* b = instr->operands[1];
        if (isInt(a) && isInt(b) && isInt(instr)) return binaryInt(instr, Opcode::Int32Mod);
        if (isNumber(a) && isNumber(b) && (doubleish_.contains(a) || doubleish_.contains(b))) {
          return binaryDouble(instr, Opcode::DoubleMod);
        }
        return false;
      }
      case Opcode::Exp:
        if (!isNumber(instr->operands[0]) || !isNumber(instr->operands[1])) return false;
        return binaryDouble(instr, Opcode::DoublePow);
      case Opcode::BitAnd:
        return bitwise(instr, Opcode::Int32And);
      case Opcode::BitOr:
        return bitwise(instr, Opcode::Int32Or);
      case Opcode::BitXor:
        return bitwise(instr, Opcode::Int32Xor);
      case Opcode::Shl:
        return bitwise(instr, Opcode::Int32Shl);
      case Opcode::Sar:
        return bitwise(instr, Opcode::Int32Sar);
      case Opcode::Shr:
        return bitwise(instr, Opcode::Int32Shr);
      case Opcode::BitNot: {
        if (!isNumber(instr->operands[0])) return false;
        Instr* x = truncated(instr->operands[0]);
        Instr* ones = emit(Opcode::ConstInt32, Type::of(Rep::Int32), {}, instr->loc, -1);
        become(instr, emit(Opcode::Int32Xor, Type::of(Rep::Int32), {x, ones}, instr->loc));
        return true;
      }
      case Opcode::Neg: {
        if (!isNumber(instr->operands[0])) return false;
        if (isInt(instr->operands[0]) && isInt(instr)) {
          Instr* x = asInt32(instr->operands[0]);
          Instr* zero = emit(Opcode::ConstInt32, Type::of(Rep::Int32), {}, instr->loc, 0);
          become(instr, emit(Opcode::Int32Sub, Type::of(Rep::Int32), {zero, x}, instr->loc));
          return true;
        }
        if (!doubleish_.contains(instr)) return false;
        Instr* x = asDouble(instr->operands[0]);
        become(instr, emit(Opcode::DoubleNeg, Type::of(Rep::Double), {x}, instr->loc));
        return true;
      }
      case Opcode::Inc:
        return step(instr, 1);
      case Opcode::Dec:
        return step(instr, -1);
      case Opcode::ToNumber:
      case Opcode::ToNumeric:
        if (!isNumber(instr->operands[0])) return false;
        value_[instr] = mapped(instr->operands[0]);
        if (auto it = wrapped_.find(instr->operands[0]); it != wrapped_.end()) wrapped_[instr] = it->second;
        return true;
      case Opcode::LessThan:
        return compare(instr, Opcode::Int32Lt, Opcode::DoubleLt, false);
      case Opcode::LessEqual:
        return compare(instr, Opcode::Int32Le, Opcode::DoubleLe, false);
      case Opcode::GreaterThan:
        return compare(instr, Opcode::Int32Lt, Opcode::DoubleLt, true);
      case Opcode::GreaterEqual:
        return compare(instr, Opcode::Int32Le, Opcode::DoubleLe, true);
      case Opcode::StrictEq:
        return equals(instr);
      case Opcode::LooseEq:
        return equals(instr);
      case Opcode::GetElem:
      case Opcode::SetElem:
        if (instr->operands[1]->rep() == Rep::Value && isInt(instr->operands[1]))
          instr->operands[1] = asInt32(instr->operands[1]);
        return false;
      case Opcode::NumberToInt32:
        if (!isNumber(instr->operands[0])) return false;
        become(instr, truncated(instr->operands[0]));
        return true;
      case Opcode::StoreView: {
        Instr*& value = instr->operands[2];
        if (value->rep() != Rep::Value) return false;
        bool clamped_int =
            static_cast<abi::ElementsKind>(instr->imm) == abi::ElementsKind::Uint8Clamped && isInt(value);
        value = truncates(*instr) || clamped_int ? truncated(value) : asDouble(value);
        return false;
      }
      case Opcode::ToBoolean: {
        Instr* v = mapped(instr->operands[0]);
        if (v->op == Opcode::Box) v = v->operands[0];
        instr->operands[0] = v;
        return false;
      }
      default:
        return false;
    }
  }

  bool call(Instr* instr) {
    const Function& callee = *instr->function;
    for (size_t i = 0; i < callee.param_types.size(); ++i) {
      instr->operands[i + 2] = as(callee.param_types[i].rep, instr->operands[i + 2]);
    }
    if (callee.result.rep == instr->rep()) return false;
    Instr* typed = emit(Opcode::CallKnown, callee.result, instr->operands, instr->loc);
    typed->function = instr->function;
    typed->atom = instr->atom;
    typed->flag = instr->flag;
    for (Instr*& operand : typed->operands) operand = mapped(operand);
    become(instr, typed);
    return true;
  }

  Function& function_;
  Block* block_ = nullptr;
  std::vector<Instr*> out_;  // instructions of the block being rewritten
  std::unordered_set<const Instr*> doubleish_;
  std::unordered_map<const Instr*, std::vector<Instr*>> uses_;
  std::unordered_map<Instr*, Instr*>
      value_;  // replaced instruction -> its value (Rep Value unless it was typed)
  std::unordered_map<Instr*, Instr*> wrapped_;  // value modulo 2^32
  std::unordered_map<Block*, size_t> boxes_end_;
  std::vector<Instr*> typed_phis_;
  std::unordered_set<const Block*> exits_;  // ways to the generic copy
};

}  // namespace

void specialise(Program& program) {
  for (auto& function : program.functions) Specialiser::chooseSignature(*function);
  for (auto& function : program.functions) {
    if (function->blocks.empty()) continue;
    removeUnreachableBlocks(*function);
    Specialiser(*function).run();
  }
}

}  // namespace kiln::ir
