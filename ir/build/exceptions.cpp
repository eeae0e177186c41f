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
            if (completion_ != nullptr) completes(undefined());
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

void FunctionBuilder::tryStatement(ast::TryStatement* s) {
  if (s->finalizer == nullptr) return tryCatch(s);
  finally([&] { tryCatch(s); }, [](Instr*) {},
          [&] {
            // §14.15.3: what the finally block gives counts only when it leaves by itself.
            Instr* before = completion_ == nullptr ? nullptr : read(completion_);
            if (completion_ != nullptr) completes(undefined());
            statement(s->finalizer);
            if (completion_ != nullptr) write(completion_, before);
          });
}

}  // namespace kiln::ir
