// The edits, and mask() itself.
#include "frontend/syntax/mask.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "frontend/syntax/masker.h"

namespace kiln::syntax {
namespace {

using Words = std::unordered_set<std::string_view>;

const Words& keywords() {
  static const Words words = {
      "break", "case",   "catch", "class",      "const",   "continue", "debugger", "default", "delete",
      "do",    "else",   "enum",  "export",     "extends", "false",    "finally",  "for",     "function",
      "if",    "import", "in",    "instanceof", "new",     "null",     "return",   "super",   "switch",
      "this",  "throw",  "true",  "try",        "typeof",  "var",      "void",     "while",   "with"};
  return words;
}
// With a meaning of their own somewhere in the grammar.
const Words& contextualWords() {
  static const Words words = {"await", "yield", "let",  "static", "async",     "get",    "set",
                              "of",    "as",    "from", "using",  "undefined", "target", "meta"};
  return words;
}

}  // namespace

Masker::Masker(const SourceFile& file, ast::Goal goal)
    : source_(file.text()), goal_(goal), lexer_(source_, goal != ast::Goal::Module) {
  out_.text = source_;
  code_.awaits = goal == ast::Goal::Module;
  levels_.push_back({Bracket::Statements, Then::Statement, code_});
  level().position = Position::Statement;
}

void Masker::fill(uint32_t begin, uint32_t end, char with) {
  std::fill(out_.text.begin() + begin, out_.text.begin() + end, with);
}

void Masker::blank(uint32_t begin, uint32_t end, bool newline) {
  fill(begin, end, ' ');
  if (newline) out_.text[begin] = '\n';
}

void Masker::write(uint32_t at, std::string_view text) {
  out_.text.replace(at, text.size(), text);
}

void Masker::name(const Token& token) {
  uint32_t begin = token.kind == TokenKind::PrivateName ? token.begin + 1 : token.begin;
  std::string_view text = lexer_.text(token);
  if (!token.plain || keywords().contains(text) || contextualWords().contains(text)) fill(begin, token.end);
}

void Masker::literal(const Token& token) {
  switch (token.kind) {
    case TokenKind::String:
      return fill(token.begin + 1, token.end - 1);
    case TokenKind::Template:
      return fill(token.begin + 1, token.end - (source_[token.end - 1] == '`' ? 1 : 2));
    case TokenKind::RegExp: {
      auto slash = static_cast<uint32_t>(token.begin + lexer_.text(token).rfind('/'));
      fill(token.begin + 1, slash);
      return fill(slash + 1, token.end, 'g');
    }
    case TokenKind::Number: {
      // 017.x is a property of 15; the grammar would take the dot.
      std::string_view text = lexer_.text(token), behind = source_.substr(token.end, 2);
      if (behind.size() == 2 && behind[0] == '.' && behind[1] >= '0' && behind[1] <= '9') return;
      if (text.size() > 1 && text.find_first_not_of("01234567") == std::string_view::npos && text[0] == '0') {
        fill(token.begin, token.end, '1');
        out_.text[token.end - 1] = 'n';
      }
      return;
    }
    case TokenKind::End:
    case TokenKind::Word:
    case TokenKind::PrivateName:
    case TokenKind::Punctuator:
      return;
  }
}

// The white space before a token ends a statement.
void Masker::insertSemicolon() {
  out_.text[previous_.end] = ';';
}

// `f(…)` before an assignment operator: a reference to something, as the grammar wants it.
void Masker::assignedCall() {
  if (!after_call_) return;
  out_.assigned_calls.insert(call_open_);
  bool empty = std::all_of(out_.text.begin() + call_open_ + 1, out_.text.begin() + call_close_,
                           [](char c) { return c == ' ' || c == '\n'; });
  if (empty) {
    fill(call_open_, call_close_ + 1, ' ');
    write(call_open_, "._");
  } else {
    out_.text[call_open_] = '[';
    out_.text[call_close_] = ']';
  }
}

// `[…]` or `{…}` before an assignment operator.
void Masker::assignedPattern() {
  if (!is(previous_, "]") && !is(previous_, "}")) return;
  while (!simple_targets_.empty() && simple_targets_.back().open > closed_open_) {
    auto [open, close] = simple_targets_.back();
    simple_targets_.pop_back();
    out_.text[open] = out_.text[close] = ' ';
    out_.parenthesized_targets.insert(lexer_.next(open + 1, true).begin);
  }
}

bool Masker::reserved(const Token& token) const {
  return token.kind == TokenKind::Word && token.plain && keywords().contains(lexer_.text(token));
}

// Elsewhere no line end ends anything.
bool Masker::linesCount() const {
  Bracket bracket = levels_.back().bracket;
  return bracket == Bracket::Statements || bracket == Bracket::ClassBody;
}

MaskedSource Masker::run() {
  while (true) {
    bool regexp = level().position != Position::Operator && !after_dot_;
    Token token = lexer_.next(previous_.end, regexp);
    if (lexer_.problem()) break;
    blank(previous_.end, token.begin, token.newline_before && !join_ && linesCount());
    if (std::exchange(semicolon_, false)) insertSemicolon();
    join_ = false;
    if (token.kind == TokenKind::End) break;
    consumed_ = token;
    if (!step(token)) break;
    previous_ = consumed_;
  }
  if (lexer_.problem()) out_.problem = lexer_.problem();
  return std::move(out_);
}

MaskedSource mask(const SourceFile& file, ast::Goal goal) {
  return Masker(file, goal).run();
}

}  // namespace kiln::syntax
