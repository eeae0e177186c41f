#include <utility>

#include "frontend/syntax/converter.h"

namespace kiln::syntax {

std::span<ast::Statement*> Converter::statements(TSNode node) {
  std::vector<ast::Statement*> list;
  std::vector<TSNode> parts = named(node);
  for (size_t i = 0; i < parts.size(); ++i) {
    uint32_t begin = ts_node_start_byte(parts[i]);
    if (is(parts[i], "empty_statement") && masked_.labels.contains(begin)) {
      std::string_view rest = file_.text().substr(begin);
      auto end = static_cast<uint32_t>(begin + rest.find_first_of(": \t\r\n/"));
      if (i + 1 == parts.size())
        fail(DiagnosticKind::UnexpectedToken, {span(node).end - 1, span(node).end}, {"token '}'"});
      list.push_back(labelled(parts[i], {begin, end}, parts[i + 1]));
      ++i;
    } else {
      list.push_back(statement(parts[i]));
    }
  }
  return arena_.copy(list);
}

ast::BlockStatement* Converter::block(TSNode node) {
  auto* b = make<ast::BlockStatement>(node);
  b->body = statements(node);
  return b;
}

// `let` and `using` look like `var`; see mask.h.
ast::DeclarationKind Converter::declarationKind(uint32_t begin) const {
  std::string_view source = file_.text().substr(begin);
  if (source.starts_with("let")) return ast::DeclarationKind::Let;
  if (source.starts_with("const")) return ast::DeclarationKind::Const;
  if (source.starts_with("using")) return ast::DeclarationKind::Using;
  return source.starts_with("await") ? ast::DeclarationKind::AwaitUsing : ast::DeclarationKind::Var;
}

ast::VariableDeclaration* Converter::declaration(TSNode node) {
  auto* d = make<ast::VariableDeclaration>(node);
  d->declaration = declarationKind(d->span.begin);
  std::vector<ast::Declarator> declarators;
  for (TSNode child : named(node)) {
    if (!is(child, "variable_declarator")) continue;
    ast::Declarator declarator{span(child), bindingTarget(field(child, "name")), nullptr};
    if (TSNode v = field(child, "value"); !none(v)) {
      declarator.initializer = expression(v);
      if (auto* identifier = ast::as<ast::BindingIdentifier>(declarator.target))
        nameFunction(declarator.initializer, identifier->name);
    } else if (d->declaration == ast::DeclarationKind::Const) {
      fail(DiagnosticKind::InvalidDeclaration, span(child), {"a 'const' declaration needs a value"});
    } else if (!ast::is<ast::BindingIdentifier>(declarator.target)) {
      fail(DiagnosticKind::InvalidDeclaration, span(child), {"a destructuring declaration needs a value"});
    }
    declarators.push_back(declarator);
  }
  d->declarators = arena_.copy(declarators);
  checkUsing(d, node);
  return d;
}

// What `using` and `await using` declarations may not be.
void Converter::checkUsing(ast::VariableDeclaration* d, TSNode node) {
  bool is_await = d->declaration == ast::DeclarationKind::AwaitUsing;
  if (!is_await && d->declaration != ast::DeclarationKind::Using) return;
  std::string_view parent = type(ts_node_parent(node));
  Span keyword{d->span.begin, d->span.begin + 5};
  if (is_await && atModuleLevel())
    top_level_await_ = true;
  else if (is_await && !function_->is_async)
    fail(DiagnosticKind::IllegalAwait, keyword,
         {"'await using' is only valid in async functions and at the top level of modules"});
  if (parent == "program" && is(node, "variable_declaration") && goal_ == ast::Goal::Script)
    fail(DiagnosticKind::InvalidDeclaration, keyword,
         {"'using' is not allowed at the top level of a script"});
  if (parent == "switch_case" || parent == "switch_default")
    fail(DiagnosticKind::InvalidDeclaration, keyword, {"'using' needs a block of its own in a 'case'"});
  for (const ast::Declarator& declarator : d->declarators) {
    if (!ast::is<ast::BindingIdentifier>(declarator.target))
      fail(DiagnosticKind::InvalidDeclaration, declarator.span, {"'using' declares names, not patterns"});
    if (declarator.initializer == nullptr && !is(node, "for_in_statement"))
      fail(DiagnosticKind::InvalidDeclaration, declarator.span, {"a 'using' declaration needs a value"});
  }
}

// §14.7.4: what a `for (…;…;…)` begins with has no `in` but in parentheses and brackets.
void Converter::checkNoIn(ast::Node* init) {
  if (init == nullptr || init->parenthesized) return;
  if (auto* d = ast::as<ast::VariableDeclaration>(init)) {
    for (ast::Declarator& declarator : d->declarators) checkNoIn(declarator.initializer);
  } else if (auto* binary = ast::as<ast::BinaryExpression>(init)) {
    if (binary->op == ast::BinaryOp::In)
      fail(DiagnosticKind::UnexpectedToken, binary->span, {"'in' here: it needs parentheses"});
    checkNoIn(binary->left);
    checkNoIn(binary->right);
  } else if (ast::is<ast::PrivateIn>(init)) {
    fail(DiagnosticKind::UnexpectedToken, init->span, {"'in' here: it needs parentheses"});
  } else if (auto* logical = ast::as<ast::LogicalExpression>(init)) {
    checkNoIn(logical->left);
    checkNoIn(logical->right);
  } else if (auto* assignment = ast::as<ast::AssignmentExpression>(init)) {
    checkNoIn(assignment->value);
  } else if (auto* choice = ast::as<ast::ConditionalExpression>(init)) {
    checkNoIn(choice->test);
    checkNoIn(choice->alternate);
  } else if (auto* several = ast::as<ast::SequenceExpression>(init)) {
    for (ast::Expression* e : several->expressions) checkNoIn(e);
  } else if (auto* yield = ast::as<ast::YieldExpression>(init)) {
    checkNoIn(yield->argument);
  } else if (auto* f = ast::as<ast::FunctionExpression>(init)) {
    if (f->function->function_kind == ast::FunctionKind::Arrow) checkNoIn(f->function->expression);
  }
}

ast::Statement* Converter::forIn(TSNode node) {
  bool of = text(field(node, "operator")) == "of";
  ast::Node* left;
  TSNode kind = field(node, "kind"), target = field(node, "left");
  bool is_await = false;
  for (TSNode child : children(node)) {
    if (is(child, "await")) is_await = true;
    if (is(child, "(")) break;
  }
  if (!none(kind)) {
    auto* d = make<ast::VariableDeclaration>(target);
    d->span.begin = ts_node_start_byte(kind);
    d->declaration = declarationKind(d->span.begin);
    ast::Declarator declarator{span(target), bindingTarget(target), nullptr};
    if (TSNode v = field(node, "value"); !none(v)) declarator.initializer = expression(v);
    // §B.3.5: only `for (var x = 1 in o)` of sloppy code.
    bool legacy = !of && !strict_ && d->declaration == ast::DeclarationKind::Var &&
                  ast::is<ast::BindingIdentifier>(declarator.target);
    if (declarator.initializer != nullptr && !legacy)
      fail(DiagnosticKind::InvalidDeclaration, declarator.span,
           {"the variable of this loop may not have an initializer"});
    d->declarators = arena_.copy(std::vector<ast::Declarator>{declarator});
    checkUsing(d, node);
    bool disposes =
        d->declaration == ast::DeclarationKind::Using || d->declaration == ast::DeclarationKind::AwaitUsing;
    if (disposes && !of)
      fail(DiagnosticKind::InvalidDeclaration, d->span, {"'using' is not allowed in a for-in loop"});
    left = d;
  } else {
    left = assignmentTarget(target);
    std::string_view head = text(target);
    bool lets = head == "let" || head.starts_with("let.") || head.starts_with("let ");
    if (of && !left->parenthesized && (lets || (head == "async" && !is_await)))
      fail(DiagnosticKind::InvalidTarget, span(target),
           {"a for-of loop may not start with '" + std::string(lets ? "let" : "async") + "'"});
  }
  if (!of && is_await) fail(DiagnosticKind::UnexpectedToken, span(field(node, "operator")), {"token 'in'"});
  if (is_await && !function_->is_async && !atModuleLevel())
    fail(DiagnosticKind::IllegalAwait, span(node),
         {"'for await' is only valid in async functions and at the top level of modules"});
  if (of) {
    auto* s = make<ast::ForOfStatement>(node);
    s->left = left;
    s->right = expression(field(node, "right"));
    if (ast::is<ast::SequenceExpression>(s->right) && !s->right->parenthesized)
      fail(DiagnosticKind::UnexpectedToken, s->right->span, {"token ','"});
    s->body = substatement(field(node, "body"));
    s->is_await = is_await;
    if (is_await && atModuleLevel()) top_level_await_ = true;
    return s;
  }
  auto* s = make<ast::ForInStatement>(node);
  s->left = left;
  s->right = expression(field(node, "right"));
  s->body = substatement(field(node, "body"));
  return s;
}

// A statement where no declaration may stand. §B.3.1, §B.3.3: sloppy code may label functions and have them
// as branches of `if`.
ast::Statement* Converter::substatement(TSNode node, bool of_if) {
  ast::Statement* s = statement(node);
  ast::Statement* labelled = s;
  while (auto* label = ast::as<ast::LabeledStatement>(labelled)) labelled = label->body;
  if (auto* f = ast::as<ast::FunctionDeclaration>(labelled)) {
    bool plain = !f->function->is_async && !f->function->is_generator;
    if (!plain || strict_ || !of_if || labelled != s)
      fail(DiagnosticKind::InvalidDeclaration, labelled->span,
           {"a function may only be declared at top level or inside a block"});
  }
  if (ast::is<ast::FunctionDeclaration>(s)) {
    // §B.3.3: as if in a block.
    auto* around = make<ast::BlockStatement>(node);
    around->body = arena_.copy(std::vector<ast::Statement*>{s});
    return around;
  }
  auto* variables = ast::as<ast::VariableDeclaration>(s);
  if (ast::is<ast::ClassDeclaration>(s) ||
      (variables != nullptr && variables->declaration != ast::DeclarationKind::Var)) {
    fail(DiagnosticKind::InvalidDeclaration, s->span,
         {"a declaration cannot be the only statement here: use a block"});
  }
  return s;
}

std::span<ast::ImportAttribute> Converter::attributes(TSNode node) {
  auto found = masked_.attributes.find(ts_node_start_byte(node));
  if (found == masked_.attributes.end()) return {};
  std::vector<ast::ImportAttribute> list;
  for (const MaskedSource::Attribute& attribute : found->second) {
    char first = file_.text()[attribute.key.begin];
    bool quoted = first == '"' || first == '\'';
    Name key = quoted ? stringValue(attribute.key) : identifierName(attribute.key);
    for (const ast::ImportAttribute& other : list) {
      if (other.key == key)
        fail(DiagnosticKind::InvalidModuleItem, attribute.key, {"duplicate attribute '" + toUtf8(key) + "'"});
    }
    list.push_back({key, stringValue(attribute.value), {attribute.key.begin, attribute.value.end}});
  }
  return arena_.copy(list);
}

// A name or string in the clauses of import and export; strings look like names, see mask.h.
Name Converter::moduleExportName(TSNode node) {
  char first = text(node)[0];
  if (first != '"' && first != '\'') return identifierName(node);
  Name value = stringValue(node);
  for (size_t i = 0; i < value->text.size(); ++i) {
    char16_t unit = value->text[i];
    bool pair =
        (unit & 0xfc00) == 0xd800 && i + 1 < value->text.size() && (value->text[i + 1] & 0xfc00) == 0xdc00;
    if (pair)
      ++i;
    else if ((unit & 0xf800) == 0xd800)
      fail(DiagnosticKind::InvalidModuleItem, span(node), {"an export name may not contain lone surrogates"});
  }
  return value;
}

ast::Statement* Converter::import(TSNode node) {
  auto* s = make<ast::ImportDeclaration>(node);
  TSNode source = field(node, "source");
  s->source = stringValue(source);
  s->source_span = span(source);
  s->attributes = attributes(node);
  s->request = -1;
  std::vector<ast::ImportSpecifier> specifiers;
  auto local = [&](TSNode name) {
    auto* b = make<ast::BindingIdentifier>(name);
    b->name = identifierName(name);
    return b;
  };
  for (TSNode clause : named(node)) {
    if (!is(clause, "import_clause")) continue;
    for (TSNode part : named(clause)) {
      if (is(part, "identifier")) {
        specifiers.push_back(
            {ast::ImportSpecifier::Kind::Named, names_.intern(u"default"), span(part), local(part)});
      } else if (is(part, "namespace_import")) {
        specifiers.push_back(
            {ast::ImportSpecifier::Kind::Namespace, nullptr, span(part), local(named(part)[0])});
      } else {
        checkCommas(part);
        for (TSNode specifier : named(part)) {
          TSNode name = field(specifier, "name"), alias = field(specifier, "alias");
          bool quoted = text(name)[0] == '"' || text(name)[0] == '\'';
          if (quoted && none(alias))
            fail(DiagnosticKind::InvalidModuleItem, span(name),
                 {"an import by a string needs 'as' and a name"});
          specifiers.push_back({ast::ImportSpecifier::Kind::Named, moduleExportName(name), span(name),
                                local(none(alias) ? name : alias)});
        }
      }
    }
  }
  s->specifiers = arena_.copy(specifiers);
  return s;
}

ast::Statement* Converter::exported(TSNode node) {
  TSNode source = field(node, "source"), declared = field(node, "declaration"), v = field(node, "value");
  bool is_default = hasToken(node, "default");
  if (is_default) {
    auto* s = make<ast::ExportDefault>(node);
    Name name = names_.intern(u"default");
    if (!none(declared)) {
      s->declaration = statement(declared);
      if (!ast::is<ast::FunctionDeclaration>(s->declaration) &&
          !ast::is<ast::ClassDeclaration>(s->declaration))
        fail(DiagnosticKind::InvalidModuleItem, span(declared),
             {"only functions, classes and expressions can be exported as default"});
      if (auto* f = ast::as<ast::FunctionDeclaration>(s->declaration);
          f != nullptr && f->function->name == nullptr)
        f->function->name = name;
      if (auto* c = ast::as<ast::ClassDeclaration>(s->declaration);
          c != nullptr && c->definition->name == nullptr)
        c->definition->name = name;
      return s;
    }
    bool function_like = is(v, "function_expression") || is(v, "generator_function");
    if (function_like || is(v, "class")) {
      if (function_like) {
        auto* d = make<ast::FunctionDeclaration>(v);
        d->function = function(v, ast::FunctionKind::Normal);
        if (d->function->name == nullptr) d->function->name = name;
        s->declaration = d;
      } else {
        auto* d = make<ast::ClassDeclaration>(v);
        d->definition = classDefinition(v);
        if (d->definition->id != nullptr) {
          d->id = make<ast::BindingIdentifier>(field(v, "name"));
          d->id->name = d->definition->id->name;
        } else {
          d->definition->name = name;
        }
        s->declaration = d;
      }
      return s;
    }
    s->expression = expression(v);
    nameFunction(s->expression, name);
    return s;
  }
  if (!none(declared)) {
    auto* s = make<ast::ExportDeclaration>(node);
    s->declaration = statement(declared);
    auto* variables = ast::as<ast::VariableDeclaration>(s->declaration);
    if (variables != nullptr && (variables->declaration == ast::DeclarationKind::Using ||
                                 variables->declaration == ast::DeclarationKind::AwaitUsing))
      fail(DiagnosticKind::InvalidModuleItem, s->declaration->span,
           {"'using' declarations cannot be exported"});
    return s;
  }
  bool star = hasToken(node, "*");
  for (TSNode child : named(node)) {
    if (is(child, "namespace_export")) {
      auto* s = make<ast::ExportAll>(node);
      TSNode name = children(child).back();  // the keyword `default` is not a named node
      s->exported = moduleExportName(name);
      s->exported_span = span(name);
      s->source = stringValue(source);
      s->source_span = span(source);
      s->attributes = attributes(node);
      return s;
    }
  }
  if (star) {
    auto* s = make<ast::ExportAll>(node);
    s->source = stringValue(source);
    s->source_span = span(source);
    s->attributes = attributes(node);
    return s;
  }
  auto* s = make<ast::ExportNamed>(node);
  s->request = -1;
  if (!none(source)) {
    s->source = stringValue(source);
    s->source_span = span(source);
    s->attributes = attributes(node);
  }
  std::vector<ast::ExportSpecifier> specifiers;
  for (TSNode clause : named(node)) {
    if (!is(clause, "export_clause")) continue;
    for (TSNode specifier : named(clause)) {
      TSNode name = field(specifier, "name"), alias = field(specifier, "alias");
      if (none(alias)) alias = name;
      bool quoted = text(name)[0] == '"' || text(name)[0] == '\'';
      if (quoted && none(source))
        fail(DiagnosticKind::InvalidModuleItem, span(name),
             {"a variable is exported by its name, not by a string"});
      specifiers.push_back({moduleExportName(name), span(name), moduleExportName(alias), span(alias)});
    }
  }
  s->specifiers = arena_.copy(specifiers);
  return s;
}

ast::Statement* Converter::labelled(TSNode at, Span label, TSNode body) {
  auto* s = make<ast::LabeledStatement>(at);
  s->label = identifierName(label);
  s->body = statement(body);
  s->span.end = s->body->span.end;
  auto* f = ast::as<ast::FunctionDeclaration>(s->body);
  bool plain_function = f != nullptr && !strict_ && !f->function->is_async && !f->function->is_generator;
  auto* variables = ast::as<ast::VariableDeclaration>(s->body);
  bool lexical = variables != nullptr && variables->declaration != ast::DeclarationKind::Var;
  if (lexical || ast::is<ast::ClassDeclaration>(s->body) || (f != nullptr && !plain_function))
    fail(DiagnosticKind::InvalidDeclaration, s->body->span, {"this declaration cannot have a label"});
  return s;
}

// `export default function () {}` and the like; see mask.h.
ast::Statement* Converter::anonymousDefault(TSNode node, uint32_t begin) {
  requireModuleLevel(node);
  auto* s = make<ast::ExportDefault>(node);
  Name name = names_.intern(u"default");
  if (is(node, "class_declaration")) {
    auto* d = make<ast::ClassDeclaration>(node);
    d->definition = classDefinition(node);
    d->definition->id = nullptr;
    d->definition->name = name;
    d->span.begin = d->definition->span.begin = begin;
    s->declaration = d;
  } else {
    auto* d = make<ast::FunctionDeclaration>(node);
    d->function = function(node, ast::FunctionKind::Normal);
    d->function->id = nullptr;
    d->function->name = name;
    d->span.begin = d->function->span.begin = begin;
    s->declaration = d;
  }
  return s;
}

void Converter::requireModuleLevel(TSNode node) {
  bool top = atModuleLevel() && is(ts_node_parent(node), "program");
  if (top) return;
  fail(DiagnosticKind::InvalidModuleItem, span(node),
       {function_->function_kind == ast::FunctionKind::CommonJs
            ? "'import' and 'export' need an ES module: name the file .mjs, or set \"type\": \"module\" "
              "in package.json"
            : "'import' and 'export' may only stand at the top level of a module"});
}

ast::Statement* Converter::statement(TSNode node) {
  std::string_view t = type(node);
  if (auto it = masked_.anonymous_defaults.find(ts_node_start_byte(node));
      it != masked_.anonymous_defaults.end() && t.ends_with("_declaration"))
    return anonymousDefault(node, it->second);
  if (t == "expression_statement") {
    auto* s = make<ast::ExpressionStatement>(node);
    std::vector<TSNode> inner = named(node);
    if (inner.empty()) fail(DiagnosticKind::ExpectedToken, span(node), {"an expression"});
    startsLikeStatement(inner[0]);
    s->expression = expression(inner[0]);
    return s;
  }
  if (t == "variable_declaration" || t == "lexical_declaration" || t == "using_declaration")
    return declaration(node);
  if (t == "function_declaration" || t == "generator_function_declaration") {
    auto* s = make<ast::FunctionDeclaration>(node);
    s->function = function(node, ast::FunctionKind::Normal);
    return s;
  }
  if (t == "class_declaration") {
    auto* s = make<ast::ClassDeclaration>(node);
    s->definition = classDefinition(node);
    if (TSNode name = field(node, "name"); !none(name)) {
      s->id = make<ast::BindingIdentifier>(name);
      s->id->name = identifierName(name);
    }
    return s;
  }
  if (t == "statement_block") return block(node);
  if (t == "if_statement") {
    // else-if chains are converted without recursion.
    ast::IfStatement* first = nullptr;
    ast::IfStatement* previous = nullptr;
    TSNode at = node;
    while (true) {
      auto* s = make<ast::IfStatement>(at);
      s->test = parenthesized(field(at, "condition"));
      s->consequent = substatement(field(at, "consequence"), true);
      if (previous != nullptr)
        previous->alternate = s;
      else
        first = s;
      previous = s;
      TSNode alternative = field(at, "alternative");
      if (none(alternative)) return first;
      TSNode inner = named(alternative)[0];
      if (!is(inner, "if_statement")) {
        s->alternate = substatement(inner, true);
        return first;
      }
      at = inner;
    }
  }
  if (t == "for_statement") {
    auto* s = make<ast::ForStatement>(node);
    TSNode init = field(node, "initializer"), test = field(node, "condition"),
           update = field(node, "increment");
    if (!none(init) && !is(init, "empty_statement")) {
      if (is(init, "variable_declaration") || is(init, "lexical_declaration") ||
          is(init, "using_declaration"))
        s->init = declaration(init);
      else
        s->init = expression(is(init, "expression_statement") ? named(init)[0] : init);
    }
    checkNoIn(s->init);
    if (!none(test) && !is(test, "empty_statement") && !is(test, ";"))
      s->test = expression(is(test, "expression_statement") ? named(test)[0] : test);
    if (!none(update)) s->update = expression(update);
    s->body = substatement(field(node, "body"));
    return s;
  }
  if (t == "for_in_statement") return forIn(node);
  if (t == "while_statement") {
    auto* s = make<ast::WhileStatement>(node);
    s->test = parenthesized(field(node, "condition"));
    s->body = substatement(field(node, "body"));
    return s;
  }
  if (t == "do_statement") {
    auto* s = make<ast::DoWhileStatement>(node);
    s->body = substatement(field(node, "body"));
    s->test = parenthesized(field(node, "condition"));
    return s;
  }
  if (t == "return_statement") {
    auto* s = make<ast::ReturnStatement>(node);
    if (auto inner = named(node); !inner.empty()) s->argument = expression(inner[0]);
    return s;
  }
  if (t == "throw_statement") {
    auto* s = make<ast::ThrowStatement>(node);
    TSNode argument = named(node)[0];
    uint32_t begin = ts_node_start_byte(node);
    if (newlineBetween(begin, ts_node_start_byte(argument)))
      fail(DiagnosticKind::SyntaxError, {begin, begin + 5}, {"a line may not end after 'throw'"});
    s->argument = expression(argument);
    return s;
  }
  if (t == "break_statement") {
    auto* s = make<ast::BreakStatement>(node);
    if (TSNode label = field(node, "label"); !none(label)) s->label = identifierName(label);
    return s;
  }
  if (t == "continue_statement") {
    auto* s = make<ast::ContinueStatement>(node);
    if (TSNode label = field(node, "label"); !none(label)) s->label = identifierName(label);
    return s;
  }
  if (t == "labeled_statement") {
    return labelled(node, span(field(node, "label")), field(node, "body"));
  }
  if (t == "switch_statement") {
    auto* s = make<ast::SwitchStatement>(node);
    s->discriminant = parenthesized(field(node, "value"));
    std::vector<ast::SwitchCase*> cases;
    bool first_default = true;
    for (TSNode child : named(field(node, "body"))) {
      auto* c = make<ast::SwitchCase>(child);
      if (is(child, "switch_default") && !std::exchange(first_default, false)) {
        fail(DiagnosticKind::SyntaxError, span(child), {"a 'switch' may only have one 'default'"});
      }
      TSNode v = field(child, "value");
      if (is(child, "switch_case")) c->test = expression(v);
      std::vector<ast::Statement*> list;
      for (TSNode inner : named(child)) {
        if (!none(v) && ts_node_eq(inner, v)) continue;
        list.push_back(statement(inner));
      }
      c->body = arena_.copy(list);
      cases.push_back(c);
    }
    s->cases = arena_.copy(cases);
    return s;
  }
  if (t == "try_statement") {
    auto* s = make<ast::TryStatement>(node);
    s->block = block(field(node, "body"));
    if (TSNode handler = field(node, "handler"); !none(handler)) {
      if (TSNode parameter = field(handler, "parameter"); !none(parameter))
        s->parameter = bindingTarget(parameter);
      s->handler = block(field(handler, "body"));
    }
    if (TSNode finalizer = field(node, "finalizer"); !none(finalizer))
      s->finalizer = block(field(finalizer, "body"));
    if (s->handler == nullptr && s->finalizer == nullptr)
      fail(DiagnosticKind::ExpectedToken, {s->span.end, s->span.end}, {"'catch' or 'finally'"});
    return s;
  }
  if (t == "with_statement") {
    auto* s = make<ast::WithStatement>(node);
    s->object = parenthesized(field(node, "object"));
    s->body = substatement(field(node, "body"));
    return s;
  }
  if (t == "empty_statement") return make<ast::EmptyStatement>(node);
  if (t == "debugger_statement") return make<ast::DebuggerStatement>(node);
  if (t == "import_statement" || t == "export_statement") {
    requireModuleLevel(node);
    return t == "import_statement" ? import(node) : exported(node);
  }
  fail(DiagnosticKind::UnexpectedToken, span(node), {"'" + std::string(text(node).substr(0, 30)) + "'"});
}

}  // namespace kiln::syntax
