// util.format and util.formatWithOptions.
#include "stdlib/ecma/proxy.h"
#include "stdlib/node/inspect_context.h"

namespace kiln::rt {
namespace {

// Whether the object's text comes from a class of the language's own, so that inspection says more.
bool hasBuiltinToString(Object* o) {
  while (isProxy(box(o))) {
    if (!isObject(proxyTarget(o))) return true;
    o = asObject(proxyTarget(o));
  }
  PropertyKey key = PropertyKey::atom(atoms.toString);
  if (!isCallable(get(o, key))) return true;
  if (hasOwnProperty(o, key)) return false;
  Object* at = o;
  do {
    at = getPrototypeOf(at);
  } while (at != nullptr && !hasOwnProperty(at, key));
  PropertyDescriptor d;
  return at != nullptr && getOwnProperty(at, PropertyKey::atom(atoms.constructor), &d) &&
         isCallable(d.value) && isBuiltinConstructor(d.value);
}

Text stringify(Value v) {
  Value json = get(realm().global, PropertyKey::atom(internAscii("JSON")));
  try {
    return toText(toString(invoke(json, PropertyKey::atom(internAscii("stringify")), 1, &v)));
  } catch (Thrown&) {
    Value error = pendingException();
    if (isObject(error) && get(asObject(error), atoms.name) == box(internAscii("TypeError"))) {
      Value message = get(asObject(error), atoms.message);
      if (isString(message) &&
          toText(asString(message)).starts_with(u"Converting circular structure to JSON"))
        return u"[Circular]";
    }
    throw;
  }
}

Text asNumber(Value v, const char* parser) {
  if (isSymbol(v)) return u"NaN";
  if (parser == nullptr) return formatNumber(Value::number(toNumber(v)), false);
  Value number = invoke(box(realm().global), PropertyKey::atom(internAscii(parser)), 1, &v);
  return formatNumber(number, false);
}

Text asText(Value v, InspectOptions options) {
  if (v.isNumber()) return formatNumber(v, false);
  if (isBigInt(v)) return formatBigint(v, false);
  if (isSymbol(v)) return toText(describe(v));
  if (!isObject(v) || isCallable(v) || !hasBuiltinToString(asObject(v))) return toText(toString(v));
  options.depth = 0;
  options.depth_value = Value::int32(0);
  options.colors = false;
  options.compact = 3;
  return inspectText(v, options);
}

Text detailed(Value v, InspectOptions options) {
  constexpr int kDepth = 4;
  options.show_hidden = options.show_proxy = true;
  options.depth = kDepth;
  options.depth_value = Value::int32(kDepth);
  return inspectText(v, options);
}

}  // namespace

std::u16string formatText(const InspectOptions& options, uint32_t count, const Value* values) {
  Text out;
  uint32_t next = 0;
  const char16_t* separator = u"";
  if (count > 0 && isString(values[0])) {
    Text pattern = toText(asString(values[0]));
    if (count == 1) return pattern;
    next = 1;
    separator = u" ";
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '%' || i + 1 == pattern.size()) {
        out += pattern[i];
        continue;
      }
      char16_t c = pattern[i + 1];
      if (c == '%') {
        out += u'%';
        ++i;
        continue;
      }
      Value v = next < count ? values[next] : Value::undefined();
      bool known =
          c == 's' || c == 'j' || c == 'd' || c == 'O' || c == 'o' || c == 'i' || c == 'f' || c == 'c';
      if (!known || next == count) {
        out += pattern[i];
        out += c;
        ++i;
        continue;
      }
      ++next;
      ++i;
      switch (c) {
        case 's':
          out += asText(v, options);
          break;
        case 'j':
          out += stringify(v);
          break;
        case 'd':
          out += isBigInt(v) ? formatBigint(v, false) : asNumber(v, nullptr);
          break;
        case 'i':
          out += isBigInt(v) ? formatBigint(v, false) : asNumber(v, "parseInt");
          break;
        case 'f':
          out += asNumber(v, "parseFloat");
          break;
        case 'o':
          out += detailed(v, options);
          break;
        case 'O':
          out += inspectText(v, options);
          break;
        case 'c':
          break;
      }
    }
  }
  for (; next < count; ++next) {
    out += separator;
    out += isString(values[next]) ? toText(asString(values[next])) : inspectText(values[next], options);
    separator = u" ";
  }
  return out;
}

std::string format(uint32_t count, const Value* values) {
  return toUtf8(asString(textValue(formatText(defaultInspectOptions(), count, values))));
}

}  // namespace kiln::rt
