// The word (runtime/abi/value.h) of constants, whatever their representation.
#pragma once
#include "ir/core/ir.h"
#include "runtime/abi/value.h"

namespace kiln::ir {

// Whether `instr` is a constant of a primitive; `word` is its value then.
inline bool isConstWord(const Instr& instr, uint64_t* word) {
  switch (instr.op) {
    case Opcode::ConstInt32:
      *word = abi::Value::int32(static_cast<int32_t>(instr.imm)).bits;
      return true;
    case Opcode::ConstDouble:
      *word = abi::Value::number(instr.number).bits;
      return true;
    case Opcode::ConstBool:
      *word = abi::Value::boolean(instr.imm != 0).bits;
      return true;
    case Opcode::ConstValue:
      *word = static_cast<uint64_t>(instr.imm);
      return true;
    default:
      return false;
  }
}

}  // namespace kiln::ir
