#include "stdlib/node/inspect.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "runtime/object/elements.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "stdlib/ecma/hash_table.h"
#include "stdlib/ecma/library.h"
#include "stdlib/node/buffer.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kMaxArrayItems = 100;
constexpr size_t kBreakLength = 80, kCompact = 3, kLineWidth = 76;

size_t displayWidth(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xc0) != 0x80; }));
}

// Single quotes unless the string has them and no double quotes (then double), or both and no backtick.
std::string quoted(String* s) {
  Chars c = chars(s);
  bool single = false, dbl = false, tick = false;
  for (uint32_t i = 0; i < c.length; ++i) {
    single |= c[i] == '\'';
    dbl |= c[i] == '"';
    tick |= c[i] == '`' || (c[i] == '$' && i + 1 < c.length && c[i + 1] == '{');
  }
  char quote = !single ? '\'' : !dbl ? '"' : !tick ? '`' : '\'';
  std::u16string out;
  auto add = [&](const char* text) {
    while (*text != '\0') out.push_back(static_cast<char16_t>(*text++));
  };
  out.push_back(static_cast<char16_t>(quote));
  for (uint32_t i = 0; i < c.length; ++i) {
    char16_t unit = c[i];
    char buffer[12];
    bool lone = unit >= 0xd800 && unit < 0xe000;
    if (lone && unit < 0xdc00 && i + 1 < c.length && c[i + 1] >= 0xdc00 && c[i + 1] < 0xe000) {
      out.push_back(unit);
      out.push_back(c[++i]);
    } else if (unit == '\n') add("\\n");
    else if (unit == '\t') add("\\t");
    else if (unit == '\r') add("\\r");
    else if (unit == '\b') add("\\b");
    else if (unit == '\f') add("\\f");
    else if (unit == '\v') add("\\v");
    else if (unit == '\\') add("\\\\");
    else if (unit == static_cast<char16_t>(quote)) add("\\"), out.push_back(unit);
    else if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) {
      std::snprintf(buffer, sizeof buffer, "\\x%02X", unit);
      add(buffer);
    } else if (lone) {
      std::snprintf(buffer, sizeof buffer, "\\u%04X", unit);
      add(buffer);
    } else {
      out.push_back(unit);
    }
  }
  out.push_back(static_cast<char16_t>(quote));
  return toUtf8(newUtf16(out.data(), out.size()));
}

bool isIdentifier(String* s) {
  Chars c = chars(s);
  if (c.length == 0) return false;
  for (uint32_t i = 0; i < c.length; ++i) {
    char16_t u = c[i];
    bool letter = (u | 32) >= 'a' && (u | 32) <= 'z';
    if (!(letter || u == '_' || (u == '$' && false) || (i > 0 && u >= '0' && u <= '9'))) return false;
  }
  return true;
}

std::string numberText(Value v) {
  if (v.asNumber() == 0 && std::signbit(v.asNumber())) return "-0";
  return toUtf8(numberToString(v.asNumber()));
}

class Inspector {
 public:
  explicit Inspector(int depth) : depth_(depth) {}

  std::string value(Value v, int level, bool top) {
    if (isString(v)) return string(asString(v), level, top);
    if (v.isNumber()) return numberText(v);
    if (isBigInt(v)) return toUtf8(bigintToString(v, 10)) + "n";
    if (isSymbol(v)) return describe(v);
    if (!isObject(v)) return toUtf8(v);
    return object(asObject(v), level);
  }

 private:
  std::string string(String* s, int level, bool) {
    // Long strings with line breaks are shown line by line.
    if (level > 0 && s->length > 16 && s->length > kLineWidth - static_cast<size_t>(indent_) - 10) {
      Chars c = chars(s);
      std::string out;
      uint32_t from = 0;
      for (uint32_t i = 0; i < c.length; ++i) {
        if (c[i] != '\n' || i + 1 == c.length) continue;
        out += (from == 0 ? "" : " +\n" + std::string(static_cast<size_t>(indent_), ' ')) + quoted(substring(s, from, i + 1));
        from = i + 1;
      }
      if (from != 0) return out + " +\n" + std::string(static_cast<size_t>(indent_), ' ') + quoted(substring(s, from, c.length));
    }
    return quoted(s);
  }

  static std::string constructorName(Object* o) {
    for (Object* at = o; at != nullptr; at = getPrototypeOf(at)) {
      PropertyDescriptor d;
      if (getOwnProperty(at, PropertyKey::atom(atoms.constructor), &d) && isCallable(d.value)) {
        Value name = get(asObject(d.value), atoms.name);
        if (isString(name) && asString(name)->length != 0) return toUtf8(asString(name));
      }
    }
    return "";
  }

  std::string prefix(const std::string& constructor, const std::string& tag, const std::string& fallback, const std::string& size = "") {
    std::string out = constructor.empty() ? "[" + fallback + size + ": null prototype] " : constructor + size + " ";
    if (!tag.empty() && tag != constructor) out += "[" + tag + "] ";
    return out;
  }

  std::string key(PropertyKey k) {
    if (k.isSymbol()) return "[" + describe(k.word) + "]";
    String* text = asString(k.toValue());
    bool plain = isIdentifier(text);
    return plain ? toUtf8(text) : k.isIndex() ? quoted(text) : quoted(text);
  }

  std::string property(Object* o, PropertyKey k, int level, bool array_item) {
    PropertyDescriptor d;
    if (!getOwnProperty(o, k, &d)) return "";
    std::string text;
    if (d.isAccessor()) {
      text = d.getter.isUndefined() ? "[Setter]" : d.setter.isUndefined() ? "[Getter]" : "[Getter/Setter]";
      if (d.getter.isUndefined() && d.setter.isUndefined()) text = "undefined";
    } else {
      indent_ += array_item ? 2 : 2;
      text = value(d.value, level + 1, false);
      indent_ -= array_item ? 2 : 2;
    }
    if (array_item) return text;
    std::string name = key(k);
    if (!(d.attributes & kEnumerable)) name = "[" + (k.isSymbol() ? describe(k.word) : toUtf8(asString(k.toValue()))) + "]";
    return name + ": " + text;
  }

  std::vector<PropertyKey> visibleKeys(Object* o, bool skip_indices) {
    std::vector<PropertyKey> out;
    ValueList keys = ownPropertyKeys(o);
    kept_.push(box(newArrayOf(keys.data(), static_cast<uint32_t>(keys.size()))));
    for (Value word : keys) {
      PropertyKey k{word};
      if (skip_indices && k.isIndex()) continue;
      PropertyDescriptor d;
      if (getOwnProperty(o, k, &d) && (d.attributes & kEnumerable)) out.push_back(k);
    }
    return out;
  }

  std::string errorText(Object* o) {
    Value stack = get(o, atoms.stack);
    std::string text = isString(stack) && asString(stack)->length != 0 ? toUtf8(asString(stack)) : "[" + errorHeader(o) + "]";
    if (text.find("\n    at ") == std::string::npos && text[0] != '[') text = "[" + text + "]";
    if (indent_ > 0) {
      std::string indented;
      for (char c : text) {
        indented += c;
        if (c == '\n') indented += std::string(static_cast<size_t>(indent_), ' ');
      }
      text = indented;
    }
    return text;
  }

  std::string functionText(Object* o) {
    auto* f = static_cast<Function*>(o);
    Value name_value = get(o, atoms.name);
    std::string name = isString(name_value) ? toUtf8(asString(name_value)) : "";
    if (o->shape->flags & kClassConstructor) {
      std::string text = "[class " + (name.empty() ? "(anonymous)" : name);
      Object* parent = getPrototypeOf(o);
      if (parent != nullptr && parent != realm().function_prototype && isCallable(box(parent))) {
        Value parent_name = get(parent, atoms.name);
        if (isString(parent_name) && asString(parent_name)->length != 0) text += " extends " + toUtf8(asString(parent_name));
      } else if (parent == nullptr) {
        text += " extends null";
      }
      return text + "]";
    }
    uint32_t flags = o->shape->kind == CellKind::Function ? f->info->flags : 0;
    std::string kind = flags & kFnGenerator ? (flags & kFnAsync ? "AsyncGeneratorFunction" : "GeneratorFunction") : flags & kFnAsync ? "AsyncFunction" : "Function";
    return "[" + kind + (name.empty() ? " (anonymous)" : ": " + name) + "]";
  }

  std::string object(Object* o, int level) {
    for (size_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i] != o) continue;
      auto it = std::find(circular_.begin(), circular_.end(), o);
      if (it == circular_.end()) it = circular_.insert(circular_.end(), o);
      return "[Circular *" + std::to_string(it - circular_.begin() + 1) + "]";
    }
    checkStack();
    if (isBuffer(box(o))) return inspectBuffer(asTypedArray(box(o)));
    bool function = isCallable(box(o));
    std::string constructor = constructorName(o);
    Value tag_value = o->shape->flags & kExotic ? Value::undefined() : get(o, PropertyKey::symbol(symbols.toStringTag));
    std::string tag = isString(tag_value) ? toUtf8(asString(tag_value)) : "";
    std::vector<std::string> entries;
    std::string open = "{", close = "}", head;
    bool array_like = false;
    CellKind kind = o->shape->kind;
    std::vector<PropertyKey> keys = visibleKeys(o, kind == CellKind::Array || kind == CellKind::TypedArray || kind == CellKind::Arguments || kind == CellKind::StringObject);
    auto tooDeep = [&](const std::string& name) { return "[" + name + "]"; };
    switch (kind) {
      case CellKind::Array:
      case CellKind::Arguments: {
        array_like = true;
        open = "[", close = "]";
        uint32_t length = kind == CellKind::Array ? arrayLength(o) : static_cast<uint32_t>(lengthOf(o));
        if (kind == CellKind::Arguments) head = "[Arguments] ";
        else if (constructor != "Array" || (!tag.empty() && tag != "Array")) head = prefix(constructor, tag, "Array", "(" + std::to_string(length) + ")");
        if (length == 0 && keys.empty()) return head + "[]";
        if (level > depth_) return tooDeep(kind == CellKind::Arguments ? "Arguments" : constructor.empty() ? "Array" : constructor);
        break;
      }
      case CellKind::Error: {
        std::string text = errorText(o);
        std::erase_if(keys, [&](PropertyKey k) { return k.word == box(atoms.stack) || k.word == box(atoms.message); });
        PropertyDescriptor cause;
        bool has_cause = getOwnProperty(o, PropertyKey::atom(atoms.cause), &cause) && !(cause.attributes & kEnumerable);
        bool has_errors = getOwnProperty(o, PropertyKey::atom(atoms.errors), &cause) && !(cause.attributes & kEnumerable);
        if (keys.empty() && !has_cause && !has_errors) return text;
        head = text + " ";
        if (has_cause) keys.push_back(PropertyKey::atom(atoms.cause));
        if (has_errors) keys.push_back(PropertyKey::atom(atoms.errors));
        break;
      }
      case CellKind::Map:
      case CellKind::Set: {
        Value size = get(o, atoms.size);
        head = prefix(constructor, tag == constructor ? "" : tag, kind == CellKind::Map ? "Map" : "Set", "(" + toUtf8(size) + ")");
        if (size.isInt32() && size.asInt32() == 0 && keys.empty()) return head + "{}";
        if (level > depth_) return tooDeep(constructor.empty() ? "Map" : constructor);
        break;
      }
      case CellKind::Date: {
        Value text = isCallable(get(o, internAscii("toISOString"))) ? Value::undefined() : Value::undefined();
        double time = toNumber(invoke(box(o), PropertyKey::atom(internAscii("getTime")), 0, nullptr));
        text = time != time ? box(internAscii("Invalid Date")) : invoke(box(o), PropertyKey::atom(internAscii("toISOString")), 0, nullptr);
        if (keys.empty()) return toUtf8(text);
        head = toUtf8(text) + " ";
        break;
      }
      case CellKind::RegExp: {
        std::string text = toUtf8(invoke(box(o), PropertyKey::atom(atoms.toString), 0, nullptr));
        if (keys.empty()) return text;
        head = text + " ";
        break;
      }
      case CellKind::NumberObject:
      case CellKind::StringObject:
      case CellKind::BooleanObject:
      case CellKind::SymbolObject:
      case CellKind::BigIntObject: {
        const char* name = kind == CellKind::NumberObject ? "Number" : kind == CellKind::StringObject ? "String" : kind == CellKind::BooleanObject ? "Boolean" : kind == CellKind::SymbolObject ? "Symbol" : "BigInt";
        std::string text = "[" + std::string(name) + ": " + value(primitiveOf(o), 0, false) + "]";
        if (keys.empty()) return text;
        head = text + " ";
        break;
      }
      case CellKind::Promise: head = "Promise "; break;
      case CellKind::WeakMap:
      case CellKind::WeakSet: return (constructor.empty() ? "WeakMap" : constructor) + " { <items unknown> }";
      case CellKind::Generator: head = "Object [Generator] "; break;
      case CellKind::AsyncGenerator: head = "Object [AsyncGenerator] "; break;
      case CellKind::TypedArray: {
        array_like = true;
        open = "[", close = "]";
        head = prefix(constructor, tag == constructor ? "" : tag, "TypedArray", "(" + toUtf8(Value::number(lengthOf(o))) + ")");
        break;
      }
      case CellKind::ModuleNamespace: head = "[Module: null prototype] "; break;
      default:
        if (function) {
          std::string text = functionText(o);
          if (keys.empty()) return text;
          head = text + " ";
        } else if (constructor != "Object" || !tag.empty()) {
          head = prefix(constructor, tag, "Object");
        }
        if (keys.empty() && !function) return head + "{}";
        if (level > depth_) return tooDeep(constructor.empty() ? "Object: null prototype" : tag.empty() || tag == constructor ? constructor : constructor + " [" + tag + "]");
    }
    seen_.push_back(o);
    if (kind == CellKind::Array || kind == CellKind::Arguments) arrayItems(o, level, entries);
    if (kind == CellKind::TypedArray) {
      uint32_t length = static_cast<uint32_t>(lengthOf(o));
      for (uint32_t i = 0; i < std::min(length, kMaxArrayItems); ++i) entries.push_back(value(get(o, PropertyKey::index(i)), level + 1, false));
      if (length > kMaxArrayItems) entries.push_back(more(length - kMaxArrayItems));
    }
    if (kind == CellKind::Map || kind == CellKind::Set) collectionItems(o, level, kind == CellKind::Map, entries);
    for (PropertyKey k : keys) entries.push_back(property(o, k, level, false));
    seen_.pop_back();
    auto it = std::find(circular_.begin(), circular_.end(), o);
    std::string reference = it == circular_.end() ? "" : "<ref *" + std::to_string(it - circular_.begin() + 1) + "> ";
    return reference + reduce(entries, head + open, close, array_like, level, head, value_count_);
  }

  static std::string more(size_t count) { return "... " + std::to_string(count) + " more item" + (count > 1 ? "s" : ""); }

  void arrayItems(Object* o, int level, std::vector<std::string>& entries) {
    uint32_t length = o->shape->kind == CellKind::Array ? arrayLength(o) : static_cast<uint32_t>(lengthOf(o));
    uint32_t i = 0;
    size_t shown = 0;
    while (i < length && shown < kMaxArrayItems) {
      if (!hasOwnProperty(o, PropertyKey::index(i))) {
        uint32_t from = i;
        while (i < length && !hasOwnProperty(o, PropertyKey::index(i))) ++i;
        entries.push_back("<" + std::to_string(i - from) + " empty item" + (i - from > 1 ? "s" : "") + ">");
      } else {
        entries.push_back(property(o, PropertyKey::index(i), level, true));
        ++i;
      }
      ++shown;
    }
    if (i < length) entries.push_back(more(length - i));
  }

  void collectionItems(Object* o, int level, bool map, std::vector<std::string>& entries) {
    Value next;
    Value list = box(o);
    Value iterator = kiln_get_iterator(list, &next);
    indent_ += 2;
    while (true) {
      Value item = kiln_iterator_step(iterator, next);
      if (item.isEmpty()) break;
      if (map) {
        Value k = kiln_get_element_int(item, 0), v = kiln_get_element_int(item, 1);
        entries.push_back(value(k, level + 1, false) + " => " + value(v, level + 1, false));
      } else {
        entries.push_back(value(item, level + 1, false));
      }
    }
    indent_ -= 2;
  }

  // lib/internal/util/inspect: groupArrayElements and reduceToSingleString, with compact = 3.
  std::string reduce(std::vector<std::string>& entries, const std::string& open, const std::string& close, bool array_like, int level, const std::string&, size_t) {
    if (entries.empty()) return open + close;
    size_t count = entries.size();
    std::vector<std::string> output = entries;
    bool grouped = false;
    if (array_like && count > 6) {
      output = group(entries);
      grouped = output.size() != entries.size();
    }
    // The three innermost levels may be combined on a line.
    bool inner = nesting(entries) < kCompact;
    if (inner && !grouped) {
      size_t total = output.size() + open.size() + 0;
      for (const std::string& e : output) total += displayWidth(e);
      bool single_line = std::none_of(output.begin(), output.end(), [](const std::string& e) { return e.find('\n') != std::string::npos; });
      if (total + output.size() <= kBreakLength && single_line && open.find('\n') == std::string::npos) {
        std::string joined;
        for (const std::string& e : output) joined += (joined.empty() ? "" : ", ") + e;
        if (displayWidth(joined) + output.size() <= 72 + 0 * static_cast<size_t>(level) + 8) return open + " " + joined + " " + close;
      }
    }
    std::string pad = "\n" + std::string(static_cast<size_t>(indent_) + 2, ' ');
    std::string out = open;
    for (size_t i = 0; i < output.size(); ++i) out += (i == 0 ? "" : ",") + pad + output[i];
    return out + "\n" + std::string(static_cast<size_t>(indent_), ' ') + close;
  }

  // Levels of objects inside the entries, by their brackets.
  static size_t nesting(const std::vector<std::string>& entries) {
    size_t deepest = 0;
    for (const std::string& e : entries) {
      size_t depth = 0;
      char quote = 0;
      for (size_t i = 0; i < e.size(); ++i) {
        char c = e[i];
        if (quote != 0) {
          if (c == '\\') ++i;
          else if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"' || c == '`') {
          quote = c;
        } else if (c == '{' || c == '[') {
          deepest = std::max(deepest, ++depth);
        } else if ((c == '}' || c == ']') && depth > 0) {
          --depth;
        }
      }
    }
    return deepest;
  }

  std::vector<std::string> group(const std::vector<std::string>& entries) {
    size_t total = 0, longest = 0;
    size_t count = entries.size();
    bool has_more = entries.back().starts_with("... ");
    size_t length = has_more ? count - 1 : count;
    std::vector<size_t> widths;
    for (size_t i = 0; i < length; ++i) {
      size_t width = displayWidth(entries[i]);
      widths.push_back(width);
      total += width + 2;
      longest = std::max(longest, width);
    }
    size_t actual = longest + 2;
    if (!(actual * 3 + static_cast<size_t>(indent_) < kBreakLength)) return entries;
    if (!(static_cast<double>(total) / static_cast<double>(actual) > 5 || longest <= 6)) return entries;
    double bias = std::sqrt(static_cast<double>(actual) - static_cast<double>(total) / static_cast<double>(count));
    double bias_max = std::max(bias - 3 - 0.0, 1.0);
    bias_max = std::max(bias - 2, 1.0);
    auto columns = static_cast<size_t>(std::min({std::round(std::sqrt(2.5 * bias_max * static_cast<double>(length)) / bias_max),
                                                 std::floor((static_cast<double>(kBreakLength) - indent_) / static_cast<double>(actual)), 4 * 2.5 + 2.0, 15.0}));
    if (columns <= 1) return entries;
    std::vector<size_t> line_widths;
    for (size_t i = 0; i < columns; ++i) {
      size_t width = 0;
      for (size_t j = i; j < length; j += columns) width = std::max(width, widths[j]);
      line_widths.push_back(width + 2);
    }
    bool numbers = std::all_of(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(length), [](const std::string& e) {
      char c = e[0] == '-' && e.size() > 1 ? e[1] : e[0];
      return (c >= '0' && c <= '9') || e == "NaN" || e == "Infinity" || e == "-Infinity";
    });
    std::vector<std::string> out;
    for (size_t i = 0; i < length; i += columns) {
      size_t end = std::min(i + columns, length);
      std::string row;
      for (size_t j = i; j < end; ++j) {
        bool last = j + 1 == end;
        std::string cell = entries[j] + (last ? "" : ", ");
        size_t width = displayWidth(cell);
        size_t wanted = line_widths[j - i];
        if (numbers) {
          size_t full = last ? wanted - 2 : wanted;
          row += std::string(full > width ? full - width : 0, ' ') + cell;
        } else {
          row += last ? cell : cell + std::string(wanted > width ? wanted - width : 0, ' ');
        }
      }
      out.push_back(row);
    }
    if (has_more) out.push_back(entries.back());
    return out;
  }

  int depth_;
  int indent_ = 0;
  size_t value_count_ = 0;
  std::vector<Object*> seen_;
  std::vector<Object*> circular_;
  ValueList kept_;  // keys stay alive while shown
};

}  // namespace

std::string inspect(Value v, int depth) { return Inspector(depth).value(v, 0, true); }

std::string format(uint32_t count, const Value* values) {
  std::string out;
  uint32_t next = 0;
  auto plain = [](Value v) { return isString(v) ? toUtf8(asString(v)) : inspect(v); };
  if (count > 0 && isString(values[0])) {
    std::string pattern = toUtf8(asString(values[0]));
    next = 1;
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '%' || i + 1 >= pattern.size() || (next >= count && pattern[i + 1] != '%')) {
        out += pattern[i];
        continue;
      }
      if (count == 1) {
        out += pattern[i];
        continue;
      }
      char c = pattern[++i];
      switch (c) {
        case '%': out += '%'; break;
        case 's': {
          Value v = values[next++];
          if (v.isNumber()) out += numberText(v);
          else if (isBigInt(v)) out += toUtf8(bigintToString(v, 10)) + "n";
          else if (isObject(v) && !isCallable(v)) out += inspect(v, 0);
          else out += isSymbol(v) ? describe(v) : toUtf8(v);
          break;
        }
        case 'd':
        case 'i':
        case 'f': {
          Value v = values[next++];
          if (isBigInt(v)) {
            out += toUtf8(bigintToString(v, 10)) + "n";
            break;
          }
          double d = isSymbol(v) || isObject(v) ? std::numeric_limits<double>::quiet_NaN() : toNumber(v);
          if (c == 'i') d = d != d ? d : std::trunc(d);
          out += numberText(Value::number(d));
          break;
        }
        case 'j': {
          Value v = values[next++];
          Value json = get(realm().global, PropertyKey::atom(internAscii("JSON")));
          Value text = invoke(json, PropertyKey::atom(internAscii("stringify")), 1, &v);
          out += toUtf8(text);
          break;
        }
        case 'o': out += inspect(values[next++], 4); break;
        case 'O': out += inspect(values[next++], 2); break;
        case 'c': ++next; break;
        default: out += '%', out += c;
      }
    }
  }
  for (; next < count; ++next) {
    if (next > 0) out += ' ';
    out += plain(values[next]);
  }
  return out;
}

}  // namespace kiln::rt
