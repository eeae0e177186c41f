// The walk behind analyze(): scopes are entered with all their declarations, then names resolve in source
// order.
#pragma once
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "frontend/sema/analyze.h"

namespace kiln::sema {

class Analyzer {
 public:
  Analyzer(ast::Program* program, const SourceFile& file, Arena& arena, NameTable& names,
           Diagnostics& diagnostics, const EvalContext* context)
      : program_(program),
        file_(file),
        arena_(arena),
        names_(names),
        diagnostics_(diagnostics),
        context_(context) {}
  Analysis run();

 private:
  // --- declare.cpp: scopes and their bindings
  Scope* openScope(ScopeKind kind, ast::Node* node, bool is_var_scope);
  void closeScope() { scope_ = scope_->parent; }
  Binding* declare(Scope* scope, BindingKind kind, Name name, Span span);
  Binding* findIn(Scope* scope, Name name, bool private_name);
  void declareTarget(ast::Node* target, BindingKind kind, Scope* scope, uint32_t initialized_at,
                     bool in_loop_head = false);
  void hoistVars(ast::Statement* statement, Scope* scope);
  void hoistVars(std::span<ast::Statement*> list, Scope* scope);
  void declareLexical(std::span<ast::Statement*> list, Scope* scope, bool function_level);
  void declareLexical(ast::Statement* statement, Scope* scope, bool function_level);
  void redeclaration(Span span, Name name);
  void hoistBlockFunctions(std::span<ast::Statement*> list, Scope* scope, std::vector<Name>& between,
                           bool top);
  void hoistBlockFunctions(ast::Statement* statement, Scope* scope, std::vector<Name>& between);
  bool annexBUsable(Scope* var_scope, Name name);
  void checkVar(ast::Node* target);
  void checkAgainst(Scope* scope, Scope* outer, BindingKind kind);
  FunctionInfo* functionInfo(ast::Function* function);

  // --- resolve.cpp: references, captures
  Binding* lookup(Name name, bool private_name);
  // --- names.cpp
  bool strict() const { return in_class_ || function_->is_strict; }
  void checkName(Name name, Span span, bool binding, const ast::Function* function);
  bool awaitIsReserved() const;
  void reference(Binding* binding, uint32_t offset);
  bool mayBeUninitialised(Binding* binding, uint32_t offset);
  ast::Function* functionBelow(Binding* binding);
  void assign(Binding* binding, uint32_t offset, bool initializer);
  Binding* functionBinding(Binding* FunctionInfo::* member, BindingKind kind, ast::Function* owner);
  ast::Function* thisFunction();  // nearest function with a `this` of its own
  void identifier(ast::Identifier* node, bool only_read = false);
  std::span<Binding*> withObjects(const Scope* until);
  void member(ast::MemberExpression* node, bool only_read);
  void mapArguments(ast::Function* function);
  void assignTarget(ast::Node* target);  // assignment, not declaration
  void key(ast::PropertyKey& key);

  // --- walk.cpp
  void function(ast::Function* function);
  void classDefinition(ast::Class* definition);
  void statement(ast::Statement* statement);
  void statements(std::span<ast::Statement*> list);
  void expression(ast::Expression* expression);
  void callee(ast::Expression* expression);
  void expressions(std::span<ast::Expression*> list);
  void declarationTarget(ast::Node* target);
  void pattern(ast::Node* target, bool declaration);
  void loopBody(ast::Statement* loop, ast::Statement* body);
  void error(DiagnosticKind kind, Span span, std::initializer_list<std::string_view> arguments = {});

  // --- commonjs.cpp: what frontend/modules wants to know
  void noteCall(ast::CallExpression* call);
  void noteMadeRequire(ast::CallExpression* call);
  bool noteComputedLoad(ast::Expression* specifier, std::vector<ast::StringLiteral*>& candidates,
                        const char* what);
  static void literalsOf(ast::Expression* e, std::vector<ast::StringLiteral*>& out);
  void noteAssignment(ast::AssignmentExpression* assignment);
  bool isModuleParameter(ast::Node* node, std::u16string_view name);

  // --- exports.cpp: what a module exports under its own names
  void exportName(Name name, Span span);
  void exportDeclared(ast::Node* target);
  void exported(ast::Statement* s);

  // --- eval.cpp
  void enterContext();
  bool declaresOutside(const ast::Function* function) const;
  void declareOutside(ast::Function* function);
  bool lexicalAround(Name name);
  void declareEvalVariables(Scope* scope);
  void evalScope(ast::CallExpression* call);
  void seenByEval(Binding* binding, uint32_t offset);
  // --- code_uses.cpp
  void noteCodeUse(ast::Identifier* name);
  void noteCodeUse(ast::MemberExpression* access);
  void noteHarmless(ast::Expression* e);
  void noteCodeCall(ast::Expression* callee, std::span<ast::Expression*> arguments);
  // --- code_texts.cpp
  struct TextTaker;
  bool isUnshadowed(const ast::Node* node, std::u16string_view name);
  TextTaker textTaker(ast::Expression* callee);
  bool noteCodeText(ast::Expression* callee, std::span<ast::Expression*> arguments, bool direct_eval);
  // --- intl_uses.cpp
  void noteIntlUse(ast::Identifier* name);
  void noteIntlUse(ast::MemberExpression* access);
  void noteIntlCall(ast::Expression* callee, std::span<ast::Expression*> arguments);

  // --- storage.cpp
  void decideStorage();
  bool isGlobal(const Binding* binding) const;

  struct Label {
    Name name;                  // null: an unlabelled loop or switch
    ast::Statement* statement;  // what `break` targets
    ast::Statement* loop;       // what `continue` targets, null for blocks and switch
  };
  // Facts about a binding that the storage decision needs.
  struct Uses {
    uint32_t assignments = 0;  // apart from the initialisation
    uint32_t initializations = 0;
    uint32_t last_initialization = 0;  // source offset
    bool initialised_in_loop = false;
    bool captured_early = false;  // by a closure made before the variable has its value
    bool multiple_declarations = false;
  };

  ast::Program* program_;
  const SourceFile& file_;
  Arena& arena_;
  NameTable& names_;
  Diagnostics& diagnostics_;
  const EvalContext* context_;
  Analysis analysis_;
  std::unordered_set<const ast::Node*> harmless_;  // code_uses.cpp
  Scope* scope_ = nullptr;
  bool in_class_ = false;  // strict code although the function may be sloppy: keys, `extends`
  std::vector<ast::Function*> in_parameters_;  // functions around whose parameters are being walked
  std::vector<Scope*> in_heritage_;            // classes around whose `extends` is being walked
  ast::Function* function_ = nullptr;
  uint32_t loop_depth_ = 0;
  std::unordered_map<Name, uint8_t> reserved_;  // names.cpp
  std::unordered_set<Name> exported_;
  std::vector<Label> labels_;
  std::vector<Name> pending_labels_;
  std::vector<ast::LabeledStatement*> pending_label_nodes_;
  std::unordered_map<Scope*, std::unordered_map<Name, Binding*>> tables_;
  std::unordered_map<Scope*, std::unordered_map<Name, Binding*>> private_tables_;
  std::unordered_map<Binding*, Uses> uses_;
  std::unordered_map<Binding*, ast::Function*> candidates_;  // initialised once with this closure
  // Per function: source offset at which its closure is made; 0 for hoisted declarations.
  std::unordered_map<ast::Function*, uint32_t> created_at_;
  std::unordered_map<ast::Function*, Scope*> created_in_;
};

}  // namespace kiln::sema
