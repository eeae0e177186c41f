// print() and $262, as test262's INTERPRETING.md wants them.
#include "stdlib/host/test262.h"

#include <cstdio>

#include "runtime/entry/module_state.h"
#include "runtime/entry/modules.h"
#include "runtime/jobs/uncaught.h"
#include "runtime/ops/evaluation.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/host/agents.h"

namespace kiln::rt {
namespace {

Value print(Args& args) {
  std::string line = toUtf8(toString(args[0])) + "\n";
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
  return Value::undefined();
}

Value createRealm(Args&) {
  RealmScope scope(newRealm(nullptr));
  return installTest262Host();
}
Value evalScript(Args& args) {
  if (!hasEvaluator()) throwNoEvaluator("$262.evalScript");
  return kiln_evaluator.script(toString(args[0]), internAscii("evalScript"));
}
Value detachArrayBuffer(Args& args) {
  if (!isKind(args[0], CellKind::ArrayBuffer)) throwTypeError("not an ArrayBuffer");
  detach(asArrayBuffer(args[0]));
  return Value::null();
}
Value collectGarbage(Args&) {
  collect();
  return Value::undefined();
}

// §B.3.6.1: undefined to typeof, to conditions and to ==, and still a function.
Value returnNull(Args&) {
  return Value::null();
}
Value newHtmlDda() {
  Function* function = newNative(atoms.empty, KILN_NATIVE(returnNull), 0);
  function->shape = shapeWithFlags(function->shape, function->shape->flags | kHtmlDda);
  return box(function);
}

const NativeMethod kMethods[] = {
    {"createRealm", KILN_NATIVE(createRealm), 0},
    {"evalScript", KILN_NATIVE(evalScript), 1},
    {"detachArrayBuffer", KILN_NATIVE(detachArrayBuffer), 1},
    {"gc", KILN_NATIVE(collectGarbage), 0},
};
const NativeMethod kGlobals[] = {{"print", KILN_NATIVE(print), 1}};

// §9.3.3 HostPromiseRejectionTracker: nothing is reported; only a main module that fails is an error.
bool isNoError(Value, Value promise) {
  const ModuleInfo* main = mainModule();
  return main->kind != ModuleKind::EsModule || promise != main->state->promise;
}

}  // namespace

Value installTest262Host() {
  uncaught_hooks.unhandledRejection = isNoError;
  scripts_import_modules = true;
  Object* host = newObject();
  defineMethods(host, kMethods);
  defineValue(host, "global", box(realm().global));
  defineValue(host, "agent", box(newAgentObject()));
  defineValue(host, "IsHTMLDDA", newHtmlDda());
  defineValue(realm().global, "$262", box(host));
  defineMethods(realm().global, kGlobals);
  return box(host);
}

void startTest262Host() {
  installTest262Host();
  runIfAgent();
}

}  // namespace kiln::rt
