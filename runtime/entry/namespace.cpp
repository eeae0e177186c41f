// §10.4.6 Module namespace exotic objects.
#include <algorithm>

#include "runtime/entry/module_state.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

struct Namespace : Object {
  const ModuleExport* rows;
  uint32_t count;
};

const ModuleExport* find(Object* o, PropertyKey key) {
  auto* ns = static_cast<Namespace*>(o);
  if (key.isSymbol()) return nullptr;
  for (uint32_t i = 0; i < ns->count; ++i) {
    if (keyOfString(ns->rows[i].name) == key) return &ns->rows[i];
  }
  return nullptr;
}

Value read(const ModuleExport& row) {
  if (row.cell == nullptr) return kiln_module_namespace(row.ns);
  if (row.cell->isEmpty()) throwReferenceError("Cannot access '%s' before initialization", toWtf8(row.name));
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
  bool same = getOwn(o, key, &own) && !d.isAccessor() && ((d.attributes ^ own.attributes) & d.present) == 0 &&
              (d.value.isEmpty() || sameValue(d.value, own.value));
  if (!same && should_throw) throwTypeError("Cannot redefine property: %s", describeKey(key));
  return same;
}
bool has(Object* o, PropertyKey key) {
  return find(o, key) != nullptr || key == PropertyKey::symbol(symbols.toStringTag);
}
bool set(Object*, PropertyKey, Value, Value) {
  return false;
}
bool remove(Object* o, PropertyKey key) {
  PropertyDescriptor d;
  return find(o, key) == nullptr && !getOwn(o, key, &d);
}
void ownKeys(Object* o, ValueList& keys) {
  auto* ns = static_cast<Namespace*>(o);
  for (uint32_t i = 0; i < ns->count; ++i) keys.push(keyOfString(ns->rows[i].name).word);
  keys.push(box(symbols.toStringTag));
}
bool setPrototype(Object*, Object* prototype) {
  return prototype == nullptr;
}
bool isExtensible(Object*) {
  return false;
}
bool preventExtensions(Object*) {
  return true;
}

const ClassInfo* namespaceClass() {
  static const ClassInfo info = [] {
    ClassInfo c{};
    c.name = "Module";
    c.get_own = getOwn;
    c.define_own = defineOwn;
    c.has = has;
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

static Value newNamespace(const ModuleExport* rows, uint32_t count) {
  static Shape* shape =
      newRootShape(CellKind::ModuleNamespace, ElementsKind::None, kExotic, 0, nullptr, namespaceClass());
  auto* o = static_cast<Namespace*>(allocate(sizeof(Namespace)));
  o->shape = shape;
  o->store = &kiln_empty_store;
  o->rows = rows;
  o->count = count;
  return box(o);
}

// A CommonJS, JSON or builtin module seen by `import *`: its exports as they are now, and `default`. `__esModule` is what programs
// look at, though compilers do not make it enumerable.
static Value foreignNamespace(const ModuleInfo* module) {
  Value exports = kiln_require_module(module, nullptr);
  ValueList names, values;
  if (isObject(exports) && module->kind != ModuleKind::Json) {
    String* es_module = internAscii("__esModule");
    for (Value key : ownPropertyKeys(asObject(exports))) {
      PropertyDescriptor d;
      if (isSymbol(key) || key == box(atoms.default_) || !getOwnProperty(asObject(exports), {key}, &d) ||
          (module->kind != ModuleKind::Builtin && !(d.attributes & kEnumerable) && key != box(es_module)))
        continue;
      names.push(PropertyKey{key}.toValue());
      values.push(get(asObject(exports), {key}));
    }
  }
  names.push(box(atoms.default_));
  values.push(exports);
  auto count = static_cast<uint32_t>(names.size());
  auto* rows = static_cast<ModuleExport*>(allocate(sizeof(ModuleExport) * count));
  for (uint32_t i = 0; i < count; ++i) {
    auto* cell = static_cast<Value*>(allocate(sizeof(Value)));
    *cell = values[i];
    rows[i] = {asString(names[i]), cell, nullptr};
  }
  std::sort(rows, rows + count, [](const ModuleExport& a, const ModuleExport& b) {
    return kiln_string_compare(a.name, b.name) < 0;
  });
  return newNamespace(rows, count);
}

extern "C" Value kiln_module_namespace(const ModuleInfo* module) {
  ModuleState* state = module->state;
  if (!state->namespace_object.isEmpty()) return state->namespace_object;
  if (module->kind != ModuleKind::EsModule) return state->namespace_object = foreignNamespace(module);
  return state->namespace_object = newNamespace(module->exports, module->export_count);
}
