// Bytecode as text, for tests and for looking at.
#include <unordered_map>

#include "ir/interpreter/translate.h"

namespace kiln::interpreter {
namespace {

Op opOfWord(uint32_t word) {
  static const std::unordered_map<uint32_t, Op> ops = [] {
    std::unordered_map<uint32_t, Op> table;
#define KILN_BYTECODE(name, operands, handler) table[handlerWord(Op::name)] = Op::name;
#include "ir/interpreter/bytecode.def"
#undef KILN_BYTECODE
    return table;
  }();
  return ops.at(word);
}

class Listing {
 public:
  explicit Listing(const Code& code) : code_(code) {}

  std::string run() {
    while (at_ < code_.units.size()) {
      start_ = at_;
      Op op = opOfWord(code_.units[at_++]);
      text_ += std::to_string(start_) + ": " + opName(op);
      for (const char* kind = opOperands(op); *kind != 0; ++kind) {
        if (*kind != 'n') {
          operand(*kind);
          continue;
        }
        std::string each = kind + 1;
        uint32_t count = code_.units[at_++];
        for (uint32_t i = 0; i < count; ++i) {
          for (char item : each) operand(item);
        }
        break;
      }
      text_ += "\n";
    }
    for (const UnwindRange& range : code_.unwind) {
      text_ += "unwind " + std::to_string(range.start) + ".." + std::to_string(range.end) + " to " +
               std::to_string(range.landing) + "\n";
    }
    return text_;
  }

 private:
  static std::string place(int32_t reg) {
    switch (reg) {
      case kCallee:
        return "callee";
      case kThis:
        return "this";
      case kNewTarget:
        return "new_target";
      case kArgumentCount:
        return "argc";
      case kArgumentVector:
        return "argv";
      default:
        return "r" + std::to_string(reg);
    }
  }
  std::string constant(uint32_t index) {
    Value v = code_.constants[index];
    if (v.isInt32()) return std::to_string(v.asInt32());
    if (v.isNumber()) return std::to_string(v.asDouble());
    if (v.isUndefined()) return "undefined";
    if (v.isNull()) return "null";
    if (v.isBoolean()) return v.isTrue() ? "true" : "false";
    return v.isEmpty() ? "empty" : "*";
  }
  void operand(char kind) {
    text_ += " ";
    auto unit = static_cast<int32_t>(code_.units[at_++]);
    switch (kind) {
      case 'd':
        text_ += place(unit) + " =";
        break;
      case 'o':
        if (unit >= kConstantBase) {
          text_ += constant(static_cast<uint32_t>(unit - kConstantBase));
          break;
        }
        [[fallthrough]];
      case 'r':
        text_ += place(unit);
        break;
      case 'k':
        text_ += constant(static_cast<uint32_t>(unit));
        break;
      case 't':
        text_ += "->" + std::to_string(static_cast<int32_t>(start_) + unit);
        break;
      case 'p':
        ++at_;
        text_ += "*";
        break;
      default:
        text_ += std::to_string(unit);
        break;
    }
  }

  const Code& code_;
  std::string text_;
  size_t at_ = 0, start_ = 0;
};

}  // namespace

std::string disassemble(const Code& code) {
  return Listing(code).run();
}

}  // namespace kiln::interpreter
