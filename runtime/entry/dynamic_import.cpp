// §13.3.10 import() and §13.3.12 import.meta of embedded modules.
#include <filesystem>

#include "runtime/entry/import_attributes.h"
#include "runtime/entry/module_state.h"
#include "runtime/entry/modules.h"
#include "runtime/loop/timers.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "runtime/ops/evaluation.h"

namespace kiln::rt {
namespace {

// Node's loader is made of async functions: so many microtasks pass before it settles the promise of a module
// that it has. A module that it has to read comes after the timers that are due.
constexpr int32_t kLoaderTicks = 7;
constexpr double kReadingTime = 2;

std::string urlOf(const ModuleInfo* module) {
  std::string path = module->path;
  return path.starts_with("node:") ? path : "file://" + path;
}

// The embedded module that `text` means in `from`; null if there is none.
const ModuleInfo* find(const std::string& text, const ModuleInfo* from) {
  String* specifier = newUtf8(text);
  for (uint32_t i = 0; i < from->request_count; ++i) {
    const ModuleRequest& request = from->requests[i];
    if (equals(request.specifier, specifier) && request.target != nullptr) return request.target;
  }
  std::string path = text;
  if (path.starts_with("file://")) path = path.substr(7);
  if (path.starts_with("node:")) path = path.substr(5);
  if (path.starts_with("./") || path.starts_with("../")) path = directoryOf(from->path) + "/" + path;
  return findModuleByPath(std::filesystem::path(path).lexically_normal().string());
}

// The same, or the file on disk.
const ModuleInfo* findOrLoad(const std::string& text, const ModuleInfo* from) {
  const ModuleInfo* target = find(text, from);
  if (target != nullptr || !hasEvaluator()) return target;
  return kiln_evaluator.load(text, from->path, true);
}

Object* notFound(const std::string& text, const ModuleInfo* from) {
  bool bare = !text.starts_with(".") && !text.starts_with("/") && !text.starts_with("file:");
  std::string name = text;
  if (text.starts_with("./") || text.starts_with("../"))
    name = std::filesystem::path(directoryOf(from->path) + "/" + text).lexically_normal().string();
  Object* error =
      newError(ErrorType::Error, newUtf8(std::string("Cannot find ") + (bare ? "package '" : "module '") +
                                         name + "' imported from " + from->path));
  putDirect(error, PropertyKey::atom(atoms.code), box(internAscii("ERR_MODULE_NOT_FOUND")), kDefault);
  return error;
}

// captures: [0] what is left of the ticks, [1] the promise, [2] the module (raw) or the error
Value resolveImport(Args& args) {
  auto* promise = static_cast<Promise*>(asObject(args.callee->captures[0]));
  auto* module = reinterpret_cast<const ModuleInfo*>(args.callee->captures[1].bits);
  fulfillPromise(promise, kiln_module_namespace(module));
  return Value::undefined();
}
Value rejectImport(Args& args) {
  rejectPromise(static_cast<Promise*>(asObject(args.callee->captures[0])), args[0]);
  return Value::undefined();
}

void finish(Promise* promise, const ModuleInfo* module) {
  Function* good = newNative(atoms.empty, KILN_NATIVE(resolveImport), 1, 0, 2);
  Function* bad = newNative(atoms.empty, KILN_NATIVE(rejectImport), 1, 0, 2);
  good->captures[0] = bad->captures[0] = box(promise);
  good->captures[1] = bad->captures[1] = Value::raw(reinterpret_cast<uint64_t>(module));
  performThen(evaluateModule(module), box(good), box(bad), Value::undefined(), Value::undefined(),
              Value::undefined());
}

Value load(Args& args) {
  finish(static_cast<Promise*>(asObject(args.callee->captures[0])),
         reinterpret_cast<const ModuleInfo*>(args.callee->captures[1].bits));
  return Value::undefined();
}

Value tick(Args& args) {
  Value* captures = args.callee->captures;
  if (captures[0].asInt32() > 0) {
    captures[0] = Value::int32(captures[0].asInt32() - 1);
    enqueueMicrotask(box(args.callee));
    return Value::undefined();
  }
  auto* promise = static_cast<Promise*>(asObject(captures[1]));
  if (captures[3].isTrue())
    rejectPromise(promise, captures[2]);
  else
    finish(promise, reinterpret_cast<const ModuleInfo*>(captures[2].bits));
  return Value::undefined();
}

void afterTicks(Promise* promise, int32_t ticks, Value target, bool is_error) {
  Function* job = newNative(atoms.empty, KILN_NATIVE(tick), 0, 0, 4);
  job->captures[0] = Value::int32(ticks);
  job->captures[1] = box(promise);
  job->captures[2] = target;
  job->captures[3] = Value::boolean(is_error);
  enqueueMicrotask(box(job));
}

Value metaResolve(Args& args) {
  auto* from = reinterpret_cast<const ModuleInfo*>(args.callee->captures[0].bits);
  std::string text = toUtf8(toString(args[0]));
  if (const ModuleInfo* target = find(text, from)) return box(newUtf8(urlOf(target)));
  std::string path = text;
  if (text.starts_with("file:") || text.starts_with("node:")) return box(newUtf8(text));
  if (text.starts_with("./") || text.starts_with("../")) path = directoryOf(from->path) + "/" + text;
  if (path.starts_with("/"))
    return box(newUtf8("file://" + std::filesystem::path(path).lexically_normal().string()));
  throwValue(box(notFound(text, from)));
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_dynamic_import(Value specifier, Value options, const ModuleInfo* from) {
  Promise* promise = newPromise();
  try {
    std::string text = toUtf8(toString(specifier));
    std::vector<ImportAttribute> attributes = importAttributes(options);
    const ModuleInfo* target = nullptr;
    try {
      target = findOrLoad(text, from);
      if (target == nullptr) throwValue(box(notFound(text, from)));
      checkAttributes(attributes, target, urlOf(target));
    } catch (Thrown&) {
      afterTicks(promise, kLoaderTicks, pendingException(), true);
      return box(promise);
    }
    if (target->kind == ModuleKind::Builtin ||
        (target->kind == ModuleKind::EsModule && isEvaluated(target))) {
      afterTicks(promise, kLoaderTicks - 2, Value::raw(reinterpret_cast<uint64_t>(target)), false);
    } else {
      Function* job = newNative(atoms.empty, KILN_NATIVE(load), 0, 0, 2);
      job->captures[0] = box(promise);
      job->captures[1] = Value::raw(reinterpret_cast<uint64_t>(target));
      addTimer(box(job), kReadingTime, false, 0, nullptr);
    }
  } catch (Thrown&) {
    rejectPromise(promise, pendingException());
  }
  return box(promise);
}

Value kiln_import_meta(const ModuleInfo* module) {
  Value& known = module->state->meta;
  if (isObject(known)) return known;
  Object* meta = newObjectWithPrototype(nullptr);
  known = box(meta);
  Function* resolve = newNative(atoms.resolve, KILN_NATIVE(metaResolve), 2, 0, 1);
  resolve->captures[0] = Value::raw(reinterpret_cast<uint64_t>(module));
  createDataProperty(meta, PropertyKey::atom(atoms.dirname), box(newUtf8(directoryOf(module->path))));
  createDataProperty(meta, PropertyKey::atom(atoms.filename), box(newUtf8(module->path)));
  createDataProperty(meta, PropertyKey::atom(atoms.resolve), box(resolve));
  createDataProperty(meta, PropertyKey::atom(atoms.url), box(newUtf8(urlOf(module))));
  return known;
}

}  // extern "C"
