// FunctionBuilder::guarded, a template.
#pragma once
#include "ir/build/function_builder.h"

namespace kiln::ir {

template <typename Body, typename OnThrow>
void FunctionBuilder::guarded(Body body, OnThrow on_throw) {
  Block* outer = handler_;
  Block* landing = newBlock(false);
  landing->is_handler = true;
  handler_ = landing;
  // A block of its own: what was written before belongs to the outer handler.
  Block* first = newBlock(true);
  {
    handler_ = nullptr;
    jump(first);
    handler_ = landing;
  }
  startBlock(first);
  body();
  handler_ = outer;
  Block* after = newBlock(false);
  jump(after);
  seal(after);
  seal(landing);
  startBlock(landing);
  // The outer handler guards what the handler does; `catch` itself does not throw.
  Instr* exception = emit(Opcode::Catch, Type::value(kTAny));
  on_throw(exception);
  startBlock(after);
}

}  // namespace kiln::ir
