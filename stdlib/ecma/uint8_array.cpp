// ECMA-262 §23.3 (Uint8Array to and from Base64): base64 and hex of Uint8Array.
#include <cstring>

#include "stdlib/ecma/buffers.h"

namespace kiln::rt {
namespace {

constexpr double kUnlimited = 9007199254740991.0;
constexpr const char* kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr const char* kUrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

enum class LastChunk { Loose, Strict, StopBeforePartial };

struct Options {
  bool url = false;
  LastChunk last_chunk = LastChunk::Loose;
};

// §23.3.? ValidateUint8Array; whether it is detached is asked later.
TypedArray* thisUint8Array(Args& args, const char* method, Access access = Access::Read) {
  if (!isTypedArray(args.this_value) || elementType(asObject(args.this_value)) != ElementsKind::Uint8)
    throwIncompatible(method, args.this_value);
  if (access == Access::Write && isImmutable(asTypedArray(args.this_value)->buffer)) throwImmutable();
  return asTypedArray(args.this_value);
}

void requireInBounds(TypedArray* array) {
  if (isOutOfBounds(array)) throwTypeError("Cannot perform the operation on a detached ArrayBuffer");
}

String* stringArgument(Args& args) {
  if (!isString(args[0])) throwTypeError("%s is not a string", nameForMessage(args[0]));
  return asString(args[0]);
}

// Options are never coerced: only the exact strings are known.
std::string option(Object* options, const char* name, const char* otherwise) {
  Value v = get(options, atomKey(name));
  if (v.isUndefined()) return otherwise;
  if (!isString(v)) throwTypeError("The option '%s' must be a string", name);
  return toWtf8(asString(v));
}

Object* optionsObject(Value v) {
  if (v.isUndefined()) return nullptr;
  if (!isObject(v)) throwTypeError("%s is not an object", nameForMessage(v));
  return asObject(v);
}

bool wantsUrlAlphabet(Object* options) {
  std::string alphabet = option(options, "alphabet", "base64");
  if (alphabet != "base64" && alphabet != "base64url")
    throwTypeError("'%s' is not an alphabet of base64", alphabet);
  return alphabet == "base64url";
}

Options decodingOptions(Value v) {
  Options result;
  Object* options = optionsObject(v);
  if (options == nullptr) return result;
  result.url = wantsUrlAlphabet(options);
  std::string last = option(options, "lastChunkHandling", "loose");
  if (last == "strict") {
    result.last_chunk = LastChunk::Strict;
  } else if (last == "stop-before-partial") {
    result.last_chunk = LastChunk::StopBeforePartial;
  } else if (last != "loose") {
    throwTypeError("'%s' is no way to handle the last chunk", last);
  }
  return result;
}

// What was decoded: also before an error, as setFromBase64 and setFromHex write that.
struct Decoded {
  std::string bytes;
  uint32_t read = 0;
  const char* error = nullptr;
};

int sextet(char16_t c, bool url) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == (url ? '-' : '+')) return 62;
  return c == (url ? '_' : '/') ? 63 : -1;
}

uint32_t skipWhiteSpace(const Chars& c, uint32_t index) {
  while (index < c.length &&
         (c[index] == ' ' || c[index] == '\t' || c[index] == '\n' || c[index] == '\f' || c[index] == '\r'))
    ++index;
  return index;
}

// §23.3.? DecodeFinalBase64Chunk: two or three characters. False: bits are set that no byte gets.
bool decodeFinalChunk(uint32_t group, uint32_t length, bool strict, std::string& bytes) {
  uint32_t bits = length * 6 % 8;
  if (strict && (group & ((1u << bits) - 1)) != 0) return false;
  group >>= bits;
  for (uint32_t left = length - 1; left > 0; --left)
    bytes += static_cast<char>(group >> 8 * (left - 1) & 255);
  return true;
}

// §23.3.? FromBase64
Decoded fromBase64(String* text, const Options& options, double max_length) {
  Decoded result;
  if (max_length == 0) return result;
  Chars c = chars(text);
  uint32_t group = 0, chunk_length = 0, index = 0;
  auto fail = [&](const char* what) {
    result.error = what;
    return result;
  };
  constexpr const char* kIncomplete = "The base64 text is incomplete";
  constexpr const char* kMisplaced = "Misplaced padding in base64 text";
  while (true) {
    index = skipWhiteSpace(c, index);
    if (index == c.length) {
      if (chunk_length > 0) {
        if (options.last_chunk == LastChunk::StopBeforePartial) return result;
        if (options.last_chunk == LastChunk::Strict || chunk_length == 1) return fail(kIncomplete);
        decodeFinalChunk(group, chunk_length, false, result.bytes);
      }
      result.read = c.length;
      return result;
    }
    char16_t unit = c[index++];
    if (unit == '=') {
      if (chunk_length < 2) return fail(kMisplaced);
      index = skipWhiteSpace(c, index);
      if (chunk_length == 2) {
        if (index == c.length) {
          if (options.last_chunk == LastChunk::StopBeforePartial) return result;
          return fail(kIncomplete);
        }
        if (c[index] == '=') index = skipWhiteSpace(c, index + 1);
      }
      if (index < c.length) return fail(kMisplaced);
      if (!decodeFinalChunk(group, chunk_length, options.last_chunk == LastChunk::Strict, result.bytes))
        return fail("Extra bits in base64 text");
      result.read = c.length;
      return result;
    }
    int value = sextet(unit, options.url);
    if (value < 0) return fail("Invalid character in base64 text");
    // A group that would not fit is left alone.
    double room = max_length - static_cast<double>(result.bytes.size());
    if ((room == 1 && chunk_length == 2) || (room == 2 && chunk_length == 3)) return result;
    group = group << 6 | static_cast<uint32_t>(value);
    if (++chunk_length < 4) continue;
    for (int shift = 16; shift >= 0; shift -= 8) result.bytes += static_cast<char>(group >> shift & 255);
    group = chunk_length = 0;
    result.read = index;
    if (static_cast<double>(result.bytes.size()) == max_length) return result;
  }
}

int hexDigit(char16_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// §23.3.? FromHex
Decoded fromHex(String* text, double max_length) {
  Decoded result;
  Chars c = chars(text);
  if (c.length % 2 != 0) {
    result.error = "The hex text has an odd length";
    return result;
  }
  while (result.read < c.length && static_cast<double>(result.bytes.size()) < max_length) {
    int high = hexDigit(c[result.read]), low = hexDigit(c[result.read + 1]);
    if (high < 0 || low < 0) {
      result.error = "Invalid character in hex text";
      return result;
    }
    result.bytes += static_cast<char>(high << 4 | low);
    result.read += 2;
  }
  return result;
}

Value newFrom(const Decoded& decoded) {
  if (decoded.error != nullptr) throwError(ErrorType::SyntaxError, "%s", decoded.error);
  return box(newUint8Array(decoded.bytes.data(), decoded.bytes.size()));
}

Value writeTo(TypedArray* into, const Decoded& decoded) {
  if (!decoded.bytes.empty()) std::memcpy(typedArrayData(into), decoded.bytes.data(), decoded.bytes.size());
  if (decoded.error != nullptr) throwError(ErrorType::SyntaxError, "%s", decoded.error);
  Object* result = newObject();
  createDataProperty(result, atomKey("read"), Value::number(decoded.read));
  createDataProperty(result, atomKey("written"), Value::number(static_cast<double>(decoded.bytes.size())));
  return box(result);
}

Value uint8FromBase64(Args& args) {
  String* text = stringArgument(args);
  return newFrom(fromBase64(text, decodingOptions(args[1]), kUnlimited));
}

Value uint8FromHex(Args& args) {
  return newFrom(fromHex(stringArgument(args), kUnlimited));
}

Value uint8SetFromBase64(Args& args) {
  TypedArray* into = thisUint8Array(args, "Uint8Array.prototype.setFromBase64", Access::Write);
  String* text = stringArgument(args);
  Options options = decodingOptions(args[1]);
  requireInBounds(into);
  return writeTo(into, fromBase64(text, options, static_cast<double>(typedArrayLength(into))));
}

Value uint8SetFromHex(Args& args) {
  TypedArray* into = thisUint8Array(args, "Uint8Array.prototype.setFromHex", Access::Write);
  String* text = stringArgument(args);
  requireInBounds(into);
  return writeTo(into, fromHex(text, static_cast<double>(typedArrayLength(into))));
}

Value uint8ToBase64(Args& args) {
  TypedArray* array = thisUint8Array(args, "Uint8Array.prototype.toBase64");
  bool url = false, omit_padding = false;
  if (Object* options = optionsObject(args[0])) {
    url = wantsUrlAlphabet(options);
    omit_padding = toBoolean(get(options, atomKey("omitPadding")));
  }
  requireInBounds(array);
  const char* alphabet = url ? kUrlAlphabet : kAlphabet;
  const uint8_t* data = typedArrayData(array);
  size_t length = typedArrayLength(array);
  std::string out;
  out.reserve((length + 2) / 3 * 4);
  for (size_t i = 0; i < length; i += 3) {
    size_t bytes = std::min(length - i, size_t{3});
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < bytes ? data[i + k] : 0u);
    for (size_t k = 0; k < 4; ++k) {
      if (k <= bytes) {
        out += alphabet[group >> (18 - 6 * k) & 63];
      } else if (!omit_padding) {
        out += '=';
      }
    }
  }
  return box(newLatin1(out));
}

Value uint8ToHex(Args& args) {
  TypedArray* array = thisUint8Array(args, "Uint8Array.prototype.toHex");
  requireInBounds(array);
  const uint8_t* data = typedArrayData(array);
  size_t length = typedArrayLength(array);
  std::string out;
  out.reserve(2 * length);
  for (size_t i = 0; i < length; ++i) {
    out += "0123456789abcdef"[data[i] >> 4];
    out += "0123456789abcdef"[data[i] & 15];
  }
  return box(newLatin1(out));
}

const NativeMethod kStatics[] = {
    {"fromBase64", KILN_NATIVE(uint8FromBase64), 1},
    {"fromHex", KILN_NATIVE(uint8FromHex), 1},
};
const NativeMethod kMethods[] = {
    {"setFromBase64", KILN_NATIVE(uint8SetFromBase64), 1},
    {"setFromHex", KILN_NATIVE(uint8SetFromHex), 1},
    {"toBase64", KILN_NATIVE(uint8ToBase64), 0},
    {"toHex", KILN_NATIVE(uint8ToHex), 0},
};

}  // namespace

void defineUint8ArrayMethods(Object* constructor, Object* prototype) {
  defineMethods(constructor, kStatics);
  defineMethods(prototype, kMethods);
}

}  // namespace kiln::rt
