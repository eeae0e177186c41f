// Property access of compiled code: fills the sites' caches, finds what the inline path cannot.
//
// A site's own entry holds one own inline slot or one prototype slot; everything else (overflow slots,
// getters, several shapes) is in up to four polymorphic entries behind `more`, then in the tables keyed by
// (shape, key) that all sites share (property_cache.h). The first of the polymorphic entries that are as
// simple as a site's own are its alternatives too, which compiled code checks inline.
#include "runtime/object/elements.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realms.h"
#include "runtime/object/typed_elements.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kPolymorphicEntries = 4;
// A polymorphic entry that was hit this often changes places with the site's own, which compiled code checks
// inline.
constexpr uint32_t kPromotionHits = 256;

template <typename Entry>
struct Polymorphic : SiteAlternatives {
  uint32_t count;
  uint32_t misses;  // while it was full
  Entry entries[kPolymorphicEntries];
};

void fillSite(GetCache* cache, const GetEntry& entry) {
  cache->base_mask = entry.base_mask;
  cache->offset = entry.payload;
  cache->addend = entry.addend;
  cache->validity = entry.validity;
  cache->shape = entry.shape;
}
void fillSite(SetCache* cache, const SetEntry& entry) {
  cache->new_shape = entry.new_shape;
  cache->offset = entry.payload;
  cache->addend = entry.addend;
  cache->validity = entry.validity;
  cache->shape = entry.shape;
}
GetEntry siteEntry(const GetCache* cache, Value key) {
  return {cache->shape,
          cache->validity,
          key,
          cache->offset,
          cache->base_mask,
          cache->base_mask == 0 ? GetKind::Absolute : GetKind::Inline,
          0,
          cache->addend};
}
SetEntry siteEntry(const SetCache* cache, Value key) {
  return {cache->shape, cache->new_shape, cache->validity, key,
          cache->offset, SetKind::Inline, 0,               cache->addend};
}
// The entry as a site can use it that expects double slots.
GetEntry forSite(const GetCache* cache, GetEntry entry) {
  if (entry.kind == GetKind::Absent) {
    static const Value undefined = Value::undefined();
    entry.kind = GetKind::Absolute;
    entry.base_mask = 0;
    entry.payload = reinterpret_cast<uint64_t>(&undefined);
  }
  if (entry.kind != GetKind::Double || cache->doubles == 0) return entry;
  entry.kind = GetKind::Inline;
  entry.addend = kDoubleOffset;
  return entry;
}
SetEntry forSite(const SetCache* cache, SetEntry entry) {
  if (entry.kind != SetKind::Double || cache->doubles == 0) return entry;
  entry.kind = SetKind::Inline;
  entry.addend = -kDoubleOffset;
  return entry;
}
GetEntry& sharedEntry(const GetEntry& entry) {
  return sharedGetEntry(entry.shape, {entry.key});
}
SetEntry& sharedEntry(const SetEntry& entry) {
  return sharedSetEntry(entry.shape, {entry.key});
}

// Stands behind a site that found once what its own entry cannot hold. Much code runs once, above all while a program
// starts: entries of its own are for what comes again.
SiteAlternatives asked_once = {};

// The polymorphic entries behind a site, or nullptr.
template <typename Entry>
Polymorphic<Entry>* entriesBehind(SiteAlternatives* more) {
  bool none = more == &kiln_no_alternatives || more == &asked_once;
  return none ? nullptr : static_cast<Polymorphic<Entry>*>(more);
}
Polymorphic<GetEntry>* polymorphic(const GetCache* cache) {
  return entriesBehind<GetEntry>(cache->more);
}
Polymorphic<SetEntry>* polymorphic(const SetCache* cache) {
  return entriesBehind<SetEntry>(cache->more);
}

// Whether compiled code can do what the entry says.
bool isAlternative(const GetEntry& entry) {
  return entry.isSimple();
}
bool isAlternative(const SetEntry& entry) {
  return entry.isSimple() && entry.new_shape == entry.shape;
}
uint64_t baseMask(const GetEntry& entry) {
  return entry.base_mask;
}
uint64_t baseMask(const SetEntry&) {
  return ~uint64_t{0};
}

// Chooses the alternatives again, after a change of the site's own entry or of those behind it.
template <typename Cache>
void chooseAlternatives(Cache* cache) {
  auto* poly = polymorphic(cache);
  if (poly == nullptr) return;
  uint32_t chosen = 0;
  for (uint32_t i = 0; i < poly->count && chosen < kSiteAlternatives; ++i) {
    const auto& entry = poly->entries[i];
    if (isAlternative(entry))
      poly->rows[chosen++] = {entry.shape, entry.validity, baseMask(entry), entry.payload, entry.addend};
  }
  for (; chosen < kSiteAlternatives; ++chosen) poly->rows[chosen] = {};
}

// Sites that are full replace an entry after so many misses: programs have shapes at their start that they never have again.
constexpr uint32_t kMissesToReplace = 32;

template <typename Entry, typename Cache>
void remember(Cache* cache, const Entry& found) {
  const Entry entry = forSite(cache, found);
  bool free = cache->shape == &kiln_no_shape || *cache->validity != 1 || cache->shape == entry.shape;
  if (entry.isSimple() && free) {
    fillSite(cache, entry);
    return chooseAlternatives(cache);
  }
  auto* poly = polymorphic(cache);
  if (poly == nullptr) {
    if (cache->more != &asked_once) {
      cache->more = &asked_once;
      return;
    }
    poly = static_cast<Polymorphic<Entry>*>(allocate(sizeof(Polymorphic<Entry>)));
    cache->more = poly;
  }
  uint32_t i = 0;
  while (i < poly->count && poly->entries[i].shape != entry.shape && *poly->entries[i].validity == 1) ++i;
  if (i == kPolymorphicEntries) {
    sharedEntry(found) = found;
    if (++poly->misses % kMissesToReplace != 0) return;
    i = poly->misses / kMissesToReplace % kPolymorphicEntries;
  }
  poly->entries[i] = entry;
  poly->count = std::max(poly->count, i + 1);
  chooseAlternatives(cache);
}

inline Value readAt(uint64_t address, uint64_t addend) {
  return Value::raw(reinterpret_cast<const Value*>(address)->bits + addend);
}
inline Value readKnown(const GetEntry& known, Value object) {
  if (known.isSimple()) return readAt((object.bits & known.base_mask) + known.payload, 0);
  return readEntry(known, asObject(object), object);
}
inline void writeAt(uint64_t address, Value value, uint64_t addend) {
  *reinterpret_cast<Value*>(address) = Value::raw(value.bits + addend);
}

// The entry for this shape behind the site's own, or nullptr.
template <typename Entry, typename Cache>
inline Entry* findEntry(const Cache* cache, const Shape* shape) {
  auto* poly = polymorphic(cache);
  if (poly == nullptr) return nullptr;
  for (Entry& entry : poly->entries) {
    if (entry.shape == shape) return *entry.validity == 1 ? &entry : nullptr;
  }
  return nullptr;
}

template <typename Entry, typename Cache>
[[gnu::noinline]] void promote(Cache* cache, Entry* entry) {
  entry->hits = 0;
  if (!entry->isSimple() || cache->shape == &kiln_no_shape) return;
  Entry before = siteEntry(cache, entry->key);
  fillSite(cache, *entry);
  *entry = before;
  chooseAlternatives(cache);
}

// Alternatives that compiled code does not check inline are not counted one by one: of all that are found here every so many
// one changes places with its site's own entry.
uint32_t found_alternatives = 0;

// In the table that all sites share; sites with many shapes leave what they find there.
template <typename Entry, typename Cache>
Entry* findShared(Cache* cache, const Shape* shape, PropertyKey key) {
  auto* poly = polymorphic(cache);
  if (poly == nullptr || poly->count < kPolymorphicEntries) return nullptr;
  Entry probe{};
  probe.shape = shape;
  probe.key = key.word;
  Entry& shared = sharedEntry(probe);
  if (shared.key != key.word || !matches(shared, shape)) return nullptr;
  if ((poly->misses + 1) % kMissesToReplace == 0)
    remember(cache, Entry{shared});
  else
    ++poly->misses;
  return &shared;
}

// Strings have an inline hit by the shape of their representation; other primitives are found behind it by
// their prototype's.
Value getOfPrimitive(Value base, String* key, GetCache* cache) {
  PropertyKey name = PropertyKey::atom(key);
  if (base.isNullish() || (isString(base) && key == atoms.length)) return getV(base, name);
  // The shapes of strings are those of all realms.
  if (base.isCell() && !inFirstRealm()) return getCachedV(base, name);
  Object* prototype = prototypeForPrimitive(base);
  markPrototype(prototype);
  const Shape* guard = base.isCell() ? base.asCell()->shape : prototype->shape;
  if (!base.isCell()) {
    if (const GetEntry* entry = findEntry<GetEntry>(cache, guard)) return readEntry(*entry, prototype, base);
  }
  if (const GetEntry* entry = findShared<GetEntry>(cache, guard, name))
    return readEntry(*entry, prototype, base);
  GetEntry entry = resolveGetOfPrimitive(guard, prototype, name);
  if (entry.kind == GetKind::None) return getV(base, name);
  remember(cache, entry);
  return readEntry(entry, prototype, base);
}

[[gnu::noinline]] Value getUncached(Value object, String* key, GetCache* cache) {
  if (!isObject(object)) return getOfPrimitive(object, key, cache);
  Object* o = asObject(object);
  PropertyKey name = PropertyKey::atom(key);
  if (o->shape->kind == CellKind::Array && key == atoms.length) return Value::number(o->elements->length);
  if (const GetEntry* shared = findShared<GetEntry>(cache, o->shape, name))
    return readEntry(*shared, o, object);
  if (o->shape->flags & kLazyProperties) o->shape->class_info->reify(o);
  GetEntry entry = resolveGet(o, name);
  if (entry.kind == GetKind::None) return get(o, name, object);
  remember(cache, entry);
  return readEntry(entry, o, object);
}

// Whether what is true of the arrays' prototypes while *kiln_plain_arrays.validity == 1 is true now; looks when nobody has.
bool arraysInheritNothing() {
  if (*kiln_plain_arrays.validity == 1) [[likely]]
    return true;
  if (!inFirstRealm()) return false;
  for (Object* p = realm().array_prototype; p != nullptr; p = p->shape->prototype) {
    if (p->shape->flags & (kExotic | kMayHaveIndexed) || elementsOf(p)->length != 0) return false;
  }
  kiln_plain_arrays.validity = validityOf(realm().array_prototype);
  return true;
}

bool setElementFast(Value object, uint32_t index, Value value) {
  if (!isObject(object)) return false;
  Object* o = asObject(object);
  if (o->shape->kind != CellKind::Array || o->shape->flags & (kNonExtensible | kReadOnlyLength)) return false;
  if (o->shape->elements_kind == ElementsKind::Slow) return false;
  if (Value* slot = indexedSlot(o, index)) {
    *slot = value;
    return true;
  }
  // A new element: a prototype with indexed properties (setters, read-only) has to be asked.
  if ((o->shape == kiln_plain_arrays.packed || o->shape == kiln_plain_arrays.holey) && arraysInheritNothing()) {
    if (index < o->elements->length && index < o->elements->capacity)
      o->elements->data[index] = value;
    else
      putElement(o, index, value);
    return true;
  }
  for (Object* p = o->shape->prototype; p != nullptr; p = p->shape->prototype) {
    if (p->shape->flags & (kExotic | kMayHaveIndexed) || elementsOf(p)->length != 0) return false;
  }
  putElement(o, index, value);
  return true;
}

void setGeneric(Value object, PropertyKey key, Value value, bool strict) {
  if (object.isNullish()) throwNullishAccess(object, key.toValue(), true);
  Object* target = isObject(object) ? asObject(object) : prototypeForPrimitive(object);
  if (!set(target, key, value, object) && strict) throwFailedSet(object, key);
}

[[gnu::noinline]] void setUncached(Value object, String* key, Value value, SetCache* cache, bool strict) {
  PropertyKey name = PropertyKey::atom(key);
  if (!isObject(object)) return setGeneric(object, name, value, strict);
  Object* o = asObject(object);
  if (const SetEntry* shared = findShared<SetEntry>(cache, o->shape, name)) {
    if (replaySet(*shared, o, value)) return;
  }
  SetEntry entry;
  if (!setAndResolve(o, name, value, &entry)) return setGeneric(object, name, value, strict);
  if (entry.kind != SetKind::None) remember(cache, entry);
}

// A site that is asked for many keys or shapes changes its mind seldom.
constexpr uint64_t kEagerMisses = 16, kSeldom = 256;

// What the tables of properties are asked for: a symbol, or a name that is an atom and no index.
bool isPropertyName(Value key) {
  if (!key.isCell()) return false;
  return isSymbol(key) || (isString(key) && isAtom(asString(key)) && !keyOfString(asString(key)).isIndex());
}

bool mayLearn(KeyedCache* cache) {
  ++cache->misses;
  return cache->misses <= kEagerMisses || cache->misses % kSeldom == 0;
}

void learnRead(const GetEntry& entry, KeyedCache* cache) {
  if (!mayLearn(cache) || !entry.isSimple()) return;
  cache->key = entry.key;
  cache->shape = entry.shape;
  cache->validity = entry.validity;
  cache->base_mask = entry.base_mask;
  cache->offset = entry.payload;
}

void learnStore(const SetEntry& entry, KeyedCache* cache) {
  if (!mayLearn(cache) || !entry.isSimple()) return;
  cache->key = entry.key;
  cache->shape = entry.shape;
  cache->validity = entry.validity;
  cache->base_mask = ~uint64_t{0};
  cache->offset = entry.payload;
  cache->new_shape = entry.new_shape;
}

[[gnu::noinline]] Value promoteAndRead(Value object, GetCache* cache, GetEntry* entry) {
  Value value = readAt((object.bits & entry->base_mask) + entry->payload, entry->addend);
  promote(cache, entry);
  return value;
}

[[gnu::noinline]] void setByEntry(Value object, String* key, Value value, SetCache* cache, bool strict,
                                  const SetEntry& entry) {
  if (!replaySet(entry, asObject(object), value)) setUncached(object, key, value, cache, strict);
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

// Kept small and without calls but at its ends: programs whose sites see several shapes spend their time
// here.
Value kiln_get_property(Value object, String* key, GetCache* cache) {
  if (object.isCell()) {
    const Shape* shape = object.asCell()->shape;
    // Sites that seldom run have no inline path of their own.
    if (shape == cache->shape && *cache->validity == 1)
      return readAt((object.bits & cache->base_mask) + cache->offset, cache->addend);
    for (const SiteAlternatives::Row& row : cache->more->rows) {
      if (shape != row.shape || *row.validity != 1) continue;
      if (++found_alternatives % kPromotionHits == 0) [[unlikely]]
        return promoteAndRead(object, cache, findEntry<GetEntry>(cache, shape));
      return readAt((object.bits & row.base_mask) + row.offset, row.addend);
    }
    if (GetEntry* entry = findEntry<GetEntry>(cache, shape)) {
      if (entry->isSimple()) [[likely]] {
        if (++entry->hits >= kPromotionHits) [[unlikely]]
          return promoteAndRead(object, cache, entry);
        return readAt((object.bits & entry->base_mask) + entry->payload, entry->addend);
      }
      if (entry->kind == GetKind::Overflow) return asObject(object)->store->slots[entry->payload];
      if (entry->kind == GetKind::Getter) {
        auto* getter = reinterpret_cast<Function*>(entry->payload);
        return enter(getter, object, Value::undefined(), 0, nullptr);
      }
      return readEntry(*entry, asObject(object), object);
    }
  }
  return getUncached(object, key, cache);
}

Value kiln_get_property_once(Value object, String* key) {
  return getV(object, PropertyKey::atom(key));
}

Value kiln_get_length(Value object, GetCache* cache) {
  if (isString(object)) return Value::number(asString(object)->length);
  if (object.isCell() && object.asCell()->shape->kind == CellKind::Array)
    return Value::number(asObject(object)->elements->length);
  return kiln_get_property(object, atoms.length, cache);
}

Value kiln_get_property_symbol(Value object, Value key) {
  return getCachedV(object, {key});
}

void kiln_set_property(Value object, String* key, Value value, SetCache* cache, bool strict) {
  if (object.isCell()) {
    if (object.asCell()->shape == cache->shape && *cache->validity == 1) {
      writeAt(object.bits + cache->offset, value, cache->addend);
      asObject(object)->shape = cache->new_shape;
      return;
    }
    if (SetEntry* entry = findEntry<SetEntry>(cache, object.asCell()->shape)) {
      if (entry->kind == SetKind::Overflow) {
        asObject(object)->store->slots[entry->payload] = value;
        return;
      }
      if (!entry->isSimple()) return setByEntry(object, key, value, cache, strict, *entry);
      writeAt(object.bits + entry->payload, value, entry->addend);
      asObject(object)->shape = entry->new_shape;
      if (++entry->hits >= kPromotionHits) [[unlikely]]
        promote(cache, entry);
      return;
    }
  }
  setUncached(object, key, value, cache, strict);
}

void kiln_set_property_once(Value object, String* key, Value value, bool strict) {
  PropertyKey name = PropertyKey::atom(key);
  SetEntry how;
  if (!isObject(object) || !setAndResolve(asObject(object), name, value, &how)) setGeneric(object, name, value, strict);
}

Value kiln_get_element(Value object, Value key) {
  // FAST: names that were read before, mostly symbols that a package keeps for itself (tests/exec/objects/computed-accesses).
  if (key.isCell() && isObject(object)) {
    if (const GetEntry* known = findCached(asObject(object), {key})) return readKnown(*known, object);
  }
  if (key.isInt32() && key.asInt32() >= 0) return kiln_get_element_int(object, key.asInt32());
  if (key.isDouble()) {
    Value number = Value::number(key.asDouble());
    if (number.isInt32() && number.asInt32() >= 0) return kiln_get_element_int(object, number.asInt32());
  }
  if (object.isNullish()) {
    if (key == box(symbols.iterator)) {
      throwTypeError("%s is not iterable (cannot read property Symbol(Symbol.iterator))",
                     describeByType(object));
    }
    throwNullishAccess(object, key, false);
  }
  PropertyKey name = kiln::rt::toPropertyKey(key);
  return name.isIndex() ? getV(object, name) : getCachedV(object, name);
}

Value kiln_get_element_int(Value object, int32_t index) {
  if (index < 0) return getV(object, PropertyKey::atom(intern(numberToString(index))));
  if (isObject(object)) {
    Object* o = asObject(object);
    // FAST: a hole, or behind the end, of an array above which there are no elements (tests/exec/arrays/holes-inherited).
    bool plain = o->shape == kiln_plain_arrays.packed || o->shape == kiln_plain_arrays.holey;
    if (plain && arraysInheritNothing()) {
      const Elements* elements = o->elements;
      auto at = static_cast<uint32_t>(index);
      if (at >= elements->length || at >= elements->capacity || elements->data[at].isEmpty())
        return Value::undefined();
      return elements->data[at];
    }
    if (!(o->shape->flags & kExotic)) {
      if (isSlow(o)) {  // sparse, or frozen
        PropertyDescriptor d;
        if (getOwnElement(o, static_cast<uint32_t>(index), &d) && !d.isAccessor()) return d.value;
      } else if (Value* slot = indexedSlot(o, static_cast<uint32_t>(index))) {
        return *slot;
      }
    } else if (o->shape->kind == CellKind::TypedArray) {
      if (const uint8_t* at = elementAddress(o, static_cast<uint32_t>(index)))
        return loadElement(o->shape->elements_kind, at);
    }
  } else if (isString(object) && static_cast<uint32_t>(index) < asString(object)->length) {
    return box(singleChar(unitAt(asString(object), static_cast<uint32_t>(index))));
  }
  return getV(object, PropertyKey::index(static_cast<uint32_t>(index)));
}

void kiln_set_element(Value object, Value key, Value value, bool strict) {
  if (key.isCell() && isObject(object)) {
    if (const SetEntry* known = findCachedSet(asObject(object), {key})) {
      SetEntry how = *known;  // a setter may change the table
      if (replaySet(how, asObject(object), value)) return;
    }
  }
  if (key.isInt32() && key.asInt32() >= 0) return kiln_set_element_int(object, key.asInt32(), value, strict);
  if (object.isNullish()) throwNullishAccess(object, key, true);
  PropertyKey name = kiln::rt::toPropertyKey(key);
  // FAST: (tests/exec/objects/computed-accesses).
  SetEntry how;
  if (!name.isIndex() && isObject(object) && setCached(asObject(object), name, value, &how)) return;
  setGeneric(object, name, value, strict);
}

void kiln_set_element_int(Value object, int32_t index, Value value, bool strict) {
  if (index >= 0 && setElementFast(object, static_cast<uint32_t>(index), value)) return;
  if (index >= 0 && value.isNumber() && isObject(object) &&
      asObject(object)->shape->kind == CellKind::TypedArray) {
    Object* o = asObject(object);
    uint8_t* at = elementAddress(o, static_cast<uint32_t>(index));
    if (at != nullptr && o->shape->elements_kind < ElementsKind::BigInt64)
      return storeElement(o->shape->elements_kind, at, value);
  }
  PropertyKey key = index >= 0 ? PropertyKey::index(static_cast<uint32_t>(index))
                               : PropertyKey::atom(intern(numberToString(index)));
  setGeneric(object, key, value, strict);
}

Value kiln_get_element_cached(Value object, Value key, KeyedCache* cache) {
  if (key.isCell() && isObject(object)) {
    if (const GetEntry* known = findCached(asObject(object), {key})) {
      learnRead(*known, cache);
      return readKnown(*known, object);
    }
  }
  if (!isPropertyName(key) || !isObject(object)) return kiln_get_element(object, key);
  const GetEntry* entry = findOrResolve(asObject(object), {key});
  if (entry == nullptr) return get(asObject(object), {key}, object);
  learnRead(*entry, cache);
  return readEntry(*entry, asObject(object), object);
}

void kiln_set_element_cached(Value object, Value key, Value value, KeyedCache* cache, bool strict) {
  if (!isPropertyName(key) || !isObject(object)) return kiln_set_element(object, key, value, strict);
  SetEntry entry;
  if (!setCached(asObject(object), {key}, value, &entry)) return setGeneric(object, {key}, value, strict);
  learnStore(entry, cache);
}

Value kiln_private_get_cached(Value object, Value name, KeyedCache* cache) {
  Value value = kiln_private_get(object, name);
  learnRead(resolveGet(asObject(object), {name}), cache);
  return value;
}

void kiln_private_set_cached(Value object, Value name, Value value, KeyedCache* cache) {
  kiln_private_set(object, name, value);
  Object* o = asObject(object);
  GetEntry entry = resolveGet(o, {name});
  if (entry.kind != GetKind::Inline || (lookup(o->shape, {name})->attributes & kWritable) == 0) return;
  learnStore({entry.shape, o->shape, entry.validity, name, entry.payload, SetKind::Inline, 0}, cache);
}

bool kiln_delete_property(Value object, Value key, bool strict) {
  Object* o = toObject(object);
  PropertyKey name = kiln::rt::toPropertyKey(key);
  if (deleteProperty(o, name)) return true;
  if (strict) throwFailedDelete(object, name);
  return false;
}

Value kiln_get_super(Object* home, Value key, Value receiver) {
  PropertyKey name = kiln::rt::toPropertyKey(key);
  Object* parent = getPrototypeOf(home);
  if (parent == nullptr) throwNullishAccess(Value::null(), name.toValue(), false);
  return name.isIndex() ? get(parent, name, receiver) : getCached(parent, name, receiver);
}

void kiln_set_super(Object* home, Value key, Value value, Value receiver, bool strict) {
  PropertyKey name = kiln::rt::toPropertyKey(key);
  Object* parent = getPrototypeOf(home);
  if ((parent == nullptr || !set(parent, name, value, receiver)) && strict) throwFailedSet(receiver, name);
}

}  // extern "C"
