// What the files of RegExp share.
#pragma once
#include "runtime/regex/regex.h"
#include "stdlib/ecma/string.h"

namespace kiln::rt {

struct PatternRow;

// A pattern, shared by the expressions with the same text and flags; freed when none is left.
struct Pattern {
  const regex::Program* program;  // nullptr: of a literal, which is compiled when something is first matched
  PatternRow* row;
  uint32_t flags;
  Shape* groups_shape;   // of `groups` objects; nullptr until one is made
  uint32_t* name_slots;  // slot of each name
};

const regex::Program& compileLiteral(Pattern* pattern);

// Offsets of the groups of a match, two each; -1: not matched.
class Captures {
 public:
  Captures() = default;
  Captures(const Captures&) = delete;
  Captures& operator=(const Captures&) = delete;
  ~Captures() {
    if (data_ != inline_) delete[] data_;
  }
  void resize(size_t size) {
    if (size > capacity_) {
      if (data_ != inline_) delete[] data_;
      data_ = new int32_t[capacity_ = size];
    }
    size_ = size;
  }
  size_t size() const { return size_; }
  int32_t* data() { return data_; }
  const int32_t* begin() const { return data_; }
  const int32_t* end() const { return data_ + size_; }
  int32_t operator[](size_t i) const { return data_[i]; }

 private:
  static constexpr size_t kInline = 32;
  int32_t inline_[kInline];
  int32_t* data_ = inline_;
  size_t size_ = 0, capacity_ = kInline;
};

// lastIndex is an ordinary own property: always the first, so in slot 0.
struct RegExpObject : Object {
  String* source;
  Pattern* pattern;
  bool has(regex::Flags flag) const { return pattern->flags & flag; }
  bool isUnicode() const { return pattern->flags & (regex::kUnicode | regex::kUnicodeSets); }
  const regex::Program& program() const {
    return pattern->program != nullptr ? *pattern->program : compileLiteral(pattern);
  }
};

bool isRegExp(Value v);  // §7.2.6
RegExpObject* thisRegExp(Args& args, const char* method);
// FAST: nothing on the object or RegExp.prototype was replaced (tests/exec/regexp/protectors): the protocol
// of exec, flags and the symbol methods cannot be observed.
bool isPlainRegExp(Value v);
// speciesConstructor of a plain expression is %RegExp%.
bool regExpSpeciesIsPristine();
Value regExpConstructorValue();
RegExpObject* copyRegExp(RegExpObject* r);  // lastIndex 0
// Offsets of the groups, -1 for those without a match. May throw.
bool matchRegExp(RegExpObject* r, String* text, uint32_t from, bool sticky, Captures& captures);
Value captureAt(String* text, const int32_t* captures, size_t group);  // string or undefined
Value namedGroups(RegExpObject* r, String* text, const int32_t* captures);
Value regExpBuiltinExec(RegExpObject* r, String* text);  // §22.2.7.2
Value regExpExec(Object* r, String* text);               // §22.2.7.1
// The next match of a plain global expression, with lastIndex moved on behind an empty one.
Value regExpNextMatch(RegExpObject* r, String* text);
void setLastIndex(Object* r, double index);  // Set(r, "lastIndex", index, true)
double lastIndexOf(RegExpObject* r);         // ToLength(Get(r, "lastIndex"))
double advanceStringIndex(String* text, double index, bool unicode);

void defineRegExpSymbols(Object* prototype);
void noteMatch(String* text, const Captures& captures);  // for RegExp.$1 and its like
void defineRegExpLegacy(Object* constructor);
void defineRegExpEscape(Object* constructor);

}  // namespace kiln::rt
