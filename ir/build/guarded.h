// FunctionBuilder::guarded and finally, templates.
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

// One copy of the finally block; a selector says how it was entered: 0 normally, 1 by a throw, 2… by exits.
template <typename Body, typename OnThrow, typename Finalizer>
void FunctionBuilder::finally(Body body, OnThrow on_throw, Finalizer finalizer) {
  Slot* selector = newSlot(Rep::Int32);
  Slot* saved = newSlot(Rep::Value);
  Block* entry = newBlock(false);
  std::vector<Exit> exits;
  Context context;
  context.kind = Context::Kind::Finally;
  context.entry = entry;
  context.selector = selector;
  context.saved = saved;
  context.exits = &exits;
  write(saved, undefined());
  guarded(
      [&] {
        contexts_.push_back(context);
        body();
        contexts_.pop_back();
      },
      [&](Instr* exception) {
        on_throw(exception);
        write(selector, constInt(1));
        write(saved, exception);
        jump(entry);
        terminate(nullptr);
      });
  write(selector, constInt(0));
  jump(entry);
  seal(entry);
  startBlock(entry);
  Instr* chosen = read(selector);
  Instr* kept = read(saved);
  finalizer();
  Block* normal = newBlock(false);
  Block* thrown = newBlock(false);
  std::vector<Block*> targets;
  Instr* sw = emit(Opcode::Switch, Type::of(Rep::Void), {chosen});
  Block* from = block_;
  from->succs.push_back(normal);
  addEdge(from, normal);
  auto addCase = [&](int32_t number, Block* target) {
    sw->cases.push_back(number);
    from->succs.push_back(target);
    addEdge(from, target);
    seal(target);
  };
  addCase(1, thrown);
  for (size_t i = 0; i < exits.size(); ++i) {
    targets.push_back(newBlock(false));
    addCase(static_cast<int32_t>(i) + 2, targets.back());
  }
  seal(normal);
  startBlock(thrown);
  throwValue(kept);
  for (size_t i = 0; i < exits.size(); ++i) {
    startBlock(targets[i]);
    Exit exit = exits[i];
    if (exit.kind == Exit::Kind::Return) exit.value = kept;
    leave(exit, contexts_.size());
  }
  startBlock(normal);
}

}  // namespace kiln::ir
