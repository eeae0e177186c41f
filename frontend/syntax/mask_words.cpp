// Words that are keywords in some places and names in others.
#include <utility>

#include "frontend/syntax/masker.h"

namespace kiln::syntax {

bool Masker::wordAtStatement(const Token& token, bool substatement) {
  Level& at = level();
  Token next = peek(token);
  auto head = [&](Pending::Kind kind, Then then) {
    at.pending.push_back({kind, then});
    at.position = Position::Operator;
    return true;
  };
  if (is(token, "if") || is(token, "with")) return head(Pending::Kind::Head, Then::Substatement);
  if (is(token, "for")) return head(Pending::Kind::ForHead, Then::Substatement);
  if (is(token, "switch")) return head(Pending::Kind::Head, Then::Statement);
  if (is(token, "while")) {
    bool of_do = at.dos > 0 && !substatement;
    if (of_do) --at.dos;
    return head(Pending::Kind::Head, of_do ? Then::Statement : Then::Substatement);
  }
  if (is(token, "catch") && is(next, "(")) return head(Pending::Kind::Head, Then::Statement);
  if (is(token, "do") || is(token, "else")) {
    if (is(token, "do")) ++at.dos;
    at.substatement = true;
    return true;
  }
  if (is(token, "try") || is(token, "finally") || is(token, "catch")) return true;
  if (is(token, "function")) {
    at.pending.push_back(
        {Pending::Kind::Parameters, Then::Statement, {false, std::exchange(async_function_, false)}});
    at.position = Position::Operator;
    return true;
  }
  if (is(token, "class")) return head(Pending::Kind::ClassBody, Then::Statement);
  if (is(token, "case") || (is(token, "default") && is(next, ":"))) {
    at.case_label = true;
    at.position = is(token, "case") ? Position::Operand : Position::Operator;
    return true;
  }
  if (is(token, "var") || is(token, "const")) {
    at.declaration = at.binding = true;
    at.position = Position::Operand;
    return true;
  }
  bool jump = is(token, "break") || is(token, "continue");
  if (is(token, "throw")) {
    at.position = Position::Operand;
    return true;
  }
  if (is(token, "return") || jump || is(token, "debugger")) {
    at.position = is(token, "return") ? Position::Operand : Position::Operator;
    if (next.newline_before && !is(next, ";") && !is(next, "}")) {
      semicolon_ = true;
      endStatement();
    } else if (jump && next.kind == TokenKind::Word) {
      name(next);
      blank(token.end, next.begin, false);
      consumed_ = next;
    }
    return true;
  }
  bool call = is(next, "(") || is(next, ".");
  if (is(token, "import") && !call) return importDeclaration(token);
  if (is(token, "export")) return exportDeclaration(token);
  if (is(token, "async") && is(next, "function") && !next.newline_before) {
    async_function_ = true;
    return true;
  }
  if (declares(token, substatement)) {
    at.declaration = at.binding = true;
    return true;
  }
  if (is(next, ":") && !reserved(token)) {
    if (is(previous_, "{")) {
      out_.labels.insert(token.begin);
      blank(token.begin, next.end, false);
      write(token.begin, ";");
      consumed_ = next;
      at.substatement = true;
      return true;
    }
    name(token);
    at.label = true;
    at.position = Position::Operator;
    return true;
  }
  at.position = Position::Operand;
  wordAtOperand(token);
  return true;
}

void Masker::wordAtOperand(const Token& token) {
  Level& at = level();
  auto expects = [&](Pending::Kind kind, Code code) {
    at.pending.push_back({kind, Then::Operator, code});
    at.position = Position::Operator;
  };
  if (is(token, "function"))
    return expects(Pending::Kind::Parameters, {false, std::exchange(async_function_, false)});
  if (is(token, "class")) return expects(Pending::Kind::ClassBody, {});
  if (is(token, "var") || is(token, "const")) {
    at.head_target = false;
    return;
  }
  bool prefix = is(token, "typeof") || is(token, "void") || is(token, "delete") || is(token, "new") ||
                is(token, "in") || is(token, "instanceof");
  if (prefix) {
    // `new.target`, whose `target` is no name.
    if (Token dot = peek(token); is(token, "new") && is(dot, ".")) {
      consumed_ = peek(dot);
      blank(token.end, dot.begin, false);
      blank(dot.end, consumed_.begin, false);
      at.position = Position::Operator;
    }
    return;
  }
  if (std::exchange(async_parameter_, false) || (at.binding && !reserved(token))) {
    name(token);
  } else if (is(token, "await") && awaitsAt(token)) {
    return await(token);
  } else if (is(token, "yield")) {
    return yield(token);
  } else if (is(token, "async")) {
    return async(token);
  } else if (is(token, "import")) {
    if (Token dot = peek(token); is(dot, ".")) {
      consumed_ = peek(dot);
      blank(token.end, dot.begin, false);
      blank(dot.end, consumed_.begin, false);
    }
  } else if (!reserved(token)) {
    name(token);
  }
  at.position = Position::Operator;
}

// `let`, `using` or `await using` that begins a declaration.
bool Masker::declares(const Token& token, bool substatement) {
  bool let = is(token, "let") && declaresLet(token, substatement);
  if (!let && !declaresUsing(token)) return false;
  level().head_target = false;
  level().position = Position::Operand;
  join_ = true;
  uint32_t end = let ? token.end : consumed_.end;
  fill(token.begin, end, ' ');
  write(token.begin, "var");
  return true;
}

bool Masker::declaresLet(const Token& token, bool substatement) {
  Token next = peek(token);
  if (is(next, "[")) return true;
  bool names = next.kind == TokenKind::Word && !is(next, "in") && !is(next, "instanceof");
  // Where no declaration may stand `let` at the end of a line is a name.
  return (names || is(next, "{")) && !(substatement && next.newline_before);
}

bool Masker::declaresUsing(const Token& token) {
  Token word = token;
  if (is(token, "await")) word = peek(token);
  bool awaits = is(token, "await");
  if (!is(word, "using") || (awaits && word.newline_before)) return false;
  Token next = peek(word);
  bool names =
      next.kind == TokenKind::Word && !next.newline_before && !is(next, "in") && !is(next, "instanceof");
  if (!names) return false;
  // `for (using of …)` loops over what follows.
  if (level().bracket == Bracket::ForHead && !awaits && is(next, "of") && !is(peek(next), "=")) return false;
  consumed_ = word;
  return true;
}

// Outside of async code `await` is a name, unless what follows shows that the keyword was meant: the
// converter then says why it cannot be.
bool Masker::awaitsAt(const Token& token) {
  if (code_.awaits) return true;
  Token next = peek(token);
  if (next.newline_before) return false;
  if (goal_ == ast::Goal::Module && (is(next, "(") || is(next, "["))) return true;
  return beginsOperand(next) && !is(next, "of") && !is(next, "{");
}

// §15.8: binds as `void` does.
void Masker::await(const Token& token) {
  write(token.begin, "void ");
}

void Masker::yield(const Token& token) {
  Level& at = level();
  Token next = peek(token);
  if (!code_.yields) {
    bool meant = !next.newline_before && beginsOperand(next) && !is(next, "of") && !is(next, "{");
    if (meant) return;
    name(token);
    at.position = Position::Operator;
    return;
  }
  bool bare = next.newline_before || next.kind == TokenKind::End || is(next, ")") || is(next, "]") ||
              is(next, "}") || is(next, ",") || is(next, ";") || is(next, ":") || is(next, "in") ||
              is(next, "of");
  if (!bare) return;
  out_.bare_yields.insert(token.begin);
  name(token);
  at.position = Position::Operator;
  at.complete = true;
}

void Masker::async(const Token& token) {
  Level& at = level();
  Token next = peek(token);
  if (!next.newline_before) {
    if (is(next, "function")) {
      async_function_ = true;
      return;
    }
    if (next.kind == TokenKind::Word && !reserved(next) && is(peek(next), "=>")) {
      at.async_head = async_parameter_ = true;
      return;
    }
    if (is(next, "(")) {
      at.async_head = true;
      at.position = Position::Operator;
      return;
    }
  }
  name(token);
  at.position = Position::Operator;
}

}  // namespace kiln::syntax
