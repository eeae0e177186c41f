// §19.2.1 eval ( x ), §20.2.1.1.1 CreateDynamicFunction, and the environment records that sloppy evaluated
// code extends.
#include "runtime/ops/evaluation.h"

#include <vector>

#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

// Objects with the variables that evals add to functions: ordinary, but for who asks.
const ClassInfo variables_class{.name = "Variables"};

Shape* variablesShape() {
  static Shape* shape = newRootShape(CellKind::Object, ElementsKind::None, 0, 4, nullptr, &variables_class);
  return shape;
}

// Texts that were compiled with the program: few.
std::vector<const ModuleInfo*>& compiledTexts() {
  static std::vector<const ModuleInfo*> texts = [] {
    std::vector<const ModuleInfo*> found;
    for (const ModuleInfo* const* m = kiln_modules; *m != nullptr; ++m) {
      if ((*m)->kind == ModuleKind::Evaluated) found.push_back(*m);
    }
    return found;
  }();
  return texts;
}

// Compiled code runs in the first realm only.
bool mayBeCompiled() {
  return inFirstRealm() && !compiledTexts().empty();
}

// Runs the text if it was compiled for `taker`.
bool evaluateCompiled(std::string_view taker, std::string_view text, Value* result) {
  for (const ModuleInfo* module : compiledTexts()) {
    if (std::string_view(module->source->text, module->source->text_length) != text || module->path != taker)
      continue;
    *result = module->body(module->body_callee, box(realm().global), Value::undefined(), 0, nullptr);
    return true;
  }
  return false;
}

[[noreturn]] void throwNoEval() {
  throwError(
      ErrorType::EvalError,
      "eval() needs a compiler at run time, which a compiled program does not carry: write the code as a "
      "function, or read data with JSON.parse()");
}

}  // namespace

void addCompiledText(const ModuleInfo* text) {
  compiledTexts().push_back(text);
}

void throwNoEvaluator(const char* what) {
  throwError(ErrorType::EvalError, "%s needs a compiler at run time, which this program does not carry",
             what);
}

Value indirectEval(Value source) {
  if (!isString(source)) return source;
  Value result;
  if (mayBeCompiled() && evaluateCompiled("eval", toWtf8(asString(source)), &result)) return result;
  if (!hasEvaluator()) throwNoEval();
  return kiln_evaluator.indirect(asString(source));
}

Value createDynamicFunction(uint32_t flags, uint32_t argc, const Value* argv) {
  // Steps 6 to 16.
  FunctionText text{flags, {}, {}};
  for (uint32_t i = 0; i + 1 < argc; ++i) text.parameters += (i == 0 ? "" : ",") + toWtf8(toString(argv[i]));
  if (argc > 0) text.body = toWtf8(toString(argv[argc - 1]));
  Value result;
  if (mayBeCompiled() && evaluateCompiled("Function", text.whole(), &result)) return result;
  if (!hasEvaluator()) {
    throwError(
        ErrorType::EvalError,
        "new Function() needs a compiler at run time, which a compiled program does not carry: write the "
        "function in the source");
  }
  return kiln_evaluator.function(text);
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_direct_eval(Value callee, Value this_value, uint32_t argc, const Value* argv, Function* scope,
                       String* description) {
  if (callee != realm().eval) {
    if (!isCallable(callee)) throwTypeError("eval is not a function");
    return call(callee, this_value, argc, argv);
  }
  Value source = argc == 0 ? Value::undefined() : argv[0];
  if (!isString(source)) return source;
  if (!hasEvaluator()) throwNoEval();
  return kiln_evaluator.direct(asString(source), scope, description);
}

Value kiln_direct_eval_spread(Value callee, Value this_value, Object* arguments, Function* scope,
                              String* description) {
  uint32_t count = arrayLength(arguments);
  ValueList list;
  for (uint32_t i = 0; i < count; ++i) list.push(get(arguments, keyOfIndex(i)));
  return kiln_direct_eval(callee, this_value, count, list.data(), scope, description);
}

Object* kiln_eval_variables() {
  return newObjectWith(variablesShape());
}

// §9.1.1.1.2 CreateMutableBinding ( N, true ), unless it is there.
void kiln_declare_eval_variable(Value holder, String* name) {
  PropertyKey key = keyOfString(name);
  if (!hasOwnProperty(asObject(holder), key)) createDataProperty(asObject(holder), key, Value::undefined());
}

// §13.3.6.2, §9.1.1.1.10 WithBaseObject
Value kiln_with_this(Value object) {
  return asObject(object)->shape->class_info == &variables_class ? Value::undefined() : object;
}

}  // extern "C"
