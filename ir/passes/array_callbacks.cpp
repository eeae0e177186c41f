// array.map(callback) and its like become loops around the callback, so that `inline` may put its body there:
//
//     %r = call %map, %a, %f            %n = helper<array_callback_length> %map, %a, %f, 1
//                                       branch!flag 0 <= %n, loop, generally
//                                →      loop:      for %i below %n: element, call %f, append
//                                       generally: the instruction on the left
//
// The helper says what the untouched method would do with a plain array: the number of elements to visit. Whatever the
// callback does to the array meanwhile, each element is asked for when its turn comes, as ECMA-262 §23.1.3 has it.
// Calls that the callback makes have a frame of the method below them in stack traces: an inline site of a function
// without a body.
#include <algorithm>
#include <vector>

#include "ir/passes/heat.h"
#include "ir/passes/pass.h"
#include "runtime/abi/array_callbacks.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {
namespace {

using abi::ArrayCallback;

constexpr size_t kLoopCost = 30;      // instructions of a loop
constexpr size_t kFreeGrowth = 2000;  // instructions that any program may grow by
constexpr size_t kGrowthPart = 12;    // … and the part of its size

struct Row {
  std::u16string_view name;
  ArrayCallback method;
};
constexpr Row kRows[] = {
#define KILN_ARRAY_CALLBACK(Name, name, new_array) {u"" name, ArrayCallback::Name},
#include "runtime/abi/array_callbacks.def"
#undef KILN_ARRAY_CALLBACK
};

struct Site {
  Instr* call;
  ArrayCallback method;
  uint32_t heat;
  size_t order;  // in the program
};

// A call of such a method with a callback that the text shows.
bool isSite(const Instr& call, const CalleeEvidence& evidence, ArrayCallback* method) {
  if (call.op != Opcode::Call || call.operands.size() < 3) return false;
  const Instr& callee = *call.operands[0];
  if (callee.op != Opcode::GetProp || callee.operands[0] != call.operands[1]) return false;
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows),
                                 [&](const Row& r) { return r.name == callee.atom->text; });
  if (row == std::end(kRows)) return false;
  // Without an initial value the first element is one; what is behind the arguments may not be dropped.
  size_t most = 4, least = row->method == ArrayCallback::Reduce ? 4 : 3;
  if (call.operands.size() < least || call.operands.size() > most) return false;
  *method = row->method;
  Instr* callback = call.operands[2];
  if (callback->op == Opcode::Box) callback = callback->operands[0];
  return callback->op == Opcode::MakeClosure || !evidence.of(callback).empty();
}

class LoopWriter {
 public:
  LoopWriter(Function& function, const Site& site, const Function& method)
      : function_(function), call_(*site.call), method_(site.method), array_(call_.operands[1]) {
    function.inline_sites.push_back({&method, call_.loc});
    loc_ = {0, static_cast<uint32_t>(function.inline_sites.size())};
  }

  // What takes the place of the call's result.
  Instr* run() {
    Block* before = call_.block;
    Block* rest = splitAt(&call_);
    Instr* length = add(before, HelperId::array_callback_length,
                        {call_.operands[0], array_, call_.operands[2], integer(before, static_cast<int64_t>(method_))});
    Instr* fits = add(before, Opcode::Int32Le, Type::of(Rep::Bool), {integer(before, 0), length});
    Block *start = newBlock(), *generally = newBlock();
    branch(before, fits, start, generally)->flag = true;

    result_ = function_.newInstr(Opcode::Phi, call_.type, call_.loc);
    result_->block = rest;
    rest_ = rest;
    writeLoop(start, length);
    call_.block = generally;
    generally->instrs.push_back(&call_);
    finish(generally, &call_);
    rest->instrs.insert(rest->instrs.begin(), result_);
    if (before->unwind != nullptr) {
      for (Block* block : blocks_) unwindLike(block, before);
      dropUnwind(before);
    }
    return result_;
  }

 private:
  void writeLoop(Block* start, Instr* length) {
    bool reduces = method_ == ArrayCallback::Reduce;
    bool makes = method_ == ArrayCallback::Map || method_ == ArrayCallback::Filter;
    Instr* none = constant(start, abi::kUndefined);
    Instr* list = nullptr;
    if (makes)
      list = add(start, HelperId::new_array_with_room, {method_ == ArrayCallback::Map ? length : integer(start, 0)});
    Instr* first = integer(start, 0);
    Block *head = newBlock(), *element = newBlock(), *latch = newBlock(), *end = newBlock();
    jump(start, head);
    Instr* index = add(head, Opcode::Phi, Type::of(Rep::Int32), {first});
    Instr* sum = reduces ? add(head, Opcode::Phi, Type::of(Rep::Value), {call_.operands[3]}) : nullptr;
    branch(head, add(head, Opcode::Int32Lt, Type::of(Rep::Bool), {index, length}), element, end);

    Instr* value = add(element, HelperId::element_if_present, {array_, index});
    Block* called = newBlock();
    Instr* absent = add(element, Opcode::IsEmpty, Type::of(Rep::Bool), {value});
    if (method_ == ArrayCallback::Find || method_ == ArrayCallback::FindIndex) {
      value = orUndefined(element, absent, called, value);
    } else if (method_ == ArrayCallback::Map) {
      Block* hole = newBlock();
      branch(element, absent, hole, called);
      add(hole, HelperId::append_element, {list, value});
      jump(hole, latch);
    } else {
      branch(element, absent, latch, called);
    }
    Instr* answer = callBack(called, sum, value, index, none);
    switch (method_) {
      case ArrayCallback::ForEach:
      case ArrayCallback::Reduce:
        jump(called, latch);
        break;
      case ArrayCallback::Map:
        add(called, HelperId::append_element, {list, answer});
        jump(called, latch);
        break;
      case ArrayCallback::Filter: {
        Block* kept = newBlock();
        branch(called, truth(called, answer), kept, latch);
        add(kept, HelperId::append_element, {list, value});
        jump(kept, latch);
        break;
      }
      case ArrayCallback::Some:
        leaveIf(called, truth(called, answer), latch, [&](Block* at) { return constant(at, abi::kTrue); });
        break;
      case ArrayCallback::Every: {
        Instr* fails = add(called, Opcode::Not, Type::of(Rep::Bool), {truth(called, answer)});
        leaveIf(called, fails, latch, [&](Block* at) { return constant(at, abi::kFalse); });
        break;
      }
      case ArrayCallback::Find:
        leaveIf(called, truth(called, answer), latch, [&](Block*) { return value; });
        break;
      case ArrayCallback::FindIndex:
        leaveIf(called, truth(called, answer), latch, [&](Block* at) { return boxed(at, index); });
        break;
    }
    if (reduces) {
      // An absent element leaves the sum as it is.
      Instr* next = function_.newInstr(Opcode::Phi, Type::of(Rep::Value), loc_);
      next->block = latch;
      for (const Block* pred : latch->preds) next->operands.push_back(pred == element ? sum : answer);
      latch->instrs.push_back(next);
      sum->operands.push_back(next);
    }
    index->operands.push_back(add(latch, Opcode::Int32Add, Type::of(Rep::Int32), {index, integer(latch, 1)}));
    jump(latch, head);
    finish(end, outcome(end, list, sum));
  }

  Instr* callBack(Block* block, Instr* sum, Instr* value, Instr* index, Instr* none) {
    bool reduces = method_ == ArrayCallback::Reduce;
    Instr* self = !reduces && call_.operands.size() > 3 ? call_.operands[3] : none;
    std::vector<Instr*> operands{call_.operands[2], self};
    if (reduces) operands.push_back(sum);
    operands.insert(operands.end(), {value, boxed(block, index), array_});
    Instr* call = add(block, Opcode::Call, Type::value(kTAny), std::move(operands));
    call->atom = function_.program->atom(u"callback");
    return call;
  }

  // After every element.
  Instr* outcome(Block* block, Instr* list, Instr* sum) {
    switch (method_) {
      case ArrayCallback::Map:
      case ArrayCallback::Filter:
        return list;
      case ArrayCallback::Reduce:
        return sum;
      case ArrayCallback::ForEach:
      case ArrayCallback::Find:
        return constant(block, abi::kUndefined);
      case ArrayCallback::Some:
        return constant(block, abi::kFalse);
      case ArrayCallback::Every:
        return constant(block, abi::kTrue);
      case ArrayCallback::FindIndex:
        return boxed(block, integer(block, -1));
    }
    return nullptr;
  }

  // `value`, undefined where it is absent, in the new block `joined`.
  Instr* orUndefined(Block* block, Instr* absent, Block* joined, Instr* value) {
    Block *none = newBlock(), *some = newBlock();
    branch(block, absent, none, some);
    Instr* undefined = constant(none, abi::kUndefined);
    jump(none, joined);
    jump(some, joined);
    return add(joined, Opcode::Phi, Type::of(Rep::Value), {undefined, value});
  }

  template <typename Make>
  void leaveIf(Block* block, Instr* condition, Block* otherwise, Make&& make) {
    Block* found = newBlock();
    branch(block, condition, found, otherwise);
    finish(found, make(found));
  }

  void finish(Block* block, Instr* value) {
    jump(block, rest_);
    result_->operands.push_back(value);
  }

  Block* newBlock() {
    blocks_.push_back(function_.newBlock());
    return blocks_.back();
  }
  Instr* add(Block* block, Opcode op, Type type, std::vector<Instr*> operands) {
    Instr* instr = function_.newInstr(op, type, loc_);
    instr->block = block;
    instr->operands = std::move(operands);
    block->instrs.push_back(instr);
    return instr;
  }
  Instr* add(Block* block, HelperId id, std::vector<Instr*> operands) {
    Instr* instr = add(block, Opcode::CallHelper, Type::of(helperInfo(id).result), std::move(operands));
    instr->imm = static_cast<int64_t>(id);
    return instr;
  }
  Instr* integer(Block* block, int64_t value) {
    Instr* instr = add(block, Opcode::ConstInt32, Type::of(Rep::Int32), {});
    instr->imm = value;
    return instr;
  }
  Instr* constant(Block* block, uint64_t word) {
    Instr* instr = add(block, Opcode::ConstValue, Type::value(word == abi::kUndefined ? kTUndefined : kTBool), {});
    instr->imm = static_cast<int64_t>(word);
    return instr;
  }
  Instr* boxed(Block* block, Instr* integer) {
    return add(block, Opcode::Box, Type::value(kTInt32), {integer});
  }
  Instr* truth(Block* block, Instr* value) {
    return add(block, Opcode::ToBoolean, Type::of(Rep::Bool), {value});
  }
  void jump(Block* from, Block* to) {
    add(from, Opcode::Jump, Type::of(Rep::Void), {});
    from->succs = {to};
    to->preds.push_back(from);
  }
  Instr* branch(Block* from, Instr* condition, Block* then, Block* otherwise) {
    Instr* made = add(from, Opcode::Branch, Type::of(Rep::Void), {condition});
    from->succs = {then, otherwise};
    then->preds.push_back(from);
    otherwise->preds.push_back(from);
    return made;
  }

  Function& function_;
  Instr& call_;
  ArrayCallback method_;
  Instr* array_;
  SourceLoc loc_;
  Block* rest_ = nullptr;
  Instr* result_ = nullptr;
  std::vector<Block*> blocks_;
};

// What stack traces show for the method.
const Function& methodOf(Program& program, std::u16string_view name) {
  std::string symbol = "array.";
  for (char16_t unit : name) symbol += static_cast<char>(unit);
  for (const auto& function : program.functions) {
    if (function->symbol == symbol) return *function;
  }
  Function* method = program.newFunction(symbol);
  method->module = program.main_module;
  method->name = program.atom(name);
  method->frame_name = program.atom(u"Array." + std::u16string(name));
  method->flags = abi::kFnNative;
  method->escapes = method->uses_this = method->uses_new_target = method->uses_callee = false;
  return *method;
}

}  // namespace

void expandArrayCallbacks(Program& program) {
  CalleeEvidence evidence(program);
  Heat heat(program, evidence);
  std::vector<std::pair<Function*, Site>> sites;
  size_t size = 0;
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      size += block->instrs.size();
      for (Instr* instr : block->instrs) {
        ArrayCallback method;
        if (isSite(*instr, evidence, &method)) sites.push_back({function.get(), {instr, method, heat.of(*instr), sites.size()}});
      }
    }
  }
  std::sort(sites.begin(), sites.end(), [](const auto& a, const auto& b) {
    return a.second.heat != b.second.heat ? a.second.heat > b.second.heat : a.second.order < b.second.order;
  });
  size_t most = (kFreeGrowth + size / kGrowthPart) / kLoopCost;
  if (sites.size() > most) sites.resize(most);
  for (auto& [function, site] : sites) {
    const Function& method = methodOf(program, site.call->operands[0]->atom->text);
    Instr* result = LoopWriter(*function, site, method).run();
    replaceAllUses(*function, site.call, result);
    // … but its own operand.
    std::replace(result->operands.begin(), result->operands.end(), result, site.call);
  }
  if (!sites.empty()) inferTypes(program);
}

}  // namespace kiln::ir
