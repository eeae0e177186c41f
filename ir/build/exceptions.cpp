// §14.14 throw, §14.15 try: handlers, and finally blocks that every kind of exit runs through.
#include "ir/build/function_builder.h"
#include "ir/build/guarded.h"

namespace kiln::ir {

void FunctionBuilder::throwValue(Instr* v, HelperId how) {
  helper(how, {v});
  emit(Opcode::Unreachable, Type::of(Rep::Void));
  terminate(nullptr);
}

void FunctionBuilder::tryCatch(ast::TryStatement* s) {
  if (s->handler == nullptr) {
    statement(s->block);
    return;
  }
  Block* out = newBlock(false);
  guarded([&] { statement(s->block); },
          [&](Instr* exception) {
            enterScope(s->catch_scope);
            if (s->parameter != nullptr)
              bindTarget(s->parameter, exception, BindMode::Initialize, {Subject::Kind::Named, ".catch"});
            statement(s->handler);
            jump(out);
            terminate(nullptr);
          });
  jump(out);
  seal(out);
  startBlock(out);
}

// One copy of the finally block; a selector says how it was entered: 0 normally, 1 by a throw, 2… by exits.
void FunctionBuilder::tryStatement(ast::TryStatement* s) {
  if (s->finalizer == nullptr) return tryCatch(s);
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
        tryCatch(s);
        contexts_.pop_back();
      },
      [&](Instr* exception) {
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
  statement(s->finalizer);
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
