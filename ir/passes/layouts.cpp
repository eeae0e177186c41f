#include "ir/passes/layouts.h"

#include <algorithm>

namespace kiln::ir {
namespace {

const Instr* unwrapped(const Instr* value) {
  while (value->op == Opcode::Box || value->op == Opcode::CheckTdz || value->op == Opcode::UnboxObject ||
         value->op == Opcode::Refine)
    value = value->operands[0];
  return value;
}

bool isHelper(const Instr& instr, HelperId id) {
  return instr.op == Opcode::CallHelper && static_cast<HelperId>(instr.imm) == id;
}

// `this`, in derived constructors the result of super().
bool isThis(const Instr* value) {
  value = unwrapped(value);
  return value->op == Opcode::ThisValue || isHelper(*value, HelperId::construct);
}

const Function* closureOf(const Instr* value,
                          const std::unordered_map<const Variable*, const Function*>& closures) {
  value = unwrapped(value);
  if (value->op == Opcode::MakeClosure) return value->function;
  if (value->op != Opcode::LoadVar) return nullptr;
  auto it = closures.find(value->variable);
  return it == closures.end() ? nullptr : it->second;
}

template <typename F>
void forEachInstr(const Function& function, F&& visit) {
  for (const auto& block : function.blocks) {
    for (const Instr* instr : block->instrs) visit(*instr);
  }
}

}  // namespace

ObjectLayouts::ObjectLayouts(const Program& program) {
  Closures closures;
  for (const auto& function : program.functions) {
    forEachInstr(*function, [&](const Instr& instr) {
      if (instr.op != Opcode::StoreVar) return;
      const Instr* value = unwrapped(instr.operands[0]);
      if (value->op == Opcode::MakeClosure) closures[instr.variable] = value->function;
    });
  }
  // Constructors first: what `this` is in a function depends on it.
  for (const auto& function : program.functions) collect(*function, closures);
  for (const auto& function : program.functions) {
    const Function* constructor = function.get();
    if (auto it = initialised_by_.find(constructor); it != initialised_by_.end()) constructor = it->second;
    auto it = by_constructor_.find(constructor);
    if (it == by_constructor_.end()) continue;
    Maker& maker = makers_[it->second];
    forEachInstr(*function, [&](const Instr& instr) {
      if (instr.op == Opcode::SetProp && isThis(instr.operands[0])) maker.fields.insert(instr.atom);
      if (isHelper(instr, HelperId::define_field)) {
        const Instr* key = unwrapped(instr.operands[1]);
        if (key->op == Opcode::ConstString) maker.fields.insert(key->atom);
      }
    });
  }
  for (Maker& maker : makers_) inherit(maker);
}

ObjectLayouts::Maker& ObjectLayouts::makerOf(const Function* constructor) {
  auto [it, added] = by_constructor_.emplace(constructor, makers_.size());
  if (added) makers_.emplace_back().constructor = constructor;
  return makers_[it->second];
}

void ObjectLayouts::collect(const Function& function, const Closures& closures) {
  forEachInstr(function, [&](const Instr& instr) {
    if (instr.op == Opcode::NewObject && !instr.keys->keys.empty()) {
      std::set<const Atom*> fields(instr.keys->keys.begin(), instr.keys->keys.end());
      bool known = std::any_of(makers_.begin(), makers_.end(),
                               [&](const Maker& maker) { return maker.fields == fields; });
      if (!known) makers_.emplace_back().fields = std::move(fields);
    } else if (instr.op == Opcode::Construct) {
      if (const Function* target = closureOf(instr.operands[0], closures)) makerOf(target);
    } else if (isHelper(instr, HelperId::class_create)) {
      const Function* constructor = closureOf(instr.operands[0], closures);
      if (constructor == nullptr) return;
      makerOf(constructor).parent = closureOf(instr.operands[1], closures);
    } else if (isHelper(instr, HelperId::define_method) || isHelper(instr, HelperId::define_getter) ||
               isHelper(instr, HelperId::define_setter)) {
      const Instr* prototype = unwrapped(instr.operands[0]);
      const Instr* method = unwrapped(instr.operands[2]);
      if (!isHelper(*prototype, HelperId::class_create) || method->op != Opcode::MakeClosure) return;
      if (const Function* constructor = closureOf(prototype->operands[0], closures))
        class_of_[method->function] = constructor;
    } else if (instr.op == Opcode::StoreCapture) {
      const Function* constructor = closureOf(instr.operands[0], closures);
      const Instr* initialiser = unwrapped(instr.operands[1]);
      if (constructor != nullptr && constructor->flags & abi::kFnFieldInitializer &&
          initialiser->op == Opcode::MakeClosure)
        initialised_by_[initialiser->function] = constructor;
    }
  });
}

void ObjectLayouts::inherit(Maker& maker) {
  std::set<const Function*> seen;
  for (const Function* parent = maker.parent; parent != nullptr && seen.insert(parent).second;) {
    auto it = by_constructor_.find(parent);
    if (it == by_constructor_.end()) return;
    Maker& base = makers_[it->second];
    base.extended = true;
    maker.fields.insert(base.fields.begin(), base.fields.end());
    parent = base.parent;
  }
}

std::vector<const Atom*> ObjectLayouts::fieldsOf(const Function& function, const Instr& object,
                                                 const std::set<const Atom*>& names) const {
  const Maker* found = nullptr;
  std::vector<const Atom*> fields;
  if (object.op == Opcode::ThisValue) {
    // In a constructor it is still being made.
    if (by_constructor_.contains(&function) || initialised_by_.contains(&function)) return {};
    auto it = class_of_.find(&function);
    if (it != class_of_.end()) found = &makers_[by_constructor_.at(it->second)];
  }
  if (found != nullptr) {
    if (found->extended) return {};
    std::set_intersection(names.begin(), names.end(), found->fields.begin(), found->fields.end(),
                          std::back_inserter(fields));
    return fields;
  }
  // Methods and accessors are no fields of any maker.
  for (const Atom* name : names) {
    if (std::any_of(makers_.begin(), makers_.end(),
                    [&](const Maker& maker) { return maker.fields.contains(name); }))
      fields.push_back(name);
  }
  if (fields.empty()) return {};
  for (const Maker& maker : makers_) {
    if (!std::all_of(fields.begin(), fields.end(),
                     [&](const Atom* name) { return maker.fields.contains(name); }))
      continue;
    if (found != nullptr) return {};
    found = &maker;
  }
  return found == nullptr || found->extended ? std::vector<const Atom*>() : fields;
}

}  // namespace kiln::ir
