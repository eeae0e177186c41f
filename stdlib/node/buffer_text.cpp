// Buffer's methods between bytes and strings: toString, write, fill, the per-encoding slices and writes,
// inspect.
#include <cstring>

#include "stdlib/node/buffer.h"
#include "stdlib/node/inspect.h"

namespace kiln::rt {
namespace {

constexpr size_t kInspectedBytes = 50;
constexpr double kMaxLength = 4294967296.0;

Bytes thisBytes(Args& args) {
  if (!isUint8Array(args.this_value))
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
  return bytesOfArray(asTypedArray(args.this_value));
}

[[noreturn]] void throwOutOfBounds() {
  throwWithCode(ErrorType::RangeError, "ERR_BUFFER_OUT_OF_BOUNDS",
                "Attempt to access memory outside buffer bounds");
}

Value toStringMethod(Args& args) {
  Bytes bytes = thisBytes(args);
  auto length = static_cast<double>(bytes.length);
  double start = 0, end = length;
  if (!args[1].isUndefined()) {
    double d = toNumber(args[1]);
    start = d <= 0 || d != d ? 0 : d >= length ? length : std::trunc(d);
  }
  if (!args[2].isUndefined()) {
    double d = toNumber(args[2]);
    if (!(d > length)) end = toInt32(d);
  }
  Encoding encoding = Encoding::Utf8;
  if (!args[0].isUndefined()) {
    std::optional<Encoding> named = parseEncoding(args[0]);
    if (start < length && end > start && !named) throwUnknownEncoding(args[0]);
    encoding = named.value_or(Encoding::Utf8);
  }
  if (end <= start) return box(emptyString());
  return box(
      decodeBytes(bytes.data + static_cast<size_t>(start), static_cast<size_t>(end - start), encoding));
}

Value writeMethod(Args& args) {
  Bytes bytes = thisBytes(args);
  auto length = static_cast<double>(bytes.length);
  double offset = 0, count = length;
  Value encoding = Value::undefined();
  if (args[2].isUndefined() && isString(args[1])) {
    encoding = args[1];
  } else if (!args[1].isUndefined()) {
    offset = validateInteger(args[1], "offset", 0, length);
    count = length - offset;
    encoding = args[3];
    if (isString(args[2]))
      encoding = args[2];
    else if (!args[2].isUndefined())
      count = std::min(count, validateInteger(args[2], "length", 0, length));
  }
  Encoding how = Encoding::Utf8;
  if (toBoolean(encoding)) {
    std::optional<Encoding> named = parseEncoding(encoding);
    if (!named) throwUnknownEncoding(encoding);
    how = *named;
  }
  if (!isString(args[0]))
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE", "argument must be a string");
  size_t written = encodeInto(asString(args[0]), how, bytes.data + static_cast<size_t>(offset),
                              static_cast<size_t>(count));
  return Value::number(static_cast<double>(written));
}

template <Encoding encoding>
Value sliceAs(Args& args) {
  Bytes bytes = thisBytes(args);
  auto length = static_cast<double>(bytes.length);
  double start = args[0].isUndefined() ? 0 : toIntegerOrInfinity(args[0]);
  double end = args[1].isUndefined() ? length : toIntegerOrInfinity(args[1]);
  if (end < start) end = start;
  if (start < 0 || end > length)
    throwWithCode(ErrorType::RangeError, "ERR_OUT_OF_RANGE", "Index out of range");
  return box(
      decodeBytes(bytes.data + static_cast<size_t>(start), static_cast<size_t>(end - start), encoding));
}

template <Encoding encoding>
Value writeAs(Args& args) {
  Bytes bytes = thisBytes(args);
  if (!isString(args[0]))
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE", "argument must be a string");
  auto length = static_cast<double>(bytes.length);
  double offset = args[1].isUndefined() ? 0 : toIntegerOrInfinity(args[1]);
  if (offset < 0 || offset > length)
    throwWithCode(ErrorType::RangeError, "ERR_BUFFER_OUT_OF_BOUNDS",
                  "\"offset\" is outside of buffer bounds");
  double count = args[2].isUndefined() ? length - offset : toIntegerOrInfinity(args[2]);
  if (count < 0)
    throwWithCode(ErrorType::RangeError, "ERR_BUFFER_OUT_OF_BOUNDS",
                  "\"length\" is outside of buffer bounds");
  count = std::min(count, length - offset);
  size_t written = encodeInto(asString(args[0]), encoding, bytes.data + static_cast<size_t>(offset),
                              static_cast<size_t>(count));
  return Value::number(static_cast<double>(written));
}

// Repeats the pattern over `count` bytes.
void repeat(uint8_t* to, size_t count, const uint8_t* pattern, size_t length) {
  size_t done = std::min(count, length);
  std::memmove(to, pattern, done);
  while (done < count) {
    size_t step = std::min(done, count - done);
    std::memcpy(to + done, to, step);
    done += step;
  }
}

Value fillMethod(Args& args) {
  Bytes bytes = thisBytes(args);
  auto length = static_cast<double>(bytes.length);
  Value value = args[0], offset_value = args[1], end_value = args[2], encoding_value = args[3];
  Encoding encoding = Encoding::Utf8;
  if (isString(value)) {
    if (offset_value.isUndefined() || isString(offset_value)) {
      if (isString(offset_value)) encoding_value = offset_value;
      if (isString(offset_value)) end_value = Value::undefined();
      offset_value = Value::undefined();
    } else if (isString(end_value)) {
      encoding_value = end_value;
      end_value = Value::undefined();
    }
    if (!encoding_value.isUndefined()) {
      validateString(encoding_value, "encoding");
      std::optional<Encoding> named = parseEncoding(encoding_value);
      if (!named) throwUnknownEncoding(encoding_value);
      encoding = *named;
    }
    if (asString(value)->length == 0) value = Value::int32(0);
  }
  double offset = 0, end = length;
  if (!offset_value.isUndefined()) {
    offset = validateInteger(offset_value, "offset", 0, kMaxLength);
    if (!end_value.isUndefined()) end = validateInteger(end_value, "end", 0, length);
    if (offset >= end) return args.this_value;
  }
  auto from = static_cast<size_t>(offset), count = static_cast<size_t>(end - offset);
  if (isString(value)) {
    std::string pattern = encodeString(asString(value), encoding);
    if (pattern.empty()) throwInvalidArgValue("value", value);
    repeat(bytes.data + from, count, reinterpret_cast<const uint8_t*>(pattern.data()), pattern.size());
  } else if (isTypedArray(value) || isKind(value, CellKind::DataView)) {
    Bytes pattern{};
    bytesOfView(value, &pattern);
    if (pattern.length == 0) throwInvalidArgValue("value", value);
    repeat(bytes.data + from, count, pattern.data, pattern.length);
  } else {
    int32_t byte = isObject(value) && !isCallable(value) ? 0 : toInt32(value);
    // Conversion may have run user code.
    bytes = thisBytes(args);
    if (from + count > bytes.length) throwOutOfBounds();
    if (count != 0) std::memset(bytes.data + from, byte & 255, count);
  }
  return args.this_value;
}

Value toJson(Args& args) {
  Object* o = newObject();
  createDataProperty(o, atomKey("type"), box(internAscii("Buffer")));
  createDataProperty(o, atomKey("data"), newArrayOfBytes(thisBytes(args)));
  return box(o);
}

Value inspectMethod(Args& args) {
  if (!isUint8Array(args.this_value)) return box(newUtf8(inspect(args.this_value)));
  return box(newUtf8(inspectBuffer(asTypedArray(args.this_value))));
}

const NativeMethod kMethods[] = {
    {"asciiSlice", KILN_NATIVE(sliceAs<Encoding::Ascii>), 2},
    {"base64Slice", KILN_NATIVE(sliceAs<Encoding::Base64>), 2},
    {"base64urlSlice", KILN_NATIVE(sliceAs<Encoding::Base64url>), 2},
    {"latin1Slice", KILN_NATIVE(sliceAs<Encoding::Latin1>), 2},
    {"hexSlice", KILN_NATIVE(sliceAs<Encoding::Hex>), 2},
    {"ucs2Slice", KILN_NATIVE(sliceAs<Encoding::Utf16le>), 2},
    {"utf8Slice", KILN_NATIVE(sliceAs<Encoding::Utf8>), 2},
    {"asciiWrite", KILN_NATIVE(writeAs<Encoding::Ascii>), 3},
    {"base64Write", KILN_NATIVE(writeAs<Encoding::Base64>), 3},
    {"base64urlWrite", KILN_NATIVE(writeAs<Encoding::Base64url>), 3},
    {"latin1Write", KILN_NATIVE(writeAs<Encoding::Latin1>), 3},
    {"hexWrite", KILN_NATIVE(writeAs<Encoding::Hex>), 3},
    {"ucs2Write", KILN_NATIVE(writeAs<Encoding::Utf16le>), 3},
    {"utf8Write", KILN_NATIVE(writeAs<Encoding::Utf8>), 3},
    {"toString", KILN_NATIVE(toStringMethod), 3},
    {"toLocaleString", KILN_NATIVE(toStringMethod), 3},
    {"inspect", KILN_NATIVE(inspectMethod), 2},
    {"fill", KILN_NATIVE(fillMethod), 4},
    {"write", KILN_NATIVE(writeMethod), 4},
    {"toJSON", KILN_NATIVE(toJson), 0},
};

}  // namespace

Value newArrayOfBytes(Bytes bytes) {
  ValueList values;
  for (size_t i = 0; i < bytes.length; ++i) values.push(Value::int32(bytes.data[i]));
  return box(newArrayFrom(values));
}

std::string inspectBuffer(TypedArray* buffer) {
  Bytes bytes = bytesOfArray(buffer);
  std::string text;
  for (size_t i = 0; i < std::min(bytes.length, kInspectedBytes); ++i) {
    char pair[4];
    std::snprintf(pair, sizeof pair, "%02x", bytes.data[i]);
    text += (i == 0 ? "" : " ") + std::string(pair);
  }
  if (bytes.length > kInspectedBytes) {
    size_t rest = bytes.length - kInspectedBytes;
    text += " ... " + std::to_string(rest) + " more byte" + (rest > 1 ? "s" : "");
  }
  ValueList keys;
  ordinaryOwnKeys(buffer, keys);
  for (Value word : keys) {
    PropertyKey key{word};
    PropertyDescriptor d;
    if (key.isSymbol() || !getOwnProperty(buffer, key, &d) || !(d.attributes & kEnumerable)) continue;
    if (!text.empty()) text += ", ";
    text += describeKey(key) + ": " + inspect(get(buffer, key));
  }
  Value constructor = get(buffer, atoms.constructor);
  Value name = isObject(constructor) ? get(asObject(constructor), atoms.name) : Value::undefined();
  return "<" + (isString(name) ? toUtf8(asString(name)) : "Buffer") + " " + text + ">";
}

void defineBufferText(Object* prototype) {
  defineEnumerable(prototype, kMethods);
  Value symbol_constructor = get(realm().global, atomKey("Symbol"));
  Value name = box(internAscii("nodejs.util.inspect.custom"));
  Value custom = invoke(symbol_constructor, atomKey("for"), 1, &name);
  putDirect(prototype, PropertyKey{custom}, get(prototype, atomKey("inspect")), kDefault);
}

}  // namespace kiln::rt
