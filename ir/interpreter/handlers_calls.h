// Calls, returns, allocation. Interpreted callees get a frame behind the caller's, without a call on the
// native stack.
#pragma once
#include "ir/interpreter/handlers.h"
#include "runtime/gc/gc.h"
#include "runtime/object/realms.h"
#include "runtime/ops/error.h"

namespace kiln::interpreter {
namespace {

inline Value word(const void* pointer) {
  return Value::raw(reinterpret_cast<uint64_t>(pointer));
}

inline bool isCallableCell(Value v) {
  return v.isCell() && (v.asCell()->shape->flags & abi::kCallable);
}
inline FunctionRecord* recordOf(const abi::Function* function) {
  return static_cast<FunctionRecord*>(const_cast<abi::FunctionInfo*>(function->info));
}

// Of code in another realm than the first: an interpreted function of the same.
inline bool isOfRunningRealm(const abi::Function* function) {
  return function->entry == rt::enterAcross && function->info->entry == interpretEntry &&
         function->info->realm == rt::current_realm;
}

// The header of a callee's frame. The call instruction stays findable for its return, and for stack traces.
inline void link(Value* frame, Value* caller, const uint32_t* pc, const Code* code, Value callee,
                 Value this_value, Value new_target) {
  frame[kCallerRegisters] = word(caller);
  frame[kCallerPc] = word(pc);
  frame[kConstants] = word(code->constants);
  frame[kCallee] = callee;
  frame[kThis] = this_value;
  frame[kNewTarget] = new_target;
}

#define KILN_ENTER(frame, code) \
  pc = (code)->entry;           \
  r = frame;                    \
  k = (code)->constants;        \
  KILN_DISPATCH()

KILN_SLOW_HANDLER frameOverflow(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  abi::kiln_stack_overflow();
}

// A frame for `code` behind the caller's, when its arguments are operands of the call at `first`. Null: no
// room.
inline Value* newFrame(const uint32_t* pc, Value* r, const Value* k, const Activation* activation,
                       const Code* code, int first) {
  Value* area = r + pc[3];
  uint32_t argc = pc[first - 1];
  Value* frame = area + kHeaderWords;
  if (code->uses_arguments) {
    if (frame + argc + code->frame_size > activation->limit) return nullptr;
    for (uint32_t i = 0; i < argc; ++i) area[i] = KILN_OPERAND(first + static_cast<int>(i));
    frame += argc;
    for (uint32_t i = 0; i < code->parameter_count; ++i) frame[i] = i < argc ? area[i] : Value::undefined();
    frame[kArgumentCount] = Value::int32(static_cast<int32_t>(argc));
    frame[kArgumentVector] = word(area);
    return frame;
  }
  if (frame + code->frame_size > activation->limit) return nullptr;
  for (uint32_t i = 0; i < code->parameter_count; ++i)
    frame[i] = i < argc ? KILN_OPERAND(first + static_cast<int>(i)) : Value::undefined();
  return frame;
}

// dst length area callee this atom atom count arguments…
KILN_SLOW_HANDLER notCallable(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  abi::kiln_throw_not_callable(KILN_REG(4), pointerAt<abi::String>(pc, 6));
}
KILN_OUTLINED_HANDLER callNative(KILN_HANDLER_PARAMETERS) {
  auto* function = reinterpret_cast<abi::Function*>(KILN_REG(4).bits);
  Value* area = r + pc[3];
  uint32_t argc = pc[8];
  for (uint32_t i = 0; i < argc; ++i) area[i] = KILN_OPERAND(9 + i);
  KILN_SAVE();
  KILN_REG(1) = function->entry(function, KILN_OPERAND(5), Value::undefined(), argc, area);
  KILN_NEXT(pc[2]);
}
KILN_OUTLINED_HANDLER callAny(KILN_HANDLER_PARAMETERS) {
  Value callee = KILN_REG(4);
  if (!isCallableCell(callee)) KILN_CONTINUE(notCallable);
  auto* function = reinterpret_cast<abi::Function*>(callee.bits);
  if (function->entry != interpretEntry) KILN_CONTINUE(callNative);
  Code* code = recordOf(function)->code;
  Value* frame = newFrame(pc, r, k, activation, code, 9);
  if (frame == nullptr) KILN_CONTINUE(frameOverflow);
  link(frame, r, pc, code, callee, KILN_OPERAND(5), Value::undefined());
  KILN_ENTER(frame, code);
}
// Of code in another realm than the first: callees of its own are entered without leaving it.
KILN_OUTLINED_HANDLER callAcross(KILN_HANDLER_PARAMETERS) {
  Value callee = KILN_REG(4);
  if (!isCallableCell(callee)) KILN_CONTINUE(notCallable);
  auto* function = reinterpret_cast<abi::Function*>(callee.bits);
  if (isOfRunningRealm(function)) {
    Code* code = recordOf(function)->code;
    Value* frame = newFrame(pc, r, k, activation, code, 9);
    if (frame == nullptr) KILN_CONTINUE(frameOverflow);
    link(frame, r, pc, code, callee, KILN_OPERAND(5), Value::undefined());
    KILN_ENTER(frame, code);
  }
  Value* area = r + pc[3];
  uint32_t argc = pc[8];
  for (uint32_t i = 0; i < argc; ++i) area[i] = KILN_OPERAND(9 + i);
  KILN_SAVE();
  KILN_REG(1) = rt::enter(function, KILN_OPERAND(5), Value::undefined(), argc, area);
  KILN_NEXT(pc[2]);
}
// As many arguments as parameters: the usual case.
template <uint32_t Count>
KILN_HANDLER call(KILN_HANDLER_PARAMETERS) {
  Value callee = KILN_REG(4);
  if (!isCell(callee)) KILN_CONTINUE(notCallable);
  auto* function = reinterpret_cast<abi::Function*>(callee.bits);
  if (!(function->shape->flags & abi::kCallable)) KILN_CONTINUE(notCallable);
  if (function->entry != interpretEntry) KILN_CONTINUE(callNative);
  Code* code = recordOf(function)->code;
  Value* frame = r + pc[3] + kHeaderWords;
  if (code->plain_arguments != Count || frame + code->frame_size > activation->limit) KILN_CONTINUE(callAny);
  if constexpr (Count > 0) frame[0] = KILN_OPERAND(9);
  if constexpr (Count > 1) frame[1] = KILN_OPERAND(10);
  if constexpr (Count > 2) frame[2] = KILN_OPERAND(11);
  link(frame, r, pc, code, callee, KILN_OPERAND(5), Value::undefined());
  KILN_ENTER(frame, code);
}

// dst length area function function closure this construction count arguments…
KILN_HANDLER callKnown(KILN_HANDLER_PARAMETERS) {
  Code* code = pointerAt<FunctionRecord>(pc, 4)->code;
  Value* frame = newFrame(pc, r, k, activation, code, 10);
  if (frame == nullptr) KILN_CONTINUE(frameOverflow);
  Value closure = KILN_OPERAND(6);
  link(frame, r, pc, code, closure, KILN_OPERAND(7), pc[8] ? closure : Value::undefined());
  KILN_ENTER(frame, code);
}

// --- construction: dst length area callee created cache cache atom atom count arguments…

KILN_SLOW_HANDLER slowConstruct(KILN_HANDLER_PARAMETERS) {
  Value* area = r + pc[3];
  uint32_t argc = pc[10];
  for (uint32_t i = 0; i < argc; ++i) area[i] = KILN_OPERAND(11 + i);
  KILN_SAVE();
  Value result = abi::kiln_construct_cached(KILN_REG(4), argc, area, pointerAt<abi::String>(pc, 8),
                                            pointerAt<abi::ConstructCache>(pc, 6));
  KILN_REG(1) = KILN_REG(5) = result;
  KILN_NEXT(pc[2]);
}
// What makes its object itself: derived classes.
KILN_HANDLER constructSelf(KILN_HANDLER_PARAMETERS) {
  Value callee = KILN_REG(4);
  if (!callee.isCell() || callee.asCell()->shape->kind != abi::CellKind::Function)
    KILN_CONTINUE(slowConstruct);
  auto* function = reinterpret_cast<abi::Function*>(callee.bits);
  if (function->entry != interpretEntry || !(function->info->flags & abi::kFnConstructSelf))
    KILN_CONTINUE(slowConstruct);
  Code* code = recordOf(function)->code;
  Value* frame = newFrame(pc, r, k, activation, code, 11);
  if (frame == nullptr) KILN_CONTINUE(frameOverflow);
  KILN_REG(5) = Value::undefined();
  link(frame, r, pc, code, callee, Value::empty(), callee);
  KILN_ENTER(frame, code);
}
KILN_HANDLER construct(KILN_HANDLER_PARAMETERS) {
  Value callee = KILN_REG(4);
  auto* cache = pointerAt<abi::ConstructCache>(pc, 6);
  if (callee.bits != cache->callee.bits || cache->guard->bits != cache->prototype.bits)
    KILN_CONTINUE(constructSelf);
  KILN_SAVE();
  auto* object = static_cast<abi::Object*>(rt::allocate(cache->granules * abi::kGranule));
  object->shape = cache->shape;
  object->store = &abi::kiln_empty_store;
  KILN_REG(5) = Value::cell(object);
  auto* function = reinterpret_cast<abi::Function*>(callee.bits);
  if (function->entry == interpretEntry) {
    Code* code = recordOf(function)->code;
    Value* frame = newFrame(pc, r, k, activation, code, 11);
    if (frame == nullptr) KILN_CONTINUE(frameOverflow);
    link(frame, r, pc, code, callee, Value::cell(object), callee);
    KILN_ENTER(frame, code);
  }
  Value* area = r + pc[3];
  uint32_t argc = pc[10];
  for (uint32_t i = 0; i < argc; ++i) area[i] = KILN_OPERAND(11 + i);
  KILN_REG(1) = function->entry(function, Value::cell(object), callee, argc, area);
  KILN_NEXT(pc[2]);
}
// §10.2.2 [[Construct]], its last steps: an object replaces the one that was made.
KILN_HANDLER constructResult(KILN_HANDLER_PARAMETERS) {
  if (!rt::isObject(KILN_REG(1))) KILN_REG(1) = KILN_REG(2);
  KILN_NEXT(3);
}
KILN_HANDLER newInstance(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  Value callee = KILN_REG(2);
  auto* cache = pointerAt<abi::ConstructCache>(pc, 3);
  abi::Object* object;
  if (callee.bits == cache->callee.bits && cache->guard->bits == cache->prototype.bits) {
    object = static_cast<abi::Object*>(rt::allocate(cache->granules * abi::kGranule));
    object->shape = cache->shape;
    object->store = &abi::kiln_empty_store;
  } else {
    object = abi::kiln_new_instance(callee, cache);
  }
  KILN_REG(1) = Value::cell(object);
  KILN_NEXT(5);
}

// --- returns

#define KILN_RETURN(value)                                                          \
  const uint32_t* caller_pc = reinterpret_cast<const uint32_t*>(r[kCallerPc].bits); \
  r = reinterpret_cast<Value*>(r[kCallerRegisters].bits);                           \
  k = reinterpret_cast<const Value*>(r[kConstants].bits);                           \
  pc = caller_pc;                                                                   \
  KILN_REG(1) = value;                                                              \
  KILN_NEXT(pc[2])

KILN_HANDLER returnValue(KILN_HANDLER_PARAMETERS) {
  Value value = KILN_REG(1);
  KILN_RETURN(value);
}
KILN_HANDLER returnConstant(KILN_HANDLER_PARAMETERS) {
  Value value = k[pc[1]];
  KILN_RETURN(value);
}
KILN_HANDLER unreachable(KILN_HANDLER_PARAMETERS) {
  __builtin_trap();
}
KILN_HANDLER exitActivation(KILN_HANDLER_PARAMETERS) {}

// Finds the handler of what was thrown at activation->pc, and goes there; false: none in this activation.
bool unwind(Activation* activation);

// A handler in the same activation needs no C++ exception.
template <bool Statement>
KILN_SLOW_HANDLER throwValue(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  Value value = KILN_OPERAND(1);
  if (Statement) rt::noteInterpretedThrow(value);
  if (!unwind(activation)) rt::throwValue(value);
  rt::pendingException() = value;
  pc = activation->pc;
  r = activation->registers;
  k = reinterpret_cast<const Value*>(r[kConstants].bits);
  KILN_DISPATCH();
}

// In place of a function's code until its first call. The frame has its parameters.
KILN_SLOW_HANDLER translateFirst(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  FunctionRecord* record = codeOf(k)->function;
  if (record->code == codeOf(k)) record->code = translate(record, record->source_function);
  Code* code = record->code;
  r[kConstants] = word(code->constants);
  pc = code->entry;
  k = code->constants;
  if (r + code->frame_size > activation->limit) KILN_CONTINUE(frameOverflow);
  KILN_DISPATCH();
}

// --- helpers, allocation

using Wrapper = Value (*)(const uint32_t* operands, const Value* r, const Value* k);
KILN_HANDLER helper(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  auto wrapper = reinterpret_cast<Wrapper>(pointerAt<void>(pc, 2));
  KILN_REG(1) = wrapper(pc + 5, r, k);
  KILN_NEXT(5 + pc[4]);
}

KILN_HANDLER makeClosure(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  auto* record = pointerAt<FunctionRecord>(pc, 2);
  uint32_t count = pc[4];
  auto* closure = static_cast<abi::Function*>(rt::allocate(sizeof(abi::Function) + 8ul * count));
  closure->shape = abi::kiln_closure_shapes[static_cast<uint32_t>(abi::closureKindOf(record->flags))];
  closure->store = &abi::kiln_empty_store;
  closure->entry = record->closure_entry;
  closure->info = record;
  for (uint32_t i = 0; i < count; ++i) closure->captures[i] = KILN_OPERAND(5 + i);
  KILN_REG(1) = Value::cell(closure);
  KILN_NEXT(5 + count);
}
// Closures of one function share its record.
KILN_HANDLER isClosureOf(KILN_HANDLER_PARAMETERS) {
  Value callee = KILN_REG(2);
  bool is = isCallableCell(callee);
  if (is) {
    auto* function = reinterpret_cast<abi::Function*>(callee.bits);
    is = function->info == pointerAt<FunctionRecord>(pc, 3);
  }
  KILN_REG(1) = Value::boolean(is);
  KILN_NEXT(5);
}
KILN_HANDLER typeOfIs(KILN_HANDLER_PARAMETERS) {
  abi::String* name = rt::asString(abi::kiln_typeof_value(KILN_REG(2)));
  KILN_REG(1) = Value::boolean(name == pointerAt<abi::String>(pc, 3));
  KILN_NEXT(5);
}
// A literal's shape is made by its first execution; unused inline slots stay empty.
KILN_HANDLER newObject(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  auto* keys = pointerAt<abi::LiteralTemplate>(pc, 2);
  auto* cache = pointerAt<abi::ObjectLiteralCache>(pc, 4);
  uint32_t count = pc[6];
  abi::Object* object;
  if (cache->shape != nullptr && count <= keys->inline_capacity) {
    object = static_cast<abi::Object*>(rt::allocate(sizeof(abi::Object) + 8ul * keys->inline_capacity));
    object->shape = cache->shape;
    object->store = &abi::kiln_empty_store;
  } else {
    object = abi::kiln_new_object_from(keys, cache);
  }
  uint32_t inline_count = count < keys->inline_capacity ? count : keys->inline_capacity;
  for (uint32_t i = 0; i < inline_count; ++i) object->inlineSlots()[i] = KILN_OPERAND(7 + i);
  for (uint32_t i = inline_count; i < count; ++i)
    abi::kiln_define_field(object, Value::cell(keys->keys[i]), KILN_OPERAND(7 + i));
  KILN_REG(1) = Value::cell(object);
  KILN_NEXT(7 + count);
}

}  // namespace
}  // namespace kiln::interpreter
