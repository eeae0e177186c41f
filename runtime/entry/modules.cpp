#include "runtime/entry/modules.h"

#include <cstring>

#include "runtime/entry/library.h"
#include "runtime/entry/module_state.h"
#include "runtime/jobs/jobs.h"
#include "runtime/jobs/uncaught.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "runtime/ops/evaluation.h"

namespace kiln::rt {
namespace {

std::string directory(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

Value requireModule(const ModuleInfo* module, const ModuleInfo* parent) {
  ModuleState* state = module->state;
  switch (module->kind) {
    case ModuleKind::CommonJs:
    case ModuleKind::Json:
      return requireFile(module, parent);
    case ModuleKind::Builtin: {
      if (!isObject(state->module_object)) {
        Object* object = newObject();
        state->module_object = box(object);
        Object* exports = newObject();
        createDataProperty(object, PropertyKey::atom(atoms.exports), box(exports));
        Value name = box(newUtf8(module->path));
        Value argv[] = {box(exports), box(newRequire(module, module->path)), box(object), name, name};
        module->body(module->body_callee, box(exports), Value::undefined(), 5, argv);
      }
      return get(asObject(state->module_object), atoms.exports);
    }
    case ModuleKind::EsModule:
      if (Promise* done = evaluateModule(module); done->state == PromiseState::Rejected) {
        done->flags |= Promise::kHandled;
        throwValue(done->result);
      }
      return kiln_module_namespace(module);
    case ModuleKind::Script:
    case ModuleKind::Evaluated:
      return module->body(module->body_callee, box(realm().global), Value::undefined(), 0, nullptr);
  }
  return Value::undefined();
}

namespace {

Value reportMain(Args& args) {
  uncaught(args.callee->captures[0], true);
  return Value::undefined();
}
// The main module failed: an uncaught exception, reported from a job of its own.
Value mainRejected(Args& args) {
  Function* report = newNative(atoms.empty, KILN_NATIVE(reportMain), 0, 0, 1);
  report->captures[0] = args[0];
  enqueueMicrotask(box(report));
  return Value::undefined();
}
Value startMain(Args&) {
  Value failed = box(newNative(atoms.empty, KILN_NATIVE(mainRejected), 1));
  performThen(evaluateModule(mainModule()), Value::undefined(), failed, Value::undefined(),
              Value::undefined(), Value::undefined());
  return Value::undefined();
}

}  // namespace

void runMain() {
  if (kiln_install_host != nullptr) kiln_install_host();
  if (mainModule()->kind == ModuleKind::EsModule) {
    // Node starts ES modules from a promise job: their microtasks go before the first process.nextTick().
    enqueueMicrotask(box(newNative(atoms.empty, KILN_NATIVE(startMain), 0)));
  } else {
    requireModule(mainModule(), nullptr);
  }
}

bool mainIsUnsettled() {
  if (mainModule()->kind != ModuleKind::EsModule) return false;
  Value promise = mainModule()->state->promise;
  return isPromise(promise) && static_cast<Promise*>(asObject(promise))->state == PromiseState::Pending;
}

static std::vector<const ModuleInfo*>& moduleTable() {
  static std::vector<const ModuleInfo*> table = [] {
    std::vector<const ModuleInfo*> list;
    for (const ModuleInfo* const* m = kiln_modules; *m != nullptr; ++m) list.push_back(*m);
    return list;
  }();
  return table;
}
static const ModuleInfo* loaded_main = nullptr;

const std::vector<const ModuleInfo*>& allModules() {
  return moduleTable();
}
void addModule(const ModuleInfo* module) {
  if (module->kind == ModuleKind::Evaluated) return addCompiledText(module);
  moduleTable().push_back(module);
}
const ModuleInfo* mainModule() {
  return loaded_main != nullptr ? loaded_main : kiln_main_module;
}
void setMainModule(const ModuleInfo* module) {
  loaded_main = module;
}

const ModuleInfo* findModuleByPath(const std::string& path) {
  for (const ModuleInfo* m : allModules()) {
    // The file of a script is another one as a module.
    if (m->kind == ModuleKind::Script || m->kind == ModuleKind::Evaluated) continue;
    if (path == m->path || m->path == "node:" + path) return m;
  }
  return nullptr;
}

std::string directoryOf(const std::string& path) {
  return directory(path);
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_require_module(const ModuleInfo* module, const ModuleInfo* from) {
  return requireModule(module, from);
}

Value kiln_internal_binding(Value (*factory)(), Value* cache) {
  if (cache->isEmpty()) *cache = factory();
  return *cache;
}

}  // extern "C"
