// What the constructors of ECMA-402 share: objects that own what ICU made for them, and how they are defined.
#pragma once
#include <memory>
#include <string>

#include "stdlib/ecma/library.h"

namespace kiln::rt::intl {

enum class Service : uint8_t {
#define KILN_INTL_SERVICE(name) name,
#define KILN_INTL_OBJECT(name) name,
#include "stdlib/intl/services.def"
};

// What an object of a service has outside of the heap: its resolved options, ICU's objects. It is not
// scanned: no Value and no cell may be in it.
struct State {
  virtual ~State() = default;
};

struct IntlObject : Object {
  Service service;
  State* state;
  Value bound;  // what a getter such as `format` or `compare` has made, else undefined
  Value other;  // a string, or whatever else of the heap the state needs
};

// supportedLocalesOf() of the constructors that have data for every locale.
Value supportedLocalesOf(Args& args);
// The constructor `Intl.<name>` with its prototype, @@toStringTag and supportedLocalesOf. Its methods are the
// caller's to define on what `prototype` is then.
Function* defineService(Service service, Code entry, Object** prototype,
                        Code supported_locales_of = KILN_NATIVE(supportedLocalesOf), uint16_t length = 0);
// The same where that is all there is.
template <size_t N>
Function* defineService(Service service, Code entry, const NativeMethod (&methods)[N], uint16_t length = 0) {
  Object* prototype;
  Function* constructor = defineService(service, entry, &prototype, KILN_NATIVE(supportedLocalesOf), length);
  defineMethods(prototype, methods);
  return constructor;
}
// Objects of that kind inherit from `prototype` in the running realm.
void setServicePrototype(Service service, Object* prototype);

// Methods that ECMA-262 defines and ECMA-402 supersedes: the property stays where it is among the others.
void replaceMethods(Object* target, const NativeMethod* methods, size_t count);
template <size_t N>
void replaceMethods(Object* target, const NativeMethod (&methods)[N]) {
  replaceMethods(target, methods, N);
}

// §10.1.13 OrdinaryCreateFromConstructor, first half: reads `prototype` of `new_target` (undefined: of the
// intrinsic constructor). Runs user code.
Shape* shapeOfNew(Service service, Value new_target);
// Second half. The state ends after the object has died. May collect.
IntlObject* newIntlObject(Service service, Shape* shape, std::unique_ptr<State> state);

// Throws what V8 throws where a constructor of that name is called.
void requireNew(Args& args, const char* name);

bool isIntlObject(Value v, Service service);
// `this` of a method, or V8's TypeError.
IntlObject* thisIntl(Args& args, Service service, const char* method);
template <typename T>
T& stateOf(IntlObject* object) {
  return *static_cast<T*>(object->state);
}

// What getters such as `format` and `compare` return: one native per object, made when it is first asked for,
// which finds its object by boundObject().
Value boundFunction(IntlObject* object, Code entry, uint16_t length);
IntlObject* boundObject(Args& args);

// { type, value }, as the formatToParts methods list them.
Object* newPart(const char* type, String* value);

}  // namespace kiln::rt::intl
