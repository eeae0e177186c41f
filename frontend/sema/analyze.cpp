#include "frontend/sema/analyze.h"

#include "frontend/sema/analyzer.h"

namespace kiln::sema {

Analysis analyze(ast::Program* program, const SourceFile& file, Arena& arena, NameTable& names,
                 Diagnostics& diagnostics, const EvalContext* context) {
  return Analyzer(program, file, arena, names, diagnostics, context).run();
}

Analysis Analyzer::run() {
  ast::Function* body = program_->body;
  created_at_[body] = 0;
  if (context_ != nullptr) enterContext();
  function(body);
  decideStorage();
  return std::move(analysis_);
}

namespace {
const char* kBindingNames[] = {
    "var",       "let",   "const",      "using",         "function",       "class",
    "parameter", "catch", "import",     "function-name", "arguments",      "private",
    "synthetic", "this",  "new.target", "home",          "active-function"};
const char* kStorageNames[] = {"ssa", "captured-value", "cell", "module", "global", "eval", "global-lexical"};
const char* kScopeNames[] = {"program", "function-name", "parameters", "body",
                             "block",   "for",           "switch",     "catch",
                             "class",   "static-block",  "with",       "eval-variables"};
}  // namespace

const char* bindingKindName(BindingKind kind) {
  return kBindingNames[static_cast<size_t>(kind)];
}
const char* storageName(Storage storage) {
  return kStorageNames[static_cast<size_t>(storage)];
}
const char* scopeKindName(ScopeKind kind) {
  return kScopeNames[static_cast<size_t>(kind)];
}

std::string dumpScopes(const Analysis& analysis) {
  std::string out;
  for (const Binding* binding : analysis.bindings) {
    out += std::string(scopeKindName(binding->scope->kind)) + " " + bindingKindName(binding->kind) + " " +
           toUtf8(binding->name) + ": " + storageName(binding->storage) +
           (binding->captured ? " captured" : "") + (binding->assigned ? " assigned" : "") +
           (binding->needs_tdz ? " tdz" : "") + (binding->known_function != nullptr ? " known" : "") + "\n";
  }
  return out;
}

}  // namespace kiln::sema
