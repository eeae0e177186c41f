#include "ir/passes/views.h"

#include <algorithm>
#include <array>

namespace kiln::ir {
namespace {

using abi::ElementsKind;

struct Constructor {
  std::u16string_view name;
  ElementsKind kind;
};
constexpr Constructor kConstructors[] = {
    {u"Int8Array", ElementsKind::Int8},       {u"Uint8Array", ElementsKind::Uint8},
    {u"Int16Array", ElementsKind::Int16},     {u"Uint8ClampedArray", ElementsKind::Uint8Clamped},
    {u"Uint16Array", ElementsKind::Uint16},   {u"Int32Array", ElementsKind::Int32},
    {u"Uint32Array", ElementsKind::Uint32},   {u"Float32Array", ElementsKind::Float32},
    {u"Float64Array", ElementsKind::Float64}, {u"Buffer", ElementsKind::Uint8},
};

// Methods of typed arrays that return one of the receiver's kind.
constexpr std::array<std::u16string_view, 12> kSameKind = {
    u"fill", u"subarray",   u"slice",    u"map",        u"filter",  u"sort",
    u"with", u"copyWithin", u"toSorted", u"toReversed", u"reverse", u"valueOf"};
// Functions of the constructors that make one.
constexpr std::array<std::u16string_view, 6> kMakers = {u"from",        u"of",     u"alloc",
                                                        u"allocUnsafe", u"concat", u"allocUnsafeSlow"};

template <size_t size>
bool contains(const std::array<std::u16string_view, size>& names, std::u16string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

ElementsKind kindOfConstructor(const Instr* callee) {
  if (callee->op != Opcode::GetGlobal) return ElementsKind::None;
  for (const Constructor& row : kConstructors) {
    if (row.name == callee->atom->text) return row.kind;
  }
  return ElementsKind::None;
}

constexpr int kMaxRounds = 6;  // facts travel through a few variables and calls; exactness is not needed

}  // namespace

bool isIntegerView(ElementsKind kind) {
  switch (kind) {
    case ElementsKind::Int8:
    case ElementsKind::Uint8:
    case ElementsKind::Uint8Clamped:
    case ElementsKind::Int16:
    case ElementsKind::Uint16:
    case ElementsKind::Int32:
      return true;
    case ElementsKind::None:
    case ElementsKind::PackedInt32:
    case ElementsKind::HoleyInt32:
    case ElementsKind::PackedDouble:
    case ElementsKind::HoleyDouble:
    case ElementsKind::Packed:
    case ElementsKind::Holey:
    case ElementsKind::Slow:
    case ElementsKind::Uint32:
    case ElementsKind::Float16:
    case ElementsKind::Float32:
    case ElementsKind::Float64:
    case ElementsKind::BigInt64:
    case ElementsKind::BigUint64:
      return false;
  }
  return false;
}

bool isFractionView(ElementsKind kind) {
  return kind == ElementsKind::Float32 || kind == ElementsKind::Float64;
}

ViewEvidence::ViewEvidence(const Program& program)
    : functions_(program.functions.size()), variables_(program.variables.size()) {
  for (const auto& function : program.functions) {
    FunctionFacts& facts = functions_[function->id];
    facts.values.resize(function->next_instr_id);
    facts.params.resize(function->param_types.size());
    facts.captures.resize(function->capture_is_box.size());
    facts.captured_boxes.resize(function->capture_is_box.size());
    if (function->name != nullptr && !function->name->text.empty())
      named_[function->name].push_back(function.get());
  }
  for (int round = 0; round < kMaxRounds; ++round) {
    changed_ = false;
    for (const auto& function : program.functions) {
      for (const auto& block : function->blocks) {
        for (const Instr* instr : block->instrs) visit(*instr);
      }
    }
    if (!changed_) break;
  }
}

ElementsKind ViewEvidence::of(const Instr* value) const {
  Fact known = fact(value);
  return known.mixed ? ElementsKind::None : known.kind;
}

void ViewEvidence::markAccesses(Program& program) const {
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      for (Instr* instr : block->instrs) {
        if (instr->op == Opcode::GetElem || instr->op == Opcode::SetElem)
          instr->imm = static_cast<int64_t>(of(instr->operands[0]));
      }
    }
  }
}

const ViewEvidence::FunctionFacts& ViewEvidence::around(const Instr& instr) const {
  return functions_[instr.block->function->id];
}

ViewEvidence::Fact ViewEvidence::fact(const Instr* value) const {
  const std::vector<Fact>& values = around(*value).values;
  return value->id < values.size() ? values[value->id] : Fact{};
}

// The NewBox behind a pointer to a box, or what it comes from.
const Instr* ViewEvidence::madeBox(const Instr* box) const {
  return box->op == Opcode::LoadCapture ? around(*box).captured_boxes[static_cast<size_t>(box->imm)] : box;
}

void ViewEvidence::join(Fact* to, Fact from) {
  if (to->mixed || (!from.mixed && (from.kind == ElementsKind::None || from.kind == to->kind))) return;
  if (from.mixed || to->kind != ElementsKind::None)
    to->mixed = true;
  else
    to->kind = from.kind;
  changed_ = true;
}

void ViewEvidence::passArguments(const Function* callee, const Instr& call, size_t first) {
  std::vector<Fact>& params = functions_[callee->id].params;
  for (size_t i = 0; i < params.size() && i + first < call.operands.size(); ++i)
    join(&params[i], fact(call.operands[i + first]));
}

void ViewEvidence::visit(const Instr& instr) {
  switch (instr.op) {
    case Opcode::SetProp:
      return join(&properties_[instr.atom], fact(instr.operands[1]));
    case Opcode::NewObject:
      for (size_t i = 0; i < instr.operands.size(); ++i)
        join(&properties_[instr.keys->keys[i]], fact(instr.operands[i]));
      break;
    case Opcode::StoreVar:
      return join(&variables_[instr.variable->id], fact(instr.operands[0]));
    case Opcode::StoreBox: {
      const Instr* box = madeBox(instr.operands[0]);
      if (box != nullptr && box->op == Opcode::NewBox) join(&boxes_[box], fact(instr.operands[1]));
      return;
    }
    case Opcode::NewBox:
      return join(&boxes_[&instr], fact(instr.operands[0]));
    case Opcode::MakeClosure: {
      FunctionFacts& made = functions_[instr.function->id];
      for (size_t i = 0; i < instr.operands.size() && i < made.captures.size(); ++i) {
        const Instr* captured = instr.operands[i];
        if (captured->rep() == Rep::Value)
          join(&made.captures[i], fact(captured));
        else
          made.captured_boxes[i] = madeBox(captured);
      }
      break;
    }
    case Opcode::Return:
      if (!instr.operands.empty())
        join(&functions_[instr.block->function->id].result, fact(instr.operands[0]));
      return;
    case Opcode::CallKnown:
      passArguments(instr.function, instr, 2);
      break;
    case Opcode::Call: {
      const Instr* callee = instr.operands[0];
      if (callee->op != Opcode::GetProp) break;
      auto it = named_.find(callee->atom);
      if (it == named_.end()) break;
      for (const Function* target : it->second) passArguments(target, instr, 2);
      break;
    }
    default:
      break;
  }
  if (instr.rep() == Rep::Value || instr.rep() == Rep::Object) {
    Fact& known = functions_[instr.block->function->id].values[instr.id];
    if (!known.mixed) join(&known, transfer(instr));
  }
}

ViewEvidence::Fact ViewEvidence::ofCall(const Instr& call) const {
  const Instr* callee = call.operands[0];
  if (callee->op != Opcode::GetProp) return {};
  const Instr* object = callee->operands[0];
  std::u16string_view name = callee->atom->text;
  if (ElementsKind kind = kindOfConstructor(object); kind != ElementsKind::None)
    return {contains(kMakers, name) ? kind : ElementsKind::None, !contains(kMakers, name)};
  if (Fact receiver = fact(object); receiver.isKind() && contains(kSameKind, name)) return receiver;
  Fact joined;
  auto targets = named_.find(callee->atom);
  if (targets == named_.end()) return joined;
  for (const Function* target : targets->second) {
    Fact result = functions_[target->id].result;
    if (!result.mixed && result.kind == ElementsKind::None) continue;
    if (result.mixed || (joined.kind != ElementsKind::None && result.kind != joined.kind))
      return {ElementsKind::None, true};
    joined = result;
  }
  return joined;
}

ViewEvidence::Fact ViewEvidence::transfer(const Instr& instr) const {
  constexpr Fact kOther{ElementsKind::None, true};
  switch (instr.op) {
    case Opcode::Construct: {
      ElementsKind kind = kindOfConstructor(instr.operands[0]);
      return kind == ElementsKind::None ? kOther : Fact{kind, false};
    }
    case Opcode::Call:
      return ofCall(instr);
    case Opcode::CallKnown:
      return functions_[instr.function->id].result;
    case Opcode::Box:
    case Opcode::CheckTdz:
    case Opcode::Refine:
    case Opcode::ReceiverOf:
      return fact(instr.operands[0]);
    case Opcode::Phi: {
      Fact joined;
      for (const Instr* operand : instr.operands) {
        Fact part = fact(operand);
        if (part.mixed || (joined.kind != ElementsKind::None && part.kind != ElementsKind::None &&
                           part.kind != joined.kind))
          return kOther;
        if (part.kind != ElementsKind::None) joined = part;
      }
      return joined;
    }
    case Opcode::LoadVar:
      return variables_[instr.variable->id];
    case Opcode::GetProp: {
      auto it = properties_.find(instr.atom);
      return it == properties_.end() ? Fact{} : it->second;
    }
    case Opcode::Param: {
      const std::vector<Fact>& params = around(instr).params;
      auto index = static_cast<size_t>(instr.imm);
      return index < params.size() ? params[index] : Fact{};
    }
    case Opcode::LoadCapture: {
      const std::vector<Fact>& captures = around(instr).captures;
      auto index = static_cast<size_t>(instr.imm);
      return index < captures.size() ? captures[index] : Fact{};
    }
    case Opcode::LoadBox: {
      auto it = boxes_.find(madeBox(instr.operands[0]));
      return it == boxes_.end() ? Fact{} : it->second;
    }
    case Opcode::NewArray:
    case Opcode::NewObject:
    case Opcode::MakeClosure:
      return kOther;
    default:
      // undefined and null stand for "nothing yet".
      if (instr.type.only(kTNullish | kTEmpty) || instr.type.maybe(kTObject)) return {};
      return kOther;
  }
}

}  // namespace kiln::ir
