// ECMA-262 §22.1: String; §22.1.5 string iterators.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/string.h"

namespace kiln::rt {
namespace {

KILN_PER_REALM Shape* string_iterator_shape;

struct StringIterator : Object {
  String* text;  // nullptr when exhausted
  uint32_t position;
};

// §22.1.1.1
Value stringConstructor(Args& args) {
  String* text;
  if (args.count == 0) {
    text = emptyString();
  } else if (!args.isConstruct() && isSymbol(args[0])) {
    return box(newUtf8(describe(args[0])));
  } else {
    text = toString(args[0]);
  }
  if (!args.isConstruct()) return box(text);
  return box(newPrimitiveWrapperWith(box(text),
                                     prototypeFromConstructor(args.new_target, realm().string_prototype)));
}

Value stringFromCharCode(Args& args) {
  if (args.count == 1) return box(singleChar(static_cast<char16_t>(toUint32(args[0]))));
  StringBuilder out;
  for (uint32_t i = 0; i < args.count; ++i) out.append(static_cast<char16_t>(toUint32(args.values[i])));
  return box(out.finish());
}

// §22.1.2.2
Value stringFromCodePoint(Args& args) {
  StringBuilder out;
  for (uint32_t i = 0; i < args.count; ++i) {
    double code = toNumber(args.values[i]);
    if (!(code >= 0 && code <= 0x10ffff) || std::trunc(code) != code)
      throwRangeError("Invalid code point %s", toUtf8(numberToString(code)));
    appendCodePoint(out, static_cast<uint32_t>(code));
  }
  return box(out.finish());
}

// §22.1.2.4
Value stringRaw(Args& args) {
  Object* literals = toObject(get(toObject(args[0]), atoms.raw));
  double length = lengthOf(literals);
  StringBuilder out;
  for (double i = 0; i < length; ++i) {
    out.append(toString(elementAt(literals, i)));
    if (i + 1 < length && i + 1 < args.count) out.append(toString(args[static_cast<uint32_t>(i) + 1]));
  }
  return box(out.finish());
}

Value stringToString(Args& args) {
  if (isString(args.this_value)) return args.this_value;
  if (isKind(args.this_value, CellKind::StringObject)) return primitiveOf(asObject(args.this_value));
  throwTypeError("String.prototype.toString requires that 'this' be a String");
}
Value stringValueOf(Args& args) {
  if (isString(args.this_value)) return args.this_value;
  if (isKind(args.this_value, CellKind::StringObject)) return primitiveOf(asObject(args.this_value));
  throwTypeError("String.prototype.valueOf requires that 'this' be a String");
}

Value stringAt(Args& args) {
  String* s = thisString(args, "String.prototype.at");
  double index = toIntegerOrInfinity(args[0]);
  if (index < 0) index += s->length;
  if (index < 0 || index >= s->length) return Value::undefined();
  return box(singleChar(unitAt(s, static_cast<uint32_t>(index))));
}

Value stringCharAt(Args& args) {
  return kiln_char_at(args.this_value, args[0]);
}

Value stringCharCodeAt(Args& args) {
  String* s = thisString(args, "String.prototype.charCodeAt");
  double index = toIntegerOrInfinity(args[0]);
  if (index < 0 || index >= s->length) return Value::number(std::numeric_limits<double>::quiet_NaN());
  return Value::int32(unitAt(s, static_cast<uint32_t>(index)));
}

Value stringCodePointAt(Args& args) {
  String* s = thisString(args, "String.prototype.codePointAt");
  double index = toIntegerOrInfinity(args[0]);
  if (index < 0 || index >= s->length) return Value::undefined();
  uint32_t units;
  return Value::number(codePointAt(chars(s), static_cast<uint32_t>(index), &units));
}

Value stringConcat(Args& args) {
  String* s = thisString(args, "String.prototype.concat");
  for (uint32_t i = 0; i < args.count; ++i) s = concat(s, toString(args[i]));
  return box(s);
}

Value stringSlice(Args& args) {
  String* s = thisString(args, "String.prototype.slice");
  double from = relativeIndex(args[0], s->length, 0);
  double to = relativeIndex(args[1], s->length, s->length);
  if (from >= to) return box(emptyString());
  return box(substring(s, static_cast<uint32_t>(from), static_cast<uint32_t>(to)));
}

Value stringSubstring(Args& args) {
  String* s = thisString(args, "String.prototype.substring");
  double length = s->length;
  double from = std::clamp(toIntegerOrInfinity(args[0]), 0.0, length);
  double to = args[1].isUndefined() ? length : std::clamp(toIntegerOrInfinity(args[1]), 0.0, length);
  if (from > to) std::swap(from, to);
  return box(substring(s, static_cast<uint32_t>(from), static_cast<uint32_t>(to)));
}

// §B.2.2.1
Value stringSubstr(Args& args) {
  String* s = thisString(args, "String.prototype.substr");
  double length = s->length;
  double from = relativeIndex(args[0], length, 0);
  double count = args[1].isUndefined() ? length : toIntegerOrInfinity(args[1]);
  double to = std::min(from + std::clamp(count, 0.0, length), length);
  if (from >= to) return box(emptyString());
  return box(substring(s, static_cast<uint32_t>(from), static_cast<uint32_t>(to)));
}

String* repeated(String* s, double count) {
  if (count == 0 || s->length == 0) return emptyString();
  if (s->length * count > kMaxStringLength) throwInvalidStringLength();
  StringBuilder out;
  for (double i = 0; i < count; ++i) out.append(s);
  return out.finish();
}

Value stringRepeat(Args& args) {
  String* s = thisString(args, "String.prototype.repeat");
  double count = toIntegerOrInfinity(args[0]);
  if (count < 0 || std::isinf(count)) throwRangeError("Invalid count value: %s", nameForMessage(args[0]));
  return box(repeated(s, count));
}

// §22.1.3.17.1 StringPad
template <bool at_start>
Value stringPad(Args& args) {
  String* s = thisString(args, at_start ? "String.prototype.padStart" : "String.prototype.padEnd");
  double target = toLength(args[0]);
  if (target <= s->length) return box(s);
  String* filler = args[1].isUndefined() ? singleChar(' ') : toString(args[1]);
  if (filler->length == 0) return box(s);
  if (target > kMaxStringLength) throwInvalidStringLength();
  auto missing = static_cast<uint32_t>(target) - s->length;
  String* padding = repeated(filler, std::ceil(static_cast<double>(missing) / filler->length));
  padding = substring(padding, 0, missing);
  return box(at_start ? concat(padding, s) : concat(s, padding));
}

template <bool start, bool end>
Value stringTrim(Args& args) {
  const char* name = start && end ? "String.prototype.trim"
                     : start      ? "String.prototype.trimStart"
                                  : "String.prototype.trimEnd";
  return box(trimmed(thisString(args, name), start, end));
}

// First lone surrogate, or the length.
uint32_t firstLoneSurrogate(const Chars& c, uint32_t from) {
  if (c.is_latin1) return c.length;
  for (uint32_t i = from; i < c.length; ++i) {
    uint32_t units;
    uint32_t code = codePointAt(c, i, &units);
    if (code >= 0xd800 && code < 0xe000) return i;
    i += units - 1;
  }
  return c.length;
}

Value stringIsWellFormed(Args& args) {
  String* s = thisString(args, "String.prototype.isWellFormed");
  return Value::boolean(firstLoneSurrogate(chars(s), 0) == s->length);
}

Value stringToWellFormed(Args& args) {
  String* s = thisString(args, "String.prototype.toWellFormed");
  Chars c = chars(s);
  uint32_t at = firstLoneSurrogate(c, 0);
  if (at == s->length) return box(s);
  StringBuilder out;
  uint32_t from = 0;
  for (; at < c.length; at = firstLoneSurrogate(c, from)) {
    out.append(c, from, at);
    out.append(u'�');
    from = at + 1;
  }
  out.append(c, from, c.length);
  return box(out.finish());
}

Value stringIterator(Args& args) {
  String* s = thisString(args, "String.prototype[Symbol.iterator]");
  auto* iterator =
      static_cast<StringIterator*>(newNativeObject(sizeof(StringIterator), string_iterator_shape));
  iterator->text = s;
  return box(iterator);
}

Value stringIteratorNext(Args& args) {
  if (!isKind(args.this_value, CellKind::StringIterator))
    throwIncompatible("String Iterator.prototype.next", args.this_value);
  Value value = stringIteratorStep(asObject(args.this_value));
  return value.isEmpty() ? createIterResult(Value::undefined(), true) : createIterResult(value, false);
}

const NativeMethod kStatics[] = {
    {"fromCharCode", KILN_NATIVE(stringFromCharCode), 1},
    {"fromCodePoint", KILN_SHOWN_NATIVE(stringFromCodePoint), 1},
    {"raw", KILN_SHOWN_NATIVE(stringRaw), 1},
};
const NativeMethod kMethods[] = {
    {"at", KILN_NATIVE(stringAt), 1},
    {"charAt", KILN_NATIVE(stringCharAt), 1},
    {"charCodeAt", KILN_NATIVE(stringCharCodeAt), 1},
    {"codePointAt", KILN_NATIVE(stringCodePointAt), 1},
    {"concat", KILN_NATIVE(stringConcat), 1},
    {"padEnd", KILN_NATIVE(stringPad<false>), 1},
    {"padStart", KILN_NATIVE(stringPad<true>), 1},
    {"repeat", KILN_SHOWN_NATIVE(stringRepeat), 1},
    {"slice", KILN_NATIVE(stringSlice), 2},
    {"substr", KILN_NATIVE(stringSubstr), 2},
    {"substring", KILN_NATIVE(stringSubstring), 2},
    {"toString", KILN_NATIVE(stringToString), 0},
    {"trim", KILN_NATIVE((stringTrim<true, true>)), 0},
    {"trimStart", KILN_NATIVE((stringTrim<true, false>)), 0},
    {"trimEnd", KILN_NATIVE((stringTrim<false, true>)), 0},
    {"valueOf", KILN_NATIVE(stringValueOf), 0},
    {"isWellFormed", KILN_NATIVE(stringIsWellFormed), 0},
    {"toWellFormed", KILN_NATIVE(stringToWellFormed), 0},
    {"@@iterator", KILN_NATIVE(stringIterator), 0},
};
const NativeMethod kNext[] = {{"next", KILN_NATIVE(stringIteratorNext), 0}};

}  // namespace

Value stringIteratorStep(Object* object) {
  auto* iterator = static_cast<StringIterator*>(object);
  if (iterator->text == nullptr) return Value::empty();
  if (iterator->position >= iterator->text->length) {
    iterator->text = nullptr;
    return Value::empty();
  }
  uint32_t units;
  uint32_t at = iterator->position;
  codePointAt(chars(iterator->text), at, &units);
  iterator->position += units;
  return box(substring(iterator->text, at, at + units));
}

String* thisString(Args& args, const char* method) {
  if (isString(args.this_value)) return asString(args.this_value);
  if (args.this_value.isNullish()) throwTypeError("%s called on null or undefined", method);
  return toString(args.this_value);
}

String* trimmed(String* s, bool start, bool end) {
  Chars c = chars(s);
  uint32_t from = 0, to = c.length;
  while (start && from < to && isWhiteSpace(c[from])) ++from;
  while (end && to > from && isWhiteSpace(c[to - 1])) --to;
  return substring(s, from, to);
}

uint32_t codePointAt(const Chars& c, uint32_t i, uint32_t* units) {
  uint32_t code = c[i];
  *units = 1;
  if ((code & 0xfc00) == 0xd800 && i + 1 < c.length && (c[i + 1] & 0xfc00) == 0xdc00) {
    *units = 2;
    code = 0x10000 + ((code - 0xd800) << 10) + (c[i + 1] - 0xdc00u);
  }
  return code;
}

void appendCodePoint(StringBuilder& out, uint32_t code) {
  if (code >= 0x10000) {
    out.append(static_cast<char16_t>(0xd7c0 + (code >> 10)));
    code = 0xdc00 + (code & 0x3ff);
  }
  out.append(static_cast<char16_t>(code));
}

void initString() {
  Realm& r = realm();
  Object* prototype = r.string_prototype;
  Function* constructor = defineConstructor("String", KILN_NATIVE(stringConstructor), 1, prototype);
  defineMethods(constructor, kStatics);
  defineMethods(prototype, kMethods);
  noteIntrinsic(Intrinsic::CharCodeAt, prototype, "charCodeAt");
  noteIntrinsic(Intrinsic::CharAt, prototype, "charAt");
  defineValue(prototype, "trimLeft", get(prototype, atomKey("trimStart")));
  defineValue(prototype, "trimRight", get(prototype, atomKey("trimEnd")));
  defineStringSearch(prototype);
  defineStringCase(prototype);
  defineStringHtml(prototype);
  string_iterator_shape =
      newRootShape(CellKind::StringIterator, ElementsKind::None, 0, 0, r.string_iterator_prototype, nullptr);
  defineMethods(r.string_iterator_prototype, kNext);
  defineTag(r.string_iterator_prototype, "String Iterator");
  r.string_iterator_next = get(r.string_iterator_prototype, atoms.next);
}

}  // namespace kiln::rt

using namespace kiln::rt;

// §22.1.3.2
extern "C" Value kiln_char_at(Value string, Value position) {
  if (string.isNullish()) throwTypeError("String.prototype.charAt called on null or undefined");
  String* s = toString(string);
  double index = toIntegerOrInfinity(position);
  if (index < 0 || index >= s->length) return box(emptyString());
  return box(singleChar(unitAt(s, static_cast<uint32_t>(index))));
}
