// Interpreted frames in stack traces.
#include <algorithm>

#include "ir/core/suspends.h"
#include "ir/interpreter/unit.h"
#include "runtime/ops/error.h"

namespace kiln::interpreter {
namespace {

ir::SourceLoc locationAt(const Code& code, const uint32_t* pc) {
  auto unit = static_cast<uint32_t>(pc - code.entry);
  auto it = std::partition_point(code.positions.begin(), code.positions.end(),
                                 [&](const Position& position) { return position.start <= unit; });
  return it == code.positions.begin() ? ir::SourceLoc{code.body->source_start} : std::prev(it)->loc;
}

// The functions inlined there, innermost first, then the function itself, whose registers are `r`.
bool visitFrame(const Code& code, const uint32_t* pc, const Value* r, void* context, rt::InterpreterFrames::Visit visit) {
  ir::SourceLoc loc = locationAt(code, pc);
  // A coroutine's entry that runs the resume function for the first time is the same call.
  if (loc.offset == UINT32_MAX && code.body->resume != nullptr) return true;
  while (true) {
    const ir::InlineSite* site = loc.inlined == 0 ? nullptr : &code.body->inline_sites[loc.inlined - 1];
    const abi::FunctionInfo* function =
        site == nullptr ? code.function : code.function->unit->record(site->callee);
    rt::Frame frame{function, loc.offset == UINT32_MAX ? function->source_start : loc.offset};
    if (site == nullptr && code.body->resume_of == nullptr) {
      frame.receiver = r[kThis];
      if (r[kCallee].isCell()) frame.callee = reinterpret_cast<abi::Function*>(r[kCallee].bits);  // module bodies have none
      if (!r[kNewTarget].isUndefined() && !r[kNewTarget].isEmpty()) frame.kind = rt::FrameKind::Construct;
    }
    if (!visit(context, frame)) return false;
    if (site == nullptr) return true;
    loc = site->call;
  }
}

const void* innermost() {
  return currentActivation();
}
const void* outer(const void* activation) {
  return static_cast<const Activation*>(activation)->previous;
}

void visitActivation(const void* record, void* context, rt::InterpreterFrames::Visit visit) {
  auto* activation = static_cast<const Activation*>(record);
  const uint32_t* pc = activation->pc;
  for (const Value* r = activation->registers; r != activation->base;) {
    if (!visitFrame(*codeOfFrame(r), pc, r, context, visit)) return;
    pc = reinterpret_cast<const uint32_t*>(r[kCallerPc].bits);
    r = reinterpret_cast<const Value*>(r[kCallerRegisters].bits);
  }
}

bool suspended(const abi::Coroutine* coroutine, uint32_t* offset) {
  auto* function = reinterpret_cast<const abi::Function*>(coroutine->function.bits);
  if (coroutine->resume != interpretResume) return false;
  const ir::Function* source = static_cast<const FunctionRecord*>(function->info)->source_function;
  std::vector<uint32_t> offsets = ir::suspendOffsets(*source->resume);
  auto state = static_cast<size_t>(coroutine->state);
  if (state >= offsets.size()) return false;
  *offset = offsets[state];
  return true;
}

const rt::InterpreterFrames kFrames = {innermost, outer, visitActivation, suspended};

}  // namespace

void showFramesInTraces() {
  rt::interpreter_frames = &kFrames;
}

}  // namespace kiln::interpreter
