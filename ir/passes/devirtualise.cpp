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
#include <map>
#include <unordered_map>
#include <vector>

#include "ir/core/profile.h"
#include "ir/passes/callees.h"
#include "ir/passes/heat.h"
#include "ir/passes/layouts.h"
#include "ir/passes/pass.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {
namespace {

constexpr size_t kMaxBody = 32;       // instructions of a callee that may be inlined
constexpr uint32_t kHot = 2;          // loops around a call that is worth a test even so
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
  if (function.uses_arguments || function.result.rep != Rep::Value) return false;
  if (construction) return function.flags & abi::kFnConstructBase && returnsUndefined(function);
  return !(function.flags & abi::kFnClassConstructor);
}

// Instructions that a test of the receiver in front of the call has to pass: most are moved behind it.
constexpr size_t kMaxBetween = 8;

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
  if (!isCandidate(function, false) || sizeOf(function) > kMaxBody || !function.capture_is_box.empty() || !function.param_types.empty())
    return false;
  return std::none_of(function.blocks.begin(), function.blocks.end(), [](const auto& block) {
    return std::any_of(block->instrs.begin(), block->instrs.end(),
                       [](const Instr* instr) { return instr->op == Opcode::Callee; });
  });
}

constexpr uint64_t kShare = 10;  // a callee that a profile names has at least one of so many of the calls

// What the profile saw the call call, the most frequent first.
std::vector<Function*> recordedCallees(const std::vector<Profile::Callee>& recorded) {
  uint64_t calls = 0;
  for (const Profile::Callee& callee : recorded) calls += callee.count;
  std::vector<Function*> guesses;
  for (const Profile::Callee& callee : recorded) {
    if (callee.function != nullptr && callee.count * kShare >= calls && guesses.size() < CalleeEvidence::kMost)
      guesses.push_back(callee.function);
  }
  return guesses;
}

std::vector<Function*> guessesOf(const CalleeEvidence& evidence, const Profile* profile, const Instr& call) {
  if (call.op == Opcode::GetProp) {
    std::vector<Function*> getters = evidence.gettersOf(call.atom);
    std::erase_if(getters, [](const Function* function) { return !isGetter(*function); });
    return getters;
  }
  if (call.op != Opcode::Call && call.op != Opcode::Construct) return {};
  const std::vector<Profile::Callee>* recorded = profile == nullptr ? nullptr : profile->calleesOf(call);
  std::vector<Function*> guesses;
  for (Function* function : recorded == nullptr ? evidence.of(call.operands[0]) : recordedCallees(*recorded)) {
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
      for (Instr* instr : block->instrs) {
        Site site{instr, guessesOf(evidence, program.profile.get(), *instr), 0, 0, sites.size()};
        if (site.guesses.empty()) continue;
        site.heat = heat.of(*instr);
        bool worth = false;
        for (const Function* guess : site.guesses) {
          size_t body = sizeOf(*guess);
          site.cost += kGuessCost + (body <= kMaxBody ? body : 0);
          worth |= body <= kMaxBody || site.heat >= kHot;
        }
        if (!worth) continue;
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
  // The methods that sites ask for, by name: sites with the same ones share what they learn.
  using Methods = std::map<std::pair<const Atom*, std::vector<Function*>>, const Layout*>;

  Devirtualiser(Function& function, const ObjectLayouts& layouts, Methods& methods)
      : function_(function), layouts_(layouts), methods_(methods) {}

  void run(const std::vector<Site>& sites) {
    for (auto& block : function_.blocks) {
      for (const Instr* instr : block->instrs) {
        for (const Instr* operand : instr->operands) ++uses_[operand];
      }
    }
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
    std::vector<Instr*> between;
    const Layout* methods = nullptr;
    Instr* which = nullptr;
    if ((guesses.size() > 1 || layouts_.isInherited(guesses[0])) && readsMethod(*call)) {
      methods = methodsOf(call->operands[0]->atom, guesses);
      if (!findBetween(*call, &between)) which = askFirst(call, methods);
    }
    Block* before = call->block;
    Block* at = before;
    Block* rest = splitAt(call);
    Instr* phi = function_.newInstr(Opcode::Phi, call->type, loc_);
    phi->block = rest;
    std::vector<Block*> calling;
    bool at_call = methods != nullptr && which == nullptr;
    if (at_call) {
      which = add(at, Opcode::WhichMethod, Type::of(Rep::Int32), {call->operands[1]});
      which->layout = methods;
    }
    for (Function* guess : guesses) {
      Instr* holds = which != nullptr ? add(at, Opcode::Int32Eq, Type::of(Rep::Bool), {which, index(at, phi->operands.size())})
                                      : testCallee(at, *call, guess);
      Instr* branch = add(at, Opcode::Branch, Type::of(Rep::Void), {holds});
      branch->flag = guess == guesses.back();
      Block* known = function_.newBlock();
      Block* other = function_.newBlock();
      at->succs = {known, other};
      known->preds = other->preds = {at};
      phi->operands.push_back(knownCall(known, *call, guess, methods));
      jump(known, rest);
      calling.push_back(known);
      at = other;
    }
    if (at_call) at = readMethod(at, call, between);
    call->block = at;
    at->instrs.push_back(call);
    phi->operands.push_back(call);
    jump(at, rest);
    if (before->unwind != nullptr) {
      calling.push_back(at);
      for (Block* block : calling) unwindLike(block, before);
      dropUnwind(before);
    }
    rest->instrs.insert(rest->instrs.begin(), phi);
    results_[call] = phi;
  }

  const Layout* methodsOf(const Atom* name, const std::vector<Function*>& functions) {
    const Layout*& known = methods_[{name, functions}];
    if (known != nullptr) return known;
    Layout methods;
    for (Function* function : functions) methods.methods.push_back({name, function});
    return known = function_.program->addLayout(std::move(methods));
  }

  Instr* index(Block* block, size_t value) {
    Instr* made = add(block, Opcode::ConstInt32, Type::of(Rep::Int32), {});
    made->imm = static_cast<int64_t>(value);
    return made;
  }

  Instr* testCallee(Block* block, const Instr& call, Function* guess) {
    bool getter = call.op == Opcode::GetProp;
    Instr* holds = add(block, getter ? Opcode::IsGetterOf : Opcode::IsClosureOf, Type::of(Rep::Bool), {call.operands[0]});
    holds->function = guess;
    if (getter) holds->atom = call.atom;
    return holds;
  }

  // o.m(…), whose method nothing else uses.
  bool readsMethod(const Instr& call) {
    const Instr* method = call.operands[0];
    return call.op == Opcode::Call && method->op == Opcode::GetProp && method->operands[0] == call.operands[1] &&
           uses_[method] == 1;
  }

  // Asks the receiver where the method is read, as the arguments may change what it has. The method is read unless it is one
  // of the known ones.
  Instr* askFirst(Instr* call, const Layout* methods) {
    Instr* method = call->operands[0];
    Block* before = method->block;
    Block* rest = splitAt(method);
    Instr* which = add(before, Opcode::WhichMethod, Type::of(Rep::Int32), {method->operands[0]});
    which->layout = methods;
    Instr* known = add(before, Opcode::Int32Le, Type::of(Rep::Bool), {index(before, 0), which});
    add(before, Opcode::Branch, Type::of(Rep::Void), {known})->flag = true;
    Block *found = function_.newBlock(), *other = function_.newBlock();
    before->succs = {found, other};
    found->preds = other->preds = {before};
    Instr* none = undefined(found);
    jump(found, rest);
    method->block = other;
    other->instrs.push_back(method);
    jump(other, rest);
    if (before->unwind != nullptr) {
      unwindLike(other, before);
      dropUnwind(before);
    }
    Instr* callee = function_.newInstr(Opcode::Phi, method->type, loc_);
    callee->block = rest;
    callee->operands = {none, method};
    rest->instrs.insert(rest->instrs.begin(), callee);
    call->operands[0] = callee;
    return which;
  }

  // What stands between the method's read and the call, when the receiver may be asked for its method right in front
  // of the call: nothing there runs user code, throws or writes, and what depends on the place is used by the call alone.
  bool findBetween(const Instr& call, std::vector<Instr*>* between) {
    const Instr* method = call.operands[0];
    const Block* block = method->block;
    size_t at = static_cast<size_t>(std::find(block->instrs.begin(), block->instrs.end(), method) - block->instrs.begin());
    for (++at; block->instrs[at] != &call; ++at) {
      Instr* instr = block->instrs[at];
      if (instr->op == Opcode::Jump && block->succs[0]->preds.size() == 1) {
        block = block->succs[0];
        at = static_cast<size_t>(-1);
        continue;
      }
      if (instr->isTerminator() || instr->effect() > Effect::Allocates || instr->mayThrow()) return false;
      bool moves = instr->effect() != Effect::Pure ||
                   std::any_of(instr->operands.begin(), instr->operands.end(), [&](const Instr* operand) {
                     return std::find(between->begin(), between->end(), operand) != between->end();
                   });
      if (!moves) continue;
      if (between->size() == kMaxBetween) return false;
      between->push_back(instr);
    }
    return std::all_of(between->begin(), between->end(), [&](const Instr* instr) {
      auto count = [&](const Instr& user) {
        return static_cast<size_t>(std::count(user.operands.begin(), user.operands.end(), instr));
      };
      size_t here = count(call);
      for (const Instr* user : *between) here += count(*user);
      return here == uses_[instr];
    });
  }

  // Behind `at`: the method is read, then what stood between that and the call. The block for the call.
  Block* readMethod(Block* at, Instr* call, const std::vector<Instr*>& between) {
    Instr* method = call->operands[0];
    Block* old = method->block;
    std::erase(old->instrs, method);
    method->block = at;
    at->instrs.push_back(method);
    if (old->unwind != nullptr && old != call->block) {
      Block* next = function_.newBlock();
      jump(at, next);
      unwindLike(at, old);
      dropUnwind(old);
      at = next;
    }
    std::unordered_map<Instr*, Instr*> copies;
    auto useCopies = [&](Instr* user) {
      for (Instr*& operand : user->operands) {
        auto copy = copies.find(operand);
        if (copy != copies.end()) operand = copy->second;
      }
    };
    for (Instr* instr : between) {
      Instr* copy = add(at, instr->op, instr->type, instr->operands);
      uint32_t id = copy->id;
      *copy = *instr;
      copy->id = id;
      copy->block = at;
      useCopies(copy);
      copies[instr] = copy;
    }
    useCopies(call);
    return at;
  }

  Instr* knownCall(Block* block, const Instr& call, Function* callee, const Layout* methods) {
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
    if (!construction) self = methods != nullptr ? receiver(block, call, callee) : call.operands[1];
    Instr* closure = call.operands[0];
    if (methods != nullptr) {
      closure = add(block, Opcode::MethodOf, Type::value(kTFunction), {call.operands[1]});
      closure->layout = methods;
      auto row = std::find_if(methods->methods.begin(), methods->methods.end(),
                              [&](const Layout::Method& method) { return method.function == callee; });
      closure->imm = row - methods->methods.begin();
    }
    std::vector<Instr*> operands{closure, self};
    for (size_t i = 0; i < callee->param_types.size(); ++i)
      operands.push_back(first + i < call.operands.size() ? call.operands[first + i] : undefined(block));
    Instr* made = add(block, Opcode::CallKnown, Type::value(kTAny), std::move(operands));
    made->function = callee;
    made->flag = construction;
    return construction ? self : made;
  }

  // `this` of the call. Of objects with different methods of the name, each has a value of its own here, so that each
  // may have a layout.
  Instr* receiver(Block* block, const Instr& call, Function* callee) {
    Instr* self = call.operands[1];
    Instr* made = add(block, Opcode::ReceiverOf, self->type, {self});
    made->function = callee;
    return made;
  }

  Instr* undefined(Block* block) {
    Instr* made = add(block, Opcode::ConstValue, Type::value(kTUndefined), {});
    made->imm = static_cast<int64_t>(abi::kUndefined);
    return made;
  }

  Function& function_;
  const ObjectLayouts& layouts_;
  Methods& methods_;
  std::unordered_map<Instr*, Instr*> results_;  // call -> phi of the ways to call
  std::unordered_map<const Instr*, size_t> uses_;
  SourceLoc loc_;
};

}  // namespace

void devirtualise(Program& program) {
  auto sites = chooseSites(program);
  if (sites.empty()) return;
  ObjectLayouts layouts(program);
  Devirtualiser::Methods methods;
  for (auto& function : program.functions) {
    auto chosen = sites.find(function.get());
    if (chosen != sites.end()) Devirtualiser(*function, layouts, methods).run(chosen->second);
  }
  inferTypes(program);
}

}  // namespace kiln::ir
