#include "runtime/value/strings.h"

#include <algorithm>
#include <cstring>

#include "runtime/abi/hash.h"
#include "runtime/ops/throw.h"
#include "runtime/value/string_buffers.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kMinRopeLength = 24;  // shorter concatenations are copied: a rope takes 32 bytes

Shape* stringShape(CellKind kind) {
  return &kiln_primitive_shapes[static_cast<size_t>(kind)];
}

size_t checkLength(size_t length) {
  if (length > kMaxStringLength) throwInvalidStringLength();
  return length;
}

bool isLatin1Kind(const String* s) {
  switch (s->shape->kind) {
    case CellKind::StringLatin1:
    case CellKind::AtomLatin1:
    case CellKind::SliceLatin1:
      return true;
    default:
      return false;
  }
}

// Ropes have no hash. In its place: whether one holds only Latin-1, and above that how many pieces were appended.
constexpr uint32_t kRopeLatin1 = 1;
constexpr uint32_t kOnePiece = 2;

bool isRope(const String* s) {
  return s->shape->kind == CellKind::Rope;
}

uint32_t appendedTo(const String* s) {
  return isRope(s) ? s->hash / kOnePiece : 0;
}

// Iterative, right to left: `s += x` makes left-deep ropes.
template <typename Unit>
void flattenInto(String* s, Unit* out) {
  std::vector<String*> lefts;  // of ropes whose right part is a rope itself
  Unit* end = out + s->length;
  auto write = [&](String* flat) {
    Chars c = chars(flat);
    end -= c.length;
    if (c.is_latin1) {
      std::copy(c.latin1(), c.latin1() + c.length, end);
    } else if constexpr (sizeof(Unit) == 2) {
      std::copy(c.utf16(), c.utf16() + c.length, end);
    }
  };
  for (String* at = s;;) {
    if (isRope(at)) {
      auto* rope = static_cast<RopeString*>(at);
      if (isRope(rope->right)) {
        lefts.push_back(rope->left);
        at = rope->right;
      } else {
        write(rope->right);
        at = rope->left;
      }
      continue;
    }
    write(at);
    if (lefts.empty()) return;
    at = lefts.back();
    lefts.pop_back();
  }
}

void flatten(RopeString* rope) {
  FlatString* flat;
  bool latin1 = holdsLatin1(rope);
  if (latin1) {
    flat = allocateLatin1(rope->length);
    flattenInto(rope, const_cast<uint8_t*>(flat->latin1()));
  } else {
    flat = allocateUtf16(rope->length);
    flattenInto(rope, const_cast<char16_t*>(flat->utf16()));
  }
  auto* slice = reinterpret_cast<SliceString*>(rope);
  slice->chars = flat + 1;
  slice->base = flat;
  slice->hash = 0;
  slice->shape = stringShape(latin1 ? CellKind::SliceLatin1 : CellKind::SliceUtf16);
}

}  // namespace

bool holdsLatin1(const String* s) {
  return isRope(s) ? (s->hash & kRopeLatin1) != 0 : isLatin1Kind(s);
}

void copyUnits(String* s, uint8_t* out) {
  flattenInto(s, out);
}
void copyUnits(String* s, char16_t* out) {
  flattenInto(s, out);
}

Chars flattened(String* s) {
  flatten(static_cast<RopeString*>(s));
  return chars(s);
}

FlatString* allocateLatin1(size_t length) {
  auto* s = static_cast<FlatString*>(allocatePointerFree(sizeof(FlatString) + checkLength(length)));
  s->shape = stringShape(CellKind::StringLatin1);
  s->length = static_cast<uint32_t>(length);
  s->hash = 0;
  return s;
}

FlatString* allocateUtf16(size_t length) {
  auto* s = static_cast<FlatString*>(allocatePointerFree(sizeof(FlatString) + 2 * checkLength(length)));
  s->shape = stringShape(CellKind::StringUtf16);
  s->length = static_cast<uint32_t>(length);
  s->hash = 0;
  return s;
}

String* emptyString() {
  static String* empty = internAscii("");
  return empty;
}

String* singleChar(char16_t unit) {
  if (unit < 256) return kiln_single_char_strings[unit];
  return newUtf16(&unit, 1);
}

String* newLatin1(const uint8_t* data, size_t length) {
  FlatString* s = allocateLatin1(length);
  if (length != 0) std::memcpy(s + 1, data, length);
  return s;
}

String* newLatin1(std::string_view text) {
  return newLatin1(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

String* newUtf16(const char16_t* data, size_t length) {
  char16_t all = 0;
  for (size_t i = 0; i < length; ++i) all |= data[i];
  if (all < 256) {
    FlatString* s = allocateLatin1(length);
    std::copy(data, data + length, const_cast<uint8_t*>(s->latin1()));
    return s;
  }
  FlatString* s = allocateUtf16(length);
  std::memcpy(s + 1, data, 2 * length);
  return s;
}

String* newUtf8(std::string_view text) {
  bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
  if (ascii) return newLatin1(text);
  std::u16string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    auto lead = static_cast<uint8_t>(text[i]);
    size_t extra = lead < 0x80                   ? 0
                   : lead >= 0xc2 && lead < 0xe0 ? 1
                   : lead >= 0xe0 && lead < 0xf0 ? 2
                   : lead >= 0xf0 && lead < 0xf5 ? 3
                                                 : 4;
    uint32_t code = extra == 0 ? lead : lead & (0x3f >> extra);
    size_t used = 1;
    // WHATWG decoding: the longest prefix that could start a valid sequence becomes one U+FFFD.
    bool valid = extra != 4;
    for (size_t k = 0; valid && k < extra; ++k) {
      uint8_t next = i + used < text.size() ? static_cast<uint8_t>(text[i + used]) : 0;
      uint8_t low = 0x80, high = 0xbf;
      if (k == 0 && lead == 0xe0) low = 0xa0;
      if (k == 0 && lead == 0xf0) low = 0x90;
      if (k == 0 && lead == 0xf4) high = 0x8f;
      if (next < low || next > high) {
        valid = false;
      } else {
        code = code << 6 | (next & 0x3f);
        ++used;
      }
    }
    i += used;
    if (!valid) {
      out.push_back(0xfffd);
    } else if (code >= 0x10000) {
      out.push_back(static_cast<char16_t>(0xd7c0 + (code >> 10)));
      out.push_back(static_cast<char16_t>(0xdc00 + (code & 0x3ff)));
    } else {
      out.push_back(static_cast<char16_t>(code));
    }
  }
  return newUtf16(out.data(), out.size());
}

namespace {

std::string encode(String* s, bool keep_surrogates) {
  Chars c = chars(s);
  std::string out;
  out.reserve(c.length);
  for (uint32_t i = 0; i < c.length; ++i) {
    uint32_t code = c[i];
    if (code < 0x80) {
      out.push_back(static_cast<char>(code));
      continue;
    }
    if (code >= 0xd800 && code < 0xdc00 && i + 1 < c.length && c[i + 1] >= 0xdc00 && c[i + 1] < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (c[++i] - 0xdc00u);
    } else if (code >= 0xd800 && code < 0xe000 && !keep_surrogates) {
      code = 0xfffd;
    }
    if (code >= 0x10000) {
      out.push_back(static_cast<char>(0xf0 | code >> 18));
      out.push_back(static_cast<char>(0x80 | (code >> 12 & 0x3f)));
      out.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3f)));
    } else if (code >= 0x800) {
      out.push_back(static_cast<char>(0xe0 | code >> 12));
      out.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3f)));
    } else {
      out.push_back(static_cast<char>(0xc0 | code >> 6));
    }
    out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  }
  return out;
}

}  // namespace

std::string toUtf8(String* s) {
  return encode(s, false);
}
std::string toWtf8(String* s) {
  return encode(s, true);
}

String* concat(String* a, String* b) {
  if (a->length == 0) return b;
  if (b->length == 0) return a;
  size_t length = checkLength(static_cast<size_t>(a->length) + b->length);
  bool latin1 = holdsLatin1(a) && holdsLatin1(b);
  if (length >= kMinRopeLength) {
    auto units = static_cast<uint32_t>(length);
    if (String* longer = appendToBuffer(a, b, units)) return longer;
    uint32_t pieces = appendedTo(a) + 1;
    if (isRope(a) && isWorthBuffer(pieces, units)) return moveToBuffer(static_cast<RopeString*>(a), b, latin1, units);
    auto* rope = static_cast<RopeString*>(allocate(sizeof(RopeString)));
    rope->shape = stringShape(CellKind::Rope);
    rope->length = units;
    rope->hash = pieces * kOnePiece + (latin1 ? kRopeLatin1 : 0);
    rope->left = a;
    rope->right = b;
    return rope;
  }
  Chars x = chars(a), y = chars(b);
  if (latin1) {
    FlatString* s = allocateLatin1(length);
    auto* out = const_cast<uint8_t*>(s->latin1());
    std::memcpy(out, x.data, x.length);
    std::memcpy(out + x.length, y.data, y.length);
    return s;
  }
  FlatString* s = allocateUtf16(length);
  auto* out = const_cast<char16_t*>(s->utf16());
  for (const Chars& part : {x, y}) {
    if (part.is_latin1) {
      out = std::copy(part.latin1(), part.latin1() + part.length, out);
    } else {
      out = std::copy(part.utf16(), part.utf16() + part.length, out);
    }
  }
  return s;
}

String* concatMany(String* const* parts, uint32_t count) {
  // Long parts stay as they are: `s = `${s}…`` must not copy s each time.
  constexpr uint32_t kMaxCopied = 128;
  size_t length = 0;
  bool latin1 = true, flat = true;
  for (uint32_t i = 0; i < count; ++i) {
    length += parts[i]->length;
    latin1 &= holdsLatin1(parts[i]);
    flat &= parts[i]->length <= kMaxCopied;
  }
  if (!flat || length == 0) {
    // What is between long parts is copied together.
    String* result = emptyString();
    for (uint32_t from = 0, to; from < count; from = to) {
      to = from;
      while (to < count && parts[to]->length <= kMaxCopied) ++to;
      if (to - from > 1 && length != 0) {
        result = concat(result, concatMany(parts + from, to - from));
      } else {
        result = concat(result, parts[from]);
        to = from + 1;
      }
    }
    return result;
  }
  FlatString* s = latin1 ? allocateLatin1(length) : allocateUtf16(length);
  auto* bytes = const_cast<uint8_t*>(s->latin1());
  auto* units = const_cast<char16_t*>(s->utf16());
  for (uint32_t i = 0; i < count; ++i) {
    Chars c = chars(parts[i]);
    if (latin1) {
      std::memcpy(bytes, c.data, c.length);
      bytes += c.length;
    } else if (c.is_latin1) {
      units = std::copy(c.latin1(), c.latin1() + c.length, units);
    } else {
      units = std::copy(c.utf16(), c.utf16() + c.length, units);
    }
  }
  return s;
}

String* substring(String* s, uint32_t from, uint32_t to) {
  uint32_t length = to - from;
  if (length == 0) return emptyString();
  if (length == s->length) return s;
  Chars c = chars(s);
  if (length == 1) return singleChar(c[from]);
  if (length < kMinRopeLength) {
    return c.is_latin1 ? newLatin1(c.latin1() + from, length) : newUtf16(c.utf16() + from, length);
  }
  auto* slice = static_cast<SliceString*>(allocate(sizeof(SliceString)));
  slice->shape = stringShape(c.is_latin1 ? CellKind::SliceLatin1 : CellKind::SliceUtf16);
  slice->length = length;
  bool sliced = s->shape->kind == CellKind::SliceLatin1 || s->shape->kind == CellKind::SliceUtf16;
  slice->base = sliced ? static_cast<SliceString*>(s)->base : static_cast<FlatString*>(s);
  slice->chars = c.is_latin1 ? static_cast<const void*>(c.latin1() + from) : c.utf16() + from;
  return slice;
}

bool equals(String* a, String* b) {
  if (a == b) return true;
  if (a->length != b->length) return false;
  if (isAtom(a) && isAtom(b)) return false;
  bool hashed =
      a->hash != 0 && b->hash != 0 && a->shape->kind != CellKind::Rope && b->shape->kind != CellKind::Rope;
  if (hashed && a->hash != b->hash) return false;
  Chars x = chars(a), y = chars(b);
  if (x.is_latin1 == y.is_latin1)
    return std::memcmp(x.data, y.data, x.is_latin1 ? x.length : 2ul * x.length) == 0;
  for (uint32_t i = 0; i < x.length; ++i) {
    if (x[i] != y[i]) return false;
  }
  return true;
}

int compare(String* a, String* b) {
  Chars x = chars(a), y = chars(b);
  uint32_t common = std::min(x.length, y.length);
  if (x.is_latin1 && y.is_latin1) {
    if (int order = std::memcmp(x.data, y.data, common); order != 0) return order;
  } else {
    for (uint32_t i = 0; i < common; ++i) {
      if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
    }
  }
  return x.length < y.length ? -1 : x.length > y.length;
}

uint32_t hashOf(String* s) {
  if (s->shape->kind == CellKind::Rope) chars(s);
  if (s->hash == 0) {
    Chars c = chars(s);
    s->hash = c.is_latin1 ? hashUnits(c.latin1(), c.length) : hashUnits(c.utf16(), c.length);
  }
  return s->hash;
}

int64_t indexOf(String* s, String* pattern, uint32_t from) {
  Chars text = chars(s), p = chars(pattern);
  if (p.length == 0) return from <= text.length ? from : text.length;
  if (from > text.length || p.length > text.length - from) return -1;
  if (text.is_latin1 && p.is_latin1) {
    const void* at = memmem(text.latin1() + from, text.length - from, p.data, p.length);
    return at == nullptr ? -1 : static_cast<const uint8_t*>(at) - text.latin1();
  }
  if (text.is_latin1) return -1;  // the pattern has a unit above U+00FF
  const char16_t* begin = text.utf16() + from;
  const char16_t* end = text.utf16() + text.length;
  const char16_t* at;
  if (p.is_latin1) {
    at = std::search(begin, end, p.latin1(), p.latin1() + p.length);
  } else {
    at = std::search(begin, end, p.utf16(), p.utf16() + p.length);
  }
  return at == end ? -1 : at - text.utf16();
}

// --- string builder

void StringBuilder::grow(size_t extra) {
  size_t unit = is_latin1_ ? 1 : 2;
  if (length_ + extra > kMaxStringLength) throwInvalidStringLength();
  size_t capacity = std::max(capacity_ * 2, length_ + extra);
  auto* larger = static_cast<uint8_t*>(data_ == inline_ ? std::malloc(capacity * unit)
                                                        : std::realloc(data_, capacity * unit));
  if (larger == nullptr) throwOutOfMemory();
  if (data_ == inline_) std::memcpy(larger, inline_, length_ * unit);
  data_ = larger;
  capacity_ = capacity;
}

void StringBuilder::widen() {
  size_t capacity = std::max<size_t>(length_ * 2, kInlineBytes);
  auto* wide = static_cast<char16_t*>(std::malloc(capacity * 2));
  if (wide == nullptr) throwOutOfMemory();
  std::copy(data_, data_ + length_, wide);
  if (data_ != inline_) std::free(data_);
  data_ = reinterpret_cast<uint8_t*>(wide);
  capacity_ = capacity;
  is_latin1_ = false;
}

void StringBuilder::append(const Chars& s, uint32_t from, uint32_t to) {
  if (is_latin1_ && !s.is_latin1) widen();
  size_t count = to - from;
  if (count > capacity_ - length_) grow(count);
  if (is_latin1_) {
    std::memcpy(data_ + length_, s.latin1() + from, count);
  } else if (s.is_latin1) {
    std::copy(s.latin1() + from, s.latin1() + to, wide() + length_);
  } else {
    std::copy(s.utf16() + from, s.utf16() + to, wide() + length_);
  }
  length_ += count;
}

void StringBuilder::appendWide(char16_t unit) {
  if (is_latin1_) widen();
  if (length_ == capacity_) grow(1);
  wide()[length_++] = unit;
}

String* StringBuilder::finish() {
  if (length_ == 0) return emptyString();
  return is_latin1_ ? newLatin1(data_, length_) : newUtf16(wide(), length_);
}

}  // namespace kiln::rt
