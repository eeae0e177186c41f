// Primitive values as util.inspect shows them: quotes, escapes, digits.
#include "stdlib/node/inspect_context.h"

namespace kiln::rt {
namespace {

constexpr size_t kMinLineWidth = 16;

bool isLoneSurrogate(const Text& text, size_t i) {
  char16_t unit = text[i];
  if (unit < 0xd800 || unit > 0xdfff) return false;
  if (unit < 0xdc00) return i + 1 == text.size() || text[i + 1] < 0xdc00 || text[i + 1] > 0xdfff;
  return i == 0 || text[i - 1] < 0xd800 || text[i - 1] > 0xdbff;
}

Text escape(const Text& text, char16_t quote) {
  Text out;
  out.reserve(text.size() + 2);
  for (size_t i = 0; i < text.size(); ++i) {
    char16_t unit = text[i];
    char buffer[8];
    switch (unit) {
      case '\b':
        out += u"\\b";
        continue;
      case '\t':
        out += u"\\t";
        continue;
      case '\n':
        out += u"\\n";
        continue;
      case '\f':
        out += u"\\f";
        continue;
      case '\r':
        out += u"\\r";
        continue;
      case '\\':
        out += u"\\\\";
        continue;
      case '\'':
        out += quote == '\'' ? u"\\'" : u"'";
        continue;
    }
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) {
      std::snprintf(buffer, sizeof buffer, "\\x%02X", unit);
      out += toText(buffer);
    } else if (isLoneSurrogate(text, i)) {
      std::snprintf(buffer, sizeof buffer, "\\u%04x", unit);
      out += toText(buffer);
    } else {
      out += unit;
    }
  }
  return out;
}

// 12345 as 12_345
Text groupDigits(const Text& digits) {
  size_t start = !digits.empty() && digits[0] == '-' ? 1 : 0;
  Text out = digits;
  for (size_t at = digits.size(); at >= start + 4; at -= 3) out.insert(at - 3, u"_");
  return out;
}
Text groupFraction(const Text& digits) {
  Text out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && i % 3 == 0) out += '_';
    out += digits[i];
  }
  return out;
}

}  // namespace

Text toText(String* s) {
  Chars c = chars(s);
  if (!c.is_latin1) return Text(c.utf16(), c.length);
  return Text(c.latin1(), c.latin1() + c.length);
}
Text toText(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; }))
    return Text(text.begin(), text.end());
  return toText(newUtf8(text));
}
Text number16(double d) {
  return toText(numberToString(d));
}
Value textValue(const Text& text) {
  return box(newUtf16(text.data(), text.size()));
}

std::string printableUtf8(const Text& text) {
  Text whole = text;
  for (size_t i = 0; i < text.size(); ++i) {
    if (isLoneSurrogate(text, i)) whole[i] = 0xfffd;
  }
  std::string out;
  out.reserve(whole.size() + whole.size() / 4);
  for (size_t i = 0; i < whole.size(); ++i) {
    uint32_t c = whole[i];
    if (c >= 0xd800 && c < 0xdc00) c = 0x10000 + ((c - 0xd800) << 10) + (whole[++i] - 0xdc00u);
    auto put = [&](uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xc0 | (c >> 6)), put(0x80 | (c & 63));
    } else if (c < 0x10000) {
      put(0xe0 | (c >> 12)), put(0x80 | ((c >> 6) & 63)), put(0x80 | (c & 63));
    } else {
      put(0xf0 | (c >> 18)), put(0x80 | ((c >> 12) & 63)), put(0x80 | ((c >> 6) & 63)), put(0x80 | (c & 63));
    }
  }
  return out;
}

Text quoted(const Text& text) {
  char16_t quote = '\'';
  if (text.find(u'\'') != Text::npos) {
    if (text.find(u'"') == Text::npos)
      quote = '"';
    else if (text.find(u'`') == Text::npos && !contains(text, u"${"))
      quote = '`';
  }
  return quote + escape(text, quote) + quote;
}
Text escaped(const Text& text) {
  return escape(text, '\'');
}

Text formatNumber(Value number, bool separators) {
  double d = number.asNumber();
  if (d == 0 && std::signbit(d)) return separators ? u"0" : u"-0";
  Text text = number16(d);
  if (!separators || !std::isfinite(d) || text.find(u'e') != Text::npos) return text;
  size_t point = text.find(u'.');
  if (point == Text::npos) return groupDigits(text);
  return groupDigits(text.substr(0, point)) + u"." + groupFraction(text.substr(point + 1));
}
Text formatBigint(Value bigint, bool separators) {
  Text digits = toText(bigintToString(bigint, 10));
  return (separators ? groupDigits(digits) : digits) + u"n";
}

Text Inspector::primitive(Value v, bool plain) {
  auto styled = [&](const Text& text, const char* name) { return plain ? text : style(text, name); };
  if (isString(v)) {
    Text text = toText(asString(v)), trailer;
    if (static_cast<double>(text.size()) > options_.max_string_length) {
      auto kept = static_cast<size_t>(std::max(options_.max_string_length, 0.0));
      size_t rest = text.size() - kept;
      text.resize(kept);
      trailer = u"... " + number16(static_cast<double>(rest)) + u" more character" + (rest > 1 ? u"s" : u"");
    }
    // Long strings with line breaks are shown line by line.
    if (options_.compact != InspectOptions::kCompactAlways && text.size() > kMinLineWidth &&
        static_cast<double>(text.size()) > options_.break_length - static_cast<double>(indentation_) - 4) {
      Text out;
      size_t from = 0;
      while (from < text.size()) {
        size_t end = text.find(u'\n', from);
        end = end == Text::npos ? text.size() : end + 1;
        if (from != 0) out += u" +\n" + Text(indentation_ + 2, u' ');
        out += styled(quoted(text.substr(from, end - from)), "string");
        from = end;
      }
      return out + trailer;
    }
    return styled(quoted(text), "string") + trailer;
  }
  if (v.isNumber()) return styled(formatNumber(v, options_.numeric_separator), "number");
  if (isBigInt(v)) return styled(formatBigint(v, options_.numeric_separator), "bigint");
  if (v.isBoolean()) return styled(v.asBoolean() ? u"true" : u"false", "boolean");
  if (isSymbol(v)) return styled(toText(describe(v)), "symbol");
  return v.isNull() ? styled(u"null", "null") : styled(u"undefined", "undefined");
}

}  // namespace kiln::rt
