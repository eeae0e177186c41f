// §10.4.4 Arguments exotic objects, unmapped and mapped.
#include <algorithm>

#include "runtime/object/elements.h"
#include "runtime/object/realms.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/iterators.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kSlots = 3;  // length, callee, @@iterator

// A mapped one: boxes[i] is the parameter that element i stands for, null once the two are separate. Its
// elements are Holey although they have no holes, so that compiled code does not read them directly.
struct MappedArguments : Object {
  Value slots[kSlots];
  uint32_t count;
  Box** boxes;
};

Box** boxOf(Object* o, PropertyKey key) {
  auto* mapped = static_cast<MappedArguments*>(o);
  if (!key.isIndex() || key.asIndex() >= mapped->count) return nullptr;
  Box** at = &mapped->boxes[key.asIndex()];
  return *at == nullptr ? nullptr : at;
}

// §10.4.4.1 [[GetOwnProperty]]
bool getOwn(Object* o, PropertyKey key, PropertyDescriptor* out) {
  if (!ordinaryGetOwnProperty(o, key, out)) return false;
  if (Box** box = boxOf(o, key)) out->value = (*box)->value;
  return true;
}

// §10.4.4.2 [[DefineOwnProperty]]
bool defineOwn(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw) {
  Box** box = boxOf(o, key);
  PropertyDescriptor changed = d;
  bool becomes_read_only = (d.present & kWritable) && !(d.attributes & kWritable);
  if (box != nullptr && !d.isAccessor() && d.value.isEmpty() && becomes_read_only)
    changed.value = (*box)->value;
  if (!ordinaryDefineOwnProperty(o, key, changed, should_throw)) return false;
  if (box == nullptr) return true;
  if (!d.isAccessor() && !d.value.isEmpty()) (*box)->value = d.value;
  if (d.isAccessor() || becomes_read_only) *box = nullptr;
  return true;
}

// §10.4.4.5 [[Delete]]
bool remove(Object* o, PropertyKey key) {
  Box** box = boxOf(o, key);
  if (!ordinaryDelete(o, key)) return false;
  if (box != nullptr) *box = nullptr;
  return true;
}

const ClassInfo* mappedClass() {
  static const ClassInfo info = [] {
    ClassInfo c{};
    c.name = "Arguments";
    c.get_own = getOwn;
    c.define_own = defineOwn;
    c.remove = remove;
    return c;
  }();
  return &info;
}

Shape* argumentsShape(ElementsKind elements, uint32_t flags, const ClassInfo* info,
                      uint32_t callee_attributes) {
  Shape* shape = newRootShape(CellKind::Arguments, elements, kElementsLayout | flags, kSlots,
                              realm().object_prototype, info);
  shape = shapeAfterAdd(shape, PropertyKey::atom(atoms.length), kHidden);
  shape = shapeAfterAdd(shape, PropertyKey::atom(atoms.callee), callee_attributes);
  return shapeAfterAdd(shape, PropertyKey::symbol(symbols.iterator), kHidden);
}

Object* newArguments(Shape* shape, size_t size, uint32_t argc, const Value* argv, Value callee) {
  auto* o = static_cast<Object*>(allocate(size));
  Object* values = newArrayOf(argv, argc);
  o->shape = shape;
  o->elements = values->elements;
  o->inlineSlots()[0] = Value::int32(static_cast<int32_t>(argc));
  o->inlineSlots()[1] = callee;
  o->inlineSlots()[2] = realm().array_values;
  return o;
}

// The arguments object or rest array that was not made so far.
Object* materialised(Value callee, uint32_t argc, const Value* argv, int32_t list) {
  if (list == kUnmappedArguments) return kiln_unmapped_arguments(argc, argv);
  if (list == kMappedArguments)
    return kiln_mapped_arguments(reinterpret_cast<Function*>(callee.bits), argc, argv, 0);
  return kiln_rest_array(argc, argv, static_cast<uint32_t>(list));
}

bool hasNoElements(Object* first) {
  for (Object* o = first; o != nullptr; o = o->shape->prototype) {
    if (o->shape->flags & (kExotic | kMayHaveIndexed) || elementsOf(o)->length != 0) return false;
  }
  return true;
}

// Sloppy functions answer null, as in V8.
Value throwRestricted(Args& args) {
  if (isCallable(args.this_value) && asObject(args.this_value)->shape->kind == CellKind::Function) {
    uint32_t flags = reinterpret_cast<Function*>(args.this_value.bits)->info->flags;
    constexpr uint32_t kWithout =
        kFnStrict | kFnArrow | kFnMethod | kFnGenerator | kFnAsync | kFnClassConstructor | kFnNative;
    if (!(flags & kWithout)) return Value::null();
  }
  throwTypeError(
      "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the "
      "arguments objects for calls to them");
}

}  // namespace

Function* throwTypeErrorFunction() {
  KILN_PER_REALM static Function* function;
  if (function == nullptr) {
    function = newNative(atoms.empty, KILN_NATIVE(throwRestricted), 0);
    function->shape->class_info->reify(function);
    setIntegrityFrozen(function);
  }
  return function;
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

// §10.4.4.7 CreateUnmappedArgumentsObject
Object* kiln_unmapped_arguments(uint32_t argc, const Value* argv) {
  KILN_PER_REALM static Shape* shape;
  KILN_PER_REALM static AccessorPair* poison;
  if (poison == nullptr) {
    shape = argumentsShape(ElementsKind::Packed, kHasReadOnlyOrAccessor, nullptr, kAccessor);
    auto* pair = static_cast<AccessorPair*>(allocate(sizeof(AccessorPair)));
    *pair = {box(throwTypeErrorFunction()), box(throwTypeErrorFunction())};
    poison = pair;
  }
  return newArguments(shape, sizeof(Object) + 8 * kSlots, argc, argv,
                      Value::raw(reinterpret_cast<uint64_t>(poison)));
}

// §10.4.4.6 CreateMappedArgumentsObject. Without formals to map it is an ordinary object.
Object* kiln_mapped_arguments(Function* callee, uint32_t argc, const Value* argv, uint32_t formals) {
  KILN_PER_REALM static Shape* plain_shape;
  KILN_PER_REALM static Shape* mapped_shape;
  if (mapped_shape == nullptr) {
    plain_shape = argumentsShape(ElementsKind::Packed, 0, nullptr, kHidden);
    mapped_shape = argumentsShape(ElementsKind::Holey, kExotic, mappedClass(), kHidden);
  }
  uint32_t count = formals < argc ? formals : argc;
  if (count == 0) return newArguments(plain_shape, sizeof(Object) + 8 * kSlots, argc, argv, box(callee));
  auto* o = static_cast<MappedArguments*>(
      newArguments(mapped_shape, sizeof(MappedArguments), argc, argv, box(callee)));
  o->boxes = static_cast<Box**>(allocate(sizeof(Box*) * count));
  o->count = count;
  return o;
}

Value kiln_get_argument(Value callee, uint32_t argc, const Value* argv, int32_t list, Value key) {
  if (key.isInt32() && key.asInt32() >= 0) {
    uint64_t at = static_cast<uint64_t>(key.asInt32()) + static_cast<uint64_t>(std::max(list, 0));
    if (at < argc) return argv[at];
    Object* above = list >= 0 ? realm().array_prototype : realm().object_prototype;
    if (hasNoElements(above)) return Value::undefined();
  }
  return kiln_get_element(box(materialised(callee, argc, argv, list)), key);
}

Value kiln_apply_arguments(Value apply, Value function, Value this_value, Value callee, uint32_t argc,
                           const Value* argv, int32_t list, String* rendering) {
  if (isIntrinsic(apply, Intrinsic::FunctionApply) && isCallable(function)) {
    auto from = static_cast<uint32_t>(std::max(list, 0));
    uint32_t count = argc > from ? argc - from : 0;
    return enter(static_cast<Function*>(function.asCell()), this_value, Value::undefined(), count, argv + from);
  }
  Value values[] = {this_value, box(materialised(callee, argc, argv, list))};
  return kiln_call_named(apply, function, 2, values, rendering);
}

Value kiln_call_spread_arguments(Value callee, Value this_value, uint32_t count, const Value* values, uint32_t argc,
                                 const Value* argv, int32_t list, String* rendering) {
  auto from = static_cast<uint32_t>(list);
  if (count == 0 && isCallable(callee) && arrayIterationIsPristine()) {
    return enter(static_cast<Function*>(callee.asCell()), this_value, Value::undefined(),
                 argc > from ? argc - from : 0, argv + from);
  }
  Value source = kiln_spread_source(box(kiln_rest_array(argc, argv, from)), atoms.empty);
  return kiln_call_spread_last(callee, this_value, count, values, source, rendering);
}

void kiln_map_argument(Object* arguments, uint32_t index, Box* box) {
  if (!(arguments->shape->flags & kExotic)) return;
  auto* mapped = static_cast<MappedArguments*>(arguments);
  if (index < mapped->count) mapped->boxes[index] = box;
}

}  // extern "C"
