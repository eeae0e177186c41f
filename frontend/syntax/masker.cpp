#include "frontend/syntax/masker.h"

#include <utility>

namespace kiln::syntax {

// False: the brackets do not match; the parse will say so.
bool Masker::step(const Token& token) {
  after_call_ = std::exchange(closed_call_, false);
  if (std::exchange(after_dot_, false)) {
    if (token.kind == TokenKind::Word || token.kind == TokenKind::PrivateName) {
      name(token);
      level().position = Position::Operator;
      return true;
    }
  }
  if (level().pending.empty()) {
    if (level().bracket == Bracket::ClassBody && level().member != Member::Value) return member(token);
    if (level().bracket == Bracket::Object && level().member != Member::Value) return property(token);
    if (level().bracket == Bracket::Names) return clauseName(token);
    if (endsStatementBefore(token)) {
      insertSemicolon();
      endStatement();
      if (level().bracket == Bracket::ClassBody) return member(token);
    }
  }
  level().complete = level().after_update = false;
  switch (level().position) {
    case Position::Statement:
      return statement(token);
    case Position::Operand:
      return operand(token);
    case Position::Operator:
      return level().pending.empty() ? operation(token) : pending(token);
  }
  return true;
}

// §12.10.1: the token cannot go on with the statement, and it begins a line.
bool Masker::endsStatementBefore(const Token& token) {
  const Level& at = level();
  bool list = at.bracket == Bracket::Statements || at.bracket == Bracket::ClassBody;
  if (!list || at.position != Position::Operator || !token.newline_before) return false;
  if (token.kind == TokenKind::End || is(token, ";") || is(token, "}") || is(token, ",")) return false;
  if (at.module_item) {
    if (is(token, "from") || is(token, "as") || is(token, "with")) return false;
    return previous_.kind == TokenKind::String || is(previous_, "}");
  }
  if (at.complete) return !is(token, ":");
  if (at.binding) return !is(token, "=");
  if (at.after_update && (is(token, "(") || is(token, "[") || token.kind == TokenKind::Template)) return true;
  return beginsOperand(token) || is(token, "++") || is(token, "--");
}

// What cannot continue an expression.
bool Masker::beginsOperand(const Token& token) const {
  switch (token.kind) {
    case TokenKind::Word:
      return !is(token, "in") && !is(token, "instanceof");
    case TokenKind::PrivateName:
    case TokenKind::Number:
    case TokenKind::String:
      return true;
    case TokenKind::Punctuator:
      return is(token, "{") || is(token, "!") || is(token, "~") || is(token, "@");
    case TokenKind::End:
    case TokenKind::Template:
    case TokenKind::RegExp:
      return false;
  }
  return false;
}

bool Masker::statement(const Token& token) {
  bool substatement = std::exchange(level().substatement, false);
  if (is(token, ";")) return true;
  if (is(token, "{")) return open(token, Bracket::Statements, Then::Statement);
  if (is(token, "}")) return close(token);
  if (token.kind == TokenKind::Word) return wordAtStatement(token, substatement);
  level().position = Position::Operand;
  return operand(token);
}

bool Masker::operand(const Token& token) {
  Level& at = level();
  bool head_start = std::exchange(at.head_start, false);
  switch (token.kind) {
    case TokenKind::Word:
      if (head_start && declares(token, false)) return true;
      wordAtOperand(token);
      return true;
    case TokenKind::Template:
      return templatePiece(token);
    case TokenKind::PrivateName:
    case TokenKind::Number:
    case TokenKind::String:
    case TokenKind::RegExp:
      if (token.kind == TokenKind::PrivateName)
        name(token);
      else
        literal(token);
      at.position = Position::Operator;
      return true;
    case TokenKind::Punctuator:
      break;
    case TokenKind::End:
      return false;
  }
  if (is(token, "(") || is(token, "[")) {
    if (!open(token, Bracket::Group, Then::Operator)) return false;
    level().simple_target = is(token, "(") && (is(previous_, "[") || is(previous_, ",") ||
                                               is(previous_, ":") || is(previous_, "..."));
    return true;
  }
  if (is(token, "{") || !is(token, ")")) at.simple_target = false;
  if (is(token, "{")) return open(token, Bracket::Object, Then::Operator);
  if (is(token, ")") || is(token, "]") || is(token, "}")) return close(token);
  if (is(token, ",")) endArrows(true);
  if (is(token, ";")) semicolon();
  if (lexer_.text(token).starts_with("<")) {
    // The grammar would read an element of JSX.
    out_.problem = {DiagnosticKind::UnexpectedToken,
                    {token.begin, token.end},
                    "token '" + std::string(lexer_.text(token)) + "'"};
    return false;
  }
  return true;
}

bool Masker::operation(const Token& token) {
  Level& at = level();
  bool member = is(token, ".") || is(token, "[") || is(token, "(") || is(token, ")");
  if (!member) at.simple_target = false;
  if (!is(token, "(") && !is(token, "=>")) at.async_head = false;
  if (token.kind == TokenKind::Template) return templatePiece(token);
  if (token.kind == TokenKind::Word) {
    bool in = is(token, "in"), of = is(token, "of") && at.bracket == Bracket::ForHead;
    if ((in || of) && std::exchange(at.head_target, false)) {
      assignedCall();
      assignedPattern();
    }
    if (in || of || is(token, "instanceof")) {
      at.position = Position::Operand;
    } else if (at.module_item) {
      if (std::exchange(at.name_expected, false))
        name(token);
      else
        at.name_expected = is(token, "as");
      if (is(token, "with")) return attributes(token);
    }
    return true;
  }
  if (token.kind != TokenKind::Punctuator) {
    bool exported_name = at.module_item && std::exchange(at.name_expected, false);
    if (exported_name)
      fill(token.begin, token.end);
    else
      literal(token);
    return true;
  }
  if (is(token, "(")) {
    if (!open(token, Bracket::Group, Then::Operator)) return false;
    level().is_call = true;
    return true;
  }
  if (is(token, "[")) return open(token, Bracket::Group, Then::Operator);
  if (is(token, "{")) {
    Bracket inside = at.module_item ? Bracket::Names : Bracket::Statements;
    return open(token, inside, at.module_item ? Then::Operator : Then::Statement);
  }
  if (is(token, ")") || is(token, "]") || is(token, "}")) return close(token);
  if (is(token, ";")) {
    semicolon();
  } else if (is(token, ",")) {
    endArrows(true);
    at.head_target = false;
    at.binding = at.declaration;
    if (at.bracket == Bracket::Object) return property(token);
    if (!at.module_item) at.position = Position::Operand;
  } else if (is(token, "?")) {
    ++at.conditionals;
    at.position = Position::Operand;
  } else if (is(token, ":")) {
    colon();
  } else if (is(token, "=>")) {
    arrow(token);
  } else if (is(token, ".") || is(token, "?.")) {
    after_dot_ = true;
  } else if (is(token, "++") || is(token, "--")) {
    at.after_update = true;
  } else if (at.module_item && is(token, "*")) {
    at.name_expected = false;
  } else {
    std::string_view text = lexer_.text(token);
    bool comparison =
        text == "==" || text == "===" || text == "!=" || text == "!==" || text == "<=" || text == ">=";
    if (text.ends_with("=") && !comparison) {
      assignedCall();
      if (text == "=") assignedPattern();
      at.binding = at.head_target = false;
    }
    at.position = Position::Operand;
  }
  return true;
}

// Between a keyword such as `if`, `function`, `class` and the bracket that belongs to it.
bool Masker::pending(const Token& token) {
  Pending& awaited = level().pending.back();
  Pending now = awaited;
  switch (now.kind) {
    case Pending::Kind::Head:
    case Pending::Kind::ForHead: {
      if (!is(token, "(")) return true;  // for await
      bool loop = now.kind == Pending::Kind::ForHead;
      level().pending.pop_back();
      if (!open(token, loop ? Bracket::ForHead : Bracket::Group, now.then)) return false;
      level().head_start = level().head_target = loop;
      return true;
    }
    case Pending::Kind::Parameters:
      if (is(token, "*")) {
        awaited.code.yields = true;
      } else if (token.kind == TokenKind::Word) {
        name(token);
      } else if (is(token, "(")) {
        if (!open(token, Bracket::Group, Then::Body)) return false;
        code_ = now.code;
        return true;
      }
      return true;
    case Pending::Kind::Body:
      if (!is(token, "{")) return true;
      level().pending.pop_back();
      if (!open(token, Bracket::Statements, now.then)) return false;
      code_ = now.code;
      return true;
    case Pending::Kind::ClassBody:
      if (is(token, "extends")) {
        level().position = Position::Operand;
        return true;
      }
      if (token.kind == TokenKind::Word) {
        bool heritage = is(token, "in") || is(token, "instanceof");
        if (!heritage) name(token);
        return true;
      }
      if (!is(token, "{")) return operation(token);
      level().pending.pop_back();
      return open(token, Bracket::ClassBody, now.then);
  }
  return true;
}

bool Masker::open(const Token& token, Bracket bracket, Then then) {
  Level inner{bracket, then, code_};
  inner.open = token.begin;
  if (bracket == Bracket::Statements) inner.position = Position::Statement;
  levels_.push_back(std::move(inner));
  return true;
}

bool Masker::close(const Token& token) {
  if (levels_.size() == 1) return false;
  char opened = source_[level().open], closes = source_[token.begin];
  if (level().bracket == Bracket::Substitution && closes == '}') {
    Token piece = lexer_.templatePiece(token.begin);
    if (lexer_.problem()) return false;
    consumed_ = piece;
    return templatePiece(piece);
  }
  bool match = (opened == '(' && closes == ')') || (opened == '[' && closes == ']') ||
               (opened == '{' && closes == '}');
  if (!match) return false;
  Level closed = std::move(level());
  levels_.pop_back();
  closed_open_ = closed.open;
  if (closed.simple_target) {
    Token next = peek(token);
    if (is(next, ",") || is(next, "]") || is(next, "}") || is(next, "="))
      simple_targets_.push_back({closed.open, token.begin});
  }
  code_ = closed.outer;
  Level& at = level();
  at.position = Position::Operator;
  switch (closed.then) {
    case Then::Statement:
      at.position = Position::Statement;
      break;
    case Then::Substatement:
      at.position = Position::Statement;
      at.substatement = true;
      break;
    case Then::Operator:
      closed_call_ = closed.is_call;
      call_open_ = closed.open;
      call_close_ = token.begin;
      break;
    case Then::Body:
      at.pending.back().kind = Pending::Kind::Body;
      break;
    case Then::Arrow:
      at.complete = true;
      break;
    case Then::Member:
      at.member = at.bracket == Bracket::ClassBody ? Member::Start : Member::AfterKey;
      at.member_async = at.member_generator = false;
      break;
    case Then::Key:
      at.member = Member::AfterKey;
      break;
  }
  return true;
}

// A statement is complete; in a class, a field.
void Masker::endStatement() {
  Level& at = level();
  endArrows(true);
  at.conditionals = 0;
  at.label = at.case_label = at.module_item = at.name_expected = at.async_head = false;
  at.complete = at.declaration = at.binding = false;
  if (at.bracket == Bracket::ClassBody) {
    code_ = at.outer;
    at.member = Member::Start;
    at.member_async = at.member_generator = false;
  }
  at.position = Position::Statement;
}

void Masker::semicolon() {
  Bracket bracket = level().bracket;
  if (bracket == Bracket::Statements || bracket == Bracket::ClassBody) return endStatement();
  endArrows(true);
  level().head_target = false;
  level().position = Position::Operand;
}

void Masker::colon() {
  Level& at = level();
  endArrows(false);
  at.position = Position::Operand;
  if (at.conditionals > 0) {
    --at.conditionals;
  } else if (at.label || at.case_label) {
    at.substatement = std::exchange(at.label, false);
    at.case_label = false;
    at.position = Position::Statement;
  }
}

void Masker::arrow(const Token& token) {
  Level& at = level();
  Code inner{false, std::exchange(at.async_head, false)};
  if (is(peek(token), "{")) {
    at.pending.push_back({Pending::Kind::Body, Then::Arrow, inner});
    return;
  }
  at.arrows.push_back({code_, at.conditionals});
  code_ = inner;
  at.position = Position::Operand;
}

// Where an arrow function ends whose body is an expression: all at the end of an assignment expression, at a
// colon those begun behind its question mark.
void Masker::endArrows(bool all) {
  Level& at = level();
  while (!at.arrows.empty() && (all || at.arrows.back().conditionals == at.conditionals)) {
    code_ = at.arrows.back().outer;
    at.arrows.pop_back();
  }
}

bool Masker::templatePiece(const Token& token) {
  literal(token);
  bool first = source_[token.begin] == '`', last = source_[token.end - 1] == '`';
  if (first && !last) return open(token, Bracket::Substitution, Then::Operator);
  if (!first) {
    semicolon();
    level().conditionals = 0;
    if (!last) return true;
    code_ = level().outer;
    levels_.pop_back();
  }
  level().position = Position::Operator;
  return true;
}

}  // namespace kiln::syntax
