// Calls of methods, constructors and getters whose callee the program's own text suggests: each gets a test
// of the callee (`is_closure_of`), a known call where it holds, and the generic call where it does not. A
// known call passes its arguments in registers, and `inline` may put the body in its place.
//
// Each test and copy costs code: the hottest sites (heat.h) get them, until the program has grown by its
// part.
//
// Candidates (callees.h) for o.m(…) are the functions that some class, literal or assignment in the program
// stores as `m`; those for `new C` are the functions that the variable, or the captured one, is ever given.
// Evidence only: what is called is what the test says.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "ir/passes/callees.h"
#include "ir/passes/heat.h"
#include "ir/passes/pass.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {
namespace {

constexpr size_t kMaxBody = 32;       // instructions of a callee that are worth a test: it may be inlined
constexpr size_t kGuessCost = 12;     // instructions of a test and of what follows it
constexpr size_t kFreeGrowth = 2000;  // instructions that any program may grow by
constexpr size_t kGrowthPart = 12;    // … and the part of its size

bool returnsUndefined(const Function& function) {
  for (const auto& block : function.blocks) {
    const Instr* last = block->instrs.empty() ? nullptr : block->instrs.back();
    if (last == nullptr || last->op != Opcode::Return) continue;
    const Instr* value = last->operands[0];
    if (value->op != Opcode::ConstValue || value->imm != static_cast<int64_t>(abi::kUndefined)) return false;
  }
  return true;
}

size_t sizeOf(const Function& function) {
  size_t size = 0;
  for (const auto& block : function.blocks) size += block->instrs.size();
  return size;
}

// Whether a known call may take the place of a generic one.
bool isCandidate(const Function& function, bool construction) {
  if (!function.escapes || function.kind != FunctionKind::Normal || function.blocks.empty()) return false;
  if (function.uses_arguments || sizeOf(function) > kMaxBody || function.result.rep != Rep::Value)
    return false;
  if (construction) return function.flags & abi::kFnConstructBase && returnsUndefined(function);
  return !(function.flags & abi::kFnClassConstructor);
}

// A call with what it may call.
struct Site {
  Instr* call;
  std::vector<Function*> guesses;
  uint32_t heat;
  size_t cost;   // instructions that the guesses may add
  size_t order;  // in the program
};

// A getter that takes nothing from its closure, which the call does not have.
bool isGetter(const Function& function) {
  if (!isCandidate(function, false) || !function.capture_is_box.empty() || !function.param_types.empty())
    return false;
  return std::none_of(function.blocks.begin(), function.blocks.end(), [](const auto& block) {
    return std::any_of(block->instrs.begin(), block->instrs.end(),
                       [](const Instr* instr) { return instr->op == Opcode::Callee; });
  });
}

std::vector<Function*> guessesOf(const CalleeEvidence& evidence, const Instr& call) {
  if (call.op == Opcode::GetProp) {
    std::vector<Function*> getters = evidence.gettersOf(call.atom);
    std::erase_if(getters, [](const Function* function) { return !isGetter(*function); });
    return getters;
  }
  if (call.op != Opcode::Call && call.op != Opcode::Construct) return {};
  std::vector<Function*> guesses;
  for (Function* function : evidence.of(call.operands[0])) {
    if (isCandidate(*function, call.op == Opcode::Construct)) guesses.push_back(function);
  }
  return guesses;
}

// The sites that are worth it, hottest first, as many as the program may grow by.
std::unordered_map<Function*, std::vector<Site>> chooseSites(Program& program) {
  CalleeEvidence evidence(program);
  Heat heat(program, evidence);
  std::vector<std::pair<Function*, Site>> sites;
  size_t size = 0;
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      size += block->instrs.size();
      if (block->unwind != nullptr) continue;
      for (Instr* instr : block->instrs) {
        Site site{instr, guessesOf(evidence, *instr), 0, 0, sites.size()};
        if (site.guesses.empty()) continue;
        site.heat = heat.of(*instr);
        for (const Function* guess : site.guesses) site.cost += kGuessCost + sizeOf(*guess);
        sites.push_back({function.get(), std::move(site)});
      }
    }
  }
  std::sort(sites.begin(), sites.end(), [](const auto& a, const auto& b) {
    if (a.second.heat != b.second.heat) return a.second.heat > b.second.heat;
    return a.second.cost != b.second.cost ? a.second.cost < b.second.cost : a.second.order < b.second.order;
  });
  size_t budget = kFreeGrowth + size / kGrowthPart;
  std::unordered_map<Function*, std::vector<Site>> chosen;
  for (auto& [function, site] : sites) {
    if (site.cost > budget) continue;
    budget -= site.cost;
    chosen[function].push_back(std::move(site));
  }
  return chosen;
}

class Devirtualiser {
 public:
  explicit Devirtualiser(Function& function) : function_(function) {}

  void run(const std::vector<Site>& sites) {
    for (const Site& site : sites) rewrite(site.call, site.guesses);
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) {
          auto it = results_.find(operand);
          if (it != results_.end() && it->second != instr) operand = it->second;
        }
      }
    }
  }

 private:
  Instr* add(Block* block, Opcode op, Type type, std::vector<Instr*> operands) {
    Instr* instr = function_.newInstr(op, type, loc_);
    instr->block = block;
    instr->operands = std::move(operands);
    block->instrs.push_back(instr);
    return instr;
  }

  void jump(Block* from, Block* to) {
    add(from, Opcode::Jump, Type::of(Rep::Void), {});
    from->succs = {to};
    to->preds.push_back(from);
  }

  void rewrite(Instr* call, const std::vector<Function*>& guesses) {
    loc_ = call->loc;
    Block* at = call->block;
    Block* rest = splitAt(call);
    Instr* phi = function_.newInstr(Opcode::Phi, call->type, loc_);
    phi->block = rest;
    for (Function* guess : guesses) {
      bool getter = call->op == Opcode::GetProp;
      Instr* holds = add(at, getter ? Opcode::IsGetterOf : Opcode::IsClosureOf, Type::of(Rep::Bool),
                         {call->operands[0]});
      holds->function = guess;
      if (getter) holds->atom = call->atom;
      Instr* branch = add(at, Opcode::Branch, Type::of(Rep::Void), {holds});
      branch->flag = guess == guesses.back();
      Block* known = function_.newBlock();
      Block* other = function_.newBlock();
      at->succs = {known, other};
      known->preds = other->preds = {at};
      phi->operands.push_back(knownCall(known, *call, guess));
      jump(known, rest);
      at = other;
    }
    call->block = at;
    at->instrs.push_back(call);
    phi->operands.push_back(call);
    jump(at, rest);
    rest->instrs.insert(rest->instrs.begin(), phi);
    results_[call] = phi;
  }

  Instr* knownCall(Block* block, const Instr& call, Function* callee) {
    if (call.op == Opcode::GetProp) {
      Instr* made = add(block, Opcode::CallKnown, Type::value(kTAny), {undefined(block), call.operands[0]});
      made->function = callee;
      return made;
    }
    bool construction = call.op == Opcode::Construct;
    Instr* self = nullptr;
    if (construction) {
      Instr* made = add(block, Opcode::NewInstance, Type::of(Rep::Object), {call.operands[0]});
      made->function = callee;
      self = add(block, Opcode::Box, Type::value(kTObject), {made});
    }
    size_t first = construction ? 1 : 2;
    std::vector<Instr*> operands{call.operands[0], construction ? self : call.operands[1]};
    for (size_t i = 0; i < callee->param_types.size(); ++i)
      operands.push_back(first + i < call.operands.size() ? call.operands[first + i] : undefined(block));
    Instr* made = add(block, Opcode::CallKnown, Type::value(kTAny), std::move(operands));
    made->function = callee;
    made->flag = construction;
    return construction ? self : made;
  }

  Instr* undefined(Block* block) {
    Instr* made = add(block, Opcode::ConstValue, Type::value(kTUndefined), {});
    made->imm = static_cast<int64_t>(abi::kUndefined);
    return made;
  }

  Function& function_;
  std::unordered_map<Instr*, Instr*> results_;  // call -> phi of the ways to call
  SourceLoc loc_;
};

}  // namespace

void devirtualise(Program& program) {
  auto sites = chooseSites(program);
  if (sites.empty()) return;
  for (auto& [function, chosen] : sites) Devirtualiser(*function).run(chosen);
  inferTypes(program);
}

}  // namespace kiln::ir
