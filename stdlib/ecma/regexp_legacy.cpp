// RegExp.$1 and its like (the legacy static properties of RegExp, as V8 has them): the last match of the
// program.
#include "stdlib/ecma/regexp.h"

namespace kiln::rt {
namespace {

constexpr size_t kGroups = 10;  // the match and $1 … $9

KILN_PER_REALM String* subject;
KILN_PER_REALM String* input;
KILN_PER_REALM int32_t offsets[2 * kGroups];
KILN_PER_REALM size_t group_count, last_group;

String* part(int32_t from, int32_t to) {
  if (subject == nullptr || from < 0) return emptyString();
  return substring(subject, static_cast<uint32_t>(from), static_cast<uint32_t>(to));
}

template <size_t group>
Value matchedGroup(Args&) {
  return box(group < group_count ? part(offsets[2 * group], offsets[2 * group + 1]) : emptyString());
}
Value lastParen(Args&) {
  if (last_group == 0 || last_group >= kGroups) return box(emptyString());
  return box(part(offsets[2 * last_group], offsets[2 * last_group + 1]));
}
Value leftContext(Args&) {
  return box(part(0, offsets[0]));
}
Value rightContext(Args&) {
  return box(subject == nullptr ? emptyString() : part(offsets[1], static_cast<int32_t>(subject->length)));
}
Value getInput(Args&) {
  return box(input == nullptr ? emptyString() : input);
}
Value setInput(Args& args) {
  input = toString(args[0]);
  return Value::undefined();
}
Value ignore(Args&) {
  return Value::undefined();
}

}  // namespace

void noteMatch(String* text, const Captures& captures) {
  subject = input = text;
  group_count = std::min(captures.size() / 2, kGroups);
  last_group = captures.size() / 2 - 1;
  std::copy_n(captures.begin(), 2 * group_count, offsets);
}

void defineRegExpLegacy(Object* constructor) {
  Code nothing = KILN_NATIVE(ignore);
  for (const char* name : {"input", "$_"})
    defineGetter(constructor, name, KILN_NATIVE(getInput), KILN_NATIVE(setInput));
  for (const char* name : {"lastMatch", "$&"})
    defineGetter(constructor, name, KILN_NATIVE(matchedGroup<0>), nothing);
  for (const char* name : {"lastParen", "$+"})
    defineGetter(constructor, name, KILN_NATIVE(lastParen), nothing);
  for (const char* name : {"leftContext", "$`"})
    defineGetter(constructor, name, KILN_NATIVE(leftContext), nothing);
  for (const char* name : {"rightContext", "$'"})
    defineGetter(constructor, name, KILN_NATIVE(rightContext), nothing);
  defineGetter(constructor, "$1", KILN_NATIVE(matchedGroup<1>), nothing);
  defineGetter(constructor, "$2", KILN_NATIVE(matchedGroup<2>), nothing);
  defineGetter(constructor, "$3", KILN_NATIVE(matchedGroup<3>), nothing);
  defineGetter(constructor, "$4", KILN_NATIVE(matchedGroup<4>), nothing);
  defineGetter(constructor, "$5", KILN_NATIVE(matchedGroup<5>), nothing);
  defineGetter(constructor, "$6", KILN_NATIVE(matchedGroup<6>), nothing);
  defineGetter(constructor, "$7", KILN_NATIVE(matchedGroup<7>), nothing);
  defineGetter(constructor, "$8", KILN_NATIVE(matchedGroup<8>), nothing);
  defineGetter(constructor, "$9", KILN_NATIVE(matchedGroup<9>), nothing);
}

}  // namespace kiln::rt
