#include "runtime/entry/modules.h"

#include <cstring>

#include "runtime/entry/module_state.h"
#include "runtime/jobs/jobs.h"
#include "runtime/jobs/uncaught.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

Value require_cache = Value::undefined();

String* pathString(const ModuleInfo* module) {
  return newUtf8(module->path);
}

const ModuleInfo* infoOf(Function* require) {
  return reinterpret_cast<const ModuleInfo*>(require->captures[0].bits);
}

[[noreturn]] void throwNotFound(const std::string& specifier, const ModuleInfo* from) {
  std::string text = "Cannot find module '" + specifier + "'\nRequire stack:\n- " + from->path;
  Object* error = newError(ErrorType::Error, newUtf8(text));
  putDirect(error, PropertyKey::atom(atoms.code), box(internAscii("MODULE_NOT_FOUND")), kDefault);
  Value stack = box(newUtf8(from->path));
  putDirect(error, PropertyKey::atom(internAscii("requireStack")), box(newArrayOf(&stack, 1)), kDefault);
  throwValue(box(error));
}

const ModuleInfo* findRequest(Value specifier, const ModuleInfo* from) {
  if (!isString(specifier))
    throwTypeError("The \"id\" argument must be of type string. Received %s", describe(specifier).c_str());
  for (uint32_t i = 0; i < from->request_count; ++i) {
    if (equals(from->requests[i].specifier, asString(specifier)) && from->requests[i].target != nullptr)
      return from->requests[i].target;
  }
  // A computed specifier: an absolute path of an embedded module, or a builtin's id.
  std::string text = toUtf8(asString(specifier));
  if (const ModuleInfo* module = findModuleByPath(text)) return module;
  throwNotFound(text, from);
}

Value requireEntry(Args& args) {
  const ModuleInfo* from = infoOf(args.callee);
  return requireModule(findRequest(args[0], from), from);
}
Value requireResolve(Args& args) {
  const ModuleInfo* target = findRequest(args[0], infoOf(args.callee));
  return box(pathString(target));
}

Object* cacheObject() {
  if (!isObject(require_cache)) require_cache = box(newObjectWithPrototype(nullptr));
  return asObject(require_cache);
}

Function* newRequire(const ModuleInfo* module) {
  Function* require = newNative(atoms.require, KILN_NATIVE(requireEntry), 1, 0, 1);
  require->captures[0] = Value::raw(reinterpret_cast<uint64_t>(module));
  Function* resolve = newNative(atoms.resolve, KILN_NATIVE(requireResolve), 1, 0, 1);
  resolve->captures[0] = require->captures[0];
  auto define = [&](String* key, Value value) { createDataProperty(require, PropertyKey::atom(key), value); };
  define(atoms.resolve, box(resolve));
  Value main = kiln_main_module->kind == ModuleKind::CommonJs ? kiln_main_module->state->module_object
                                                              : Value::undefined();
  define(atoms.main, main.isEmpty() ? Value::undefined() : main);
  define(internAscii("extensions"), box(newObjectWithPrototype(nullptr)));
  define(atoms.cache, box(cacheObject()));
  return require;
}

std::string directory(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

Value runCommonJs(const ModuleInfo* module, const ModuleInfo* parent) {
  ModuleState* state = module->state;
  Object* object = newObject();
  state->module_object = box(object);
  Object* exports = newObject();
  std::string path = module->path;
  String* filename = newUtf8(path);
  bool is_main = module == kiln_main_module;
  auto define = [&](String* key, Value value) { createDataProperty(object, PropertyKey::atom(key), value); };
  define(atoms.id, box(is_main ? singleChar('.') : filename));
  define(atoms.path, box(newUtf8(directory(path))));
  define(atoms.exports, box(exports));
  define(atoms.filename, box(filename));
  define(atoms.loaded, Value::boolean(false));
  define(atoms.children, box(newArray(0)));
  define(atoms.paths, box(newArray(0)));
  define(atoms.parent, parent != nullptr && parent->kind == ModuleKind::CommonJs
                           ? parent->state->module_object
                           : Value::undefined());
  PropertyKey cache_key = keyOfString(filename);
  createDataProperty(cacheObject(), cache_key, box(object));
  Function* require = newRequire(module);
  define(atoms.require, box(require));
  Value argv[] = {box(exports), box(require), box(object), box(filename), box(newUtf8(directory(path)))};
  try {
    module->body(nullptr, box(exports), Value::undefined(), 5, argv);
  } catch (Thrown&) {
    // As in Node: a module that failed is loaded anew by the next require.
    state->module_object = Value::empty();
    deleteProperty(cacheObject(), cache_key);
    throw;
  }
  setOrThrow(object, PropertyKey::atom(atoms.loaded), Value::boolean(true));
  return get(object, atoms.exports);
}

}  // namespace

Value requireModule(const ModuleInfo* module, const ModuleInfo* parent) {
  ModuleState* state = module->state;
  switch (module->kind) {
    case ModuleKind::CommonJs: {
      if (isObject(state->module_object)) {
        // Deleting from require.cache makes the module load again.
        PropertyKey key = keyOfString(pathString(module));
        Value cached = get(cacheObject(), key);
        if (isObject(cached)) return get(asObject(cached), atoms.exports);
      }
      return runCommonJs(module, parent);
    }
    case ModuleKind::Builtin: {
      if (!isObject(state->module_object)) {
        Object* object = newObject();
        state->module_object = box(object);
        Object* exports = newObject();
        createDataProperty(object, PropertyKey::atom(atoms.exports), box(exports));
        Value name = box(newUtf8(module->path));
        Value argv[] = {box(exports), box(newRequire(module)), box(object), name, name};
        module->body(nullptr, box(exports), Value::undefined(), 5, argv);
      }
      return get(asObject(state->module_object), atoms.exports);
    }
    case ModuleKind::Json: {
      if (state->exports.isEmpty()) {
        Value text = box(newUtf8({module->json_text, module->json_length}));
        Value json = get(realm().global, PropertyKey::atom(internAscii("JSON")));
        state->exports = invoke(json, PropertyKey::atom(internAscii("parse")), 1, &text);
      }
      return state->exports;
    }
    case ModuleKind::EsModule:
      if (Promise* done = evaluateModule(module); done->state == PromiseState::Rejected) {
        done->handled = 1;
        throwValue(done->result);
      }
      return kiln_module_namespace(module);
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
  performThen(evaluateModule(kiln_main_module), Value::undefined(), failed, Value::undefined(),
              Value::undefined(), Value::undefined());
  return Value::undefined();
}

}  // namespace

void runMain() {
  if (kiln_main_module->kind == ModuleKind::EsModule) {
    // Node starts ES modules from a promise job: their microtasks go before the first process.nextTick().
    enqueueMicrotask(box(newNative(atoms.empty, KILN_NATIVE(startMain), 0)));
  } else {
    requireModule(kiln_main_module, nullptr);
  }
}

bool mainIsUnsettled() {
  if (kiln_main_module->kind != ModuleKind::EsModule) return false;
  Value promise = kiln_main_module->state->promise;
  return isPromise(promise) && static_cast<Promise*>(asObject(promise))->state == PromiseState::Pending;
}

const ModuleInfo* findModuleByPath(const std::string& path) {
  for (const ModuleInfo* const* m = kiln_modules; *m != nullptr; ++m) {
    if (path == (*m)->path || (*m)->path == "node:" + path) return *m;
  }
  return nullptr;
}

std::string directoryOf(const std::string& path) {
  return directory(path);
}

}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_require_module(const ModuleInfo* module) {
  return requireModule(module, nullptr);
}
Value kiln_require(Value specifier, const ModuleInfo* from) {
  return requireModule(findRequest(specifier, from), from);
}

Value kiln_internal_binding(Value (*factory)(), Value* cache) {
  if (cache->isEmpty()) *cache = factory();
  return *cache;
}

}  // extern "C"
