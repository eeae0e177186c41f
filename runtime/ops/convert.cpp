#include "runtime/ops/convert.h"

#include <fast_float/fast_float.h>

#include <charconv>
#include <cstring>

#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"

namespace kiln::rt {
namespace {

bool isSpace(char16_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0xfeff || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

double parseRadix(const char* text, size_t length, int radix) {
  if (length == 0) return std::numeric_limits<double>::quiet_NaN();
  double value = 0;
  for (size_t i = 0; i < length; ++i) {
    int digit = text[i] >= '0' && text[i] <= '9' ? text[i] - '0'
                : (text[i] | 32) >= 'a'          ? (text[i] | 32) - 'a' + 10
                                                 : 99;
    if (digit >= radix) return std::numeric_limits<double>::quiet_NaN();
    value = value * radix + digit;
  }
  return value;
}

}  // namespace

// §7.1.1
Value toPrimitive(Value v, ToPrimitiveHint hint) {
  if (!isObject(v)) return v;
  Object* o = asObject(v);
  Value exotic = get(o, PropertyKey::symbol(symbols.toPrimitive), v);
  if (!exotic.isNullish()) {
    if (!isCallable(exotic)) {
      throwTypeError("%s %s is not a function", toUtf8(kiln_typeof_value(exotic)), describe(exotic));
    }
    String* name = hint == ToPrimitiveHint::Default  ? atoms.default_
                   : hint == ToPrimitiveHint::Number ? atoms.number
                                                     : atoms.string;
    Value result = callWith(exotic, v, box(name));
    if (!isObject(result)) return result;
    throwTypeError("Cannot convert object to primitive value");
  }
  String* first = hint == ToPrimitiveHint::String ? atoms.toString : atoms.valueOf;
  String* second = hint == ToPrimitiveHint::String ? atoms.valueOf : atoms.toString;
  for (String* name : {first, second}) {
    Value method = get(o, name);
    if (!isCallable(method)) continue;
    Value result = call(method, v, 0, nullptr);
    if (!isObject(result)) return result;
  }
  throwTypeError("Cannot convert object to primitive value");
}

bool toBoolean(Value v) {
  if (v.isBoolean()) return v.isTrue();
  if (v.isCell()) {
    const Shape* shape = v.asCell()->shape;
    if (shape->kind >= kFirstObjectKind) return !(shape->flags & kHtmlDda);
    if (shape->kind <= kLastStringKind) return asString(v)->length != 0;
    return shape->kind != CellKind::BigInt || reinterpret_cast<BigInt*>(v.bits)->limb_count != 0;
  }
  if (v.isInt32()) return v.asInt32() != 0;
  if (v.isNumber()) return v.asDouble() != 0 && v.asDouble() == v.asDouble();
  return false;
}

double toNumber(Value v) {
  if (v.isNumber()) return v.asNumber();
  if (v.isUndefined()) return std::numeric_limits<double>::quiet_NaN();
  if (v.isNull() || v.isFalse()) return 0;
  if (v.isTrue()) return 1;
  if (isString(v)) return stringToNumber(asString(v));
  if (isSymbol(v)) throwTypeError("Cannot convert a Symbol value to a number");
  if (isBigInt(v)) throwTypeError("Cannot convert a BigInt value to a number");
  return toNumber(toPrimitive(v, ToPrimitiveHint::Number));
}

Value toNumeric(Value v) {
  if (v.isNumber() || isBigInt(v)) return v;
  Value primitive = toPrimitive(v, ToPrimitiveHint::Number);
  if (isBigInt(primitive)) return primitive;
  return Value::number(toNumber(primitive));
}

double toIntegerOrInfinity(Value v) {
  if (v.isInt32()) return v.asInt32();
  double d = toNumber(v);
  return d != d ? 0 : std::trunc(d) + 0.0;
}

int32_t toInt32(double d) {
  if (d >= -2147483648.0 && d <= 2147483647.0) return static_cast<int32_t>(d);
  if (!std::isfinite(d)) return 0;
  double modulo = std::fmod(std::trunc(d), 4294967296.0);
  return static_cast<int32_t>(static_cast<uint32_t>(static_cast<int64_t>(modulo)));
}

double toLength(Value v) {
  double d = toIntegerOrInfinity(v);
  return d <= 0 ? 0 : std::min(d, 9007199254740991.0);
}

String* toString(Value v) {
  if (isString(v)) return asString(v);
  if (v.isInt32()) return numberToString(v.asInt32());
  if (v.isNumber()) return numberToString(v.asDouble());
  if (v.isUndefined()) return atoms.undefined;
  if (v.isNull()) return atoms.null;
  if (v.isBoolean()) return v.isTrue() ? atoms.true_ : atoms.false_;
  if (isSymbol(v)) throwTypeError("Cannot convert a Symbol value to a string");
  if (isBigInt(v)) return bigintToString(v, 10);
  return toString(toPrimitive(v, ToPrimitiveHint::String));
}

std::string toUtf8(Value v) {
  return toUtf8(toString(v));
}

Object* toObject(Value v) {
  if (isObject(v)) return asObject(v);
  if (v.isNullish()) throwTypeError("Cannot convert undefined or null to object");
  return newPrimitiveWrapper(v);
}

namespace {

// Programs turn the same small integers into text again and again. Direct-mapped; the collector sees it as a
// root.
String* cachedIntegerText(int32_t i) {
  constexpr size_t kEntries = 1024;
  struct Row {
    Value number = Value::empty();
    String* text;
  };
  static Row rows[kEntries];
  Row& row = rows[static_cast<uint32_t>(i) % kEntries];
  if (row.number == Value::int32(i)) return row.text;
  char buffer[16];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, i).ptr;
  String* text = newLatin1({buffer, static_cast<size_t>(end - buffer)});
  row = {Value::int32(i), text};
  return text;
}

}  // namespace

String* numberToString(double d, int radix) {
  if (d != d) return atoms.NaN;
  if (radix == 10 && d > -2147483648.0 && d < 2147483648.0 && d == static_cast<int32_t>(d)) {
    auto i = static_cast<int32_t>(d);
    return i >= 0 && i < 10 ? singleChar(static_cast<char16_t>('0' + i)) : cachedIntegerText(i);
  }
  if (std::isinf(d)) return internAscii(d < 0 ? "-Infinity" : "Infinity");
  if (radix != 10) {
    // Exact integer digits, then as many fraction digits as tell the double apart (as V8 does).
    bool negative = d < 0;
    d = std::fabs(d);
    double integer = std::floor(d), fraction = d - integer;
    double delta = std::max(0.5 * (std::nextafter(d, INFINITY) - d), std::nextafter(0.0, 1.0));
    std::string digits;
    const char* kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::string tail;
    if (fraction >= delta) {
      do {
        fraction *= radix;
        delta *= radix;
        int digit = static_cast<int>(fraction);
        tail += kDigits[digit];
        fraction -= digit;
        if (fraction > 0.5 || (fraction == 0.5 && (digit & 1))) {
          if (fraction + delta > 1) {
            while (true) {
              if (tail.empty()) {
                integer += 1;
                break;
              }
              const char* at = std::strchr(kDigits, tail.back());
              int up = static_cast<int>(at - kDigits) + 1;
              tail.pop_back();
              if (up < radix) {
                tail += kDigits[up];
                break;
              }
            }
            break;
          }
        }
      } while (fraction >= delta);
    }
    // Digits that a double does not tell apart are zeros; the division below rounds as V8's does.
    for (; integer / radix >= 9007199254740992.0; integer /= radix) digits += '0';
    do {
      double rest = std::fmod(integer, radix);
      digits.insert(digits.begin(), kDigits[static_cast<int>(rest)]);
      integer = (integer - rest) / radix;
    } while (integer > 0);
    return newLatin1((negative ? "-" : "") + digits + (tail.empty() ? "" : "." + tail));
  }
  char buffer[kMaxNumberText];
  return newLatin1({buffer, static_cast<size_t>(writeNumber(d, buffer) - buffer)});
}

char* writeNumber(double d, char* to) {
  if (d == std::trunc(d) && std::fabs(d) < 1e15)
    return std::to_chars(to, to + kMaxNumberText, static_cast<int64_t>(d)).ptr;
  // Shortest digits, laid out by exponent.
  char text[kMaxNumberText];
  char* end = std::to_chars(text, text + sizeof text, std::fabs(d), std::chars_format::scientific).ptr;
  char* mark = std::find(text, end, 'e');
  int exponent = 0;
  std::from_chars(mark[1] == '+' ? mark + 2 : mark + 1, end, exponent);
  text[1] = text[0];  // over the point: the digits are from there to the mark
  const char* digits = mark == text + 1 ? text : text + 1;
  auto k = static_cast<int>(mark - digits);
  int n = exponent + 1;
  if (d < 0) *to++ = '-';
  if (k <= n && n <= 21) return std::fill_n(std::copy_n(digits, k, to), n - k, '0');
  if (0 < n && n <= 21) {
    to = std::copy_n(digits, n, to);
    *to++ = '.';
    return std::copy_n(digits + n, k - n, to);
  }
  if (-6 < n && n <= 0) {
    to = std::copy_n("0.", 2, to);
    return std::copy_n(digits, k, std::fill_n(to, -n, '0'));
  }
  *to++ = digits[0];
  if (k > 1) {
    *to++ = '.';
    to = std::copy_n(digits + 1, k - 1, to);
  }
  *to++ = 'e';
  *to++ = n > 0 ? '+' : '-';
  return std::to_chars(to, to + 4, std::abs(n - 1)).ptr;
}

double stringToNumber(String* s) {
  if (s->length == 1) {
    char16_t unit = unitAt(s, 0);
    if (unit >= '0' && unit <= '9') return unit - '0';
    return isSpace(unit) ? 0 : std::numeric_limits<double>::quiet_NaN();
  }
  Chars c = chars(s);
  uint32_t from = 0, to = c.length;
  while (from < to && isSpace(c[from])) ++from;
  while (to > from && isSpace(c[to - 1])) --to;
  if (from == to) return 0;
  char small[64];
  std::string large;
  size_t length = to - from;
  char* text = small;
  if (length > sizeof small) {
    large.resize(length);
    text = large.data();
  }
  for (uint32_t i = from; i < to; ++i) {
    if (c[i] > 127) return std::numeric_limits<double>::quiet_NaN();
    text[i - from] = static_cast<char>(c[i]);
  }
  if (length > 2 && text[0] == '0') {
    int radix = (text[1] | 32) == 'x' ? 16 : (text[1] | 32) == 'o' ? 8 : (text[1] | 32) == 'b' ? 2 : 0;
    if (radix != 0) return parseRadix(text + 2, length - 2, radix);
  }
  const char* begin = text;
  bool negative = *begin == '-';
  if (*begin == '+' || *begin == '-') ++begin;
  const char* end = text + length;
  if (std::string_view(begin, static_cast<size_t>(end - begin)) == "Infinity")
    return negative ? -INFINITY : INFINITY;
  // fast_float also takes "inf" and "nan".
  if (begin == end || !((*begin >= '0' && *begin <= '9') || *begin == '.'))
    return std::numeric_limits<double>::quiet_NaN();
  double value;
  auto [rest, status] = fast_float::from_chars(begin, end, value);
  if (status == std::errc::invalid_argument || rest != end) return std::numeric_limits<double>::quiet_NaN();
  return negative ? -value : value;
}

// --- §7.2 comparison

bool sameValue(Value a, Value b) {
  if (a.isNumber() && b.isNumber()) {
    double x = a.asNumber(), y = b.asNumber();
    if (x != x && y != y) return true;
    return x == y && std::signbit(x) == std::signbit(y);
  }
  return strictEquals(a, b);
}

bool sameValueZero(Value a, Value b) {
  if (a.isNumber() && b.isNumber()) {
    double x = a.asNumber(), y = b.asNumber();
    return x == y || (x != x && y != y);
  }
  return strictEquals(a, b);
}

bool strictEquals(Value a, Value b) {
  if (a.isNumber()) return b.isNumber() && a.asNumber() == b.asNumber();
  if (a == b) return true;
  if (isString(a)) return isString(b) && equals(asString(a), asString(b));
  if (isBigInt(a)) return isBigInt(b) && bigintCompare(a, b) == 0;
  return false;
}

// §7.2.14 IsLooselyEqual
bool looseEquals(Value a, Value b) {
  while (true) {
    if (a.isNumber() && b.isNumber()) return a.asNumber() == b.asNumber();
    if (a.isNullish()) return b.isNullish() || (b.isCell() && (b.asCell()->shape->flags & kHtmlDda));
    if (b.isNullish()) return a.isCell() && (a.asCell()->shape->flags & kHtmlDda);
    bool ao = isObject(a), bo = isObject(b);
    if (ao && bo) return a == b;
    if (a.isBoolean() && b.isBoolean()) return a == b;
    if (a.isBoolean()) {
      a = Value::int32(a.isTrue());
    } else if (b.isBoolean()) {
      b = Value::int32(b.isTrue());
    } else if (ao) {
      a = toPrimitive(a, ToPrimitiveHint::Default);
    } else if (bo) {
      b = toPrimitive(b, ToPrimitiveHint::Default);
    } else if (isString(a) && isString(b)) {
      return equals(asString(a), asString(b));
    } else if (isSymbol(a) || isSymbol(b)) {
      return a == b;
    } else if (isBigInt(a) && isBigInt(b)) {
      return bigintCompare(a, b) == 0;
    } else if (isBigInt(a) && isString(b)) {
      Value parsed = stringToBigint(asString(b));
      return !parsed.isUndefined() && bigintCompare(a, parsed) == 0;
    } else if (isString(a) && isBigInt(b)) {
      std::swap(a, b);
    } else if (isBigInt(a)) {
      return bigintCompareNumber(a, b.asNumber()) == 0;
    } else if (isBigInt(b)) {
      return bigintCompareNumber(b, a.asNumber()) == 0;
    } else if (isString(a)) {
      a = Value::number(stringToNumber(asString(a)));
    } else {
      b = Value::number(stringToNumber(asString(b)));
    }
  }
}

}  // namespace kiln::rt
