// The walk over the tokens behind mask(). It keeps a stack of open brackets, each with what may come next, so
// that it knows for every token whether it begins a statement or an operand or continues an expression,
// whether the code around it is a generator's or an async function's, and whether it is a key in a class, a
// literal or an import clause. It judges nothing: where the program is wrong it stays with what is likely,
// and the parse of what it wrote tells.
#pragma once
#include <vector>

#include "frontend/syntax/mask.h"

namespace kiln::syntax {

class Masker {
 public:
  Masker(const SourceFile& file, ast::Goal goal);
  MaskedSource run();

 private:
  // What `yield` and `await` are in a stretch of code.
  struct Code {
    bool yields = false;
    bool awaits = false;
  };
  enum class Bracket : uint8_t {
    Statements,  // the whole source, blocks, function bodies
    ClassBody,
    Object,
    Names,  // of import and export
    Group,  // parentheses and brackets
    ForHead,
    Substitution,  // ${ }
  };
  enum class Position : uint8_t { Statement, Operand, Operator };
  // What follows the closing bracket.
  enum class Then : uint8_t { Statement, Substatement, Operator, Body, Arrow, Member, Key };
  // What the next opening bracket belongs to.
  struct Pending {
    enum class Kind : uint8_t { Head, ForHead, Parameters, Body, ClassBody } kind;
    Then then;
    Code code{};
  };
  // Members of classes and literals.
  enum class Member : uint8_t { Start, AfterKey, Value, Header };
  struct Arrow {  // whose body is an expression
    Code outer;
    uint32_t conditionals;
  };
  struct Level {
    Bracket bracket;
    Then then;
    Code outer;  // of the code around
    uint32_t open = 0;
    Position position = Position::Operand;
    std::vector<Pending> pending{};
    std::vector<Arrow> arrows{};
    uint32_t conditionals = 0;  // ? whose : has not come
    uint32_t dos = 0;           // do whose while has not come
    Member member = Member::Start;
    bool member_generator = false, member_async = false;
    bool substatement = false;  // no declaration may stand here
    bool label = false, case_label = false;
    bool module_item = false;    // in an import or export with `from`
    bool name_expected = false;  // there: a name, not from/as/with
    uint32_t item_begin = 0;     // there: where it begins
    bool async_head = false;     // `async` or `async (…)` came: => makes it a function
    bool complete = false;       // an assignment expression that nothing can continue
    bool after_update = false;   // a++
    bool declaration = false;    // in var, let, const, using
    bool binding = false;        // there: before the =
    bool head_start = false;     // first token of a for head
    bool head_target = false;    // what a for head begins with may be assigned to
    bool is_call = false;        // this bracket is the arguments of a call
    bool simple_target = false;  // these parentheses hold a name or a member, where a pattern has its targets
  };

  // --- masker.cpp: the walk
  bool step(const Token& token);
  bool statement(const Token& token);
  bool operand(const Token& token);
  bool operation(const Token& token);
  bool pending(const Token& token);
  bool open(const Token& token, Bracket bracket, Then then);
  bool close(const Token& token);
  void semicolon();
  void endStatement();
  bool endsStatementBefore(const Token& token);
  void colon();
  void arrow(const Token& token);
  void endArrows(bool all);
  bool templatePiece(const Token& token);
  // --- mask_members.cpp: keys and clauses
  bool member(const Token& token);
  bool property(const Token& token);
  bool modifier(const Token& token, const Token& next);
  bool key(const Token& token);
  bool clauseName(const Token& token);
  bool importDeclaration(const Token& token);
  bool exportDeclaration(const Token& token);
  bool anonymousDefault(const Token& exported, Token token);
  bool attributes(const Token& with);
  // --- mask_words.cpp: contextual keywords
  bool wordAtStatement(const Token& token, bool substatement);
  void wordAtOperand(const Token& token);
  bool declares(const Token& token, bool substatement);
  bool declaresLet(const Token& token, bool substatement);
  bool declaresUsing(const Token& token);
  bool awaitsAt(const Token& token);
  void await(const Token& token);
  void yield(const Token& token);
  void async(const Token& token);
  bool beginsOperand(const Token& token) const;

  // --- edits
  void blank(uint32_t begin, uint32_t end, bool newline);
  void write(uint32_t at, std::string_view text);
  void fill(uint32_t begin, uint32_t end, char with = '_');
  void name(const Token& token);  // a word that is a name here
  void literal(const Token& token);
  void assignedCall();
  void assignedPattern();
  void insertSemicolon();
  bool linesCount() const;

  Level& level() { return levels_.back(); }
  Token peek(const Token& token) { return lexer_.peek(token); }
  bool is(const Token& token, std::string_view text) const {
    return token.plain && lexer_.text(token) == text &&
           (token.kind == TokenKind::Word || token.kind == TokenKind::Punctuator);
  }
  bool reserved(const Token& token) const;

  std::string_view source_;
  ast::Goal goal_;
  MaskedSource out_;
  Lexer lexer_;
  std::vector<Level> levels_;
  Code code_;
  Token previous_;
  Token consumed_;  // the last token that step() dealt with
  bool after_dot_ = false;
  bool join_ = false;             // the next token stays on the line of this one
  bool async_function_ = false;   // `async` before `function`
  bool async_parameter_ = false;  // `async` before `x =>`
  // The token before (after_call_) or this one (closed_call_) closed the arguments [call_open_, call_close_].
  bool after_call_ = false, closed_call_ = false;
  uint32_t closed_open_ = 0;  // the bracket that the last closing one belongs to
  struct Parentheses {
    uint32_t open, close;
  };
  std::vector<Parentheses> simple_targets_;
  bool semicolon_ = false;  // a semicolon is due before the next token
  uint32_t call_open_ = 0, call_close_ = 0;
};

}  // namespace kiln::syntax
