#include "codegen/emit/regex_sets.h"

#include <llvm/IR/Intrinsics.h>

namespace kiln::codegen {

using namespace llvm;

namespace {

constexpr size_t kMaxCompared = 3;  // ranges that are compared one by one; more are looked up
constexpr unsigned kBlockBits = 128;

}  // namespace

Value* RegexSets::inRanges(IRBuilder<>& b, const regex::UnitRanges& ranges, Value* unit) {
  Value* found = b.getFalse();
  for (const regex::Range& r : ranges.ranges) {
    Value* is = r.from == r.to
                    ? b.CreateICmpEQ(unit, b.getInt32(r.from))
                    : b.CreateICmpULE(b.CreateSub(unit, b.getInt32(r.from)), b.getInt32(r.to - r.from));
    found = b.CreateOr(found, is);
  }
  return ranges.negated ? b.CreateNot(found) : found;
}

Value* RegexSets::inTable(IRBuilder<>& b, const regex::CharacterSet& set, Value* unit) {
  std::vector<uint8_t> bytes(std::begin(set.latin1), std::end(set.latin1));
  std::string name = "regex.set.";
  for (size_t k = 0; k < 256; k += 4)
    name += "0123456789abcdef"[bytes[k] | bytes[k + 1] << 1 | bytes[k + 2] << 2 | bytes[k + 3] << 3];
  GlobalVariable* table = module_.getNamedGlobal(name);
  if (table == nullptr) {
    auto* data = ConstantDataArray::get(module_.getContext(), ArrayRef<uint8_t>(bytes));
    table = new GlobalVariable(module_, data->getType(), true, GlobalValue::PrivateLinkage, data, name);
    table->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  }
  Value* byte = b.CreateLoad(b.getInt8Ty(),
                             b.CreateInBoundsGEP(b.getInt8Ty(), table, b.CreateZExt(unit, b.getInt64Ty())));
  return b.CreateICmpNE(byte, b.getInt8(0));
}

Value* RegexSets::has(IRBuilder<>& b, const regex::CharacterSet& set, Value* unit) {
  regex::UnitRanges all(set, 0, wide_ ? 0xffff : 0xff);
  if (all.ranges.size() <= kMaxCompared) return inRanges(b, all, unit);
  if (!wide_) return inTable(b, set, unit);
  Function* fn = b.GetInsertBlock()->getParent();
  auto* narrow = BasicBlock::Create(module_.getContext(), "narrow", fn);
  auto* beyond = BasicBlock::Create(module_.getContext(), "beyond", fn);
  auto* done = BasicBlock::Create(module_.getContext(), "member", fn);
  b.CreateCondBr(b.CreateICmpULT(unit, b.getInt32(256)), narrow, beyond);
  b.SetInsertPoint(narrow);
  Value* low = inTable(b, set, unit);
  b.CreateBr(done);
  b.SetInsertPoint(beyond);
  regex::UnitRanges above(set, 256, 0xffff);
  Value* high;
  if (above.ranges.size() <= kMaxCompared) {
    high = inRanges(b, above, unit);
  } else {
    std::vector<uint32_t> flat;
    for (const regex::Range& r : above.ranges) flat.insert(flat.end(), {r.from, r.to});
    auto* data = ConstantDataArray::get(module_.getContext(), ArrayRef<uint32_t>(flat));
    auto* table =
        new GlobalVariable(module_, data->getType(), true, GlobalValue::PrivateLinkage, data, "regex.ranges");
    table->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
    auto callee = module_.getOrInsertFunction(
        "kiln_regex_in_ranges",
        FunctionType::get(b.getInt1Ty(), {b.getPtrTy(), b.getInt32Ty(), b.getInt32Ty()}, false));
    auto* call = b.CreateCall(callee, {table, b.getInt32(static_cast<uint32_t>(above.ranges.size())), unit});
    call->addRetAttr(Attribute::ZExt);
    high = above.negated ? b.CreateNot(call) : call;
  }
  auto* beyond_end = b.GetInsertBlock();
  b.CreateBr(done);
  b.SetInsertPoint(done);
  PHINode* phi = b.CreatePHI(b.getInt1Ty(), 2);
  phi->addIncoming(low, narrow);
  phi->addIncoming(high, beyond_end);
  return phi;
}

Value* RegexSets::inBlock(IRBuilder<>& b, const regex::UnitRanges& ranges, Value* block) {
  auto* type = cast<FixedVectorType>(block->getType());
  auto splat = [&](uint32_t v) {
    return ConstantVector::getSplat(type->getElementCount(), ConstantInt::get(type->getElementType(), v));
  };
  Value* found = ConstantInt::getFalse(VectorType::get(b.getInt1Ty(), type->getElementCount()));
  for (const regex::Range& r : ranges.ranges) {
    Value* is = r.from == r.to ? b.CreateICmpEQ(block, splat(r.from))
                               : b.CreateICmpULE(b.CreateSub(block, splat(r.from)), splat(r.to - r.from));
    found = b.CreateOr(found, is);
  }
  return ranges.negated ? b.CreateNot(found) : found;
}

Value* RegexSets::runEnd(IRBuilder<>& b, Function* fn, const regex::CharacterSet& set, Value* text,
                         Value* from, Value* limit) {
  LLVMContext& context = module_.getContext();
  auto newBlock = [&](const char* name) { return BasicBlock::Create(context, name, fn); };
  Type* i64 = b.getInt64Ty();
  Type* unit = wide_ ? b.getInt16Ty() : b.getInt8Ty();
  regex::UnitRanges ranges(set, 0, wide_ ? 0xffff : 0xff);
  auto* scalar = newBlock("scalar");
  auto* done = newBlock("runend");
  std::vector<std::pair<Value*, BasicBlock*>> starts, ends;  // of the scalar loop; of the run
  if (ranges.ranges.size() <= kMaxCompared) {
    unsigned lanes = kBlockBits / (wide_ ? 16 : 8);
    auto* head = newBlock("block");
    auto* test = newBlock("test");
    auto* stop = newBlock("stop");
    auto* next = newBlock("next");
    auto* before = b.GetInsertBlock();
    b.CreateBr(head);
    b.SetInsertPoint(head);
    PHINode* at = b.CreatePHI(i64, 2);
    at->addIncoming(from, before);
    Value* end = b.CreateNUWAdd(at, b.getInt64(lanes));
    starts.emplace_back(at, head);
    b.CreateCondBr(b.CreateICmpULE(end, limit), test, scalar);
    b.SetInsertPoint(test);
    auto* type = FixedVectorType::get(unit, lanes);
    Value* block = b.CreateAlignedLoad(type, b.CreateInBoundsGEP(unit, text, at), Align(1));
    Value* outside = b.CreateNot(inBlock(b, ranges, block));
    Value* bits = b.CreateBitCast(outside, b.getIntNTy(lanes));
    b.CreateCondBr(b.CreateIsNull(bits), next, stop);
    b.SetInsertPoint(next);
    at->addIncoming(end, next);
    b.CreateBr(head);
    b.SetInsertPoint(stop);
    Value* zeros = b.CreateBinaryIntrinsic(Intrinsic::cttz, b.CreateZExt(bits, b.getInt32Ty()), b.getTrue());
    ends.emplace_back(b.CreateNUWAdd(at, b.CreateZExt(zeros, i64)), stop);
    b.CreateBr(done);
  } else {
    starts.emplace_back(from, b.GetInsertBlock());
    b.CreateBr(scalar);
  }
  b.SetInsertPoint(scalar);
  PHINode* at = b.CreatePHI(i64, 2);
  for (auto [value, block] : starts) at->addIncoming(value, block);
  auto* check = newBlock("check");
  auto* more = newBlock("more");
  ends.emplace_back(at, scalar);
  b.CreateCondBr(b.CreateICmpULT(at, limit), check, done);
  b.SetInsertPoint(check);
  Value* member = has(
      b, set,
      b.CreateZExt(b.CreateAlignedLoad(unit, b.CreateInBoundsGEP(unit, text, at), Align(1)), b.getInt32Ty()));
  auto* check_end = b.GetInsertBlock();
  ends.emplace_back(at, check_end);
  b.CreateCondBr(member, more, done);
  b.SetInsertPoint(more);
  at->addIncoming(b.CreateNUWAdd(at, b.getInt64(1)), more);
  b.CreateBr(scalar);
  b.SetInsertPoint(done);
  PHINode* end = b.CreatePHI(i64, 3);
  for (auto [value, block] : ends) end->addIncoming(value, block);
  return end;
}

}  // namespace kiln::codegen
