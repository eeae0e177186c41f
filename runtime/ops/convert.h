// ECMA-262 §7.1 type conversion and §7.2 comparison. Conversions of objects run user code.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

enum class ToPrimitiveHint { Default, Number, String };

Value toPrimitive(Value v, ToPrimitiveHint hint);
bool toBoolean(Value v);
double toNumber(Value v);  // BigInt and Symbol throw
Value toNumeric(Value v);  // number or BigInt
double toIntegerOrInfinity(Value v);
int32_t toInt32(double d);  // modulo 2^32
inline int32_t toInt32(Value v) {
  return v.isInt32() ? v.asInt32() : toInt32(toNumber(v));
}
inline uint32_t toUint32(Value v) {
  return static_cast<uint32_t>(toInt32(v));
}
double toLength(Value v);
String* toString(Value v);
Object* toObject(Value v);
std::string toUtf8(Value v);  // ToString, as UTF-8

String* numberToString(double d, int radix = 10);
// Number::toString (§6.1.6.1.20) of a finite number, written to `to`. The end of what was written.
constexpr size_t kMaxNumberText = 32;
char* writeNumber(double d, char* to);
double stringToNumber(String* s);  // §7.1.4.1.1, NaN when malformed

Object* newPrimitiveWrapper(Value v);  // Number, String, Boolean, Symbol, BigInt objects

bool sameValue(Value a, Value b);
bool sameValueZero(Value a, Value b);
bool strictEquals(Value a, Value b);
bool looseEquals(Value a, Value b);

// --- BigInt (runtime/value/bigint.cpp)
enum class BigintOp { Add, Sub, Mul, Div, Mod, Exp, And, Or, Xor, Shl, Sar };
Value bigintBinary(BigintOp op, Value a, Value b);
Value bigintNegate(Value a);
Value bigintFromDouble(double d);  // integral
Value bigintFromInt64(int64_t value);
Value bigintFromUint64(uint64_t value);
Value stringToBigint(String* s);  // undefined when malformed
String* bigintToString(Value a, int radix);
int bigintCompare(Value a, Value b);
int bigintCompareNumber(Value a, double b);  // -1, 0, 1; 2 when b is NaN
double bigintToDouble(Value a);
Value toBigint(Value v);
uint64_t bigintToUint64(Value a);  // modulo 2^64

}  // namespace kiln::rt
