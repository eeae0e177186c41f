// §19.2.1.1 PerformEval, §16.1.6 ScriptEvaluation, §20.2.1.1.1 CreateDynamicFunction.
#include "eval/compile.h"
#include "eval/load.h"
#include "eval/remembered.h"
#include "frontend/modules/evaluated.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/evaluation.h"

namespace kiln::rt {
namespace {

using eval::Compiled;
using eval::Source;

// What stack traces call evaluated code.
constexpr const char* kAnonymous = "<anonymous>";

[[noreturn]] void throwSyntaxError(const std::string& message) {
  throwError(ErrorType::SyntaxError, "%s", message);
}

std::u16string utf16(String* s) {
  Chars units = chars(s);
  std::u16string text;
  for (uint32_t i = 0; i < units.length; ++i) text += units[i];
  return text;
}

// Lone surrogates stay what they are (WTF-8).
std::string textOf(String* source) {
  return utf16ToUtf8(utf16(source));
}

Value run(const Compiled& compiled, Function* scope, Value this_value) {
  if (!compiled.error.empty()) throwSyntaxError(compiled.error);
  ValueList captures;
  for (uint32_t index : compiled.captures) captures.push(scope->captures[index]);
  Function* body = interpreter::newClosure(compiled.unit, compiled.body,
                                           std::span<const Value>(captures.data(), captures.size()));
  return body->entry(body, this_value, Value::undefined(), 0, nullptr);
}

Value indirect(String* source) {
  Source code{textOf(source), kAnonymous, {.eval = true}, {}};
  return run(eval::compileRemembered(code), nullptr, box(realm().global));
}

Value direct(String* source, Function* scope, String* description) {
  std::string path = scope->info->source == nullptr ? kAnonymous : scope->info->source->path;
  if (path.starts_with("file://")) path = path.substr(7);
  Source code{textOf(source), path, {.eval = true}, {}};
  std::u16string text = utf16(description);
  return run(eval::compile(code, &text), scope, Value::undefined());
}

Value script(String* source, String* file) {
  Source code{textOf(source), toUtf8(file), {}, {}};
  return run(eval::compile(code, nullptr), nullptr, box(realm().global));
}

std::string checkScript(String* source) {
  return eval::check({textOf(source), kAnonymous, {}, {}});
}

Value function(const FunctionText& text) {
  for (const std::string& part : modules::partsToCheck(text)) {
    std::string problem = eval::check({part, kAnonymous, {.eval = true}, modules::isFunctionText});
    if (!problem.empty()) throwSyntaxError(problem);
  }
  Source code{text.whole(), kAnonymous, {.eval = true}, modules::isFunctionText};
  return run(eval::compileRemembered(code), nullptr, box(realm().global));
}

}  // namespace

extern "C" const Evaluator kiln_evaluator = {indirect, direct, script, checkScript, function, eval::load};

}  // namespace kiln::rt
