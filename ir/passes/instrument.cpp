// Counters for --profile-generate: one for each block, by the place in the source where it begins, and one for each call that
// notes the closures it calls.
#include <algorithm>

#include "ir/core/profile.h"

namespace kiln::ir {
namespace {

// What has to come first in a block, or in a function.
bool isAtStart(const Instr& instr) {
  switch (instr.op) {
    case Opcode::Phi:
    case Opcode::Catch:
    case Opcode::ResumedValue:
    case Opcode::Param:
    case Opcode::ThisValue:
    case Opcode::Callee:
    case Opcode::NewTarget:
    case Opcode::ArgCount:
    case Opcode::ArgVector:
      return true;
    default:
      return false;
  }
}

class Instrumenter {
 public:
  explicit Instrumenter(Function& function) : function_(function) {}

  void run() {
    for (auto& block : function_.blocks) instrument(*block);
  }

 private:
  void instrument(Block& block) {
    std::vector<Instr*> out;
    size_t start = 0;
    while (start < block.instrs.size() && isAtStart(*block.instrs[start])) ++start;
    out.assign(block.instrs.begin(), block.instrs.begin() + static_cast<std::ptrdiff_t>(start));
    auto first = std::find_if(block.instrs.begin(), block.instrs.end(),
                              [&](const Instr* instr) { return isHere(*instr); });
    // A way back to a loop's head begins nowhere in the text.
    bool only_jumps = start + 1 == block.instrs.size() && block.instrs.back()->op == Opcode::Jump;
    if (first != block.instrs.end() && !only_jumps) count(block, (*first)->loc, out);
    for (size_t i = start; i < block.instrs.size(); ++i) {
      Instr* instr = block.instrs[i];
      bool call = instr->op == Opcode::Call || instr->op == Opcode::Construct;
      if (call && isHere(*instr)) {
        Instr* site = siteOf(block, instr->loc, true, out);
        add(block, Opcode::CallHelper, Type::of(Rep::Void), {site, instr->operands[0]}, instr->loc, out)->imm =
            static_cast<int64_t>(HelperId::profile_callee);
      }
      out.push_back(instr);
    }
    block.instrs = std::move(out);
  }

  bool isHere(const Instr& instr) const {
    return instr.loc.inlined == 0 && instr.loc.offset != UINT32_MAX && instr.loc.offset >= function_.source_start;
  }

  void count(Block& block, SourceLoc loc, std::vector<Instr*>& out) {
    Instr* site = siteOf(block, loc, false, out);
    add(block, Opcode::CallHelper, Type::of(Rep::Void), {site}, loc, out)->imm =
        static_cast<int64_t>(HelperId::profile_count);
  }

  Instr* siteOf(Block& block, SourceLoc loc, bool is_call, std::vector<Instr*>& out) {
    StaticRef ref;
    ref.kind = StaticRef::Kind::ProfileSite;
    ref.function = &function_;
    ref.offset = loc.offset - function_.source_start;
    ref.is_call = is_call;
    Instr* site = add(block, Opcode::AddressOf, Type::of(Rep::Pointer), {}, loc, out);
    site->ref = function_.program->addRef(std::move(ref));
    return site;
  }

  Instr* add(Block& block, Opcode op, Type type, std::vector<Instr*> operands, SourceLoc loc, std::vector<Instr*>& out) {
    Instr* instr = function_.newInstr(op, type, loc);
    instr->operands = std::move(operands);
    instr->block = &block;
    out.push_back(instr);
    return instr;
  }

  Function& function_;
};

}  // namespace

void instrument(Program& program) {
  for (auto& function : program.functions) {
    if (!function->blocks.empty()) Instrumenter(*function).run();
  }
}

}  // namespace kiln::ir
