// How an instruction is run: each has a function that ends by jumping to the next one's. preserve_none lets
// them keep everything in registers; what calls out of the interpreter stands apart (slow…), so that the fast
// paths need no frames.
#pragma once
#include "ir/interpreter/translate.h"
#include "ir/interpreter/unit.h"
#include "runtime/object/object.h"

// pc: the instruction; r: the frame's registers; k: the code's constants; tag: abi::kNumberTag.
#define KILN_HANDLER_PARAMETERS \
  const uint32_t *pc, Value *r, const Value *k, Activation *activation, uint64_t tag
#define KILN_HANDLER_ARGUMENTS pc, r, k, activation, tag
#define KILN_HANDLER __attribute__((preserve_none)) void
#define KILN_OUTLINED_HANDLER __attribute__((preserve_none, noinline)) void
#define KILN_SLOW_HANDLER __attribute__((preserve_none, noinline, cold)) void
#define KILN_CONTINUE(handler) [[clang::musttail]] return handler(KILN_HANDLER_ARGUMENTS)
// To the instruction at pc.
#define KILN_DISPATCH() KILN_CONTINUE(reinterpret_cast<Handler>(static_cast<uintptr_t>(*pc)))
#define KILN_NEXT(units) \
  pc += (units);         \
  KILN_DISPATCH()
// In front of whatever may throw, collect or look at the stack.
#define KILN_SAVE()    \
  activation->pc = pc; \
  activation->registers = r

namespace kiln::interpreter {

using abi::kNumberTag;
using Handler = void(__attribute__((preserve_none)) *)(KILN_HANDLER_PARAMETERS);

inline Value& reg(const uint32_t* pc, Value* r, int unit) {
  return r[static_cast<int32_t>(pc[unit])];
}
inline Value operand(uint32_t unit, const Value* r, const Value* k) {
  auto index = static_cast<int32_t>(unit);
  const Value* word = index >= kConstantBase ? k + (index - kConstantBase) : r + index;
  return *word;
}
template <typename T>
inline T* pointerAt(const uint32_t* pc, int unit) {
  T* pointer;
  __builtin_memcpy(&pointer, pc + unit, sizeof pointer);
  return pointer;
}
#define KILN_REG(unit) reg(pc, r, unit)
#define KILN_OPERAND(unit) operand(pc[unit], r, k)

inline bool isCell(Value v) {
  return (v.bits & abi::kNotCellMask) == 0;
}

// The second operand of an instruction.
struct Register {
  static Value get(const uint32_t* pc, Value* r, int unit) { return reg(pc, r, unit); }
  static constexpr bool is_int32 = false;
};
struct Immediate {
  static Value get(const uint32_t* pc, Value*, int unit) {
    return Value::int32(static_cast<int32_t>(pc[unit]));
  }
  static constexpr bool is_int32 = true;
};

}  // namespace kiln::interpreter
