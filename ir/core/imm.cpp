#include "ir/core/imm.h"

namespace kiln::ir {

ImmKind immKind(Opcode op) {
  static constexpr ImmKind kinds[] = {
#define KILN_OPCODE(name, text, result, effects, immediate, operands) ImmKind::immediate,
#include "ir/core/opcodes.def"
#undef KILN_OPCODE
  };
  return kinds[static_cast<size_t>(op)];
}

const char* operandSignature(Opcode op) {
  static constexpr const char* signatures[] = {
#define KILN_OPCODE(name, text, result, effects, immediate, operands) operands,
#include "ir/core/opcodes.def"
#undef KILN_OPCODE
  };
  return signatures[static_cast<size_t>(op)];
}

}  // namespace kiln::ir
