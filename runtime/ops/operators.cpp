// §13: operators on values, the helpers that compiled code calls when its inline paths do not apply.
#include <algorithm>
#include <cmath>

#include "runtime/abi/helpers.h"
#include "runtime/object/elements.h"
#include "runtime/object/property_cache.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/value/power.h"

namespace kiln::rt {
namespace {

[[noreturn]] void throwMixed() {
  throwTypeError("Cannot mix BigInt and other types, use explicit conversions");
}

bool areBigInts(Value a, Value b) {
  return a.isCell() && b.isCell() && isBigInt(a) && isBigInt(b);
}

template <typename NumberOp>
Value arithmetic(Value a, Value b, BigintOp big, NumberOp op) {
  if (areBigInts(a, b)) return bigintBinary(big, a, b);
  a = toNumeric(a);
  b = toNumeric(b);
  if (a.isNumber() && b.isNumber()) return Value::number(op(a.asNumber(), b.asNumber()));
  if (!isBigInt(a) || !isBigInt(b)) throwMixed();
  return bigintBinary(big, a, b);
}

enum class Order { Less, NotLess, Undefined };

// §7.2.13 IsLessThan, for operands already primitive.
Order lessThan(Value a, Value b) {
  if (isString(a) && isString(b)) return compare(asString(a), asString(b)) < 0 ? Order::Less : Order::NotLess;
  auto of = [](int order) {
    return order == 2 ? Order::Undefined : order < 0 ? Order::Less : Order::NotLess;
  };
  if (isBigInt(a) && isString(b)) {
    Value parsed = stringToBigint(asString(b));
    return parsed.isUndefined() ? Order::Undefined : of(bigintCompare(a, parsed));
  }
  if (isString(a) && isBigInt(b)) {
    Value parsed = stringToBigint(asString(a));
    return parsed.isUndefined() ? Order::Undefined : of(bigintCompare(parsed, b));
  }
  a = toNumeric(a);
  b = toNumeric(b);
  if (isBigInt(a) && isBigInt(b)) return of(bigintCompare(a, b));
  if (isBigInt(a)) return of(bigintCompareNumber(a, b.asNumber()));
  if (isBigInt(b)) {
    int order = bigintCompareNumber(b, a.asNumber());
    return order == 2 ? Order::Undefined : order > 0 ? Order::Less : Order::NotLess;
  }
  double x = a.asNumber(), y = b.asNumber();
  if (x != x || y != y) return Order::Undefined;
  return x < y ? Order::Less : Order::NotLess;
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_add(Value a, Value b) {
  if (a.isNumber() && b.isNumber()) return Value::number(a.asNumber() + b.asNumber());
  if (isString(a) && isString(b)) return box(concat(asString(a), asString(b)));
  if (areBigInts(a, b)) return bigintBinary(BigintOp::Add, a, b);
  a = toPrimitive(a, ToPrimitiveHint::Default);
  b = toPrimitive(b, ToPrimitiveHint::Default);
  if (isString(a) || isString(b)) {
    String* left = toString(a);
    return box(concat(left, toString(b)));
  }
  return arithmetic(a, b, BigintOp::Add, [](double x, double y) { return x + y; });
}
Value kiln_sub(Value a, Value b) {
  if (a.isNumber() && b.isNumber()) return Value::number(a.asNumber() - b.asNumber());
  return arithmetic(a, b, BigintOp::Sub, [](double x, double y) { return x - y; });
}
Value kiln_mul(Value a, Value b) {
  return arithmetic(a, b, BigintOp::Mul, [](double x, double y) { return x * y; });
}
Value kiln_div(Value a, Value b) {
  return arithmetic(a, b, BigintOp::Div, [](double x, double y) { return x / y; });
}
Value kiln_mod(Value a, Value b) {
  return arithmetic(a, b, BigintOp::Mod, kiln_math_mod);
}
Value kiln_exp(Value a, Value b) {
  return arithmetic(a, b, BigintOp::Exp, kiln_math_pow);
}
Value kiln_bit_and(Value a, Value b) {
  return arithmetic(a, b, BigintOp::And, [](double x, double y) { return double(toInt32(x) & toInt32(y)); });
}
Value kiln_bit_or(Value a, Value b) {
  return arithmetic(a, b, BigintOp::Or, [](double x, double y) { return double(toInt32(x) | toInt32(y)); });
}
Value kiln_bit_xor(Value a, Value b) {
  return arithmetic(a, b, BigintOp::Xor, [](double x, double y) { return double(toInt32(x) ^ toInt32(y)); });
}
Value kiln_shl(Value a, Value b) {
  return arithmetic(a, b, BigintOp::Shl, [](double x, double y) {
    return double(static_cast<int32_t>(static_cast<uint32_t>(toInt32(x)) << (toInt32(y) & 31)));
  });
}
Value kiln_sar(Value a, Value b) {
  return arithmetic(a, b, BigintOp::Sar,
                    [](double x, double y) { return double(toInt32(x) >> (toInt32(y) & 31)); });
}
Value kiln_shr(Value a, Value b) {
  a = toNumeric(a);
  b = toNumeric(b);
  if (isBigInt(a) && isBigInt(b)) throwTypeError("BigInts have no unsigned right shift, use >> instead");
  if (isBigInt(a) || isBigInt(b)) throwMixed();
  return Value::number(toUint32(a) >> (toUint32(b) & 31));
}
Value kiln_neg(Value a) {
  a = toNumeric(a);
  return isBigInt(a) ? bigintNegate(a) : Value::number(-a.asNumber());
}
Value kiln_inc(Value a) {
  return isBigInt(a) ? bigintBinary(BigintOp::Add, a, bigintFromInt64(1)) : Value::number(a.asNumber() + 1);
}
Value kiln_dec(Value a) {
  return isBigInt(a) ? bigintBinary(BigintOp::Sub, a, bigintFromInt64(1)) : Value::number(a.asNumber() - 1);
}
Value kiln_bit_not(Value a) {
  a = toNumeric(a);
  if (isBigInt(a)) return bigintBinary(BigintOp::Sub, bigintNegate(a), bigintFromInt64(1));
  return Value::int32(~toInt32(a));
}

bool kiln_less_than(Value a, Value b) {
  if (a.isNumber() && b.isNumber()) return a.asNumber() < b.asNumber();
  if (areBigInts(a, b)) return bigintCompare(a, b) < 0;
  a = toPrimitive(a, ToPrimitiveHint::Number);
  b = toPrimitive(b, ToPrimitiveHint::Number);
  return lessThan(a, b) == Order::Less;
}
bool kiln_greater_than(Value a, Value b) {
  if (a.isNumber() && b.isNumber()) return a.asNumber() > b.asNumber();
  if (areBigInts(a, b)) return bigintCompare(a, b) > 0;
  a = toPrimitive(a, ToPrimitiveHint::Number);
  b = toPrimitive(b, ToPrimitiveHint::Number);
  return lessThan(b, a) == Order::Less;
}
bool kiln_less_equal(Value a, Value b) {
  if (a.isNumber() && b.isNumber()) return a.asNumber() <= b.asNumber();
  if (areBigInts(a, b)) return bigintCompare(a, b) <= 0;
  a = toPrimitive(a, ToPrimitiveHint::Number);
  b = toPrimitive(b, ToPrimitiveHint::Number);
  return lessThan(b, a) == Order::NotLess;
}
bool kiln_greater_equal(Value a, Value b) {
  if (a.isNumber() && b.isNumber()) return a.asNumber() >= b.asNumber();
  if (areBigInts(a, b)) return bigintCompare(a, b) >= 0;
  a = toPrimitive(a, ToPrimitiveHint::Number);
  b = toPrimitive(b, ToPrimitiveHint::Number);
  return lessThan(a, b) == Order::NotLess;
}
bool kiln_loose_equals(Value a, Value b) {
  return looseEquals(a, b);
}
bool kiln_strict_equals(Value a, Value b) {
  return strictEquals(a, b);
}
bool kiln_same_value(Value a, Value b) {
  return sameValue(a, b);
}
bool kiln_to_boolean(Value a) {
  return toBoolean(a);
}
Value kiln_to_number(Value a) {
  return Value::number(toNumber(a));
}
double kiln_to_double(Value a) {
  return toNumber(a);
}
int32_t kiln_to_int32(Value a) {
  if (a.isNullish() || a.isBoolean()) return a.isTrue();
  a = toNumeric(a);
  if (isBigInt(a)) throwMixed();
  return toInt32(a);
}
int32_t kiln_double_to_int32(double d) {
  return toInt32(d);
}
double kiln_math_mod(double a, double b) {
  return std::fmod(a, b);
}
double kiln_math_pow(double a, double b) {
  return power(a, b);
}
Value kiln_to_numeric(Value a) {
  return toNumeric(a);
}
String* kiln_to_string(Value a) {
  return toString(a);
}
Value kiln_to_primitive(Value a, int32_t hint) {
  return toPrimitive(a, static_cast<ToPrimitiveHint>(hint));
}
Value kiln_to_property_key(Value a) {
  return kiln::rt::toPropertyKey(a).word;
}
Object* kiln_to_object(Value a) {
  return toObject(a);
}

Value kiln_typeof_value(Value a) {
  if (a.isNumber()) return box(atoms.number);
  if (a.isUndefined()) return box(atoms.undefined);
  if (a.isBoolean()) return box(atoms.boolean);
  if (a.isNull()) return box(atoms.object);
  if (isString(a)) return box(atoms.string);
  if (isSymbol(a)) return box(atoms.symbol);
  if (isBigInt(a)) return box(atoms.bigint);
  uint16_t flags = a.asCell()->shape->flags;
  if (flags & kHtmlDda) return box(atoms.undefined);
  return box(flags & kCallable ? atoms.function : atoms.object);
}

bool kiln_instance_of(Value a, Value target) {
  if (!isObject(target)) throwTypeError("Right-hand side of 'instanceof' is not an object");
  Value handler = getMethod(target, PropertyKey::symbol(symbols.hasInstance));
  if (!handler.isUndefined() && handler != realm().function_has_instance)
    return toBoolean(callWith(handler, target, a));
  if (!isCallable(target)) throwTypeError("Right-hand side of 'instanceof' is not callable");
  return ordinaryHasInstance(target, a);
}

bool kiln_has_property(Value key, Value object) {
  // FAST: names and indices of ordinary objects (tests/exec/operators/in-cached).
  if (isObject(object)) {
    Object* o = asObject(object);
    if (key.isInt32() && key.asInt32() >= 0 && !(o->shape->flags & kExotic) &&
        indexedSlot(o, static_cast<uint32_t>(key.asInt32())) != nullptr)
      return true;
    if (key.isCell() && isString(key) && isAtom(asString(key))) {
      PropertyKey name = PropertyKey::atom(asString(key));
      const GetEntry* entry = findCached(o, name);
      if (entry == nullptr && !keyOfString(asString(key)).isIndex()) entry = findOrResolve(o, name);
      if (entry != nullptr) return entry->kind != GetKind::Absent;
    }
  }
  if (!isObject(object)) {
    throwTypeError("Cannot use 'in' operator to search for '%s' in %s", describeUnquoted(key),
                   describeUnquoted(object));
  }
  return hasProperty(asObject(object), kiln::rt::toPropertyKey(key));
}

// §20.1.3.2
bool kiln_has_own_property(Value object, Value key) {
  if (key.isCell() && isObject(object)) {
    // What the sites have found for this shape: it tells where the property is.
    const GetEntry& shared = sharedGetEntry(asObject(object)->shape, {key});
    bool own = shared.kind == GetKind::Inline || shared.kind == GetKind::Double || shared.kind == GetKind::Overflow;
    if (own && (isString(key) ? isAtom(asString(key)) : isSymbol(key)) && shared.key == key &&
        shared.shape == asObject(object)->shape)
      return true;
  }
  PropertyKey name = kiln::rt::toPropertyKey(key);
  return hasOwnProperty(toObject(object), name);
}
// §20.1.2.13
bool kiln_object_has_own(Value object, Value key) {
  Object* o = toObject(object);
  return hasOwnProperty(o, kiln::rt::toPropertyKey(key));
}

String* kiln_concat(String* a, String* b) {
  return concat(a, b);
}
String* kiln_concat_n(uint32_t n, const Value* parts) {
  constexpr uint32_t kMaxParts = 32;
  String* texts[kMaxParts];
  String* result = nullptr;
  for (uint32_t from = 0; from < n; from += kMaxParts) {
    uint32_t count = std::min(n - from, kMaxParts);
    for (uint32_t i = 0; i < count; ++i) texts[i] = toString(parts[from + i]);
    String* piece = concatMany(texts, count);
    result = result == nullptr ? piece : concat(result, piece);
  }
  return result == nullptr ? emptyString() : result;
}
int32_t kiln_char_code_at(Value string, int32_t index) {
  if (!isString(string) || static_cast<uint32_t>(index) >= asString(string)->length) return -1;
  return unitAt(asString(string), static_cast<uint32_t>(index));
}

bool kiln_string_equals(String* a, String* b) {
  return equals(a, b);
}
int32_t kiln_string_compare(String* a, String* b) {
  return compare(a, b);
}
Value kiln_string_char_at(String* s, uint32_t index) {
  return box(singleChar(unitAt(s, index)));
}
int32_t kiln_string_char_code_at(String* s, uint32_t index) {
  return unitAt(s, index);
}

}  // extern "C"

namespace kiln::rt {

// §7.3.21
bool ordinaryHasInstance(Value constructor, Value v) {
  if (!isCallable(constructor)) return false;
  Object* function = asObject(constructor);
  if (function->shape->kind == CellKind::BoundFunction) return kiln_instance_of(v, boundTarget(function));
  if (!isObject(v)) return false;
  Value prototype = getCached(function, PropertyKey::atom(atoms.prototype), constructor);
  if (!isObject(prototype)) {
    throwTypeError("Function has non-object prototype '%s' in instanceof check", describeUnquoted(prototype));
  }
  for (Object* o = getPrototypeOf(asObject(v)); o != nullptr; o = getPrototypeOf(o)) {
    if (box(o) == prototype) return true;
  }
  return false;
}

}  // namespace kiln::rt

extern "C" kiln::abi::Value kiln_const_bigint(kiln::abi::String* digits, kiln::abi::Value* cache) {
  if (cache->isEmpty()) *cache = kiln::rt::stringToBigint(digits);
  return *cache;
}
