// Starts the runtime as a program's entry does, without a program.
#include <gtest/gtest.h>

#include "runtime/entry/library.h"
#include "runtime/object/realm.h"

namespace kiln::abi {
extern "C" {
static Value main_state[kModuleStateWords];
static const ModuleInfo main_module = [] {
  ModuleInfo info{};
  info.path = "unit.js";
  info.kind = ModuleKind::CommonJs;
  info.state = reinterpret_cast<ModuleState*>(main_state);
  return info;
}();
const ModuleInfo* const kiln_main_module = &main_module;
const ModuleInfo* const kiln_modules[] = {&main_module, nullptr};
}
}  // namespace kiln::abi

int main(int argc, char** argv) {
  using namespace kiln::rt;
  testing::InitGoogleTest(&argc, argv);
  gcInitialise(__builtin_frame_address(0));
  kiln_stack_limit = static_cast<char*>(__builtin_frame_address(0)) - (4u << 20);
  initialiseNames();
  initialiseRealm();
  initialiseLibrary(argc, argv);
  return RUN_ALL_TESTS();
}
