// `[a, b] = [b, a]`, `const [q, r] = divmod(x)` with divmod inlined: an array that is made to be taken apart is not made
// while nobody has changed how arrays are iterated.
//
//     %l = new_array %a, %b                        %plain = helper arrays_iterate_plainly
//     %i = helper iteration_start %l, %slot        branch!flag %plain, …, made
//     %n = load_slot %slot                         made: %l = new_array …, %i1 = helper iteration_start …, %n1 = …
//     %x = helper iteration_step %i, %n, 0    →    branch!flag %plain, …, step
//     …                                            step: %x1 = helper iteration_step %i, %n, 0
//     helper iteration_close %i, %n, 1             phi %a, %x1 …
//
// The fast copy (speculate.cpp) has the values only.
#include <algorithm>
#include <unordered_map>

#include "ir/passes/fork.h"
#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

// A literal and what iterates it, in the order of the program.
struct Iterated {
  Instr* made;   // new_array
  Instr* start;  // iteration_start
  Instr* next;   // load_slot
  std::vector<Instr*> steps, closes;
};

class IteratedLiterals {
 public:
  explicit IteratedLiterals(Function& function) : function_(function) {}

  bool run() {
    findUsers();
    std::vector<Iterated> found;
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        Iterated literal{instr, nullptr, nullptr, {}, {}};
        if (instr->op == Opcode::NewArray && understands(literal)) found.push_back(std::move(literal));
      }
    }
    for (const Iterated& literal : found) rewrite(literal);
    if (found.empty()) return false;
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) {
          auto it = results_.find(operand);
          if (it != results_.end() && it->second != instr) operand = it->second;
        }
      }
    }
    return true;
  }

 private:
  void findUsers() {
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr* operand : instr->operands) users_[operand].push_back(instr);
      }
    }
  }

  const std::vector<Instr*>& usersOf(const Instr* value) {
    static const std::vector<Instr*> kNone;
    auto it = users_.find(value);
    return it == users_.end() ? kNone : it->second;
  }

  // Everything that sees the literal iterates it, once.
  bool understands(Iterated& literal) {
    for (const Instr* value : literal.made->operands) {
      if (value->type.maybe(kTEmpty)) return false;  // a hole
    }
    for (Instr* box : usersOf(literal.made)) {
      if (box->op != Opcode::Box) return false;
      for (Instr* user : usersOf(box)) {
        if (!isHelper(*user, HelperId::iteration_start) || literal.start != nullptr) return false;
        literal.start = user;
      }
    }
    if (literal.start == nullptr) return false;
    const Instr* slot = literal.start->operands[1];
    if (slot->op != Opcode::StackSlot) return false;
    for (Instr* user : usersOf(slot)) {
      if (user == literal.start) continue;
      if (user->op != Opcode::LoadSlot || literal.next != nullptr) return false;
      literal.next = user;
    }
    return literal.next != nullptr && isIterated(literal);
  }

  bool isIterated(Iterated& literal) {
    for (Instr* user : usersOf(literal.start)) {
      bool step = isHelper(*user, HelperId::iteration_step);
      bool close = isHelper(*user, HelperId::iteration_close) || isHelper(*user, HelperId::iteration_close_quiet);
      if ((!step && !close) || user->operands[1] != literal.next) return false;
      if (step && user->operands[2]->op != Opcode::ConstInt32) return false;
      (step ? literal.steps : literal.closes).push_back(user);
    }
    return std::all_of(usersOf(literal.next).begin(), usersOf(literal.next).end(),
                       [&](const Instr* user) { return user->op == Opcode::CallHelper && user->operands[0] == literal.start; });
  }

  void rewrite(const Iterated& literal) {
    Instr* start = literal.start;
    plain_ = insertBefore(start, Opcode::CallHelper, Type::of(Rep::Bool));
    plain_->imm = static_cast<int64_t>(HelperId::arrays_iterate_plainly);
    // What reads the method behind the start goes with it.
    std::erase(literal.next->block->instrs, literal.next);
    Fork fork = forkAt(start, plain_);
    std::erase(literal.made->block->instrs, literal.made);
    Instr* nothing = appendUndefined(fork.yes, start->loc);
    Instr* no_method = append(fork.yes, Opcode::ConstValue, Type::value(kTEmpty), {}, start->loc);
    no_method->imm = static_cast<int64_t>(abi::kEmpty);
    put(fork.no, literal.made);
    start->operands[0] = append(fork.no, Opcode::Box, Type::value(kTObject), {literal.made}, start->loc);
    put(fork.no, start);
    put(fork.no, literal.next);
    // The second phi is in front of the first.
    Instr* iterator = join(fork, nothing, start);
    Instr* method = function_.newInstr(Opcode::Phi, Type::value(kTAnyOrEmpty), start->loc);
    method->operands = {no_method, literal.next};
    method->block = fork.rest;
    fork.rest->instrs.insert(fork.rest->instrs.begin(), method);
    results_[start] = iterator;
    results_[literal.next] = method;
    for (Instr* step : literal.steps) {
      Fork ways = forkAt(step, plain_);
      auto index = static_cast<size_t>(step->operands[2]->imm);
      Instr* value = nullptr;
      if (index < literal.made->operands.size()) {
        value = literal.made->operands[index];
      } else {
        value = append(ways.yes, Opcode::ConstValue, Type::value(kTEmpty), {}, step->loc);
        value->imm = static_cast<int64_t>(abi::kEmpty);
      }
      put(ways.no, step);
      results_[step] = join(ways, value, step);
    }
    for (Instr* close : literal.closes) rewriteClose(literal, *close);
  }

  // Array iterators may have got a `return` meanwhile: then there has to be one.
  void rewriteClose(const Iterated& literal, Instr& close) {
    Instr* still = insertBefore(&close, Opcode::CallHelper, Type::of(Rep::Bool));
    still->imm = static_cast<int64_t>(HelperId::arrays_iterate_plainly);
    Fork ways = forkAt(&close, still);
    put(ways.no, &close);
    join(ways, nullptr, nullptr);
    Fork made = forkAt(&close, plain_);
    Instr* array = append(made.yes, Opcode::NewArray, literal.made->type, literal.made->operands, close.loc);
    Instr* iterator = append(made.yes, Opcode::Box, Type::value(kTObject), {array}, close.loc);
    Instr* none = append(made.yes, Opcode::ConstValue, Type::value(kTEmpty), {}, close.loc);
    none->imm = static_cast<int64_t>(abi::kEmpty);
    Instr* closed = append(made.yes, Opcode::CallHelper, close.type, {iterator, none, close.operands[2]}, close.loc);
    closed->imm = close.imm;
    put(made.no, &close);
    join(made, nullptr, nullptr);
  }

  static void put(Block* block, Instr* instr) {
    instr->block = block;
    block->instrs.push_back(instr);
  }

  Instr* insertBefore(Instr* at, Opcode op, Type type) {
    Instr* made = function_.newInstr(op, type, at->loc);
    made->block = at->block;
    auto& instrs = at->block->instrs;
    instrs.insert(std::find(instrs.begin(), instrs.end(), at), made);
    return made;
  }

  Function& function_;
  Instr* plain_ = nullptr;
  std::unordered_map<const Instr*, std::vector<Instr*>> users_;
  std::unordered_map<Instr*, Instr*> results_;  // what was replaced -> phi of the two ways
};

}  // namespace

void takeApartLiterals(Program& program) {
  bool changed = false;
  for (auto& function : program.functions) {
    if (!function->blocks.empty()) changed |= IteratedLiterals(*function).run();
  }
  if (!changed) return;
  simplify(program);
  inferTypes(program);
}

}  // namespace kiln::ir
