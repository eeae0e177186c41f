// Strings: Latin-1 or UTF-16, flat, slice or rope (see runtime/abi/layout.h); interned atoms.
#pragma once
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/gc/gc.h"

namespace kiln::rt {

inline CellKind kindOf(const Cell* cell) {
  return cell->shape->kind;
}
inline bool isString(Value v) {
  return v.isCell() && kindOf(v.asCell()) <= kLastStringKind;
}
inline String* asString(Value v) {
  return reinterpret_cast<String*>(v.bits);
}
inline bool isSymbol(Value v) {
  return v.isCell() && kindOf(v.asCell()) == CellKind::Symbol;
}
inline bool isBigInt(Value v) {
  return v.isCell() && kindOf(v.asCell()) == CellKind::BigInt;
}
inline bool isObject(Value v) {
  return v.isCell() && kindOf(v.asCell()) >= kFirstObjectKind;
}
inline Object* asObject(Value v) {
  return reinterpret_cast<Object*>(v.bits);
}
inline Value box(const Cell* cell) {
  return Value::cell(cell);
}

// Characters of a flat or flattened string; valid while the string is alive.
struct Chars {
  bool is_latin1;
  const void* data;
  uint32_t length;
  const uint8_t* latin1() const { return static_cast<const uint8_t*>(data); }
  const char16_t* utf16() const { return static_cast<const char16_t*>(data); }
  char16_t operator[](uint32_t i) const { return is_latin1 ? latin1()[i] : utf16()[i]; }
};

Chars flattened(String* rope);
// Flattens a rope in place (allocates, may throw).
inline Chars chars(String* s) {
  auto kind = static_cast<uint8_t>(s->shape->kind);
  static_assert(static_cast<uint8_t>(CellKind::StringLatin1) == 0 &&
                static_cast<uint8_t>(CellKind::AtomUtf16) == 3 &&
                static_cast<uint8_t>(CellKind::SliceUtf16) == 5);
  if (kind < static_cast<uint8_t>(CellKind::SliceLatin1)) return {(kind & 1) == 0, s + 1, s->length};
  if (kind < static_cast<uint8_t>(CellKind::Rope))
    return {(kind & 1) == 0, static_cast<SliceString*>(s)->chars, s->length};
  return flattened(s);
}

// All makers may throw RangeError "Invalid string length".
String* newLatin1(const uint8_t* chars, size_t length);
String* newLatin1(std::string_view chars);               // ASCII or Latin-1 bytes
String* newUtf16(const char16_t* chars, size_t length);  // stored as Latin-1 when all units fit
String* newUtf8(std::string_view text);                  // WTF-8; malformed bytes become U+FFFD
FlatString* allocateLatin1(size_t length);               // characters to be filled
FlatString* allocateUtf16(size_t length);
String* emptyString();
String* singleChar(char16_t unit);
std::string toUtf8(String* s);  // lone surrogates become U+FFFD
std::string toWtf8(String* s);  // lone surrogates stay; newUtf8 takes them back

// Whether all units are below 256 by the way they are stored; ropes stay ropes.
bool holdsLatin1(const String* s);
// Writes the characters, of which the first form can hold Latin-1 only; ropes stay ropes.
void copyUnits(String* s, uint8_t* out);
void copyUnits(String* s, char16_t* out);

String* concat(String* a, String* b);
String* concatMany(String* const* parts, uint32_t count);
String* substring(String* s, uint32_t from, uint32_t to);
bool equals(String* a, String* b);
int compare(String* a, String* b);
uint32_t hashOf(String* s);
inline char16_t unitAt(String* s, uint32_t i) {
  return chars(s)[i];
}
// First position >= from, or -1.
int64_t indexOf(String* s, String* pattern, uint32_t from);

// The one string with this content that serves as property key.
String* intern(String* s);
String* internAscii(std::string_view text);
inline bool isAtom(const String* s) {
  return s->shape->kind == CellKind::AtomLatin1 || s->shape->kind == CellKind::AtomUtf16;
}
void initialiseAtoms();

// Accumulates characters; widens to UTF-16 on demand.
class StringBuilder {
 public:
  StringBuilder() = default;
  StringBuilder(const StringBuilder&) = delete;
  StringBuilder& operator=(const StringBuilder&) = delete;
  ~StringBuilder() {
    if (data_ != inline_) std::free(data_);
  }
  void append(String* s) { append(chars(s), 0, s->length); }
  void append(const Chars& s, uint32_t from, uint32_t to);
  void append(std::string_view ascii) {
    if (is_latin1_ && ascii.size() <= capacity_ - length_) {
      std::memcpy(data_ + length_, ascii.data(), ascii.size());
      length_ += ascii.size();
    } else {
      append({true, ascii.data(), static_cast<uint32_t>(ascii.size())}, 0, static_cast<uint32_t>(ascii.size()));
    }
  }
  void append(char16_t unit) {
    if (is_latin1_ && unit < 256) {
      if (length_ == capacity_) grow(1);
      data_[length_++] = static_cast<uint8_t>(unit);
    } else {
      appendWide(unit);
    }
  }
  // Where the next `count` units of Latin-1 can be written, to be followed by `added`; nullptr once there are wider ones.
  uint8_t* room(size_t count) {
    if (!is_latin1_) return nullptr;
    if (count > capacity_ - length_) grow(count);
    return data_ + length_;
  }
  void added(size_t count) { length_ += count; }
  size_t length() const { return length_; }
  String* finish();  // throws RangeError when too long

 private:
  void widen();
  void appendWide(char16_t unit);
  void grow(size_t extra);  // room for `extra` more units
  char16_t* wide() { return reinterpret_cast<char16_t*>(data_); }
  static constexpr size_t kInlineBytes = 256;
  bool is_latin1_ = true;
  size_t length_ = 0, capacity_ = kInlineBytes;  // in units
  uint8_t* data_ = inline_;
  alignas(8) uint8_t inline_[kInlineBytes];
};

}  // namespace kiln::rt
