// What a property access found, in a form that can be replayed for every object of the same shape: the
// entries of the sites' polymorphic caches and of the tables that all sites share.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

enum class GetKind : uint32_t { None, Inline, Double, Absolute, Overflow, NamedOfElements, Getter, Absent };

struct GetEntry {
  const Shape* shape;  // nullptr in an unused entry
  const uint32_t* validity;
  Value key;
  uint64_t payload;    // Inline, Double (of a double slot): byte offset; Absolute: slot address; Overflow,
                       // NamedOfElements: index in the store; Getter: function
  uint64_t base_mask;  // Inline: ~0, Absolute: 0; the value is at (object & base_mask) + payload
  GetKind kind;
  uint32_t hits;
  uint64_t addend = 0;  // Inline: as a site with `doubles` has it
  bool isSimple() const { return kind == GetKind::Inline || kind == GetKind::Absolute; }
};

enum class SetKind : uint32_t { None, Inline, Double, Overflow, AddOverflow, Setter };

struct SetEntry {
  const Shape* shape;
  Shape* new_shape;
  const uint32_t* validity;
  Value key;
  uint64_t payload;  // as above; Setter: function
  SetKind kind;
  uint32_t hits;
  uint64_t addend = 0;
  bool isSimple() const { return kind == SetKind::Inline; }
};

// What is cacheable about reading `key` (no index) from `object`; kind None when nothing is.
GetEntry resolveGet(Object* object, PropertyKey key);
// The same for a primitive with this prototype; `guard` is the shape that the entry is for.
GetEntry resolveGetOfPrimitive(const Shape* guard, Object* prototype, PropertyKey key);
Value readEntry(const GetEntry& entry, Object* object, Value receiver);

// How to read `key`, of objects like this one, as the table that all sites share has it; nullptr: it has not. Only property keys that are
// no index are in the table, so that any cell may be asked for. The next read of any property may change what the entry says.
const GetEntry* findCached(Object* object, PropertyKey key);
// The same for a key that is no index, which is looked up and entered first where it has not; nullptr when the general
// algorithm has to decide.
const GetEntry* findOrResolve(Object* object, PropertyKey key);
// Get(object, key) likewise.
Value getCached(Object* object, PropertyKey key, Value receiver);
// GetV(base, key) likewise.
Value getCachedV(Value base, PropertyKey key);

// Set(object, key, value) for a key that is no index, through the table that all sites share; `how` to repeat it (kind None: not
// cacheable). False when the general algorithm has to decide; nothing has happened then.
bool setCached(Object* object, PropertyKey key, Value value, SetEntry* how);

// Writes an existing or new plain property, or calls a setter; tells in `entry` how to repeat it (kind None:
// not cacheable). False when the general algorithm has to decide.
bool setAndResolve(Object* object, PropertyKey key, Value value, SetEntry* entry);
// Whether nothing above `object` takes over or forbids the addition of `key`, which it has not got.
bool mayAddPlainly(Object* object, PropertyKey key);
// Fills in how to repeat the addition of the property that `object`, whose shape was `before`, got last.
void describeAddition(Shape* before, Object* object, SetEntry* entry);
// Repeats it; false when its slot is for doubles and this is none, or there is nothing to repeat.
bool replaySet(const SetEntry& entry, Object* object, Value value);

GetEntry& sharedGetEntry(const Shape* shape, PropertyKey key);
SetEntry& sharedSetEntry(const Shape* shape, PropertyKey key);

template <typename Entry>
bool matches(const Entry& entry, const Shape* shape) {
  return entry.shape == shape && *entry.validity == 1;
}

inline const GetEntry* findCached(Object* object, PropertyKey key) {
  const GetEntry& entry = sharedGetEntry(object->shape, key);
  return entry.key == key.word && matches(entry, object->shape) ? &entry : nullptr;
}

// How to write `key` likewise.
inline const SetEntry* findCachedSet(Object* object, PropertyKey key) {
  const SetEntry& entry = sharedSetEntry(object->shape, key);
  return entry.key == key.word && matches(entry, object->shape) ? &entry : nullptr;
}

}  // namespace kiln::rt
