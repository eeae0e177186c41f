// §13.1.1: words that are no names, everywhere or in some code.
#include "frontend/sema/analyzer.h"

namespace kiln::sema {
namespace {

enum Reserved : uint8_t { kAlways = 1, kStrict, kYield, kAwait, kRestricted };

struct Word {
  const char16_t* text;
  Reserved where;
};
constexpr Word kWords[] = {
    {u"break", kAlways},      {u"case", kAlways},       {u"catch", kAlways},    {u"class", kAlways},
    {u"const", kAlways},      {u"continue", kAlways},   {u"debugger", kAlways}, {u"default", kAlways},
    {u"delete", kAlways},     {u"do", kAlways},         {u"else", kAlways},     {u"enum", kAlways},
    {u"export", kAlways},     {u"extends", kAlways},    {u"false", kAlways},    {u"finally", kAlways},
    {u"for", kAlways},        {u"function", kAlways},   {u"if", kAlways},       {u"import", kAlways},
    {u"in", kAlways},         {u"instanceof", kAlways}, {u"new", kAlways},      {u"null", kAlways},
    {u"return", kAlways},     {u"super", kAlways},      {u"switch", kAlways},   {u"this", kAlways},
    {u"throw", kAlways},      {u"true", kAlways},       {u"try", kAlways},      {u"typeof", kAlways},
    {u"var", kAlways},        {u"void", kAlways},       {u"while", kAlways},    {u"with", kAlways},
    {u"implements", kStrict}, {u"interface", kStrict},  {u"let", kStrict},      {u"package", kStrict},
    {u"private", kStrict},    {u"protected", kStrict},  {u"public", kStrict},   {u"static", kStrict},
    {u"yield", kYield},       {u"await", kAwait},       {u"eval", kRestricted}, {u"arguments", kRestricted}};

}  // namespace

bool Analyzer::inStaticBlock() const {
  for (Scope* scope = scope_; scope != nullptr && scope->function == function_; scope = scope->parent) {
    if (scope->kind == ScopeKind::StaticBlock) return true;
  }
  return false;
}

// `function`: the code that the name stands in, whose strictness counts.
void Analyzer::checkName(Name name, Span span, bool binding, const ast::Function* function) {
  if (reserved_.empty()) {
    for (const Word& word : kWords) reserved_[names_.intern(word.text)] = word.where;
  }
  auto it = reserved_.find(name);
  if (it == reserved_.end()) return;
  bool wrong = false;
  switch (static_cast<Reserved>(it->second)) {
    case kAlways:
      wrong = true;
      break;
    case kStrict:
      wrong = function->is_strict;
      break;
    case kYield:
      wrong = function->is_strict || function->is_generator;
      break;
    case kAwait:
      wrong = program_->goal == ast::Goal::Module || function->is_async || inStaticBlock();
      break;
    case kRestricted:
      if (binding && function->is_strict)
        error(DiagnosticKind::StrictMode, span, {"'" + toUtf8(name) + "' cannot be declared in strict mode"});
      return;
  }
  if (wrong) error(DiagnosticKind::ReservedWord, span, {toUtf8(name)});
}

}  // namespace kiln::sema
