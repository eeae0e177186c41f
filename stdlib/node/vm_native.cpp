// The native half of node:vm. A context is a realm (docs/realms.md); 0 is the program's own.
#include "runtime/ops/evaluation.h"
#include "stdlib/ecma/library.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

void requireEvaluator() {
  if (!hasEvaluator()) throwNoEvaluator("node:vm");
}

RealmId realmArgument(Value v) {
  return static_cast<RealmId>(v.asInt32());
}

// V8's console for inspectors: there is none that would listen.
Value ignore(Args&) {
  return Value::undefined();
}
void defineConsole() {
  Object* console = newObject();
  for (const char* name : {"debug",  "error",   "info",       "log",       "warn",           "dir",
                           "dirxml", "table",   "trace",      "group",     "groupCollapsed", "groupEnd",
                           "clear",  "count",   "countReset", "assert",    "profile",        "profileEnd",
                           "time",   "timeLog", "timeEnd",    "timeStamp", "context",        "createTask"})
    defineValue(console, name, box(newNative(internAscii(name), KILN_NATIVE(ignore), 0)), kDefault);
  defineTag(console, "console");
  defineValue(realm().global, "console", box(console));
}

// makeContext(sandbox): the number of its realm
Value makeContext(Args& args) {
  RealmId made = newRealm(asObject(args[0]));
  RealmScope scope(made);
  defineConsole();
  return Value::number(made);
}

// run(code, file, realm): a script of its global scope
Value run(Args& args) {
  requireEvaluator();
  String *code = toString(args[0]), *file = toString(args[1]);
  RealmScope scope(realmArgument(args[2]));
  return kiln_evaluator.script(code, file);
}

// compileFunction(code, parameters, realm)
Value compileFunction(Args& args) {
  requireEvaluator();
  ValueList parts = listFromArrayLike(args[1]);
  parts.push(box(toString(args[0])));
  RealmScope scope(realmArgument(args[2]));
  return createDynamicFunction(0, static_cast<uint32_t>(parts.size()), parts.data());
}

// check(code, realm): throws a SyntaxError of that realm for what is no script
Value check(Args& args) {
  requireEvaluator();
  std::string problem = kiln_evaluator.check(toString(args[0]));
  RealmScope scope(realmArgument(args[1]));
  if (!problem.empty()) throwError(ErrorType::SyntaxError, "%s", problem);
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"makeContext", KILN_NATIVE(makeContext), 1},
    {"run", KILN_NATIVE(run), 3},
    {"compileFunction", KILN_NATIVE(compileFunction), 3},
    {"check", KILN_NATIVE(check), 2},
};

void fillVmNative(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace
}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_vm_native, "internal/vm_native", ::kiln::rt::fillVmNative)
