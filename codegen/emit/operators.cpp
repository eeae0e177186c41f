// Generic operators with inline number paths: int32 first, then doubles, then the helper.
#include <llvm/IR/Intrinsics.h>

#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;
using ir::Opcode;

namespace {
bool maybeNumber(const ir::Instr* operand) {
  return operand->type.maybe(ir::kTNumber);
}
}  // namespace

llvm::Value* FunctionEmitter::arithmetic(const ir::Instr& instr, ir::HelperId slow_id) {
  const ir::Instr *a = instr.operands[0], *b = instr.operands[1];
  llvm::Value *x = of(a), *y = of(b);
  if (llvm::Value* result = bigIntArithmetic(instr, slow_id)) return result;
  if (!inlined_ || !maybeNumber(a) || !maybeNumber(b)) return helper(slow_id, {x, y});
  bool numbers = a->type.only(ir::kTNumber) && b->type.only(ir::kTNumber);
  BasicBlock* ints = newBlock("ints");
  BasicBlock* not_ints = newBlock("not_ints");
  BasicBlock* doubles = newBlock("doubles");
  BasicBlock* out = newBlock("arith");
  std::vector<std::pair<llvm::Value*, BasicBlock*>> results;
  auto finish = [&](llvm::Value* v) {
    results.push_back({v, b_.GetInsertBlock()});
    b_.CreateBr(out);
  };
  bool integer_path = instr.op == Opcode::Add || instr.op == Opcode::Sub || instr.op == Opcode::Mul ||
                      instr.op == Opcode::Mod;
  if (integer_path) {
    likely(b_.CreateICmpUGE(b_.CreateAnd(x, y), word(abi::kNumberTag)), ints, not_ints);
    b_.SetInsertPoint(ints);
    llvm::Value* i = b_.CreateTrunc(x, p_.i32);
    llvm::Value* j = b_.CreateTrunc(y, p_.i32);
    if (instr.op == Opcode::Mod) {
      // A zero divisor and a negative dividend (-0) go the long way.
      BasicBlock* fits = newBlock("mod");
      llvm::Value* good =
          b_.CreateAnd(b_.CreateICmpSGE(i, b_.getInt32(0)), b_.CreateICmpSGT(j, b_.getInt32(0)));
      likely(good, fits, doubles);
      b_.SetInsertPoint(fits);
      finish(boxInt(b_.CreateSRem(i, j)));
    } else {
      Intrinsic::ID id = instr.op == Opcode::Add   ? Intrinsic::sadd_with_overflow
                         : instr.op == Opcode::Sub ? Intrinsic::ssub_with_overflow
                                                   : Intrinsic::smul_with_overflow;
      llvm::Value* pair = b_.CreateIntrinsic(id, {p_.i32}, {i, j});
      llvm::Value* sum = b_.CreateExtractValue(pair, 0);
      llvm::Value* bad = b_.CreateExtractValue(pair, 1);
      if (instr.op == Opcode::Mul) {
        // 0 * -1 is -0.
        llvm::Value* zero = b_.CreateICmpEQ(sum, b_.getInt32(0));
        llvm::Value* negative = b_.CreateICmpSLT(b_.CreateOr(i, j), b_.getInt32(0));
        bad = b_.CreateOr(bad, b_.CreateAnd(zero, negative));
      }
      BasicBlock* fits = newBlock("fits");
      likely(b_.CreateNot(bad), fits, doubles);
      b_.SetInsertPoint(fits);
      finish(boxInt(sum));
    }
  } else {
    b_.CreateBr(not_ints);
    ints->eraseFromParent();
  }
  b_.SetInsertPoint(not_ints);
  if (numbers) {
    b_.CreateBr(doubles);
  } else {
    BasicBlock* slow = newBlock("slow");
    b_.CreateCondBr(b_.CreateAnd(isNumber(x), isNumber(y)), doubles, slow);
    b_.SetInsertPoint(slow);
    finish(helper(slow_id, {x, y}));
  }
  b_.SetInsertPoint(doubles);
  llvm::Value *d = unboxNumber(x), *e = unboxNumber(y);
  llvm::Value* result = nullptr;
  switch (instr.op) {
    case Opcode::Add:
      result = b_.CreateFAdd(d, e);
      break;
    case Opcode::Sub:
      result = b_.CreateFSub(d, e);
      break;
    case Opcode::Mul:
      result = b_.CreateFMul(d, e);
      break;
    case Opcode::Div:
      result = b_.CreateFDiv(d, e);
      break;
    case Opcode::Mod:
      result = remainder(d, e);
      break;
    default:
      result = call(p_.helper(ir::HelperId::math_pow), {d, e});
      break;
  }
  // Quotients, remainders and powers of integers often are integers, and go on as indices.
  bool fraction = instr.op == Opcode::Add || instr.op == Opcode::Sub || instr.op == Opcode::Mul;
  finish(fraction ? boxFraction(result) : boxDouble(result));
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, static_cast<unsigned>(results.size()));
  for (auto& [v, at] : results) phi->addIncoming(v, at);
  return phi;
}

llvm::Value* FunctionEmitter::step(const ir::Instr& instr) {
  llvm::Value* x = of(instr.operands[0]);
  bool inc = instr.op == Opcode::Inc;
  ir::HelperId slow_id = inc ? ir::HelperId::inc : ir::HelperId::dec;
  if (!inlined_) return helper(slow_id, {x});
  BasicBlock* ints = newBlock("int");
  BasicBlock* fits = newBlock("fits");
  BasicBlock* slow = newBlock("slow");
  BasicBlock* out = newBlock("step");
  likely(isInt(x), ints, slow);
  b_.SetInsertPoint(ints);
  llvm::Value* pair = b_.CreateIntrinsic(inc ? Intrinsic::sadd_with_overflow : Intrinsic::ssub_with_overflow,
                                         {p_.i32}, {b_.CreateTrunc(x, p_.i32), b_.getInt32(1)});
  likely(b_.CreateNot(b_.CreateExtractValue(pair, 1)), fits, slow);
  b_.SetInsertPoint(fits);
  llvm::Value* fast = boxInt(b_.CreateExtractValue(pair, 0));
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = helper(slow_id, {x});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 2);
  phi->addIncoming(fast, fits);
  phi->addIncoming(general, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::compare(const ir::Instr& instr, ir::HelperId slow_id) {
  const ir::Instr *a = instr.operands[0], *b = instr.operands[1];
  llvm::Value *x = of(a), *y = of(b);
  if (inlined_) {
    if (llvm::Value* result = compareCharacter(instr, slow_id)) return result;
    if (llvm::Value* result = bigIntCompare(instr, slow_id)) return result;
  }
  if (!inlined_ || !maybeNumber(a) || !maybeNumber(b)) return helper(slow_id, {x, y});
  CmpInst::Predicate integer, real;
  switch (instr.op) {
    case Opcode::LessThan:
      integer = CmpInst::ICMP_SLT, real = CmpInst::FCMP_OLT;
      break;
    case Opcode::LessEqual:
      integer = CmpInst::ICMP_SLE, real = CmpInst::FCMP_OLE;
      break;
    case Opcode::GreaterThan:
      integer = CmpInst::ICMP_SGT, real = CmpInst::FCMP_OGT;
      break;
    default:
      integer = CmpInst::ICMP_SGE, real = CmpInst::FCMP_OGE;
      break;
  }
  BasicBlock* ints = newBlock("ints");
  BasicBlock* not_ints = newBlock("not_ints");
  BasicBlock* doubles = newBlock("doubles");
  BasicBlock* slow = newBlock("slow");
  BasicBlock* out = newBlock("cmp");
  likely(b_.CreateICmpUGE(b_.CreateAnd(x, y), word(abi::kNumberTag)), ints, not_ints);
  b_.SetInsertPoint(ints);
  llvm::Value* fast = b_.CreateICmp(integer, b_.CreateTrunc(x, p_.i32), b_.CreateTrunc(y, p_.i32));
  b_.CreateBr(out);
  b_.SetInsertPoint(not_ints);
  b_.CreateCondBr(b_.CreateAnd(isNumber(x), isNumber(y)), doubles, slow);
  b_.SetInsertPoint(doubles);
  llvm::Value* middle = b_.CreateFCmp(real, unboxNumber(x), unboxNumber(y));
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = helper(slow_id, {x, y});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 3);
  phi->addIncoming(fast, ints);
  phi->addIncoming(middle, doubles);
  phi->addIncoming(general, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::bitwise(const ir::Instr& instr, ir::HelperId slow_id) {
  if (llvm::Value* result = bigIntArithmetic(instr, slow_id)) return result;
  llvm::Value *x = of(instr.operands[0]), *y = of(instr.operands[1]);
  if (!inlined_) return helper(slow_id, {x, y});
  BasicBlock* ints = newBlock("ints");
  BasicBlock* slow = newBlock("slow");
  BasicBlock* out = newBlock("bits");
  likely(b_.CreateICmpUGE(b_.CreateAnd(x, y), word(abi::kNumberTag)), ints, slow);
  b_.SetInsertPoint(ints);
  llvm::Value *i = b_.CreateTrunc(x, p_.i32), *j = b_.CreateTrunc(y, p_.i32);
  llvm::Value* result = nullptr;
  llvm::Value* count = b_.CreateAnd(j, b_.getInt32(31));
  switch (instr.op) {
    case Opcode::BitAnd:
      result = b_.CreateAnd(i, j);
      break;
    case Opcode::BitOr:
      result = b_.CreateOr(i, j);
      break;
    case Opcode::BitXor:
      result = b_.CreateXor(i, j);
      break;
    case Opcode::Shl:
      result = b_.CreateShl(i, count);
      break;
    case Opcode::Sar:
      result = b_.CreateAShr(i, count);
      break;
    default:
      result = b_.CreateLShr(i, count);
      break;
  }
  llvm::Value* boxed = instr.op == Opcode::Shr ? boxUnsigned(result) : boxInt(result);
  BasicBlock* fast_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = helper(slow_id, {x, y});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 2);
  phi->addIncoming(boxed, fast_end);
  phi->addIncoming(general, slow_end);
  return phi;
}

// Names of types and constants: of atoms there is one for each text.
static bool isAtom(const ir::Instr* value) {
  while (value->op == ir::Opcode::Box || value->op == ir::Opcode::UnboxString) value = value->operands[0];
  return value->op == ir::Opcode::TypeOf || value->op == ir::Opcode::ConstString;
}

llvm::Value* FunctionEmitter::stringEquals(const ir::Instr& instr) {
  llvm::Value *x = of(instr.operands[0]), *y = of(instr.operands[1]);
  if (isAtom(instr.operands[0]) && isAtom(instr.operands[1])) return b_.CreateICmpEQ(x, y);
  return helper(ir::HelperId::string_equals, {x, y});
}

llvm::Value* FunctionEmitter::strictEquals(const ir::Instr& instr) {
  const ir::Instr *a = instr.operands[0], *b = instr.operands[1];
  llvm::Value *x = of(a), *y = of(b);
  constexpr ir::TypeSet kByWord = ir::kTBool | ir::kTNullish | ir::kTSymbol | ir::kTAnyObject | ir::kTInt32;
  // One side compares by identity, and an int32 against a double needs the number path.
  constexpr ir::TypeSet kNeverNumber = kByWord & ~ir::kTInt32;
  bool by_word = a->type.only(kNeverNumber) || b->type.only(kNeverNumber) || (isAtom(a) && isAtom(b));
  if (by_word) return b_.CreateICmpEQ(x, y);
  if (!inlined_) return helper(ir::HelperId::strict_equals, {x, y});
  if (llvm::Value* result = equalsConstant(instr)) return result;
  BasicBlock* ints = newBlock("ints");
  BasicBlock* slow = newBlock("slow");
  BasicBlock* out = newBlock("eq");
  b_.CreateCondBr(b_.CreateICmpUGE(b_.CreateAnd(x, y), word(abi::kNumberTag)), ints, slow);
  b_.SetInsertPoint(ints);
  llvm::Value* fast = b_.CreateICmpEQ(x, y);
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = helper(ir::HelperId::strict_equals, {x, y});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 2);
  phi->addIncoming(fast, ints);
  phi->addIncoming(general, slow_end);
  return phi;
}

// §13.5.3. Objects that stand for document.all are "undefined".
llvm::Value* FunctionEmitter::typeOfIs(const ir::Instr& instr) {
  llvm::Value* v = of(instr.operands[0]);
  const std::u16string& name = instr.atom->text;
  auto is = [&](uint64_t bits) { return b_.CreateICmpEQ(v, word(bits)); };
  if (name == u"boolean") return b_.CreateOr(is(abi::kTrue), is(abi::kFalse));
  BasicBlock* cell = newBlock("cell");
  BasicBlock* other = newBlock("other");
  b_.CreateCondBr(isCell(v), cell, other);
  b_.SetInsertPoint(cell);
  llvm::Value* shape = loadAt(p_.ptr, cellPtr(v), 0);
  auto flag = [&](uint16_t bit) {
    llvm::Value* flags = loadAt(p_.i16, shape, offsetof(abi::Shape, flags));
    return b_.CreateICmpNE(b_.CreateAnd(flags, b_.getInt16(bit)), b_.getInt16(0));
  };
  llvm::Value* answer = flag(abi::kHtmlDda);
  if (name == u"function") {
    answer = b_.CreateAnd(flag(abi::kCallable), b_.CreateNot(answer));
  } else if (name == u"object") {
    llvm::Value* is_object = isObjectKind(loadAt(p_.i8, shape, offsetof(abi::Shape, kind)));
    answer = b_.CreateAnd(is_object, b_.CreateNot(flag(abi::kCallable | abi::kHtmlDda)));
  }
  return orElse(answer, other, [&]() -> llvm::Value* {
    if (name == u"object") return is(abi::kNull);
    return name == u"undefined" ? is(abi::kUndefined) : b_.getFalse();
  });
}

llvm::Value* FunctionEmitter::doubleToInt32(llvm::Value* d) {
  // cvttsd2si covers all but huge values: exact for |d| < 2^63 as truncation of the 64-bit integer.
  llvm::Value* small =
      b_.CreateFCmpOLT(b_.CreateUnaryIntrinsic(Intrinsic::fabs, d), ConstantFP::get(p_.f64, 9.0e18));
  BasicBlock* fast = newBlock("trunc");
  BasicBlock* slow = newBlock("modulo");
  BasicBlock* out = newBlock("int32");
  likely(small, fast, slow);
  b_.SetInsertPoint(fast);
  llvm::Value* v = b_.CreateTrunc(b_.CreateFPToSI(d, p_.i64), p_.i32);
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = call(p_.helper(ir::HelperId::double_to_int32), {d});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i32, 2);
  phi->addIncoming(v, fast);
  phi->addIncoming(general, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::toInt32(llvm::Value* v, bool known_number) {
  BasicBlock* ints = newBlock("int");
  BasicBlock* slow = newBlock("slow");
  BasicBlock* out = newBlock("toint");
  likely(isInt(v), ints, slow);
  b_.SetInsertPoint(ints);
  llvm::Value* fast = b_.CreateTrunc(v, p_.i32);
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general =
      known_number ? doubleToInt32(b_.CreateBitCast(b_.CreateSub(v, word(abi::kDoubleOffset)), p_.f64))
                   : helper(ir::HelperId::to_int32, {v});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i32, 2);
  phi->addIncoming(fast, ints);
  phi->addIncoming(general, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::overflows(Intrinsic::ID id, llvm::Value* a, llvm::Value* b) {
  return b_.CreateExtractValue(b_.CreateIntrinsic(id, {p_.i32}, {a, b}), 1);
}

// §6.1.6.1.6 Number::remainder. Most operands are integers, the dividend not negative (nor -0): then 64-bit
// integers give the exact remainder.
llvm::Value* FunctionEmitter::remainder(llvm::Value* n, llvm::Value* d) {
  BasicBlock* fast = newBlock("integers");
  BasicBlock* slow = newBlock("remainder");
  BasicBlock* out = newBlock("mod");
  // What does not fit becomes INT64_MIN, and freeze keeps LLVM from assuming that it fits.
  llvm::Value* i = b_.CreateFreeze(b_.CreateFPToSI(n, p_.i64));
  llvm::Value* j = b_.CreateFreeze(b_.CreateFPToSI(d, p_.i64));
  llvm::Value* integral = b_.CreateAnd(b_.CreateFCmpOEQ(b_.CreateSIToFP(i, p_.f64), n),
                                       b_.CreateFCmpOEQ(b_.CreateSIToFP(j, p_.f64), d));
  llvm::Value* positive =
      b_.CreateAnd(b_.CreateICmpSGE(b_.CreateBitCast(n, p_.i64), word(0)), b_.CreateICmpSGT(j, word(0)));
  likely(b_.CreateAnd(integral, positive), fast, slow);
  b_.SetInsertPoint(fast);
  llvm::Value* exact = b_.CreateSIToFP(b_.CreateURem(i, j), p_.f64);
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = call(p_.helper(ir::HelperId::math_mod), {n, d});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.f64, 2);
  phi->addIncoming(exact, fast);
  phi->addIncoming(general, slow_end);
  return phi;
}

// §21.3.2.24 and .25: a NaN wins, and -0 is below +0.
llvm::Value* FunctionEmitter::mathBinary(ir::MathOp op, llvm::Value* a, llvm::Value* b) {
  bool min = op == ir::MathOp::Min;
  if (a->getType() == p_.i32) return b_.CreateBinaryIntrinsic(min ? Intrinsic::smin : Intrinsic::smax, a, b);
  return b_.CreateBinaryIntrinsic(min ? Intrinsic::minimum : Intrinsic::maximum, a, b);
}

llvm::Value* FunctionEmitter::mathUnary(ir::MathOp op, llvm::Value* v) {
  auto intrinsic = [&](Intrinsic::ID id) { return b_.CreateUnaryIntrinsic(id, v); };
  switch (op) {
    case ir::MathOp::Floor:
      return intrinsic(Intrinsic::floor);
    case ir::MathOp::Ceil:
      return intrinsic(Intrinsic::ceil);
    case ir::MathOp::Trunc:
      return intrinsic(Intrinsic::trunc);
    case ir::MathOp::Sqrt:
      return intrinsic(Intrinsic::sqrt);
    case ir::MathOp::Abs:
      return intrinsic(Intrinsic::fabs);
    case ir::MathOp::Fround:
      return b_.CreateFPExt(b_.CreateFPTrunc(v, llvm::Type::getFloatTy(p_.context)), p_.f64);
    case ir::MathOp::Round: {
      // §21.3.2.28: halves go up; -0 for [-0.5, -0]. The fraction is exact where it decides, unlike v + 0.5.
      llvm::Value* down = intrinsic(Intrinsic::floor);
      llvm::Value* half = b_.CreateFCmpOGE(b_.CreateFSub(v, down), ConstantFP::get(p_.f64, 0.5));
      return b_.CreateSelect(half, intrinsic(Intrinsic::ceil), down);
    }
    case ir::MathOp::Imul:
    case ir::MathOp::Clz32:  // integer instructions
    case ir::MathOp::Min:
    case ir::MathOp::Max:
      break;  // mathBinary
  }
  return v;
}

}  // namespace kiln::codegen
