// Builds the IR of one function. One method per construct, grouped by file: ssa.cpp, variables.cpp,
// functions.cpp, expressions.cpp, operators.cpp, members.cpp, calls.cpp, literals.cpp, assignments.cpp,
// destructuring.cpp, statements.cpp, loops.cpp, disposal.cpp, exceptions.cpp, classes.cpp, coroutines.cpp.
#pragma once
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ir/build/program_builder.h"

namespace kiln::ir {

// A variable in SSA construction: a binding's value, a binding's box, or a temporary of the builder.
struct Slot {
  Rep rep = Rep::Value;
};

// Why control leaves a construct before its end.
struct Exit {
  enum class Kind { Break, Continue, Return } kind;
  const ast::Statement* target = nullptr;  // Break, Continue
  Instr* value = nullptr;                  // Return
};

// How errors name what is destructured: by its source text, by its value (parameters), or as a part of an
// outer pattern.
struct Subject {
  enum class Kind { Part, Value, Named } kind = Kind::Part;
  std::string text{};
};

class FunctionBuilder {
 public:
  FunctionBuilder(ProgramBuilder& program, ModuleContext& module, Function& function, ast::Function* source);

  void buildFunction();  // body of an ordinary function
  void buildModuleBody();
  void buildModuleInstantiation();
  void buildScriptBody();
  void buildEvalBody();
  void buildDefaultConstructor(ast::Class* definition);
  void buildFieldInitializer(ast::Class* definition, bool is_static);

  Instr* readResolved(const modules::ResolvedImport* import);

 private:
  void linkImport(const modules::ResolvedImport* import);
  template <typename Visit>
  void eachImport(Visit visit);  // what the module imports or re-exports
  bool instantiatedBefore(const sema::Binding* binding) const;
  void addPrivateMethods(ast::Class* definition, Instr* object, bool is_static);
  void placeFirstRead(ast::Expression* e, Span statement);
  void nameAssigned(ast::AssignmentExpression* e);
  void nameFrame(ast::Function* f, std::u16string_view owner, const ast::PropertyKey& key);
  void setHome(Instr* closure, ast::Function* function, Instr* home);
  void requireNew(const Atom* name);

  // --- ssa.cpp: emission and SSA construction (Braun et al., Simple and Efficient Construction of SSA Form,
  // 2013)
  Instr* emit(Opcode op, Type type, std::vector<Instr*> operands = {}, int64_t imm = 0);
  Instr* emitAtom(Opcode op, Type type, std::vector<Instr*> operands, const Atom* atom);
  Instr* helper(HelperId id, std::vector<Instr*> operands);
  Block* newBlock(bool sealed);
  void seal(Block* block);
  void startBlock(Block* block) { block_ = block; }
  void addEdge(Block* from, Block* to);
  void jump(Block* target);
  void branch(Instr* condition, Block* then, Block* otherwise);
  void terminate(Instr* last);  // after return/unreachable: what follows is dead code
  void write(Slot* slot, Instr* value) { definitions_[block_][slot] = value; }
  Instr* read(Slot* slot) { return readIn(block_, slot); }
  Instr* readIn(Block* block, Slot* slot);
  Instr* addPhiOperands(Block* block, Slot* slot, Instr* phi);
  Slot* newSlot(Rep rep);
  Instr* boxed(Instr* value);
  Instr* toBool(Instr* value);
  Instr* constInt(int32_t value);
  Instr* constDouble(double value);
  Instr* constBool(bool value);
  Instr* constString(Name text);
  Instr* constAtom(const Atom* atom);
  Instr* undefined();
  Instr* empty();
  Instr* keyValue(const Atom* name);  // property key as a Value: index number or string
  Instr* staticRef(StaticRef ref);
  const Atom* atom(Name name) {
    return name == nullptr ? program_.out.atom(u"") : program_.out.atom(name->text);
  }
  void at(Span span) { loc_ = SourceLoc{span.begin}; }
  void unsupported(Span span, const char* what);

  // --- variables.cpp
  Instr* readBinding(sema::Binding* binding, bool check_tdz, Name name);
  void initializeBinding(sema::Binding* binding, Instr* value);
  void assignBinding(sema::Binding* binding, Instr* value, bool check_tdz, Name name);
  Instr* rawBinding(sema::Binding* binding);  // SSA value or box of an own or captured binding
  Slot* slotOf(sema::Binding* binding);
  int captureIndex(sema::Binding* binding);
  bool isOwn(sema::Binding* binding);
  static bool isGlobal(const sema::Binding* binding);
  void enterScope(sema::Scope* scope);
  // scripts.cpp
  void instantiateGlobals(sema::Scope* scope, bool deletable);
  sema::Scope* enterTopLevel();
  void statementsWithValue();
  void instantiateEvalVariables(sema::Scope* scope);
  void provideEvalVariables(sema::Scope* scope);
  void declareBinding(sema::Binding* binding);
  void instantiateFunctions(sema::Scope* scope);
  Instr* closure(ast::Function* function, std::vector<std::pair<size_t, sema::Binding*>>* pending = nullptr);
  Instr* readIdentifier(ast::Identifier* identifier, bool for_typeof = false);
  Instr* thisValue(sema::Binding* binding, Span span);

  // --- functions.cpp
  void prologue();
  void bindParameters();
  void finishBody();
  void emitReturn(Instr* value);

  // --- expressions
  Instr* expression(ast::Expression* e);  // any representation
  Instr* value(ast::Expression* e) { return boxed(expression(e)); }
  void condition(ast::Expression* e, Block* yes, Block* no);
  Instr* unary(ast::UnaryExpression* e);
  Instr* update(ast::UpdateExpression* e);
  Instr* binary(ast::BinaryExpression* e);
  Instr* binaryOp(ast::BinaryOp op, Instr* left, Instr* right);
  Instr* logical(ast::LogicalExpression* e);
  Instr* conditional(ast::ConditionalExpression* e);
  Instr* assignment(ast::AssignmentExpression* e);
  Instr* templateLiteral(ast::TemplateLiteral* e);
  Instr* taggedTemplate(ast::TaggedTemplate* e);
  Instr* array(ast::ArrayExpression* e);
  Instr* object(ast::ObjectExpression* e);
  Instr* chain(ast::ChainExpression* e);
  Instr* yieldExpression(ast::YieldExpression* e);
  Instr* yieldDelegate(ast::YieldExpression* e);
  void awaitReturned(Slot* received_mode, Slot* received, Block* loop);
  Instr* await(Instr* value);
  std::pair<Block*, Block*> branchOnMode(Instr* resumed, abi::ResumeMode wanted);
  Instr* suspend(SuspendKind kind, Instr* value);  // handles the resume mode; result: the sent value
  Instr* classDefinition(ast::Class* definition);
  Instr* privateName(const ast::Class* definition, const sema::Binding* binding);

  // --- members.cpp
  struct Reference {  // evaluated target of an assignment or call
    // Dynamic: a name inside `with`; `object` is the object that has it, empty if none does.
    enum class Kind { Binding, Global, Dynamic, Property, Element, Super, Private, Invalid } kind;
    ast::Identifier* identifier = nullptr;
    Instr* object = nullptr;
    Instr* key = nullptr;        // Element, Super: property key or value; Private: the name
    const Atom* name = nullptr;  // Property, Global; Super: nullptr when it is computed
    Instr* receiver = nullptr;   // Super
    sema::Binding* private_name = nullptr;
    Span span;
  };
  Reference reference(ast::Node* target);
  ast::Identifier* asReference(ast::BindingIdentifier* name);
  Instr* withObjectOf(std::span<sema::Binding*> objects, const Atom* name);
  // In a block of its own each: what is done when `object` has the name, and when it has not.
  template <typename Found, typename NotFound>
  void ifFound(Instr* object, Found found, NotFound not_found);
  void withStatement(ast::WithStatement* s);
  Reference memberReference(ast::MemberExpression* e, Instr* object);
  Instr* getReference(const Reference& ref);
  // §7.3.31 PrivateGet, §7.3.32 PrivateSet
  Instr* privateGet(const Reference& ref);
  void privateSet(const Reference& ref, Instr* value);
  template <typename Known, typename Unknown>
  void ifPrivateMember(const Reference& ref, Known known, Unknown unknown);
  sema::Binding* privateFunction(sema::Binding* name, ast::FunctionKind kind);
  void initializeFields(ast::Class* definition, Instr* object);
  void putReference(const Reference& ref, Instr* value);
  Instr* propertyKey(const ast::PropertyKey& key);  // ToPropertyKey'd value for definitions
  Instr* member(ast::MemberExpression* e);
  Instr* getMember(Instr* object, ast::MemberExpression* e);
  std::string render(ast::Expression* e);  // how error messages name it
  std::string rendering(ast::Expression* e);
  template <typename Operation>
  std::string renderChain(Operation* e);
  std::string renderIterated(ast::Expression* e, bool is_await = false);
  std::string renderDelegate(ast::Expression* e, bool is_async);
  Instr* iterated(ast::Expression* e);  // its value: an error of a call says that it is iterated
  static bool asIndex(std::u16string_view text, uint32_t* index);
  bool strict() const;

  // --- calls.cpp
  Instr* call(ast::CallExpression* e);
  Instr* callWith(Instr* callee, Instr* this_value, std::span<ast::Expression*> arguments,
                  const Atom* rendering, Span position);
  Instr* knownCall(ast::CallExpression* e, ast::Function* callee, ast::Identifier* name);
  Instr* newExpression(ast::NewExpression* e);
  // eval_calls.cpp
  Instr* directEval(ast::CallExpression* e, Instr* callee, Instr* this_value, Span position);
  Instr* evalScope(ast::CallExpression* e);
  std::u16string evalDescription(ast::CallExpression* e);
  Instr* superCall(ast::SuperCall* e);
  Instr* argumentsArray(std::span<ast::Expression*> arguments);
  // The items of the spread argument behind which there are no others, as the helpers …_spread_last take them; null for other
  // lists of arguments. `before`: the arguments in front of it.
  Instr* lastSpread(std::span<ast::Expression*> arguments, std::vector<Instr*>* before);
  // What an error calls the source of a spread.
  std::string spreadRendering(ast::Expression* source, bool is_argument, bool last_argument);
  void pushSpread(Instr* list, ast::Expression* source, bool is_argument, bool last_argument);
  bool moduleCall(ast::CallExpression* e, Instr** result);  // require("x"), internalBinding("x")
  Instr* pack(std::vector<Instr*> values) {
    return emit(Opcode::Pack, Type::of(Rep::Pointer), std::move(values));
  }

  // --- destructuring.cpp
  enum class BindMode { Initialize, Assign };
  void nameByKey(ast::Expression* source, Instr* v, Instr* key, int32_t prefix);
  Subject subjectOf(ast::Expression* source, const ast::Node* target);
  Subject partOf(const ast::PatternElement& element, const Subject& subject);
  void bindTarget(ast::Node* target, Instr* value, BindMode mode, const Subject& subject = {});
  void bindElement(const ast::PatternElement& element, Instr* value, BindMode mode,
                   const Subject& subject = {});
  void arrayPattern(ast::ArrayPattern* pattern, Instr* value, BindMode mode, const Subject& subject);
  void objectPattern(ast::ObjectPattern* pattern, Instr* value, BindMode mode, const Subject& subject);
  Instr* withDefault(Instr* value, ast::Expression* initializer, const Atom* name);

  // --- statements
  void statement(ast::Statement* s);
  void completes(Instr* value);
  void statements(std::span<ast::Statement*> list);
  void scopeBody(std::span<ast::Statement*> list);
  // --- disposal.cpp
  void disposing(bool is_async, const std::function<void()>& body);
  void dispose(Instr* list, bool is_async);
  void variableDeclaration(ast::VariableDeclaration* s);
  void ifStatement(ast::IfStatement* s);
  void switchStatement(ast::SwitchStatement* s);
  void labeled(ast::LabeledStatement* s);
  void forStatement(ast::ForStatement* s);
  void forLoop(ast::ForStatement* s);
  void forIn(ast::ForInStatement* s);
  void forOf(ast::ForOfStatement* s);
  void whileStatement(ast::WhileStatement* s);
  void doWhile(ast::DoWhileStatement* s);
  void loopBody(ast::Statement* s, ast::Statement* body, Block* break_target, Block* continue_target);
  void bindForHead(ast::Node* left, Instr* value);
  void tryStatement(ast::TryStatement* s);
  void tryCatch(ast::TryStatement* s);
  // Runs `body` so that what it throws reaches `on_throw(exception)`, which must not fall through.
  template <typename Body, typename OnThrow>
  void guarded(Body body, OnThrow on_throw);
  // Runs `body`, then `finalizer` whichever way control leaves it; on_throw(exception) is called in between.
  template <typename Body, typename OnThrow, typename Finalizer>
  void finally(Body body, OnThrow on_throw, Finalizer finalizer);
  void throwValue(Instr* value, HelperId how = HelperId::rethrow);
  void leave(Exit exit, size_t depth);

  // What `leave` meets on its way out.
  struct Context {
    enum class Kind { Loop, Label, Iterator, Finally } kind;
    const ast::Statement* statement = nullptr;  // Loop, Label
    Block* break_target = nullptr;
    Block* continue_target = nullptr;
    Instr* iterator = nullptr;     // Iterator: closed when left early
    Instr* next_method = nullptr;  // … for-of: with these
    Slot* index = nullptr;
    bool is_async = false;
    Block* outer_handler = nullptr;  // unwind target outside
    // Finally
    Block* entry = nullptr;
    Slot *selector = nullptr, *saved = nullptr;
    std::vector<Exit>* exits = nullptr;
  };

  ProgramBuilder& program_;
  ModuleContext& module_;
  Function& function_;
  ast::Function* source_;
  Block* block_ = nullptr;
  Block* handler_ = nullptr;  // where throwing instructions unwind to
  SourceLoc loc_;
  const ast::Identifier* first_read_ = nullptr;
  Span first_read_place_;
  std::unordered_map<Block*, std::unordered_map<Slot*, Instr*>> definitions_;
  std::unordered_map<Block*, std::vector<std::pair<Slot*, Instr*>>> incomplete_;
  std::unordered_map<Block*, bool> sealed_;
  std::unordered_map<Block*, std::ptrdiff_t> phi_counts_;
  std::unordered_map<sema::Binding*, Slot*> slots_;
  std::unordered_map<sema::Binding*, int> capture_index_;
  std::deque<Slot> slot_storage_;
  std::vector<Context> contexts_;
  std::vector<Instr*> disposables_;      // what the `using` declarations of the scopes around hold
  ast::Expression* iterated_ = nullptr;  // a call whose result is iterated
  bool nameless_ = false;                // where error messages do not name expressions
  Block* chain_exit_ = nullptr;          // where `?.` of the enclosing chain goes when nullish
  Slot* chain_result_ = nullptr;
  Instr* this_ = nullptr;
  Slot* completion_ = nullptr;  // evaluated code: the value of the last statement that had one
};

}  // namespace kiln::ir
