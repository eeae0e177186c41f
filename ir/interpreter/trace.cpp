// Interpreted frames in stack traces.
#include <algorithm>

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

// The functions inlined there, innermost first, then the function itself.
bool visitFrame(const Code& code, const uint32_t* pc, void* context, rt::InterpreterFrames::Visit visit) {
  ir::SourceLoc loc = locationAt(code, pc);
  while (true) {
    const ir::InlineSite* site = loc.inlined == 0 ? nullptr : &code.body->inline_sites[loc.inlined - 1];
    const abi::FunctionInfo* function =
        site == nullptr ? code.function : code.function->unit->record(site->callee);
    if (!visit(context, function, loc.offset == UINT32_MAX ? function->source_start : loc.offset))
      return false;
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
    if (!visitFrame(*codeOfFrame(r), pc, context, visit)) return;
    pc = reinterpret_cast<const uint32_t*>(r[kCallerPc].bits);
    r = reinterpret_cast<const Value*>(r[kCallerRegisters].bits);
  }
}

const rt::InterpreterFrames kFrames = {innermost, outer, visitActivation};

}  // namespace

void showFramesInTraces() {
  rt::interpreter_frames = &kFrames;
}

}  // namespace kiln::interpreter
