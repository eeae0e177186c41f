// §10.4.6 Module namespace exotic objects.
#include "runtime/entry/module_state.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

struct Namespace : Object {
  const ModuleInfo* module;
};

const ModuleExport* find(Object* o, PropertyKey key) {
  const ModuleInfo* module = static_cast<Namespace*>(o)->module;
  for (uint32_t i = 0; i < module->export_count; ++i) {
    if (PropertyKey::atom(module->exports[i].name) == key) return &module->exports[i];
  }
  return nullptr;
}

Value read(const ModuleExport& row) {
  if (row.cell == nullptr) return kiln_module_namespace(row.ns);
  if (row.cell->isEmpty()) throwReferenceError("Cannot access '%s' before initialization", toUtf8(row.name).c_str());
  return *row.cell;
}

bool getOwn(Object* o, PropertyKey key, PropertyDescriptor* out) {
  if (const ModuleExport* row = find(o, key)) {
    *out = PropertyDescriptor::data(read(*row), kWritable | kEnumerable);
    return true;
  }
  if (key == PropertyKey::symbol(symbols.toStringTag)) {
    *out = PropertyDescriptor::data(box(internAscii("Module")), 0);
    return true;
  }
  return false;
}
bool defineOwn(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  PropertyDescriptor own;
  bool same = getOwn(o, key, &own) && !d.isAccessor() && ((d.attributes ^ own.attributes) & d.present) == 0 && (d.value.isEmpty() || sameValue(d.value, own.value));
  if (!same && should_throw) throwTypeError("Cannot redefine property: %s", describeKey(key).c_str());
  return same;
}
bool set(Object*, PropertyKey, Value, Value) { return false; }
bool remove(Object* o, PropertyKey key) {
  PropertyDescriptor d;
  return find(o, key) == nullptr && !getOwn(o, key, &d);
}
void ownKeys(Object* o, ValueList& keys) {
  const ModuleInfo* module = static_cast<Namespace*>(o)->module;
  for (uint32_t i = 0; i < module->export_count; ++i) keys.push(box(module->exports[i].name));
  keys.push(box(symbols.toStringTag));
}
bool setPrototype(Object*, Object* prototype) { return prototype == nullptr; }
bool isExtensible(Object*) { return false; }
bool preventExtensions(Object*) { return true; }

const ClassInfo* namespaceClass() {
  static const ClassInfo info = [] {
    ClassInfo c{};
    c.name = "Module";
    c.get_own = getOwn;
    c.define_own = defineOwn;
    c.set = set;
    c.remove = remove;
    c.own_keys = ownKeys;
    c.set_prototype = setPrototype;
    c.is_extensible = isExtensible;
    c.prevent_extensions = preventExtensions;
    return c;
  }();
  return &info;
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

// A CommonJS or builtin module seen by `import *`: an object with its exports and `default`.
static Value foreignNamespace(const ModuleInfo* module) {
  Value exports = kiln_require_module(module);
  Object* o = newObjectWithPrototype(nullptr);
  if (isObject(exports)) {
    for (Value key : ownPropertyKeys(asObject(exports))) {
      PropertyDescriptor d;
      if (isSymbol(key) || !getOwnProperty(asObject(exports), {key}, &d) || !(d.attributes & kEnumerable)) continue;
      createDataProperty(o, {key}, get(asObject(exports), {key}));
    }
  }
  createDataProperty(o, PropertyKey::atom(atoms.default_), exports);
  putDirect(o, PropertyKey::symbol(symbols.toStringTag), box(internAscii("Module")), 0);
  return box(o);
}

extern "C" Value kiln_module_namespace(const ModuleInfo* module) {
  ModuleState* state = module->state;
  if (!state->namespace_object.isEmpty()) return state->namespace_object;
  if (module->kind != ModuleKind::EsModule) return state->namespace_object = foreignNamespace(module);
  auto* o = static_cast<Namespace*>(allocate(sizeof(Namespace)));
  o->shape = newRootShape(CellKind::ModuleNamespace, ElementsKind::None, kExotic, 0, nullptr, namespaceClass());
  o->store = &kiln_empty_store;
  o->module = module;
  return state->namespace_object = box(o);
}
