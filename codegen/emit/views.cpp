// Views: elements of typed arrays whose kind a `has_view` has tested (docs/ir.md, Versions).
//
// Kind, length, offset and buffer of such an array never change and are read once, where it is opened. What
// may change is the buffer's address, which is null once it is detached. It is read at every access, marked
// as memory that elements are never stored to: in loops without calls LLVM reads it once.
#include <llvm/IR/Intrinsics.h>
#include <llvm/IR/MDBuilder.h>

#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;
using abi::ElementsKind;

namespace {

bool isSigned(ElementsKind kind) {
  return kind == ElementsKind::Int8 || kind == ElementsKind::Int16;
}

ElementsKind kindOfView(const ir::Instr& instr) {
  return static_cast<ElementsKind>(instr.imm);
}

}  // namespace

uint64_t elementSize(ElementsKind kind) {
  switch (kind) {
    case ElementsKind::Int8:
    case ElementsKind::Uint8:
    case ElementsKind::Uint8Clamped:
      return 1;
    case ElementsKind::Int16:
    case ElementsKind::Uint16:
    case ElementsKind::Float16:
      return 2;
    case ElementsKind::Int32:
    case ElementsKind::Uint32:
    case ElementsKind::Float32:
      return 4;
    case ElementsKind::Float64:
    case ElementsKind::BigInt64:
    case ElementsKind::BigUint64:
      return 8;
    case ElementsKind::None:
    case ElementsKind::PackedInt32:
    case ElementsKind::HoleyInt32:
    case ElementsKind::PackedDouble:
    case ElementsKind::HoleyDouble:
    case ElementsKind::Packed:
    case ElementsKind::Holey:
    case ElementsKind::Slow:
      break;
  }
  return 0;
}

bool holdsFractions(ElementsKind kind) {
  return kind == ElementsKind::Float32 || kind == ElementsKind::Float64;
}

MDNode* UnitEmitter::memoryTag(Memory memory) {
  MDNode*& known = memory_tags_[static_cast<size_t>(memory)];
  if (known != nullptr) return known;
  static constexpr const char* kNames[] = {"shape", "buffer", "elements", "variable", "box"};
  MDBuilder builder(context);
  MDNode* root = builder.createTBAARoot("kiln");
  MDNode* type = builder.createTBAAScalarTypeNode(kNames[static_cast<size_t>(memory)], root);
  return known = builder.createTBAAStructTagNode(type, type, 0);
}

llvm::Value* FunctionEmitter::hasView(const ir::Instr& instr) {
  llvm::Value* object = of(instr.operands[0]);
  BasicBlock* cell = newBlock("cell");
  BasicBlock* typed = newBlock("typed");
  BasicBlock* out = newBlock("view");
  BasicBlock* before = b_.GetInsertBlock();
  likely(b_.CreateAnd(isCell(object), b_.CreateICmpNE(object, word(abi::kEmpty))), cell, out);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(object);
  llvm::Value* kind = loadAt(p_.i8, loadAt(p_.ptr, pointer, 0), offsetof(abi::Shape, elements_kind));
  likely(b_.CreateICmpEQ(kind, b_.getInt8(static_cast<uint8_t>(instr.imm))), typed, out);
  b_.SetInsertPoint(typed);
  // Views of resizable buffers have the length 0 here, whatever they were made with.
  llvm::Value* length = loadAt(p_.i64, pointer, offsetof(abi::TypedArray, length));
  llvm::Value* fixed =
      b_.CreateICmpEQ(length, loadAt(p_.i64, pointer, offsetof(abi::TypedArray, fixed_length)));
  llvm::Value* good = b_.CreateAnd(fixed, b_.CreateICmpULE(length, word(INT32_MAX)));
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 3);
  phi->addIncoming(b_.getFalse(), before);
  phi->addIncoming(b_.getFalse(), cell);
  phi->addIncoming(good, typed);
  return phi;
}

llvm::Value* FunctionEmitter::openView(const ir::Instr& instr) {
  llvm::Value* pointer = cellPtr(of(instr.operands[0]));
  auto* buffer = cast<LoadInst>(loadAt(p_.ptr, pointer, offsetof(abi::TypedArray, buffer)));
  // So that reading its address may be moved to where it is not certain to happen.
  MDBuilder builder(p_.context);
  buffer->setMetadata(LLVMContext::MD_nonnull, MDNode::get(p_.context, {}));
  buffer->setMetadata(LLVMContext::MD_dereferenceable,
                      MDNode::get(p_.context, builder.createConstant(b_.getInt64(sizeof(abi::ArrayBuffer)))));
  buffer->setMetadata(LLVMContext::MD_align, MDNode::get(p_.context, builder.createConstant(b_.getInt64(8))));
  llvm::Value* length = b_.CreateTrunc(loadAt(p_.i64, pointer, offsetof(abi::TypedArray, length)), p_.i32);
  views_[&instr] = {length, loadAt(p_.i64, pointer, offsetof(abi::TypedArray, byte_offset))};
  return buffer;
}

llvm::Value* FunctionEmitter::hasViewLength(const ir::Instr& instr) {
  llvm::Value* object = of(instr.operands[0]);
  GlobalVariable* site = p_.viewLengthSite(kindOfView(instr));
  BasicBlock* known = newBlock("known_shape");
  BasicBlock* slow = newBlock("other_shape");
  BasicBlock* out = newBlock("plain_length");
  auto tagged = [&](llvm::Value* load) {
    cast<LoadInst>(load)->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Shape));
    return load;
  };
  llvm::Value* shape = tagged(loadAt(p_.ptr, cellPtr(object), 0));
  likely(b_.CreateICmpEQ(shape, tagged(loadAt(p_.ptr, site, offsetof(abi::ViewLengthSite, shape)))), known,
         slow);
  b_.SetInsertPoint(known);
  llvm::Value* validity = tagged(loadAt(p_.ptr, site, offsetof(abi::ViewLengthSite, validity)));
  likely(b_.CreateICmpEQ(tagged(loadAt(p_.i32, validity, 0)), b_.getInt32(1)), out, slow);
  BasicBlock* known_end = b_.GetInsertBlock();
  b_.SetInsertPoint(slow);
  llvm::Value* learnt = helper(ir::HelperId::learn_view_length, {object, site});
  // It writes to the site only: other memory that the loop around has read stays as it was.
  cast<CallBase>(learnt)->setMemoryEffects(MemoryEffects::readOnly() | MemoryEffects::argMemOnly() |
                                           MemoryEffects::inaccessibleMemOnly());
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i1, 2);
  phi->addIncoming(b_.getTrue(), known_end);
  phi->addIncoming(learnt, slow_end);
  return phi;
}

llvm::Value* FunctionEmitter::viewData(const ir::Instr& view) {
  auto* data = cast<LoadInst>(loadAt(p_.ptr, of(&view), offsetof(abi::ArrayBuffer, data)));
  data->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Buffer));
  return data;
}

// 0 once the buffer is detached, as its own length is then; otherwise that is no smaller. A select between the two would become
// two tests at every access.
llvm::Value* FunctionEmitter::viewLength(const ir::Instr& view) {
  auto* bytes = cast<LoadInst>(loadAt(p_.i64, of(&view), offsetof(abi::ArrayBuffer, byte_length)));
  bytes->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Buffer));
  llvm::Value* length = b_.CreateZExt(views_.at(&view).length, p_.i64);
  return b_.CreateTrunc(b_.CreateBinaryIntrinsic(Intrinsic::umin, length, bytes), p_.i32);
}

llvm::Value* FunctionEmitter::viewHas(const ir::Instr& instr) {
  return b_.CreateICmpULT(of(instr.operands[1]), viewLength(*instr.operands[0]));
}

llvm::Value* FunctionEmitter::viewElement(const ir::Instr& instr) {
  const ir::Instr& view = *instr.operands[0];
  llvm::Value* start = b_.CreateInBoundsGEP(p_.i8, viewData(view), views_.at(&view).offset);
  // The index is known to be below a length below 2^31.
  llvm::Value* index = b_.CreateZExt(of(instr.operands[1]), p_.i64, "", true);
  return b_.CreateInBoundsGEP(p_.i8, start,
                              b_.CreateMul(index, word(elementSize(kindOfView(instr))), "", true, true));
}

// An i32 (Uint32: its bits) or a double.
llvm::Value* FunctionEmitter::loadTyped(ElementsKind kind, llvm::Value* address) {
  uint64_t size = elementSize(kind);
  bool real = holdsFractions(kind);
  llvm::Type* type = real ? (size == 8 ? p_.f64 : llvm::Type::getFloatTy(p_.context))
                          : b_.getIntNTy(static_cast<unsigned>(size * 8));
  LoadInst* load = b_.CreateAlignedLoad(type, address, Align(1));
  load->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Elements));
  if (real) return size == 8 ? static_cast<llvm::Value*>(load) : b_.CreateFPExt(load, p_.f64);
  if (size == 4) return load;
  return isSigned(kind) ? b_.CreateSExt(load, p_.i32) : b_.CreateZExt(load, p_.i32);
}

// `value` is a double for the kinds that hold fractions, an i32 for the others, and either for Uint8Clamped.
void FunctionEmitter::storeTyped(ElementsKind kind, llvm::Value* value, llvm::Value* address) {
  bool real = holdsFractions(kind);
  if (kind == ElementsKind::Uint8Clamped) {
    // §7.1.12 ToUint8Clamp: NaN to 0, halves to even.
    if (value->getType() == p_.f64) {
      llvm::Value* zero = ConstantFP::get(p_.f64, 0.0);
      llvm::Value* top = ConstantFP::get(p_.f64, 255.0);
      value = b_.CreateSelect(b_.CreateFCmpOGT(value, zero), value, zero);
      value = b_.CreateSelect(b_.CreateFCmpOLT(value, top), value, top);
      value = b_.CreateFPToSI(b_.CreateUnaryIntrinsic(Intrinsic::nearbyint, value), p_.i32);
    } else {
      value = b_.CreateBinaryIntrinsic(Intrinsic::smax, value, b_.getInt32(0));
      value = b_.CreateBinaryIntrinsic(Intrinsic::smin, value, b_.getInt32(255));
    }
  }
  if (kind == ElementsKind::Float32) value = b_.CreateFPTrunc(value, llvm::Type::getFloatTy(p_.context));
  if (!real) value = b_.CreateTrunc(value, b_.getIntNTy(static_cast<unsigned>(elementSize(kind) * 8)));
  StoreInst* store = b_.CreateAlignedStore(value, address, Align(1));
  store->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Elements));
}

llvm::Value* FunctionEmitter::loadView(const ir::Instr& instr) {
  return loadTyped(kindOfView(instr), viewElement(instr));
}

void FunctionEmitter::storeView(const ir::Instr& instr) {
  BasicBlock* inside = newBlock("inside");
  BasicBlock* out = newBlock("stored");
  likely(viewHas(instr), inside, out);
  b_.SetInsertPoint(inside);
  storeTyped(kindOfView(instr), of(instr.operands[2]), viewElement(instr));
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

// Doubles that come from a view's bytes may be NaNs other than the ones that arithmetic makes, and arithmetic
// passes them on; as Values they would be taken for something else.
void FunctionEmitter::findStrayNaNs() {
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& block : f_.blocks) {
      for (const ir::Instr* instr : block->instrs) {
        if (instr->rep() != ir::Rep::Double || stray_.contains(instr)) continue;
        bool stray = instr->op == ir::Opcode::LoadView;
        if (instr->op != ir::Opcode::UnboxDouble && instr->op != ir::Opcode::CallKnown) {
          for (const ir::Instr* operand : instr->operands) stray |= stray_.contains(operand);
        }
        if (!stray) continue;
        stray_.insert(instr);
        changed = true;
      }
    }
  }
}

llvm::Value* FunctionEmitter::withoutStrayNaN(const ir::Instr* value) {
  return stray_.contains(value) ? canonical(of(value)) : of(value);
}

}  // namespace kiln::codegen
