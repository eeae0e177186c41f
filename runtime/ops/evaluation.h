// Code made at run time: what the compiler in eval/ does for the runtime, when the program is linked with it.
#pragma once
#include <string>

#include "runtime/abi/function_text.h"
#include "runtime/object/object.h"

namespace kiln::rt {

struct Evaluator {
  Value (*indirect)(String* source);  // §19.2.1.1 PerformEval, not direct
  Value (*direct)(String* source, Function* scope, String* description);
  // §16.1.6 ParseScript and ScriptEvaluation; `file` is what stack traces call it.
  Value (*script)(String* source, String* file);
  // What is wrong with a script, or empty.
  std::string (*check)(String* source);
  // §20.2.1.1.1 CreateDynamicFunction, from step 17
  Value (*function)(const abi::FunctionText& text);
  // eval/load.h
  const ModuleInfo* (*load)(const std::string& specifier, const std::string& from, bool esm);
};

// Files loaded at run time are ES modules whatever their packages say: test262's are.
inline bool scripts_import_modules = false;

// Null without the compiler.
extern "C" [[gnu::weak]] const Evaluator kiln_evaluator;
inline bool hasEvaluator() {
  return &kiln_evaluator != nullptr;
}

Value indirectEval(Value source);
// §20.2.1.1.1 CreateDynamicFunction, in the running realm; `flags`: kFnAsync, kFnGenerator
Value createDynamicFunction(uint32_t flags, uint32_t argc, const Value* argv);
// Beside those of the executable.
void addCompiledText(const ModuleInfo* text);
[[noreturn]] void throwNoEvaluator(const char* what);

}  // namespace kiln::rt
