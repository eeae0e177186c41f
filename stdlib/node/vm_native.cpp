// The native half of node:vm.
#include "runtime/ops/evaluation.h"
#include "stdlib/ecma/library.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

void requireEvaluator() {
  if (!hasEvaluator()) throwNoEvaluator("node:vm");
}

// run(code, file): a script of the global scope
Value run(Args& args) {
  requireEvaluator();
  return kiln_evaluator.script(toString(args[0]), toString(args[1]));
}

// runWithin(code, file, holder): its variables are properties of `holder`
Value runWithin(Args& args) {
  requireEvaluator();
  return kiln_evaluator.within(toString(args[0]), asObject(args[2]), args[2], toString(args[1]));
}

// check(code): throws a SyntaxError for what is no script
Value check(Args& args) {
  requireEvaluator();
  std::string problem = kiln_evaluator.check(toString(args[0]));
  if (!problem.empty()) throwError(ErrorType::SyntaxError, "%s", problem.c_str());
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"run", KILN_NATIVE(run), 2},
    {"runWithin", KILN_NATIVE(runWithin), 3},
    {"check", KILN_NATIVE(check), 1},
};

void fillVmNative(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace
}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_vm_native, "internal/vm_native", ::kiln::rt::fillVmNative)
