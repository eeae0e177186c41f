// yield, yield*, await: suspend points and what their resumption does.
#include "ir/build/function_builder.h"

namespace kiln::ir {

namespace {
constexpr int32_t mode(abi::ResumeMode m) {
  return static_cast<int32_t>(m);
}
}  // namespace

// Where it goes on when the mode is `wanted`, and where otherwise.
std::pair<Block*, Block*> FunctionBuilder::branchOnMode(Instr* resumed, abi::ResumeMode wanted) {
  Block* then = newBlock(false);
  Block* otherwise = newBlock(false);
  branch(emit(Opcode::Int32Eq, Type::of(Rep::Bool), {resumed, constInt(mode(wanted))}), then, otherwise);
  seal(then);
  seal(otherwise);
  return {then, otherwise};
}

Instr* FunctionBuilder::suspend(SuspendKind kind, Instr* v) {
  Instr* resumed = emit(Opcode::Suspend, Type::of(Rep::Int32), {boxed(v)}, static_cast<int64_t>(kind));
  Instr* sent = emit(Opcode::ResumedValue, Type::of(Rep::Value));
  auto [next, abrupt] = branchOnMode(resumed, abi::ResumeMode::Next);
  startBlock(abrupt);
  if (kind == SuspendKind::Await) {
    throwValue(sent);
  } else {
    auto [thrown, returned] = branchOnMode(resumed, abi::ResumeMode::Throw);
    startBlock(thrown);
    throwValue(sent);
    startBlock(returned);
    // §27.6.3.8: an async generator awaits what return() passed.
    Instr* result = function_.kind == FunctionKind::AsyncGenerator ? await(sent) : sent;
    leave({Exit::Kind::Return, nullptr, result}, contexts_.size());
  }
  startBlock(next);
  return sent;
}

Instr* FunctionBuilder::await(Instr* v) {
  return suspend(SuspendKind::Await, v);
}

Instr* FunctionBuilder::yieldExpression(ast::YieldExpression* e) {
  if (e->delegate) return yieldDelegate(e);
  Instr* v = e->argument == nullptr ? undefined() : value(e->argument);
  at(e->span);
  if (function_.kind == FunctionKind::AsyncGenerator) v = await(v);
  return suspend(SuspendKind::Yield, v);
}

// §27.6.3.7 AsyncGeneratorUnwrapYieldResumption: what return() passed is awaited; a rejection is passed on as
// throw().
void FunctionBuilder::awaitReturned(Slot* received_mode, Slot* received, Block* loop) {
  Instr* value = read(received);
  auto [returned, other] = branchOnMode(read(received_mode), abi::ResumeMode::Return);
  startBlock(returned);
  Instr* settled =
      emit(Opcode::Suspend, Type::of(Rep::Int32), {value}, static_cast<int64_t>(SuspendKind::Await));
  write(received, emit(Opcode::ResumedValue, Type::of(Rep::Value)));
  auto [fulfilled, rejected] = branchOnMode(settled, abi::ResumeMode::Next);
  startBlock(rejected);
  write(received_mode, constInt(mode(abi::ResumeMode::Throw)));
  jump(loop);
  startBlock(fulfilled);
  jump(loop);
  startBlock(other);
}

// §15.5.5 yield*: a loop that passes every resumption on to the inner iterator.
Instr* FunctionBuilder::yieldDelegate(ast::YieldExpression* e) {
  bool is_async = function_.kind == FunctionKind::AsyncGenerator;
  Instr* iterable = value(e->argument);
  at(e->span);
  Instr* slot = emit(Opcode::StackSlot, Type::of(Rep::Pointer));
  Instr* rendering = constAtom(program_.out.atomUtf8(renderDelegate(e->argument, is_async)));
  Instr* iterator = helper(is_async ? HelperId::get_async_iterator : HelperId::get_iterator_of,
                           {iterable, slot, rendering});
  Instr* next_method = emit(Opcode::LoadSlot, Type::of(Rep::Value), {slot});
  Slot* received = newSlot(Rep::Value);
  Slot* received_mode = newSlot(Rep::Int32);
  write(received, undefined());
  write(received_mode, constInt(mode(abi::ResumeMode::Next)));
  Block* loop = newBlock(false);
  Block* done = newBlock(false);
  jump(loop);
  startBlock(loop);
  Instr* m = read(received_mode);
  Instr* sent = read(received);
  // The helper calls next/throw/return as the mode says; empty: return() with no method.
  Instr* result = helper(HelperId::delegate_resume, {iterator, next_method, m, sent, constBool(is_async)});
  if (is_async) {
    Block* plain = newBlock(false);
    Block* finished = newBlock(false);
    branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {result}), finished, plain);
    seal(plain);
    seal(finished);
    startBlock(finished);
    Instr* awaited = await(sent);
    leave({Exit::Kind::Return, nullptr, awaited}, contexts_.size());
    startBlock(plain);
    result = await(result);
    helper(HelperId::check_iterator_result, {result});
  } else {
    Block* plain = newBlock(false);
    Block* finished = newBlock(false);
    branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {result}), finished, plain);
    seal(plain);
    seal(finished);
    startBlock(finished);
    leave({Exit::Kind::Return, nullptr, sent}, contexts_.size());
    startBlock(plain);
  }
  Instr* is_done =
      toBool(emitAtom(Opcode::GetProp, Type::value(kTAny), {result}, program_.out.atom(u"done")));
  Block* more = newBlock(false);
  branch(is_done, done, more);
  seal(done);
  seal(more);
  startBlock(more);
  Instr* out = is_async ? emitAtom(Opcode::GetProp, Type::value(kTAny), {result}, program_.out.atom(u"value"))
                        : result;
  // Sync: the inner result object is passed on as it is, so its value is not read here.
  Instr* resumed =
      emit(Opcode::Suspend, Type::of(Rep::Int32), {is_async ? out : helper(HelperId::delegate_yield, {out})},
           static_cast<int64_t>(SuspendKind::Yield));
  Instr* resumed_value = emit(Opcode::ResumedValue, Type::of(Rep::Value));
  write(received_mode, resumed);
  write(received, resumed_value);
  if (is_async) awaitReturned(received_mode, received, loop);
  jump(loop);
  seal(loop);
  startBlock(done);
  Instr* final_value = emitAtom(Opcode::GetProp, Type::value(kTAny), {result}, program_.out.atom(u"value"));
  // A `return` that the inner iterator completed ends this generator too.
  auto [out_return, out_next] = branchOnMode(m, abi::ResumeMode::Return);
  startBlock(out_return);
  leave({Exit::Kind::Return, nullptr, final_value}, contexts_.size());
  startBlock(out_next);
  return final_value;
}

}  // namespace kiln::ir
