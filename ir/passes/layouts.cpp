#include "ir/passes/layouts.h"

#include <algorithm>

#include "ir/core/dominators.h"

namespace kiln::ir {
namespace {

const Instr* unwrapped(const Instr* value) {
  while (value->op == Opcode::Box || value->op == Opcode::CheckTdz || value->op == Opcode::UnboxObject ||
         value->op == Opcode::Refine)
    value = value->operands[0];
  return value;
}

// The result of super(): of one whose callee was guessed, the object of each way to call.
bool isSuperResult(const Instr* value) {
  value = unwrapped(value);
  return isHelper(*value, HelperId::construct) || isHelper(*value, HelperId::create_this) ||
         (value->op == Opcode::CallKnown && value->flag && value->imm == 1);
}

// `this`, in derived constructors the result of super().
bool isThis(const Instr* value) {
  value = unwrapped(value);
  if (value->op == Opcode::Phi) return std::all_of(value->operands.begin(), value->operands.end(), isSuperResult);
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
    collectFields(*function, makers_[it->second]);
  }
  std::vector<Maker> own = makers_;
  for (Maker& maker : makers_) inherit(maker, own);
}

// The fields that a constructor, or the initialiser of its fields (which runs first), gives to `this`.
void ObjectLayouts::collectFields(const Function& function, Maker& maker) {
  if (function.blocks.empty()) return;
  Dominators dominators(function);
  std::vector<const Block*> returns;
  for (const Block* block : dominators.order()) {
    if (block->terminator()->op == Opcode::Return) returns.push_back(block);
  }
  std::vector<const Atom*> order;
  for (const Block* block : dominators.order()) {
    bool always = std::all_of(returns.begin(), returns.end(),
                              [&](const Block* end) { return dominators.dominates(block, end); });
    for (const Instr* instr : block->instrs) {
      const Atom* name = nullptr;
      if (instr->op == Opcode::SetProp && isThis(instr->operands[0])) name = instr->atom;
      if (isHelper(*instr, HelperId::define_field)) {
        const Instr* key = unwrapped(instr->operands[1]);
        if (key->op == Opcode::ConstString) name = key->atom;
      }
      if (name == nullptr) continue;
      maker.fields.insert(name);
      maker.ordered &= always;
      if (maker.ordered && std::find(order.begin(), order.end(), name) == order.end()) order.push_back(name);
    }
  }
  // A constructor may have its initialiser's assignments inlined.
  bool first = &function != maker.constructor;
  const std::vector<const Atom*> own = std::move(maker.order);
  maker.order.clear();
  for (const std::vector<const Atom*>* part : {first ? &order : &own, first ? &own : &order}) {
    for (const Atom* name : *part) {
      if (std::find(maker.order.begin(), maker.order.end(), name) == maker.order.end()) maker.order.push_back(name);
    }
  }
}

ObjectLayouts::Maker& ObjectLayouts::makerOf(const Function* constructor) {
  auto [it, added] = by_constructor_.emplace(constructor, makers_.size());
  if (added) {
    Maker& maker = makers_.emplace_back();
    maker.constructor = constructor;
    maker.capacity = constructor->inline_capacity;
  }
  return makers_[it->second];
}

void ObjectLayouts::collect(const Function& function, const Closures& closures) {
  forEachInstr(function, [&](const Instr& instr) {
    if (instr.op == Opcode::NewObject && !instr.keys->keys.empty()) {
      std::set<const Atom*> fields(instr.keys->keys.begin(), instr.keys->keys.end());
      auto known = std::find_if(makers_.begin(), makers_.end(),
                                [&](const Maker& maker) { return maker.fields == fields; });
      if (known == makers_.end()) {
        Maker& maker = makers_.emplace_back();
        maker.fields = std::move(fields);
        maker.order = instr.keys->keys;
        maker.capacity = instr.keys->inline_capacity;
      } else if (known->order != instr.keys->keys) {
        known->order.clear();
      }
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
      const Function* constructor = closureOf(prototype->operands[0], closures);
      if (constructor != nullptr) class_of_[method->function] = constructor;
      const Instr* key = unwrapped(instr.operands[1]);
      if (constructor != nullptr && key->op == Opcode::ConstString &&
          isHelper(instr, HelperId::define_method))
        makerOf(constructor).methods[key->atom] = method->function;
    } else if (instr.op == Opcode::StoreCapture) {
      const Function* constructor = closureOf(instr.operands[0], closures);
      const Instr* initialiser = unwrapped(instr.operands[1]);
      if (constructor != nullptr && constructor->flags & abi::kFnFieldInitializer &&
          initialiser->op == Opcode::MakeClosure)
        initialised_by_[initialiser->function] = constructor;
    }
  });
}

// `own`: the makers as they are without what they inherit.
void ObjectLayouts::inherit(Maker& maker, const std::vector<Maker>& own) {
  std::set<const Function*> seen;
  for (const Function* parent = maker.parent; parent != nullptr && seen.insert(parent).second;) {
    auto it = by_constructor_.find(parent);
    if (it == by_constructor_.end()) return;
    makers_[it->second].extended = true;
    const Maker& base = own[it->second];
    std::vector<const Atom*> order = base.order;
    for (const Atom* name : maker.order) {
      if (base.ordered && !base.fields.contains(name)) order.push_back(name);
    }
    maker.ordered &= base.ordered;
    maker.capacity += base.capacity;
    maker.order = std::move(order);
    maker.fields.insert(base.fields.begin(), base.fields.end());
    maker.methods.insert(base.methods.begin(), base.methods.end());
    parent = base.parent;
  }
}

bool ObjectLayouts::isInherited(const Function* method) const {
  auto it = class_of_.find(method);
  return it != class_of_.end() && makers_[by_constructor_.at(it->second)].extended;
}

Function* ObjectLayouts::methodOf(const Function* constructor, const Atom* name) const {
  auto it = by_constructor_.find(constructor);
  if (it == by_constructor_.end()) return nullptr;
  const Maker& maker = makers_[it->second];
  auto method = maker.methods.find(name);
  return method == maker.methods.end() || maker.fields.contains(name) ? nullptr : method->second;
}

// Where the objects have it, or -1.
int32_t ObjectLayouts::slotOf(const Maker& maker, const Atom* name) {
  auto at = std::find(maker.order.begin(), maker.order.end(), name);
  return at == maker.order.end() ? -1 : static_cast<int32_t>(at - maker.order.begin());
}

Layout ObjectLayouts::describe(const Maker& maker, const std::set<const Atom*>& names) const {
  Layout layout;
  for (const Atom* name : names) {
    if (maker.fields.contains(name)) {
      // What has no inline slot is in no layout.
      if (slotOf(maker, name) < static_cast<int32_t>(maker.capacity)) layout.fields.push_back(name);
    } else if (auto method = maker.methods.find(name); method != maker.methods.end()) {
      layout.methods.push_back({name, method->second});
    }
  }
  std::sort(layout.fields.begin(), layout.fields.end(),
            [](const Atom* a, const Atom* b) { return a->id < b->id; });
  std::sort(layout.methods.begin(), layout.methods.end(),
            [](const auto& a, const auto& b) { return a.name->id < b.name->id; });
  for (const Atom* field : layout.fields) {
    int32_t slot = slotOf(maker, field);
    if (slot < 0) {
      layout.slots.clear();
      break;
    }
    layout.slots.push_back(slot);
  }
  return layout;
}

// Of objects that several makers make: fields that all of them put into the same places.
Layout ObjectLayouts::describeFamily(const std::vector<const Maker*>& makers,
                                     const std::set<const Atom*>& names) const {
  Layout layout;
  layout.family = true;
  std::vector<const Atom*> sorted(names.begin(), names.end());
  std::sort(sorted.begin(), sorted.end(), [](const Atom* a, const Atom* b) { return a->id < b->id; });
  for (const Atom* name : sorted) {
    int32_t slot = -1;
    for (const Maker* maker : makers) {
      int32_t here = slotOf(*maker, name);
      if (here >= static_cast<int32_t>(maker->capacity)) here = -1;
      slot = maker == makers[0] || slot == here ? here : -1;
    }
    if (slot < 0) continue;
    layout.fields.push_back(name);
    layout.slots.push_back(slot);
  }
  return layout.fields.empty() ? Layout() : layout;
}

Layout ObjectLayouts::find(const Function& function, const Instr& object,
                           const std::set<const Atom*>& names) const {
  if (object.op == Opcode::ThisValue || object.op == Opcode::ReceiverOf) {
    const Function* method = object.op == Opcode::ThisValue ? &function : object.function;
    // In a constructor it is still being made.
    if (by_constructor_.contains(method) || initialised_by_.contains(method)) return {};
    auto it = class_of_.find(method);
    if (it != class_of_.end()) {
      const Maker& maker = makers_[by_constructor_.at(it->second)];
      return maker.extended ? describeFamily({&maker}, names) : describe(maker, names);
    }
  }
  // What no maker has is something else than a field or a method: an accessor, or built in.
  auto has = [](const Maker& maker, const Atom* name) {
    return maker.fields.contains(name) || maker.methods.contains(name);
  };
  std::set<const Atom*> known;
  for (const Atom* name : names) {
    if (std::any_of(makers_.begin(), makers_.end(), [&](const Maker& maker) { return has(maker, name); }))
      known.insert(name);
  }
  if (known.empty()) return {};
  std::vector<const Maker*> found;
  for (const Maker& maker : makers_) {
    if (std::all_of(known.begin(), known.end(), [&](const Atom* name) { return has(maker, name); }))
      found.push_back(&maker);
  }
  if (found.empty() || found.size() > kFamily) return {};
  return found.size() == 1 && !found[0]->extended ? describe(*found[0], known) : describeFamily(found, known);
}

}  // namespace kiln::ir
