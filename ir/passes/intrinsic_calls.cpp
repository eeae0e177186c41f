// Calls of functions of the library that the compiler knows (runtime/abi/intrinsics.def): where the callee is the original
// one, what it does stands in the caller's code; the call stays for all others.
//
//     %r = call %c, %f, %x, %a       %is = same_word %c, intrinsic_function<Function.prototype.call>
//                                →   branch!flag %is, known, other
//                                    known: %r1 = call %f, %x, %a
//                                    other: %r2 = call %c, %f, %x, %a
//
// So the callee of `f.call(x, a)` is a callee like others for the passes that follow.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/passes/fork.h"
#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

using abi::Intrinsic;

struct Known {
  std::u16string_view name;  // of the property, or global variable, that it is read from
  Intrinsic intrinsic;
  size_t least;  // arguments
};
constexpr Known kKnown[] = {
    {u"call", Intrinsic::FunctionCall, 0},
    {u"hasOwnProperty", Intrinsic::HasOwnProperty, 1},
    {u"hasOwn", Intrinsic::ObjectHasOwn, 2},
    {u"charAt", Intrinsic::CharAt, 1},
    {u"BigInt", Intrinsic::BigInt, 1},
    {u"asUintN", Intrinsic::BigIntAsUintN, 2},
    {u"asIntN", Intrinsic::BigIntAsIntN, 2},
};

// operands: callee, this, arguments
const Known* knownOf(const Instr& call) {
  if (call.op != Opcode::Call) return nullptr;
  const Instr& callee = *call.operands[0];
  if (callee.op != Opcode::GetProp && callee.op != Opcode::GetGlobal) return nullptr;
  for (const Known& row : kKnown) {
    if (callee.atom->text == row.name && call.operands.size() - 2 >= row.least) return &row;
  }
  return nullptr;
}

// Names of properties that the program gives to objects of its own: calls of those are no calls of the library.
using Names = std::unordered_set<const Atom*>;

void collectNames(const Function& function, Names& names) {
  for (const auto& block : function.blocks) {
    for (const Instr* instr : block->instrs) {
      if (instr->op == Opcode::SetProp) names.insert(instr->atom);
      if (instr->op == Opcode::NewObject) names.insert(instr->keys->keys.begin(), instr->keys->keys.end());
      if (!isHelper(*instr, HelperId::define_method) && !isHelper(*instr, HelperId::define_field)) continue;
      const Instr* key = instr->operands[1];
      if (key->op == Opcode::Box) key = key->operands[0];
      if (key->op == Opcode::ConstString) names.insert(key->atom);
    }
  }
}

class IntrinsicCalls {
 public:
  IntrinsicCalls(Function& function, const Names& own) : function_(function), own_(own) {}

  void run() {
    std::vector<Instr*> calls;
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        if (knownOf(*instr) != nullptr && !own_.contains(instr->operands[0]->atom)) calls.push_back(instr);
      }
    }
    for (size_t i = 0; i < calls.size(); ++i) {
      Instr* known = rewrite(calls[i], *knownOf(*calls[i]));
      if (knownOf(*known) != nullptr) calls.push_back(known);  // hasOwnProperty.call(o, key)
    }
    if (results_.empty()) return;
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        for (Instr*& operand : instr->operands) {
          for (auto it = results_.find(operand); it != results_.end() && it->second != instr;
               it = results_.find(operand))
            operand = it->second;
        }
      }
    }
  }

 private:
  // What stands for the call where it calls the original function.
  Instr* rewrite(Instr* call, const Known& known) {
    Instr* original = function_.newInstr(Opcode::IntrinsicFunction, Type::value(kTFunction), call->loc);
    original->imm = static_cast<int64_t>(known.intrinsic);
    Instr* same = function_.newInstr(Opcode::SameWord, Type::of(Rep::Bool), call->loc);
    same->operands = {call->operands[0], original};
    auto& instrs = call->block->instrs;
    auto at = std::find(instrs.begin(), instrs.end(), call);
    instrs.insert(at, {original, same});
    original->block = same->block = call->block;
    Fork fork = forkAt(call, same);
    Instr* made = body(fork.yes, *call, known.intrinsic);
    Instr* result = fork.yes->instrs.back();
    call->block = fork.no;
    fork.no->instrs.push_back(call);
    results_[call] = join(fork, result, call);
    return made;
  }

  static Instr* body(Block* block, const Instr& call, Intrinsic intrinsic) {
    const std::vector<Instr*>& given = call.operands;
    auto helper = [&](HelperId id, TypeSet type, std::vector<Instr*> operands) {
      bool is_bool = helperInfo(id).result == Rep::Bool;
      Instr* made = append(block, Opcode::CallHelper, is_bool ? Type::of(Rep::Bool) : Type::value(type),
                           std::move(operands), call.loc);
      made->imm = static_cast<int64_t>(id);
      if (is_bool) append(block, Opcode::Box, Type::value(type), {made}, call.loc);
      return made;
    };
    switch (intrinsic) {
      case Intrinsic::FunctionCall: {
        Instr* self = given.size() > 2 ? given[2] : appendUndefined(block, call.loc);
        std::vector<Instr*> operands{given[1], self};
        if (given.size() > 3) operands.insert(operands.end(), given.begin() + 3, given.end());
        Instr* made = append(block, Opcode::Call, call.type, std::move(operands), call.loc);
        made->atom = call.atom;
        return made;
      }
      case Intrinsic::HasOwnProperty:
        return helper(HelperId::has_own_property, kTBool, {given[1], given[2]});
      case Intrinsic::ObjectHasOwn:
        return helper(HelperId::object_has_own, kTBool, {given[2], given[3]});
      case Intrinsic::CharAt:
        return helper(HelperId::char_at, kTString, {given[1], given[2]});
      case Intrinsic::BigInt:
        return helper(HelperId::bigint_of, kTBigInt, {given[2]});
      case Intrinsic::BigIntAsUintN:
        return helper(HelperId::as_uint_n, kTBigInt, {given[2], given[3]});
      case Intrinsic::BigIntAsIntN:
        return helper(HelperId::as_int_n, kTBigInt, {given[2], given[3]});
      default:
        break;  // argument_lists.cpp, speculate.cpp, codegen/emit/data_views.cpp
    }
    std::abort();
  }

  Function& function_;
  const Names& own_;
  std::unordered_map<Instr*, Instr*> results_;  // call -> phi of the two ways
};

}  // namespace

void findIntrinsicCalls(Program& program) {
  Names own;
  for (const auto& function : program.functions) collectNames(*function, own);
  for (auto& function : program.functions) IntrinsicCalls(*function, own).run();
}

}  // namespace kiln::ir
