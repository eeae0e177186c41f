// Buffer's methods that compare, search, copy, cut and swap bytes.
#include <cstring>

#include "stdlib/node/buffer.h"

namespace kiln::rt {
namespace {

constexpr const char* kBufferType = "an instance of Buffer or Uint8Array";

Bytes thisBytes(Args& args, const char* name = "source") {
  if (!isUint8Array(args.this_value)) throwInvalidArgType(name, kBufferType, args.this_value);
  return bytesOfArray(asTypedArray(args.this_value));
}

int compareBytes(Bytes a, Bytes b) {
  size_t shared = std::min(a.length, b.length);
  int order = shared == 0 ? 0 : std::memcmp(a.data, b.data, shared);
  if (order == 0) return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
  return order < 0 ? -1 : 1;
}

Value equalsMethod(Args& args) {
  Bytes bytes = thisBytes(args);
  if (!isUint8Array(args[0])) throwInvalidArgType("otherBuffer", kBufferType, args[0]);
  return Value::boolean(compareBytes(bytes, bytesOfArray(asTypedArray(args[0]))) == 0);
}

Value compareMethod(Args& args) {
  Bytes source = thisBytes(args);
  if (!isUint8Array(args[0])) throwInvalidArgType("target", kBufferType, args[0]);
  Bytes target = bytesOfArray(asTypedArray(args[0]));
  constexpr double kAny = 9007199254740991.0;
  auto offset = [&](uint32_t i, const char* name, double maximum, size_t absent) {
    return args[i].isUndefined() ? absent : static_cast<size_t>(validateInteger(args[i], name, 0, maximum));
  };
  size_t target_start = offset(1, "targetStart", kAny, 0);
  size_t target_end = offset(2, "targetEnd", static_cast<double>(target.length), target.length);
  size_t source_start = offset(3, "sourceStart", kAny, 0);
  size_t source_end = offset(4, "sourceEnd", static_cast<double>(source.length), source.length);
  if (source_start >= source_end) return Value::int32(target_start >= target_end ? 0 : -1);
  if (target_start >= target_end) return Value::int32(1);
  return Value::int32(compareBytes({source.data + source_start, source_end - source_start},
                                   {target.data + target_start, target_end - target_start}));
}

Value compareStatic(Args& args) {
  if (!isUint8Array(args[0])) throwInvalidArgType("buf1", kBufferType, args[0]);
  if (!isUint8Array(args[1])) throwInvalidArgType("buf2", kBufferType, args[1]);
  return Value::int32(compareBytes(bytesOfArray(asTypedArray(args[0])), bytesOfArray(asTypedArray(args[1]))));
}

Value copyMethod(Args& args) {
  Bytes source = thisBytes(args);
  if (!isUint8Array(args[0])) throwInvalidArgType("target", kBufferType, args[0]);
  Bytes target = bytesOfArray(asTypedArray(args[0]));
  auto integer = [&](uint32_t i, double absent) {
    if (args[i].isUndefined()) return absent;
    double d = toIntegerOrInfinity(args[i]);
    return d >= -9007199254740991.0 && d <= 9007199254740991.0 ? d : 0.0;
  };
  auto length = static_cast<double>(source.length);
  double to = integer(1, 0), from = integer(2, 0), end = integer(3, length);
  if (to < 0) throwOutOfRange("targetStart", ">= 0", args[1]);
  if (from < 0 || from > length)
    throwOutOfRange("sourceStart", ">= 0 && <= " + std::to_string(source.length), args[2]);
  if (end < 0) throwOutOfRange("sourceEnd", ">= 0", args[3]);
  double count = std::min({end - from, length - from, static_cast<double>(target.length) - to});
  if (!(count > 0)) return Value::int32(0);
  std::memmove(target.data + static_cast<size_t>(to), source.data + static_cast<size_t>(from),
               static_cast<size_t>(count));
  return Value::number(count);
}

// Where a search starts: -1 when it cannot succeed.
double searchStart(double length, double offset, double needle, bool forwards) {
  if (offset < 0) {
    if (offset + length >= 0) return length + offset;
    return forwards || needle == 0 ? 0 : -1;
  }
  if (offset + needle <= length) return offset;
  if (needle == 0) return length;
  return forwards ? -1 : length - 1;
}

// Units of `step` bytes: UTF-16 text only matches at even distances.
double search(Bytes hay, Bytes needle, double offset, bool forwards, size_t step) {
  auto length = static_cast<double>(hay.length), size = static_cast<double>(needle.length);
  double start = searchStart(length, offset, size, forwards);
  if (needle.length == 0) return start;
  if (start < 0 || hay.length == 0 || (forwards && size + start > length) || size > length) return -1;
  auto at = static_cast<int64_t>(start) / static_cast<int64_t>(step) * static_cast<int64_t>(step);
  auto last = static_cast<int64_t>(hay.length - needle.length);
  if (forwards) {
    while (at <= last) {
      if (step == 1) {
        void* found = std::memchr(hay.data + at, needle.data[0], static_cast<size_t>(last - at + 1));
        if (found == nullptr) return -1;
        at = static_cast<uint8_t*>(found) - hay.data;
      }
      if (std::memcmp(hay.data + at, needle.data, needle.length) == 0) return static_cast<double>(at);
      at += static_cast<int64_t>(step);
    }
    return -1;
  }
  for (at = std::min(at, last / static_cast<int64_t>(step) * static_cast<int64_t>(step)); at >= 0;
       at -= static_cast<int64_t>(step)) {
    if (std::memcmp(hay.data + at, needle.data, needle.length) == 0) return static_cast<double>(at);
  }
  return -1;
}

double indexIn(Args& args, bool forwards) {
  Bytes hay = thisBytes(args, "buffer");
  Value offset_value = args[1], encoding_value = args[2];
  if (isString(offset_value)) {
    encoding_value = offset_value;
    offset_value = Value::undefined();
  }
  double offset = toNumber(offset_value);
  if (offset != offset) offset = forwards ? 0 : static_cast<double>(hay.length);
  offset = std::trunc(std::clamp(offset, -2147483648.0, 2147483647.0));
  std::optional<Encoding> encoding = Encoding::Utf8;
  if (!encoding_value.isUndefined()) encoding = parseEncoding(encoding_value);
  if (args[0].isNumber()) {
    auto byte = static_cast<uint8_t>(toUint32(args[0]));
    return search(hay, {&byte, 1}, offset, forwards, 1);
  }
  if (isString(args[0])) {
    if (!encoding) throwUnknownEncoding(encoding_value);
    std::string bytes = encodeString(asString(args[0]), *encoding);
    return search(hay, {reinterpret_cast<uint8_t*>(bytes.data()), bytes.size()}, offset, forwards,
                  *encoding == Encoding::Utf16le ? 2 : 1);
  }
  if (isUint8Array(args[0])) {
    return search(hay, bytesOfArray(asTypedArray(args[0])), offset, forwards,
                  encoding == Encoding::Utf16le ? 2 : 1);
  }
  throwInvalidArgType("value", "one of type number or string or an instance of Buffer or Uint8Array",
                      args[0]);
}
Value indexOfMethod(Args& args) {
  return Value::number(indexIn(args, true));
}
Value lastIndexOfMethod(Args& args) {
  return Value::number(indexIn(args, false));
}
Value includesMethod(Args& args) {
  return Value::boolean(indexIn(args, true) >= 0);
}

// Shares the memory.
Value subarrayMethod(Args& args) {
  Bytes bytes = thisBytes(args);
  auto length = static_cast<double>(bytes.length);
  auto position = [&](Value v, double absent) {
    if (v.isUndefined()) return absent;
    double d = toIntegerOrInfinity(v);
    return d < 0 ? std::max(d + length, 0.0) : std::min(d, length);
  };
  double start = position(args[0], 0), end = position(args[1], length);
  TypedArray* a = asTypedArray(args.this_value);
  return box(newBufferOn(a->buffer, a->byte_offset + static_cast<size_t>(start),
                         static_cast<size_t>(std::max(end - start, 0.0))));
}

template <size_t width>
Value swapMethod(Args& args) {
  Bytes bytes = thisBytes(args);
  if (bytes.length % width != 0) {
    throwWithCode(ErrorType::RangeError, "ERR_INVALID_BUFFER_SIZE",
                  "Buffer size must be a multiple of " + std::to_string(width * 8) + "-bits");
  }
  for (size_t i = 0; i < bytes.length; i += width) std::reverse(bytes.data + i, bytes.data + i + width);
  return args.this_value;
}

const NativeMethod kMethods[] = {
    {"copy", KILN_NATIVE(copyMethod), 4},
    {"equals", KILN_NATIVE(equalsMethod), 1},
    {"compare", KILN_NATIVE(compareMethod), 5},
    {"indexOf", KILN_NATIVE(indexOfMethod), 3},
    {"lastIndexOf", KILN_NATIVE(lastIndexOfMethod), 3},
    {"includes", KILN_NATIVE(includesMethod), 3},
    {"subarray", KILN_NATIVE(subarrayMethod), 2},
    {"slice", KILN_NATIVE(subarrayMethod), 2},
    {"swap16", KILN_NATIVE(swapMethod<2>), 0},
    {"swap32", KILN_NATIVE(swapMethod<4>), 0},
    {"swap64", KILN_NATIVE(swapMethod<8>), 0},
};
const NativeMethod kStatics[] = {{"compare", KILN_NATIVE(compareStatic), 2}};

}  // namespace

void defineBufferSearch(Object* prototype) {
  defineEnumerable(prototype, kMethods);
  defineEnumerable(asObject(get(prototype, atoms.constructor)), kStatics);
}

}  // namespace kiln::rt
