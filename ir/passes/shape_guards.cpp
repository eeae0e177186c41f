#include "ir/passes/shape_guards.h"

#include <algorithm>

namespace kiln::ir {
namespace {

constexpr uint32_t kHot = 2;  // loops around accesses that are worth a test of their object's shape

bool isAccess(const Use& use) {
  return use.index == 0 && (use.user->op == Opcode::GetProp || use.user->op == Opcode::SetProp);
}

}  // namespace

void ShapeGuards::expectGlobal(const Instr& read) {
  Instr* object = read.operands[0];
  globals_.insert(object);
  Layout layout;
  layout.fields.push_back(read.atom);
  useLayout(*object, std::move(layout));
}

// A number is read or written: what the fast copy is for.
bool ShapeGuards::isNumeric(const Instr& access) const {
  const Instr* value = access.op == Opcode::GetProp ? &access : access.operands[1];
  return copy_.isKnownNumber(value);
}

void ShapeGuards::choose(const GuardPlan& plan) {
  // In the order of the program: the sites' numbers do not depend on addresses.
  for (Block* block : copy_.order) {
    for (Instr* object : block->instrs) {
      if (object->rep() != Rep::Value || !object->type.maybe(kTObject) || !copy_.uses.contains(object))
        continue;
      if (chooseInit(*object, plan) || object->op == Opcode::Box) continue;
      std::set<const Atom*> names;
      size_t count = 0;
      bool worth = false, hot = false;
      for (const Use& use : copy_.uses.at(object)) {
        if (!isAccess(use) || accesses_.contains(use.user)) continue;
        size_t guesses = guessesOf(use.user);
        if (guesses > 1) continue;  // objects of several layouts
        names.insert(use.user->atom);
        ++count;
        hot |= heat_.of(*use.user) >= kHot;
        worth |= isNumeric(*use.user) || guesses == 1;
      }
      if (count == 0 || !(count == 1 ? hot : hot || worth)) continue;
      Layout layout = layouts_.find(function_, *object, names);
      if (count > 1 || isEvident(*object, layout)) useLayout(*object, std::move(layout));
    }
  }
}

// Whether one access alone is worth a test that may leave the fast copy: no other objects of the program have such a
// field.
bool ShapeGuards::isEvident(const Instr& object, const Layout& layout) {
  if (!layout.methods.empty()) return false;
  return !layout.family || object.op == Opcode::ThisValue || object.op == Opcode::ReceiverOf;
}

// How many methods the fast copy asks for.
size_t ShapeGuards::guessesOf(const Instr* callee) const {
  auto uses = copy_.uses.find(const_cast<Instr*>(callee));
  if (uses == copy_.uses.end()) return 0;
  std::unordered_set<const Function*> guesses;
  for (const Use& use : uses->second) {
    if (use.user->op == Opcode::IsClosureOf) guesses.insert(use.user->function);
  }
  return guesses.size();
}

// Storing something else than a number in a field of doubles changes the object's shape.
bool ShapeGuards::fitsField(const Instr& access) const {
  return access.op == Opcode::GetProp || !access.atom->is_double_field ||
         copy_.isKnownNumber(access.operands[1]);
}

const Layout* ShapeGuards::useLayout(const Instr& object, Layout found) {
  if (found.fields.empty() && found.methods.empty()) return nullptr;
  const Layout* layout = function_.program->addLayout(std::move(found));
  for (const Use& use : copy_.uses.at(const_cast<Instr*>(&object))) {
    if (!isAccess(use) || inits_.contains(use.user) || !fitsField(*use.user)) continue;
    const Atom* name = use.user->atom;
    auto field = std::find(layout->fields.begin(), layout->fields.end(), name);
    auto method = std::find_if(layout->methods.begin(), layout->methods.end(),
                               [&](const Layout::Method& row) { return row.name == name; });
    if (field != layout->fields.end())
      accesses_[use.user] = {layout, field - layout->fields.begin(), false};
    else if (method != layout->methods.end() && use.user->op == Opcode::GetProp)
      accesses_[use.user] = {layout, method - layout->methods.begin(), true};
  }
  return layout;
}

// A new object whose constructor was inlined: the assignments of its fields become one instruction, behind
// which it has a layout. Nothing may happen between them that could leave the fast copy, or look at the
// object.
bool ShapeGuards::chooseInit(const Instr& object, const GuardPlan& plan) {
  if (object.op != Opcode::Box || object.operands[0]->op != Opcode::NewInstance) return false;
  if (object.operands[0]->function->flags & abi::kFnDerivedConstructor) return false;  // its capacity is not known
  const Block& block = *object.block;
  if (block.unwind != nullptr) return false;
  Layout layout;
  std::vector<Instr*> values, sets;
  std::vector<Instr*>::const_iterator at = std::find(block.instrs.begin(), block.instrs.end(), &object);
  for (++at; !(*at)->isTerminator(); ++at) {
    Instr* instr = *at;
    bool sets_field = instr->op == Opcode::SetProp && copy_.origin(instr->operands[0]) == &object;
    // A guard in front of the first assignment leaves before all of them.
    if (plan.contains(instr) && !(sets_field && sets.empty())) break;
    if (!sets_field && instr->effect() > Effect::Allocates) break;
    if (!sets_field) continue;
    bool again = std::find(layout.fields.begin(), layout.fields.end(), instr->atom) != layout.fields.end();
    if (again || !fitsField(*instr) || (!sets.empty() && sets[0]->strict != instr->strict)) break;
    layout.slots.push_back(static_cast<int32_t>(layout.fields.size()));
    layout.fields.push_back(instr->atom);
    values.push_back(instr->operands[1]);
    sets.push_back(instr);
  }
  if (sets.empty() || sets.size() > object.operands[0]->function->inline_capacity) return false;
  Instr* next = *(std::find(block.instrs.begin(), block.instrs.end(), sets.back()) + 1);
  std::unordered_set<const Instr*> group(sets.begin(), sets.end());
  for (const Use& use : copy_.uses.at(const_cast<Instr*>(&object))) {
    if (!isAccess(use) || group.contains(use.user)) continue;
    const Atom* name = use.user->atom;
    bool field = std::find(layout.fields.begin(), layout.fields.end(), name) != layout.fields.end();
    if (use.user->op == Opcode::SetProp && !field) return false;
    bool listed = std::any_of(layout.methods.begin(), layout.methods.end(),
                              [&](const Layout::Method& row) { return row.name == name; });
    Function* method = field ? nullptr : layouts_.methodOf(object.operands[0]->function, name);
    if (method != nullptr && !listed) layout.methods.push_back({name, method});
  }
  for (const Instr* set : sets) inits_[set] = {const_cast<Instr*>(&object), nullptr, {}, next};
  Init& last = inits_.at(sets.back());
  last.values = std::move(values);
  last.layout = useLayout(object, std::move(layout));
  return true;
}

void ShapeGuards::Known::meet(const Known& other) {
  std::erase_if(objects, [&](const Instr* object) { return !other.objects.contains(object); });
  std::erase_if(fields, [&](const auto& row) {
    auto it = other.fields.find(row.first);
    return it == other.fields.end() || it->second != row.second;
  });
}

// Any other object may be the same one.
void ShapeGuards::Known::store(const Instr* object, const Atom* name, Instr* value) {
  std::erase_if(fields, [&](const auto& row) { return row.first.second == name; });
  fields[{object, name}] = value;
}

// Walks through `block`; `plan` may be null.
void ShapeGuards::follow(const Block& block, Known& known, GuardPlan* plan) const {
  for (Instr* instr : block.instrs) {
    auto access = accesses_.find(instr);
    if (access != accesses_.end()) {
      followAccess(*instr, access->second, known, plan);
    } else if (auto init = inits_.find(instr); init != inits_.end()) {
      followInit(*instr, init->second, known, plan);
    } else if (!globals_.contains(instr) && !copy_.keepsShapes(*instr)) {
      known = {};
    }
  }
}

void ShapeGuards::followAccess(Instr& instr, const Access& access, Known& known, GuardPlan* plan) const {
  Instr* object = copy_.origin(instr.operands[0]);
  bool was_known = !known.objects.insert(object).second;
  Guard guard{};
  auto content = access.method ? known.fields.end() : known.fields.find({object, instr.atom});
  if (instr.op == Opcode::GetProp && was_known && content != known.fields.end()) {
    guard.kind = Guard::Kind::Same;
    guard.value = content->second;
  } else {
    guard.kind = was_known ? Guard::Kind::Field : Guard::Kind::Layout;
    guard.value = object;
    guard.layout = access.layout;
    guard.field = access.field;
    guard.method = access.method;
    if (instr.op == Opcode::SetProp)
      known.store(object, instr.atom, instr.operands[1]);
    else if (!access.method)
      known.fields[{object, instr.atom}] = &instr;
  }
  if (plan != nullptr) (*plan)[&instr].push_back(std::move(guard));
}

void ShapeGuards::followInit(Instr& instr, const Init& init, Known& known, GuardPlan* plan) const {
  Guard guard{};
  guard.kind = init.layout == nullptr ? Guard::Kind::Skipped : Guard::Kind::Init;
  if (init.layout != nullptr) {
    guard.value = init.object;
    guard.layout = init.layout;
    guard.values = init.values;
    guard.continuation = init.next;
    known.objects.insert(init.object);
    for (size_t i = 0; i < init.values.size(); ++i)
      known.fields[{init.object, init.layout->fields[i]}] = init.values[i];
  }
  if (plan == nullptr) return;
  if (init.layout != nullptr)
    (*plan)[init.next].insert((*plan)[init.next].begin(), Guard{Guard::Kind::Entry});
  (*plan)[&instr].push_back(std::move(guard));
}

ShapeGuards::Known ShapeGuards::atStart(const Block& block, const Ends& at_end) {
  Known known;
  bool first = true;
  if (block.is_handler) return known;
  for (const Block* pred : block.preds) {
    auto it = at_end.find(pred);
    if (it == at_end.end()) continue;  // not reached yet, or not in the fast copy
    if (first) {
      known = it->second;
      first = false;
    } else {
      known.meet(it->second);
    }
  }
  return known;
}

// Available-expressions analysis: a test is needed where not every way leads through one, with nothing in
// between that might change shapes.
void ShapeGuards::place(GuardPlan& plan) const {
  for (const Instr* object : globals_) plan[object].push_back({Guard::Kind::Global});
  if (accesses_.empty() && inits_.empty()) return;
  Ends at_end;
  for (bool changed = true; changed;) {
    changed = false;
    for (Block* block : copy_.order) {
      Known known = atStart(*block, at_end);
      follow(*block, known, nullptr);
      auto [it, added] = at_end.emplace(block, known);
      if (!added && it->second == known) continue;
      it->second = std::move(known);
      changed = true;
    }
  }
  for (Block* block : copy_.order) {
    Known known = atStart(*block, at_end);
    follow(*block, known, &plan);
  }
}

}  // namespace kiln::ir
