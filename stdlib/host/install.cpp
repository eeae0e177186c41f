// The door through which programs that are linked with this archive get it.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "runtime/entry/library.h"
#include "runtime/entry/modules.h"
#include "stdlib/ecma/library.h"
#include "stdlib/host/test262.h"

namespace kiln::rt {
namespace {

const ModuleInfo* scriptOf(std::string_view path) {
  for (const ModuleInfo* module : allModules()) {
    if (module->kind == ModuleKind::Script && module->path == path) return module;
  }
  std::fprintf(stderr, "%s is no script of this program\n", std::string(path).c_str());
  std::exit(2);
}

// Programs of several scripts: the last one named is the main module, which is run by the caller.
void runNamedScripts() {
  const ProgramArguments& arguments = programArguments();
  for (int i = 1; i < arguments.count; ++i) {
    const ModuleInfo* script = scriptOf(arguments.values[i]);
    if (i + 1 < arguments.count)
      requireModule(script, nullptr);
    else
      setMainModule(script);
  }
}

}  // namespace
}  // namespace kiln::rt

extern "C" void kiln_install_host() {
  kiln::rt::startTest262Host();
  kiln::rt::runNamedScripts();
}
