#include "frontend/modules/evaluated.h"

#include <algorithm>
#include <cctype>

#include "frontend/support/deep_stack.h"
#include "frontend/syntax/parse.h"

namespace kiln::modules {
namespace {

// What stack traces call evaluated code.
constexpr const char* kAnonymous = "<anonymous>";

ast::Program* parse(Program& program, const SourceFile& file, Diagnostics& diagnostics, bool is_function) {
  ast::Program* tree = syntax::parse(file, ast::Goal::Script, program.arena, program.names, diagnostics,
                                     {.strict = false, .eval = true});
  return tree == nullptr || (is_function && !isFunctionText(tree)) ? nullptr : tree;
}

// Code that makes code or loads files does it from where it stands at run time; template objects (§13.2.8.4)
// belong to the evaluation, compiled ones to the text.
bool needsRunTime(const sema::Analysis& analysis) {
  return !analysis.code_uses.empty() || analysis.direct_eval || analysis.tagged_templates ||
         analysis.computed_require || !analysis.import_calls.empty() || !analysis.import_candidates.empty();
}

}  // namespace

std::vector<std::string> partsToCheck(const abi::FunctionText& text) {
  // Plain names need no check of their own, and the body can only be a part of something else when the
  // parameters are.
  bool plain = std::all_of(text.parameters.begin(), text.parameters.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || c == ',' || c == ' ';
  });
  if (plain) return {};
  abi::FunctionText parameters{text.flags, text.parameters, {}}, body{text.flags, {}, text.body};
  return {parameters.whole(), body.whole()};
}

bool isFunctionText(ast::Program* tree) {
  ast::Function* body = tree->body;
  if (body->body.size() != 1) return false;
  auto* statement = ast::as<ast::ExpressionStatement>(body->body[0]);
  auto* literal = statement == nullptr ? nullptr : ast::as<ast::FunctionExpression>(statement->expression);
  if (literal == nullptr || literal->function->id == nullptr) return false;
  literal->function->id = nullptr;
  return true;
}

std::unique_ptr<Module> evaluatedModule(Program& program, const sema::CodeText& text) {
  // Its errors are the running program's, not those of the build.
  Diagnostics diagnostics;
  auto module = std::make_unique<Module>();
  module->kind = ModuleKind::Evaluated;
  module->path = text.is_function ? "Function" : "eval";
  module->file =
      std::make_unique<SourceFile>(kAnonymous, text.is_function ? text.source.whole() : text.source.body);
  runOnDeepStack([&] {
    if (text.is_function) {
      for (const std::string& part : partsToCheck(text.source)) {
        SourceFile file(kAnonymous, part);
        if (parse(program, file, diagnostics, true) == nullptr) return;
      }
    }
    ast::Program* tree = parse(program, *module->file, diagnostics, text.is_function);
    if (tree == nullptr) return;
    module->analysis = sema::analyze(tree, *module->file, program.arena, program.names, diagnostics);
    if (!diagnostics.hasErrors() && !needsRunTime(module->analysis)) module->ast = tree;
  });
  return module->ast == nullptr ? nullptr : std::move(module);
}

}  // namespace kiln::modules
