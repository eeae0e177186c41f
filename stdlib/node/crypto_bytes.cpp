// Bytes of arguments and results of node:crypto, in Node's encodings.
#include <cstring>

#include "runtime/loop/timers.h"
#include "stdlib/node/crypto.h"

namespace kiln::rt {
namespace {

enum class Encoding { Buffer, Utf8, Utf16, Latin1, Ascii, Hex, Base64, Base64Url };

// Names are compared without case; what Node does not know is Buffer.
Encoding encodingOf(Value v) {
  if (!isString(v)) return Encoding::Buffer;
  std::string name = toUtf8(asString(v));
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c;
  if (name == "hex") return Encoding::Hex;
  if (name == "base64") return Encoding::Base64;
  if (name == "base64url") return Encoding::Base64Url;
  if (name == "utf8" || name == "utf-8") return Encoding::Utf8;
  if (name == "latin1" || name == "binary") return Encoding::Latin1;
  if (name == "ascii") return Encoding::Ascii;
  if (name == "ucs2" || name == "ucs-2" || name == "utf16le" || name == "utf-16le") return Encoding::Utf16;
  return Encoding::Buffer;
}

int hexDigit(char16_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Both alphabets are accepted; other characters are skipped, padding ends the text.
int sextet(char16_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

std::string fromBase64(const Chars& c) {
  std::string out;
  uint32_t group = 0, bits = 0;
  for (uint32_t i = 0; i < c.length && c[i] != '='; ++i) {
    int value = sextet(c[i]);
    if (value < 0) continue;
    group = group << 6 | static_cast<uint32_t>(value);
    bits += 6;
    if (bits >= 8) out += static_cast<char>(group >> (bits -= 8) & 255);
  }
  return out;
}

std::string toBase64(const std::string& bytes, bool url) {
  const char* alphabet = url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                             : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    size_t count = std::min<size_t>(bytes.size() - i, 3);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? static_cast<uint8_t>(bytes[i + k]) : 0u);
    for (size_t k = 0; k < 4; ++k) {
      if (k <= count)
        out += alphabet[group >> (18 - 6 * k) & 63];
      else if (!url)
        out += '=';
    }
  }
  return out;
}

}  // namespace

bool byteSpanOf(Value v, bool array_buffers, ByteSpan* out) {
  *out = {nullptr, 0};
  if (isTypedArray(v)) {
    TypedArray* a = asTypedArray(v);
    if (!isOutOfBounds(a)) *out = {typedArrayData(a), typedArrayLength(a) * elementSize(elementType(a))};
    return true;
  }
  if (isKind(v, CellKind::DataView)) {
    auto* view = static_cast<DataViewObject*>(asObject(v));
    if (!isOutOfBounds(view)) *out = {view->buffer->data + view->byte_offset, dataViewLength(view)};
    return true;
  }
  if (!array_buffers || !isAnyArrayBuffer(v)) return false;
  *out = {asArrayBuffer(v)->data, asArrayBuffer(v)->byte_length};
  return true;
}

std::string bytesOfArgument(Value v, const char* name, const char* expected) {
  if (isString(v)) return toUtf8(asString(v));
  ByteSpan span;
  if (!byteSpanOf(v, std::strstr(expected, "ArrayBuffer") != nullptr, &span))
    throwInvalidArgType(name, expected, v);
  return {reinterpret_cast<const char*>(span.data), span.length};
}

std::string decodeString(String* s, Value encoding) {
  std::string out;
  Chars c = chars(s);
  switch (encodingOf(encoding)) {
    case Encoding::Buffer:
    case Encoding::Utf8: {
      // Lone surrogates become U+FFFD, as in every UTF-8 text that leaves the program.
      out = toUtf8(s);
      for (size_t i = 0; i + 2 < out.size(); ++i) {
        if (static_cast<uint8_t>(out[i]) == 0xed && static_cast<uint8_t>(out[i + 1]) >= 0xa0)
          out.replace(i, 3, "\xef\xbf\xbd");
      }
      return out;
    }
    case Encoding::Utf16:
      for (uint32_t i = 0; i < c.length; ++i) {
        out += static_cast<char>(c[i] & 255);
        out += static_cast<char>(c[i] >> 8);
      }
      return out;
    case Encoding::Latin1:
    case Encoding::Ascii:
      for (uint32_t i = 0; i < c.length; ++i) out += static_cast<char>(c[i]);
      return out;
    case Encoding::Hex:
      if (c.length % 2 != 0) {
        throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_VALUE",
                      "The argument 'encoding' is invalid for data of length " + std::to_string(c.length) +
                          ". Received 'hex'");
      }
      for (uint32_t i = 0; i + 1 < c.length; i += 2) {
        int high = hexDigit(c[i]), low = hexDigit(c[i + 1]);
        if (high < 0 || low < 0) break;
        out += static_cast<char>(high << 4 | low);
      }
      return out;
    case Encoding::Base64:
    case Encoding::Base64Url:
      return fromBase64(c);
  }
  return out;
}

Value encodeBytes(const std::string& bytes, Value encoding) {
  switch (encodingOf(encoding)) {
    case Encoding::Buffer:
      return newBufferOf(bytes.data(), bytes.size());
    case Encoding::Utf8:
      return box(newUtf8(bytes));
    case Encoding::Utf16: {
      std::u16string units;
      for (size_t i = 0; i + 1 < bytes.size(); i += 2)
        units +=
            static_cast<char16_t>(static_cast<uint8_t>(bytes[i]) | static_cast<uint8_t>(bytes[i + 1]) << 8);
      return box(newUtf16(units.data(), units.size()));
    }
    case Encoding::Latin1:
      return box(newLatin1(bytes));
    case Encoding::Ascii: {
      std::string low = bytes;
      for (char& c : low) c = static_cast<char>(c & 127);
      return box(newLatin1(low));
    }
    case Encoding::Hex: {
      std::string hex;
      for (unsigned char byte : bytes) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
      }
      return box(newLatin1(hex));
    }
    case Encoding::Base64:
      return box(newLatin1(toBase64(bytes, false)));
    case Encoding::Base64Url:
      return box(newLatin1(toBase64(bytes, true)));
  }
  return Value::undefined();
}

Value newBufferOf(const void* bytes, size_t length) {
  return box(newUint8Array(bytes, length));
}

void completeLater(Value callback, Value error, Value result) {
  Value argv[] = {error, result};
  addImmediate(callback, result.isEmpty() ? 1 : 2, argv);
}

}  // namespace kiln::rt
