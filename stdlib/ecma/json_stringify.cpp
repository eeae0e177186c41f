// ECMA-262 §25.5.2: JSON.stringify, written straight into one builder.
#include <charconv>
#include <cstring>

#include "runtime/object/property_cache.h"
#include "stdlib/ecma/json.h"

namespace kiln::rt {
namespace {

// Objects being written, innermost first, with the key that led to each: for cycles and their message.
struct Frame {
  Object* object;
  PropertyKey key;  // within the outer frame
  Frame* outer;
};

class Writer {
 public:
  Writer(Value replacer, Value space) {
    if (isCallable(replacer)) {
      replacer_ = replacer;
    } else if (isArray(replacer)) {
      readPropertyList(asObject(replacer));
    }
    readSpace(space);
    to_json_ = PropertyKey::atom(atoms.toJSON);
  }

  // undefined: the value has no JSON form.
  Value writeRoot(Value value) {
    value = prepare(nullptr, PropertyKey::atom(atoms.empty), value);
    if (value.isEmpty()) return Value::undefined();
    emit(PropertyKey::atom(atoms.empty), value, nullptr);
    return box(out_.finish());
  }

 private:
  void readPropertyList(Object* list) {
    has_list_ = true;
    double length = lengthOf(list);
    for (double i = 0; i < length; ++i) {
      Value v = elementAt(list, i);
      bool named = isString(v) || v.isNumber() || isKind(v, CellKind::NumberObject) ||
                   isKind(v, CellKind::StringObject);
      if (!named) continue;
      PropertyKey key = keyOfString(toString(v));
      if (std::find(list_.begin(), list_.end(), key.word) == list_.end()) list_.push(key.word);
    }
  }

  void readSpace(Value space) {
    if (isKind(space, CellKind::NumberObject)) space = Value::number(toNumber(space));
    if (isKind(space, CellKind::StringObject)) space = box(toString(space));
    if (space.isNumber()) {
      double count = std::clamp(toIntegerOrInfinity(space), 0.0, 10.0);
      gap_ = newLatin1(std::string(static_cast<size_t>(count), ' '));
    } else if (isString(space)) {
      String* s = asString(space);
      gap_ = substring(s, 0, std::min(s->length, 10u));
    } else {
      gap_ = emptyString();
    }
  }

  void quote(String* s);
  void writeNumber(Value number);
  void newLine() {
    if (gap_->length == 0) return;
    out_.append(u'\n');
    for (uint32_t i = 0; i < depth_; ++i) out_.append(gap_);
  }
  void writeKey(PropertyKey key, bool* first) {
    if (!*first) out_.append(u',');
    *first = false;
    newLine();
    quote(asString(key.toValue()));
    out_.append(u':');
    if (gap_->length != 0) out_.append(u' ');
  }
  Value prepare(Object* holder, PropertyKey key, Value value);
  void emit(PropertyKey key, Value value, Frame* outer);
  void writeProperty(Object* o, PropertyKey key, Value value, bool* first, Frame* frame) {
    value = prepare(o, key, value);
    if (value.isEmpty()) return;
    writeKey(key, first);
    emit(key, value, frame);
  }
  void writeObject(Object* o, Frame* frame);
  void writeArray(Object* o, Frame* frame);
  [[noreturn]] void throwCircular(Object* o, PropertyKey key, Frame* frame);

  StringBuilder out_;
  Value replacer_ = Value::undefined();
  bool has_list_ = false;
  ValueList list_;
  String* gap_;
  uint32_t depth_ = 0;
  PropertyKey to_json_;
};

// Copies text that needs no escape; false where there is a character that needs one.
bool copyPlain(const uint8_t* text, uint32_t length, uint8_t* to) {
  using Block = uint8_t __attribute__((vector_size(16)));
  using Halves = uint64_t __attribute__((vector_size(16)));
  uint32_t i = 0;
  for (; i + sizeof(Block) <= length; i += sizeof(Block)) {
    Block block;
    std::memcpy(&block, text + i, sizeof block);
    std::memcpy(to + i, &block, sizeof block);
    auto special = reinterpret_cast<Halves>((block < 0x20) | (block == '"') | (block == '\\'));
    if ((special[0] | special[1]) != 0) return false;
  }
  for (; i < length; ++i) {
    if (text[i] < 0x20 || text[i] == '"' || text[i] == '\\') return false;
    to[i] = text[i];
  }
  return true;
}

bool needsEscape(char16_t c) {
  return c < 0x20 || c == '"' || c == '\\' || (c >= 0xd800 && c < 0xe000);
}

// §25.5.2.3 QuoteJSONString
void Writer::quote(String* s) {
  Chars c = chars(s);
  if (uint8_t* to = c.is_latin1 ? out_.room(c.length + 2ul) : nullptr) {
    if (copyPlain(c.latin1(), c.length, to + 1)) {
      to[0] = to[c.length + 1] = '"';
      return out_.added(c.length + 2ul);
    }
  }
  out_.append(u'"');
  uint32_t from = 0;
  for (uint32_t i = 0; i < c.length; ++i) {
    char16_t unit = c[i];
    if (!needsEscape(unit)) continue;
    if ((unit & 0xfc00) == 0xd800 && i + 1 < c.length && (c[i + 1] & 0xfc00) == 0xdc00) {
      ++i;
      continue;
    }
    out_.append(c, from, i);
    from = i + 1;
    const char* kDigits = "0123456789abcdef";
    switch (unit) {
      case '"':
        out_.append("\\\"");
        break;
      case '\\':
        out_.append("\\\\");
        break;
      case '\b':
        out_.append("\\b");
        break;
      case '\f':
        out_.append("\\f");
        break;
      case '\n':
        out_.append("\\n");
        break;
      case '\r':
        out_.append("\\r");
        break;
      case '\t':
        out_.append("\\t");
        break;
      default: {
        char escape[] = {'\\',
                         'u',
                         kDigits[unit >> 12],
                         kDigits[unit >> 8 & 15],
                         kDigits[unit >> 4 & 15],
                         kDigits[unit & 15]};
        out_.append(std::string_view(escape, 6));
      }
    }
  }
  out_.append(c, from, c.length);
  out_.append(u'"');
}

void Writer::writeNumber(Value number) {
  double d = number.asNumber();
  uint8_t* to = out_.room(kMaxNumberText);
  if (!std::isfinite(d) || to == nullptr) return out_.append(std::isfinite(d) ? toString(number) : atoms.null);
  char* begin = reinterpret_cast<char*>(to);
  char* end = number.isInt32() ? std::to_chars(begin, begin + kMaxNumberText, number.asInt32()).ptr
                               : rt::writeNumber(d, begin);
  out_.added(static_cast<size_t>(end - begin));
}

void describeStep(std::string& text, PropertyKey key) {
  if (key.isIndex()) {
    text += "index " + std::to_string(key.asIndex());
  } else {
    text += "property '" + describeKey(key) + "'";
  }
}

std::string constructorName(Object* o) {
  Value constructor = get(o, atoms.constructor);
  if (!isObject(constructor)) return "Object";
  Value name = get(asObject(constructor), atoms.name);
  return isString(name) ? toWtf8(asString(name)) : "Object";
}

void Writer::throwCircular(Object* o, PropertyKey key, Frame* frame) {
  // Frames from the one that holds `o` down to the innermost; long paths are cut as V8 cuts them.
  constexpr size_t kShown = 3;
  size_t count = 0;
  Frame* start = frame;
  for (; start->object != o; start = start->outer) ++count;
  std::string text = "Converting circular structure to JSON\n    --> starting at object with constructor '" +
                     constructorName(o) + "'";
  for (size_t i = count; i-- > 0;) {
    Frame* f = frame;
    for (size_t k = 0; k < i; ++k) f = f->outer;
    size_t position = count - 1 - i;
    if (count > kShown + 1 && position >= 2 && i >= 1) {
      if (position == 2) text += "\n    |     ...";
      continue;
    }
    text += "\n    |     ";
    describeStep(text, f->key);
    text += " -> object with constructor '" + constructorName(f->object) + "'";
  }
  text += "\n    --- ";
  describeStep(text, key);
  text += " closes the circle";
  throwTypeError("%s", text);
}

// §25.5.2.2 SerializeJSONProperty, steps 2-4: hooks and wrappers. Empty: the value has no JSON form.
Value Writer::prepare(Object* holder, PropertyKey key, Value value) {
  if (isObject(value) || isBigInt(value)) {
    Value to_json = getCachedV(value, to_json_);
    if (isCallable(to_json)) value = callWith(to_json, value, key.toValue());
  }
  if (!replacer_.isUndefined()) {
    if (holder == nullptr) {  // the root's wrapper is only made when somebody sees it
      holder = newObject();
      createDataProperty(holder, key, value);
    }
    value = callWith(replacer_, box(holder), key.toValue(), value);
  }
  if (!isObject(value)) return value.isUndefined() || isSymbol(value) ? Value::empty() : value;
  switch (asObject(value)->shape->kind) {
    case CellKind::NumberObject:
      return Value::number(toNumber(value));
    case CellKind::StringObject:
      return box(toString(value));
    case CellKind::BooleanObject:
    case CellKind::BigIntObject:
      return primitiveOf(asObject(value));
    default:
      return isCallable(value) ? Value::empty() : value;
  }
}

// Steps 5-12.
void Writer::emit(PropertyKey key, Value value, Frame* outer) {
  if (isString(value)) return quote(asString(value));
  if (value.isNumber()) return writeNumber(value);
  if (value.isNull() || value.isBoolean()) return out_.append(toString(value));
  if (isBigInt(value)) throwTypeError("Do not know how to serialize a BigInt");
  checkStack();
  Object* o = asObject(value);
  if (o->shape->kind == CellKind::RawJson) return out_.append(toString(get(o, atomKey("rawJSON"))));
  for (Frame* f = outer; f != nullptr; f = f->outer) {
    if (f->object == o) throwCircular(o, key, outer);
  }
  Frame frame{o, key, outer};
  if (isArray(value)) {
    writeArray(o, &frame);
  } else {
    writeObject(o, &frame);
  }
}

// §25.5.2.5 SerializeJSONObject
void Writer::writeObject(Object* o, Frame* frame) {
  out_.append(u'{');
  ++depth_;
  bool first = true;
  if (has_list_) {
    for (Value word : list_) writeProperty(o, {word}, get(o, {word}), &first, frame);
  } else {
    // FAST: an ordinary object whose shape stays as it is while its data properties are written
    // (tests/exec/json).
    Shape* shape = o->shape;
    uint32_t i = 0;
    bool direct = isOrdinary(o) && !(shape->flags & (kLazyProperties | kMayHaveIndexed | kElementsLayout)) &&
                  shape->kind != CellKind::Global;
    if (direct && shape->table != nullptr) {
      for (; i < shape->property_count && o->shape == shape; ++i) {
        const PropertyEntry& entry = shape->table->entries[i];
        if (entry.key.isEmpty() || isSymbol(entry.key) || !(entry.attributes & kEnumerable)) continue;
        if (entry.attributes & kAccessor) break;
        writeProperty(o, {entry.key}, loadSlot(o, entry.slot), &first, frame);
      }
    }
    if (!direct || (shape->table != nullptr && i < shape->property_count)) {
      ValueList keys;
      if (direct) {
        // A getter, or a hook that changed the object: on by the keys that were there at the start.
        for (; i < shape->property_count; ++i) {
          const PropertyEntry& entry = shape->table->entries[i];
          if (!entry.key.isEmpty() && !isSymbol(entry.key) && (entry.attributes & kEnumerable))
            keys.push(entry.key);
        }
      } else {
        for (Value word : ownPropertyKeys(o)) {
          PropertyDescriptor d;
          if (!isSymbol(word) && getOwnProperty(o, {word}, &d) && (d.attributes & kEnumerable))
            keys.push(word);
        }
      }
      for (Value word : keys) writeProperty(o, {word}, get(o, {word}), &first, frame);
    }
  }
  --depth_;
  if (!first) newLine();
  out_.append(u'}');
}

// §25.5.2.6 SerializeJSONArray
void Writer::writeArray(Object* o, Frame* frame) {
  double length = lengthOf(o);
  if (length == 0) return out_.append("[]");
  out_.append(u'[');
  ++depth_;
  for (double i = 0; i < length; ++i) {
    if (i > 0) out_.append(u',');
    newLine();
    PropertyKey key = keyOfIndex(i);
    Value value = prepare(o, key, elementAt(o, i));
    if (value.isEmpty()) {
      out_.append("null");
    } else {
      emit(key, value, frame);
    }
  }
  --depth_;
  newLine();
  out_.append(u']');
}

}  // namespace

Value jsonStringify(Args& args) {
  Writer writer(args[1], args[2]);
  return writer.writeRoot(args[0]);
}

}  // namespace kiln::rt
