// ECMA-262 §22.2.6: RegExp.prototype[Symbol.match, matchAll, replace, search, split]; §22.2.9 string
// iterators.
#include <vector>

#include "stdlib/ecma/regexp.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Shape* iterator_shape;

struct RegExpStringIterator : Object {
  Object* regexp;  // nullptr when exhausted
  String* text;
  bool global, unicode;
};

Object* thisObject(Args& args, const char* method) {
  if (!isObject(args.this_value)) throwIncompatible(method, args.this_value);
  return asObject(args.this_value);
}
bool hasFlag(String* flags, char16_t letter) {
  return indexOf(flags, singleChar(letter), 0) >= 0;
}
bool isUnicode(String* flags) {
  return hasFlag(flags, 'u') || hasFlag(flags, 'v');
}

// Parts of a text that become the elements of an array, once their number is known.
class Parts {
 public:
  explicit Parts(String* text) : text_(text) {}
  void add(int32_t from, int32_t to) {  // from < 0: undefined
    if (count_ < kInline) {
      inline_[count_++] = {from, to};
    } else {
      more_.push_back({from, to});
    }
  }
  uint32_t size() const { return count_ + static_cast<uint32_t>(more_.size()); }
  Object* toArray() const {
    Object* array = newArray(0);
    if (size() == 0) return array;
    auto* elements = static_cast<Elements*>(allocate(kElementsHeaderSize + 8ul * size() + 8));
    elements->named = array->elements->named;
    elements->length = elements->capacity = size();
    for (uint32_t i = 0; i < size(); ++i) {
      auto [from, to] = i < count_ ? inline_[i] : more_[i - count_];
      elements->data[i] = from < 0
                              ? Value::undefined()
                              : box(substring(text_, static_cast<uint32_t>(from), static_cast<uint32_t>(to)));
    }
    array->elements = elements;
    return array;
  }

 private:
  struct Part {
    int32_t from, to;
  };
  static constexpr uint32_t kInline = 64;
  String* text_;
  uint32_t count_ = 0;
  Part inline_[kInline];
  std::vector<Part> more_;
};

// Calls body(captures) for every match of a plain global expression from the start.
template <typename Body>
void eachMatch(RegExpObject* r, String* text, Body&& body) {
  Captures captures;
  double index = 0;
  while (index <= text->length &&
         matchRegExp(r, text, static_cast<uint32_t>(index), r->has(regex::kSticky), captures)) {
    body(captures);
    index = captures[1] == captures[0] ? advanceStringIndex(text, captures[1], r->isUnicode()) : captures[1];
  }
  setLastIndex(r, 0);
}

// The offsets, one match behind the other.
std::vector<int32_t> allMatches(RegExpObject* r, String* text) {
  std::vector<int32_t> all;
  eachMatch(r, text,
            [&](const Captures& captures) { all.insert(all.end(), captures.begin(), captures.end()); });
  return all;
}

// §22.2.6.8
Value symbolMatch(Args& args) {
  Object* r = thisObject(args, "RegExp.prototype.@@match");
  String* text = toString(args[0]);
  if (isPlainRegExp(args.this_value)) {
    auto* plain = static_cast<RegExpObject*>(r);
    if (!plain->has(regex::kGlobal)) return regExpBuiltinExec(plain, text);
    Parts parts(text);
    eachMatch(plain, text, [&](const Captures& captures) { parts.add(captures[0], captures[1]); });
    return parts.size() == 0 ? Value::null() : box(parts.toArray());
  }
  String* flags = toString(get(r, atoms.flags));
  if (!hasFlag(flags, 'g')) return regExpExec(r, text);
  bool unicode = isUnicode(flags);
  setLastIndex(r, 0);
  Object* result = newArray(0);
  while (true) {
    Value match = regExpExec(r, text);
    if (match.isNull()) return arrayLength(result) == 0 ? Value::null() : box(result);
    String* matched = toString(get(asObject(match), PropertyKey::index(0)));
    arrayPush(result, box(matched));
    if (matched->length == 0)
      setLastIndex(r, advanceStringIndex(text, toLength(get(r, atoms.lastIndex)), unicode));
  }
}

// §22.2.6.9
Value symbolMatchAll(Args& args) {
  Object* r = thisObject(args, "RegExp.prototype.@@matchAll");
  String* text = toString(args[0]);
  auto* iterator =
      static_cast<RegExpStringIterator*>(newNativeObject(sizeof(RegExpStringIterator), iterator_shape));
  if (isPlainRegExp(args.this_value) && regExpSpeciesIsPristine()) {
    auto* plain = static_cast<RegExpObject*>(r);
    RegExpObject* copy = copyRegExp(plain);
    setLastIndex(copy, lastIndexOf(plain));
    iterator->regexp = copy;
    iterator->text = text;
    iterator->global = plain->has(regex::kGlobal);
    iterator->unicode = plain->isUnicode();
    return box(iterator);
  }
  Value constructor = speciesConstructor(r, regExpConstructorValue());
  String* flags = toString(get(r, atoms.flags));
  Value argv[] = {box(r), box(flags)};
  Object* matcher = asObject(construct(constructor, constructor, 2, argv));
  setLastIndex(matcher, toLength(get(r, atoms.lastIndex)));
  iterator->regexp = matcher;
  iterator->text = text;
  iterator->global = hasFlag(flags, 'g');
  iterator->unicode = isUnicode(flags);
  return box(iterator);
}

Value iteratorNext(Args& args) {
  if (!isKind(args.this_value, CellKind::RegExpStringIterator))
    throwIncompatible("%RegExpStringIterator%.prototype.next", args.this_value);
  Value value = regExpStringIteratorStep(asObject(args.this_value));
  return value.isEmpty() ? createIterResult(Value::undefined(), true) : createIterResult(value, false);
}

// §22.2.6.12
Value symbolSearch(Args& args) {
  Object* r = thisObject(args, "RegExp.prototype.@@search");
  String* text = toString(args[0]);
  if (isPlainRegExp(box(r))) {
    // FAST: lastIndex is what it was when the steps below are done (tests/exec/regexp/search-plain).
    auto* regexp = static_cast<RegExpObject*>(r);
    Captures captures;
    bool found = matchRegExp(regexp, text, 0, regexp->has(regex::kSticky), captures);
    return Value::int32(found ? captures[0] : -1);
  }
  Value previous = get(r, atoms.lastIndex);
  if (!sameValue(previous, Value::int32(0))) setLastIndex(r, 0);
  Value match = regExpExec(r, text);
  if (!sameValue(get(r, atoms.lastIndex), previous))
    putOrThrow(r, PropertyKey::atom(atoms.lastIndex), previous);
  return match.isNull() ? Value::int32(-1) : get(asObject(match), atoms.index);
}

// What replaces one match, appended. `values`: the match and its groups.
void appendReplacement(StringBuilder& out, String* text, ValueList& values, double position, Value groups,
                       Value replacer, String* replacement) {
  String* matched = asString(values[0]);
  if (replacement == nullptr) {
    ValueList argv;
    for (Value v : values) argv.push(v);
    argv.push(Value::number(position));
    argv.push(box(text));
    if (!groups.isUndefined()) argv.push(groups);
    out.append(toString(call(replacer, Value::undefined(), static_cast<uint32_t>(argv.size()), argv.data())));
    return;
  }
  if (!groups.isUndefined()) groups = box(toObject(groups));
  getSubstitution(out, matched, text, static_cast<uint32_t>(position), values.data() + 1, values.size() - 1,
                  groups, replacement);
}

// GetSubstitution (§22.1.3.19.1) from offsets, for expressions without named groups.
void appendTemplate(StringBuilder& out, const Chars& text, const int32_t* captures, size_t groups,
                    const Chars& replacement) {
  for (uint32_t i = 0; i < replacement.length; ++i) {
    char16_t next = replacement[i] == '$' && i + 1 < replacement.length ? replacement[i + 1] : 0;
    auto from = static_cast<uint32_t>(captures[0]), to = static_cast<uint32_t>(captures[1]);
    if (next == '$') {
      out.append(u'$');
      ++i;
    } else if (next == '&') {
      out.append(text, from, to);
      ++i;
    } else if (next == '`') {
      out.append(text, 0, from);
      ++i;
    } else if (next == '\'') {
      out.append(text, to, text.length);
      ++i;
    } else if (next >= '0' && next <= '9') {
      size_t number = next - '0';
      uint32_t used = 1;
      if (i + 2 < replacement.length && replacement[i + 2] >= '0' && replacement[i + 2] <= '9') {
        size_t two = number * 10 + (replacement[i + 2] - '0');
        if (two >= 1 && two < groups) {
          number = two;
          used = 2;
        }
      }
      if (number < 1 || number >= groups) {
        out.append(u'$');
        continue;
      }
      if (captures[2 * number] >= 0)
        out.append(text, static_cast<uint32_t>(captures[2 * number]),
                   static_cast<uint32_t>(captures[2 * number + 1]));
      i += used;
    } else {
      out.append(replacement[i]);
    }
  }
}

// By a text: nothing can be observed between the matches, so each is replaced as it is found.
Value replaceByText(RegExpObject* r, String* text, String* replacement) {
  Chars source = chars(text), filler = chars(replacement);
  bool plain = indexOf(replacement, singleChar('$'), 0) < 0;
  StringBuilder out;
  uint32_t copied = 0;
  bool found = false;
  auto replace = [&](const Captures& captures) {
    found = true;
    out.append(source, copied, static_cast<uint32_t>(captures[0]));
    if (plain) {
      out.append(filler, 0, filler.length);
    } else {
      appendTemplate(out, source, captures.begin(), r->program().group_count, filler);
    }
    copied = static_cast<uint32_t>(captures[1]);
  };
  if (r->has(regex::kGlobal)) {
    eachMatch(r, text, replace);
  } else {
    Captures captures;
    if (matchRegExp(r, text, 0, false, captures)) replace(captures);
  }
  if (!found) return box(text);
  out.append(source, copied, text->length);
  return box(out.finish());
}

// All matches are found before the first is replaced: what replaces them may run user code.
Value replacePlain(RegExpObject* r, String* text, Value replacer, String* replacement) {
  if (replacement != nullptr && r->program().names.empty()) return replaceByText(r, text, replacement);
  std::vector<int32_t> all;
  size_t groups = r->program().group_count, stride = 2 * groups;
  if (r->has(regex::kGlobal)) {
    all = allMatches(r, text);
  } else {
    Captures captures;
    if (!matchRegExp(r, text, 0, false, captures)) return box(text);
    all.assign(captures.begin(), captures.end());
  }
  if (all.empty()) return box(text);
  StringBuilder out;
  uint32_t copied = 0;
  ValueList values;
  values.reserve(groups + 3);
  bool named = !r->program().names.empty();
  for (size_t i = 0; i < all.size(); i += stride) {
    const int32_t* captures = all.data() + i;
    values.resize(0);
    for (size_t group = 0; group < groups; ++group) values.push(captureAt(text, captures, group));
    Value names = named ? namedGroups(r, text, captures) : Value::undefined();
    out.append(chars(text), copied, static_cast<uint32_t>(captures[0]));
    if (replacement == nullptr) {
      values.push(Value::int32(captures[0]));
      values.push(box(text));
      if (named) values.push(names);
      out.append(
          toString(call(replacer, Value::undefined(), static_cast<uint32_t>(values.size()), values.data())));
    } else {
      getSubstitution(out, asString(values[0]), text, static_cast<uint32_t>(captures[0]), values.data() + 1,
                      groups - 1, names, replacement);
    }
    copied = static_cast<uint32_t>(captures[1]);
  }
  out.append(chars(text), copied, text->length);
  return box(out.finish());
}

// §22.2.6.11
Value symbolReplace(Args& args) {
  Object* r = thisObject(args, "RegExp.prototype.@@replace");
  String* text = toString(args[0]);
  bool functional = isCallable(args[1]);
  String* replacement = functional ? nullptr : toString(args[1]);
  if (isPlainRegExp(args.this_value)) {
    auto* plain = static_cast<RegExpObject*>(r);
    if (plain->has(regex::kGlobal) || !plain->has(regex::kSticky))
      return replacePlain(plain, text, args[1], replacement);
  }
  String* flags = toString(get(r, atoms.flags));
  bool global = hasFlag(flags, 'g'), unicode = isUnicode(flags);
  if (global) setLastIndex(r, 0);
  ValueList results;
  while (true) {
    Value match = regExpExec(r, text);
    if (match.isNull()) break;
    results.push(match);
    if (!global) break;
    if (toString(get(asObject(match), PropertyKey::index(0)))->length == 0)
      setLastIndex(r, advanceStringIndex(text, toLength(get(r, atoms.lastIndex)), unicode));
  }
  StringBuilder out;
  uint32_t copied = 0;
  for (Value match : results) {
    Object* o = asObject(match);
    double groups_count = std::max(lengthOf(o), 1.0);
    ValueList values;
    values.push(box(toString(get(o, PropertyKey::index(0)))));
    double position =
        std::clamp(toIntegerOrInfinity(get(o, atoms.index)), 0.0, static_cast<double>(text->length));
    for (double n = 1; n < groups_count; ++n) {
      Value capture = get(o, keyOfIndex(n));
      values.push(capture.isUndefined() ? capture : box(toString(capture)));
    }
    StringBuilder piece;
    appendReplacement(piece, text, values, position, get(o, atoms.groups), args[1], replacement);
    if (position < copied) continue;
    out.append(chars(text), copied, static_cast<uint32_t>(position));
    out.append(piece.finish());
    copied = static_cast<uint32_t>(
        std::min(position + asString(values[0])->length, static_cast<double>(text->length)));
  }
  out.append(chars(text), copied, text->length);
  return box(out.finish());
}

Value splitPlain(RegExpObject* r, String* text, uint32_t limit) {
  Parts parts(text);
  Captures captures;
  if (text->length == 0) {
    if (!matchRegExp(r, text, 0, true, captures)) parts.add(0, 0);
    return box(parts.toArray());
  }
  uint32_t piece = 0;
  double at = 0;
  while (at < text->length && matchRegExp(r, text, static_cast<uint32_t>(at), false, captures)) {
    auto from = static_cast<uint32_t>(captures[0]), to = static_cast<uint32_t>(captures[1]);
    if (from >= text->length) break;
    if (to == piece || (to == from && from == piece)) {
      at = advanceStringIndex(text, std::max<double>(from, at), r->isUnicode());
      continue;
    }
    parts.add(static_cast<int32_t>(piece), captures[0]);
    if (parts.size() == limit) return box(parts.toArray());
    piece = to;
    at = to == from ? advanceStringIndex(text, to, r->isUnicode()) : to;
    for (size_t group = 1; group < r->program().group_count; ++group) {
      parts.add(captures[2 * group], captures[2 * group + 1]);
      if (parts.size() == limit) return box(parts.toArray());
    }
  }
  parts.add(static_cast<int32_t>(piece), static_cast<int32_t>(text->length));
  return box(parts.toArray());
}

// §22.2.6.14
Value symbolSplit(Args& args) {
  Object* r = thisObject(args, "RegExp.prototype.@@split");
  String* text = toString(args[0]);
  Value default_constructor = regExpConstructorValue();
  bool plain = isPlainRegExp(args.this_value);
  Value constructor =
      plain && regExpSpeciesIsPristine() ? default_constructor : speciesConstructor(r, default_constructor);
  // Objects as limits may change the expression when they are converted.
  if (plain && constructor == default_constructor && !static_cast<RegExpObject*>(r)->has(regex::kSticky) &&
      !isObject(args[1])) {
    uint32_t limit = args[1].isUndefined() ? 0xffff'ffffu : toUint32(args[1]);
    return limit == 0 ? box(newArray(0)) : splitPlain(static_cast<RegExpObject*>(r), text, limit);
  }
  String* flags = toString(get(r, atoms.flags));
  bool unicode = isUnicode(flags);
  Value argv[] = {box(r), box(hasFlag(flags, 'y') ? flags : concat(flags, singleChar('y')))};
  Object* splitter = asObject(construct(constructor, constructor, 2, argv));
  uint32_t limit = args[1].isUndefined() ? 0xffff'ffffu : toUint32(args[1]);
  Object* result = newArray(0);
  if (limit == 0) return box(result);
  if (text->length == 0) {
    if (regExpExec(splitter, text).isNull()) arrayPush(result, box(text));
    return box(result);
  }
  double piece = 0, at = 0;
  while (at < text->length) {
    setLastIndex(splitter, at);
    Value match = regExpExec(splitter, text);
    double end =
        match.isNull() ? piece : std::min<double>(toLength(get(splitter, atoms.lastIndex)), text->length);
    if (match.isNull() || end == piece) {
      at = advanceStringIndex(text, at, unicode);
      continue;
    }
    arrayPush(result, box(substring(text, static_cast<uint32_t>(piece), static_cast<uint32_t>(at))));
    if (arrayLength(result) == limit) return box(result);
    piece = at = end;
    double groups = lengthOf(asObject(match));
    for (double n = 1; n < groups; ++n) {
      arrayPush(result, get(asObject(match), keyOfIndex(n)));
      if (arrayLength(result) == limit) return box(result);
    }
  }
  arrayPush(result, box(substring(text, static_cast<uint32_t>(piece), text->length)));
  return box(result);
}

const NativeMethod kMethods[] = {
    {"@@match", KILN_NATIVE(symbolMatch), 1},     {"@@matchAll", KILN_NATIVE(symbolMatchAll), 1},
    {"@@replace", KILN_NATIVE(symbolReplace), 2}, {"@@search", KILN_NATIVE(symbolSearch), 1},
    {"@@split", KILN_NATIVE(symbolSplit), 2},
};
const NativeMethod kNext[] = {{"next", KILN_NATIVE(iteratorNext), 0}};

}  // namespace

// §22.2.9.2.1, one step
Value regExpStringIteratorStep(Object* object) {
  auto* iterator = static_cast<RegExpStringIterator*>(object);
  if (iterator->regexp == nullptr) return Value::empty();
  Object* r = iterator->regexp;
  if (iterator->global && isPlainRegExp(box(r))) {
    // FAST: nothing of the protocol can be observed (tests/exec/regexp/protectors).
    Value match = regExpNextMatch(static_cast<RegExpObject*>(r), iterator->text);
    if (match.isNull()) iterator->regexp = nullptr;
    return match.isNull() ? Value::empty() : match;
  }
  Value match = regExpExec(r, iterator->text);
  if (match.isNull()) {
    iterator->regexp = nullptr;
    return Value::empty();
  }
  if (!iterator->global) {
    iterator->regexp = nullptr;
  } else if (toString(get(asObject(match), PropertyKey::index(0)))->length == 0) {
    setLastIndex(r, advanceStringIndex(iterator->text, toLength(get(r, atoms.lastIndex)), iterator->unicode));
  }
  return match;
}

void defineRegExpSymbols(Object* prototype) {
  defineMethods(prototype, kMethods);
  Object* iterator_prototype = newObjectWithPrototype(realm().iterator_prototype);
  defineMethods(iterator_prototype, kNext);
  defineTag(iterator_prototype, "RegExp String Iterator");
  iterator_shape =
      newRootShape(CellKind::RegExpStringIterator, ElementsKind::None, 0, 0, iterator_prototype, nullptr);
  realm().regexp_string_iterator_next = get(iterator_prototype, atoms.next);
}

}  // namespace kiln::rt
