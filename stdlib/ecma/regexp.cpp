// ECMA-262 §22.2: RegExp objects, construction, exec, flags.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/regexp.h"

#include <map>

#include "runtime/object/protector.h"

// Machine code of the patterns that the program has as literals.
extern "C" kiln::regex::NativePattern __start_kiln_regexps[] __attribute__((weak));
extern "C" kiln::regex::NativePattern __stop_kiln_regexps[] __attribute__((weak));

namespace kiln::rt {
namespace {

KILN_PER_REALM Shape* root_shape;
KILN_PER_REALM Shape* plain_shape;  // own lastIndex only, RegExp.prototype
KILN_PER_REALM Value pristine_exec;

std::u16string toUtf16(String* s) {
  Chars c = chars(s);
  std::u16string text;
  text.reserve(c.length);
  for (uint32_t i = 0; i < c.length; ++i) text += c[i];
  return text;
}

}  // namespace

struct PatternRow {
  std::u16string_view text;  // of the key
  std::unique_ptr<regex::Program> program;
  Pattern* pattern = nullptr;
};

namespace {

// By text and flags. Memory that the collector does not scan: the table keeps no pattern alive, only the ring of those
// used last does.
std::map<std::pair<std::u16string, uint32_t>, PatternRow> patterns;
bool some_died = false;
constexpr size_t kRecent = 32;
Pattern* recent[kRecent];
size_t next_recent;

// At the end of a mark phase: nothing may be freed here.
void noteDeadPatterns() {
  for (auto& [key, entry] : patterns) {
    if (entry.pattern == nullptr || isMarked(entry.pattern)) continue;
    entry.pattern = nullptr;
    some_died = true;
  }
}

bool isText(String* s, std::u16string_view text) {
  Chars c = chars(s);
  if (c.length != text.size()) return false;
  for (uint32_t i = 0; i < c.length; ++i) {
    if (c[i] != text[i]) return false;
  }
  return true;
}

void attachMachineCode(regex::Program& program, std::u16string_view text) {
  for (regex::NativePattern* row = __start_kiln_regexps; row != __stop_kiln_regexps; ++row) {
    uint32_t flags;
    if (!isText(static_cast<String*>(row->pattern), text) ||
        !regex::parseFlags(toUtf16(static_cast<String*>(row->flags)), &flags) || flags != program.flags)
      continue;
    program.latin1 = row->latin1;
    program.utf16 = row->utf16;
    return;
  }
}

// "" or what is wrong.
std::string compile(PatternRow& row, uint32_t flags) {
  std::string error;
  row.program = regex::compile(row.text, flags, &error);
  if (row.program == nullptr) return error;
  attachMachineCode(*row.program, row.text);
  row.pattern->program = row.program.get();
  return "";
}

enum class Origin { Literal, Constructor };

Pattern* patternFor(String* text, String* flags_text, Origin origin) {
  uint32_t flags;
  if (!regex::parseFlags(toUtf16(flags_text), &flags)) {
    throwError(ErrorType::SyntaxError, "Invalid flags supplied to RegExp constructor '%s'",
               toWtf8(flags_text));
  }
  if (some_died) {
    std::erase_if(patterns, [](const auto& row) { return row.second.pattern == nullptr; });
    some_died = false;
  }
  std::pair<std::u16string, uint32_t> key{toUtf16(text), flags};
  auto known = patterns.find(key);
  if (known != patterns.end() && known->second.pattern != nullptr) return known->second.pattern;
  auto* pattern = static_cast<Pattern*>(allocate(sizeof(Pattern)));
  auto at = patterns.try_emplace(std::move(key)).first;
  PatternRow& row = at->second;
  row.text = at->first.first;
  row.pattern = pattern;
  pattern->row = &row;
  pattern->flags = flags;
  if (origin == Origin::Constructor) {
    if (std::string error = compile(row, flags); !error.empty()) {
      patterns.erase(at);
      throwError(ErrorType::SyntaxError, "Invalid regular expression: /%s/%s: %s", toWtf8(text),
                 toWtf8(flags_text), error);
    }
  }
  recent[next_recent++ % kRecent] = pattern;
  return pattern;
}

// A plain expression has the store of its one property behind it.
RegExpObject* newPlainRegExp(String* source, Pattern* pattern) {
  auto* r = static_cast<RegExpObject*>(allocate(sizeof(RegExpObject) + sizeof(Store) + 8));
  auto* store = reinterpret_cast<Store*>(r + 1);
  store->elements = &kiln_empty_elements;
  store->capacity = 1;
  store->slots[0] = Value::int32(0);
  r->shape = plain_shape;
  r->store = store;
  r->source = source;
  r->pattern = pattern;
  return r;
}

RegExpObject* newRegExpObject(Shape* shape, String* source, Pattern* pattern) {
  if (shape == root_shape && plain_shape != nullptr) return newPlainRegExp(source, pattern);
  auto* r = static_cast<RegExpObject*>(newNativeObject(sizeof(RegExpObject), shape));
  r->source = source;
  r->pattern = pattern;
  putDirect(r, PropertyKey::atom(atoms.lastIndex), Value::int32(0), kWritable);
  return r;
}

// §22.2.4.1
Value regExpConstructor(Args& args) {
  Value pattern = args[0], flags = args[1];
  bool pattern_is_regexp = isRegExp(pattern);
  Value new_target = args.new_target;
  if (!args.isConstruct()) {
    new_target = box(args.callee);
    if (pattern_is_regexp && flags.isUndefined() && get(asObject(pattern), atoms.constructor) == new_target)
      return pattern;
  }
  Value source = pattern;
  if (isKind(pattern, CellKind::RegExp)) {
    source = box(static_cast<RegExpObject*>(asObject(pattern))->source);
    if (flags.isUndefined()) flags = get(asObject(pattern), atoms.flags);
  } else if (pattern_is_regexp) {
    source = get(asObject(pattern), atoms.source);
    if (flags.isUndefined()) flags = get(asObject(pattern), atoms.flags);
  }
  Shape* shape = shapeFromConstructor(new_target, realm().regexp_prototype, root_shape);
  String* text = source.isUndefined() ? emptyString() : toString(source);
  String* letters = flags.isUndefined() ? emptyString() : toString(flags);
  return box(newRegExpObject(shape, text, patternFor(text, letters, Origin::Constructor)));
}

// §22.2.7.2 up to the result: matches and moves lastIndex.
bool advance(RegExpObject* r, String* text, Captures& captures) {
  double index = lastIndexOf(r);
  bool moves = r->pattern->flags & (regex::kGlobal | regex::kSticky);
  if (!moves) index = 0;
  if (index > text->length ||
      !matchRegExp(r, text, static_cast<uint32_t>(index), r->has(regex::kSticky), captures)) {
    if (moves) setLastIndex(r, 0);
    return false;
  }
  if (moves) setLastIndex(r, captures[1]);
  return true;
}

Value indicesOf(RegExpObject* r, const Captures& captures) {
  Object* result = newArray(0);
  auto pair = [&](size_t group) {
    return captures[2 * group] < 0
               ? Value::undefined()
               : newPair(Value::int32(captures[2 * group]), Value::int32(captures[2 * group + 1]));
  };
  for (size_t group = 0; group < r->program().group_count; ++group) arrayPush(result, pair(group));
  Value groups = Value::undefined();
  if (!r->program().names.empty()) {
    Object* o = newObjectWithPrototype(nullptr);
    // Of groups of one name at most one has matched; the property is where the first is.
    for (const regex::NamedGroup& g : r->program().names) {
      PropertyKey key = keyOfString(newUtf16(g.name.data(), g.name.size()));
      if (captures[2 * g.index] >= 0 || !hasOwnProperty(o, key)) createDataProperty(o, key, pair(g.index));
    }
    groups = box(o);
  }
  putDirect(result, PropertyKey::atom(atoms.groups), groups, kDefault);
  return box(result);
}

Value regExpProtoExec(Args& args) {
  RegExpObject* r = thisRegExp(args, "RegExp.prototype.exec");
  return regExpBuiltinExec(r, toString(args[0]));
}

// §22.2.6.16
Value regExpTest(Args& args) {
  if (!isObject(args.this_value)) throwIncompatible("RegExp.prototype.test", args.this_value);
  String* text = toString(args[0]);
  if (isPlainRegExp(args.this_value)) {
    Captures captures;
    return Value::boolean(advance(static_cast<RegExpObject*>(asObject(args.this_value)), text, captures));
  }
  return Value::boolean(!regExpExec(asObject(args.this_value), text).isNull());
}

// §22.2.6.17
Value regExpToString(Args& args) {
  if (!isObject(args.this_value)) throwIncompatible("RegExp.prototype.toString", args.this_value);
  StringBuilder out;
  out.append(u'/');
  out.append(toString(get(asObject(args.this_value), atoms.source)));
  out.append(u'/');
  out.append(toString(get(asObject(args.this_value), atoms.flags)));
  return box(out.finish());
}

constexpr const char* kFlagLetters = "dgimsuvy";  // in the order of regex::Flags' bits

// [[OriginalFlags]], in alphabetical order
String* originalFlags(RegExpObject* r) {
  std::string letters;
  for (uint32_t bit = 0; bit < 8; ++bit) {
    if (r->pattern->flags & (1u << bit)) letters += kFlagLetters[bit];
  }
  return newLatin1(letters);
}

// §22.2.6.4
Value regExpFlags(Args& args) {
  if (!isObject(args.this_value))
    throwTypeError("RegExp.prototype.flags getter called on non-object %s", nameForMessage(args.this_value));
  Object* o = asObject(args.this_value);
  const struct {
    String* name;
    char letter;
  } rows[] = {{atoms.hasIndices, 'd'}, {atoms.global, 'g'},  {atoms.ignoreCase, 'i'},  {atoms.multiline, 'm'},
              {atoms.dotAll, 's'},     {atoms.unicode, 'u'}, {atoms.unicodeSets, 'v'}, {atoms.sticky, 'y'}};
  std::string letters;
  for (const auto& row : rows) {
    if (toBoolean(get(o, row.name))) letters += row.letter;
  }
  return box(newLatin1(letters));
}

template <regex::Flags flag>
Value regExpFlag(Args& args) {
  if (isKind(args.this_value, CellKind::RegExp))
    return Value::boolean(static_cast<RegExpObject*>(asObject(args.this_value))->has(flag));
  if (args.this_value == box(realm().regexp_prototype)) return Value::undefined();
  throwTypeError("RegExp.prototype flag getter called on non-RegExp object");
}

// §22.2.6.13.1 EscapeRegExpPattern
Value regExpSource(Args& args) {
  if (args.this_value == box(realm().regexp_prototype)) return box(newLatin1("(?:)"));
  String* source = thisRegExp(args, "RegExp.prototype.source getter")->source;
  if (source->length == 0) return box(newLatin1("(?:)"));
  StringBuilder out;
  Chars c = chars(source);
  bool in_class = false;
  for (uint32_t i = 0; i < c.length; ++i) {
    char16_t unit = c[i];
    if (unit == '\\' && i + 1 < c.length && c[i + 1] != '\n' && c[i + 1] != '\r') {
      out.append(unit);
      out.append(c[++i]);
      continue;
    }
    if (unit == '[') in_class = true;
    if (unit == ']') in_class = false;
    if (unit == '\\') continue;  // before a line terminator, whose escape has its own
    if (unit == '/' && !in_class) {
      out.append("\\/");
    } else if (unit == '\n') {
      out.append("\\n");
    } else if (unit == '\r') {
      out.append("\\r");
    } else if (unit == 0x2028 || unit == 0x2029) {
      out.append(unit == 0x2028 ? "\\u2028" : "\\u2029");
    } else {
      out.append(unit);
    }
  }
  return box(out.finish());
}

// §B.2.4.1 RegExp.prototype.compile ( pattern, flags )
Value regExpCompile(Args& args) {
  RegExpObject* r = thisRegExp(args, "RegExp.prototype.compile");
  Value source = args[0], flags = args[1];
  if (isKind(source, CellKind::RegExp)) {
    if (!flags.isUndefined()) throwTypeError("Invalid flags supplied to RegExp constructor");
    auto* other = static_cast<RegExpObject*>(asObject(source));
    flags = box(originalFlags(other));
    source = box(other->source);
  }
  String* text = source.isUndefined() ? emptyString() : toString(source);
  String* letters = flags.isUndefined() ? emptyString() : toString(flags);
  r->pattern = patternFor(text, letters, Origin::Constructor);
  r->source = text;
  setLastIndex(r, 0);
  return args.this_value;
}

const NativeMethod kMethods[] = {
    {"compile", KILN_NATIVE(regExpCompile), 2},
    {"exec", KILN_NATIVE(regExpProtoExec), 1},
    {"test", KILN_NATIVE(regExpTest), 1},
    {"toString", KILN_NATIVE(regExpToString), 0},
};

}  // namespace

const regex::Program& compileLiteral(Pattern* pattern) {
  // The frontend has checked it: only resources can be short.
  if (std::string error = compile(*pattern->row, pattern->flags); !error.empty())
    throwError(ErrorType::SyntaxError, "Invalid regular expression: %s", error);
  return *pattern->program;
}

bool isRegExp(Value v) {
  if (!isObject(v)) return false;
  Value matcher = get(asObject(v), PropertyKey::symbol(symbols.match));
  return matcher.isUndefined() ? isKind(v, CellKind::RegExp) : toBoolean(matcher);
}

void setLastIndex(Object* r, double index) {
  if (r->shape == plain_shape) {
    *slotOf(r, 0) = Value::number(index);
  } else {
    putOrThrow(r, PropertyKey::atom(atoms.lastIndex), Value::number(index));
  }
}

double lastIndexOf(RegExpObject* r) {
  Value v = *slotOf(r, 0);
  return v.isInt32() && v.asInt32() >= 0 ? v.asInt32() : toLength(get(r, atoms.lastIndex));
}

RegExpObject* thisRegExp(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::RegExp)) throwIncompatible(method, args.this_value);
  return static_cast<RegExpObject*>(asObject(args.this_value));
}

namespace {

// RegExp.prototype as it was made: its methods by value, and its getters, which change its validity cell when
// they are replaced.
struct PristineState {
  const uint32_t* validity;
  static constexpr size_t kMethods = 7, kGetters = 9;
  String* getter_names[kGetters];
  Value getters[kGetters];
  PropertyKey keys[kMethods];
  Value methods[kMethods];
  const Value* slots[kMethods];
};
KILN_PER_REALM PristineState pristine;

bool remeasurePristine() {
  Object* prototype = realm().regexp_prototype;
  for (size_t i = 0; i < PristineState::kGetters; ++i) {
    PropertyEntry* entry = lookup(prototype->shape, PropertyKey::atom(pristine.getter_names[i]));
    if (entry == nullptr || *slotOf(prototype, entry->slot) != pristine.getters[i]) return false;
  }
  for (size_t i = 0; i < PristineState::kMethods; ++i) {
    PropertyEntry* entry = lookup(prototype->shape, pristine.keys[i]);
    if (entry == nullptr) return false;
    pristine.slots[i] = slotOf(prototype, entry->slot);
  }
  if (prototype->shape->prototype != realm().object_prototype) return false;
  pristine.validity = validityOf(prototype);
  return true;
}

bool prototypeIsPristine() {
  if (*pristine.validity != 1 && !remeasurePristine()) return false;
  for (size_t i = 0; i < PristineState::kMethods; ++i) {
    if (*pristine.slots[i] != pristine.methods[i]) return false;
  }
  return true;
}

void rememberPristine(Object* prototype) {
  static uint32_t never_valid = 0;
  pristine.validity = &never_valid;
  String* names[] = {atoms.flags,  atoms.hasIndices, atoms.global,      atoms.ignoreCase, atoms.multiline,
                     atoms.dotAll, atoms.unicode,    atoms.unicodeSets, atoms.sticky};
  for (size_t i = 0; i < PristineState::kGetters; ++i) {
    pristine.getter_names[i] = names[i];
    pristine.getters[i] = *slotOf(prototype, lookup(prototype->shape, PropertyKey::atom(names[i]))->slot);
  }
  PropertyKey keys[] = {PropertyKey::atom(atoms.exec),        PropertyKey::atom(atoms.constructor),
                        PropertyKey::symbol(symbols.match),   PropertyKey::symbol(symbols.matchAll),
                        PropertyKey::symbol(symbols.replace), PropertyKey::symbol(symbols.search),
                        PropertyKey::symbol(symbols.split)};
  for (size_t i = 0; i < PristineState::kMethods; ++i) {
    pristine.keys[i] = keys[i];
    pristine.methods[i] = get(prototype, keys[i]);
  }
}

KILN_PER_REALM Value regexp_constructor, species_pair;
KILN_PER_REALM Shape *match_shape, *match_with_indices_shape;

}  // namespace

bool isPlainRegExp(Value v) {
  return v.isCell() && v.asCell()->shape == plain_shape && prototypeIsPristine();
}

bool regExpSpeciesIsPristine() {
  KILN_PER_REALM static Protector species;
  return species.holds(asObject(regexp_constructor), PropertyKey::symbol(symbols.species), species_pair);
}

Value regExpConstructorValue() {
  return regexp_constructor;
}

RegExpObject* copyRegExp(RegExpObject* r) {
  return newRegExpObject(root_shape, r->source, r->pattern);
}

bool matchRegExp(RegExpObject* r, String* text, uint32_t from, bool sticky, Captures& captures) {
  const regex::Program& program = r->program();
  captures.resize(2 * program.group_count);
  Chars c = chars(text);
  regex::MatchStatus status =
      c.is_latin1 ? regex::match(program, c.latin1(), c.length, from, sticky, captures.data())
                  : regex::match(program, c.utf16(), c.length, from, sticky, captures.data());
  if (status == regex::MatchStatus::OutOfMemory) throwRangeError("Maximum call stack size exceeded");
  if (status == regex::MatchStatus::Found) noteMatch(text, captures);
  return status == regex::MatchStatus::Found;
}

Value captureAt(String* text, const int32_t* captures, size_t group) {
  int32_t from = captures[2 * group], to = captures[2 * group + 1];
  return from < 0 ? Value::undefined()
                  : box(substring(text, static_cast<uint32_t>(from), static_cast<uint32_t>(to)));
}

namespace {

// One shape for all `groups` objects of a pattern. Of several groups with one name at most one matched.
void prepareGroups(Pattern* pattern, const std::vector<regex::NamedGroup>& names) {
  constexpr size_t kMaxInline = 64;
  auto* slots = static_cast<uint32_t*>(allocatePointerFree(sizeof(uint32_t) * names.size()));
  Shape* shape = newRootShape(CellKind::Object, ElementsKind::None, 0,
                              static_cast<uint32_t>(std::min(names.size(), kMaxInline)), nullptr, nullptr);
  for (size_t i = 0; i < names.size(); ++i) {
    PropertyKey key = keyOfString(newUtf16(names[i].name.data(), names[i].name.size()));
    PropertyEntry* known = lookup(shape, key);
    slots[i] = known == nullptr ? shape->slot_count : known->slot;
    if (known == nullptr) shape = shapeAfterAdd(shape, key, kDefault);
  }
  pattern->name_slots = slots;
  pattern->groups_shape = shape;
}

}  // namespace

Value namedGroups(RegExpObject* r, String* text, const int32_t* captures) {
  const auto& names = r->program().names;
  if (names.empty()) return Value::undefined();
  Pattern* pattern = r->pattern;
  if (pattern->groups_shape == nullptr) prepareGroups(pattern, names);
  if (pattern->groups_shape->flags & kDictionary) {  // more names than shapes hold
    Object* groups = newObjectWithPrototype(nullptr);
    for (const regex::NamedGroup& g : names) {
      PropertyKey key = keyOfString(newUtf16(g.name.data(), g.name.size()));
      if (captures[2 * g.index] >= 0 || !hasOwnProperty(groups, key))
        createDataProperty(groups, key, captureAt(text, captures, g.index));
    }
    return box(groups);
  }
  Object* groups = newObjectWith(pattern->groups_shape);
  for (size_t i = 0; i < names.size(); ++i) {
    Value value = captureAt(text, captures, names[i].index);
    if (!value.isUndefined()) *slotOf(groups, pattern->name_slots[i]) = value;
  }
  return box(groups);
}

namespace {

Value matchResult(RegExpObject* r, String* text, const Captures& captures) {
  // The array is put together from its parts: index, input, groups (and indices) are the slots of its
  // prepared shape.
  uint32_t count = r->program().group_count;
  auto* elements = static_cast<Elements*>(allocate(kElementsHeaderSize + 8ul * count + 8));
  elements->length = elements->capacity = count;
  for (uint32_t group = 0; group < count; ++group)
    elements->data[group] = captureAt(text, captures.begin(), group);
  constexpr uint32_t kSlots = 4;
  auto* result = static_cast<Object*>(allocate(sizeof(Object) + sizeof(Store) + 8 * kSlots));
  auto* store = reinterpret_cast<Store*>(result + 1);
  store->elements = &kiln_empty_elements;
  store->capacity = kSlots;
  elements->named = store;
  result->shape = match_shape;
  result->elements = elements;
  store->slots[0] = Value::int32(captures[0]);
  store->slots[1] = box(text);
  store->slots[2] = namedGroups(r, text, captures.begin());
  if (r->has(regex::kHasIndices)) {
    store->slots[3] = indicesOf(r, captures);
    result->shape = match_with_indices_shape;
  }
  return box(result);
}

}  // namespace

Value regExpBuiltinExec(RegExpObject* r, String* text) {
  Captures captures;
  return advance(r, text, captures) ? matchResult(r, text, captures) : Value::null();
}

Value regExpNextMatch(RegExpObject* r, String* text) {
  Captures captures;
  if (!advance(r, text, captures)) return Value::null();
  if (captures[0] == captures[1]) setLastIndex(r, advanceStringIndex(text, captures[1], r->isUnicode()));
  return matchResult(r, text, captures);
}

Value regExpExec(Object* r, String* text) {
  if (isPlainRegExp(box(r))) return regExpBuiltinExec(static_cast<RegExpObject*>(r), text);

  Value exec = get(r, atoms.exec);
  if (isCallable(exec) && !(exec == pristine_exec && r->shape->kind == CellKind::RegExp)) {
    Value result = callWith(exec, box(r), box(text));
    if (!isObject(result) && !result.isNull())
      throwTypeError("%s is not an object or null", nameForMessage(result));
    return result;
  }
  if (r->shape->kind != CellKind::RegExp) throwIncompatible("RegExp.prototype.exec", box(r));
  return regExpBuiltinExec(static_cast<RegExpObject*>(r), text);
}

double advanceStringIndex(String* text, double index, bool unicode) {
  if (!unicode || index + 1 >= text->length) return index + 1;
  uint32_t units;
  codePointAt(chars(text), static_cast<uint32_t>(index), &units);
  return index + units;
}

void initRegExp() {
  Object* prototype = realm().regexp_prototype;
  root_shape = newRootShape(CellKind::RegExp, ElementsKind::None, 0, 0, prototype, nullptr);
  Function* constructor = defineConstructor("RegExp", KILN_SHOWN_NATIVE(regExpConstructor), 2, prototype);
  defineSpecies(constructor);
  defineRegExpLegacy(constructor);
  defineRegExpEscape(constructor);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "dotAll", KILN_NATIVE(regExpFlag<regex::kDotAll>));
  defineGetter(prototype, "flags", KILN_NATIVE(regExpFlags));
  defineGetter(prototype, "global", KILN_NATIVE(regExpFlag<regex::kGlobal>));
  defineGetter(prototype, "hasIndices", KILN_NATIVE(regExpFlag<regex::kHasIndices>));
  defineGetter(prototype, "ignoreCase", KILN_NATIVE(regExpFlag<regex::kIgnoreCase>));
  defineGetter(prototype, "multiline", KILN_NATIVE(regExpFlag<regex::kMultiline>));
  defineGetter(prototype, "source", KILN_NATIVE(regExpSource));
  defineGetter(prototype, "sticky", KILN_NATIVE(regExpFlag<regex::kSticky>));
  defineGetter(prototype, "unicode", KILN_NATIVE(regExpFlag<regex::kUnicode>));
  defineGetter(prototype, "unicodeSets", KILN_NATIVE(regExpFlag<regex::kUnicodeSets>));
  defineRegExpSymbols(prototype);
  pristine_exec = get(prototype, atoms.exec);
  plain_shape = newRegExpObject(root_shape, emptyString(), patternFor(emptyString(), emptyString(), Origin::Literal))->shape;
  rememberPristine(prototype);
  regexp_constructor = box(constructor);
  species_pair = *slotOf(constructor, lookup(constructor->shape, PropertyKey::symbol(symbols.species))->slot);
  Object* sample = newArray(0);
  for (String* name : {atoms.index, atoms.input, atoms.groups})
    putDirect(sample, PropertyKey::atom(name), Value::undefined(), kDefault);
  match_shape = sample->shape;
  putDirect(sample, PropertyKey::atom(atoms.indices), Value::undefined(), kDefault);
  match_with_indices_shape = sample->shape;
  if (inFirstRealm()) addWeakHook(noteDeadPatterns);
}

}  // namespace kiln::rt

extern "C" kiln::abi::Value kiln_new_regexp(kiln::abi::String* pattern, kiln::abi::String* flags,
                                            void** cache) {
  using namespace kiln::rt;
  if (*cache == nullptr) *cache = patternFor(pattern, flags, Origin::Literal);
  return box(newPlainRegExp(pattern, static_cast<Pattern*>(*cache)));
}
