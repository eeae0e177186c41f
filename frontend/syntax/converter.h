// Tree-sitter's concrete tree to our syntax tree, one pass. One method a construct; the grammar's node names
// are in the .cpp files.
#pragma once
#include <tree_sitter/api.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/syntax/mask.h"
#include "frontend/syntax/parse.h"

namespace kiln::syntax {

// Thrown at the first thing that is no JavaScript; already reported.
struct SyntaxFailure {};

class Converter {
 public:
  Converter(const SourceFile& file, Arena& arena, NameTable& names, Diagnostics& diagnostics,
            const MaskedSource& masked)
      : file_(file), arena_(arena), names_(names), diagnostics_(diagnostics), masked_(masked) {}
  ast::Program* program(TSNode root, ast::Goal goal, const ParseOptions& options);
  void reportErrors(TSNode root);

 private:
  // --- tree access
  static std::string_view type(TSNode node) { return ts_node_type(node); }
  static bool is(TSNode node, std::string_view name) { return !ts_node_is_null(node) && type(node) == name; }
  static TSNode field(TSNode node, std::string_view name) {
    return ts_node_child_by_field_name(node, name.data(), static_cast<uint32_t>(name.size()));
  }
  static bool none(TSNode node) { return ts_node_is_null(node); }
  static Span span(TSNode node) { return {ts_node_start_byte(node), ts_node_end_byte(node)}; }
  std::string_view text(TSNode node) const { return file_.slice(span(node)); }
  static std::vector<TSNode> named(TSNode node);
  static std::vector<TSNode> children(TSNode node);
  static bool hasToken(TSNode node, std::string_view token);
  bool newlineBetween(uint32_t from, uint32_t to) const;
  void checkCommas(TSNode list);
  template <class T>
  T* make(TSNode node) {
    T* made = arena_.make<T>();
    made->kind = T::kKind;
    made->span = span(node);
    return made;
  }
  [[noreturn]] void fail(DiagnosticKind kind, Span where,
                         std::initializer_list<std::string_view> arguments = {});
  Name privateName(TSNode node);  // without #
  Name identifierName(TSNode node) { return identifierName(span(node)); }
  Name identifierName(Span where);  // escapes decoded

  // --- expressions.cpp
  ast::Expression* expression(TSNode node);
  ast::Expression* parenthesized(TSNode node);
  ast::Expression* chainOrMember(TSNode node);
  ast::Expression* await(TSNode node);
  bool isAssignedCall(TSNode node);
  ast::Expression* operand(TSNode node);
  ast::Expression* yield(TSNode node);
  void startsLikeStatement(TSNode node);
  ast::Statement* labelled(TSNode at, Span label, TSNode body);
  ast::Expression* chainLink(TSNode node, bool* optional);
  ast::Expression* call(TSNode node, bool* optional);
  ast::Expression* member(TSNode node, bool* optional);
  ast::Expression* unary(TSNode node);
  ast::Expression* binary(TSNode node);
  ast::Expression* assignment(TSNode node);
  ast::Expression* sequence(TSNode node);
  std::span<ast::Expression*> arguments(TSNode node);
  ast::Expression* identifier(TSNode node);

  // --- literals.cpp
  ast::Expression* number(TSNode node);
  ast::Expression* string(TSNode node);
  Name stringValue(TSNode node) { return stringValue(span(node)); }
  Name stringValue(Span where);
  Name moduleExportName(TSNode node);
  ast::TemplateLiteral* templateLiteral(TSNode node, bool tagged);
  ast::Expression* regexp(TSNode node);
  ast::Expression* array(TSNode node);
  ast::Expression* object(TSNode node);
  bool decodeEscapes(std::string_view raw, bool is_template, std::u16string* out, bool* legacy_octal);
  ast::PropertyKey propertyKey(TSNode node);

  // --- functions.cpp
  ast::Function* function(TSNode node, ast::FunctionKind kind);
  void parameters(ast::Function* function, TSNode node);
  void body(ast::Function* function, TSNode node);
  ast::FunctionExpression* functionExpression(TSNode node, ast::FunctionKind kind);
  ast::Class* classDefinition(TSNode node);
  void nameFunction(ast::Expression* e, Name name);  // NamedEvaluation
  std::optional<Span> useStrict(TSNode list);
  static void markDirectives(std::span<ast::Statement*> list);

  // --- patterns.cpp
  ast::Node* bindingTarget(TSNode node);     // declarations
  ast::Node* assignmentTarget(TSNode node);  // a pattern or reference in an assignment
  ast::Node* toTarget(ast::Node* node);      // cover grammar: literals to patterns
  ast::PatternElement element(TSNode node, bool binding);
  ast::Node* pattern(TSNode node, bool binding);

  // --- statements.cpp
  ast::Statement* statement(TSNode node);
  ast::Statement* substatement(TSNode node, bool of_if = false);
  std::span<ast::Statement*> statements(TSNode node);
  ast::BlockStatement* block(TSNode node);
  ast::VariableDeclaration* declaration(TSNode node);
  ast::Statement* forIn(TSNode node);
  ast::Statement* import(TSNode node);
  ast::Statement* exported(TSNode node);
  ast::Statement* anonymousDefault(TSNode node, uint32_t begin);
  void requireModuleLevel(TSNode node);
  // Where `await` needs no async function.
  bool atModuleLevel() const {
    return goal_ == ast::Goal::Module && function_->function_kind == ast::FunctionKind::Program;
  }
  ast::DeclarationKind declarationKind(uint32_t begin) const;
  std::span<ast::ImportAttribute> attributes(TSNode node);
  void checkUsing(ast::VariableDeclaration* declaration, TSNode node);
  void checkNoIn(ast::Node* init);

  const SourceFile& file_;
  Arena& arena_;
  NameTable& names_;
  Diagnostics& diagnostics_;
  const MaskedSource& masked_;
  ast::Function* function_ = nullptr;
  ast::Function* parameters_of_ = nullptr;  // whose parameters are being converted
  ast::Goal goal_ = ast::Goal::CommonJs;
  bool strict_ = false;
  bool top_level_await_ = false;
};

}  // namespace kiln::syntax
