// Where inline fast paths are worth their code. An inline path is ten to a hundred machine instructions where
// a call is three, and the time to compile a large program is the number of its instructions: inlined
// everywhere, they are nine tenths of them. So a program gets fast paths for what runs most (heat.h) until a
// budget is spent, and calls elsewhere. For the same reason LLVM optimises only some functions of a large program.
#include <algorithm>
#include <vector>

#include "ir/passes/heat.h"
#include "ir/passes/once.h"
#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

// As codegen/emit/instructions.cpp has them.
bool hasInlineForm(HelperId id) {
  switch (id) {
    case HelperId::iteration_start:
    case HelperId::iteration_step:
    case HelperId::element_if_present:
    case HelperId::append_element:
    case HelperId::iteration_close:
    case HelperId::iteration_close_quiet:
    case HelperId::arrays_iterate_plainly:
    case HelperId::get_argument:
    case HelperId::sloppy_this:
    case HelperId::private_get:
    case HelperId::private_set:
    case HelperId::private_has:
    case HelperId::private_is_member:
    case HelperId::define_field:
    case HelperId::private_add_field:
    case HelperId::super_constructor:
    case HelperId::instance_of:
    case HelperId::char_at:
    case HelperId::bigint_of:
    case HelperId::as_uint_n:
      return true;
    default:
      return false;
  }
}

// In instructions of LLVM's. LLVM optimises all of a program of this size.
constexpr size_t kSmallProgram = 100'000;

// Every program has the first for free, so that small ones are all fast paths.
constexpr size_t kFreeCode = 400'000;
constexpr size_t kInlinePart = 5;  // … and one of so many of what all of its fast paths would take

// What an inline path takes more than a call: measured in LLVM's text, before it optimises.
size_t weight(const Instr& instr) {
  auto maybe_numbers = [&] {
    return std::all_of(instr.operands.begin(), instr.operands.end(),
                       [](const Instr* operand) { return operand->type.maybe(kTNumber); });
  };
  switch (instr.op) {
    case Opcode::GetElem:
    case Opcode::SetElem:
      return 100;
    case Opcode::GetProp:
    case Opcode::SetProp:
    case Opcode::GetSuper:
      return instr.flag ? 60 : 30;
    case Opcode::Add:
    case Opcode::Sub:
    case Opcode::Mul:
    case Opcode::Div:
    case Opcode::Mod:
    case Opcode::Exp:
      return maybe_numbers() ? 45 : 0;
    case Opcode::LessThan:
    case Opcode::LessEqual:
    case Opcode::GreaterThan:
    case Opcode::GreaterEqual:
      return maybe_numbers() ? 30 : 0;
    case Opcode::Construct:
    case Opcode::NewInstance:
    case Opcode::CharCodeAt:
      return 40;
    case Opcode::BitAnd:
    case Opcode::BitOr:
    case Opcode::BitXor:
    case Opcode::Shl:
    case Opcode::Sar:
    case Opcode::Shr:
    case Opcode::GetLength:
    case Opcode::ToBoolean:
    case Opcode::MakeClosure:
    case Opcode::NewObject:
      return 25;
    case Opcode::SetGlobal:
    case Opcode::Inc:
    case Opcode::Dec:
    case Opcode::Call:
    case Opcode::StrictEq:
    case Opcode::NewBox:
      return 15;
    case Opcode::CallHelper:
      return hasInlineForm(static_cast<HelperId>(instr.imm)) ? 20 : 0;
    case Opcode::ConstInt32:
    case Opcode::ConstDouble:
    case Opcode::ConstBool:
    case Opcode::ConstString:
    case Opcode::ConstValue:
    case Opcode::ConstBigInt:
    case Opcode::Param:
    case Opcode::ThisValue:
    case Opcode::Callee:
    case Opcode::NewTarget:
    case Opcode::ArgCount:
    case Opcode::ArgVector:
    case Opcode::LoadArg:
    case Opcode::Phi:
    case Opcode::Catch:
    case Opcode::Box:
    case Opcode::UnboxInt32:
    case Opcode::UnboxDouble:
    case Opcode::UnboxBool:
    case Opcode::UnboxString:
    case Opcode::UnboxObject:
    case Opcode::Refine:
    case Opcode::ReceiverOf:
    case Opcode::Int32ToDouble:
    case Opcode::Uint32ToDouble:
    case Opcode::DoubleToInt32:
    case Opcode::DoubleToInt32Exact:
    case Opcode::IsInt32:
    case Opcode::IsNumber:
    case Opcode::IsString:
    case Opcode::IsObject:
    case Opcode::IsUndefined:
    case Opcode::IsNullish:
    case Opcode::TypeOfIs:
    case Opcode::IsEmpty:
    case Opcode::SameWord:
    case Opcode::Neg:
    case Opcode::BitNot:
    case Opcode::ToNumber:
    case Opcode::ToNumeric:
    case Opcode::ToInt32:
    case Opcode::NumberToInt32:
    case Opcode::ToString:
    case Opcode::ToPropertyKey:
    case Opcode::TypeOf:
    case Opcode::Not:
    case Opcode::LooseEq:
    case Opcode::Int32Add:
    case Opcode::Int32Sub:
    case Opcode::Int32Mul:
    case Opcode::Int32Clz:
    case Opcode::Int32Mod:
    case Opcode::Int32AddOverflows:
    case Opcode::Int32SubOverflows:
    case Opcode::Int32MulOverflows:
    case Opcode::Int32And:
    case Opcode::Int32Or:
    case Opcode::Int32Xor:
    case Opcode::Int32Shl:
    case Opcode::Int32Sar:
    case Opcode::Int32Shr:
    case Opcode::Int32Lt:
    case Opcode::Int32Le:
    case Opcode::Int32Eq:
    case Opcode::DoubleAdd:
    case Opcode::DoubleSub:
    case Opcode::DoubleMul:
    case Opcode::DoubleDiv:
    case Opcode::DoubleMod:
    case Opcode::DoublePow:
    case Opcode::DoubleNeg:
    case Opcode::DoubleLt:
    case Opcode::DoubleLe:
    case Opcode::DoubleEq:
    case Opcode::MathUnary:
    case Opcode::MathBinary:
    case Opcode::MathFunction:
    case Opcode::IntrinsicFunction:
    case Opcode::StringConcat:
    case Opcode::StringEq:
    case Opcode::GetGlobal:
    case Opcode::LoadGlobal:
    case Opcode::HasLayout:
    case Opcode::LoadField:
    case Opcode::StoreField:
    case Opcode::LoadMethod:
    case Opcode::InitFields:
    case Opcode::IsClosureOf:
    case Opcode::IsGetterOf:
    case Opcode::WhichMethod:
    case Opcode::MethodOf:
    case Opcode::IsSetterOf:
    case Opcode::IsBoundOf:
    case Opcode::LoadSuper:
    case Opcode::HasInstances:
    case Opcode::NewInstanceWith:
    case Opcode::MakesLayout:
    case Opcode::InstanceShape:
    case Opcode::ShapeHasLayout:
    case Opcode::NewOfShape:
    case Opcode::HasView:
    case Opcode::OpenView:
    case Opcode::HasViewLength:
    case Opcode::ViewLength:
    case Opcode::ViewHas:
    case Opcode::LoadView:
    case Opcode::StoreView:
    case Opcode::LoadVar:
    case Opcode::StoreVar:
    case Opcode::LoadBox:
    case Opcode::StoreBox:
    case Opcode::LoadCapture:
    case Opcode::LoadCaptureOf:
    case Opcode::CheckTdz:
    case Opcode::StoreCapture:
    case Opcode::NewArray:
    case Opcode::CallKnown:
    case Opcode::Pack:
    case Opcode::StackSlot:
    case Opcode::LoadSlot:
    case Opcode::StoreSlot:
    case Opcode::AddressOf:
    case Opcode::Suspend:
    case Opcode::ResumedValue:
    case Opcode::FrameLoad:
    case Opcode::FrameStore:
    case Opcode::CoroutineField:
    case Opcode::SetCoroutineState:
    case Opcode::Jump:
    case Opcode::Branch:
    case Opcode::Switch:
    case Opcode::Return:
    case Opcode::Unreachable:
      return 0;  // one way of emitting it
  }
  std::abort();
}

// What LLVM's optimiser can do more with than merge blocks: anywhere, and in loops.
bool isRaw(Opcode op) { return op >= Opcode::Int32Add && op <= Opcode::MathBinary; }
bool isLoopWork(Opcode op) {
  bool field = op == Opcode::LoadField || op == Opcode::StoreField;
  bool element = op == Opcode::ViewHas || op == Opcode::LoadView || op == Opcode::StoreView;
  return field || element || isRaw(op);
}

constexpr size_t kRawWork = 24;    // raw instructions of a function that is worth LLVM's time
constexpr size_t kRawInLoops = 4;  // what one in a loop counts as

// Generic operations are tests and calls, which the optimiser leaves as they are: it takes half of the time to compile
// a large program for nothing that can be measured.
bool isPlain(const Function& function, const Heat& heat) {
  size_t work = 0;
  for (const auto& block : function.blocks) {
    for (const Instr* instr : block->instrs) {
      if (heat.loopsAround(*block) > 0)
        work += isLoopWork(instr->op) ? kRawInLoops : 0;
      else
        work += isRaw(instr->op);
    }
  }
  return work < kRawWork;
}

struct Site {
  Instr* instr;
  size_t weight;
};

// The sites of a function that no loop is around.
struct Straight {
  size_t size, order;  // of the function
  std::vector<Site> sites;
};

}  // namespace

void markColdSites(Program& program) {
  CalleeEvidence callees(program);
  Heat heat(program, callees);
  markOnceSites(program);
  // By heat, then in the order of the program; what is in no loop comes last, small functions first: those
  // that are called most often are among them.
  std::vector<std::vector<Site>> sites(Heat::kMost + 1);
  size_t total = 0;
  std::vector<Straight> straight;
  for (auto& function : program.functions) {
    std::vector<Site> outside;
    size_t size = 0;
    for (auto& block : function->blocks) {
      size += block->instrs.size();
      for (Instr* instr : block->instrs) {
        size_t cost = instr->once ? 0 : weight(*instr);
        if (cost == 0) continue;
        total += cost;
        uint32_t loops = heat.of(*instr);
        (loops == 0 ? outside : sites[loops]).push_back({instr, cost});
      }
    }
    if (!outside.empty()) straight.push_back({size, straight.size(), std::move(outside)});
  }
  if (total <= kSmallProgram) return;
  for (auto& function : program.functions) function->plain = isPlain(*function, heat);
  if (total <= kFreeCode) return;
  std::sort(straight.begin(), straight.end(), [](const Straight& a, const Straight& b) {
    return a.size != b.size ? a.size < b.size : a.order < b.order;
  });
  for (const Straight& function : straight)
    sites[0].insert(sites[0].end(), function.sites.begin(), function.sites.end());
  size_t left = kFreeCode + total / kInlinePart;
  for (auto bucket = sites.rbegin(); bucket != sites.rend(); ++bucket) {
    for (const Site& site : *bucket) {
      site.instr->cold = site.weight > left;
      left = site.instr->cold ? 0 : left - site.weight;
    }
  }
}

}  // namespace kiln::ir
