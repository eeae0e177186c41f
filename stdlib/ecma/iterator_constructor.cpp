// ECMA-262 §27.1.3 the Iterator constructor, §27.1.4 properties of Iterator.prototype, §27.1.3.2.1
// %WrapForValidIteratorPrototype%.
#include "stdlib/ecma/iterator_helper.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Function* iterator_constructor;
KILN_PER_REALM Shape* wrapper_shape;

struct WrappedIterator : Object {
  IteratorRecord iterated;
};

// §27.1.3.1.1
Value iteratorConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Constructor Iterator requires 'new'");
  if (args.new_target == box(args.callee))
    throwTypeError("Abstract class Iterator not directly constructable");
  return box(newObjectWithPrototype(prototypeFromConstructor(args.new_target, realm().iterator_prototype)));
}

// §27.1.3.2.1
Value iteratorFrom(Args& args) {
  // 1. A string is iterated by its characters; other primitives are refused.
  IteratorRecord iterated = iteratorFlattenable(args[0], StringHandling::Iterate);
  // 2.-3. What inherits from Iterator.prototype already is handed out as it is.
  if (ordinaryHasInstance(box(iterator_constructor), iterated.iterator)) return iterated.iterator;
  // 4.-6.
  auto* wrapper = static_cast<WrappedIterator*>(newNativeObject(sizeof(WrappedIterator), wrapper_shape));
  wrapper->iterated = iterated;
  return box(wrapper);
}

WrappedIterator* thisWrapper(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::WrapForValidIterator)) throwIncompatible(method, args.this_value);
  return static_cast<WrappedIterator*>(asObject(args.this_value));
}

// §27.1.3.2.1.1.1: the result is not looked at.
Value wrapperNext(Args& args) {
  WrappedIterator* wrapper = thisWrapper(args, "%WrapForValidIteratorPrototype%.next");
  return call(wrapper->iterated.next, wrapper->iterated.iterator, 0, nullptr);
}

// §27.1.3.2.1.1.2
Value wrapperReturn(Args& args) {
  Value iterator = thisWrapper(args, "%WrapForValidIteratorPrototype%.return")->iterated.iterator;
  Value method = getMethod(iterator, PropertyKey::atom(atoms.return_));
  if (method.isUndefined()) return createIterResult(Value::undefined(), true);
  return call(method, iterator, 0, nullptr);
}

// §27.1.4.1, 27.1.4.14: accessors, because assignments to these names on iterators of old must go on working.
Value getConstructor(Args&) {
  return box(iterator_constructor);
}
Value getTag(Args&) {
  return box(internAscii("Iterator"));
}
// §7.3.? SetterThatIgnoresPrototypeProperties ( thisValue, home, p, v )
Value setIgnoringPrototype(Args& args, PropertyKey key) {
  if (!isObject(args.this_value)) throwTypeError("Iterator.prototype setter called on non-object");
  Object* o = asObject(args.this_value);
  if (o == realm().iterator_prototype) throwTypeError("Cannot assign to this property of Iterator.prototype");
  PropertyDescriptor d;
  if (getOwnProperty(o, key, &d)) {
    putOrThrow(o, key, args[0]);
  } else {
    createDataProperty(o, key, args[0]);
  }
  return Value::undefined();
}
Value setConstructor(Args& args) {
  return setIgnoringPrototype(args, PropertyKey::atom(atoms.constructor));
}
Value setTag(Args& args) {
  return setIgnoringPrototype(args, PropertyKey::symbol(symbols.toStringTag));
}

// §27.1.4.? %IteratorPrototype% [ @@dispose ]
Value iteratorDispose(Args& args) {
  Value method = getMethod(args.this_value, PropertyKey::atom(atoms.return_));
  if (!method.isUndefined()) call(method, args.this_value, 0, nullptr);
  return Value::undefined();
}

const NativeMethod kStatics[] = {
    {"concat", KILN_NATIVE(iteratorConcat), 0},
    {"from", KILN_NATIVE(iteratorFrom), 1},
    {"zip", KILN_NATIVE(iteratorZip), 1},
    {"zipKeyed", KILN_NATIVE(iteratorZipKeyed), 1},
};
const NativeMethod kWrapperMethods[] = {
    {"next", KILN_NATIVE(wrapperNext), 0},
    {"return", KILN_NATIVE(wrapperReturn), 0},
};
const NativeMethod kMethods[] = {
    {"@@iterator", KILN_NATIVE(returnThis), 0},
    {"@@dispose", KILN_NATIVE(iteratorDispose), 0},
};

}  // namespace

bool IteratorRecord::advance() const {
  Object* result = asObject(kiln_iterator_next_result(iterator, next, Value::empty()));
  return !toBoolean(get(result, atoms.done));
}

IteratorRecord iteratorDirect(Object* o) {
  return {box(o), get(o, atoms.next)};
}

IteratorRecord iteratorFlattenable(Value v, StringHandling strings) {
  if (!isObject(v) && !(strings == StringHandling::Iterate && isString(v)))
    throwTypeError("%s is not an object", describe(v));
  Value method = getMethod(v, PropertyKey::symbol(symbols.iterator));
  Value iterator = method.isUndefined() ? v : call(method, v, 0, nullptr);
  if (!isObject(iterator)) throwTypeError("%s is not an object", describe(iterator));
  return iteratorDirect(asObject(iterator));
}

IteratorRecord iteratorOf(Value iterable) {
  IteratorRecord record;
  openIterator(iterable, Value::empty(), &record.iterator, &record.next);
  return record;
}

void closeAllQuietly(ValueList& iterators) {
  for (size_t i = iterators.size(); i > 0; --i) kiln_iterator_close_quiet(iterators[i - 1]);
}

void closeAll(ValueList& iterators) {
  while (iterators.size() != 0) {
    Value last = iterators[iterators.size() - 1];
    iterators.resize(iterators.size() - 1);
    try {
      kiln_iterator_close(last);
    } catch (Thrown&) {
      closeAllQuietly(iterators);
      throw;
    }
  }
}

Object* thisIterator(Args& args, const char* method) {
  if (!isObject(args.this_value)) throwTypeError("Iterator.prototype.%s called on non-object", method);
  return asObject(args.this_value);
}

void requireCallback(Object* iterator, Value callback) {
  if (!isCallable(callback)) closingOnThrow(box(iterator), [&] { throwNotFunction(callback); });
}

void initIteratorConstructor() {
  Realm& r = realm();
  Object* prototype = r.iterator_prototype;
  iterator_constructor =
      newNative(internAscii("Iterator"), KILN_NATIVE(iteratorConstructor), 0, kFnConstructSelf);
  defineMethods(iterator_constructor, kStatics);
  defineValue(iterator_constructor, "prototype", box(prototype), 0);
  defineValue(r.global, "Iterator", box(iterator_constructor));
  defineMethods(prototype, kMethods);
  defineIteratorHelpers(prototype);
  defineIteratorConsumers(prototype);
  defineGetter(prototype, "constructor", KILN_NATIVE(getConstructor), KILN_NATIVE(setConstructor));
  defineGetter(prototype, "@@toStringTag", KILN_NATIVE(getTag), KILN_NATIVE(setTag));
  Object* wrapper_prototype = newObjectWithPrototype(prototype);
  defineMethods(wrapper_prototype, kWrapperMethods);
  wrapper_shape =
      newRootShape(CellKind::WrapForValidIterator, ElementsKind::None, 0, 0, wrapper_prototype, nullptr);
}

}  // namespace kiln::rt
