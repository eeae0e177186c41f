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

// f.bind(…)
bool isBind(const Instr& call) {
  if (call.op != Opcode::Call) return false;
  const Instr& callee = *call.operands[0];
  return callee.op == Opcode::GetProp && callee.atom->text == u"bind" &&
         unwrapped(callee.operands[0]) == unwrapped(call.operands[1]);
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
        if (instr->op != Opcode::MakeClosure) continue;
        makers_[instr->function->id] = instr;
        itself_[instr->function] = {instr->function};
      }
    }
  }
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) {
      for (Instr* instr : block->instrs) collect(*instr);
    }
  }
}

const CalleeEvidence::Stored* CalleeEvidence::storedAt(Instr* callee) const {
  callee = unwrapped(callee);
  if (callee->op == Opcode::GetProp || callee->op == Opcode::GetSuper) {
    auto it = methods_.find(callee->atom);
    return it == methods_.end() ? nullptr : &it->second;
  }
  auto it = holders_.find(holder(callee));
  return it == holders_.end() ? nullptr : &it->second;
}

const std::vector<Function*>& CalleeEvidence::of(Instr* callee) const {
  static const Candidates kNone;
  callee = unwrapped(callee);
  const Candidates* found = nullptr;
  if (callee->op == Opcode::MakeClosure) {
    found = &itself_.at(callee->function);
  } else if (isHelper(*callee, HelperId::super_constructor)) {
    return parentsOf(callee->block->function);
  } else if (const Candidates* inherited = callee->op == Opcode::GetSuper ? superMethod(*callee) : nullptr) {
    found = inherited;
  } else if (const Stored* stored = storedAt(callee)) {
    found = &stored->functions;
    // const f = o.f
    if (found->empty() && stored->aliases.size() == 1 && callee->op != Opcode::GetProp) return of(stored->aliases[0]);
  }
  return found == nullptr || found->size() > kMost ? kNone : *found;
}

std::vector<CalleeEvidence::Bound> CalleeEvidence::boundOf(Instr* callee) const {
  std::vector<Bound> found;
  std::vector<Instr*> calls;
  callee = unwrapped(callee);
  if (isBind(*callee)) {
    calls.push_back(callee);
  } else if (const Stored* stored = storedAt(callee)) {
    calls = stored->bound;
    for (Instr* alias : stored->aliases) {
      const Stored* there = storedAt(alias);
      if (there != nullptr) calls.insert(calls.end(), there->bound.begin(), there->bound.end());
    }
  }
  for (Instr* call : calls) {
    size_t arguments = call->operands.size() > 3 ? call->operands.size() - 3 : 0;
    for (Function* target : of(call->operands[1])) found.push_back({target, arguments});
  }
  return found.size() > kMost ? std::vector<Bound>() : found;
}

// The method that `super.name` is in a method of a class whose parent the text tells, or nullptr.
const CalleeEvidence::Candidates* CalleeEvidence::superMethod(const Instr& read) const {
  const Function* owner = read.block->function;
  auto method_of = class_of_.find(owner);
  const Function* constructor = method_of == class_of_.end() ? owner : method_of->second;
  for (size_t depth = 0; depth < kMostParents; ++depth) {
    const Candidates& parents = parentsOf(constructor);
    if (parents.size() != 1) return nullptr;
    constructor = parents[0];
    auto known = class_methods_.find({constructor, read.atom});
    if (known != class_methods_.end()) return &itself_.at(known->second);
  }
  return nullptr;
}

const std::vector<Function*>& CalleeEvidence::parentsOf(const Function* constructor) const {
  static const Candidates kNone;
  auto it = parents_.find(constructor);
  return it == parents_.end() || it->second.size() > kMost ? kNone : it->second;
}

bool CalleeEvidence::isAccessorOnly(const Atom* name) const {
  return !plain_.contains(name) && (!assigned_.contains(name) || setters_.contains(name));
}

const std::vector<Function*>& CalleeEvidence::gettersOf(const Atom* name) const {
  static const Candidates kNone;
  auto it = getters_.find(name);
  return it == getters_.end() || it->second.size() > kMost || !isAccessorOnly(name) ? kNone : it->second;
}

const std::vector<Function*>& CalleeEvidence::settersOf(const Atom* name) const {
  static const Candidates kNone;
  auto it = setters_.find(name);
  return it == setters_.end() || it->second.size() > kMost || !isAccessorOnly(name) ? kNone : it->second;
}

void CalleeEvidence::collect(Instr& instr) {
  switch (instr.op) {
    case Opcode::SetProp:
      assigned_.insert(instr.atom);
      return note(methods_[instr.atom], instr.operands[1]);
    case Opcode::NewObject:
      for (size_t i = 0; i < instr.operands.size(); ++i) method(instr.keys->keys[i], instr.operands[i]);
      return;
    case Opcode::Call: {
      // Object.defineProperty(object, name, descriptor)
      const Instr& callee = *instr.operands[0];
      if (callee.op != Opcode::GetProp || callee.atom->text != u"defineProperty" || instr.operands.size() != 5) return;
      Instr* key = unwrapped(instr.operands[3]);
      if (key->op == Opcode::ConstString) descriptor(key->atom, unwrapped(instr.operands[4]));
      return;
    }
    case Opcode::CallHelper: {
      auto id = static_cast<HelperId>(instr.imm);
      if (id == HelperId::class_create) {
        Instr* constructor = unwrapped(instr.operands[0]);
        if (constructor->op != Opcode::MakeClosure) return;
        for (Function* parent : of(instr.operands[1])) add(parents_[constructor->function], parent);
        return;
      }
      if (id != HelperId::define_getter && id != HelperId::define_setter && id != HelperId::define_method &&
          id != HelperId::define_field)
        return;
      Instr* key = unwrapped(instr.operands[1]);
      if (key->op != Opcode::ConstString) return;
      if (id == HelperId::define_getter)
        accessors(key->atom, instr.operands[2], nullptr);
      else if (id == HelperId::define_setter)
        accessors(key->atom, nullptr, instr.operands[2]);
      else
        method(key->atom, instr.operands[2]);
      // A method of a class.
      Instr* holder = unwrapped(instr.operands[0]);
      Instr* function = unwrapped(instr.operands[2]);
      if (!isHelper(*holder, HelperId::class_create) || function->op != Opcode::MakeClosure) return;
      Instr* constructor = unwrapped(holder->operands[0]);
      if (constructor->op != Opcode::MakeClosure) return;
      class_of_[function->function] = constructor->function;
      if (id == HelperId::define_method) class_methods_[{constructor->function, key->atom}] = function->function;
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

void CalleeEvidence::accessors(const Atom* name, Instr* getter, Instr* setter) {
  auto collectOne = [&](std::unordered_map<const Atom*, Candidates>& all, Instr* value) {
    if (value == nullptr) return;
    value = unwrapped(value);
    if (value->op == Opcode::MakeClosure) add(all[name], value->function);
  };
  collectOne(getters_, getter);
  collectOne(setters_, setter);
}

// Of a literal `{get() …, set() …}`; anything else tells nothing.
void CalleeEvidence::descriptor(const Atom* name, Instr* value) {
  if (value->op != Opcode::NewObject) return;
  Instr *getter = nullptr, *setter = nullptr;
  for (size_t i = 0; i < value->operands.size(); ++i) {
    std::u16string_view key = value->keys->keys[i]->text;
    if (key == u"get") getter = value->operands[i];
    if (key == u"set") setter = value->operands[i];
    if (key == u"value") plain_.insert(name);
  }
  accessors(name, getter, setter);
}

void CalleeEvidence::method(const Atom* name, Instr* value) {
  plain_.insert(name);
  note(methods_[name], value);
}

void CalleeEvidence::note(Stored& stored, Instr* value) {
  value = unwrapped(value);
  if (value->op == Opcode::MakeClosure) return add(stored.functions, value->function);
  if (value->op == Opcode::GetProp && stored.aliases.size() <= kMost) stored.aliases.push_back(value);
  if (isBind(*value) && stored.bound.size() <= kMost) stored.bound.push_back(value);
}

void CalleeEvidence::held(const void* where, Instr* value) {
  if (where != nullptr) note(holders_[where], value);
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
