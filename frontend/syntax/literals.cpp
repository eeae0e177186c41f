#include <cmath>
#include <cstdlib>

#include "frontend/syntax/converter.h"
#include "runtime/regex/regex.h"

namespace kiln::syntax {

namespace {
int digitOf(char c) {
  return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 99;
}

double parseDigits(std::string_view digits, int radix) {
  double value = 0;
  for (char c : digits) value = value * radix + digitOf(c);
  return value;
}
}  // namespace

ast::Expression* Converter::number(TSNode node) {
  std::string raw(text(node));
  uint32_t end = ts_node_end_byte(node);
  char next = end < file_.text().size() ? file_.text()[end] : ' ';
  if (std::isalnum(static_cast<unsigned char>(next)) || next == '_' || next == '$' || next == '\\')
    fail(DiagnosticKind::InvalidNumber, {end, end + 1}, {"a name or digit may not directly follow a number"});
  if (raw.starts_with("0_"))
    fail(DiagnosticKind::InvalidNumber, span(node), {"a numeric separator may not follow a leading 0"});
  // 017 is octal: it has neither fraction nor exponent, and there is no such BigInt.
  bool old_octal = raw.size() > 1 && raw[0] == '0' && raw[1] >= '0' && raw[1] <= '9';
  size_t digits = raw.find_first_not_of("01234567");
  if (old_octal &&
      ((digits != std::string::npos && raw[digits] != '8' && raw[digits] != '9') || raw.back() == 'n'))
    fail(DiagnosticKind::InvalidNumber, span(node), {"invalid number"});
  if (old_octal && raw.find('_') != std::string::npos)
    fail(DiagnosticKind::InvalidNumber, span(node), {"a numeric separator may not follow a leading 0"});
  std::erase(raw, '_');
  int radix = 10;
  if (raw.size() > 1 && raw[0] == '0') {
    char c = static_cast<char>(raw[1] | 32);
    radix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 10;
  }
  if (raw.back() == 'n') {
    auto* e = make<ast::BigIntLiteral>(node);
    raw.pop_back();
    if (radix != 10) raw = raw.substr(2);
    for (char& c : raw) c = static_cast<char>(std::tolower(c));
    e->digits = names_.internUtf8(raw);
    e->radix = static_cast<uint8_t>(radix);
    return e;
  }
  auto* e = make<ast::NumericLiteral>(node);
  if (radix != 10) {
    e->value = parseDigits(raw.substr(2), radix);
    return e;
  }
  bool legacy = raw.size() > 1 && raw[0] == '0' && raw.find_first_not_of("0123456789") == std::string::npos;
  if (legacy) {
    e->legacy_octal = true;
    if (strict_)
      fail(DiagnosticKind::StrictMode, span(node), {"octal literals are not allowed in strict mode"});
    if (raw.find_first_of("89") == std::string::npos) {
      e->value = parseDigits(raw.substr(1), 8);
      return e;
    }
  }
  e->value = std::strtod(raw.c_str(), nullptr);
  return e;
}

// Decodes what stands between the quotes. False: an invalid escape (allowed only in tagged templates).
bool Converter::decodeEscapes(std::string_view raw, bool is_template, std::u16string* out,
                              bool* legacy_octal) {
  size_t plain = 0;
  for (size_t i = 0; i < raw.size();) {
    if (raw[i] != '\\') {
      ++i;
      continue;
    }
    out->append(utf8ToUtf16(raw.substr(plain, i - plain)));
    if (++i >= raw.size()) return false;
    char c = raw[i++];
    auto hex = [&](size_t count, uint32_t* value) {
      *value = 0;
      for (size_t k = 0; k < count; ++k, ++i) {
        if (i >= raw.size() || digitOf(raw[i]) > 15) return false;
        *value = *value * 16 + static_cast<uint32_t>(digitOf(raw[i]));
      }
      return true;
    };
    uint32_t value;
    switch (c) {
      case 'n':
        out->push_back(u'\n');
        break;
      case 't':
        out->push_back(u'\t');
        break;
      case 'r':
        out->push_back(u'\r');
        break;
      case 'b':
        out->push_back(u'\b');
        break;
      case 'f':
        out->push_back(u'\f');
        break;
      case 'v':
        out->push_back(u'\v');
        break;
      case 'x':
        if (!hex(2, &value)) return false;
        out->push_back(static_cast<char16_t>(value));
        break;
      case 'u':
        if (i < raw.size() && raw[i] == '{') {
          ++i;
          value = 0;
          size_t digits = 0;
          while (i < raw.size() && digitOf(raw[i]) < 16 && value <= 0x10ffff)
            value = value * 16 + static_cast<uint32_t>(digitOf(raw[i++])), ++digits;
          if (digits == 0 || value > 0x10ffff || i >= raw.size() || raw[i] != '}') return false;
          ++i;
          appendCodePoint(*out, value);
        } else {
          if (!hex(4, &value)) return false;
          out->push_back(static_cast<char16_t>(value));
        }
        break;
      case '\r':
        if (i < raw.size() && raw[i] == '\n') ++i;
        break;
      case '\n':
        break;
      default:
        if (c >= '0' && c <= '9') {
          bool nul = c == '0' && (i >= raw.size() || raw[i] < '0' || raw[i] > '9');
          if (nul) {
            out->push_back(0);
            break;
          }
          if (is_template) return false;
          *legacy_octal = true;
          if (c >= '8') {
            out->push_back(static_cast<char16_t>(c));
            break;
          }
          value = static_cast<uint32_t>(c - '0');
          size_t most = c <= '3' ? 2 : 1;
          for (size_t k = 0; k < most && i < raw.size() && raw[i] >= '0' && raw[i] <= '7'; ++k)
            value = value * 8 + static_cast<uint32_t>(raw[i++] - '0');
          out->push_back(static_cast<char16_t>(value));
        } else if (c == '\xe2' && raw.substr(i - 1, 2) == "\xe2\x80" && i + 1 < raw.size() &&
                   (raw[i + 1] == '\xa8' || raw[i + 1] == '\xa9')) {
          i += 2;  // line continuation
        } else {
          // The character itself, which may take several bytes.
          plain = i - 1;
          while (i < raw.size() && (static_cast<uint8_t>(raw[i]) & 0xc0) == 0x80) ++i;
          out->append(utf8ToUtf16(raw.substr(plain, i - plain)));
        }
    }
    plain = i;
  }
  out->append(utf8ToUtf16(raw.substr(plain)));
  return true;
}

Name Converter::stringValue(Span where) {
  std::string_view raw = file_.slice(where);
  raw = raw.substr(1, raw.size() - 2);
  std::u16string out;
  bool legacy = false;
  if (!decodeEscapes(raw, false, &out, &legacy))
    fail(DiagnosticKind::InvalidEscape, where, {"invalid escape sequence"});
  if (legacy && strict_)
    fail(DiagnosticKind::StrictMode, where, {"octal escapes are not allowed in strict mode"});
  return names_.intern(out);
}

ast::Expression* Converter::string(TSNode node) {
  auto* e = make<ast::StringLiteral>(node);
  std::string_view raw = text(node);
  if (raw.find('\\') != std::string_view::npos) {
    std::u16string decoded;
    decodeEscapes(raw.substr(1, raw.size() - 2), false, &decoded, &e->legacy_octal);
  }
  e->value = stringValue(node);
  return e;
}

ast::TemplateLiteral* Converter::templateLiteral(TSNode node, bool tagged) {
  auto* e = make<ast::TemplateLiteral>(node);
  std::vector<ast::TemplateElement> quasis;
  std::vector<ast::Expression*> expressions;
  uint32_t from = ts_node_start_byte(node) + 1;
  auto quasi = [&](uint32_t to) {
    std::string raw;
    for (std::string_view rest = file_.slice({from, to}); !rest.empty(); rest.remove_prefix(1)) {
      // TV and TRV see CR and CRLF as LF.
      if (rest[0] == '\r') {
        raw += '\n';
        if (rest.size() > 1 && rest[1] == '\n') rest.remove_prefix(1);
      } else {
        raw += rest[0];
      }
    }
    ast::TemplateElement element{{from, to}, nullptr, names_.internUtf8(raw)};
    std::u16string cooked;
    bool legacy = false;
    if (decodeEscapes(raw, true, &cooked, &legacy))
      element.cooked = names_.intern(cooked);
    else if (!tagged)
      fail(DiagnosticKind::InvalidEscape, {from, to}, {"invalid escape sequence in a template"});
    quasis.push_back(element);
  };
  for (TSNode child : named(node)) {
    if (!is(child, "template_substitution")) continue;
    quasi(ts_node_start_byte(child));
    std::vector<TSNode> inner = named(child);
    if (inner.empty()) fail(DiagnosticKind::ExpectedToken, span(child), {"an expression"});
    expressions.push_back(expression(inner[0]));
    from = ts_node_end_byte(child);
  }
  quasi(ts_node_end_byte(node) - 1);
  e->quasis = arena_.copy(quasis);
  e->expressions = arena_.copy(expressions);
  return e;
}

ast::Expression* Converter::regexp(TSNode node) {
  auto* e = make<ast::RegExpLiteral>(node);
  e->pattern = names_.internUtf8(text(field(node, "pattern")));
  TSNode flags = field(node, "flags");
  e->flags = names_.internUtf8(none(flags) ? "" : text(flags));
  uint32_t flag_bits = 0;
  if (!regex::parseFlags(e->flags->text, &flag_bits))
    fail(DiagnosticKind::InvalidRegExp, span(flags), {"invalid regular expression flags"});
  std::string problem;
  if (regex::compile(e->pattern->text, flag_bits, &problem) == nullptr)
    fail(DiagnosticKind::InvalidRegExp, span(node), {"invalid regular expression: " + problem});
  return e;
}

ast::Expression* Converter::array(TSNode node) {
  auto* e = make<ast::ArrayExpression>(node);
  std::vector<ast::Expression*> elements;
  bool pending = false;  // an element stands before the next comma
  for (TSNode child : children(node)) {
    std::string_view t = type(child);
    if (t == "[" || t == "]") continue;
    if (t == ",") {
      if (!pending) elements.push_back(nullptr);
      pending = false;
    } else {
      elements.push_back(expression(child));
      pending = true;
    }
  }
  e->elements = arena_.copy(elements);
  return e;
}

ast::PropertyKey Converter::propertyKey(TSNode node) {
  ast::PropertyKey key;
  key.span = span(node);
  std::string_view t = type(node);
  if (t == "computed_property_name") {
    key.kind = ast::PropertyKey::Kind::Computed;
    key.expression = expression(named(node)[0]);
  } else if (t == "private_property_identifier") {
    key.kind = ast::PropertyKey::Kind::Private;
    key.name = privateName(node);
  } else if (t == "string") {
    key.name = stringValue(node);
  } else if (t == "number") {
    ast::Expression* literal = number(node);
    if (auto* big = ast::as<ast::BigIntLiteral>(literal)) {
      key.name = big->digits;
    } else {
      double value = static_cast<ast::NumericLiteral*>(literal)->value;
      if (value == std::floor(value) && std::fabs(value) < 1e15) {
        key.name = names_.internUtf8(std::to_string(static_cast<long long>(value)));
      } else {
        // Rare: the number's string form is left to run time.
        key.kind = ast::PropertyKey::Kind::Computed;
        key.expression = literal;
      }
    }
  } else {
    key.name = identifierName(node);
  }
  return key;
}

ast::Expression* Converter::object(TSNode node) {
  using Type = ast::Property::Type;
  auto* e = make<ast::ObjectExpression>(node);
  checkCommas(node);
  std::vector<ast::Property*> properties;
  for (TSNode child : named(node)) {
    auto* property = make<ast::Property>(child);
    std::string_view t = type(child);
    if (t == "pair") {
      property->key = propertyKey(field(child, "key"));
      if (property->key.kind == ast::PropertyKey::Kind::Private)
        fail(DiagnosticKind::InvalidObjectLiteral, property->key.span,
             {"an object literal has no private names"});
      property->value = expression(field(child, "value"));
      property->type = Type::Init;
      bool is_proto =
          property->key.kind == ast::PropertyKey::Kind::Static && property->key.name->text == u"__proto__";
      if (is_proto) {
        for (ast::Property* other : properties) {
          if (other->type == Type::Proto)
            fail(DiagnosticKind::InvalidObjectLiteral, span(child),
                 {"an object literal may only have one '__proto__'"});
        }
        property->type = Type::Proto;
      } else if (property->key.kind == ast::PropertyKey::Kind::Static)
        nameFunction(property->value, property->key.name);
    } else if (t == "shorthand_property_identifier") {
      property->type = Type::Shorthand;
      property->key.span = span(child);
      property->key.name = identifierName(child);
      property->value = identifier(child);
    } else if (t == "spread_element") {
      property->type = Type::Spread;
      property->value = expression(named(child)[0]);
    } else if (t == "method_definition") {
      bool getter = hasToken(child, "get"), setter = hasToken(child, "set");
      if ((getter || setter) && (hasToken(child, "async") || hasToken(child, "*")))
        fail(DiagnosticKind::InvalidObjectLiteral, span(child),
             {"an accessor cannot be async or a generator"});
      property->key = propertyKey(field(child, "name"));
      auto kind = getter   ? ast::FunctionKind::Getter
                  : setter ? ast::FunctionKind::Setter
                           : ast::FunctionKind::Method;
      property->type = getter ? Type::Getter : setter ? Type::Setter : Type::Method;
      auto* f = functionExpression(child, kind);
      if (property->key.kind == ast::PropertyKey::Kind::Static) f->function->name = property->key.name;
      property->value = f;
    } else if (t == "object_assignment_pattern" || t == "assignment_expression") {
      property->type = Type::CoverInitializer;
      property->key.span = span(child);
      property->key.name = identifierName(field(child, "left"));
      auto* assign = make<ast::AssignmentExpression>(child);
      assign->type = ast::AssignmentExpression::Type::Plain;
      assign->target = identifier(field(child, "left"));
      assign->value = expression(field(child, "right"));
      property->value = assign;
    } else {
      fail(DiagnosticKind::UnexpectedToken, span(child),
           {"'" + std::string(text(child).substr(0, 30)) + "'"});
    }
    properties.push_back(property);
  }
  e->properties = arena_.copy(properties);
  return e;
}

}  // namespace kiln::syntax
