// Intrinsic objects and the shapes that start from them.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

#define KILN_ERROR_TYPES(X) \
  X(Error)                  \
  X(EvalError)              \
  X(RangeError) X(ReferenceError) X(SyntaxError) X(TypeError) X(URIError) X(AggregateError) X(SuppressedError)

inline constexpr size_t kErrorTypes = 9;

struct Realm {
  Object* global;
  Object*
      global_lexicals;  // the declarative record: its properties' cells hold let, const and class of scripts
  Object *object_prototype, *function_prototype, *array_prototype, *string_prototype, *number_prototype,
      *boolean_prototype, *symbol_prototype, *bigint_prototype, *iterator_prototype,
      *array_iterator_prototype, *string_iterator_prototype, *map_prototype, *set_prototype,
      *map_iterator_prototype, *set_iterator_prototype, *weakmap_prototype, *weakset_prototype,
      *weakref_prototype, *promise_prototype, *generator_prototype, *generator_function_prototype,
      *async_generator_prototype, *async_generator_function_prototype, *async_function_prototype,
      *async_iterator_prototype, *regexp_prototype, *date_prototype;
  Object* error_prototypes[kErrorTypes];
  Object* error_constructors[kErrorTypes];
  Object *object_constructor, *function_constructor, *array_constructor, *promise_constructor;
  Shape *object_shape, *null_prototype_shape, *array_shape, *function_no_prototype_shape,
      *native_constructor_shape, *iter_result_shape, *for_in_shape;
  Value eval;                               // %eval%
  Value function_has_instance;              // the untouched Function.prototype[Symbol.hasInstance]
  Value array_values, array_iterator_next;  // for pristine-iteration checks
  Value typed_array_length;                 // the getter of %TypedArray%.prototype.length
  Value stack_getter, stack_setter;         // of the `stack` of errors
  Value map_iterator_next, set_iterator_next, string_iterator_next, generator_next,
      regexp_string_iterator_next, iterator_helper_next;
};
extern Realm the_realm;  // of the running code: docs/realms.md
inline Realm& realm() {
  return the_realm;
}

inline bool isIntrinsic(Value function, Intrinsic intrinsic) {
  return function == kiln_intrinsics[static_cast<size_t>(intrinsic)];
}

// On every variable that holds objects or shapes of a realm, `the_realm` itself first: what such variables
// say changes with the running realm.
#define KILN_PER_REALM [[gnu::section("kiln_realm"), gnu::used]]

// The number of the running realm. The first, the program's own, is 0: compiled code always runs in it.
using RealmId = uint32_t;
extern RealmId current_realm;
extern bool several_realms;  // another one has been made
inline bool inFirstRealm() {
  return current_realm == 0;
}
void keepUntouchedRealm();  // once, before anything of the first realm is made
// Makes the objects of the running realm that everything else hangs below. `sandbox`: its global object is a
// context's.
void initialiseRealm(Object* sandbox = nullptr);
const ClassInfo* functionClass();
Shape* newErrorShape(Object* prototype);
Value primitiveOf(Object* wrapper);  // NumberObject, StringObject …
Object* newPrimitiveWrapperWith(Value v, Object* prototype);

// --- native functions

// Arguments of a native call.
struct Args {
  Function* callee;
  Value this_value;
  Value new_target;  // undefined for [[Call]]
  uint32_t count;
  const Value* values;
  Value operator[](uint32_t i) const { return i < count ? values[i] : Value::undefined(); }
  bool isConstruct() const { return !new_target.isUndefined(); }
};
using Native = Value (*)(Args& args);
template <Native native>
Value nativeEntry(Function* callee, Value this_value, Value new_target, uint32_t argc, const Value* argv) {
  Args args{callee, this_value, new_target, argc, argv};
  return native(args);
}
struct NativeMethod {
  const char* name;  // "@@iterator" is the well-known symbol
  Code entry;
  uint16_t length;
};
#define KILN_NATIVE(function) (&::kiln::rt::nativeEntry<function>)

Function* newNative(String* name, Code entry, uint16_t length, uint32_t flags = 0, uint32_t captures = 0);
void defineMethods(Object* target, const NativeMethod* methods, size_t count);
template <size_t N>
void defineMethods(Object* target, const NativeMethod (&methods)[N]) {
  defineMethods(target, methods, N);
}
void defineGetter(Object* target, const char* name, Code getter, Code setter = nullptr);
void defineValue(Object* target, const char* name, Value value, uint32_t attributes = kHidden);
PropertyKey nameKey(const char* name);
// Constructor function with its prototype property, both linked; defined as a global when `global` is set.
Function* defineConstructor(const char* name, Code entry, uint16_t length, Object* prototype,
                            bool global = true);
// §10.1.13 OrdinaryCreateFromConstructor: shape for new_target, of the given kind. `fallback` is the
// intrinsic prototype.
Object* prototypeFromConstructor(Value new_target, Object* fallback);
Shape* shapeFromConstructor(Value new_target, Object* fallback, Shape* base);

}  // namespace kiln::rt
