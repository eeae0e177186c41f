// §14.7 iteration statements.
#include "ir/build/function_builder.h"
#include "ir/build/guarded.h"

namespace kiln::ir {

void FunctionBuilder::loopBody(ast::Statement* s, ast::Statement* body, Block* break_target,
                               Block* continue_target) {
  Context context;
  context.kind = Context::Kind::Loop;
  context.statement = s;
  context.break_target = break_target;
  context.continue_target = continue_target;
  contexts_.push_back(context);
  statement(body);
  contexts_.pop_back();
}

void FunctionBuilder::whileStatement(ast::WhileStatement* s) {
  Block* head = newBlock(false);
  Block* body = newBlock(false);
  Block* out = newBlock(false);
  jump(head);
  startBlock(head);
  condition(s->test, body, out);
  seal(body);
  startBlock(body);
  loopBody(s, s->body, out, head);
  jump(head);
  seal(head);
  seal(out);
  startBlock(out);
}

void FunctionBuilder::doWhile(ast::DoWhileStatement* s) {
  Block* body = newBlock(false);
  Block* test = newBlock(false);
  Block* out = newBlock(false);
  jump(body);
  startBlock(body);
  loopBody(s, s->body, out, test);
  jump(test);
  seal(test);
  startBlock(test);
  condition(s->test, body, out);
  seal(body);
  seal(out);
  startBlock(out);
}

namespace {
// The declaration of a loop's head, if it is a `using` or `await using` one.
ast::VariableDeclaration* disposedHead(ast::Node* head) {
  auto* declaration = ast::as<ast::VariableDeclaration>(head);
  bool disposes = declaration != nullptr && (declaration->declaration == ast::DeclarationKind::Using ||
                                             declaration->declaration == ast::DeclarationKind::AwaitUsing);
  return disposes ? declaration : nullptr;
}
}  // namespace

void FunctionBuilder::forStatement(ast::ForStatement* s) {
  enterScope(s->scope);
  if (ast::VariableDeclaration* head = disposedHead(s->init))
    disposing(head->declaration == ast::DeclarationKind::AwaitUsing, [&] { forLoop(s); });
  else
    forLoop(s);
}

void FunctionBuilder::forLoop(ast::ForStatement* s) {
  if (auto* declaration = ast::as<ast::VariableDeclaration>(s->init))
    variableDeclaration(declaration);
  else if (s->init != nullptr)
    expression(static_cast<ast::Expression*>(s->init));
  Block* head = newBlock(false);
  Block* body = newBlock(false);
  Block* update = newBlock(false);
  Block* out = newBlock(false);
  // §14.7.4.4 CreatePerIterationEnvironment: captured heads get a fresh box with the current value.
  auto fresh = [&] {
    if (s->scope == nullptr) return;
    for (sema::Binding* binding : s->scope->bindings) {
      if (!binding->fresh_per_iteration || binding->storage != sema::Storage::Cell) continue;
      Instr* current = emit(Opcode::LoadBox, Type::of(Rep::Value), {read(slotOf(binding))});
      write(slotOf(binding), emit(Opcode::NewBox, Type::of(Rep::Pointer), {current}));
    }
  };
  fresh();
  jump(head);
  startBlock(head);
  if (s->test != nullptr)
    condition(s->test, body, out);
  else
    jump(body);
  seal(body);
  startBlock(body);
  loopBody(s, s->body, out, update);
  jump(update);
  seal(update);
  startBlock(update);
  fresh();
  if (s->update != nullptr) expression(s->update);
  jump(head);
  seal(head);
  seal(out);
  startBlock(out);
}

void FunctionBuilder::bindForHead(ast::Node* left, Instr* v) {
  if (auto* declaration = ast::as<ast::VariableDeclaration>(left)) {
    bindTarget(declaration->declarators[0].target, v, BindMode::Initialize, {Subject::Kind::Named, ".for"});
  } else {
    bindTarget(left, v, BindMode::Assign);
  }
}

void FunctionBuilder::forIn(ast::ForInStatement* s) {
  if (auto* declaration = ast::as<ast::VariableDeclaration>(s->left);
      declaration != nullptr && declaration->declarators[0].initializer != nullptr) {
    variableDeclaration(declaration);
  }
  enterScope(s->tdz_scope);
  Instr* object = value(s->right);
  at(s->span);
  Instr* iterator = helper(HelperId::for_in_start, {object});
  Block* head = newBlock(false);
  Block* body = newBlock(false);
  Block* out = newBlock(false);
  jump(head);
  startBlock(head);
  Instr* key = helper(HelperId::for_in_next, {iterator});
  branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {key}), out, body);
  seal(body);
  startBlock(body);
  enterScope(s->scope);
  bindForHead(s->left, key);
  loopBody(s, s->body, out, head);
  jump(head);
  seal(head);
  seal(out);
  startBlock(out);
}

// §14.7.5.6 ForIn/OfBodyEvaluation: the iterator is closed on every abrupt exit of the body.
void FunctionBuilder::forOf(ast::ForOfStatement* s) {
  enterScope(s->tdz_scope);
  Instr* iterable = s->is_await ? value(s->right) : iterated(s->right);
  at(s->right->span);
  Instr* slot = emit(Opcode::StackSlot, Type::of(Rep::Pointer));
  Instr* rendering = constAtom(program_.out.atomUtf8(renderIterated(s->right, s->is_await)));
  Instr* iterator = helper(s->is_await ? HelperId::get_async_iterator : HelperId::iteration_start,
                           {iterable, slot, rendering});
  Instr* next_method = emit(Opcode::LoadSlot, Type::of(Rep::Value), {slot});
  Slot* index = newSlot(Rep::Int32);  // of the element, when an array stands for its iterator
  write(index, constInt(0));
  Block* head = newBlock(false);
  Block* body = newBlock(false);
  Block* out = newBlock(false);
  jump(head);
  startBlock(head);
  Instr* item;
  if (s->is_await) {
    Instr* result = await(helper(HelperId::iterator_next_call, {iterator, next_method}));
    helper(HelperId::check_iterator_result, {result});
    Instr* done = toBool(emitAtom(Opcode::GetProp, Type::value(kTAny), {result}, program_.out.atom(u"done")));
    Block* more = newBlock(false);
    branch(done, out, more);
    seal(more);
    startBlock(more);
    item = emitAtom(Opcode::GetProp, Type::value(kTAny), {result}, program_.out.atom(u"value"));
    jump(body);
  } else {
    item = helper(HelperId::iteration_step, {iterator, next_method, read(index)});
    branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {item}), out, body);
  }
  seal(body);
  startBlock(body);
  Block* next = newBlock(false);
  Context loop;
  loop.kind = Context::Kind::Loop;
  loop.statement = s;
  loop.break_target = out;
  loop.continue_target = next;
  Context context;
  context.kind = Context::Kind::Iterator;
  context.iterator = iterator;
  context.is_async = s->is_await;
  if (!s->is_await) {
    context.next_method = next_method;
    context.index = index;
  }
  context.outer_handler = handler_;
  guarded(
      [&] {
        // `break` closes the iterator, `continue` does not: the iterator stands between two contexts of the
        // loop.
        Context continues = loop;
        continues.break_target = nullptr;
        contexts_.push_back(loop);
        contexts_.push_back(context);
        contexts_.push_back(continues);
        enterScope(s->scope);
        if (ast::VariableDeclaration* head = disposedHead(s->left)) {
          bool is_async = head->declaration == ast::DeclarationKind::AwaitUsing;
          disposing(is_async, [&] {
            helper(HelperId::dispose_add, {disposables_.back(), item, constBool(is_async)});
            bindForHead(s->left, item);
            statement(s->body);
          });
        } else {
          bindForHead(s->left, item);
          statement(s->body);
        }
        contexts_.resize(contexts_.size() - 3);
      },
      [&](Instr* exception) {
        if (s->is_await) {
          guarded(
              [&] {
                Instr* promise = helper(HelperId::async_iterator_close, {iterator});
                Block* has = newBlock(false);
                Block* thrown = newBlock(false);
                branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {promise}), thrown, has);
                seal(has);
                startBlock(has);
                await(promise);
                jump(thrown);
                seal(thrown);
                startBlock(thrown);
              },
              [&](Instr*) { throwValue(exception); });
        } else {
          helper(HelperId::iteration_close_quiet, {iterator, next_method, read(index)});
        }
        throwValue(exception);
      });
  jump(next);
  seal(next);
  startBlock(next);
  if (!s->is_await) write(index, emit(Opcode::Int32Add, Type::of(Rep::Int32), {read(index), constInt(1)}));
  jump(head);
  seal(head);
  seal(out);
  startBlock(out);
}

}  // namespace kiln::ir
