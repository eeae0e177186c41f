#include "frontend/syntax/parse.h"

#include "frontend/syntax/converter.h"
#include "frontend/syntax/mask.h"

extern "C" const TSLanguage* tree_sitter_javascript();

namespace kiln::syntax {

ast::Program* parse(const SourceFile& file, ast::Goal goal, Arena& arena, NameTable& names,
                    Diagnostics& diagnostics, const ParseOptions& options) {
  if (file.text().size() > INT32_MAX) {
    diagnostics.report(DiagnosticKind::TooLarge, &file, {});
    return nullptr;
  }
  const uint32_t errors_before = diagnostics.errorCount();
  MaskedSource masked = mask(file, goal);
  if (masked.problem) {
    const Lexer::Problem& problem = *masked.problem;
    diagnostics.report(problem.kind, &file, problem.span, {problem.argument});
    return nullptr;
  }
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_javascript());
  TSTree* tree =
      ts_parser_parse_string(parser, nullptr, masked.text.data(), static_cast<uint32_t>(masked.text.size()));
  ast::Program* program = nullptr;
  Converter converter(file, arena, names, diagnostics, masked);
  try {
    TSNode root = ts_tree_root_node(tree);
    if (ts_node_has_error(root)) converter.reportErrors(root);
    program = converter.program(root, goal, options);
  } catch (SyntaxFailure&) {
    program = nullptr;
  }
  ts_tree_delete(tree);
  ts_parser_delete(parser);
  return diagnostics.errorCount() > errors_before ? nullptr : program;
}

std::vector<TSNode> Converter::named(TSNode node) {
  std::vector<TSNode> out;
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  if (ts_tree_cursor_goto_first_child(&cursor)) {
    do {
      TSNode child = ts_tree_cursor_current_node(&cursor);
      if (ts_node_is_named(child)) out.push_back(child);
    } while (ts_tree_cursor_goto_next_sibling(&cursor));
  }
  ts_tree_cursor_delete(&cursor);
  return out;
}

std::vector<TSNode> Converter::children(TSNode node) {
  std::vector<TSNode> out;
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  if (ts_tree_cursor_goto_first_child(&cursor)) {
    do {
      TSNode child = ts_tree_cursor_current_node(&cursor);
      out.push_back(child);
    } while (ts_tree_cursor_goto_next_sibling(&cursor));
  }
  ts_tree_cursor_delete(&cursor);
  return out;
}

bool Converter::hasToken(TSNode node, std::string_view token) {
  for (TSNode child : children(node)) {
    if (type(child) == token) return true;
  }
  return false;
}

bool Converter::newlineBetween(uint32_t from, uint32_t to) const {
  std::string_view between = file_.slice({from, to});
  return between.find_first_of("\n\r") != std::string_view::npos ||
         between.find("\xe2\x80\xa8") != std::string_view::npos ||
         between.find("\xe2\x80\xa9") != std::string_view::npos;
}

// Lists whose elements cannot be left out: no comma at the start, no two in a row.
void Converter::checkCommas(TSNode list) {
  bool pending = false;
  for (TSNode child : children(list)) {
    if (!is(child, ",")) {
      pending = !is(child, "(") && !is(child, "{");
    } else {
      if (!pending) fail(DiagnosticKind::UnexpectedToken, span(child), {"token ','"});
      pending = false;
    }
  }
}

void Converter::fail(DiagnosticKind kind, Span where, std::initializer_list<std::string_view> arguments) {
  diagnostics_.report(kind, &file_, where, arguments);
  throw SyntaxFailure{};
}

// The first ERROR or MISSING node in source order is what the programmer got wrong; later ones usually follow
// from it.
void Converter::reportErrors(TSNode node) {
  while (true) {
    if (ts_node_is_missing(node))
      fail(DiagnosticKind::ExpectedToken, span(node), {"'" + std::string(type(node)) + "'"});
    if (is(node, "ERROR")) break;
    TSNode next = node;
    bool found = false;
    for (TSNode child : children(node)) {
      if (ts_node_has_error(child) || ts_node_is_missing(child) || is(child, "ERROR")) {
        next = child;
        found = true;
        break;
      }
    }
    if (!found) break;
    node = next;
  }
  Span where = span(node);
  std::string token(file_.slice(where).substr(0, 1));
  if (where.begin >= file_.text().size())
    fail(DiagnosticKind::SyntaxError, where, {"unexpected end of input"});
  size_t end = where.begin;
  auto word = [&](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$'; };
  while (end < file_.text().size() && word(file_.text()[end])) ++end;
  if (end > where.begin) token = std::string(file_.text().substr(where.begin, end - where.begin));
  where.end = where.begin + static_cast<uint32_t>(token.size());
  fail(DiagnosticKind::UnexpectedToken, where, {"token '" + token + "'"});
}

ast::Program* Converter::program(TSNode root, ast::Goal goal, const ParseOptions& options) {
  auto* program = make<ast::Program>(root);
  goal_ = goal;
  program->goal = goal;
  program->span = {0, static_cast<uint32_t>(file_.text().size())};
  auto* f = arena_.make<ast::Function>();
  f->kind = ast::NodeKind::Function;
  f->span = program->span;
  f->function_kind = options.eval                  ? ast::FunctionKind::Eval
                     : goal == ast::Goal::CommonJs ? ast::FunctionKind::CommonJs
                                                   : ast::FunctionKind::Program;
  f->is_strict = strict_ = goal == ast::Goal::Module || options.strict;
  f->has_simple_parameters = true;
  program->body = function_ = f;
  if (goal == ast::Goal::CommonJs) {
    std::vector<ast::Parameter> parameters;
    for (const char16_t* name : {u"exports", u"require", u"module", u"__filename", u"__dirname"}) {
      auto* identifier = arena_.make<ast::BindingIdentifier>();
      identifier->kind = ast::NodeKind::BindingIdentifier;
      identifier->name = names_.intern(name);
      ast::Parameter parameter;
      parameter.element.target = identifier;
      parameters.push_back(parameter);
    }
    f->parameters = arena_.copy(parameters);
    f->length = 5;
  }
  f->has_use_strict_directive = useStrict(root).has_value();
  f->is_strict = strict_ |= f->has_use_strict_directive;
  f->body = statements(root);
  markDirectives(f->body);
  program->has_top_level_await = top_level_await_;
  return program;
}

}  // namespace kiln::syntax
