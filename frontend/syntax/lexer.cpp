#include "frontend/syntax/lexer.h"

#include <array>
#include <cctype>

namespace kiln::syntax {
namespace {

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool isHexDigit(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}
bool isWordStart(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '$' || c == '\\' || (c & 0x80);
}
bool isWordPart(char c) {
  return isWordStart(c) || isDigit(c);
}

// Longest first.
constexpr std::array<std::string_view, 58> kPunctuators = {
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "?\?=", "=>", "==", "!=", "<=",
    ">=",   "&&",  "||",  "??",  "?.",  "++",  "--",  "+=",  "-=",  "*=",  "/=",   "%=", "&=", "|=", "^=",
    "<<",   ">>",  "**",  "{",   "}",   "(",   ")",   "[",   "]",   ".",   ";",    ",",  "<",  ">",  "+",
    "-",    "*",   "/",   "%",   "&",   "|",   "^",   "!",   "~",   "?",   ":",    "=",  "@"};

}  // namespace

Token Lexer::fail(DiagnosticKind kind, uint32_t begin, uint32_t end, std::string argument) {
  if (!problem_) problem_ = Problem{kind, {begin, end}, std::move(argument)};
  Token token;
  token.begin = token.end = static_cast<uint32_t>(source_.size());
  return token;
}

uint32_t Lexer::lineTerminator(size_t index) const {
  char c = at(index);
  if (c == '\n') return 1;
  if (c == '\r') return at(index + 1) == '\n' ? 2 : 1;
  if (c == '\xe2' && at(index + 1) == '\x80' && (at(index + 2) == '\xa8' || at(index + 2) == '\xa9'))
    return 3;
  return 0;
}

// §12.2 white space.
uint32_t Lexer::blank(size_t index) const {
  char c = at(index);
  if (c == ' ' || c == '\t' || c == '\v' || c == '\f') return 1;
  if (!(c & 0x80)) return 0;
  std::string_view rest = source_.substr(index, 3);
  if (rest.starts_with("\xc2\xa0")) return 2;
  for (std::string_view wide :
       {"\xe1\x9a\x80", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80", "\xef\xbb\xbf"}) {
    if (rest == wide) return 3;
  }
  return rest.starts_with("\xe2\x80") && rest.size() == 3 && static_cast<uint8_t>(rest[2]) <= 0x8a ? 3 : 0;
}

uint32_t Lexer::lineEnd(size_t index) const {
  while (index < source_.size() && lineTerminator(index) == 0) ++index;
  return static_cast<uint32_t>(index);
}

bool Lexer::skipTrivia(uint32_t* from, bool regexp_allowed) {
  uint32_t i = *from;
  bool newline = false;
  if (i == 0 && source_.starts_with("#!")) i = lineEnd(0);
  while (i < source_.size()) {
    if (uint32_t length = lineTerminator(i)) {
      newline = true;
      i += length;
    } else if (uint32_t wide = blank(i)) {
      i += wide;
    } else if (at(i) == '/' && at(i + 1) == '/') {
      i = lineEnd(i);
    } else if (at(i) == '/' && at(i + 1) == '*') {
      size_t close = source_.find("*/", i + 2);
      if (close == std::string_view::npos) {
        fail(DiagnosticKind::UnterminatedToken, i, i + 2, "comment");
        i = static_cast<uint32_t>(source_.size());
        break;
      }
      // A line end inside of a comment ends lines like any other.
      newline |= lineEnd(i) < close;
      i = static_cast<uint32_t>(close) + 2;
    } else {
      bool opens = source_.substr(i, 4) == "<!--";
      bool closes = source_.substr(i, 3) == "-->" && (newline || *from == 0);
      if (!opens && !closes) break;
      if (!html_comments_) {
        if (closes || regexp_allowed)
          fail(DiagnosticKind::SyntaxError, i, lineEnd(i), "HTML comments are not allowed in modules");
        break;
      }
      i = lineEnd(i);
    }
  }
  *from = i;
  return newline;
}

Token Lexer::next(uint32_t from, bool regexp_allowed) {
  Token token;
  token.newline_before = skipTrivia(&from, regexp_allowed);
  token.begin = token.end = from;
  if (from >= source_.size() || problem_) return token;
  char c = at(from);
  if (isWordStart(c)) {
    word(&token);
    return token;
  }
  if (c == '#') {
    if (!isWordStart(at(from + 1))) return fail(DiagnosticKind::UnexpectedToken, from, from + 1, "token '#'");
    token.end = from + 1;
    word(&token);
    token.kind = TokenKind::PrivateName;
    return token;
  }
  if (isDigit(c) || (c == '.' && isDigit(at(from + 1)))) {
    token.kind = TokenKind::Number;
    token.end = number(from);
    return token;
  }
  if (c == '"' || c == '\'') return string(token);
  if (c == '`') return templateFrom(token);
  if (c == '/' && regexp_allowed) return regexp(token);
  for (std::string_view punctuator : kPunctuators) {
    if (source_.substr(from, punctuator.size()) != punctuator) continue;
    // §12.8.4: `a?.5:b` is a conditional.
    if (punctuator == "?." && isDigit(at(from + 2))) continue;
    token.kind = TokenKind::Punctuator;
    token.end = from + static_cast<uint32_t>(punctuator.size());
    return token;
  }
  return fail(DiagnosticKind::UnexpectedToken, from, from + 1, std::string("token '") + c + "'");
}

Token Lexer::peek(const Token& token) {
  std::optional<Problem> known = problem_;
  Token ahead = next(token.end, true);
  problem_ = std::move(known);
  return ahead;
}

void Lexer::word(Token* token) {
  token->kind = TokenKind::Word;
  uint32_t i = token->end;
  while (i < source_.size() && isWordPart(at(i))) {
    char c = at(i);
    if (c == '\\') {
      token->plain = false;
      ++i;
      if (at(i) == 'u') ++i;
      if (at(i) == '{') {
        while (i < source_.size() && (at(i) == '{' || isHexDigit(at(i)))) ++i;
        if (at(i) == '}') ++i;
      }
    } else if (c & 0x80) {
      if (blank(i) || lineTerminator(i)) break;
      token->plain = false;
      ++i;
      while ((at(i) & 0xc0) == 0x80) ++i;
    } else {
      ++i;
    }
  }
  token->end = i;
}

// §12.9.3. What is malformed ends where it can be told; the converter looks closer.
uint32_t Lexer::number(uint32_t i) const {
  auto digits = [&] {
    while (isDigit(at(i)) || at(i) == '_') ++i;
  };
  char kind = static_cast<char>(at(i + 1) | 32);
  if (at(i) == '0' && (kind == 'x' || kind == 'o' || kind == 'b')) {
    i += 2;
    while (at(i) == '_' || (kind == 'x' ? isHexDigit(at(i)) : isDigit(at(i)))) ++i;
    return at(i) == 'n' ? i + 1 : i;
  }
  uint32_t begin = i;
  digits();
  if (at(i) == 'n') return i + 1;
  // §B.1.1: 017 has neither fraction nor exponent.
  bool octal = at(begin) == '0' && i > begin + 1;
  for (uint32_t k = begin; k < i; ++k) octal &= at(k) != '8' && at(k) != '9';
  if (octal) return i;
  if (at(i) == '.') {
    ++i;
    digits();
  }
  if ((at(i) | 32) == 'e') {
    uint32_t sign = at(i + 1) == '+' || at(i + 1) == '-' ? 2 : 1;
    if (isDigit(at(i + sign))) {
      i += sign;
      digits();
    }
  }
  return i;
}

Token Lexer::string(Token token) {
  char quote = at(token.begin);
  uint32_t i = token.begin + 1;
  while (i < source_.size() && at(i) != quote) {
    if (at(i) == '\n' || at(i) == '\r') break;
    if (at(i) == '\\') {
      ++i;
      i += lineTerminator(i) != 0 ? lineTerminator(i) : 1;
    } else {
      ++i;
    }
  }
  if (i >= source_.size() || at(i) != quote)
    return fail(DiagnosticKind::UnterminatedToken, token.begin, std::min<uint32_t>(i, lineEnd(token.begin)),
                "string");
  token.kind = TokenKind::String;
  token.end = i + 1;
  return token;
}

Token Lexer::regexp(Token token) {
  bool in_class = false;
  uint32_t i = token.begin + 1;
  for (; i < source_.size() && lineTerminator(i) == 0; ++i) {
    char c = at(i);
    if (c == '\\' && lineTerminator(i + 1) == 0)
      ++i;
    else if (c == '[')
      in_class = true;
    else if (c == ']')
      in_class = false;
    else if (c == '/' && !in_class)
      break;
  }
  if (at(i) != '/')
    return fail(DiagnosticKind::UnterminatedToken, token.begin, std::min<uint32_t>(i, lineEnd(token.begin)),
                "regular expression");
  token.end = i + 1;
  word(&token);  // flags
  token.kind = TokenKind::RegExp;
  return token;
}

Token Lexer::templatePiece(uint32_t brace) {
  Token token;
  token.begin = brace;
  return templateFrom(token);
}

Token Lexer::templateFrom(Token token) {
  for (uint32_t i = token.begin + 1; i < source_.size(); ++i) {
    bool ends = at(i) == '`', substitutes = at(i) == '$' && at(i + 1) == '{';
    if (at(i) == '\\') {
      ++i;
    } else if (ends || substitutes) {
      token.kind = TokenKind::Template;
      token.end = i + (ends ? 1 : 2);
      return token;
    }
  }
  return fail(DiagnosticKind::UnterminatedToken, token.begin, token.begin + 1, "template");
}

}  // namespace kiln::syntax
