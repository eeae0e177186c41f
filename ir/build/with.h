// FunctionBuilder::ifFound, a template.
#pragma once
#include "ir/build/function_builder.h"

namespace kiln::ir {

template <typename Found, typename NotFound>
void FunctionBuilder::ifFound(Instr* object, Found found, NotFound not_found) {
  Block* has = newBlock(false);
  Block* has_not = newBlock(false);
  Block* out = newBlock(false);
  branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {object}), has_not, has);
  seal(has);
  seal(has_not);
  startBlock(has);
  found();
  jump(out);
  startBlock(has_not);
  not_found();
  jump(out);
  seal(out);
  startBlock(out);
}

}  // namespace kiln::ir
