#include "runtime/object/realm.h"

#include <cstring>

#include "runtime/object/context_global.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {

KILN_PER_REALM Realm the_realm;

namespace {

constexpr uint32_t kFunctionFlags = kCallable | kLazyProperties;

Object* plainObject(Object* prototype) {
  return newObjectWithPrototype(prototype, 4);
}

struct PrimitiveWrapper : Object {
  Value primitive;
};

// §10.4.3 String exotic objects: length and the characters are own properties.
bool stringGetOwn(Object* o, PropertyKey key, PropertyDescriptor* out) {
  String* s = asString(static_cast<PrimitiveWrapper*>(o)->primitive);
  if (key.isIndex() && key.asIndex() < s->length) {
    *out = PropertyDescriptor::data(box(singleChar(unitAt(s, key.asIndex()))), kEnumerable);
    return true;
  }
  if (key.word == box(atoms.length)) {
    *out = PropertyDescriptor::data(Value::number(s->length), 0);
    return true;
  }
  return ordinaryGetOwnProperty(o, key, out);
}
bool stringDefineOwn(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  PropertyDescriptor own;
  String* s = asString(static_cast<PrimitiveWrapper*>(o)->primitive);
  bool virtual_key = (key.isIndex() && key.asIndex() < s->length) || key.word == box(atoms.length);
  if (!virtual_key) return ordinaryDefineOwnProperty(o, key, d, should_throw);
  stringGetOwn(o, key, &own);
  bool same = !d.isAccessor() && (d.value.isEmpty() || sameValue(d.value, own.value)) &&
              ((d.attributes ^ own.attributes) & d.present) == 0;
  if (!same && should_throw) throwTypeError("Cannot redefine property: %s", describeKey(key));
  return same;
}
bool stringRemove(Object* o, PropertyKey key) {
  PropertyDescriptor d;
  if (stringGetOwn(o, key, &d) && !(d.attributes & kConfigurable)) return false;
  return ordinaryDelete(o, key);
}
void stringOwnKeys(Object* o, ValueList& keys) {
  String* s = asString(static_cast<PrimitiveWrapper*>(o)->primitive);
  for (uint32_t i = 0; i < s->length; ++i) keys.push(PropertyKey::index(i).word);
  ValueList rest;
  ordinaryOwnKeys(o, rest);
  size_t at = 0;
  while (at < rest.size() && PropertyKey{rest[at]}.isIndex()) keys.push(rest[at++]);
  keys.push(box(atoms.length));
  while (at < rest.size()) keys.push(rest[at++]);
}
const ClassInfo string_object_class = {.name = "String",
                                       .get_own = stringGetOwn,
                                       .define_own = stringDefineOwn,
                                       .remove = stringRemove,
                                       .own_keys = stringOwnKeys};

Object* newWrapper(CellKind kind, Object* prototype, Value primitive) {
  Shape* shape = newRootShape(kind, ElementsKind::None, kind == CellKind::StringObject ? kExotic : 0, 0,
                              prototype, kind == CellKind::StringObject ? &string_object_class : nullptr);
  auto* wrapper = static_cast<PrimitiveWrapper*>(allocate(sizeof(PrimitiveWrapper)));
  wrapper->shape = shape;
  wrapper->store = &kiln_empty_store;
  wrapper->primitive = primitive;
  // Named slots start behind the primitive.
  shape->inline_capacity = 0;
  return wrapper;
}

// Named properties in cells, so that sites can keep their addresses.
Object* newGlobal(Object* prototype) {
  auto* global = static_cast<Object*>(allocate(sizeof(Object)));
  global->shape =
      uniqueCopy(newRootShape(CellKind::Global, ElementsKind::None, 0, 0, prototype, nullptr), kDictionary);
  global->store = &kiln_empty_store;
  return global;
}

Value functionPrototypeCall(Args&) {
  return Value::undefined();
}

}  // namespace

Value primitiveOf(Object* wrapper) {
  return static_cast<PrimitiveWrapper*>(wrapper)->primitive;
}

Object* newPrimitiveWrapper(Value v) {
  return newPrimitiveWrapperWith(v, prototypeForPrimitive(v));
}

Object* newPrimitiveWrapperWith(Value v, Object* prototype) {
  if (v.isNumber()) return newWrapper(CellKind::NumberObject, prototype, v);
  if (v.isBoolean()) return newWrapper(CellKind::BooleanObject, prototype, v);
  if (isString(v)) return newWrapper(CellKind::StringObject, prototype, v);
  if (isSymbol(v)) return newWrapper(CellKind::SymbolObject, prototype, v);
  return newWrapper(CellKind::BigIntObject, prototype, v);
}

Shape* newErrorShape(Object* prototype) {
  markPrototype(prototype);
  Object* known[] = {prototype};
  KILN_PER_REALM static Shape* shapes[kErrorTypes];
  for (size_t i = 0; i < kErrorTypes; ++i) {
    if (the_realm.error_prototypes[i] != known[0]) continue;
    if (shapes[i] == nullptr)
      shapes[i] = newRootShape(CellKind::Error, ElementsKind::None, 0, 4, prototype, nullptr);
    return shapes[i];
  }
  return newRootShape(CellKind::Error, ElementsKind::None, 0, 4, prototype, nullptr);
}

PropertyKey nameKey(const char* name) {
  if (std::strncmp(name, "@@", 2) == 0) {
#define KILN_SYMBOL(well_known) \
  if (std::strcmp(name + 2, #well_known) == 0) return PropertyKey::symbol(symbols.well_known);
    KILN_WELL_KNOWN_SYMBOLS(KILN_SYMBOL)
#undef KILN_SYMBOL
  }
  return PropertyKey::atom(internAscii(name));
}

namespace {
// "[Symbol.iterator]" for symbol keys.
String* functionNameOf(PropertyKey key, const char* prefix) {
  std::string name = prefix;
  if (key.isSymbol()) {
    name += "[" + toUtf8(reinterpret_cast<Symbol*>(key.word.bits)->description) + "]";
  } else if (name.empty()) {
    return asString(key.word);
  } else {
    name += toUtf8(asString(key.word));
  }
  return internAscii(name);
}
}  // namespace

void defineMethods(Object* target, const NativeMethod* methods, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    PropertyKey key = nameKey(methods[i].name);
    putDirect(target, key, box(newNative(functionNameOf(key, ""), methods[i].entry, methods[i].length)),
              kHidden);
  }
}

void defineGetter(Object* target, const char* name, Code getter, Code setter) {
  PropertyKey key = nameKey(name);
  Value get = box(newNative(functionNameOf(key, "get "), getter, 0));
  Value set = setter == nullptr ? Value::undefined() : box(newNative(functionNameOf(key, "set "), setter, 1));
  putAccessor(target, key, get, set, kConfigurable);
}

void defineValue(Object* target, const char* name, Value value, uint32_t attributes) {
  putDirect(target, nameKey(name), value, attributes);
}

Function* defineConstructor(const char* name, Code entry, uint16_t length, Object* prototype, bool global) {
  Function* constructor = newNative(internAscii(name), entry, length, kFnConstructSelf);
  constructor->shape->class_info->reify(constructor);
  putDirect(constructor, PropertyKey::atom(atoms.prototype), box(prototype), 0);
  putDirect(prototype, PropertyKey::atom(atoms.constructor), box(constructor), kHidden);
  if (global) putDirect(the_realm.global, PropertyKey::atom(internAscii(name)), box(constructor), kHidden);
  return constructor;
}

void initialiseRealm(Object* sandbox) {
  Realm& r = the_realm;
  // %Object.prototype% and %Function.prototype% come first: everything else hangs below them.
  r.null_prototype_shape = newRootShape(CellKind::Object, ElementsKind::None, 0, 4, nullptr, nullptr);
  r.object_prototype =
      newObjectWith(newRootShape(CellKind::Object, ElementsKind::None, 0, 0, nullptr, nullptr));
  r.object_shape = instanceShapeOf(r.object_prototype, 4);

  r.function_prototype = nullptr;
  Shape* bootstrap = newRootShape(CellKind::Function, ElementsKind::None, kFunctionFlags, 0,
                                  r.object_prototype, functionClass());
  r.function_no_prototype_shape = bootstrap;
  Function* function_prototype = newNative(atoms.empty, KILN_NATIVE(functionPrototypeCall), 0);
  r.function_prototype = function_prototype;
  bootstrap->class_info->reify(function_prototype);
  auto functionShape = [&](uint32_t extra, Object* prototype) {
    return newRootShape(CellKind::Function, ElementsKind::None, kFunctionFlags | extra, 0, prototype,
                        functionClass());
  };
  r.function_no_prototype_shape = functionShape(0, r.function_prototype);
  auto closureShape = [&](ClosureKind kind, uint32_t extra, Object* prototype) {
    kiln_closure_shapes[static_cast<uint32_t>(kind)] = functionShape(extra, prototype);
  };
  closureShape(ClosureKind::Plain, 0, r.function_prototype);
  closureShape(ClosureKind::Constructor, kConstructor, r.function_prototype);
  r.native_constructor_shape = functionShape(kConstructor, r.function_prototype);
  closureShape(ClosureKind::Class, kConstructor | kClassConstructor, r.function_prototype);

  Object* op = r.object_prototype;
  auto prototype = [&](Object*& slot, Object* parent) { slot = plainObject(parent); };
  prototype(r.iterator_prototype, op);
  prototype(r.async_iterator_prototype, op);
  for (Object** slot : {&r.array_iterator_prototype, &r.string_iterator_prototype, &r.map_iterator_prototype,
                        &r.set_iterator_prototype, &r.generator_prototype}) {
    prototype(*slot, r.iterator_prototype);
  }
  prototype(r.async_generator_prototype, r.async_iterator_prototype);
  for (Object** slot : {&r.symbol_prototype, &r.bigint_prototype, &r.map_prototype, &r.set_prototype,
                        &r.weakmap_prototype, &r.weakset_prototype, &r.weakref_prototype,
                        &r.promise_prototype, &r.regexp_prototype, &r.date_prototype}) {
    prototype(*slot, op);
  }
  for (Object** slot : {&r.generator_function_prototype, &r.async_generator_function_prototype,
                        &r.async_function_prototype}) {
    prototype(*slot, r.function_prototype);
  }
  closureShape(ClosureKind::Generator, 0, r.generator_function_prototype);
  closureShape(ClosureKind::Async, 0, r.async_function_prototype);
  closureShape(ClosureKind::AsyncGenerator, 0, r.async_generator_function_prototype);
  r.number_prototype = newWrapper(CellKind::NumberObject, op, Value::int32(0));
  r.boolean_prototype = newWrapper(CellKind::BooleanObject, op, Value::boolean(false));
  r.string_prototype = newWrapper(CellKind::StringObject, op, box(emptyString()));

  auto* array_prototype = static_cast<Object*>(allocate(sizeof(Object)));
  array_prototype->shape =
      newRootShape(CellKind::Array, ElementsKind::Packed, kElementsLayout, 0, op, nullptr);
  array_prototype->elements = &kiln_empty_elements;
  r.array_prototype = array_prototype;
  r.array_shape =
      newRootShape(CellKind::Array, ElementsKind::Packed, kElementsLayout, 0, array_prototype, nullptr);

  Shape* result = instanceShapeOf(op, 2);
  result = shapeAfterAdd(result, PropertyKey::atom(atoms.value), kDefault);
  r.iter_result_shape = shapeAfterAdd(result, PropertyKey::atom(atoms.done), kDefault);
  r.for_in_shape = newRootShape(CellKind::ForInIterator, ElementsKind::None, 0, 0, nullptr, nullptr);

  Object* global = sandbox == nullptr ? newGlobal(op) : newContextGlobal(sandbox, plainObject(op));
  r.global = global;
  r.global_lexicals = newGlobal(nullptr);
  defineValue(global, "globalThis", box(global));
  defineValue(global, "undefined", Value::undefined(), 0);
  defineValue(global, "NaN", Value::number(std::numeric_limits<double>::quiet_NaN()), 0);
  defineValue(global, "Infinity", Value::number(std::numeric_limits<double>::infinity()), 0);
}

}  // namespace kiln::rt

using namespace kiln::abi;

extern "C" {
#define KILN_INTRINSIC(name, text) +1
KILN_PER_REALM Value kiln_intrinsics[0
#include "runtime/abi/intrinsics.def"
];
#undef KILN_INTRINSIC
}
