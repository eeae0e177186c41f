#include "eval/load.h"

#include "frontend/modules/program.h"
#include "frontend/modules/resolver.h"
#include "frontend/support/name.h"
#include "ir/build/build.h"
#include "ir/interpreter/interpreter.h"
#include "runtime/entry/modules.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"
#include "runtime/ops/evaluation.h"

namespace kiln::eval {
namespace {

using modules::ModuleKind;

const abi::ModuleInfo* known(const ir::ModuleRecord& record) {
  return rt::findModuleByPath(record.path);
}

std::u16string utf16(abi::String* s) {
  return utf8ToUtf16(rt::toUtf8(s));
}

std::optional<modules::LoadedModule> loadedModule(const std::string& path) {
  const abi::ModuleInfo* module = rt::findModuleByPath(path);
  if (module == nullptr) return std::nullopt;
  modules::LoadedModule loaded{ModuleKind::CommonJs, {}};
  if (module->kind == abi::ModuleKind::Json) loaded.kind = ModuleKind::Json;
  if (module->kind == abi::ModuleKind::EsModule) loaded.kind = ModuleKind::Esm;
  for (uint32_t i = 0; i < module->export_count; ++i)
    loaded.exports.push_back(utf16(module->exports[i].name));
  return loaded;
}

void throwFirstError(const Diagnostics& diagnostics) {
  if (!diagnostics.hasErrors()) return;
  for (const Diagnostic& d : diagnostics.all()) {
    if (d.severity != Severity::Error) continue;
    if (isSyntaxError(d)) rt::throwError(abi::ErrorType::SyntaxError, "%s", messageOfError(d));
    const char* code = d.kind == DiagnosticKind::ModuleNotFound ? "ERR_MODULE_NOT_FOUND" : "ERR_UNSUPPORTED";
    rt::throwValue(rt::box(rt::newErrorWithCode(abi::ErrorType::Error, code, d.message)));
  }
}

}  // namespace

const abi::ModuleInfo* load(const std::string& specifier, const std::string& from, bool esm) {
  modules::Resolution resolution = modules::Resolver({}).resolve(specifier, from, esm);
  if (resolution.path.empty()) {
    if (resolution.error_code.ends_with("MODULE_NOT_FOUND")) return nullptr;
    rt::throwValue(rt::box(rt::newErrorWithCode(abi::ErrorType::Error, resolution.error_code.c_str(),
                                                resolution.error_message)));
  }
  if (resolution.builtin) return nullptr;
  if (const abi::ModuleInfo* module = rt::findModuleByPath(resolution.path)) return module;
  modules::Options options;
  options.scripts_import_modules = rt::scripts_import_modules;
  options.loaded = loadedModule;
  std::unique_ptr<modules::Program> source = modules::load(resolution.path, options);
  throwFirstError(source->diagnostics);
  for (auto& module : source->modules) {
    if (module->kind == ModuleKind::Builtin) module->provided = rt::findModuleByPath(module->path) != nullptr;
  }
  std::unique_ptr<ir::Program> program = ir::build(*source);
  throwFirstError(source->diagnostics);
  size_t count = program->modules.size();
  uint32_t main = program->main_module;
  interpreter::Unit* unit = interpreter::load(std::move(program), {.external_module = known});
  for (uint32_t i = 0; i < count; ++i) {
    const abi::ModuleInfo* module = interpreter::moduleInfo(unit, i);
    if (module != nullptr && rt::findModuleByPath(module->path) == nullptr) rt::addModule(module);
  }
  return interpreter::moduleInfo(unit, main);
}

}  // namespace kiln::eval
