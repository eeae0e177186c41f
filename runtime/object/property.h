// Property keys, attributes and tables; shapes and their transitions.
#pragma once
#include "runtime/value/atoms.h"

namespace kiln::rt {

// ECMA-262 property key: an array index (0 … 2^32-2), an atom that is no index, or a symbol.
// Indices are kept as the int32 word with the uint32's bits.
struct PropertyKey {
  Value word;
  static PropertyKey index(uint32_t i) { return {Value::int32(static_cast<int32_t>(i))}; }
  static PropertyKey atom(String* atom) { return {box(atom)}; }  // not an index
  static PropertyKey symbol(Symbol* symbol) { return {box(symbol)}; }
  bool isIndex() const { return word.isInt32(); }
  uint32_t asIndex() const { return static_cast<uint32_t>(word.asInt32()); }
  bool isSymbol() const { return rt::isSymbol(word); }
  bool isString() const { return !isSymbol(); }
  Value toValue() const;  // string or symbol, as programs see it
  uint32_t hash() const {
    if (isIndex()) return asIndex() * 0x9e37'79b1u;
    return isSymbol() ? reinterpret_cast<Symbol*>(word.bits)->hash : asString(word)->hash;
  }
  friend bool operator==(PropertyKey a, PropertyKey b) { return a.word == b.word; }
};

PropertyKey keyOfString(String* s);    // interns; canonical indices become numbers
PropertyKey keyOfIndex(double index);  // any integer >= 0
PropertyKey toPropertyKey(Value v);    // §7.1.19; runs user code for objects

enum Attributes : uint8_t {
  kWritable = 1,
  kEnumerable = 2,
  kConfigurable = 4,
  kAccessor = 8,  // the slot holds an AccessorPair*
  kReliedOn = 16,  // compiled code relies on the value, a method: changing it invalidates the prototype (relyOnInherited)
  kDefault = kWritable | kEnumerable | kConfigurable,
  kHidden = kWritable | kConfigurable,  // built-in methods
};

struct PropertyEntry {
  Value key;  // empty: deleted (dictionaries)
  uint32_t slot;
  uint32_t attributes;
};

}  // namespace kiln::rt

namespace kiln::abi {
// Insertion-ordered hash table. Shapes of one transition chain share the table: a shape sees its first
// property_count entries.
struct PropertyTable {
  uint32_t count;  // entries in use, deleted ones included
  uint32_t capacity;
  uint32_t live;  // dictionaries: entries not deleted
  uint32_t index_mask;
  rt::PropertyEntry* entries;
  uint32_t* index;       // entry number + 1; 0 = free. Deleted entries stay indexed until the table is copied
  uint32_t* free_slots;  // of deleted properties, to be used again; only in tables that one object owns
  uint32_t free_count, free_capacity;
};
struct Transitions {
  uint32_t count, capacity;
  struct Row {
    Value key;
    uint32_t attributes;
    Shape* target;
  }* rows;  // linear below 8, then hashed by key
};
}  // namespace kiln::abi

namespace kiln::rt {

// Symbols that no reflection shows.
inline bool isPrivateName(Value key) {
  return isSymbol(key) && (reinterpret_cast<Symbol*>(key.bits)->flags & 2);
}

// Room for named slot `slot` of an object beyond the inline capacity.
void ensureSlot(Object* o, uint32_t slot);

// Own named property, or nullptr. Does not see index keys.
PropertyEntry* lookup(const Shape* shape, PropertyKey key);

Shape* newRootShape(CellKind kind, ElementsKind elements, uint32_t flags, uint32_t inline_capacity,
                    Object* prototype, const ClassInfo* class_info);
// Shape after adding a property. For dictionaries and prototypes' own shapes the shape itself, changed.
Shape* shapeAfterAdd(Shape* shape, PropertyKey key, uint32_t attributes);
// The same for a property that holds `value`: where the program expects doubles a number gets a double slot.
Shape* shapeAfterAddOf(Shape* shape, PropertyKey key, uint32_t attributes, Value value);
// The same with a double slot; nullptr where there can be none.
Shape* shapeAfterAddDouble(Shape* shape, PropertyKey key, uint32_t attributes);
// The same properties, but any value may be in `slot`, a double slot.
Shape* shapeWithAnyValue(Shape* shape, uint32_t slot);
inline bool isDoubleSlot(const Shape* shape, uint32_t slot) {
  return slot < kDoubleSlots && (shape->double_slots >> slot & 1);
}
// What a double slot holds for `number`, and back.
inline Value rawDouble(Value number) {
  return Value::raw(Value::dbl(number.asNumber()).bits - kDoubleOffset);
}
inline Value valueOfDouble(Value slot) {
  return Value::raw(slot.bits + kDoubleOffset);
}
// Of a site's or literal's mask.
inline bool isDoubleAt(uint64_t doubles, uint32_t row) {
  return row < kDoubleSlots && (doubles >> row & 1);
}
// The program expects own plain properties of this name to hold doubles.
bool isDoubleField(PropertyKey key);
// What an object of the shape `empty`, which has no property, becomes when all properties of `shape` are copied to it by
// CopyDataProperties: the same ones in the same slots, as many of them inline as `empty` has room for. nullptr when some
// are not plain data under a string.
Shape* shapeOfCopy(Shape* shape, Shape* empty);
// Deletes an entry of a dictionary's or prototype's own table; its slot will be used again.
void removeFromOwnTable(Shape* shape, PropertyEntry* entry);
Shape* shapeWithPrototype(Shape* shape, Object* prototype);
Shape* shapeWithFlags(Shape* shape, uint32_t flags);        // replaces the flags
Shape* shapeWithElements(Shape* shape, ElementsKind kind);  // transition, cached
// Every property read-only and not configurable, no more can be added; nullptr for shapes that one object owns.
Shape* frozenShape(Shape* shape);
Shape* uniqueCopy(Shape* shape, uint32_t extra_flags);      // own table
// A dictionary with room for so many properties, otherwise as `empty`, which has none.
Shape* dictionaryShape(const Shape* empty, uint32_t capacity);
// Wider objects are dictionaries; those whose properties have computed names, which are mostly used as maps, sooner.
inline constexpr uint32_t kMaxShapedProperties = 512, kMaxComputedProperties = 128;
void markPrototype(Object* object);                         // object becomes a [[Prototype]]
void boxDoubles(Object* object);                            // before the object gets a shape without double slots
uint32_t* validityOf(Object* prototype);                    // cell for caches that look through it
void invalidate(
    Object* prototype);  // a property was added, removed or reconfigured, or its own prototype changed
// The first of the object's prototypes that has the data property `key` (it must be there) tells by its validity cell
// when the value changes, too. Stores to the property are not cached from here on.
void relyOnInherited(Object* object, PropertyKey key);
// The same for the property of `holder`, a prototype with a validity cell.
void relyOn(Object* holder, PropertyKey key);
Shape* instanceShapeOf(Object* prototype, uint32_t inline_capacity);  // ordinary objects with this prototype
// The same for what constructors make: with as many inline slots as earlier ones turned out to need, at least `inline_capacity`.
Shape* constructedShapeOf(Object* prototype, uint32_t inline_capacity);
inline constexpr uint32_t kMostInlineSlots = 64;
// An object of this shape is about to need more slots outside: those that are constructed like it may get more inline ones from
// here on.
void learnSlots(const Shape* shape);

}  // namespace kiln::rt
