#include "ir/passes/callees.h"

#include <algorithm>

namespace kiln::ir {
namespace {

Instr* unwrapped(Instr* value) {
  while (value->op == Opcode::Box || value->op == Opcode::CheckTdz || value->op == Opcode::UnboxObject ||
         value->op == Opcode::Refine)
    value = value->operands[0];
  return value;
}

void add(std::vector<Function*>& candidates, Function* function) {
  if (candidates.size() <= CalleeEvidence::kMost &&
      std::find(candidates.begin(), candidates.end(), function) == candidates.end())
    candidates.push_back(function);
}

}  // namespace

bool isBuiltinMethodName(std::u16string_view name) {
  static constexpr std::u16string_view kNames[] = {
      u"add",      u"apply",   u"at",          u"bind",    u"call",    u"catch",      u"charAt",
      u"clear",    u"concat",  u"delete",      u"emit",    u"end",     u"endsWith",   u"entries",
      u"every",    u"exec",    u"fill",        u"filter",  u"finally", u"find",       u"findIndex",
      u"flat",     u"flatMap", u"forEach",     u"get",     u"has",     u"includes",   u"indexOf",
      u"join",     u"keys",    u"lastIndexOf", u"map",     u"match",   u"next",       u"on",
      u"once",     u"padEnd",  u"padStart",    u"pop",     u"push",    u"read",       u"reduce",
      u"repeat",   u"replace", u"return",      u"reverse", u"search",  u"set",        u"shift",
      u"slice",    u"some",    u"sort",        u"splice",  u"split",   u"startsWith", u"substring",
      u"subarray", u"test",    u"then",        u"throw",   u"toFixed", u"toString",   u"trim",
      u"unshift",  u"valueOf", u"values",      u"write"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

CalleeEvidence::CalleeEvidence(Program& program) : makers_(program.functions.size(), nullptr) {
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      for (Instr* instr : block->instrs) {
        if (instr->op == Opcode::MakeClosure) makers_[instr->function->id] = instr;
      }
    }
  }
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      for (Instr* instr : block->instrs) collect(*instr);
    }
  }
}

const std::vector<Function*>& CalleeEvidence::of(Instr* callee) const {
  static const Candidates kNone;
  callee = unwrapped(callee);
  const Candidates* found = nullptr;
  if (callee->op == Opcode::GetProp) {
    auto it = methods_.find(callee->atom);
    if (it != methods_.end()) found = &it->second;
  } else {
    auto it = holders_.find(holder(callee));
    if (it != holders_.end()) found = &it->second;
  }
  return found == nullptr || found->size() > kMost ? kNone : *found;
}

const std::vector<Function*>& CalleeEvidence::gettersOf(const Atom* name) const {
  static const Candidates kNone;
  auto it = getters_.find(name);
  return it == getters_.end() || it->second.size() > kMost || plain_.contains(name) ? kNone : it->second;
}

void CalleeEvidence::collect(Instr& instr) {
  switch (instr.op) {
    case Opcode::SetProp:
      return method(instr.atom, instr.operands[1]);
    case Opcode::NewObject:
      for (size_t i = 0; i < instr.operands.size(); ++i) method(instr.keys->keys[i], instr.operands[i]);
      return;
    case Opcode::CallHelper: {
      bool accessor = isHelper(instr, HelperId::define_getter);
      if (!accessor && !isHelper(instr, HelperId::define_method) && !isHelper(instr, HelperId::define_field))
        return;
      Instr* key = unwrapped(instr.operands[1]);
      if (key->op != Opcode::ConstString) return;
      if (accessor)
        getter(key->atom, instr.operands[2]);
      else
        method(key->atom, instr.operands[2]);
      return;
    }
    case Opcode::StoreVar:
      return held(instr.variable, instr.operands[0]);
    case Opcode::NewBox:
      return held(&instr, instr.operands[0]);
    case Opcode::StoreBox:
      return held(holder(instr.operands[0]), instr.operands[1]);
    default:
      return;
  }
}

void CalleeEvidence::getter(const Atom* name, Instr* value) {
  value = unwrapped(value);
  if (value->op == Opcode::MakeClosure) add(getters_[name], value->function);
}

void CalleeEvidence::method(const Atom* name, Instr* value) {
  plain_.insert(name);
  value = unwrapped(value);
  if (value->op == Opcode::MakeClosure) add(methods_[name], value->function);
}

void CalleeEvidence::held(const void* where, Instr* value) {
  value = unwrapped(value);
  if (where != nullptr && value->op == Opcode::MakeClosure) add(holders_[where], value->function);
}

// What identifies the variable that `value` was read from, or the box that it is: its Variable, the NewBox,
// or the closure that was captured by value.
const void* CalleeEvidence::holder(Instr* value, int depth) const {
  value = unwrapped(value);
  if (depth > 16) return nullptr;
  switch (value->op) {
    case Opcode::LoadVar:
      return value->variable;
    case Opcode::NewBox:
    case Opcode::MakeClosure:
      return value;
    case Opcode::LoadBox:
      return holder(value->operands[0], depth + 1);
    case Opcode::LoadCapture: {
      const Instr* maker = makers_[value->block->function->id];
      auto index = static_cast<size_t>(value->imm);
      if (maker == nullptr || index >= maker->operands.size()) return nullptr;
      return holder(maker->operands[index], depth + 1);
    }
    default:
      return nullptr;
  }
}

}  // namespace kiln::ir
