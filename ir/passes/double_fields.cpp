// Which properties are expected to hold fractions in every object that has them as plain data: their objects get
// shapes that guarantee it (runtime/abi/layout.h, double_slots), so that a tested shape needs no test of the value.
// A wrong guess costs time, nothing else: an object that gets another value changes its shape.
#include <algorithm>
#include <unordered_map>

#include "ir/passes/evidence.h"
#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

// What the text stores under one name.
struct Stores {
  bool fraction = false;
  bool doubtful = false;  // no number, or perhaps none; or the property takes part in indices
};

// undefined or null on some way.
bool mayBeNothing(const Instr* value, int depth = 0) {
  if (value->op == Opcode::Phi)
    return depth < 4 && std::any_of(value->operands.begin(), value->operands.end(),
                                    [&](const Instr* part) { return mayBeNothing(part, depth + 1); });
  return !value->type.maybe(kTNumber);
}

// Numbers, if it is not BigInts that the program computes with.
bool isArithmetic(Opcode op) {
  switch (op) {
    case Opcode::Sub:
    case Opcode::Mul:
    case Opcode::Div:
    case Opcode::Mod:
    case Opcode::Exp:
    case Opcode::Neg:
    case Opcode::Inc:
    case Opcode::Dec:
    case Opcode::ToNumber:
    case Opcode::ToNumeric:
      return true;
    default:
      return false;
  }
}

class Predictor {
 public:
  explicit Predictor(const Evidence& evidence) : evidence_(evidence) {}

  void run(Program& program) {
    for (const auto& function : program.functions) {
      for (const auto& block : function->blocks) {
        for (const Instr* instr : block->instrs) visit(*instr);
      }
    }
    for (const auto& [name, stores] : stores_) {
      if (stores.fraction && !stores.doubtful) program.markDoubleField(name);
    }
  }

 private:
  void visit(const Instr& instr) {
    if (instr.op == Opcode::SetProp) {
      note(instr.atom, instr.operands[1]);
    } else if (instr.op == Opcode::NewObject) {
      for (size_t i = 0; i < instr.operands.size(); ++i) note(instr.keys->keys[i], instr.operands[i]);
    } else if (isHelper(instr, HelperId::define_field)) {
      const Instr* key = instr.operands[1];
      if (key->op == Opcode::Box) key = key->operands[0];
      if (key->op == Opcode::ConstString) note(key->atom, instr.operands[2]);
    } else if (instr.op == Opcode::GetElem || instr.op == Opcode::SetElem) {
      noteIndex(instr.operands[1]);
    }
  }

  // Integers are worth more as such there.
  void noteIndex(const Instr* key, int depth = 0) {
    if (key->op == Opcode::GetProp) stores_[key->atom].doubtful = true;
    bool computed = key->op == Opcode::Add || key->op == Opcode::Sub || key->op == Opcode::Mul ||
                    key->op == Opcode::Inc || key->op == Opcode::Dec;
    if (!computed || depth > 4) return;
    for (const Instr* operand : key->operands) noteIndex(operand, depth + 1);
  }

  void note(const Atom* name, const Instr* value) {
    Stores& stores = stores_[name];
    uint8_t bits = evidence_.of(value);
    stores.fraction |= (bits & kSeenFraction) != 0;
    bool number = value->type.only(kTNumber) || isArithmetic(value->op) || bits != 0;
    stores.doubtful |= !number || bits & kSeenOther || mayBeNothing(value);
  }

  const Evidence& evidence_;
  std::unordered_map<const Atom*, Stores> stores_;
};

}  // namespace

void predictDoubleFields(Program& program) {
  // The library meets the objects of programs that it knows nothing of.
  if (std::any_of(program.modules.begin(), program.modules.end(), [](const ModuleRecord& module) {
        return module.kind == abi::ModuleKind::Builtin && !module.external;
      }))
    return;
  ViewEvidence views(program);
  Evidence evidence(program, views);
  Predictor(evidence).run(program);
}

}  // namespace kiln::ir
