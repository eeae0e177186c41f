// One case per opcode: a forgotten one fails the build.
#include <llvm/IR/Intrinsics.h>

#include <cmath>

#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;
using ir::Opcode;
using ir::Rep;

namespace {

// Seldom an integer: worth no test for the int32 form.
bool likelyFraction(const ir::Instr& instr, int depth = 0) {
  auto any_operand = [&] {
    return depth < 6 &&
           (likelyFraction(*instr.operands[0], depth + 1) || likelyFraction(*instr.operands[1], depth + 1));
  };
  switch (instr.op) {
    case Opcode::ConstDouble:
      return instr.number != std::floor(instr.number);
    case Opcode::UnboxDouble:
      return instr.flag;
    case Opcode::LoadField:
    case Opcode::LoadView:
      return instr.rep() == Rep::Double;
    case Opcode::MathUnary:
      return static_cast<ir::MathOp>(instr.imm) == ir::MathOp::Sqrt;
    case Opcode::DoubleNeg:
      return depth < 6 && likelyFraction(*instr.operands[0], depth + 1);
    case Opcode::DoubleAdd:
    case Opcode::DoubleSub:
    case Opcode::DoubleMul:
    case Opcode::DoubleDiv:
    case Opcode::MathBinary:
      return instr.rep() == Rep::Double && any_operand();
    default:
      return false;
  }
}

uint64_t coroutineWord(int64_t index) {
  return offsetof(abi::Coroutine, frame) + 8 * static_cast<uint64_t>(index);
}

}  // namespace

void FunctionEmitter::instruction(const ir::Instr& instr) {
  auto x = [&](size_t i) { return of(instr.operands[i]); };
  auto set = [&](llvm::Value* value) { values_[&instr] = value; };
  using H = ir::HelperId;
  switch (instr.op) {
    case Opcode::ConstInt32:
      return set(b_.getInt32(static_cast<uint32_t>(instr.imm)));
    case Opcode::ConstDouble:
      return set(ConstantFP::get(p_.f64, instr.number));
    case Opcode::ConstBool:
      return set(b_.getInt1(instr.imm != 0));
    case Opcode::ConstString:
      return set(p_.atom(instr.atom));
    case Opcode::ConstValue:
      return set(word(static_cast<uint64_t>(instr.imm)));
    case Opcode::ConstBigInt:
      return set(helper(H::const_bigint,
                        {p_.atom(instr.atom), p_.cell(f_.symbol + ".bigint." + std::to_string(instr.id))}));
    case Opcode::Param:
      return set(params_[static_cast<size_t>(instr.imm)]);
    case Opcode::ThisValue:
      return set(this_);
    case Opcode::Callee:
      return set(callee_);
    case Opcode::NewTarget:
      return set(new_target_);
    case Opcode::ArgCount:
      return set(argc_);
    case Opcode::ArgVector:
      return set(argv_);
    case Opcode::LoadArg: {
      BasicBlock* have = newBlock("have");
      BasicBlock* out = newBlock("arg");
      BasicBlock* before = b_.GetInsertBlock();
      b_.CreateCondBr(b_.CreateICmpULT(x(0), argc_), have, out);
      b_.SetInsertPoint(have);
      llvm::Value* loaded =
          b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i64, argv_, b_.CreateZExt(x(0), p_.i64)));
      b_.CreateBr(out);
      b_.SetInsertPoint(out);
      PHINode* phi = b_.CreatePHI(p_.i64, 2);
      phi->addIncoming(word(abi::kUndefined), before);
      phi->addIncoming(loaded, have);
      return set(phi);
    }
    case Opcode::Phi:
      return;
    case Opcode::Catch:
      return set(b_.CreateCall(p_.helper(H::catch_value), {pads_.at(block_)}));
    case Opcode::Box:
      if (instr.operands[0]->op == Opcode::Uint32ToDouble)
        return set(boxUnsigned(of(instr.operands[0]->operands[0])));
      return set(likelyFraction(*instr.operands[0])
                     ? boxFraction(withoutStrayNaN(instr.operands[0]))
                     : box(withoutStrayNaN(instr.operands[0]), instr.operands[0]->rep()));
    case Opcode::UnboxInt32:
      return set(b_.CreateTrunc(x(0), p_.i32));
    case Opcode::UnboxDouble:
      return set(instr.flag ? unboxFraction(x(0)) : unboxNumber(x(0)));
    case Opcode::UnboxBool:
      return set(b_.CreateICmpEQ(x(0), word(abi::kTrue)));
    case Opcode::UnboxString:
    case Opcode::UnboxObject:
      return set(cellPtr(x(0)));
    case Opcode::Refine:
    case Opcode::ReceiverOf:
      return set(x(0));
    case Opcode::Int32ToDouble:
      return set(b_.CreateSIToFP(x(0), p_.f64));
    case Opcode::Uint32ToDouble:
      return set(b_.CreateUIToFP(x(0), p_.f64));
    case Opcode::DoubleToInt32:
      return set(doubleToInt32(x(0)));
    case Opcode::DoubleToInt32Exact:
      return set(b_.CreateFPToSI(x(0), p_.i32));
    case Opcode::IsInt32:
      return set(isInt(x(0)));
    case Opcode::IsNumber:
      return set(isNumber(x(0)));
    case Opcode::IsString:
    case Opcode::IsObject: {
      BasicBlock* cell = newBlock("cell");
      BasicBlock* other = newBlock("other");
      llvm::Value* is_cell = b_.CreateAnd(isCell(x(0)), b_.CreateICmpNE(x(0), word(abi::kEmpty)));
      b_.CreateCondBr(is_cell, cell, other);
      b_.SetInsertPoint(cell);
      llvm::Value* kind = kindOf(cellPtr(x(0)));
      llvm::Value* answer = instr.op == Opcode::IsString ? isStringKind(kind) : isObjectKind(kind);
      return set(orElse(answer, other, [&] { return b_.getFalse(); }));
    }
    case Opcode::TypeOfIs:
      return set(typeOfIs(instr));
    case Opcode::IsUndefined:
      return set(b_.CreateICmpEQ(x(0), word(abi::kUndefined)));
    case Opcode::IsNullish:
      return set(b_.CreateICmpEQ(b_.CreateAnd(x(0), word(~0x8ull)), word(abi::kNull)));
    case Opcode::IsEmpty:
      return set(b_.CreateICmpEQ(x(0), word(abi::kEmpty)));
    case Opcode::SameWord:
      return set(b_.CreateICmpEQ(x(0), x(1)));
    case Opcode::Add:
      return set(arithmetic(instr, H::add));
    case Opcode::Sub:
      return set(arithmetic(instr, H::sub));
    case Opcode::Mul:
      return set(arithmetic(instr, H::mul));
    case Opcode::Div:
      return set(arithmetic(instr, H::div));
    case Opcode::Mod:
      return set(arithmetic(instr, H::mod));
    case Opcode::Exp:
      return set(arithmetic(instr, H::exp));
    case Opcode::BitAnd:
      return set(bitwise(instr, H::bit_and));
    case Opcode::BitOr:
      return set(bitwise(instr, H::bit_or));
    case Opcode::BitXor:
      return set(bitwise(instr, H::bit_xor));
    case Opcode::Shl:
      return set(bitwise(instr, H::shl));
    case Opcode::Sar:
      return set(bitwise(instr, H::sar));
    case Opcode::Shr:
      return set(bitwise(instr, H::shr));
    case Opcode::Neg:
      return set(helper(H::neg, {x(0)}));
    case Opcode::BitNot:
      return set(helper(H::bit_not, {x(0)}));
    case Opcode::Inc:
    case Opcode::Dec:
      return set(step(instr));
    case Opcode::ToNumber:
    case Opcode::ToNumeric: {
      H id = instr.op == Opcode::ToNumber ? H::to_number : H::to_numeric;
      if (!inlined_) return set(helper(id, {x(0)}));
      BasicBlock* before = b_.GetInsertBlock();
      BasicBlock* slow = newBlock("slow");
      BasicBlock* out = newBlock("numeric");
      llvm::Value* number = isNumber(x(0));
      before = b_.GetInsertBlock();
      likely(number, out, slow);
      b_.SetInsertPoint(slow);
      llvm::Value* general = helper(id, {x(0)});
      BasicBlock* slow_end = b_.GetInsertBlock();
      b_.CreateBr(out);
      b_.SetInsertPoint(out);
      PHINode* phi = b_.CreatePHI(p_.i64, 2);
      phi->addIncoming(x(0), before);
      phi->addIncoming(general, slow_end);
      return set(phi);
    }
    case Opcode::ToInt32:
      return set(toInt32(x(0), false));
    case Opcode::NumberToInt32:
      return set(toInt32(x(0), true));
    case Opcode::ToString:
      return set(helper(H::to_string, {x(0)}));
    case Opcode::ToPropertyKey:
      return set(helper(H::to_property_key, {x(0)}));
    case Opcode::ToBoolean:
      return set(truth(instr.operands[0]));
    case Opcode::TypeOf:
      return set(helper(H::typeof_value, {x(0)}));
    case Opcode::Not:
      return set(b_.CreateNot(x(0)));
    case Opcode::StrictEq:
      return set(strictEquals(instr));
    case Opcode::LooseEq:
      return set(helper(H::loose_equals, {x(0), x(1)}));
    case Opcode::LessThan:
      return set(compare(instr, H::less_than));
    case Opcode::LessEqual:
      return set(compare(instr, H::less_equal));
    case Opcode::GreaterThan:
      return set(compare(instr, H::greater_than));
    case Opcode::GreaterEqual:
      return set(compare(instr, H::greater_equal));
    case Opcode::Int32Add:
      return set(b_.CreateAdd(x(0), x(1)));
    case Opcode::Int32Sub:
      return set(b_.CreateSub(x(0), x(1)));
    case Opcode::Int32Mul:
      return set(b_.CreateMul(x(0), x(1)));
    case Opcode::Int32Clz:
      return set(b_.CreateBinaryIntrinsic(Intrinsic::ctlz, x(0), b_.getFalse()));
    case Opcode::Int32Mod:
      return set(b_.CreateSRem(x(0), x(1)));
    case Opcode::Int32AddOverflows:
      return set(overflows(Intrinsic::sadd_with_overflow, x(0), x(1)));
    case Opcode::Int32SubOverflows:
      return set(overflows(Intrinsic::ssub_with_overflow, x(0), x(1)));
    case Opcode::Int32MulOverflows: {
      // 0 * -1 is -0.
      llvm::Value* zero = b_.CreateICmpEQ(b_.CreateMul(x(0), x(1)), b_.getInt32(0));
      llvm::Value* negative = b_.CreateICmpSLT(b_.CreateOr(x(0), x(1)), b_.getInt32(0));
      return set(
          b_.CreateOr(overflows(Intrinsic::smul_with_overflow, x(0), x(1)), b_.CreateAnd(zero, negative)));
    }
    case Opcode::Int32And:
      return set(b_.CreateAnd(x(0), x(1)));
    case Opcode::Int32Or:
      return set(b_.CreateOr(x(0), x(1)));
    case Opcode::Int32Xor:
      return set(b_.CreateXor(x(0), x(1)));
    case Opcode::Int32Shl:
      return set(b_.CreateShl(x(0), b_.CreateAnd(x(1), b_.getInt32(31))));
    case Opcode::Int32Sar:
      return set(b_.CreateAShr(x(0), b_.CreateAnd(x(1), b_.getInt32(31))));
    case Opcode::Int32Shr:
      return set(b_.CreateLShr(x(0), b_.CreateAnd(x(1), b_.getInt32(31))));
    case Opcode::Int32Lt:
      return set(b_.CreateICmpSLT(x(0), x(1)));
    case Opcode::Int32Le:
      return set(b_.CreateICmpSLE(x(0), x(1)));
    case Opcode::Int32Eq:
      return set(b_.CreateICmpEQ(x(0), x(1)));
    case Opcode::DoubleAdd:
      return set(b_.CreateFAdd(x(0), x(1)));
    case Opcode::DoubleSub:
      return set(b_.CreateFSub(x(0), x(1)));
    case Opcode::DoubleMul:
      return set(b_.CreateFMul(x(0), x(1)));
    case Opcode::DoubleDiv:
      return set(b_.CreateFDiv(x(0), x(1)));
    case Opcode::DoubleMod:
      return set(remainder(x(0), x(1)));
    case Opcode::DoublePow:
      return set(call(p_.helper(H::math_pow), {x(0), x(1)}));
    case Opcode::DoubleNeg:
      return set(b_.CreateFNeg(x(0)));
    case Opcode::DoubleLt:
      return set(b_.CreateFCmpOLT(x(0), x(1)));
    case Opcode::DoubleLe:
      return set(b_.CreateFCmpOLE(x(0), x(1)));
    case Opcode::DoubleEq:
      return set(b_.CreateFCmpOEQ(x(0), x(1)));
    case Opcode::MathUnary:
      return set(mathUnary(static_cast<ir::MathOp>(instr.imm), x(0)));
    case Opcode::MathBinary:
      return set(mathBinary(static_cast<ir::MathOp>(instr.imm), x(0), x(1)));
    case Opcode::MathFunction:
      return set(loadAt(p_.i64, p_.external("kiln_math_functions"), 8 * static_cast<uint64_t>(instr.imm)));
    case Opcode::IntrinsicFunction:
      return set(loadAt(p_.i64, p_.external("kiln_intrinsics"), 8 * static_cast<uint64_t>(instr.imm)));
    case Opcode::CharCodeAt:
      return set(charCodeAt(instr));
    case Opcode::StringConcat:
      return set(helper(H::concat, {x(0), x(1)}));
    case Opcode::StringEq:
      return set(stringEquals(instr));
    case Opcode::GetProp:
      return set(getProperty(instr));
    case Opcode::SetProp:
      return setProperty(instr);
    case Opcode::GetElem:
      return set(getElement(instr));
    case Opcode::SetElem:
      return setElement(instr);
    case Opcode::GetLength:
      return set(getLength(instr));
    case Opcode::GetGlobal:
      return set(getGlobal(instr));
    case Opcode::LoadGlobal:
      return set(loadGlobal(instr));
    case Opcode::HasLayout:
      return set(hasLayout(instr));
    case Opcode::LoadField:
      return set(loadField(instr));
    case Opcode::StoreField:
      return storeField(instr);
    case Opcode::LoadMethod:
      return set(loadMethod(instr));
    case Opcode::IsBoundOf:
      return set(isBoundOf(instr));
    case Opcode::IsGetterOf:
    case Opcode::IsSetterOf:
      return set(isAccessorOf(instr));
    case Opcode::WhichMethod:
      return set(whichMethod(instr));
    case Opcode::MethodOf: {
      uint64_t row = sizeof(abi::MethodSite::Candidate) * static_cast<uint64_t>(instr.imm);
      uint64_t at = offsetof(abi::MethodSite, candidates) + row + offsetof(abi::MethodSite::Candidate, closure);
      return set(loadAt(p_.i64, p_.methodSite(instr.layout), at));
    }
    case Opcode::InitFields:
      return set(initFields(instr));
    case Opcode::HasView:
      return set(hasView(instr));
    case Opcode::OpenView:
      return set(openView(instr));
    case Opcode::HasViewLength:
      return set(hasViewLength(instr));
    case Opcode::ViewLength:
      return set(viewLength(*instr.operands[0]));
    case Opcode::ViewHas:
      return set(viewHas(instr));
    case Opcode::LoadView:
      return set(loadView(instr));
    case Opcode::StoreView:
      return storeView(instr);
    case Opcode::SetGlobal:
      return setGlobal(instr);
    case Opcode::GetSuper:
    case Opcode::LoadSuper:
      return set(getSuper(instr));
    case Opcode::LoadVar: {
      LoadInst* load = b_.CreateLoad(p_.i64, p_.variable(instr.variable));
      load->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Variable));
      return set(load);
    }
    case Opcode::StoreVar:
      b_.CreateStore(x(0), p_.variable(instr.variable))
          ->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Variable));
      return;
    case Opcode::NewBox:
      return set(newBox(x(0)));
    case Opcode::LoadBox: {
      LoadInst* load = b_.CreateLoad(p_.i64, x(0));
      load->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Box));
      return set(load);
    }
    case Opcode::StoreBox:
      b_.CreateStore(x(1), x(0))->setMetadata(LLVMContext::MD_tbaa, p_.memoryTag(Memory::Box));
      return;
    case Opcode::LoadCapture:
      return set(loadAt(p_.type(instr.rep()), callee_,
                        sizeof(abi::Function) + 8 * static_cast<uint64_t>(instr.imm)));
    case Opcode::LoadCaptureOf:
      return set(
          loadAt(p_.type(instr.rep()), x(0), sizeof(abi::Function) + 8 * static_cast<uint64_t>(instr.imm)));
    case Opcode::CheckTdz: {
      BasicBlock* dead = newBlock("tdz");
      BasicBlock* live = newBlock("live");
      likely(b_.CreateICmpNE(x(0), word(abi::kEmpty)), live, dead);
      b_.SetInsertPoint(dead);
      helper(H::throw_tdz, {p_.atom(instr.atom)});
      b_.CreateUnreachable();
      b_.SetInsertPoint(live);
      return set(x(0));
    }
    case Opcode::MakeClosure:
      return set(makeClosure(instr));
    case Opcode::StoreCapture: {
      llvm::Value* captured = x(1);
      if (captured->getType() == p_.ptr) captured = b_.CreatePtrToInt(captured, p_.i64);
      return storeAt(captured, x(0), sizeof(abi::Function) + 8 * static_cast<uint64_t>(instr.imm));
    }
    case Opcode::NewObject:
      return set(newObject(instr));
    case Opcode::NewArray: {
      std::vector<llvm::Value*> values;
      for (const ir::Instr* operand : instr.operands) values.push_back(of(operand));
      return set(
          helper(H::new_array_from, {b_.getInt32(static_cast<uint32_t>(values.size())), pack(values)}));
    }
    case Opcode::Call:
      if (llvm::Value* result = arrayCall(instr)) return set(result);
      if (llvm::Value* result = dataViewCall(instr)) return set(result);
      return set(genericCall(instr));
    case Opcode::CallKnown:
      return set(knownCall(instr));
    case Opcode::IsClosureOf:
      return set(isClosureOf(instr));
    case Opcode::NewInstance:
      return set(newInstance(instr));
    case Opcode::HasInstances:
    case Opcode::MakesLayout:
      return set(hasInstances(instr));
    case Opcode::InstanceShape:
      return set(instanceShape(instr));
    case Opcode::ShapeHasLayout:
      return set(shapeHasLayout(x(0), instr.layout));
    case Opcode::NewInstanceWith:
      return set(newWithFields(instr, instanceShape(instr)));
    case Opcode::NewOfShape:
      return set(newWithFields(instr, x(0)));
    case Opcode::Construct:
      return set(construct(instr));
    case Opcode::CallHelper: {
      if (static_cast<H>(instr.imm) == H::new_regexp && instr.operands[0]->op == Opcode::ConstString &&
          instr.operands[1]->op == Opcode::ConstString)
        p_.noteRegExp(instr.operands[0]->atom, instr.operands[1]->atom);
      if (inlined_) {
        switch (static_cast<H>(instr.imm)) {
          case H::iteration_start:
            return set(iterationStart(instr));
          case H::iteration_step:
            return set(iterationStep(instr));
          case H::element_if_present:
            return set(elementIfPresent(instr));
          case H::append_element:
            return appendElement(instr);
          case H::iteration_close:
          case H::iteration_close_quiet:
            return iterationClose(instr);
          case H::arrays_iterate_plainly:
            return set(arraysIteratePlainly());
          case H::get_argument:
            return set(getArgument(instr));
          case H::sloppy_this:
            return set(sloppyThis(x(0)));
          case H::private_get:
            return set(privateGet(instr));
          case H::private_set:
            return privateSet(instr);
          case H::private_has:
          case H::private_is_member:
            return set(privateHas(instr));
          case H::define_field:
          case H::private_add_field:
            return addField(instr);
          case H::super_constructor:
            return set(superConstructor(instr));
          case H::instance_of:
            return set(helper(H::instance_of_cached, {x(0), x(1), p_.instanceOfCache()}));
          case H::char_at:
            return set(charAt(instr));
          case H::bigint_of:
            return set(bigIntOf(instr));
          case H::as_uint_n:
            return set(asUintN(instr));
          default:
            break;
        }
      }
      std::vector<llvm::Value*> values;
      for (const ir::Instr* operand : instr.operands) values.push_back(of(operand));
      return set(helper(static_cast<H>(instr.imm), values));
    }
    case Opcode::Pack: {
      std::vector<llvm::Value*> values;
      for (const ir::Instr* operand : instr.operands) values.push_back(of(operand));
      return set(pack(values));
    }
    case Opcode::StackSlot: {
      AllocaInst* slot = entry_b_.CreateAlloca(p_.i64);
      entry_b_.CreateStore(word(abi::kUndefined), slot);
      return set(slot);
    }
    case Opcode::LoadSlot:
      return set(b_.CreateLoad(p_.i64, x(0)));
    case Opcode::StoreSlot:
      b_.CreateStore(x(1), x(0));
      return;
    case Opcode::AddressOf: {
      const ir::StaticRef& ref = *instr.ref;
      switch (ref.kind) {
        case ir::StaticRef::Kind::ModuleInfo:
          return set(p_.moduleInfo(ref.module));
        case ir::StaticRef::Kind::FunctionInfo:
          return set(p_.functionInfo(ref.function));
        case ir::StaticRef::Kind::TemplateData:
          return set(p_.templateData(ref.site));
        case ir::StaticRef::Kind::RootCell:
          return set(ref.variable != nullptr ? p_.variable(ref.variable) : p_.cell(ref.name));
        case ir::StaticRef::Kind::BindingFactory:
          return set(p_.external("kiln_binding_" + ref.name));
        case ir::StaticRef::Kind::ResumeEntry:
          return set(p_.direct(ref.function));
        case ir::StaticRef::Kind::ProfileSite:
          return set(p_.profileSite(ref));
      }
      return;
    }
    case Opcode::Suspend:
    case Opcode::ResumedValue:
      return;  // replaced by the coroutines pass
    case Opcode::FrameLoad: {
      if (instr.rep() == Rep::Bool)
        return set(b_.CreateICmpNE(loadAt(p_.i8, x(0), coroutineWord(instr.imm)), b_.getInt8(0)));
      return set(loadAt(p_.type(instr.rep()), x(0), coroutineWord(instr.imm)));
    }
    case Opcode::FrameStore: {
      llvm::Value* stored = instr.operands[1]->rep() == Rep::Bool ? b_.CreateZExt(x(1), p_.i8) : x(1);
      return storeAt(stored, x(0), coroutineWord(instr.imm));
    }
    case Opcode::CoroutineField:
      switch (static_cast<ir::CoroutineFieldKind>(instr.imm)) {
        case ir::CoroutineFieldKind::Self:
          return set(self_);
        case ir::CoroutineFieldKind::Mode:
          return set(mode_);
        case ir::CoroutineFieldKind::Sent:
          return set(sent_);
        case ir::CoroutineFieldKind::State:
          return set(loadAt(p_.i32, self_, offsetof(abi::Coroutine, state)));
      }
      return;
    case Opcode::SetCoroutineState:
      return storeAt(b_.getInt32(static_cast<uint32_t>(instr.imm)), x(0), offsetof(abi::Coroutine, state));
    case Opcode::Jump:
      b_.CreateBr(starts_.at(block_->succs[0]));
      return;
    case Opcode::Branch:
      if (instr.flag) return likely(x(0), starts_.at(block_->succs[0]), starts_.at(block_->succs[1]));
      b_.CreateCondBr(x(0), starts_.at(block_->succs[0]), starts_.at(block_->succs[1]));
      return;
    case Opcode::Switch: {
      SwitchInst* sw =
          b_.CreateSwitch(x(0), starts_.at(block_->succs[0]), static_cast<unsigned>(instr.cases.size()));
      for (size_t i = 0; i < instr.cases.size(); ++i)
        sw->addCase(b_.getInt32(static_cast<uint32_t>(instr.cases[i])), starts_.at(block_->succs[i + 1]));
      return;
    }
    case Opcode::Return:
      b_.CreateRet(withoutStrayNaN(instr.operands[0]));
      return;
    case Opcode::Unreachable:
      b_.CreateUnreachable();
      return;
  }
}

}  // namespace kiln::codegen
