#include "stdlib/node/buffer_encoding.h"

#include <array>
#include <cstring>

#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kBase64Url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr char kHexDigits[] = "0123456789abcdef";

// Both alphabets are read whichever was asked for.
constexpr std::array<int8_t, 256> kSextets = [] {
  std::array<int8_t, 256> table{};
  for (auto& entry : table) entry = -1;
  for (int i = 0; i < 64; ++i) {
    table[static_cast<uint8_t>(kBase64[i])] = static_cast<int8_t>(i);
    table[static_cast<uint8_t>(kBase64Url[i])] = static_cast<int8_t>(i);
  }
  return table;
}();

int hexDigit(char16_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void checkLength(size_t length) {
  if (length > kMaxStringLength)
    throwWithCode(ErrorType::Error, "ERR_STRING_TOO_LONG",
                  "Cannot create a string longer than 0x1fffffe8 characters");
}

uint8_t* charactersOf(FlatString* s) {
  return const_cast<uint8_t*>(s->latin1());
}

size_t asciiPrefix(const uint8_t* p, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t word;
    std::memcpy(&word, p + i, 8);
    if (word & 0x8080808080808080ull) break;
  }
  while (i < n && p[i] < 0x80) ++i;
  return i;
}

// One code point at `p`; ill-formed: -1, and `*used` covers the maximal subpart (Encoding standard, UTF-8
// decoder).
int32_t decodePoint(const uint8_t* p, size_t n, size_t* used) {
  uint8_t lead = p[0];
  *used = 1;
  if (lead < 0x80) return lead;
  int needed;
  uint8_t lower = 0x80, upper = 0xbf;
  int32_t point;
  if (lead >= 0xc2 && lead <= 0xdf) {
    needed = 1, point = lead & 0x1f;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    needed = 2, point = lead & 0xf;
    if (lead == 0xe0) lower = 0xa0;
    if (lead == 0xed) upper = 0x9f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    needed = 3, point = lead & 7;
    if (lead == 0xf0) lower = 0x90;
    if (lead == 0xf4) upper = 0x8f;
  } else {
    return -1;
  }
  for (int i = 1; i <= needed; ++i) {
    if (static_cast<size_t>(i) >= n || p[i] < lower || p[i] > upper) return -1;
    point = point << 6 | (p[i] & 0x3f);
    lower = 0x80, upper = 0xbf;
    ++*used;
  }
  return point;
}

String* decodeUtf8(const uint8_t* p, size_t n) {
  size_t at = asciiPrefix(p, n);
  if (at == n) {
    checkLength(n);
    return newLatin1(p, n);
  }
  std::u16string out(n, u'\0');  // never more units than bytes
  size_t count = 0;
  for (; count < at; ++count) out[count] = p[count];
  while (at < n) {
    if (p[at] < 0x80) {
      out[count++] = p[at++];
      continue;
    }
    size_t used;
    int32_t point = decodePoint(p + at, n - at, &used);
    at += used;
    if (point < 0) {
      out[count++] = u'\xfffd';
    } else if (point < 0x10000) {
      out[count++] = static_cast<char16_t>(point);
    } else {
      out[count++] = static_cast<char16_t>(0xd7c0 + (point >> 10));
      out[count++] = static_cast<char16_t>(0xdc00 | (point & 0x3ff));
    }
  }
  checkLength(count);
  return newUtf16(out.data(), count);
}

String* decodeUtf16(const uint8_t* p, size_t n) {
  checkLength(n / 2);
  std::u16string units(n / 2, u'\0');
  std::memcpy(units.data(), p, n / 2 * 2);
  return newUtf16(units.data(), units.size());
}

String* decodeBase64(const uint8_t* p, size_t n, const char* alphabet, bool padded) {
  size_t length = padded ? (n + 2) / 3 * 4 : n / 3 * 4 + (n % 3 == 0 ? 0 : n % 3 + 1);
  checkLength(length);
  FlatString* s = allocateLatin1(length);
  uint8_t* out = charactersOf(s);
  size_t i = 0;
  for (; i + 3 <= n; i += 3) {
    uint32_t group = static_cast<uint32_t>(p[i] << 16 | p[i + 1] << 8 | p[i + 2]);
    for (int shift = 18; shift >= 0; shift -= 6) *out++ = static_cast<uint8_t>(alphabet[group >> shift & 63]);
  }
  if (i == n) return s;
  uint32_t group = static_cast<uint32_t>(p[i] << 16 | (i + 1 < n ? p[i + 1] << 8 : 0));
  *out++ = static_cast<uint8_t>(alphabet[group >> 18]);
  *out++ = static_cast<uint8_t>(alphabet[group >> 12 & 63]);
  if (i + 1 < n)
    *out++ = static_cast<uint8_t>(alphabet[group >> 6 & 63]);
  else if (padded)
    *out++ = '=';
  if (padded) *out = '=';
  return s;
}

// Calls `put(bytes, count)` per character until it says no. Lone surrogates become U+FFFD.
template <typename Put>
void forEachUtf8(const Chars& c, Put put) {
  for (uint32_t i = 0; i < c.length; ++i) {
    uint32_t point = c[i];
    if ((point & 0xf800) == 0xd800) {
      bool pair = point < 0xdc00 && i + 1 < c.length && (c[i + 1] & 0xfc00) == 0xdc00;
      point = pair ? 0x10000 + ((point & 0x3ff) << 10 | (c[++i] & 0x3ffu)) : 0xfffd;
    }
    uint8_t bytes[4];
    size_t count;
    auto low = [&](int shift) { return static_cast<uint8_t>(0x80 | (point >> shift & 0x3f)); };
    if (point < 0x80) {
      bytes[0] = static_cast<uint8_t>(point), count = 1;
    } else if (point < 0x800) {
      bytes[0] = static_cast<uint8_t>(0xc0 | point >> 6), bytes[1] = low(0), count = 2;
    } else if (point < 0x10000) {
      bytes[0] = static_cast<uint8_t>(0xe0 | point >> 12), bytes[1] = low(6), bytes[2] = low(0), count = 3;
    } else {
      bytes[0] = static_cast<uint8_t>(0xf0 | point >> 18), bytes[1] = low(12), bytes[2] = low(6),
      bytes[3] = low(0), count = 4;
    }
    if (!put(bytes, count)) return;
  }
}

size_t utf8Length(const Chars& c) {
  size_t length = 0;
  if (c.is_latin1) {
    for (size_t i = asciiPrefix(c.latin1(), c.length); i < c.length; ++i) length += c.latin1()[i] >> 7;
    return length + c.length;
  }
  forEachUtf8(c, [&](const uint8_t*, size_t count) {
    length += count;
    return true;
  });
  return length;
}

size_t writeUtf8(const Chars& c, uint8_t* out, size_t room) {
  size_t written = 0;
  if (c.is_latin1) {
    size_t plain = std::min(asciiPrefix(c.latin1(), c.length), room);
    std::memcpy(out, c.latin1(), plain);
    if (plain == c.length || plain == room) return plain;
  }
  forEachUtf8(c, [&](const uint8_t* bytes, size_t count) {
    if (written + count > room) return false;
    std::memcpy(out + written, bytes, count);
    written += count;
    return true;
  });
  return written;
}

size_t writeBase64(const Chars& c, uint8_t* out, size_t room) {
  size_t written = 0;
  uint32_t group = 0, bits = 0;
  for (uint32_t i = 0; i < c.length && written < room; ++i) {
    char16_t unit = c[i];
    if (unit == '=') break;
    int value = unit < 256 ? kSextets[unit] : -1;
    if (value < 0) continue;
    group = group << 6 | static_cast<uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[written++] = static_cast<uint8_t>(group >> bits);
    }
  }
  return written;
}

size_t base64Length(const Chars& c) {
  size_t length = c.length;
  if (length > 0 && c[static_cast<uint32_t>(length - 1)] == '=') --length;
  if (length > 1 && c[static_cast<uint32_t>(length - 1)] == '=') --length;
  return length * 3 >> 2;
}

}  // namespace

std::optional<Encoding> parseEncoding(std::string_view name) {
  struct Row {
    std::string_view name;
    Encoding encoding;
  };
  static constexpr Row kNames[] = {
      {"utf8", Encoding::Utf8},           {"utf-8", Encoding::Utf8},      {"ucs2", Encoding::Utf16le},
      {"ucs-2", Encoding::Utf16le},       {"utf16le", Encoding::Utf16le}, {"utf-16le", Encoding::Utf16le},
      {"latin1", Encoding::Latin1},       {"binary", Encoding::Latin1},   {"base64", Encoding::Base64},
      {"base64url", Encoding::Base64url}, {"hex", Encoding::Hex},         {"ascii", Encoding::Ascii},
  };
  for (const Row& row : kNames) {
    if (row.name.size() != name.size()) continue;
    bool same = true;
    for (size_t i = 0; i < name.size() && same; ++i) {
      char c = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] | 32) : name[i];
      same = c == row.name[i];
    }
    if (same) return row.encoding;
  }
  return std::nullopt;
}

std::optional<Encoding> parseEncoding(Value name) {
  if (!isString(name) || asString(name)->length > 16) return std::nullopt;
  return parseEncoding(std::string_view(toUtf8(asString(name))));
}

const char* encodingName(Encoding encoding) {
  switch (encoding) {
    case Encoding::Utf8:
      return "utf8";
    case Encoding::Utf16le:
      return "utf16le";
    case Encoding::Latin1:
      return "latin1";
    case Encoding::Ascii:
      return "ascii";
    case Encoding::Base64:
      return "base64";
    case Encoding::Base64url:
      return "base64url";
    case Encoding::Hex:
      return "hex";
  }
  return "";
}

String* decodeBytes(const uint8_t* data, size_t length, Encoding encoding) {
  if (length == 0) return emptyString();
  switch (encoding) {
    case Encoding::Utf8:
      return decodeUtf8(data, length);
    case Encoding::Utf16le:
      return decodeUtf16(data, length);
    case Encoding::Latin1:
      checkLength(length);
      return newLatin1(data, length);
    case Encoding::Ascii: {
      checkLength(length);
      FlatString* s = allocateLatin1(length);
      for (size_t i = 0; i < length; ++i) charactersOf(s)[i] = data[i] & 0x7f;
      return s;
    }
    case Encoding::Base64:
      return decodeBase64(data, length, kBase64, true);
    case Encoding::Base64url:
      return decodeBase64(data, length, kBase64Url, false);
    case Encoding::Hex: {
      checkLength(length * 2);
      FlatString* s = allocateLatin1(length * 2);
      uint8_t* out = charactersOf(s);
      for (size_t i = 0; i < length; ++i) {
        *out++ = static_cast<uint8_t>(kHexDigits[data[i] >> 4]);
        *out++ = static_cast<uint8_t>(kHexDigits[data[i] & 15]);
      }
      return s;
    }
  }
  return emptyString();
}

size_t encodedLength(String* s, Encoding encoding) {
  switch (encoding) {
    case Encoding::Utf8:
      return utf8Length(chars(s));
    case Encoding::Utf16le:
      return size_t{s->length} * 2;
    case Encoding::Latin1:
    case Encoding::Ascii:
      return s->length;
    case Encoding::Base64:
    case Encoding::Base64url:
      return base64Length(chars(s));
    case Encoding::Hex:
      return s->length / 2;
  }
  return 0;
}

size_t encodeInto(String* s, Encoding encoding, uint8_t* out, size_t room) {
  Chars c = chars(s);
  switch (encoding) {
    case Encoding::Utf8:
      return writeUtf8(c, out, room);
    case Encoding::Utf16le: {
      size_t units = std::min<size_t>(c.length, room / 2);
      for (size_t i = 0; i < units; ++i) {
        char16_t unit = c[static_cast<uint32_t>(i)];
        std::memcpy(out + 2 * i, &unit, 2);
      }
      return units * 2;
    }
    case Encoding::Latin1:
    case Encoding::Ascii: {
      size_t count = std::min<size_t>(c.length, room);
      if (c.is_latin1) {
        if (count != 0) std::memcpy(out, c.latin1(), count);
        return count;
      }
      for (size_t i = 0; i < count; ++i) out[i] = static_cast<uint8_t>(c[static_cast<uint32_t>(i)]);
      return count;
    }
    case Encoding::Base64:
    case Encoding::Base64url:
      return writeBase64(c, out, room);
    case Encoding::Hex: {
      size_t written = 0;
      for (uint32_t i = 0; i + 1 < c.length && written < room; i += 2) {
        int high = hexDigit(c[i]), low = hexDigit(c[i + 1]);
        if (high < 0 || low < 0) break;
        out[written++] = static_cast<uint8_t>(high << 4 | low);
      }
      return written;
    }
  }
  return 0;
}

void appendEncoded(std::string& out, String* s, Encoding encoding) {
  Chars c = chars(s);
  bool one_byte = encoding == Encoding::Utf8 || encoding == Encoding::Latin1 || encoding == Encoding::Ascii;
  // FAST: nearly all text is ASCII, which these encodings have as it is (http/heads.js).
  if (one_byte && c.is_latin1 && asciiPrefix(c.latin1(), c.length) == c.length) {
    out.append(reinterpret_cast<const char*>(c.latin1()), c.length);
    return;
  }
  size_t start = out.size(), room = encodedLength(s, encoding);
  out.resize(start + room);
  out.resize(start + encodeInto(s, encoding, reinterpret_cast<uint8_t*>(out.data()) + start, room));
}

std::string encodeString(String* s, Encoding encoding) {
  std::string out;
  appendEncoded(out, s, encoding);
  return out;
}

bool isValidUtf8(const uint8_t* data, size_t length) {
  for (size_t at = asciiPrefix(data, length), used; at < length; at += used) {
    if (decodePoint(data + at, length - at, &used) < 0) return false;
  }
  return true;
}

}  // namespace kiln::rt
