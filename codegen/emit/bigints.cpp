// Arithmetic of BigInts that are known as such, where operands and result are not negative and have one limb.
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;
using ir::Opcode;

namespace {

bool isBigInt(const ir::Instr* value) {
  return value->type.set == ir::kTBigInt;
}

// BigInt.asUintN(64, …)
bool takes64Bits(const ir::Instr& instr) {
  if (!ir::isHelper(instr, ir::HelperId::as_uint_n) || instr.operands[0]->op != Opcode::ConstValue) return false;
  return static_cast<uint64_t>(instr.operands[0]->imm) == abi::Value::int32(64).bits;
}

bool mayWrap(Opcode op) {
  return op == Opcode::Add || op == Opcode::Sub || op == Opcode::Mul;
}

}  // namespace

// Sums and products of which nothing but the low 64 bits is used.
void FunctionEmitter::findWrapping() {
  std::unordered_set<const ir::Instr*> seen_whole;
  for (const auto& block : f_.blocks) {
    for (const ir::Instr* instr : block->instrs) {
      for (const ir::Instr* operand : instr->operands) {
        bool low = takes64Bits(*instr) && operand == instr->operands[1];
        (low && mayWrap(operand->op) && isBigInt(operand) ? wrapping_ : seen_whole).insert(operand);
      }
    }
  }
  std::erase_if(wrapping_, [&](const ir::Instr* instr) { return seen_whole.contains(instr); });
}

// Whether both have at most one limb and are not negative: these two words are neighbours.
llvm::Value* FunctionEmitter::areSmall(llvm::Value* x, llvm::Value* y) {
  static_assert(offsetof(abi::BigInt, negative) == offsetof(abi::BigInt, limb_count) + 4);
  auto head = [&](llvm::Value* v) { return loadAt(p_.i64, cellPtr(v), offsetof(abi::BigInt, limb_count)); };
  return b_.CreateICmpULE(b_.CreateOr(head(x), head(y)), word(1));
}

llvm::Value* FunctionEmitter::firstLimb(llvm::Value* v) {
  return loadAt(p_.i64, cellPtr(v), offsetof(abi::BigInt, limbs));
}

// A new BigInt, boxed; goes to `slow` when the free list is empty.
llvm::Value* FunctionEmitter::newBigInt(llvm::Value* magnitude, BasicBlock* slow) {
  constexpr uint64_t kGranules = (sizeof(abi::BigInt) + 8 + abi::kGranule - 1) / abi::kGranule;
  llvm::Value* list = b_.CreateConstInBoundsGEP1_64(p_.i8, p_.external("kiln_free_lists"),
                                                    offsetof(abi::FreeLists, pointer_free) + 8 * kGranules);
  BasicBlock* free = newBlock("free");
  llvm::Value* cell = b_.CreateLoad(p_.ptr, list);
  likely(b_.CreateICmpNE(cell, ConstantPointerNull::get(p_.ptr)), free, slow);
  b_.SetInsertPoint(free);
  b_.CreateStore(b_.CreateLoad(p_.ptr, cell), list);
  uint64_t shape = sizeof(abi::Shape) * static_cast<uint64_t>(abi::CellKind::BigInt);
  storeAt(b_.CreateConstInBoundsGEP1_64(p_.i8, p_.external("kiln_primitive_shapes"), shape), cell, 0);
  llvm::Value* count = b_.CreateZExt(b_.CreateICmpNE(magnitude, word(0)), p_.i64);
  storeAt(count, cell, offsetof(abi::BigInt, limb_count));
  storeAt(magnitude, cell, offsetof(abi::BigInt, limbs));
  return b_.CreatePtrToInt(cell, p_.i64);
}

// nullptr where the operands may be something else, or the operator has no such form.
llvm::Value* FunctionEmitter::bigIntArithmetic(const ir::Instr& instr, ir::HelperId slow_id) {
  if (!inlined_ || !isBigInt(instr.operands[0]) || !isBigInt(instr.operands[1])) return nullptr;
  switch (instr.op) {
    case Opcode::Add:
    case Opcode::Sub:
    case Opcode::Mul:
    case Opcode::BitAnd:
    case Opcode::BitOr:
    case Opcode::BitXor:
      break;
    default:
      return nullptr;
  }
  llvm::Value *x = of(instr.operands[0]), *y = of(instr.operands[1]);
  BasicBlock* small = newBlock("small");
  BasicBlock* slow = newBlock("general");
  likely(areSmall(x, y), small, slow);
  b_.SetInsertPoint(small);
  llvm::Value *a = firstLimb(x), *b = firstLimb(y);
  auto checked = [&](Intrinsic::ID id) {
    llvm::Value* pair = b_.CreateIntrinsic(id, {p_.i64}, {a, b});
    if (!wrapping_.contains(&instr)) {
      BasicBlock* fits = newBlock("fits");
      likely(b_.CreateNot(b_.CreateExtractValue(pair, 1)), fits, slow);
      b_.SetInsertPoint(fits);
    }
    return b_.CreateExtractValue(pair, 0);
  };
  llvm::Value* magnitude;
  switch (instr.op) {
    case Opcode::Add:
      magnitude = checked(Intrinsic::uadd_with_overflow);
      break;
    case Opcode::Sub:
      magnitude = checked(Intrinsic::usub_with_overflow);
      break;
    case Opcode::Mul:
      magnitude = checked(Intrinsic::umul_with_overflow);
      break;
    case Opcode::BitAnd:
      magnitude = b_.CreateAnd(a, b);
      break;
    case Opcode::BitOr:
      magnitude = b_.CreateOr(a, b);
      break;
    default:
      magnitude = b_.CreateXor(a, b);
      break;
  }
  llvm::Value* fast = newBigInt(magnitude, slow);
  return orElse(fast, slow, [&] { return helper(slow_id, {x, y}); });
}

llvm::Value* FunctionEmitter::bigIntCompare(const ir::Instr& instr, ir::HelperId slow_id) {
  if (!isBigInt(instr.operands[0]) || !isBigInt(instr.operands[1])) return nullptr;
  llvm::Value *x = of(instr.operands[0]), *y = of(instr.operands[1]);
  BasicBlock* small = newBlock("small");
  BasicBlock* slow = newBlock("general");
  likely(areSmall(x, y), small, slow);
  b_.SetInsertPoint(small);
  CmpInst::Predicate order = instr.op == Opcode::LessThan      ? CmpInst::ICMP_ULT
                             : instr.op == Opcode::LessEqual   ? CmpInst::ICMP_ULE
                             : instr.op == Opcode::GreaterThan ? CmpInst::ICMP_UGT
                                                               : CmpInst::ICMP_UGE;
  llvm::Value* fast = b_.CreateICmp(order, firstLimb(x), firstLimb(y));
  return orElse(fast, slow, [&] { return helper(slow_id, {x, y}); });
}

// helper bigint_of (value)
llvm::Value* FunctionEmitter::bigIntOf(const ir::Instr& instr) {
  llvm::Value* value = of(instr.operands[0]);
  BasicBlock* integer = newBlock("integer");
  BasicBlock* slow = newBlock("general");
  llvm::Value* natural = b_.CreateICmpSGE(b_.CreateTrunc(value, p_.i32), b_.getInt32(0));
  likely(b_.CreateAnd(isInt(value), natural), integer, slow);
  b_.SetInsertPoint(integer);
  llvm::Value* fast = newBigInt(b_.CreateZExt(b_.CreateTrunc(value, p_.i32), p_.i64), slow);
  return orElse(fast, slow, [&] { return helper(ir::HelperId::bigint_of, {value}); });
}

// helper as_uint_n (bits, bigint): a number that fits is its own result.
llvm::Value* FunctionEmitter::asUintN(const ir::Instr& instr) {
  llvm::Value *bits = of(instr.operands[0]), *value = of(instr.operands[1]);
  auto general = [&] { return helper(ir::HelperId::as_uint_n, {bits, value}); };
  if (!takes64Bits(instr) || !isBigInt(instr.operands[1])) return general();
  BasicBlock* small = newBlock("small");
  BasicBlock* slow = newBlock("general");
  likely(areSmall(value, value), small, slow);
  b_.SetInsertPoint(small);
  return orElse(value, slow, general);
}

}  // namespace kiln::codegen
