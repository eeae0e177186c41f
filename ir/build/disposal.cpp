// `using` and `await using`: scopes that dispose of what they hold, whichever way control leaves them.
#include "ir/build/function_builder.h"
#include "ir/build/guarded.h"

namespace kiln::ir {

namespace {

bool disposes(const ast::Statement* s, ast::DeclarationKind kind) {
  auto* declaration = ast::as<ast::VariableDeclaration>(s);
  return declaration != nullptr && declaration->declaration == kind;
}

}  // namespace

// The statements of a scope: a block, a function's body, a static block.
void FunctionBuilder::scopeBody(std::span<ast::Statement*> list) {
  bool sync = false, async = false;
  for (const ast::Statement* s : list) {
    sync |= disposes(s, ast::DeclarationKind::Using);
    async |= disposes(s, ast::DeclarationKind::AwaitUsing);
  }
  if (!sync && !async) return statements(list);
  disposing(async, [&] { statements(list); });
}

void FunctionBuilder::disposing(bool is_async, const std::function<void()>& body) {
  Instr* list = helper(HelperId::dispose_begin, {});
  finally(
      [&] {
        disposables_.push_back(list);
        body();
        disposables_.pop_back();
      },
      [&](Instr* exception) { helper(HelperId::dispose_fail, {list, exception}); },
      [&] { dispose(list, is_async); });
}

// DisposeResources ( disposeCapability, completion )
void FunctionBuilder::dispose(Instr* list, bool is_async) {
  if (is_async) {
    Block* again = newBlock(false);
    Block* more = newBlock(false);
    Block* done = newBlock(false);
    jump(again);
    startBlock(again);
    Instr* awaited = helper(HelperId::dispose_next, {list});
    branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {awaited}), done, more);
    seal(more);
    startBlock(more);
    guarded([&] { await(awaited); },
            [&](Instr* exception) {
              helper(HelperId::dispose_fail, {list, exception});
              jump(again);
              terminate(nullptr);
            });
    jump(again);
    seal(again);
    seal(done);
    startBlock(done);
  } else {
    helper(HelperId::dispose_next, {list});
  }
  Instr* error = helper(HelperId::dispose_result, {list});
  Block* failed = newBlock(false);
  Block* out = newBlock(false);
  branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {error}), out, failed);
  seal(failed);
  seal(out);
  startBlock(failed);
  throwValue(error);
  startBlock(out);
}

}  // namespace kiln::ir
