// ECMA-262 §25.5.1: JSON.parse, a recursive descent over the characters with V8's messages.
#include <fast_float/fast_float.h>

#include <cstring>

#include "runtime/abi/hash.h"
#include "stdlib/ecma/json.h"
#include "stdlib/ecma/json_objects.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kKeyCacheSize = 256;
constexpr uint32_t kMaxCachedKey = 32;  // longer keys are interned the ordinary way

// §25.5.1.? JSON Parse Record: what a value was parsed from, for the reviver.
struct ParseRecord {
  Value value;
  String* source;      // of primitive values
  ValueList keys;      // of objects
  ValueList children;  // records, in order
  ParseRecord* child(size_t i) { return reinterpret_cast<ParseRecord*>(children[i].bits); }
};

template <typename Unit>
class Parser {
 public:
  Parser(String* source, const Unit* text, uint32_t length, bool recording = false)
      : source_(source), text_(text), length_(length), recording_(recording) {}

  ParseRecord* record() { return reinterpret_cast<ParseRecord*>(records_[0].bits); }

  Value parse() {
    Value value = parseValue(0);
    skipSpace();
    if (at_ < length_) failAfter();
    return value;
  }

 private:
  bool atEnd() const { return at_ >= length_; }

  void skipSpace() {
    while (at_ < length_ &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
      ++at_;
  }

  [[noreturn]] void fail(const char* what) {
    throwError(ErrorType::SyntaxError, "%s in JSON at position %s", what, std::to_string(at_));
  }
  // "Unexpected non-whitespace character after JSON at position 3" has no "in JSON".
  [[noreturn]] void failAfter() {
    throwError(ErrorType::SyntaxError, "Unexpected non-whitespace character after JSON at position %s",
               std::to_string(at_));
  }

  // The message for a token that starts no value; V8 quotes ten characters of context either side.
  [[noreturn]] void failToken() {
    if (atEnd()) throwError(ErrorType::SyntaxError, "Unexpected end of JSON input");
    Unit c = text_[at_];
    if (c == '"') fail("Unexpected string");
    if ((c >= '0' && c <= '9') || c == '-') fail("Unexpected number");
    std::string whole = toWtf8(source_);
    if (whole == "undefined" || whole == "NaN" || whole == "Infinity" || whole == "[object Object]")
      throwError(ErrorType::SyntaxError, "\"%s\" is not valid JSON", whole);
    constexpr uint32_t kContext = 10;
    std::string token = toWtf8(singleChar(c));
    uint32_t from = 0, to = length_;
    const char *before = "", *after = "";
    if (length_ > 2 * kContext) {
      if (at_ >= kContext) {
        from = at_ - kContext;
        before = "...";
      }
      if (at_ < kContext || at_ < length_ - kContext) {
        to = at_ + kContext;
        after = "...";
      }
    }
    std::string context = toWtf8(substring(source_, from, to));
    throwError(ErrorType::SyntaxError, "Unexpected token '%s', %s\"%s\"%s is not valid JSON", token, before,
               context, after);
  }

  void expectWord(const char* word) {
    for (; *word != 0; ++word, ++at_) {
      if (atEnd() || text_[at_] != static_cast<Unit>(*word)) failToken();
    }
  }

  Value parseValue(uint32_t depth) {
    skipSpace();
    return recording_ ? parseRecorded(depth) : parseUnrecorded(depth);
  }

  // Leaves the value's record on top of records_, in place of those of its children.
  Value parseRecorded(uint32_t depth) {
    uint32_t start = at_;
    size_t base = records_.size(), key_base = record_keys_.size();
    Value value = parseUnrecorded(depth);
    auto* record = static_cast<ParseRecord*>(allocate(sizeof(ParseRecord)));
    record->value = value;
    if (!isObject(value)) record->source = substring(source_, start, at_);
    for (size_t i = base; i < records_.size(); ++i) record->children.push(records_[i]);
    for (size_t i = key_base; i < record_keys_.size(); ++i) record->keys.push(record_keys_[i]);
    records_.resize(base);
    record_keys_.resize(key_base);
    records_.push(Value::raw(reinterpret_cast<uint64_t>(record)));
    return value;
  }

  Value parseUnrecorded(uint32_t depth) {
    if (atEnd()) failToken();
    switch (text_[at_]) {
      case '"':
        return box(parseString());
      case '{':
        return parseObject(depth);
      case '[':
        return parseArray(depth);
      case 't':
        expectWord("true");
        return Value::boolean(true);
      case 'f':
        expectWord("false");
        return Value::boolean(false);
      case 'n':
        expectWord("null");
        return Value::null();
      default:
        if (text_[at_] == '-' || (text_[at_] >= '0' && text_[at_] <= '9')) return parseNumber();
        failToken();
    }
  }

  bool isDigit() const { return at_ < length_ && text_[at_] >= '0' && text_[at_] <= '9'; }

  Value parseNumber() {
    uint32_t start = at_;
    bool negative = text_[at_] == '-';
    if (negative) {
      ++at_;
      if (!isDigit()) fail("No number after minus sign");
    }
    bool zero = text_[at_] == '0';
    uint32_t first = at_;
    int32_t small = 0;
    while (isDigit()) {
      if (at_ - first < 9) small = small * 10 + (text_[at_] - '0');
      ++at_;
      if (zero && isDigit()) fail("Unexpected number");
    }
    bool integral = true;
    if (at_ < length_ && text_[at_] == '.') {
      integral = false;
      ++at_;
      if (!isDigit()) fail("Unterminated fractional number");
      while (isDigit()) ++at_;
    }
    if (at_ < length_ && (text_[at_] | 32) == 'e') {
      integral = false;
      ++at_;
      if (at_ < length_ && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      if (!isDigit()) fail("Exponent part is missing a number");
      while (isDigit()) ++at_;
    }
    if (integral && at_ - first <= 9) {
      if (negative && small == 0) return Value::dbl(-0.0);
      return Value::int32(negative ? -small : small);
    }
    double value = 0;
    if constexpr (sizeof(Unit) == 1) {
      auto* text = reinterpret_cast<const char*>(text_);
      fast_float::from_chars(text + start, text + at_, value);
    } else {
      std::string narrow(text_ + start, text_ + at_);
      fast_float::from_chars(narrow.data(), narrow.data() + narrow.size(), value);
    }
    return Value::number(value);
  }

  // Stands on the opening quote. Finds the closing one if there is no escape before it.
  bool scanPlain(uint32_t* end) {
    uint32_t i = at_ + 1;
    while (i < length_ && text_[i] != '"' && text_[i] != '\\' && text_[i] >= 0x20) ++i;
    *end = i;
    return i < length_ && text_[i] == '"';
  }

  String* newString(const Unit* from, uint32_t count) {
    if (count == 0) return emptyString();
    if (count == 1) return singleChar(*from);
    if constexpr (sizeof(Unit) == 1) {
      return newLatin1(from, count);
    } else {
      return newUtf16(from, count);
    }
  }

  String* parseString() {
    uint32_t end;
    if (scanPlain(&end)) {
      String* s = newString(text_ + at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return s;
    }
    return parseEscaped(end);
  }

  String* parseEscaped(uint32_t plain_end) {
    StringBuilder builder;
    Chars all{sizeof(Unit) == 1, text_, length_};
    builder.append(all, at_ + 1, plain_end);
    at_ = plain_end;
    while (true) {
      if (atEnd()) fail("Unterminated string");
      Unit c = text_[at_];
      if (c == '"') break;
      if (c < 0x20) fail("Bad control character in string literal");
      if (c != '\\') {
        uint32_t from = at_;
        while (at_ < length_ && text_[at_] != '"' && text_[at_] != '\\' && text_[at_] >= 0x20) ++at_;
        builder.append(all, from, at_);
        continue;
      }
      ++at_;
      if (atEnd()) failToken();
      builder.append(parseEscape());
    }
    ++at_;
    return builder.finish();
  }

  char16_t parseEscape() {
    switch (text_[at_]) {
      case '"':
      case '\\':
      case '/':
        return text_[at_++];
      case 'b':
        ++at_;
        return '\b';
      case 'f':
        ++at_;
        return '\f';
      case 'n':
        ++at_;
        return '\n';
      case 'r':
        ++at_;
        return '\r';
      case 't':
        ++at_;
        return '\t';
      case 'u': {
        ++at_;
        uint32_t unit = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
          if (atEnd()) fail("Bad Unicode escape");
          uint32_t c = text_[at_];
          uint32_t digit = c >= '0' && c <= '9'                 ? c - '0'
                           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                                : 16;
          if (digit == 16) fail("Bad Unicode escape");
          unit = unit * 16 + digit;
        }
        return static_cast<char16_t>(unit);
      }
      default:
        fail("Bad escaped character");
    }
  }

  // Keys repeat: a small cache spares making and interning a string each time.
  PropertyKey parseKey() {
    uint32_t end;
    if (!scanPlain(&end)) return keyOfString(parseEscaped(end));
    const Unit* from = text_ + at_ + 1;
    uint32_t count = end - at_ - 1;
    at_ = end + 1;
    if (count == 0 || count > kMaxCachedKey || (*from >= '0' && *from <= '9'))
      return keyOfString(newString(from, count));
    uint32_t slot = (hashUnits(from, std::min(count, 8u)) + count) % kKeyCacheSize;
    String* cached = keys_[slot];
    if (cached != nullptr && cached->length == count) {
      Chars c = chars(cached);
      if (c.is_latin1 == (sizeof(Unit) == 1) && std::memcmp(c.data, from, count * sizeof(Unit)) == 0)
        return PropertyKey::atom(cached);
    }
    PropertyKey key = keyOfString(newString(from, count));
    keys_[slot] = asString(key.word);
    return key;
  }

  Value parseArray(uint32_t depth) {
    checkStack();
    ++at_;
    size_t base = stack_.size();
    skipSpace();
    if (at_ < length_ && text_[at_] == ']') {
      ++at_;
      return box(newArray(0));
    }
    while (true) {
      Value element = parseValue(depth + 1);
      stack_.push(element);
      skipSpace();
      if (at_ < length_ && text_[at_] == ',') {
        ++at_;
        continue;
      }
      if (at_ < length_ && text_[at_] == ']') break;
      fail("Expected ',' or ']' after array element");
    }
    ++at_;
    Object* array = newArrayOf(stack_.data() + base, static_cast<uint32_t>(stack_.size() - base));
    stack_.resize(base);
    return box(array);
  }

  Value parseObject(uint32_t depth) {
    checkStack();
    ++at_;
    size_t base = stack_.size();
    skipSpace();
    if (at_ < length_ && text_[at_] == '}') {
      ++at_;
      return box(newObject());
    }
    if (atEnd() || text_[at_] != '"') fail("Expected property name or '}'");
    while (true) {
      PropertyKey key = parseKey();
      skipSpace();
      if (atEnd() || text_[at_] != ':') fail("Expected ':' after property name");
      ++at_;
      Value value = parseValue(depth + 1);
      if (recording_) record_keys_.push(key.word);
      stack_.push(key.word);
      stack_.push(value);
      skipSpace();
      if (at_ < length_ && text_[at_] == ',') {
        ++at_;
        skipSpace();
        if (atEnd() || text_[at_] != '"') fail("Expected double-quoted property name");
        continue;
      }
      if (at_ < length_ && text_[at_] == '}') break;
      fail("Expected ',' or '}' after property value");
    }
    ++at_;
    Value object = objects_.make(stack_.data() + base, (stack_.size() - base) / 2, depth);
    stack_.resize(base);
    return object;
  }

  String* source_;
  const Unit* text_;
  uint32_t length_;
  bool recording_;
  uint32_t at_ = 0;
  ValueList records_, record_keys_;
  ValueList stack_;  // elements, or keys and values, of the arrays and objects being read
  JsonObjects objects_;
  String* keys_[kKeyCacheSize] = {};
};

// The record of the last of the properties with this key, which is the one that won.
ParseRecord* entryOf(ParseRecord* record, Value key) {
  for (size_t i = record == nullptr ? 0 : record->keys.size(); i > 0; --i) {
    if (record->keys[i - 1] == key) return record->child(i - 1);
  }
  return nullptr;
}

// §25.5.1.1 InternalizeJSONProperty. `record` is nullptr where the text says nothing about the value.
Value internalize(Object* holder, PropertyKey key, Value reviver, ParseRecord* record) {
  checkStack();
  Value value = get(holder, key);
  // What was changed meanwhile has lost its source.
  if (record != nullptr && !sameValue(record->value, value)) record = nullptr;
  Object* context = newObject();
  if (record != nullptr && record->source != nullptr)
    createDataProperty(context, PropertyKey::atom(atoms.source), box(record->source));
  if (isObject(value)) {
    Object* o = asObject(value);
    auto visit = [&](PropertyKey name, ParseRecord* child) {
      Value element = internalize(o, name, reviver, child);
      if (element.isUndefined()) {
        deleteProperty(o, name);
      } else {
        defineOwnProperty(o, name, PropertyDescriptor::data(element, kDefault), false);
      }
    };
    if (isArray(value)) {
      double length = lengthOf(o);
      for (double i = 0; i < length; ++i) {
        auto at = static_cast<size_t>(i);
        visit(keyOfIndex(i), record != nullptr && at < record->children.size() ? record->child(at) : nullptr);
      }
    } else {
      // The reviver cannot change which properties are visited.
      ValueList keys;
      for (Value word : ownPropertyKeys(o)) {
        PropertyDescriptor d;
        if (!isSymbol(word) && getOwnProperty(o, {word}, &d) && (d.attributes & kEnumerable)) keys.push(word);
      }
      for (Value word : keys) visit({word}, entryOf(record, word));
    }
  }
  return callWith(reviver, box(holder), key.toValue(), value, box(context));
}

template <typename Unit>
Value parseAndRevive(String* text, const Unit* units, uint32_t length, Value reviver) {
  Parser<Unit> parser(text, units, length, true);
  Value value = parser.parse();
  Object* root = newObject();
  createDataProperty(root, PropertyKey::atom(atoms.empty), value);
  return internalize(root, PropertyKey::atom(atoms.empty), reviver, parser.record());
}

}  // namespace

Value parseJson(String* text) {
  Chars c = chars(text);
  // Slices keep pointing at `text`, which stays on this frame.
  if (c.is_latin1) return Parser<uint8_t>(text, c.latin1(), c.length).parse();
  return Parser<char16_t>(text, c.utf16(), c.length).parse();
}

Value jsonParse(Args& args) {
  String* text = toString(args[0]);
  if (!isCallable(args[1])) return parseJson(text);
  Chars c = chars(text);
  if (c.is_latin1) return parseAndRevive(text, c.latin1(), c.length, args[1]);
  return parseAndRevive(text, c.utf16(), c.length, args[1]);
}

}  // namespace kiln::rt
