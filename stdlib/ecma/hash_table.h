// The ordered hash table of Map and Set (§24.1, §24.2): insertion order, live iteration.
//
// Entries are appended; deletion leaves a tombstone; growing compacts. Every entry carries a sequence number,
// so that an iterator that slept through a compaction finds its place again by binary search.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

class HashTable {
 public:
  struct Entry {
    Value key;  // empty: deleted
    Value value;
    uint32_t next;  // entry number + 1 in the same bucket; 0 = end
    uint32_t sequence;
  };
  // Position of an iteration; starts before the first entry.
  struct Cursor {
    uint64_t epoch = 0;
    uint64_t sequence = 0;  // the next one to visit, absolute
    uint32_t position = 0;  // of it, valid while the epoch is the table's
  };

  Entry* find(Value key);
  void set(Value key, Value value);
  bool remove(Value key);
  void clear();
  uint32_t size() const { return live_; }
  // The next live entry, or nullptr. Entries added meanwhile are visited.
  Entry* next(Cursor& cursor);

 private:
  uint32_t* bucketOf(uint32_t hash) { return &buckets_[hash >> bucket_shift_]; }
  void rebuild(uint32_t capacity);

  Entry* entries_;
  uint32_t* buckets_;
  uint32_t bucket_shift_;  // the top bits of a hash number its bucket
  uint32_t capacity_;
  uint32_t count_;  // entries in use, tombstones included
  uint32_t live_;
  uint64_t epoch_;          // changes when entries move
  uint64_t sequence_base_;  // absolute sequence = base + entry's
  uint32_t next_sequence_;
};

// -0 becomes +0, numbers get their one encoding.
inline Value normalizedKey(Value key) {
  if (!key.isNumber()) return key;
  double d = key.asNumber();
  return d == 0 ? Value::int32(0) : Value::number(d);
}

struct MapObject : Object {  // Map and Set
  HashTable table;
};
struct MapIterator : Object {  // and those of Set
  MapObject* map;              // nullptr when exhausted
  HashTable::Cursor cursor;
  IterationKind kind;
};
MapObject* newMapObject();  // with the intrinsic prototype
MapObject* newSetObject();
void defineSetMethods(Object* prototype);
extern Shape *map_iterator_shape, *set_iterator_shape;
Value newMapIterator(Object* map, Shape* shape, IterationKind kind);  // sets too

}  // namespace kiln::rt
