// Functions: closures, natives, bound functions; their own properties appear when first looked at.
#include <cstring>

#include "runtime/object/property_cache.h"
#include "runtime/object/realms.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

// §10.2.5, 10.2.9, 10.2.10: length, name, prototype in this order.
void reifyFunction(Object* o) {
  auto* function = static_cast<Function*>(o);
  const FunctionInfo* info = function->info;
  o->shape = shapeWithFlags(o->shape, o->shape->flags & ~kLazyProperties);
  putDirect(o, PropertyKey::atom(atoms.length), Value::int32(info->length), kConfigurable);
  putDirect(o, PropertyKey::atom(atoms.name), box(info->name), kConfigurable);
  // As V8: functions that could be looked at while they run, long ago.
  constexpr uint32_t kNeither = kFnStrict | kFnNative | kFnClassConstructor;
  if ((info->flags & kFnConstructBase) && !(info->flags & kNeither)) {
    putDirect(o, PropertyKey::atom(atoms.arguments), Value::null(), 0);
    putDirect(o, PropertyKey::atom(atoms.caller), Value::null(), 0);
  }
  if (!(info->flags & kFnHasPrototypeProperty)) return;
  RealmScope scope(info->realm);
  bool generator = info->flags & kFnGenerator;
  Object* parent = !generator               ? realm().object_prototype
                   : info->flags & kFnAsync ? realm().async_generator_prototype
                                            : realm().generator_prototype;
  Object* prototype = newObjectWithPrototype(parent);
  if (!generator) putDirect(prototype, PropertyKey::atom(atoms.constructor), box(o), kHidden);
  putDirect(o, PropertyKey::atom(atoms.prototype), box(prototype),
            info->flags & kFnClassConstructor ? 0 : kWritable);
}

const ClassInfo function_class = {.name = "Function", .reify = reifyFunction};

}  // namespace

const ClassInfo* functionClass() {
  return &function_class;
}

Function* newNative(String* name, Code entry, uint16_t length, uint32_t flags, uint32_t captures) {
  // Never freed: natives live as long as the program, but for the few closures made by promise functions.
  auto* info = static_cast<FunctionInfo*>(allocate(sizeof(FunctionInfo)));
  info->name = name;
  info->entry = entry;
  info->length = length;
  info->flags = flags | kFnNative | kFnStrict;
  info->capture_count = captures;
  info->realm = current_realm;
  auto* function = static_cast<Function*>(allocate(sizeof(Function) + 8ul * captures));
  function->shape =
      flags & kFnConstructSelf ? realm().native_constructor_shape : realm().function_no_prototype_shape;
  function->store = &kiln_empty_store;
  function->entry = entryOf(info);
  function->info = info;
  for (uint32_t i = 0; i < captures; ++i) function->captures[i] = Value::undefined();
  return function;
}

namespace {

// `base`, if not null, has `fallback` as its prototype.
Object* prototypeOfNew(Value new_target, Object* fallback, Shape* base) {
  if (!isObject(new_target)) return fallback;
  Value prototype = getCached(asObject(new_target), PropertyKey::atom(atoms.prototype), new_target);
  if (isObject(prototype)) return asObject(prototype);
  RealmId realm = functionRealm(new_target);
  if (realm == current_realm) return fallback;
  if (void* there = counterpart(realm, fallback)) return static_cast<Object*>(there);
  void* shape = base == nullptr ? nullptr : counterpart(realm, base);
  return shape == nullptr ? fallback : static_cast<Shape*>(shape)->prototype;
}

}  // namespace

Object* prototypeFromConstructor(Value new_target, Object* fallback) {
  return prototypeOfNew(new_target, fallback, nullptr);
}

Shape* shapeFromConstructor(Value new_target, Object* fallback, Shape* base) {
  Object* prototype = prototypeOfNew(new_target, fallback, base);
  return prototype == base->prototype ? base : shapeWithPrototype(base, prototype);
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

KILN_PER_REALM kiln::abi::Shape* kiln_closure_shapes[kClosureKinds];

Function* kiln_new_closure(const FunctionInfo* info, uint32_t capture_count) {
  auto* function = static_cast<Function*>(allocate(sizeof(Function) + 8ul * capture_count));
  function->shape = kiln::abi::kiln_closure_shapes[static_cast<uint32_t>(closureKindOf(info->flags))];
  function->store = &kiln_empty_store;
  function->entry = info->entry;
  function->info = info;
  for (uint32_t i = 0; i < capture_count; ++i) function->captures[i] = Value::undefined();
  return function;
}

Box* kiln_new_box(Value initial) {
  auto* cell = static_cast<Box*>(allocate(sizeof(Box)));
  cell->value = initial;
  return cell;
}

void kiln_set_function_name(Value function, Value key, int32_t prefix) {
  Object* o = asObject(function);
  if (o->shape->flags & kLazyProperties) o->shape->class_info->reify(o);
  PropertyKey property{key};
  std::string name;
  if (property.isSymbol()) {
    String* description = reinterpret_cast<Symbol*>(key.bits)->description;
    if (reinterpret_cast<Symbol*>(key.bits)->flags & 2)
      name = toWtf8(description);
    else if (description != nullptr)
      name = "[" + toWtf8(description) + "]";
  } else {
    name = toWtf8(asString(property.toValue()));
  }
  if (prefix != 0) name = (prefix == 1 ? "get " : "set ") + name;
  PropertyDescriptor own;
  // A class with a static member called `name` keeps it.
  if (prefix == 0 && getOwnProperty(o, PropertyKey::atom(atoms.name), &own) &&
      (own.isAccessor() || !isString(own.value) || asString(own.value)->length != 0))
    return;
  defineOwnProperty(o, PropertyKey::atom(atoms.name),
                    PropertyDescriptor::data(box(newUtf8(name)), kConfigurable), false);
}

}  // extern "C"
