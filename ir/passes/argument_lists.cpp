// Arguments objects and rest parameters that the function only counts, indexes and passes on are not made: the caller's
// vector of arguments serves. Calls of known functions that read that vector become known calls, so that `inline` may
// put them in the caller, where their number is a constant.
//
// What a list answers for an index that it has not got is asked of the list itself: the helper makes it then.
#include <algorithm>
#include <unordered_map>

#include "ir/passes/pass.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {
namespace {

bool isList(const Instr& instr) {
  return isHelper(instr, HelperId::unmapped_arguments) || isHelper(instr, HelperId::rest_array) ||
         (isHelper(instr, HelperId::mapped_arguments) && instr.operands[3]->op == Opcode::ConstInt32 &&
          instr.operands[3]->imm == 0);
}

// The object behind conversions that keep it.
Instr* origin(Instr* value) {
  while (value->op == Opcode::Box || value->op == Opcode::UnboxObject || value->op == Opcode::Refine ||
         isHelper(*value, HelperId::spread_source))
    value = value->operands[0];
  return value;
}

// function.apply(this_value, list)
bool isApply(const Instr& call, const Instr* list) {
  if (call.op != Opcode::Call || call.operands.size() != 4) return false;
  const Instr& callee = *call.operands[0];
  return callee.op == Opcode::GetProp && callee.atom->text == u"apply" &&
         origin(callee.operands[0]) == origin(call.operands[1]) && origin(call.operands[3]) == list &&
         origin(call.operands[1]) != list && origin(call.operands[2]) != list;
}

class ArgumentLists {
 public:
  explicit ArgumentLists(Function& function) : function_(function) {}

  void run() {
    std::unordered_map<const Instr*, size_t> numbers;
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        if (!isList(*instr)) continue;
        numbers[instr] = lists_.size();
        lists_.push_back({instr, {}});
      }
    }
    for (auto& block : function_.blocks) {
      for (Instr* instr : block->instrs) {
        if (origin(instr) != instr) continue;
        for (Instr* operand : instr->operands) {
          auto number = numbers.find(origin(operand));
          if (number != numbers.end()) lists_[number->second].second.push_back(instr);
        }
      }
    }
    for (auto& [made, uses] : lists_) {
      const Instr* list = made;
      bool unseen = std::all_of(uses.begin(), uses.end(), [&](const Instr* use) { return isRead(*use, list); });
      if (!unseen) continue;
      replace(made, uses);
      replaced_.push_back(made);
    }
    if (replaced_.empty()) return;
    simplify(function_);  // the conversions of the lists
    for (Instr* made : replaced_) std::erase(made->block->instrs, made);
  }

 private:
  static bool isRead(const Instr& use, const Instr* list) {
    if (use.op == Opcode::GetLength) return true;
    if (use.op == Opcode::GetElem) return origin(use.operands[0]) == list && origin(use.operands[1]) != list;
    if (isHelper(use, HelperId::call_spread_last))
      return isHelper(*list, HelperId::rest_array) && isHelper(*use.operands[4], HelperId::spread_source) &&
             origin(use.operands[4]) == list && origin(use.operands[0]) != list && origin(use.operands[1]) != list;
    return isApply(use, list);
  }

  Instr* before(Instr* at, Opcode op, Type type, std::vector<Instr*> operands, int64_t imm = 0) {
    Instr* made = function_.newInstr(op, type, at->loc);
    made->block = at->block;
    made->operands = std::move(operands);
    made->imm = imm;
    auto& instrs = at->block->instrs;
    instrs.insert(std::find(instrs.begin(), instrs.end(), at), made);
    return made;
  }

  void replace(Instr* made, const std::vector<Instr*>& uses) {
    bool mapped = isHelper(*made, HelperId::mapped_arguments), rest = isHelper(*made, HelperId::rest_array);
    Instr* count = made->operands[mapped ? 1 : 0];
    Instr* vector = made->operands[mapped ? 2 : 1];
    Instr* callee =
        mapped ? before(made, Opcode::Box, Type::value(kTFunction), {made->operands[0]})
               : before(made, Opcode::ConstValue, Type::value(kTUndefined), {}, static_cast<int64_t>(abi::kUndefined));
    int64_t number = rest ? made->operands[2]->imm : mapped ? abi::kMappedArguments : abi::kUnmappedArguments;
    Instr* list = before(made, Opcode::ConstInt32, Type::of(Rep::Int32), {}, number);
    Instr* length = count;
    if (rest && number != 0) {
      Instr* more = before(made, Opcode::Int32Sub, Type::of(Rep::Int32), {count, list});
      Instr* zero = before(made, Opcode::ConstInt32, Type::of(Rep::Int32), {});
      length = before(made, Opcode::MathBinary, Type::of(Rep::Int32), {more, zero}, static_cast<int64_t>(MathOp::Max));
    }
    for (Instr* use : uses) {
      if (use->op == Opcode::GetLength) {
        become(use, Opcode::Box, Type::value(kTInt32), {length});
      } else if (use->op == Opcode::GetElem) {
        Instr* key = use->operands[1];
        if (key->rep() == Rep::Int32) key = before(use, Opcode::Box, Type::value(kTInt32), {key});
        become(use, Opcode::CallHelper, Type::value(kTAny), {callee, count, vector, list, key}, HelperId::get_argument);
      } else if (use->op == Opcode::Call) {
        Instr* name = before(use, Opcode::ConstString, Type::of(Rep::String), {});
        name->atom = use->atom;
        become(use, Opcode::CallHelper, Type::value(kTAny),
               {use->operands[0], use->operands[1], use->operands[2], callee, count, vector, list, name},
               HelperId::apply_arguments);
      } else {
        std::vector<Instr*> operands(use->operands.begin(), use->operands.begin() + 4);
        operands.insert(operands.end(), {count, vector, list, use->operands[5]});
        spreads_.push_back(use->operands[4]);
        become(use, Opcode::CallHelper, Type::value(kTAny), std::move(operands), HelperId::call_spread_arguments);
      }
    }
    // What made the items of a spread runs user code only where arrays are iterated in another way: the helper asks that.
    for (Instr* spread : spreads_) std::erase(spread->block->instrs, spread);
    spreads_.clear();
  }

  static void become(Instr* instr, Opcode op, Type type, std::vector<Instr*> operands, HelperId id = {}) {
    instr->op = op;
    instr->type = type;
    instr->operands = std::move(operands);
    instr->atom = nullptr;
    instr->imm = op == Opcode::CallHelper ? static_cast<int64_t>(id) : 0;
  }

  Function& function_;
  std::vector<std::pair<Instr*, std::vector<Instr*>>> lists_;  // what makes them, what uses them
  std::vector<Instr*> spreads_;
  std::vector<Instr*> replaced_;
};

// The function that a generic call calls, if it reads its vector of arguments and a known call will do.
Function* knownCallee(const Instr& call) {
  if (call.op != Opcode::Call) return nullptr;
  const Instr* callee = call.operands[0];
  while (callee->op == Opcode::CheckTdz || callee->op == Opcode::Box) callee = callee->operands[0];
  Function* function = callee->op == Opcode::MakeClosure ? callee->function
                       : callee->op == Opcode::LoadVar   ? callee->variable->known_function
                                                         : nullptr;
  bool fits = function != nullptr && function->uses_arguments && function->kind == FunctionKind::Normal &&
              !function->blocks.empty() && function->result.rep == Rep::Value &&
              !(function->flags & abi::kFnClassConstructor);
  return fits ? function : nullptr;
}

void callKnown(Function& function) {
  for (auto& block : function.blocks) {
    for (size_t i = 0; i < block->instrs.size(); ++i) {
      Instr* call = block->instrs[i];
      Function* callee = knownCallee(*call);
      if (callee == nullptr) continue;
      auto add = [&](Opcode op, Type type) {
        Instr* made = function.newInstr(op, type, call->loc);
        made->block = block.get();
        block->instrs.insert(block->instrs.begin() + static_cast<std::ptrdiff_t>(i++), made);
        return made;
      };
      std::vector<Instr*> given(call->operands.begin() + 2, call->operands.end());
      Instr* count = add(Opcode::ConstInt32, Type::of(Rep::Int32));
      count->imm = static_cast<int64_t>(given.size());
      Instr* vector = add(Opcode::Pack, Type::of(Rep::Pointer));
      vector->operands = given;
      call->operands.resize(std::min(call->operands.size(), callee->param_types.size() + 2));
      while (call->operands.size() < callee->param_types.size() + 2) {
        Instr* none = add(Opcode::ConstValue, Type::value(kTUndefined));
        none->imm = static_cast<int64_t>(abi::kUndefined);
        call->operands.push_back(none);
      }
      call->operands.insert(call->operands.end(), {count, vector});
      call->op = Opcode::CallKnown;
      call->atom = nullptr;
      call->function = callee;
    }
  }
}

}  // namespace

void findArgumentLists(Program& program) {
  for (auto& function : program.functions) {
    if (function->blocks.empty()) continue;
    callKnown(*function);
    // The vector does not live across a suspension.
    if (!function->uses_arguments || function->kind != FunctionKind::Normal) continue;
    ArgumentLists(*function).run();
  }
}

}  // namespace kiln::ir
