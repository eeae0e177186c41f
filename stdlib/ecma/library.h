// What the files of the library share.
#pragma once
#include <algorithm>
#include <cmath>
#include <string>

#include "runtime/object/elements.h"
#include "runtime/object/realms.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/iterators.h"

namespace kiln::rt {

struct ProgramArguments {
  int count = 0;
  char** values = nullptr;
};
const ProgramArguments& programArguments();

// How V8 names a value in a message: strings without quotes.
std::string nameForMessage(Value v);
std::string typeWithArticle(Value v);  // "a number", "an object"
// §9.3.1 CreateRealm and SetDefaultGlobalBindings: a realm with everything of ECMA-262, nothing of Node. With
// a sandbox its global object is the one of a context (runtime/object/context_global.h).
RealmId newRealm(Object* sandbox);
[[noreturn]] void throwIncompatible(const char* method, Value receiver);
[[noreturn]] void throwNotFunction(Value v);
[[noreturn]] void throwNotIterable(Value v);
String* functionText(Object* function);  // source text of a function
inline void requireCallable(Value v) {
  if (!isCallable(v)) throwNotFunction(v);
}

// The `this` of a method of Array.prototype; the method names itself when it is null or undefined.
inline Object* thisArrayLike(Args& args) {
  if (args.this_value.isNullish())
    throwTypeError("Array.prototype.%s called on null or undefined", toWtf8(args.callee->info->name));
  return toObject(args.this_value);
}

bool isWhiteSpace(char16_t c);  // WhiteSpace or LineTerminator
PropertyKey atomKey(const char* text);
// The function that `holder` has under this name is the original one.
void noteIntrinsic(Intrinsic intrinsic, Object* holder, const char* name);
String* objectToString(Value v);  // %Object.prototype.toString%
Value returnThis(Args& args);
void defineSpecies(Object* constructor);
void defineTag(Object* target, const char* tag);  // Symbol.toStringTag
Value speciesConstructor(Object* o, Value default_constructor);
ValueList listFromArrayLike(Value v);
// Relative index argument (negative: from the end), clamped to 0 … length.
double relativeIndex(Value v, double length, double absent);
void putOrThrow(Object* o, PropertyKey key, Value value);  // Set(o, key, value, true)
void deleteOrThrow(Object* o, PropertyKey key);            // DeletePropertyOrThrow
Value fromPropertyDescriptor(const PropertyDescriptor& d);
// The property as reflection shows it, or undefined: `stack` of errors looks like a data property.
Value describeOwnProperty(Object* o, PropertyKey key);
void setPrototypeOrThrow(Object* o, Value prototype);  // object or null
PropertyDescriptor toPropertyDescriptor(Value v);
// Object with native fields behind the header; the shape has no inline slots.
Object* newNativeObject(size_t bytes, Shape* shape);
Object* newArrayFrom(ValueList& list);
double dateTime(Object* date);  // of a Date object
Value newDate(double time);
Value newPair(Value a, Value b);

inline bool isKind(Value v, CellKind kind) {
  return v.isCell() && kindOf(v.asCell()) == kind;
}
// No class hooks: the ordinary algorithms may be short-cut.
inline bool isOrdinary(const Object* o) {
  return !(o->shape->flags & kExotic);
}

// Dense, extensible array that nothing inherits from: elements may be written and pushed directly. Holes are
// possible.
inline bool isFastArray(const Object* o) {
  return o->shape->kind == CellKind::Array && o->shape->elements_kind != ElementsKind::Slow &&
         !(o->shape->flags & (kNonExtensible | kReadOnlyLength | kExotic | kIsPrototype));
}
// Present element of a dense array, or empty.
inline Value denseElement(const Object* o, double index) {
  if (o->shape->kind != CellKind::Array || o->shape->elements_kind == ElementsKind::Slow)
    return Value::empty();
  const Elements* elements = o->elements;
  if (!(index < elements->length) || index >= elements->capacity) return Value::empty();
  return elements->data[static_cast<uint32_t>(index)];
}
// Get(o, index)
inline Value elementAt(Object* o, double index) {
  Value v = denseElement(o, index);
  return v.isEmpty() ? get(o, keyOfIndex(index)) : v;
}
// The value when HasProperty(o, index), else empty.
inline Value elementIfPresent(Object* o, double index) {
  Value v = denseElement(o, index);
  if (!v.isEmpty()) return v;
  PropertyKey key = keyOfIndex(index);
  return hasProperty(o, key) ? get(o, key) : Value::empty();
}

// §7.4.4 GetIterator, sync. `method` is the iterable's @@iterator when it has been read already, else empty.
void openIterator(Value iterable, Value method, Value* iterator, Value* next);

// Calls `body(value)` for everything that `iterable` yields; closes the iterator when the body throws or
// returns false.
template <typename Body>
void iterateWith(Value iterable, Value method, Body&& body) {
  // FAST: arrays whose iteration is untouched (tests/exec/iterators).
  if (isPristineArray(iterable) && (method.isEmpty() || method == realm().array_values)) {
    Object* array = asObject(iterable);
    for (uint32_t i = 0; i < array->elements->length; ++i) {
      if (!body(elementAt(array, i))) return;
    }
    return;
  }
  Value iterator, next;
  openIterator(iterable, method, &iterator, &next);
  while (true) {
    Value value = kiln_iterator_step(iterator, next);
    if (value.isEmpty()) return;
    bool go_on;
    try {
      go_on = body(value);
    } catch (Thrown&) {
      kiln_iterator_close_quiet(iterator);
      throw;
    }
    if (!go_on) {
      kiln_iterator_close(iterator);
      return;
    }
  }
}

template <typename Body>
void iterate(Value iterable, Body&& body) {
  iterateWith(iterable, Value::empty(), body);
}

// Room for the arguments of a native call that is passed on.
class ArgumentBuffer {
 public:
  explicit ArgumentBuffer(size_t count)
      : values_(count <= kInline ? inline_ : static_cast<Value*>(allocate(8 * count))) {}
  Value& operator[](size_t i) { return values_[i]; }
  Value* data() { return values_; }

 private:
  static constexpr size_t kInline = 16;
  Value inline_[kInline];
  Value* values_;
};

}  // namespace kiln::rt
