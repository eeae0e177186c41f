// ECMA-262 §22.2.6: RegExp.prototype[Symbol.match, matchAll, replace, search, split]; §22.2.9 string
// iterators.
#include "stdlib/ecma/regexp.h"

namespace kiln::rt {
namespace {

Shape* iterator_shape;

struct RegExpStringIterator : Object {
  Object* regexp;  // nullptr when exhausted
  String* text;
  bool global, unicode;
};

Object* thisObject(Args& args, const char* method) {
  if (!isObject(args.this_value)) throwIncompatible(method, args.this_value);
  return asObject(args.this_value);
}
void setLastIndex(Object* r, double index) {
  putOrThrow(r, PropertyKey::atom(atoms.lastIndex), Value::number(index));
}
bool hasFlag(String* flags, char16_t letter) {
  return indexOf(flags, singleChar(letter), 0) >= 0;
}
bool isUnicode(String* flags) {
  return hasFlag(flags, 'u') || hasFlag(flags, 'v');
}

// Every match of a plain global expression from the start: the offsets, one match behind the other.
std::vector<int32_t> allMatches(RegExpObject* r, String* text) {
  std::vector<int32_t> all, captures;
  double index = 0;
  while (index <= text->length &&
         matchRegExp(r, text, static_cast<uint32_t>(index), r->has(regex::kSticky), captures)) {
    all.insert(all.end(), captures.begin(), captures.end());
    index = captures[1] == captures[0] ? advanceStringIndex(text, captures[1], r->isUnicode()) : captures[1];
  }
  setLastIndex(r, 0);
  return all;
}

// §22.2.6.8
Value symbolMatch(Args& args) {
  Object* r = thisObject(args, "RegExp.prototype.@@match");
  String* text = toString(args[0]);
  if (isPlainRegExp(args.this_value)) {
    auto* plain = static_cast<RegExpObject*>(r);
    if (!plain->has(regex::kGlobal)) return regExpBuiltinExec(plain, text);
    std::vector<int32_t> all = allMatches(plain, text);
    if (all.empty()) return Value::null();
    Object* result = newArray(0);
    for (size_t i = 0; i < all.size(); i += 2 * plain->program->group_count)
      arrayPush(result,
                box(substring(text, static_cast<uint32_t>(all[i]), static_cast<uint32_t>(all[i + 1]))));
    return box(result);
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
  Value constructor = speciesConstructor(r, get(realm().global, atomKey("RegExp")));
  String* flags = toString(get(r, atoms.flags));
  Value argv[] = {box(r), box(flags)};
  Object* matcher = asObject(construct(constructor, constructor, 2, argv));
  setLastIndex(matcher, toLength(get(r, atoms.lastIndex)));
  auto* iterator =
      static_cast<RegExpStringIterator*>(newNativeObject(sizeof(RegExpStringIterator), iterator_shape));
  iterator->regexp = matcher;
  iterator->text = text;
  iterator->global = hasFlag(flags, 'g');
  iterator->unicode = isUnicode(flags);
  return box(iterator);
}

Value iteratorNext(Args& args) {
  if (!isKind(args.this_value, CellKind::RegExpStringIterator))
    throwIncompatible("%RegExpStringIterator%.prototype.next", args.this_value);
  auto* iterator = static_cast<RegExpStringIterator*>(asObject(args.this_value));
  if (iterator->regexp == nullptr) return createIterResult(Value::undefined(), true);
  Object* r = iterator->regexp;
  Value match = regExpExec(r, iterator->text);
  if (match.isNull()) {
    iterator->regexp = nullptr;
    return createIterResult(Value::undefined(), true);
  }
  if (!iterator->global) {
    iterator->regexp = nullptr;
  } else if (toString(get(asObject(match), PropertyKey::index(0)))->length == 0) {
    setLastIndex(r, advanceStringIndex(iterator->text, toLength(get(r, atoms.lastIndex)), iterator->unicode));
  }
  return createIterResult(match, false);
}

// §22.2.6.12
Value symbolSearch(Args& args) {
  Object* r = thisObject(args, "RegExp.prototype.@@search");
  String* text = toString(args[0]);
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

Value replacePlain(RegExpObject* r, String* text, Value replacer, String* replacement) {
  std::vector<int32_t> all;
  size_t stride = 2 * r->program->group_count;
  if (r->has(regex::kGlobal)) {
    all = allMatches(r, text);
  } else if (!matchRegExp(r, text, 0, false, all)) {
    return box(text);
  }
  if (all.empty()) return box(text);
  StringBuilder out;
  uint32_t copied = 0;
  for (size_t i = 0; i < all.size(); i += stride) {
    std::vector<int32_t> captures(all.begin() + static_cast<ptrdiff_t>(i),
                                  all.begin() + static_cast<ptrdiff_t>(i + stride));
    ValueList values;
    for (size_t group = 0; group < r->program->group_count; ++group)
      values.push(captureAt(text, captures, group));
    out.append(chars(text), copied, static_cast<uint32_t>(captures[0]));
    appendReplacement(out, text, values, captures[0], namedGroups(r, text, captures), replacer, replacement);
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
  Object* result = newArray(0);
  std::vector<int32_t> captures;
  if (text->length == 0) {
    if (!matchRegExp(r, text, 0, true, captures)) arrayPush(result, box(text));
    return box(result);
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
    arrayPush(result, box(substring(text, piece, from)));
    if (arrayLength(result) == limit) return box(result);
    piece = to;
    at = to == from ? advanceStringIndex(text, to, r->isUnicode()) : to;
    for (size_t group = 1; group < r->program->group_count; ++group) {
      arrayPush(result, captureAt(text, captures, group));
      if (arrayLength(result) == limit) return box(result);
    }
  }
  arrayPush(result, box(substring(text, piece, text->length)));
  return box(result);
}

// §22.2.6.14
Value symbolSplit(Args& args) {
  Object* r = thisObject(args, "RegExp.prototype.@@split");
  String* text = toString(args[0]);
  Value default_constructor = get(realm().global, atomKey("RegExp"));
  Value constructor = speciesConstructor(r, default_constructor);
  if (isPlainRegExp(args.this_value) && constructor == default_constructor &&
      !static_cast<RegExpObject*>(r)->has(regex::kSticky)) {
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

void defineRegExpSymbols(Object* prototype) {
  defineMethods(prototype, kMethods);
  Object* iterator_prototype = newObjectWithPrototype(realm().iterator_prototype);
  defineMethods(iterator_prototype, kNext);
  defineTag(iterator_prototype, "RegExp String Iterator");
  iterator_shape =
      newRootShape(CellKind::RegExpStringIterator, ElementsKind::None, 0, 0, iterator_prototype, nullptr);
}

}  // namespace kiln::rt
