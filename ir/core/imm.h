// What the immediate of an instruction is, by opcode: printer, parser and verifier agree through this table.
#pragma once
#include "ir/core/ir.h"

namespace kiln::ir {

enum class ImmKind : uint8_t {
  None,
  Int,       // imm
  Word,      // imm as a boxed word
  Number,    // number
  Atom,      // atom (may be null: no rendering)
  Function,  // function
  Getter,    // function and atom
  Bound,     // function; imm: number of arguments
  Variable,  // variable
  Helper,    // imm: HelperId
  Math,      // imm: MathOp
  Intrinsic, // imm: abi::Intrinsic
  Suspend,   // imm: SuspendKind
  Field,     // imm: CoroutineFieldKind
  Keys,      // keys
  Ref,       // ref
  Cases,     // cases
  Layout,    // layout; imm: index of the field
  Instances, // function: a constructor; layout: the fields that its objects are made with
  View,      // imm: abi::ElementsKind of a typed array
};

ImmKind immKind(Opcode op);

// Representations of the operands as opcodes.def writes them.
const char* operandSignature(Opcode op);

}  // namespace kiln::ir
