// The object behaves as V8's global objects do with the interceptors that Node puts in front of them: reading
// prefers the sandbox, its prototypes too; writing and defining go to both; deleting succeeds where both
// allow it.
#include "runtime/object/context_global.h"

#include <unordered_set>

#include "runtime/object/property_cache.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

// Named properties lie in cells, as in any global object.
struct ContextGlobal : Object {
  Object* sandbox;
};

Object* sandboxOf(Object* global) {
  return static_cast<ContextGlobal*>(global)->sandbox;
}

bool contextGetOwn(Object* global, PropertyKey key, PropertyDescriptor* out) {
  return getOwnProperty(sandboxOf(global), key, out) || ordinaryGetOwnProperty(global, key, out);
}

bool contextHas(Object* global, PropertyKey key) {
  if (hasProperty(sandboxOf(global), key)) return true;
  PropertyDescriptor d;
  if (ordinaryGetOwnProperty(global, key, &d)) return true;
  return global->shape->prototype != nullptr && hasProperty(global->shape->prototype, key);
}

Value contextGet(Object* global, PropertyKey key, Value receiver) {
  Object* sandbox = sandboxOf(global);
  if (hasProperty(sandbox, key)) {
    Value value = get(sandbox, key);
    return value == box(sandbox) ? box(global) : value;
  }
  PropertyDescriptor d;
  if (ordinaryGetOwnProperty(global, key, &d)) {
    if (!d.isAccessor()) return d.value;
    return d.getter.isUndefined() ? d.getter : call(d.getter, receiver, 0, nullptr);
  }
  return global->shape->prototype == nullptr ? Value::undefined()
                                             : get(global->shape->prototype, key, receiver);
}

// The property with its attributes, as an object inherits it; false: there is none.
bool find(Object* o, PropertyKey key, PropertyDescriptor* out) {
  for (; o != nullptr; o = getPrototypeOf(o)) {
    if (getOwnProperty(o, key, out)) return true;
  }
  return false;
}

bool isReadOnly(const PropertyDescriptor& d) {
  return !d.isAccessor() && !(d.attributes & kWritable);
}

// To the object's own property, without the sandbox.
bool setOwn(Object* global, PropertyKey key, Value value, Value receiver) {
  PropertyDescriptor d;
  if (ordinaryGetOwnProperty(global, key, &d)) {
    if (d.isAccessor()) {
      if (d.setter.isUndefined()) return false;
      call(d.setter, receiver, 1, &value);
      return true;
    }
    if (isReadOnly(d)) return false;
    PropertyDescriptor wanted;
    wanted.value = value;
    return ordinaryDefineOwnProperty(global, key, wanted, false);
  }
  if (find(global->shape->prototype, key, &d) && (d.isAccessor() || isReadOnly(d)))
    return set(global->shape->prototype, key, value, receiver);
  return ordinaryDefineOwnProperty(global, key, PropertyDescriptor::data(value, kDefault), false);
}

bool contextSet(Object* global, PropertyKey key, Value value, Value receiver) {
  if (receiver != box(global)) {
    // The global object is a prototype: an ordinary property of the receiver, unless something here takes it.
    PropertyDescriptor d;
    if (contextGetOwn(global, key, &d)) {
      if (d.isAccessor()) {
        if (d.setter.isUndefined()) return false;
        call(d.setter, receiver, 1, &value);
        return true;
      }
      if (isReadOnly(d)) return false;
    }
    if (!isObject(receiver)) return false;
    PropertyDescriptor wanted;
    wanted.value = value;
    if (!hasOwnProperty(asObject(receiver), key)) wanted = PropertyDescriptor::data(value, kDefault);
    return defineOwnProperty(asObject(receiver), key, wanted, false);
  }
  Object* sandbox = sandboxOf(global);
  PropertyDescriptor own, in_sandbox;
  bool declared = ordinaryGetOwnProperty(global, key, &own) || find(global->shape->prototype, key, &own);
  bool in = find(sandbox, key, &in_sandbox);
  if ((declared && isReadOnly(own)) || (in && isReadOnly(in_sandbox))) return false;
  if (!declared && !in && key.isSymbol()) return setOwn(global, key, value, receiver);
  set(sandbox, key, value, box(sandbox));
  if (in && getOwnProperty(sandbox, key, &in_sandbox) && in_sandbox.isAccessor()) return true;
  return setOwn(global, key, value, receiver);
}

bool contextDefineOwn(Object* global, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  PropertyDescriptor own;
  if (ordinaryGetOwnProperty(global, key, &own) && isReadOnly(own) && !(own.attributes & kConfigurable))
    return ordinaryDefineOwnProperty(global, key, d, should_throw);
  PropertyDescriptor wanted = d;
  if (d.isAccessor()) {
    if (d.getter.isEmpty()) wanted.getter = Value::undefined();
    if (d.setter.isEmpty()) wanted.setter = Value::undefined();
  } else if (d.value.isEmpty()) {
    wanted.value = Value::undefined();
  }
  defineOwnProperty(sandboxOf(global), key, wanted, false);
  return ordinaryDefineOwnProperty(global, key, d, should_throw);
}

bool contextRemove(Object* global, PropertyKey key) {
  return deleteProperty(sandboxOf(global), key) && ordinaryDelete(global, key);
}

// What an enumeration of the sandbox meets comes first.
void contextOwnKeys(Object* global, ValueList& keys) {
  std::unordered_set<uint64_t> known;
  auto add = [&](Value key) {
    if (known.insert(key.bits).second) keys.push(key);
  };
  Object* enumeration = kiln_for_in_start(box(sandboxOf(global)));
  for (Value key = kiln_for_in_next(enumeration); !key.isEmpty(); key = kiln_for_in_next(enumeration))
    add(toPropertyKey(key).word);
  ValueList own;
  ordinaryOwnKeys(global, own);
  for (Value key : own) add(key);
}

const ClassInfo context_global_class = {.name = "Object",
                                        .get_own = contextGetOwn,
                                        .define_own = contextDefineOwn,
                                        .has = contextHas,
                                        .get = contextGet,
                                        .set = contextSet,
                                        .remove = contextRemove,
                                        .own_keys = contextOwnKeys};

}  // namespace

Object* newContextGlobal(Object* sandbox, Object* prototype) {
  Shape* shape =
      newRootShape(CellKind::Global, ElementsKind::None, kExotic, 0, prototype, &context_global_class);
  auto* global = static_cast<ContextGlobal*>(allocate(sizeof(ContextGlobal)));
  global->shape = uniqueCopy(shape, kDictionary);
  global->store = &kiln_empty_store;
  global->sandbox = sandbox;
  return global;
}

}  // namespace kiln::rt
