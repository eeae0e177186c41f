#include "eval/compile.h"

#include <cctype>

#include "frontend/support/deep_stack.h"
#include "ir/build/build.h"

namespace kiln::eval {
namespace {

std::string messageOf(const Diagnostics& diagnostics) {
  return diagnostics.all().empty() ? "Invalid or unexpected token"
                                   : messageOfError(diagnostics.all().front());
}

ast::Program* parse(const Source& source, modules::Program& program, const SourceFile& file) {
  ast::Program* tree = syntax::parse(file, ast::Goal::Script, program.arena, program.names,
                                     program.diagnostics, source.options);
  if (tree != nullptr && source.adapt && !source.adapt(tree)) {
    program.diagnostics.report(DiagnosticKind::UnexpectedToken, &file, {}, {"token"});
    return nullptr;
  }
  return tree;
}

}  // namespace

Compiled compile(const Source& source, const std::u16string* description) {
  Compiled result;
  modules::Program program;
  auto owned = std::make_unique<modules::Module>();
  modules::Module& module = *owned;
  module.kind = modules::ModuleKind::Script;
  module.path = source.path;
  module.file = std::make_unique<SourceFile>(source.path, source.text);
  program.modules.push_back(std::move(owned));
  program.entry = &module;
  Context context;
  if (description != nullptr) context = readContext(*description, program.arena, program.names);
  Source adjusted = source;
  adjusted.options.strict |= context.strict;
  runOnDeepStack([&] {
    module.ast = parse(adjusted, program, *module.file);
    if (module.ast == nullptr) return;
    module.analysis = sema::analyze(module.ast, *module.file, program.arena, program.names,
                                    program.diagnostics, description != nullptr ? &context.sema : nullptr);
  });
  if (module.ast == nullptr || program.diagnostics.hasErrors()) {
    result.error = messageOf(program.diagnostics);
    return result;
  }
  std::unique_ptr<ir::Program> ir = ir::build(program);
  if (program.diagnostics.hasErrors()) {
    result.error = messageOf(program.diagnostics);
    return result;
  }
  result.body = ir->modules[0].body;
  result.runs_once = module.analysis.tagged_templates;
  for (const sema::Binding* binding : module.ast->body->info->captures)
    result.captures.push_back(context.captures.at(binding));
  result.unit = interpreter::load(std::move(ir), {});
  return result;
}

std::string check(const Source& source) {
  modules::Program program;
  SourceFile file(source.path, source.text);
  ast::Program* tree = nullptr;
  runOnDeepStack([&] { tree = parse(source, program, file); });
  return tree == nullptr || program.diagnostics.hasErrors() ? messageOf(program.diagnostics) : "";
}

}  // namespace kiln::eval
