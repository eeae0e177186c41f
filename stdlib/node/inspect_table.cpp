// console.table's drawing.
#include <map>

#include "stdlib/ecma/hash_table.h"
#include "stdlib/node/inspect_context.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

struct Column {
  Text title;
  std::vector<Text> cells;
};

void put(Column& column, size_t row, const Text& text) {
  if (column.cells.size() <= row) column.cells.resize(row + 1);
  column.cells[row] = text;
}

Text draw(const std::vector<Column>& columns) {
  size_t rows = 0;
  std::vector<size_t> widths;
  for (const Column& column : columns) {
    size_t width = displayWidth(column.title);
    for (const Text& cell : column.cells) width = std::max(width, displayWidth(cell));
    widths.push_back(width + 2);
    rows = std::max(rows, column.cells.size());
  }
  auto rule = [&](const char16_t* left, const char16_t* middle, const char16_t* right) {
    Text line = left;
    for (size_t i = 0; i < widths.size(); ++i) {
      for (size_t n = 0; n < widths[i]; ++n) line += u'─';
      line += i + 1 == widths.size() ? right : middle;
    }
    return line;
  };
  auto row = [&](auto&& cellOf) {
    Text line = u"│";
    for (size_t i = 0; i < columns.size(); ++i) {
      Text cell = cellOf(columns[i]);
      line += u" " + cell + Text(widths[i] - displayWidth(cell) - 1, u' ') + u"│";
    }
    return line + u"\n";
  };
  Text out = rule(u"┌", u"┬", u"┐") + u"\n" + row([](const Column& c) { return c.title; }) +
             rule(u"├", u"┼", u"┤") + u"\n";
  for (size_t i = 0; i < rows; ++i)
    out += row([i](const Column& c) { return i < c.cells.size() ? c.cells[i] : Text(); });
  return out + rule(u"└", u"┴", u"┘");
}

// Cells show values on one line, arrays and small objects one level deep.
Text cellText(Value v, InspectOptions options) {
  int depth = 0;
  if (isObject(v) && !isCallable(v) && !isArray(v)) {
    size_t count = 0;
    for (Value word : ownPropertyKeys(asObject(v))) {
      PropertyDescriptor d;
      PropertyKey key{word};
      count += key.isString() && getOwnProperty(asObject(v), key, &d) && (d.attributes & kEnumerable);
    }
    if (count > 2) depth = -1;
  }
  options.depth = depth;
  options.depth_value = Value::int32(depth);
  options.max_array_length = 3;
  options.break_length = std::numeric_limits<double>::infinity();
  return inspectText(v, options);
}

ValueList enumerableKeys(Object* o) {
  ValueList out;
  for (Value word : ownPropertyKeys(o)) {
    PropertyKey key{word};
    PropertyDescriptor d;
    if (key.isString() && getOwnProperty(o, key, &d) && (d.attributes & kEnumerable)) out.push(word);
  }
  return out;
}

constexpr const char16_t *kIndex = u"(index)", *kIteration = u"(iteration index)", *kKey = u"Key",
                         *kValues = u"Values";

}  // namespace

bool tabulate(Value data, Value properties, const InspectOptions& options, std::u16string* out) {
  if (!isObject(data) || isCallable(data)) return false;
  if (!properties.isUndefined() && !isArray(properties))
    throwInvalidArgType("properties", "an instance of Array", properties);
  Object* o = asObject(data);
  CellKind kind = o->shape->kind;
  bool iterator = kind == CellKind::MapIterator || kind == CellKind::SetIterator;
  if (kind == CellKind::Map || kind == CellKind::Set || iterator) {
    MapObject* table = iterator ? static_cast<MapIterator*>(o)->map : static_cast<MapObject*>(o);
    HashTable::Cursor cursor;
    if (iterator) cursor = static_cast<MapIterator*>(o)->cursor;
    bool pairs = kind == CellKind::Map || (kind == CellKind::MapIterator &&
                                           static_cast<MapIterator*>(o)->kind == IterationKind::Entries);
    bool keys_only = kind != CellKind::Map && (kind != CellKind::MapIterator ||
                                               static_cast<MapIterator*>(o)->kind == IterationKind::Keys);
    Column index{kIteration, {}}, keys{kKey, {}}, values{kValues, {}};
    while (table != nullptr) {
      HashTable::Entry* entry = table->table.next(cursor);
      if (entry == nullptr) break;
      Value key = entry->key, value = keys_only ? entry->key : entry->value;
      index.cells.push_back(number16(static_cast<double>(index.cells.size())));
      if (pairs) keys.cells.push_back(cellText(key, options));
      values.cells.push_back(cellText(value, options));
    }
    *out = pairs ? draw({index, keys, values}) : draw({index, values});
    return true;
  }
  std::vector<Column> columns = {{kIndex, {}}};
  Column primitives{kValues, {}};
  std::map<Text, size_t> named;
  bool any_primitive = false;
  size_t row = 0;
  for (Value word : enumerableKeys(o)) {
    PropertyKey key{word};
    columns[0].cells.push_back(toText(asString(key.toValue())));
    Value item = get(o, key);
    if (!isObject(item)) {
      any_primitive = true;
      put(primitives, row++, cellText(item, options));
      continue;
    }
    ValueList wanted =
        properties.isUndefined() ? enumerableKeys(asObject(item)) : listFromArrayLike(properties);
    for (Value name : wanted) {
      PropertyKey property = properties.isUndefined() ? PropertyKey{name} : toPropertyKey(name);
      Text title = toText(asString(property.toValue()));
      auto [at, added] = named.try_emplace(title, columns.size());
      if (added) columns.push_back({title, {}});
      put(columns[at->second], row,
          hasOwnProperty(asObject(item), property) ? cellText(get(asObject(item), property), options)
                                                   : Text());
    }
    ++row;
  }
  // Integer-like titles come first, ascending, as keys of an object do.
  std::map<uint32_t, size_t> indices;
  std::vector<Column> ordered = {columns[0]}, others;
  for (size_t i = 1; i < columns.size(); ++i) {
    PropertyKey key = keyOfString(asString(textValue(columns[i].title)));
    if (key.isIndex())
      indices[key.asIndex()] = i;
    else
      others.push_back(columns[i]);
  }
  for (auto [index, at] : indices) ordered.push_back(columns[at]);
  ordered.insert(ordered.end(), others.begin(), others.end());
  columns = ordered;
  if (any_primitive) columns.push_back(primitives);
  *out = draw(columns);
  return true;
}

}  // namespace kiln::rt
