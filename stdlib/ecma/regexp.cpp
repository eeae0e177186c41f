// ECMA-262 §22.2: RegExp objects, construction, exec, flags.
#include "stdlib/ecma/regexp.h"

#include <map>

namespace kiln::rt {
namespace {

Shape* root_shape;
Shape* plain_shape;  // own lastIndex only, RegExp.prototype
Value pristine_exec;

std::u16string toUtf16(String* s) {
  Chars c = chars(s);
  std::u16string text;
  text.reserve(c.length);
  for (uint32_t i = 0; i < c.length; ++i) text += c[i];
  return text;
}

// Programs live as long as the process: patterns come from literals and configuration, and are compiled once.
const regex::Program* programFor(String* pattern, String* flags_text) {
  static std::map<std::pair<std::u16string, uint32_t>, std::unique_ptr<regex::Program>> programs;
  uint32_t flags;
  if (!regex::parseFlags(toUtf16(flags_text), &flags)) {
    throwError(ErrorType::SyntaxError, "Invalid flags supplied to RegExp constructor '%s'",
               toUtf8(flags_text).c_str());
  }
  auto& program = programs[{toUtf16(pattern), flags}];
  if (program == nullptr) {
    std::string error;
    program = regex::compile(toUtf16(pattern), flags, &error);
    if (program == nullptr) {
      throwError(ErrorType::SyntaxError, "Invalid regular expression: /%s/%s: %s", toUtf8(pattern).c_str(),
                 toUtf8(flags_text).c_str(), error.c_str());
    }
  }
  return program.get();
}

RegExpObject* newRegExpObject(Shape* shape, String* source, const regex::Program* program) {
  auto* r = static_cast<RegExpObject*>(newNativeObject(sizeof(RegExpObject), shape));
  r->source = source;
  r->program = program;
  putDirect(r, PropertyKey::atom(atoms.lastIndex), Value::int32(0), kWritable);
  return r;
}

// §7.2.6
bool isRegExp(Value v) {
  if (!isObject(v)) return false;
  Value matcher = get(asObject(v), PropertyKey::symbol(symbols.match));
  return matcher.isUndefined() ? isKind(v, CellKind::RegExp) : toBoolean(matcher);
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
  return box(newRegExpObject(shape, text, programFor(text, letters)));
}

void setLastIndex(RegExpObject* r, double index) {
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

// §22.2.7.2 up to the result: matches and moves lastIndex.
bool advance(RegExpObject* r, String* text, std::vector<int32_t>& captures) {
  double index = lastIndexOf(r);
  bool moves = r->program->flags & (regex::kGlobal | regex::kSticky);
  if (!moves) index = 0;
  if (index > text->length ||
      !matchRegExp(r, text, static_cast<uint32_t>(index), r->has(regex::kSticky), captures)) {
    if (moves) setLastIndex(r, 0);
    return false;
  }
  if (moves) setLastIndex(r, captures[1]);
  return true;
}

Value indicesOf(RegExpObject* r, const std::vector<int32_t>& captures) {
  Object* result = newArray(0);
  auto pair = [&](size_t group) {
    return captures[2 * group] < 0
               ? Value::undefined()
               : newPair(Value::int32(captures[2 * group]), Value::int32(captures[2 * group + 1]));
  };
  for (size_t group = 0; group < r->program->group_count; ++group) arrayPush(result, pair(group));
  Value groups = Value::undefined();
  if (!r->program->names.empty()) {
    Object* o = newObjectWithPrototype(nullptr);
    for (const regex::NamedGroup& g : r->program->names)
      createDataProperty(o, keyOfString(newUtf16(g.name.data(), g.name.size())), pair(g.index));
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
    std::vector<int32_t> captures;
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

// §22.2.6.4
Value regExpFlags(Args& args) {
  if (!isObject(args.this_value))
    throwTypeError("RegExp.prototype.flags getter called on non-object %s",
                   nameForMessage(args.this_value).c_str());
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

const NativeMethod kMethods[] = {
    {"exec", KILN_NATIVE(regExpProtoExec), 1},
    {"test", KILN_NATIVE(regExpTest), 1},
    {"toString", KILN_NATIVE(regExpToString), 0},
};

}  // namespace

RegExpObject* thisRegExp(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::RegExp)) throwIncompatible(method, args.this_value);
  return static_cast<RegExpObject*>(asObject(args.this_value));
}

bool isPlainRegExp(Value v) {
  return isKind(v, CellKind::RegExp) && asObject(v)->shape == plain_shape &&
         get(realm().regexp_prototype, atoms.exec) == pristine_exec;
}

bool matchRegExp(RegExpObject* r, String* text, uint32_t from, bool sticky, std::vector<int32_t>& captures) {
  captures.resize(2 * r->program->group_count);
  Chars c = chars(text);
  regex::MatchStatus status =
      c.is_latin1 ? regex::match(*r->program, c.latin1(), c.length, from, sticky, captures.data())
                  : regex::match(*r->program, c.utf16(), c.length, from, sticky, captures.data());
  if (status == regex::MatchStatus::OutOfMemory) throwRangeError("Maximum call stack size exceeded");
  if (status == regex::MatchStatus::Found) noteMatch(text, captures);
  return status == regex::MatchStatus::Found;
}

Value captureAt(String* text, const std::vector<int32_t>& captures, size_t group) {
  int32_t from = captures[2 * group], to = captures[2 * group + 1];
  return from < 0 ? Value::undefined()
                  : box(substring(text, static_cast<uint32_t>(from), static_cast<uint32_t>(to)));
}

Value namedGroups(RegExpObject* r, String* text, const std::vector<int32_t>& captures) {
  if (r->program->names.empty()) return Value::undefined();
  Object* groups = newObjectWithPrototype(nullptr);
  for (const regex::NamedGroup& g : r->program->names)
    createDataProperty(groups, keyOfString(newUtf16(g.name.data(), g.name.size())),
                       captureAt(text, captures, g.index));
  return box(groups);
}

Value regExpBuiltinExec(RegExpObject* r, String* text) {
  std::vector<int32_t> captures;
  if (!advance(r, text, captures)) return Value::null();
  Object* result = newArray(0);
  for (size_t group = 0; group < r->program->group_count; ++group)
    arrayPush(result, captureAt(text, captures, group));
  putDirect(result, PropertyKey::atom(atoms.index), Value::int32(captures[0]), kDefault);
  putDirect(result, PropertyKey::atom(atoms.input), box(text), kDefault);
  putDirect(result, PropertyKey::atom(atoms.groups), namedGroups(r, text, captures), kDefault);
  if (r->has(regex::kHasIndices))
    putDirect(result, PropertyKey::atom(atoms.indices), indicesOf(r, captures), kDefault);
  return box(result);
}

Value regExpExec(Object* r, String* text) {
  Value exec = get(r, atoms.exec);
  if (isCallable(exec) && !(exec == pristine_exec && r->shape->kind == CellKind::RegExp)) {
    Value result = callWith(exec, box(r), box(text));
    if (!isObject(result) && !result.isNull())
      throwTypeError("%s is not an object or null", nameForMessage(result).c_str());
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
  Function* constructor = defineConstructor("RegExp", KILN_NATIVE(regExpConstructor), 2, prototype);
  defineSpecies(constructor);
  defineRegExpLegacy(constructor);
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
  plain_shape = newRegExpObject(root_shape, emptyString(), programFor(emptyString(), emptyString()))->shape;
}

}  // namespace kiln::rt

extern "C" kiln::abi::Value kiln_new_regexp(kiln::abi::String* pattern, kiln::abi::String* flags,
                                            void** cache) {
  using namespace kiln::rt;
  if (*cache == nullptr) *cache = const_cast<kiln::regex::Program*>(programFor(pattern, flags));
  return box(newRegExpObject(root_shape, pattern, static_cast<const kiln::regex::Program*>(*cache)));
}
