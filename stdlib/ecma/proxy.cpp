// ECMA-262 §10.5 Proxy object internal methods and §28.2 Proxy, with the invariants of every trap.
#include "runtime/object/property_cache.h"
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/proxy.h"

namespace kiln::rt {
namespace {

Shape* proxy_shapes[3];  // of all realms: plain, callable, constructor
const FunctionInfo* proxy_info;

struct Trap {
  Object* target;
  Value handler;
  Value function;  // undefined: not trapped
};

// The traps' names are looked up at each operation: by the address of the literal.
PropertyKey trapKey(const char* name) {
  struct Row {
    const char* name;
    String* atom;
  };
  static Row rows[32];
  Row& row = rows[reinterpret_cast<uintptr_t>(name) / 4 % std::size(rows)];
  if (row.name != name) row = {name, asString(atomKey(name).word)};
  return PropertyKey::atom(row.atom);
}

Trap findTrap(Object* proxy, const char* name) {
  checkStack();
  Value handler = proxyHandler(proxy);
  if (handler.isNull()) throwTypeError("Cannot perform '%s' on a proxy that has been revoked", name);
  Value function = getCachedV(handler, trapKey(name));
  if (function.isNull()) function = Value::undefined();
  if (!function.isUndefined() && !isCallable(function)) {
    throwTypeError("'%s' returned for property '%s' of object '%s' is not a function",
                   nameForMessage(function), name, describe(handler));
  }
  return {asObject(proxyTarget(proxy)), handler, function};
}

template <typename... V>
Value callTrap(const Trap& trap, V... values) {
  return callWith(trap.function, trap.handler, box(trap.target), values...);
}

// §10.1.6.2 IsCompatiblePropertyDescriptor, for an existing property.
bool isCompatible(const PropertyDescriptor& current, const PropertyDescriptor& d) {
  if (current.attributes & kConfigurable) return true;
  if ((d.present & kConfigurable) && (d.attributes & kConfigurable)) return false;
  if ((d.present & kEnumerable) && ((d.attributes ^ current.attributes) & kEnumerable)) return false;
  if (!d.isAccessor() && !d.isData()) return true;
  if (d.isAccessor() != current.isAccessor()) return false;
  if (d.isAccessor()) {
    return (d.getter.isEmpty() || sameValue(d.getter, current.getter)) &&
           (d.setter.isEmpty() || sameValue(d.setter, current.setter));
  }
  if (current.attributes & kWritable) return true;
  if ((d.present & kWritable) && (d.attributes & kWritable)) return false;
  return d.value.isEmpty() || sameValue(d.value, current.value);
}

// §10.5.1
Object* proxyGetPrototype(Object* proxy) {
  Trap trap = findTrap(proxy, "getPrototypeOf");
  if (trap.function.isUndefined()) return getPrototypeOf(trap.target);
  Value result = callTrap(trap);
  if (!isObject(result) && !result.isNull())
    throwTypeError("'getPrototypeOf' on proxy: trap returned neither object nor null");
  Object* prototype = result.isNull() ? nullptr : asObject(result);
  if (!isExtensible(trap.target) && prototype != getPrototypeOf(trap.target)) {
    throwTypeError(
        "'getPrototypeOf' on proxy: proxy target is non-extensible but the trap did not return its actual "
        "prototype");
  }
  return prototype;
}

// §10.5.2
bool proxySetPrototype(Object* proxy, Object* prototype) {
  Trap trap = findTrap(proxy, "setPrototypeOf");
  if (trap.function.isUndefined()) return setPrototypeOf(trap.target, prototype);
  if (!toBoolean(callTrap(trap, prototype == nullptr ? Value::null() : box(prototype)))) return false;
  if (!isExtensible(trap.target) && prototype != getPrototypeOf(trap.target)) {
    throwTypeError(
        "'setPrototypeOf' on proxy: trap returned truish for setting a new prototype on the non-extensible "
        "proxy "
        "target");
  }
  return true;
}

// §10.5.3
bool proxyIsExtensible(Object* proxy) {
  Trap trap = findTrap(proxy, "isExtensible");
  bool actual = isExtensible(trap.target);
  if (trap.function.isUndefined()) return actual;
  bool result = toBoolean(callTrap(trap));
  if (result != isExtensible(trap.target)) {
    throwTypeError(
        "'isExtensible' on proxy: trap result does not reflect extensibility of proxy target (which is '%s')",
        actual ? "true" : "false");
  }
  return result;
}

// §10.5.4
bool proxyPreventExtensions(Object* proxy) {
  Trap trap = findTrap(proxy, "preventExtensions");
  if (trap.function.isUndefined()) return preventExtensions(trap.target);
  bool result = toBoolean(callTrap(trap));
  if (result && isExtensible(trap.target))
    throwTypeError("'preventExtensions' on proxy: the proxy target is extensible");
  return result;
}

// §10.5.5
bool proxyGetOwn(Object* proxy, PropertyKey key, PropertyDescriptor* out) {
  Trap trap = findTrap(proxy, "getOwnPropertyDescriptor");
  if (trap.function.isUndefined()) return getOwnProperty(trap.target, key, out);
  Value result = callTrap(trap, key.toValue());
  auto fail = [&](const char* what) {
    throwTypeError("'getOwnPropertyDescriptor' on proxy: trap %s",
                   (std::string(what).replace(std::string(what).find('%'), 1, describeKey(key))));
  };
  if (!isObject(result) && !result.isUndefined())
    fail("returned neither object nor undefined for property '%'");
  PropertyDescriptor current;
  bool exists = getOwnProperty(trap.target, key, &current);
  if (result.isUndefined()) {
    if (!exists) return false;
    if (!(current.attributes & kConfigurable))
      fail("returned undefined for property '%' which is non-configurable in the proxy target");
    if (!isExtensible(trap.target))
      fail("returned undefined for property '%' which exists in the non-extensible proxy target");
    return false;
  }
  bool extensible = isExtensible(trap.target);
  PropertyDescriptor d = toPropertyDescriptor(result);
  // §6.2.6.6 CompletePropertyDescriptor
  if (d.isAccessor()) {
    if (d.getter.isEmpty()) d.getter = Value::undefined();
    if (d.setter.isEmpty()) d.setter = Value::undefined();
    d.present |= kEnumerable | kConfigurable;
  } else {
    if (d.value.isEmpty()) d.value = Value::undefined();
    d.present = kDefault;
  }
  if (exists ? !isCompatible(current, d) : !extensible)
    fail(
        "returned descriptor for property '%' that is incompatible with the existing property in the proxy "
        "target");
  if (!(d.attributes & kConfigurable) && (!exists || (current.attributes & kConfigurable))) {
    fail(
        "reported non-configurability for property '%' which is either non-existent or configurable in the "
        "proxy "
        "target");
  }
  if (exists && !(d.attributes & kConfigurable) && !d.isAccessor() && !(d.attributes & kWritable) &&
      (current.attributes & kWritable)) {
    fail(
        "reported non-configurable and writable for property '%' which is non-configurable, non-writable in "
        "the "
        "proxy target");
  }
  *out = d;
  return true;
}

// §10.5.6
bool proxyDefineOwn(Object* proxy, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  Trap trap = findTrap(proxy, "defineProperty");
  if (trap.function.isUndefined()) return defineOwnProperty(trap.target, key, d, should_throw);
  std::string name = describeKey(key);
  if (!toBoolean(callTrap(trap, key.toValue(), fromPropertyDescriptor(d)))) {
    if (should_throw)
      throwTypeError("'defineProperty' on proxy: trap returned falsish for property '%s'", name);
    return false;
  }
  PropertyDescriptor current;
  bool exists = getOwnProperty(trap.target, key, &current);
  bool fixing = (d.present & kConfigurable) && !(d.attributes & kConfigurable);
  if (!exists) {
    if (!isExtensible(trap.target)) {
      throwTypeError(
          "'defineProperty' on proxy: trap returned truish for adding property '%s'  to the non-extensible "
          "proxy "
          "target",
          name);
    }
  } else if (!isCompatible(current, d)) {
    throwTypeError(
        "'defineProperty' on proxy: trap returned truish for adding property '%s'  that is incompatible with "
        "the "
        "existing property in the proxy target",
        name);
  }
  if (fixing && (!exists || (current.attributes & kConfigurable))) {
    throwTypeError(
        "'defineProperty' on proxy: trap returned truish for defining non-configurable property '%s' which "
        "is "
        "either non-existent or configurable in the proxy target",
        name);
  }
  bool fixed = exists && !current.isAccessor() && !(current.attributes & kConfigurable);
  if (fixed && (current.attributes & kWritable) && (d.present & kWritable) && !(d.attributes & kWritable)) {
    throwTypeError(
        "'defineProperty' on proxy: trap returned truish for defining non-configurable property '%s' which "
        "cannot be non-writable",
        name);
  }
  return true;
}

// §10.5.7
bool proxyHas(Object* proxy, PropertyKey key) {
  Trap trap = findTrap(proxy, "has");
  if (trap.function.isUndefined()) return hasProperty(trap.target, key);
  if (toBoolean(callTrap(trap, key.toValue()))) return true;
  PropertyDescriptor current;
  if (!getOwnProperty(trap.target, key, &current)) return false;
  if (!(current.attributes & kConfigurable)) {
    throwTypeError(
        "'has' on proxy: trap returned falsish for property '%s' which exists in the proxy target as "
        "non-configurable",
        describeKey(key));
  }
  if (!isExtensible(trap.target)) {
    throwTypeError(
        "'has' on proxy: trap returned falsish for property '%s' but the proxy target is not extensible",
        describeKey(key));
  }
  return false;
}

// §10.5.8
Value proxyGet(Object* proxy, PropertyKey key, Value receiver) {
  Trap trap = findTrap(proxy, "get");
  if (trap.function.isUndefined()) return get(trap.target, key, receiver);
  Value result = callTrap(trap, key.toValue(), receiver);
  PropertyDescriptor current;
  if (!getOwnProperty(trap.target, key, &current) || (current.attributes & kConfigurable)) return result;
  if (!current.isAccessor() && !(current.attributes & kWritable) && !sameValue(result, current.value)) {
    throwTypeError(
        "'get' on proxy: property '%s' is a read-only and non-configurable data property on the proxy target "
        "but "
        "the proxy did not return its actual value (expected '%s' but got '%s')",
        describeKey(key), nameForMessage(current.value), nameForMessage(result));
  }
  if (current.isAccessor() && current.getter.isUndefined() && !result.isUndefined()) {
    throwTypeError(
        "'get' on proxy: property '%s' is a non-configurable accessor property on the proxy target and does "
        "not "
        "have a getter function, but the trap did not return 'undefined' (got '%s')",
        describeKey(key), nameForMessage(result));
  }
  return result;
}

// §10.5.9
bool proxySet(Object* proxy, PropertyKey key, Value value, Value receiver) {
  Trap trap = findTrap(proxy, "set");
  if (trap.function.isUndefined()) return set(trap.target, key, value, receiver);
  if (!toBoolean(callTrap(trap, key.toValue(), value, receiver))) return false;
  PropertyDescriptor current;
  if (!getOwnProperty(trap.target, key, &current) || (current.attributes & kConfigurable)) return true;
  if (!current.isAccessor() && !(current.attributes & kWritable) && !sameValue(value, current.value)) {
    throwTypeError(
        "'set' on proxy: trap returned truish for property '%s' which exists in the proxy target as a "
        "non-configurable and non-writable data property with a different value",
        describeKey(key));
  }
  if (current.isAccessor() && current.setter.isUndefined()) {
    throwTypeError(
        "'set' on proxy: trap returned truish for property '%s' which exists in the proxy target as a "
        "non-configurable and non-writable accessor property without a setter",
        describeKey(key));
  }
  return true;
}

// §10.5.10
bool proxyRemove(Object* proxy, PropertyKey key) {
  Trap trap = findTrap(proxy, "deleteProperty");
  if (trap.function.isUndefined()) return deleteProperty(trap.target, key);
  if (!toBoolean(callTrap(trap, key.toValue()))) return false;
  PropertyDescriptor current;
  if (!getOwnProperty(trap.target, key, &current)) return true;
  if (!(current.attributes & kConfigurable)) {
    throwTypeError(
        "'deleteProperty' on proxy: trap returned truish for property '%s' which is non-configurable in the "
        "proxy "
        "target",
        describeKey(key));
  }
  if (!isExtensible(trap.target)) {
    throwTypeError(
        "'deleteProperty' on proxy: trap returned truish for property '%s' but the proxy target is "
        "non-extensible",
        describeKey(key));
  }
  return true;
}

// §10.5.11
void proxyOwnKeys(Object* proxy, ValueList& out) {
  Trap trap = findTrap(proxy, "ownKeys");
  if (trap.function.isUndefined()) {
    ValueList keys = ownPropertyKeys(trap.target);
    for (Value key : keys) out.push(key);
    return;
  }
  ValueList result = listFromArrayLike(callTrap(trap));
  Object* seen = newObjectWithPrototype(nullptr);
  for (Value v : result) {
    if (!isString(v) && !isSymbol(v)) throwTypeError("%s is not a valid property name", nameForMessage(v));
    PropertyKey key = toPropertyKey(v);
    if (hasOwnProperty(seen, key)) throwTypeError("'ownKeys' on proxy: trap returned duplicate entries");
    createDataProperty(seen, key, Value::boolean(true));
    out.push(key.word);
  }
  bool extensible = isExtensible(trap.target);
  ValueList target_keys = ownPropertyKeys(trap.target);
  size_t found = 0;
  for (Value word : target_keys) {
    PropertyDescriptor d;
    bool listed = hasOwnProperty(seen, {word});
    found += listed;
    if (listed) continue;
    bool fixed = getOwnProperty(trap.target, {word}, &d) && !(d.attributes & kConfigurable);
    if (fixed || !extensible)
      throwTypeError("'ownKeys' on proxy: trap result did not include '%s'", describeKey({word}));
  }
  if (!extensible && found != result.size())
    throwTypeError("'ownKeys' on proxy: trap returned extra keys but proxy target is non-extensible");
}

// §10.5.12, 10.5.13
Value proxyEntry(Function* proxy, Value this_value, Value new_target, uint32_t argc, const Value* argv) {
  bool constructing = !new_target.isUndefined();
  Trap trap = findTrap(proxy, constructing ? "construct" : "apply");
  if (constructing) {
    if (trap.function.isUndefined()) return construct(box(trap.target), new_target, argc, argv);
    Value result = callTrap(trap, box(newArrayOf(argv, argc)), new_target);
    if (!isObject(result))
      throwTypeError("'construct' on proxy: trap returned non-object ('%s')", nameForMessage(result));
    return result;
  }
  if (trap.function.isUndefined()) return call(box(trap.target), this_value, argc, argv);
  return callTrap(trap, this_value, box(newArrayOf(argv, argc)));
}

const ClassInfo proxy_class = {.name = "Proxy",
                               .get_own = proxyGetOwn,
                               .define_own = proxyDefineOwn,
                               .has = proxyHas,
                               .get = proxyGet,
                               .set = proxySet,
                               .remove = proxyRemove,
                               .own_keys = proxyOwnKeys,
                               .get_prototype = proxyGetPrototype,
                               .set_prototype = proxySetPrototype,
                               .is_extensible = proxyIsExtensible,
                               .prevent_extensions = proxyPreventExtensions};

Value proxyConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Constructor Proxy requires 'new'");
  return newProxy(args[0], args[1]);
}

Value revoke(Args& args) {
  Value proxy = args.callee->captures[0];
  if (proxy.isNull()) return Value::undefined();
  args.callee->captures[0] = Value::null();
  auto* function = reinterpret_cast<Function*>(proxy.bits);
  function->captures[0] = function->captures[1] = Value::null();
  return Value::undefined();
}

// §28.2.2.1
Value proxyRevocable(Args& args) {
  Value proxy = newProxy(args[0], args[1]);
  Function* revoker = newNative(emptyString(), KILN_NATIVE(revoke), 0, 0, 1);
  revoker->captures[0] = proxy;
  Object* result = newObject();
  createDataProperty(result, PropertyKey::atom(atoms.proxy), proxy);
  createDataProperty(result, PropertyKey::atom(atoms.revoke), box(revoker));
  return box(result);
}

const NativeMethod kStatics[] = {{"revocable", KILN_NATIVE(proxyRevocable), 2}};

}  // namespace

// §10.5.14 ProxyCreate
Value newProxy(Value target, Value handler) {
  if (!isObject(target) || !isObject(handler))
    throwTypeError("Cannot create proxy with a non-object as target or handler");
  auto* proxy = static_cast<Function*>(allocate(sizeof(Function) + 2 * sizeof(Value)));
  proxy->shape = proxy_shapes[isConstructor(target) ? 2 : isCallable(target) ? 1 : 0];
  proxy->store = &kiln_empty_store;
  proxy->entry = proxyEntry;
  proxy->info = proxy_info;
  proxy->captures[0] = target;
  proxy->captures[1] = handler;
  return box(proxy);
}

// §7.2.2
bool isArray(Value v) {
  if (isPlainArray(v)) return true;
  if (!isProxy(v)) return false;
  checkStack();
  Value target = proxyTarget(asObject(v));
  if (target.isNull()) throwTypeError("Cannot perform 'IsArray' on a proxy that has been revoked");
  return isArray(target);
}

namespace {

void makeShapes() {
  auto* info = static_cast<FunctionInfo*>(allocate(sizeof(FunctionInfo)));
  info->name = emptyString();
  info->entry = proxyEntry;
  info->flags = kFnNative | kFnStrict | kFnConstructSelf;
  info->capture_count = 2;
  proxy_info = info;
  const uint32_t flags[] = {0, kCallable, kCallable | kConstructor};
  for (size_t i = 0; i < 3; ++i) {
    proxy_shapes[i] =
        newRootShape(CellKind::Proxy, ElementsKind::None, kExotic | flags[i], 0, nullptr, &proxy_class);
  }
}

}  // namespace

void initProxy() {
  if (inFirstRealm()) makeShapes();
  Function* constructor = newNative(internAscii("Proxy"), KILN_SHOWN_NATIVE(proxyConstructor), 2, kFnConstructSelf);
  defineMethods(constructor, kStatics);
  defineValue(realm().global, "Proxy", box(constructor));
}

}  // namespace kiln::rt
