// ECMA-262 §20.2: Function, its prototype and bound functions (§10.4.1).
#include "runtime/object/shown_native.h"
#include "runtime/ops/evaluation.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Shape* bound_shape;
KILN_PER_REALM Shape* bound_constructor_shape;

// captures: target, this, arguments…
constexpr uint32_t kBoundArguments = 2;

Value boundEntry(Function* callee, Value, Value new_target, uint32_t argc, const Value* argv) {
  uint32_t bound = callee->info->capture_count - kBoundArguments;
  if (bound == 0 && new_target.isUndefined())
    return enter(static_cast<Function*>(asObject(callee->captures[0])), callee->captures[1], new_target, argc, argv);
  ArgumentBuffer all(bound + argc);
  for (uint32_t i = 0; i < bound; ++i) all[i] = callee->captures[kBoundArguments + i];
  for (uint32_t i = 0; i < argc; ++i) all[bound + i] = argv[i];
  Value target = callee->captures[0];
  if (new_target.isUndefined()) return call(target, callee->captures[1], bound + argc, all.data());
  return construct(target, new_target == box(callee) ? target : new_target, bound + argc, all.data());
}

// A closure whose properties nobody has looked at.
const FunctionInfo* untouchedInfo(Object* target) {
  bool untouched = target->shape->kind == CellKind::Function && (target->shape->flags & kLazyProperties);
  return untouched ? static_cast<Function*>(target)->info : nullptr;
}

// `length` and `name` of a target, by §20.2.3.2 steps 4-9; without materialising them when untouched.
void targetFacts(Object* target, double* length, String** name) {
  if (const FunctionInfo* info = untouchedInfo(target)) {
    *length = info->length;
    *name = info->name;
    return;
  }
  *length = 0;
  PropertyKey key = PropertyKey::atom(atoms.length);
  if (hasOwnProperty(target, key)) {
    Value v = get(target, key);
    if (v.isNumber()) *length = std::isinf(v.asNumber()) ? v.asNumber() : toIntegerOrInfinity(v);
  }
  Value v = get(target, atoms.name);
  *name = isString(v) ? asString(v) : emptyString();
}

// What bound functions with this many arguments have in common that were made of closures of one function.
struct KnownBound {
  const FunctionInfo* target;
  uint32_t bound;
  bool constructor;
  FunctionInfo* info;
};
KnownBound& knownBound(const FunctionInfo* target, uint32_t bound) {
  static KnownBound known[64];
  return known[(reinterpret_cast<uintptr_t>(target) / sizeof(FunctionInfo) + bound) % std::size(known)];
}

FunctionInfo* boundInfo(Object* target, uint32_t bound, bool constructor, double* length) {
  const FunctionInfo* untouched = untouchedInfo(target);
  KnownBound& known = knownBound(untouched, bound);
  *length = 0;
  if (untouched != nullptr && known.target == untouched && known.bound == bound && known.constructor == constructor)
    return known.info;
  String* name;
  targetFacts(target, length, &name);
  *length = std::max(0.0, *length - bound);
  auto* info = static_cast<FunctionInfo*>(allocate(sizeof(FunctionInfo)));
  info->name = concat(newLatin1("bound "), name);
  info->entry = boundEntry;
  info->length = static_cast<uint16_t>(std::min(*length, 65535.0));
  info->flags = kFnNative | kFnStrict | (constructor ? kFnConstructSelf : 0u);
  info->capture_count = kBoundArguments + bound;
  if (untouched != nullptr) known = {untouched, bound, constructor, info};
  return info;
}

// §20.2.3.2
Value functionBind(Args& args) {
  if (!isCallable(args.this_value)) throwTypeError("Bind must be called on a function");
  Object* target = asObject(args.this_value);
  uint32_t bound = args.count > 1 ? args.count - 1 : 0;
  bool constructor = isConstructor(args.this_value);
  double length;
  FunctionInfo* info = boundInfo(target, bound, constructor, &length);
  auto* function = static_cast<Function*>(allocate(sizeof(Function) + 8ul * info->capture_count));
  function->shape = constructor ? bound_constructor_shape : bound_shape;
  function->store = &kiln_empty_store;
  function->entry = boundEntry;
  function->info = info;
  function->captures[0] = args.this_value;
  function->captures[1] = args[0];
  for (uint32_t i = 0; i < bound; ++i) function->captures[kBoundArguments + i] = args.values[i + 1];
  Object* prototype = getPrototypeOf(target);
  if (prototype != function->shape->prototype)
    function->shape = shapeWithPrototype(function->shape, prototype);
  if (length > 65535) {
    PropertyDescriptor d = PropertyDescriptor::data(Value::number(length), kConfigurable);
    defineOwnProperty(function, PropertyKey::atom(atoms.length), d, true);
  }
  return box(function);
}

// §20.2.3.3
Value functionCall(Args& args) {
  requireCallable(args.this_value);
  auto* function = reinterpret_cast<Function*>(args.this_value.bits);
  uint32_t count = args.count > 1 ? args.count - 1 : 0;
  return enter(function, args[0], Value::undefined(), count, args.values + 1);
}

// §20.2.3.1
Value functionApply(Args& args) {
  if (!isCallable(args.this_value))
    throwTypeError("Function.prototype.apply was called on %s, which is %s and not a function",
                   nameForMessage(args.this_value), typeWithArticle(args.this_value));
  if (args[1].isNullish()) return call(args.this_value, args[0], 0, nullptr);
  if (!isObject(args[1])) throwTypeError("CreateListFromArrayLike called on non-object");
  Object* list = asObject(args[1]);
  // FAST: dense arrays and arguments objects; copied, for the callee may change the array
  // (tests/exec/functions).
  bool dense = (list->shape->flags & kElementsLayout) && list->shape->elements_kind != ElementsKind::Slow &&
               isOrdinary(list) && list->elements->length <= list->elements->capacity;
  if (dense && list->shape->kind == CellKind::Array) {
    uint32_t count = list->elements->length;
    ArgumentBuffer values(count);
    for (uint32_t i = 0; i < count; ++i) values[i] = elementAt(list, i);
    return call(args.this_value, args[0], count, values.data());
  }
  ValueList values = listFromArrayLike(args[1]);
  return call(args.this_value, args[0], static_cast<uint32_t>(values.size()), values.data());
}

// §20.2.3.5
Value functionToString(Args& args) {
  if (!isCallable(args.this_value))
    throwTypeError("Function.prototype.toString requires that 'this' be a Function");
  return box(functionText(asObject(args.this_value)));
}

// §20.2.3.6
Value functionHasInstance(Args& args) {
  return Value::boolean(ordinaryHasInstance(args.this_value, args[0]));
}

// §20.2.1.1, §27.3.1.1, §27.7.1.1, §27.4.1.1
template <uint32_t flags>
Value functionConstructor(Args& args) {
  Realm& r = realm();
  Object* fallback = flags == (kFnAsync | kFnGenerator) ? r.async_generator_function_prototype
                     : flags == kFnAsync                ? r.async_function_prototype
                     : flags == kFnGenerator            ? r.generator_function_prototype
                                                        : r.function_prototype;
  Value function = createDynamicFunction(flags, args.count, args.values);
  if (args.isConstruct() && args.new_target != box(args.callee)) {
    Object* prototype = prototypeFromConstructor(args.new_target, fallback);
    if (prototype != fallback) setPrototypeOf(asObject(function), prototype);
  }
  return function;
}

const NativeMethod kMethods[] = {
    {"apply", KILN_NATIVE(functionApply), 2},
    {"bind", KILN_NATIVE(functionBind), 1},
    {"call", KILN_NATIVE(functionCall), 1},
    {"toString", KILN_NATIVE(functionToString), 0},
};

// GeneratorFunction and its like: reachable through a prototype's `constructor`, not as globals.
void defineHiddenConstructor(const char* name, Code entry, Object* prototype, Object* instance_prototype) {
  Function* constructor = newNative(internAscii(name), entry, 1, kFnConstructSelf);
  setPrototypeOf(constructor, realm().function_constructor);
  putDirect(constructor, PropertyKey::atom(atoms.prototype), box(prototype), 0);
  putDirect(prototype, PropertyKey::atom(atoms.constructor), box(constructor), kConfigurable);
  if (instance_prototype != nullptr) {
    putDirect(prototype, PropertyKey::atom(atoms.prototype), box(instance_prototype), kConfigurable);
    putDirect(instance_prototype, PropertyKey::atom(atoms.constructor), box(prototype), kConfigurable);
  }
  defineTag(prototype, name);
}

}  // namespace

String* functionText(Object* o) {
  if (o->shape->kind != CellKind::Function) return newLatin1("function () { [native code] }");
  const FunctionInfo* info = static_cast<Function*>(o)->info;
  if (info->source != nullptr)
    return newUtf8({info->source->text + info->source_start, info->source_end - info->source_start});
  return concat(concat(newLatin1("function "), info->name), newLatin1("() { [native code] }"));
}

Value boundTarget(Object* bound_function) {
  return static_cast<Function*>(bound_function)->captures[0];
}

void initFunction() {
  Realm& r = realm();
  Object* prototype = r.function_prototype;
  auto boundShape = [&](uint32_t extra) {
    return newRootShape(CellKind::BoundFunction, ElementsKind::None, kCallable | kLazyProperties | extra, 0,
                        prototype, functionClass());
  };
  bound_shape = boundShape(0);
  bound_constructor_shape = boundShape(kConstructor);
  r.function_constructor = defineConstructor("Function", KILN_SHOWN_NATIVE(functionConstructor<0>), 1, prototype);
  defineMethods(prototype, kMethods);
  noteIntrinsic(Intrinsic::FunctionApply, prototype, "apply");
  noteIntrinsic(Intrinsic::FunctionCall, prototype, "call");
  Function* has_instance =
      newNative(internAscii("[Symbol.hasInstance]"), KILN_NATIVE(functionHasInstance), 1);
  r.function_has_instance = box(has_instance);
  putDirect(prototype, PropertyKey::symbol(symbols.hasInstance), box(has_instance), 0);
  Value restricted = box(throwTypeErrorFunction());
  putAccessor(prototype, PropertyKey::atom(atoms.arguments), restricted, restricted, kConfigurable);
  putAccessor(prototype, PropertyKey::atom(atoms.caller), restricted, restricted, kConfigurable);
  defineHiddenConstructor("GeneratorFunction", KILN_SHOWN_NATIVE((functionConstructor<kFnGenerator>)),
                          r.generator_function_prototype, r.generator_prototype);
  defineHiddenConstructor("AsyncFunction", KILN_SHOWN_NATIVE((functionConstructor<kFnAsync>)),
                          r.async_function_prototype, nullptr);
  defineHiddenConstructor("AsyncGeneratorFunction",
                          KILN_NATIVE((functionConstructor<kFnAsync | kFnGenerator>)),
                          r.async_generator_function_prototype, r.async_generator_prototype);
}

}  // namespace kiln::rt
