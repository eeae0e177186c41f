// The table of handlers, and activations: entries from native code, unwinding.
#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "ir/interpreter/handlers_access.h"
#include "ir/interpreter/handlers_calls.h"
#include "ir/interpreter/handlers_operators.h"
#include "runtime/gc/gc.h"
#include "runtime/ops/throw.h"

namespace kiln::interpreter {

namespace {

struct OpFacts {
  const char* name;
  const char* operands;
  Handler handler;
};
const OpFacts kOps[] = {
#define KILN_BYTECODE(name, operands, handler) {#name, operands, handler},
#include "ir/interpreter/bytecode.def"
#undef KILN_BYTECODE
};

}  // namespace

// The executable is linked at low addresses: a handler's address fits a unit.
uint32_t handlerWord(Op op) {
  auto address = reinterpret_cast<uintptr_t>(kOps[static_cast<size_t>(op)].handler);
  if (address > UINT32_MAX) {
    std::fputs("kiln: internal error: the interpreter is not linked at a low address\n", stderr);
    std::abort();
  }
  return static_cast<uint32_t>(address);
}
const char* opName(Op op) {
  return kOps[static_cast<size_t>(op)].name;
}
const char* opOperands(Op op) {
  return kOps[static_cast<size_t>(op)].operands;
}

namespace {

// --- the stack of frames

constexpr size_t kStackBytes = 32u << 20;

struct Stack {
  Value* base = nullptr;
  Value* limit = nullptr;
  Activation* current = nullptr;
} stack;

Value* topOf(const Activation* activation) {
  return activation == nullptr ? stack.base
                               : activation->registers + codeOfFrame(activation->registers)->frame_size;
}

// Frames hold cells, addresses within them, and raw words.
void scanFrames(void (*scan)(void* from, void* to)) {
  scan(stack.base, topOf(stack.current));
}

void makeStack() {
  void* memory =
      mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) rt::throwOutOfMemory();
  stack.base = static_cast<Value*>(memory);
  stack.limit = stack.base + kStackBytes / sizeof(Value);
  rt::addRootScanner(scanFrames);
  showFramesInTraces();
}

// The frame below an activation's first: its code ends the activation. Its one register takes the result.
Code* exitCode() {
  static Code* code = [] {
    auto* made = new Code;
    // As the call instruction that the first frame returns behind: result register, length.
    made->units = {handlerWord(Op::Exit), 0, 3, handlerWord(Op::Exit)};
    made->entry = made->units.data();
    made->register_count = made->frame_size = 1;
    made->constants = newStatic<Value>(1) + 1;
    made->constants[-1] = word(made);
    return made;
  }();
  return code;
}

const UnwindRange* rangeAt(const Code* code, const uint32_t* pc) {
  auto unit = static_cast<uint32_t>(pc - code->entry);
  auto it = std::partition_point(code->unwind.begin(), code->unwind.end(),
                                 [&](const UnwindRange& range) { return range.end <= unit; });
  return it != code->unwind.end() && it->start <= unit ? &*it : nullptr;
}

bool unwind(Activation* activation) {
  while (true) {
    const Code* code = codeOfFrame(activation->registers);
    if (activation->registers == activation->base) return false;
    if (const UnwindRange* range = rangeAt(code, activation->pc)) {
      activation->pc = code->entry + range->landing;
      return true;
    }
    activation->pc = reinterpret_cast<const uint32_t*>(activation->registers[kCallerPc].bits);
    activation->registers = reinterpret_cast<Value*>(activation->registers[kCallerRegisters].bits);
  }
}

// Removes an activation, however it ends.
struct Entered {
  explicit Entered(Activation* activation) { stack.current = activation; }
  ~Entered() { stack.current = stack.current->previous; }
};

// Runs the frame at activation->registers until it returns.
Value runActivation(Activation* activation) {
  Entered entered(activation);
  while (true) {
    try {
      Value* r = activation->registers;
      const uint32_t* pc = activation->pc;
      auto handler = reinterpret_cast<Handler>(static_cast<uintptr_t>(*pc));
      handler(pc, r, reinterpret_cast<const Value*>(r[kConstants].bits), activation, kNumberTag);
      return activation->base[0];
    } catch (rt::Thrown&) {
      if (!unwind(activation)) throw;
    }
  }
}

// Prepares an activation for `code`; the caller fills in parameters.
Value* enter(Activation* activation, const Code* code, Value callee, Value this_value, Value new_target) {
  if (stack.base == nullptr) makeStack();
  rt::checkStack();
  activation->previous = stack.current;
  activation->limit = stack.limit;
  Value* base = topOf(stack.current) + kHeaderWords;
  Value* frame = base + 1 + kHeaderWords;
  if (frame + code->frame_size > stack.limit) abi::kiln_stack_overflow();
  Code* exit = exitCode();
  link(base, nullptr, nullptr, exit, Value::undefined(), Value::undefined(), Value::undefined());
  base[0] = Value::undefined();
  link(frame, base, exit->entry, code, callee, this_value, new_target);
  activation->base = base;
  activation->registers = frame;
  activation->pc = code->entry;
  return frame;
}

}  // namespace

Value interpretEntry(abi::Function* callee, Value this_value, Value new_target, uint32_t argc,
                     const Value* argv) {
  Code* code = recordOf(callee)->code;
  Activation activation;
  Value* frame = enter(&activation, code, Value::cell(callee), this_value, new_target);
  for (uint32_t i = 0; i < code->parameter_count; ++i) frame[i] = i < argc ? argv[i] : Value::undefined();
  if (code->uses_arguments) {
    frame[kArgumentCount] = Value::int32(static_cast<int32_t>(argc));
    frame[kArgumentVector] = word(argv);
  }
  return runActivation(&activation);
}

Value interpretResume(abi::Coroutine* coroutine, abi::ResumeMode mode, Value sent) {
  FunctionRecord* record = recordOf(reinterpret_cast<abi::Function*>(coroutine->function.bits));
  if (record->resume == nullptr) record->resume = translate(record, record->source_function->resume);
  Activation activation;
  Value* frame = enter(&activation, record->resume, coroutine->function, Value::cell(coroutine), sent);
  frame[kMode] = Value::int32(static_cast<int32_t>(mode));
  return runActivation(&activation);
}

Activation* currentActivation() {
  return stack.current;
}

Code* untranslatedCode(FunctionRecord* function) {
  const ir::Function& body = *function->source_function;
  auto* code = new Code;
  code->function = function;
  code->body = &body;
  code->units = {handlerWord(Op::Translate)};
  code->entry = code->units.data();
  code->parameter_count = code->register_count = code->frame_size = body.param_count;
  code->uses_arguments = usesArguments(body);
  code->plain_arguments = code->uses_arguments ? UINT32_MAX : code->parameter_count;
  code->constants = newStatic<Value>(1) + 1;
  code->constants[-1] = word(code);
  return code;
}

}  // namespace kiln::interpreter
