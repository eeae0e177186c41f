#include "stdlib/intl/service.h"

#include <vector>

#include "stdlib/intl/locales.h"

namespace kiln::rt::intl {
namespace {

constexpr const char* kNames[] = {
#define KILN_INTL_SERVICE(name) #name,
#define KILN_INTL_OBJECT(name) #name,
#include "stdlib/intl/services.def"
};

KILN_PER_REALM Shape* service_shapes[std::size(kNames)];

// The objects alive, their addresses hidden from the conservative collector, and what the dead have left.
struct Owned {
  uintptr_t hidden_object;
  State* state;
};
std::vector<Owned> owned;
std::vector<State*> ended;

// At the end of a mark phase: nothing may be freed here, nor may the vector of the ended grow.
void noteDeadObjects() {
  std::erase_if(owned, [](const Owned& row) {
    if (isMarked(reinterpret_cast<const void*>(~row.hidden_object))) return false;
    ended.push_back(row.state);
    return true;
  });
}

void endStates() {
  for (State* state : ended) delete state;
  ended.clear();
}

}  // namespace

Value supportedLocalesOf(Args& args) {
  return filterLocales(args, allLocales());
}

Function* defineService(Service service, Code entry, Object** prototype_out, Code supported_locales_of,
                        uint16_t length) {
  auto index = static_cast<size_t>(service);
  Object* prototype = newObject();
  Function* constructor = defineConstructor(kNames[index], entry, length, prototype, false);
  defineTag(prototype, (std::string("Intl.") + kNames[index]).c_str());
  const NativeMethod statics[] = {{"supportedLocalesOf", supported_locales_of, 1}};
  defineMethods(constructor, statics);
  setServicePrototype(service, prototype);
  *prototype_out = prototype;
  return constructor;
}

void setServicePrototype(Service service, Object* prototype) {
  service_shapes[static_cast<size_t>(service)] =
      newRootShape(CellKind::IntlObject, ElementsKind::None, 0, 0, prototype, nullptr);
}

void replaceMethods(Object* target, const NativeMethod* methods, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    Function* method = newNative(internAscii(methods[i].name), methods[i].entry, methods[i].length);
    defineOwnProperty(target, nameKey(methods[i].name), PropertyDescriptor::data(box(method), kHidden), true);
  }
}

Shape* shapeOfNew(Service service, Value new_target) {
  Shape* shape = service_shapes[static_cast<size_t>(service)];
  return new_target.isUndefined() ? shape : shapeFromConstructor(new_target, shape->prototype, shape);
}

IntlObject* newIntlObject(Service service, Shape* shape, std::unique_ptr<State> state) {
  static bool watched = false;
  if (!watched) addWeakHook(noteDeadObjects);
  watched = true;
  endStates();
  auto* object = static_cast<IntlObject*>(newNativeObject(sizeof(IntlObject), shape));
  object->service = service;
  object->bound = Value::undefined();
  object->other = Value::undefined();
  owned.reserve(owned.size() + 1);
  ended.reserve(owned.size() + 1);
  object->state = state.release();
  owned.push_back({~reinterpret_cast<uintptr_t>(object), object->state});
  return object;
}

void requireNew(Args& args, const char* name) {
  if (!args.isConstruct()) throwTypeError("Constructor Intl.%s requires 'new'", name);
}

bool isIntlObject(Value v, Service service) {
  return isKind(v, CellKind::IntlObject) && static_cast<IntlObject*>(asObject(v))->service == service;
}

IntlObject* thisIntl(Args& args, Service service, const char* method) {
  if (!isIntlObject(args.this_value, service)) throwIncompatible(method, args.this_value);
  return static_cast<IntlObject*>(asObject(args.this_value));
}

Value boundFunction(IntlObject* object, Code entry, uint16_t length) {
  if (object->bound.isUndefined()) {
    Function* bound = newNative(atoms.empty, entry, length, 0, 1);
    bound->captures[0] = box(object);
    object->bound = box(bound);
  }
  return object->bound;
}

IntlObject* boundObject(Args& args) {
  return static_cast<IntlObject*>(asObject(args.callee->captures[0]));
}

Object* newPart(const char* type, String* value) {
  Object* part = newObject();
  putDirect(part, atomKey("type"), box(internAscii(type)), kDefault);
  putDirect(part, PropertyKey::atom(atoms.value), box(value), kDefault);
  return part;
}

}  // namespace kiln::rt::intl
