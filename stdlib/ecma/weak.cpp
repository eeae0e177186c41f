// ECMA-262 §24.3 WeakMap, §24.4 WeakSet, §26.1 WeakRef, §26.2 FinalizationRegistry.
//
// A WeakMap keeps nothing itself: its entry is a property of the key object under a symbol that no reflection
// shows. So an entry lives exactly as long as its key, values that refer to their keys included, without help
// from the collector. What it costs: entries of a dead WeakMap stay until their keys die. Weak references
// hide the address from the conservative collector and are cleared at the end of marking.
#include <vector>

#include "runtime/loop/loop.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

struct WeakCollection : Object {
  Symbol* entry;        // private name of this collection's entries
  Object* for_symbols;  // entries whose keys are symbols: these cells have no room for properties
};

KILN_PER_REALM Shape* weakmap_shape;
KILN_PER_REALM Shape* weakset_shape;
KILN_PER_REALM Shape* weakref_shape;
KILN_PER_REALM Shape* registry_shape;

// §9.13 CanBeHeldWeakly
bool canBeHeldWeakly(Value v) {
  if (isObject(v)) return true;
  return isSymbol(v) && !(reinterpret_cast<Symbol*>(v.bits)->flags & 1);
}

Value* entryOf(WeakCollection* c, Value key) {
  Object* holder;
  PropertyKey name = PropertyKey::symbol(c->entry);
  if (isObject(key)) {
    holder = asObject(key);
    if (holder->shape->flags & kLazyProperties) holder->shape->class_info->reify(holder);
  } else if (isSymbol(key) && c->for_symbols != nullptr) {
    holder = c->for_symbols;
    name = {key};
  } else {
    return nullptr;
  }
  PropertyEntry* entry = lookup(holder->shape, name);
  if (entry == nullptr) return nullptr;
  Value* slot = slotOf(holder, entry->slot);
  return slot->isEmpty() ? nullptr : slot;
}

void setEntry(WeakCollection* c, Value key, Value value) {
  Object* holder;
  PropertyKey name = PropertyKey::symbol(c->entry);
  if (isObject(key)) {
    holder = asObject(key);
    if (holder->shape->flags & kLazyProperties) holder->shape->class_info->reify(holder);
  } else {
    if (c->for_symbols == nullptr) c->for_symbols = newObjectWithPrototype(nullptr);
    holder = c->for_symbols;
    name = {key};
  }
  if (PropertyEntry* entry = lookup(holder->shape, name)) {
    *slotOf(holder, entry->slot) = value;
  } else {
    putDirect(holder, name, value, kWritable);
  }
}

// The property stays, empty: taking it away would make the key object a dictionary.
bool removeEntry(WeakCollection* c, Value key) {
  Value* slot = entryOf(c, key);
  if (slot == nullptr) return false;
  *slot = Value::empty();
  return true;
}

Object* newCollection(Args& args, const char* name, Object* prototype, Shape* base) {
  if (!args.isConstruct()) throwTypeError("Constructor %s requires 'new'", name);
  Shape* shape = shapeFromConstructor(args.new_target, prototype, base);
  auto* c = static_cast<WeakCollection*>(newNativeObject(sizeof(WeakCollection), shape));
  c->entry = newSymbol(internAscii(name), 2);
  return c;
}

WeakCollection* thisCollection(Args& args, CellKind kind, const char* method) {
  if (!isKind(args.this_value, kind)) throwIncompatible(method, args.this_value);
  return static_cast<WeakCollection*>(asObject(args.this_value));
}

Value weakMapConstructor(Args& args) {
  Object* map = newCollection(args, "WeakMap", realm().weakmap_prototype, weakmap_shape);
  if (args[0].isNullish()) return box(map);
  Value adder = get(map, atoms.set);
  requireCallable(adder);
  iterate(args[0], [&](Value entry) {
    if (!isObject(entry)) throwTypeError("Iterator value %s is not an entry object", nameForMessage(entry));
    Value key = elementAt(asObject(entry), 0);
    callWith(adder, box(map), key, elementAt(asObject(entry), 1));
    return true;
  });
  return box(map);
}

Value weakMapGet(Args& args) {
  Value* slot = entryOf(thisCollection(args, CellKind::WeakMap, "WeakMap.prototype.get"), args[0]);
  return slot == nullptr ? Value::undefined() : *slot;
}
Value weakMapSet(Args& args) {
  WeakCollection* c = thisCollection(args, CellKind::WeakMap, "WeakMap.prototype.set");
  if (!canBeHeldWeakly(args[0])) throwTypeError("Invalid value used as weak map key");
  setEntry(c, args[0], args[1]);
  return args.this_value;
}
Value weakMapHas(Args& args) {
  return Value::boolean(entryOf(thisCollection(args, CellKind::WeakMap, "WeakMap.prototype.has"), args[0]));
}
Value weakMapDelete(Args& args) {
  return Value::boolean(
      removeEntry(thisCollection(args, CellKind::WeakMap, "WeakMap.prototype.delete"), args[0]));
}

// WeakMap.prototype.getOrInsert ( key, value ), proposal Upsert
Value weakMapGetOrInsert(Args& args) {
  WeakCollection* c = thisCollection(args, CellKind::WeakMap, "WeakMap.prototype.getOrInsert");
  if (!canBeHeldWeakly(args[0])) throwTypeError("Invalid value used as weak map key");
  if (Value* slot = entryOf(c, args[0])) return *slot;
  setEntry(c, args[0], args[1]);
  return args[1];
}

// WeakMap.prototype.getOrInsertComputed ( key, callback )
Value weakMapGetOrInsertComputed(Args& args) {
  WeakCollection* c = thisCollection(args, CellKind::WeakMap, "WeakMap.prototype.getOrInsertComputed");
  if (!canBeHeldWeakly(args[0])) throwTypeError("Invalid value used as weak map key");
  requireCallable(args[1]);
  if (Value* slot = entryOf(c, args[0])) return *slot;
  Value value = callWith(args[1], Value::undefined(), args[0]);
  setEntry(c, args[0], value);  // also over what the callback has put there
  return value;
}

Value weakSetConstructor(Args& args) {
  Object* set = newCollection(args, "WeakSet", realm().weakset_prototype, weakset_shape);
  if (args[0].isNullish()) return box(set);
  Value adder = get(set, atoms.add);
  requireCallable(adder);
  iterate(args[0], [&](Value value) {
    callWith(adder, box(set), value);
    return true;
  });
  return box(set);
}

Value weakSetAdd(Args& args) {
  WeakCollection* c = thisCollection(args, CellKind::WeakSet, "WeakSet.prototype.add");
  if (!canBeHeldWeakly(args[0])) throwTypeError("Invalid value used in weak set");
  setEntry(c, args[0], Value::boolean(true));
  return args.this_value;
}
Value weakSetHas(Args& args) {
  return Value::boolean(entryOf(thisCollection(args, CellKind::WeakSet, "WeakSet.prototype.has"), args[0]));
}
Value weakSetDelete(Args& args) {
  return Value::boolean(
      removeEntry(thisCollection(args, CellKind::WeakSet, "WeakSet.prototype.delete"), args[0]));
}

// --- weak references

uint64_t hidden(Value v) {
  return ~v.bits;
}
Value revealed(uint64_t bits) {
  return Value::raw(~bits);
}

struct WeakRefObject : Object {
  uint64_t hidden_target;  // of undefined once it died
  // Set whenever the target was handed out; dropped by each collection. §9.9 KeepDuringJob asks for less.
  Value kept;
};

struct Registration {
  uint64_t hidden_target;  // of undefined once it died
  uint64_t hidden_token;   // of undefined: none
  Value held;
  Registration* next;
};
struct RegistryObject : Object {
  Value callback;
  Registration* registrations;
  bool pending;  // some target died
};

// malloc memory, so that being listed keeps nothing alive.
std::vector<uint64_t>& hiddenWeakCells() {
  static std::vector<uint64_t> cells;
  return cells;
}
// Registries must stay while they have registrations.
ValueList registries;
bool finalizers_pending = false;

bool died(uint64_t bits) {
  Value v = revealed(bits);
  return v.isCell() && !isMarked(v.asCell());
}

// World stopped: no allocation here.
void afterMarking() {
  auto& cells = hiddenWeakCells();
  size_t kept = 0;
  for (uint64_t cell : cells) {
    if (died(cell)) continue;
    auto* ref = reinterpret_cast<WeakRefObject*>(~cell);
    ref->kept = Value::undefined();
    if (died(ref->hidden_target)) {
      ref->hidden_target = hidden(Value::undefined());
    } else {
      cells[kept++] = cell;
    }
  }
  cells.resize(kept);
  for (Value v : registries) {
    auto* registry = static_cast<RegistryObject*>(asObject(v));
    for (Registration* r = registry->registrations; r != nullptr; r = r->next) {
      if (died(r->hidden_target)) {
        r->hidden_target = hidden(Value::undefined());
        registry->pending = finalizers_pending = true;
      }
      if (died(r->hidden_token)) r->hidden_token = hidden(Value::undefined());
    }
  }
}

Value weakRefConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Constructor WeakRef requires 'new'");
  if (!canBeHeldWeakly(args[0])) throwTypeError("WeakRef: invalid target");
  Shape* shape = shapeFromConstructor(args.new_target, realm().weakref_prototype, weakref_shape);
  auto* ref = static_cast<WeakRefObject*>(newNativeObject(sizeof(WeakRefObject), shape));
  ref->hidden_target = hidden(args[0]);
  ref->kept = args[0];
  hiddenWeakCells().push_back(hidden(box(ref)));
  return box(ref);
}

Value weakRefDeref(Args& args) {
  if (!isKind(args.this_value, CellKind::WeakRef))
    throwIncompatible("WeakRef.prototype.deref", args.this_value);
  auto* ref = static_cast<WeakRefObject*>(asObject(args.this_value));
  return ref->kept = revealed(ref->hidden_target);
}

Value registryConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Constructor FinalizationRegistry requires 'new'");
  if (!isCallable(args[0])) throwTypeError("FinalizationRegistry: cleanup must be callable");
  Shape* shape = shapeFromConstructor(args.new_target, registry_shape->prototype, registry_shape);
  auto* registry = static_cast<RegistryObject*>(newNativeObject(sizeof(RegistryObject), shape));
  registry->callback = args[0];
  return box(registry);
}

RegistryObject* thisRegistry(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::FinalizationRegistry)) throwIncompatible(method, args.this_value);
  return static_cast<RegistryObject*>(asObject(args.this_value));
}

Value registryRegister(Args& args) {
  RegistryObject* registry = thisRegistry(args, "FinalizationRegistry.prototype.register");
  if (!canBeHeldWeakly(args[0])) throwTypeError("FinalizationRegistry.prototype.register: invalid target");
  if (sameValue(args[0], args[1]))
    throwTypeError("FinalizationRegistry.prototype.register: target and holdings must not be same");
  if (!canBeHeldWeakly(args[2]) && !args[2].isUndefined())
    throwTypeError("Invalid unregisterToken ('%s')", nameForMessage(args[2]));
  if (registry->registrations == nullptr) registries.push(args.this_value);
  auto* r = static_cast<Registration*>(allocate(sizeof(Registration)));
  *r = {hidden(args[0]), hidden(args[2]), args[1], registry->registrations};
  registry->registrations = r;
  return Value::undefined();
}

void forgetIfEmpty(RegistryObject* registry) {
  if (registry->registrations != nullptr) return;
  size_t kept = 0;
  for (size_t i = 0; i < registries.size(); ++i) {
    if (registries[i] != box(registry)) registries[kept++] = registries[i];
  }
  registries.resize(kept);
}

Value registryUnregister(Args& args) {
  RegistryObject* registry = thisRegistry(args, "FinalizationRegistry.prototype.unregister");
  if (!canBeHeldWeakly(args[0])) throwTypeError("Invalid unregisterToken ('%s')", nameForMessage(args[0]));
  bool removed = false;
  for (Registration** link = &registry->registrations; *link != nullptr;) {
    if ((*link)->hidden_token == hidden(args[0])) {
      *link = (*link)->next;
      removed = true;
    } else {
      link = &(*link)->next;
    }
  }
  if (removed) forgetIfEmpty(registry);
  return Value::boolean(removed);
}

const NativeMethod kMapMethods[] = {
    {"delete", KILN_NATIVE(weakMapDelete), 1},
    {"get", KILN_NATIVE(weakMapGet), 1},
    {"set", KILN_NATIVE(weakMapSet), 2},
    {"has", KILN_NATIVE(weakMapHas), 1},
    {"getOrInsert", KILN_NATIVE(weakMapGetOrInsert), 2},
    {"getOrInsertComputed", KILN_NATIVE(weakMapGetOrInsertComputed), 2},
};
const NativeMethod kSetMethods[] = {
    {"delete", KILN_NATIVE(weakSetDelete), 1},
    {"has", KILN_NATIVE(weakSetHas), 1},
    {"add", KILN_NATIVE(weakSetAdd), 1},
};
const NativeMethod kRefMethods[] = {{"deref", KILN_NATIVE(weakRefDeref), 0}};
const NativeMethod kRegistryMethods[] = {
    {"register", KILN_NATIVE(registryRegister), 2},
    {"unregister", KILN_NATIVE(registryUnregister), 1},
};

}  // namespace

// Calls the clean-up callbacks for the objects found dead by the last collection.
void runFinalizers() {
  if (!finalizers_pending) return;
  finalizers_pending = false;
  ValueList all;
  for (Value v : registries) all.push(v);
  for (Value v : all) {
    auto* registry = static_cast<RegistryObject*>(asObject(v));
    if (!registry->pending) continue;
    registry->pending = false;
    for (Registration** link = &registry->registrations; *link != nullptr;) {
      if (!revealed((*link)->hidden_target).isUndefined()) {
        link = &(*link)->next;
        continue;
      }
      Value held = (*link)->held;
      *link = (*link)->next;
      asCallback([&] { callWith(registry->callback, Value::undefined(), held); });
      link = &registry->registrations;  // the callback may have changed the list
    }
    forgetIfEmpty(registry);
  }
}

void initWeak() {
  Realm& r = realm();
  Object* registry_prototype = newObjectWithPrototype(r.object_prototype);
  auto shape = [](CellKind kind, Object* prototype) {
    return newRootShape(kind, ElementsKind::None, 0, 0, prototype, nullptr);
  };
  weakmap_shape = shape(CellKind::WeakMap, r.weakmap_prototype);
  weakset_shape = shape(CellKind::WeakSet, r.weakset_prototype);
  weakref_shape = shape(CellKind::WeakRef, r.weakref_prototype);
  registry_shape = shape(CellKind::FinalizationRegistry, registry_prototype);
  defineConstructor("WeakMap", KILN_NATIVE(weakMapConstructor), 0, r.weakmap_prototype);
  defineMethods(r.weakmap_prototype, kMapMethods);
  defineTag(r.weakmap_prototype, "WeakMap");
  defineConstructor("WeakSet", KILN_NATIVE(weakSetConstructor), 0, r.weakset_prototype);
  defineMethods(r.weakset_prototype, kSetMethods);
  defineTag(r.weakset_prototype, "WeakSet");
  defineConstructor("WeakRef", KILN_NATIVE(weakRefConstructor), 1, r.weakref_prototype);
  defineMethods(r.weakref_prototype, kRefMethods);
  defineTag(r.weakref_prototype, "WeakRef");
  defineConstructor("FinalizationRegistry", KILN_NATIVE(registryConstructor), 1, registry_prototype);
  defineMethods(registry_prototype, kRegistryMethods);
  defineTag(registry_prototype, "FinalizationRegistry");
  if (!inFirstRealm()) return;
  addWeakHook(afterMarking);
  addTurnHook(runFinalizers);
}

}  // namespace kiln::rt
