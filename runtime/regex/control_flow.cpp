#include "runtime/regex/control_flow.h"

namespace kiln::regex {

ControlFlow::ControlFlow(const Program& program) : is_target(program.code.size()) {
  auto target = [&](int32_t pc) { is_target[static_cast<size_t>(pc)] = true; };
  for (size_t pc = 0; pc < program.code.size(); ++pc) {
    const Instruction& i = program.code[pc];
    switch (i.op) {
      case Op::Branch:
      case Op::BranchLast:
        target(i.a);
        has_choices |= !i.d;
        break;
      case Op::Jump:
        target(i.a);
        break;
      case Op::Loop:
        target(i.d);
        has_choices |= i.e < 0 && i.b != i.c;
        break;
      case Op::Repeat:
        has_choices |= !i.d;
        break;
      case Op::Look: {
        target(i.a);
        auto accept = static_cast<size_t>(i.a) - 1;
        looks[accept] = pc;
        has_choices |= !isSimple(program, pc + 1, accept);
        break;
      }
      case Op::Char:
      case Op::Any:
      case Op::All:
      case Op::Set:
      case Op::LineStart:
      case Op::LineEnd:
      case Op::TextStart:
      case Op::TextEnd:
      case Op::WordBoundary:
      case Op::NotWordBoundary:
      case Op::Save:
      case Op::ClearCaptures:
      case Op::SetCounter:
      case Op::MarkPosition:
      case Op::CheckProgress:
      case Op::BackReference:
      case Op::Accept:
        break;
    }
  }
}

bool ControlFlow::isSimple(const Program& program, size_t from, size_t to) {
  for (size_t pc = from; pc < to; ++pc) {
    const Instruction& i = program.code[pc];
    bool simple = isSingleCharacter(i.op) || i.op == Op::LineStart || i.op == Op::LineEnd || i.op == Op::TextStart ||
                  i.op == Op::TextEnd || i.op == Op::WordBoundary || i.op == Op::NotWordBoundary ||
                  i.op == Op::BackReference || (i.op == Op::Repeat && i.d) || (i.op == Op::Branch && i.d) ||
                  i.op == Op::Jump;
    if (!simple) return false;
  }
  return true;
}

}  // namespace kiln::regex
