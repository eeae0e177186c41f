// §14: declarations, blocks, if, switch, labels, jumps.
#include "ir/build/function_builder.h"
#include "ir/build/with.h"

namespace kiln::ir {

using ast::NodeKind;

void FunctionBuilder::statements(std::span<ast::Statement*> list) {
  for (ast::Statement* s : list) statement(s);
}

void FunctionBuilder::completes(Instr* v) {
  if (completion_ != nullptr) write(completion_, boxed(v));
}

// §14: statements with others inside have the value undefined unless those give one.
static bool startsWithoutValue(const ast::Statement* s) {
  switch (s->kind) {
    case NodeKind::IfStatement:
    case NodeKind::ForStatement:
    case NodeKind::ForInStatement:
    case NodeKind::ForOfStatement:
    case NodeKind::WhileStatement:
    case NodeKind::DoWhileStatement:
    case NodeKind::SwitchStatement:
    case NodeKind::TryStatement:
    case NodeKind::WithStatement:
      return true;
    default:
      return false;
  }
}

void FunctionBuilder::statement(ast::Statement* s) {
  if (completion_ != nullptr && startsWithoutValue(s)) completes(undefined());
  switch (s->kind) {
    case NodeKind::VariableDeclaration:
      return variableDeclaration(static_cast<ast::VariableDeclaration*>(s));
    case NodeKind::FunctionDeclaration: {
      auto* declaration = static_cast<ast::FunctionDeclaration*>(s);
      if (declaration->annex_b_var != nullptr) {
        program_.functionFor(declaration->function, module_)->escapes = true;
        initializeBinding(declaration->annex_b_var, readBinding(declaration->binding, false, nullptr));
      }
      return;
    }
    case NodeKind::ClassDeclaration: {
      auto* declaration = static_cast<ast::ClassDeclaration*>(s);
      Instr* v = classDefinition(declaration->definition);
      if (declaration->id != nullptr) initializeBinding(declaration->id->binding, v);
      return;
    }
    case NodeKind::ExpressionStatement:
      completes(expression(static_cast<ast::ExpressionStatement*>(s)->expression));
      return;
    case NodeKind::BlockStatement: {
      auto* block = static_cast<ast::BlockStatement*>(s);
      enterScope(block->scope);
      return scopeBody(block->body);
    }
    case NodeKind::EmptyStatement:
    case NodeKind::DebuggerStatement:
    case NodeKind::ImportDeclaration:
    case NodeKind::ExportNamed:
    case NodeKind::ExportAll:
      return;
    case NodeKind::IfStatement:
      return ifStatement(static_cast<ast::IfStatement*>(s));
    case NodeKind::ForStatement:
      return forStatement(static_cast<ast::ForStatement*>(s));
    case NodeKind::ForInStatement:
      return forIn(static_cast<ast::ForInStatement*>(s));
    case NodeKind::ForOfStatement:
      return forOf(static_cast<ast::ForOfStatement*>(s));
    case NodeKind::WhileStatement:
      return whileStatement(static_cast<ast::WhileStatement*>(s));
    case NodeKind::DoWhileStatement:
      return doWhile(static_cast<ast::DoWhileStatement*>(s));
    case NodeKind::ContinueStatement:
      at(s->span);
      return leave({Exit::Kind::Continue, static_cast<ast::ContinueStatement*>(s)->target, nullptr},
                   contexts_.size());
    case NodeKind::BreakStatement:
      at(s->span);
      return leave({Exit::Kind::Break, static_cast<ast::BreakStatement*>(s)->target, nullptr},
                   contexts_.size());
    case NodeKind::ReturnStatement: {
      auto* ret = static_cast<ast::ReturnStatement*>(s);
      if (ret->argument != nullptr) placeFirstRead(ret->argument, s->span);
      Instr* v = ret->argument == nullptr ? undefined() : value(ret->argument);
      at(s->span);
      // §14.10.1: only an operand is awaited.
      if (function_.kind == FunctionKind::AsyncGenerator && ret->argument != nullptr) v = await(v);
      return leave({Exit::Kind::Return, nullptr, v}, contexts_.size());
    }
    case NodeKind::ThrowStatement: {
      placeFirstRead(static_cast<ast::ThrowStatement*>(s)->argument, s->span);
      Instr* v = value(static_cast<ast::ThrowStatement*>(s)->argument);
      at(s->span);
      return throwValue(v, HelperId::throw_value);
    }
    case NodeKind::SwitchStatement:
      return switchStatement(static_cast<ast::SwitchStatement*>(s));
    case NodeKind::TryStatement:
      return tryStatement(static_cast<ast::TryStatement*>(s));
    case NodeKind::WithStatement:
      return withStatement(static_cast<ast::WithStatement*>(s));
    case NodeKind::LabeledStatement:
      return labeled(static_cast<ast::LabeledStatement*>(s));
    case NodeKind::ExportDeclaration:
      return statement(static_cast<ast::ExportDeclaration*>(s)->declaration);
    case NodeKind::ExportDefault: {
      auto* exported = static_cast<ast::ExportDefault*>(s);
      if (exported->expression != nullptr) {
        initializeBinding(exported->binding, value(exported->expression));
      } else if (auto* definition = ast::as<ast::ClassDeclaration>(exported->declaration)) {
        Instr* v = classDefinition(definition->definition);
        initializeBinding(definition->id != nullptr ? definition->id->binding : exported->binding, v);
      }
      return;
    }
    default:
      return unsupported(s->span, "this statement is not supported");
  }
}

void FunctionBuilder::variableDeclaration(ast::VariableDeclaration* s) {
  bool is_async = s->declaration == ast::DeclarationKind::AwaitUsing;
  bool disposes = is_async || s->declaration == ast::DeclarationKind::Using;
  for (const ast::Declarator& declarator : s->declarators) {
    if (disposes) {
      Instr* v = value(declarator.initializer);
      at(declarator.span);
      helper(HelperId::dispose_add, {disposables_.back(), v, constBool(is_async)});
      bindTarget(declarator.target, v, BindMode::Initialize);
      continue;
    }
    if (declarator.initializer == nullptr) {
      if (s->declaration == ast::DeclarationKind::Var) continue;
      bindTarget(declarator.target, undefined(), BindMode::Initialize);
      continue;
    }
    // §14.3.2.1: the variable is looked up before its initializer is evaluated.
    auto* name = ast::as<ast::BindingIdentifier>(declarator.target);
    if (name != nullptr && (!name->with_objects.empty() || name->binding == nullptr)) {
      Reference variable = reference(asReference(name));
      Instr* v = value(declarator.initializer);
      at(name->span);
      putReference(variable, v);
      continue;
    }
    bool list = ast::is<ast::ArrayPattern>(declarator.target);
    Instr* v = list ? iterated(declarator.initializer) : value(declarator.initializer);
    bindTarget(declarator.target, v, BindMode::Initialize,
               subjectOf(declarator.initializer, declarator.target));
  }
}

// A global that is the first thing a statement reads: V8 says the statement's place when it is not defined.
void FunctionBuilder::placeFirstRead(ast::Expression* e, Span statement) {
  while (true) {
    if (auto* member = ast::as<ast::MemberExpression>(e))
      e = member->object;
    else if (auto* call = ast::as<ast::CallExpression>(e))
      e = call->callee;
    else if (auto* binary = ast::as<ast::BinaryExpression>(e))
      e = binary->left;
    else if (auto* logical = ast::as<ast::LogicalExpression>(e))
      e = logical->left;
    else if (auto* conditional = ast::as<ast::ConditionalExpression>(e))
      e = conditional->test;
    else
      break;
  }
  first_read_ = ast::as<ast::Identifier>(e);
  first_read_place_ = statement;
}

void FunctionBuilder::ifStatement(ast::IfStatement* s) {
  // else-if chains are walked without recursion.
  Block* out = newBlock(false);
  ast::Statement* rest = s;
  while (auto* test = ast::as<ast::IfStatement>(rest)) {
    Block* yes = newBlock(false);
    Block* no = newBlock(false);
    placeFirstRead(test->test, test->span);
    condition(test->test, yes, no);
    seal(yes);
    seal(no);
    startBlock(yes);
    statement(test->consequent);
    jump(out);
    startBlock(no);
    rest = test->alternate;
  }
  if (rest != nullptr) statement(rest);
  jump(out);
  seal(out);
  startBlock(out);
}

void FunctionBuilder::switchStatement(ast::SwitchStatement* s) {
  Instr* subject = value(s->discriminant);
  enterScope(s->scope);
  Block* out = newBlock(false);
  Context context;
  context.kind = Context::Kind::Label;
  context.statement = s;
  context.break_target = out;
  contexts_.push_back(context);
  std::vector<Block*> bodies;
  for (size_t i = 0; i < s->cases.size(); ++i) bodies.push_back(newBlock(false));
  Block* fallback = out;
  for (size_t i = 0; i < s->cases.size(); ++i) {
    ast::SwitchCase* c = s->cases[i];
    if (c->test == nullptr) {
      fallback = bodies[i];
      continue;
    }
    Instr* test = value(c->test);
    at(c->span);
    Instr* equal = emit(Opcode::StrictEq, Type::of(Rep::Bool), {subject, test});
    Block* next = newBlock(false);
    branch(equal, bodies[i], next);
    seal(next);
    startBlock(next);
  }
  jump(fallback);
  for (size_t i = 0; i < s->cases.size(); ++i) {
    // Entered from its test and by falling out of the case before.
    if (i > 0) jump(bodies[i]);
    seal(bodies[i]);
    startBlock(bodies[i]);
    statements(s->cases[i]->body);
  }
  if (!s->cases.empty()) jump(out);
  contexts_.pop_back();
  seal(out);
  startBlock(out);
}

void FunctionBuilder::labeled(ast::LabeledStatement* s) {
  Block* out = newBlock(false);
  Context context;
  context.kind = Context::Kind::Label;
  context.statement = s;
  context.break_target = out;
  contexts_.push_back(context);
  statement(s->body);
  contexts_.pop_back();
  jump(out);
  seal(out);
  startBlock(out);
}

// Control goes to the exit's target through everything in between: iterators are closed, finally blocks run.
void FunctionBuilder::leave(Exit exit, size_t depth) {
  Block* saved_handler = handler_;
  while (depth > 0) {
    Context& context = contexts_[depth - 1];
    switch (context.kind) {
      case Context::Kind::Loop:
      case Context::Kind::Label:
        if (exit.kind != Exit::Kind::Return && context.statement == exit.target &&
            (exit.kind == Exit::Kind::Break ? context.break_target : context.continue_target) != nullptr) {
          jump(exit.kind == Exit::Kind::Break ? context.break_target : context.continue_target);
          terminate(nullptr);
          handler_ = saved_handler;
          return;
        }
        break;
      case Context::Kind::Iterator: {
        handler_ = context.outer_handler;
        size_t inner = depth;
        // Closing may suspend or throw: it belongs to the constructs around the loop.
        std::vector<Context> kept(contexts_.begin() + static_cast<std::ptrdiff_t>(inner) - 1,
                                  contexts_.end());
        Instr* iterator = context.iterator;
        Instr* next_method = context.next_method;
        Slot* index = context.index;
        bool is_async = context.is_async;
        contexts_.resize(inner - 1);
        if (is_async) {
          Instr* promise = helper(HelperId::async_iterator_close, {iterator});
          Block* has = newBlock(false);
          Block* out = newBlock(false);
          branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {promise}), out, has);
          seal(has);
          startBlock(has);
          Instr* result = await(promise);
          helper(HelperId::check_iterator_result, {result});
          jump(out);
          seal(out);
          startBlock(out);
        } else if (index != nullptr) {
          helper(HelperId::iteration_close, {iterator, next_method, read(index)});
        } else {
          helper(HelperId::iterator_close, {iterator});
        }
        contexts_.insert(contexts_.end(), kept.begin(), kept.end());
        break;
      }
      case Context::Kind::Finally:
        if (exit.kind == Exit::Kind::Return) write(context.saved, boxed(exit.value));
        context.exits->push_back(exit);
        write(context.selector, constInt(static_cast<int32_t>(context.exits->size()) + 1));
        jump(context.entry);
        terminate(nullptr);
        handler_ = saved_handler;
        return;
    }
    --depth;
  }
  handler_ = nullptr;
  emitReturn(exit.value);
  handler_ = saved_handler;
}

}  // namespace kiln::ir
