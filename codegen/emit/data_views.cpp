// Calls of the get and set methods of DataView, of views of ordinary buffers: bounds, byte order, load or store.
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

namespace {

struct Accessor {
  const char16_t* name;
  abi::Intrinsic intrinsic;
  abi::ElementsKind kind;
  bool set;
};
constexpr Accessor kAccessors[] = {
#define KILN_VIEW_ACCESSOR(type)                                                                       \
  {u"get" #type, abi::Intrinsic::DataViewGet##type, abi::ElementsKind::type, false},                   \
      {u"set" #type, abi::Intrinsic::DataViewSet##type, abi::ElementsKind::type, true},
    KILN_VIEW_ACCESSOR(Int8) KILN_VIEW_ACCESSOR(Uint8) KILN_VIEW_ACCESSOR(Int16) KILN_VIEW_ACCESSOR(Uint16)
        KILN_VIEW_ACCESSOR(Int32) KILN_VIEW_ACCESSOR(Uint32) KILN_VIEW_ACCESSOR(Float32)
            KILN_VIEW_ACCESSOR(Float64)
#undef KILN_VIEW_ACCESSOR
};

// Which accessor the callee may be: by the name under which it was read.
const Accessor* accessorOf(const ir::Instr& call) {
  const ir::Instr& callee = *call.operands[0];
  if (callee.op != ir::Opcode::GetProp) return nullptr;
  for (const Accessor& accessor : kAccessors) {
    size_t least = accessor.set ? 4 : 3;
    if (callee.atom->text == accessor.name && call.operands.size() >= least) return &accessor;
  }
  return nullptr;
}

// A constant for `littleEndian`, or an absent one; nothing is known of others.
bool knownOrder(const ir::Instr& call, size_t index, bool* little) {
  *little = false;
  if (index >= call.operands.size()) return true;
  const ir::Instr* order = call.operands[index];
  if (order->op != ir::Opcode::ConstValue) return false;
  abi::Value value = abi::Value::raw(static_cast<uint64_t>(order->imm));
  *little = value.isTrue();
  return value.isTrue() || value.isUndefined() || value.isBoolean();
}

}  // namespace

// Null where the instruction calls something else. The callee is compared at run time.
llvm::Value* FunctionEmitter::dataViewCall(const ir::Instr& instr) {
  const Accessor* accessor = inlined_ ? accessorOf(instr) : nullptr;
  bool little;
  if (accessor == nullptr || !knownOrder(instr, accessor->set ? 4 : 3, &little)) return nullptr;
  uint64_t size = elementSize(accessor->kind);
  BasicBlock* cell = newBlock("cell");
  BasicBlock* view = newBlock("view");
  BasicBlock* plain = newBlock("plain");
  BasicBlock* inside = newBlock("inside");
  BasicBlock* slow = newBlock("call");
  llvm::Value *object = of(instr.operands[1]), *index = of(instr.operands[2]);
  llvm::Value* original = loadAt(p_.i64, p_.external("kiln_intrinsics"), 8 * static_cast<uint64_t>(accessor->intrinsic));
  llvm::Value* known = b_.CreateICmpEQ(of(instr.operands[0]), original);
  known = b_.CreateAnd(known, b_.CreateAnd(isCell(object), isInt(index)));
  llvm::Value* value = accessor->set ? of(instr.operands[3]) : nullptr;
  if (accessor->set) known = b_.CreateAnd(known, isNumber(value));
  likely(known, cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(object);
  auto kind = static_cast<uint8_t>(abi::CellKind::DataView);
  likely(b_.CreateICmpEQ(kindOf(pointer), b_.getInt8(kind)), view, slow);
  b_.SetInsertPoint(view);
  // Of a buffer that can neither shrink nor refuse.
  llvm::Value* buffer = loadAt(p_.ptr, pointer, offsetof(abi::DataView, buffer));
  llvm::Value* data = loadAt(p_.ptr, buffer, offsetof(abi::ArrayBuffer, data));
  llvm::Value* ordinary =
      b_.CreateICmpEQ(loadAt(p_.i64, buffer, offsetof(abi::ArrayBuffer, flags)), word(0));
  likely(b_.CreateAnd(ordinary, b_.CreateICmpNE(data, ConstantPointerNull::get(p_.ptr))), plain, slow);
  b_.SetInsertPoint(plain);
  llvm::Value* at = b_.CreateZExt(b_.CreateTrunc(index, p_.i32), p_.i64);  // negative: beyond every length
  llvm::Value* length = loadAt(p_.i64, pointer, offsetof(abi::DataView, byte_length));
  likely(b_.CreateICmpULE(b_.CreateAdd(at, word(size)), length), inside, slow);
  b_.SetInsertPoint(inside);
  llvm::Value* start =
      b_.CreateInBoundsGEP(p_.i8, data, loadAt(p_.i64, pointer, offsetof(abi::DataView, byte_offset)));
  llvm::Value* address = b_.CreateInBoundsGEP(p_.i8, start, at);
  llvm::Value* fast =
      accessor->set ? storeUnaligned(accessor->kind, value, address, little) : loadUnaligned(accessor->kind, address, little);
  return orElse(fast, slow, [&] { return genericCall(instr); });
}

namespace {
llvm::Value* inOrder(IRBuilder<>& b, llvm::Value* bits, bool little) {
  bool swap = !little && bits->getType()->getIntegerBitWidth() > 8;
  return swap ? b.CreateUnaryIntrinsic(Intrinsic::bswap, bits) : bits;
}
}  // namespace

llvm::Value* FunctionEmitter::loadUnaligned(abi::ElementsKind kind, llvm::Value* address, bool little) {
  auto* type = IntegerType::get(p_.context, static_cast<unsigned>(8 * elementSize(kind)));
  llvm::Value* bits = inOrder(b_, b_.CreateAlignedLoad(type, address, Align(1)), little);
  switch (kind) {
    case abi::ElementsKind::Float64:
      return boxDouble(canonical(b_.CreateBitCast(bits, p_.f64)));
    case abi::ElementsKind::Float32:
      return boxDouble(canonical(b_.CreateFPExt(b_.CreateBitCast(bits, Type::getFloatTy(p_.context)), p_.f64)));
    case abi::ElementsKind::Uint32:
      return boxUnsigned(bits);
    case abi::ElementsKind::Int8:
    case abi::ElementsKind::Int16:
      return boxInt(b_.CreateSExt(bits, p_.i32));
    default:
      return boxInt(b_.CreateZExtOrTrunc(bits, p_.i32));
  }
}

// The result of the call: undefined.
llvm::Value* FunctionEmitter::storeUnaligned(abi::ElementsKind kind, llvm::Value* number, llvm::Value* address,
                                             bool little) {
  auto* type = IntegerType::get(p_.context, static_cast<unsigned>(8 * elementSize(kind)));
  llvm::Value* bits;
  if (kind == abi::ElementsKind::Float64)
    bits = b_.CreateBitCast(unboxNumber(number), type);
  else if (kind == abi::ElementsKind::Float32)
    bits = b_.CreateBitCast(b_.CreateFPTrunc(unboxNumber(number), Type::getFloatTy(p_.context)), type);
  else
    bits = b_.CreateZExtOrTrunc(toInt32(number, true), type);
  b_.CreateAlignedStore(inOrder(b_, bits, little), address, Align(1));
  return word(abi::kUndefined);
}

}  // namespace kiln::codegen
