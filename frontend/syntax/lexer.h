// ECMA-262 §12 tokens of a source text, for mask.h. The caller says where a regular expression may stand.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "frontend/diagnostics/diagnostics.h"
#include "frontend/support/span.h"

namespace kiln::syntax {

enum class TokenKind : uint8_t {
  End,
  Word,  // identifiers and keywords
  PrivateName,
  Punctuator,
  Number,
  String,
  Template,  // a piece: from ` or } up to and with ` or ${
  RegExp,
};

struct Token {
  TokenKind kind = TokenKind::End;
  bool newline_before = false;
  bool plain = true;  // words and private names: ASCII without escapes
  uint32_t begin = 0;
  uint32_t end = 0;
};

class Lexer {
 public:
  // `html_comments`: §B.1.1; otherwise what looks like one in a place of its own is a problem.
  Lexer(std::string_view source, bool html_comments) : source_(source), html_comments_(html_comments) {}

  // The first token at or behind `from`.
  Token next(uint32_t from, bool regexp_allowed);
  // The token behind `token`, as far as it can be told without knowing where it stands.
  Token peek(const Token& token);
  // The piece of a template that goes on behind the } at `brace`.
  Token templatePiece(uint32_t brace);
  std::string_view text(const Token& token) const {
    return source_.substr(token.begin, token.end - token.begin);
  }

  // What no token can be made of. next() gives End from there on.
  struct Problem {
    DiagnosticKind kind;
    Span span;
    std::string argument;
  };
  const std::optional<Problem>& problem() const { return problem_; }

 private:
  bool skipTrivia(uint32_t* at, bool regexp_allowed);  // true: a line ended
  Token fail(DiagnosticKind kind, uint32_t begin, uint32_t end, std::string argument);
  uint32_t lineTerminator(size_t at) const;  // its length, 0: none
  uint32_t blank(size_t at) const;
  uint32_t lineEnd(size_t at) const;
  void word(Token* token);
  uint32_t number(uint32_t at) const;
  Token string(Token token);
  Token regexp(Token token);
  Token templateFrom(Token token);
  char at(size_t index) const { return index < source_.size() ? source_[index] : '\0'; }

  std::string_view source_;
  bool html_comments_;
  std::optional<Problem> problem_;
};

}  // namespace kiln::syntax
