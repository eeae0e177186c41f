// What util.inspect writes in front of an object: constructor, tag, the bases of functions and boxed values;
// which keys it lists.
#include "stdlib/node/inspect_context.h"

namespace kiln::rt {
namespace {

bool ownConstructor(Object* o, Value* out) {
  PropertyDescriptor d;
  if (!getOwnProperty(o, PropertyKey::atom(atoms.constructor), &d) || !isCallable(d.value)) return false;
  *out = d.value;
  return true;
}

bool isInstanceOf(Object* o, Value constructor) {
  try {
    return kiln_instance_of(box(o), constructor);
  } catch (Thrown&) {
    return false;
  }
}

// Of the object's own kind, when no constructor is to be found.
const char* kindName(Object* o) {
  if (isCallable(box(o))) return "Function";
  switch (o->shape->kind) {
    case CellKind::Array:
      return "Array";
    case CellKind::Error:
      return "Error";
    case CellKind::Map:
      return "Map";
    case CellKind::Set:
      return "Set";
    case CellKind::Promise:
      return "Promise";
    case CellKind::Date:
      return "Date";
    case CellKind::RegExp:
      return "RegExp";
    default:
      return "Object";
  }
}

bool isStringLike(const Text& text, const char16_t* start) {
  return text.starts_with(start);
}

// "class" source texts, told from functions by what stands before the body.
bool looksLikeClass(const Text& source) {
  if (!isStringLike(source, u"class") || source.back() != '}') return false;
  Text rest = source.substr(5, source.size() - 6);
  size_t body = rest.find(u'{');
  if (body == Text::npos) return false;
  if (rest.substr(0, body).find(u'(') == Text::npos) return true;
  // Parentheses in comments do not count.
  Text plain;
  for (size_t i = 0; i < rest.size(); ++i) {
    if (rest.compare(i, 2, u"//") == 0) {
      i = std::min(rest.find(u'\n', i), rest.size());
    } else if (rest.compare(i, 2, u"/*") == 0) {
      i = std::min(rest.find(u"*/", i + 2), rest.size() - 1) + 1;
    } else {
      plain += rest[i];
    }
  }
  size_t brace = plain.find(u'{');
  return brace != Text::npos && !plain.empty() && isWhiteSpace(plain[0]) &&
         plain.substr(0, brace).find(u'(') == Text::npos;
}

}  // namespace

bool isErrorObject(Object* o) {
  if (o->shape->kind == CellKind::Error) return true;
  for (Object* at = getPrototypeOf(o); at != nullptr; at = getPrototypeOf(at)) {
    if (at == realm().error_prototypes[0]) return true;
  }
  return false;
}

bool isBuiltinConstructor(Value function) {
  auto* info = static_cast<Function*>(asObject(function))->info;
  if (info == nullptr || !(info->flags & kFnNative)) return false;
  Text name = toText(info->name);
  return !name.empty() && name[0] >= 'A' && name[0] <= 'Z' &&
         hasOwnProperty(realm().global, keyOfString(info->name));
}

Text Inspector::tagOf(Object* o) {
  PropertyKey key = PropertyKey::symbol(symbols.toStringTag);
  Value tag = get(o, key);
  if (!isString(tag) || asString(tag)->length == 0) return u"";
  // An own one that is listed anyway is not shown twice.
  PropertyDescriptor d;
  if (getOwnProperty(o, key, &d) && (options_.show_hidden || (d.attributes & kEnumerable))) return u"";
  return toText(asString(tag));
}

Inspector::Name Inspector::constructorName(Object* o, double level, std::vector<Text>* inherited) {
  Object* first = nullptr;
  bool have_first = false;
  for (Object* at = o; at != nullptr;) {
    Value constructor;
    if (ownConstructor(at, &constructor)) {
      Value name = get(asObject(constructor), atoms.name);
      bool named = !(isString(name) && asString(name)->length == 0);
      if (named && isInstanceOf(o, constructor)) {
        if (inherited != nullptr && (!have_first || first != at || !isBuiltinConstructor(constructor)))
          inheritedProperties(o, have_first ? first : o, level, *inherited);
        return toText(toString(name));
      }
    }
    at = getPrototypeOf(at);
    if (!have_first) first = at;
    have_first = true;
  }
  if (first == nullptr) return std::nullopt;
  Text own = toText(kindName(o));
  if (tooDeep(level)) return own + u" <Complex prototype>";
  if (Name below = constructorName(first, level + 1, inherited)) return own + u" <" + *below + u">";
  InspectOptions options = options_;
  options.custom_inspect = false;
  options.depth = -1;
  return own + u" <" + inspectText(box(first), options) + u">";
}

// With showHidden: what the classes above define besides methods, three of them at most.
void Inspector::inheritedProperties(Object* main, Object* from, double level, std::vector<Text>& out) {
  ValueList below, keys;
  Object* o = from;
  for (int depth = 0; depth != 3; ++depth) {
    if (depth != 0 || main == o) {
      o = getPrototypeOf(o);
      if (o == nullptr) return;
      Value constructor;
      if (ownConstructor(o, &constructor) && isBuiltinConstructor(constructor)) return;
    }
    if (depth != 0) {
      for (Value key : keys) below.push(key);
    }
    keys = ownPropertyKeys(o);
    size_t seen = seen_.size();
    seen_.push(box(main));
    for (Value word : keys) {
      PropertyKey key{word};
      if (word == box(atoms.constructor) || hasOwnProperty(main, key)) continue;
      if (std::find(below.begin(), below.end(), word) != below.end()) continue;
      PropertyDescriptor d;
      if (!getOwnProperty(o, key, &d) || isCallable(d.value)) continue;
      Text text = property(o, key, level, EntryKind::Object, main);
      out.push_back(options_.colors ? u"\x1b[2m" + text + u"\x1b[22m" : text);
    }
    seen_.resize(seen);
  }
}

Text Inspector::prefix(const Name& constructor, const Text& tag, const char* fallback, const Text& size) {
  if (!constructor) {
    Text name = toText(fallback);
    Text head = u"[" + name + size + u": null prototype] ";
    return tag.empty() || tag == name ? head : head + u"[" + tag + u"] ";
  }
  Text head = *constructor + size + u" ";
  return tag.empty() || tag == *constructor ? head : head + u"[" + tag + u"] ";
}

Text Inspector::classBase(Object* o, const Name& constructor, const Text& tag) {
  Value name = hasOwnProperty(o, PropertyKey::atom(atoms.name)) ? get(o, atoms.name) : Value::undefined();
  Text base = u"class " + (toBoolean(name) ? toText(toString(name)) : Text(u"(anonymous)"));
  if (constructor && constructor != u"Function") base += u" [" + *constructor + u"]";
  if (!tag.empty() && constructor != tag) base += u" [" + tag + u"]";
  if (constructor) {
    Object* parent = getPrototypeOf(o);
    Value parent_name = parent == nullptr ? Value::undefined() : get(parent, atoms.name);
    if (toBoolean(parent_name)) base += u" extends " + toText(toString(parent_name));
  } else {
    base += u" extends [null prototype]";
  }
  return u"[" + base + u"]";
}

Text Inspector::functionBase(Object* o, const Name& constructor, const Text& tag) {
  const FunctionInfo* info = o->shape->kind == CellKind::Function ? static_cast<Function*>(o)->info : nullptr;
  // Classes of our own modules have no source text.
  bool ours = info != nullptr && info->source == nullptr && !(info->flags & kFnNative);
  if (o->shape->flags & kClassConstructor && (ours || looksLikeClass(toText(functionText(o)))))
    return classBase(o, constructor, tag);
  uint32_t flags = info == nullptr ? 0 : info->flags;
  Text type = u"Function";
  if (flags & kFnGenerator) type = u"Generator" + type;
  if (flags & kFnAsync) type = u"Async" + type;
  Text base = u"[" + type;
  if (!constructor) base += u" (null prototype)";
  Value name = get(o, atoms.name);
  if (isString(name) && asString(name)->length == 0)
    base += u" (anonymous)";
  else
    base += u": " + (isString(name) ? toText(asString(name)) : value(name, 0));
  base += u"]";
  if (constructor && constructor != type) base += u" " + *constructor;
  if (!tag.empty() && constructor != tag) base += u" [" + tag + u"]";
  return base;
}

Text Inspector::boxedBase(Object* o, ValueList& keys, const Name& constructor, const Text& tag) {
  Value primitive_value = primitiveOf(o);
  const char* type = isString(primitive_value)     ? "String"
                     : primitive_value.isNumber()  ? "Number"
                     : primitive_value.isBoolean() ? "Boolean"
                     : isSymbol(primitive_value)   ? "Symbol"
                                                   : "BigInt";
  if (isString(primitive_value)) {
    // Its characters are in the base.
    ValueList rest;
    for (Value key : keys) {
      if (!PropertyKey{key}.isIndex() || PropertyKey{key}.asIndex() >= asString(primitive_value)->length)
        rest.push(key);
    }
    keys = rest;
  }
  Text base = u"[" + toText(type);
  if (!constructor)
    base += u" (null prototype)";
  else if (constructor != toText(type))
    base += u" (" + *constructor + u")";
  base += u": " + primitive(primitive_value, true) + u"]";
  if (!tag.empty() && constructor != tag) base += u" [" + tag + u"]";
  if (keys.size() != 0 || styling_ == Styling::None) return base;
  std::string name = type;
  for (char& c : name) c = static_cast<char>(std::tolower(c));
  return style(base, name.c_str());
}

// Own enumerable ones, or all with showHidden; strings before symbols.
ValueList Inspector::keysOf(Object* o, bool indices) {
  ValueList out;
  ValueList all = ownPropertyKeys(o);
  for (Value word : all) {
    PropertyKey key{word};
    if (!indices && key.isIndex()) continue;
    if (!options_.show_hidden && o->shape->kind != CellKind::ModuleNamespace) {
      PropertyDescriptor d;
      if (!getOwnProperty(o, key, &d) || !(d.attributes & kEnumerable)) continue;
    }
    if (o->shape->kind == CellKind::ModuleNamespace && key.isSymbol() && !options_.show_hidden) continue;
    out.push(word);
  }
  return out;
}

}  // namespace kiln::rt
