// One line a node: label, kind, what the node itself says, source range; its parts follow, indented.
#include "frontend/ast/dump.h"

namespace kiln::ast {
namespace {

const char* functionKindName(FunctionKind kind) {
  switch (kind) {
    case FunctionKind::Normal:
      return "normal";
    case FunctionKind::Arrow:
      return "arrow";
    case FunctionKind::Method:
      return "method";
    case FunctionKind::Getter:
      return "getter";
    case FunctionKind::Setter:
      return "setter";
    case FunctionKind::ClassConstructor:
      return "constructor";
    case FunctionKind::DerivedConstructor:
      return "derived-constructor";
    case FunctionKind::ClassFieldInitializer:
      return "field-initializer";
    case FunctionKind::ClassStaticInitializer:
      return "static-initializer";
    case FunctionKind::Program:
      return "program";
    case FunctionKind::Eval:
      return "eval";
    case FunctionKind::CommonJs:
      return "commonjs";
  }
  return "";
}

const char* declarationName(DeclarationKind kind) {
  switch (kind) {
    case DeclarationKind::Var:
      return "var";
    case DeclarationKind::Let:
      return "let";
    case DeclarationKind::Const:
      return "const";
    case DeclarationKind::Using:
      return "using";
    case DeclarationKind::AwaitUsing:
      return "await using";
  }
  return "";
}

const char* propertyTypeName(Property::Type type) {
  switch (type) {
    case Property::Type::Init:
      return "init";
    case Property::Type::Shorthand:
      return "shorthand";
    case Property::Type::Proto:
      return "proto";
    case Property::Type::Method:
      return "method";
    case Property::Type::Getter:
      return "get";
    case Property::Type::Setter:
      return "set";
    case Property::Type::Spread:
      return "spread";
    case Property::Type::CoverInitializer:
      return "cover-initializer";
  }
  return "";
}

std::string quoted(Name name) {
  if (name == nullptr) return "null";
  std::string out = "\"";
  for (char c : toUtf8(name)) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "\"";
}

class Dumper {
 public:
  std::string finish() { return std::move(out_); }

  void node(const char* label, const Node* node);
  void program(const Program& program) {
    const char* goals[] = {"script", "module", "commonjs"};
    line("", "Program",
         goals[static_cast<size_t>(program.goal)] +
             std::string(program.has_top_level_await ? " top-level-await" : ""),
         program.span);
    ++depth_;
    node("body", program.body);
    --depth_;
  }

 private:
  void line(const char* label, const std::string& kind, const std::string& facts, Span span) {
    out_.append(2 * depth_, ' ');
    if (*label != 0) out_ += std::string(label) + ": ";
    out_ += kind;
    if (!facts.empty()) out_ += " " + facts;
    out_ += " [" + std::to_string(span.begin) + ".." + std::to_string(span.end) + "]\n";
  }
  template <typename T>
  void list(const char* label, const T& nodes) {
    for (const auto* n : nodes) {
      if (n != nullptr)
        node(label, n);
      else
        out_ += std::string(2 * depth_, ' ') + label + ": hole\n";
    }
  }
  void key(const PropertyKey& key) {
    switch (key.kind) {
      case PropertyKey::Kind::Static:
        line("key", quoted(key.name), "", key.span);
        break;
      case PropertyKey::Kind::Private:
        line("key", "#" + toUtf8(key.name), "", key.span);
        break;
      case PropertyKey::Kind::Computed:
        node("key", key.expression);
        break;
    }
  }
  void element(const char* label, const PatternElement& element) {
    if (element.target == nullptr) {
      out_ += std::string(2 * depth_, ' ') + label + ": elision\n";
      return;
    }
    node(label, element.target);
    if (element.initializer == nullptr) return;
    ++depth_;
    node("default", element.initializer);
    --depth_;
  }
  void attributes(std::span<ImportAttribute> attributes) {
    for (const ImportAttribute& a : attributes) line("attribute", quoted(a.key), quoted(a.value), a.span);
  }
  std::string facts(const Node* node);
  void expressionParts(const Node* node);
  void statementParts(const Node* node);
  void otherParts(const Node* node);

  std::string out_;
  size_t depth_ = 0;
};

template <typename T>
const T& of(const Node* node) {
  return *static_cast<const T*>(node);
}

// What stands on the node's own line.
std::string Dumper::facts(const Node* n) {
  switch (n->kind) {
    case NodeKind::Identifier:
      return toUtf8(of<Identifier>(n).name);
    case NodeKind::BooleanLiteral:
      return of<BooleanLiteral>(n).value ? "true" : "false";
    case NodeKind::NumericLiteral: {
      char text[40];
      std::snprintf(text, sizeof text, "%.17g", of<NumericLiteral>(n).value);
      return text;
    }
    case NodeKind::StringLiteral:
      return quoted(of<StringLiteral>(n).value);
    case NodeKind::BigIntLiteral:
      return toUtf8(of<BigIntLiteral>(n).digits) + " radix " + std::to_string(of<BigIntLiteral>(n).radix);
    case NodeKind::RegExpLiteral:
      return quoted(of<RegExpLiteral>(n).pattern) + " " + toUtf8(of<RegExpLiteral>(n).flags);
    case NodeKind::UnaryExpression:
      return operatorText(of<UnaryExpression>(n).op);
    case NodeKind::UpdateExpression:
      return std::string(of<UpdateExpression>(n).increment ? "++" : "--") +
             (of<UpdateExpression>(n).prefix ? " prefix" : " postfix");
    case NodeKind::BinaryExpression:
      return operatorText(of<BinaryExpression>(n).op);
    case NodeKind::LogicalExpression:
      return operatorText(of<LogicalExpression>(n).op);
    case NodeKind::AssignmentExpression: {
      const auto& a = of<AssignmentExpression>(n);
      switch (a.type) {
        case AssignmentExpression::Type::Plain:
          return "=";
        case AssignmentExpression::Type::Compound:
          return std::string(operatorText(a.op)) + "=";
        case AssignmentExpression::Type::Logical:
          return std::string(operatorText(a.logical_op)) + "=";
      }
      return "";
    }
    case NodeKind::CallExpression:
      return of<CallExpression>(n).optional ? "optional" : "";
    case NodeKind::MemberExpression:
      return of<MemberExpression>(n).optional ? "optional" : "";
    case NodeKind::YieldExpression:
      return of<YieldExpression>(n).delegate ? "*" : "";
    case NodeKind::BindingIdentifier:
      return toUtf8(of<BindingIdentifier>(n).name);
    case NodeKind::VariableDeclaration:
      return declarationName(of<VariableDeclaration>(n).declaration);
    case NodeKind::ExpressionStatement:
      return of<ExpressionStatement>(n).directive ? "directive" : "";
    case NodeKind::ForOfStatement:
      return of<ForOfStatement>(n).is_await ? "await" : "";
    case NodeKind::ContinueStatement:
      return toUtf8(of<ContinueStatement>(n).label);
    case NodeKind::BreakStatement:
      return toUtf8(of<BreakStatement>(n).label);
    case NodeKind::LabeledStatement:
      return toUtf8(of<LabeledStatement>(n).label);
    case NodeKind::ImportDeclaration:
      return quoted(of<ImportDeclaration>(n).source);
    case NodeKind::ExportNamed:
      return of<ExportNamed>(n).source == nullptr ? "" : quoted(of<ExportNamed>(n).source);
    case NodeKind::ExportAll:
      return quoted(of<ExportAll>(n).source) +
             (of<ExportAll>(n).exported == nullptr ? "" : " as " + toUtf8(of<ExportAll>(n).exported));
    case NodeKind::Property:
      return propertyTypeName(of<Property>(n).type);
    case NodeKind::Function: {
      const auto& f = of<Function>(n);
      return std::string(functionKindName(f.function_kind)) +
             (f.name == nullptr ? "" : " " + quoted(f.name)) + (f.is_async ? " async" : "") +
             (f.is_generator ? " generator" : "") + (f.is_strict ? " strict" : "");
    }
    case NodeKind::Class:
      return of<Class>(n).name == nullptr ? "" : quoted(of<Class>(n).name);
    case NodeKind::ClassMethod:
    case NodeKind::ClassField:
      return static_cast<const ClassElement*>(n)->is_static ? "static" : "";
    case NodeKind::SwitchCase:
      return of<SwitchCase>(n).test == nullptr ? "default" : "";
    case NodeKind::ThisExpression:
    case NodeKind::NullLiteral:
    case NodeKind::TemplateLiteral:
    case NodeKind::TaggedTemplate:
    case NodeKind::ArrayExpression:
    case NodeKind::ObjectExpression:
    case NodeKind::FunctionExpression:
    case NodeKind::ClassExpression:
    case NodeKind::ConditionalExpression:
    case NodeKind::NewExpression:
    case NodeKind::SuperMember:
    case NodeKind::SuperCall:
    case NodeKind::ChainExpression:
    case NodeKind::SequenceExpression:
    case NodeKind::AwaitExpression:
    case NodeKind::ImportCall:
    case NodeKind::ImportMeta:
    case NodeKind::NewTarget:
    case NodeKind::PrivateIn:
    case NodeKind::SpreadElement:
    case NodeKind::ArrayPattern:
    case NodeKind::ObjectPattern:
    case NodeKind::FunctionDeclaration:
    case NodeKind::ClassDeclaration:
    case NodeKind::BlockStatement:
    case NodeKind::EmptyStatement:
    case NodeKind::DebuggerStatement:
    case NodeKind::IfStatement:
    case NodeKind::ForStatement:
    case NodeKind::ForInStatement:
    case NodeKind::WhileStatement:
    case NodeKind::DoWhileStatement:
    case NodeKind::ReturnStatement:
    case NodeKind::ThrowStatement:
    case NodeKind::SwitchStatement:
    case NodeKind::TryStatement:
    case NodeKind::WithStatement:
    case NodeKind::ExportDeclaration:
    case NodeKind::ExportDefault:
    case NodeKind::ClassStaticBlock:
    case NodeKind::Program:
      return "";
  }
  return "";
}

void Dumper::node(const char* label, const Node* n) {
  if (n == nullptr) return;
  line(label, nodeKindName(n->kind),
       facts(n) + (n->parenthesized ? (facts(n).empty() ? "parenthesized" : " parenthesized") : ""), n->span);
  ++depth_;
  if (n->kind <= NodeKind::SpreadElement)
    expressionParts(n);
  else if (n->kind >= NodeKind::VariableDeclaration && n->kind <= NodeKind::ExportDefault)
    statementParts(n);
  else
    otherParts(n);
  --depth_;
}

void Dumper::expressionParts(const Node* n) {
  if (auto* e = as<TemplateLiteral>(n)) {
    for (size_t i = 0; i < e->quasis.size(); ++i) {
      line("quasi", quoted(e->quasis[i].raw), "", e->quasis[i].span);
      if (i < e->expressions.size()) node("expression", e->expressions[i]);
    }
  } else if (auto* e = as<TaggedTemplate>(n)) {
    node("tag", e->tag);
    node("quasi", e->quasi);
  } else if (auto* e = as<ArrayExpression>(n)) {
    list("element", e->elements);
  } else if (auto* e = as<ObjectExpression>(n)) {
    list("property", e->properties);
  } else if (auto* e = as<FunctionExpression>(n)) {
    node("function", e->function);
  } else if (auto* e = as<ClassExpression>(n)) {
    node("class", e->definition);
  } else if (auto* e = as<UnaryExpression>(n)) {
    node("argument", e->argument);
  } else if (auto* e = as<UpdateExpression>(n)) {
    node("target", e->target);
  } else if (auto* e = as<BinaryExpression>(n)) {
    node("left", e->left);
    node("right", e->right);
  } else if (auto* e = as<LogicalExpression>(n)) {
    node("left", e->left);
    node("right", e->right);
  } else if (auto* e = as<AssignmentExpression>(n)) {
    node("target", e->target);
    node("value", e->value);
  } else if (auto* e = as<ConditionalExpression>(n)) {
    node("test", e->test);
    node("consequent", e->consequent);
    node("alternate", e->alternate);
  } else if (auto* e = as<CallExpression>(n)) {
    node("callee", e->callee);
    list("argument", e->arguments);
  } else if (auto* e = as<NewExpression>(n)) {
    node("callee", e->callee);
    list("argument", e->arguments);
  } else if (auto* e = as<MemberExpression>(n)) {
    node("object", e->object);
    key(e->key);
  } else if (auto* e = as<SuperMember>(n)) {
    key(e->key);
  } else if (auto* e = as<SuperCall>(n)) {
    list("argument", e->arguments);
  } else if (auto* e = as<ChainExpression>(n)) {
    node("expression", e->expression);
  } else if (auto* e = as<SequenceExpression>(n)) {
    list("expression", e->expressions);
  } else if (auto* e = as<YieldExpression>(n)) {
    node("argument", e->argument);
  } else if (auto* e = as<AwaitExpression>(n)) {
    node("argument", e->argument);
  } else if (auto* e = as<ImportCall>(n)) {
    node("specifier", e->specifier);
    node("options", e->options);
  } else if (auto* e = as<PrivateIn>(n)) {
    key(e->key);
    node("object", e->object);
  } else if (auto* e = as<SpreadElement>(n)) {
    node("argument", e->argument);
  }
}

void Dumper::statementParts(const Node* n) {
  if (auto* s = as<VariableDeclaration>(n)) {
    for (const Declarator& d : s->declarators) {
      node("target", d.target);
      ++depth_;
      node("initializer", d.initializer);
      --depth_;
    }
  } else if (auto* s = as<FunctionDeclaration>(n)) {
    node("function", s->function);
  } else if (auto* s = as<ClassDeclaration>(n)) {
    node("class", s->definition);
  } else if (auto* s = as<ExpressionStatement>(n)) {
    node("expression", s->expression);
  } else if (auto* s = as<BlockStatement>(n)) {
    list("body", s->body);
  } else if (auto* s = as<IfStatement>(n)) {
    node("test", s->test);
    node("consequent", s->consequent);
    node("alternate", s->alternate);
  } else if (auto* s = as<ForStatement>(n)) {
    node("init", s->init);
    node("test", s->test);
    node("update", s->update);
    node("body", s->body);
  } else if (auto* s = as<ForInStatement>(n)) {
    node("left", s->left);
    node("right", s->right);
    node("body", s->body);
  } else if (auto* s = as<ForOfStatement>(n)) {
    node("left", s->left);
    node("right", s->right);
    node("body", s->body);
  } else if (auto* s = as<WhileStatement>(n)) {
    node("test", s->test);
    node("body", s->body);
  } else if (auto* s = as<DoWhileStatement>(n)) {
    node("body", s->body);
    node("test", s->test);
  } else if (auto* s = as<ReturnStatement>(n)) {
    node("argument", s->argument);
  } else if (auto* s = as<ThrowStatement>(n)) {
    node("argument", s->argument);
  } else if (auto* s = as<SwitchStatement>(n)) {
    node("discriminant", s->discriminant);
    list("case", s->cases);
  } else if (auto* s = as<TryStatement>(n)) {
    node("block", s->block);
    node("parameter", s->parameter);
    node("handler", s->handler);
    node("finalizer", s->finalizer);
  } else if (auto* s = as<WithStatement>(n)) {
    node("object", s->object);
    node("body", s->body);
  } else if (auto* s = as<LabeledStatement>(n)) {
    node("body", s->body);
  } else if (auto* s = as<ImportDeclaration>(n)) {
    for (const ImportSpecifier& specifier : s->specifiers) {
      bool all = specifier.kind == ImportSpecifier::Kind::Namespace;
      line("import", all ? "*" : quoted(specifier.imported), "as " + toUtf8(specifier.local->name),
           specifier.local->span);
    }
    attributes(s->attributes);
  } else if (auto* s = as<ExportNamed>(n)) {
    for (const ExportSpecifier& specifier : s->specifiers)
      line("export", quoted(specifier.local), "as " + quoted(specifier.exported), specifier.local_span);
    attributes(s->attributes);
  } else if (auto* s = as<ExportAll>(n)) {
    attributes(s->attributes);
  } else if (auto* s = as<ExportDeclaration>(n)) {
    node("declaration", s->declaration);
  } else if (auto* s = as<ExportDefault>(n)) {
    node("declaration", s->declaration);
    node("expression", s->expression);
  }
}

void Dumper::otherParts(const Node* n) {
  if (auto* p = as<ArrayPattern>(n)) {
    for (const PatternElement& e : p->elements) element("element", e);
    node("rest", p->rest);
  } else if (auto* p = as<ObjectPattern>(n)) {
    for (const PatternProperty& property : p->properties) {
      key(property.key);
      ++depth_;
      element("value", property.value);
      --depth_;
    }
    node("rest", p->rest);
  } else if (auto* p = as<Property>(n)) {
    if (p->type != Property::Type::Spread) key(p->key);
    node("value", p->value);
  } else if (auto* f = as<Function>(n)) {
    for (const Parameter& parameter : f->parameters)
      element(parameter.rest ? "rest" : "parameter", parameter.element);
    if (f->is_expression_body) node("expression", f->expression);
    list("body", f->body);
  } else if (auto* c = as<Class>(n)) {
    node("heritage", c->heritage);
    node("constructor", c->constructor);
    list("element", c->elements);
  } else if (auto* m = as<ClassMethod>(n)) {
    key(m->key);
    node("function", m->function);
  } else if (auto* f = as<ClassField>(n)) {
    key(f->key);
    node("value", f->value);
  } else if (auto* b = as<ClassStaticBlock>(n)) {
    list("body", b->body);
  } else if (auto* c = as<SwitchCase>(n)) {
    node("test", c->test);
    list("body", c->body);
  }
}

}  // namespace

std::string dump(const Program& program) {
  Dumper dumper;
  dumper.program(program);
  return dumper.finish();
}

}  // namespace kiln::ast
