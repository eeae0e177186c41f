// kiln-interpreter [OPTIONS] ENTRY [ARGS…]: runs a program without compiling it. The options are kiln's own.
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "frontend/modules/program.h"
#include "ir/build/build.h"
#include "ir/interpreter/interpreter.h"
#include "ir/interpreter/program/builtins.h"
#include "runtime/entry/library.h"
#include "runtime/entry/modules.h"
#include "runtime/entry/program.h"
#include "stdlib/host/test262.h"

namespace kiln::interpreter {
namespace {

constexpr int kProgramError = 1, kUsageError = 2;

struct {
  std::unique_ptr<ir::Program> ir;
  modules::Options options;
  bool dump = false;
  bool host_test262 = false;
} program;

const abi::ModuleInfo* builtin(const ir::ModuleRecord& record) {
  for (const BuiltinModule* module = kBuiltinModules; module->symbol != nullptr; ++module) {
    if (record.symbol == module->symbol) return module->info;
  }
  return nullptr;
}

bool isProvided(const std::string& path) {
  for (const BuiltinModule* module = kBuiltinModules; module->symbol != nullptr; ++module) {
    if ("node:" + path == module->info->path) return true;
  }
  return false;
}

void loadProgram() {
  size_t count = program.ir->modules.size();
  uint32_t main = program.ir->main_module;
  Unit* unit = load(std::move(program.ir), {.external_module = builtin, .dump = program.dump});
  rt::setMainModule(moduleInfo(unit, main));
  for (uint32_t i = 0; i < count; ++i) {
    const abi::ModuleInfo* info = moduleInfo(unit, i);
    if (info != nullptr && info->kind != abi::ModuleKind::Builtin) rt::addModule(info);
  }
}

bool parseOption(std::string_view arg) {
  using modules::ModuleKind;
  if (arg == "--dump=bytecode")
    program.dump = true;
  else if (arg == "--script" || arg == "--goal=script")
    program.options.entry_kind = ModuleKind::Script;
  else if (arg == "--goal=module")
    program.options.entry_kind = ModuleKind::Esm;
  else if (arg == "--goal=commonjs")
    program.options.entry_kind = ModuleKind::CommonJs;
  else if (arg == "--host=test262")
    program.host_test262 = program.options.scripts_import_modules = true;
  else
    return false;
  return true;
}

int main(int argc, char** argv) {
  int first = 1;
  while (first < argc && parseOption(argv[first])) ++first;
  if (first == argc) {
    std::fputs(
        "usage: kiln-interpreter [--dump=bytecode] [--goal=script|module|commonjs] [--host=test262] ENTRY "
        "[ARGS...]\n",
        stderr);
    return kUsageError;
  }
  std::string entry = argv[first];
  if (program.host_test262 && !program.options.entry_kind && !entry.ends_with(".mjs"))
    program.options.entry_kind = modules::ModuleKind::Script;
  {
    std::unique_ptr<modules::Program> source = modules::load(entry, program.options);
    auto failed = [&] {
      if (!source->diagnostics.hasErrors()) return false;
      if (program.host_test262 && source->diagnostics.hasSyntaxErrors()) std::fputs("SyntaxError: ", stderr);
      std::fputs(source->diagnostics.render(isatty(2)).c_str(), stderr);
      return true;
    };
    if (failed()) return kProgramError;
    for (auto& module : source->modules) {
      if (module->kind == modules::ModuleKind::Builtin) module->provided = isProvided(module->path);
    }
    program.ir = ir::build(*source);
    if (failed()) return kProgramError;
  }
  return rt::runProgram(argc - first, argv + first, loadProgram);
}

}  // namespace
}  // namespace kiln::interpreter

extern "C" void kiln_install_host() {
  if (kiln::interpreter::program.host_test262) kiln::rt::startTest262Host();
}

int main(int argc, char** argv) {
  return kiln::interpreter::main(argc, argv);
}
