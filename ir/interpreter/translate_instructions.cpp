// One case per IR instruction: a forgotten one fails the build.
#include "ir/interpreter/translator.h"
#include "runtime/value/strings.h"

namespace kiln::interpreter {

using ir::Opcode;
using H = ir::HelperId;

namespace {

// Holds the object of a construction until the constructor has returned.
constexpr uint32_t kConstructed = 1;

struct CompareOps {
  Op registers, immediate, jump, jump_not, jump_immediate, jump_not_immediate;
};
constexpr CompareOps kLess = {Op::Less,        Op::LessImmediate,     Op::JumpLess,
                              Op::JumpNotLess, Op::JumpLessImmediate, Op::JumpNotLessImmediate};
constexpr CompareOps kLessEqual = {
    Op::LessEqual,        Op::LessEqualImmediate,     Op::JumpLessEqual,
    Op::JumpNotLessEqual, Op::JumpLessEqualImmediate, Op::JumpNotLessEqualImmediate};
constexpr CompareOps kGreater = {Op::Greater,        Op::GreaterImmediate,     Op::JumpGreater,
                                 Op::JumpNotGreater, Op::JumpGreaterImmediate, Op::JumpNotGreaterImmediate};
constexpr CompareOps kGreaterEqual = {
    Op::GreaterEqual,        Op::GreaterEqualImmediate,     Op::JumpGreaterEqual,
    Op::JumpNotGreaterEqual, Op::JumpGreaterEqualImmediate, Op::JumpNotGreaterEqualImmediate};
constexpr CompareOps kEqual = {Op::StrictEqual,  Op::StrictEqualImmediate, Op::JumpEqual,
                               Op::JumpNotEqual, Op::JumpEqualImmediate,   Op::JumpNotEqualImmediate};
constexpr CompareOps kLooseEqual = {Op::LooseEqual,        Op::LooseEqual,     Op::JumpLooseEqual,
                                    Op::JumpNotLooseEqual, Op::JumpLooseEqual, Op::JumpNotLooseEqual};

const CompareOps* compareOps(Opcode op) {
  switch (op) {
    case Opcode::LessThan:
    case Opcode::Int32Lt:
    case Opcode::DoubleLt:
      return &kLess;
    case Opcode::LessEqual:
    case Opcode::Int32Le:
    case Opcode::DoubleLe:
      return &kLessEqual;
    case Opcode::GreaterThan:
      return &kGreater;
    case Opcode::GreaterEqual:
      return &kGreaterEqual;
    case Opcode::StrictEq:
    case Opcode::Int32Eq:
    case Opcode::DoubleEq:
      return &kEqual;
    case Opcode::LooseEq:
      return &kLooseEqual;
    default:
      return nullptr;
  }
}

abi::GetCache* newGetCache() {
  auto* cache = newStatic<abi::GetCache>();
  *cache = {&abi::kiln_no_shape, 0, 0, &abi::kiln_always_valid, &abi::kiln_no_alternatives, 0, 0};
  return cache;
}
abi::SetCache* newSetCache() {
  auto* cache = newStatic<abi::SetCache>();
  *cache = {&abi::kiln_no_shape, nullptr, 0, &abi::kiln_always_valid, &abi::kiln_no_alternatives, 0, 0};
  return cache;
}
abi::GlobalCache* newGlobalCache() {
  auto* cache = newStatic<abi::GlobalCache>();
  cache->cell = &abi::kiln_empty_property_cell;
  return cache;
}

}  // namespace

// A constant on the left changes sides where that makes no difference.
void Translator::swappable(const Instr& instr, const Instr** left, const Instr** right) const {
  *left = plan_.resolve(instr.operands[0]);
  *right = plan_.resolve(instr.operands[1]);
  if (Plan::isCommutative(instr.op) && plan_.isInt32Constant(*left) && !plan_.isInt32Constant(*right))
    std::swap(*left, *right);
}

void Translator::binary(const Instr& instr, Op registers, std::optional<Op> immediate) {
  const Instr *left, *right;
  swappable(instr, &left, &right);
  bool direct = immediate && plan_.isInt32Constant(right);
  direct ? prepare({left}) : prepare({left, right});
  op(direct ? *immediate : registers);
  unit(destination(instr));
  unit(reg(left));
  unit(direct ? plan_.constantOf(right).asInt32() : reg(right));
}

void Translator::unary(const Instr& instr, Op code) {
  prepare({instr.operands[0]});
  op(code);
  unit(destination(instr));
  unit(reg(instr.operands[0]));
}

// Jumps to `label` when the truth of `test` is `wanted`.
void Translator::condition(const Instr* test, bool wanted, uint32_t label) {
  auto simple = [&](Op yes, Op no, const Instr* operand) {
    prepare({operand});
    op(wanted ? yes : no);
    unit(reg(operand));
    target(label);
  };
  if (!plan_.isFused(test)) return simple(Op::JumpTrue, Op::JumpFalse, test);
  if (const CompareOps* ops = compareOps(test->op)) {
    const Instr *left, *right;
    swappable(*test, &left, &right);
    bool direct = test->op != Opcode::LooseEq && plan_.isInt32Constant(right);
    direct ? prepare({left}) : prepare({left, right});
    op(direct ? (wanted ? ops->jump_immediate : ops->jump_not_immediate)
              : (wanted ? ops->jump : ops->jump_not));
    unit(reg(left));
    unit(direct ? plan_.constantOf(right).asInt32() : reg(right));
    target(label);
    return;
  }
  const Instr* operand = plan_.resolve(test->operands[0]);
  switch (test->op) {
    case Opcode::Not:
      return simple(Op::JumpFalse, Op::JumpTrue, operand);
    case Opcode::ToBoolean:
      return simple(Op::JumpTruthy, Op::JumpFalsy, operand);
    case Opcode::IsUndefined:
      return simple(Op::JumpUndefined, Op::JumpNotUndefined, operand);
    case Opcode::IsNullish:
      return simple(Op::JumpNullish, Op::JumpNotNullish, operand);
    case Opcode::IsEmpty:
      return simple(Op::JumpEmpty, Op::JumpNotEmpty, operand);
    default:
      return;  // Plan::findFusions names no others
  }
}

void Translator::helper(const Instr& instr, H id, const std::vector<int32_t>& operands) {
  op(Op::Helper);
  unit(destination(instr));
  pointer(helperWrapper(id));
  unit(static_cast<int32_t>(operands.size()));
  for (int32_t operand : operands) unit(operand);
}

void Translator::pack(const Instr& instr, int32_t at, int32_t into) {
  op(Op::Pack);
  unit(into);
  unit(at);
  list(instr, 0);
}

void Translator::call(const Instr& instr) {
  const size_t count = instr.operands.size() - 2;
  static constexpr Op kByCount[] = {Op::Call0, Op::Call1, Op::Call2, Op::Call3};
  prepare({instr.operands[0]});
  uint32_t start = here();
  op(!unit_.inFirstRealm() ? Op::CallAcross : count < std::size(kByCount) ? kByCount[count] : Op::Call);
  unit(destination(instr));
  unit(0);
  unit(static_cast<int32_t>(code_->register_count));
  unit(reg(instr.operands[0]));
  unit(any(instr.operands[1]));
  pointer(unit_.atom(instr.atom));
  list(instr, 2);
  endCall(start);
}

void Translator::callKnown(const Instr& instr) {
  if (instr.imm != 0) {  // for another new.target
    auto count = static_cast<int32_t>(instr.operands.size() - 3);
    op(Op::Pack);
    unit(temporary(0));
    unit(areaStart());
    unit(count);
    for (size_t i = 2; i + 1 < instr.operands.size(); ++i) unit(any(instr.operands[i]));
    return helper(instr, H::construct, {any(instr.operands[0]), any(instr.operands.back()), anyWord(Value::int32(count)), temporary(0)});
  }
  uint32_t start = here();
  op(Op::CallKnown);
  unit(destination(instr));
  unit(0);
  unit(static_cast<int32_t>(code_->register_count));
  pointer(unit_.record(instr.function));
  unit(any(instr.operands[0]));
  unit(any(instr.operands[1]));
  unit(instr.flag);
  list(instr, 2);
  endCall(start);
}

void Translator::construct(const Instr& instr) {
  prepare({instr.operands[0]});
  uint32_t start = here();
  op(unit_.inFirstRealm() ? Op::Construct : Op::ConstructAcross);
  int32_t into = destination(instr);
  unit(into);
  unit(0);
  unit(static_cast<int32_t>(code_->register_count));
  unit(reg(instr.operands[0]));
  unit(temporary(kConstructed));
  pointer(newStatic<abi::ConstructCache>());
  pointer(unit_.atom(instr.atom));
  list(instr, 1);
  endCall(start);
  op(Op::ConstructResult);
  unit(into);
  unit(temporary(kConstructed));
}

void Translator::instruction(const Instr& instr) {
  auto x = [&](size_t i) { return any(instr.operands[i]); };
  auto property = [&](Op code, std::initializer_list<const Instr*> registers, const void* cache) {
    prepare(registers);
    op(code);
    if (instr.rep() != ir::Rep::Void) unit(destination(instr));
    for (const Instr* r : registers) unit(reg(r));
    pointer(cache);
    pointer(unit_.atom(instr.atom));
  };
  switch (instr.op) {
    case Opcode::ConstInt32:
    case Opcode::ConstDouble:
    case Opcode::ConstBool:
    case Opcode::ConstString:
    case Opcode::ConstValue:
    case Opcode::AddressOf:
    case Opcode::Param:
    case Opcode::ThisValue:
    case Opcode::Callee:
    case Opcode::NewTarget:
    case Opcode::ArgCount:
    case Opcode::ArgVector:
    case Opcode::Phi:
    case Opcode::Box:
    case Opcode::UnboxInt32:
    case Opcode::UnboxDouble:
    case Opcode::UnboxBool:
    case Opcode::UnboxString:
    case Opcode::UnboxObject:
    case Opcode::Refine:
    case Opcode::ReceiverOf:
    case Opcode::Int32ToDouble:
    case Opcode::OpenView:
      return;  // Plan: they need no code
    case Opcode::ConstBigInt: {
      Value* cache = newStatic<Value>();
      return helper(instr, H::const_bigint,
                    {anyWord(Value::cell(unit_.atom(instr.atom))),
                     anyWord(Value::raw(reinterpret_cast<uint64_t>(cache)))});
    }
    case Opcode::LoadArg:
      return unary(instr, Op::LoadArgument);
    case Opcode::Catch:
      op(Op::Catch);
      return unit(destination(instr));
    case Opcode::Uint32ToDouble:
      return unary(instr, Op::ToUint32Number);
    case Opcode::DoubleToInt32:
    case Opcode::DoubleToInt32Exact:
    case Opcode::NumberToInt32:
    case Opcode::ToInt32:
      return unary(instr, Op::ToInt32);
    case Opcode::IsInt32:
      return unary(instr, Op::IsInt32);
    case Opcode::IsNumber:
      return unary(instr, Op::IsNumber);
    case Opcode::IsString:
      return unary(instr, Op::IsString);
    case Opcode::IsObject:
      return unary(instr, Op::IsObject);
    case Opcode::IsUndefined:
      return unary(instr, Op::IsUndefined);
    case Opcode::IsNullish:
      return unary(instr, Op::IsNullish);
    case Opcode::IsEmpty:
      return unary(instr, Op::IsEmpty);
    case Opcode::TypeOfIs:
      unary(instr, Op::TypeOfIs);
      return pointer(unit_.atom(instr.atom));
    case Opcode::SameWord:
      return binary(instr, Op::SameWord, {});
    case Opcode::Add:
    case Opcode::DoubleAdd:
      return binary(instr, Op::Add, Op::AddImmediate);
    case Opcode::Sub:
    case Opcode::DoubleSub:
      return binary(instr, Op::Sub, Op::SubImmediate);
    case Opcode::Mul:
    case Opcode::DoubleMul:
      return binary(instr, Op::Mul, Op::MulImmediate);
    case Opcode::Div:
    case Opcode::DoubleDiv:
      return binary(instr, Op::Div, Op::DivImmediate);
    case Opcode::Mod:
    case Opcode::DoubleMod:
      return binary(instr, Op::Mod, Op::ModImmediate);
    case Opcode::Exp:
    case Opcode::DoublePow:
      return binary(instr, Op::Exp, {});
    case Opcode::BitAnd:
    case Opcode::Int32And:
      return binary(instr, Op::BitAnd, Op::BitAndImmediate);
    case Opcode::BitOr:
    case Opcode::Int32Or:
      return binary(instr, Op::BitOr, Op::BitOrImmediate);
    case Opcode::BitXor:
    case Opcode::Int32Xor:
      return binary(instr, Op::BitXor, Op::BitXorImmediate);
    case Opcode::Shl:
    case Opcode::Int32Shl:
      return binary(instr, Op::Shl, Op::ShlImmediate);
    case Opcode::Sar:
    case Opcode::Int32Sar:
      return binary(instr, Op::Sar, Op::SarImmediate);
    case Opcode::Shr:
      return binary(instr, Op::Shr, Op::ShrImmediate);
    case Opcode::Neg:
    case Opcode::DoubleNeg:
      return unary(instr, Op::Neg);
    case Opcode::BitNot:
      return unary(instr, Op::BitNot);
    case Opcode::Inc:
    case Opcode::Dec: {
      const Instr* operand = plan_.resolve(instr.operands[0]);
      bool fused = plan_.isFused(operand);
      if (fused) operand = operand->operands[0];
      prepare({operand});
      op(instr.op == Opcode::Inc ? (fused ? Op::IncNumeric : Op::Inc) : (fused ? Op::DecNumeric : Op::Dec));
      unit(destination(instr));
      return unit(reg(operand));
    }
    case Opcode::ToNumber:
      return unary(instr, Op::ToNumber);
    case Opcode::ToNumeric:
      return unary(instr, Op::ToNumeric);
    case Opcode::ToString:
      return unary(instr, Op::ToString);
    case Opcode::ToPropertyKey:
      return unary(instr, Op::ToPropertyKey);
    case Opcode::ToBoolean:
      return unary(instr, Op::Truth);
    case Opcode::TypeOf:
      return unary(instr, Op::TypeOf);
    case Opcode::Not:
      return unary(instr, Op::Not);
    case Opcode::StrictEq:
    case Opcode::LooseEq:
    case Opcode::LessThan:
    case Opcode::LessEqual:
    case Opcode::GreaterThan:
    case Opcode::GreaterEqual:
    case Opcode::Int32Lt:
    case Opcode::Int32Le:
    case Opcode::Int32Eq:
    case Opcode::DoubleLt:
    case Opcode::DoubleLe:
    case Opcode::DoubleEq: {
      const CompareOps& ops = *compareOps(instr.op);
      return binary(instr, ops.registers,
                    instr.op == Opcode::LooseEq ? std::nullopt : std::optional(ops.immediate));
    }
    case Opcode::Int32Add:
      return binary(instr, Op::Int32Add, {});
    case Opcode::Int32Sub:
      return binary(instr, Op::Int32Sub, {});
    case Opcode::Int32Mul:
      return binary(instr, Op::Int32Mul, {});
    case Opcode::Int32Mod:
      return binary(instr, Op::Int32Mod, {});
    case Opcode::Int32Shr:
      return binary(instr, Op::Int32Shr, {});
    case Opcode::Int32Clz:
      return unary(instr, Op::Int32Clz);
    case Opcode::Int32AddOverflows:
      return binary(instr, Op::Int32AddOverflows, {});
    case Opcode::Int32SubOverflows:
      return binary(instr, Op::Int32SubOverflows, {});
    case Opcode::Int32MulOverflows:
      return binary(instr, Op::Int32MulOverflows, {});
    case Opcode::MathUnary:
      unary(instr, Op::MathUnary);
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::MathBinary:
      binary(instr, Op::MathBinary, {});
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::MathFunction:
      op(Op::LoadVariable);
      unit(destination(instr));
      return pointer(&abi::kiln_math_functions[instr.imm]);
    case Opcode::IntrinsicFunction:
      op(Op::LoadVariable);
      unit(destination(instr));
      return pointer(&abi::kiln_intrinsics[instr.imm]);
    case Opcode::CharCodeAt:
      return binary(instr, Op::CharCodeAt, {});
    case Opcode::StringConcat:
      return helper(instr, H::concat, {x(0), x(1)});
    case Opcode::StringEq:
      return binary(instr, Op::StrictEqual, {});
    case Opcode::GetProp:
      return property(Op::GetProperty, {instr.operands[0]}, newGetCache());
    case Opcode::SetProp:
      return property(instr.strict ? Op::SetPropertyStrict : Op::SetProperty,
                      {instr.operands[0], instr.operands[1]}, newSetCache());
    case Opcode::GetElem:
      return binary(instr, Op::GetElement, Op::GetElementImmediate);
    case Opcode::SetElem:
      prepare({instr.operands[0], instr.operands[1], instr.operands[2]});
      op(instr.strict ? Op::SetElementStrict : Op::SetElement);
      for (const Instr* operand : instr.operands) unit(reg(operand));
      return;
    case Opcode::GetLength:
      unary(instr, Op::GetLength);
      return pointer(newGetCache());
    case Opcode::GetGlobal:
      return property(instr.flag ? Op::GetGlobalOrUndefined : Op::GetGlobal, {}, newGlobalCache());
    case Opcode::LoadGlobal:
      return property(Op::LoadGlobal, {}, newGlobalCache());
    case Opcode::GetSuper:
      return helper(instr, H::get_super, {x(0), anyWord(Value::cell(unit_.atom(instr.atom))), x(1)});
    case Opcode::LoadSuper:
      op(Op::Move);
      unit(destination(instr));
      return unit(anyWord(Value::empty()));
    case Opcode::SetGlobal: {
      Value cache = Value::raw(reinterpret_cast<uint64_t>(newGlobalCache()));
      return helper(instr, H::set_global,
                    {anyWord(Value::cell(unit_.atom(instr.atom))), x(0), anyWord(cache),
                     anyWord(Value::boolean(instr.strict))});
    }
    case Opcode::HasLayout:
      // No object is empty: what inherited methods, places of fields and doubles promise is not relied on here,
      if (!instr.layout->methods.empty() || !instr.layout->slots.empty() || !instr.layout->doubles.empty())
        return unary(instr, Op::IsEmpty);
      unary(instr, Op::HasLayout);
      return pointer(unit_.layoutSite(instr.layout));
    case Opcode::LoadMethod:  // and this is never reached.
    case Opcode::LoadField:
      unary(instr, Op::LoadField);
      pointer(unit_.layoutSite(instr.layout));
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::StoreField:
      prepare({instr.operands[0], instr.operands[1]});
      op(Op::StoreField);
      unit(reg(instr.operands[0]));
      unit(reg(instr.operands[1]));
      pointer(unit_.layoutSite(instr.layout));
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::InitFields:
      for (size_t i = 1; i < instr.operands.size(); ++i) {
        prepare({instr.operands[0], instr.operands[i]});
        op(instr.strict ? Op::SetPropertyStrict : Op::SetProperty);
        unit(reg(instr.operands[0]));
        unit(reg(instr.operands[i]));
        pointer(newSetCache());
        pointer(unit_.atom(instr.layout->fields[i - 1]));
      }
      return unary(instr, Op::IsEmpty);  // the layout is not relied on
    case Opcode::IsGetterOf:
    case Opcode::IsSetterOf:
    case Opcode::IsBoundOf:
      return unary(instr, Op::IsEmpty);  // accessors and bound functions are called as such
    case Opcode::WhichMethod:
      return unary(instr, Op::IsEmpty);  // methods are called as such
    case Opcode::MethodOf:               // never reached
      return unary(instr, Op::IsEmpty);
    case Opcode::IsClosureOf:
      unary(instr, Op::IsClosureOf);
      return pointer(unit_.record(instr.function));
    case Opcode::HasInstances:
    case Opcode::MakesLayout:
      return unary(instr, Op::IsEmpty);  // no closure is: fields are added one by one here
    case Opcode::InstanceShape:          // and these are never reached
    case Opcode::ShapeHasLayout:
    case Opcode::NewOfShape:
    case Opcode::NewInstanceWith:
    case Opcode::NewInstance:
      unary(instr, Op::NewInstance);
      return pointer(newStatic<abi::ConstructCache>());
    case Opcode::HasView:
      unary(instr, Op::HasView);
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::HasViewLength:
      unary(instr, Op::HasViewLength);
      return pointer(unit_.viewLengthSite(static_cast<abi::ElementsKind>(instr.imm)));
    case Opcode::ViewLength:
      return unary(instr, Op::ViewLength);
    case Opcode::ViewHas:
      return binary(instr, Op::ViewHas, {});
    case Opcode::LoadView:
      return binary(instr, Op::LoadView, {});
    case Opcode::StoreView:
      prepare({instr.operands[0], instr.operands[1], instr.operands[2]});
      op(Op::StoreView);
      for (const Instr* operand : instr.operands) unit(reg(operand));
      return;
    case Opcode::LoadVar:
      op(Op::LoadVariable);
      unit(destination(instr));
      return pointer(unit_.variable(instr.variable));
    case Opcode::StoreVar:
      op(Op::StoreVariable);
      unit(x(0));
      return pointer(unit_.variable(instr.variable));
    case Opcode::NewBox:
      op(Op::NewBox);
      unit(destination(instr));
      return unit(x(0));
    case Opcode::LoadBox:
      if (const Instr* capture = plan_.directCapture(instr)) {
        op(Op::LoadCapturedBox);
        unit(destination(instr));
        return unit(static_cast<int32_t>(capture->imm));
      }
      return unary(instr, Op::LoadBox);
    case Opcode::StoreBox:
      if (const Instr* capture = plan_.directCapture(instr)) {
        op(Op::StoreCapturedBox);
        unit(static_cast<int32_t>(capture->imm));
        return unit(x(1));
      }
      op(Op::StoreBox);
      unit(reg(instr.operands[0]));
      return unit(x(1));
    case Opcode::LoadCapture:
      op(Op::LoadCapture);
      unit(destination(instr));
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::LoadCaptureOf:
      unary(instr, Op::LoadCaptureOf);
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::CheckTdz:
      prepare({instr.operands[0]});
      op(Op::CheckInitialised);
      unit(reg(instr.operands[0]));
      return pointer(unit_.atom(instr.atom));
    case Opcode::MakeClosure:
      op(Op::MakeClosure);
      unit(destination(instr));
      pointer(unit_.record(instr.function));
      return list(instr, 0);
    case Opcode::StoreCapture:
      op(Op::StoreCapture);
      unit(reg(instr.operands[0]));
      unit(static_cast<int32_t>(instr.imm));
      return unit(x(1));
    case Opcode::NewObject:
      if (instr.operands.empty())
        return helper(instr, H::new_object,
                      {anyWord(Value::int32(static_cast<int32_t>(instr.keys->inline_capacity)))});
      op(Op::NewObject);
      unit(destination(instr));
      pointer(unit_.literalKeys(instr.keys));
      pointer(newStatic<abi::ObjectLiteralCache>());
      return list(instr, 0);
    case Opcode::NewArray: {
      // The values' address, in a temporary.
      pack(instr, areaStart(), temporary(0));
      return helper(instr, H::new_array_from,
                    {anyWord(Value::int32(static_cast<int32_t>(instr.operands.size()))), temporary(0)});
    }
    case Opcode::Call:
      return call(instr);
    case Opcode::CallKnown:
      return callKnown(instr);
    case Opcode::Construct:
      return construct(instr);
    case Opcode::CallHelper: {
      auto id = static_cast<H>(instr.imm);
      if (id == H::throw_value || id == H::rethrow) {
        op(id == H::throw_value ? Op::Throw : Op::Rethrow);
        return unit(x(0));
      }
      std::vector<int32_t> operands;
      for (const Instr* operand : instr.operands) operands.push_back(any(operand));
      return helper(instr, id, operands);
    }
    case Opcode::Pack: {
      int32_t own = plan_.packOf(&instr);
      return pack(instr, own == -1 ? areaStart() : own, destination(instr));
    }
    case Opcode::StackSlot:
      op(Op::SlotAddress);
      unit(destination(instr));
      return unit(plan_.slotOf(&instr));
    case Opcode::LoadSlot: {
      const Instr* slot = plan_.resolve(instr.operands[0]);
      if (slot->op != Opcode::StackSlot) return unary(instr, Op::LoadSlot);
      op(Op::Move);
      unit(destination(instr));
      return unit(plan_.slotOf(slot));
    }
    case Opcode::StoreSlot: {
      const Instr* slot = plan_.resolve(instr.operands[0]);
      prepare({instr.operands[1]});
      op(slot->op == Opcode::StackSlot ? Op::Move : Op::StoreSlot);
      unit(slot->op == Opcode::StackSlot ? plan_.slotOf(slot) : reg(slot));
      return unit(reg(instr.operands[1]));
    }
    case Opcode::FrameLoad:
      unary(instr, Op::FrameLoad);
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::FrameStore:
      op(Op::FrameStore);
      unit(reg(instr.operands[0]));
      unit(static_cast<int32_t>(instr.imm));
      return unit(x(1));
    case Opcode::CoroutineField:  // the state: the other fields are words of the frame
      op(Op::CoroutineState);
      return unit(destination(instr));
    case Opcode::SetCoroutineState:
      op(Op::SetCoroutineState);
      unit(reg(instr.operands[0]));
      return unit(static_cast<int32_t>(instr.imm));
    case Opcode::Suspend:
    case Opcode::ResumedValue:  // replaced by the coroutines pass
    case Opcode::Jump:
    case Opcode::Branch:
    case Opcode::Switch:
    case Opcode::Return:
    case Opcode::Unreachable:
      return;  // terminator()
  }
}

}  // namespace kiln::interpreter
