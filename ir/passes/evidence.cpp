#include "ir/passes/evidence.h"

#include <cmath>

#include "runtime/abi/value.h"

namespace kiln::ir {

bool calledMathFunction(const Instr& call, std::u16string_view* name) {
  if (call.op != Opcode::Call) return false;
  const Instr* callee = call.operands[0];
  if (callee->op != Opcode::GetProp) return false;
  const Instr* object = callee->operands[0];
  if (object->op != Opcode::GetGlobal || object->atom->text != u"Math") return false;
  *name = callee->atom->text;
  return true;
}

bool readsCharCode(const Instr& call) {
  if (call.op != Opcode::Call || call.operands.size() != 3) return false;
  const Instr* callee = call.operands[0];
  return callee->op == Opcode::GetProp && callee->atom->text == u"charCodeAt" &&
         callee->operands[0] == call.operands[1];
}

namespace {

const Function* closureOf(const Instr* value) {
  if (value->op == Opcode::Box) value = value->operands[0];
  return value->op == Opcode::MakeClosure ? value->function : nullptr;
}

uint8_t ofWord(uint64_t word) {
  abi::Value value = abi::Value::raw(word);
  if (value.isInt32()) return kSeenInt;
  if (value.isNumber()) {
    double number = value.asDouble();
    return number == std::floor(number) || number != number ? 0 : kSeenFraction;
  }
  // undefined and null stand for "nothing yet" in numeric fields, too.
  return value.isBoolean() ? kSeenOther : 0;
}

}  // namespace

Evidence::Evidence(const Program& program, const ViewEvidence& views) : views_(views) {
  for (const auto& function : program.functions) {
    params_[function.get()].resize(function->param_types.size());
    if (function->name != nullptr && !function->name->text.empty())
      named_[function->name].push_back(function.get());
    for (const auto& block : function->blocks) owners_[block.get()] = function.get();
  }
  for (const auto& function : program.functions) {
    for (const auto& block : function->blocks) {
      for (const Instr* instr : block->instrs) {
        if (instr->op != Opcode::StoreVar) continue;
        if (const Function* closure = closureOf(instr->operands[0])) constructors_[instr->variable] = closure;
      }
    }
  }
  // Facts travel through a few properties and calls; exactness is not needed.
  for (int round = 0; round < 4; ++round) {
    changed_ = false;
    for (const auto& function : program.functions) {
      for (const auto& block : function->blocks) {
        for (const Instr* instr : block->instrs) visit(*instr);
      }
    }
    if (!changed_) break;
  }
}

bool Evidence::add(uint8_t* to, uint8_t bits) {
  if ((*to | bits) == *to) return false;
  *to |= bits;
  changed_ = true;
  return true;
}

void Evidence::addArguments(const Function* callee, const Instr& call, size_t first) {
  std::vector<uint8_t>& params = params_[callee];
  for (size_t i = 0; i < params.size() && i + first < call.operands.size(); ++i)
    add(&params[i], of(call.operands[i + first]));
}

void Evidence::visit(const Instr& instr) {
  switch (instr.op) {
    case Opcode::SetProp:
      add(&properties_[instr.atom], of(instr.operands[1]));
      return;
    case Opcode::NewObject:
      for (size_t i = 0; i < instr.operands.size(); ++i)
        add(&properties_[instr.keys->keys[i]], of(instr.operands[i]));
      return;
    case Opcode::StoreVar:
      add(&variables_[instr.variable], of(instr.operands[0]));
      return;
    case Opcode::Return: {
      auto owner = owners_.find(instr.block);
      if (owner != owners_.end() && !instr.operands.empty())
        add(&results_[owner->second], of(instr.operands[0]));
      return;
    }
    case Opcode::CallKnown:
      return addArguments(instr.function, instr, 2);
    case Opcode::Construct: {
      const Instr* callee = instr.operands[0];
      if (callee->op == Opcode::CheckTdz) callee = callee->operands[0];
      const Function* target = closureOf(callee);
      if (target == nullptr && callee->op == Opcode::LoadVar) {
        auto it = constructors_.find(callee->variable);
        if (it != constructors_.end()) target = it->second;
      }
      if (target != nullptr) addArguments(target, instr, 1);
      return;
    }
    case Opcode::Call: {
      const Instr* callee = instr.operands[0];
      if (callee->op != Opcode::GetProp) return;
      auto it = named_.find(callee->atom);
      if (it == named_.end()) return;
      for (const Function* target : it->second) addArguments(target, instr, 2);
      return;
    }
    default:
      return;
  }
}

// What the methods of the called name return.
uint8_t Evidence::ofCalled(const Instr& callee) const {
  if (callee.op != Opcode::GetProp) return 0;
  auto targets = named_.find(callee.atom);
  if (targets == named_.end()) return 0;
  uint8_t bits = 0;
  for (const Function* target : targets->second) {
    auto it = results_.find(target);
    if (it != results_.end()) bits |= it->second;
  }
  return bits;
}

uint8_t Evidence::of(const Instr* value, int depth) const {
  if (depth > 6) return 0;
  auto operand = [&](size_t i) { return of(value->operands[i], depth + 1); };
  switch (value->op) {
    case Opcode::ConstInt32:
    case Opcode::GetLength:
      return kSeenInt;
    case Opcode::ConstDouble:
      return value->number == std::floor(value->number) ? 0 : kSeenFraction;
    case Opcode::ConstValue:
      return ofWord(static_cast<uint64_t>(value->imm));
    case Opcode::ConstString:
    case Opcode::ConstBool:
    case Opcode::ConstBigInt:
    case Opcode::TypeOf:
    case Opcode::MakeClosure:
    case Opcode::NewObject:
    case Opcode::NewArray:
    case Opcode::Construct:
      return kSeenOther;
    case Opcode::Box:
    case Opcode::CheckTdz:
    case Opcode::ToNumber:
    case Opcode::ToNumeric:
    case Opcode::Neg:
    case Opcode::Inc:
    case Opcode::Dec:
      return operand(0);
    case Opcode::BitAnd:
    case Opcode::BitOr:
    case Opcode::BitXor:
    case Opcode::BitNot:
    case Opcode::Shl:
    case Opcode::Sar:
      return kSeenInt;
    case Opcode::Shr:
      return value->type.set == kTInt32 ? kSeenInt : kSeenLarge;
    case Opcode::Div:
      return kSeenFraction;
    case Opcode::Add:
    case Opcode::Sub:
    case Opcode::Mul:
    case Opcode::Mod: {
      uint8_t a = operand(0), b = operand(1);
      if ((a | b) & kSeenFraction && !((a | b) & kSeenOther)) return kSeenFraction;
      if ((a | b) & kSeenLarge && !((a | b) & kSeenOther)) return kSeenLarge;
      return a == b ? a : (a | b) & kSeenOther;
    }
    case Opcode::Phi: {
      uint8_t bits = 0;
      for (const Instr* part : value->operands) bits |= part == value ? 0 : of(part, depth + 1);
      return bits;
    }
    case Opcode::GetProp: {
      auto it = properties_.find(value->atom);
      return it == properties_.end() ? 0 : it->second;
    }
    case Opcode::GetElem: {
      abi::ElementsKind kind = views_.of(value->operands[0]);
      if (isFractionView(kind)) return kSeenFraction;
      if (kind == abi::ElementsKind::Uint32) return kSeenLarge;
      return isIntegerView(kind) ? kSeenInt : 0;
    }
    case Opcode::LoadVar: {
      auto it = variables_.find(value->variable);
      return it == variables_.end() ? 0 : it->second;
    }
    case Opcode::Param: {
      auto owner = owners_.find(value->block);
      if (owner == owners_.end()) return 0;
      const std::vector<uint8_t>& params = params_.at(owner->second);
      auto index = static_cast<size_t>(value->imm);
      return index < params.size() ? params[index] : 0;
    }
    case Opcode::Call: {
      std::u16string_view name;
      if (readsCharCode(*value)) return kSeenInt;
      if (!calledMathFunction(*value, &name)) return ofCalled(*value->operands[0]);
      bool integral = name == u"floor" || name == u"ceil" || name == u"round" || name == u"trunc" ||
                      name == u"imul" || name == u"clz32" || name == u"sign";
      if (integral) return kSeenInt;
      if (name == u"abs" || name == u"min" || name == u"max") return of(value->operands.back(), depth + 1);
      return kSeenFraction;
    }
    case Opcode::CallKnown: {
      auto it = results_.find(value->function);
      return it == results_.end() ? 0 : it->second;
    }
    default:
      if (value->type.set == kTInt32) return kSeenInt;
      if (value->type.set != kTNone && !value->type.maybe(kTNumber)) return kSeenOther;
      return 0;
  }
}

}  // namespace kiln::ir
