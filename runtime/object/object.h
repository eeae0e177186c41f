// Objects: the essential internal methods (ECMA-262 §10.1) and helpers built on them.
// Functions that may run user code: get, set, has, defineOwn (proxies), toPropertyKey; all may throw.
#pragma once
#include "runtime/object/property.h"
#include "runtime/ops/throw.h"

namespace kiln::rt {

struct PropertyDescriptor {
  Value value = Value::empty(), getter = Value::empty(), setter = Value::empty();  // empty: field absent
  uint8_t attributes = 0;  // kWritable | kEnumerable | kConfigurable
  uint8_t present = 0;     // which of these bits are present
  bool isAccessor() const { return !getter.isEmpty() || !setter.isEmpty(); }
  bool isData() const { return !value.isEmpty() || (present & kWritable); }
  static PropertyDescriptor data(Value value, uint8_t attributes) {
    PropertyDescriptor d;
    d.value = value;
    d.attributes = attributes;
    d.present = kDefault;
    return d;
  }
};

// Growable list of values in collected memory.
class ValueList {
 public:
  void push(Value value) {
    if (size_ == capacity_) grow(size_ + 1);
    data_[size_++] = value;
  }
  void reserve(size_t size) {
    if (size > capacity_) grow(size);
  }
  size_t size() const { return size_; }
  Value& operator[](size_t i) { return data_[i]; }
  Value* begin() { return data_; }
  Value* end() { return data_ + size_; }
  Value* data() { return data_; }
  void resize(size_t size) { size_ = size; }

 private:
  void grow(size_t size);
  Value* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};

}  // namespace kiln::rt

namespace kiln::abi {
// Behaviour of a class of objects that the ordinary algorithms do not cover; null members mean ordinary.
struct ClassInfo {
  const char* name;
  bool (*get_own)(Object*, rt::PropertyKey, rt::PropertyDescriptor*) = nullptr;
  bool (*define_own)(Object*, rt::PropertyKey, const rt::PropertyDescriptor&, bool should_throw) = nullptr;
  bool (*has)(Object*, rt::PropertyKey) = nullptr;
  Value (*get)(Object*, rt::PropertyKey, Value receiver) = nullptr;
  bool (*set)(Object*, rt::PropertyKey, Value value, Value receiver) = nullptr;
  bool (*remove)(Object*, rt::PropertyKey) = nullptr;
  void (*own_keys)(Object*, rt::ValueList& keys) = nullptr;
  Object* (*get_prototype)(Object*) = nullptr;
  bool (*set_prototype)(Object*, Object*) = nullptr;
  bool (*is_extensible)(Object*) = nullptr;
  bool (*prevent_extensions)(Object*) = nullptr;
  void (*reify)(Object*) = nullptr;  // kLazyProperties: define the missing own properties and clear the flag
};
}  // namespace kiln::abi

namespace kiln::rt {

// --- §10.1 internal methods
bool getOwnProperty(Object* o, PropertyKey key, PropertyDescriptor* out);
bool defineOwnProperty(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw);
bool hasProperty(Object* o, PropertyKey key);
Value get(Object* o, PropertyKey key, Value receiver);
bool set(Object* o, PropertyKey key, Value value, Value receiver);
bool deleteProperty(Object* o, PropertyKey key);
ValueList ownPropertyKeys(Object* o);  // index strings ascending, strings, symbols
Object* getPrototypeOf(Object* o);
bool setPrototypeOf(Object* o, Object* prototype);
bool isExtensible(Object* o);
bool preventExtensions(Object* o);
// The ordinary algorithms, for class hooks that fall back on them.
bool ordinaryGetOwnProperty(Object* o, PropertyKey key, PropertyDescriptor* out);
bool ordinaryDefineOwnProperty(Object* o, PropertyKey key, const PropertyDescriptor& d, bool should_throw);
bool ordinaryDelete(Object* o, PropertyKey key);
void ordinaryOwnKeys(Object* o, ValueList& keys);

// --- conveniences
inline Value get(Object* o, PropertyKey key) {
  return get(o, key, box(o));
}
inline Value get(Object* o, String* atom) {
  return get(o, PropertyKey::atom(atom), box(o));
}
Value getV(Value base, PropertyKey key);  // §7.3.3: primitives through their prototypes; nullish throws
void setOrThrow(Object* o, PropertyKey key, Value value);
bool hasOwnProperty(Object* o, PropertyKey key);
void createDataProperty(Object* o, PropertyKey key, Value value);  // ...OrThrow
// Does nothing and says false unless both are ordinary, `from` with plain data properties only: these are copied but for
// the excluded keys, as §7.3.26 CopyDataProperties does, and nobody can tell.
bool copyPlainProperties(Object* target, Object* from, uint32_t excluded_count, const Value* excluded);
// The enumerable own properties under strings, in order, as key, value, key, value …: appended if `from` is ordinary with plain data
// properties and no elements, so that nobody can tell; else nothing is done and it says false.
bool appendPlainEntries(Object* from, ValueList& entries);
void defineHidden(Object* o, PropertyKey key, Value value);        // writable, configurable, not enumerable
void putDirect(Object* o, PropertyKey key, Value value,
               uint32_t attributes);  // new property of an ordinary object
void putAccessor(Object* o, PropertyKey key, Value getter, Value setter, uint32_t attributes);
Value getMethod(Value base, PropertyKey key);  // §7.3.11: undefined or callable
double lengthOf(Object* o);                    // §7.3.18
Object* prototypeForPrimitive(Value v);        // intrinsic; nullptr for undefined and null
Value* slotOf(Object* o, uint32_t slot);          // where it is; not a Value in a double slot
Value loadSlot(Object* o, uint32_t slot);         // own property: a Value, or what stands for an accessor
// Writes an own data property. A double slot takes numbers only: anything else changes the object's shape.
void storeSlot(Object* o, uint32_t slot, Value value);
// The same for the property that `entry` of the object's shape describes, on which compiled code may rely.
void storeProperty(Object* o, PropertyEntry* entry, Value value);

// --- objects and arrays
Object* newObject();
Object* newObjectWith(Shape* shape);  // slots undefined
Object* newObjectWithPrototype(Object* prototype, uint32_t inline_capacity = 4);
Object* newArray(uint32_t length);  // holes
Object* newArrayOf(const Value* values, uint32_t count);
inline bool isPlainArray(Value v) {
  return v.isCell() && kindOf(v.asCell()) == CellKind::Array;
}
inline uint32_t arrayLength(Object* array) {
  return array->elements->length;
}
void arrayPush(Object* array, Value value);
void setArrayLength(Object* array, uint32_t length);
bool isArray(Value v);  // §7.2.2: looks through proxies
// Dense storage of an array whose elements are all present and plain; nullptr otherwise.
inline Value* packedElements(Object* array) {
  return array->shape->elements_kind == ElementsKind::Packed ? array->elements->data : nullptr;
}

// Indexed properties of ordinary objects, arrays, arguments.
Value* indexedSlot(Object* o, uint32_t index);  // present plain element, or nullptr
void setIntegrityFrozen(Object* o);
// The variable of a global object gets another cell: what knows the old one has to look anew.
void renewCell(Object* global, uint32_t slot);

}  // namespace kiln::rt
