#include "stdlib/ecma/hash_table.h"

#include <cstring>

namespace kiln::rt {
namespace {

// Multiplying by the golden ratio spreads runs of integers and of addresses evenly, in the product's top bits: those below
// would put 50,000 consecutive integers into 7,400 of 65,536 buckets.
uint32_t mix(uint64_t x) {
  x *= 0x9e37'79b9'7f4a'7c15ull;
  return static_cast<uint32_t>(x >> 32);
}

// Equal keys (SameValueZero) have equal hashes, whose top bits count. Objects hash by address: the collector never moves
// them.
uint32_t hashKey(Value key) {
  if (isString(key)) return hashOf(asString(key)) * 0x9e37'79b1u;
  if (isBigInt(key)) {
    auto* b = reinterpret_cast<BigInt*>(key.bits);
    return mix(b->limb_count == 0 ? 0 : b->limbs[0] ^ b->negative);
  }
  return mix(key.bits);
}

bool sameKey(Value a, Value b) {
  if (a == b) return true;
  if (!a.isCell() || !b.isCell()) return false;
  if (isString(a)) return isString(b) && equals(asString(a), asString(b));
  return isBigInt(a) && isBigInt(b) && bigintCompare(a, b) == 0;
}

}  // namespace

HashTable::Entry* HashTable::find(Value key) {
  if (live_ == 0) return nullptr;
  for (uint32_t number = *bucketOf(hashKey(key)); number != 0; number = entries_[number - 1].next) {
    Entry& entry = entries_[number - 1];
    if (sameKey(entry.key, key)) return &entry;
  }
  return nullptr;
}

void HashTable::rebuild(uint32_t capacity) {
  Entry* old = entries_;
  uint32_t old_count = count_;
  auto* entries = static_cast<Entry*>(allocate(sizeof(Entry) * capacity));
  uint32_t bits = 3;
  while (1u << bits < capacity) ++bits;
  uint32_t bucket_count = 1u << bits;
  auto* buckets = static_cast<uint32_t*>(allocatePointerFree(sizeof(uint32_t) * bucket_count));
  std::memset(buckets, 0, sizeof(uint32_t) * bucket_count);
  entries_ = entries;
  buckets_ = buckets;
  bucket_shift_ = 32 - bits;
  capacity_ = capacity;
  count_ = 0;
  ++epoch_;
  // Sequence numbers count from the oldest entry that is left.
  uint32_t shift = next_sequence_;
  for (uint32_t i = 0; i < old_count; ++i) {
    const Entry& entry = old[i];
    if (entry.key.isEmpty()) continue;
    if (count_ == 0) shift = entry.sequence;
    uint32_t* bucket = bucketOf(hashKey(entry.key));
    entries[count_] = {entry.key, entry.value, *bucket, entry.sequence - shift};
    *bucket = ++count_;
  }
  sequence_base_ += shift;
  next_sequence_ -= shift;
}

void HashTable::set(Value key, Value value) {
  if (Entry* entry = find(key)) {
    entry->value = value;
    return;
  }
  if (count_ == capacity_) {
    // Mostly tombstones: compacting is enough.
    uint64_t capacity = capacity_ == 0 ? 4 : live_ * 2 > capacity_ ? capacity_ * 2ull : capacity_;
    if (capacity > (1u << 24) * 8ull) throwRangeError("Map maximum size exceeded");
    rebuild(static_cast<uint32_t>(capacity));
  }
  uint32_t* bucket = bucketOf(hashKey(key));
  entries_[count_] = {key, value, *bucket, next_sequence_++};
  *bucket = ++count_;
  ++live_;
}

bool HashTable::remove(Value key) {
  if (live_ == 0) return false;
  uint32_t* link = bucketOf(hashKey(key));
  for (; *link != 0; link = &entries_[*link - 1].next) {
    Entry& entry = entries_[*link - 1];
    if (!sameKey(entry.key, key)) continue;
    *link = entry.next;
    entry.key = Value::empty();
    entry.value = Value::empty();
    --live_;
    return true;
  }
  return false;
}

void HashTable::clear() {
  sequence_base_ += next_sequence_;
  next_sequence_ = 0;
  ++epoch_;
  entries_ = nullptr;
  buckets_ = nullptr;
  capacity_ = count_ = live_ = 0;
}

HashTable::Entry* HashTable::next(Cursor& cursor) {
  if (cursor.epoch != epoch_) {
    // Entries moved: the first one whose sequence was not visited yet.
    uint32_t low = 0, high = count_;
    while (low < high) {
      uint32_t middle = (low + high) / 2;
      if (sequence_base_ + entries_[middle].sequence < cursor.sequence) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    cursor.position = low;
    cursor.epoch = epoch_;
  }
  while (cursor.position < count_) {
    Entry* entry = &entries_[cursor.position++];
    cursor.sequence = sequence_base_ + entry->sequence + 1;
    if (!entry->key.isEmpty()) return entry;
  }
  return nullptr;
}

}  // namespace kiln::rt
