// §13.1.1: words that are no names, everywhere or in some code.
#include <algorithm>

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

// In async code and static blocks. The parameters of an arrow function are code of what is around it.
bool Analyzer::awaitIsReserved() const {
  Scope* scope = scope_;
  for (const ast::Function* f = function_; f != nullptr; f = f->info->parent->function) {
    if (f->is_async) return true;
    for (; scope != nullptr && scope->function == f; scope = scope->parent) {
      if (scope->kind == ScopeKind::StaticBlock) return true;
    }
    bool parameters = std::find(in_parameters_.begin(), in_parameters_.end(), f) != in_parameters_.end();
    if (f->function_kind != ast::FunctionKind::Arrow || !parameters || f->info->parent == nullptr)
      return false;
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
  bool wrong = false, strict = function->is_strict || (function == function_ && in_class_);
  switch (static_cast<Reserved>(it->second)) {
    case kAlways:
      wrong = true;
      break;
    case kStrict:
      wrong = strict;
      break;
    case kYield:
      wrong = strict || function->is_generator;
      break;
    case kAwait:
      wrong = program_->goal == ast::Goal::Module || function->is_async || awaitIsReserved();
      break;
    case kRestricted:
      if (binding && strict)
        error(DiagnosticKind::StrictMode, span, {"'" + toUtf8(name) + "' cannot be declared in strict mode"});
      return;
  }
  if (wrong) error(DiagnosticKind::ReservedWord, span, {toUtf8(name)});
}

}  // namespace kiln::sema
