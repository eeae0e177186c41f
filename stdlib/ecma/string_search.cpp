// ECMA-262 §22.1.3: searching, replacing, splitting. Patterns with their own protocol (RegExp) are asked
// first.
#include <cstring>

#include "runtime/object/shown_native.h"
#include "stdlib/ecma/regexp.h"

namespace kiln::rt {
namespace {

// For methods that refuse regular expressions.
String* searchString(Value v, const char* method) {
  if (isRegExp(v)) throwTypeError("First argument to %s must not be a regular expression", method);
  return toString(v);
}

Value stringIncludes(Args& args) {
  String* s = thisString(args, "String.prototype.includes");
  String* pattern = searchString(args[0], "String.prototype.includes");
  double from = std::clamp(toIntegerOrInfinity(args[1]), 0.0, static_cast<double>(s->length));
  return Value::boolean(indexOf(s, pattern, static_cast<uint32_t>(from)) >= 0);
}

bool matchesAt(String* s, String* pattern, uint32_t at) {
  if (pattern->length > s->length - at) return false;
  Chars text = chars(s), p = chars(pattern);
  if (text.is_latin1 && p.is_latin1) return std::memcmp(text.latin1() + at, p.latin1(), p.length) == 0;
  for (uint32_t i = 0; i < p.length; ++i) {
    if (text[at + i] != p[i]) return false;
  }
  return true;
}

Value stringStartsWith(Args& args) {
  String* s = thisString(args, "String.prototype.startsWith");
  String* pattern = searchString(args[0], "String.prototype.startsWith");
  double at = std::clamp(toIntegerOrInfinity(args[1]), 0.0, static_cast<double>(s->length));
  return Value::boolean(matchesAt(s, pattern, static_cast<uint32_t>(at)));
}

Value stringEndsWith(Args& args) {
  String* s = thisString(args, "String.prototype.endsWith");
  String* pattern = searchString(args[0], "String.prototype.endsWith");
  double length = s->length;
  double end = args[1].isUndefined() ? length : std::clamp(toIntegerOrInfinity(args[1]), 0.0, length);
  if (pattern->length > end) return Value::boolean(false);
  return Value::boolean(matchesAt(s, pattern, static_cast<uint32_t>(end) - pattern->length));
}

Value stringIndexOf(Args& args) {
  String* s = thisString(args, "String.prototype.indexOf");
  String* pattern = toString(args[0]);
  double from = std::clamp(toIntegerOrInfinity(args[1]), 0.0, static_cast<double>(s->length));
  return Value::number(indexOf(s, pattern, static_cast<uint32_t>(from)));
}

Value stringLastIndexOf(Args& args) {
  String* s = thisString(args, "String.prototype.lastIndexOf");
  String* pattern = toString(args[0]);
  double number = toNumber(args[1]);
  double from = number != number ? INFINITY : toIntegerOrInfinity(Value::number(number));
  if (pattern->length > s->length) return Value::int32(-1);
  from = std::clamp(from, 0.0, static_cast<double>(s->length - pattern->length));
  for (auto at = static_cast<int64_t>(from); at >= 0; --at) {
    if (matchesAt(s, pattern, static_cast<uint32_t>(at))) return Value::number(at);
  }
  return Value::int32(-1);
}

// Calls pattern[symbol](this, …) when the pattern has it; empty otherwise.
template <typename... V>
Value delegated(Args& args, const char* method, Symbol* symbol, V... values) {
  if (args.this_value.isNullish()) throwTypeError("%s called on null or undefined", method);
  if (!isObject(args[0])) return Value::empty();
  Value function = getMethod(args[0], PropertyKey::symbol(symbol));
  return function.isUndefined() ? Value::empty() : callWith(function, args[0], args.this_value, values...);
}

Value invokeOnRegExp(Args& args, const char* method, Symbol* symbol, const char* flags) {
  String* s = thisString(args, method);
  Value argv[] = {args[0], flags == nullptr ? Value::undefined() : box(internAscii(flags))};
  Value constructor = regExpConstructorValue();
  Value regexp = construct(constructor, constructor, flags == nullptr ? 1 : 2, argv);
  Value subject = box(s);
  return invoke(regexp, PropertyKey::symbol(symbol), 1, &subject);
}

Value stringMatch(Args& args) {
  Value result = delegated(args, "String.prototype.match", symbols.match);
  return result.isEmpty() ? invokeOnRegExp(args, "String.prototype.match", symbols.match, nullptr) : result;
}

void requireGlobalFlag(Value pattern, const char* method) {
  if (isPlainRegExp(pattern) && static_cast<RegExpObject*>(asObject(pattern))->has(regex::kGlobal)) return;
  if (!isRegExp(pattern)) return;
  Value flags = get(asObject(pattern), atoms.flags);
  if (flags.isNullish()) throwTypeError("%s called on null or undefined", method);
  if (indexOf(toString(flags), singleChar('g'), 0) < 0)
    throwTypeError("%s called with a non-global RegExp argument", method);
}

Value stringMatchAll(Args& args) {
  requireGlobalFlag(args[0], "String.prototype.matchAll");
  Value result = delegated(args, "String.prototype.matchAll", symbols.matchAll);
  return result.isEmpty() ? invokeOnRegExp(args, "String.prototype.matchAll", symbols.matchAll, "g") : result;
}

Value stringSearch(Args& args) {
  Value result = delegated(args, "String.prototype.search", symbols.search);
  return result.isEmpty() ? invokeOnRegExp(args, "String.prototype.search", symbols.search, nullptr) : result;
}

// §22.1.3.19 and 22.1.3.20
template <bool all>
Value stringReplace(Args& args) {
  const char* name = all ? "String.prototype.replaceAll" : "String.prototype.replace";
  if (all) requireGlobalFlag(args[0], name);
  Value result = delegated(args, name, symbols.replace, args[1]);
  if (!result.isEmpty()) return result;
  String* s = thisString(args, name);
  String* pattern = toString(args[0]);
  bool functional = isCallable(args[1]);
  String* replacement = functional ? nullptr : toString(args[1]);
  StringBuilder out;
  Chars text = chars(s);
  uint32_t copied = 0;
  int64_t at = indexOf(s, pattern, 0);
  if (at < 0) return box(s);
  while (at >= 0) {
    auto position = static_cast<uint32_t>(at);
    out.append(text, copied, position);
    if (functional) {
      out.append(
          toString(callWith(args[1], Value::undefined(), box(pattern), Value::number(position), box(s))));
    } else {
      getSubstitution(out, pattern, s, position, nullptr, 0, Value::undefined(), replacement);
    }
    copied = position + pattern->length;
    if (!all) break;
    uint32_t next = position + std::max(pattern->length, 1u);
    if (next > s->length) break;
    at = indexOf(s, pattern, next);
  }
  out.append(text, copied, s->length);
  return box(out.finish());
}

// §22.1.3.23
Value stringSplit(Args& args) {
  Value result = delegated(args, "String.prototype.split", symbols.split, args[1]);
  if (!result.isEmpty()) return result;
  String* s = thisString(args, "String.prototype.split");
  uint32_t limit = args[1].isUndefined() ? 0xffff'ffffu : toUint32(args[1]);
  String* separator = toString(args[0]);
  ValueList parts;
  if (limit == 0) return box(newArrayFrom(parts));
  if (args[0].isUndefined()) {
    parts.push(box(s));
  } else if (separator->length == 0) {
    Chars c = chars(s);
    for (uint32_t i = 0; i < std::min(c.length, limit); ++i) parts.push(box(singleChar(c[i])));
  } else {
    uint32_t from = 0;
    for (int64_t at = indexOf(s, separator, 0); at >= 0; at = indexOf(s, separator, from)) {
      parts.push(box(substring(s, from, static_cast<uint32_t>(at))));
      if (parts.size() >= limit) return box(newArrayFrom(parts));
      from = static_cast<uint32_t>(at) + separator->length;
    }
    parts.push(box(substring(s, from, s->length)));
  }
  return box(newArrayFrom(parts));
}

const NativeMethod kMethods[] = {
    {"endsWith", KILN_NATIVE(stringEndsWith), 1},
    {"includes", KILN_NATIVE(stringIncludes), 1},
    {"indexOf", KILN_NATIVE(stringIndexOf), 1},
    {"lastIndexOf", KILN_NATIVE(stringLastIndexOf), 1},
    {"match", KILN_SHOWN_NATIVE(stringMatch), 1},
    {"matchAll", KILN_SHOWN_NATIVE(stringMatchAll), 1},
    {"replace", KILN_SHOWN_NATIVE(stringReplace<false>), 2},
    {"replaceAll", KILN_SHOWN_NATIVE(stringReplace<true>), 2},
    {"search", KILN_SHOWN_NATIVE(stringSearch), 1},
    {"split", KILN_SHOWN_NATIVE(stringSplit), 2},
    {"startsWith", KILN_NATIVE(stringStartsWith), 1},
};

}  // namespace

void getSubstitution(StringBuilder& out, String* matched, String* text, uint32_t position,
                     const Value* captures, size_t capture_count, Value named_captures, String* replacement) {
  Chars r = chars(replacement);
  Chars whole = chars(text);
  for (uint32_t i = 0; i < r.length; ++i) {
    if (r[i] != '$' || i + 1 >= r.length) {
      out.append(r[i]);
      continue;
    }
    char16_t next = r[i + 1];
    if (next == '$') {
      out.append(u'$');
      ++i;
    } else if (next == '&') {
      out.append(matched);
      ++i;
    } else if (next == '`') {
      out.append(whole, 0, position);
      ++i;
    } else if (next == '\'') {
      out.append(whole, std::min(position + matched->length, whole.length), whole.length);
      ++i;
    } else if (next >= '0' && next <= '9') {
      size_t number = next - '0';
      uint32_t used = 1;
      if (i + 2 < r.length && r[i + 2] >= '0' && r[i + 2] <= '9') {
        size_t two = number * 10 + (r[i + 2] - '0');
        if (two >= 1 && two <= capture_count) {
          number = two;
          used = 2;
        }
      }
      if (number >= 1 && number <= capture_count) {
        Value capture = captures[number - 1];
        if (!capture.isUndefined()) out.append(toString(capture));
        i += used;
      } else {
        out.append(u'$');
      }
    } else if (next == '<' && !named_captures.isUndefined()) {
      int64_t close = indexOf(replacement, singleChar('>'), i + 2);
      if (close < 0) {
        out.append(u'$');
        continue;
      }
      String* name = substring(replacement, i + 2, static_cast<uint32_t>(close));
      Value capture = get(asObject(named_captures), keyOfString(name));
      if (!capture.isUndefined()) out.append(toString(capture));
      i = static_cast<uint32_t>(close);
    } else {
      out.append(u'$');
    }
  }
}

void defineStringSearch(Object* prototype) {
  defineMethods(prototype, kMethods);
}

}  // namespace kiln::rt
