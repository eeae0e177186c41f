// What the translator makes and the handlers run: code of one function, and the frames that it runs in.
#pragma once
#include <cstdint>
#include <vector>

#include "ir/core/ir.h"
#include "runtime/abi/helpers.h"

namespace kiln::interpreter {

using abi::Value;

enum class Op : uint8_t {
#define KILN_BYTECODE(name, operands, handler) name,
#include "ir/interpreter/bytecode.def"
#undef KILN_BYTECODE
};

// Words of a frame in front of its registers. Operands may name them as registers of these numbers.
enum HeaderWord : int32_t {
  kCallerRegisters = -1,  // Value*
  kCallerPc = -2,         // the call instruction in the caller
  kConstants = -3,        // of the running code
  kCallee = -4,           // Function*, may be null for module bodies
  kThis = -5,
  kNewTarget = -6,
  kArgumentCount = -7,   // int32 Value; of code that uses it only
  kArgumentVector = -8,  // const Value*
  // In resume functions of coroutines:
  kCoroutine = kThis,
  kSent = kNewTarget,
  kMode = kArgumentCount,  // int32 Value
};
inline constexpr int32_t kHeaderWords = 8;

// Operand `o` at least this: a constant.
inline constexpr int32_t kConstantBase = 0x4000'0000;

class Unit;
struct Code;

// The static facts of a function, and how it is run.
struct FunctionRecord : abi::FunctionInfo {
  Code* code;    // never null: at first the one that translates
  Code* resume;  // of coroutines, null until the first resumption
  const ir::Function* source_function;
  Unit* unit;
  abi::Code closure_entry;  // of its closures
};

struct UnwindRange {
  uint32_t start, end;  // units
  uint32_t landing;
};
struct Position {
  uint32_t start;  // unit from which on it holds
  ir::SourceLoc loc;
};

// One function's code. Lives as long as the process.
struct Code {
  FunctionRecord* function = nullptr;
  const ir::Function* body = nullptr;  // of a coroutine's second half: the resume function
  const uint32_t* entry = nullptr;
  Value* constants = nullptr;  // seen by the collector; constants[-1] is this Code
  uint32_t parameter_count = 0;
  uint32_t plain_arguments = 0;  // parameter_count, or a number that no call has when uses_arguments
  uint32_t register_count = 0;   // without the header; behind them is the area for natives' arguments
  uint32_t frame_size = 0;       // registers and that area
  bool uses_arguments = false;
  std::vector<uint32_t> units;
  std::vector<UnwindRange> unwind;  // ascending
  std::vector<Position> positions;  // ascending
};

inline Code* codeOf(const Value* constants) {
  return reinterpret_cast<Code*>(constants[-1].bits);
}
inline Code* codeOfFrame(const Value* registers) {
  return codeOf(reinterpret_cast<const Value*>(registers[kConstants].bits));
}

// One run of the dispatch loop on the native stack. Frames of interpreted callees are pushed within it.
struct Activation {
  Activation* previous;
  // As of the last instruction that could throw, collect or look at the stack.
  const uint32_t* pc;
  Value* registers;
  Value* base;   // registers of the frame below the first: receives the result
  Value* limit;  // no frame may reach beyond
};

// Whether the function reads the vector of its arguments.
bool usesArguments(const ir::Function& function);

}  // namespace kiln::interpreter
