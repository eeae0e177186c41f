// Keys in classes and object literals, clauses of import and export.
#include "frontend/syntax/masker.h"

namespace kiln::syntax {

// A token that begins, names or separates a member of a class.
bool Masker::member(const Token& token) {
  Level& at = level();
  at.position = Position::Operand;
  if (is(token, "}")) return close(token);
  if (at.member == Member::Start) {
    if (is(token, ";")) return true;
    if (is(token, "*")) {
      at.member_generator = true;
      return true;
    }
    if (token.kind == TokenKind::Word) {
      Token next = peek(token);
      if (is(token, "static") && is(next, "{")) {
        join_ = true;
        at.member = Member::Header;
        at.pending.push_back({Pending::Kind::Body, Then::Member});
        at.position = Position::Operator;
        return true;
      }
      if (modifier(token, next)) return true;
    }
    return key(token);
  }
  if (is(token, "(")) {
    at.member = Member::Header;
    at.pending.push_back({Pending::Kind::Parameters, Then::Member, {at.member_generator, at.member_async}});
    at.position = Position::Operator;
    return pending(token);
  }
  if (is(token, "=")) {
    at.member = Member::Value;
    code_ = {};
    return true;
  }
  if (!is(token, ";") && token.newline_before) insertSemicolon();
  endStatement();
  return is(token, ";") || member(token);
}

// In an object literal or pattern.
bool Masker::property(const Token& token) {
  Level& at = level();
  at.position = Position::Operand;
  if (is(token, "}")) return close(token);
  if (is(token, ",")) {
    at.member = Member::Start;
    at.member_async = at.member_generator = false;
    return true;
  }
  if (at.member == Member::Start) {
    if (is(token, "...")) {
      at.member = Member::Value;
      return true;
    }
    if (is(token, "*")) {
      at.member_generator = true;
      return true;
    }
    if (token.kind == TokenKind::Word && modifier(token, peek(token))) return true;
    return key(token);
  }
  if (is(token, "(")) {
    at.pending.push_back({Pending::Kind::Parameters, Then::Member, {at.member_generator, at.member_async}});
    at.position = Position::Operator;
    return pending(token);
  }
  at.member = Member::Value;
  return is(token, ":") || is(token, "=") || operation(token);
}

// `static`, `async`, `get`, `set` before a key. They are keys themselves where one cannot follow.
bool Masker::modifier(const Token& token, const Token& next) {
  bool in_class = level().bracket == Bracket::ClassBody;
  bool accessor = is(token, "get") || is(token, "set"), async = is(token, "async");
  if (!accessor && !async && !(in_class && is(token, "static"))) return false;
  bool alone = is(next, "(") || is(next, "=") || is(next, ";") || is(next, "}") || is(next, ",") ||
               is(next, ":") || next.kind == TokenKind::End;
  if (alone || (async && next.newline_before) || (accessor && is(next, "*"))) return false;
  level().member_async |= async;
  join_ = true;
  return true;
}

bool Masker::key(const Token& token) {
  Level& at = level();
  if (is(token, "[")) return open(token, Bracket::Group, Then::Key);
  if (token.kind == TokenKind::Word || token.kind == TokenKind::PrivateName)
    name(token);
  else
    literal(token);
  at.member = Member::AfterKey;
  return true;
}

// In the braces of import and export.
bool Masker::clauseName(const Token& token) {
  Level& at = level();
  if (is(token, "}")) return close(token);
  if (is(token, ",")) {
    at.member = Member::Start;
  } else if (at.member == Member::AfterKey && is(token, "as")) {
    at.member = Member::Start;
  } else if (token.kind == TokenKind::Word) {
    name(token);
    at.member = Member::AfterKey;
  } else {
    fill(token.begin, token.end);  // a string
    at.member = Member::AfterKey;
  }
  return true;
}

bool Masker::attributes(const Token& with) {
  std::vector<MaskedSource::Attribute>& list = out_.attributes[level().item_begin];
  auto wrong = [&](const Token& token) {
    std::string text =
        token.kind == TokenKind::End ? "end of input" : "token '" + std::string(lexer_.text(token)) + "'";
    out_.problem = {DiagnosticKind::UnexpectedToken, {token.begin, token.end}, text};
    return false;
  };
  Token token = peek(with);
  if (!is(token, "{")) return wrong(token);
  for (token = peek(token); !is(token, "}"); token = peek(token)) {
    Token colon = peek(token), value = peek(colon), behind = peek(value);
    if (token.kind != TokenKind::Word && token.kind != TokenKind::String) return wrong(token);
    if (!is(colon, ":")) return wrong(colon);
    if (value.kind != TokenKind::String) return wrong(value);
    list.push_back({{token.begin, token.end}, {value.begin, value.end}});
    if (!is(behind, ",") && !is(behind, "}")) return wrong(behind);
    token = is(behind, ",") ? behind : value;
  }
  blank(with.begin, token.end, false);
  consumed_ = token;
  return true;
}

bool Masker::importDeclaration(const Token& token) {
  Level& at = level();
  at.item_begin = token.begin;
  Token next = peek(token);
  // `import from "m"` has no name.
  bool from = is(next, "from") && peek(next).kind == TokenKind::String;
  at.module_item = true;
  at.name_expected = next.kind == TokenKind::Word && !from;
  at.position = Position::Operator;
  join_ = true;
  return true;
}

bool Masker::exportDeclaration(const Token& token) {
  Level& at = level();
  Token next = peek(token);
  join_ = true;
  if (is(next, "{") || is(next, "*")) {
    at.module_item = true;
    at.item_begin = token.begin;
    at.position = Position::Operator;
  } else if (is(next, "default")) {
    Token behind = peek(next);
    bool async = is(behind, "async") && is(peek(behind), "function") && !peek(behind).newline_before;
    consumed_ = next;
    blank(token.end, next.begin, false);
    join_ = true;
    if (!async && !is(behind, "function") && !is(behind, "class"))
      at.position = Position::Operand;
    else
      return anonymousDefault(token, behind);
  }
  return true;
}

// `export default function () {}` becomes `function NAME () {}`, the name as long as what it replaces. With a
// name of its own it is left to the grammar.
bool Masker::anonymousDefault(const Token& exported, Token token) {
  uint32_t own = token.begin;
  std::string keyword;
  bool is_async = is(token, "async"), is_class = is(token, "class"), is_generator = false;
  if (is_async) token = peek(token);
  Token next = peek(token);
  if (!is_class && is(next, "*")) {
    is_generator = true;
    token = next;
    next = peek(next);
  }
  bool anonymous = is_class ? is(next, "{") || is(next, "extends") : is(next, "(");
  if (!anonymous) return true;
  keyword = is_class ? "class " : is_async ? "async function " : "function ";
  if (is_generator) keyword.back() = '*';
  fill(exported.begin, token.end);
  write(exported.begin, keyword);
  out_.anonymous_defaults[exported.begin] = own;
  consumed_ = token;
  Pending::Kind kind = is_class ? Pending::Kind::ClassBody : Pending::Kind::Parameters;
  level().pending.push_back({kind, Then::Statement, {is_generator, is_async}});
  level().position = Position::Operator;
  return true;
}

}  // namespace kiln::syntax
