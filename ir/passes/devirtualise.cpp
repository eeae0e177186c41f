// Calls of methods, constructors, bound functions and accessors whose callee the program's own text suggests: each gets
// a test of the callee (`is_closure_of` and its like), a known call where it holds, and the generic call where it does
// not. A known call passes its arguments in registers, and `inline` may put the body in its place.
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
#include "ir/passes/constant_variables.h"
#include "ir/passes/fork.h"
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

// Without what only throws.
size_t sizeOf(const Function& function) {
  size_t size = 0;
  for (const auto& block : function.blocks) {
    if (block->terminator()->op != Opcode::Unreachable) size += block->instrs.size();
  }
  return size;
}

// What the site does with its callee.
enum class Use { Call, Construct, Super, Getter, Setter };

// Whether a known call may take the place of a generic one. A derived constructor makes its object itself.
bool isCandidate(const Function& function, Use use) {
  if (!function.escapes || function.kind != FunctionKind::Normal || function.blocks.empty()) return false;
  if (function.uses_arguments || function.result.rep != Rep::Value) return false;
  if (use == Use::Construct || use == Use::Super) {
    bool derived = function.flags & abi::kFnClassConstructor && function.flags & abi::kFnDerivedConstructor;
    return derived || (function.flags & abi::kFnConstructBase && returnsUndefined(function));
  }
  return !(function.flags & abi::kFnClassConstructor);
}

// Instructions that a test of the receiver in front of the call has to pass: most are moved behind it.
constexpr size_t kMaxBetween = 8;

// What a test asks for: a closure of the function, or a function bound to one with so many arguments.
struct Guess {
  Function* function;
  int64_t bound = -1;
};

// A call with what it may call.
struct Site {
  Instr* call;
  Use use;
  std::vector<Guess> guesses;
  uint32_t heat;
  size_t cost;   // instructions that the guesses may add
  size_t order;  // in the program
};

// An accessor that takes nothing from its closure, which the call does not have.
bool isAccessor(const Function& function, Use use) {
  size_t formals = use == Use::Setter ? 1 : 0;
  if (!isCandidate(function, use) || sizeOf(function) > kMaxBody || !function.capture_is_box.empty() || function.param_types.size() > formals)
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

bool useOf(const Instr& instr, Use* use) {
  switch (instr.op) {
    case Opcode::Call:
      return *use = Use::Call, true;
    case Opcode::Construct:
      return *use = Use::Construct, true;
    case Opcode::GetProp:
      return *use = Use::Getter, true;
    case Opcode::SetProp:
      return *use = Use::Setter, true;
    case Opcode::CallHelper:
      return *use = Use::Super, isHelper(instr, HelperId::construct) &&
                                    isHelper(*instr.operands[0], HelperId::super_constructor) &&
                                    instr.operands[3]->op == Opcode::Pack;
    default:
      return false;
  }
}

std::vector<Guess> guessesOf(const CalleeEvidence& evidence, const Profile* profile, const Instr& instr, Use use) {
  std::vector<Guess> guesses;
  if (use == Use::Getter || use == Use::Setter) {
    for (Function* function : use == Use::Getter ? evidence.gettersOf(instr.atom) : evidence.settersOf(instr.atom)) {
      if (isAccessor(*function, use)) guesses.push_back({function});
    }
    return guesses;
  }
  const std::vector<Profile::Callee>* recorded =
      profile == nullptr || use == Use::Super ? nullptr : profile->calleesOf(instr);
  for (Function* function : recorded == nullptr ? evidence.of(instr.operands[0]) : recordedCallees(*recorded)) {
    if (isCandidate(*function, use)) guesses.push_back({function});
  }
  if (use != Use::Call) return guesses;
  for (const CalleeEvidence::Bound& bound : evidence.boundOf(instr.operands[0])) {
    if (isCandidate(*bound.target, use)) guesses.push_back({bound.target, static_cast<int64_t>(bound.arguments)});
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
        Use use;
        if (!useOf(*instr, &use)) continue;
        Site site{instr, use, guessesOf(evidence, program.profile.get(), *instr, use), 0, 0, sites.size()};
        if (site.guesses.empty()) continue;
        site.heat = heat.of(*instr);
        bool worth = false;
        for (const Guess& guess : site.guesses) {
          size_t body = sizeOf(*guess.function);
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
    for (const Site& site : sites) rewrite(site);
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
    return append(block, op, type, std::move(operands), loc_);
  }

  void jump(Block* from, Block* to) {
    add(from, Opcode::Jump, Type::of(Rep::Void), {});
    from->succs = {to};
    to->preds.push_back(from);
  }

  void rewrite(const Site& site) {
    Instr* call = site.call;
    loc_ = call->loc;
    std::vector<Instr*> between;
    const Layout* methods = nullptr;
    Instr* which = nullptr;
    std::vector<Function*> functions = functionsOf(site);
    if (!functions.empty() && (functions.size() > 1 || layouts_.isInherited(functions[0])) && readsMethod(*call)) {
      methods = methodsOf(call->operands[0]->atom, functions);
      if (!findBetween(*call, &between)) which = askFirst(call, methods);
    }
    Block* before = call->block;
    Block* at = before;
    Block* rest = splitAt(call);
    Instr* phi = call->rep() == Rep::Void ? nullptr : function_.newInstr(Opcode::Phi, call->type, loc_);
    std::vector<Instr*> results;
    std::vector<Block*> calling;
    bool at_call = methods != nullptr && which == nullptr;
    if (at_call) {
      which = add(at, Opcode::WhichMethod, Type::of(Rep::Int32), {call->operands[1]});
      which->layout = methods;
    }
    for (const Guess& guess : site.guesses) {
      Instr* holds = which != nullptr ? add(at, Opcode::Int32Eq, Type::of(Rep::Bool), {which, index(at, results.size())})
                                      : test(at, site, guess);
      Instr* branch = add(at, Opcode::Branch, Type::of(Rep::Void), {holds});
      branch->flag = &guess == &site.guesses.back();
      Block* known = function_.newBlock();
      Block* other = function_.newBlock();
      at->succs = {known, other};
      known->preds = other->preds = {at};
      results.push_back(knownCall(known, site, guess, methods));
      jump(known, rest);
      calling.push_back(known);
      at = other;
    }
    if (at_call) at = readMethod(at, call, between);
    call->block = at;
    at->instrs.push_back(call);
    results.push_back(call);
    jump(at, rest);
    if (before->unwind != nullptr) {
      calling.push_back(at);
      for (Block* block : calling) unwindLike(block, before);
      dropUnwind(before);
    }
    if (phi == nullptr) return;
    phi->block = rest;
    phi->operands = std::move(results);
    rest->instrs.insert(rest->instrs.begin(), phi);
    results_[call] = phi;
  }

  // Of a call of one of several closures; none of other sites.
  static std::vector<Function*> functionsOf(const Site& site) {
    std::vector<Function*> functions;
    for (const Guess& guess : site.guesses) {
      if (site.use != Use::Call || guess.bound >= 0) return {};
      functions.push_back(guess.function);
    }
    return functions;
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

  Instr* test(Block* block, const Site& site, const Guess& guess) {
    Opcode op = guess.bound >= 0            ? Opcode::IsBoundOf
                : site.use == Use::Getter   ? Opcode::IsGetterOf
                : site.use == Use::Setter   ? Opcode::IsSetterOf
                                            : Opcode::IsClosureOf;
    Instr* holds = add(block, op, Type::of(Rep::Bool), {site.call->operands[0]});
    holds->function = guess.function;
    holds->imm = std::max<int64_t>(guess.bound, 0);
    if (site.use == Use::Getter || site.use == Use::Setter) holds->atom = site.call->atom;
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
    Instr* none = appendUndefined(found, loc_);
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

  Instr* knownCall(Block* block, const Site& site, const Guess& guess, const Layout* methods) {
    const std::vector<Instr*>& given = site.call->operands;
    switch (site.use) {
      case Use::Getter:
        return call(block, guess.function, {appendUndefined(block, loc_), given[0]}, {}, 0);
      case Use::Setter:
        return call(block, guess.function, {appendUndefined(block, loc_), given[0]}, given, 1);
      case Use::Call:
        if (guess.bound >= 0) return boundCall(block, given, guess);
        if (methods != nullptr) return methodCall(block, *site.call, guess.function, methods);
        return call(block, guess.function, {given[0], given[1]}, given, 2);
      case Use::Construct: {
        Instr* self = isDerived(guess) ? empty(block) : instance(block, given[0], guess.function);
        return construction(guess, call(block, guess.function, {given[0], self}, given, 1), self);
      }
      case Use::Super: {
        // helper construct(parent, new.target, count, pack(arguments…))
        Instr* self = isDerived(guess) ? empty(block) : thisFor(block, given[1], *guess.function);
        Instr* made = call(block, guess.function, {given[0], self}, given[3]->operands, 0);
        made->operands.push_back(given[1]);
        made->imm = 1;
        return construction(guess, made, self);
      }
    }
    std::abort();
  }

  static bool isDerived(const Guess& guess) { return guess.function->flags & abi::kFnDerivedConstructor; }

  // A derived constructor returns its object, others nothing.
  static Instr* construction(const Guess& guess, Instr* made, Instr* self) {
    made->flag = true;
    return isDerived(guess) ? made : self;
  }

  Instr* instance(Block* block, Instr* new_target, Function* constructor) {
    Instr* made = add(block, Opcode::NewInstance, Type::of(Rep::Object), {new_target});
    made->function = constructor;
    return add(block, Opcode::Box, Type::value(kTObject), {made});
  }

  // `inline` makes a new_instance of it where new.target becomes known.
  Instr* thisFor(Block* block, Instr* new_target, const Function& base) {
    Instr* capacity = add(block, Opcode::ConstInt32, Type::of(Rep::Int32), {});
    capacity->imm = base.inline_capacity + function_.inline_capacity;
    Instr* made = add(block, Opcode::CallHelper, Type::of(Rep::Object), {new_target, capacity});
    made->imm = static_cast<int64_t>(HelperId::create_this);
    return add(block, Opcode::Box, Type::value(kTObject), {made});
  }

  // operands: closure and `this`; what stands in `given` from `first` on follows, as many as there are formals.
  Instr* call(Block* block, Function* callee, std::vector<Instr*> operands, const std::vector<Instr*>& given,
              size_t first) {
    for (size_t i = 0; i < callee->param_types.size(); ++i)
      operands.push_back(first + i < given.size() ? given[first + i] : appendUndefined(block, loc_));
    Instr* made = add(block, Opcode::CallKnown, Type::value(kTAny), std::move(operands));
    made->function = callee;
    return made;
  }

  Instr* boundCall(Block* block, const std::vector<Instr*>& given, const Guess& guess) {
    Instr* bound = add(block, Opcode::UnboxObject, Type::of(Rep::Object), {given[0]});
    auto capture = [&](int64_t index) {
      Instr* word = add(block, Opcode::LoadCaptureOf, Type::value(kTAnyOrEmpty), {bound});
      word->imm = index;
      Instr* value = add(block, Opcode::Refine, Type::value(kTAny), {word});
      value->imm = kTAny;
      return value;
    };
    std::vector<Instr*> operands{capture(0), capture(1)}, arguments;
    for (int64_t i = 0; i < guess.bound; ++i) arguments.push_back(capture(2 + i));
    arguments.insert(arguments.end(), given.begin() + 2, given.end());
    return call(block, guess.function, std::move(operands), arguments, 0);
  }

  Instr* methodCall(Block* block, const Instr& site, Function* callee, const Layout* methods) {
    Instr* self = receiver(block, site, callee);
    Instr* closure = add(block, Opcode::MethodOf, Type::value(kTFunction), {site.operands[1]});
    closure->layout = methods;
    auto row = std::find_if(methods->methods.begin(), methods->methods.end(),
                            [&](const Layout::Method& method) { return method.function == callee; });
    closure->imm = row - methods->methods.begin();
    return call(block, callee, {closure, self}, site.operands, 2);
  }

  Instr* empty(Block* block) {
    Instr* made = add(block, Opcode::ConstValue, Type::value(kTEmpty), {});
    made->imm = static_cast<int64_t>(abi::kEmpty);
    return made;
  }

  // `this` of the call. Of objects with different methods of the name, each has a value of its own here, so that each
  // may have a layout.
  Instr* receiver(Block* block, const Instr& call, Function* callee) {
    Instr* self = call.operands[1];
    Instr* made = add(block, Opcode::ReceiverOf, self->type, {self});
    made->function = callee;
    return made;
  }

  Function& function_;
  const ObjectLayouts& layouts_;
  Methods& methods_;
  std::unordered_map<Instr*, Instr*> results_;  // call -> phi of the ways to call
  std::unordered_map<const Instr*, size_t> uses_;
  SourceLoc loc_;
};

// Tests of what a variable holds that was given a closure of the function once, the name of a class mostly: true where the
// variable is initialised. True when there were any.
bool foldCertainTests(Program& program) {
  ConstantVariables variables(program);
  bool folded = false;
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      for (Instr* test : block->instrs) {
        if (test->op != Opcode::IsClosureOf) continue;
        const Instr* value = variables.valueOf(*test->operands[0]);
        while (value != nullptr && value->op == Opcode::Box) value = value->operands[0];
        if (value == nullptr || value->op != Opcode::MakeClosure || value->function != test->function) continue;
        test->op = Opcode::ConstBool;
        test->imm = 1;
        test->function = nullptr;
        test->operands.clear();
        folded = true;
      }
    }
  }
  return folded;
}

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
  if (foldCertainTests(program)) simplify(program);
  inferTypes(program);
}

}  // namespace kiln::ir
