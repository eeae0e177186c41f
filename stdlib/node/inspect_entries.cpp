// What util.inspect shows of arrays, collections, iterators, binary data, promises and namespaces besides
// their properties.
#include "runtime/jobs/jobs.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/ecma/hash_table.h"
#include "stdlib/node/inspect_context.h"

namespace kiln::rt {
namespace {

Text count16(size_t n) {
  return number16(static_cast<double>(n));
}
Text remaining(size_t n, const char16_t* unit = u"item") {
  return u"... " + count16(n) + u" more " + unit + (n > 1 ? u"s" : u"");
}
Text holes(size_t n) {
  return u"<" + count16(n) + u" empty item" + (n > 1 ? u"s" : u"") + u">";
}

}  // namespace

// How many of so many items are shown.
size_t Inspector::most(size_t length) const {
  double wanted = std::max(0.0, options_.max_array_length);
  return wanted < static_cast<double>(length) ? static_cast<size_t>(wanted) : length;
}

std::vector<Text> Inspector::entries(Body body, Object* o, double level, Braces& braces, ValueList& keys) {
  switch (body) {
    case Body::None:
      return {};
    case Body::Array:
      return arrayEntries(o, level);
    case Body::Set:
      return collectionEntries(o, level, false);
    case Body::Map:
      return collectionEntries(o, level, true);
    case Body::TypedArray:
      return typedArrayEntries(o, level);
    case Body::Iterator:
      return iteratorEntries(o, level, braces);
    case Body::ArrayBuffer:
      return bufferEntries(o);
    case Body::Promise:
      return promiseEntries(o, level);
    case Body::WeakItems:
      return {style(u"<items unknown>", "special")};
    case Body::Namespace:
      return namespaceEntries(o, level, keys);
  }
  return {};
}

std::vector<Text> Inspector::arrayEntries(Object* o, double level) {
  std::vector<Text> out;
  size_t length = arrayLength(o), shown = most(length);
  for (size_t i = 0; i < shown; ++i) {
    PropertyKey key = PropertyKey::index(static_cast<uint32_t>(i));
    if (!hasOwnProperty(o, key)) {
      sparseEntries(o, level, shown, i, out);
      return out;
    }
    out.push_back(property(o, key, level, EntryKind::ArrayItem));
  }
  if (length > shown) out.push_back(remaining(length - shown));
  return out;
}

// From the first hole on: a run of holes is one entry.
void Inspector::sparseEntries(Object* o, double level, size_t shown, size_t from, std::vector<Text>& out) {
  size_t index = from, length = arrayLength(o);
  ValueList keys = ownPropertyKeys(o);
  for (Value word : keys) {
    if (out.size() >= shown) break;
    PropertyKey key{word};
    PropertyDescriptor d;
    if (!key.isIndex()) break;
    if (key.asIndex() < index || !getOwnProperty(o, key, &d) || !(d.attributes & kEnumerable)) continue;
    if (key.asIndex() != index) {
      out.push_back(style(holes(key.asIndex() - index), "undefined"));
      index = key.asIndex();
      if (out.size() == shown) break;
    }
    out.push_back(property(o, key, level, EntryKind::ArrayItem));
    ++index;
  }
  if (length <= index) return;
  if (out.size() != shown)
    out.push_back(style(holes(length - index), "undefined"));
  else
    out.push_back(remaining(length - index));
}

std::vector<Text> Inspector::collectionEntries(Object* o, double level, bool map) {
  std::vector<Text> out;
  HashTable& table = static_cast<MapObject*>(o)->table;
  size_t length = table.size(), shown = most(length);
  HashTable::Cursor cursor;
  indentation_ += 2;
  while (out.size() < shown) {
    HashTable::Entry* entry = table.next(cursor);
    if (entry == nullptr) break;
    Value key = entry->key, item = entry->value;  // user code may move the entries
    Text text = value(key, level);
    out.push_back(map ? text + u" => " + value(item, level) : text);
  }
  indentation_ -= 2;
  if (length > shown) out.push_back(remaining(length - shown));
  return out;
}

// What is left of an iterator of Map or Set, without moving it.
std::vector<Text> Inspector::iteratorEntries(Object* o, double level, Braces& braces) {
  auto* iterator = static_cast<MapIterator*>(o);
  bool pairs = iterator->kind == IterationKind::Entries;
  ValueList left;
  if (iterator->map != nullptr) {
    HashTable::Cursor cursor = iterator->cursor;
    bool set = o->shape->kind == CellKind::SetIterator;
    while (HashTable::Entry* entry = iterator->map->table.next(cursor)) {
      if (pairs) left.push(entry->key);
      left.push(set || iterator->kind == IterationKind::Keys ? entry->key : entry->value);
    }
  }
  if (pairs) {
    const Text before = u" Iterator] {";
    if (braces.open.ends_with(before))
      braces.open = braces.open.substr(0, braces.open.size() - before.size()) + u" Entries] {";
  }
  size_t length = pairs ? left.size() / 2 : left.size(), shown = most(length);
  std::vector<Text> out;
  indentation_ += 2;
  for (size_t i = 0; i < shown; ++i) {
    if (!pairs) {
      out.push_back(value(left[i], level));
      continue;
    }
    std::vector<Text> pair = {value(left[2 * i], level), value(left[2 * i + 1], level)};
    out.push_back(join(pair, u"", {u"[", u"]"}, EntryKind::ArrayExtras, level, nullptr));
  }
  indentation_ -= 2;
  if (length > shown) out.push_back(remaining(length - shown));
  return out;
}

std::vector<Text> Inspector::typedArrayEntries(Object* o, double level) {
  auto* array = static_cast<TypedArray*>(o);
  size_t length = typedArrayLength(array), shown = most(length);
  ElementsKind kind = elementType(o);
  std::vector<Text> out;
  for (size_t i = 0; i < shown; ++i) {
    Value v = loadElement(kind, typedArrayData(array) + i * elementSize(kind));
    out.push_back(isBigInt(v) ? style(formatBigint(v, options_.numeric_separator), "bigint")
                              : style(formatNumber(v, options_.numeric_separator), "number"));
  }
  if (length > shown) out.push_back(remaining(length - shown));
  if (options_.show_hidden) {
    indentation_ += 2;
    for (const char* name : {"BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"})
      out.push_back(u"[" + toText(name) + u"]: " + value(get(o, atomKey(name)), level, true));
    indentation_ -= 2;
  }
  return out;
}

std::vector<Text> Inspector::bufferEntries(Object* o) {
  auto* buffer = static_cast<ArrayBuffer*>(o);
  if (isDetached(buffer)) return {style(u"(detached)", "special")};
  size_t shown = most(buffer->byte_length);
  Text bytes;
  for (size_t i = 0; i < shown; ++i) {
    char pair[4];
    std::snprintf(pair, sizeof pair, "%02x", buffer->data[i]);
    bytes += (i == 0 ? u"" : u" ") + toText(pair);
  }
  if (buffer->byte_length > shown) bytes += u" " + remaining(buffer->byte_length - shown, u"byte");
  return {style(u"[Uint8Contents]", "special") + u": <" + bytes + u">"};
}

std::vector<Text> Inspector::promiseEntries(Object* o, double level) {
  auto* promise = static_cast<Promise*>(o);
  if (promise->state == PromiseState::Pending) return {style(u"<pending>", "special")};
  indentation_ += 2;
  Text text = value(promise->result, level);
  indentation_ -= 2;
  return {promise->state == PromiseState::Rejected ? style(u"<rejected>", "special") + u" " + text : text};
}

// Variables that are not initialised yet throw.
std::vector<Text> Inspector::namespaceEntries(Object* o, double level, ValueList& keys) {
  std::vector<Text> out;
  for (Value word : keys) {
    try {
      out.push_back(property(o, PropertyKey{word}, level, EntryKind::Object));
    } catch (Thrown&) {
      Object* stand_in = newObject();
      createDataProperty(stand_in, PropertyKey{word}, box(emptyString()));
      Text text = property(stand_in, PropertyKey{word}, level, EntryKind::Object);
      out.push_back(text.substr(0, text.rfind(u' ') + 1) + style(u"<uninitialized>", "special"));
    }
  }
  keys.resize(0);
  return out;
}

}  // namespace kiln::rt
