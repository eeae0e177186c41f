// util.inspect: the walk over a value.
#include "runtime/ops/error.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/ecma/proxy.h"
#include "stdlib/node/inspect_context.h"

namespace kiln::rt {
namespace {

bool isIdentifier(const Text& text) {
  for (size_t i = 0; i < text.size(); ++i) {
    char16_t u = text[i];
    bool letter = ((u | 32) >= 'a' && (u | 32) <= 'z') || u == '_';
    if (!letter && (i == 0 || u < '0' || u > '9')) return false;
  }
  return !text.empty();
}

bool isStackOverflow(Value error) {
  if (!isKind(error, CellKind::Error)) return false;
  PropertyDescriptor d;
  return getOwnProperty(asObject(error), PropertyKey::atom(atoms.message), &d) && isString(d.value) &&
         toText(asString(d.value)) == u"Maximum call stack size exceeded";
}

// Properties shown before the own keys although they are the prototype's.
ValueList prepend(ValueList& keys, std::initializer_list<const char*> names) {
  ValueList all;
  for (const char* name : names) all.push(box(internAscii(name)));
  for (Value key : keys) all.push(key);
  return all;
}

bool isBoxed(CellKind kind) {
  return kind == CellKind::NumberObject || kind == CellKind::StringObject ||
         kind == CellKind::BooleanObject || kind == CellKind::SymbolObject || kind == CellKind::BigIntObject;
}

Value url_test = Value::undefined();

bool isUrl(Object* o) {
  return isCallable(url_test) && toBoolean(callWith(url_test, Value::undefined(), box(o)));
}

}  // namespace

void setUrlTest(Value test) {
  url_test = test;
}

Inspector::Inspector(const InspectOptions& options) : options_(options) {
  if (options.colors)
    styling_ = Styling::Colors;
  else if (isCallable(options.stylize))
    styling_ = Styling::Own;
}

Text Inspector::style(const Text& text, const char* name) {
  if (styling_ == Styling::None) return text;
  if (styling_ == Styling::Own) {
    Value styled = callWith(options_.stylize, Value::undefined(), textValue(text), box(internAscii(name)));
    return toText(toString(styled));
  }
  Value styles = get(inspectFunction(), atomKey("styles")),
        colors = get(inspectFunction(), atomKey("colors"));
  Value color_name = getV(styles, atomKey(name));
  if (color_name.isUndefined()) return text;
  Value color = getV(colors, toPropertyKey(color_name));
  if (color.isUndefined()) return text;
  Text on = toText(toString(getV(color, PropertyKey::index(0))));
  Text off = toText(toString(getV(color, PropertyKey::index(1))));
  return u"\x1b[" + on + u"m" + text + u"\x1b[" + off + u"m";
}

Text Inspector::value(Value v, double level, bool in_typed_array) {
  if (!isObject(v)) return primitive(v);
  Object* o = asObject(v);
  if (isProxy(v)) {
    if (options_.show_proxy) return proxy(o, level);
    while (isProxy(box(o))) {
      if (!isObject(proxyTarget(o))) return style(u"<Revoked Proxy>", "special");
      o = asObject(proxyTarget(o));
    }
  }
  Text shown;
  if (options_.custom_inspect && custom(o, v, level, &shown)) return shown;
  for (Value seen : seen_) {
    if (!(seen == box(o))) continue;
    size_t index = 0;
    while (index < circular_.size() && !(circular_[index] == seen)) ++index;
    if (index == circular_.size()) circular_.push(seen);
    return style(u"[Circular *" + number16(static_cast<double>(index + 1)) + u"]", "special");
  }
  return raw(o, level, in_typed_array);
}

// The object's own [nodejs.util.inspect.custom]; `shown_as` is the object or its proxy.
bool Inspector::custom(Object* o, Value shown_as, double level, Text* out) {
  Value method = get(o, PropertyKey::symbol(inspectCustomSymbol()));
  if (!isCallable(method) || method == box(inspectFunction())) return false;
  // Prototype objects are shown themselves.
  Value constructor = get(o, atoms.constructor);
  if (isObject(constructor) && getV(constructor, PropertyKey::atom(atoms.prototype)) == box(o)) return false;
  Value depth =
      options_.depth_value.isNumber() ? Value::number(options_.depth - level) : options_.depth_value;
  Value result = callWith(method, shown_as, depth, userOptions(), box(inspectFunction()));
  if (result == shown_as) return false;
  if (!result.isNull() && (!isObject(result) || isCallable(result))) {
    *out = toText(toString(result));
  } else {
    *out = value(result, level);
  }
  *out = replaceLineBreaks(*out, u"\n" + Text(indentation_, u' '));
  return true;
}

Text Inspector::proxy(Object* o, double level) {
  if (!isObject(proxyTarget(o))) return style(u"<Revoked Proxy>", "special");
  if (tooDeep(level)) return style(u"Proxy [Array]", "special");
  indentation_ += 2;
  std::vector<Text> out = {value(proxyTarget(o), level + 1), value(proxyHandler(o), level + 1)};
  indentation_ -= 2;
  return join(out, u"", {u"Proxy [", u"]"}, EntryKind::ArrayExtras, level + 1, nullptr);
}

Text Inspector::raw(Object* o, double level, bool in_typed_array) {
  checkStack();
  std::vector<Text> inherited;
  bool with_inherited = options_.show_hidden && !tooDeep(level);
  Name constructor = constructorName(o, level, with_inherited ? &inherited : nullptr);
  Text tag = tagOf(o), base;
  Braces braces{u"{", u"}"};
  Body body = Body::None;
  EntryKind kind = EntryKind::Object;
  ValueList keys;
  auto bare = [&] { return keys.size() == 0 && inherited.empty(); };
  auto size = [](double n) { return u"(" + number16(n) + u")"; };
  CellKind cell = o->shape->kind;
  bool iterable = !constructor || hasProperty(o, PropertyKey::symbol(symbols.iterator));
  if (iterable && cell == CellKind::Array) {
    double length = arrayLength(o);
    if (constructor != u"Array" || !tag.empty())
      braces.open = prefix(constructor, tag, "Array", size(length));
    else
      braces.open.clear();
    braces = {braces.open + u"[", u"]"};
    keys = keysOf(o, false);
    if (length == 0 && bare()) return braces.open + u"]";
    body = Body::Array, kind = EntryKind::ArrayExtras;
  } else if (iterable && (cell == CellKind::Set || cell == CellKind::Map)) {
    Value count = get(cell == CellKind::Map ? realm().map_prototype : realm().set_prototype,
                      PropertyKey::atom(atoms.size), box(o));
    Text head = prefix(constructor, tag, cell == CellKind::Map ? "Map" : "Set", size(count.asNumber()));
    keys = keysOf(o, true);
    if (count.asNumber() == 0 && bare()) return head + u"{}";
    braces.open = head + u"{";
    body = cell == CellKind::Map ? Body::Map : Body::Set;
  } else if (iterable && cell == CellKind::TypedArray) {
    double length = static_cast<double>(typedArrayLength(static_cast<TypedArray*>(o)));
    keys = keysOf(o, false);
    braces = {prefix(constructor, tag, (std::string(elementTypeName(elementType(o))) + "Array").c_str(),
                     size(length)) +
                  u"[",
              u"]"};
    if (length == 0 && keys.size() == 0 && !options_.show_hidden) return braces.open + u"]";
    body = Body::TypedArray, kind = EntryKind::ArrayExtras;
  } else if (iterable && (cell == CellKind::MapIterator || cell == CellKind::SetIterator)) {
    keys = keysOf(o, true);
    Text type = cell == CellKind::MapIterator ? u"Map Iterator" : u"Set Iterator";
    if (tag != type) type = tag.empty() ? type : tag + u"] [" + type;
    braces.open = u"[" + type + u"] {";
    body = Body::Iterator;
  } else {
    keys = keysOf(o, true);
    if (isCallable(box(o))) {
      base = functionBase(o, constructor, tag);
      if (bare()) return style(base, "special");
    } else if (constructor == u"Object") {
      if (cell == CellKind::Arguments)
        braces.open = u"[Arguments] {";
      else if (!tag.empty())
        braces.open = prefix(constructor, tag, "Object") + u"{";
      if (bare()) return braces.open + u"}";
    } else if (cell == CellKind::RegExp) {
      Value source = box(o);
      if (!constructor)
        source = construct(get(realm().global, atomKey("RegExp")), get(realm().global, atomKey("RegExp")), 1,
                           &source);
      base = toText(toString(call(get(realm().regexp_prototype, atoms.toString), source, 0, nullptr)));
      Text head = prefix(constructor, tag, "RegExp");
      if (head != u"RegExp ") base = head + base;
      if (bare() || tooDeep(level)) return style(base, "regexp");
    } else if (cell == CellKind::Date) {
      double time = dateTime(o);
      Value method = get(realm().date_prototype, time != time ? atoms.toString : internAscii("toISOString"));
      base = toText(toString(call(method, box(o), 0, nullptr)));
      Text head = prefix(constructor, tag, "Date");
      if (head != u"Date ") base = head + base;
      if (bare()) return style(base, "date");
    } else if (isErrorObject(o)) {
      base = errorBase(o, constructor, tag, keys);
      if (bare()) return base;
    } else if (cell == CellKind::ArrayBuffer || cell == CellKind::SharedArrayBuffer) {
      Text head =
          prefix(constructor, tag, cell == CellKind::ArrayBuffer ? "ArrayBuffer" : "SharedArrayBuffer");
      if (!in_typed_array) {
        body = Body::ArrayBuffer;
      } else if (bare()) {
        return head + u"{ byteLength: " + style(formatNumber(get(o, atoms.byteLength), false), "number") +
               u" }";
      }
      braces.open = head + u"{";
      keys = prepend(keys, {"byteLength"});
    } else if (cell == CellKind::DataView) {
      braces.open = prefix(constructor, tag, "DataView") + u"{";
      keys = prepend(keys, {"byteLength", "byteOffset", "buffer"});
    } else if (cell == CellKind::Promise) {
      braces.open = prefix(constructor, tag, "Promise") + u"{";
      body = Body::Promise;
    } else if (cell == CellKind::WeakSet || cell == CellKind::WeakMap) {
      braces.open = prefix(constructor, tag, cell == CellKind::WeakSet ? "WeakSet" : "WeakMap") + u"{";
      body = Body::WeakItems;
    } else if (cell == CellKind::ModuleNamespace) {
      braces.open = prefix(constructor, tag, "Module") + u"{";
      body = Body::Namespace;
    } else if (isBoxed(cell)) {
      base = boxedBase(o, keys, constructor, tag);
      if (bare()) return base;
    } else if (!tooDeep(level) && isUrl(o)) {
      base = toText(toString(get(o, atomKey("href"))));
      if (bare()) return base;
    } else {
      if (bare()) return prefix(constructor, tag, "Object") + u"{}";
      braces.open = prefix(constructor, tag, "Object") + u"{";
    }
  }
  if (tooDeep(level)) {
    Text name = prefix(constructor, tag, cell == CellKind::Array ? "Array" : "Object");
    name.pop_back();
    return style(constructor ? u"[" + name + u"]" : name, "special");
  }
  level += 1;
  current_depth_ = level;
  size_t indentation = indentation_, depth = seen_.size();
  seen_.push(box(o));
  std::vector<Text> out;
  size_t extras;
  try {
    out = entries(body, o, level, braces, keys);
    extras = keys.size();
    for (Value key : keys)
      out.push_back(
          property(o, PropertyKey{key}, level, kind == EntryKind::Object ? kind : EntryKind::ArrayExtras));
    out.insert(out.end(), inherited.begin(), inherited.end());
  } catch (Thrown&) {
    if (!isStackOverflow(pendingException())) throw;
    seen_.resize(depth);
    indentation_ = indentation;
    Text name = prefix(constructor, tag, "Object");
    name.pop_back();
    return style(u"[" + name + u": Inspection interrupted prematurely. Maximum call stack size exceeded.]",
                 "special");
  }
  for (size_t i = 0; i < circular_.size(); ++i) {
    if (!(circular_[i] == box(o))) continue;
    Text reference = style(u"<ref *" + number16(static_cast<double>(i + 1)) + u">", "special");
    if (options_.compact != InspectOptions::kCompactAlways)
      base = base.empty() ? reference : reference + u" " + base;
    else
      braces.open = reference + u" " + braces.open;
  }
  seen_.resize(depth);
  if (toBoolean(options_.sorted)) sort(out, kind == EntryKind::Object ? 0 : out.size() - extras);
  return join(out, base, braces, kind, level, o);
}

Inspector::Property Inspector::propertyOf(Object* o, PropertyKey key) {
  PropertyDescriptor d;
  Property p;
  if (!getOwnProperty(o, key, &d)) {
    p.value = get(o, key);
    return p;
  }
  p.enumerable = d.attributes & kEnumerable;
  if (!d.isAccessor()) {
    p.value = d.value;
  } else if (!d.getter.isEmpty() && isStackGetter(d.getter)) {
    p.value = get(o, key);  // reflection shows it as data
  } else {
    p.getter = d.getter.isEmpty() ? Value::undefined() : d.getter;
    p.setter = d.setter.isEmpty() ? Value::undefined() : d.setter;
  }
  return p;
}

Text Inspector::property(Object* o, PropertyKey key, double level, EntryKind kind, Object* receiver) {
  Property p = propertyOf(o, key);
  Text text, gap = u" ";
  if (!p.value.isUndefined()) {
    size_t step = options_.compact != InspectOptions::kCompactAlways || kind != EntryKind::Object ? 2 : 3;
    indentation_ += step;
    text = value(p.value, level);
    if (step == 3 && options_.break_length < static_cast<double>(displayWidth(text)))
      gap = u"\n" + Text(indentation_, u' ');
    indentation_ -= step;
  } else if (!p.getter.isUndefined()) {
    bool both = !p.setter.isUndefined();
    Text label = both ? u"Getter/Setter" : u"Getter";
    Value wanted = options_.getters;
    auto is = [&](const char16_t* word) { return isString(wanted) && toText(asString(wanted)) == word; };
    if (wanted.isTrue() || (is(u"get") && !both) || (is(u"set") && both)) {
      auto inBrackets = [&](const Text& inner) {
        return style(u"[" + label + u":", "special") + u" " + inner + style(u"]", "special");
      };
      try {
        Value result = call(p.getter, box(receiver == nullptr ? o : receiver), 0, nullptr);
        indentation_ += 2;
        text = isObject(result) && !isCallable(result)
                   ? style(u"[" + label + u"]", "special") + u" " + value(result, level)
               : isCallable(result) ? style(u"[" + label + u":", "special") + u" " + value(result, level) +
                                          style(u"]", "special")
                                    : inBrackets(primitive(result));
        indentation_ -= 2;
      } catch (Thrown&) {
        Value error = pendingException();
        Value message = error.isNullish() ? error : getV(error, PropertyKey::atom(atoms.message));
        text = inBrackets(u"<Inspection threw (" + toText(toString(message)) + u")>");
      }
    } else {
      text = style(u"[" + label + u"]", "special");
    }
  } else if (!p.setter.isUndefined()) {
    text = style(u"[Setter]", "special");
  } else {
    text = style(u"undefined", "undefined");
  }
  if (kind == EntryKind::ArrayItem) return text;
  Text name;
  if (key.isSymbol()) {
    name = u"[" + style(escaped(toText(describe(key.word))), "symbol") + u"]";
  } else {
    Text plain = toText(asString(key.toValue()));
    if (plain == u"__proto__")
      name = u"['__proto__']";
    else if (!p.enumerable)
      name = u"[" + escaped(plain) + u"]";
    else if (isIdentifier(plain))
      name = style(plain, "name");
    else
      name = style(quoted(plain), "string");
  }
  return name + u":" + gap + text;
}

std::u16string inspectText(Value v, const InspectOptions& options) {
  return Inspector(options).value(v, 0);
}
std::string inspect(Value v, int depth) {
  InspectOptions options = defaultInspectOptions();
  options.depth = depth;
  options.depth_value = Value::int32(depth);
  return toUtf8(asString(textValue(inspectText(v, options))));
}

}  // namespace kiln::rt
