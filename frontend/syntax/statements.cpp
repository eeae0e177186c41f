#include <utility>

#include "frontend/syntax/converter.h"

namespace kiln::syntax {

std::span<ast::Statement*> Converter::statements(TSNode node) {
  std::vector<ast::Statement*> list;
  if (goal_ == ast::Goal::Module && ts_node_is_null(ts_node_parent(node))) {
    for (uint32_t i = 0; i < ts_node_child_count(node); ++i) {
      if (TSNode child = ts_node_child(node, i); is(child, "html_comment"))
        fail(DiagnosticKind::SyntaxError, span(child), {"HTML comments are not allowed in modules"});
    }
  }
  for (TSNode child : named(node)) {
    if (is(child, "hash_bang_line")) {
      if (ts_node_start_byte(child) != 0) fail(DiagnosticKind::UnexpectedToken, span(child), {"token '#'"});
      continue;
    }
    list.push_back(statement(child));
    // A module or script that opens with 'use strict' is strict from here on.
    bool top_level = function_->function_kind == ast::FunctionKind::CommonJs ||
                     function_->function_kind == ast::FunctionKind::Program;
    if (top_level && list.size() == 1 && !strict_ && is(child, "expression_statement")) {
      std::string_view raw = text(child);
      if (raw.starts_with("'use strict'") || raw.starts_with("\"use strict\"")) strict_ = true;
    }
  }
  return arena_.copy(list);
}

ast::BlockStatement* Converter::block(TSNode node) {
  auto* b = make<ast::BlockStatement>(node);
  b->body = statements(node);
  return b;
}

ast::VariableDeclaration* Converter::declaration(TSNode node) {
  auto* d = make<ast::VariableDeclaration>(node);
  d->declaration = ast::DeclarationKind::Var;
  if (is(node, "lexical_declaration"))
    d->declaration =
        text(field(node, "kind")) == "let" ? ast::DeclarationKind::Let : ast::DeclarationKind::Const;
  if (is(node, "using_declaration"))
    d->declaration = hasToken(node, "await") ? ast::DeclarationKind::AwaitUsing : ast::DeclarationKind::Using;
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
  return d;
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
  std::string_view keyword = none(kind) ? "" : text(kind);
  if (keyword == "let" || keyword == "const" || keyword == "var") {
    auto* d = make<ast::VariableDeclaration>(target);
    d->span.begin = ts_node_start_byte(kind);
    d->declaration = keyword == "var"   ? ast::DeclarationKind::Var
                     : keyword == "let" ? ast::DeclarationKind::Let
                                        : ast::DeclarationKind::Const;
    ast::Declarator declarator{span(target), bindingTarget(target), nullptr};
    if (TSNode v = field(node, "value"); !none(v)) declarator.initializer = expression(v);
    // §B.3.5: only `for (var x = 1 in o)` of sloppy code.
    bool legacy = !of && !strict_ && keyword == "var" && ast::is<ast::BindingIdentifier>(declarator.target);
    if (declarator.initializer != nullptr && !legacy)
      fail(DiagnosticKind::InvalidDeclaration, declarator.span,
           {"the variable of this loop may not have an initializer"});
    d->declarators = arena_.copy(std::vector<ast::Declarator>{declarator});
    left = d;
  } else {
    left = assignmentTarget(target);
    std::string_view head = text(target);
    if (of && !left->parenthesized && (head == "let" || (head == "async" && !is_await)))
      fail(DiagnosticKind::InvalidTarget, span(target),
           {"a for-of loop may not start with '" + std::string(head) + "'"});
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
    // Sloppy `let` before a line end is a name.
    bool name = variables != nullptr && !strict_ && variables->declaration == ast::DeclarationKind::Let &&
                !ast::is<ast::ArrayPattern>(variables->declarators[0].target) &&
                newlineBetween(s->span.begin, variables->declarators[0].span.begin);
    if (name) throw MissingSemicolon{s->span.begin, variables->declarators[0].span.begin, s->span};
    fail(DiagnosticKind::InvalidDeclaration, s->span,
         {"a declaration cannot be the only statement here: use a block"});
  }
  return s;
}

std::span<ast::ImportAttribute> Converter::attributes(TSNode node) {
  std::vector<ast::ImportAttribute> list;
  for (TSNode child : named(node)) {
    if (!is(child, "import_attribute")) continue;
    for (TSNode pair : named(named(child)[0])) {
      ast::PropertyKey key = propertyKey(field(pair, "key"));
      list.push_back({key.name, stringValue(field(pair, "value")), span(pair)});
    }
  }
  return arena_.copy(list);
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
  auto moduleName = [&](TSNode name) {
    return is(name, "string") ? stringValue(name) : identifierName(name);
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
          if (is(name, "string") && none(alias))
            fail(DiagnosticKind::InvalidModuleItem, span(name),
                 {"an import by a string needs 'as' and a name"});
          specifiers.push_back({ast::ImportSpecifier::Kind::Named, moduleName(name), span(name),
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
  auto moduleName = [&](TSNode name) {
    Name value = is(name, "string") ? stringValue(name) : identifierName(name);
    for (size_t i = 0; i < value->text.size(); ++i) {
      char16_t unit = value->text[i];
      bool pair =
          (unit & 0xfc00) == 0xd800 && i + 1 < value->text.size() && (value->text[i + 1] & 0xfc00) == 0xdc00;
      if (pair)
        ++i;
      else if ((unit & 0xf800) == 0xd800)
        fail(DiagnosticKind::InvalidModuleItem, span(name),
             {"an export name may not contain lone surrogates"});
    }
    return value;
  };
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
    return s;
  }
  bool star = hasToken(node, "*");
  for (TSNode child : named(node)) {
    if (is(child, "namespace_export")) {
      auto* s = make<ast::ExportAll>(node);
      TSNode name = children(child).back();  // the keyword `default` is not a named node
      s->exported = moduleName(name);
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
      specifiers.push_back({moduleName(name), span(name), moduleName(alias), span(alias)});
    }
  }
  s->specifiers = arena_.copy(specifiers);
  return s;
}

// `{ a: 1 }` as a statement is a block with a label.
ast::Statement* Converter::labelInBraces(TSNode node) {
  std::vector<TSNode> parts = named(node);
  bool label = parts.size() == 1 && is(parts[0], "pair") && is(field(parts[0], "key"), "property_identifier");
  for (TSNode child : children(node)) label &= !is(child, ",");
  if (!label) startsLikeStatement(node);
  auto* inner = make<ast::ExpressionStatement>(field(parts[0], "value"));
  inner->expression = expression(field(parts[0], "value"));
  auto* labelled = make<ast::LabeledStatement>(parts[0]);
  labelled->label = identifierName(field(parts[0], "key"));
  labelled->body = inner;
  auto* block = make<ast::BlockStatement>(node);
  block->body = arena_.copy(std::vector<ast::Statement*>{labelled});
  return block;
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
    if (is(inner[0], "object")) return labelInBraces(inner[0]);
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
    auto* s = make<ast::LabeledStatement>(node);
    s->label = identifierName(field(node, "label"));
    s->body = statement(field(node, "body"));
    auto* f = ast::as<ast::FunctionDeclaration>(s->body);
    bool plain_function = f != nullptr && !strict_ && !f->function->is_async && !f->function->is_generator;
    auto* variables = ast::as<ast::VariableDeclaration>(s->body);
    bool lexical = variables != nullptr && variables->declaration != ast::DeclarationKind::Var &&
                   (strict_ || !newlineBetween(s->body->span.begin, variables->declarators[0].span.begin));
    if (lexical || ast::is<ast::ClassDeclaration>(s->body) || (f != nullptr && !plain_function))
      fail(DiagnosticKind::InvalidDeclaration, s->body->span, {"this declaration cannot have a label"});
    return s;
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
