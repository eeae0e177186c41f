// Buffer's read and write methods for numbers.
#include <bit>
#include <cstring>

#include "stdlib/node/buffer.h"

namespace kiln::rt {
namespace {

[[gnu::noinline]] Bytes thisBytes(Args& args) {
  if (!isUint8Array(args.this_value))
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
  return bytesOfArray(asTypedArray(args.this_value));
}

std::string numberText(double d) {
  return toUtf8(numberToString(d));
}

// Why `value` is no good as an offset up to `last` (or as a byte length).
[[noreturn, gnu::noinline]] void throwBounds(Value value, double last, const char* type = nullptr) {
  const char* name = type == nullptr ? "offset" : type;
  double d = validateNumber(value, name);
  if (std::floor(d) != d) throwOutOfRange(name, "an integer", value);
  if (last < 0) {
    throwWithCode(ErrorType::RangeError, "ERR_BUFFER_OUT_OF_BOUNDS",
                  "Attempt to access memory outside buffer bounds");
  }
  throwOutOfRange(name, std::string(">= ") + (type == nullptr ? "0" : "1") + " and <= " + numberText(last),
                  value);
}

// Kept out of line, as the checks below: there are sixty callers.
// Address of `size` bytes at the offset argument.
[[gnu::noinline]] uint8_t* locate(Bytes bytes, Value offset, size_t size, Value* next = nullptr) {
  if (offset.isUndefined()) offset = Value::int32(0);
  double at = validateNumber(offset, "offset");
  double last = static_cast<double>(bytes.length) - static_cast<double>(size);
  if (!(at >= 0 && at <= last && std::floor(at) == at)) throwBounds(offset, last);
  if (next != nullptr) *next = Value::number(at + static_cast<double>(size));
  return bytes.data + static_cast<size_t>(at);
}

template <typename T, bool big>
T loadAs(const uint8_t* at) {
  uint8_t bytes[sizeof(T)];
  for (size_t i = 0; i < sizeof(T); ++i) bytes[i] = at[big ? sizeof(T) - 1 - i : i];
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}
template <typename T, bool big>
void storeAs(uint8_t* at, T value) {
  uint8_t bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  for (size_t i = 0; i < sizeof(T); ++i) at[big ? sizeof(T) - 1 - i : i] = bytes[i];
}

template <typename T, bool big>
Value read(Args& args) {
  T value = loadAs<T, big>(locate(thisBytes(args), args[0], sizeof(T)));
  if constexpr (std::is_same_v<T, int64_t>)
    return bigintFromInt64(value);
  else if constexpr (std::is_same_v<T, uint64_t>)
    return bigintFromUint64(value);
  else
    return Value::number(static_cast<double>(value));
}

// A value outside minimum … maximum of an integer of `bits` bits.
[[noreturn, gnu::noinline]] void throwValueRange(Value value, int bits, bool is_signed, const char* suffix) {
  std::string n = suffix, range;
  if (bits > 32) {
    std::string power = "2" + n + " ** " + std::to_string(is_signed ? bits - 1 : bits) + n;
    range = is_signed ? ">= -(" + power + ") and < " + power : ">= 0" + n + " and < " + power;
  } else {
    double span = std::ldexp(1.0, bits), low = is_signed ? -span / 2 : 0;
    range = ">= " + numberText(low) + " and <= " + numberText(low + span - 1);
  }
  throwOutOfRange("value", range, value);
}

[[gnu::noinline]] double checkedInteger(Value v, int bits, bool is_signed) {
  double value = toNumber(v), span = std::ldexp(1.0, bits), low = is_signed ? -span / 2 : 0;
  if (value > low + span - 1 || value < low) throwValueRange(Value::number(value), bits, is_signed, "");
  return value;
}

template <typename T, bool big>
Value write(Args& args) {
  Value next;
  if constexpr (std::is_floating_point_v<T>) {
    double value = toNumber(args[0]);
    storeAs<T, big>(locate(thisBytes(args), args[1], sizeof(T), &next), static_cast<T>(value));
  } else if constexpr (sizeof(T) == 8) {
    Value value = args[0];
    if (!isBigInt(value)) throwTypeError("Cannot mix BigInt and other types, use explicit conversions");
    constexpr bool is_signed = std::is_signed_v<T>;
    Value low = is_signed ? bigintFromInt64(std::numeric_limits<int64_t>::min()) : bigintFromInt64(0);
    Value high = is_signed ? bigintFromInt64(std::numeric_limits<int64_t>::max())
                           : bigintFromUint64(std::numeric_limits<uint64_t>::max());
    if (bigintCompare(value, low) < 0 || bigintCompare(value, high) > 0)
      throwValueRange(value, 64, is_signed, "n");
    storeAs<T, big>(locate(thisBytes(args), args[1], 8, &next), static_cast<T>(bigintToUint64(value)));
  } else {
    Value offset = args[1].isUndefined() ? Value::int32(0) : args[1];
    // Node looks at the type of the offset first, at its bounds last; single bytes have their own order.
    if (sizeof(T) == 1) validateNumber(offset, "offset");
    double value = checkedInteger(args[0], 8 * sizeof(T), std::is_signed_v<T>);
    uint8_t* at = locate(thisBytes(args), offset, sizeof(T), &next);
    storeAs<T, big>(at, static_cast<T>(static_cast<std::make_unsigned_t<T>>(toInt32(value))));
  }
  return next;
}

[[gnu::noinline]] size_t widthOf(Value v) {
  if (!v.isNumber() || !(v.asNumber() >= 1 && v.asNumber() <= 6) || std::floor(v.asNumber()) != v.asNumber())
    throwBounds(v, 6, "byteLength");
  return static_cast<size_t>(v.asNumber());
}

template <bool is_signed, bool big>
Value readWide(Args& args) {
  if (args[0].isUndefined()) throwInvalidArgType("offset", "of type number", args[0]);
  size_t width = widthOf(args[1]);
  const uint8_t* at = locate(thisBytes(args), args[0], width);
  uint64_t bits = 0;
  for (size_t i = 0; i < width; ++i) bits = bits << 8 | at[big ? i : width - 1 - i];
  if (is_signed) {
    unsigned unused = static_cast<unsigned>(64 - 8 * width);
    return Value::number(static_cast<double>(static_cast<int64_t>(bits << unused) >> unused));
  }
  return Value::number(static_cast<double>(bits));
}

template <bool is_signed, bool big>
Value writeWide(Args& args) {
  size_t width = widthOf(args[2]);
  double value = checkedInteger(args[0], static_cast<int>(8 * width), is_signed);
  if (args[1].isUndefined()) throwInvalidArgType("offset", "of type number", args[1]);
  Value next;
  uint8_t* at = locate(thisBytes(args), args[1], width, &next);
  auto bits = static_cast<uint64_t>(value != value ? 0 : static_cast<int64_t>(value));
  for (size_t i = 0; i < width; ++i) at[big ? width - 1 - i : i] = static_cast<uint8_t>(bits >> (8 * i));
  return next;
}

#define BOTH_ORDERS(name, type, what) \
  {name "LE", KILN_NATIVE((what<type, false>)), 0}, {name "BE", KILN_NATIVE((what<type, true>)), 0}
#define WRITE_ORDERS(name, type) \
  {name "LE", KILN_NATIVE((write<type, false>)), 1}, {name "BE", KILN_NATIVE((write<type, true>)), 1}

const NativeMethod kMethods[] = {
    BOTH_ORDERS("readBigUInt64", uint64_t, read),
    BOTH_ORDERS("readBigUint64", uint64_t, read),
    BOTH_ORDERS("readBigInt64", int64_t, read),
    WRITE_ORDERS("writeBigUInt64", uint64_t),
    WRITE_ORDERS("writeBigUint64", uint64_t),
    WRITE_ORDERS("writeBigInt64", int64_t),
    {"readUIntLE", KILN_NATIVE((readWide<false, false>)), 2},
    BOTH_ORDERS("readUInt32", uint32_t, read),
    BOTH_ORDERS("readUInt16", uint16_t, read),
    {"readUInt8", KILN_NATIVE((read<uint8_t, false>)), 0},
    {"readUIntBE", KILN_NATIVE((readWide<false, true>)), 2},
    {"readUintLE", KILN_NATIVE((readWide<false, false>)), 2},
    BOTH_ORDERS("readUint32", uint32_t, read),
    BOTH_ORDERS("readUint16", uint16_t, read),
    {"readUint8", KILN_NATIVE((read<uint8_t, false>)), 0},
    {"readUintBE", KILN_NATIVE((readWide<false, true>)), 2},
    {"readIntLE", KILN_NATIVE((readWide<true, false>)), 2},
    BOTH_ORDERS("readInt32", int32_t, read),
    BOTH_ORDERS("readInt16", int16_t, read),
    {"readInt8", KILN_NATIVE((read<int8_t, false>)), 0},
    {"readIntBE", KILN_NATIVE((readWide<true, true>)), 2},
    {"writeUIntLE", KILN_NATIVE((writeWide<false, false>)), 3},
    WRITE_ORDERS("writeUInt32", uint32_t),
    WRITE_ORDERS("writeUInt16", uint16_t),
    {"writeUInt8", KILN_NATIVE((write<uint8_t, false>)), 1},
    {"writeUIntBE", KILN_NATIVE((writeWide<false, true>)), 3},
    {"writeUintLE", KILN_NATIVE((writeWide<false, false>)), 3},
    WRITE_ORDERS("writeUint32", uint32_t),
    WRITE_ORDERS("writeUint16", uint16_t),
    {"writeUint8", KILN_NATIVE((write<uint8_t, false>)), 1},
    {"writeUintBE", KILN_NATIVE((writeWide<false, true>)), 3},
    {"writeIntLE", KILN_NATIVE((writeWide<true, false>)), 3},
    WRITE_ORDERS("writeInt32", int32_t),
    WRITE_ORDERS("writeInt16", int16_t),
    {"writeInt8", KILN_NATIVE((write<int8_t, false>)), 1},
    {"writeIntBE", KILN_NATIVE((writeWide<true, true>)), 3},
    BOTH_ORDERS("readFloat", float, read),
    BOTH_ORDERS("readDouble", double, read),
    WRITE_ORDERS("writeFloat", float),
    WRITE_ORDERS("writeDouble", double),
};

}  // namespace

void defineBufferNumbers(Object* prototype) {
  defineEnumerable(prototype, kMethods);
}

}  // namespace kiln::rt
